"""The rule lab as a reader uses it: in the one file, without a network, by keyboard, and told in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from coprod_sim.dashboard.static.one_file import one_file
from coprod_sim.engine.custom_rules import checked_rules
from tests.axe import axe

pytestmark = pytest.mark.browser
LONG: Final = 60_000
"""Milliseconds that a trial may take on a busy computer."""
EDITED: Final = "0.2 × par.release * willingness * gap * power ÷ (1 - family_power)"  # noqa: RUF001


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the pages as one file: gives its address."""
    path = tmp_path_factory.mktemp("still") / "coprod_sim.html"
    path.write_text(one_file(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, file: str) -> Iterator[Page]:
    """Open the lab."""
    context = browser.new_context(offline=True, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{file}#/explore")
    page.get_by_test_id("lab-open").click(timeout=LONG)
    expect(page.get_by_test_id("lab-value")).to_have_text("0.03. This is the model’s own text.", timeout=LONG)
    yield page
    context.close()


def test_the_example_follows_the_text(page: Page) -> None:
    """What comes out is told while one types, and what is wrong is told at once, as an alert."""
    page.get_by_label("Its text").fill(EDITED)
    expect(page.get_by_test_id("lab-value")).to_have_text("0.006. With the model’s own text: 0.03.")
    page.get_by_test_id("lab-in-gap").fill("0.6")
    expect(page.get_by_test_id("lab-value")).to_have_text("0.012. With the model’s own text: 0.06.")
    page.get_by_label("Its text").fill("par.relase * gap")
    expect(page.get_by_role("alert").filter(has_text="Was it to be par.release?")).to_be_visible()
    expect(page.get_by_test_id("lab-try")).to_be_disabled()
    page.get_by_test_id("lab-back").click()
    expect(page.get_by_label("Its text")).to_be_focused()
    expect(page.get_by_test_id("lab-value")).to_have_text("0.06. This is the model’s own text.")


def test_a_change_is_tried_and_saved(page: Page, tmp_path: Path) -> None:
    """Twenty pairs move, the page goes on meanwhile, and the file is one that --rules takes."""
    page.get_by_test_id("lab-rule").focus()
    page.get_by_label("Its text").fill(EDITED)
    expect(page.get_by_test_id("lab-try")).to_be_enabled()
    page.get_by_test_id("lab-try").press("Enter")
    expect(page.get_by_test_id("lab-row-voice")).to_contain_text("→", timeout=LONG)
    expect(page.get_by_test_id("lab-status")).to_contain_text("Checking what the lessons say")
    with page.expect_download() as saved:
        page.get_by_test_id("lab-save").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "power_released.py"
    assert checked_rules(file, file.read_bytes()).keys() == {"power_released"}
    expect(page.get_by_test_id("lab-lost").get_by_role("listitem").first).to_be_visible(timeout=LONG)
    page.get_by_test_id("lab-stop").click()
    expect(page.get_by_test_id("lab-status")).to_have_text("Stopped.")
    assert not axe(page)


def test_a_text_that_breaks_the_model_is_told(page: Page) -> None:
    """A share that leaves its range stops the trial, with what and where."""
    page.get_by_label("Its text").fill("1 / (gap - gap)")
    expect(page.get_by_test_id("lab-try")).to_be_enabled()
    page.get_by_test_id("lab-try").click()
    expect(page.get_by_test_id("lab-stray")).to_contain_text("Your text takes the model out of its range", timeout=LONG)


def test_it_fits_a_phone(page: Page) -> None:
    """Nothing is wider than the screen, and a text that was begun in a wide window is still there."""
    page.get_by_label("Its text").fill("gap")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_test_id("lab-names").click()
    expect(page.get_by_label("Its text")).to_have_value("gap")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
