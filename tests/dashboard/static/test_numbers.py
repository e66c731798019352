"""What the worker works out of a run is what the dashboard's Python does: every indicator, and every shade of the picture."""

from typing import Any, Final

import numpy as np

from coprod_sim.dashboard.pair.runs import WorldHistory, world
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.dashboard.static.node import in_node
from tests.dashboard.static.test_same_bits import as_tables

SCRIPT: Final = """
import { readFileSync } from 'node:fs';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const { loadRules } = await import(`file://${worker}/numbers/town.js`);
const { world } = await import(`file://${worker}/numbers/runs.js`);
const memory = await loadRules(readFileSync(`${worker}/rules.wasm`));
const plain = (one) => ArrayBuffer.isView(one) ? Array.from(one, (each) => Number.isNaN(each) ? 'nan' : each)
  : typeof one === 'object' ? Object.fromEntries(Object.entries(one).map(([key, value]) => [key, plain(value)])) : one;
process.stdout.write(JSON.stringify(calls.map(([scenario, seed, months]) => plain(world(memory, scenario, seed, months)))));
"""
MONTHS: Final = 30
SMALL: Final = {"families": 60, "professionals": 9}


def wanted() -> list[tuple[Scenario, int]]:
    """Give runs with and without a pathway, a forum and large towns."""
    ways = [
        load_scenario("consultation_only", SMALL),
        load_scenario("power_sharing+statutory", SMALL),
        load_scenario("power_sharing", SMALL | {"forum_seats": 5}),
        load_scenario("working_together", SMALL),
        load_scenario("power_sharing"),
    ]
    return [(way, seed) for way in ways for seed in (1, 2, 11)]


def numbers(array: np.ndarray) -> list[Any]:
    """Give an array as the script above does."""
    return ["nan" if np.isnan(one) else one for one in array.ravel().tolist()]


def as_plain(found: WorldHistory) -> dict[str, Any]:
    """Give a world as the script above does."""
    moving = ("say", "trust", "council", "skill", "newcomer", "link")
    people = {
        name: one if isinstance(one, int) else one.ravel().tolist() for name, one in found.people._asdict().items()
    }
    sums = {name: numbers(found.sums[name]) for name in found.sums.dtype.names or ()}
    return {
        "months": MONTHS,
        "people": people,
        **{name: getattr(found, name).ravel().tolist() for name in moving},
        "measures": {name: numbers(one) for name, one in found.measures.items()},
        "sums": sums,
    }


def test_worlds_are_equal_to_the_last_digit() -> None:
    """All indicators of all months, sums, people and shades."""
    calls = [[as_tables(scenario), seed, MONTHS] for scenario, seed in wanted()]
    for (scenario, seed), found in zip(wanted(), in_node("", "", calls, SCRIPT), strict=True):
        right = as_plain(world(scenario, seed, MONTHS))
        assert list(found["measures"]) == list(right["measures"])
        for name, part in right.items():
            assert found[name] == part, (scenario.title, seed, name)
