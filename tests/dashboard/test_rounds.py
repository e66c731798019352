"""A room's round is neither spoiled nor lost: one press is one stage, a reload keeps it, another world begins a new one."""

import re
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.show import address
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

OTHER: Final = address(TwoWays(Way("consultation_only"), Way("invited_not_deciding"), seed=3))
STAGES: Final = ("predict", "locked", "open", "revealed")
MONTHS: Final = {"predict": 0, "locked": 17, "open": 17, "revealed": 17}


def vote(visitor: Visit) -> None:
    """Open the dialog and count nine hands."""
    visitor.at("guess").click()
    for button in ("five-fast_rise", "plus-fast_rise", "plus-flat", "plus-flat", "plus-flat"):
        visitor.at(f"predict-{button}").click()


def come_to(visitor: Visit, stage: str) -> None:
    """Bring the room to a stage: with nine hands, unless the guess is skipped; months are stepped to."""
    if stage == "open":
        visitor.skip()
    else:
        vote(visitor)
        if stage != "predict":
            visitor.at("predict-lock").click()
        if stage == "revealed":
            visitor.at("predict-reveal").click()
        visitor.at("guess-dialog-close").click()
    if MONTHS[stage]:
        visitor.at("scrub").fill(str(MONTHS[stage]))
    visitor.until("stage", stage)
    visitor.until("month", str(MONTHS[stage]))


def hands(visitor: Visit) -> Any:
    """Give the counted hands."""
    visitor.at("guess").click()
    visitor.at("guess-dialog").wait_for()
    total = visitor.at("predict-total")
    counts = visitor.at("predict-count").all_inner_texts()
    found = (total.inner_text() if total.count() else "", [text for text in counts if not text.startswith("0")])
    visitor.at("guess-dialog-close").click()
    return found


@pytest.mark.editions("both")
@pytest.mark.parametrize(
    "path", [pytest.param("/present", id="usual start"), pytest.param(OTHER, id="with a link", marks=pytest.mark.study)]
)
@pytest.mark.parametrize("stage", STAGES)
def test_a_reload_keeps_month_stage_and_votes(visit: Visitor, stage: str, path: str) -> None:
    """In each stage, with and without the two ways in the address."""
    visitor = visit(path)
    come_to(visitor, stage)
    before = hands(visitor)
    visitor.page.reload()
    visitor.page.wait_for_selector("#app[data-month]")

    visitor.until("stage", stage)
    visitor.until("month", str(MONTHS[stage]))
    assert hands(visitor) == before
    if stage != "open":
        assert before[0] == "Votes in: 9"
    if stage == "revealed":
        assert "6 of 9" in visitor.at("chart-guess").inner_text()


def twice(page: Page, button: str, how: str) -> None:
    """Press a button twice, as people do who are used to it."""
    where = page.locator(f"[data-testid={button}]")
    box = where.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    match how:
        case "double click":
            where.dblclick()
        case "two clicks":
            page.mouse.click(x, y)
            page.mouse.click(x, y)
        case _:
            where.focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")


@pytest.mark.parametrize("how", ["double click", "two clicks", "double Enter"])
def test_one_press_is_one_stage(visit: Visitor, how: str) -> None:
    """Whoever presses Lock twice locks, and reveals nothing; Play pressed twice plays; Reveal pressed twice reveals."""
    visitor = visit()
    visitor.whole_band()
    vote(visitor)
    twice(visitor.page, "predict-lock", how)
    visitor.page.wait_for_timeout(200)
    assert (visitor.state("stage"), visitor.state("month")) == ("locked", "0")
    assert visitor.at("predict-result").count() == 0

    visitor.page.wait_for_timeout(700)
    twice(visitor.page, "predict-reveal", how)
    visitor.until("stage", "revealed")
    expect(visitor.at("guess-dialog")).to_be_visible()
    visitor.at("guess-dialog-close").click()
    if how == "double click":
        visitor.at("play").dblclick()
        visitor.until("playing", "true")


def test_a_double_click_that_opens_a_dialog_presses_nothing_in_it(visit: Visitor) -> None:
    """The second click of a double click falls on what has come under the pointer: it is not heard there."""
    visitor = visit()
    visitor.at("guess").dblclick()
    expect(visitor.at("guess-dialog")).to_be_visible()
    visitor.at("guess-dialog-close").click()
    visitor.page.wait_for_timeout(700)
    visitor.at("skip").dblclick()
    visitor.until("stage", "open")
    expect(visitor.at("guess-dialog")).to_have_count(0)
    visitor.at("add-change").click()
    visitor.at("change-keep").dblclick()
    expect(visitor.at("chip-0")).to_be_visible()
    expect(visitor.at("story-drawer")).to_have_count(0)


