"""When is a difference clear, and what is looked at."""

import numpy as np
import pytest
from scipy.stats import binomtest

from coprod_sim.indicators import value_at
from coprod_sim.study.certainty_text import averaged, both, certainty, headline, pairs_that_must_agree, verdict
from coprod_sim.study.compare import Comparison, Difference
from tests.report.conftest import PAIRS, Made


def difference(low: float, high: float, pairs_b_higher: int, equal: int = 0, indicator: str = "progress") -> Difference:
    """A difference with this interval and these counts."""
    return Difference(indicator, 0.5, 0.5 + (low + high) / 2, (low + high) / 2, low, high, pairs_b_higher, equal)


@pytest.mark.parametrize(
    ("low", "high", "pairs_b_higher", "equal", "pairs", "expected"),
    [
        (0.1, 0.3, 20, 0, 20, "higher"),
        (0.1, 0.3, 15, 0, 20, "higher"),
        (0.1, 0.3, 14, 0, 20, "unclear"),  # the interval is clear, the pairs do not agree
        (-0.3, -0.1, 5, 0, 20, "lower"),
        (-0.3, -0.1, 6, 0, 20, "unclear"),
        (-0.1, 0.3, 20, 0, 20, "unclear"),  # the pairs agree, the interval holds zero
        (0.0, 0.3, 20, 0, 20, "unclear"),
        (0.1, 0.3, 6, 14, 20, "higher"),  # pairs that are equal do not count
        (-0.3, -0.1, 0, 15, 20, "unclear"),  # five against none may be luck
        (-0.3, -0.1, 0, 14, 20, "lower"),
        (0.1, 0.3, 2, 0, 2, "unclear"),
        (0.1, 0.3, 5, 0, 5, "unclear"),
        (0.1, 0.3, 6, 0, 6, "higher"),
        (0.0, 0.0, 0, 20, 20, "same"),
        (0.1, 0.3, 0, 0, 20, "unclear"),  # the mean and the pairs point in opposite directions
        (float("nan"), float("nan"), 0, 0, 20, "unclear"),
    ],
)
def test_a_difference_is_clear_when_interval_and_pairs_agree(
    low: float, high: float, pairs_b_higher: int, equal: int, pairs: int, expected: str
) -> None:
    """Both the interval and the sign test must be clear, whichever way; what is unknown is unclear."""
    assert expected == certainty(difference(low, high, pairs_b_higher, equal), pairs)


@pytest.mark.parametrize("pairs", [*range(6, 61), 1000])
def test_the_pairs_that_must_agree_are_those_of_the_sign_test(pairs: int) -> None:
    """The least number of agreeing pairs with p <= 0.05 is that of scipy's exact two-sided binomial test."""
    needed = pairs_that_must_agree(pairs)

    assert binomtest(needed, pairs).pvalue <= 0.05
    assert binomtest(needed - 1, pairs).pvalue > 0.05


@pytest.mark.parametrize("pairs", range(6))
def test_fewer_than_six_pairs_can_never_agree_enough(pairs: int) -> None:
    """With up to five pairs, more pairs would have to agree than there are."""
    assert pairs_that_must_agree(pairs) == pairs + 1


@pytest.mark.parametrize(
    ("indicator", "low", "high", "pairs_b_higher", "expected"),
    [
        ("progress", 0.1, 0.2, 20, "better"),
        ("progress", -0.2, -0.1, 0, "worse"),
        ("staff_load", 0.1, 0.2, 20, "worse"),
        ("staff_load", -0.2, -0.1, 0, "better"),
        ("family_power", 0.1, 0.2, 20, "higher"),
        ("family_power", -0.1, 0.2, 12, "unclear"),
        ("disputes", float("nan"), float("nan"), 0, "not measured"),
    ],
)
def test_better_and_worse_follow_what_the_indicator_says(
    indicator: str, low: float, high: float, pairs_b_higher: int, expected: str
) -> None:
    """Higher is better, worse or neither, as the indicator declares."""
    assert expected == verdict(difference(low, high, pairs_b_higher, indicator=indicator), PAIRS)


def test_a_mean_over_months_is_the_mean_of_each_run(shared_power: Comparison) -> None:
    """`averaged` takes first and last month in, and its interval is that of the runs' means."""
    found = averaged(shared_power, "staff_load", 13, 24)
    by_run = [series["staff_load"][:, 13:25].mean(axis=1) for series in (shared_power.series_a, shared_power.series_b)]

    assert found.a == pytest.approx(by_run[0].mean())
    assert found.difference == pytest.approx((by_run[1] - by_run[0]).mean())
    assert found.pairs_b_higher == (by_run[1] > by_run[0]).sum()


def test_rates_of_rare_events_are_told_over_a_year(shared_power: Comparison) -> None:
    """Disputes and turnover at the end are means of the last twelve months; other headlines are the last month's."""
    last, months = shared_power.series_b["disputes"][:, -12:].mean(), shared_power.months

    assert headline(shared_power, "disputes").b == pytest.approx(last)
    assert headline(shared_power, "disputes") == averaged(shared_power, "disputes", months - 11, months)
    assert headline(shared_power, "disputes", 30) == averaged(shared_power, "disputes", 19, 30)
    assert headline(shared_power, "progress") == shared_power.difference("progress")
    assert headline(shared_power, "progress", 30) == shared_power.difference("progress", 30)


def test_a_short_run_is_averaged_whole() -> None:
    """Month 1 alone is a year; month 0, in which nothing can happen yet, does not count, and has no rate itself."""
    series = np.array([[9.0, 1.0, 3.0], [9.0, 2.0, 6.0]])
    assert value_at(series, "turnover_a_year", 1).tolist() == [1.0, 2.0]
    assert value_at(series, "turnover_a_year", 2).tolist() == [2.0, 4.0]
    assert np.isnan(value_at(series, "turnover_a_year", 0)).all()
    assert value_at(series, "progress", 0).tolist() == [9.0, 9.0]


def test_tiny_but_steady_differences_are_clear(made: Made) -> None:
    """A difference that is the same in every pair is clear, however small."""
    steady = made({"progress": np.full(PAIRS, 1e-6)})

    assert certainty(steady.difference("progress"), PAIRS) == "higher"


@pytest.mark.parametrize(
    ("a", "b", "expected"), [(45.94, 53.9, ("46", "54")), (45.4, 46.2, ("45.4", "46.2")), (0.04, 0.01, ("0", "0"))]
)
def test_numbers_beside_each_other_are_as_exact_as_they_must_be(a: float, b: float, expected: tuple[str, str]) -> None:
    """A decimal is shown only where the numbers lie close together and still differ."""
    assert expected == both(a, b)
