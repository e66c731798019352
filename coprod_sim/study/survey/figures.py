"""What the answers to one question come to, and how sure that is, going by who happened to answer.

The interval of shares is Wilson's; that of a mean on a scale is Student's, from five answers on that differ at all.
Neither knows anything of the families who did not answer.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri, stdtrit

from coprod_sim.study.interval import CERTAINTY

TOO_FEW: Final = 10
"""With fewer answers than this a figure is an anecdote, however narrow its interval."""
ENOUGH_FOR_SPREAD: Final = 5
WIDE: Final = 0.2
"""An interval that is wider than this is said to be."""


class SurveyFigure(NamedTuple):
    """The answers to one question: how many, their mean, its 95 % interval or that of yes, their spread, and shares of yes, partly and no [0-1]."""

    answered: int
    mean: float
    low: float
    high: float
    spread: float
    yes: float
    partly: float
    no: float

    @property
    def certainty(self) -> str:
        """How sure it is, in words."""
        if self.answered < TOO_FEW:
            return "too few answers to go by"
        return "rather unsure" if self.high - self.low > WIDE else "fairly sure, for families like those who answered"


def wilson(share: float, count: int) -> tuple[float, float]:
    """Give the 95 % interval of a share among so many answers.

    >>> [round(end, 3) for end in wilson(0.83, 100)], [round(end, 3) for end in wilson(1.0, 4)]
    ([0.745, 0.891], [0.51, 1.0])
    """
    z = float(ndtri(0.5 + CERTAINTY / 2))
    middle = share + z * z / (2 * count)
    half = z * ((share * (1 - share) + z * z / (4 * count)) / count) ** 0.5
    whole = 1 + z * z / count
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def student(mean: float, spread: float, count: int) -> tuple[float, float]:
    """Give the 95 % interval of a mean of shares.

    >>> [round(end, 3) for end in student(0.3, 0.2, 25)]
    [0.217, 0.383]
    """
    half = float(stdtrit(count - 1, 0.5 + CERTAINTY / 2)) * spread / count**0.5
    return max(0.0, mean - half), min(1.0, mean + half)


def figure_of(shares: Sequence[float], rated: bool, of_yes: bool) -> SurveyFigure | None:
    """Give the figure of answers, or None where there are none.

    rated: they are numbers on a scale.   of_yes: the interval is that of the share who say yes, and not of the mean.

    >>> figure = figure_of([1.0, 1.0, 0.5, 0.0], False, False)
    >>> figure.mean, figure.yes, figure.partly
    (0.625, 0.5, 0.25)
    """
    if not shares:
        return None
    values, count = np.array(shares), len(shares)
    mean = float(values.mean())
    spread = float(values.std(ddof=1)) if count > 1 else 0.0
    by_spread = rated and count >= ENOUGH_FOR_SPREAD and spread > 0
    yes, partly, no = (float(part.mean()) for part in (values > 0.5, values == 0.5, values < 0.5))
    low, high = student(mean, spread, count) if by_spread else wilson(yes if of_yes else mean, count)
    return SurveyFigure(count, mean, low, high, spread, yes, partly, no)
