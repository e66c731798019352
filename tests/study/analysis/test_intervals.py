"""Do 95 % intervals hold the truth in 95 of 100 studies?  Simulated with fixed seeds, so the verdict is the same every time.

Each share of 2,000 has a standard error of 0.5 percentage points, and may be three of these away from 95 %.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from coprod_sim import compare
from coprod_sim.engine.state import Reals
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.runner.results import Results
from tests.study.analysis.planted import THREE, plan_of

REPETITIONS = 2_000
WANTED = 0.95
TOLERANCE = 3 * np.sqrt(WANTED * (1 - WANTED) / REPETITIONS)
A, B = "consultation_only", "power_sharing"


def share_holding(truth: float, low: Reals, high: Reals) -> float:
    """Give the share of intervals that hold the truth."""
    return float(((low <= truth) & (truth <= high)).mean())


@pytest.mark.parametrize("pairs", [2, 5, 20])
def test_paired_intervals_hold_the_true_mean_in_95_of_100(pairs: int) -> None:
    """Normal differences, few and many pairs."""
    draws = np.random.default_rng(pairs).normal(0.3, 2.0, size=(pairs, REPETITIONS))

    _, low, high = paired_interval(draws)

    assert abs(share_holding(0.3, low, high) - WANTED) <= TOLERANCE


@cache
def population() -> Reals:
    """Differences in progress of 300 pairs of small places, by our own model."""
    both = compare(A, B, pairs=300, months=12, families=40, professionals=5)
    return both.series_b["progress"][:, -1] - both.series_a["progress"][:, -1]


def test_paired_intervals_hold_the_models_mean_in_95_of_100() -> None:
    """Twenty pairs drawn from 300 of the model: its differences are near enough to normal."""
    differences = population()
    drawn = np.random.default_rng(5).choice(differences, size=(20, REPETITIONS))

    _, low, high = paired_interval(drawn)

    assert differences.std() > 0
    assert abs(share_holding(float(differences.mean()), low, high) - WANTED) <= TOLERANCE


def made_up(method: str, seeds: str, points: int, replicates: int, differences: Reals) -> Results:
    """Make results in which A is zero and B the differences, shape (points, replicates)."""
    plan = replace(plan_of(method, THREE, points, replicates=replicates, seeds=seeds), scenarios=(A, B))
    point, replicate = (index.ravel() for index in np.indices(differences.shape))
    sides = [
        pd.DataFrame({"scenario": name, "point": point, "replicate": replicate, "value": values.ravel()})
        for name, values in ((A, np.zeros_like(differences)), (B, differences))
    ]
    indicators = pd.concat(sides, ignore_index=True).assign(month=60, indicator="progress")
    return Results(plan, indicators.assign(status="done", error=""), pd.DataFrame({"point": range(points)}), indicators)


@pytest.mark.parametrize(("seeds", "over"), [("paired", "points"), ("common", "replicates")])
def test_intervals_over_a_whole_study_hold_the_true_mean_in_95_of_100(seeds: str, over: str) -> None:
    """Points differ, and so does luck; with common seeds all points share theirs, so luck does not average out."""
    points, replicates = 12, 4
    draws = np.random.default_rng(9)
    held = []
    for _ in range(REPETITIONS):
        of_points = draws.normal(0, 1.0, size=(points, 1)) if over == "points" else np.linspace(-1, 1, points)[:, None]
        noise = draws.normal(0, 1.0, size=(points if seeds == "paired" else 1, replicates))
        units = (0.2 + of_points + noise).mean(axis=1 if over == "points" else 0)
        _, low, high = paired_interval(units)
        held.append(low <= 0.2 <= high)

    assert abs(float(np.mean(held)) - WANTED) <= TOLERANCE


@pytest.mark.parametrize(
    ("method", "seeds", "over"), [("latin_hypercube", "paired", 0), ("latin_hypercube", "common", 1)]
)
def test_a_study_takes_the_units_that_are_independent(method: str, seeds: str, over: int) -> None:
    """Results.difference gives exactly the interval of the means over points, or over replicates, whose coverage is right."""
    differences = np.random.default_rng(2).normal(0.2, 1.0, size=(12, 4))

    found = made_up(method, seeds, 12, 4, differences).difference(A, B, "progress")

    expected = paired_interval(differences.mean(axis=1 - over))
    assert (found.difference, found.ci_low, found.ci_high) == pytest.approx(expected)
