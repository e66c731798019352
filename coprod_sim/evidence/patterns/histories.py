"""What single families live through, month by month: what the mechanisms (mechanisms.py) are judged by where means do not do.

A run's sums say what a place does on average; whether a review raised a plan's fit, or who is worse off, is seen in families alone.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from coprod_sim.engine.state import Place, Reals
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.view_errors import view_squares

SETTLED = 12
"""The months before reviews are counted: the first plans say what a family came with, not what meetings reach."""
AFTER_ORDER = 6
"""The months after a tribunal's order at which a plan's fit is looked at."""


class History(NamedTuple):
    """One run.  n: families.

    raised: the share of reviews, after the first year, that raised the fit of a plan that was free to change.
    first_fit: mean fit at month 0.   fit_after_orders: fit six months after each order, shape (orders,).
    progress: at the end, shape (n,).   place: as it stands at the end.
    """

    raised: float
    first_fit: float
    fit_after_orders: Reals
    progress: Reals
    place: Place


class ViewErrors(NamedTuple):
    """Expected squared error of each party's own view of each family's need, means over areas of need, each of shape (n,)."""

    family: Reals
    staff_field: Reals
    staff_outside: Reals
    payer: Reals


def fits_of(plans: Reals, needs: Reals) -> Reals:
    """Give how well plans fit needs, both of shape (n, areas): shape (n,)."""
    gap = plans - needs
    return np.asarray(np.exp(-0.5 * (gap * gap).mean(axis=1)))


def fits(place: Place) -> Reals:
    """Give how well each family's plan fits its need now, shape (n,)."""
    return fits_of(place.families["plan"], place.families["need"])


def lived(scenario: str, seed: int, months: int, changes: Mapping[str, float]) -> History:
    """Make one run and watch every family."""
    simulation = begun(load_scenario(scenario, changes), seed)
    place = simulation.place
    first_fit = float(fits(place).mean())
    raised = reviews = 0
    waiting: list[tuple[int, int]] = []
    after: list[float] = []
    for month in range(1, months + 1):
        old_plans, bound = place.families["plan"].copy(), place.families["order_months"] > 0
        simulation.advance(1)
        place = simulation.place
        families, now = place.families, fits(place)
        if month > SETTLED:
            before = fits_of(old_plans, families["need"])
            met = (families["months_since_review"] == 0) & ~bound & (families["in_dispute"] == 0)
            raised, reviews = raised + int((now > before)[met].sum()), reviews + int(met.sum())
        after += [float(now[row]) for due, row in waiting if due == month]
        waiting += [(month + AFTER_ORDER, int(row)) for row in np.flatnonzero(families["in_dispute"])]
    return History(raised / max(1, reviews), first_fit, np.array(after), place.families["progress"].copy(), place)


def view_errors(place: Place) -> ViewErrors:
    """Give how far each party's own view is from each need, as expected over luck, from the place as it stands.

    One drawn view says little: four areas of need are few.  Staff outside their field are those of a family's team.
    """
    squares = view_squares(place)

    def of(party: str) -> Reals:
        return np.asarray(squares[party].sums.sum(axis=1) / squares[party].views.sum(axis=1))

    return ViewErrors(of("family"), of("staff_field"), of("staff"), of("payer"))
