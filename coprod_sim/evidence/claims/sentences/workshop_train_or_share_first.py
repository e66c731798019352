"""Workshop 2, "Train first or share first?": train first and share later (A) beside sharing first without training (B)."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, change, claim, way
from coprod_sim.evidence.claims.criteria import (
    FAR,
    LARGE,
    PLAIN_DIFFERENCE,
    SEEN_DIFFERENCE,
    Finding,
    above,
    below,
    within,
)
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

AMOUNT: Final = 0.03
LENGTH: Final = 24
EARLY: Final = 12
LATE: Final = 24

DECLARED_SETTINGS["w2"] = TwoWays(way(4), way(5), title="Train first or share first?")
DECLARED_SETTINGS["w2.earlier"] = TwoWays(
    way(5),
    way(5),
    (change("A", "train_staff", LATE, AMOUNT, LENGTH), change("B", "train_staff", EARLY, AMOUNT, LENGTH)),
    title="Training from month 24 or from month 12",
)
DECLARED_SETTINGS["w2.lag"] = TwoWays(
    way(5), way(5), (change("B", "train_staff", EARLY, AMOUNT, LENGTH),), title="Training from month 12, or none"
)


@claim("w2.dip", "Sharing with no training: trust falls in year 1.")
def dip(runs: Runs) -> Iterator[Finding]:
    """B in month 9 against its start."""
    trust = runs.of("felt_trust", "w2", "B")
    yield below("trust in B in month 9 against the start", trust[:, 9] - trust[:, 0], FAR)


@claim("w2.slow_gain", "Then it climbs slowly. After two years it is still below the start.")
def slow_gain(runs: Runs) -> Iterator[Finding]:
    """B: from month 12 to 24; against its start in month 24, in month 36 and at the end."""
    trust = runs.of("felt_trust", "w2", "B")
    yield above("trust in B from month 12 to 24", trust[:, 24] - trust[:, YEAR], PLAIN_DIFFERENCE)
    yield below("trust in B in month 24 against the start", trust[:, 24] - trust[:, 0], PLAIN_DIFFERENCE)
    yield above("trust in B in month 36 against the start", trust[:, 36] - trust[:, 0], PLAIN_DIFFERENCE)
    yield above("trust in B at the end against the start", trust[:, END] - trust[:, 0], FAR)


@claim("w2.no_dip", "Train first: trust hardly dips, and it ends higher.")
def no_dip(runs: Runs) -> Iterator[Finding]:
    """A: its lowest month in year 1 against its start; at the end against B."""
    trust = runs.of("felt_trust", "w2", "A")
    yield within(
        "lowest trust in A in year 1 against the start",
        trust[:, : YEAR + 1].min(axis=1) - trust[:, 0],
        -PLAIN_DIFFERENCE,
        0,
    )
    yield below("trust at the end, B minus A", runs.gap("felt_trust", "w2"), LARGE)


@claim("w2.say_first", "B has more say at first. In year 3, A goes ahead.")
def say_first(runs: Runs) -> Iterator[Finding]:
    """Say in months 12, 36 and 60."""
    yield above("say in month 12, B minus A", runs.gap("voice", "w2", YEAR), PLAIN_DIFFERENCE)
    for month in (36, END):
        yield below(f"say in month {month}, B minus A", runs.gap("voice", "w2", month), PLAIN_DIFFERENCE)


@claim("w2.thinking_takes_time", "Time to think is time that staff lack. In year 1, fewer reviews in A are on time.")
def thinking_takes_time(runs: Runs) -> Iterator[Finding]:
    """Reviews on time in month 6.  It is reflection that takes staff time in this model; training takes none, only money."""
    yield above("reviews on time in month 6, B minus A", runs.gap("reviews_on_time", "w2", 6), LARGE)


@claim("w2.shift", "Train a year earlier. Then trust is higher from year 3 on, not just at the end.", "w2.earlier")
def shift(runs: Runs) -> Iterator[Finding]:
    """Training from month 12 against month 24, in months 30, 36, 48 and 60."""
    for month in (30, 36, 48, END):
        yield above(f"trust in month {month}", runs.gap("felt_trust", "w2.earlier", month))


@claim("w2.lag", "Six months into training, staff know more, but trust has not moved yet.", "w2.lag")
def lag(runs: Runs) -> Iterator[Finding]:
    """Skill and trust in month 18, against no training."""
    yield above("skill of staff in month 18", runs.gap("facilitation", "w2.lag", EARLY + 6), LARGE)
    yield within("trust in month 18", runs.gap("felt_trust", "w2.lag", EARLY + 6), -SEEN_DIFFERENCE, SEEN_DIFFERENCE)


@claim("w2.late_gain", "Most of the gain in trust comes more than a year later.", "w2.lag")
def late_gain(runs: Runs) -> Iterator[Finding]:
    """The gain at the end, and how much of it is there a year after training began: less than a quarter."""
    gap = runs.gap("felt_trust", "w2.lag")
    yield above("gain in trust at the end", gap, PLAIN_DIFFERENCE)
    yield above(
        "a quarter of it, minus the gain in month 24", gap / 4 - runs.gap("felt_trust", "w2.lag", EARLY + YEAR), 0
    )
