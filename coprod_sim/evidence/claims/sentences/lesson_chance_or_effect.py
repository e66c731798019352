"""E3, luck or effect: two ways of working that differ much, and two that hardly differ, over many lucks."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, NAMES, change, claim, way
from coprod_sim.evidence.claims.criteria import Finding, above, apart, draw, unpaired
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.scenario.setup.setup import TwoWays

LEAVE: Final = 0.3
DECLARED_SETTINGS["e3"] = TwoWays(way(1), way(2), title="Luck or effect?")
DECLARED_SETTINGS["e3.close"] = TwoWays(
    way(5),
    way(5),
    (change("A", "staff_leave", 20, LEAVE), change("B", "staff_leave", 21, LEAVE)),
    title="The same staff leave, one month later in B",
)


@claim("e3.clear", "Ask or share: every dot is on the same side of zero. B is higher.")
def clear(runs: Runs) -> Iterator[Finding]:
    """Trust, say and progress at the end."""
    for indicator, name in NAMES.items():
        yield above(f"{name} at the end", runs.gap(indicator, "e3"))


@claim("e3.straddles", "Staff leave a month later: dots fall on both sides of zero.", "e3.close")
def straddles(runs: Runs) -> Iterator[Finding]:
    """Trust, say and progress at the end."""
    for indicator, name in NAMES.items():
        yield draw(f"{name} at the end", runs.gap(indicator, "e3.close"))


@claim("e3.one_run", "So one run can say up when the next says down.", "e3.close")
def one_run(runs: Runs) -> Iterator[Finding]:
    """A single pair of the close settings is about as likely to show either."""
    yield draw("trust at the end", runs.gap("felt_trust", "e3.close"))


@claim("e3.many_more", "Without the same luck, you would need over 10 times the runs.", "e3.close")
def many_more(runs: Runs) -> Iterator[Finding]:
    """Unpaired runs for the same standard error, for the close settings."""
    a, b = (runs.of("felt_trust", "e3.close", side)[:, END] for side in ("A", "B"))
    yield unpaired("times as many runs, trust at the end", a, b, 10)


@claim("e3.large_shows", "The large gap in trust shows even without the same luck.")
def large_shows(runs: Runs) -> Iterator[Finding]:
    """Trust of all towns at the end: the bands of presets 1 and 2 lie apart, by far more than they are wide."""
    a, b = (runs.of("felt_trust", "e3", side)[:, END] for side in ("A", "B"))
    yield apart("room between the bands of trust at the end", a, b)
    yield above("trust at the end of B, minus the highest of A", b - a.max())
