"""How this machine rounds: a fingerprint of the functions whose last digit the C library decides, not the standard for numbers.

Sums, products and square roots are the same on every machine; exp, log, cos and powers may differ in their last digit.
They do so from one C library to another, and with one C library on processors with and without fused multiply-add (FMA).
Two machines with one fingerprint give the same bits; with two, the same model with other last digits.
"""

import hashlib
import math
from functools import cache
from types import FunctionType
from typing import Final

import numpy as np

# Only the settings are used here: no rule stands in this file, so its text need not be among those that name the compiled rules.
from coprod_sim.engine.kernel import compiled
from coprod_sim.engine.state import Reals

VALUES: Final = 4096
GOLDEN: Final = 0.6180339887498949
"""Steps of this size fill the space between 0 and 1 evenly, and never fall on round numbers."""
LARGEST_EXPONENT: Final = 20.0


def functions_of(draws: Reals, exponents: Reals, found: Reals) -> None:
    """Write exp, log, cos and a power of each draw, from 0 to 1, into found, shape (4, draws)."""
    for row in range(len(draws)):
        found[0, row] = math.exp(exponents[row])
        found[1, row] = math.log(draws[row])
        found[2, row] = math.cos(2 * math.pi * draws[row])
        found[3, row] = draws[row] ** exponents[row]


@cache
def rounding() -> str:
    """Give the fingerprint of this machine: the same settings of the compiler as the rules, and the same C library.

    >>> len(rounding())
    16
    """
    steps = np.arange(1, VALUES + 1, dtype=np.float64)
    draws = np.fmod(steps * GOLDEN, 1.0)
    exponents = np.fmod(steps * GOLDEN * GOLDEN, 1.0) * LARGEST_EXPONENT - LARGEST_EXPONENT / 2
    found = np.zeros((4, VALUES))
    assert isinstance(functions_of, FunctionType)
    compiled.compile_function(functions_of, "loop", compiled.cache_folder())(draws, exponents, found)
    return hashlib.sha256(found.astype("<f8").tobytes()).hexdigest()[:16]
