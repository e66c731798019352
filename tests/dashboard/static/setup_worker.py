"""Set-ups in the worker and in Python, told in one shape, so that the two can be held together."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from coprod_sim.dashboard.pair import show
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.file_and_link import to_file, to_link, to_tables
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.static.node import in_node

SCRIPT = """
import { readFileSync } from 'node:fs';
const { worker, name, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const setup = await import(`file://${worker}/setup/index.js`);
const { deflated } = await import(`file://${worker}/setup/text/deflate.js`);
const { inflated } = await import(`file://${worker}/setup/text/inflate.js`);
const { checkedEvent } = await import(`file://${worker}/setup/scenario/events.js`);
const bytes = (text) => new TextEncoder().encode(text);
const scenario = ({ name, title, hash, values, events }) => ({ name, title, hash, values, events });
const read = ({ two, notes }) => ({
  notes, tables: setup.toTables(two), link: setup.toLink(two), file: setup.toFile(two), hash: setup.hashOfTwo(two), world: setup.worldOf(two),
  scenarios: setup.scenariosOf(two).map(scenario), ways: [setup.way(two, 0), setup.way(two, 1)], changes: two.changes.map(setup.changeTable),
  address: setup.address(two, '/compare', { at: 'a b~(1)*/é', view: 'both' }),
});
const functions = {
  file: (text) => read(setup.fromFile(text)),
  link: (link, version) => read(setup.fromLink(link, version)),
  address: (search) => read(setup.waysOfAddress(search)),
  start: (search, preset) => read(setup.waysOfAddress(search, setup.checkedTwo({ a: setup.checkedWay(preset) }))),
  scenario: (what, settings) => scenario(setup.loadScenario(what, settings)),
  events: (what, settings, events) => {
    const found = setup.changed(setup.loadScenario(what, settings), {}, events.map(checkedEvent));
    const levers = Object.keys(found.values).filter((lever) => tables.setup.declared.some(([name, role]) => name === lever && role === 'lever'));
    const months = [...Array(40).keys()];
    return { ...scenario(found), levers: levers.map((lever) => months.map((month) => setup.valueThen(found, lever, month))) };
  },
  values: (what, lever, months) => months.map((month) => setup.valueThen(setup.loadScenario(what), lever, month)),
  way: (preset, settings) => setup.checkedWay(preset, settings),
  change: (change) => setup.checkedChange(change),
  event: (event) => checkedEvent(event),
  two: (two) => read({ two: setup.checkedTwo(two), notes: [] }),
  deflated: (text) => Buffer.from(deflated(bytes(text))).toString('hex'),
  inflated: (hex) => { try { return Buffer.from(inflated(Buffer.from(hex, 'hex'), 1e6)).toString('hex'); } catch { return ''; } },
};
const found = calls.map((given) => {
  try { return functions[name](...given); } catch (error) { if (error.faults) return { faults: error.faults }; throw error; }
});
process.stdout.write(JSON.stringify(found));
"""


def in_worker(name: str, calls: list[list[Any]]) -> list[Any]:
    """Call one of the functions above in node."""
    return in_node("", name, calls, SCRIPT)


def event_table(event: Event) -> dict[str, Any]:
    """Give an event as the worker holds it."""
    return {name: value for name, value in asdict(event).items() if value is not None}


def scenario_table(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as the worker holds it."""
    about = {"name": scenario.name, "title": scenario.title, "hash": scenario.hash}
    return about | {"values": scenario.values(), "events": [event_table(event) for event in scenario.events]}


def read_table(two: TwoWays, notes: list[str]) -> dict[str, Any]:
    """Give all that can be told of a reading."""
    return {
        "notes": notes,
        "tables": to_tables(two),
        "link": to_link(two),
        "file": to_file(two),
        "hash": two.hash,
        "world": show.world_of(two),
        "scenarios": [scenario_table(one) for one in two.scenarios()],
        "ways": [show.way(two, 0), show.way(two, 1)],
        "changes": [show.change_table(change) for change in two.changes],
        "address": show.address(two, "/compare", {"at": "a b~(1)*/é", "view": "both"}),
    }


def or_faults(make: Callable[[], Any]) -> Any:
    """Give what is made, or the faults of what cannot be."""
    try:
        return make()
    except ScenarioError as error:
        return {"faults": list(error.faults)}
