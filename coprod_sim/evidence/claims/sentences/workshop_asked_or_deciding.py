"""Workshop 1, "Asked or deciding?": ask and then decide (A) beside deciding together (B)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, NAMES, claim, way
from coprod_sim.evidence.claims.criteria import (
    FAR,
    LARGE,
    PLAIN_DIFFERENCE,
    Finding,
    above,
    apart,
    below,
    mostly,
    within,
)
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

DECLARED_SETTINGS["w1"] = TwoWays(way(1), way(2), title="Asked or deciding?")

HIGH: Final = 60
"""Trust of so many of 100 is called high."""
SOME: Final = (10, 90)
"""Of 100 families: some, and neither hardly any nor nearly all."""


@claim("w1.trust_ahead", "In A, trust falls in year 1. In B, it is ahead of A within months, and stays so.")
def trust_ahead(runs: Runs) -> Iterator[Finding]:
    """A in month 12 against its start; B minus A, at its lowest from month 6 on."""
    trust = runs.of("felt_trust", "w1", "A")
    yield below("trust in A in month 12 against the start", trust[:, YEAR] - trust[:, 0])
    yield above(
        "lowest gap in trust from month 6 on", runs.gaps("felt_trust", "w1")[:, 6:].min(axis=1), PLAIN_DIFFERENCE
    )
    yield above("trust at the end", runs.gap("felt_trust", "w1"), FAR)


@claim("w1.trust_first", "Trust moves first. Say grows more slowly, and keeps growing for years.")
def trust_first(runs: Runs) -> Iterator[Finding]:
    """How much of the gap at the end is there after a year, trust minus say; and what say gains after month 24."""
    trust, say = (runs.gaps(indicator, "w1") for indicator in ("felt_trust", "voice"))
    yield above("part of the gap there in month 12, of 100, trust minus say", part(trust) - part(say), LARGE)
    yield above("say from month 24 to the end", say[:, END] - say[:, 24], LARGE)


@claim("w1.bands", "The shaded bands come apart in year 1. Luck cannot explain such a gap.")
def bands(runs: Runs) -> Iterator[Finding]:
    """The middle eight tenths of the runs, in months 12 and 60: apart, with B above."""
    a, b = (runs.of("felt_trust", "w1", side) for side in ("A", "B"))
    for month in (YEAR, END):
        yield apart(f"bands in month {month}, B above", a[:, month], b[:, month])


@claim("w1.two_trusts", "Trust in the people is high in both. Trust in the council differs more.")
def two_trusts(runs: Runs) -> Iterator[Finding]:
    """Trust in the people at the end, on both sides; the gap in trust in the council, minus that in trust in the people."""
    for side in ("A", "B"):
        yield above(
            f"trust in the people in {side} at the end, minus {HIGH}",
            runs.of("people_trust", "w1", side)[:, END] - HIGH,
            0,
        )
    council, people = (runs.gap(indicator, "w1") for indicator in ("council_trust", "people_trust"))
    yield above("gap in trust in the council minus that in the people, at the end", council - people, LARGE)


@claim("w1.take_part", "After three years, fewer families in A take part than at first. Far more do in B.")
def take_part(runs: Runs) -> Iterator[Finding]:
    """Taking part in month 36: A against its start, and B minus A."""
    part_of = runs.of("engaged", "w1", "A")
    yield below("taking part in A in month 36 against the start", part_of[:, 36] - part_of[:, 0], PLAIN_DIFFERENCE)
    yield above("taking part in month 36", runs.gap("engaged", "w1", 36), FAR)


@claim("w1.workload", "Sharing takes time: staff in B have a bit more work.")
def workload(runs: Runs) -> Iterator[Finding]:
    """Staff load in months 12 and 24: more, and no large difference."""
    for month in (YEAR, 24):
        yield above(f"staff load in month {month}", runs.gap("staff_load", "w1", month))
        yield within(f"the same in month {month}, which is a bit", runs.gap("staff_load", "w1", month), 0, LARGE)


@claim("w1.progress", "Young people get on better in B, too. That gap is smaller than in trust and say.")
def progress(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, and how much larger the gaps in trust and in say are."""
    gap = runs.gap("progress", "w1")
    yield above("progress at the end", gap, PLAIN_DIFFERENCE)
    for indicator in ("felt_trust", "voice"):
        yield above(f"gap in {NAMES[indicator]} at the end, minus that", runs.gap(indicator, "w1") - gap, LARGE)


@claim("w1.nearly_all", "After a year, and at the end, nearly all families have more trust in B.")
def nearly_all(runs: Runs) -> Iterator[Finding]:
    """The same family in A and in B: fewer than 5 of 100 have more trust in A."""
    for month in (YEAR, END):
        few = share_better_in_a(runs, "felt_trust", month) < 5
        yield mostly(f"runs in which fewer than 5 of 100 families have more trust in A in month {month}", few, 0.95)


@claim("w1.who_pays", "But not all gain. Some families end more tired in B than in A.")
def who_pays(runs: Runs) -> Iterator[Finding]:
    """The same family in A and in B: more than 10 of 100 have more energy in A at the end, and fewer than 90."""
    yield within(
        "families with more energy in A at the end, of 100", share_better_in_a(runs, "energy", END), SOME[0], SOME[1]
    )


def part(gaps: Reals) -> Reals:
    """Give by pair how much of 100 of the gap at the end is there after a year; without a gap, nothing is."""
    end = gaps[:, END]
    return np.divide(100 * gaps[:, YEAR], end, out=np.zeros_like(end), where=end != 0)


def share_better_in_a(runs: Runs, field: str, month: int) -> Reals:
    """Give by pair of how many of 100 families a field is higher in A than in B."""
    a, b = (runs.people(field, "w1", side, month) for side in ("A", "B"))
    return np.asarray((a > b).mean(axis=1) * 100)
