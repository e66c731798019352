"""When something goes wrong: a run that fails, a server that is gone, too many people, and a room that must not see more."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from coprod_sim.cli.commands.dashboard import HOST, free_port
from coprod_sim.dashboard.pages.shared.page import MOST_TABS
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.show import address
from coprod_sim.files import VERSION
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.conftest import Visitor
from tests.dashboard.faulty import BAD_SEED, BAD_WORD, UNSTEADY_SEED
from tests.dashboard.serving import Visit, serving, started, stopped
from tests.dashboard.wobbly import line_to

pytestmark = pytest.mark.browser

TEXTS: Final = words()["present"]
DOOR: Final = words()["door"]
ROOT: Final = Path(__file__).parents[2]
EVERY_PAGE: Final = ("/model", "/guide", "/lessons", "/explore", "/compare", "/batch", "/research", "/mesa", "/present")
SOON: Final = 5_000
"""Milliseconds until a lost server is told, at most."""
AT_ONCE: Final = 200
"""Milliseconds until the screen is blank, at most."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server whose model fails for some lucks."""
    with serving(faulty=True) as where:
        yield where


def with_seed(visit: Visitor, seed: int) -> Visit:
    """Open the page at a luck, with the guess left out."""
    visitor = visit(address(TwoWays(seed=seed)))
    visitor.skip()
    return visitor


def failed(visitor: Visit) -> None:
    """Wait for the alert; it is in plain words, and nothing of the fault is on the page."""
    expect(visitor.at("error")).to_be_visible()
    assert visitor.at("error").get_attribute("role") == "alert"
    assert visitor.at("error").locator("span").inner_text() == TEXTS["error"]
    everything = visitor.page_text()
    assert not [word for word in ("Traceback", "RuntimeError", "made to fail") if word in everything]


def assert_plays(visitor: Visit) -> None:
    """Play moves the months."""
    visitor.press("Home")
    visitor.press("Space")
    visitor.until_month(2, timeout=5_000)
    visitor.press("Space")


def test_a_run_that_fails_leaves_the_last_one(visit: Visitor) -> None:
    """The page says so plainly, keeps the last good run, and plays it; Undo leads back to it and no further."""
    visitor = with_seed(visit, BAD_SEED - 1)
    marks = [visitor.state(name) for name in ("luck", "hash", "results")]
    visitor.press("n")
    failed(visitor)

    assert [visitor.state(name) for name in ("luck", "hash", "results")] == marks
    expect(visitor.at("working")).to_have_count(0)
    assert visitor.page.locator(".stale").count() == 0
    assert_plays(visitor)

    visitor.at("undo").click()
    expect(visitor.at("error")).to_have_count(0)
    assert [visitor.state(name) for name in ("luck", "hash", "results")] == marks
    expect(visitor.at("undo")).to_be_disabled()


def test_a_report_can_be_saved(visit: Visitor) -> None:
    """The report is JSON with the settings, the version and the fault."""
    visitor = with_seed(visit, BAD_SEED - 1)
    visitor.press("n")
    failed(visitor)
    with visitor.page.expect_download() as download:
        visitor.at("report").click()
    report = json.loads(download.value.path().read_text(encoding="utf-8"))

    assert report["coprod_sim"] == VERSION
    assert report["settings"]["luck"] == BAD_SEED
    assert report["hash"] == TwoWays(seed=BAD_SEED).hash
    assert report["fault"] == "RuntimeError: this is made to fail"
    assert re.fullmatch("[0-9a-f]{8}", report["trace"])
    assert str(ROOT) not in json.dumps(report)


def test_the_next_luck_works_again(visit: Visitor) -> None:
    """New luck goes past the one that fails, and the alert goes away."""
    visitor = with_seed(visit, BAD_SEED - 1)
    visitor.press("n")
    failed(visitor)
    visitor.press("n")
    visitor.until("luck", str(BAD_SEED + 1))

    expect(visitor.at("error")).to_have_count(0)
    assert visitor.state("hash") == TwoWays(seed=BAD_SEED + 1).hash


