"""The charts: their numbers, their bands, what they hide until the end, and that everybody can read them."""

import base64
import copy
import itertools
import math
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page

from coprod_sim.dashboard.payload import MEASURES
from coprod_sim.dashboard.runs import BAND
from coprod_sim.dashboard.words import texts, words
from tests.axe import OF_WHOLE_PAGES, axe
from tests.dashboard.stage import ROOT, a_run, staged

pytestmark = pytest.mark.browser
FIRST, LAST = MEASURES[:4], MEASURES[4:]
SETTLED: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
CSS: Final = ROOT / "public/charts.css"
FEWEST = 3.0
SMALLEST = 16
CORNER = 3  # pixels
FAINT = 16  # of 255: less than this is the browser's own smoothing of a whole path
LEFT_OUT = 2  # of 20 runs, at each end


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """A real run, its band, and three changes close together."""
    given = a_run()
    titles = (("B", 12), ("A", 13), ("both", 36))
    changes = [{"who": who, "start": start, "length": 0, "title": "Change"} for who, start in titles]
    return given | {"run": given["run"] | {"changes": changes}}


def show(page: Page, **state: Any) -> None:
    """Set the store and wait until the picture shows it."""
    page.evaluate("state => Object.assign(store, state)", state)
    page.evaluate(SETTLED)


def charts(page: Page, width: int = 1280, height: int = 236, **props: Any) -> Page:
    """Put the four charts on a stage."""
    page.set_viewport_size({"width": width, "height": height})
    page.add_style_tag(path=str(CSS))
    page.add_style_tag(content="body { margin: 0; font-family: sans-serif }")
    page.evaluate("props => mount('charts.js', 'Charts', props)", props)
    page.wait_for_selector(".chart-label")
    page.evaluate(SETTLED)
    return page


@pytest.fixture(scope="module")
def row_page(browser: Browser, given: dict[str, Any]) -> Iterator[Page]:
    """A page with the row of four charts, for many tests."""
    with staged(browser, given) as page:
        page.evaluate("window.fresh = JSON.stringify({ ...store, words: 0, run: 0, band: 0 })")
        yield charts(page)


@pytest.fixture
def row(row_page: Page, given: dict[str, Any]) -> Page:
    """The row of four charts as it is at first, at the size that it has on the trainer's page."""
    row_page.set_viewport_size({"width": 1280, "height": 236})
    row_page.evaluate("given => { Object.assign(store, JSON.parse(fresh)); give(given); }", given)
    row_page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = false; })")
    row_page.evaluate(SETTLED)
    show(row_page, stage="open")
    return row_page


def labels(page: Page, measure: str) -> list[str]:
    """Read the two labels of a chart."""
    chart = page.locator(f"[data-testid=chart-{measure}]")
    return [chart.locator(f"[data-testid=chart-label-{side}]").text_content() or "" for side in "ab"]


def whole(value: float) -> str:
    """Round as people do, with a real minus sign."""
    return str(math.floor(value + 0.5)).replace("-", "\N{MINUS SIGN}")


@pytest.mark.parametrize("month", [0, 17, 60])
def test_labels_tell_the_numbers_of_the_run(row: Page, given: dict[str, Any], month: int) -> None:
    """Every measure, both sides: the label is the number of the series at the month, rounded."""
    for measures in (FIRST, LAST):
        show(row, month=month, charts=list(measures))
        for measure in measures:
            a, b = (given["run"]["series"][measure][side][month] for side in (0, 1))
            assert labels(row, measure) == [f"A {whole(a)}", f"B {whole(b)}"], measure


