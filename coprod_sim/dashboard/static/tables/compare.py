"""What the worker knows for the page /compare: indicators, units, limits, and the numbers of two statistical tests.

The numbers come from SciPy and from certainty_text.py, for as many pairs as the page can ask for.
"""

from typing import Final

from scipy.special import stdtrit

from coprod_sim.dashboard.pages.compare.differences import INDICATOR_OF, LEAST_SPAN, SMALL_SPAN
from coprod_sim.dashboard.pages.compare.made_difference import STEP
from coprod_sim.dashboard.pages.compare.page import CHOICES
from coprod_sim.dashboard.pages.compare.twins import ALIKE, GROUPINGS, OUTCOMES
from coprod_sim.dashboard.pair.lever_table import CEILINGS, CHANCES
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import HEADLINES, INDICATORS, OF_DECISIONS, ON_PATH, RATES
from coprod_sim.report.comparison.tables import COST_ROWS
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.setting_checks import ORDERS, ROUNDING, SUMS
from coprod_sim.scenario.usual import USUAL_PAIRS, USUAL_SEED
from coprod_sim.study import explain
from coprod_sim.study.certainty_text import UNITS, pairs_that_must_agree
from coprod_sim.study.interval import CERTAINTY

MOST: Final = max(CHOICES)


def tables() -> StaticTables:
    """Give everything, by what it is about."""
    return {
        "indicators": {name: [one.title, one.unit, one.definition, one.better] for name, one in INDICATORS.items()},
        "rates": list(RATES),
        "of_decisions": list(OF_DECISIONS),
        "on_path": ON_PATH,
        "headlines": list(HEADLINES),
        "page_measures": list(PAGE_MEASURES),
        "costs": list(COST_ROWS),
        "units": {name: [unit.factor, unit.full] for name, unit in UNITS.items()},
        "missing": MISSING,
        "spans": [LEAST_SPAN, SMALL_SPAN],
        "choices": list(CHOICES),
        "pairs": USUAL_PAIRS,
        "seed": USUAL_SEED,
        "twins": {
            "outcomes": [[name, INDICATOR_OF[name], ALIKE[name]] for name in OUTCOMES],
            "groupings": GROUPINGS,
        },
        "tests": tests(),
        "relations": relations(),
        "levers": {"all": [one.name for one in LEVERS], "chances": list(CHANCES), "ceilings": list(CEILINGS)},
        "shares": {
            "most_runs": explain.MOST_RUNS,
            "drawn_runs": explain.DRAWN_RUNS,
            "fewest_couples": explain.FEWEST_COUPLES,
            "step": STEP,
        },
    }


def tests() -> StaticTables:
    """Give, by the number of pairs from 0 on, Student's t at the end of an interval, and how many pairs must agree."""
    quantiles = [float(stdtrit(pairs - 1, 0.5 + CERTAINTY / 2)) for pairs in range(2, MOST + 1)]
    return {"t": [0.0, 0.0, *quantiles], "must_agree": [pairs_that_must_agree(pairs) for pairs in range(MOST + 1)]}


def relations() -> StaticTables:
    """Give the rules between settings: sums with a limit, and pairs of which the first may not be larger."""
    return {
        "sums": [[list(one.names), one.limit] for one in SUMS],
        "orders": [[one.smaller, one.larger] for one in ORDERS],
        "rounding": ROUNDING,
    }
