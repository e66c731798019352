"""Small pieces of SVG: text, lines, paths and bands, with every word escaped.  Colours and fonts are in style.css."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, isfinite, log10

from markupsafe import Markup

from coprod_sim.study.certainty_text import MADE_UP

Point = tuple[float, float]
MINUS = "\N{MINUS SIGN}"
FOOT = 18.0
"""Room below every picture to say that it is made up, so that a picture that is copied out of its page still says so."""


def drawing(name: str, width: float, height: float, title: str, description: str, parts: Iterable[Markup]) -> Markup:
    """Put parts together to a picture that screen readers can name and describe, and that says it is made up."""
    start = Markup(
        '<svg role="img" id="{0}" viewBox="0 0 {1:g} {2:g}" aria-labelledby="{0}-title {0}-desc">'
        '<title id="{0}-title">{3}</title><desc id="{0}-desc">{4}</desc>'
    ).format(name, width, height + FOOT, title, description)
    return start + Markup("").join(parts) + text(width, height + FOOT - 5, MADE_UP, "small", "end") + Markup("</svg>")


def text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> Markup:
    """Write words, their base line at y."""
    return Markup('<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}">{}</text>').format(
        x, y, style, anchor, words
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> Markup:
    """Draw a straight line."""
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(x1, y1, x2, y2, style)


def box(x: float, y: float, width: float, height: float, style: str) -> Markup:
    """Draw a rectangle."""
    shape = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="{}"/>')
    return shape.format(x, y, width, height, style)


def path(points: Sequence[Point], style: str, closed: bool = False) -> Markup:
    """Draw a line through points, or the area that they enclose; points that are not numbers are left out."""
    kept = [f"{x:.1f} {y:.1f}" for x, y in points if isfinite(y)]
    if not kept:
        return Markup("")
    return Markup('<path d="M{}{}" class="{}"/>').format("L".join(kept), "Z" if closed else "", style)


def area_between(low: Sequence[Point], high: Sequence[Point], style: str) -> Markup:
    """Fill the area between two lines, and draw both edges."""
    area = path([*high, *reversed(low)], f"{style} area", closed=True)
    return area + path(low, f"{style} edge") + path(high, f"{style} edge")


def svg_number(value: float, decimals: int = 0) -> str:
    """Write a number with a real minus where it is below zero, and no sign where it is rounded to zero."""
    number_text = f"{value:,.{decimals}f}"
    return number_text.replace("-", MINUS if number_text.strip("-0.,") else "")


def signed(value: float, decimals: int = 1) -> str:
    """Write a change with its sign.

    >>> signed(3.14159), signed(-2) == MINUS + "2.0", signed(-0.01)
    ('+3.1', True, '0.0')
    """
    number_text = svg_number(value, decimals)
    return f"+{number_text}" if value > 0 and number_text.strip("0.,") else number_text


def spread_out(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart until they keep a gap, within bounds, each as near to its place as their order allows.

    >>> spread_out([50.0, 52.0, 10.0], 10.0, 0.0, 100.0)
    [46.0, 56.0, 10.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[float, int]] = []  # middle of a pile of labels, and how many lie in it
    for index in order:
        middle, size = wanted[index], 1
        while groups and middle - size * gap / 2 < groups[-1][0] + groups[-1][1] * gap / 2:
            before, more = groups.pop()
            middle, size = (before * more + middle * size) / (more + size), more + size
        groups.append((middle, size))
    placed = [middle + (position - (size - 1) / 2) * gap for middle, size in groups for position in range(size)]
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], high - gap * (len(placed) - 1 - index))
    for index, position in enumerate(placed):
        placed[index] = max(position, low + gap * index)
    return [placed[order.index(index)] for index in range(len(wanted))]


def nice_step(span: float, most: int) -> float:
    """Find a round distance between ticks: at most so many fit into a span.

    >>> nice_step(100, 4), nice_step(37, 5), nice_step(0.3, 3)
    (25.0, 10.0, 0.1)
    """
    power = 10.0 ** floor(log10(span / most))
    return next(step for step in (power, 2 * power, 2.5 * power, 5 * power, 10 * power) if span / step <= most + 1e-9)


def widened(low: float, high: float, lowest: float, highest: float) -> tuple[float, float]:
    """Keep fixed ends of an axis, unless the data go beyond: then the end moves to a round number."""
    step = nice_step(max(high, highest) - min(low, lowest), 4)
    return (
        low if lowest >= low else floor(lowest / step) * step,
        high if highest <= high else ceil(highest / step) * step,
    )
