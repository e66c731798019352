"""The report in a browser: it stands alone, fits, and everybody can use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coprod_sim.report.comparison.page import write_report
from coprod_sim.study.compare import Comparison
from tests.report.every_page import WIDTHS, EveryPage, Opened, opened_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(shared_power: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report."""
    return write_report(shared_power, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="module", params=WIDTHS)
def opened(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Opened]:
    """The report, opened at one width with everything unfolded, and all that it asked for or complained about."""
    with opened_page(browser, report, request.param) as opened:
        yield opened


class TestReport(EveryPage):
    """What holds for every page."""


def test_words_in_charts_stay_inside(opened: Opened) -> None:
    """No label is cut off at the edge of its chart, and none is too small to read."""
    faults = opened[0].evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1 || box.height < 11;
            }).map(text => svg.id + ': ' + text.textContent);
        })"""
    )

    assert faults == []


def test_options_of_the_command_stay_whole(opened: Opened) -> None:
    """In the command that repeats a report, no option is broken after its hyphens; copied, it is one command."""
    options = opened[0].locator("#repeat pre .option")
    heights = options.evaluate_all("found => found.map(option => option.getClientRects().length)")
    copied = opened[0].evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector('#repeat pre'));
            return getSelection().toString();
        }"""
    )

    assert options.count() == 4
    assert heights == [1] * 4
    assert " ".join(copied.split()) == copied.strip()
    assert copied.strip().endswith("--pairs 20 --months 60 --seed 1 --report report.html")