def test_trying_again_makes_the_run_that_failed(visit: Visitor) -> None:
    """A fault that passes is over with Try again; one that stays is told again."""
    visitor = with_seed(visit, UNSTEADY_SEED - 1)
    visitor.press("n")
    failed(visitor)
    visitor.at("again").click()
    visitor.until("luck", str(UNSTEADY_SEED))
    expect(visitor.at("error")).to_have_count(0)

    other = with_seed(visit, BAD_SEED - 1)
    other.press("n")
    failed(other)
    other.at("again").click()
    other.page.wait_for_timeout(500)
    failed(other)
    assert other.state("luck") == str(BAD_SEED - 1)


def test_a_link_to_a_run_that_fails_says_so(visit: Visitor) -> None:
    """Where there is no last good run, the page says what happened and offers a way on."""
    visitor = visit("/")
    visitor.page.goto(visitor.address + address(TwoWays(seed=BAD_SEED)))
    expect(visitor.at("error")).to_be_visible()
    assert TEXTS["error_first"] in visitor.at("error").inner_text()
    assert "Traceback" not in visitor.page_text()
    visitor.page.get_by_role("link").click()
    expect(visitor.at("play")).to_be_visible()
    assert visitor.complaints == []


def with_a_change(browser: Browser, port: int) -> Visit:
    """Open the page, with a change on the rail, and stop at a month; the address keeps it."""
    visitor = Visit(browser, f"http://{HOST}:{port}", address(TwoWays(seed=5)))
    visitor.skip()
    visitor.whole_band()
    visitor.add_change("budget_cut", "B", 30)
    stop_at(visitor, 18)
    return visitor


def stop_at(visitor: Visit, month: int) -> None:
    """Play a little up to a month, and pause there."""
    visitor.at("scrub").fill(str(month - 1))
    visitor.press("Space")
    visitor.until_month(month)
    visitor.press("Space")
    visitor.until("playing", "false")


def assert_uncovered(visitor: Visit) -> None:
    """Nothing lies over the page."""
    assert visitor.page.evaluate(COVERED) == ""


def test_a_lost_server_stops_nothing_that_plays(browser: Browser) -> None:
    """Soon a banner says so; months go on, nothing covers the page, and what needs the server is off."""
    port = free_port()
    process = started(port)
    try:
        visitor = with_a_change(browser, port)
    finally:
        stopped(process)
    expect(visitor.at("offline")).to_be_visible(timeout=SOON)
    expect(visitor.at("offline")).to_contain_text(TEXTS["offline"])
    assert visitor.at("offline").get_attribute("role") == "alert"
    assert_uncovered(visitor)
    for name in ("open-story", "luck", "way-a", "way-b", "add-change", "chip-0", "open-setup", "undo", "redo"):
        expect(visitor.at(name)).to_be_disabled()
    visitor.at("open-share").click()
    for name in ("csv", "open-file"):
        expect(visitor.at(name)).to_be_disabled()
    for name in ("png-charts", "json", "copy-link"):
        expect(visitor.at(name)).to_be_enabled()
    visitor.at("share-close").click()

    assert_plays(visitor)
    visitor.press("n")
    visitor.page.locator("[data-testid=net-canvas-a]").click()
    visitor.page.wait_for_timeout(600)
    assert visitor.page.locator("dialog[open], .stale, [data-testid=working]").count() == 0
    assert_uncovered(visitor)
    visitor.close()


def test_a_server_that_is_back_brings_the_page_back(browser: Browser) -> None:
    """The banner says that the server is back; loading the page again shows the state of its link, and all works."""
    port = free_port()
    process = started(port)
    try:
        visitor = with_a_change(browser, port)
        marks = [visitor.state(name) for name in ("hash", "results", "month")]
    finally:
        stopped(process)
    expect(visitor.at("offline")).to_be_visible(timeout=SOON)
    process = started(port)
    try:
        expect(visitor.at("offline")).to_contain_text(TEXTS["back"], timeout=30_000)
        assert_uncovered(visitor)
        with visitor.page.expect_navigation():
            visitor.at("reload").click()
        visitor.at("play").wait_for()
        assert [visitor.state(name) for name in ("hash", "results", "month")] == marks
        assert visitor.at("offline").count() == 0
        visitor.press("n")
        visitor.until("luck", "6")
        visitor.close()
    finally:
        stopped(process)


