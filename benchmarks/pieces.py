"""Where the time of a family-month goes: each piece of the month walked alone over all rows of one place.

Pieces alone cost other than together (the processor overlaps some, and memory is read once), so they need not add up.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.floor import NANOSECONDS, compiled
from benchmarks.timing import timed
from coprod_sim.agents.commissioner import commissioners_month
from coprod_sim.agents.family import Peers, Team, hear_peers, see_team
from coprod_sim.agents.family_life import live
from coprod_sim.agents.professional import professionals_month
from coprod_sim.agents.review_meeting import hold_review
from coprod_sim.agents.rules.daily_life import need_after
from coprod_sim.agents.side_by_side.month import LANES, WIDTH, live_side_by_side
from coprod_sim.agents.side_by_side.review_draws import draw_for_reviews, expect, one_review
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.month_loop import see_colleagues, see_families
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place

TIMES = 40
MONTH = 25


def move_needs(place: Any, month: Any) -> None:
    """Draw how needs move, and move them."""
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        draws = randomness.four_normals(place.key, row, 0, month, randomness.NEED_DRIFT)
        for area in range(NEED_AREAS):
            me.need[area] = need_after(me.need[area], me.usual_need[area], draws[area], par)


def meet_teams(place: Any) -> Any:
    """Gather each family's team; the sum keeps the compiler from leaving it out."""
    total = 0.0
    for row in range(len(place.families)):
        team = see_team(place, row)
        total += team.facilitation + team.energy + team.load
    return total


def hear_all_peers(place: Any, month: Any) -> Any:
    """Gather what each family's peers say."""
    total = 0.0
    for row in range(len(place.families)):
        peers = hear_peers(place, row, month)
        total += peers.reputation + peers.lead
    return total


def hold_reviews(place: Any, month: Any) -> None:
    """Hold a review with every family, one by one."""
    draws = one_review()
    for row in range(len(place.families)):
        expect(place, row, draws, 0)
        draw_for_reviews(place, month, 1, draws)
        hold_review(place, row, month, Team(0.5, 0.9, 1.0), draws, 0)


def live_on(place: Any, month: Any) -> None:
    """Live the month, with a team and peers that are given."""
    for row in range(len(place.families)):
        live(place, row, month, Team(0.5, 0.9, 1.0), Peers(0.5, 0.1), 0.8)


def live_months(place: Any, month: Any, lanes: Any) -> None:
    """Live the families' month without counting."""
    for first in range(0, len(place.families), WIDTH):
        live_side_by_side(place, month, first, min(WIDTH, len(place.families) - first), lanes[0])


def cost(simulation: Simulation, walk: Callable[[Place], object]) -> float:
    """Time one walk over a place: nanoseconds for each family, the best of many."""
    place = simulation.place
    return timed(lambda: walk(place), TIMES).best / len(place.families) * NANOSECONDS


def pieces(simulation: Simulation, reviews: float) -> dict[str, float]:
    """Measure each piece of a month: nanoseconds for each family-month.  reviews: for each family-month."""
    alone = (move_needs, meet_teams, hear_all_peers, hold_reviews, live_on, live_months)
    needs, teams, peers, review, living, months = map(compiled, alone)
    place, engine, lanes = simulation.place, simulation.engine, np.zeros(1, LANES)
    n, m, c = len(place.families), len(place.professionals), len(place.commissioners)
    return {
        "families' month as a whole": cost(simulation, lambda place: months(place, MONTH, lanes)),
        "of it: draws of needs": cost(simulation, lambda place: needs(place, MONTH)),
        "of it: team gathered": cost(simulation, teams),
        "of it: peers heard": cost(simulation, lambda place: peers(place, MONTH)),
        f"of it: reviews ({reviews:.2f} for each family-month)": reviews
        * cost(simulation, lambda place: review(place, MONTH)),
        "of it: daily life": cost(simulation, lambda place: living(place, MONTH)),
        "professionals' month": cost(simulation, lambda place: professionals_month(place, MONTH, 0, m)),
        "commissioners' month": cost(simulation, lambda place: commissioners_month(place, MONTH, 0, c)),
        "seeing the start of the month (families once a stretch)": cost(
            simulation,
            lambda place: (see_colleagues(place, 0, len(place.professionals)), see_families(place, MONTH, 0, n)),
        ),
        "counting, on its own": cost(simulation, lambda _: engine.count()),
    }
