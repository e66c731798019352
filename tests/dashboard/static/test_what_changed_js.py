"""The worker knows where the ceiling of power stands, and what a scenario's events are called, as Python does."""

from itertools import islice
from typing import Any, Final

from coprod_sim.dashboard.pair.event_list import from_scenario
from coprod_sim.scenario.setup.changes import value_then
from tests.dashboard.static.family_records import plain
from tests.dashboard.static.node import in_node
from tests.dashboard.static.random_pairs import random_pairs

PAIRS: Final = 150
EVERY: Final = 5
MOST_ALIKE: Final = 100
"""So many different values show that ramps were met under way."""


def test_the_ceiling_stands_where_python_has_it() -> None:
    """It is the same to the last digit, in many months of many scenarios, on ramps and where they are cut off."""
    calls: list[list[Any]] = []
    expected: list[float] = []
    for two, *both in islice(random_pairs(21), PAIRS):
        for scenario in both:
            months = [*range(0, two.months + 30, EVERY), *(event.month for event in scenario.events)]
            calls += [[plain(scenario), month] for month in months]
            expected += [value_then(scenario, "power_ceiling", month) for month in months]
    assert in_node("story/what_changed.js", "ceilingThen", calls) == expected
    assert len(set(expected)) > MOST_ALIKE


def test_events_are_called_alike() -> None:
    """Each month that has events is named by the same one of them."""
    calls: list[list[Any]] = []
    expected: list[str] = []
    for _, *both in islice(random_pairs(22), PAIRS):
        for scenario in both:
            happened = list(from_scenario(scenario, 0, ()))
            calls += [[plain(scenario), one.month] for one in happened]
            expected += [one.what for one in happened]
    assert in_node("story/what_changed.js", "whatChanged", calls) == expected
