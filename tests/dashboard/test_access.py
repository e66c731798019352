"""Everybody can perceive the page: axe finds nothing, all colours stand out, and nothing is told by colour alone.

/mesa is Mesa's own page, whose parts are not ours to mend, so it is left out.
"""

import io
import re
from statistics import median
from typing import Any, Final

import numpy as np
import pytest
from PIL import Image

from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.every_dialog import each_dialog
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

TEXT, LARGE, PICTURE = 4.5, 3.0, 3.0
"""How far text, what cannot be pressed, and lines must stand out: to 1."""


def with_fault(visitor: Visit) -> None:
    """Show the banner of a run that failed, without making one fail."""
    visitor.page.locator(".present").evaluate(
        "page => { page.__vue__.error = { text: 'This could not be run.', report: '{}' }; }"
    )
    visitor.at("error").wait_for()


@pytest.mark.parametrize("path", ["/", "/research"])
def test_axe_finds_nothing_on_a_page_of_words(visit: Visitor, path: str) -> None:
    """The home page and the page for researchers are clean."""
    visitor = visit(path)
    visitor.page.locator("main.home").wait_for()

    assert axe(visitor.page) == []


def test_axe_finds_nothing_from_guess_to_reveal(visit: Visitor) -> None:
    """The way of a workshop is clean at every step: guess, own question, lock, watch, reveal."""
    visitor = visit()
    found = axe(visitor.page)
    visitor.at("guess").click()
    found += axe(visitor.page)
    visitor.at("predict-question").select_option("own")
    found += axe(visitor.page)
    visitor.at("predict-question").select_option("0")
    visitor.at("predict-plus-fast_rise").click()
    visitor.at("predict-lock").click()
    found += axe(visitor.page)
    visitor.page.keyboard.press("Escape")
    visitor.whole_band()
    for month in ("30", "60"):
        visitor.at("scrub").fill(month)
        found += axe(visitor.page)
    visitor.at("guess").click()
    visitor.at("predict-reveal").click()
    visitor.at("predict-result").wait_for()
    found += axe(visitor.page)
    visitor.page.keyboard.press("Escape")

    assert found + axe(visitor.page) == []


@pytest.mark.editions("both")
def test_axe_finds_nothing_in_any_dialog(visit: Visitor) -> None:
    """Every dialog is clean while it is open, without a guess."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("train_staff", "B", 12)
    found = {name: axe(visitor.page) for name, _ in each_dialog(visitor)}
    visitor.at("open-ladder").click()
    visitor.at("rung-asked").click()
    found["rung"] = axe(visitor.page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_nothing_with_numbers_and_banners(visit: Visitor) -> None:
    """The tables behind the pictures are clean; so are a note and an error."""
    visitor = visit("/present?v=9&s=xxx")
    visitor.at("note").wait_for()
    found = axe(visitor.page)
    visitor.skip()
    visitor.at("scrub").fill("30")
    for name in ("chart-table-1", "net-numbers-a"):
        visitor.at(name).click()
        found += axe(visitor.page)
    with_fault(visitor)

    assert found + axe(visitor.page) == []


# What axe does not look at: lines, rings, and buttons that cannot be pressed.

COLOURS: Final = """parts => parts.map(part => {
    const clear = colour => /, 0\\)$|^transparent$/.test(colour);
    let under = part;
    while (under && clear(getComputedStyle(under).backgroundColor)) under = under.parentElement;
    return [part.outerHTML.slice(0, 90), getComputedStyle(part).color, under ? getComputedStyle(under).backgroundColor : 'rgb(255, 255, 255)'];
})"""
LINES: Final = """parts => parts.map(part => [part.outerHTML.slice(0, 90), getComputedStyle(part)[part.tagName === 'text' ? 'fill' : 'stroke']])"""
RUNGS: Final = """bar => {
    for (const rung of ['not_asked', 'told', 'asked', 'heard', 'together', 'led']) {
        const part = document.createElement('i');
        part.className = `rung-${rung} tried`;
        bar.append(part);
    }
}"""


def light(colour: str) -> float:
    """Give the relative luminance of "rgb(...)" as WCAG defines it."""
    shares = [float(number) / 255 for number in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_summed_as_wcag_says() -> None:
    """Black on white is 21 to 1, and our two lines are what the design says."""
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(18, 67, 109)", "rgb(255, 255, 255)") == pytest.approx(10.25, abs=0.01)


def pale(visitor: Visit, parts: str, least: float) -> list[Any]:
    """Give the parts whose text does not stand out from what is below it; there must be such parts."""
    colours = visitor.page.locator(parts).evaluate_all(COLOURS)
    assert colours, parts
    return [part for part in colours if contrast(part[1], part[2]) < least]


def test_words_stand_out(visit: Visitor) -> None:
    """Banners, letters of A and B, rungs, badges, notes and the rail: 4.5 to 1; a button that rests: 3 to 1."""
    visitor = visit("/present?v=9&s=xxx")
    with_fault(visitor)
    visitor.page.locator(".rungs-bar").first.evaluate(RUNGS)
    for parts in (
        ".banner span, .banner button",
        ".badge, .net-badge, .chart-badge",
        ".rungs-bar .tried",
        ".note, .rungs-none, .rail-empty, .rail-tick",
        ".telling span, .telling button",
    ):
        assert pale(visitor, parts, TEXT) == []
    visitor.at("guess").click()
    assert pale(visitor, "button:disabled", LARGE) == []


def test_lines_labels_and_rings_stand_out(visit: Visitor) -> None:
    """On white, lines, the edges of bands and the ring of focus stand out 3 to 1, the labels of lines 4.5 to 1."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    visitor.at("scrub").fill("30")
    for parts, least in ((".chart-line, .chart-edge", PICTURE), (".chart-label, .chart-change text", TEXT)):
        colours = visitor.page.locator(parts).evaluate_all(LINES)
        assert len(colours) >= 8
        assert [part for part in colours if contrast(part[1], "rgb(255, 255, 255)") < least] == []
    visitor.at("rules").focus()
    visitor.page.keyboard.press("Tab")
    ring = visitor.page.evaluate("getComputedStyle(document.activeElement).outlineColor")

    assert contrast(ring, "rgb(255, 255, 255)") >= PICTURE


