"""The sampler on worlds whose answer is known: nothing of our model is in here."""

import math

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import kstest

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.calibration.sequential_abc import Population, first_wave, next_wave, propose, steps_needed

SETS = 400
OBSERVED, NOISE = 1.2, 0.5
"""A mean drawn from a standard normal, seen once with noise: its posterior is normal, with the moments below."""
POSTERIOR_MEAN = OBSERVED / (1 + NOISE * NOISE)
POSTERIOR_SD = NOISE / math.sqrt(1 + NOISE * NOISE)


def run_of(dimensions: int, sets: int, waves: int, seed: int = 1) -> Population:
    """Sample the toy: the first coordinate is the mean, the second the noise, all others are not observed.

    Noise that is itself a coordinate makes the distance a function of the point, as common seeds do in our model.
    """

    def distance(point: Reals, limit: float) -> float:
        far = abs(point[0] + NOISE * point[1] - OBSERVED)
        return far if far <= limit else math.inf

    now = first_wave(distance, dimensions, sets, seed)
    for _ in range(waves):
        now = next_wave(distance, now, seed)
    return now


@pytest.mark.parametrize("dimensions", [2, 40])
def test_the_posterior_of_a_gaussian_mean_is_found(dimensions: int) -> None:
    """Mean and spread are those of the textbook within their Monte Carlo error (four standard errors of 400 draws).

    Copies are related, so 400 draws count for fewer: the error is taken for half as many.
    """
    found = run_of(dimensions, SETS, 6)
    draws, error = found.points[:, 0], POSTERIOR_SD / math.sqrt(SETS / 2)
    assert found.tolerance < 0.06
    assert draws.mean() == pytest.approx(POSTERIOR_MEAN, abs=4 * error)
    assert draws.std(ddof=1) == pytest.approx(POSTERIOR_SD, abs=4 * error / math.sqrt(2))


def test_what_is_not_observed_stays_as_the_prior_has_it() -> None:
    """In forty dimensions the coordinates that the distance does not read are still standard normal, and few points are copies."""
    found = run_of(40, SETS, 6)
    unread = found.points[:, 2:]
    assert found.distinct > 0.8 * SETS
    assert abs(unread.mean()) < 4 / math.sqrt(unread.size / 2)
    assert unread.std() == pytest.approx(1, abs=0.05)


def test_a_cut_off_prior_is_sampled_within_the_cut() -> None:
    """Where the distance only forbids the lower half, what is left is half of a bell (Kolmogorov-Smirnov, p > 0.001)."""

    def distance(point: Reals, limit: float) -> float:
        del limit
        return 0.0 if point[0] > 0 else 1.0

    now = first_wave(distance, 1, SETS, 3)
    for _ in range(2):
        now = next_wave(distance, now, 3)
    assert now.points.min() > 0
    assert kstest(now.points[:, 0][:: SETS // 100], lambda value: 2 * ndtr(value) - 1).pvalue > 0.001


def test_the_tolerance_falls_and_binds() -> None:
    """From wave to wave the tolerance falls, and no distance is above it."""
    tolerances = []
    for waves in range(1, 5):
        now = run_of(3, 40, waves)
        assert (now.distances <= now.tolerance).all()
        tolerances.append(now.tolerance)
    assert tolerances == sorted(tolerances, reverse=True)
    assert tolerances[-1] < tolerances[0] / 2


def test_the_tolerance_does_not_fall_below_the_goal() -> None:
    """A wave with a goal keeps everybody who is as near as that."""
    before = run_of(3, 40, 1)
    same = next_wave(lambda point, limit: 9.0 + 0 * limit * point[0], before, 1, goal=before.tolerance)
    np.testing.assert_array_equal(same.points, before.points)


def test_the_same_seed_gives_the_same_population_and_another_does_not() -> None:
    """Luck is keyed by seed, wave and place, so threads do not matter."""
    one, again, other = run_of(5, 30, 3), run_of(5, 30, 3), run_of(5, 30, 3, seed=2)
    np.testing.assert_array_equal(one.points, again.points)
    assert (one.points != other.points).any()


def test_a_step_leaves_the_prior_as_it_is() -> None:
    """Standard normal points are standard normal after a step (Kolmogorov-Smirnov, p > 0.001), and some coordinate moves."""
    chance = np.random.default_rng(5)
    before = chance.standard_normal((2000, 3))
    after = np.array([propose(point, 0.7, chance) for point in before])
    assert kstest(after.ravel(), ndtr).pvalue > 0.001
    assert (before != after).any(axis=1).all()
    assert 0.4 < (before != after).mean() < 0.65


def test_more_steps_are_taken_where_fewer_are_accepted() -> None:
    """The number of steps leaves at most two in a hundred copies unmoved, up to a limit."""
    assert [steps_needed(share) for share in (1.0, 0.9, 0.5)] == [1, 2, 6]
    assert steps_needed(0.0) == steps_needed(0.01) == 8
