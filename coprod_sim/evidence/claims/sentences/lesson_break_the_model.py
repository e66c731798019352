"""E5, break the model: where sharing decisions does worse, on which measure, and at which settings."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import LARGE, PLAIN_DIFFERENCE, Finding, above, below, within
from coprod_sim.evidence.claims.runs import Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.setup.setup import TwoWays

BUSY: Final = {"start_capacity": BY_NAME["start_capacity"].default / 2}
"""Time of staff for each case: half of the usual."""
LEAVERS: Final = {"turnover": 0.05}
"""Rested staff that leave in a month: six times the usual, so nearly half of them in a year."""
ALL: Final = 1
"""Families may decide all."""
HALF_OF_THAT: Final = 0.25
"""Families may hold half of what they are told."""

DECLARED_SETTINGS["e5"] = TwoWays(way(1), way(5), title="Ask, or share without training")
DECLARED_SETTINGS["e5.all"] = TwoWays(way(1), way(5, power_ceiling=ALL), title="Ask, or hand over without help")
DECLARED_SETTINGS["e5.half"] = TwoWays(
    way(1), way(5, power_ceiling=HALF_OF_THAT), title="Ask, or share half of what is promised"
)
DECLARED_SETTINGS["e5.busy"] = TwoWays(way(1), way(5), town=BUSY, title="Share, and staff have half the time")
DECLARED_SETTINGS["e5.busy_trained"] = TwoWays(
    way(1), way(2), town=BUSY, title="Half the time, but training and support"
)
DECLARED_SETTINGS["e5.turnover"] = TwoWays(way(1), way(5), town=LEAVERS, title="Share, and many staff leave")


@claim("e5.usual", "With no training, sharing still ends with more trust and more say.")
def usual(runs: Runs) -> Iterator[Finding]:
    """Trust and say at the end."""
    for indicator, name in (("felt_trust", "trust"), ("voice", "say")):
        yield above(f"{name} at the end", runs.gap(indicator, "e5"), LARGE)


@claim("e5.tired", "But families are more tired, after one year and after five.")
def tired(runs: Runs) -> Iterator[Finding]:
    """Energy of families."""
    yield below("family energy in month 12", runs.gap("family_energy", "e5", YEAR), PLAIN_DIFFERENCE)
    yield below("family energy at the end", runs.gap("family_energy", "e5"), LARGE)


@claim("e5.same_for_young", "After two years, young people get on about as well in A as in B.")
def same_for_young(runs: Runs) -> Iterator[Finding]:
    """Progress in month 24."""
    yield within("progress in month 24", runs.gap("progress", "e5", 2 * YEAR))


@claim("e5.all", "When families may decide all, with no help, young people get on worse.", "e5.all")
def all_at_once(runs: Runs) -> Iterator[Finding]:
    """Progress at the end."""
    yield below("progress at the end", runs.gap("progress", "e5.all"), PLAIN_DIFFERENCE)


@claim("e5.not_all", "Even then, trust ends higher with sharing. So it depends what you look at.", "e5.all")
def not_all(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, where families may decide all."""
    yield above("trust at the end", runs.gap("felt_trust", "e5.all"), LARGE)


@claim("e5.half", "When families may hold half of what they were told, trust ends lower.", "e5.half")
def half_of_that(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, where a quarter may be had and half is promised."""
    yield below("trust at the end", runs.gap("felt_trust", "e5.half"), LARGE)


@claim(
    "e5.not_turned",
    "Half the time for staff does not turn trust round. Nor do many staff leaving.",
    "e5.busy",
    "e5.turnover",
)
def not_turned(runs: Runs) -> Iterator[Finding]:
    """Trust at the end, with half of the usual time, and with nearly half of the staff leaving each year."""
    for key, name in (("e5.busy", "half the time"), ("e5.turnover", "many staff leaving")):
        yield above(f"trust at the end, {name}", runs.gap("felt_trust", key), LARGE)


@claim(
    "e5.support",
    "With training and support, young people get on better, even with half the time.",
    "e5.busy_trained",
)
def support(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, with half of the usual time."""
    yield above("progress at the end", runs.gap("progress", "e5.busy_trained"), PLAIN_DIFFERENCE)
