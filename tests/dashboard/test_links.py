"""Links and files: what the room has set up can be taken away, shared and opened again."""

import io
import re

import pytest
from PIL import Image

from coprod_sim.files import VERSION
from coprod_sim.indicators import HEADLINES
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.editions("both")]

LONGEST_LINK = 1_500


def test_a_link_brings_others_to_the_same_place(visit: Visitor) -> None:
    """A copied link opens the same scenario at the same month in the same view; going back leads to the former state."""
    visitor = visit()
    visitor.skip()
    usual = visitor.state("hash")
    visitor.at("way-b").select_option("invited_not_deciding")
    visitor.until_not("hash", usual)
    former = visitor.state("hash")
    visitor.skip()
    visitor.add_change("budget_cut", "both", 24)
    visitor.press("n")
    visitor.until("luck", "2")
    visitor.at("scrub").fill("18")
    visitor.press("1")
    visitor.at("open-share").click()
    link = visitor.at("share-link").input_value()
    visitor.at("share-close").click()

    other = visit(link.removeprefix(visitor.address))

    assert len(link) <= LONGEST_LINK
    assert [other.state(name) for name in ("hash", "results", "month")] == [
        visitor.state(name) for name in ("hash", "results", "month")
    ]
    assert other.store("store.view") == "a"
    visitor.page.go_back()
    visitor.page.go_back()
    visitor.until("hash", former)


def test_a_reload_comes_back_to_the_month(visit: Visitor) -> None:
    """What was shown when the months stopped is shown again after a reload."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("staff_leave", "B", 9)
    visitor.press("Space")
    visitor.until("month", "9")
    visitor.until("playing", "false")
    marks = [visitor.state(name) for name in ("hash", "month")]

    visitor.page.reload()
    visitor.at("play").wait_for()

    assert [visitor.state(name) for name in ("hash", "month")] == marks


@pytest.mark.parametrize("query", ["v=9&s=xxx", "v=1&s=xxx", "v=1&s=%00%ff", "s=" + "A" * 4000, "v=&s=&at=-3&view=odd"])
def test_a_link_that_cannot_be_read_shows_the_usual_start(visit: Visitor, query: str) -> None:
    """A bad link gives the usual page, a plain note where there was something to read, and no error."""
    visitor = visit(f"/present?{query}")

    assert visitor.state("hash") == TwoWays().hash
    assert visitor.state("month") == "0"
    assert visitor.complaints == []
    assert visitor.at("error").count() == 0
    if "xxx" in query:
        assert "could not be read" in visitor.at("note").inner_text()


def test_a_picture_is_as_large_as_a_slide(visit: Visitor) -> None:
    """Pictures are 1920 x 1080, and not empty; their names hold the version."""
    visitor = visit()
    visitor.skip()
    visitor.at("scrub").fill("36")
    for button in ("png-charts", "png-town"):
        name, content = visitor.downloaded(button)
        picture = Image.open(io.BytesIO(content)).convert("RGB")

        assert picture.size == (1920, 1080)
        assert len(picture.getcolors(1 << 24) or []) > 50
        assert re.fullmatch(rf"coprod-sim-{re.escape(VERSION)}-\w+-[0-9a-f]{{16}}\.png", name)


def test_the_numbers_are_complete(visit: Visitor) -> None:
    """The CSV has its header, and a row for each scenario, luck, month and outcome."""
    visitor = visit()
    visitor.skip()
    name, content = visitor.downloaded("csv")
    lines = content.decode().splitlines()

    assert lines[0] == "scenario,seed,month,outcome,value"
    assert len(lines) - 1 == 2 * 20 * 61 * len(HEADLINES)
    assert VERSION in name
