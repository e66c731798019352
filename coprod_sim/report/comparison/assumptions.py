"""What other assumptions make of a comparison, in the report: a table of headlines, and a chart of dots and intervals."""

from collections.abc import Callable
from math import ceil, floor, isfinite
from typing import Final, NamedTuple

from markupsafe import Markup

from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.report.comparison import tables
from coprod_sim.report.svg import box, drawing, line, nice_step, signed, text
from coprod_sim.study.assumptions.robust import Across, across
from coprod_sim.study.certainty_text import unit_of
from coprod_sim.study.compare import Comparison

WIDTH: Final = 420.0
LEFT: Final = 142.0
RIGHT: Final = 410.0
ROW: Final = 22.0
TOP: Final = 30.0
DOT: Final = 7.0
MOST_TICKS: Final = 5
KINDS: Final = {"survives": "better", "mostly": "better", "depends on assumptions": "worse"}
"""Which look of the page's labels a verdict has: a firm line, a broken line, or none."""


class Row(NamedTuple):
    """One headline as it is printed, in shown units."""

    name: str
    title: str
    unit: str
    default: str
    median: str
    span: str
    higher: str
    lower: str
    within_noise: str
    standard_error: str
    kind: str
    verdict: str


def all_across(comparison: Comparison) -> list[Across]:
    """Say of every headline what the sets make of it; nothing, where no other assumptions were asked."""
    return [across(comparison, name) for name in HEADLINES] if comparison.assumptions else []


def rows(comparison: Comparison) -> list[Row]:
    """Print every headline over the sets of assumptions."""
    return [row(found) for found in all_across(comparison)]


def row(found: Across) -> Row:
    """Print one headline."""
    unit = unit_of(found.indicator)

    def points(value: float) -> str:
        return signed(value * unit.factor, 2) if isfinite(value) else MISSING

    return Row(
        found.indicator,
        tables.row(found.indicator, []).title,
        unit.full,
        points(found.default),
        points(found.median),
        f"{points(found.low)} to {points(found.high)}",
        f"{found.higher} of {found.sets}",
        f"{found.lower} of {found.sets}",
        f"{found.within_noise} of {found.sets}",
        points(found.standard_error).removeprefix("+"),
        KINDS.get(found.verdict, "unclear"),
        found.verdict,
    )


def chart(comparison: Comparison) -> Markup:
    """Draw all headlines that are shares of 100: for each the median over sets, 5 % to 95 %, and the comparison's own."""
    shares = [found for found in all_across(comparison) if INDICATORS[found.indicator].unit == "share"]
    drawn = [found for found in shares if isfinite(found.default) and isfinite(found.median)]
    if not drawn:
        return Markup('<p class="note">This could not be measured.</p>')
    values = [100 * value for found in drawn for value in (found.low, found.high, found.default, 0.0)]
    low, high = min(values), max(*values, min(values) + 0.1)

    def at(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - low) / (high - low)

    bottom = TOP + ROW * len(drawn)
    parts = scale(low, high, at, bottom)
    for index, found in enumerate(drawn):
        parts += marks(found, at, TOP + ROW * (index + 0.5))
    description = f"Squares with lines, in points of 100. {' '.join(words(found) for found in drawn)}"
    return drawing("chart-assumptions", WIDTH, bottom + 6, "B minus A over sets of assumptions", description, parts)


def scale(low: float, high: float, at: Callable[[float], float], bottom: float) -> list[Markup]:
    """Draw the upright lines at round numbers, with their numbers above."""
    step = nice_step(high - low, MOST_TICKS)
    ticks = [number * step for number in range(ceil(low / step), floor(high / step) + 1)]
    decimals = 0 if step >= 1 else 1
    lines = [line(at(tick), TOP - 6, at(tick), bottom, "grid" if tick else "zero") for tick in ticks]
    return lines + [text(at(tick), TOP - 12, signed(tick, decimals), "tick", "middle") for tick in ticks]


def marks(found: Across, at: Callable[[float], float], middle: float) -> list[Markup]:
    """Draw one row: its name, the span of sets, their median and the comparison's own difference."""
    low, median, high, own = (at(100 * value) for value in (found.low, found.median, found.high, found.default))
    return [
        text(0, middle + 4, INDICATORS[found.indicator].title, "row"),
        line(low, middle, high, middle, "line d"),
        box(median - DOT / 2, middle - DOT / 2, DOT, DOT, "rung led"),
        line(own, middle - DOT, own, middle + DOT, "line a"),
    ]


def words(found: Across) -> str:
    """Tell what the chart shows of one headline."""
    own, median, low, high = (signed(100 * value) for value in (found.default, found.median, found.low, found.high))
    return f"{INDICATORS[found.indicator].title}: B minus A {own}; over sets {median}, from {low} to {high}."
