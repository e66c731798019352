"""What the pages beside the trainer's do when their server is gone or a run fails: they say so, and keep what they show."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from coprod_sim.cli.commands.dashboard import HOST, free_port
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.show import address
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.conftest import Visitor
from tests.dashboard.faulty import BAD_SEED, FAILING_PAIRS, UNSTEADY_SEED
from tests.dashboard.serving import Visit, serving, started, stopped
from tests.dashboard.student import Student

pytestmark = pytest.mark.browser

TEXTS: Final = words()["present"]
AGAIN_THERE: Final = TEXTS["back"].partition(".")[0]
"""What every page says of a server that is back; then each says in its own words what to do."""
SOON: Final = 5_000
"""Milliseconds until a lost server is told, at most."""
BACK: Final = 30_000
"""Milliseconds until a server that was started again is found, at most."""
LESSON: Final = "/lessons/e3"
ASKS: Final = {"/explore": "luck", "/compare": "pairs", LESSON: "luck", "/batch": "start"}
"""On each page that asks the server for more, a control that does."""
READS: Final = ("/model", "/guide", "/research", "/lessons", "/")
"""Pages that are whole once they are there."""
ON_TOP: Final = """() => [[640, 60], [200, 300], [640, 500], [1000, 300], [640, 690]]
    .map(([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.page')))"""
"""Whether our page, and nothing above it, is at some points."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server whose model fails for some lucks."""
    with serving(faulty=True) as where:
        yield where


def visitor_of(browser: Browser, server: str, path: str) -> Visit:
    """Open a page; in a lesson, save a guess, before which there is nothing to ask."""
    if path != LESSON:
        return Visit(browser, server, path)
    student = Student(browser, server, LESSON.rpartition("/")[2])
    student.guess()
    return student.visit


@pytest.mark.study
def test_every_page_survives_its_server(browser: Browser) -> None:
    """Soon a page that asks says so, and asks no more; one that is read stays whole; a server that is back is found."""
    port = free_port()
    process = started(port)
    try:
        visitors = {path: visitor_of(browser, f"http://{HOST}:{port}", path) for path in (*ASKS, *READS)}
        texts = {path: visitor.page.locator("main").inner_text() for path, visitor in visitors.items()}
        on_top = {path: visitor.page.evaluate(ON_TOP) for path, visitor in visitors.items()}
        assert all(any(points) for points in on_top.values())
    finally:
        stopped(process)
    for path, control in ASKS.items():
        visitor = visitors[path]
        expect(visitor.at("offline")).to_be_visible(timeout=SOON)
        assert visitor.at("offline").get_attribute("role") == "alert"
        expect(visitor.at(control).first).to_be_disabled()
    for path, visitor in visitors.items():
        assert visitor.page.evaluate(ON_TOP) == on_top[path], path
        assert path in ASKS or visitor.page.locator("main").inner_text() == texts[path]

    process = started(port)
    try:
        for path, control in ASKS.items():
            visitor = visitors[path]
            expect(visitor.at("offline")).to_contain_text(AGAIN_THERE, timeout=BACK)
            with visitor.page.expect_navigation():
                visitor.at("reload").click()
            expect(visitor.at(control).first).to_be_enabled(timeout=BACK)
            assert visitor.at("offline").count() == 0
        for visitor in visitors.values():
            visitor.close()
    finally:
        stopped(process)


def address_of_seed(path: str, seed: int) -> str:
    """Give the address of a page at a luck."""
    return address(TwoWays(seed=seed), path)


def assert_failure_explained(visitor: Visit) -> None:
    """An alert says in plain words that a run failed."""
    expect(visitor.at("error")).to_contain_text(TEXTS["error"])
    assert visitor.at("error").get_attribute("role") == "alert"
    assert not [word for word in ("Traceback", "RuntimeError", "made to fail") if word in visitor.page_text()]


@pytest.mark.parametrize(("path", "sign"), [("/explore", "luck"), ("/compare", "pairs"), (LESSON, "save-guess")])
def test_a_link_to_a_run_that_fails_says_so(visit: Visitor, path: str, sign: str) -> None:
    """Where there is no last good run, the page says what happened and offers a way on."""
    visitor = visit("/")
    visitor.page.goto(visitor.address + address_of_seed(path, BAD_SEED))
    expect(visitor.at("error")).to_contain_text(TEXTS["error_first"])
    assert "Traceback" not in visitor.page_text()
    visitor.at("error").get_by_role("link").click()
    expect(visitor.at(sign)).to_be_visible()
    assert visitor.complaints == []


def test_a_run_that_fails_leaves_the_settings_and_what_they_did(visit: Visitor) -> None:
    """On /explore the last good run stays; Try again makes the run that failed as soon as the fault has gone."""
    visitor = visit(address_of_seed("/explore", UNSTEADY_SEED - 1))
    marks = [visitor.state(name) for name in ("hash", "results")]
    visitor.at("luck").click()
    assert_failure_explained(visitor)
    assert [visitor.state(name) for name in ("hash", "results")] == marks
    visitor.at("again").click()
    visitor.until("luck", str(UNSTEADY_SEED))
    expect(visitor.at("error")).to_have_count(0)


def test_pairs_that_fail_leave_those_that_there_are(visit: Visitor) -> None:
    """On /compare the last table stays and goes on to be of use; Try again makes the pairs when the fault has gone."""
    visitor = visit("/compare")
    pairs = visitor.at("shown")
    expect(pairs).to_have_attribute("data-pairs", "20", timeout=BACK)
    visitor.at("pairs").select_option(str(FAILING_PAIRS))
    assert_failure_explained(visitor)
    expect(pairs).to_have_attribute("data-pairs", "20")
    visitor.at("again").click()
    expect(pairs).to_have_attribute("data-pairs", str(FAILING_PAIRS), timeout=BACK)
    expect(visitor.at("error")).to_have_count(0)


def test_shares_that_fail_are_worked_out_again(visit: Visitor) -> None:
    """On /compare, what made the difference can be asked for again with Try again."""
    two = TwoWays(months=12, town={"families": 100}, b=Way("invited_not_deciding"))
    visitor = visit(address(two, "/compare"))
    visitor.at("why-start").click(timeout=BACK)
    assert_failure_explained(visitor)
    visitor.at("again").click()
    expect(visitor.at("shares")).to_be_visible(timeout=BACK)
    expect(visitor.at("error")).to_have_count(0)
