"""What is told of a month on the statutory pathway: which step was taken, what became of a right, and how long it took.

All chances are 0 or 1 here, so that each family of a small place does the same, and what it must have done can be said.
"""

from typing import NamedTuple

import numpy as np
import pytest

from coprod_sim.agents.pathway import (
    ACCEPTED,
    ANNUAL_REVIEW,
    ASKED,
    ASSESSED,
    CONCEDED,
    CONTENT,
    ENDED_WITHOUT,
    LODGED,
    LODGED_AFTER_MEDIATION,
    LOST,
    MEDIATED,
    NO_MOVE,
    NO_STEP,
    PLAN,
    PLANNED,
    REFUSAL,
    REFUSED_REQUEST,
    REQUESTED,
    SUPPORT,
    TURNED,
    WON,
    bar_now,
)
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

PLACE = {"pathway": 1, "families": 10, "professionals": 2, "commissioners": 1, "peers": 2, "leave_age": 1000}
NOTHING_HAPPENS = {
    "request_know": 0.0, "gate_means": 0.0, "gate_need": 0.0, "decides": 1.0, "reviews_held": 0.0, "mediates": 0.0, "mediation_goes_on": 0.0,
    "mediation_turns": 0.0, "appeal_refusal": 0.0, "appeal_no_plan": 0.0, "appeal_content": 0.0, "concedes": 0.0, "wins": 0.0,
    "leaves_young": 0.0, "leaves_grown": 0.0, "support_ends_young": 0.0, "support_ends_grown": 0.0,
}  # fmt: skip
LAST_MONTH = {"step": PLANNED, "move": LODGED, "took": 7, "in_time": 1, "over_year": 1}
"""What was told of last month, and is not of this one."""
QUIET_MONTH = {"step": NO_STEP, "move": NO_MOVE, "took": 0, "in_time": 0, "over_year": 0}
NO, YES = 50.0, -50.0
"""A bar that nobody passes, and one that everybody does."""
RIGHT_ABOUT_REFUSAL = {"stage": SUPPORT, "ground": REFUSAL, "right_months": 2}
APPEAL = {"stage": PLAN, "ground": CONTENT, "hearing_in": 1}
NO_REQUEST = {"request_growth": -1.0}
MEDIATION = {"mediates": 99.0, **NO_REQUEST}
HELD = {"reviews_held": 1.0}


class Case(NamedTuple):
    """One month: where a family is, what is certain, and what must be told of it."""

    before: dict[str, int]
    certain: dict[str, float]
    bar: float
    told: dict[str, int]


