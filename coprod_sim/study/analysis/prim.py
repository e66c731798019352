"""The search for boxes by PRIM, the patient rule induction method: a table of settings and cases in, boxes out.

PRIM peels thin slices off the space of settings, each time the one that raises the share of cases most, and then puts
back what was peeled too much (Friedman and Fisher 1999, doi:10.1023/A:1008894516817).
The peeling is ema_workbench's; we choose the box, drop limits that luck may have made (Bryant and Lempert 2010,
doi:10.1016/j.techfore.2009.08.002), and try the search again on half of the points.
"""

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from coprod_sim.errors import ScenarioError
from coprod_sim.study.certainty_text import ERROR_CHANCE

if TYPE_CHECKING:
    import pandas as pd

Which = np.ndarray[Any, np.dtype[np.bool_]]
"""For each point, whether it is meant."""
Ends = dict[str, tuple[float, float]]

ANY_BOX: Final = 1e-6
"""The density below which no box counts; we look at all that PRIM peeled, and choose ourselves."""
SMALLEST_BOX: Final = 0.05
"""Of all points, a box holds at least this share."""
ADVICE: Final = 'Install it: pip install "coprod_sim[explore]"'


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep to ourselves that ema_workbench lacks parts which we do not use, and calls pandas in an old way."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def prim_module() -> Any:
    """Give ema_workbench's PRIM, or say how to get it."""
    try:
        with without_warnings():
            from ema_workbench.analysis import prim
    except ImportError as error:
        raise ScenarioError(f"discover: ema_workbench is not installed ({error}). {ADVICE}") from error
    return prim


def peeler_of(table: "pd.DataFrame", hits: Which, smallest: float) -> Any:
    """Make ema_workbench's peeler; before version 3 it threw boxes away that are less dense than a threshold."""
    prim = prim_module()
    old = {"threshold": ANY_BOX} if "threshold" in inspect.signature(prim.Prim).parameters else {}
    return prim.Prim(table, hits.astype(int), mass_min=smallest, **old)


def p_values_of(box: Any) -> list[dict[str, list[float]]]:
    """Give the quasi-p values of each box of a trajectory; before version 3 they were called qp."""
    values: list[dict[str, list[float]]] = box.p_values if hasattr(box, "p_values") else box.qp
    return values


class PrimBox(NamedTuple):
    """One box as PRIM gives it: which points it may take and takes, its restricted ends, and their quasi-p values."""

    inside: Which
    ends: Ends
    p_values: Ends


@without_warnings()
def search(table: "pd.DataFrame", hits: Which, density: float, most: int) -> list[PrimBox]:
    """Find up to so many boxes with the density that is wanted; each later one among the points that are left.

    The first may be less dense, where limits that are sure do not make a box as dense as that; then it is the only one.
    """
    if not hits.any():
        return []
    if hits.all():
        return [PrimBox(np.ones(len(hits), dtype=bool), {}, {})]
    rest = np.ones(len(hits), dtype=bool)
    found: list[PrimBox] = []
    smallest = SMALLEST_BOX * len(hits)
    while len(found) < most and rest.sum() >= 2 * smallest and 0 < hits[rest].mean() < 1:
        peeler = peeler_of(table[rest], hits[rest], smallest / rest.sum())
        box = chosen_box(table[rest], hits[rest], peeler.find_box(), density)
        if box is None:
            break
        inside = np.zeros(len(hits), dtype=bool)
        inside[np.flatnonzero(rest)[box.inside]] = True
        dense = bool(hits[inside].mean() >= density)
        if found and not dense:
            break
        found.append(box._replace(inside=inside))
        rest &= ~inside
        if not dense:
            break
    return found


