"""The page with all settings: a change is run at once, told, drawn beside what was before, kept in the link, and taken back."""

import re
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from coprod_sim.dashboard.pages.explore.settings_table import all_settings
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import show
from coprod_sim.scenario.parameters import BY_NAME, DECLARED
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.view_errors import VIEW_INDICATORS
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import COMMAND, Visit, query_of
from tests.dashboard.test_small_screens import TOO_SMALL, wrong

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

PAGE: Final = "/explore"
BAND: Final = 30_000
"""Milliseconds that all runs of a band may take on a busy computer."""
DIALOGS: Final = {"rules": "rules", "open-setup": "setup", "open-share": "share"}
OPEN_ALL: Final = (
    "() => document.querySelectorAll('.settings details:not([open]) > summary').forEach(one => one.click())"
)
SHOWS: Final = """rows => rows.map(row => ({
    name: row.dataset.testid.slice(4),
    title: row.querySelector('.setting-title b').textContent.trim(),
    meaning: row.querySelector('[data-testid=meaning]').textContent.trim(),
    grade: row.querySelector('[data-testid=grade]').textContent.trim(),
    source: row.querySelector('[data-testid=source]').textContent.trim(),
    usual: row.querySelector('[data-testid=usual]').textContent.trim(),
    sliders: [...row.querySelectorAll('input[type=range]')].map(one => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')]),
    boxes: [...row.querySelectorAll('.field input')].map(one => document.querySelector(`label[for="${one.id}"]`).textContent),
}))"""
LINES: Final = "[...document.querySelectorAll('{}')].map(line => line.getAttribute('d'))"
SMALLEST: Final = """() => Math.min(...[...document.querySelectorAll('.explore *')]
    .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
UNSEEN: Final = """part => {
    const box = part.getBoundingClientRect();
    const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.top < 0 || box.bottom > innerHeight || !(part.contains(met) || met?.contains(part));
}"""


def put(visitor: Visit, name: str, number: str) -> None:
    """Type a number into the box of a setting, and wait for its run."""
    rev = visitor.state("rev")
    visitor.at(f"set-{name}").fill(number)
    visitor.at(f"set-{name}").press("Enter")
    visitor.until_not("rev", rev)


def open_section(visitor: Visit, group: str, section: str) -> None:
    """Fold a group and one of its sections open."""
    for part in (visitor.at(f"group-{group}"), visitor.at(f"section-{section}")):
        if part.get_attribute("open") is None:
            part.locator("> summary").click()


def press(visitor: Visit, button: str) -> None:
    """Press a button, and wait for the run that it brings."""
    rev = visitor.state("rev")
    visitor.at(button).click()
    visitor.until_not("rev", rev)


def lines(visitor: Visit, kind: str) -> list[str]:
    """Give the drawn lines of all charts."""
    return list(visitor.page.evaluate(LINES.format(kind)))


def changed(visitor: Visit) -> list[str]:
    """Name the rows that are marked as changed."""
    dots = visitor.page.locator(".setting .setting-dot")
    expect(dots.first).to_be_visible()
    assert set(dots.all_inner_texts()) == {"Changed"}
    return [str(dot.get_attribute("data-testid"))[4:] for dot in dots.all()]


def setup(visitor: Visit) -> Any:
    """Read what the page is set to."""
    return visitor.store("store.run.setup")


def by_command(visitor: Visit, file: Path) -> str:
    """Take the scenario file away, compare by it on the command line, and give what that says."""
    file.write_bytes(visitor.downloaded("json")[1])
    done = subprocess.run([COMMAND, "compare", str(file), "--pairs", "2"], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def untroubled(visitor: Visit) -> None:
    """Nothing was asked of anybody outside, and nothing went wrong in the page."""
    assert (visitor.outside, visitor.complaints) == ([], [])


def test_every_setting_has_its_row(visit: Visitor) -> None:
    """Name, help, grade, source or guess, default, and a slider and a box with names and words, for each."""
    visitor = visit(PAGE)
    visitor.whole_band()
    assert visitor.at("group-actions").get_attribute("open") is not None
    assert visitor.at("group-world").get_attribute("open") is None
    levers = [each.name for each in DECLARED if each.role == "lever"]
    rows = visitor.page.locator(".setting").evaluate_all(SHOWS)
    assert [row["name"] for row in rows] == levers
    visitor.page.evaluate(OPEN_ALL)
    visitor.at("row-rung_led").wait_for()
    rows = {row["name"]: row for row in visitor.page.locator(".setting").evaluate_all(SHOWS)}

    assert sorted(rows) == sorted(each.name for each in DECLARED)
    for row in all_settings()["rows"]:
        seen = rows[row["name"]]
        sides = [row["title"]] if row["both"] else [f"{row['title']} in {side}" for side in "AB"]
        assert (seen["title"], seen["meaning"], seen["source"]) == (row["title"], row["meaning"], row["source"])
        assert re.fullmatch(r"Evidence: (strong|some|guess)\.", seen["grade"])
        assert "Usual: " in seen["usual"]
        assert [name for name, _ in seen["sliders"]] == sides == seen["boxes"]
        assert all(row["unit"] in text and "Usual: " in text for _, text in seen["sliders"])
    untroubled(visitor)


def test_a_change_is_run_told_and_taken_back(visit: Visitor, tmp_path: Path) -> None:
    """The hash is that of the model and of the command line; grey lines are those of before; undo, redo and reload hold."""
    visitor = visit(PAGE)
    visitor.whole_band()
    usual, drawn = visitor.state("hash"), lines(visitor, ".chart-known .chart-line")
    assert visitor.state("stage") == "revealed"
    assert visitor.state("month") == "60"
    assert lines(visitor, ".chart-before") == []
    expect(visitor.at("count")).to_have_text("No settings changed.")
    put(visitor, "power_ceiling-a", "60")
    wanted = TwoWays(a=Way("consultation_only", {"power_ceiling": 0.6}))

    assert visitor.state("hash") == wanted.hash
    assert changed(visitor) == ["power_ceiling"]
    expect(visitor.at("count")).to_have_text("1 setting changed.")
    expect(visitor.at("grey")).to_be_visible()
    assert lines(visitor, ".chart-known .chart-before") == drawn
    assert lines(visitor, ".chart-known .chart-line") != drawn
    sentences = visitor.at("told").inner_text()
    ends = [round(visitor.store(f"{run}.felt_trust[0][60]")) for run in ("store.before", "store.run.series")]
    assert "You changed “Say that families may have” in A from 10 to 60." in sentences
    assert f"At the end, trust in A is {ends[1]} of 100. Before, it was {ends[0]}." in sentences
    assert "Why: " in sentences
    expect(visitor.at("told")).to_contain_text(
        re.compile(r"In \d+ of 20 runs, trust in A ends higher than before\."), timeout=BAND
    )

    assert f"hash {wanted.hash}" in by_command(visitor, tmp_path / "scenario.json")

    put(visitor, "power_ceiling-a", "61")
    expect(visitor.at("told")).to_contain_text(
        re.compile(r"In \d+ of 20 runs, trust in A ends a (tiny bit|little) higher")
    )
    press(visitor, "undo")
    press(visitor, "undo")
    assert visitor.state("hash") == usual
    expect(visitor.page.locator(".setting .setting-dot")).to_have_count(0)
    press(visitor, "redo")
    assert visitor.state("hash") == wanted.hash
    visitor.page.reload()
    visitor.at("find").wait_for()
    assert visitor.state("hash") == wanted.hash
    expect(visitor.at("set-power_ceiling-a")).to_have_value("60")
    press(visitor, "back-power_ceiling-a")
    assert visitor.state("hash") == usual
    assert visitor.page.evaluate("document.activeElement.dataset.testid") == "slide-power_ceiling-a"
    assert setup(visitor)["A"]["set"] == {}
    untroubled(visitor)


def test_a_number_out_of_range_is_said_and_clipped(visit: Visitor) -> None:
    """The message names the setting, the range and what was used; letters are no number; it goes when the number goes."""
    visitor = visit(PAGE)
    put(visitor, "training-b", "400")

    expect(visitor.at("set-training-b-note")).to_have_text(
        "Training for staff in B must be between 0 and 20. We used 20."
    )
    expect(visitor.at("set-training-b-note")).to_be_visible()
    expect(visitor.at("set-training-b")).to_have_value("20")
    expect(visitor.at("slide-training-b")).to_have_attribute("aria-valuetext", re.compile("^20 of 100 a month"))
    assert visitor.state("hash") == TwoWays(b=Way("power_sharing", {"training": 0.2})).hash
    press(visitor, "undo")
    expect(visitor.at("set-training-b-note")).not_to_have_class(re.compile("fault"))
    visitor.at("set-training-b").fill("many")
    visitor.at("set-training-b").press("Enter")
    expect(visitor.at("set-training-b-note")).to_contain_text("must be between 0 and 20")
    assert visitor.state("hash") == TwoWays().hash
    open_section(visitor, "place", "sizes")
    put(visitor, "professionals-both", "2")
    expect(visitor.at("set-professionals-both-note")).to_have_text("Staff must be between 3 and 500. We used 3.")
    assert setup(visitor)["town"] == {"professionals": 3}
    open_section(visitor, "world", "ladder")
    visitor.at("set-rung_asked-both").fill("0")
    visitor.at("set-rung_asked-both").press("Enter")
    expect(visitor.at("note")).to_contain_text("These do not fit together, so we left them out: “Asked”.")
    expect(visitor.at("set-rung_asked-both")).to_have_value("15")
    untroubled(visitor)


def test_each_group_goes_back_alone(visit: Visitor) -> None:
    """An action, a start and an assumption are changed; each reset takes back its own and leaves the others."""
    visitor = visit(PAGE)
    before = lines(visitor, ".chart-known .chart-line")
    open_section(visitor, "world", "feeling")
    put(visitor, "trust_loss-both", "20")
    assert lines(visitor, ".chart-known .chart-before") == before
    now = lines(visitor, ".chart-known .chart-line")
    assert all(now[side] != before[side] for side in (0, 1)), "an assumption draws A and B anew"
    assert visitor.state("hash") == TwoWays(town={"trust_loss": 0.2}).hash
    open_section(visitor, "place", "trust_start")
    put(visitor, "start_family_trust-both", "20")
    put(visitor, "feedback-a", "80")
    put(visitor, "feedback-b", "10")
    expect(visitor.at("count")).to_have_text("3 settings changed.")
    assert setup(visitor)["town"] == {"trust_loss": 0.2, "start_family_trust": 0.2}

    press(visitor, "reset-place")
    assert setup(visitor)["town"] == {"trust_loss": 0.2}
    assert [setup(visitor)[side]["set"] for side in "AB"] == [{"feedback": 0.8}, {"feedback": 0.1}]
    expect(visitor.at("reset-place")).to_be_disabled()
    press(visitor, "reset-actions")
    assert [setup(visitor)[side]["set"] for side in "AB"] == [{}, {}]
    assert setup(visitor)["town"] == {"trust_loss": 0.2}
    press(visitor, "undo")
    press(visitor, "reset-world")
    assert setup(visitor)["town"] == {}
    assert [setup(visitor)[side]["set"] for side in "AB"] == [{"feedback": 0.8}, {"feedback": 0.1}]
    expect(visitor.at("count")).to_have_text("1 setting changed.")
    open_section(visitor, "place", "schools")
    put(visitor, "school_spread-both", "1")
    expect(visitor.at("told")).to_contain_text("Nothing moved. This setting may not matter in this town.")
    untroubled(visitor)


@pytest.mark.editions("both")
def test_a_link_made_elsewhere_shows_what_it_changes(visit: Visitor) -> None:
    """Settings of a link are changed rows, a lever is usual as its way of working has it, and the way leads on to other pages."""
    a = Way("train_first_share_later", {"reward": 0.6})
    two = TwoWays(a, Way("power_sharing"), town={"trust_gain": 0.1, "promise": 0.35, "families": 150})
    visitor = visit(f"{PAGE}?v=1&s={to_link(two)}")
    assert visitor.state("hash") == two.hash
    expect(visitor.at("count")).to_have_text("4 settings changed.")
    expect(visitor.at("set-training-a")).to_have_value("3")
    expect(visitor.at("later-promise")).to_contain_text("A on the timeline: ")
    visitor.at("only-changed").click()
    assert sorted(changed(visitor)) == ["families", "promise", "reward", "trust_gain"]
    assert visitor.page.locator(".setting").count() == 4
    visitor.at("only-changed").click()

    press(visitor, "back-promise-b")
    assert [setup(visitor)[side]["set"].get("promise") for side in "AB"] == [0.35, None]
    assert "promise" not in setup(visitor)["town"]
    href = visitor.at("go-present").get_attribute("href") or ""
    assert href.removeprefix("#").startswith("/present?")
    assert query_of(href) == {"v": "1", "s": query_of(visitor.page.url)["s"]}
    visitor.at("way-a").select_option("consultation_only")
    expect(visitor.at("set-training-a")).to_have_value("0")
    expect(visitor.at("told")).to_contain_text("A now works like this: “Ask, then decide”.")
    press(visitor, "luck")
    expect(visitor.at("told")).to_contain_text("Same town, but now luck 2.")
    untroubled(visitor)


def test_whose_view_is_nearer_is_drawn_and_told(visit: Visitor) -> None:
    """For each party a dot in A and in B, further right where its view is further off; label and table say the same numbers."""
    visitor = visit(PAGE)
    ends = [
        {party: float(world.measures[name][-1]) for party, name in VIEW_INDICATORS.items()}
        for world in show.worlds_of(TwoWays())
    ]
    plot = visitor.at("views").locator("svg[role=img]")
    label = plot.get_attribute("aria-label") or ""
    found = {}
    for party, name in words()["parties"].items():
        a, b = (f"{end[party]:.2f}" for end in ends)
        assert f"{name}: {a} in A, {b} in B." in label
        for side, end in zip("AB", ends, strict=True):
            dot = plot.locator(f"[data-party={party}][data-side={side}]")
            assert dot.locator("text").inner_html() == f"{side} {end[party]:.2f}"
            found[end[party]] = float(dot.locator("circle").get_attribute("cx") or 0)
    errors, places = zip(*sorted(found.items()), strict=True)
    assert list(places) == sorted(places)
    assert np.polyval(np.polyfit(errors, places, 1), errors) == pytest.approx(places, abs=0.5), "the axis is even"
    visitor.at("views-numbers").click()
    cells = (
        visitor.at("views")
        .locator("tbody tr")
        .evaluate_all("rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.textContent))")
    )
    assert cells == [[f"{end[party]:.2f}" for end in ends] for party in words()["parties"]]
    untroubled(visitor)


@pytest.mark.editions("file")
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 720), (1920, 1080)])
def test_the_picture_of_views_fits(visit: Visitor, width: int, height: int) -> None:
    """No number is cut off, none lies on another, and letters are large enough, on a phone and on a projector."""
    visitor = visit(PAGE, width=width, height=height)
    if width < 1000:
        visitor.at("views-open").click()
    plot = visitor.at("views").locator("svg")
    box = plot.bounding_box()
    assert box
    texts = [text.bounding_box() for text in plot.locator("text").all()]
    for text in texts:
        assert text
        assert box["x"] - 1 <= text["x"]
        assert text["x"] + text["width"] <= box["x"] + box["width"] + 1
        assert text["y"] + text["height"] <= box["y"] + box["height"] + 1
    over = [
        (one, other)
        for one, other in combinations([text for text in texts if text], 2)
        if one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] + 4 < other["y"] + other["height"]
        and other["y"] + 4 < one["y"] + one["height"]
    ]
    assert over == []
    assert float(plot.evaluate("plot => parseFloat(getComputedStyle(plot.querySelector('text')).fontSize)")) >= 16
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_setting_is_found_and_set_by_keys_alone(visit: Visitor) -> None:
    """Typed words find it, arrows move it, a held key asks the server once, and focus stays with it."""
    visitor = visit(PAGE)
    visitor.at("find").focus()
    visitor.page.keyboard.type("trust falls")
    expect(visitor.at("found")).to_have_text("1 setting found.")
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.dataset.testid") == "slide-trust_loss-both":
            break
    usual, rev = visitor.state("hash"), visitor.state("rev")
    before = 100 * BY_NAME["trust_loss"].default
    ring = visitor.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    for _ in range(5):
        visitor.page.keyboard.press("ArrowLeft")
    visitor.until_not("rev", rev)
    number = float(visitor.at("set-trust_loss-both").input_value())

    assert ring >= 2
    assert number == before - 2.5
    assert visitor.state("hash") == TwoWays(town={"trust_loss": number / 100}).hash
    assert visitor.page.evaluate("document.activeElement.dataset.testid") == "slide-trust_loss-both"
    assert visitor.store("store.run.link.length > 0")
    expect(visitor.at("status")).to_contain_text(f"You changed “How fast trust falls” from {before:g} to {number:g}.")
    visitor.press("Control+z")
    visitor.until("hash", usual)
    expect(visitor.at("undo")).to_be_disabled()
    visitor.at("find").fill("no such thing")
    expect(visitor.at("found")).to_have_text("Nothing found. Try another word.")
    visitor.at("find").fill("")
    expect(visitor.at("row-power_ceiling")).to_be_visible()
    untroubled(visitor)


def box_of(visitor: Visit, dialog: str) -> Locator:
    """Give the box of a dialog that is open."""
    box = visitor.page.locator(f"dialog[data-testid={dialog}]")
    box.wait_for()
    return box


def test_axe_finds_nothing_after_a_change_and_in_dialogs(visit: Visitor) -> None:
    """With a changed row, a message, details open and notes, and in each dialog, the page is clean."""
    visitor = visit(f"{PAGE}?v=1&s=xxx")
    visitor.at("note").wait_for()
    put(visitor, "training-b", "400")
    visitor.at("about-training").click()
    open_section(visitor, "world", "feeling")
    visitor.whole_band()
    found = {"page": axe(visitor.page)}
    for button, dialog in DIALOGS.items():
        visitor.at(button).locator("xpath=self::button").click()
        box_of(visitor, dialog)
        found[dialog] = axe(visitor.page)
        visitor.page.keyboard.press("Escape")
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.locator("[aria-live=polite]").count() == 1
    untroubled(visitor)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844), (320, 640), (640, 360)])
def test_the_page_fits(visit: Visitor, width: int, height: int) -> None:
    """Nothing leads sideways or is cut off, targets and letters are large enough, and a chart is in sight of a slider."""
    visitor = visit(PAGE, width=width, height=height)
    put(visitor, "training-b", "400")
    open_section(visitor, "world", "knowing")
    root = visitor.page.locator(".explore")
    slider = visitor.at("slide-early_involvement-b")
    slider.focus()
    assert not slider.evaluate(UNSEEN)
    if height > 360:
        assert not visitor.at("chart-felt_trust").evaluate(UNSEEN)
    assert wrong(visitor, root) == []
    assert root.evaluate(TOO_SMALL, [24, 24]) == []
    assert visitor.page.evaluate(SMALLEST) >= 16
    if width < 1000:
        expect(visitor.at("chart-staff_load")).to_be_hidden()
        visitor.at("all-charts").click()
        expect(visitor.at("chart-staff_load")).to_be_visible()
        assert wrong(visitor, root) == []
    untroubled(visitor)
