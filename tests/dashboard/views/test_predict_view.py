"""Guess, lock, reveal: no count is seen before Lock, none can be changed after it, and the result stands beside the guesses."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.study.certainty_text import pairs_that_must_agree
from tests.dashboard.views.reading_room import assert_everybody_can_use, click, put, room, settle, smallest_text

pytestmark = pytest.mark.browser

WORDS = words()["predict"]
MOUNT = """async () => {
  Object.assign(window, await import('/public/shared/guesses/votes.js'), await import('/public/shared/guesses/shapes.js'));
  const { Predict } = await import('/public/present/predict.js');
  window.heard = [];
  new Vue({ el: '#view', render: (h) => h(Predict, { on: { marks: (marks) => heard.push(marks) } }) });
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Mount the panel in 760 x 560 px."""
    with room(browser, "shared/guesses/predict.css", 776, 700) as opened:
        opened.evaluate(MOUNT)
        settle(opened)
        yield opened


def text(page: Page, part: str = "predict") -> str:
    """Give the text of a part."""
    return page.inner_text(f"[data-testid={part}]")


def everything(page: Page) -> str:
    """Give the whole markup of the panel, with what is written in attributes."""
    return str(page.evaluate("document.querySelector('[data-testid=predict]').outerHTML"))


def ask(page: Page, row: str) -> None:
    """Choose a question."""
    page.select_option("[data-testid=predict-question]", row)
    settle(page)


def test_counts_are_not_on_the_page_before_lock(page: Page) -> None:
    """Whatever the hands, only their sum changes the page; after Lock each count is there."""
    before = everything(page)
    click(page, "predict-five-flat", "predict-five-flat", "predict-plus-slow_rise", "predict-plus-flat")

    assert everything(page).replace("Votes in: 12", "Votes in: 0").replace(
        ' disabled="disabled"', ""
    ) == before.replace(' disabled="disabled"', "")
    assert page.evaluate("votes.counts.flat") == 11
    click(page, "predict-lock")
    assert "11 hands" in text(page, "predict-answer-flat")
    assert "1 hand" in text(page, "predict-answer-slow_rise")


def test_hands_are_counted(page: Page) -> None:
    """One, five, and one less; never below nothing."""
    click(page, "predict-minus-flat", "predict-five-flat", "predict-minus-flat", "predict-plus-fast_rise")

    assert page.evaluate("votes.counts") == {
        "flat": 4,
        "slow_rise": 0,
        "fast_rise": 1,
        "down_then_up": 0,
        "up_then_down": 0,
        "fall": 0,
    }
    assert text(page, "predict-total") == "Votes in: 5"


def test_lock_freezes(page: Page) -> None:
    """There is nothing to lock without a hand; afterwards no button counts, and the stage is locked."""
    assert page.is_disabled("[data-testid=predict-lock]")
    click(page, "predict-five-flat", "predict-lock")

    assert page.evaluate("store.stage") == "locked"
    inputs = page.locator(".predict-hands button")
    assert all(inputs.nth(row).is_disabled() for row in range(inputs.count()))
    assert page.locator("[data-testid=predict-question]").count() == 0
    page.evaluate("count('flat', 5)")
    assert page.evaluate("votes.total") == 5
    assert "press Play" in text(page)
    assert page.locator("[data-testid=predict-result]").count() == 0


def test_reveal_shows_the_result_beside_the_guesses(page: Page) -> None:
    """The shape that came is marked, told with numbers, and most had guessed it; charts get the marks."""
    click(page, "predict-five-fast_rise", "predict-plus-flat", "predict-lock")
    put(page, month=60)
    assert "You have seen the end" in text(page)
    click(page, "predict-reveal")

    ends = page.evaluate("[0, 60].map(month => Math.round(store.run.series.felt_trust[1][month]))")
    assert page.evaluate("store.stage") == "revealed"
    assert f"Trust in B rose fast: from {ends[0]} to {ends[1]} of 100." in text(page, "predict-result")
    alike = re.search(r"in (\d+) of 20 runs", text(page, "predict-result"))
    assert alike
    assert int(alike[1]) >= page.evaluate("mustAgree(20)")
    assert WORDS["close"] in text(page, "predict-result")
    assert WORDS["came"] in text(page, "predict-answer-fast_rise")
    assert "5 hands" in text(page, "predict-answer-fast_rise")
    assert page.evaluate("heard[0][2]") == {
        "measure": "felt_trust",
        "side": "B",
        "shape": "fast_rise",
        "votes": 5,
        "of": 6,
    }


def test_a_surprise_is_told_kindly(page: Page) -> None:
    """Where most guessed something else, nobody is told that they were wrong."""
    click(page, "predict-five-flat", "predict-plus-fast_rise", "predict-lock", "predict-reveal")

    assert WORDS["far"] in text(page, "predict-result")
    assert "wrong" not in text(page, "predict-result")


@pytest.mark.parametrize(("marks", "marked"), [("{ voice: { A: 'm', B: '' } }", False), ("{}", True)])
def test_the_reveal_has_the_mark_unless_it_is_known_to_hold(page: Page, marks: str, marked: bool) -> None:
    """What the server has looked up and found to hold widely has none; of what it did not look up, nobody knows."""
    page.evaluate(f"store.run = Object.freeze({{ ...store.run, marks: {marks} }})")
    ask(page, "1")
    click(page, "predict-five-B", "predict-lock", "predict-reveal")
    assert ("(in our default town)" in text(page, "predict-result")) == marked


def test_which_side_counts_runs(page: Page) -> None:
    """A question of which side has three answers, and the result counts runs."""
    ask(page, "1")
    click(page, "predict-five-B", "predict-plus-none", "predict-lock", "predict-reveal")

    assert "In 20 of 20 runs, “Say in choices” was higher in B." in text(page, "predict-result")
    assert WORDS["close"] in text(page, "predict-result")


MIXED = """() => {
  const { voice, felt_trust } = store.band.series;
  const moved = voice[0].map((row, pair) => row.map((value) => value + (pair % 2 ? 1 : -1)));
  const shapes = felt_trust[1].map((row, pair) => row.map((value, month) => (pair % 2 ? 40 : 40 + month / 2)));
  store.band = Object.freeze({ ...store.band,
    series: { ...store.band.series, voice: [voice[0], moved], felt_trust: [felt_trust[0], shapes] } });
}"""


@pytest.mark.parametrize(("question", "answer"), [("1", "A"), ("0", "flat")])
def test_runs_that_disagree_make_nobody_wrong(page: Page, question: str, answer: str) -> None:
    """Where 10 of 20 runs have B higher, or another shape, it says so, whatever was guessed."""
    page.evaluate(MIXED)
    ask(page, question)
    click(page, f"predict-five-{answer}", "predict-lock", "predict-reveal")

    assert WORDS["mixed"] in text(page, "predict-result")
    assert "10" in text(page, "predict-result")
    assert ("No clear difference" in text(page, "predict-result")) == (question == "1")


def test_while_runs_are_missing_it_says_so(page: Page) -> None:
    """A reveal before all runs are there gives no result."""
    page.evaluate("store.band = Object.freeze({ ...store.band, done: 5 })")
    click(page, "predict-five-flat", "predict-lock", "predict-reveal")

    assert text(page, "predict-result") == WORDS["result_soon"]


def test_skip_opens_without_a_guess(page: Page) -> None:
    """Skip lets people play; Reveal then shows names, and no counts."""
    click(page, "predict-skip")
    assert page.evaluate("store.stage") == "open"
    assert page.locator(".predict-card").count() == 0
    click(page, "predict-reveal")
    assert page.evaluate("store.stage") == "revealed"
    assert page.locator("[data-testid=predict-count]").count() == 0
    assert page.evaluate("heard") == [[]]


def test_a_question_of_ones_own(page: Page) -> None:
    """It has its words, a measure and a side, and hands that were raised for another do not count."""
    click(page, "predict-five-flat")
    ask(page, "own")
    page.fill("[data-testid=predict-own-text]", "Will staff be less busy in A?")
    page.select_option("[data-testid=predict-own-measure]", "staff_load")
    page.select_option("[data-testid=predict-own-kind]", "shape_a")
    settle(page)

    assert page.evaluate("votes.total") == 0
    assert text(page).count("Will staff be less busy in A?") == 1
    assert "Think of A." in text(page)
    click(page, "predict-plus-flat", "predict-lock", "predict-reveal")
    assert "Staff workload in A" in text(page, "predict-result")
    assert "hours per 100" in text(page, "predict-result")


def test_another_pair_begins_anew(page: Page) -> None:
    """When the stage goes back to predict, the hands are down again."""
    click(page, "predict-five-flat", "predict-lock", "predict-reveal")
    put(page, stage="predict")

    assert page.evaluate("[votes.total, votes.counts.flat]") == [0, 0]
    assert text(page, "predict-total") == "Votes in: 0"


def test_a_question_stays_when_the_panel_is_opened_again(page: Page) -> None:
    """Closing and opening the dialog loses neither question nor hands."""
    ask(page, "1")
    click(page, "predict-five-B")
    page.evaluate("document.querySelector('[data-testid=predict]').outerHTML = '<div id=view></div>'")
    page.evaluate(MOUNT)
    settle(page)

    assert page.input_value("[data-testid=predict-question]") == "1"
    assert text(page, "predict-total") == "Votes in: 5"


@pytest.mark.parametrize("question", ["0", "1", "2", "own"])
def test_it_fits_at_every_stage(page: Page, question: str) -> None:
    """In 800 x 630 px, which a dialog has on a projector, with text of at least 16 px and buttons of at least 44, and Axe finds nothing."""
    ask(page, question)
    answer = "B" if question == "1" else "flat"
    for step in (f"predict-five-{answer}", "predict-lock", "predict-reveal"):
        click(page, step)
        box = page.locator("[data-testid=predict]").bounding_box()
        assert box is not None
        assert box["width"] <= 800
        assert box["height"] <= 630
        assert smallest_text(page, ".predict") >= 16
        sizes = page.locator(".predict button").evaluate_all(
            "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
        )
        assert all(size >= 44 for size in sizes)
    assert_everybody_can_use(page)


def test_everybody_can_use_it_before_and_after_lock(page: Page) -> None:
    """Axe finds nothing."""
    assert_everybody_can_use(page)
    click(page, "predict-five-flat", "predict-lock")
    assert_everybody_can_use(page)


def test_it_works_by_keyboard(page: Page) -> None:
    """Tab goes question, hands, Lock, Skip, each with a ring and a name; focus stays in the panel, on no button, when a button goes."""
    stops = []
    for _ in range(21):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.dataset.testid"))
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
        if stops[-1] == "predict-plus-slow_rise":
            assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "One more hand for: Slow rise"
            page.keyboard.press("Enter")
    hands = [f"predict-{step}-{answer}" for answer in page.evaluate("SHAPES") for step in ("minus", "plus", "five")]
    assert stops == ["predict-question", *hands, "predict-lock", "predict-skip"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("store.stage") == "locked"
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.testid") == "predict-reveal"
    page.keyboard.press("Enter")
    settle(page)
    assert page.evaluate("[store.stage, document.activeElement.tagName]") == ["revealed", "H3"]


def test_nothing_is_kept_about_anybody(page: Page) -> None:
    """Votes are counts, and nothing is written into the browser."""
    click(page, "predict-five-flat", "predict-lock")

    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert sorted(page.evaluate("Object.keys(votes)")) == ["answers", "counts", "question", "total"]


# The rules of shapes and sides.

SERIES: dict[str, Any] = {
    "a flat line": ([50.0] * 61, "flat"),
    "a little up": ([50 + month / 30 for month in range(61)], "flat"),
    "just more than flat": ([50 + month / 19 for month in range(61)], "slow_rise"),
    "fourteen in five years": ([50 + 14 * month / 60 for month in range(61)], "slow_rise"),
    "fifteen in five years": ([50 + 15 * month / 60 for month in range(61)], "fast_rise"),
    "three in a year": ([50 + 3 * month / 12 for month in range(13)], "fast_rise"),
    "down by ten": ([50 - month / 6 for month in range(61)], "fall"),
    "down, then up": ([50 - month if month < 10 else 40 + (month - 10) / 2 for month in range(61)], "down_then_up"),
    "down, then back": ([50 - 10 * min(month, 60 - month) / 30 for month in range(61)], "down_then_up"),
    "a small dip before a long rise": (
        [45 - month if month < 4 else 41 + (month - 4) / 1.6 for month in range(61)],
        "fast_rise",
    ),
    "up, then down": ([50 + 10 * min(month, 60 - month) / 30 for month in range(61)], "up_then_down"),
    "down, and only a little up again": (
        [45 - month if month < 27 else 18 + (month - 27) / 5.5 for month in range(61)],
        "fall",
    ),
    "up, and only a little down again": (
        [45 + month if month < 27 else 72 - (month - 27) / 5.5 for month in range(61)],
        "fast_rise",
    ),
    "down, and back to just above three less": (
        [50 - month if month < 10 else 40 + 7.1 * (month - 10) / 50 for month in range(61)],
        "down_then_up",
    ),
    "down, and back to just below three less": (
        [50 - month if month < 10 else 40 + 6.9 * (month - 10) / 50 for month in range(61)],
        "fall",
    ),
    "a little hump before a long fall": (
        [50 + month if month < 4 else 54 - (month - 4) / 1.6 for month in range(61)],
        "fall",
    ),
    "no number at first": ([None, None, 50.0, 50.0], "flat"),
    "one number": ([50.0], "flat"),
}


@pytest.mark.parametrize("name", SERIES)
def test_a_line_has_a_shape(page: Page, name: str) -> None:
    """The rules of shapes.js, on lines that are made up."""
    values, shape = SERIES[name]

    assert page.evaluate("values => shapeOf(values)", values) == shape


def test_so_many_runs_must_agree(page: Page) -> None:
    """The browser asks for as many runs as certainty_text.py does."""
    counts = [*list(range(60)), 100, 200]

    assert page.evaluate("counts => counts.map(mustAgree)", counts) == [pairs_that_must_agree(n) for n in counts]


@pytest.mark.parametrize(
    ("higher", "equal", "answer"),
    [(20, 0, "B"), (15, 0, "B"), (14, 0, "none"), (6, 0, "none"), (5, 0, "A"), (0, 20, "none"), (6, 14, "B")],
)
def test_a_side_is_higher_only_where_runs_agree(page: Page, higher: int, equal: int, answer: str) -> None:
    """Of 20 runs, 15 must agree; runs that are equal do not count."""
    found = page.evaluate(
        "([higher, equal]) => whichOf(Array(20).fill([1]), Array.from({ length: 20 }, (_, run) => [run < higher ? 2 : run < higher + equal ? 1 : 0]), 0)",
        [higher, equal],
    )

    assert found == {"answer": answer, "higher": higher, "lower": 20 - higher - equal, "equal": equal}