# Eyes that see fewer colours.

ON_LINE: Final = """line => {
    const [long, place] = [line.getTotalLength(), line.getScreenCTM()];
    return Array.from({ length: 200 }, (_, step) => line.getPointAtLength(long * (0.3 + 0.6 * step / 200)).matrixTransform(place))
        .map(point => [point.x, point.y]);
}"""
APART = 20.0
WHITISH = 75.0


def lab(pixel: Any) -> Any:
    """Turn a pixel of sRGB into CIE Lab, under the usual daylight (D65)."""
    share = np.asarray(pixel[:3], dtype=float) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.asarray(matrix) @ linear / (0.9505, 1.0, 1.089))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def colour_of(line: Any, screen: Image.Image) -> Any:
    """Give the usual colour of a line on a picture of the screen, in Lab; the gaps between dashes do not count."""
    seen = [lab(screen.getpixel((round(x), round(y)))) for x, y in line.evaluate(ON_LINE)]
    inked = [pixel for pixel in seen if pixel[0] < WHITISH]
    assert len(inked) > 20
    return np.array([median(values) for values in zip(*inked, strict=True)])


@pytest.mark.parametrize("eyes", ["deuteranopia", "protanopia", "tritanopia"])
def test_lines_differ_for_all_eyes(visit: Visitor, eyes: str) -> None:
    """A and B stand apart by 20 or more (CIE76) for people who see fewer colours."""
    visitor = visit(fresh=True)
    visitor.skip()
    visitor.at("scrub").fill("60")
    visitor.page.wait_for_timeout(300)
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": eyes})
    screen = Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB")
    lines = visitor.at("chart-voice").locator(".chart-known .chart-line")
    one, other = (colour_of(lines.nth(side), screen) for side in (0, 1))

    assert float(np.linalg.norm(one - other)) >= APART


def test_nothing_is_told_by_colour_alone(visit: Visitor) -> None:
    """B is dashed and hollow where A is solid and full, and the three kinds of people have three shapes."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("train_staff", "A", 12)
    visitor.add_change("train_staff", "B", 30)
    style = "(part, name) => getComputedStyle(part)[name]"
    both = {
        "line": [visitor.page.locator(f".chart-line[data-side={side}]").first for side in "AB"],
        "end": [visitor.page.locator(".chart-end circle").nth(side) for side in (0, 1)],
        "badge": [visitor.page.locator(f".badge-{side}").first for side in "ab"],
        "town": [visitor.page.locator(f".net-side-{side} .net-badge") for side in "ab"],
        "chip": [visitor.at(f"chip-{row}") for row in (0, 1)],
    }
    style_of = {
        "line": "strokeDasharray",
        "end": "fill",
        "badge": "borderStyle",
        "town": "borderStyle",
        "chip": "borderStyle",
    }
    looks = {name: [part.evaluate(style, style_of[name]) for part in parts] for name, parts in both.items()}
    assert looks["line"][0] == "none"
    assert looks["line"][1] not in ("none", "")
    assert looks["end"][1] == "rgb(255, 255, 255)" != looks["end"][0]
    assert looks["badge"] == looks["town"] == looks["chip"] == ["solid", "dashed"]
    shapes = visitor.page.locator(".net-side-a .net-legend li svg").evaluate_all(
        "parts => parts.slice(0, 3).map(part => part.firstElementChild.getAttribute('d') || part.firstElementChild.tagName)"
    )

    assert len(set(shapes)) == 3
