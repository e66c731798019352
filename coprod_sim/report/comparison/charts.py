"""The charts over months: A and B with the middle 80 % of runs, and below them B minus A with its interval.

Drawn as SVG by our own few lines, so that the file is small and needs no other.  Bars are in bars.py.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from markupsafe import Markup

from coprod_sim.engine.state import Reals
from coprod_sim.indicators import INDICATORS, YEAR
from coprod_sim.report.svg import (
    Point,
    area_between,
    box,
    drawing,
    line,
    nice_step,
    path,
    signed,
    spread_out,
    svg_number,
    text,
    widened,
)
from coprod_sim.study.certainty_text import amount, both, certainty, middle, unit_of
from coprod_sim.study.compare import Comparison
from coprod_sim.study.interval import paired_interval

WIDTH, LEFT, RIGHT = 400.0, 40.0, 318.0
TOP, BOTTOM = 18.0, 186.0
LOW_TOP, LOW_BOTTOM, HEIGHT = 216.0, 280.0, 318.0
LABEL_GAP = 15.0
MOST_POINTS = 240
LEAST_LIMIT = 5.0
"""The difference panel never shows less than this to each side, so that small noise looks small."""


class Chart(NamedTuple):
    """One chart: its indicator, the fixed ends of its axis, and whether each point is the mean of twelve months.

    `from_start` is false where nothing was measured at month 0; `promise` adds what families are told.
    """

    name: str
    low: float = 0
    high: float = 100
    smooth: bool = False
    from_start: bool = True
    promise: bool = False

    @property
    def first(self) -> int:
        """The first month that is drawn."""
        return 0 if self.from_start else 1


FAMILIES: Final = tuple(
    Chart(name, promise=name == "voice")
    for name in (
        "progress",
        "felt_trust",
        "people_trust",
        "council_trust",
        "voice",
        "family_power",
        "confidence",
        "engaged",
    )
)
COST_CHARTS: Final = (
    Chart("family_energy"),
    Chart("staff_load", 80, 120),
    Chart("staff_energy"),
    Chart("spending", 60, 120, from_start=False),
    Chart("reviews_on_time"),
    Chart("disputes", 0, 60, smooth=True, from_start=False),
)


class Lines(NamedTuple):
    """What a chart draws: values of both by run, in shown units, of shape (pairs, months drawn), and those months."""

    months: Reals
    a: Reals
    b: Reals


def rolling_year(values: Reals) -> Reals:
    """Mean of each month and the eleven before it, along the last axis; nan until twelve months have passed."""
    months = values.shape[-1]
    if months < YEAR:
        return np.cumsum(values, axis=-1) / np.arange(1, months + 1)
    sums = np.cumsum(np.concatenate([np.zeros((*values.shape[:-1], 1)), values], axis=-1), axis=-1)
    result = np.full(values.shape, np.nan)
    result[..., YEAR - 1 :] = (sums[..., YEAR:] - sums[..., :-YEAR]) / YEAR
    return result


def lines_of(comparison: Comparison, chart: Chart) -> Lines:
    """Prepare what a chart draws; very long runs are thinned out."""
    factor = unit_of(chart.name).factor
    a, b = (series[chart.name][:, chart.first :] * factor for series in (comparison.series_a, comparison.series_b))
    if chart.smooth:
        a, b = rolling_year(a), rolling_year(b)
    months = np.arange(chart.first, comparison.months + 1)
    keep = np.unique(np.linspace(0, len(months) - 1, min(len(months), MOST_POINTS + 1)).round().astype(int))
    return Lines(months[keep].astype(float), a[:, keep], b[:, keep])


class Panel(NamedTuple):
    """One plot: how months and values become places on the picture."""

    last: int
    low: float
    high: float
    top: float
    bottom: float

    def x(self, month: float) -> float:
        """The place of a month."""
        return LEFT + (RIGHT - LEFT) * month / self.last

    def y(self, value: float) -> float:
        """The place of a value."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def points(self, months: Reals, values: Reals) -> list[Point]:
        """The places of a line."""
        return [(self.x(month), self.y(value)) for month, value in zip(months, values, strict=True)]

    def ticks(self, values: Sequence[float], decimals: int) -> list[Markup]:
        """Light lines across at some values, with the values beside them."""
        return [
            piece
            for value in values
            for piece in (
                line(LEFT, self.y(value), RIGHT, self.y(value), "grid"),
                text(LEFT - 6, self.y(value) + 4.5, svg_number(value, decimals), "tick", "end"),
            )
        ]

    def round_values(self, most: int) -> list[float]:
        """Round values within the plot, not more than so many steps."""
        step = nice_step(self.high - self.low, most)
        first, last = int(np.ceil(self.low / step - 1e-9)), int(np.floor(self.high / step + 1e-9))
        return [step * count for count in range(first, last + 1)]


