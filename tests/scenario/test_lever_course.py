"""Two events that meet on one lever: the later one holds from its month on, starts from the value then, and nothing jumps."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import EVENT_KINDS, EventKind
from coprod_sim.scenario.lever_course import moved_levers
from coprod_sim.scenario.parameters import BY_NAME, LEVERS
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario
from coprod_sim.scenario.setup.changes import value_then

CLIMB = Event(6, "ramp", lever="training", to=0.05, until=30)


def lived(scenario: Scenario, lever: str, months: int) -> list[list[float]]:
    """A lever of every commissioner by month, from month 1 on, as the engine has it."""
    simulation = begun(scenario, 1)
    found = []
    for month in range(1, months + 1):
        simulation.begin(month)
        found.append(simulation.place.commissioners[lever].tolist())
    return found


def of_all(scenario: Scenario, lever: str = "training", months: int = 36) -> list[float]:
    """A lever by month, with an empty month 0 before, where all commissioners have the same."""
    rows = lived(scenario, lever, months)
    assert all(len(set(row)) == 1 for row in rows)
    return [float("nan"), *(row[0] for row in rows)]


def with_events(*events: Event, **settings: float) -> Scenario:
    """Consultation as usual with some events."""
    return load_scenario("consultation_only", settings).changed(events=events)


def test_a_ramp_that_meets_another_ends_there() -> None:
    """Training climbs from month 6, a second ramp takes it from its value of month 11 down to 0, and there it stays."""
    found = of_all(with_events(CLIMB, Event(12, "ramp", lever="training", to=0.0, until=24)))
    reached = 0.05 * 5 / 24
    assert found[11] == found[12] == pytest.approx(reached)
    assert found[18] == pytest.approx(reached / 2)
    assert found[24:] == [0.0] * 13
    assert max(abs(after - before) for before, after in pairwise(found[1:])) < 0.003


def test_a_set_in_the_midst_of_a_ramp_holds() -> None:
    """Training is 0 from month 12 on, and the ramp never comes back."""
    found = of_all(with_events(CLIMB, Event(12, "set", lever="training", to=0.0)))
    assert found[11] > 0
    assert found[12:] == [0.0] * 25


@pytest.mark.parametrize(
    ("lever", "later", "expected"),
    [
        ("promise", Event(12, "promise", to=0.3), 0.3),
        ("power_ceiling", Event(12, "recentralise", to=0.02), 0.02),
        ("personal_budgets", Event(12, "recentralise"), 0.0),
        ("budget", Event(12, "budget_cut", amount=0.5), (0.88 + 5 / 24 * (0.4 - 0.88)) / 2),
    ],
)
def test_every_kind_of_event_ends_a_ramp_of_its_lever(lever: str, later: Event, expected: float) -> None:
    """Promises, power taken back and cuts act in the midst of a ramp too, and hold."""
    ramp = Event(6, "ramp", lever=lever, to=0.4, until=30)
    found = of_all(with_events(ramp, later, personal_budgets=0.1), lever)
    assert found[12:] == pytest.approx([expected] * 25)


def test_an_event_of_one_commissioner_ends_the_ramp_there_only() -> None:
    """The ramp of all climbs on for the others; a ramp of one is met by a set for all."""
    one = lived(with_events(CLIMB, Event(12, "set", lever="training", to=0.0, who=2)), "training", 30)
    assert one[-1] == [0.05, 0.0, 0.05]
    own = Event(6, "ramp", lever="training", to=0.05, until=30, who=2)
    all_of_them = lived(with_events(own, Event(12, "set", lever="training", to=0.01)), "training", 30)
    assert all_of_them[-1] == [0.01] * 3


def test_a_ramp_starts_from_a_set_of_its_month() -> None:
    """Events of one month act as they are written: set, then climb from there."""
    found = of_all(with_events(Event(6, "set", lever="training", to=0.02), CLIMB))
    assert [found[6], found[18], found[30]] == pytest.approx([0.02, 0.035, 0.05])


def test_what_is_told_of_a_lever_is_what_the_engine_does() -> None:
    """The page and the rail ask value_then, and it follows the same course, for every built-in scenario too."""
    built_in = [load_scenario(name) for name in ("train_first_share_later", "broken_promise+cuts_in_year_three")]
    for scenario in [*built_in, with_events(CLIMB, Event(12, "ramp", lever="training", to=0.0, until=24))]:
        for lever in ("training", "power_ceiling", "budget"):
            found = of_all(scenario, lever)
            assert [value_then(scenario, lever, month) for month in range(1, 37)] == found[1:]


def fields_of(kind: EventKind, given: dict[str, Any]) -> dict[str, Any]:
    """Give what a kind needs: what was given, and for its numbers the largest that they may be."""
    return {name: given[name] if name in given else largest(kind, name) for name in kind.required}


def largest(kind: EventKind, name: str) -> float:
    """Give the largest value of a number of a kind."""
    number = kind.number(name)
    assert number is not None
    return number.high


def test_which_levers_a_kind_moves() -> None:
    """Every kind either moves levers that exist, or none."""
    any_lever: dict[str, Any] = {"lever": "asks", "to": 1, "until": 9}
    levers = {kind.do: moved_levers(Event(3, kind.do, **fields_of(kind, any_lever))) for kind in EVENT_KINDS}
    assert {do for do, names in levers.items() if not names} >= {"staff_leave", "caseload_rise", "conference"}
    assert {kind.do for kind in EVENT_KINDS if kind.moves_levers} == {do for do, names in levers.items() if names}
    assert {name for names in levers.values() for name in names} <= {lever.name for lever in LEVERS}


EVENTS = st.builds(
    lambda month, do, to, length: (
        Event(month, do, lever="training", to=to, until=month + length)
        if do == "ramp"
        else Event(month, do, lever="training", to=to)
    ),
    st.integers(1, 20),
    st.sampled_from(["ramp", "ramp", "set"]),
    st.floats(0, BY_NAME["training"].high),
    st.integers(1, 20),
)


@given(st.lists(EVENTS, max_size=6))
def test_a_lever_moves_no_further_than_its_newest_event_says(events: list[Event]) -> None:
    """In a month without a set, training moves by no more than a step of the newest ramp, towards what that asks for."""
    scenario = Scenario("mine", "T", "S", {}, tuple(events))
    values = [value_then(scenario, "training", month) for month in range(42)]
    for month, (before, now) in enumerate(pairwise(values), start=1):
        newest = [event for event in scenario.events if event.month <= month][-1:]
        if not newest:
            assert now == before
        elif newest[0].do == "set":
            assert now == newest[0].to
        else:
            assert newest[0].to is not None
            assert newest[0].until is not None
            left = abs(newest[0].to - before)
            steps = newest[0].until - month + 1
            sets_now = any(event.month == month and event.do == "set" for event in scenario.events)
            assert sets_now or abs(now - before) <= left / max(steps, 1) + 1e-12
            assert month < newest[0].until or now == newest[0].to
