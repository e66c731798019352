"""The 95 % interval of a mean over pairs of runs (Student's t): how far chance alone could shift it.

It speaks of chance, not of how true the assumptions are; how it is put into words is said in certainty_text.py.
"""

from typing import Final

import numpy as np
from scipy.special import stdtrit

from coprod_sim.engine.state import Reals

CERTAINTY: Final = 0.95
"""How sure intervals are."""


def paired_interval(differences: Reals) -> tuple[Reals, Reals, Reals]:
    """Give the mean and the 95 % interval of paired differences along the first axis (pairs); at least two pairs.

    >>> low_mean_high = paired_interval(np.array([1.0, 2.0, 3.0]))
    >>> [round(float(value), 3) for value in low_mean_high]
    [2.0, -0.484, 4.484]
    """
    pairs = len(differences)
    mean = differences.mean(axis=0)
    half_width = stdtrit(pairs - 1, 0.5 + CERTAINTY / 2) * differences.std(axis=0, ddof=1) / np.sqrt(pairs)
    return mean, mean - half_width, mean + half_width
