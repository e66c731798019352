"""Write the rules as WebAssembly, with what a browser must know to call them: public/worker/rules.wasm and static/tables/rules.json.

    make wasm

The rules are those of the engine, compiled ahead of time; the module has their hash in it, and a test fails where it is stale.
"""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numba import float64, int64, none, typeof
from numba.np.numpy_support import as_dtype
from wasm_linker import Module

from coprod_sim.dashboard.static.tables.lab import OPEN_RULES
from coprod_sim.engine import conference, month_loop, range_check, timeline, totals
from coprod_sim.engine.kernel import functions, quantiles, randomness
from coprod_sim.engine.kernel.compiled import SOURCES, source_hash
from coprod_sim.engine.kernel.thread_barrier import make_board
from coprod_sim.engine.totals import TALLY, as_numbers, make_blocks
from coprod_sim.place import initial_state, pathway_start, small_town

PUBLIC: Final = Path(__file__).resolve().parents[1] / "coprod_sim" / "dashboard" / "public" / "worker"
MODULE: Final = PUBLIC / "rules.wasm"
LAYOUTS: Final = PUBLIC / "rules.json"
DECISIONS: Final = ("START_AREA", "CONFERENCE_FAMILY", "CONFERENCE_STAFF", "STAFF_LEAVE")
"""Decisions of chance that the browser's script names itself."""


def example() -> tuple[Any, Any]:
    """Make a place with everything, and its blocks, for the types of their arrays."""
    from coprod_sim.place.simulate import place_of
    from coprod_sim.scenario.scenario import load_scenario

    scenario = load_scenario("power_sharing", {"pathway": 1, "forum_seats": 2, "families": 30, "professionals": 4})
    place, _ = place_of(scenario, 1)
    return place, make_blocks(place.area_start)


def entries(place: Any, blocks: Any) -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Give every function that the browser calls, with the types of its arguments."""
    town, cut = typeof(place), typeof(blocks)
    key, rows, reals = typeof(place.key), typeof(place.team_start), typeof(np.zeros(1))
    flags, tallies = typeof(np.zeros(1, bool)), np.zeros((1, 1), TALLY)
    by_month, numbers_by_month = typeof(tallies), typeof(as_numbers(tallies))
    tally, numbers = typeof(tallies[0]), typeof(as_numbers(tallies[0]))
    many, whole, real = typeof(np.zeros((1, 2))), int64, float64
    return {
        "months": (
            month_loop.months,
            (town, cut, whole, whole, by_month, numbers_by_month, typeof(make_board()), whole),
        ),
        "count_blocks": (totals.count_blocks, (town, cut, whole, whole)),
        "add_up": (totals.add_up, (town, cut, tally, numbers)),
        "draw_team_sizes": (small_town.draw_team_sizes, (key, rows, rows, whole, rows)),
        "draw_teams": (small_town.draw_teams, (key, rows, rows, rows, rows, rows)),
        "draw_peers": (small_town.draw_peers, (key, whole, whole, real, rows, rows)),
        "start_families": (initial_state.start_families, (town, reals, reals)),
        "start_casework": (initial_state.start_casework, (town, reals, reals, reals)),
        "start_professionals": (initial_state.start_professionals, (town, reals, reals, reals)),
        "start_offers": (initial_state.start_offers, (town,)),
        "count_those_less_heard": (initial_state.count_those_less_heard, (town,)),
        "settle_hearing": (initial_state.settle_hearing, (town,)),
        "settle_reputation": (initial_state.settle_reputation, (town,)),
        "settle_trust": (initial_state.settle_trust, (town,)),
        "fill_normal_scores": (quantiles.fill_normal_scores, (real, reals, real, reals)),
        "fill_beta_table": (quantiles.fill_beta_table, (real, real, reals)),
        "flow": (pathway_start.flow, (real, real, real, real)),
        "log": (functions.log, (real,)),
        "exp": (functions.exp, (real,)),
        "start_stages": (pathway_start.start_stages, (town, reals, reals, reals)),
        "start_habits": (pathway_start.start_habits, (town, reals, real)),
        "start_know_how": (pathway_start.start_know_how, (town,)),
        "start_rights": (pathway_start.start_rights, (town, reals)),
        "hear_promise": (timeline.hear_promise, (town, whole, whole)),
        "meet": (conference.meet, (town, flags, flags, real)),
        "calm_heads": (conference.calm_heads, (town, rows, real)),
        "draw_who_comes": (conference.draw_who_comes, (key, whole, whole, many)),
        "count_strays": (range_check.count_strays, (many, reals, reals)),
        "chance": (randomness.chance, (key, whole, whole, whole, whole)),
    }


def kinds_of(given: Any) -> list[str]:
    """Name what an argument is: `whole`, `real`, the type of an array, `rows` of a layout, or all arrays of a group."""
    if given in (int64, float64):
        return ["whole" if given == int64 else "real"]
    if hasattr(given, "types"):
        return [kind for one in given.types for kind in kinds_of(one)]
    dtype = as_dtype(given.dtype)
    return ["rows" if dtype.names else dtype.str[1:]]


def leave_open(module: Module) -> None:
    """Leave open those rules that readers may change on the page, in the order of their bits."""
    module.open.exp = module.entries.pop("exp")
    for name in OPEN_RULES:
        source = SOURCES[name][1]
        module.open.add(name, getattr(sys.modules[source.__module__], name))


def layout(record: np.dtype[Any]) -> dict[str, Any]:
    """Say where each field of a row stands: its place in bytes, its type, and how many numbers it has."""
    assert record.names is not None
    assert record.fields is not None
    return {
        "bytes": record.itemsize,
        "fields": {
            name: [record.fields[name][1], record[name].base.str[1:], int(np.prod(record[name].shape, dtype=int))]
            for name in record.names
        },
    }


def layouts(place: Any, blocks: Any, module: Module, results: Mapping[str, Any]) -> dict[str, Any]:
    """Give all that a script must know to lay out a place in the module's memory and call the entries."""
    parts = {name: getattr(place, name) for name in place._fields}
    return {
        "source": source_hash(),
        "entries": {
            name: [kind for one in given for kind in kinds_of(one)]
            for name, (_, given) in entries(place, blocks).items()
            if name in module.entries
        },
        "results": {name: str(kind) for name, kind in results.items() if kind != none and name in module.entries},
        "place": [
            [name, one.dtype.str[1:] if one.dtype.names is None else name, one.ndim] for name, one in parts.items()
        ],
        "records": {name: layout(one.dtype) for name, one in parts.items() if one.dtype.names}
        | {
            "tallies": layout(TALLY),
            "spans": layout(blocks.spans.dtype),
            "lanes": {"bytes": blocks.lanes.dtype.itemsize, "fields": {}},
        },
        "block": totals.BLOCK,
        "table_steps": initial_state.TABLE_STEPS,
        "extreme": pathway_start.EXTREME,
        "open": list(module.open.rules),
        "flags": module.open.flags(),
        "decisions": {name: getattr(randomness, name) for name in DECISIONS},
    }


def main() -> None:
    """Compile, link and write."""
    start = time.perf_counter()
    place, blocks = example()
    module = Module()
    results = {name: module.add(name, function, given) for name, (function, given) in entries(place, blocks).items()}
    leave_open(module)
    module.write(MODULE)
    LAYOUTS.write_text(
        json.dumps(layouts(place, blocks, module, results), separators=(",", ":")) + "\n", encoding="utf-8"
    )
    sys.stdout.write(f"{MODULE.name}: {MODULE.stat().st_size:,} bytes, in {time.perf_counter() - start:.0f} s\n")


if __name__ == "__main__":
    main()
