"""What the telling of a pair of runs is made from, beside words: measures, causes, names, and when enough assumptions have it so."""

from collections.abc import Sequence

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.dashboard.pair.lever_table import CEILINGS, CHANCES
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.engine.totals import RUNGS
from coprod_sim.evidence.claims.shares.shares import ENOUGH, SHARE_MEASURES, stored_ways
from coprod_sim.report.story.story import TREES


def tables() -> StaticTables:
    """Give the tables of telling; chances and ceilings are levers that are told in their own way."""
    return {
        "measures": list(PAGE_MEASURES),
        "causes": list(CAUSES),
        "rungs": list(RUNGS),
        "trees": TREES.split(),
        "chances": list(CHANCES),
        "ceilings": list(CEILINGS),
        "shares": {"measures": list(SHARE_MEASURES), "ways": widely()},
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
