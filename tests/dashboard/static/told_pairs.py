"""Random pairs of ways of working in small towns, and how a worker is given them and asked what is told of them."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from coprod_sim.dashboard.pair.payload import packed
from coprod_sim.dashboard.pair.runs import WorldHistory
from coprod_sim.dashboard.pair.show import world_of, worlds_of
from coprod_sim.files import VERSION
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.scenario import Scenario, list_scenarios, load_scenario
from coprod_sim.scenario.setup.changes import CHANGES, SIDES_CHANGED, Change, Who
from coprod_sim.scenario.setup.file_and_link import to_file, to_link, to_tables
from coprod_sim.scenario.setup.setup import TwoWays, Way, parts
from coprod_sim.study.compare import Comparison
from tests.dashboard.static.node import in_node

SMALL: Final = {"families": 40, "professionals": 6}
TOO_LARGE: Final = ("england", "authority", "school")
PLAIN: Final = [one.name for one in list_scenarios() if not one.modifier]
ON_TOP: Final = [one.name for one in list_scenarios() if one.modifier and one.name not in TOO_LARGE]
MOVING: Final = ("say", "trust", "council", "skill", "newcomer", "link")
WAYS_OF_A_TOWN: Final = 5

SCRIPT: Final = """
import { readFileSync } from 'node:fs';
const { worker, file, calls: [[given]], tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const bytes = (text) => Uint8Array.from(Buffer.from(text, 'base64'));
const words = (text) => (typeof text === 'string' ? new Uint16Array(bytes(text).buffer) : text);
const reals = (text) => new Float64Array(bytes(text).buffer);
const each = (table, change) => Object.fromEntries(Object.entries(table).map(([name, one]) => [name, change(one)]));
const worldOf = ({ months, people, moving, measures, sums }) => ({
  months,
  ...each(moving, bytes),
  measures: each(measures, reals),
  sums: each(sums, reals),
  people: { ...each(people, words), discipline: bytes(people.discipline), commissioners: people.commissioners },
});
const rowsOf = (months) => ({ pairs, all }) =>
  Array.from({ length: pairs }, (_, pair) => reals(all).subarray(pair * (months + 1), (pair + 1) * (months + 1)));
const comparisonOf = ({ pairs, months, a, b }) => ({
  pairs, months, series_a: each(a, rowsOf(months)), series_b: each(b, rowsOf(months)),
});
const plainly = (_, one) =>
  ArrayBuffer.isView(one) ? Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString('base64') : one;
const worlds = each(given.worlds, worldOf);
const bands = each(given.bands, comparisonOf);
const part = await import(`file://${worker}/${file}`);
ASKED
process.stdout.write(JSON.stringify(found, plainly));
"""


def ask(file: str, asked: str, given: Any) -> Any:
    """Let a script ask functions of a file of the worker: it sees `given`, `worlds`, `bands` and `part`, and fills `found`."""
    return in_node(file, "", [[given]], SCRIPT.replace("ASKED", asked))


# What a worker is given.


def scenario_in_js(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as the worker has it."""
    events = [{"who": "all", **event.to_dict()} for event in scenario.events]
    return {"title": scenario.title, "hash": scenario.hash, "values": scenario.values(), "events": events}


def two_in_js(two: TwoWays) -> dict[str, Any]:
    """Give two ways as the worker has them."""
    ways = {name: {"preset": way.preset, "settings": dict(way.settings)} for name, way in (("a", two.a), ("b", two.b))}
    town = {"town": dict(two.town), "modifiers": [*two.modifiers]}
    changes = [change_in_js(one) for one in two.changes]
    return {**ways, **town, "changes": changes, "seed": two.seed, "months": two.months}


def change_in_js(change: Change) -> dict[str, Any]:
    """Give a change as the worker has it."""
    return {name: getattr(change, name) for name in ("who", "do", "start", "length", "amount")}


def world_in_js(world: WorldHistory) -> dict[str, Any]:
    """Give what one town went through as the worker has it."""
    fields = [name for name in world.sums.dtype.names or () if world.sums[name].ndim == 1]
    people = {
        name: value if isinstance(value, int) else packed(value) for name, value in world.people._asdict().items()
    }
    return {
        "months": len(world.say) - 1,
        "people": people,
        "moving": {name: packed(getattr(world, name)) for name in MOVING},
        "measures": {name: packed(values) for name, values in world.measures.items()},
        "sums": {name: packed(np.asarray(world.sums[name], np.float64)) for name in fields},
    }


def comparison_in_js(comparison: Comparison, measures: Sequence[str]) -> dict[str, Any]:
    """Give a comparison as the worker has it."""
    sides = {"a": comparison.series_a, "b": comparison.series_b}
    return {"pairs": comparison.pairs, "months": comparison.months} | {
        side: {name: {"pairs": len(series[name]), "all": packed(series[name])} for name in measures if name in series}
        for side, series in sides.items()
    }


def shown_in_js(two: TwoWays) -> dict[str, Any]:
    """Give what is shown, but for its worlds, which `worlds` names."""
    a, b = two.scenarios()
    return {
        "two": two_in_js(two),
        "scenarios": [scenario_in_js(one) for one in (a, b)],
        "plain": [scenario_in_js(one) for one in replace(two, changes=()).scenarios()],
        "bare": [scenario_in_js(bare(two, way)) for way in (two.a, two.b)],
        "worlds": [world_key(one, two) for one in (a, b)],
        "hash": two.hash,
        "link": to_link(two),
        "world": world_of(two),
        "setup": to_tables(two),
        "file": to_file(two),
        "version": VERSION,
    }


def bare(two: TwoWays, way: Way) -> Scenario:
    """Give a way of working before anybody changes a setting."""
    return load_scenario("+".join(dict.fromkeys([*parts(way.preset), *two.modifiers])))


def world_key(scenario: Scenario, two: TwoWays) -> str:
    """Name a world."""
    return f"{scenario.hash} {two.seed} {two.months}"


def worlds_in_js(pairs: Sequence[TwoWays]) -> dict[str, Any]:
    """Give all worlds of some pairs by their names."""
    found = {}
    for two in pairs:
        for scenario, world in zip(two.scenarios(), worlds_of(two), strict=True):
            found[world_key(scenario, two)] = world
    return {key: world_in_js(world) for key, world in found.items()}


def as_json(found: Any) -> Any:
    """Give what JSON makes of an answer."""
    return json.loads(json.dumps(found))


# Random pairs.


def random_change(rng: random.Random, months: int) -> Change:
    """Give a change of any kind."""
    kind = rng.choice(CHANGES)
    low, high = kind.amount.low, kind.amount.high
    amount = kind.amount.default if rng.random() < 0.5 else round(rng.uniform(low, high), rng.choice((1, 2, 3)))
    length = rng.choice((None, kind.default_length, rng.randint(1, months))) if kind.has_length else None
    who: Who = rng.choice(SIDES_CHANGED)
    return Change(who, kind.key, rng.randint(1, months), length, min(high, max(low, amount)))


def random_way(rng: random.Random) -> Way:
    """Give a way of working, sometimes with levers that somebody moved."""
    some = rng.sample(LEVERS, rng.choice((0, 0, 1, 3)))
    settings = {one.name: round(rng.uniform(one.low, min(1.0, one.high)), 2) for one in some if not one.whole}
    return Way(rng.choice(PLAIN), settings)


def town_pairs(seed: int, count: int) -> list[TwoWays]:
    """Give different pairs of one town, which share some ways of working, so that they share runs."""
    rng = random.Random(seed)
    months = rng.randint(24, 60)
    modifiers = tuple(rng.sample(ON_TOP, rng.choice((0, 0, 1, 2))))
    ways = [random_way(rng) for _ in range(WAYS_OF_A_TOWN)]
    plans = [(), tuple(random_change(rng, months) for _ in range(rng.randint(1, 5)))]
    found: dict[int, TwoWays] = {}
    while len(found) < count:
        a, b = rng.choice(ways), rng.choice(ways)
        seed = rng.randint(1, 20)
        two = TwoWays(a, b, rng.choice(plans), seed, months, "", SMALL, modifiers)
        found.setdefault(hash(two), two)
    return list(found.values())
