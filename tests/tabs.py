"""Tabs of the browser that are used again, each by one test at a time.

The first page in a new tab costs three times the processor time of the next: a process starts, and all code is compiled.
Between two tests a tab loses what a page or a test can leave in it: cookies, storage, other windows, the kind of media,
who listens, and the page itself.  What else a test does to a tab (its clock, the eyes that it emulates) would stay, so
such a test asks for a fresh one.
"""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Error, Page, ViewportSize

UNUSED: Final[WeakKeyDictionary[Browser, dict[str, list[Page]]]] = WeakKeyDictionary()
"""What tests have left, by browser and by the options of their contexts."""
NOWHERE: Final = "about:blank"
FORGET: Final = "localStorage.clear(), sessionStorage.clear()"


class Tab:
    """An empty tab of a size [px], in a browser context of its own with the given options; a fresh one was never used."""

    def __init__(self, browser: Browser, width: int, height: int, *, fresh: bool = False, **options: Any) -> None:
        self.fresh, self.left = fresh, False
        self.unused = UNUSED.setdefault(browser, {}).setdefault(repr(sorted(options.items())), [])
        self.ears: list[tuple[Any, Callable[..., None]]] = []
        size = ViewportSize(width=width, height=height)
        if fresh or not self.unused:
            self.page = browser.new_context(viewport=size, **options).new_page()
        else:
            self.page = self.unused.pop()
            self.page.set_viewport_size(size)

    def hear(self, event: Any, ear: Callable[..., None]) -> None:
        """Call a function for each event of this kind, until the tab is left."""
        self.page.on(event, ear)
        self.ears.append((event, ear))

    def leave(self) -> None:
        """Empty the tab for the next test; a fresh one, or one that cannot be emptied, is closed with its context."""
        if self.left:
            return
        self.left = True
        while self.ears:
            self.page.remove_listener(*self.ears.pop())
        if self.fresh or not self.emptied():
            self.page.context.close()
        else:
            self.unused.append(self.page)

    def emptied(self) -> bool:
        """Take away what a page or a test has left; tells whether that was possible."""
        try:
            for other in self.page.context.pages:
                if other != self.page:
                    other.close()
            if self.page.url != NOWHERE:
                self.page.evaluate(FORGET)
            self.page.goto(NOWHERE)
            self.page.context.clear_cookies()
            self.page.emulate_media(media="null")
        except Error:  # it shows that a server is gone, or has crashed
            return False
        return True