def add_a_change(visitor: Visit) -> None:
    """Put a change on the rail, and wait for its run."""
    before = visitor.state("rev")
    visitor.add_change("train_staff", "B", 12)
    visitor.until_not("rev", before)


@pytest.mark.editions("both")
@pytest.mark.parametrize(
    "stage", ["locked", *(pytest.param(stage, marks=pytest.mark.study) for stage in ("predict", "revealed"))]
)
def test_another_world_is_a_new_round_and_says_so(visit: Visitor, stage: str) -> None:
    """A change on the rail makes other worlds: no hand of before counts, nothing is revealed, and undo brings all back."""
    visitor = visit()
    come_to(visitor, stage)
    before = hands(visitor)
    add_a_change(visitor)

    visitor.until("stage", "predict")
    visitor.until("month", "0")
    expect(visitor.at("new-round")).to_contain_text(words()["present"]["new_round"])
    assert visitor.at("chart-guess").count() == 0
    assert hands(visitor)[0] == "Votes in: 0"

    visitor.at("undo").click()
    visitor.until("stage", stage)
    visitor.until("month", str(MONTHS[stage]))
    expect(visitor.at("new-round")).to_have_count(0)
    assert hands(visitor) == before


def test_another_luck_is_the_same_question(visit: Visitor) -> None:
    """Luck and title are not of the worlds: the hands stay, and so does the stage."""
    visitor = visit()
    come_to(visitor, "locked")
    before = visitor.state("rev")
    visitor.at("luck").click()
    visitor.until_not("rev", before)

    assert (visitor.state("stage"), visitor.state("month")) == ("locked", "17")
    assert hands(visitor)[0] == "Votes in: 9"
    assert visitor.at("new-round").count() == 0


def test_who_has_not_guessed_is_not_asked_again(visit: Visitor) -> None:
    """After Skip a change on the rail leaves month and stage alone, for there is no guess to judge."""
    visitor = visit()
    come_to(visitor, "open")
    add_a_change(visitor)

    assert (visitor.state("stage"), visitor.state("month")) == ("open", "17")
    assert visitor.at("new-round").count() == 0


def story_months(visitor: Visit) -> set[int]:
    """Give the months of the events in the open story."""
    return {
        int(month)
        for month in visitor.page.locator("[data-month]:is(li)").evaluate_all(
            "all => all.map(one => one.dataset.month)"
        )
    }


@pytest.mark.parametrize("stage", ["predict", "locked", pytest.param("open", marks=pytest.mark.study)])
def test_a_story_ends_at_the_month_that_is_shown(visit: Visitor, stage: str) -> None:
    """Before the end is known, neither the drawer nor what was sent for it holds a later month."""
    visitor = visit()
    come_to(visitor, stage)
    visitor.at("open-story").click()
    visitor.at("story-a").wait_for()

    assert max(story_months(visitor)) == MONTHS[stage]
    text = visitor.at("story-drawer").inner_text()
    assert "At the end" not in text
    assert not re.search(r"Month (?:1[89]|[2-6]\d)\b", text)


def test_after_the_reveal_the_whole_story_is_told(visit: Visitor) -> None:
    """Once the end is known, the story goes to the end."""
    visitor = visit()
    come_to(visitor, "revealed")
    visitor.at("open-story").click()
    visitor.at("story-a").wait_for()

    assert max(story_months(visitor)) == 60
    assert "At the end" in visitor.at("story-drawer").inner_text()


@pytest.mark.parametrize("stage", ["predict", "locked"])
def test_no_file_holds_a_later_month(visit: Visitor, stage: str) -> None:
    """Before the vote and while it is locked, the numbers that are saved end at the month that is shown."""
    visitor = visit()
    come_to(visitor, stage)
    visitor.at("open-share").click()
    with visitor.page.expect_download() as waiting:
        visitor.at("csv").click()
    lines = waiting.value.path().read_text().splitlines()[1:]

    assert max(int(line.split(",")[2]) for line in lines) == MONTHS[stage]
    assert len(lines) % (2 * 20 * (MONTHS[stage] + 1)) == 0


def test_the_measure_that_was_voted_on_is_told_at_every_pause(visit: Visitor) -> None:
    """Each month while the vote is locked has a sentence on it, at most three in all, and so has the end."""
    visitor = visit()
    visitor.whole_band()
    visitor.at("guess").click()
    visitor.at("predict-question").select_option("2")
    visitor.at("predict-five-flat").click()
    visitor.at("predict-lock").click()
    visitor.at("guess-dialog-close").click()
    for month in (1, 7, 12, 23, 36, 48, 59, 60):
        visitor.at("scrub").fill(str(month))
        visitor.until("month", str(month))
        sentences = visitor.at("sentence").all_inner_texts()
        assert any(("staff" in text.lower() and "hours" in text) or "more work" in text for text in sentences), (
            sentences
        )
        assert len(sentences) <= 3
