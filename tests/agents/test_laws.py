"""What must hold whatever the numbers are: nothing before its time, no dead parameter, no dead indicator."""

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.state import check_range, out_of_range
from coprod_sim.errors import ModelError
from coprod_sim.indicators import HEADLINES, INDICATORS, measure_all, whole_place
from coprod_sim.place.areas.local_authorities import drawn_areas
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.events import EVENT_KINDS, Event
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, LEVERS, ONLY_ON_PATHWAY, PLACE, Parameter
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run

EVENTS = {
    "set": Event(12, "set", lever="training", to=0.1),
    "ramp": Event(12, "ramp", lever="power_ceiling", to=0.9, until=15),
    "promise": Event(12, "promise", to=0.9),
    "budget_cut": Event(12, "budget_cut", amount=0.4),
    "staff_leave": Event(12, "staff_leave", amount=0.5),
    "caseload_rise": Event(12, "caseload_rise", amount=0.5),
    "hire": Event(12, "hire", amount=0.5),
    "recentralise": Event(12, "recentralise"),
    "conference": Event(12, "conference", attendance=0.5, parent_led=0.5),
}


def test_every_kind_of_event_is_tried() -> None:
    """The events below cover all kinds there are."""
    assert set(EVENTS) == {kind.do for kind in EVENT_KINDS}


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_nothing_before_an_event(event: Event) -> None:
    """Two scenarios that differ only by an event at month 12 are equal to the bit in months 0 to 11, and differ after."""
    scenario = load_scenario("power_sharing")
    without = simulate(scenario, 6, 20)
    with_event = simulate(scenario.changed(events=(event,)), 6, 20)
    assert with_event[:12].tobytes() == without[:12].tobytes()
    assert with_event[12:].tobytes() != without[12:].tobytes()


def test_an_event_for_one_commissioner_leaves_the_levers_of_the_others() -> None:
    """An event with a number concerns that commissioner only, counted from 1."""
    scenario = load_scenario("consultation_only").changed(events=(Event(2, "set", who=2, lever="training", to=0.1),))
    simulation = begun(scenario, 1)
    simulation.advance(3)
    assert simulation.place.commissioners["training"].tolist() == [0.0, 0.1, 0.0]


def test_events_do_what_they_say() -> None:
    """Budget, capacity, posts and power change by the amounts that an event names, in its month."""
    events = (
        Event(2, "budget_cut", amount=0.25),
        Event(2, "caseload_rise", amount=0.25),
        Event(2, "staff_leave", amount=0.4, who=1),
        Event(3, "recentralise", to=0.03),
    )
    scenario = load_scenario("handed_over", {"turnover": 0.0}).changed(events=events)
    simulation = begun(scenario, 1)
    simulation.advance(1)
    capacity = simulation.place.professionals["capacity"].copy()
    simulation.advance(1)
    place = simulation.place
    assert place.commissioners["budget"] == pytest.approx(0.88 * 0.75)
    assert place.professionals["capacity"] == pytest.approx(capacity / 1.25)
    assert place.professionals["newcomer"].tolist().count(1) == 4
    assert set(place.professionals["commissioner"][place.professionals["newcomer"] == 1]) == {0}
    simulation.advance(1)
    assert place.commissioners["power_ceiling"] == pytest.approx(0.03)
    assert place.commissioners["personal_budgets"].tolist() == [0.0] * 3
    assert not place.professionals["newcomer"].any()


def test_a_new_promise_is_believed_as_far_as_reputation_goes() -> None:
    """A promise lifts the expected say by reputation * (promise - given) above what is given, where that is higher; it never lowers it."""
    scenario = load_scenario("consultation_only", {"promise": 0.2}).changed(events=(Event(5, "promise", to=0.8),))
    simulation = begun(scenario, 1)
    simulation.advance(4)
    families = simulation.place.families
    given = families["power"] + families["heard"]
    before = families["expected_say"].copy()
    believed = given + families["reputation"] * np.maximum(0.0, 0.8 - given)
    assert families["heard"].max() > 0
    assert (believed > before).all()
    simulation.begin_month()
    np.testing.assert_allclose(simulation.place.families["expected_say"], believed, rtol=0, atol=1e-12)

    lower = begun(
        load_scenario("consultation_only", {"promise": 0.9}).changed(events=(Event(1, "promise", to=0.1),)), 1
    )
    before = lower.place.families["expected_say"].copy()
    lower.begin_month()
    assert (lower.place.families["expected_say"] == before).all()


