"""The worker writes and rounds numbers as Python does."""

import random

import numpy as np

from tests.dashboard.static.node import in_node

RNG = random.Random(3)
NUMBERS = [0.5, 1.5, 2.5, -0.5, 0.125, 0.375, 2.675, 1e-5, 123456.789, 0.0, 1.0, 12.0, 999.5, 0.0001, 1e16, 5e-324]
NUMBERS += [RNG.uniform(-1, 1) * 10 ** RNG.randint(-6, 9) for _ in range(400)]
NUMBERS += [RNG.randint(-2000, 2000) / 16 for _ in range(200)]
TIES = [
    number * 2.0**power for number in (12345, 12355, 99.5, 1.5, -2.5, 25, 1235) for power in (0, 7, 40, -3, -20, -40)
]
"""Numbers that lie exactly between two shorter ones, also where they are written with an exponent."""


def test_rounds_as_python() -> None:
    """Halves go to the even neighbour."""
    calls = [(number, digits) for number in NUMBERS for digits in range(5) if abs(number) < 1e15]
    assert in_node("python.js", "round", calls) == [round(number, digits) for number, digits in calls]
    assert in_node("python.js", "fixed", calls) == [f"{number:.{digits}f}" for number, digits in calls]
    halves = [number + part for number in range(-300, 300) for part in (0.5, 0.25, 0.0)]
    assert in_node("python.js", "rint", [[number] for number in halves]) == np.rint(halves).tolist()


def test_writes_significant_digits_as_python() -> None:
    """Exponents, zeros and points stand where Python has them."""
    calls = [(number, digits) for number in NUMBERS for digits in (3, 4, 6)]
    calls += [(number, digits) for number in TIES for digits in range(1, 17)]
    assert in_node("python.js", "general", calls) == [f"{number:.{digits}g}" for number, digits in calls]
    assert f"{12345:.4g}" == "1.234e+04"
    assert in_node("python.js", "repr", [[number] for number in NUMBERS]) == [repr(number) for number in NUMBERS]


def test_adds_up_as_numpy() -> None:
    """Long rows of numbers are added up in pairs."""
    some = [[RNG.random() for _ in range(size)] for size in (0, 1, 7, 8, 9, 20, 61, 127, 128, 129, 300, 1000)]
    assert in_node("python.js", "sum", [[values] for values in some]) == [float(np.sum(values)) for values in some]
