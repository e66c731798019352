"""The worker makes the same scenarios of names, settings and events as Python, and refuses the same in the same words."""

import itertools
import random
from dataclasses import fields
from typing import Any

import pytest

from coprod_sim.scenario.events import EVENT_KINDS, Event
from coprod_sim.scenario.parameters import BY_NAME, names
from coprod_sim.scenario.scenario import list_scenarios, load_scenario
from coprod_sim.scenario.setup.changes import Change, value_then
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.static.node import usual_or_study
from tests.dashboard.static.random_setups import MODIFIERS, WHOLE
from tests.dashboard.static.setup_worker import event_table, in_worker, or_faults, read_table, scenario_table


def test_loads_scenarios() -> None:
    """Every built-in scenario, alone and with modifiers on top, is the same."""
    joined = [
        "+".join((first, *rest))
        for first in (*WHOLE, *MODIFIERS)
        for rest in ((), *((one,) for one in MODIFIERS))
        if first not in rest
    ]
    joined += ["+".join((WHOLE[3], *three)) for three in itertools.permutations(MODIFIERS, 3)][::9]
    joined += ["+".join((WHOLE[-1], *MODIFIERS)), "+".join(MODIFIERS), "+".join((WHOLE[2], *MODIFIERS[::-1][:8]))]
    assert max(len(load_scenario(one).title) for one in joined) > 150
    assert any(load_scenario(one).title.endswith(" …") for one in joined)
    found = in_worker("scenario", [[one, {}] for one in joined])
    assert found == [scenario_table(load_scenario(one)) for one in joined]


def test_knows_levers_over_time() -> None:
    """A lever has the same value in every month, under every kind of event."""
    each = [
        (one.name, lever) for one in list_scenarios() for lever in ("power_ceiling", "training", "budget", "promise")
    ]
    months = [0, 1, 11, 12, 13, 24, 25, 26, 36, 60]
    found = in_worker("values", [[name, lever, months] for name, lever in each])
    assert found == [[value_then(load_scenario(name), lever, month) for month in months] for name, lever in each]


def random_event(rng: random.Random) -> dict[str, Any]:
    """Give an event of any kind, in one of a few months, so that some meet."""
    kind = rng.choice(EVENT_KINDS)
    found: dict[str, Any] = {"month": rng.randint(1, 12), "do": kind.do, "who": rng.choice(("all", "all", 1, 2, 3, 4))}
    lever = rng.choice(("training", "power_ceiling", "promise", "personal_budgets", "budget"))
    for name in (*kind.required, *(name for name in kind.optional if rng.random() < 0.5)):
        number = None if name == "lever" else kind.number(name, lever)
        if number is None:
            found[name] = lever
        elif name == "until":
            found[name] = found["month"] + rng.randint(1, 20)
        else:
            low, high = (BY_NAME[lever].low, BY_NAME[lever].high) if number.name == "to" else (number.low, number.high)
            found[name] = rng.choice((low, round(rng.uniform(low, high), 2), 0.25))
    return found


@pytest.mark.parametrize("count", usual_or_study(60, 300))
def test_takes_events_of_every_kind(count: int) -> None:
    """Events of every kind, for all or for one, leave the same scenario, and move levers to the same values."""
    rng = random.Random(11)
    each = [[random_event(rng) for _ in range(rng.randint(1, 7))] for _ in range(count)]
    town = {"commissioners": 3, "families": 30, "professionals": 9}
    plain = load_scenario("statutory", town)

    def python(events: list[dict[str, Any]]) -> dict[str, Any]:
        found = plain.changed(events=[Event(**event) for event in events])
        levers = [[value_then(found, lever, month) for month in range(40)] for lever in names("lever")]
        return scenario_table(found) | {"levers": levers}

    expected = [or_faults(lambda events=events: python(events)) for events in each]  # type: ignore[misc]
    assert sum("faults" in one for one in expected) < count * 2 / 3
    assert in_worker("events", [["statutory", town, events] for events in each]) == expected


