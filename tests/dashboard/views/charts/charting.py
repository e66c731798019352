"""The four charts on a stage: what their tests share."""

import base64
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from tests.dashboard.views.stage import ROOT

FIRST, LAST = PAGE_MEASURES[:4], PAGE_MEASURES[4:]
SETTLED: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
CSS: Final = ROOT / "public/shared/charts/charts.css"


def show(page: Page, **state: Any) -> None:
    """Set the store and wait until the picture shows it."""
    page.evaluate("state => Object.assign(store, state)", state)
    page.evaluate(SETTLED)


def charts(page: Page, width: int = 1280, height: int = 236, **props: Any) -> Page:
    """Put the four charts on a stage."""
    page.set_viewport_size({"width": width, "height": height})
    page.add_style_tag(path=str(CSS))
    page.add_style_tag(content="body { margin: 0; font-family: sans-serif }")
    page.evaluate("props => mount('shared/charts/charts.js', 'Charts', props)", props)
    page.wait_for_selector(".chart-label")
    page.evaluate(SETTLED)
    return page


def labels(page: Page, measure: str) -> list[str]:
    """Read the two labels of a chart."""
    chart = page.locator(f"[data-testid=chart-{measure}]")
    return [chart.locator(f"[data-testid=chart-label-{side}]").text_content() or "" for side in "ab"]


def of_band(given: dict[str, Any], measure: str, side: int) -> NDArray[np.float32]:
    """Unpack the runs of a band, each a row."""
    raw = base64.b64decode(given["band"]["series"][measure][side])
    return np.frombuffer(raw, "<f4").reshape(given["band"]["done"], -1)


def pixels_of(picture: bytes) -> NDArray[np.uint8]:
    """Read a picture as rows of pixels."""
    return np.asarray(Image.open(BytesIO(picture)).convert("RGB"))
