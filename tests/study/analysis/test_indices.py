"""Do the indices of a study come out where textbooks put them, and are failed runs kept away from them?"""

from collections.abc import Callable

import numpy as np
import pytest
from SALib.test_functions import Ishigami

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.response import read_response
from coprod_sim.study.analysis.sensitivity import Index, Indices, indices
from tests.study.analysis.planted import THREE, Planted, plan_of

FIRST = (0.3139, 0.4424, 0.0)  # Ishigami with a = 7 and b = 0.1: Ishigami and Homma 1990, and any textbook since
TOTAL = (0.5576, 0.4424, 0.2437)
SAMPLES = 1024


def ishigami(points: Reals) -> Reals:
    """Ishigami's function; its inputs from minus pi to pi lie on the settings from 0 to 1."""
    return np.asarray(Ishigami.evaluate((2 * points - 1) * np.pi, A=7, B=0.1))


def by_setting(found: Indices) -> list[Index]:
    """Give indices in the order of the plan."""
    return sorted(found.found, key=lambda index: THREE.index(index.setting))


@pytest.fixture(scope="module")
def ishigami_study() -> Planted:
    """A Sobol study whose differences are Ishigami's function."""
    return Planted(plan_of("sobol", THREE, SAMPLES), ishigami)


@pytest.fixture(scope="module")
def ishigami_indices(ishigami_study: Planted) -> Indices:
    """Its indices."""
    return indices(read_response(ishigami_study))


@pytest.mark.parametrize("number", range(3))
def test_sobol_indices_of_ishigamis_function_are_the_known_ones(ishigami_indices: Indices, number: int) -> None:
    """First-order and total indices lie within their own confidence of the textbook, and the confidence is narrow."""
    found = by_setting(ishigami_indices)[number]

    assert abs(found.other - FIRST[number]) <= found.other_half_width
    assert abs(found.main - TOTAL[number]) <= found.main_half_width
    assert found.main_half_width < 0.12
    assert found.other_half_width < 0.12


def test_sobol_indices_are_ordered_by_the_total_index(ishigami_indices: Indices) -> None:
    """The setting that matters most comes first."""
    assert [index.setting for index in ishigami_indices.found] == list(THREE)


def test_indices_of_one_scenario_are_of_its_own_values(ishigami_study: Planted) -> None:
    """A is the same everywhere, so nothing matters in it; B carries the whole function."""
    a, b = (indices(read_response(ishigami_study, scenario=name)) for name in ishigami_study.plan.scenarios)

    assert [index.main for index in a.found] == [0.0, 0.0, 0.0]
    assert not any(index.clear for index in a.found)
    assert b.found[0].main == pytest.approx(TOTAL[0], abs=b.found[0].main_half_width)


def test_indices_come_out_the_same_each_time(ishigami_study: Planted, ishigami_indices: Indices) -> None:
    """The bootstrap is seeded by the plan."""
    assert indices(read_response(ishigami_study)).to_dict() == ishigami_indices.to_dict()


def test_morris_gives_the_slopes_of_a_linear_function() -> None:
    """For a linear function mu* is the size of the slope, mu the slope, and sigma is zero."""
    study = Planted(plan_of("morris", THREE, 10), lambda points: points @ np.array([3.0, -2.0, 0.0]) / 10)

    found = by_setting(indices(read_response(study)))

    assert [index.main for index in found] == pytest.approx([0.3, 0.2, 0.0], abs=1e-12)
    assert [index.other for index in found] == pytest.approx([0.3, -0.2, 0.0], abs=1e-12)
    assert [index.spread for index in found] == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)
    assert all(np.isnan(index.noise) for index in found)  # one replicate cannot tell


def noisy(slopes: tuple[float, ...], noise: float, replicates: int) -> Callable[[Reals], Reals]:
    """Make a linear function with normal luck of its own at each point and replicate."""

    def plant(points: Reals) -> Reals:
        own = noise * np.random.default_rng(11).normal(size=(len(points), replicates))
        return np.asarray((points @ np.array(slopes))[:, None] + own)

    return plant


