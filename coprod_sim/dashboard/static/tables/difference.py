"""How sure a difference over pairs of runs is: Student's t, how many pairs must agree, and the units in which it is shown.

The numbers come from SciPy and from certainty_text.py, for as many pairs as a page can ask for.
"""

from typing import Final

from scipy.special import stdtrit

from coprod_sim.dashboard.pages.compare.page import CHOICES
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.study.certainty_text import UNITS, pairs_that_must_agree
from coprod_sim.study.interval import CERTAINTY

MOST_PAIRS: Final = max(CHOICES)


def tables() -> StaticTables:
    """Give, by the number of pairs from 0 on, t at the end of an interval, and how many must agree; and the units by name."""
    quantiles = [float(stdtrit(pairs - 1, 0.5 + CERTAINTY / 2)) for pairs in range(2, MOST_PAIRS + 1)]
    return {
        "t": [None, None, *quantiles],
        "must_agree": [pairs_that_must_agree(pairs) for pairs in range(MOST_PAIRS + 1)],
        "units": {name: [unit.factor, unit.full] for name, unit in UNITS.items()},
    }
