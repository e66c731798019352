"""Random pairs of scenarios for small towns, drawn anew from a seed, to hold what the browser tells beside what Python tells."""

import random
from collections.abc import Iterator
from typing import Any, Final

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import EVENT_KINDS, EventKind
from coprod_sim.scenario.parameters import BY_NAME, known_names
from coprod_sim.scenario.scenario import Event, Scenario, list_scenarios
from coprod_sim.scenario.setup.change_kinds import CHANGES
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.setup import TwoWays, Way

WHOLE: Final = [one.name for one in list_scenarios() if not one.modifier]
MODIFIERS: Final = [one.name for one in list_scenarios() if one.modifier]
LEVERS: Final = sorted(known_names("lever"))
RARE: Final = {
    "turnover": 0.05,
    "leave_age": 14.0,
    "review_months": 23.0,
    "appeal_chance": 0.2,
    "order_binds": 0.0,
    "mediates": 1.0,
    "led_share": 0.9,
    "rung_led": 0.2,
    "rung_power": 0.05,
}
"""Settings that make what is rare in a story happen often."""
LARGEST_CUT: Final = 0.12
"""So that no number of cuts drawn here takes a budget out of its range."""


def small_town(rng: random.Random) -> dict[str, float]:
    """Draw the sizes of a town, and some settings that both ways share."""
    town = {"families": 40.0, "professionals": 6.0, "commissioners": float(rng.choice([1, 2, 3])), "boards": 0.0}
    town["largest_team"] = float(rng.choice([1, 3, 3, 6]))
    town["forum_seats"] = float(rng.choice([0, 4, 8]))
    return town | {name: value for name, value in RARE.items() if rng.random() < 0.3}


def lever_value(rng: random.Random, lever: str) -> float:
    """Draw a value of a lever from the range that a page offers."""
    low, high = BY_NAME[lever].explore or (BY_NAME[lever].low, BY_NAME[lever].high)
    return round(rng.uniform(max(low, 0.9) if lever == "budget" else low, high), 3)


def some_change(rng: random.Random, months: int) -> Change:
    """Draw a change for the rail."""
    kind = rng.choice(CHANGES)
    most = LARGEST_CUT if kind.event == "budget_cut" else 1.0
    amount = round(rng.uniform(kind.amount.low, min(most, kind.amount.high)), 2)
    length = rng.choice([None, rng.randint(1, months)]) if kind.has_length else None
    return Change(rng.choice(["A", "B", "both"]), kind.key, rng.randint(1, months), length, amount)


def some_event(rng: random.Random, months: int, commissioners: int) -> Event:
    """Draw an event of a scenario, often one of the ceiling of power."""
    kind: EventKind = rng.choice(EVENT_KINDS)
    given: dict[str, Any] = {"month": rng.randint(1, months), "do": kind.do}
    given["who"] = rng.choice(["all", "all", rng.randint(1, commissioners)])
    if "lever" in kind.required:
        given["lever"] = rng.choice(["power_ceiling", rng.choice(LEVERS)])
        given["to"] = lever_value(rng, given["lever"])
    if kind.gradual:
        given["until"] = given["month"] + rng.randint(1, 20)
    for number in kind.numbers:
        if number.name not in given and (number.name in kind.required or rng.random() < 0.5):
            most = LARGEST_CUT if kind.relative else 1.0
            given[number.name] = round(rng.uniform(number.low, min(most, number.high)), 2)
    return Event(**given)


def some_way(rng: random.Random) -> Way:
    """Draw a way of working, with a few levers set by hand."""
    own = rng.sample(LEVERS, rng.choice([0, 0, 1, 3]))
    return Way(rng.choice(WHOLE), {lever: lever_value(rng, lever) for lever in own})


def with_more(rng: random.Random, scenario: Scenario, months: int) -> Scenario:
    """Add a few events to a scenario."""
    count = int(scenario.value("commissioners"))
    more = [some_event(rng, months, count) for _ in range(rng.choice([0, 0, 2, 5]))]
    try:
        return scenario.changed(events=(*scenario.events, *more))
    except ScenarioError:
        return scenario


def random_pairs(seed: int) -> Iterator[tuple[TwoWays, Scenario, Scenario]]:
    """Draw pairs without end: a set-up, and its two scenarios with more events than a rail has."""
    rng = random.Random(seed)
    while True:
        months = rng.choice([24, 36, 60])
        modifiers = rng.sample(MODIFIERS, rng.choice([0, 0, 1, 2])) + rng.choice([[], [], ["statutory"]])
        changes = tuple(some_change(rng, months) for _ in range(rng.choice([0, 1, 3, 8])))
        ways, luck = (some_way(rng), some_way(rng)), rng.randint(1, 20)
        try:
            two = TwoWays(*ways, changes, luck, months, town=small_town(rng), modifiers=tuple(modifiers))
        except ScenarioError:
            continue
        a, b = two.scenarios()
        yield two, with_more(rng, a, months), with_more(rng, b, months)