def month_ticks(last: int) -> list[int]:
    """Choose months to name below the axis.

    >>> month_ticks(60), month_ticks(1), month_ticks(30)
    ([0, 12, 24, 36, 48, 60], [0, 1], [0, 6, 12, 18, 24, 30])
    """
    step = next(step for step in (1, 2, 3, 6, *range(YEAR, last + YEAR + 1, YEAR)) if last / step <= 6)
    return list(range(0, last + 1, step))


def frame(comparison: Comparison, upper: Panel, lower: Panel) -> list[Markup]:
    """Draw what lies behind the lines: months, values, and the months in which something happens."""
    parts = upper.ticks(upper.round_values(4), 0)
    parts += lower.ticks((lower.low, 0, lower.high), 0)
    for month in month_ticks(comparison.months):
        parts.append(line(upper.x(month), LOW_BOTTOM, upper.x(month), LOW_BOTTOM + 4, "axis"))
        parts.append(text(upper.x(month), LOW_BOTTOM + 18, str(month), "tick", "middle"))
    parts.append(text((LEFT + RIGHT) / 2, LOW_BOTTOM + 34, "month", "tick", "middle"))
    parts.append(text(LEFT, LOW_TOP - 7, "B minus A", "small"))
    for month, who in event_months(comparison):
        parts.append(line(upper.x(month), TOP - 2, upper.x(month), LOW_BOTTOM, "event"))
        parts.append(text(upper.x(month), TOP - 6, who, "small", "middle"))
    return parts


def event_months(comparison: Comparison) -> list[tuple[int, str]]:
    """List the months of events within the run, with the letters of the ways of working that they are in."""
    found: dict[int, str] = {}
    for letter, scenario in (("A", comparison.scenario_a), ("B", comparison.scenario_b)):
        for month in {event.month for event in scenario.events if event.month <= comparison.months}:
            found[month] = f"{found[month]}, {letter}" if month in found else letter
    return sorted(found.items())


def line_chart(comparison: Comparison, chart: Chart) -> Markup:
    """Draw one indicator over the months: both ways of working, and their difference."""
    seen = lines_of(comparison, chart)
    if not (np.isfinite(seen.a[:, -1]).all() and np.isfinite(seen.b[:, -1]).all()):
        return Markup('<p class="note">This could not be measured in every run.</p>')
    promised = promises(comparison) if chart.promise else {}
    upper = upper_panel(comparison, chart, [seen.a, seen.b, *promised.values()])
    mean, low, high = paired_interval(seen.b - seen.a)
    lower = Panel(comparison.months, *difference_limits(low, high), LOW_TOP, LOW_BOTTOM)
    parts = frame(comparison, upper, lower)
    for letter, values in (("a", seen.a), ("b", seen.b)):
        bottom, top = (upper.points(seen.months, edge) for edge in middle(values))
        parts.append(area_between(bottom, top, f"band {letter}"))
    for letter, promise in promised.items():
        parts.append(path(upper.points(np.arange(len(promise)).astype(float), promise), f"line told {letter}"))
    for letter, values in (("a", seen.a), ("b", seen.b)):
        parts.append(path(upper.points(seen.months, values.mean(axis=0)), f"line {letter}"))
    parts += end_labels(upper, seen, promised)
    parts += difference_lines(lower, seen.months, mean, low, high)
    title = INDICATORS[chart.name].title
    return drawing(f"chart-{chart.name}", WIDTH, HEIGHT, title, description(comparison, chart, seen), parts)


