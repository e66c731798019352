"""Where is B higher than A?  A map over two settings: in each cell the mean paired difference, and whether it is clear.

Clear has one meaning everywhere (certainty_text.certainty): the interval leaves zero out, and the pairs of runs agree.
Over many cells some look clear by luck alone: about one of twenty of those that have no difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.response import Response
from coprod_sim.study.certainty_text import FEWEST_PAIRS, Certainty, certainty
from coprod_sim.study.compare import Difference
from coprod_sim.study.interval import paired_interval


class Cell(NamedTuple):
    """One point of the grid: values of both settings, and B minus A over `pairs` pairs of runs, in the indicator's own unit.

    verdict: B is higher, lower, unclear (no clear difference), the same in every pair, or not known (fewer than two pairs).
    """

    x: float
    y: float
    a: float
    b: float
    difference: float
    low: float
    high: float
    pairs: int
    verdict: Certainty | None


@dataclass(frozen=True)
class RegionMap:
    """B minus A over a grid of two settings.

    x, y: names of the settings; x_values, y_values: their values, rising.
    cells: one for each point of the grid, x fastest; a point that was never run, or always failed, has no pairs.
    """

    response: Response
    x: str
    y: str
    x_values: tuple[float, ...]
    y_values: tuple[float, ...]
    cells: tuple[Cell, ...]

    def matrix(self, field: str) -> Reals:
        """Give one number of each cell (difference, low, high, a, b, pairs) with shape (y values, x values)."""
        numbers = [float(getattr(cell, field)) for cell in self.cells]
        return np.array(numbers).reshape(len(self.y_values), len(self.x_values))

    def verdicts(self) -> list[list[Certainty | None]]:
        """Give the verdict of each cell: a list for each y value."""
        wide = len(self.x_values)
        return [
            [cell.verdict for cell in self.cells[row * wide : (row + 1) * wide]] for row in range(len(self.y_values))
        ]

    def counted(self) -> dict[str, int]:
        """Count cells by verdict."""
        words = [cell.verdict or "not known" for cell in self.cells]
        return {
            word: words.count(word) for word in ("higher", "lower", "unclear", "same", "not known") if word in words
        }

    def notes(self) -> Iterator[str]:
        """Say what a reader must know before the map is believed."""
        pairs = [cell.pairs for cell in self.cells]
        if max(pairs) < FEWEST_PAIRS:
            yield (
                f"With {max(pairs)} pairs of runs a cell, none can be clear: pairs that all agree may do so by luck. "
                f"Give the plan at least {FEWEST_PAIRS} replicates."
            )
        if min(pairs) < max(pairs):
            short = sum(count < max(pairs) for count in pairs)
            yield f"{short} of {len(pairs)} cells have fewer than {max(pairs)} pairs: runs failed or are not there yet."

    def to_dict(self) -> dict[str, Any]:
        """Give the map as plain data, in the indicator's own unit: what `map --json` prints."""
        from coprod_sim.study.compare import json_number

        cells = [
            {
                name: value if isinstance(value, str | None) else json_number(value)
                for name, value in cell._asdict().items()
            }
            for cell in self.cells
        ]
        return {
            **self.response.asked(),
            "x": self.x,
            "y": self.y,
            "cells": cells,
            "counted": self.counted(),
            "notes": list(self.notes()),
        }


def region_map(response: Response) -> RegionMap:
    """Make a map of a grid study's difference.

    Raises ScenarioError where the plan is no grid over exactly two settings, or where only one scenario is looked at.
    """
    plan = response.results.plan
    if response.a is None:
        raise ScenarioError(
            f"{plan.name}: only {response.b} is looked at: a map shows the difference of two scenarios. "
            "Choose them with --between A B."
        )
    if plan.method != "grid" or len(response.names) != 2:
        raise ScenarioError(
            f'{plan.name}: method = "{plan.method}" over {len(response.names)} settings: '
            'a map needs the method "grid" over exactly two. Change the plan and sweep again.'
        )
    x, y = response.names
    x_values, y_values = (tuple(float(value) for value in np.unique(column)) for column in response.settings.T)
    if len(response.settings) != len(x_values) * len(y_values):
        raise ScenarioError(f"{plan.name}: its points are no whole grid of {x} and {y}. Sweep again from the plan.")
    cells = tuple(cell_of(response, point) for point in np.lexsort(response.settings.T))
    return RegionMap(response, x, y, x_values, y_values, cells)


def cell_of(response: Response, point: int) -> Cell:
    """Compare both scenarios at one point, over the pairs of which both runs are known."""
    assert response.values_a is not None
    known = np.isfinite(response.values[point])
    a, b = response.values_a[point, known], response.values_b[point, known]
    x, y = (float(value) for value in response.settings[point])
    pairs = len(a)
    if pairs < 2:
        mean = float((b - a).mean()) if pairs else np.nan
        return Cell(
            x, y, a.mean() if pairs else np.nan, b.mean() if pairs else np.nan, mean, np.nan, np.nan, pairs, None
        )
    mean, low, high = (float(value) for value in paired_interval(b - a))
    found = Difference(
        response.indicator,
        float(a.mean()),
        float(b.mean()),
        mean,
        low,
        high,
        int((b > a).sum()),
        int((b == a).sum()),
    )
    return Cell(x, y, found.a, found.b, mean, low, high, pairs, certainty(found, pairs))
