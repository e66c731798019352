"""The month of families side by side: each step is done for all of a span before the next, so that the processor works on several at once.

The month of one family is a long chain: a power waits for the sums before it, and the next sums wait for the power.
So what is dear, draws, exponentials and powers, stands here in loops of its own, over lanes: numbers of as many families that lie
next to each other, which the compiler turns into vectors.
All steps in between are the acts by which a family lives alone (family.py, family_life.py, young_person.py), and the rules are the same:
both ways give the same bits, whatever the width of a span.
"""

import numpy as np

from coprod_sim.agents.family import Peers, Team, go_to_review, hear_peers, is_due, open_month, see_team, show
from coprod_sim.agents.family_life import close_month, feel_month, work_together
from coprod_sim.agents.pathway import appeal, on_path, request
from coprod_sim.agents.review_meeting import plan_error
from coprod_sim.agents.rules import daily_life, review, young_person
from coprod_sim.agents.side_by_side.review_draws import (
    draw_chances,
    draw_for_reviews,
    draw_normals,
    draws_type,
    expect,
    four_in,
)
from coprod_sim.agents.young_person import gap_seen, grow, judge_key_person, take_in
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import loop, month_step
from coprod_sim.engine.kernel.stack import on_stack
from coprod_sim.engine.kernel.state_field import NEED_AREAS

WIDTH = 128
"""How many families stand side by side: enough to fill vectors, few enough to stay near the processor."""
TABLES = 32
"""How many reviews are drawn for side by side."""

ONE_EACH = (
    "dispute_draw",
    "facilitation",
    "staff_energy",
    "load",
    "reputation",
    "lead",
    "age",
    "grown",
    "error",
    "fit",
    "own_effort",
    "delivery",
    "effort",
    "engaged",
    "felt_trust",
    "expected_say",
    "energy",
    "young_gap",
    "young_fit",
)
LANES: np.dtype[np.record] = np.dtype(  # type: ignore[assignment]
    (
        np.record,
        [
            ("row", np.int64, (WIDTH,)),
            ("nobody", np.int64, (WIDTH,)),
            ("due", np.int64, (WIDTH,)),
            ("words", np.uint64, (NEED_AREAS, WIDTH)),
            ("need_draws", np.float64, (NEED_AREAS, WIDTH)),
            *((name, np.float64, (WIDTH,)) for name in ONE_EACH),
            ("reviews", draws_type(TABLES)),
        ],
    )
)
"""What the families of a span hold between two steps: lane k belongs to the k-th of them.

row: of the family; nobody: 0, the other in draws that are about the family alone; due: which lanes have a review.
"""
numbers_on_stack = on_stack(np.dtype((np.record, [("found", np.float64, (WIDTH,))])))


@month_step
def draw_together(place, first, count, month, lanes):
    """Draw what each family needs in every month: how needs move, and whether a dispute starts."""
    key, rows = (place.key[0], place.key[1]), lanes.row
    for k in range(count):
        rows[k] = first + k
    draw_normals(key, month, randomness.NEED_DRIFT, count, rows, lanes.nobody, lanes.words, lanes.need_draws)
    if not on_path(place):
        draw_chances(key, month, randomness.DISPUTE, count, rows, lanes.dispute_draw)


@month_step
def meet_together(place, first, count, month, lanes):
    """Open the month, take a step on the pathway, see what peers say and who is there, and whose review is due.  Gives how many are."""
    due = 0
    for k in range(count):
        row = first + k
        open_month(place, row, month, four_in(lanes.need_draws, k))
        request(place, row, month)
        lanes.reputation[k], lanes.lead[k] = hear_peers(place, row, month)
        team = see_team(place, row)
        lanes.facilitation[k], lanes.staff_energy[k], lanes.load[k] = team
        lanes.error[k] = plan_error(place, row)
        lanes.age[k] = place.young_people[row].age
        if is_due(place, row, team):
            lanes.due[due] = k
            due += 1
    return due


