"""A comparison as tidy CSV: one number a line, which every other program can read.

The columns are scenario (A or B), seed, month, outcome (the name of an indicator) and value.
Values have all their digits; one that does not exist is empty.
"""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Final

from coprod_sim.indicators import HEADLINES

if TYPE_CHECKING:
    from coprod_sim.study.compare import Comparison

HEADER: Final = "scenario,seed,month,outcome,value\n"


def tidy_csv(comparison: "Comparison", outcomes: Iterable[str] = HEADLINES) -> Iterator[str]:
    """Give the lines of the table, the header first, each with its line end: scenario by scenario, then seed by seed."""
    yield HEADER
    names = tuple(outcomes)
    for scenario, series in (("A", comparison.series_a), ("B", comparison.series_b)):
        for pair in range(comparison.pairs):
            columns = [series[name][pair].tolist() for name in names]
            for month, values in enumerate(zip(*columns, strict=True)):
                for name, value in zip(names, values, strict=True):
                    yield f"{scenario},{comparison.seed + pair},{month},{name},{csv_number(value)}\n"


def csv_number(value: float) -> str:
    """Write a number with all its digits, and nothing for one that does not exist.

    >>> csv_number(0.1), csv_number(float("nan"))
    ('0.1', '')
    """
    return repr(value) if isfinite(value) else ""
