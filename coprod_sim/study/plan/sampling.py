"""The points of a study, the order of its runs and their seeds: all of it made from the plan and its seed alone.

A point is one set of values of the settings that vary; `design` gives one row for each.
Runs are numbered replicate first, run = (replicate * points + point) * scenarios + scenario,
so a study that is stopped early has made every point equally often, give or take one.
"""

from itertools import product
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.study.plan.fields import design_size
from coprod_sim.study.plan.plan import Plan

SECOND_ORDER: Final = False
"""Whether Sobol's design is for indices of pairs too: that would double the runs, and totals already show them."""
DESIGN_KEY: Final = 1
"""Sets the luck of the design apart from the seeds of the runs."""


class RunKey(NamedTuple):
    """What a run is, by its number: replicate, point and scenario, each counted from 0."""

    replicate: int
    point: int
    scenario: int


def point_count(plan: Plan) -> int:
    """How many points the design has, without making it."""
    return design_size(plan.method, plan.points, plan.varied)


def run_count(plan: Plan) -> int:
    """How many runs the study has."""
    return point_count(plan) * plan.replicates * len(plan.scenarios)


def run_key(plan: Plan, run: int) -> RunKey:
    """Which replicate, point and scenario a run is."""
    rest, scenario = divmod(run, len(plan.scenarios))
    replicate, point = divmod(rest, point_count(plan))
    return RunKey(replicate, point, scenario)


def seed_of(plan: Plan, point: int, replicate: int) -> int:
    """Give the seed of a run, below 2**seed_bits: the same in all scenarios, so that runs can be compared pair by pair.

    "common" seeds are the same at every point too, so that points differ by their settings and not by luck.
    """
    key = (plan.seed, replicate) if plan.seeds == "common" else (plan.seed, point, replicate)
    return int(np.random.SeedSequence(key).generate_state(1, np.uint64)[0]) >> (64 - plan.seed_bits)


def problem(plan: Plan, bounds: Reals | None = None) -> dict[str, Any]:
    """Give the problem of a plan as SALib asks for it: names and ranges, here in the settings' own units."""
    ends = [[one.low, one.high] for one in plan.varied] if bounds is None else bounds.tolist()
    return {"num_vars": len(plan.varied), "names": [one.name for one in plan.varied], "bounds": ends}


def design(plan: Plan) -> Reals:
    """Give the points, shape (points, varied), in the settings' own units; the same plan gives the same bits."""
    if plan.method in ("none", "list", "grid"):
        columns = [one.values for one in plan.varied]
        rows = list(product(*columns)) if plan.method == "grid" else list(zip(*columns, strict=True)) or [()]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(columns))
    points = in_ranges(unit_points(plan), plan)
    if len(points) != point_count(plan):
        raise AssertionError(f"{plan.method} gave {len(points)} points, and {point_count(plan)} were counted")
    return points


def unit_points(plan: Plan) -> Reals:
    """Give the points of a sampler with each setting on a scale from 0 to 1."""
    from SALib.sample import morris, sobol
    from scipy.stats import qmc

    # A plain number, since not every version of SALib takes a generator, nor a number of more than 32 bits.
    seed = int(np.random.SeedSequence(plan.seed, spawn_key=(DESIGN_KEY,)).generate_state(1)[0])
    settings = len(plan.varied)
    if plan.method == "latin_hypercube":
        points = qmc.LatinHypercube(settings, seed=seed).random(plan.points)
    else:
        unit = problem(plan, np.tile([0.0, 1.0], (settings, 1)))
        if plan.method == "sobol":
            points = sobol.sample(unit, plan.points, calc_second_order=SECOND_ORDER, seed=seed)
        else:
            points = morris.sample(unit, plan.points, num_levels=plan.levels, seed=seed)
    return np.asarray(points, dtype=np.float64)


def in_ranges(points: Reals, plan: Plan) -> Reals:
    """Stretch points between 0 and 1 to the ranges, both of shape (points, varied).

    Whole numbers get equal parts of the scale each, so that all of them are alike likely.
    """
    lows = np.array([one.low for one in plan.varied])
    highs = np.array([one.high for one in plan.varied])
    whole = np.array([BY_NAME[one.name].whole for one in plan.varied])
    stretched = lows + points * (highs - lows)
    counted = np.floor(lows + points * (highs - lows + 1))
    # A sum may be rounded up past its end by a last digit, and a point at 1 counts one too many.
    inside: Reals = np.minimum(np.where(whole, counted, stretched), highs)
    return inside
