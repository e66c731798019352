"""The points of a study, the order of its runs, and their seeds."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.plan.sampling import RunKey, design, point_count, problem, run_count, run_key, seed_of

SAMPLERS = ("latin_hypercube", "sobol", "morris")
RANGES = {"training": [0.01, 0.07], "trust_gain": [0.1, 0.3], "peers": [2, 9]}


def plan_of(method: str, points: int = 16, vary: dict[str, Any] | None = None, **more: object) -> Plan:
    """A plan of two scenarios."""
    numbers = {} if method in ("none", "list", "grid") else {"points": points}
    tables = {"title": "T", "scenarios": ["consultation_only", "power_sharing"], **more}
    return Plan.from_dict(tables | {"sampling": {"method": method, **numbers}} | ({"vary": vary} if vary else {}))


@given(
    some.sampled_from(SAMPLERS),
    some.sampled_from((2, 4, 8)),
    some.integers(0, 2**64 - 1),
    some.floats(0, 0.1),
    some.floats(0.1, 0.2, exclude_min=True),
    some.integers(0, 5),
    some.integers(6, 100),
)
def test_points_stay_within_their_ranges(
    method: str, points: int, seed: int, low: float, high: float, fewest: int, most: int
) -> None:
    """Every point lies between low and high to the last digit, and whole settings are whole."""
    plan = plan_of(method, points, {"training": [low, high], "peers": [fewest, most]}, seed=seed)
    found = design(plan)

    assert found.shape == (point_count(plan), 2)
    assert np.all((found >= [low, fewest]) & (found <= [high, most]))
    assert np.array_equal(found[:, 1], np.rint(found[:, 1]))


@pytest.mark.parametrize("method", SAMPLERS)
def test_a_design_follows_from_its_seed(method: str) -> None:
    """One plan gives the same bits twice, whatever was drawn in between; another seed gives other points."""
    plan = plan_of(method, vary=RANGES, seed=5)
    first = design(plan)
    np.random.default_rng().random(7)

    assert first.tobytes() == design(plan).tobytes()
    assert not np.array_equal(first, design(plan_of(method, vary=RANGES, seed=6)))


def test_a_latin_hypercube_has_one_point_in_each_slice() -> None:
    """Cut into as many slices as there are points, each axis has one point in each slice."""
    found = design(plan_of("latin_hypercube", 50, {"training": [0.0, 0.1], "reward": [0.2, 0.7]}))
    slices = np.floor((found - [0.0, 0.2]) / [0.1, 0.5] * 50)

    assert np.array_equal(np.sort(slices, axis=0), np.repeat(np.arange(50.0)[:, None], 2, axis=1))


def test_sobol_gives_saltellis_blocks() -> None:
    """Each block of D + 2 rows has A first, B last, and between them A with one column of B."""
    found = design(plan_of("sobol", 8, RANGES)).reshape(8, 5, 3)

    for block in found:
        for column in range(3):
            expected = block[0].copy()
            expected[column] = block[-1, column]
            assert np.array_equal(block[1 + column], expected)


def test_morris_moves_one_setting_at_a_time() -> None:
    """Within a trajectory each setting moves once, by the same share of its range: 2/3 with four levels."""
    ranges = {"training": [0.01, 0.07], "trust_gain": [0.1, 0.3]}
    found = design(plan_of("morris", 10, ranges)).reshape(10, 3, 2)
    steps = np.abs(np.diff(found, axis=1)) / [0.06, 0.2]

    assert np.allclose(np.sort(steps, axis=2), [0.0, 2 / 3])
    assert np.allclose(steps.sum(axis=1), 2 / 3)


def test_whole_numbers_are_alike_likely() -> None:
    """Of 900 points over 1 to 3, each number gets 300: the ends are no rarer than the middle."""
    found = design(plan_of("latin_hypercube", 900, {"commissioners": [1, 3]}))

    assert np.unique(found, return_counts=True)[1].tolist() == [300, 300, 300]


def test_a_grid_has_every_combination_once() -> None:
    """The last setting moves fastest, and values keep the order in which they were written."""
    vary = {"training": {"values": [0.05, 0.0]}, "peers": {"values": [2, 4, 6]}}
    found = design(plan_of("grid", vary=vary))

    assert found.tolist() == [list(row) for row in product([0.05, 0.0], [2, 4, 6])]


def test_a_list_is_read_row_by_row() -> None:
    """The first values of all settings make the first point, and a point may stand twice."""
    vary = {"training": {"values": [0.05, 0.0, 0.05]}, "peers": {"values": [2, 4, 2]}}

    assert design(plan_of("list", vary=vary)).tolist() == [[0.05, 2], [0.0, 4], [0.05, 2]]


def test_without_variation_there_is_one_point() -> None:
    """One point with no settings: each scenario as it is."""
    plan = plan_of("none", replicates=3)

    assert design(plan).shape == (1, 0)
    assert (point_count(plan), run_count(plan)) == (1, 6)


def test_the_problem_is_told_in_the_settings_own_units() -> None:
    """SALib is told names and ranges in the order of the columns."""
    assert problem(plan_of("sobol", vary=RANGES)) == {
        "num_vars": 3,
        "names": ["training", "trust_gain", "peers"],
        "bounds": [[0.01, 0.07], [0.1, 0.3], [2.0, 9.0]],
    }


@given(some.integers(1, 40), some.integers(1, 9), some.integers(1, 3))
def test_runs_are_in_the_order_of_replicates(points: int, replicates: int, scenarios: int) -> None:
    """Numbers run through scenarios, then points, then replicates; every combination has one number."""
    names = ["consultation_only", "power_sharing", "not_asked"][:scenarios]
    plan = plan_of("latin_hypercube", points, {"training": [0.0, 0.1]}, replicates=replicates, scenarios=names)
    keys = [run_key(plan, run) for run in range(run_count(plan))]

    assert keys == [RunKey(*key) for key in product(range(replicates), range(points), range(scenarios))]
    assert all(run == (key.replicate * points + key.point) * scenarios + key.scenario for run, key in enumerate(keys))


def test_paired_seeds_differ_between_points_and_replicates() -> None:
    """No two of 40 points times 25 replicates share a seed; scenarios are not asked, so they share it."""
    plan = plan_of("latin_hypercube", 40, RANGES, replicates=25)
    seeds = [seed_of(plan, point, replicate) for point in range(40) for replicate in range(25)]

    assert len(set(seeds)) == 1000
    assert min(seeds) >= 0
    assert 2**48 < max(seeds) < 2**49


def test_common_seeds_differ_between_replicates_only() -> None:
    """All points of a replicate share their luck."""
    plan = plan_of("latin_hypercube", 40, RANGES, replicates=25, seeds="common")
    seeds = {replicate: {seed_of(plan, point, replicate) for point in range(40)} for replicate in range(25)}

    assert all(len(found) == 1 for found in seeds.values())
    assert len(set.union(*seeds.values())) == 25


def test_seeds_do_not_depend_on_how_many_points_there_are() -> None:
    """A study made larger keeps the seeds that it had; another seed of the plan gives others."""
    small, large = plan_of("latin_hypercube", 4, RANGES), plan_of("latin_hypercube", 99, RANGES, replicates=7)

    assert [seed_of(small, point, 0) for point in range(4)] == [seed_of(large, point, 0) for point in range(4)]
    assert seed_of(small, 3, 0) != seed_of(plan_of("latin_hypercube", 4, RANGES, seed=2), 3, 0)


@pytest.mark.parametrize("name", ["training", "peers"])
def test_one_setting_alone_can_be_sampled(name: str) -> None:
    """The methods need no second setting."""
    low, high = BY_NAME[name].low, BY_NAME[name].high
    for method in SAMPLERS:
        found = design(plan_of(method, 4, {name: [low, high]}))
        assert found.shape[1] == 1
        assert low <= found.min() <= found.max() <= high