def test_a_promise_by_event_is_as_good_as_one_from_the_start() -> None:
    """The same promise at month 0 and by event in month 1 raises the same expectations."""
    one = begun(load_scenario("power_sharing", {"promise": 0.6}), 2)
    other = begun(load_scenario("power_sharing", {"promise": 0}).changed(events=(Event(1, "promise", to=0.6),)), 2)
    one.begin_month()
    other.begin_month()
    expected = other.place.families["expected_say"]
    np.testing.assert_allclose(expected, one.place.families["expected_say"], rtol=0, atol=1e-12)


RARE = {"appeal_chance": 0.3, "start_capacity": 1.0, "budget": 0.8, "early_involvement": 0.5}
ABLE = {"start_confidence": 0.9, "start_energy": 1.0, "start_language": 0.0, "start_poor": 0.0, "start_standing": 0.0}
ALONE = {
    "interpreter_cost": {"interpreters": 1.0},
    "compensating_cost": {"compensating": 1.0},
    "information_cost": {"information": 1.0},
    "dispute_pressure": {"budget": 2.0},  # overspending would hide it: pressure has a ceiling
    **{name: {"family_led": 0.5} for name in ("led_share", "led_company", "led_answers", "led_time", "led_tiredness")},
    **{name: {"key_workers": 0.5} for name in ("key_keeps", "key_relief", "key_time")},
    "rung_led": ABLE | {"start_family_power": 0.8, "start_commissioner_power": 0.1},
}
AREAS = {
    "families": 240,
    "professionals": 60,
    "commissioners": 8,
    "boards": 2,
    "board_share": 0.5,
    "school_families": 10,
    "practice_team": 3,
}
"""A place of areas, where the numbers about areas count."""
ON_PATHWAY = {
    **AREAS,
    "families": 800,
    "professionals": 140,
    "pathway": 1,
    "habits": 1,
    "request_chance": 0.06,
    "mediates": 0.5,
    "appeal_refusal": 0.5,
    "appeal_no_plan": 0.6,
    "appeal_content": 0.2,
    "appeal_wait": 5,
    "wins": 0.8,
}
"""A place with the statutory pathway and habits, in which a lot happens on it."""
LEADING = {**ABLE, "start_family_power": 0.8, "start_commissioner_power": 0.1, "power_ceiling": 1.0}
POWERFUL = {"start_family_power": 0.45, "start_commissioner_power": 0.3, "power_ceiling": 0.95}


def low_and_high(declared: Parameter) -> tuple[float, float]:
    """Two values of a parameter that are allowed beside the defaults of all others."""
    low, high = declared.explore
    special = {
        "families": (100, 150),
        "professionals": (12, 30),
        "commissioners": (1, 3),
        "peers": (2, 8),
        "start_family_power": (0.02, 0.3),
        "start_commissioner_power": (0.1, 0.5),
        "effort_floor": (0.02, 0.5),
        "boards": (1, 3),
        "school_families": (10, 30),
        "practice_team": (2, 8),
        "forum_seats": (2, 8),
        "rung_told": (0.02, 0.14),
        "rung_led": (0.45, 0.8),
    }
    return special.get(declared.name, (low, high))


ABOUT_AREAS = PLACE[[declared.name for declared in PLACE].index("school_families") :]
BY_TABLE = ("spill", "usual_no")  # they count where a table says how many requests end without a plan


@pytest.mark.parametrize("name", BY_TABLE)
def test_what_a_table_says_of_gates_becomes_habit(name: str) -> None:
    """Where a table says how many requests end without a plan, the numbers that make a habit of it change the lead of areas."""
    leads = []
    for value in (0.2, 0.8):
        scenario = load_scenario("consultation_only", {**ON_PATHWAY, name: value})
        drawn = drawn_areas(scenario.values(), 1)
        known = drawn._replace(requests=drawn.families * 0.1, new_plans=drawn.families * 0.05)
        leads.append(begun(scenario, 1, areas=known).place.commissioners["lead"].copy())
        assert (leads[-1] != begun(scenario, 1, areas=drawn).place.commissioners["lead"]).any()
    assert (leads[0] != leads[1]).any()


@pytest.mark.parametrize(
    "declared", [each for each in DECLARED if each.name not in BY_TABLE], ids=lambda declared: declared.name
)
def test_no_dead_parameter(declared: Parameter) -> None:
    """Every declared number changes something: its low and its high value give different results."""
    results = []
    for value in low_and_high(declared):
        settings = {"families": 60, "professionals": 12, "asks": 0.8, "forum_share": 0.5, "operational_share": 0.5}
        settings |= {**RARE, **POWERFUL}
        if declared.name in (*ONLY_ON_PATHWAY, "plan_share"):
            settings |= ON_PATHWAY
        settings |= (AREAS if declared in ABOUT_AREAS else {}) | {declared.name: value}
        settings |= ALONE.get(declared.name, {})
        scenario = load_scenario("power_sharing", settings).changed(
            events=(EVENTS["conference"], EVENTS["hire"], Event(20, "set", lever="power_ceiling", to=0.05))
        )
        results.append(simulate(scenario, 2, 30).tobytes())
    assert results[0] != results[1]


