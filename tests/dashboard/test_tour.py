"""The guided tour: it comes only when it is asked for, goes on when something was done, and can be left."""

import pytest
from playwright.sync_api import expect

from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]


def begun(visitor: Visit) -> None:
    """Start the tour from the help."""
    visitor.at("open-keys").click()
    visitor.at("start-tour").click()
    expect(visitor.at("tour")).to_have_attribute("data-step", "1")


def on_step(visitor: Visit, step: int) -> None:
    """Wait for a step, which the page says aloud, too, unless months run."""
    expect(visitor.at("tour")).to_have_attribute("data-step", str(step))
    if visitor.state("playing") == "false":
        expect(visitor.at("status")).to_contain_text(visitor.at("tour-text").inner_text())


@pytest.mark.editions("file")
def test_the_tour_asks_for_five_actions(visit: Visitor) -> None:
    """It is not there at first; each step waits for its action; at the end it says so, and closes."""
    visitor = visit()
    assert visitor.at("tour").count() == 0
    begun(visitor)
    on_step(visitor, 1)
    assert axe(visitor.page) == []
    visitor.press("n")  # what is not asked for does not count
    visitor.until("luck", "2")
    on_step(visitor, 1)

    visitor.at("skip").click()
    on_step(visitor, 2)
    visitor.page.keyboard.press("Space")
    on_step(visitor, 3)
    visitor.until_not("month", "0")
    visitor.page.keyboard.press("Space")
    on_step(visitor, 4)
    visitor.press("n")
    on_step(visitor, 5)
    visitor.add_change("train_staff", "B", 12)
    on_step(visitor, 6)
    box, controls = visitor.at("tour").bounding_box(), visitor.at("play").bounding_box()
    assert box is not None
    assert controls is not None
    assert box["y"] + box["height"] <= controls["y"]
    visitor.at("tour-close").click()

    expect(visitor.at("tour")).to_have_count(0)


def test_the_tour_can_be_left_and_begun_anew(visit: Visitor) -> None:
    """Leaving it brings the keys back to the page; who has guessed already is asked for the rules instead."""
    visitor = visit()
    visitor.skip()
    begun(visitor)
    visitor.at("tour-close").click()
    expect(visitor.at("tour")).to_have_count(0)
    visitor.page.keyboard.press("ArrowRight")
    visitor.until("month", "1")

    begun(visitor)
    visitor.at("rules").click()
    visitor.page.keyboard.press("Escape")
    on_step(visitor, 2)
