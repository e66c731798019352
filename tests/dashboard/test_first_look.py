"""What is there when the page is opened: everything, at once, from this computer alone, on one screen."""

import time

import pytest

from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import let_in, serving

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

PAGES = ("/", "/present", "/mesa", "/research")
VIEWS = ("net-canvas-a", "net-canvas-b", "chart-felt_trust", "chart-voice", "chart-progress", "chart-staff_load")
TRIES = 8
COLD = 3.0
"""Seconds; the budget of the design for a laptop with two processors."""


@pytest.mark.editions("both")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nobody_else(visit: Visitor, path: str) -> None:
    """No request leaves this computer, and the browser complains of nothing."""
    visitor = visit(path, fresh=True)
    visitor.page.wait_for_timeout(500)

    assert visitor.outside == []
    assert visitor.complaints == []


def test_a_tab_opens_one_server_after_another(visit: Visitor, server: str) -> None:
    """Who starts the dashboard again, at another port, can open it in the tab that showed the first."""
    visitor = visit()
    with serving() as other:
        assert other != server
        let_in(visitor.page, other)
        visitor.page.goto(f"{other}/present")
        visitor.at("play").wait_for()

    assert visitor.complaints == []


@pytest.mark.study  # a time: other work beside it makes it fail
def test_networks_and_charts_come_soon(visit: Visitor) -> None:
    """Both networks and four charts are there within the budget: one of a few visits must do it, as machines are shared."""
    visit()
    waits = [first_sight(visit)]
    while min(waits) > COLD and len(waits) < TRIES:
        waits.append(first_sight(visit))

    assert min(waits) <= COLD, waits


def first_sight(visit: Visitor) -> float:
    """Open the page in a new tab: gives how long it takes until all views are there [s]."""
    start = time.perf_counter()
    visitor = visit(fresh=True)
    for view in VIEWS:
        visitor.at(view).wait_for(state="visible")
    taken = time.perf_counter() - start
    visitor.close()
    return taken


def test_it_fits_a_projector(visit: Visitor) -> None:
    """At 1280 x 720 nothing is outside the screen, at the start and at the end."""
    visitor = visit()
    visitor.skip()
    for key in ("Home", "]"):
        visitor.page.keyboard.press(key)
    visitor.at("scrub").fill("60")
    visitor.page.wait_for_timeout(300)

    wide, high = visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert (wide, high) <= (1280, 720)
    assert high <= 720
    assert visitor.page.evaluate(OUTSIDE) == []


OUTSIDE = """() => [...document.querySelectorAll('.present *')].filter(part => {
    const style = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    if (part.closest('.hidden, details, dialog, svg, .told') || style.visibility === 'hidden' || box.width < 2) return false;
    return box.right > 1281 || box.bottom > 721 || box.left < -1;
}).map(part => part.outerHTML.slice(0, 120))"""

SMALL = """() => [...document.querySelectorAll('.present *')].filter(part => {
    const own = [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    const box = part.getBoundingClientRect();
    return own && box.width > 1 && box.height > 1 && parseFloat(getComputedStyle(part).fontSize) < 16;
}).map(part => part.outerHTML.slice(0, 120))"""


def test_text_can_be_read_from_the_back(visit: Visitor) -> None:
    """No text is smaller than 16 px."""
    visitor = visit()
    visitor.skip()
    visitor.at("scrub").fill("30")
    visitor.page.wait_for_timeout(300)

    assert visitor.page.evaluate(SMALL) == []


def test_sentences_and_rungs_are_whole(visit: Visitor) -> None:
    """What happened fits into its panel in every year: nothing of it has to be scrolled to."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    cut = []
    for month in range(0, 61, 6):
        visitor.at("scrub").fill(str(month))
        visitor.page.wait_for_timeout(120)
        cut += visitor.page.evaluate(
            """() => [...document.querySelectorAll('.telling, .told')]
                .filter(part => part.scrollHeight > part.clientHeight + 1).map(part => part.innerText)"""
        )

    assert cut == []
