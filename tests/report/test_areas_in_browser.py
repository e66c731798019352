"""The page of areas in a browser: it stands alone, fits, and everybody can use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coprod_sim import run
from coprod_sim.report.areas.page import write_area_page
from tests.report.areas import ODD, TWO, run_of
from tests.report.every_page import WIDTHS, EveryPage, Opened, opened_page

pytestmark = pytest.mark.browser
PLACES = ("drawn", "odd", "two")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of many areas, of areas that make trouble, and of two."""
    folder = tmp_path_factory.mktemp("areas")
    results = {
        "drawn": run("england", scale=0.01, months=12),
        "odd": run_of(ODD, folder),
        "two": run_of(TWO, folder),
    }
    return {name: write_area_page(result, folder / f"{name}.html") for name, result in results.items()}


@pytest.fixture(scope="module", params=[(place, width) for place in PLACES for width in WIDTHS], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    """A page, opened at one width with everything unfolded, and all that it asked for or complained about."""
    place, width = request.param
    with opened_page(browser, pages[place], width) as opened:
        yield opened


class TestAreas(EveryPage):
    """What holds for every page."""


def test_words_in_pictures_stay_inside_and_apart(opened: Opened) -> None:
    """No label is cut off at the edge of its picture, is too small to read, or lies on another label."""
    faults = opened[0].evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            const boxes = [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()]);
            const names = boxes.filter(([text]) => text.classList.contains('on'));
            const cut = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1 || box.height < 11);
            // Boxes of text have room above and below the letters, a quarter of their height.
            const over = names.filter(([one, a]) => names.some(([other, b]) => one !== other
                && a.left < b.right && b.left < a.right && a.top + a.height / 4 < b.bottom && b.top + b.height / 4 < a.bottom));
            return [...cut, ...over].map(([text]) => svg.id + ': ' + text.textContent);
        })"""
    )

    assert faults == []


def test_the_name_stays_in_sight_when_the_table_is_scrolled(opened: Opened) -> None:
    """On a narrow screen the table of all areas scrolls in its own place, and the names of areas stay where they are."""
    left = opened[0].evaluate(
        """() => {
            const table = document.querySelector('table.areas'), place = table.parentElement;
            place.scrollLeft = 10000;
            const name = table.querySelector('tbody th').getBoundingClientRect();
            return name.left - place.getBoundingClientRect().left;
        }"""
    )

    assert abs(left) <= 1