CASES = {
    "asks": Case({"stage": SUPPORT}, {}, YES, {"step": ASKED, "stage": REQUESTED}),
    "asks anew": Case(
        {**RIGHT_ABOUT_REFUSAL, "waited": 5},
        {},
        YES,
        {"step": ASKED, "stage": REQUESTED, "waited": 0, "right_months": 0, "ground": 0},
    ),
    "asks less, knowing more": Case({"stage": SUPPORT}, {"request_know": -1e3}, YES, {"stage": SUPPORT}),
    "waits for a hearing": Case({"stage": SUPPORT, "ground": REFUSAL, "hearing_in": 5}, {}, YES, {"hearing_in": 4}),
    "does not ask": Case({"stage": SUPPORT}, NO_REQUEST, YES, {"stage": SUPPORT}),
    "is accepted": Case({"stage": REQUESTED, "waited": 1}, {}, YES, {"step": ACCEPTED, "stage": ASSESSED, "waited": 2}),
    "hears nothing": Case({"stage": REQUESTED, "waited": 1}, {"decides": 0.0}, YES, {"stage": REQUESTED, "waited": 2}),
    "hears nothing in a year": Case(
        {"stage": REQUESTED, "waited": 11}, {"decides": 0.0, **HELD}, YES, {"stage": REQUESTED, "waited": 12}
    ),
    "is refused": Case(
        {"stage": REQUESTED, "waited": 1},
        {},
        NO,
        {"step": REFUSED_REQUEST, "stage": SUPPORT, "ground": REFUSAL, "right_months": 1},
    ),
    "is assessed": Case({"stage": ASSESSED, "waited": 2}, {}, YES, {"stage": ASSESSED, "waited": 3}),
    "in time": Case({"stage": ASSESSED, "waited": 3}, {}, YES, {"step": PLANNED, "took": 4, "in_time": 1}),
    "late": Case({"stage": ASSESSED, "waited": 4}, {}, YES, {"step": PLANNED, "took": 5}),
    "in a year": Case({"stage": ASSESSED, "waited": 11}, {}, YES, {"step": PLANNED, "took": 12}),
    "after a year": Case({"stage": ASSESSED, "waited": 12}, {}, YES, {"step": PLANNED, "took": 13, "over_year": 1}),
    "without a plan": Case(
        {"stage": ASSESSED, "waited": 3}, {}, NO, {"step": ENDED_WITHOUT, "took": 4, "in_time": 1, "stage": SUPPORT}
    ),
    "annual review": Case({"stage": PLAN, "waited": 11}, HELD, YES, {"step": ANNUAL_REVIEW, "right_months": 1}),
    "annual review before a hearing": Case(
        {**APPEAL, "waited": 11, "hearing_in": 5},
        HELD,
        YES,
        {"step": ANNUAL_REVIEW, "hearing_in": 4, "right_months": 0},
    ),
    "annual review under an order": Case(
        {"stage": PLAN, "waited": 11, "order_months": 9}, HELD, YES, {"step": ANNUAL_REVIEW, "right_months": 0}
    ),
    "no annual review": Case({"stage": PLAN, "waited": 11}, {}, YES, {"waited": 0}),
    "no year gone by": Case({"stage": PLAN, "waited": 10}, HELD, YES, {"waited": 11}),
    "goes on after mediation": Case(
        RIGHT_ABOUT_REFUSAL, {**MEDIATION, "mediation_goes_on": 1.0}, YES, {"move": LODGED_AFTER_MEDIATION}
    ),
    "is too late for mediation": Case({**RIGHT_ABOUT_REFUSAL, "right_months": 1}, MEDIATION, YES, {"right_months": 0}),
    "is turned": Case(
        {**RIGHT_ABOUT_REFUSAL, "waited": 5},
        {**MEDIATION, "mediation_turns": 1.0},
        YES,
        {"move": TURNED, "stage": ASSESSED, "waited": 0},
    ),
    "is mediated": Case(RIGHT_ABOUT_REFUSAL, MEDIATION, YES, {"move": MEDIATED, "stage": SUPPORT, "right_months": 0}),
    "lodges": Case(RIGHT_ABOUT_REFUSAL, {"appeal_refusal": 1e6, **NO_REQUEST}, YES, {"move": LODGED, "appealed": 1}),
    "lets a month go by": Case(RIGHT_ABOUT_REFUSAL, NO_REQUEST, YES, {"right_months": 1, "ground": REFUSAL}),
    "wins": Case(APPEAL, {"wins": 1.0}, YES, {"move": WON, "hearing_in": 0}),
    "loses": Case(APPEAL, {}, YES, {"move": LOST, "hearing_in": 0, "ground": 0}),
    "is given in to": Case({**APPEAL, "hearing_in": 5}, {"concedes": 1.0}, YES, {"move": CONCEDED, "hearing_in": 0}),
    "waits": Case({**APPEAL, "hearing_in": 5}, {}, YES, {"hearing_in": 4}),
}


@pytest.mark.parametrize("name", CASES)
def test_what_happened_is_told(name: str) -> None:
    """Step, move and time are those of this month, and nothing is left of the month before."""
    case = CASES[name]
    simulation = begun(load_scenario("consultation_only", PLACE), 3)
    place, office = simulation.place, simulation.place.commissioners
    for field in ("stage", "waited", "ground", "right_months", "hearing_in", "appealed"):
        place.pathways[field] = case.before.get(field, 0)
    place.families["order_months"] = case.before.get("order_months", 0)
    place.pathways["know_how"] = 1.0
    for field, value in LAST_MONTH.items():
        place.pathways[field] = value
    for number, chance in (NOTHING_HAPPENS | case.certain).items():
        place.parameters[number] = chance
    office["usual_request"], office["assessors"] = 1.0, 1e6
    office["request_bar"] = office["plan_bar"] = case.bar
    simulation.advance(1)
    for field, value in (QUIET_MONTH | case.told).items():
        assert place.pathways[field].tolist() == [value] * len(place.pathways), field


@pytest.mark.parametrize(("habits", "expected"), [(0, 1.35), (1, 1.6)])
def test_a_bar_is_what_raises_and_lowers_it(habits: int, expected: float) -> None:
    """Criteria, pressure and the caution of those whom a family meets raise a bar, and a forum lowers it.

    By hand: 1 + 0.3 + 0.5 * 0.4 - 0.15, and with habits 0.5 * ((0.2 + 0.6) / 2 + 0.1) more.
    """
    place = begun(load_scenario("consultation_only", PLACE), 3).place
    office, row = place.commissioners, int(np.flatnonzero(np.diff(place.team_start) == 2)[-1])
    place.parameters["bar_pressure"], place.parameters["gate_culture"] = 0.5, 0.5
    office["criteria"], office["pressure"], office["eased"] = 0.3, 0.4, 0.15
    office["habits"], office["practice"] = habits, 0.1
    place.professionals["caution"] = [0.2, 0.6]
    assert row > 0
    assert bar_now(place, row, 1.0) == pytest.approx(expected, abs=1e-12)
