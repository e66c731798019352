"""The report in a browser: it stands alone, fits, and everybody can use it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from coprod_sim.compare import Comparison
from coprod_sim.report.html import write_report

pytestmark = pytest.mark.browser
WIDTHS = (1280, 400)


@pytest.fixture(scope="module")
def report(shared_power: Comparison, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report."""
    return write_report(shared_power, tmp_path_factory.mktemp("report") / "report.html").as_uri()


@pytest.fixture(scope="module", params=WIDTHS)
def opened(request: pytest.FixtureRequest, browser: Browser, report: str) -> Iterator[tuple[Page, list[str]]]:
    """The report, opened at one width with everything unfolded, and all that it asked for or complained about."""
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda asked: heard.append(asked.url))
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    yield page, heard
    page.close()


def test_it_asks_for_nothing_and_complains_of_nothing(opened: tuple[Page, list[str]], report: str) -> None:
    """The only request is for the file itself, and the console stays empty."""
    assert opened[1] == [report]


def test_it_never_scrolls_sideways(opened: tuple[Page, list[str]]) -> None:
    """The page is as wide as the window; wide tables scroll in their own place."""
    wide = opened[0].evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert wide[0] <= wide[1]


def test_everybody_can_use_it(opened: tuple[Page, list[str]]) -> None:
    """Axe, the checker for accessibility, finds nothing wrong."""
    results = Axe().run(opened[0])

    assert results.violations_count == 0, results.generate_report()


def test_words_in_charts_stay_inside(opened: tuple[Page, list[str]]) -> None:
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


def test_tables_can_be_scrolled_with_the_keyboard(opened: tuple[Page, list[str]]) -> None:
    """Every place that scrolls can be reached with the Tab key, and has a name."""
    unreachable = opened[0].evaluate(
        """() => [...document.querySelectorAll('.scroll')].filter(place =>
            place.tabIndex !== 0 || !document.getElementById(place.getAttribute('aria-labelledby'))).length"""
    )

    assert unreachable == 0


def test_captions_are_read_without_scrolling(opened: tuple[Page, list[str]]) -> None:
    """However wide a table is, its caption ends inside the place that scrolls."""
    cut = opened[0].evaluate(
        """() => [...document.querySelectorAll('.scroll')].map(place => {
            const words = document.createRange();
            words.selectNodeContents(place.querySelector('caption'));
            return [place, words];
        }).filter(([place, words]) =>
            words.getBoundingClientRect().right > place.getBoundingClientRect().right + 1
        ).map(([place, words]) => words.toString())"""
    )

    assert cut == []


def test_options_of_the_command_stay_whole(opened: tuple[Page, list[str]]) -> None:
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
