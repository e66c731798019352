"""The compiled engine against the plain reading of the specification, month by month, on a small place."""

import random

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.evidence.docking.dock import (
    AGREE,
    DOCKING_MONTHS,
    SMALL,
    STRESSED,
    docked,
    docked_scenario,
    docked_start,
    small_scenarios,
    stressed,
)
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import PARAMETERS
from coprod_sim.scenario.parameters.seats import SEATS
from coprod_sim.scenario.scenario import Scenario, load_scenario


def assert_docks(scenario: Scenario, seed: int) -> None:
    """Run both and compare all state after every month."""
    found = docked(scenario, seed)
    assert found.size <= AGREE, found


@pytest.mark.parametrize("scenario", small_scenarios(), ids=lambda scenario: scenario.name)
def test_engine_follows_the_specification(scenario: Scenario) -> None:
    """Every scenario agrees with the plain reading to 1e-9 in all state for 24 months."""
    assert_docks(docked_scenario(scenario), seed=11)


def test_engine_follows_the_specification_after_a_late_event() -> None:
    """A broken promise brought forward to month 8, and a new public promise, agree too."""
    events = (Event(8, "set", lever="power_ceiling", to=0.05), Event(12, "promise", to=0.9))
    assert_docks(load_scenario("power_sharing").changed(SMALL, events=events), seed=5)


def test_engine_follows_the_specification_where_a_forum_ends() -> None:
    """In the month in which a forum loses its part, what its members hold spreads once more, and then no more."""
    ended = (Event(6, "set", lever="forum_share", to=0.0),)
    assert_docks(stressed("power_sharing").changed({}, events=ended), seed=3)


def test_engine_follows_the_specification_through_hard_times() -> None:
    """Less money, more cases, and power taken back agree, and so does what is felt of them later."""
    events = (
        Event(4, "budget_cut", amount=0.4),
        Event(9, "caseload_rise", amount=0.3),
        Event(15, "recentralise", to=0.05),
    )
    assert_docks(load_scenario("handed_over").changed(SMALL, events=events), seed=9)


def test_engine_follows_the_specification_where_staff_time_is_added_and_taken() -> None:
    """Time added twice and then taken agrees, and so do load, spending, rationing and pressure that follow from it."""
    times = ((4, 0.5), (9, 0.2), (15, -0.6))
    events = tuple(Event(month, "hire", amount=amount) for month, amount in times)
    assert_docks(stressed("power_sharing").changed({"staff_cost": 0.25}, events=events), seed=9)


def test_engine_follows_the_specification_with_small_and_large_forums() -> None:
    """A forum with short terms, two meetings of it, and one with more seats than families agree as well."""
    settings = {**SMALL, "forum_share": 0.6, "forum_term": 5, "offer_months": 4, "capture": 0.1}
    assert_docks(load_scenario("co_responsibility", settings), seed=7)
    assert_docks(load_scenario("co_responsibility", {**settings, "forum_seats": 30, "open_recruitment": 0.5}), seed=8)


def test_engine_follows_the_specification_at_conferences() -> None:
    """Conferences that nearly everybody attends, one after the other, agree: trust, confidence, facilitation and new ties."""
    events = tuple(Event(month, "conference", attendance=0.9, parent_led=0.7) for month in (2, 3, 9))
    assert_docks(load_scenario("power_sharing").changed(SMALL, events=events), seed=6)


@pytest.mark.parametrize("preset", ["power_sharing", "handed_over", "broken_trust"])
def test_a_place_begins_as_specified(preset: str) -> None:
    """What follows from needs, ties and trusts at month 0 (plans, reputations, young people, who is heard, ...) agrees."""
    who = {"start_language": 0.3, "start_poor": 0.4, "start_standing": 0.45, "interpreters": 0.4, "compensating": 0.3}
    found = docked_start(load_scenario(preset, who), seed=9)
    assert found.size <= AGREE, found


def drawn_settings(seed: int) -> dict[str, float]:
    """Draw every parameter from its plausible range, and make disputes and turnover common."""
    dice = random.Random(seed)
    drawn = {one.name: dice.uniform(*(one.explore or (one.low, one.high))) for one in PARAMETERS}
    whole = {name: dice.randint(2, 7) for name in ("review_months", "forum_term", "offer_months", "order_binds")}
    common = {
        "appeal_chance": dice.uniform(0.1, 0.5),
        "turnover": dice.uniform(0.02, 0.1),
        "forum_share": dice.random(),
    }
    levers = {
        name: dice.random() for name in ("young_person_voice", "interpreters", "compensating", "operational_share")
    }
    seats = {one.name: dice.uniform(*one.explore) for one in SEATS}
    who = {"start_language": 0.3, "start_poor": 0.4, "start_standing": 0.4}
    return {**drawn, **seats, **whole, **common, **levers, **who, "asks": dice.uniform(0.5, 1), **SMALL}