def test_tells_faults() -> None:
    """What cannot be is refused with the same words."""
    ways: list[list[Any]] = [
        ["power_sharin", {}], ["", {}], [7, {}], ["x" * 300, {}], ["broken_trust+power_sharing", {}], ["Power-Sharing.toml", {}],
        ["power_sharing", {"trust_gian": 1, "families": 0, "duty": 1, "training": "0.1", "peers": 1.5, "feedback": True, "reward": None}],
        ["a/b/england", {"asks": [1], "promise": {}, "q" * 80: 1, "é é": 2, "TRAINING": 1, "families": 10**16}],
    ]  # fmt: skip
    assert in_worker("way", ways) == [or_faults(lambda way=way: Way(*way)) for way in ways]  # type: ignore[misc]
    changes = [
        {"who": "C", "do": "train_staf", "start": -1, "length": 0, "amount": 2},
        {"who": "A", "do": "day_together", "start": 1.5, "length": 3, "amount": None},
        {"who": None, "do": "zzz", "start": True, "length": "x", "amount": []},
        {"who": "both", "do": 3, "start": 13000, "length": 13000, "amount": 1},
        {"who": "both", "do": "train_staff", "start": 0, "length": None, "amount": 0.02},
    ]
    kept = [field.name for field in fields(Change) if field.name != "extra"]
    assert in_worker("change", [[one] for one in changes]) == [
        or_faults(lambda one=one: {name: getattr(Change(**one), name) for name in kept})  # type: ignore[misc]
        for one in changes
    ]


def test_tells_faults_of_events() -> None:
    """An event that cannot be is refused with the same words, and one that can has the same fields."""
    each: list[dict[str, Any]] = [
        {"month": 1, "do": "ramp", "lever": "training", "to": 0.5, "until": 1},
        {"month": 0, "do": "set", "lever": "trianing", "to": 3},
        {"month": 2, "do": "set", "lever": "trust_gain", "to": 0.3, "amount": 1},
        {"month": 2, "do": "set", "lever": "training", "to": 3},
        {"month": 2, "do": "budget_cuts", "amount": 1},
        {"month": 2, "do": "budget_cut", "who": 0, "until": 7},
        {"month": 12001, "do": "hire", "amount": -2},
        {"month": 5, "do": "recentralise", "who": 3},
        {"month": 5, "do": "ramp", "lever": "training", "to": 1, "until": 9},
        {"month": 5, "do": "conference", "attendance": 1, "parent_led": 0.5},
    ]
    made = [or_faults(lambda one=one: event_table(Event(**one))) for one in each]  # type: ignore[misc]
    assert in_worker("event", [[one] for one in each]) == made


def test_tells_faults_between_settings() -> None:
    """Settings that are right alone and wrong together are refused with the same words."""
    each: list[list[Any]] = [
        [
            "power_sharing",
            {"start_family_power": 0.7, "start_commissioner_power": 0.9, "base_process": 1, "rung_told": 0.9},
        ],
        ["power_sharing+broken_trust", {"families": 4, "peers": 4, "commissioners": 9}],
        ["consultation_only", {"families": 1, "peers": 6}],
        ["consultation_only", {"peers": 5, "families": 2.5, "nonsense": 1}],
    ]
    assert in_worker("scenario", each) == [
        or_faults(lambda one=one: scenario_table(load_scenario(*one)))  # type: ignore[misc]
        for one in each
    ]


def test_tells_faults_of_two_ways() -> None:
    """Two ways that cannot stand side by side are refused with the same words."""
    each: list[dict[str, Any]] = [
        {"months": 0, "seed": 1.5, "title": 7, "modifiers": ["england", "zzz", "power_sharing"]},
        {"title": "x" * 201, "town": {"families": 0, "zzz": 1}},
        {"title": "a\nb", "months": 12},
        {"a": {"preset": "england", "settings": {}}},
        {
            "a": {"preset": "power_sharing", "settings": {"families": 30}},
            "b": {"preset": "consultation_only", "settings": {"peers": 4}},
        },
        {"town": {"peers": 3, "families": 90}, "modifiers": ["broken_trust", "broken_trust"]},
        {"changes": [{"who": "A", "do": "budget_cut", "start": 30, "length": None, "amount": 0.2}], "months": 20},
        {"changes": [{"who": "A", "do": "budget_cut", "start": 3, "length": None, "amount": 0.2}] * 101},
        {
            "months": 30,
            "seed": 3,
            "modifiers": ["broken_trust", "broken_trust"],
            "view": {"a": {"b": [1]}},
            "extra": {"c": 2.5},
        },
    ]

    def python(given: dict[str, Any]) -> Any:
        ways: dict[str, Any] = {side: Way(**given[side]) for side in ("a", "b") if side in given}
        ways["changes"] = tuple(Change(**one) for one in given.get("changes", ()))
        return read_table(TwoWays(**{**given, **ways}), [])

    assert in_worker("two", [[one] for one in each]) == [or_faults(lambda one=one: python(one)) for one in each]  # type: ignore[misc]
