"""Whose view of a need is nearer, area by area: what each party would say at the end of a run, and what was decided last.

A view is linear in its draw, which is standard normal.  So the mean square of its error, over all luck, is the square of the
error without luck plus the square of what one unit of luck adds; nothing is drawn here, and nothing in the place is changed.
Means over areas are indicators (family_view_error and its like); those are of the views at the last review, with their luck.
"""

from typing import Final, NamedTuple

import numpy as np

from coprod_sim.agents.rules.review import (
    commissioner_error,
    commissioner_information,
    family_error,
    professional_error,
    routine,
)
from coprod_sim.agents.rules.young_person import young_error
from coprod_sim.agents.young_person import grown_now
from coprod_sim.engine.kernel.compiled import loop
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.state import Place, Reals

VIEW_INDICATORS: Final = {
    "family": "family_view_error",
    "young": "young_view_error",
    "staff_field": "staff_field_error",
    "staff": "staff_view_error",
    "payer": "payer_view_error",
    "decision": "decision_error",
}
"""The parties whose views are told apart, each with the indicator that is its mean over all areas:
parents, young people, staff in their own field, staff outside it, those who pay, and what was decided together."""


class ViewSquares(NamedTuple):
    """Squared errors of one party by family and area, and how many views they are the sum of.  n: families."""

    sums: Reals  # (n, areas)
    views: Reals  # (n, areas)

    def by_area(self) -> Reals:
        """Give the error in each area, root of the mean square; nan where nobody has a view there."""
        return root_mean(self.sums.sum(axis=0), self.views.sum(axis=0))

    def among(self, wanted: np.ndarray) -> float:
        """Give the error over the families and areas that are wanted.   wanted: (n, areas) of booleans."""
        return float(root_mean(self.sums[wanted].sum(), self.views[wanted].sum()))


def root_mean(total: Reals, count: Reals) -> Reals:
    """Give the root of a mean, nan where there is nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.sqrt(np.asarray(total) / np.asarray(count)))


@loop
def add_own_views(place, own, young, paid):
    """Add what the parents, the young person and those who pay would say of each need in each area.

    own, young, paid: (families, areas), squared errors.
    """
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        payer = place.commissioners[me.commissioner]
        known = commissioner_information(payer.monitoring, payer.forum_word, par)
        child, grown = place.young_people[row], grown_now(place, row)
        for area in range(NEED_AREAS):
            need, offer = me.need[area], payer.standard_offer[area]
            usual = family_error(me.parent_bias[area], 0.0, par)
            chance = family_error(me.parent_bias[area], 1.0, par) - usual
            own[row, area] = usual * usual + chance * chance
            usual = young_error(child.wish[area], grown, 0.0, par)
            chance = young_error(child.wish[area], grown, 1.0, par) - usual
            young[row, area] = usual * usual + chance * chance
            usual = commissioner_error(need, offer, known, payer.pressure, 0.0, par)
            chance = commissioner_error(need, offer, known, payer.pressure, 1.0, par) - usual
            paid[row, area] = usual * usual + chance * chance


@loop
def add_staff_views(place, sums, views):
    """Add what each family's staff would say of the need in each area.

    sums, views: (2, families, areas), squared errors and how many they are: first in their own field, then outside it.
    """
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        payer = place.commissioners[me.commissioner]
        for edge in range(place.team_start[row], place.team_start[row + 1]):
            tie = place.casework[edge]
            worker = place.professionals[tie.professional]
            falls_back = routine(worker.facilitation, worker.load, par)
            for area in range(NEED_AREAS):
                need, offer, own = me.need[area], payer.standard_offer[area], area == worker.discipline
                usual = professional_error(need, offer, falls_back, tie.knowledge, worker.energy, own, 0.0, par)
                chance = (
                    professional_error(need, offer, falls_back, tie.knowledge, worker.energy, own, 1.0, par) - usual
                )
                outside = 0 if own else 1
                sums[outside, row, area] += usual * usual + chance * chance
                views[outside, row, area] += 1


def view_squares(place: Place) -> dict[str, ViewSquares]:
    """Give the squared errors of each party of VIEW_INDICATORS as things stand in a place; decisions are those of the last review."""
    shape = len(place.families), NEED_AREAS
    own, young, paid, one = np.zeros(shape), np.zeros(shape), np.zeros(shape), np.ones(shape)
    sums, views = np.zeros((2, *shape)), np.zeros((2, *shape))
    add_own_views(place, own, young, paid)
    add_staff_views(place, sums, views)
    reviewed = one * (place.families["reviewed"][:, None] > 0)
    return {
        "family": ViewSquares(own, one),
        "young": ViewSquares(young, one),
        "staff_field": ViewSquares(sums[0], views[0]),
        "staff": ViewSquares(sums[1], views[1]),
        "payer": ViewSquares(paid, one),
        "decision": ViewSquares(place.families["decided_error"] ** 2 * reviewed, reviewed),
    }


def view_errors_by_area(place: Place) -> dict[str, Reals]:
    """Give the error of each party's view in each area of need, in standard need units: party by party, shape (areas,)."""
    return {party: squares.by_area() for party, squares in view_squares(place).items()}


def main_need(place: Place) -> np.ndarray:
    """Mark the area in which each young person usually needs most: (n, areas) of booleans."""
    most = place.families["usual_need"].argmax(axis=1)
    return np.asarray(np.arange(NEED_AREAS)[None, :] == most[:, None])


def view_errors_by_weight(place: Place) -> dict[str, tuple[float, float]]:
    """Give the error of each party's view where the young person needs most, and in its other three areas."""
    most = main_need(place)
    return {party: (squares.among(most), squares.among(~most)) for party, squares in view_squares(place).items()}