@pytest.mark.parametrize("seed", range(4))
def test_engine_follows_the_specification_whatever_the_settings(seed: int) -> None:
    """With every parameter drawn from its range both agree: no term hides behind its default."""
    assert_docks(load_scenario("power_sharing", drawn_settings(seed)), seed)


@pytest.mark.parametrize("leave_age", [8, 1000])
def test_engine_follows_the_specification_where_some_have_key_workers(leave_age: float) -> None:
    """Key workers of some families agree, where many staff leave, families come and go, and the lever is moved."""
    settings = {"key_workers": 0.4, "key_keeps": 0.7, "key_relief": 0.3, "key_time": 0.6, "turnover": 0.1}
    events = (Event(7, "set", lever="key_workers", to=0.8), Event(15, "set", lever="key_workers", to=0.1))
    scenario = stressed("power_sharing").changed({**settings, "leave_age": leave_age}, events=events)
    assert_docks(scenario, seed=3)


@pytest.mark.parametrize("preset", STRESSED)
def test_engine_follows_the_specification_where_families_lead_meetings(preset: str) -> None:
    """Family-led meetings among others agree: with peers and without, whoever leaves, and above the family's own power."""
    drawn = random.Random(preset)
    led = {name: drawn.uniform(0.1, 0.9) for name in ("led_share", "led_company", "led_answers", "led_time")}
    for peers in (0, 4):
        settings = {**led, "led_tiredness": 0.2, "family_led": 0.5, "peers": peers, "leave_age": 8}
        assert_docks(stressed(preset).changed(settings), seed=3)


def test_engine_follows_the_specification_where_young_people_count_most() -> None:
    """With grown young people who are loud and heard, limits of their share, ear and fairness agree as well."""
    loud = {
        "grown_half": 4,
        "ear_base": 0.4,
        "crowding": 0.9,
        "young_dignity": 0.4,
        "young_fair": 0.4,
        "young_base": 0.3,
    }
    edges = {
        "power_ceiling": 0.9,
        "start_family_power": 0.4,
        "young_effort": 0.9,
        "effort_floor": 0.25,
        "start_young_trust": 0.3,
    }
    for voice in (0.1, 0.9):
        settings = {**SMALL, **loud, **edges, "young_person_voice": voice, "turnover": 0.1}
        assert_docks(load_scenario("handed_over", settings), seed=4)


@pytest.mark.parametrize(("leave_age", "come"), [(12, 10), (8, 30), (2, 500)])
def test_engine_follows_the_specification_where_many_leave(leave_age: float, come: int) -> None:
    """With many families that come anew, into orders, disputes, new teams and conferences, all that they begin with agrees."""
    events = tuple(Event(month, "conference", attendance=0.9, parent_led=0.7) for month in (3, 4, 13))
    scenario = stressed("power_sharing").changed({"leave_age": leave_age}, events=events)
    assert_docks(scenario, seed=11)
    simulation = begun(scenario, seed=11)
    simulation.advance(DOCKING_MONTHS)
    assert simulation.place.young_people["life"].sum() >= come


def test_engine_follows_the_specification_of_who_comes_where_little_else_happens() -> None:
    """Where all are heard alike, nobody takes the service to a tribunal and each month has its review, who comes agrees too."""
    calm = dict.fromkeys(("start_language", "start_poor", "start_standing", "appeal_chance"), 0.0)
    settings = {**SMALL, **calm, "leave_age": 5, "review_months": 1, "start_capacity": 5.0}
    assert_docks(load_scenario("power_sharing", settings), seed=11)


def test_engine_follows_the_specification_of_extreme_beginnings() -> None:
    """Confidence and ability that are drawn beyond their bounds agree where another family comes."""
    spread = {"start_confidence_spread": 0.5, "start_ability_spread": 0.5, "start_bias_spread": 0.6, "leave_age": 4}
    assert_docks(load_scenario("power_sharing", {**SMALL, **spread}), seed=2)


@pytest.mark.parametrize("preset", STRESSED)
def test_engine_follows_the_specification_under_stress(preset: str) -> None:
    """With rare things made common (disputes, turnover, overload, not being asked) both still agree."""
    assert_docks(stressed(preset), seed=3)


def test_ledger_adds_up_to_the_change_of_felt_trust() -> None:
    """For every family that stays and every month the parts of the ledger add up to the change of felt trust, to rounding."""
    simulation = begun(stressed("power_sharing").changed({"leave_age": 1000}), seed=4)
    before = simulation.place.families["felt_trust"].copy()
    for _ in range(36):
        simulation.advance(1)
        families = simulation.place.families
        assert families["ledger"].shape == (SMALL["families"], len(CAUSES))
        np.testing.assert_allclose(families["ledger"].sum(axis=1), families["felt_trust"] - before, rtol=0, atol=1e-15)
        before = families["felt_trust"].copy()
