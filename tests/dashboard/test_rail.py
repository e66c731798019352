"""The change rail: changes are added, moved, altered and taken away, by hand and by keys; undo, redo and replay."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]


def with_a_change(visit: Visitor) -> Visit:
    """Open the page and add a change in month 12 of B."""
    visitor = visit()
    visitor.skip()
    before = visitor.state("rev")
    visitor.at("add-change").click()
    visitor.at("change-who-B").check()
    visitor.at("change-keep").click()
    visitor.at("chip-0").wait_for()
    visitor.until_not("rev", before)
    return visitor


def starts_at(visitor: Visit, month: int) -> None:
    """Wait until the change stands in a month, on the rail and in what was run."""
    visitor.until_store(f"store.run.setup.changes[0].start === {month}")
    expect(visitor.at("chip-0")).to_have_attribute("data-start", str(month))


def test_a_change_is_moved_by_keys_and_says_where_it_is(visit: Visitor) -> None:
    """Arrow keys move a change by one month, Page Up by six; its label names what, where and when."""
    visitor = with_a_change(visit)
    chip = visitor.at("chip-0")
    expect(chip).to_have_attribute("aria-label", re.compile("^Train staff, in B, month 12"))

    chip.focus()
    visitor.page.keyboard.press("ArrowRight")
    starts_at(visitor, 13)
    chip.focus()
    visitor.page.keyboard.press("PageUp")
    starts_at(visitor, 19)

    expect(chip).to_have_attribute("aria-label", re.compile("^Train staff, in B, month 19"))


def test_a_change_is_dragged(visit: Visitor) -> None:
    """A change follows the mouse, and the run follows when it is let go."""
    visitor = with_a_change(visit)
    box = visitor.at("chip-0").bounding_box()
    track = visitor.page.locator(".rail-track").bounding_box()
    assert box is not None
    assert track is not None
    x, y = box["x"] + 10, box["y"] + 8
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x + track["width"] / 60 * 12, y, steps=6)
    visitor.page.mouse.up()

    starts_at(visitor, 24)


def test_a_change_is_altered_in_the_form_and_taken_away(visit: Visitor) -> None:
    """Enter opens the form with what there is; Delete takes the change away."""
    visitor = with_a_change(visit)
    visitor.at("chip-0").focus()
    visitor.page.keyboard.press("Enter")
    assert visitor.at("change-start").input_value() == "12"
    visitor.at("change-start").fill("30")
    visitor.at("change-keep").click()
    starts_at(visitor, 30)

    visitor.at("chip-0").focus()
    visitor.page.keyboard.press("Delete")
    visitor.at("chip-0").wait_for(state="detached")

    assert visitor.store("store.run.setup.changes.length") == 0


def test_a_value_out_of_range_is_said_and_the_nearest_is_used(visit: Visitor) -> None:
    """Beside the box stands what is allowed and what was used instead."""
    visitor = with_a_change(visit)
    visitor.at("chip-0").click()
    visitor.at("change-start").fill("99")
    visitor.at("change-start").blur()

    assert visitor.at("change-start").input_value() == "60"
    assert "We used 60" in visitor.at("change-start-note").inner_text()


def test_undo_and_redo_lead_back_and_on(visit: Visitor) -> None:
    """Undo gives the run before the change, redo the run after it; by button and by keys."""
    visitor = visit()
    visitor.skip()
    usual = visitor.state("results")
    assert visitor.at("undo").is_disabled()
    visitor.at("way-b").select_option("handed_over")
    visitor.until_not("results", usual)
    changed = visitor.state("results")

    visitor.at("undo").click()
    visitor.until("results", usual)
    visitor.press("Control+y")
    visitor.until("results", changed)
    visitor.page.keyboard.press("Control+z")
    visitor.until("results", usual)

    assert visitor.at("redo").is_enabled()


def test_a_replay_ends_where_it_began_on_axes_that_stand_still(visit: Visitor) -> None:
    """Replay shows the run before and after the change, and leaves the page as it was; the axes keep their numbers."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("staff_leave", "B", 12)
    visitor.at("scrub").fill("60")
    axes = "() => [...document.querySelectorAll('.panel-charts svg text')].map(text => text.textContent).filter(text => /^\\d+$/.test(text)).join()"
    line = "store.run.series.felt_trust[1][60]"
    before, now = visitor.page.evaluate(axes), visitor.store(line)
    marks = [visitor.state(name) for name in ("month", "hash", "results", "rev")]
    visitor.press("r")
    seen = set()
    for _ in range(14):
        visitor.page.wait_for_timeout(450)
        seen.add(visitor.store(line))
        assert visitor.page.evaluate(axes) == before

    assert len(seen) == 2
    assert visitor.store(line) == now
    assert [visitor.state(name) for name in ("month", "hash", "results", "rev")] == marks
