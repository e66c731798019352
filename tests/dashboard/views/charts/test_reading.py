"""That everybody can read the charts: labels, colours, names and words."""

import itertools
import re

import pytest
from playwright.sync_api import Page

from coprod_sim.dashboard.pages.shared.words import texts, words
from tests.axe import OF_WHOLE_PAGES, axe
from tests.dashboard.views.charts.charting import FIRST, LAST, show

pytestmark = pytest.mark.browser
FEWEST = 3.0
SMALLEST = 16


def test_labels_never_overlap_and_stay_inside(row: Page) -> None:
    """For equal and for close values, anywhere on the axis, labels are a letter's height apart and within the plot."""
    found = row.evaluate(
        """async () => {
            const { plotOf, axisOf, lineEnds } = await import('/public/shared/charts/scale.js');
            const plot = plotOf(312, 190, 60, axisOf('voice'), { text: 16, label: 18 });
            const all = [];
            for (let a = -5; a <= 105; a += 2.5) for (let gap = -10; gap <= 10; gap += 1) {
                const ends = lineEnds([[a], [a + gap]], 0, plot).map(end => end.labelY);
                all.push([...ends, plot.top, plot.bottom]);
            }
            return all;
        }"""
    )

    for a, b, top, bottom in found:
        assert abs(a - b) >= 18
        assert top <= min(a, b)
        assert max(a, b) + 9 <= bottom


@pytest.mark.parametrize("month", [0, 24, 60])
def test_labels_on_the_screen_touch_nothing(row: Page, month: int) -> None:
    """As drawn, the letters of A and B do not meet and are not cut off; at month 0, A and B are equal."""
    for measures in (FIRST, LAST):
        show(row, month=month, charts=list(measures))
        boxes = row.evaluate(
            """() => [...document.querySelectorAll('.chart-plot')].map(plot =>
                [...plot.querySelectorAll('.chart-label'), plot].map(e => e.getBoundingClientRect().toJSON()))"""
        )
        for a, b, plot in boxes:
            tall = 0.25 * a["height"]  # of a line of text, what is above and below its letters
            assert a["bottom"] - tall <= b["top"] + 1 or b["bottom"] - tall <= a["top"] + 1
            assert all(box["right"] <= plot["right"] and box["bottom"] <= plot["bottom"] for box in (a, b))


def test_letters_of_changes_never_overlap(row: Page) -> None:
    """Changes are marked above the plot with the letters of their side, apart from each other."""
    marks = row.locator(".chart:first-child .chart-change text")
    boxes = marks.evaluate_all("all => all.map(mark => mark.getBoundingClientRect().toJSON())")

    assert marks.all_text_contents() == ["B", "A", "A+B"]
    assert all(one["right"] <= two["left"] for one, two in itertools.pairwise(boxes))


def light(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str = "#ffffff") -> float:
    """Give the contrast of two colours."""
    dark, bright = sorted((light(one), light(two)))
    return (bright + 0.05) / (dark + 0.05)


def over_white(tint: str) -> str:
    """Give the colour that a tint has on white."""
    *colour, part = (float(number) for number in re.findall(r"[\d.]+", tint))
    return "#" + "".join(f"{round(255 + (value - 255) * part):02x}" for value in colour)


def test_colours_stand_out(row: Page) -> None:
    """Text 4.5:1 on white; lines and band edges 3:1 on white and on the tint of their own band."""
    show(row, month=40, before=row.evaluate("store.run.series"))
    drawn = row.evaluate(
        """() => {
            const of = (css, name) => [...document.querySelectorAll('.chart:first-child ' + css)].map(e => e.getAttribute(name));
            return { labels: of('.chart-label', 'fill'), lines: of('.chart-line', 'stroke'), before: of('.chart-before', 'stroke'),
                edges: of('.chart-edge', 'stroke'), tints: of('.chart-tint', 'fill'), dashes: of('.chart-line', 'stroke-dasharray') };
        }"""
    )

    assert min(contrast(colour) for colour in drawn["labels"]) >= 4.5
    assert min(contrast(colour) for colour in drawn["lines"] + drawn["edges"] + drawn["before"]) >= FEWEST
    tints = [over_white(tint) for tint in drawn["tints"] for _ in "lh"]
    assert min(contrast(edge, tint) for edge, tint in zip(drawn["edges"], tints, strict=True)) >= FEWEST
    assert [bool(dash) for dash in drawn["dashes"]] == [False, True]
    assert drawn["lines"] == drawn["labels"] == ["#12436D", "#C05000"]


def small_texts(page: Page, inside: str) -> list[str]:
    """Find words that are smaller than 16 px."""
    found: list[str] = page.evaluate(
        """([inside, smallest]) => [...document.querySelectorAll(inside + ' *')].filter(part =>
            [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) &&
            parseFloat(getComputedStyle(part).fontSize) < smallest).map(part => part.outerHTML)""",
        [inside, SMALLEST],
    )
    return found


@pytest.mark.parametrize("view", ["both", "charts"])
def test_everybody_can_use_them(row: Page, view: str) -> None:
    """Axe finds nothing with the tables open, no word is smaller than 16 px, and nothing sticks out."""
    height = 600 if view == "charts" else 236
    row.set_viewport_size({"width": 1280, "height": height})
    show(row, view=view, month=36, charts=["progress_gap", "staff_load", "family_power", "voice"])
    row.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert axe(row, without=OF_WHOLE_PAGES) == []
    assert small_texts(row, "[data-testid=charts]") == []
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert row.evaluate(size) == [1280, height]


def test_names_are_not_cut(row: Page) -> None:
    """Every measure's name fits into the heading of its chart, beside its badge and the button for the table."""
    for measures in (FIRST, LAST):
        show(row, charts=list(measures))
        cut = row.evaluate(
            """() => [...document.querySelectorAll('.chart-title')].filter(box => {
                const free = box.cloneNode(true);
                box.after(free);
                free.value = box.value;
                free.style.cssText = 'flex: none; position: absolute';
                const wide = free.getBoundingClientRect().width;
                free.remove();
                return wide > box.getBoundingClientRect().width + 0.5;
            }).map(box => box.value)"""
        )
        assert cut == []


def test_words_hold_still_while_months_go_by(row: Page) -> None:
    """The hidden words and the table change at a pause only; what the picture is never changes."""
    read = """[...document.querySelectorAll('.chart-hidden, .chart-panel, svg[role=img]')].map(
        part => part.textContent.includes('month') && part.tagName === 'svg' ? part.getAttribute('aria-label') : part.textContent)"""
    show(row, month=10)
    before = row.evaluate(read)
    show(row, playing=True)
    for month in (11, 12, 13):
        show(row, month=month)
    during = row.evaluate(read)
    show(row, playing=False)
    after = row.evaluate(read)
    description = row.locator("[data-testid=chart-felt_trust] [data-testid=chart-told]").text_content() or ""

    assert during == before != after
    assert "Line chart, Trust from 0 to 100 over 60 months, two lines." in description
    assert "In month 13, A is at" in description
    assert "Since the start: A went" in description


def test_words_are_plain() -> None:
    """No sentence of the charts or the ladder has more than 15 words."""
    all_texts = [text for table in ("charts", "ladder") for _, text in texts(words()[table])]
    long = [s for text in all_texts for s in re.split(r"(?<=[.?!])\s", text) if len(s.split()) > 15]
    assert len(all_texts) > 40
    assert long == []
