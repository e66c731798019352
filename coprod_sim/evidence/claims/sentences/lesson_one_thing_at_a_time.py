"""E2, one thing at a time: when staff training starts, in a town that shares decisions without it.

The same two years of training are given each time, so that only the start differs.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, change, claim, way
from coprod_sim.evidence.claims.criteria import SEEN_DIFFERENCE, Finding, above, below, equal, within
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.scenario.setup.setup import TwoWays

TRAINING_STARTS: Final = (0, 6, 12, 24, 36)
LENGTH: Final = 24
AMOUNT: Final = 0.03
USUAL: Final = 12

EACH: Final = tuple(f"e2.{start}" for start in TRAINING_STARTS)
for START, KEY in zip(TRAINING_STARTS, EACH, strict=True):
    TRAINED = change("B", "train_staff", START, AMOUNT, LENGTH)
    DECLARED_SETTINGS[KEY] = TwoWays(way(5), way(5), (TRAINED,), title=f"Train staff from month {START}")
DECLARED_SETTINGS["e2"] = DECLARED_SETTINGS[f"e2.{USUAL}"]


@claim("e2.same_before", "Until training starts, A and B are exactly the same.", *EACH[1:])
def same_before(runs: Runs) -> Iterator[Finding]:
    """The largest difference in any month before the start, in four measures."""
    for start, key in zip(TRAINING_STARTS[1:], EACH[1:], strict=True):
        gaps = [runs.gaps(indicator, key)[:, :start] for indicator in ("felt_trust", "voice", "progress", "staff_load")]
        yield equal(f"largest difference before month {start}", np.abs(gaps).max(axis=(0, 2)))


@claim("e2.training_helps", "Each time, trust ends higher with training than without.", *EACH)
def training_helps(runs: Runs) -> Iterator[Finding]:
    """At the end, for every start."""
    for start, key in zip(TRAINING_STARTS, EACH, strict=True):
        yield above(f"end trust, training from month {start}", runs.gap("felt_trust", key))


@claim("e2.later_is_lower", "The later training starts, the lower trust ends.", *EACH)
def later_is_lower(runs: Runs) -> Iterator[Finding]:
    """Each start against the one before it."""
    for (first, one), (then, other) in pairwise(zip(TRAINING_STARTS, EACH, strict=True)):
        fall = runs.gap("felt_trust", other) - runs.gap("felt_trust", one)
        yield below(f"end trust, month {then} against month {first}", fall)


@claim("e2.straight", "The line is nearly straight. Each half year of waiting costs about the same.", *EACH)
def straight(runs: Runs) -> Iterator[Finding]:
    """What six months of waiting cost: between each two starts, against the mean of all four; nobody could see more."""
    steps = list(pairwise(zip(TRAINING_STARTS, EACH, strict=True)))
    costs = np.stack([cost(runs, one, other, first, then) for (first, one), (then, other) in steps])
    yield above("mean cost of 6 months of waiting", costs.mean(axis=0))
    for ((first, _), (then, _)), each in zip(steps, costs, strict=True):
        yield within(
            f"from month {first} to {then}, against the mean",
            each - costs.mean(axis=0),
            -SEEN_DIFFERENCE,
            SEEN_DIFFERENCE,
        )


@claim("e2.not_every_chart", "How young people get on hardly depends on the start, up to month 24.", "e2.0", "e2.24")
def not_every_chart(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, month 24 against month 0."""
    yield within("end progress, month 24 against month 0", runs.gap("progress", "e2.24") - runs.gap("progress", "e2.0"))


def cost(runs: Runs, one: str, other: str, first: int, then: int) -> Reals:
    """Give the end trust that six months of waiting cost, between two starts; a start of 0 means month 1."""
    lost = runs.of("felt_trust", one, "B")[:, END] - runs.of("felt_trust", other, "B")[:, END]
    return np.asarray(lost * 6 / (then - max(first, 1)))
