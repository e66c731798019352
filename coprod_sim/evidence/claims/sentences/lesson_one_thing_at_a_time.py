"""E2, one thing at a time: when staff training starts, in a town that shares decisions without it.

The same two years of training are given each time, so that only the start differs.
They are twice as much as in the built-in ways of working, so that what a start makes of trust can be seen.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, change, claim, way
from coprod_sim.evidence.claims.criteria import Finding, above, below, equal, within
from coprod_sim.evidence.claims.runs import Runs
from coprod_sim.scenario.setup.setup import TwoWays

TRAINING_STARTS: Final = (0, 12, 24, 36)
LENGTH: Final = 24
AMOUNT: Final = 0.06
USUAL: Final = 12

EACH: Final = tuple(f"e2.{start}" for start in TRAINING_STARTS)
for START, KEY in zip(TRAINING_STARTS, EACH, strict=True):
    TRAINED = change("B", "train_staff", START, AMOUNT, LENGTH)
    DECLARED_SETTINGS[KEY] = TwoWays(way(5), way(5), (TRAINED,), title=f"Train staff from month {START}")
DECLARED_SETTINGS["e2"] = DECLARED_SETTINGS[f"e2.{USUAL}"]
EARLY: Final = EACH[:3]


@claim("e2.same_before", "Until training starts, A and B are exactly the same.", *EACH[1:])
def same_before(runs: Runs) -> Iterator[Finding]:
    """The largest difference in any month before the start, in four measures."""
    for start, key in zip(TRAINING_STARTS[1:], EACH[1:], strict=True):
        gaps = [runs.gaps(indicator, key)[:, :start] for indicator in ("felt_trust", "voice", "progress", "staff_load")]
        yield equal(f"largest difference before month {start}", np.abs(gaps).max(axis=(0, 2)))


@claim("e2.later_is_lower", "The later training starts, the lower trust in B ends.", *EACH)
def later_is_lower(runs: Runs) -> Iterator[Finding]:
    """Each start against the one before it."""
    for (first, one), (then, other) in pairwise(zip(TRAINING_STARTS, EACH, strict=True)):
        yield below(f"end trust, month {then} against month {first}", waited(runs, "felt_trust", one, other))


@claim("e2.third_year", "The third year of waiting costs more trust than the first.", *EACH)
def third_year(runs: Runs) -> Iterator[Finding]:
    """From month 24 to 36, against from month 0 to 12."""
    first, third = (waited(runs, "felt_trust", *EACH[place : place + 2]) for place in (0, 2))
    yield below("what the third year of waiting adds, against the first", third - first)


@claim("e2.training_helps", "With a start by month 24, young people end better off than without training.", *EARLY)
def training_helps(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, with training against without."""
    for start, key in zip(TRAINING_STARTS, EARLY, strict=False):
        yield above(f"end progress, training from month {start}", runs.gap("progress", key))


@claim("e2.first_year", "For young people, a start in month 0 or 12 ends nearly the same.", *EACH[:2])
def first_year(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, month 12 against month 0."""
    yield within("end progress, month 12 against month 0", waited(runs, "progress", *EACH[:2]))


@claim("e2.too_late", "For young people, a start in month 36 brings less than one in month 24.", *EACH[2:])
def too_late(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, month 36 against month 24."""
    yield below("end progress, month 36 against month 24", waited(runs, "progress", *EACH[2:]))


def waited(runs: Runs, indicator: str, one: str, other: str) -> Reals:
    """Give what a later start makes of the end in B; A is the same in both."""
    return np.asarray(runs.gap(indicator, other) - runs.gap(indicator, one))
