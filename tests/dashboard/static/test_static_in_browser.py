"""The single file in a browser: fifty links give Python's numbers, and a trainer and a curious reader need no server."""

import re
from dataclasses import replace
from itertools import islice
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from coprod_sim.dashboard.pages.guide.content import MOMENTS
from coprod_sim.dashboard.pair.show import address, run_of
from coprod_sim.dashboard.pair.stories import story_of
from coprod_sim.scenario.setup.file_and_link import from_link, to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.serving import Visit
from tests.dashboard.static.random_pairs import random_pairs
from tests.dashboard.test_guessing import guess
from tests.dashboard.test_session_pack import FILES, pack, text

pytestmark = pytest.mark.browser

LARGE: Final = (
    TwoWays(),
    TwoWays(Way("working_together"), Way("power_sharing"), seed=7, modifiers=("statutory",)),
    TwoWays(Way("train_first_share_later"), Way("power_sharing", {"power_ceiling": 0.9}), seed=12, months=120),
)
LINKS: Final = 50
COME_BACK: Final = """to => {
    history.pushState({ seen: true }, '', `#${to}`);
    history.pushState({ seen: true }, '', `#${to}&x`);
    history.back();
}"""
"""Comes back to an address of the page, as the browser's own button does; the file is not loaded again for that."""
LEVERS: Final = {"power_ceiling": 60, "budget": 95, "feedback": 80, "young_person_voice": 70, "key_workers": 30}
SMALL: Final = TwoWays(months=12, town={"families": 40, "professionals": 6})
LONG: Final = 90_000


def links() -> list[TwoWays]:
    """Give set-ups: some of the usual size, and many of small towns with settings, changes and modifiers drawn anew."""
    small = islice(random_pairs(51), LINKS - len(LARGE))
    return [*LARGE, *(two for two, _, _ in small)]


def test_fifty_links_give_the_numbers_of_python(browser: Browser, single_file: str) -> None:
    """Opened one after another in one tab, each shows the hash of its settings and of its results as Python has them."""
    visitor = Visit(browser, single_file)
    wanted, found = [], []
    for two in links():
        run = run_of(from_link(to_link(two))[0])  # a place that is too large for a page is left out
        wanted.append((run["hash"], run["results"], str(run["luck"])))
        visitor.page.evaluate(COME_BACK, address(two))
        visitor.until("rev", run["rev"], timeout=LONG)
        found.append(tuple(visitor.state(name) for name in ("hash", "results", "luck")))

    assert len(wanted) == LINKS
    assert found == wanted
    assert len({results for _, results, _ in wanted}) == LINKS
    assert (visitor.outside, visitor.complaints) == ([], [])
    visitor.close()


def follow(guide: Visit, page: Page | None, key: str) -> Page:
    """Follow a link of the guide to a moment; all of them open in one tab beside it."""
    if page is None:
        with guide.page.context.expect_page() as opened:
            guide.at(f"open-{key}").first.click()
        page = opened.value
    else:
        with page.expect_event("load"):
            guide.at(f"open-{key}").first.click()
    page.locator("[data-testid=play]").wait_for(timeout=LONG)
    return page


def test_a_trainer_runs_the_first_workshop(browser: Browser, single_file: str) -> None:
    """From the guide to the pack: guess, lock, watch, reveal, another luck, a story, and a link back to an earlier moment."""
    guide = Visit(browser, single_file, "/guide")
    guide.at("before").wait_for()
    room = Visit(browser, single_file, "/")
    room.close()
    room.page = follow(guide, None, "w1_start")
    two = MOMENTS["w1_start"].two
    assert room.state("hash") == two.hash
    assert room.state("stage") == "predict"
    guess(room)
    room.at("predict-lock").click()
    room.at("guess-dialog-close").click()
    room.at("speed-fast").click()
    room.press("Space")
    room.until("month", "60", timeout=LONG)
    room.whole_band()
    told = room.at("sentence").all_inner_texts()
    room.at("guess").click()
    room.at("predict-reveal").click()
    expect(room.at("predict-result")).to_contain_text(re.compile(r"from \d+ to \d+ of 100"))
    room.at("guess-dialog-close").click()
    assert_story_is_pythons(room, two)
    _, files = pack(room)
    assert set(files) == set(FILES.values())
    assert told[0].split("\n")[0] in text(files, "told")
    assert f"{single_file}/present?" in text(files, "read_me")
    room.press("n")
    room.until("results", run_of(replace(two, seed=2))["results"], timeout=LONG)
    room.page = follow(guide, room.page, "w1_pause")
    room.until("luck", "1")
    assert [room.state(name) for name in ("hash", "month", "stage")] == [two.hash, "24", "open"]
    assert guide.complaints == []
    guide.close()


def assert_story_is_pythons(room: Visit, two: TwoWays) -> None:
    """The story that opens without a name is that of the family whose progress differs most, told as Python tells it."""
    wanted = story_of(*two.scenarios(), None, two.seed, two.months)
    room.at("open-story").click()
    room.at("story-a").wait_for()
    shown = room.at("story-drawer").inner_text()
    assert wanted["name"] in shown
    assert room.at("story-pick").input_value() == str(wanted["family"])
    for column in wanted["columns"]:
        for event in column["events"]:
            assert event["text"] in shown
    room.at("story-close").click()


def test_settings_lead_to_what_made_the_difference(browser: Browser, single_file: str) -> None:
    """Five settings on the page of all settings; then the differences of the same two, and what each rule adds to them."""
    visitor = Visit(browser, single_file, address(SMALL, "/explore"))
    for number, (name, value) in enumerate(LEVERS.items(), 1):
        rev = visitor.state("rev")
        visitor.at(f"set-{name}-b").fill(str(value))
        visitor.at(f"set-{name}-b").press("Enter")
        visitor.until_not("rev", rev)
        expect(visitor.at("count")).to_contain_text(f"{len(SMALL.town) + number} settings")
    two = replace(SMALL, b=Way("power_sharing", {name: value / 100 for name, value in LEVERS.items()}))
    assert (visitor.state("hash"), visitor.state("results")) == (two.hash, run_of(two)["results"])
    visitor.whole_band()
    expect(visitor.at("told")).to_contain_text("of 20 runs")

    visitor.at("go-compare").click()
    expect(visitor.page.locator("[data-testid=shown][data-pairs='20']")).to_be_visible(timeout=LONG)
    assert visitor.state("hash") == two.hash
    visitor.at("why-start").click()
    expect(visitor.at("shares")).to_be_visible(timeout=LONG)
    shares = visitor.page.locator("[data-testid=share] [data-part=share]").all_inner_texts()
    total = number_of(visitor.at("share-total").inner_text())
    assert len(shares) >= len(LEVERS)
    assert sum(map(number_of, shares)) == pytest.approx(total, abs=0.01 * len(shares))
    visitor.page.go_back()
    expect(visitor.at("count")).to_contain_text(f"{len(SMALL.town) + len(LEVERS)} settings", timeout=LONG)
    assert (visitor.outside, visitor.complaints) == ([], [])
    visitor.close()


def number_of(printed: str) -> float:
    """Read a number as it is printed."""
    return float(printed.replace("\N{MINUS SIGN}", "-"))
