"""What made the difference, for the page /compare: what it takes to find out, and the share of each rule (explain.py)."""

from math import ceil
from typing import Any, Final

from coprod_sim.dashboard.pages.compare.differences import page_number
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.lever_table import lever_value_text
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.report.comparison.tables import cell
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.setup import label_of
from coprod_sim.scenario.usual import USUAL_PAIRS
from coprod_sim.study.certainty_text import unit_of
from coprod_sim.study.coalitions import EVENTS, Player, players_of
from coprod_sim.study.compare import Difference
from coprod_sim.study.explain import Explanation, explain, planned
from coprod_sim.study.many import Progress

STEP: Final = 10
"""The time is told in steps of so many seconds."""
LEVER_NAMES: Final = frozenset(lever.name for lever in LEVERS)


def plan(a: Scenario, b: Scenario, seconds: float) -> dict[str, Any]:
    """Say what it takes to divide the difference: rules that differ, runs at most, and about how long [seconds]."""
    players = len(players_of(a, b))
    if not players:
        return {"rules": 0, "runs": 0, "seconds": 0, "exact": True}
    needed = planned(players, USUAL_PAIRS)
    whole = STEP * ceil(needed.runs * seconds / STEP)
    return {"rules": players, "runs": needed.runs, "seconds": whole, "exact": needed.exact}


def divided(a: Scenario, b: Scenario, months: int, progress: Progress) -> Explanation:
    """Divide the differences of all measures of the charts in a month, over the usual pairs."""
    return explain(a, b, months=months, indicators=PAGE_MEASURES, progress=progress)


def title_of(player: Player) -> str:
    """Name what differs in plain words.

    >>> title_of(Player(("feedback", "gossip")))
    'Families hear what was done, and why; Gossip'
    """
    texts = words()
    own = texts["rules"] | {EVENTS: texts["compare"]["why"]["events"]}
    return "; ".join(own[name] if name in own else label_of(name) for name in player.names)


def values_of(found: Explanation, player: Player) -> tuple[str, str]:
    """Say what a player is in A and in B; events are counted."""
    if EVENTS in player.names:
        counts = [str(len(one.events)) for one in (found.scenario_a, found.scenario_b)]
        return counts[0], counts[1]
    both = found.values(player)
    a, b = ("; ".join(setting_value(name, values[side]) for name, values in both.items()) for side in (0, 1))
    return a, b


def setting_value(name: str, value: float) -> str:
    """Write the value of a setting: a lever as the rules do, anything else as a number."""
    return lever_value_text(name, value) if name in LEVER_NAMES else f"{value:.4g}"


def payload(found: Explanation) -> dict[str, Any]:
    """Give the shares of every measure, largest first, with the whole difference."""
    return {
        "month": found.months,
        "pairs": found.pairs,
        "runs": found.runs,
        "exact": found.exact,
        "measures": {name: of_measure(found, name) for name in found.differences},
    }


def of_measure(found: Explanation, name: str) -> dict[str, Any]:
    """Give the shares of one measure in shown units."""

    def share_texts(share: float, low: float, high: float) -> dict[str, str]:
        printed = cell(Difference(name, 0, 0, share, low, high, 0, 0), found.pairs)
        return {"told": printed.difference, "interval": printed.interval}

    whole = found.differences[name]
    rows = []
    for share in found.shares[name]:
        a, b = values_of(found, share.player)
        size = page_number(share.share * unit_of(name).factor)
        printed = share_texts(share.share, share.ci_low, share.ci_high)
        rows.append({"title": title_of(share.player), "a": a, "b": b, "share": size, **printed})
    return {**share_texts(whole.difference, whole.ci_low, whole.ci_high), "rows": rows}
