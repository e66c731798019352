"""What holds for every page that we write: it stands alone, fits, and everybody can use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.axe import axe
from tests.tabs import Tab

WIDTHS = (1280, 400)
Opened = tuple[Page, list[str]]


@contextmanager
def opened_page(browser: Browser, path: Path, width: int) -> Iterator[Opened]:
    """Open a page at one width with everything unfolded: gives it, and all that it asked for or complained about."""
    tab = Tab(browser, width, 900)
    heard: list[str] = []
    tab.hear("console", lambda message: heard.append(message.text))
    tab.hear("pageerror", lambda error: heard.append(str(error)))
    tab.hear("request", lambda asked: heard.append(asked.url))
    tab.page.goto(path.as_uri())
    tab.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    yield tab.page, heard
    tab.leave()


class EveryPage:
    """The tests of a page; the fixture `opened` is the page's own."""

    def test_it_asks_for_nothing_and_complains_of_nothing(self, opened: Opened) -> None:
        """The only request is for the file itself, and the console stays empty."""
        page, heard = opened

        assert heard == [page.url]

    def test_it_never_scrolls_sideways(self, opened: Opened) -> None:
        """The page is as wide as the window; wide tables scroll in their own place."""
        wide = opened[0].evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

        assert wide[0] <= wide[1]

    def test_everybody_can_use_it(self, opened: Opened) -> None:
        """Axe, the checker for accessibility, finds nothing wrong."""
        assert axe(opened[0]) == []

    def test_tables_can_be_scrolled_with_the_keyboard(self, opened: Opened) -> None:
        """Every place that scrolls can be reached with the Tab key, and has a name."""
        unreachable = opened[0].evaluate(
            """() => [...document.querySelectorAll('.scroll')].filter(place =>
                place.tabIndex !== 0 || !document.getElementById(place.getAttribute('aria-labelledby'))).length"""
        )

        assert unreachable == 0

    def test_captions_are_read_without_scrolling(self, opened: Opened) -> None:
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
