"""E5, break the model: where sharing decisions does worse, on which measure, and at which settings."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, below
from coprod_sim.evidence.claims.runs import Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

BUSY: Final = {"start_capacity": 0.625}
"""Time of staff for each case: half of the usual 1.25."""
QUARTER_LESS: Final = {"start_capacity": 0.9375}
"""Three quarters of it."""
LEAVERS: Final = {"turnover": 0.05}
"""Rested staff that leave in a month: nearly five times the usual 0.0105, so nearly half of them in a year."""

DECLARED_SETTINGS["e5"] = TwoWays(way(1), way(5), title="Ask, or share without training")
DECLARED_SETTINGS["e5.busy"] = TwoWays(way(1), way(5), town=BUSY, title="The same, and staff have half the time")
DECLARED_SETTINGS["e5.busy_trained"] = TwoWays(
    way(1), way(2), town=BUSY, title="Half the time, but training and support"
)
DECLARED_SETTINGS["e5.less_time"] = TwoWays(
    way(1), way(5), town=QUARTER_LESS, title="The same, and staff have a quarter less time"
)
DECLARED_SETTINGS["e5.turnover"] = TwoWays(way(1), way(5), town=LEAVERS, title="The same, and many staff leave")


@claim("e5.worse_at_first", "With no training, sharing loses trust at first.")
def worse_at_first(runs: Runs) -> Iterator[Finding]:
    """Trust at the end of year 2."""
    yield below("trust in month 24", runs.gap("felt_trust", "e5", 2 * YEAR), LARGE)


@claim("e5.tired", "Families are more tired when they share with no support.")
def tired(runs: Runs) -> Iterator[Finding]:
    """Energy of families at the end."""
    yield below("family energy at the end", runs.gap("family_energy", "e5"), FAR)


@claim("e5.usual", "After five years, sharing has more trust, if staff have the usual time.")
def usual(runs: Runs) -> Iterator[Finding]:
    """Trust at the end."""
    yield above("trust at the end", runs.gap("felt_trust", "e5"), LARGE)


@claim("e5.less_time", "With a quarter less time for staff, sharing still ends ahead in trust.", "e5.less_time")
def less_time(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, with three quarters of the usual time."""
    yield above("trust at the end", runs.gap("felt_trust", "e5.less_time"), PLAIN_DIFFERENCE)


@claim("e5.busy", "When staff have half the time, trust ends lower with sharing.", "e5.busy")
def busy(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, with half of the usual time."""
    yield below("trust at the end", runs.gap("felt_trust", "e5.busy"), PLAIN_DIFFERENCE)


@claim("e5.not_all", "Even then, say ends higher with sharing. So it depends what you look at.", "e5.busy")
def not_all(runs: Runs) -> Iterator[Finding]:
    """Say at the end."""
    yield above("say at the end", runs.gap("voice", "e5.busy"), LARGE)


@claim(
    "e5.support", "With training and support, trust ends higher even when staff have half the time.", "e5.busy_trained"
)
def support(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, with half of the usual time."""
    yield above("trust at the end", runs.gap("felt_trust", "e5.busy_trained"), LARGE)


@claim("e5.turnover", "Many staff leaving does not turn the result round.", "e5.turnover")
def turnover(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, with nearly half of the staff leaving each year."""
    yield above("trust at the end", runs.gap("felt_trust", "e5.turnover"), LARGE)
