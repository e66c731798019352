"""Workshop 1, "Asked or deciding?": ask and then decide (A) beside deciding together (B)."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, PLAIN_DIFFERENCE, Finding, above, apart, below, mostly, overlap
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

DECLARED_SETTINGS["w1"] = TwoWays(way(1), way(2), title="Asked or deciding?")

CROSSING: Final = 14
"""The month in which the two lines of trust cross."""


@claim("w1.say_before_trust", "In B, say rises first. Trust follows many months later.")
def say_before_trust(runs: Runs) -> Iterator[Finding]:
    """The month from which B stays ahead: that of trust minus that of say, and say while trust is still behind."""
    say, trust = (months_behind(runs.gaps(indicator, "w1")) for indicator in ("voice", "felt_trust"))
    yield above("months from say to trust", trust - say, 6)
    yield above("say in month 6", runs.gap("voice", "w1", 6), PLAIN_DIFFERENCE)


@claim("w1.trust_dips", "At first, trust in B falls behind A. It goes ahead in year 2.")
def trust_dips(runs: Runs) -> Iterator[Finding]:
    """Months 6, 18 and 60."""
    yield below("trust in month 6", runs.gap("felt_trust", "w1", 6), PLAIN_DIFFERENCE)
    yield above("trust in month 18", runs.gap("felt_trust", "w1", 18), PLAIN_DIFFERENCE)
    yield above("trust at the end", runs.gap("felt_trust", "w1"), FAR)


@claim("w1.bands", "The shaded bands cross early in year 2. After that they are far apart.")
def bands(runs: Runs) -> Iterator[Finding]:
    """The middle eight tenths of the runs: apart with A above in month 6, over each other in month 14, apart in month 24."""
    a, b = (runs.of("felt_trust", "w1", side) for side in ("A", "B"))
    yield apart("bands in month 6, A above", b[:, 6], a[:, 6])
    yield overlap("bands in month 14", a[:, CROSSING], b[:, CROSSING])
    yield apart("bands in month 24, B above", a[:, 24], b[:, 24])


@claim("w1.workload", "Staff in B have a bit more work at first, and less at the end.")
def workload(runs: Runs) -> Iterator[Finding]:
    """Staff load in months 9 and 60."""
    yield above("staff load in month 9", runs.gap("staff_load", "w1", 9))
    yield below("staff load at the end", runs.gap("staff_load", "w1"), PLAIN_DIFFERENCE)


@claim("w1.most_wait", "After one year, most families still have more trust in A.")
def most_wait(runs: Runs) -> Iterator[Finding]:
    """The same family in A and in B."""
    share = share_better_in_a(runs, "felt_trust", YEAR)
    yield above("families with more trust in A in month 12, of 100, minus 50", share - 50, FAR)


@claim("w1.nearly_all", "By the end, nearly all families have more trust in B.")
def nearly_all(runs: Runs) -> Iterator[Finding]:
    """The same family in A and in B: fewer than 5 of 100 have more trust in A."""
    few = share_better_in_a(runs, "felt_trust", END) < 5
    yield mostly("runs in which fewer than 5 of 100 families have more trust in A", few, 0.95)


@claim("w1.who_pays", "But nearly all families are more tired in B. Sharing is hard work.")
def who_pays(runs: Runs) -> Iterator[Finding]:
    """The same family in A and in B: more than 90 of 100 have more energy in A."""
    share = share_better_in_a(runs, "energy", END)
    yield above("families with more energy in A at the end, of 100, minus 90", share - 90, 0)


def months_behind(gaps: Reals) -> Reals:
    """Give by pair the month from which B stays ahead of A to the end: one after the last in which it is not."""
    return np.array([np.flatnonzero(gap <= 0).max(initial=-1) + 1.0 for gap in gaps])


def share_better_in_a(runs: Runs, field: str, month: int) -> Reals:
    """Give by pair of how many of 100 families a field is higher in A than in B."""
    a, b = (runs.people(field, "w1", side, month) for side in ("A", "B"))
    return np.asarray((a > b).mean(axis=1) * 100)
