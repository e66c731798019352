"""The statistics of areas, on columns whose answers are known."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from coprod_sim.evidence.validation import statistics as stats
from coprod_sim.evidence.validation.statistics import AreaEstimate


def test_rank_correlations_are_those_of_scipy_ties_and_gaps_and_all() -> None:
    """Ties share their rank, and an area without a number is left out."""
    chance = np.random.default_rng(3)
    one, other = np.round(chance.normal(size=80), 1), np.round(chance.normal(size=80), 1) + 0.3
    one[5] = other[9] = np.nan
    found = stats.rank_correlation(one, other)
    expected = spearmanr(one, other, nan_policy="omit").statistic

    assert found.areas == 78
    assert found.value == pytest.approx(expected, abs=1e-12)
    assert found.low < found.value < found.high


def test_the_interval_of_a_rank_correlation_covers_as_often_as_it_says() -> None:
    """Of 400 samples of 60 areas, about 95 % of intervals hold the true rank correlation; the band is four standard errors."""
    chance, held, r = np.random.default_rng(4), 0, 0.5
    truth = 6 / np.pi * np.arcsin(r / 2)  # rank correlation of two normal columns that correlate by r
    for _ in range(400):
        one, noise = chance.normal(size=(2, 60))
        found = stats.rank_correlation(one, r * one + np.sqrt(1 - r * r) * noise)
        held += found.low < truth < found.high

    assert 0.95 - 4 * 0.011 < held / 400 < 0.95 + 4 * 0.011


def test_a_column_that_is_the_same_everywhere_has_no_correlation() -> None:
    """Nothing can be said, and nothing is."""
    assert np.isnan(stats.rank_correlation(np.ones(20), np.arange(20.0)).value)


def test_the_gradient_compares_the_least_poor_fifth_with_the_poorest() -> None:
    """Ten areas: the two least poor have a mean of 9, the two poorest of 6, in whatever order they come."""
    rate = np.array([8.0, 10, 1, 1, 1, 1, 1, 1, 5, 7])
    poverty = np.arange(10.0)
    mixed = np.random.default_rng(5).permutation(10)

    assert stats.gradient(rate[mixed], poverty[mixed]) == 1.5


def test_a_bootstrap_holds_the_value_and_gives_the_same_twice() -> None:
    """The draws are fixed, so that a report can be repeated; its interval lies around the value."""
    rate = np.random.default_rng(6).lognormal(0, 0.4, 100)
    found, again = stats.bootstrapped(stats.rate_spread, rate), stats.bootstrapped(stats.rate_spread, rate)

    assert found == again
    assert 1 < found.low < found.value < found.high


def test_rates_that_stay_persist_and_rates_of_luck_do_not() -> None:
    """The correlation from year to year is near 1 for steady rates, and near 0 for new draws each year."""
    chance = np.random.default_rng(7)
    steady = np.arange(50.0) + chance.normal(0, 0.01, (4, 50))

    assert stats.persistence(steady) > 0.99
    assert abs(stats.persistence(chance.normal(size=(40, 50)))) < 0.1


def test_counts_of_areas_all_alike_are_all_luck() -> None:
    """Poisson counts around one rate have the variance of luck; wide true differences make luck a small part."""
    families = np.full(2000, 500.0)
    chance = np.random.default_rng(8)
    alike = 1000 * chance.poisson(0.03 * 500, (3, 2000)) / 500
    apart = 1000 * chance.poisson(np.linspace(0.005, 0.2, 2000) * 500, (3, 2000)) / 500

    assert stats.counting_noise_share(alike, families) > 0.93
    assert stats.counting_noise_share(apart, families) < 0.1


def test_two_seeds_agree_as_far_as_they_share() -> None:
    """The ceiling of equal predictions is 1; of opposite ones it is -1; of a single seed there is none."""
    one = np.arange(20.0)

    assert stats.ceiling(np.stack((one, one))) == pytest.approx(1)
    assert stats.ceiling(np.stack((one, -one))) == pytest.approx(-1)
    assert np.isnan(stats.ceiling(one[None]))


@pytest.mark.parametrize(
    ("low", "high", "holds", "reaches"), [(0, 1, True, True), (0.6, 1, False, True), (0.8, 1, False, False)]
)
def test_an_interval_reaches_a_span_or_not(low: float, high: float, holds: bool, reaches: bool) -> None:
    """0.5 with the interval 0.3 to 0.7, against spans that hold it, touch it and miss it."""
    found = AreaEstimate(0.5, 0.3, 0.7, 50)

    assert (found.holds(low, high), found.reaches(low, high)) == (holds, reaches)
