"""What happened on the way to a plan by law so far, as counts that people can read: the lessons show them, and claims are about them.

The indicators of pathway.py are rates of one month, in which a town of 300 families sees two or three requests.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals, Records
from coprod_sim.indicators import share_of
from coprod_sim.indicators.pathway import lodged

OF_100: Final = 100


def total(*names: str) -> Callable[[Records], Reals]:
    """Make the count of what happened from the start up to each month."""
    return lambda sums: np.asarray(np.cumsum(np.sum([sums[name] for name in names], axis=0, dtype=np.float64)))


def refused_among(half: str) -> Callable[[Records], Reals]:
    """Make the count of requests refused so far, of 100 decided in one half of families by resources; nan before the first."""
    decided, accepted = total(f"path_{half}_off_decided"), total(f"path_{half}_off_accepted")
    return lambda sums: OF_100 * (1 - share_of(accepted(sums), decided(sums)))


COUNTS: Final[Mapping[str, Callable[[Records], Reals]]] = {
    "requests": total("path_requests"),
    "refused": total("path_refused"),
    "in_time": total("path_in_time"),
    "over_year": total("path_over_year"),
    "waiting": lambda sums: np.asarray(sums["path_waiting"], np.float64),
    "new_plans": total("path_new_plans"),
    "appeals": lambda sums: np.asarray(np.cumsum(lodged(sums))),
    "refused_worse_off": refused_among("worse"),
    "refused_better_off": refused_among("better"),
}
"""Counts up to each month; those who wait are counted in that month."""


def counts_so_far(sums: Records) -> dict[str, Reals]:
    """Count from the sums of a whole place by month, shape (months + 1,)."""
    return {name: count(sums) for name, count in COUNTS.items()}