COVERED: Final = """() => [[640, 100], [200, 300], [640, 600], [1000, 300], [640, 690]]
    .map(([x, y]) => document.elementFromPoint(x, y)).filter(one => !one || !one.closest('.present')).map(one => one?.outerHTML.slice(0, 200)).join()"""
"""What lies over the page at some points of it, if anything does."""

READ: Final = """() => {
    const seen = [];
    for (const part of document.querySelectorAll('.present *')) {
        if (part.closest('[data-testid=blank-screen]')) continue;
        if (part.checkVisibility({ visibilityProperty: true }) && !part.closest('[inert]')) seen.push(part.outerHTML.slice(0, 80));
    }
    return seen;
}"""
"""Parts of the page, other than the blank screen, that eyes or a screen reader may still find."""


def assert_blank(visitor: Visit) -> None:
    """Nothing but the way back can be seen, read or reached."""
    expect(visitor.at("blank-screen")).to_be_visible()
    assert visitor.page.evaluate(READ) == []
    assert visitor.page.locator("dialog[open]").count() == 0
    for _ in range(4):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate("document.activeElement.dataset.testid || document.activeElement.tagName")
        assert focus in {"unblank", "BODY"}


WATCH: Final = """() => { window.blankAfter = null; document.addEventListener('keydown', () => {
    const start = performance.now();
    const look = () => { document.querySelector('[data-testid=blank-screen]') ? window.blankAfter = performance.now() - start : requestAnimationFrame(look); };
    requestAnimationFrame(look);
}, { capture: true, once: true }); }"""


@pytest.mark.parametrize("where", ["page", "playing", "rules", "open-story", "open-view"])
def test_b_blanks_the_screen(visit: Visitor, where: str) -> None:
    """From the page, while months run and from inside a dialog: B gives a plain screen, and B brings the page back."""
    visitor = with_seed(visit, 1)
    visitor.main()
    if where == "playing":
        visitor.page.keyboard.press("Space")
        visitor.until("playing", "true")
    elif where != "page":
        visitor.at(where).click()
        visitor.page.locator("dialog[open]").wait_for()
    visitor.page.keyboard.press("b")
    expect(visitor.at("blank-screen")).to_be_visible()
    month = visitor.state("month")
    assert_blank(visitor)
    assert visitor.state("playing") == "false"
    for key in ("Home", "ArrowRight", "?", "n"):
        visitor.page.locator("body").press(key)
    assert [visitor.state("month"), visitor.state("luck")] == [month, "1"]

    visitor.page.keyboard.press("b")
    expect(visitor.at("blank-screen")).to_have_count(0)
    assert visitor.state("month") == month
    expect(visitor.at("play")).to_be_visible()
    visitor.page.keyboard.press("ArrowRight")
    visitor.until("month", str(int(month) + 1))


def test_the_screen_is_blank_at_once(visit: Visitor) -> None:
    """It takes less than the blink of an eye: the best of three counts, as machines are shared."""
    visitor = with_seed(visit, 1)
    waits = []
    for _ in range(3):
        visitor.press("Space")
        visitor.until("playing", "true")
        visitor.page.evaluate(WATCH)
        visitor.page.keyboard.press("b")
        visitor.page.wait_for_function("window.blankAfter !== null", timeout=5_000)
        waits.append(visitor.page.evaluate("window.blankAfter"))
        visitor.page.keyboard.press("b")
        expect(visitor.at("blank-screen")).to_have_count(0)

    assert min(waits) <= AT_ONCE


def test_the_button_of_the_blank_screen_brings_the_page_back(visit: Visitor) -> None:
    """Who does not know the key finds the button, by mouse and by keys."""
    visitor = with_seed(visit, 1)
    for way in ("mouse", "keys"):
        visitor.at("open-view").click()
        visitor.at("blank").click()
        assert_blank(visitor)
        if way == "mouse":
            visitor.at("unblank").click()
        else:
            visitor.at("unblank").focus()
            visitor.page.keyboard.press("Enter")
        expect(visitor.at("blank-screen")).to_have_count(0)


