"""Small screens, zoom and larger text: nothing is cut off, nothing leads sideways, and every target can be hit."""

from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.dashboard.conftest import Visitor
from tests.dashboard.every_dialog import each_dialog
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

SIZES: Final = [(640, 360), (320, 640)]
"""A projector at 200 %, and a telephone."""
PANELS: Final = {"picture": ".panel-picture", "charts": ".panel-charts", "told": ".panel-told"}
TARGET, BAR_TARGET = 24, 44
"""Pixels."""

SIDEWAYS: Final = "document.documentElement.scrollWidth - innerWidth"
# Only what is shown counts: no words for screen readers, no closed details, no letters of a drawing.
VISIBLE: Final = """const shown = [...root.querySelectorAll('*')].filter(part => part.checkVisibility({ visibilityProperty: true })
    && !part.closest('.hidden, .chart-hidden, .net-hidden, .ladder-hidden, svg, option') && part.getBoundingClientRect().width > 1);"""
CUT_OFF: Final = f"""root => {{
    {VISIBLE}
    const wide = root.tagName === 'DIALOG' ? root.getBoundingClientRect().right : innerWidth;
    return shown.filter(part => !part.closest('.table-box')).filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())).filter(part => {{
        const box = part.getBoundingClientRect();
        const flows = getComputedStyle(part).display === 'inline';
        return box.left < -1 || box.right > wide + 1 || (!flows && part.scrollWidth > part.clientWidth + 1);
    }}).map(part => part.outerHTML.slice(0, 120));
}}"""
# A control is reached where a press on its middle meets it, once it has been scrolled to.
OFF_SCREEN: Final = f"""root => {{
    {VISIBLE}
    const controls = shown.filter(part => part.matches('button, select, input, a[href], summary') && !part.disabled);
    return controls.filter(part => {{
        part.scrollIntoView({{ block: 'center', inline: 'nearest' }});
        const box = part.getBoundingClientRect();
        const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return box.left < -1 || box.right > innerWidth + 1 || !(part.contains(met) || met?.contains(part));
    }}).map(part => part.outerHTML.slice(0, 120)).concat(controls.length ? [] : ['no control at all']);
}}"""
TOO_SMALL: Final = f"""(root, [least, bar]) => {{
    {VISIBLE}
    return shown.filter(part => part.matches('button, select, summary, input')).filter(part => {{
        const box = (part.closest('label') ?? part).getBoundingClientRect();
        return Math.min(box.width, box.height) < least || (part.matches('.controls button') && box.height < bar);
    }}).map(part => part.outerHTML.slice(0, 120));
}}"""
BELOW: Final = """() => [...document.querySelectorAll(':is(.topbar, .rail, .controls, .panel-tabs), :is(.topbar, .rail, .controls, .panel-tabs) *')]
    .filter(part => part.checkVisibility() && !part.closest('.hidden, option'))
    .filter(part => { const box = part.getBoundingClientRect(); return box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1; })
    .map(part => part.outerHTML.slice(0, 120))"""


def wrong(visitor: Visit, root: Locator) -> list[str]:
    """Give what leads sideways, is cut off or cannot be reached in the page or in a dialog."""
    visitor.page.wait_for_timeout(200)
    sideways = ["the page leads sideways"] if visitor.page.evaluate(SIDEWAYS) > 0 else []
    return [*sideways, *root.evaluate(CUT_OFF), *root.evaluate(OFF_SCREEN)]


def shows(visitor: Visit, panel: str) -> None:
    """Assert that this panel is the only one."""
    for name, parts in PANELS.items():
        expect(visitor.page.locator(parts).first).to_be_visible(visible=name == panel)
        expect(visitor.at(f"panel-{name}")).to_have_attribute("aria-pressed", str(name == panel).lower())


