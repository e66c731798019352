"""What the worker is given of a scenario and of a family, made from Python's own objects."""

from functools import cache
from typing import Any, Final

from coprod_sim.scenario.scenario import Scenario
from tests.dashboard.static.node import SCRIPT, in_node

READING: Final = SCRIPT.replace("calls.map((given) => found(...given) ?? null)", "found")
"""As SCRIPT, for what is no function."""
Record = dict[str, Any]


@cache
def read() -> dict[str, list[str]]:
    """Give the fields that a record has, by their tables, as the worker names them."""
    found: Any = in_node("story/record.js", "READ", [], READING)
    named: dict[str, list[str]] = found
    return named


def plain(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as the worker has it."""
    events = [{**event.to_dict(), "who": event.who} for event in scenario.events]
    return {"title": scenario.title, "hash": scenario.hash, "values": scenario.values(), "events": events}