def assert_failed_plainly(visitor: Visit) -> None:
    """Assert that the page says so to everybody, with a number and a way on, and tells nothing of the server."""
    expect(visitor.at("failed")).to_have_attribute("role", "alert")
    expect(visitor.at("failed")).to_contain_text(DOOR["failed"]["text"][0])
    assert re.search(r"number: [0-9a-f]{8}\.", visitor.page.locator("main").inner_text())
    assert visitor.page.get_by_role("link", name=DOOR["home"]).count() == 1
    for secret in ("Traceback", "made to fail", "KeyError", str(ROOT), ".py"):
        assert secret not in visitor.page.locator("body").inner_text()


def test_a_page_that_fails_says_so_plainly(visit: Visitor) -> None:
    """A browser that asks for nothing we know changes nothing; what cannot be drawn is told, and leads on."""
    visitor = visit()
    visitor.page.evaluate("document.querySelector('.page').__vue__.ask({})")
    visitor.skip()
    visitor.press("n")
    visitor.until("luck", "2")
    visitor.page.goto(f"{visitor.address}/present?{BAD_WORD}")
    assert_failed_plainly(visitor)
    visitor.page.get_by_role("link", name=DOOR["home"]).click()
    expect(visitor.page.locator("h1").first).to_be_visible()
    assert visitor.at("failed").count() == 0


def test_nobody_fills_the_room_alone(visit: Visitor) -> None:
    """A visitor with very many tabs is asked to close some; others come in."""
    visitor = visit("/research", fresh=True)
    tabs = [visitor.page.context.new_page() for _ in range(MOST_TABS)]
    for tab in tabs:
        tab.goto(f"{visitor.address}/research")
        tab.locator("h1").wait_for()
    expect(tabs[-1].get_by_test_id("full")).to_have_text(DOOR["tabs"])
    assert tabs[-2].get_by_test_id("full").count() == 0
    other = visit("/research")
    assert other.at("full").count() == 0


def test_too_many_people_are_asked_to_wait(browser: Browser) -> None:
    """Who finds the room full reads so plainly; one of those who wait gets in as soon as somebody has left.

    One leaves for another page, the next is cut off.
    """
    with serving(most_visitors="1") as where:
        first = Visit(browser, where, fresh=True)
        waiting = [Visit(browser, where, "/", fresh=True) for _ in range(3)]
        for path in EVERY_PAGE:
            waiting[0].page.goto(where + path)
            expect(waiting[0].at("full")).to_have_text(TEXTS["busy"])
        for one in waiting:
            one.page.goto(where + "/present")
            expect(one.at("full")).to_have_text(TEXTS["busy"])
        first.page.goto("about:blank")
        tries_again(waiting[0])
        expect(waiting[0].at("play")).to_be_visible(timeout=20_000)
        tries_again(waiting[1])
        expect(waiting[1].at("full")).to_have_text(TEXTS["busy"])
        waiting[0].close()
        tries_again(waiting[2])
        expect(waiting[2].at("play")).to_be_visible(timeout=20_000)
        for one in (first, *waiting):
            assert one.complaints == []
            one.close()


def tries_again(visitor: Visit) -> None:
    """Press the link of the page that asks people to wait."""
    visitor.page.get_by_role("link", name=TEXTS["again"]).click()


def test_a_line_that_is_cut_for_a_moment_goes_on(browser: Browser, server: str) -> None:
    """Wifi that fails and comes back: the page says so, plays on, and then changes things again without a reload."""
    with line_to(server) as line:
        visitor = Visit(browser, line.address)
        visitor.skip()
        line.cut()
        expect(visitor.at("offline")).to_contain_text(TEXTS["offline"], timeout=20_000)
        visitor.press("Space")
        visitor.until("month", "1")
        visitor.press("Space")
        line.mend()
        expect(visitor.at("offline")).to_be_hidden(timeout=60_000)

        seed = visitor.state("luck")
        visitor.press("n")
        visitor.until_not("luck", seed)
        assert visitor.at("offline").count() == 0
        visitor.close()