@pytest.mark.editions("both")
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_one_panel_at_a_time_is_whole(visit: Visitor, width: int, height: int) -> None:
    """Each tab brings its panel; all of it is inside the width, and each control is met."""
    visitor = visit(width=width, height=height)
    visitor.skip()
    visitor.whole_band()
    visitor.at("scrub").fill("30")
    faults = {}
    for panel in ("charts", "told", "picture"):
        visitor.at(f"panel-{panel}").click()
        shows(visitor, panel)
        faults[panel] = wrong(visitor, visitor.page.locator(".present"))
    visitor.at("net-numbers-a").click()
    faults["numbers"] = wrong(visitor, visitor.page.locator(".net-table").first)[:-1]
    visitor.press("3")
    shows(visitor, "charts")

    assert {name: parts for name, parts in faults.items() if parts} == {}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_dialogs_are_whole_on_small_screens(visit: Visitor, width: int, height: int) -> None:
    """Every dialog stands inside the screen, leads only downwards, and each control in it is met."""
    visitor = visit(width=width, height=height)
    faults = {}
    for name, box in each_dialog(visitor):
        faults[name] = wrong(visitor, box)
        place = box.bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")

    assert {name: parts for name, parts in faults.items() if parts} == {}


@pytest.mark.parametrize("path", ["/", "/research"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_of_words_are_whole_on_small_screens(visit: Visitor, path: str, width: int, height: int) -> None:
    """The home page and the page for researchers lead only downwards."""
    visitor = visit(path, width=width, height=height)
    visitor.page.locator("main.home").wait_for()

    assert wrong(visitor, visitor.page.locator("main.home")) == []


@pytest.mark.parametrize("width", [1000, 1101, 1200])
def test_nothing_leads_sideways_between_projector_and_tablet(visit: Visitor, width: int) -> None:
    """Where there is less room than on a projector, head and foot take more lines, and nothing is cut off."""
    visitor = visit(width=width, height=800)
    visitor.whole_band()

    assert wrong(visitor, visitor.page.locator(".present")) == []


@pytest.mark.parametrize("stage", ["predict", "revealed"])
def test_larger_text_fits_the_projector(visit: Visitor, stage: str) -> None:
    """P gives text of 20 px or more, one panel at a time, and a head, rail and foot that are whole on one screen."""
    visitor = visit()
    if stage == "revealed":
        visitor.skip()
        visitor.add_change("train_staff", "B", 12)
        visitor.at("guess").click()
        visitor.at("predict-reveal").click()
        visitor.page.keyboard.press("Escape")
        visitor.at("scrub").fill("60")
    visitor.press("p")
    visitor.whole_band()
    assert visitor.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.page')).fontSize)") >= 20
    faults = []
    for panel in PANELS:
        visitor.at(f"panel-{panel}").click()
        shows(visitor, panel)
        faults += wrong(visitor, visitor.page.locator(".present")) + visitor.page.evaluate(BELOW)
    size = visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")

    assert faults == []
    assert size == [1280, 720]


def test_dialogs_fit_with_larger_text(visit: Visitor) -> None:
    """Every dialog stands inside the screen with larger text, and nothing in it is cut off."""
    visitor = visit()
    visitor.press("p")
    faults = {}
    for name, box in each_dialog(visitor):
        place = box.bounding_box()
        assert place is not None
        assert place["y"] >= 0
        assert place["y"] + place["height"] <= 720
        faults[name] = wrong(visitor, box)

    assert {name: parts for name, parts in faults.items() if parts} == {}


@pytest.mark.parametrize(("width", "height"), [(1280, 720), *SIZES])
def test_targets_can_be_hit(visit: Visitor, width: int, height: int) -> None:
    """Every control is 24 px or more in both directions, and the buttons at the foot are 44 px high, on the page and in dialogs."""
    visitor = visit(width=width, height=height)
    visitor.add_change("train_staff", "B", 12)
    least = [TARGET, BAR_TARGET]
    faults = {"page": visitor.page.locator(".present").evaluate(TOO_SMALL, least)}
    for name, box in each_dialog(visitor):
        faults[name] = box.evaluate(TOO_SMALL, least)

    assert {name: parts for name, parts in faults.items() if parts} == {}
