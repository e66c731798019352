"""E6, who is heard: what shared decisions, interpreters, support and young people's own voice do to the gap in say.

Those heard least need an interpreter, have least or meet prejudice; the gap is the say of all other families minus theirs.
"""

from collections.abc import Iterator
from typing import Final

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, within
from coprod_sim.evidence.claims.runs import END, Runs, WhichWay
from coprod_sim.scenario.setup.setup import TwoWays, Way

HELP: Final = {"interpreters": 0.8, "compensating": 0.8}
"""That of the scenario heard_alike."""

DECLARED_SETTINGS["e6"] = TwoWays(way(1), way(2), title="Who is heard: ask, or decide together")
DECLARED_SETTINGS["e6.help"] = TwoWays(way(2), Way("heard_alike"), title="Decide together, without and with help")
DECLARED_SETTINGS["e6.asked"] = TwoWays(way(1), way(1, **HELP), title="Ask, without and with help")
DECLARED_SETTINGS["e6.interpreters"] = TwoWays(
    way(2), way(2, interpreters=HELP["interpreters"]), title="Decide together, with interpreters and no more"
)
DECLARED_SETTINGS["e6.young"] = TwoWays(way(2), Way("young_people_too"), title="Decide together, young people too")


def apart(runs: Runs, setting: str, side: WhichWay) -> Reals:
    """Give the gap in say at the end, by pair."""
    return runs.of("voice_others", setting, side)[:, END] - runs.of("voice_less_heard", setting, side)[:, END]


@claim("e6.gain", "When choices are shared, families heard least gain say, too.")
def gain(runs: Runs) -> Iterator[Finding]:
    """Say of those heard least, at the end."""
    yield above("say of those heard least at the end", runs.gap("voice_less_heard", "e6"), LARGE)


@claim("e6.widens", "But all others gain more. The gap in say more than doubles.")
def widens(runs: Runs) -> Iterator[Finding]:
    """The gap of B, against twice that of A."""
    a, b = apart(runs, "e6", "A"), apart(runs, "e6", "B")
    yield above("gap in say at the end of B, minus that of A", b - a, LARGE)
    yield above("gap in say at the end of B, minus twice that of A", b - 2 * a, PLAIN_DIFFERENCE)


@claim("e6.help", "With shared choices and help to be heard, that gap shrinks to less than half.", "e6.help")
def helped(runs: Runs) -> Iterator[Finding]:
    """Half the gap without help, minus the gap with it."""
    a, b = apart(runs, "e6.help", "A"), apart(runs, "e6.help", "B")
    yield above("half the gap in say at the end of A, minus that of B", a / 2 - b, PLAIN_DIFFERENCE)


@claim("e6.others", "All others lose hardly any say by it.", "e6.help")
def others(runs: Runs) -> Iterator[Finding]:
    """Say of those who need no help."""
    yield within(
        "say of all others at the end", runs.gap("voice_others", "e6.help"), -PLAIN_DIFFERENCE, PLAIN_DIFFERENCE
    )


@claim("e6.young_people", "Where families heard least get help, their young people get on better.", "e6.help")
def young_people(runs: Runs) -> Iterator[Finding]:
    """Progress of the young people of those heard least."""
    yield above(
        "progress of those heard least, at the end", runs.gap("progress_less_heard", "e6.help"), PLAIN_DIFFERENCE
    )


@claim("e6.hidden", "The chart of all families shows less than half of what this help does.", "e6.help")
def hidden(runs: Runs) -> Iterator[Finding]:
    """Say of those heard least, against twice that of all."""
    least, everybody = runs.gap("voice_less_heard", "e6.help"), runs.gap("voice", "e6.help")
    yield above("say of those heard least, minus twice that of all", least - 2 * everybody)


@claim("e6.cost", "The help costs a bit of money. Where a plan costs 100, it is below 5.", "e6.help")
def cost(runs: Runs) -> Iterator[Finding]:
    """Spending for each family, where a usual plan costs 100."""
    yield within("spending at the end, where a plan costs 100", runs.gap("spending", "e6.help"), 0, LARGE)


@claim("e6.asked", "Where staff decide alone, the same help brings less than half as much say.", "e6.help", "e6.asked")
def asked(runs: Runs) -> Iterator[Finding]:
    """What the help brings those heard least: half of it where choices are shared, minus that where they are not."""
    shared, alone = (runs.gap("voice_less_heard", key) for key in ("e6.help", "e6.asked"))
    yield above("half of what help brings with sharing, minus without", shared / 2 - alone)


@claim(
    "e6.interpreters",
    "Interpreters lift the say of those who need them. Those with least stay behind.",
    "e6.interpreters",
)
def interpreters(runs: Runs) -> Iterator[Finding]:
    """Say of those who need one, and of those who have least."""
    yield above("say of those who need an interpreter", runs.gap("voice_interpreter", "e6.interpreters"), FAR)
    poor = runs.gap("voice_poor", "e6.interpreters")
    yield within("say of those who have least", poor, -PLAIN_DIFFERENCE, PLAIN_DIFFERENCE)


@claim("e6.young", "When young people speak for themselves, they have more say.", "e6.young")
def young(runs: Runs) -> Iterator[Finding]:
    """The part of say that is young people's own."""
    yield above("say of young people at the end", runs.gap("young_say", "e6.young"), LARGE)


@claim("e6.young_gap", "But that does not shrink the gap between families.", "e6.young")
def young_gap(runs: Runs) -> Iterator[Finding]:
    """The gap with young people's voice, minus that without."""
    more = apart(runs, "e6.young", "B") - apart(runs, "e6.young", "A")
    yield within("gap in say at the end", more, 0, PLAIN_DIFFERENCE)
