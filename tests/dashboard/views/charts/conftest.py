"""A real run with its four charts, as the tests of a file share them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.dashboard.views.charts.charting import SETTLED, charts, show
from tests.dashboard.views.stage import a_run, staged


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """A real run, its band, and three changes close together."""
    given = a_run()
    titles = (("B", 12), ("A", 13), ("both", 36))
    changes = [{"who": who, "start": start, "length": 0, "title": "Change"} for who, start in titles]
    return given | {"run": given["run"] | {"changes": changes}}


@pytest.fixture(scope="module")
def row_page(browser: Browser, given: dict[str, Any]) -> Iterator[Page]:
    """A page with the row of four charts, for many tests."""
    with staged(browser, given) as page:
        page.evaluate("window.fresh = JSON.stringify({ ...store, words: 0, run: 0, band: 0 })")
        yield charts(page)


@pytest.fixture
def row(row_page: Page, given: dict[str, Any]) -> Page:
    """The row of four charts as it is at first, at the size that it has on the trainer's page."""
    row_page.set_viewport_size({"width": 1280, "height": 236})
    row_page.evaluate("given => { Object.assign(store, JSON.parse(fresh)); give(given); }", given)
    row_page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = false; })")
    row_page.evaluate(SETTLED)
    show(row_page, stage="open")
    return row_page
