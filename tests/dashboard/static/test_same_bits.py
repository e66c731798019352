"""The module of rules gives the engine's numbers, to the bit: in node, called from Python, and in a browser."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from playwright.sync_api import Browser

from coprod_sim.dashboard.static.bundle import bundled
from coprod_sim.dashboard.static.tables import indicators, rules, setup
from coprod_sim.engine.kernel.compiled import source_hash
from coprod_sim.engine.month_loop import STANDARD
from coprod_sim.engine.state import Place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import EVENT_KINDS, Event
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.dashboard.static.node import WORKER, in_node
from tests.dashboard.static.wasm_host import WasmHost

MONTHS: Final = 60
SCRIPT: Final = """
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const { loadRules, Town } = await import(`file://${worker}/numbers/town.js`);
const memory = await loadRules(readFileSync(`${worker}/rules.wasm`));
const digest = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
process.stdout.write(JSON.stringify(calls.map(([scenario, seed, months]) => {
  const town = new Town(memory, scenario, seed);
  const tallies = town.bytesOf(town.live(months));
  const { families, professionals, casework, young_people: young, pathways } = town.place;
  return [digest(tallies), digest(...[families, young, pathways, professionals, casework].map((one) => town.bytesOf(one)))];
})));
"""
IN_BROWSER: Final = """
import { setTables } from 'WORKER/tables.js';
import { loadRules, Town } from 'WORKER/numbers/town.js';
import { sha256 } from 'WORKER/sha256.js';

window.sixtyRuns = async ({ tables, module, calls }) => {
  setTables(tables);
  const memory = await loadRules(Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0)));
  const joined = (parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));
  return calls.map(([scenario, seed, months]) => {
    const town = new Town(memory, scenario, seed);
    const tallies = town.bytesOf(town.live(months));
    const { families, professionals, casework, young_people: young, pathways } = town.place;
    return [sha256(tallies), sha256(joined([families, young, pathways, professionals, casework].map((one) => town.bytesOf(one))))];
  });
};
"""
EVENTS: Final = (
    {"month": 3, "do": "promise", "to": 0.8},
    {"month": 5, "do": "budget_cut", "amount": 0.2, "who": 2},
    {"month": 9, "do": "caseload_rise", "amount": 0.3},
    {"month": 14, "do": "ramp", "lever": "training", "to": 0.05, "until": 30},
    {"month": 18, "do": "conference", "attendance": 0.4, "parent_led": 0.5},
    {"month": 20, "do": "staff_leave", "amount": 0.35},
    {"month": 22, "do": "hire", "amount": 0.25, "who": 1},
    {"month": 25, "do": "set", "lever": "training", "to": 0.01, "who": 2},
    {"month": 33, "do": "conference", "attendance": 0.7, "parent_led": 1.0, "who": 2},
    {"month": 44, "do": "recentralise"},
)
WAYS: Final[tuple[tuple[str, dict[str, float]], ...]] = (
    ("consultation_only", {}),
    ("power_sharing", {}),
    ("train_first_share_later", {}),
    ("power_sharing+cuts_in_year_three", {}),
    ("working_together", {}),
    ("power_sharing+statutory", {}),
    ("consultation_only+statutory", {"habits": 1}),
    ("power_sharing", {"forum_seats": 12, "families": 500, "professionals": 61}),
    ("consultation_only+broken_trust", {"families": 40, "professionals": 6, "commissioners": 2}),
    ("power_sharing", {"families": 1300, "professionals": 150, "commissioners": 2, "peers": 8}),
)
SEEDS: Final = (1, 2, 3, 7, 20, 2**40 + 5)


def runs() -> Iterator[tuple[Scenario, int]]:
    """Give sixty runs: ten ways of working, half of them with events of every kind."""
    for preset, settings in WAYS:
        plain = load_scenario(preset, settings)
        busy = load_scenario(preset, settings).changed(events=(*plain.events, *map(event_of, EVENTS)))
        for place, seed in enumerate(SEEDS):
            yield (busy if place % 2 else plain), seed


def event_of(table: dict[str, Any]) -> Event:
    """Make an event of a table."""
    return Event(**table)


def as_tables(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as the worker has it."""
    events = [{"who": event.who} | event.to_dict() for event in scenario.events]
    return {"values": dict(scenario.values()), "events": events}


def digest(*arrays: np.ndarray) -> str:
    """Hash the bytes of arrays."""
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def state(place: Place) -> str:
    """Hash how everybody stands."""
    return digest(place.families, place.young_people, place.pathways, place.professionals, place.casework)


@cache
def native(scenario: Scenario, seed: int) -> list[str]:
    """Run a scenario with the engine: digests of its tallies and of the state at the end."""
    simulation = begun(scenario, seed)
    tallies = np.concatenate((simulation.count(), simulation.advance(MONTHS)))
    return [digest(tallies), state(simulation.place)]


def test_the_module_is_made_of_these_rules() -> None:
    """Rules that have changed are not shown by an old module."""
    assert rules.tables()["source"] == source_hash(), "the module is stale: run make wasm"


def test_every_kind_of_event_is_tried() -> None:
    """The runs below meet each kind."""
    assert {event["do"] for event in EVENTS} == {kind.do for kind in EVENT_KINDS}


def test_sixty_runs_are_equal_in_node() -> None:
    """Tallies of all months and everybody's state at the end are the engine's."""
    wanted = list(runs())
    found = in_node("", "", [[as_tables(scenario), seed, MONTHS] for scenario, seed in wanted], SCRIPT)
    differ = [
        (scenario.title, seed)
        for (scenario, seed), mine in zip(wanted, found, strict=True)
        if mine != native(scenario, seed)
    ]
    assert not differ


def test_sixty_runs_are_equal_in_wasmtime() -> None:
    """The module in the place of the engine's own months, called from Python, gives the same."""
    host = WasmHost()
    months, count_blocks, add_up = (partial(host.call, name) for name in ("months", "count_blocks", "add_up"))
    walks = STANDARD._replace(months=months, count_blocks=count_blocks, add_up=add_up)
    differ = []
    for scenario, seed in runs():
        simulation = begun(scenario, seed, walks=walks)
        tallies = np.concatenate((simulation.count(), simulation.advance(MONTHS)))
        if [digest(tallies), state(simulation.place)] != native(scenario, seed):
            differ.append((scenario.title, seed))
    assert not differ


def test_sixty_runs_are_equal_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """The same script, in Chromium, without a server."""
    script = tmp_path / "runs.js"
    script.write_text(IN_BROWSER.replace("WORKER", str(WORKER)), encoding="utf-8")
    given = {
        "tables": {"rules": rules.tables(), "indicators": indicators.tables(), "setup": setup.tables()},
        "module": base64.b64encode(rules.MODULE.read_bytes()).decode(),
        "calls": [[as_tables(scenario), seed, MONTHS] for scenario, seed in runs()],
    }
    page = browser.new_page()
    try:
        page.set_content(f"<!doctype html><script>{bundled(script)}</script>")
        found = page.evaluate("given => window.sixtyRuns(given)", given)
    finally:
        page.close()
    assert found == [native(scenario, seed) for scenario, seed in runs()]
