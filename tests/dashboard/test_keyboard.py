"""The page without a mouse, and heard instead of seen: order and ring of focus, dialogs, single keys, and the polite voice."""

import re
from itertools import pairwise
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Visitor
from tests.dashboard.every_dialog import OPENERS, opener, whole
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

AREAS: Final = (".topbar", ".panel-picture", ".panel-told", ".panel-charts", ".rail", ".controls")
REACHED: Final = """() => [...document.querySelectorAll('.present :is(button, select, input, a[href], summary)[data-testid]')]
    .filter(part => !part.disabled && part.checkVisibility({ visibilityProperty: true })).map(part => part.dataset.testid)"""
FOCUSED: Final = """areas => {
    const part = document.activeElement;
    const style = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    return {
        name: part.dataset.testid ?? part.tagName,
        ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        area: areas.findIndex(area => part.closest(area)),
        x: box.x,
        inside: Boolean(part.closest('dialog[open]')),
        seen: box.width > 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1,
    };
}"""
LOOKED_LIKE: Final = "[store.big, store.blank, store.view, store.month, store.playing, store.speed]"
SPOKEN: Final = """() => {
    window.spoken = [];
    window.summed = [];
    const watch = (part, list) => new MutationObserver(seen => seen.length && list.push(performance.now()))
        .observe(part, { childList: true, characterData: true, subtree: true });
    document.querySelectorAll('[aria-live=polite]').forEach(part => watch(part, window.spoken));
    watch(document.querySelector('[data-testid=summary]'), window.summed);
}"""
NAMES: Final = {" ": "Space", "ArrowRight": "Right", "ArrowLeft": "Left"}
"""Keys that the help calls by another name."""
SECOND: Final = 990
"""Milliseconds; a clock of a browser is a little coarse."""


def focused(visitor: Visit) -> Any:
    """Tell what has the focus, and how that shows."""
    return visitor.page.evaluate(FOCUSED, list(AREAS))


