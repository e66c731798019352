"""Areas: the local authorities of a country, and in what they differ, read from the official table or drawn by its spreads.

What is published of an area is turned into what the model knows: child poverty shifts families' resources,
timeliness says how much time staff have, and the share of refused requests how much of the decision the commissioner holds.
Published appeal rates are not read: they are kept for testing what the model says (see the validation report).
Which rows and cells of the table are read is said in file.py, how people are put into areas in country.py.
"""

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.functions import exps, log
from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.file import read_table
from coprod_sim.place.areas.table import COLUMNS, AreaTable, few

TENTH: Final = 1.2815515655446004
"""The standard normal number above which a tenth lies."""
SUPPORT_IN_ALL_SCHOOLS: Final = 1.116
"""Children on SEN support in all schools, for each one on the rolls that the table is about (1.284 m over 1.151 m, January 2025)."""


class AreaWarning(UserWarning):
    """Something in a table of areas is not used, was left out, or is read by another name."""


def scaled_sizes(values: Mapping[str, float], scale: float) -> dict[str, float]:
    """Give the sizes of a place `scale` times as large, with as many commissioners and boards.

    >>> scaled_sizes({"families": 1000, "professionals": 26}, 0.1)
    {'families': 100, 'professionals': 3}
    """
    if not 0 < scale <= 1:
        raise ScenarioError(f"scale = {scale}: must be above 0 and at most 1. A hundredth of a place is 0.01.")
    return {name: max(1, round(values[name] * scale)) for name in ("families", "professionals")}


def sizes_for(areas: Areas, values: Mapping[str, float]) -> dict[str, float]:
    """Give the sizes that follow from a table of areas, with as many professionals for each family as before."""
    if values["school_families"] == 0:
        raise ScenarioError(
            "areas: a table of areas needs a place with schools, and school_families is 0. Use the scenario england, or --set school_families=95."
        )
    families = int(areas.families.sum())
    professionals = max(1, round(values["professionals"] / values["families"] * families))
    return {"families": families, "professionals": professionals, "commissioners": len(areas.names)}


# Drawn by published spreads.


def by_tenths(low: float, middle: float, high: float, draw: Reals) -> Reals:
    """Give the numbers that belong to standard normal draws, where a tenth lies below `low`, half below `middle`, a tenth above `high`.

    >>> by_tenths(1.0, 2.0, 5.0, np.array([-TENTH, 0.0, TENTH])).round(9).tolist()
    [1.0, 2.0, 5.0]
    """
    below: Reals = np.where(draw < 0, (middle - low) / TENTH, (high - middle) / TENTH)
    return middle + below * draw


def logits(percent: float) -> float:
    """Turn a percentage into logits, where 50 is 0."""
    return float(log(percent / (100 - percent)))


def drawn_percentages(name: str, values: Mapping[str, float], draw: Reals) -> Reals:
    """Draw a percentage for each area, by its published low, middle and high tenths."""
    low, middle, high = (logits(values[f"{name}_{part}"]) for part in ("low", "middle", "high"))
    percentages: Reals = 100 / (1 + exps(-by_tenths(low, middle, high, draw)))
    return percentages


def shared_out(total: int, weights: Reals) -> np.ndarray:
    """Share a whole number out by weights, so that the parts add up: those with the largest rests get one more.

    >>> shared_out(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    exact = total * weights / weights.sum()
    parts: np.ndarray = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]] += 1
    return parts


def drawn_areas(values: Mapping[str, float], seed: int) -> Areas:
    """Draw areas that differ as England's do, from the sizes of a place and a seed."""
    count, key = int(values["commissioners"]), randomness.key_of(seed)
    draws = np.array([randomness.four_normals(key, area, 0, 0, randomness.START_AREA) for area in range(count)])
    spread = [log(values[f"area_families_{part}"]) for part in ("low", "high")]
    families = shared_out(int(values["families"]), exps(by_tenths(spread[0], 0.0, spread[1], draws[:, 0])))
    return Areas(
        names=tuple(f"Area {area + 1}" for area in range(count)),
        families=families,
        plans=np.rint(values["plan_share"] * families).astype(np.int64),
        poverty=drawn_percentages("poverty", values, draws[:, 1]),
        timeliness=drawn_percentages("timeliness", values, draws[:, 2]),
        refused=drawn_percentages("refused", values, draws[:, 3]),
        requests=np.full(count, np.nan),
        new_plans=np.full(count, np.nan),
        gaps=(),
    )


# Read from the official table.


def filled(table: AreaTable, column: str, given: Reals, instead: float) -> tuple[Reals, list[str]]:
    """Put a stated number where nothing is published, and say so for each area."""
    gaps = []
    for index in np.flatnonzero(np.isnan(given)).tolist():
        name = table.rows[index].name
        code = table.codes.get((name, column))
        gaps.append(f"{name}: {column} is not published{f' ({code})' if code else ''}; {instead:g} is used")
    return np.nan_to_num(given, nan=instead), gaps


def read_areas(path: str | Path, values: Mapping[str, float], scale: float = 1.0) -> Areas:
    """Read the official table of local authorities: families from plans and SEN support, and in what areas differ.

    scale: 0.01 makes a place a hundredth as large, for trying things out; the sum of families is kept as exact as can be.
    Raises ScenarioError where the file cannot be used, with all of its faults; warns of what is left out or not used.
    """
    table = read_table(path)
    columns = {column: table.numbers(column) for column in COLUMNS[1:]}
    table.raise_all()
    names = tuple(row.name for row in table.rows)
    empty = [
        name
        for name, *counts in zip(names, columns["ehc_plans"], columns["sen_support_est"], strict=True)
        if np.isnan(counts).all()
    ]
    if empty:
        table.notes.append(f"{path}: nobody lives in {few(empty, 6)}: neither plans nor support are published.")
    plans, gaps = filled(table, "ehc_plans", columns["ehc_plans"], 0.0)
    support, more = filled(table, "sen_support_est", columns["sen_support_est"], 0.0)
    gaps += more
    percentages = {}
    for name, column in (
        ("poverty", "child_poverty_pct"),
        ("timeliness", "within_20_weeks_pct"),
        ("refused", "requests_refused_pct"),
    ):
        percentages[name], more = filled(table, column, columns[column], values[f"{name}_middle"])
        gaps += more
    exact = scale * (plans + SUPPORT_IN_ALL_SCHOOLS * support)
    if exact.sum() < 1:
        raise ScenarioError(
            f"{path}: no families in any area: plans or SEN support are needed. Give the full table, or a larger scale."
        )
    for message in table.notes:
        warnings.warn(message, AreaWarning, stacklevel=2)
    return Areas(
        names=names,
        families=shared_out(round(float(exact.sum())), exact),
        plans=np.rint(scale * plans).astype(np.int64),
        requests=scale * table.numbers("requests"),
        new_plans=scale * table.numbers("new_plans"),
        gaps=tuple(gaps),
        notes=tuple(dict.fromkeys((table.columns_used, *table.notes))),
        **percentages,
    )
