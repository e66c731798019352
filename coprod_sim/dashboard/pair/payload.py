"""What the server sends to the browser: whole runs, packed small.

Arrays travel as base64 of their bytes (little-endian), row after row; public/shared/decode.js reads them.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from coprod_sim.dashboard.pair.runs import WorldHistory
from coprod_sim.engine.state import Reals
from coprod_sim.engine.totals import RUNGS
from coprod_sim.indicators import INDICATORS
from coprod_sim.study.compare import Comparison

PAGE_MEASURES: Final = (
    "felt_trust",
    "voice",
    "progress",
    "staff_load",
    "family_energy",
    "family_power",
    "progress_gap",
    "reviews_on_time",
    "people_trust",
    "council_trust",
)
"""What the charts can show, in this order; the first four are shown at first."""
PERCENT: Final = 100
DIGITS: Final = 16


def packed(array: Any) -> str:
    """Pack an array as base64.

    >>> packed(np.array([1, 2], np.uint16))
    'AQACAA=='
    """
    little = np.ascontiguousarray(array)
    return base64.b64encode(little.astype(little.dtype.newbyteorder("<"), copy=False).tobytes()).decode()


def measure_in(series: Mapping[str, Reals], name: str) -> Reals:
    """Give a measure by name; nan in every month where a town has nothing of it, as of plans by law where all have one.

    >>> measure_in({"voice": np.array([0.1, 0.2])}, "path_plans").tolist()
    [nan, nan]
    """
    return series[name] if name in series else np.full_like(series["voice"], np.nan)


def of_100(values: Reals) -> list[float | None]:
    """Give shares as so many of 100, to four decimals; None where nothing was measured."""
    return [None if np.isnan(value) else round(float(value) * PERCENT, 4) for value in values]


def ladder(world: WorldHistory) -> list[list[float] | None]:
    """Give the share of last decisions on each rung, by month, of 100; None before the first decision."""
    shares = np.stack([world.measures[f"decisions_{rung}"] for rung in RUNGS], axis=1)
    return [None if np.isnan(row).any() else [round(float(share) * PERCENT, 2) for share in row] for row in shares]


def people_payload(world: WorldHistory) -> dict[str, Any]:
    """Give who is in the town: the same in both worlds."""
    people = world.people
    return {
        "commissioners": people.commissioners,
        "families": len(people.family_commissioner),
        "professionals": len(people.discipline),
        "family_commissioner": packed(people.family_commissioner),
        "professional_commissioner": packed(people.professional_commissioner),
        "discipline": packed(people.discipline),
        "tie_family": packed(people.tie_family),
        "tie_professional": packed(people.tie_professional),
    }


def world_payload(world: WorldHistory) -> dict[str, Any]:
    """Give what one world went through."""
    moving = ("say", "trust", "council", "skill", "newcomer", "link")
    return {name: packed(getattr(world, name)) for name in moving} | {"ladder": ladder(world)}


def run_payload(worlds: Sequence[WorldHistory], measures: Sequence[str] = PAGE_MEASURES) -> dict[str, Any]:
    """Give a pair of runs: everything that the browser needs to play them, and to draw the charts of `measures`."""
    return {
        "results": results_digest(worlds),
        "months": len(worlds[0].say) - 1,
        "people": people_payload(worlds[0]),
        "worlds": [world_payload(world) for world in worlds],
        "series": {name: [of_100(measure_in(world.measures, name)) for world in worlds] for name in measures},
    }


def band_payload(comparison: Comparison, of: int, measures: Sequence[str] = PAGE_MEASURES) -> dict[str, Any]:
    """Give the measures of many pairs, each packed as float32 of shape (pairs, months + 1), of 100."""
    both = (comparison.series_a, comparison.series_b)
    return {
        "done": comparison.pairs,
        "of": of,
        "series": {
            name: [packed((measure_in(series, name) * PERCENT).astype(np.float32)) for series in both]
            for name in measures
        },
    }


def results_digest(worlds: Sequence[WorldHistory]) -> str:
    """Give a short digest of every number of a pair of runs: same digest, same numbers to the bit."""
    digest = hashlib.sha256()
    for world in worlds:
        for name in (each for each in INDICATORS if each in world.measures):
            digest.update(np.ascontiguousarray(world.measures[name]).tobytes())
    return digest.hexdigest()[:DIGITS]


def size_of(payload: object) -> int:
    """Give the bytes that a payload takes as JSON."""
    return len(json.dumps(payload))
