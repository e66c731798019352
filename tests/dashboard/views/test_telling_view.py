"""The panel that tells what happened: it stands still while months run, and shows what it speaks of."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from coprod_sim.dashboard.pair.facts import COST_MEASURES
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from tests.dashboard.views.reading_room import assert_everybody_can_use, given, put, room, settle, smallest_text

pytestmark = pytest.mark.browser

SENTENCE = "[data-testid=sentence] span"
HEIGHTS = """async () => {
    const heights = [];
    for (const month of Array(61).keys()) {
        store.month = month;
        await Vue.nextTick();
        heights.push(document.querySelector('[data-testid=telling]').getBoundingClientRect().height);
    }
    return heights;
}"""
"""How high the panel is in each month [px]."""


@contextmanager
def mounted(browser: Browser, *, fresh: bool = False) -> Iterator[Page]:
    """Mount the panel, 416 px wide."""
    with room(browser, "shared/telling/telling.css", 416, 400, fresh=fresh) as opened:
        opened.evaluate("mount('shared/telling/telling.js', 'Telling', {})")
        put(opened, month=24)
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The panel."""
    with mounted(browser) as opened:
        yield opened


@pytest.fixture
def timed_page(browser: Browser) -> Iterator[Page]:
    """The panel, with a clock that is moved by hand."""
    with mounted(browser, fresh=True) as opened:
        opened.clock.install(time=0)
        opened.clock.pause_at(1000)
        yield opened


def texts(month: int) -> list[str]:
    """Give the sentences of a month."""
    return [sentence["text"] for sentence in given()["run"]["telling"][month]]


def test_it_shows_the_sentences_of_the_month(page: Page) -> None:
    """Every month has its own sentences, and so has the beginning."""
    for month in (24, 0, 60):
        put(page, month=month)
        assert page.locator(SENTENCE).all_inner_texts() == texts(month)


def test_the_mark_stands_beside_its_sentence(page: Page) -> None:
    """A sentence that few other assumptions bear out says so, and one without a mark says nothing."""
    page.evaluate(
        "store.telling = Array(61).fill([{ text: 'One.', show: null, mark: 'in our town' }, { text: 'Two.', show: null, mark: '' }])"
    )
    settle(page)
    lines = [" ".join(text.split()) for text in page.locator("[data-testid=sentence]").all_inner_texts()]
    assert lines == ["One. (in our town)", "Two."]


def test_nothing_changes_while_months_run(page: Page) -> None:
    """The last sentences stay, dimmed, until the clock stands still."""
    page.evaluate(
        """() => { window.changes = 0;
        new MutationObserver(all => { changes += all.filter(one => one.type !== 'attributes').length; })
            .observe(document.querySelector('[data-testid=telling]'), { childList: true, subtree: true, characterData: true }); }"""
    )
    put(page, playing=True)
    for month in range(25, 31):
        put(page, month=month)
    assert page.locator(SENTENCE).all_inner_texts() == texts(24)
    assert "telling-dim" in (page.get_attribute("[data-testid=telling]", "class") or "")
    assert page.evaluate("changes") == 0

    put(page, playing=False)
    assert page.locator(SENTENCE).all_inner_texts() == texts(30)


def test_show_me_lights_up_what_is_spoken_of_for_a_while(timed_page: Page) -> None:
    """The button sets what is lit, and it goes out after four seconds; a second button begins anew."""
    page = timed_page
    buttons = page.locator(".telling-show")
    shows = [sentence["show"] for sentence in given()["run"]["telling"][24] if sentence["show"]]
    buttons.nth(0).click()
    assert page.evaluate("store.lit") == shows[0]
    page.clock.run_for(3000)
    buttons.nth(1).click()
    assert page.evaluate("store.lit") == shows[1]
    page.clock.run_for(3900)
    assert page.evaluate("store.lit") == shows[1]
    page.clock.run_for(200)
    assert page.evaluate("store.lit") is None


def test_a_button_says_which_sentence_it_belongs_to(page: Page) -> None:
    """Its name holds the sentence, and begins with what is seen."""
    names = [page.locator(".telling-show").nth(row).get_attribute("aria-label") for row in range(3)]

    assert names == [f"Show me: {text}" for text in texts(24)]


def test_it_speaks_only_of_the_run_that_is_shown(page: Page) -> None:
    """Sentences of another band go when that band goes."""
    page.evaluate("store.telling = Array(61).fill([{ text: 'Newer.', show: null }])")
    settle(page)
    assert page.locator(SENTENCE).all_inner_texts() == ["Newer."]

    put(page, band=None)
    assert page.locator(SENTENCE).all_inner_texts() == texts(24)


def test_without_sentences_it_says_what_to_do(page: Page) -> None:
    """An empty panel has a hint, and no complaint."""
    page.evaluate("store.run = Object.freeze({ ...store.run, telling: null })")
    settle(page)

    assert "Press Play" in page.inner_text("[data-testid=telling]")


def test_it_is_large_and_fits(page: Page) -> None:
    """Sentences are 20 px, or 17.6 where three bear a mark, buttons at least 16, and every month fits 416 x 300 px."""
    size = "17.6px" if page.get_by_test_id("mark").count() == 3 else "20px"
    assert page.evaluate(f"getComputedStyle(document.querySelector('{SENTENCE}')).fontSize") == size
    assert max(page.evaluate(HEIGHTS)) <= 300
    assert smallest_text(page, ".telling") >= 16


def test_keys_reach_every_button(page: Page) -> None:
    """Tab goes through the buttons in the order of the sentences, with a ring, and Enter shows."""
    for text in texts(24):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Show me: {text}"
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
    page.keyboard.press("Enter")
    assert page.evaluate("store.lit.kind") == "chart"


def test_everybody_can_use_it(page: Page) -> None:
    """Axe finds nothing, standing or running, and the page's live region stays the only one."""
    assert_everybody_can_use(page)
    put(page, playing=True)
    assert_everybody_can_use(page)
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 0


VOTE = """async ([measure, stage]) => {
  const votes = await import('/public/shared/guesses/votes.js');
  votes.choose({ text: '', kind: 'which', measure, side: null });
  store.stage = 'predict';
  votes.count('B', 3);
  store.stage = stage;
}"""


@pytest.mark.parametrize("measure", PAGE_MEASURES)
def test_what_was_voted_on_is_told_at_every_pause(page: Page, measure: str) -> None:
    """Whatever the measure: each month has a sentence on it, three at most in all, and the last word on a cost is not lost."""
    page.evaluate(VOTE, [measure, "locked"])
    by_month = page.evaluate(
        """async () => { const { sentencesAt } = await import('/public/shared/telling/telling.js');
          return [...Array(61).keys()].map(sentencesAt); }"""
    )
    measures = [[(one["show"] or {}).get("measure") for one in month] for month in by_month]

    assert [month for month, names in enumerate(measures) if measure not in names and month] == []
    assert max(map(len, by_month)) <= 3
    assert set(COST_MEASURES) & set(measures[-1])


def test_nothing_is_put_in_before_the_lock(page: Page) -> None:
    """While hands are raised, and after Skip, what is told is what everybody is told."""
    for stage in ("predict", "open"):
        page.evaluate(VOTE, ["reviews_on_time", stage])
        settle(page)
        assert page.locator(SENTENCE).all_inner_texts() == texts(24)


def test_play_from_the_end_does_not_show_what_was_said_of_the_end(page: Page) -> None:
    """When months run from the start again, the sentences of the last month go."""
    put(page, month=60)
    put(page, playing=True, month=0)

    assert page.locator(SENTENCE).count() == 0