def upper_panel(comparison: Comparison, chart: Chart, series: list[Reals]) -> Panel:
    """Make the plot of both lines, wide enough for all that is shown."""
    known = np.concatenate([np.ravel(values[np.isfinite(values)]) for values in series])
    return Panel(comparison.months, *widened(chart.low, chart.high, known.min(), known.max()), TOP, BOTTOM)


def promises(comparison: Comparison) -> dict[str, Reals]:
    """The say that families are told they have, by month, of 100: the promise less the gap is the voice."""
    both_series = {"a": comparison.series_a, "b": comparison.series_b}
    return {
        letter: 100 * (series["authenticity_gap"] + series["voice"]).mean(axis=0)
        for letter, series in both_series.items()
    }


def difference_limits(low: Reals, high: Reals) -> tuple[float, float]:
    """Ends of the axis of differences: alike to both sides of zero, and round."""
    known = np.abs(np.concatenate([low[np.isfinite(low)], high[np.isfinite(high)], [LEAST_LIMIT]]))
    step = nice_step(float(known.max()), 2)
    limit = float(np.ceil(known.max() / step - 1e-9) * step)
    return -limit, limit


def end_labels(panel: Panel, seen: Lines, promised: dict[str, Reals]) -> list[Markup]:
    """Name each line at its end, with its last value, moved apart where they would overlap."""
    a, b = float(seen.a[:, -1].mean()), float(seen.b[:, -1].mean())
    words = both(a, b)
    labels = [
        (value, f"{letter.upper()} {word}", letter) for letter, value, word in (("a", a, words[0]), ("b", b, words[1]))
    ]
    labels += [
        (float(values[-1]), f"{letter.upper()} told {amount(values[-1])}", f"{letter} told")
        for letter, values in promised.items()
    ]
    labels = [label for label in labels if np.isfinite(label[0])]
    heights = spread_out([panel.y(value) for value, _, _ in labels], LABEL_GAP, TOP, BOTTOM)
    return [
        text(RIGHT + 6, height + 4.5, words, f"label {style}")
        for height, (_, words, style) in zip(heights, labels, strict=True)
    ]


def difference_lines(panel: Panel, months: Reals, mean: Reals, low: Reals, high: Reals) -> list[Markup]:
    """Draw B minus A with its interval, and the line of no difference."""
    last = signed(mean[-1]) if np.isfinite(mean[-1]) else ""
    height = min(max(panel.y(mean[-1]), panel.top + 4), panel.bottom - 2) if last else panel.bottom
    return [
        box(LEFT, panel.top, RIGHT - LEFT, panel.bottom - panel.top, "panel"),
        area_between(panel.points(months, low), panel.points(months, high), "band d"),
        line(LEFT, panel.y(0), RIGHT, panel.y(0), "zero"),
        path(panel.points(months, mean), "line d"),
        text(RIGHT + 6, height + 4.5, last, "label d"),
    ]


def description(comparison: Comparison, chart: Chart, seen: Lines) -> str:
    """Tell a chart in words and numbers, for those who do not see it."""
    a, b = seen.a.mean(axis=0), seen.b.mean(axis=0)
    unit = unit_of(chart.name).full
    months: Sequence[int] = sorted({chart.first, YEAR, 2 * YEAR, comparison.months})
    sentences = []
    for month in months:
        at = np.flatnonzero(seen.months == month)
        if at.size and np.isfinite(a[at[0]]) and np.isfinite(b[at[0]]):
            words = both(float(a[at[0]]), float(b[at[0]]))
            sentences.append(f"Month {month}: A {words[0]}, B {words[1]}.")
    ends = comparison.difference(chart.name)
    sure = {"higher": "B is clearly higher.", "lower": "B is clearly lower.", "same": "Both are the same."}
    last = sure.get(certainty(ends, comparison.pairs), "There is no clear difference.")
    smoothed = " Each point is the mean of twelve months." if chart.smooth else ""
    return f"Line chart, {unit}, over {comparison.months} months, two lines.{smoothed} {' '.join(sentences)} At the end: {last}"
