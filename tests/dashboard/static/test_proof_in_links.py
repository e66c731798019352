"""A link carries a proof of its numbers, and whoever opens it is told whether they see the same: with a server and without."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from coprod_sim.dashboard.pages.lessons.page import start_of
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.static.folder import SINGLE
from coprod_sim.files import VERSION
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.conftest import Visitor
from tests.dashboard.static.node import in_node
from tests.dashboard.static.web_host import results
from tests.tabs import Tab

SHARE: Final = words()["share"]
RUN: Final = {"results": "0123456789abcdef", "version": "0.9.0"}
CHANGED: Final = SHARE["proof_changed"]
OTHER: Final = fill(SHARE["proof_other"], w="0.8.1", version="0.9.0")
SAYS: Final = {
    "r=01234567&w=0.9.0": SHARE["proof_same"],
    "r=01234567&w=0.8.1": SHARE["proof_same"],
    "r=01234567": SHARE["proof_same"],
    "r=0123456f&w=0.8.1": OTHER,
    "r=0123456f&w=0.9.0": CHANGED,
    "r=0123456f": CHANGED,
    "r=0123456f&w=<b>": CHANGED,
    "r=0123456f&w=0.8.1" + "9" * 30: CHANGED,
    "r=0123456": "",
    "r=0123456789abcdef&w=0.8.1": "",
    "r=0123456F": "",
    "r=": "",
    "w=0.8.1": "",
    "": "",
}
"""What a page says of links with such proofs."""
SCRIPT: Final = """
import { readFileSync } from 'node:fs';
const { worker, calls } = JSON.parse(readFileSync(0, 'utf8'));
const { proofOf, proofText } = await import(`file://${worker}/../shared/take_away/proof.js`);
process.stdout.write(JSON.stringify(calls.map(([query, run, words]) => [proofOf(run), proofText(new URLSearchParams(query), run, words)])));
"""
PAIR: Final = TwoWays(months=24, seed=3, town={"families": 40, "professionals": 6})
Open = Callable[[str], Page]


def test_a_link_is_read_with_care() -> None:
    """What is cut, too long or no hash says nothing; a version is repeated only where it is one."""
    found = in_node("", "", [[query, RUN, SHARE] for query in SAYS], SCRIPT)

    assert dict(zip(SAYS, (text for _, text in found), strict=True)) == SAYS
    assert found[0][0] == {"r": "01234567", "w": "0.9.0"}


@pytest.fixture(params=["with a server", "without"])
def opened(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Open]:
    """A way to open a page, by its path and query, in both editions."""
    if request.param == "with a server":
        visit: Visitor = request.getfixturevalue("visit")
        yield lambda path: visit(path).page
        return
    file: Path = request.getfixturevalue("site") / SINGLE
    tab = Tab(browser, 1280, 720, fresh=True)

    def open_file(path: str) -> Page:
        tab.page.goto("about:blank")
        tab.page.goto(f"{file.as_uri()}#{path}")
        return tab.page

    yield open_file
    tab.leave()


def at(page: Page, name: str) -> Locator:
    """Give the control with this data-testid."""
    return page.locator(f'[data-testid="{name}"]')


def opened_again(opened: Open, link: str) -> Page:
    """Open a link by its path and query, in whichever edition."""
    parts = urlsplit(link)
    return opened(parts.fragment or f"{parts.path}?{parts.query}")


@pytest.mark.browser
def test_who_opens_a_link_sees_the_same_numbers(opened: Open) -> None:
    """The share dialog gives the proof; it is told quietly, can be closed, and goes with the first change."""
    page = opened(f"/present?v=1&s={to_link(PAIR)}")
    wanted = show.run_of(PAIR)["results"]
    assert results(page) == wanted
    assert at(page, "proof").count() == 0
    at(page, "open-share").click()
    link = at(page, "share-link").input_value()
    sent = parse_qs(link.partition("?")[2])
    assert (sent["r"], sent["w"]) == ([wanted[:8]], [VERSION])

    page = opened_again(opened, link)
    results(page)
    expect(at(page, "proof").locator("span")).to_have_text(SHARE["proof_same"])
    expect(page.get_by_role("status").filter(has=at(page, "proof"))).to_have_count(1)
    at(page, "skip").click()
    at(page, "luck").click()
    expect(at(page, "proof")).to_have_count(0)
    assert "r" not in parse_qs(page.url.partition("?")[2])

    page = opened_again(opened, link)
    at(page, "proof-close").click()
    expect(at(page, "proof")).to_have_count(0)


@pytest.mark.browser
def test_who_opens_a_link_of_another_version_is_told(opened: Open) -> None:
    """Both versions are named; a proof that is cut says nothing."""
    page = opened(f"/present?v=1&s={to_link(PAIR)}&r=00000000&w=0.0.9")
    results(page)
    told = fill(SHARE["proof_other"], w="0.0.9", version=VERSION)
    expect(at(page, "proof").locator("span")).to_have_text(told)
    page = opened(f"/present?v=1&s={to_link(PAIR)}&r=0000&w=0.0.9")
    results(page)
    assert at(page, "proof").count() == 0


@pytest.mark.browser
def test_what_is_handed_in_has_the_proof(opened: Open) -> None:
    """The link of a lesson holds it, and the page of a teacher who opens it says so."""
    page = opened("/lessons/e1")
    assert results(page) == show.run_of(start_of("e1"))["results"]
    page.locator("[data-testid^=guess-]").first.check()
    at(page, "save-guess").click()
    page = opened_again(opened, at(page, "lesson-link").input_value())
    results(page)
    expect(at(page, "proof").locator("span")).to_have_text(SHARE["proof_same"])