def chosen_box(table: "pd.DataFrame", hits: Which, box: Any, density: float) -> PrimBox | None:
    """Choose the box with the best balance of density and coverage among those dense enough, or the densest.

    The balance is the harmonic mean of both: a box with all cases and much else, or with a few cases only, has a low one.
    A limit whose quasi-p value is above 5 % may be made by luck: such limits are dropped, the most doubtful first.
    What is left may be less dense than was asked; None, if nothing is left.
    """
    density_of, coverage = (box.peeling_trajectory[name].to_numpy(float) for name in ("density", "coverage"))
    enough = density_of >= min(density, density_of.max())
    balance = 2 * density_of * coverage / np.maximum(density_of + coverage, ANY_BOX)
    number = int(np.where(enough, balance, -1.0).argmax())
    while doubtful := [
        (p, name, end)
        for name, ends in p_values_of(box)[number].items()
        for end, p in enumerate(ends)
        if p > ERROR_CHANCE
    ]:
        _, name, end = max(doubtful)
        wider = without_end(box, box.box_lims[number], name, end)
        box.update(wider, np.flatnonzero(inside_of(table, wider)))
        number = len(box.box_lims) - 1
    limits, p_values = box.box_lims[number], p_values_of(box)[number]
    if not p_values:
        return PrimBox(np.ones(len(hits), dtype=bool), {}, {}) if hits.mean() >= density else None
    ends = {name: (float(limits.loc[0, name]), float(limits.loc[1, name])) for name in p_values}
    sure = {name: (float(both[0]), float(both[1])) for name, both in p_values.items()}
    return PrimBox(inside_of(table, limits), ends, sure)


def without_end(box: Any, limits: "pd.DataFrame", name: str, end: int) -> "pd.DataFrame":
    """Give limits without one end of one setting; row 0 is the lower end, row 1 the upper."""
    freed = limits.copy()
    freed.loc[end, name] = box.box_lims[0].loc[end, name]
    return freed


def inside_of(table: "pd.DataFrame", limits: "pd.DataFrame") -> Which:
    """Say which points lie inside limits."""
    values, low, high = (part.to_numpy(float) for part in (table, limits.loc[0], limits.loc[1]))
    return np.asarray(((low <= values) & (values <= high)).all(axis=1))


# How sure.


def tried_on_halves(
    table: "pd.DataFrame",
    hits: Which,
    density: float,
    halves: int,
    seed: int,
    found: list[PrimBox],
) -> tuple[dict[str, float], tuple[float, float]]:
    """Search again on half of the points, and measure the first box on the other half.

    Gives in what share of halves each setting was restricted, and mean density and coverage on the half not seen.
    A half in which no box is dense enough restricts nothing, and covers nothing.
    """
    nothing: tuple[dict[str, float], tuple[float, float]] = {}, (np.nan, np.nan)
    if not found or not found[0].ends or halves < 1:
        return nothing
    draws = np.random.default_rng(seed)
    again = dict.fromkeys(table.columns, 0.0)
    densities, coverages = [], []
    for _ in range(halves):
        seen = np.zeros(len(hits), dtype=bool)
        seen[draws.permutation(len(hits))[: len(hits) // 2]] = True
        boxes = search(table[seen], hits[seen], density, 1)
        for name in boxes[0].ends if boxes else ():
            again[name] += 1 / halves
        inside = within(table[~seen], boxes[0].ends) if boxes else np.zeros(int((~seen).sum()), dtype=bool)
        cases = hits[~seen]
        densities.append(cases[inside].mean() if inside.any() else np.nan)
        coverages.append(cases[inside].sum() / cases.sum() if cases.any() else np.nan)
    return again, (mean_of_known(densities), mean_of_known(coverages))


def within(table: "pd.DataFrame", ends: Ends) -> Which:
    """Say which points lie within the ends of a box."""
    inside = np.ones(len(table), dtype=bool)
    for name, (low, high) in ends.items():
        inside &= table[name].between(low, high).to_numpy()
    return inside


def mean_of_known(values: list[float]) -> float:
    """Mean of those that are numbers; nan without any."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")