def of_band(given: dict[str, Any], measure: str, side: int) -> NDArray[np.float32]:
    """Unpack the runs of a band, each a row."""
    raw = base64.b64decode(given["band"]["series"][measure][side])
    return np.frombuffer(raw, "<f4").reshape(given["band"]["done"], -1)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_band_is_the_middle_of_the_runs(row: Page, given: dict[str, Any], measure: str) -> None:
    """Of 20 runs 16 are inside: NumPy finds the same edges, and the drawn edges stand where they should."""
    show(row, month=60, charts=[measure, *[name for name in MEASURES if name != measure][:3]])
    drawn = row.evaluate(
        """async measure => {
            const { bandOf, plotOf, axisOf } = await import('/public/scale.js');
            const chart = document.querySelector(`[data-testid=chart-${measure}]`).__vue__;
            const ys = [...chart.$el.querySelectorAll('.chart-edge')].map(
                edge => edge.getAttribute('d').split(/[ML]/).slice(1).map(point => Number(point.split(' ')[1])));
            const bands = store.band.series[measure].map(bandOf);
            return { bands, ys, wanted: bands.flatMap(({ low, high }) => [low, high].map(e => e.map(chart.plot.y))) };
        }""",
        measure,
    )

    for side in (0, 1):
        ordered = np.sort(of_band(given, measure, side), axis=0)
        assert len(ordered) == BAND
        np.testing.assert_array_equal(np.float32(drawn["bands"][side]["low"]), ordered[LEFT_OUT])
        np.testing.assert_array_equal(np.float32(drawn["bands"][side]["high"]), ordered[-1 - LEFT_OUT])
    np.testing.assert_allclose(drawn["ys"], drawn["wanted"], atol=0.051)


def later_changed(given: dict[str, Any], month: int) -> dict[str, Any]:
    """Give the same run, except that everything after a month is different."""
    other = copy.deepcopy(given)
    for both in other["run"]["series"].values():
        for values in both:
            values[month + 1 :] = [99 - value for value in values[month + 1 :]]
    for measure, both in other["band"]["series"].items():
        for side in (0, 1):
            rows = of_band(given, measure, side).copy()
            rows[:, month + 1 :] = 99 - rows[:, month + 1 :]
            both[side] = base64.b64encode(rows.tobytes()).decode()
    return other


def pixels_of(picture: bytes) -> NDArray[np.uint8]:
    """Read a picture as rows of pixels."""
    return np.asarray(Image.open(BytesIO(picture)).convert("RGB"))


@pytest.mark.parametrize("lines", [False, True])
def test_nothing_gives_the_future_away(browser: Browser, given: dict[str, Any], lines: bool) -> None:
    """Two runs that differ only after month 24 look the same at month 24, and differ at month 26.

    Only in the last pixels before the month line the corner of a line may look another way.
    """
    seen = []
    for each in (given, later_changed(given, 24)):
        with staged(browser, each) as page:
            charts(page)
            show(page, stage="open", lines=lines, month=24, before=each["run"]["series"])
            at_24 = pixels_of(page.screenshot())
            now = page.locator(".chart-now").evaluate_all("all => all.map(line => line.getBoundingClientRect().left)")
            words = page.locator(".chart-hidden, .chart-panel, svg[role=img]").evaluate_all(
                "parts => parts.map(part => part.textContent + part.getAttribute('aria-label'))"
            )
            show(page, month=26)
            seen.append((at_24, words, pixels_of(page.screenshot()), now))

    apart = np.abs(seen[0][0].astype(int) - seen[1][0]).max(axis=(0, 2))
    columns = np.flatnonzero(apart > FAINT)
    assert all(min(abs(column - line) for line in seen[0][3]) <= CORNER for column in columns)
    assert seen[0][1] == seen[1][1]
    later = np.flatnonzero((seen[0][2] != seen[1][2]).any(axis=(0, 2)))
    assert len(later) > 4 * CORNER


def right_of_the_line(page: Page) -> int:
    """Count coloured pixels right of the month line of the first chart, where only lines may be."""
    others = "document.querySelectorAll('.chart-frame, .chart-end, .chart-now').forEach(e => e.style.visibility = '{}')"
    page.evaluate(others.format("hidden"))
    now = page.evaluate("Number(document.querySelector('.chart-now').getAttribute('x1'))")
    pixels = pixels_of(page.locator(".chart-plot").first.screenshot())
    page.evaluate(others.format(""))
    return int((pixels[:, math.ceil(now) + 1 :] < 250).any(axis=2).sum())


