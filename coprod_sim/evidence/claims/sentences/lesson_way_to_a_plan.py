"""E7, the way to a plan: a town where families must ask for a plan, and what assessors, rights, support and sharing change there.

Counts are in families or plans, not of 100: those of five years in a town of 300 families, a third of whom have a plan at the start.
"""

from collections.abc import Iterator
from typing import Final

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, below, mostly, within
from coprod_sim.evidence.claims.runs import END, Runs, WhichWay
from coprod_sim.scenario.setup.setup import TwoWays

BY_LAW: Final = ("statutory",)
HALF: Final = 0.5
MOSTLY: Final = 0.5

DECLARED_SETTINGS["e7"] = TwoWays(
    way(1), way(1, assessing=HALF), modifiers=BY_LAW, title="The way to a plan: all assessors, or half"
)
DECLARED_SETTINGS["e7.told"] = TwoWays(
    way(1), way(1, information=1), modifiers=BY_LAW, title="Families are told their rights"
)
DECLARED_SETTINGS["e7.support"] = TwoWays(
    way(1), way(1, compensating=1), modifiers=BY_LAW, title="Support for those who have least"
)
DECLARED_SETTINGS["e7.together"] = TwoWays(
    way(1), way(2), modifiers=BY_LAW, title="Ask or decide together, where plans are by law"
)


def more(runs: Runs, count: str, setting: str) -> Reals:
    """Give B minus A at the end, by pair, in counts."""
    b, a = (runs.so_far(count, setting, side)[:, END] for side in ("B", "A"))
    return b - a


def refused_more(runs: Runs, setting: str, side: WhichWay) -> Reals:
    """Give how many more of 100 requests are refused in the half of families with less, by pair."""
    less, rest = (runs.so_far(f"refused_{half}_off", setting, side)[:, END] for half in ("worse", "better"))
    return less - rest


@claim("e7.in_time", "With half the assessors, far fewer answers come within 20 weeks.")
def in_time(runs: Runs) -> Iterator[Finding]:
    """Assessments that ended within 20 weeks of the request."""
    yield below("count of answers within 20 weeks", more(runs, "in_time", "e7"), FAR)


@claim("e7.over_year", "More families wait longer than a year for their answer.")
def over_year(runs: Runs) -> Iterator[Finding]:
    """Assessments that ended more than a year after the request."""
    yield above("count of answers after more than a year", more(runs, "over_year", "e7"), LARGE)


@claim("e7.not_refused", "No more families are told no. They are made to wait.")
def not_refused(runs: Runs) -> Iterator[Finding]:
    """Requests refused."""
    yield within("count of requests refused", more(runs, "refused", "e7"), -LARGE, PLAIN_DIFFERENCE)


@claim("e7.hidden", "Trust of all families hardly moves. The charts hide those who wait.")
def hidden(runs: Runs) -> Iterator[Finding]:
    """Trust of all at the end, and the families who wait then."""
    yield within("trust at the end", runs.gap("felt_trust", "e7"), -PLAIN_DIFFERENCE, PLAIN_DIFFERENCE)


@claim("e7.appeals", "When families are told their rights, more of them appeal.", "e7.told")
def appeals(runs: Runs) -> Iterator[Finding]:
    """Appeals lodged."""
    yield above("count of appeals", more(runs, "appeals", "e7.told"), LARGE)


@claim("e7.told", "In most runs more of them ask, and more plans are made.", "e7.told")
def more_ask(runs: Runs) -> Iterator[Finding]:
    """Requests and new plans."""
    for count, name in (("requests", "more requests in B"), ("new_plans", "more new plans in B")):
        yield mostly(name, more(runs, count, "e7.told") > 0, MOSTLY)


@claim("e7.told_trust", "But trust in the council ends lower where they know their rights.", "e7.told")
def less_trust(runs: Runs) -> Iterator[Finding]:
    """Trust in the institution at the end."""
    yield below("trust in the council at the end", runs.gap("council_trust", "e7.told"), PLAIN_DIFFERENCE)


@claim("e7.half", "In most runs, families with less money are told no more often.", "e7.support")
def half(runs: Runs) -> Iterator[Finding]:
    """Of 100 requests, those refused in the half with less minus the other, where nobody stands beside them."""
    yield mostly("refused more often with less, in A", refused_more(runs, "e7.support", "A") > 0, MOSTLY)


@claim("e7.support", "Where somebody stands beside those who have least, that gap gets smaller.", "e7.support")
def support(runs: Runs) -> Iterator[Finding]:
    """The gap in B minus that in A."""
    gaps = [refused_more(runs, "e7.support", side) for side in ("B", "A")]
    yield below("refused more often with less, of 100", gaps[0] - gaps[1], PLAIN_DIFFERENCE)


@claim("e7.no_more", "It makes no more plans. What some families gain, others lose.", "e7.support")
def no_more(runs: Runs) -> Iterator[Finding]:
    """New plans, and requests refused in the half with more."""
    yield within("count of new plans", more(runs, "new_plans", "e7.support"), -LARGE, LARGE)
    yield mostly("refused more often with more, in B", more(runs, "refused_better_off", "e7.support") > 0, MOSTLY)


@claim("e7.together", "Where choices are shared, trust ends higher.", "e7.together")
def together(runs: Runs) -> Iterator[Finding]:
    """Trust at the end."""
    yield above("trust at the end", runs.gap("felt_trust", "e7.together"), LARGE)


@claim("e7.bar", "But sharing costs money. In time, more families who ask are told no.", "e7.together")
def bar(runs: Runs) -> Iterator[Finding]:
    """Spending and requests refused."""
    yield above("spending at the end, where a plan costs 100", runs.gap("spending", "e7.together"), PLAIN_DIFFERENCE)
    yield above("count of requests refused", more(runs, "refused", "e7.together"), PLAIN_DIFFERENCE)
