"""The engine against the plain reading of bars, of the forum that eases them, and of habits of areas."""

import numpy as np
import pytest

from coprod_sim.evidence.docking.dock import AGREE, docked, docked_start
from coprod_sim.evidence.docking.plain_habits import HABITS_SPECIFIED
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.engine.docking.test_plain_pathway import OFTEN, ON, SCHOOLS, docked_on_uneven_network
from tests.engine.docking.test_rule_terms import COMMON, NO_ONES

HABITS = {**ON, **OFTEN, "habits": 1, "commissioners": 3, "turnover": 0.06, "training": 0.04, "gate_culture": 0.8}
FORUM = {**ON, **OFTEN, "forum_share": 0.5, "capture": 0.1, "offer_months": 3, "forum_term": 7, "budget": 0.5}
"""Forums that speak often and tire soon, and too little money; with 40 seats not all are filled."""
UNEVEN = {
    "pathway": 1, "habits": 1, "mirror": -1, "gate_culture": 0.8, "conform": 0.2, "hired_alike": 0.4, "habit_within": 0.6,
    "year_luck": 0.6, "bar_pressure": 1.7, "forum_ease": 1.4, "offer_months": 3, "forum_term": 7, "forum_seats": 3, "capture": 0.1,
}  # fmt: skip
"""Habits that weigh more than usual, and a forum that soon speaks like those who asked it."""


def settled(preset: str, settings: dict[str, float]) -> Scenario:
    """Give a built-in scenario with other settings."""
    return load_scenario(preset, settings)


@pytest.mark.parametrize(
    "scenario",
    [
        settled("power_sharing", {**FORUM, "open_recruitment": 1, "bar_pressure": 1.7, "forum_ease": 1.4}),
        settled("power_sharing", {**FORUM, "open_recruitment": 0, "information": 0.3, "forum_seats": 40}),
        settled("consultation_only", HABITS),
        settled("consultation_only", {**HABITS, "mirror": -1, "year_luck": 0.6, "gate_year": 0.5, "pace_year": 0.2}),
        settled(
            "power_sharing",
            {**HABITS, **FORUM, "conform": 0.2, "hired_alike": 0.4, "habit_within": 0.6, "operational_share": 0.8},
        ).changed(events=(Event(4, "conference", attendance=0.8, parent_led=0.7),)),
        settled("power_sharing", {**SCHOOLS, **OFTEN, "habits": 1, "boards": 1, "turnover": 0.06}),
    ],
    ids=["open forum", "closed forum", "habits", "the other side", "habits and forum", "schools and a board"],
)
def test_engine_follows_the_specification_of_bars_and_habits(scenario: Scenario) -> None:
    """With forums that ease bars under pressure, and with habits, all state agrees with the plain reading to 1e-9 for 24 months."""
    found = docked(scenario, seed=11)
    assert found.size <= AGREE, found


def test_habits_on_an_uneven_network_follow_the_specification() -> None:
    """Without colleagues, with forums that ease bars, levers that differ and a year that is usual nowhere both agree for more than three years."""
    scenario = load_scenario("power_sharing", {**NO_ONES, **COMMON, **OFTEN, **UNEVEN})
    place = docked_on_uneven_network(scenario, 38)
    assert place.commissioners["eased"][:1].min() > 0
    assert np.abs(place.commissioners["practice"][:2]).min() > 0


@pytest.mark.parametrize("mirror", [1, -1])
def test_habits_begin_as_specified(mirror: int) -> None:
    """Leads, bars, caution of staff and appeals of before agree at month 0, on either side of chance."""
    found = docked_start(load_scenario("power_sharing", {**HABITS, "mirror": mirror, "families": 300}), seed=9)
    assert found.size <= AGREE, found


def test_all_of_bars_and_habits_is_docked() -> None:
    """In what is docked the forum eases bars, pressure raises them, newcomers come, and all habits differ and move."""
    simulation = begun(load_scenario("power_sharing", {**HABITS, **FORUM}), seed=11)
    place = simulation.place
    offices, staff = place.commissioners, place.professionals
    before = {name: offices[name].copy() for name in ("lead", "practice", "pace", "request_bar")}
    came = 0
    for _ in range(24):
        simulation.advance(1)
        came += int(staff["newcomer"].sum())
    assert offices["eased"].min() > 0.01
    assert offices["pressure"].min() > 0.1
    assert came >= 5
    for name, was in before.items():
        assert np.abs(offices[name] - was).min() > 0.001, name
    assert np.ptp(staff["caution"]) > 0.1


def test_defaults_of_habits_are_those_of_the_project() -> None:
    """The numbers of habits that are typed from the text are the declared defaults."""
    assert {name: DEFAULTS[name] for name in HABITS_SPECIFIED} == HABITS_SPECIFIED