def with_changes(visit: Visitor) -> Visit:
    """Open the page with a change on the rail, at rest in month 30."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("train_staff", "B", 12)
    visitor.at("scrub").fill("30")
    visitor.whole_band()
    visitor.page.wait_for_timeout(300)  # for the sentences that come with it
    return visitor


@pytest.mark.editions("both")
def test_tab_reaches_every_control_in_order(visit: Visitor) -> None:
    """From the first control Tab goes to each, in the order in which they are seen, with a ring, and out again."""
    visitor = with_changes(visit)
    expected = visitor.page.evaluate(REACHED)
    visitor.at("home").focus()
    visitor.page.keyboard.press("Shift+Tab")
    way: list[Any] = []
    for _ in range(2 * len(expected)):
        visitor.page.keyboard.press("Tab")
        if way and focused(visitor)["name"] in ("BODY", "home"):
            break
        way.append(focused(visitor))

    assert [stop["name"] for stop in way] == expected
    assert {"play", "scrub", "chip-0", "add-change", "net-numbers-a", "chart-table-4", "show-me"} <= set(expected)
    assert [stop["name"] for stop in way if stop["ring"] < 2 or not stop["seen"]] == []
    assert [stop["area"] for stop in way] == sorted(stop["area"] for stop in way)
    for bar in (0, len(AREAS) - 1):
        places = [stop["x"] for stop in way if stop["area"] == bar]
        assert places == sorted(places)


@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog_keeps_the_focus_and_gives_it_back(visit: Visitor, name: str) -> None:
    """Enter opens it, Tab goes round in it (or to the browser's own bar), Esc closes it, and focus is where it was."""
    visitor = visit()
    opener(visitor, name).focus()
    visitor.page.keyboard.press("Enter")
    box = whole(visitor, OPENERS[name])
    assert focused(visitor)["inside"]
    names = []
    for _ in range(30):
        visitor.page.keyboard.press("Tab")
        stop = focused(visitor)
        assert stop["inside"] or stop["name"] == "BODY", stop
        assert not stop["inside"] or stop["ring"] >= 2, stop
        names.append(stop["name"])
    inside = [stop for stop in names if stop != "BODY"]
    assert inside[0] in inside[1:], "Tab does not come round"
    visitor.page.keyboard.press("Escape")
    box.wait_for(state="detached")

    assert focused(visitor)["name"] == name


def test_a_change_gets_the_focus_back(visit: Visitor) -> None:
    """Who altered a change by keys is on it again after Esc."""
    visitor = with_changes(visit)
    visitor.at("chip-0").focus()
    visitor.page.keyboard.press("Enter")
    visitor.at("change-form").wait_for()
    visitor.page.keyboard.press("Escape")
    visitor.at("change-form").wait_for(state="detached")

    assert focused(visitor)["name"] == "chip-0"


@pytest.mark.editions("server only")
def test_the_help_lists_every_key(visit: Visitor) -> None:
    """What keys.js hears stands in the dialog that ? opens."""
    visitor = visit()
    keys = visitor.page.evaluate("import('/static/public/shared/keys.js').then(({ ACTIONS }) => Object.keys(ACTIONS))")
    visitor.press("?")
    visitor.at("keys").wait_for()
    listed = re.split(r"[\s,]+", " ".join(visitor.page.locator("dialog kbd").all_inner_texts()))

    assert len(keys) >= 14
    assert [key for key in keys if NAMES.get(key, key.upper() if len(key) == 1 else key) not in listed] == []
    assert {"Ctrl", "Z", "Y"} <= set(listed)


@pytest.mark.parametrize("name", ["scrub", "way-a", "chip-0", "rules", "chart-table-1", "chart-pick-1", "home"])
def test_single_keys_rest_in_controls(visit: Visitor, name: str) -> None:
    """While focus is in a slider, a box, a chip, a button or a link, letters do nothing; in the page they do."""
    visitor = with_changes(visit)
    before = visitor.store(LOOKED_LIKE), visitor.state("luck")
    visitor.at(name).focus()
    for key in ("p", "b", "3", "n", "]", "?"):
        visitor.page.keyboard.press(key)
    assert (visitor.store(LOOKED_LIKE), visitor.state("luck")) == before
    assert visitor.page.locator("dialog").count() == 0
    visitor.press("p")

    assert visitor.store("store.big") is True


def test_single_keys_are_letters_in_a_box(visit: Visitor) -> None:
    """What is typed into a box is text."""
    visitor = visit()
    visitor.skip()
    before = visitor.store(LOOKED_LIKE)
    visitor.at("open-setup").click()
    visitor.at("setup-name").press_sequentially("b p3 n?")

    assert visitor.at("setup-name").input_value() == "b p3 n?"
    assert visitor.store(LOOKED_LIKE) == before


def test_single_keys_can_be_switched_off(visit: Visitor) -> None:
    """With the switch off, only keys with Ctrl act; with it on, single keys act again."""
    visitor = with_changes(visit)
    for wanted in (False, True):
        visitor.at("open-view").click()
        visitor.at("switch-shortcuts").set_checked(wanted)
        visitor.page.keyboard.press("Escape")
        visitor.press("p")
        assert visitor.store("store.big") is wanted
    visitor.press("Control+z")
    expect(visitor.at("chip-0")).to_have_count(0)


def test_nothing_behind_the_plain_screen_is_reached(visit: Visitor) -> None:
    """On the blank screen Tab finds its one button; B takes it away, also from there."""
    visitor = with_changes(visit)
    visitor.press("b")
    visitor.at("unblank").wait_for()
    for _ in range(4):
        visitor.page.keyboard.press("Tab")
        assert focused(visitor)["name"] in ("unblank", "BODY")
    visitor.at("unblank").focus()
    visitor.page.keyboard.press("b")
    visitor.at("unblank").wait_for(state="detached")
    visitor.page.keyboard.press("p")

    assert visitor.store("store.big") is True


def test_the_page_has_its_marks(visit: Visitor) -> None:
    """Language, one heading of the first rank, head and main part, and the summary before everything else."""
    visitor = visit()
    page = visitor.page
    first = page.evaluate("document.querySelector('.present').firstElementChild.firstElementChild.dataset.testid")

    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.locator("h1").count() == 1
    assert page.get_by_role("banner").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.locator("[aria-live=polite]").count() == 1
    assert first == "summary"
    assert visitor.at("summary").inner_text().strip()


def test_sliders_have_names_and_words(visit: Visitor) -> None:
    """A slider says what it is and where it stands, in words that move with it."""
    visitor = visit()
    visitor.skip()
    sliders = visitor.page.locator("input[type=range]")
    assert sliders.count() >= 1
    for slider in sliders.all():
        assert slider.get_attribute("aria-label")
        assert slider.get_attribute("aria-valuetext")
    visitor.at("scrub").fill("30")

    expect(visitor.at("scrub")).to_have_attribute("aria-valuetext", "Month 30 of 60")


def test_the_voice_is_silent_while_months_run_and_slow_otherwise(visit: Visitor) -> None:
    """No word during play, neither from the voice nor in the summary; then at most one message a second, of the last month."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    visitor.page.wait_for_timeout(1_500)
    visitor.page.evaluate(SPOKEN)
    visitor.press("Space")
    visitor.until("month", "9")
    visitor.until("playing", "true")
    assert visitor.page.evaluate("[window.spoken, window.summed]") == [[], []]
    visitor.page.keyboard.press("Space")
    visitor.until("playing", "false")
    for _ in range(12):
        visitor.page.keyboard.press("ArrowRight")
        visitor.page.wait_for_timeout(150)
    text = f"Month {visitor.state('month')} of 60"
    expect(visitor.at("status")).to_contain_text(text)
    expect(visitor.at("summary")).to_contain_text(text)
    times = visitor.page.evaluate("window.spoken")

    assert len(times) >= 2
    assert min(late - early for early, late in pairwise(times)) >= SECOND
