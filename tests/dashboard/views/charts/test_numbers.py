"""What charts draw: the numbers of the run, the band of all runs, axes that stand, and where nothing was measured."""

import copy
import math
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.runs import BAND
from coprod_sim.study.certainty_text import middle
from tests.dashboard.views.charts.charting import FIRST, LAST, SETTLED, charts, labels, of_band, show
from tests.dashboard.views.stage import a_run, staged

pytestmark = pytest.mark.browser


def whole(value: float) -> str:
    """Round as people do, with a real minus sign."""
    return str(math.floor(value + 0.5)).replace("-", "\N{MINUS SIGN}")


@pytest.mark.parametrize("month", [0, 17, 60])
def test_labels_tell_the_numbers_of_the_run(row: Page, given: dict[str, Any], month: int) -> None:
    """Every measure, both sides: the label is the number of the series at the month, rounded."""
    for measures in (FIRST, LAST):
        show(row, month=month, charts=list(measures))
        for measure in measures:
            a, b = (given["run"]["series"][measure][side][month] for side in (0, 1))
            assert labels(row, measure) == [f"A {whole(a)}", f"B {whole(b)}"], measure


@pytest.mark.parametrize("measure", PAGE_MEASURES)
def test_the_band_is_the_middle_of_the_runs(row: Page, given: dict[str, Any], measure: str) -> None:
    """The edges are those of the report, and the drawn edges stand where they should."""
    show(row, month=60, charts=[measure, *[name for name in PAGE_MEASURES if name != measure][:3]])
    drawn = row.evaluate(
        """async measure => {
            const { bandOf, plotOf, axisOf } = await import('/public/shared/charts/scale.js');
            const chart = document.querySelector(`[data-testid=chart-${measure}]`).__vue__;
            const ys = [...chart.$el.querySelectorAll('.chart-edge')].map(
                edge => edge.getAttribute('d').split(/[ML]/).slice(1).map(point => Number(point.split(' ')[1])));
            const bands = store.band.series[measure].map(bandOf);
            return { bands, ys, wanted: bands.flatMap(({ low, high }) => [low, high].map(e => e.map(chart.plot.y))) };
        }""",
        measure,
    )

    for side in (0, 1):
        runs = of_band(given, measure, side).astype(float)
        assert len(runs) == BAND
        for end, edge in zip(("low", "high"), middle(runs), strict=True):
            np.testing.assert_array_equal(drawn["bands"][side][end], edge)
    np.testing.assert_allclose(drawn["ys"], drawn["wanted"], atol=0.051)


def test_page_and_report_shade_the_same(row: Page) -> None:
    """For any count of runs the page's band is the report's to the last digit, and as many runs lie in it as are told."""
    for count in (1, 2, 5, 10, 11, 15, 20, 23):
        runs = np.random.default_rng(count).normal(50, 20, (count, 4))
        runs[0, 3] = np.nan
        drawn, inside = row.evaluate(
            """async rows => {
                const { bandOf, runsInside } = await import('/public/shared/charts/scale.js');
                return [bandOf(rows), runsInside(rows.length)];
            }""",
            [[None if np.isnan(value) else value for value in run] for run in runs.tolist()],
        )
        low, high = middle(runs)
        np.testing.assert_array_equal(np.array([drawn["low"], drawn["high"]], float), [low, high])
        assert (((low <= runs) & (runs <= high)).sum(axis=0) == inside)[:3].all(), count


def test_axes_never_move(row: Page) -> None:
    """The words at the axes are the same at every month and for another run."""
    texts = "[...document.querySelectorAll('.chart-frame .chart-tick')].map(t => t.textContent + t.getAttribute('y'))"
    first = row.evaluate(texts)
    others = []
    for month in (1, 24, 60):
        show(row, month=month)
        others.append(row.evaluate(texts))
    row.evaluate("given => give(given)", a_run("invited_not_deciding", "sincere_consultation", seed=3))
    row.evaluate(SETTLED)
    others.append(row.evaluate(texts))

    assert "0" in {re.sub(r"[\d.]+$", "", text)[:1] or text[:1] for text in first}
    assert all(other == first for other in others)


