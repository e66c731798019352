"""The drawer with one family in both worlds: focus moves in and back, and the columns stand side by side."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.dashboard.views.reading_room import a_story, assert_everybody_can_use, room, settle, smallest_text

pytestmark = pytest.mark.browser

OPEN = """props => {
  window.asked = [];
  return import('/public/present/story.js').then(({ StoryDrawer }) => {
    window.drawer = Vue.observable({ ...props, open: true });
    new Vue({ el: '#view', render: (h) => h('div', drawer.open ? [h(StoryDrawer, {
      props: { story: drawer.story, names: drawer.names },
      on: { ask: (row) => asked.push(row), close: () => { drawer.open = false; } } })] : []) });
  });
}"""
FOCUS = "document.activeElement.dataset.testid || document.activeElement.id || document.activeElement.className"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open the drawer from a button."""
    with room(browser, "present/story.css") as opened:
        opened.evaluate(OPEN, a_story())
        settle(opened)
        yield opened


def test_both_columns_tell_of_the_same_family_in_order(page: Page) -> None:
    """Each heading names the family, and months ascend."""
    family_story = a_story()["story"]
    for side, small in enumerate("ab"):
        column = page.locator(f"[data-testid=story-{small}]")
        assert column.locator("h3").inner_text() == f"{family_story['name']} in {small.upper()}"
        months = [int(one) for one in column.locator("li").evaluate_all("all => all.map(one => one.dataset.month)")]
        assert months == [event["month"] for event in family_story["columns"][side]["events"]] == sorted(months)
        for row, event in enumerate(family_story["columns"][side]["events"]):
            text = column.locator("li").nth(row).inner_text()
            assert event["text"] in text
            assert f"Who decided: {event['who_decided']}" in text


def test_trust_is_shown_in_words_and_with_an_arrow(page: Page) -> None:
    """Every event but the first says how trust went, with a picture that screen readers leave out."""
    words = {"up": "Trust up", "down": "Trust down", "same": "Trust the same"}
    for side, small in enumerate("ab"):
        events = a_story()["story"]["columns"][side]["events"]
        texts = page.locator(f"[data-testid=story-{small}] .story-trust").all_inner_texts()
        assert [text.strip() for text in texts] == [words[event["trust"]] for event in events[1:]]
    assert page.locator(".story-trust svg:not([aria-hidden=true])").count() == 0


def test_focus_moves_in_and_esc_gives_it_back(page: Page) -> None:
    """The title has focus; Esc closes, and the button that opened the drawer has focus again."""
    assert page.evaluate(FOCUS) == "story-title"
    page.keyboard.press("Escape")
    settle(page)
    assert page.locator("[data-testid=story-drawer]").count() == 0
    assert page.evaluate(FOCUS) == "opener"


def test_close_closes(page: Page) -> None:
    """So does the button, and focus goes back too."""
    page.click("[data-testid=story-close]")
    settle(page)
    assert page.locator("[data-testid=story-drawer]").count() == 0
    assert page.evaluate(FOCUS) == "opener"


def test_focus_stays_in(page: Page) -> None:
    """Tab goes round inside the drawer, both ways, each stop with a ring."""
    around = ["story-close", "story-pick", "story-most", "story-columns", "story-close"]
    for stop in around:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == stop
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
    for stop in reversed(around[:-1]):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUS) == stop


def test_it_asks_for_families(page: Page) -> None:
    """The list asks for a row, the button for whoever changed most."""
    page.select_option("[data-testid=story-pick]", "17")
    page.click("[data-testid=story-most]")

    assert page.evaluate("asked") == [17, None]
    assert page.locator("[data-testid=story-pick] option").count() == 300


def test_another_story_takes_the_place_of_the_first(page: Page) -> None:
    """While it is looked up the drawer says so, and focus stays where it was."""
    page.focus("[data-testid=story-most]")
    page.evaluate("drawer.story = null")
    settle(page)
    assert "looked up" in page.inner_text("[data-testid=story-drawer]")
    page.evaluate("story => { drawer.story = story; }", a_story(17)["story"])
    settle(page)
    assert page.inner_text("[data-testid=story-drawer] h2") == f"{a_story(17)['story']['name']}: one family, two ways"
    assert page.input_value("[data-testid=story-pick]") == "17"
    assert page.evaluate(FOCUS) == "story-most"


def test_it_is_a_dialog_that_everybody_can_use(page: Page) -> None:
    """It says what it is, Axe finds nothing, and no text is smaller than 16 px."""
    drawer = page.locator("[data-testid=story-drawer]")
    assert drawer.get_attribute("role") == "dialog"
    assert drawer.get_attribute("aria-modal") == "true"
    assert_everybody_can_use(page)
    assert smallest_text(page, ".story-drawer") >= 16


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (640, 360), (320, 600)])
def test_it_fits(browser: Browser, width: int, height: int) -> None:
    """Nothing scrolls sideways, and every event can be scrolled to."""
    with room(browser, "present/story.css", width, height) as page:
        page.evaluate(OPEN, a_story())
        settle(page)
        assert page.evaluate(
            "[...document.querySelectorAll('.story-drawer, .story-inner, .story-columns')].every(one => one.scrollWidth <= one.clientWidth)"
        )
        last = page.locator("[data-testid=story-b] li").last
        last.scroll_into_view_if_needed()
        box = last.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + min(box["height"], 60) <= height
