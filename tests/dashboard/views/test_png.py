"""Pictures for a slide: large enough, not blank, drawn like the screen, and silent about the future."""

import base64
import copy
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.dashboard.views.stage import a_run, staged

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 1920, 1080
RECORD_TEXT = """() => { const { prototype } = CanvasRenderingContext2D;
    const write = prototype.fillText;
    window.written = [];
    prototype.fillText = function spied(text, ...rest) { window.written.push(text); return write.call(this, text, ...rest); }; }"""
"""Notes every text that is written into a picture."""
BLUE, ORANGE = (0x12, 0x43, 0x6D), (0xC0, 0x50, 0x00)
ABOUT = {
    "title": "Trust between families and services",
    "settings": "Way of working 1 and 2. 300 families. " * 12,
    "luck": 7,
    "version": "0.1.0",
    "date": "25/11/2025",
}
DRAW = """async ([kind, month, stage, about]) => {
    const png = await import('/public/shared/take_away/png.js');
    Object.assign(store, { month, stage });
    await Vue.nextTick();
    const blob = await png[kind + 'Picture'](store, about);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return [blob.type, btoa(text)];
}"""


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """A real run."""
    return a_run()


def picture(page: Page, kind: str, month: int, stage: str = "open", **about: Any) -> NDArray[np.uint8]:
    """Draw a picture and read it back as rows of pixels."""
    form, text = page.evaluate(DRAW, [kind, month, stage, ABOUT | about])
    image = Image.open(BytesIO(base64.b64decode(text)))
    image.load()
    assert (form, image.format) == ("image/png", "PNG")
    return np.asarray(image.convert("RGB"))


def count(pixels: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    """Count the pixels of exactly one colour."""
    return int((pixels == np.array(colour, np.uint8)).all(axis=2).sum())


@pytest.mark.parametrize("kind", ["charts", "town"])
def test_pictures_are_large_and_not_blank(browser: Browser, given: dict[str, Any], kind: str) -> None:
    """1920 x 1080 on white, with both colours, words in every part, and a free edge on all sides."""
    with staged(browser, given) as page:
        pixels = picture(page, kind, 36)

    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert 0.5 < count(pixels, (255, 255, 255)) / (WIDTH * HEIGHT) < 0.97
    assert min(count(pixels, BLUE), count(pixels, ORANGE)) > 500
    for part in (pixels[20:80], pixels[85:125], pixels[200:900, :960], pixels[200:900, 960:], pixels[940:1070]):
        assert (part < 128).any()
    for edge in (pixels[:15], pixels[-10:], pixels[:, :30], pixels[:, -30:]):
        assert (edge == 255).all()


def test_what_it_was_made_with_stands_below(browser: Browser, given: dict[str, Any]) -> None:
    """Another luck, version, date, title or setting gives another picture; the same gives the same."""
    with staged(browser, given) as page:
        first = picture(page, "charts", 36)
        assert (picture(page, "charts", 36) == first).all()
        for name in ABOUT:
            other = picture(page, "charts", 36, **{name: "9"})
            rows = np.flatnonzero((other != first).any(axis=(1, 2)))
            assert len(rows) > 0, name
            assert rows.max() < 90 if name == "title" else rows.min() > 900, name


def test_pictures_do_not_give_the_future_away(browser: Browser, given: dict[str, Any]) -> None:
    """Two runs that differ only after month 24 give the same picture at month 24, until the reveal."""
    later = copy.deepcopy(given)
    for both in later["run"]["series"].values():
        for values in both:
            values[25:] = [99 - value for value in values[25:]]
    seen = []
    for each in (given, later):
        with staged(browser, each) as page:
            page.evaluate("store.band = null")
            seen.append([picture(page, "charts", 24), picture(page, "charts", 24, "revealed")])

    known = np.flatnonzero((seen[0][1] != seen[1][1]).any(axis=(0, 2)))
    assert (seen[0][0] == seen[1][0]).all()
    assert len(known) > 100


def test_names_stay_neutral_until_the_reveal(browser: Browser, given: dict[str, Any]) -> None:
    """The legend changes at the reveal, when the ways of working get their real names."""
    with staged(browser, given) as page:
        early, late = picture(page, "town", 24, "locked"), picture(page, "town", 24, "revealed")

    rows = np.flatnonzero((early != late).any(axis=(1, 2)))
    assert rows.min() >= 85
    assert rows.max() <= 125


def test_screen_and_picture_use_the_same_places(browser: Browser, given: dict[str, Any]) -> None:
    """Where scale.js puts the end of line A at month 60, the picture has the colour of A."""
    with staged(browser, given) as page:
        x, y = page.evaluate(
            """async () => {
                const { plotOf, axisOf } = await import('/public/shared/charts/scale.js');
                const plot = plotOf(880, 382 - 46, 60, axisOf('felt_trust'), { text: 26, label: 36 });
                return [56 + plot.x(60), 140 + 46 + plot.y(store.run.series.felt_trust[0][60])];
            }"""
        )
        pixels = picture(page, "charts", 60)

    assert tuple(pixels[round(y), round(x)]) == BLUE


@pytest.mark.parametrize(("kind", "what"), [("charts", "Charts of both towns"), ("town", "Pictures of both towns")])
def test_every_picture_says_that_it_is_made_up_and_what_it_shows(
    browser: Browser, given: dict[str, Any], kind: str, what: str
) -> None:
    """Whoever finds the picture alone reads that it is no forecast, what is in it, and what changes where and when."""
    changed = given | {"run": given["run"] | {"changes": [{"title": "Train staff", "who": "B", "start": 12}]}}
    with staged(browser, changed, fresh=True) as page:
        page.evaluate(RECORD_TEXT)
        picture(page, kind, 24)
        drawn_texts = page.evaluate("written")

    assert any(str(text).startswith("Made-up town. Not a forecast.") for text in drawn_texts)
    assert any(what in str(text) for text in drawn_texts)
    assert "Changes: Train staff (B, month 12)." in drawn_texts
    assert ("Family, say 100" in drawn_texts) == (kind == "town")


def test_a_picture_marks_what_is_outside_its_axis(browser: Browser, given: dict[str, Any]) -> None:
    """A workload of 261 is not drawn at 150: nothing of its colour runs along the edge of the axis."""
    other = copy.deepcopy(given)
    other["run"]["series"]["staff_load"][1][20:] = [261.0] * 41
    with staged(browser, other) as page:
        page.evaluate("store.band = null")
        x, y = page.evaluate(
            """async () => {
                const { plotOf, axisOf } = await import('/public/shared/charts/scale.js');
                const plot = plotOf(880, 382 - 46, 60, axisOf('staff_load'), { text: 26, label: 36 });
                return [56 + 880 + 48 + plot.x(40), 140 + 382 + 8 + 46 + plot.y(150)];
            }"""
        )
        pixels = picture(page, "charts", 60)

    near = pixels[round(y) - 4 : round(y) + 5, round(x) - 60 : round(x) + 60]
    assert count(near, ORANGE) == 0
    assert count(pixels[round(y) - 16 : round(y) + 17, round(x) - 400 : round(x) + 300], ORANGE) > 20
