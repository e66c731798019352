"""The shape that is told at a reveal is true, for every built-in way of working and every measure."""

import json
from collections import Counter
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, of_100
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets
from coprod_sim.study.many import Job
from tests.dashboard.views.stage import staged

pytestmark = pytest.mark.browser

SEEDS: Final = (1, 2)
MONTHS: Final = 60
SMALL: Final = {"families": 60.0, "professionals": 12.0}
NEAR: Final = 3
"""Of 100: what lies no further from the start is as good as there."""


def every_line() -> list[tuple[str, list[float | None]]]:
    """Give each measure of a small town of each built-in way of working, by month, of 100."""
    lines = []
    for preset in all_presets():
        scenario = TwoWays(Way(preset.key), Way(preset.key), town=SMALL).scenarios()[0]
        for seed in SEEDS:
            found = Job(scenario, seed, MONTHS).series()
            lines += [(f"{preset.key} {seed} {name}", of_100(found[name])) for name in PAGE_MEASURES]
    return lines


def is_true(shape: str, line: list[float]) -> bool:
    """Whether a shape says what a line did."""
    start, end, low, high = line[0], line[-1], min(line), max(line)
    rise = end - start
    match shape:
        case "down_then_up":
            return end >= start - NEAR and low <= start - NEAR and low < end
        case "up_then_down":
            return end <= start + NEAR and high >= start + NEAR and high > end
        case "flat":
            return abs(rise) < NEAR and high - start < 2 * NEAR and start - low < 2 * NEAR
        case "fall":
            return rise <= -NEAR
        case _:
            return rise >= NEAR


def test_every_told_shape_is_true(browser: Browser) -> None:
    """Down, then up only where the end is not below the start by more than 3 of 100; likewise its mirror, and flat."""
    lines = every_line()
    turned = [
        (f"{name} upside down", [None if value is None else 100 - value for value in line]) for name, line in lines
    ]
    with staged(browser, SMALLEST) as page:
        shapes: list[str] = page.evaluate(
            "async lines => { const { shapeOf } = await import('/public/shared/guesses/shapes.js'); return JSON.parse(lines).map(shapeOf); }",
            json.dumps([line for _, line in lines + turned]),
        )

    known = [[value for value in line if value is not None] for _, line in lines + turned]
    wrong = [
        (name, shape)
        for (name, _), shape, line in zip(lines + turned, shapes, known, strict=True)
        if not is_true(shape, line)
    ]
    assert wrong == []
    assert len(Counter(shapes)) == 6


SMALLEST: Final[dict[str, Any]] = {
    "run": {
        "months": 1,
        "people": dict.fromkeys(
            ("family_commissioner", "professional_commissioner", "discipline", "tie_family", "tie_professional"), ""
        ),
        "worlds": [],
        "series": {},
    },
    "band": {"done": 0, "series": {}},
    "words": {},
}
"""A stage without a run."""
