"""The worker gives what lessons and the page with all settings need beside a run, as their Python does."""

from dataclasses import replace
from typing import Any

from coprod_sim.dashboard.pages.explore.page import known_beside
from coprod_sim.dashboard.pages.explore.settings_table import all_settings
from coprod_sim.dashboard.pages.lessons.page import TOOLS, lesson_table, measures_of, numbers_of, rows_beside
from coprod_sim.dashboard.pair.show import worlds_of
from coprod_sim.evidence.claims import TAUGHT_SETTINGS
from coprod_sim.indicators.so_far import COUNTS
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.static.node import in_node
from tests.dashboard.static.told_pairs import SMALL, as_json, ask, shown_in_js, town_pairs, worlds_in_js

PAIRS = [two for town in range(20, 26) for two in town_pairs(town, 2)]
"""Of towns that no other test runs."""


def test_has_the_same_settings() -> None:
    """Every setting is the row that the server sends."""
    assert in_node("beside/explore.js", "allSettings", [[]]) == [as_json(all_settings())]


def test_has_the_same_lessons() -> None:
    """Every lesson is what the server sends, with the same charts."""
    keys = [[key] for key in TOOLS]

    assert in_node("beside/lessons.js", "lessonTable", keys) == as_json([lesson_table(key) for key in TOOLS])
    assert in_node("beside/lessons.js", "measuresOf", keys) == [[*measures_of(key)] for key in TOOLS]


def given_of(pairs: list[TwoWays]) -> dict[str, Any]:
    """Give some pairs to the worker."""
    return {"pairs": [shown_in_js(two) for two in pairs], "worlds": worlds_in_js(pairs), "bands": {}}


def test_knows_what_stands_beside_a_run_on_the_page_with_all_settings() -> None:
    """Settings, ledgers of trust and errors of views of random pairs are those of the server."""
    asked = """
const found = given.pairs.map(({ bare, scenarios, worlds: keys }) =>
  part.knownBeside(bare, scenarios, keys.map((key) => worlds[key])));
"""

    found = ask("beside/explore.js", asked, given_of(PAIRS))

    assert found == as_json([known_beside(two) for two in PAIRS])
    assert any(side for one in found for side in one["settings"]["later"])
    assert any(side for one in found for side in one["settings"]["usual"])


def test_counts_what_stands_in_tables_of_lessons() -> None:
    """The tables of all lessons are those of the server, also where there are plans by law."""
    pathway = [replace(TAUGHT_SETTINGS[name], town=SMALL, months=30) for name in ("e7", "e7.support")]
    pairs = [*PAIRS, *pathway]
    asked = """
const found = given.pairs.map(({ worlds: keys }) =>
  given.lessons.map((lesson) => part.rowsBeside(lesson, keys.map((key) => worlds[key]))));
"""

    found = ask("beside/lessons.js", asked, given_of(pairs) | {"lessons": [*TOOLS]})

    assert found == as_json([[rows_beside(key, two) for key in TOOLS] for two in pairs])
    counted = [numbers_of(world) for two in pathway for world in worlds_of(two)]
    assert all(any(one[name][-1] for one in counted) for name in COUNTS)
