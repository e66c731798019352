"""What the telling of a pair of runs is made from, beside words: kinds of change and of event, shares, and quantiles."""

from collections.abc import Sequence
from typing import Any, Final

from scipy.special import stdtrit

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.engine.totals import RUNGS
from coprod_sim.evidence.claims.shares.shares import ENOUGH, SHARE_MEASURES, stored_ways
from coprod_sim.indicators import INDICATORS
from coprod_sim.report.story.story import TREES
from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import names
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.change_kinds import CHANGES, PARENT_LED
from coprod_sim.scenario.setup.setup import all_presets
from coprod_sim.study.certainty_text import pairs_that_must_agree
from coprod_sim.study.interval import CERTAINTY

MOST_PAIRS: Final = 200
"""The browser compares no more pairs of runs than this."""


def tables() -> StaticTables:
    """Give the tables of telling."""
    pairs = range(MOST_PAIRS + 1)
    return {
        "measures": list(PAGE_MEASURES),
        "indicators": list(INDICATORS),
        "causes": list(CAUSES),
        "rungs": list(RUNGS),
        "levers": list(names("lever")),
        "roles": {role: list(names(role)) for role in ("place", "start", "parameter")},
        "trees": TREES.split(),
        "parent_led": PARENT_LED,
        "changes": {kind.key: change_kind(kind) for kind in CHANGES},
        "events": [event_kind(kind) for kind in EVENT_KINDS],
        "presets": [preset._asdict() | {"hash": load_scenario(preset.key).hash} for preset in all_presets()],
        "shares": {"measures": list(SHARE_MEASURES), "ways": widely()},
        "must_agree": [pairs_that_must_agree(number) for number in pairs],
        "quantiles": [float(stdtrit(number - 1, 0.5 + CERTAINTY / 2)) if number > 1 else None for number in pairs],
    }


def change_kind(kind: Any) -> StaticTables:
    """Give what a change of one kind does."""
    return {"title": kind.title, "levers": dict(kind.levers), "event": kind.event, "takes": kind.takes}


def event_kind(kind: Any) -> StaticTables:
    """Give what telling asks of one kind of event."""
    return {
        "do": kind.do,
        "sentence_key": kind.sentence_key,
        "rank": kind.rank,
        "levers": list(kind.levers),
        "gradual": kind.gradual,
        "moves_levers": kind.moves_levers,
    }


def widely() -> StaticTables:
    """Give when enough sets of assumptions have it so, by way a, way b, measure (in order) and what: first and last months."""
    found: StaticTables = {}
    for (a, b, measure, what), shares in stored_ways().items():
        months = stretches(shares)
        if months:
            by_measure = found.setdefault(a, {}).setdefault(b, [{} for _ in SHARE_MEASURES])
            by_measure[SHARE_MEASURES.index(measure)][what] = months
    return found


def stretches(shares: Sequence[int]) -> list[int]:
    """Give the first and the last month of each stretch in which a share in percent is large enough.

    >>> stretches([0, 80, 100, 79, 90])
    [1, 2, 4, 4]
    """
    found: list[int] = []
    for month, share in enumerate(shares):
        if share < 100 * ENOUGH:
            continue
        if found and found[-1] == month - 1:
            found[-1] = month
        else:
            found += [month, month]
    return found
