"""What lies outside an axis is never drawn at its edge: the line is cut there, and marked."""

import copy
import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.dashboard.views.charts.charting import charts, show
from tests.dashboard.views.stage import staged

pytestmark = pytest.mark.browser

CUT = """async values => {
    const { axisOf, breakPath, linePath, plotOf } = await import('/public/shared/charts/scale.js');
    const plot = plotOf(300, 200, values.length - 1, axisOf('staff_load'), { text: 16, label: 18 });
    return [linePath(values, plot), breakPath(values, plot), plot.top, plot.bottom];
}"""
MARK = "[data-testid=chart-staff_load] .chart-break"


def strokes(path: str) -> int:
    """Count the marks in a path: two strokes each."""
    return path.count("M") // 2


@pytest.mark.parametrize(
    ("values", "pieces", "marks"),
    [
        ([90, 100, 110], 1, 0),
        ([50, 150, 100], 1, 0),
        ([100, 261, 261], 1, 2),
        ([100, 261, 100], 2, 2),
        ([261, 100, 100], 1, 2),
        ([261, 261, 261], 0, 2),
        ([100, 20, 100], 2, 2),
        ([20, 261, 100], 2, 4),
        ([100, None, 261], 1, 1),
    ],
)
def test_a_line_is_cut_where_it_leaves_its_axis(
    page_of_charts: Page, values: list[float | None], pieces: int, marks: int
) -> None:
    """Each crossing has a mark, and so have a beginning and an end outside; nothing is drawn along the edge."""
    line, mark, top, bottom = page_of_charts.evaluate(CUT, values)

    heights = [[float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", piece)] for piece in line.split("M") if piece]
    assert (len(heights), strokes(mark)) == (pieces, marks)
    assert all(top <= y <= bottom for piece in heights for y in piece)
    assert not any(one == two and one in (top, bottom) for piece in heights for one, two in pairwise(piece))


@pytest.fixture
def page_of_charts(browser: Browser, given: dict[str, Any]) -> Any:
    """The charts of a run whose workload rises to 261 in B."""
    other = copy.deepcopy(given)
    other["run"]["series"]["staff_load"][1][20:] = [261.0] * 41
    with staged(browser, other) as page:
        charts(page)
        show(page, stage="open", month=60)
        yield page


def test_a_chart_marks_what_is_outside(page_of_charts: Page) -> None:
    """The workload of 261 has marks of its side, an arrow at its end, and its true number; the other side has neither."""
    page = page_of_charts
    chart = page.locator("[data-testid=chart-staff_load]")

    assert page.locator(f"{MARK}[data-side=B]").count() >= 1
    assert chart.locator(".chart-beyond").count() == 1
    assert chart.locator("[data-testid=chart-label-b]").text_content() == "B 261"
    assert page.locator("[data-testid=chart-voice] .chart-break").count() == 0
    show(page, month=10)
    assert chart.locator(".chart-beyond").count() == 0


def test_a_chart_says_nothing_of_what_is_still_to_come(page_of_charts: Page) -> None:
    """While a vote is locked, neither lines, bands, marks nor the row of numbers hold a month after the shown one."""
    page = page_of_charts
    show(page, stage="locked", month=10)
    points = page.locator(".chart-line, .chart-edge").evaluate_all(
        "all => all.map(one => one.getAttribute('d').split('L').length)"
    )

    assert set(points) == {11}
    assert page.locator(MARK).count() == 0
    assert page.locator(".chart-panel").first.locator("tbody th").all_text_contents() == ["0", "10"]
    show(page, lines=True)
    thin = page.locator(".chart-run-line").evaluate_all(
        "all => all.map(one => one.getAttribute('d').split('L').length)"
    )
    assert len(thin) == 160
    assert set(thin) == {11}


def test_play_from_the_end_has_forgotten_the_end(page_of_charts: Page) -> None:
    """A locked room that plays again from the start reads no number of the end while it plays."""
    page = page_of_charts
    show(page, stage="locked", month=60)
    assert page.locator("[data-testid=chart-staff_load] .chart-panel tbody th").last.text_content() == "60"
    show(page, playing=True, month=0)

    assert page.locator("[data-testid=chart-staff_load] .chart-panel tbody th").all_text_contents() == ["0"]
    assert "In month 0," in (
        page.locator("[data-testid=chart-staff_load] [data-testid=chart-told]").text_content() or ""
    )
