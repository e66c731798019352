"""What charts hide: nothing gives the end of a run away before it was played or revealed."""

import base64
import copy
import math
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.dashboard.views.charts.charting import SETTLED, charts, of_band, pixels_of, show
from tests.dashboard.views.stage import staged

pytestmark = pytest.mark.browser
CORNER = 3  # pixels
FAINT = 16  # of 255: less than this is the browser's own smoothing of a whole path


def later_changed(given: dict[str, Any], month: int) -> dict[str, Any]:
    """Give the same run, except that everything after a month is different."""
    other = copy.deepcopy(given)
    for both in other["run"]["series"].values():
        for values in both:
            values[month + 1 :] = [99 - value for value in values[month + 1 :]]
    for measure, both in other["band"]["series"].items():
        for side in (0, 1):
            rows = of_band(given, measure, side).copy()
            rows[:, month + 1 :] = 99 - rows[:, month + 1 :]
            both[side] = base64.b64encode(rows.tobytes()).decode()
    return other


@pytest.mark.parametrize("lines", [False, True])
def test_nothing_gives_the_future_away(browser: Browser, given: dict[str, Any], lines: bool) -> None:
    """Two runs that differ only after month 24 look the same at month 24, and differ at month 26.

    Only in the last pixels before the month line the corner of a line may look another way.
    """
    seen = []
    for each in (given, later_changed(given, 24)):
        with staged(browser, each) as page:
            charts(page)
            show(page, stage="open", lines=lines, month=24, before=each["run"]["series"])
            at_24 = pixels_of(page.screenshot())
            now = page.locator(".chart-now").evaluate_all("all => all.map(line => line.getBoundingClientRect().left)")
            words = page.locator(".chart-hidden, .chart-panel, svg[role=img]").evaluate_all(
                "parts => parts.map(part => part.textContent + part.getAttribute('aria-label'))"
            )
            show(page, month=26)
            seen.append((at_24, words, pixels_of(page.screenshot()), now))

    apart = np.abs(seen[0][0].astype(int) - seen[1][0]).max(axis=(0, 2))
    columns = np.flatnonzero(apart > FAINT)
    assert all(min(abs(column - line) for line in seen[0][3]) <= CORNER for column in columns)
    assert seen[0][1] == seen[1][1]
    later = np.flatnonzero((seen[0][2] != seen[1][2]).any(axis=(0, 2)))
    assert len(later) > 4 * CORNER


def right_of_the_line(page: Page) -> int:
    """Count coloured pixels right of the month line of the first chart, where only lines may be."""
    others = "document.querySelectorAll('.chart-frame, .chart-end, .chart-now').forEach(e => e.style.visibility = '{}')"
    page.evaluate(others.format("hidden"))
    now = page.evaluate("Number(document.querySelector('.chart-now').getAttribute('x1'))")
    pixels = pixels_of(page.locator(".chart-plot").first.screenshot())
    page.evaluate(others.format(""))
    return int((pixels[:, math.ceil(now) + 1 :] < 250).any(axis=2).sum())


@pytest.mark.parametrize(
    ("stages", "visible"),
    [
        (["open:24"], False),
        (["locked:24"], False),
        (["revealed:24"], True),
        (["open:60", "open:24"], True),
        (["open:60", "predict:24"], False),
    ],
)
def test_the_rest_is_drawn_in_light_once_it_is_known(row: Page, stages: list[str], visible: bool) -> None:
    """Right of the month line is nothing, until the reveal or until the end of this run was reached."""
    for stage in stages:
        name, month = stage.split(":")
        show(row, stage=name, month=int(month))

    assert (right_of_the_line(row) > 0) == visible
    assert row.locator(".chart-rest").count() == (4 if visible else 0)
    assert row.locator(".chart-panel").first.locator("tbody tr").count() == (6 if visible else 3)


def test_another_run_hides_its_end_again(row: Page, given: dict[str, Any]) -> None:
    """Having seen the end of one run says nothing of the next."""
    show(row, month=60)
    show(row, month=24)
    assert row.locator(".chart-rest").count() == 4

    row.evaluate("given => give(given)", given | {"run": given["run"] | {"results": "another"}})
    row.evaluate(SETTLED)

    assert row.locator(".chart-rest").count() == 0


def test_guesses_are_told_after_the_reveal_only(browser: Browser, given: dict[str, Any]) -> None:
    """How many guessed what stands under the title, but not before."""
    marks = [
        {"measure": "voice", "side": "B", "shape": shape, "votes": votes}
        for shape, votes in (("flat", 9), ("fast_rise", 14))
    ]
    with staged(browser, given) as page:
        charts(page, marks=marks)
        show(page, stage="locked", month=60)
        early = page.locator("[data-testid=chart-guess]").count()
        show(page, stage="revealed")
        guesses = page.locator("[data-testid=chart-guess]").all_inner_texts()

    assert early == 0
    assert guesses == ["14 of 23 guessed: B fast rise"]