@pytest.mark.parametrize("name", INDICATORS)
def test_no_dead_indicator(name: str) -> None:
    """No indicator is constant over two runs in which a lot happens: one of sharing, one of consultation."""
    events = (EVENTS["conference"], Event(24, "recentralise"), Event(30, "promise", to=1.0))
    spreads = []
    more = ON_PATHWAY if name.startswith("path_") or name == "trust_from_refused" else {}
    more = more | ({"forum_share": 0.5, "operational_share": 0.5} if name.startswith("level_") else {})
    for way in ({**RARE, **LEADING, "asks": 0.7, **more}, {**RARE, "power_ceiling": 0.05, **more}):
        scenario = load_scenario("power_sharing", way).changed(events=events)
        series = measure_all(whole_place(simulate(scenario, 2, 60)), (name,))[name]
        known = series[np.isfinite(series)]
        if len(known):  # in the first nobody needs an interpreter, has least or meets prejudice
            assert len(known) >= 50  # the youngest are older after five years
            spreads.append(known.std())
    assert max(spreads) > 0


def test_indicators_have_what_readers_need() -> None:
    """Every indicator has a title, a unit and a definition, and all headlines exist."""
    assert set(HEADLINES) <= set(INDICATORS)
    for indicator in INDICATORS.values():
        assert indicator.title
        assert indicator.unit
        assert indicator.definition.endswith(".")


def test_ladder_shares_add_up_to_one() -> None:
    """The shares of decisions on all rungs add up to 1 as soon as there are decisions."""
    series = measure_all(whole_place(simulate(load_scenario("power_sharing"), 2, 24)))
    total = np.sum([series[name] for name in series if name.startswith("decisions_")], axis=0)
    assert np.isnan(total[0])
    np.testing.assert_allclose(total[1:], 1.0)


def test_the_ledger_of_a_run_adds_up() -> None:
    """The columns of a run's ledger add up to the change of felt trust."""
    ledger = run("power_sharing", months=24, seed=2).ledger
    np.testing.assert_allclose(ledger[list(CAUSES)].sum(axis=1), ledger["change"], rtol=0, atol=1e-14)
    assert ledger["change"].abs().max() > 0.001


def test_state_stays_in_its_declared_range() -> None:
    """Over a hard run no field leaves its declared range, and the check does see one that has."""
    simulation = begun(load_scenario("handed_over", {**RARE, "asks": 0.5, "appeal_chance": 0.4}), 9)
    for _ in range(48):
        simulation.advance(1)
        check_range(simulation.place, simulation.month)
    simulation.place.families["felt_trust"][7] = 1.5
    assert "family 7: felt_trust is 1.5" in next(out_of_range(simulation.place))
    with pytest.raises(ModelError, match="month 48: family 7: felt_trust"):
        check_range(simulation.place, simulation.month)


def test_the_same_seed_means_the_same_people_and_luck_under_every_policy() -> None:
    """Scenarios with one seed start with the same people, and their needs drift alike for ever."""
    one, other = begun(load_scenario("consultation_only"), 3), begun(load_scenario("handed_over"), 3)
    for name in ("need", "resources", "ability", "confidence", "parent_bias"):
        assert (one.place.families[name] == other.place.families[name]).all()
    one.advance(30)
    other.advance(30)
    assert (one.place.families["need"] == other.place.families["need"]).all()
    assert (one.place.families["progress"] != other.place.families["progress"]).all()


def test_more_families_leave_the_others_as_they_are() -> None:
    """A family's starting state and needs do not depend on how many others there are."""
    few = begun(load_scenario("consultation_only", {"families": 60, "commissioners": 1}), 3)
    many = begun(load_scenario("consultation_only", {"families": 90, "commissioners": 1}), 3)
    few.advance(6)
    many.advance(6)
    for name in ("need", "resources", "ability", "parent_bias"):
        assert (few.place.families[name] == many.place.families[name][:60]).all()


def test_levers_are_state_of_the_commissioner() -> None:
    """Every declared lever is a field of the commissioner, with the value of the scenario."""
    place = begun(load_scenario("power_sharing"), 1).place
    for lever in LEVERS:
        assert (place.commissioners[lever.name] == load_scenario("power_sharing").value(lever.name)).all()
    assert BY_NAME["budget"].default == 0.88