def test_morris_says_where_luck_alone_would_put_a_setting() -> None:
    """A setting without effect comes out where its luck says, and is not called clear; a real one is."""
    replicates, noise = 4, 0.05
    plan = plan_of("morris", THREE, 200, replicates=replicates)

    found = by_setting(indices(read_response(Planted(plan, noisy((0.3, 0.1, 0.0), noise, replicates)))))

    step = 4 / (2 * 3)  # of a range, with four levels
    expected = np.sqrt(2 / np.pi) * noise * np.sqrt(2 / replicates) / step
    assert [index.noise for index in found] == pytest.approx([expected] * 3, rel=0.1)
    assert found[2].main == pytest.approx(expected, rel=0.15)
    assert [index.clear for index in found] == [True, True, False]


def test_sobol_says_where_luck_alone_would_put_a_setting() -> None:
    """A setting without effect has the total index that its luck says."""
    replicates, noise = 4, 0.05
    plan = plan_of("sobol", THREE, 256, replicates=replicates)

    found = by_setting(indices(read_response(Planted(plan, noisy((0.3, 0.1, 0.0), noise, replicates)))))

    error = noise**2 / replicates
    expected = error / (error + 0.3**2 / 12 + 0.1**2 / 12)
    assert [index.noise for index in found] == pytest.approx([expected] * 3, rel=0.15)
    assert found[2].main == pytest.approx(expected, rel=0.2)
    assert [index.clear for index in found] == [True, True, False]


def test_luck_that_all_points_share_is_not_counted_as_luck() -> None:
    """With common seeds a replicate moves all points alike, which changes no index."""

    def shared(points: Reals) -> Reals:
        return np.asarray(points[:, :1] + np.array([[0.0, 5.0, -3.0]]))

    found = indices(read_response(Planted(plan_of("morris", THREE, 10, replicates=3, seeds="common"), shared)))

    assert [index.noise for index in found.found] == pytest.approx([0.0] * 3, abs=1e-12)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_failed_runs_never_reach_salib(method: str) -> None:
    """A study with failed runs is refused, with the points, the first error and what to do."""
    study = Planted(
        plan_of(method, THREE, 8), lambda points: points[:, 0], failed={(3, 0): "ModelError: no team", (5, 0): "x"}
    )

    with pytest.raises(ScenarioError, match=r"2 runs failed, at points 3, 5; .* ModelError: no team.*sweep again"):
        indices(read_response(study))


def test_what_could_not_be_measured_never_reaches_salib() -> None:
    """A run that is done but gives no number is refused too."""
    study = Planted(plan_of("morris", THREE, 8), lambda points: np.where(points[:, 0] > 0.9, np.nan, points[:, 0]))

    with pytest.raises(
        ScenarioError, match=r"progress could not be measured at points 6, 7, 15: morris needs every point"
    ):
        indices(read_response(study))


def test_an_unfinished_study_is_analysed_over_its_whole_replicates() -> None:
    """Of two replicates the second is not there everywhere: the first alone is used, and that is told."""
    plan = plan_of("morris", THREE, 8, replicates=2)
    whole = Planted(plan_of("morris", THREE, 8), lambda points: points[:, 0])
    part = Planted(plan, lambda points: points[:, :1] * [[1.0, 9.0]], missing=frozenset({(4, 1)}))

    found = indices(read_response(part))

    assert found.replicates == 1
    assert [index.main for index in found.found] == [index.main for index in indices(read_response(whole)).found]


def test_a_study_without_one_whole_replicate_says_how_to_go_on() -> None:
    """Points that were never run are no failure: the study is to be finished."""
    study = Planted(plan_of("sobol", THREE, 8), lambda points: points[:, 0], missing=frozenset({(4, 0)}))

    with pytest.raises(ScenarioError, match=r"39 of 40 results are there: sobol needs .* --resume"):
        indices(read_response(study))


def test_indices_need_a_plan_of_their_method() -> None:
    """A grid has no indices."""
    study = Planted(plan_of("latin_hypercube", THREE, 8), lambda points: points[:, 0])

    with pytest.raises(ScenarioError, match='method = "latin_hypercube": indices need'):
        indices(read_response(study))
