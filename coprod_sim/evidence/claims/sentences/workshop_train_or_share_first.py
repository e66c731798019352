"""Workshop 2, "Train first or share first?": train first and share later (A) beside sharing first without training (B)."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, NAMES, change, claim, way
from coprod_sim.evidence.claims.criteria import (
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
DECLARED_SETTINGS["w2.alone"] = TwoWays(way(1), way(5), title="Ask, or share with no training")
DECLARED_SETTINGS["w2.earlier"] = TwoWays(
    way(5),
    way(5),
    (change("A", "train_staff", LATE, AMOUNT, LENGTH), change("B", "train_staff", EARLY, AMOUNT, LENGTH)),
    title="Training from month 24 or from month 12",
)
DECLARED_SETTINGS["w2.lag"] = TwoWays(
    way(5), way(5), (change("B", "train_staff", EARLY, AMOUNT, LENGTH),), title="Training from month 12, or none"
)


@claim("w2.trust_crosses", "In year 1, trust in B is a bit ahead. By the end of year 3, A is ahead.")
def trust_crosses(runs: Runs) -> Iterator[Finding]:
    """Trust in months 12, 36 and 60; the first gap is a bit: no large one."""
    early = runs.gap("felt_trust", "w2", YEAR)
    yield above("trust in month 12, B minus A", early)
    yield within("the same, which is a bit", early, 0, LARGE)
    for month in (36, END):
        yield below(f"trust in month {month}, B minus A", runs.gap("felt_trust", "w2", month), PLAIN_DIFFERENCE)


@claim("w2.say_first", "B has more say in year 1. By the end of year 3, A has more.")
def say_first(runs: Runs) -> Iterator[Finding]:
    """Say in months 12, 36 and 60."""
    yield above("say in month 12, B minus A", runs.gap("voice", "w2", YEAR), PLAIN_DIFFERENCE)
    for month in (36, END):
        yield below(f"say in month {month}, B minus A", runs.gap("voice", "w2", month), PLAIN_DIFFERENCE)


@claim("w2.tired", "Families in B share choices without support, and get more tired. The gap grows.")
def tired(runs: Runs) -> Iterator[Finding]:
    """Families' energy in month 12, and how much wider the gap is two years later."""
    energy = runs.gaps("family_energy", "w2")
    yield below("families' energy in month 12, B minus A", energy[:, YEAR], PLAIN_DIFFERENCE)
    yield below("the gap in month 36 against that", energy[:, 36] - energy[:, YEAR], PLAIN_DIFFERENCE)


@claim("w2.progress", "Young people get on better in A. You can see it from year 2 on.")
def progress(runs: Runs) -> Iterator[Finding]:
    """Progress in months 24 and 60."""
    yield below("progress in month 24, B minus A", runs.gap("progress", "w2", 24))
    yield below("progress at the end, B minus A", runs.gap("progress", "w2"), PLAIN_DIFFERENCE)


@claim("w2.thinking_takes_time", "Training and time to think take hours. In year 1, staff in A have more work.")
def thinking_takes_time(runs: Runs) -> Iterator[Finding]:
    """Staff load in months 6 and 9: both training and reflection take staff time in this model."""
    for month in (6, 9):
        yield below(f"staff load in month {month}, B minus A", runs.gap("staff_load", "w2", month), PLAIN_DIFFERENCE)


@claim("w2.better_than_asking", "Beside just asking, sharing with no training lifts trust and say.", "w2.alone")
def better_than_asking(runs: Runs) -> Iterator[Finding]:
    """Trust and say at the end, sharing with no training minus asking."""
    for indicator in ("felt_trust", "voice"):
        yield above(f"{NAMES[indicator]} at the end", runs.gap(indicator, "w2.alone"), LARGE)


@claim("w2.does_not_pay", "But families tire, and young people hardly get on better in five years.", "w2.alone")
def does_not_pay(runs: Runs) -> Iterator[Finding]:
    """Families' energy at the end; progress at the end, where nobody could see a plain difference."""
    yield below("families' energy at the end", runs.gap("family_energy", "w2.alone"), LARGE)
    yield within("progress at the end", runs.gap("progress", "w2.alone"), -PLAIN_DIFFERENCE, PLAIN_DIFFERENCE)


@claim("w2.shift", "Train a year earlier, and say grows earlier. By the end, little of that is left.", "w2.earlier")
def shift(runs: Runs) -> Iterator[Finding]:
    """Training from month 12 against month 24: say in months 24 and 36, and at the end, when nobody could see the gap."""
    for month in (24, 36):
        yield above(f"say in month {month}", runs.gap("voice", "w2.earlier", month))
    yield within("say at the end", runs.gap("voice", "w2.earlier"), -SEEN_DIFFERENCE, SEEN_DIFFERENCE)


@claim("w2.lag", "Six months into training, staff know more, but trust has not moved yet.", "w2.lag")
def lag(runs: Runs) -> Iterator[Finding]:
    """Skill and trust in month 18, against no training."""
    yield above("skill of staff in month 18", runs.gap("facilitation", "w2.lag", EARLY + 6), LARGE)
    yield within("trust in month 18", runs.gap("felt_trust", "w2.lag", EARLY + 6), -SEEN_DIFFERENCE, SEEN_DIFFERENCE)


@claim("w2.late_gain", "The gain in trust comes late, and is small. Families are less tired, too.", "w2.lag")
def late_gain(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, not plain to see; most of it not yet there a year after training began; and families' energy."""
    gap = runs.gap("felt_trust", "w2.lag")
    yield above("gain in trust at the end", gap)
    yield within("the same, which is small", gap, 0, PLAIN_DIFFERENCE)
    yield above("half of it, minus the gain in month 24", gap / 2 - runs.gap("felt_trust", "w2.lag", EARLY + YEAR), 0)
    yield above("families' energy at the end", runs.gap("family_energy", "w2.lag"), PLAIN_DIFFERENCE)
