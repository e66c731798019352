"""The charts: their numbers, their axes, and labels that can be read."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.indicators import INDICATORS
from coprod_sim.report.comparison.bars import CAUSE_WORDS, RUNG_MEANINGS, RUNG_WORDS, ledger, ledger_chart, rungs
from coprod_sim.report.comparison.charts import (
    COST_CHARTS,
    FAMILIES,
    MOST_POINTS,
    Chart,
    difference_limits,
    line_chart,
    lines_of,
    month_ticks,
    rolling_year,
)
from coprod_sim.report.svg import signed, spread_out, widened
from coprod_sim.study.compare import Comparison, compare

GAP = 10.0


@given(st.lists(st.floats(0, 100), max_size=8))
def test_labels_never_overlap(wanted: list[float]) -> None:
    """Labels keep their distance, their order, and stay on the chart."""
    placed = spread_out(wanted, GAP, 0.0, 100.0)
    ordered = [place for _, place in sorted(zip(wanted, placed, strict=True))]

    assert all(after - before >= GAP - 1e-9 for before, after in pairwise(ordered))
    assert all(-1e-9 <= place <= 100 + 1e-9 for place in placed)


def test_labels_that_have_room_stay_where_they_are() -> None:
    """Only labels that would overlap are moved."""
    assert spread_out([80.0, 20.0], GAP, 0.0, 100.0) == [80.0, 20.0]


def test_a_rolling_year_is_the_mean_of_twelve_months() -> None:
    """Each month is averaged with the eleven before it; before that there is nothing."""
    values = np.random.default_rng(1).normal(size=(3, 30))
    rolled = rolling_year(values)

    assert np.isnan(rolled[:, :11]).all()
    for month in range(11, 30):
        np.testing.assert_allclose(rolled[:, month], values[:, month - 11 : month + 1].mean(axis=1))


def test_disputes_are_drawn_smoothed(shared_power: Comparison) -> None:
    """The last point of the chart of disputes is the mean of the last year, which the table shows too."""
    chart = next(chart for chart in COST_CHARTS if chart.name == "disputes")

    assert lines_of(shared_power, chart).b[:, -1].mean() == pytest.approx(
        shared_power.series_b["disputes"][:, -12:].mean()
    )


@pytest.mark.parametrize("chart", [*FAMILIES, *COST_CHARTS], ids=lambda chart: chart.name)
def test_a_chart_ends_where_the_data_end(shared_power: Comparison, chart: Chart) -> None:
    """Both lines are labelled with their last values, one solid and one dashed, and the difference with its own."""
    picture = str(line_chart(shared_power, chart))
    seen = lines_of(shared_power, chart)
    labels = re.findall(r'class="label ([abd])"[^>]*>([^<]*)<', picture)

    assert [letter for letter, _ in labels] == ["a", "b", "d"]
    for (letter, words), values in zip(labels, (seen.a, seen.b), strict=False):
        assert words.startswith(letter.upper())
        assert float(words.split()[1]) == pytest.approx(values[:, -1].mean(), abs=0.51)
    assert f'<title id="chart-{chart.name}-title">{INDICATORS[chart.name].title}' in picture.replace("&#39;", "'")


def test_long_runs_are_thinned_out() -> None:
    """A run of 100 years draws no more points than a screen can show, and keeps the first and the last month."""
    long = compare("consultation_only", "training_only", pairs=2, months=1200)
    months = lines_of(long, Chart("progress")).months

    assert len(months) <= MOST_POINTS + 1
    assert (months[0], months[-1]) == (0, 1200)


def test_axes_are_fixed_unless_the_data_go_beyond() -> None:
    """An axis moves its end only outwards, to a round number."""
    assert widened(80, 120, 95, 105) == (80, 120)
    assert widened(80, 120, 95, 151) == (80, 160)
    assert widened(0, 100, -3, 50) == (-50, 100)


def test_the_axis_of_differences_is_even() -> None:
    """It reaches as far below zero as above, and never less than five."""
    assert difference_limits(np.array([-0.1]), np.array([0.2])) == (-5, 5)
    assert difference_limits(np.array([-3.0, np.nan]), np.array([31.0, np.nan])) == (-40, 40)


@pytest.mark.parametrize("last", [1, 5, 12, 13, 60, 61, 240, 12_000])
def test_months_are_named_few_and_round(last: int) -> None:
    """At most seven months are named, from 0 on, at even distances."""
    ticks = month_ticks(last)

    assert len(ticks) <= 7
    assert ticks[0] == 0
    assert ticks[-1] <= last
    assert len(set(np.diff(ticks))) == 1


def test_the_ledger_adds_up_to_the_change_of_trust(shared_power: Comparison) -> None:
    """The causes add up, in A and in B, to felt trust at the end minus at the start."""
    totals = np.sum(list(ledger(shared_power).values()), axis=0)
    changes = [
        100 * (series["felt_trust"][:, -1] - series["felt_trust"][:, 0]).mean()
        for series in (shared_power.series_a, shared_power.series_b)
    ]

    np.testing.assert_allclose(totals, changes, atol=1e-9)
    assert set(CAUSE_WORDS) == set(ledger(shared_power))
    assert f"all together: A {signed(changes[0])}, B {signed(changes[1])}" in str(ledger_chart(shared_power))


def test_the_ladder_is_whole(shared_power: Comparison) -> None:
    """The rungs of each way of working add up to 100."""
    shares = np.array(list(rungs(shared_power).values()))

    np.testing.assert_allclose(shares.sum(axis=0), 100)
    assert set(RUNG_WORDS) == set(rungs(shared_power))


def test_told_is_not_called_asked() -> None:
    """The report says of the rung below "Asked" that staff told the family what had been decided, not that it was asked."""
    assert "told the family what had been decided" in RUNG_MEANINGS["told"]
    assert "asked" not in RUNG_MEANINGS["told"]
