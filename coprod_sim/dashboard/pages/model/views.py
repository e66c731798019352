"""Whose view of a need is nearer: the tables of the page about the model, from runs that are made when somebody first asks for them.

Two built-in ways of working are run with a few lucks; errors are in standard need units, and lower is nearer.
"""

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.kernel.state_field import NEED_AREA_NAMES
from coprod_sim.engine.state import Reals
from coprod_sim.indicators import YEAR, measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.setup import all_presets
from coprod_sim.scenario.usual import USUAL_MONTHS
from coprod_sim.study.view_errors import VIEW_INDICATORS, view_errors_by_area, view_errors_by_weight

WAYS: Final = ("consultation_only", "power_sharing")
MONTHS: Final = (YEAR, USUAL_MONTHS)
SEEDS: Final = 5
DIGITS: Final = 2


class PartyErrors(NamedTuple):
    """Errors in one way of working, means over lucks.  p: the parties of VIEW_INDICATORS, in their order."""

    by_month: Reals  # (p, months), at the last reviews up to the months of MONTHS
    by_area: Reals  # (p, areas), at the end
    by_weight: Reals  # (p, 2), at the end: where the young person needs most, and in the other areas


def errors_of_run(way: str, seed: int) -> PartyErrors:
    """Run one town and see how far off each party's view is."""
    simulation = begun(load_scenario(way), seed)
    tallies = [simulation.advance(step)[-1:] for step in np.diff((0, *MONTHS)).tolist()]
    measured = measure_all(whole_place(np.concatenate(tallies)), tuple(VIEW_INDICATORS.values()))
    areas, weights = view_errors_by_area(simulation.place), view_errors_by_weight(simulation.place)
    return PartyErrors(
        np.array([measured[name] for name in VIEW_INDICATORS.values()]),
        np.array([areas[party] for party in VIEW_INDICATORS]),
        np.array([weights[party] for party in VIEW_INDICATORS]),
    )


def errors_of_way(way: str) -> PartyErrors:
    """Give the means over the lucks."""
    runs = [errors_of_run(way, seed) for seed in range(1, SEEDS + 1)]
    return PartyErrors(*(np.mean(each, axis=0) for each in zip(*runs, strict=True)))


def printed(errors: Reals) -> list[str]:
    """Print errors as the tables show them; none where nobody has a view.

    >>> printed(np.array([0.566, float("nan")]))
    ['0.57', 'none']
    """
    return [f"{error:.{DIGITS}f}" if np.isfinite(error) else "none" for error in errors]


@cache
def view_tables() -> dict[str, Any]:
    """Give both tables: by party and month in each way, and by area of need in each way at the end; rows are as printed."""
    names = {preset.key: preset.name for preset in all_presets()}
    errors = [errors_of_way(way) for way in WAYS]
    parties = list(VIEW_INDICATORS)
    return {
        "lucks": SEEDS,
        "months": list(MONTHS),
        "ways": [names[way] for way in WAYS],
        "parties": parties,
        "by_month": [
            {"party": party, "cells": [cell for each in errors for cell in printed(each.by_month[row])]}
            for row, party in enumerate(parties)
        ],
        "by_area": [
            {
                "way": names[way],
                "weights": [printed(each.by_weight[:, place]) for place in (0, 1)],
                "areas": [
                    {"name": name[0].upper() + name[1:], "cells": printed(each.by_area[:, area])}
                    for area, name in enumerate(NEED_AREA_NAMES)
                ],
            }
            for way, each in zip(WAYS, errors, strict=True)
        ],
    }
