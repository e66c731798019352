"""What the worker knows for the page /compare alone: choices, groups of families, and how large the work on shares may be."""

from coprod_sim.dashboard.pages.compare.differences import INDICATOR_OF, LEAST_SPAN, SMALL_SPAN
from coprod_sim.dashboard.pages.compare.made_difference import STEP
from coprod_sim.dashboard.pages.compare.page import CHOICES
from coprod_sim.dashboard.pages.compare.twins import ALIKE, GROUPINGS, OUTCOMES
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import HEADLINES
from coprod_sim.report.comparison.tables import COST_ROWS
from coprod_sim.scenario.usual import USUAL_PAIRS, USUAL_SEED
from coprod_sim.study import explain


def tables() -> StaticTables:
    """Give everything, by what it is about."""
    return {
        "headlines": list(HEADLINES),
        "costs": list(COST_ROWS),
        "missing": MISSING,
        "spans": [LEAST_SPAN, SMALL_SPAN],
        "choices": list(CHOICES),
        "pairs": USUAL_PAIRS,
        "seed": USUAL_SEED,
        "twins": {
            "outcomes": [[name, INDICATOR_OF[name], ALIKE[name]] for name in OUTCOMES],
            "groupings": GROUPINGS,
        },
        "shares": {
            "most_runs": explain.MOST_RUNS,
            "drawn_runs": explain.DRAWN_RUNS,
            "fewest_couples": explain.FEWEST_COUPLES,
            "step": STEP,
        },
    }