@month_step
def review_together(place, first, due, month, lanes):
    """Hold the reviews that are due, at most TABLES of them side by side."""
    draws = lanes.reviews
    for start in range(0, due, TABLES):
        count = min(TABLES, due - start)
        for j in range(count):
            expect(place, first + lanes.due[start + j], draws, j)
        draw_for_reviews(place, month, count, draws)
        for j in range(count):
            k = lanes.due[start + j]
            team = Team(lanes.facilitation[k], lanes.staff_energy[k], lanes.load[k])
            lanes.error[k] = go_to_review(place, first + k, month, team, draws, j)


@loop
def join_efforts(count, lanes, par):
    """Work out what families and services produce together.

    Written on the stack first: the compiler must know here that what is written leaves the parameters as they are.
    """
    mine = numbers_on_stack()
    for k in range(count):
        mine.found[k] = daily_life.joint_effort(lanes.own_effort[k], lanes.delivery[k], par)
    for k in range(count):
        lanes.effort[k] = mine.found[k]


@month_step
def work_all(place, first, count, lanes):
    """Work out how well plans fit and how far young people are grown, and let families and services work together."""
    par = place.parameters[0]
    for k in range(count):
        lanes.fit[k] = review.fit(lanes.error[k])
    for k in range(count):
        lanes.grown[k] = young_person.grown(lanes.age[k], par)
    for k in range(count):
        row = first + k
        lanes.own_effort[k] = work_together(place, row, lanes.facilitation[k], lanes.fit[k], lanes.grown[k])
        lanes.delivery[k] = place.families[row].delivery
    join_efforts(count, lanes, par)


@month_step
def feel_all(place, first, count, month, lanes):
    """Let families feel what came of it, and take part more or less; some go to a tribunal."""
    par = place.parameters[0]
    for k in range(count):
        row, me = first + k, place.families[first + k]
        team = Team(lanes.facilitation[k], lanes.staff_energy[k], lanes.load[k])
        peers = Peers(lanes.reputation[k], lanes.lead[k])
        draw = lanes.dispute_draw[k]
        lanes.fit[k] = feel_month(place, row, month, team, peers, lanes.fit[k], lanes.effort[k], draw)
        lanes.engaged[k], lanes.felt_trust[k] = me.engaged, me.felt_trust
        lanes.expected_say[k], lanes.energy[k] = me.expected_say, me.energy
    for k in range(count):
        lanes.engaged[k] = daily_life.engaged_after(
            lanes.engaged[k], lanes.felt_trust[k], lanes.expected_say[k], lanes.energy[k], par
        )


@month_step
def close_all(place, first, count, month, lanes):
    """Close the month of families, show others how they stand, and let young people grow and see what comes."""
    for k in range(count):
        row = first + k
        fit_now = close_month(place, row, month, lanes.engaged[k], lanes.fit[k])
        lanes.fit[k] = appeal(place, row, month, fit_now)
        show(place, row, month)
        grow(place, row)
        lanes.young_gap[k] = gap_seen(place, row)
    for k in range(count):
        lanes.young_fit[k] = review.fit(lanes.young_gap[k])
    for k in range(count):
        take_in(place, first + k, lanes.young_fit[k])
        judge_key_person(place, first + k)


@month_step
def live_side_by_side(place, month, first, count, lanes):
    """One month of the families in rows first to first + count - 1, at most WIDTH of them.

    Needs move, a step on the pathway, a review if it is due, daily life, appeals, and what young people make of it.
    Leaves in lanes.fit how well each plan fits at the end.
    """
    draw_together(place, first, count, month, lanes)
    due = meet_together(place, first, count, month, lanes)
    review_together(place, first, due, month, lanes)
    work_all(place, first, count, lanes)
    feel_all(place, first, count, month, lanes)
    close_all(place, first, count, month, lanes)
