"""Guessing on the served page: nothing is given away before it is time, neither counts nor names nor the months to come."""

import re
from typing import Final

import pytest
from playwright.sync_api import expect

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.show import address
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

HANDS: Final = {"slow_rise": 7, "fast_rise": 11}
PAIRS: Final = ((1, 2), (3, 6), (4, 5))
DIALOGS: Final = {
    "rules": "rules-close",
    "open-story": "story-close",
    "open-share": "share-close",
    "open-view": "view-close",
    "open-keys": "keys-close",
    "open-ladder": "ladder-dialog-close",
    "guess": "guess-dialog-close",
}
"""Everything that a room may open before the reveal, by its button, with what closes it."""


def guess(visitor: Visit) -> None:
    """Open the dialog and count some hands."""
    visitor.at("guess").click()
    for answer, hands in HANDS.items():
        for button in ["five"] * (hands // 5) + ["plus"] * (hands % 5):
            visitor.at(f"predict-{button}-{answer}").click()


def hand_counts_in_dialog(visitor: Visit) -> list[str]:
    """Give every text and attribute of the dialog's answers that holds a count of hands."""
    inside: list[str] = visitor.at("guess-dialog").evaluate(
        """box => [box, ...box.querySelectorAll('*')].flatMap(part => [...part.attributes].map(one => one.value)
            .concat([...part.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent)))"""
    )
    counts = {str(hands) for hands in HANDS.values()}
    return [text for text in inside if counts & set(re.findall(r"(?<![\d.])\d+(?![\d.])", text))]


def names_of(*keys: str) -> set[str]:
    """Give what ways of working are really called: the names people read, and the titles of their scenarios."""
    found = {preset.name for preset in all_presets() if preset.key in keys}
    for scenario in (TwoWays(Way(key), Way(key)).scenarios()[0] for key in keys):
        found |= {scenario.title, *scenario.title.split(" + ")}
    return found


def given_away(visitor: Visit, names: set[str]) -> set[str]:
    """Give the names that stand anywhere in the page."""
    everything = visitor.page_text().casefold()
    return {name for name in names if name.casefold() in everything}


def test_counts_are_not_there_before_lock_and_stand_still_after_it(visit: Visitor) -> None:
    """Before Lock only a total is in the page; after it the counts are there, and no button moves them."""
    visitor = visit()
    guess(visitor)
    assert visitor.at("predict-total").inner_text() == "Votes in: 18"
    assert visitor.at("predict-count").count() == 0
    assert hand_counts_in_dialog(visitor) == []

    visitor.at("predict-lock").click()
    visitor.until("stage", "locked")
    counts = [int(text.split()[0]) for text in visitor.at("predict-count").all_inner_texts()]
    assert sorted(counts)[-2:] == [7, 11]
    assert sum(counts) == 18
    inputs = visitor.page.locator("[data-testid=predict] :is(button, select, input)")
    free = [inputs.nth(row) for row in range(inputs.count()) if inputs.nth(row).is_enabled()]
    assert [one.get_attribute("data-testid") for one in free] == ["predict-reveal"]


@pytest.mark.editions("both")
def test_reveal_shows_counts_result_and_marks(visit: Visitor) -> None:
    """After the reveal the guesses stand beside what came, in the dialog and on the chart they are about."""
    visitor = visit()
    guess(visitor)
    visitor.at("predict-lock").click()
    visitor.whole_band()
    assert visitor.at("predict-result").count() == 0
    assert visitor.at("chart-guess").count() == 0
    visitor.at("predict-reveal").click()
    visitor.until("stage", "revealed")

    trust = visitor.store("[0, 60].map(month => Math.round(store.run.series.felt_trust[1][month]))")
    assert f"from {trust[0]} to {trust[1]} of 100" in visitor.at("predict-result").inner_text()
    assert "11 hands" in visitor.at("predict-answer-fast_rise").inner_text()
    marks = visitor.at("chart-felt_trust").locator("[data-testid=chart-guess]")
    assert "11 of 18" in marks.inner_text()
    assert visitor.at("chart-guess").count() == 1


def test_nothing_plays_before_lock_or_skip(visit: Visitor) -> None:
    """Play is off and Space only says politely what to do first; after Lock both work."""
    visitor = visit()
    expect(visitor.at("play")).to_be_disabled()
    visitor.press("Space")
    expect(visitor.at("status")).to_have_text(words()["present"]["guess_first"])
    visitor.page.wait_for_timeout(400)
    assert [visitor.state(name) for name in ("month", "playing", "stage")] == ["0", "false", "predict"]

    guess(visitor)
    visitor.at("predict-lock").click()
    visitor.at("guess-dialog-close").click()
    visitor.press("Space")
    visitor.until("playing", "true")


def test_votes_survive_closing_the_dialog(visit: Visitor) -> None:
    """Somebody looks at the town again while hands are up: the hands are still counted."""
    visitor = visit()
    guess(visitor)
    visitor.page.keyboard.press("Escape")
    expect(visitor.at("guess-dialog")).to_have_count(0)
    visitor.at("guess").click()
    assert visitor.at("predict-total").inner_text() == "Votes in: 18"

    visitor.at("predict-lock").click()
    assert "11 hands" in visitor.at("predict-answer-fast_rise").inner_text()


@pytest.mark.parametrize("until", ["predict", "locked", "revealed"])
def test_another_way_of_working_is_a_new_guess(visit: Visitor, until: str) -> None:
    """Whatever the room has done so far: with other ways of working no hand counts, and no mark and no name is left."""
    visitor = visit()
    guess(visitor)
    if until != "predict":
        visitor.at("predict-lock").click()
    if until == "revealed":
        visitor.at("predict-reveal").click()
    visitor.until("stage", until)
    visitor.at("guess-dialog-close").click()
    before = visitor.state("rev")
    visitor.at("way-b").select_option("invited_not_deciding")
    visitor.until_not("rev", before)
    visitor.until("stage", "predict")

    expect(visitor.at("play")).to_be_disabled()
    assert visitor.at("chart-guess").count() == 0
    visitor.at("guess").click()
    assert visitor.at("predict-total").inner_text() == "Votes in: 0"
    assert given_away(visitor, names_of("consultation_only", "invited_not_deciding")) == set()


@pytest.mark.parametrize("pair", PAIRS)
def test_names_are_nowhere_before_the_reveal(visit: Visitor, pair: tuple[int, int]) -> None:
    """Neither texts nor attributes hold a name, whatever is opened and whichever month is shown; the reveal shows them."""
    a, b = (next(preset.key for preset in all_presets() if preset.number == number) for number in pair)
    names = names_of(a, b)
    visitor = visit(address(TwoWays(Way(a), Way(b))))
    assert given_away(visitor, names) == set()
    for button, close in DIALOGS.items():
        visitor.at(button).click()
        if button == "open-story":
            visitor.at("story-a").wait_for()
        assert given_away(visitor, names) == set(), button
        visitor.at(close).click()
    visitor.skip()
    visitor.whole_band()
    for month in range(0, 61, 6):
        visitor.at("scrub").fill(str(month))
        visitor.page.wait_for_timeout(50)
        assert given_away(visitor, names) == set(), month

    visitor.at("guess").click()
    visitor.at("predict-reveal").click()
    visitor.at("guess-dialog-close").click()
    visitor.until("stage", "revealed")
    read = {preset.name for preset in all_presets() if preset.key in (a, b)}
    assert given_away(visitor, read) == read
    way_titles = [visitor.at(f"way-{side}").locator("option:checked").inner_text() for side in "ab"]
    assert way_titles == [
        f"{number} {preset.name}" for number in pair for preset in all_presets() if preset.number == number
    ]


def test_later_months_are_closed_until_the_guess(visit: Visitor) -> None:
    """Before Lock or Skip neither Step, nor the slider, nor the arrow keys show what comes."""
    visitor = visit()
    for control in ("forward", "back", "scrub", "play"):
        expect(visitor.at(control)).to_be_disabled()
    visitor.press("ArrowRight")
    expect(visitor.at("status")).to_contain_text("guess first")
    assert visitor.state("month") == "0"

    visitor.skip()
    visitor.press("ArrowRight")

    assert visitor.state("month") == "1"