def test_all_runs_can_be_seen_as_thin_lines(row: Page) -> None:
    """Twenty lines a side in each chart instead of the band."""
    thin = ".chart:first-child .chart-run-line[data-side={}]"
    assert row.locator(thin.format("A")).count() == 0

    show(row, lines=True)

    assert [row.locator(thin.format(side)).count() for side in "AB"] == [BAND, BAND]
    assert row.locator(".chart-tint").count() == 0


def test_missing_values_break_a_line(browser: Browser, given: dict[str, Any]) -> None:
    """A line has a gap where nothing was measured, and its end has no label there."""
    other = copy.deepcopy(given)
    other["run"]["series"]["felt_trust"][0][20:30] = [None] * 10
    with staged(browser, other) as page:
        charts(page)
        show(page, stage="revealed")
        paths = page.locator("[data-testid=chart-felt_trust] .chart-line").evaluate_all(
            "lines => lines.map(line => line.getAttribute('d'))"
        )
        show(page, month=25)
        label_texts = page.locator("[data-testid=chart-felt_trust] .chart-label").all_text_contents()
        broken = page.evaluate(
            """async () => {
                const { bandPath, bandOf, linePath, plotOf, axisOf } = await import('/public/shared/charts/scale.js');
                const plot = plotOf(300, 200, 5, axisOf('voice'), { text: 16, label: 18 });
                const band = bandOf([new Float32Array([1, NaN, 3, 4, NaN, 6])]);
                return [linePath([1, null, 3, 4, NaN, 6], plot), bandPath(band, plot)];
            }"""
        )

    assert [path.count("M") for path in paths] == [2, 1]
    assert len(label_texts) == 1
    assert label_texts[0].startswith("B ")
    assert [path.count("M") for path in broken] == [3, 3]
    assert not any("NaN" in path for path in [*paths, *broken])


def test_the_meaning_counts_the_runs(row: Page, given: dict[str, Any]) -> None:
    """In its own sentence: in how many of the runs one side is higher; unclear when that could be chance."""
    show(row, month=60)
    a, b = (of_band(given, "felt_trust", side)[:, 60] for side in (0, 1))
    meaning = row.locator("[data-testid=chart-felt_trust] [data-testid=chart-meaning]")
    assert meaning.text_content() == f"B is higher in {(b > a).sum()} of 20 runs."

    row.evaluate(
        """() => { const rows = store.band.series.felt_trust[0];
            store.band = { ...store.band, series: { ...store.band.series, felt_trust: [rows, rows.map((r, i) => r.map(v => v + (i < 8 ? 1 : -1)))] } } }"""
    )
    row.evaluate(SETTLED)

    assert meaning.text_content() == "No clear difference: A is higher in 12 of 20 runs."


def test_a_measure_is_chosen_in_the_heading(row: Page) -> None:
    """The heading is a box with a name; a measure that is shown elsewhere changes places."""
    box = row.get_by_label("Measure of chart 1")
    assert box.locator("option").all_inner_texts()[:2] == ["Trust", "Say in choices"]

    box.select_option("staff_load")
    row.evaluate(SETTLED)
    assert row.evaluate("store.charts") == ["staff_load", "voice", "progress", "felt_trust"]
    assert row.locator("[data-testid=chart-staff_load] .chart-badge").inner_text() == "a cost"
    box.select_option("progress_gap")
    row.evaluate(SETTLED)

    assert row.evaluate("store.charts[0]") == "progress_gap"
    assert row.locator("[data-testid=chart-progress_gap] .chart-badge").inner_text() == "lower is easier"
    assert row.locator(".chart-title").evaluate_all("boxes => boxes.map(box => box.value)") == row.evaluate(
        "store.charts"
    )


def test_a_sentence_can_point_at_a_chart(row: Page) -> None:
    """A ring goes round the chart that a sentence is about, and round no other."""
    show(row, lit={"kind": "chart", "measure": "voice"})

    rings = row.locator(".chart").evaluate_all(
        "charts => charts.map(chart => getComputedStyle(chart).boxShadow !== 'none')"
    )
    assert rings == [False, True, False, False]