@pytest.mark.parametrize(
    ("stages", "visible"),
    [
        (["open:24"], False),
        (["locked:24"], False),
        (["revealed:24"], True),
        (["open:60", "open:24"], True),
        (["open:60", "predict:24"], False),
    ],
)
def test_the_rest_is_drawn_in_light_once_it_is_known(row: Page, stages: list[str], visible: bool) -> None:
    """Right of the month line is nothing, until the reveal or until the end of this run was reached."""
    for stage in stages:
        name, month = stage.split(":")
        show(row, stage=name, month=int(month))

    assert (right_of_the_line(row) > 0) == visible
    assert row.locator(".chart-rest").count() == (4 if visible else 0)
    assert row.locator(".chart-panel").first.locator("tbody tr").count() == (6 if visible else 3)


def test_another_run_hides_its_end_again(row: Page, given: dict[str, Any]) -> None:
    """Having seen the end of one run says nothing of the next."""
    show(row, month=60)
    show(row, month=24)
    assert row.locator(".chart-rest").count() == 4

    row.evaluate("given => give(given)", given | {"run": given["run"] | {"results": "another"}})
    row.evaluate(SETTLED)

    assert row.locator(".chart-rest").count() == 0


def test_labels_never_overlap_and_stay_inside(row: Page) -> None:
    """For equal and for close values, anywhere on the axis, labels are a letter's height apart and within the plot."""
    found = row.evaluate(
        """async () => {
            const { plotOf, axisOf, lineEnds } = await import('/public/scale.js');
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


def test_axes_never_move(row: Page) -> None:
    """The words at the axes are the same at every month and for another run."""
    texts = "[...document.querySelectorAll('.chart-frame .chart-tick')].map(t => t.textContent + t.getAttribute('y'))"
    first = row.evaluate(texts)
    others = []
    for month in (1, 24, 60):
        show(row, month=month)
        others.append(row.evaluate(texts))
    row.evaluate("given => give(given)", a_run("invited_not_deciding", "sincere_consultation", luck=3))
    row.evaluate(SETTLED)
    others.append(row.evaluate(texts))

    assert "0" in {re.sub(r"[\d.]+$", "", text)[:1] or text[:1] for text in first}
    assert all(other == first for other in others)


def test_all_runs_can_be_seen_as_thin_lines(row: Page) -> None:
    """Twenty lines a side in each chart instead of the band."""
    thin = ".chart:first-child .chart-run-line[data-side={}]"
    assert row.locator(thin.format("A")).count() == 0

    show(row, lines=True)

    assert [row.locator(thin.format(side)).count() for side in "AB"] == [BAND, BAND]
    assert row.locator(".chart-tint").count() == 0


def test_missing_values_break_a_line(browser: Browser, given: dict[str, Any]) -> None:
    """A line has a gap where nothing was measured, and its end has no label there."""
    other = copy.deepcopy(given)
    other["run"]["series"]["felt_trust"][0][20:30] = [None] * 10
    with staged(browser, other) as page:
        charts(page)
        paths = page.locator("[data-testid=chart-felt_trust] .chart-line").evaluate_all(
            "lines => lines.map(line => line.getAttribute('d'))"
        )
        show(page, month=25)
        shown = page.locator("[data-testid=chart-felt_trust] .chart-label").all_text_contents()
        broken = page.evaluate(
            """async () => {
                const { bandPath, bandOf, linePath, plotOf, axisOf } = await import('/public/scale.js');
                const plot = plotOf(300, 200, 5, axisOf('voice'), { text: 16, label: 18 });
                const band = bandOf([new Float32Array([1, NaN, 3, 4, NaN, 6])]);
                return [linePath([1, null, 3, 4, NaN, 6], plot), bandPath(band, plot)];
            }"""
        )

    assert [path.count("M") for path in paths] == [2, 1]
    assert len(shown) == 1
    assert shown[0].startswith("B ")
    assert [path.count("M") for path in broken] == [3, 3]
    assert not any("NaN" in path for path in [*paths, *broken])


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
    told = row.locator("[data-testid=chart-felt_trust] [data-testid=chart-told]").text_content() or ""

    assert during == before != after
    assert "Line chart, Trust from 0 to 100 over 60 months, two lines." in told
    assert "In month 13, A is at" in told
    assert "Since the start: A went" in told


def test_the_meaning_counts_the_runs(row: Page, given: dict[str, Any]) -> None:
    """In its own sentence: in how many of the runs one side is higher; unclear when that could be chance."""
    show(row, month=60)
    a, b = (of_band(given, "felt_trust", side)[:, 60] for side in (0, 1))
    meaning = row.locator("[data-testid=chart-felt_trust] [data-testid=chart-meaning]")
    assert meaning.text_content() == f"B is higher in {(b > a).sum()} of 20 runs."

    row.evaluate(
        """() => { const rows = store.band.series.felt_trust[0];
            store.band = { ...store.band, series: { ...store.band.series, felt_trust: [rows, rows.map((r, i) => r.map(v => v + (i < 8 ? 1 : -1)))] } } }"""
    )
    row.evaluate(SETTLED)

    assert meaning.text_content() == "No clear difference: A is higher in 12 of 20 runs."


def test_a_measure_is_chosen_in_the_heading(row: Page) -> None:
    """The heading is a box with a name; a measure that is shown elsewhere changes places."""
    box = row.get_by_label("Measure of chart 1")
    assert box.locator("option").all_inner_texts()[:2] == ["Trust", "Say in choices"]

    box.select_option("staff_load")
    row.evaluate(SETTLED)
    assert row.evaluate("store.charts") == ["staff_load", "voice", "progress", "felt_trust"]
    assert row.locator("[data-testid=chart-staff_load] .chart-badge").inner_text() == "a cost"
    box.select_option("progress_gap")
    row.evaluate(SETTLED)

    assert row.evaluate("store.charts[0]") == "progress_gap"
    assert row.locator("[data-testid=chart-progress_gap] .chart-badge").inner_text() == "lower is easier"
    assert row.locator(".chart-title").evaluate_all("boxes => boxes.map(box => box.value)") == row.evaluate(
        "store.charts"
    )


def test_a_sentence_can_point_at_a_chart(row: Page) -> None:
    """A ring goes round the chart that a sentence is about, and round no other."""
    show(row, lit={"kind": "chart", "measure": "voice"})

    rings = row.locator(".chart").evaluate_all(
        "charts => charts.map(chart => getComputedStyle(chart).boxShadow !== 'none')"
    )
    assert rings == [False, True, False, False]


def test_guesses_are_told_after_the_reveal_only(browser: Browser, given: dict[str, Any]) -> None:
    """How many guessed what stands under the title, but not before."""
    marks = [
        {"measure": "voice", "side": "B", "shape": shape, "votes": votes}
        for shape, votes in (("flat", 9), ("fast_rise", 14))
    ]
    with staged(browser, given) as page:
        charts(page, marks=marks)
        show(page, stage="locked", month=60)
        early = page.locator("[data-testid=chart-guess]").count()
        show(page, stage="revealed")
        told = page.locator("[data-testid=chart-guess]").all_inner_texts()

    assert early == 0
    assert told == ["14 of 23 guessed: B fast rise"]


def test_letters_of_changes_never_overlap(row: Page) -> None:
    """Changes are marked above the plot with the letters of their side, apart from each other."""
    marks = row.locator(".chart:first-child .chart-change text")
    boxes = marks.evaluate_all("all => all.map(mark => mark.getBoundingClientRect().toJSON())")

    assert marks.all_text_contents() == ["B", "A", "A+B"]
    assert all(one["right"] <= two["left"] for one, two in itertools.pairwise(boxes))


def test_words_are_plain() -> None:
    """No sentence of the charts or the ladder has more than 15 words."""
    all_texts = [text for table in ("charts", "ladder") for _, text in texts(words()[table])]
    long = [s for text in all_texts for s in re.split(r"(?<=[.?!])\s", text) if len(s.split()) > 15]
    assert len(all_texts) > 40
    assert long == []
