"""The pictures of areas: ranked dot plots, and dot clouds of an indicator beside a fact about areas.

One dot is one area; its name and figure show when the pointer rests on it.  Areas with few families are drawn hollow and pale.
"""

from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from markupsafe import Markup

from coprod_sim.indicators import INDICATORS
from coprod_sim.report.svg import Point, drawing, line, nice_step, signed, spread_out, svg_number, text
from coprod_sim.study.area_statistics import FEW, areas_in_words, at_end, rank_correlation, spread, with_families
from coprod_sim.study.certainty_text import unit_of

if TYPE_CHECKING:
    import pandas as pd

    from coprod_sim.study.run import RunResult

WIDTH, LEFT, RIGHT = 400.0, 44.0, 306.0
TOP, BOTTOM, HEIGHT = 14.0, 214.0, 244.0
CLOUD_RIGHT: Final = 392.0
MARGIN: Final = 0.06
"""Room between the outermost dots and the edge of the picture, as a part of its width or height."""
LEAST_SPAN: Final = 4.0
"""No axis is shorter than this, in shown units, so that small differences look small."""
SMALL_DOT, LARGE_DOT, MANY = 3.2, 5.0, 40
LABEL_GAP: Final = 17.0
LONGEST_NAME: Final = 22
WIDEST_LETTER: Final = 8.0
"""The letters of a label are no wider than this, on average."""
FACT_AXES: Final = {
    "poverty": "children in poor households (%)",
    "timeliness": "plans made within 20 weeks (%)",
    "refused": "requests for an assessment refused (%)",
}


class Dot(NamedTuple):
    """One area in a picture: its name, families, and the two numbers that say where it stands."""

    area: str
    families: int
    x: float
    y: float


class Plane(NamedTuple):
    """A picture with two axes: how numbers become places on it."""

    x_low: float
    x_high: float
    low: float
    high: float
    right: float = RIGHT

    def at(self, x: float, y: float) -> Point:
        """Give the place of two numbers."""
        return (
            LEFT + (self.right - LEFT) * (x - self.x_low) / (self.x_high - self.x_low),
            BOTTOM - (BOTTOM - TOP) * (y - self.low) / (self.high - self.low),
        )

    def grid(self) -> list[Markup]:
        """Draw light lines across at round values, with the values beside them."""
        return [
            piece
            for value, words in round_values(self.low, self.high, 5)
            for piece in (
                line(LEFT, self.at(0, value)[1], self.right, self.at(0, value)[1], "grid"),
                text(LEFT - 6, self.at(0, value)[1] + 4.5, words, "tick", "end"),
            )
        ]


def round_values(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """List round values within bounds, each with its words.

    >>> round_values(0.1, 2.2, 4)
    [(1.0, '1'), (2.0, '2')]
    """
    step = nice_step(high - low, most)
    decimals = next(count for count in range(9) if isfinite(step) and abs(round(step, count) - step) < step / 1e6)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [(step * count, svg_number(step * count, decimals)) for count in range(first, last + 1)]


def axis_limits(values: list[float], least: float = LEAST_SPAN) -> tuple[float, float]:
    """Give the ends of an axis that holds values with some room; it is never shorter than `least`.

    >>> axis_limits([50.0, 150.0]), axis_limits([7.0, 7.0])
    ((44.0, 156.0), (5.0, 9.0))
    """
    low, high = min(values), max(values)
    room = max(MARGIN * (high - low), (least - high + low) / 2)
    return low - room, high + room


def short(name: str) -> str:
    """Cut a long name off.

    >>> short("Kent"), short("Bournemouth, Christchurch and Poole")
    ('Kent', 'Bournemouth, Christch…')
    """
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


def circle(plane: Plane, dot: Dot, radius: float, words: str) -> Markup:
    """Draw one area, with the words that show when the pointer rests on it."""
    x, y = plane.at(dot.x, dot.y)
    style = "dot" if dot.families >= FEW else "dot few"
    shape = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:g}" class="{}"><title>{}</title></circle>')
    return shape.format(x, y, radius, style, words)


def size_of_dots(count: int) -> float:
    """Dots are smaller where there are many."""
    return SMALL_DOT if count > MANY else LARGE_DOT


# Ranked dots.


def ranked_dots(table: "pd.DataFrame", name: str) -> list[Dot]:
    """Give the areas from the lowest to the highest in an indicator, in shown units; areas without families have none."""
    known = with_families(table)
    known = known[np.isfinite(known[name])].sort_values(name, kind="stable")
    values = known[name] * unit_of(name).factor
    rows = zip(known["area"], known["families"], values, strict=True)
    return [
        Dot(str(area), int(families), float(rank), float(value)) for rank, (area, families, value) in enumerate(rows)
    ]


def ranked_chart(result: "RunResult", name: str) -> Markup:
    """Draw one dot for each area, ranked, with the whole place's mean as a line."""
    dots = ranked_dots(result.by_area, name)
    if not dots:
        return Markup('<p class="note">This could not be measured.</p>')
    mean = at_end(result, name) * unit_of(name).factor
    low, high = axis_limits([mean, *(dot.y for dot in dots)])
    room = 0.5 + MARGIN * len(dots) / 4
    plane = Plane(-room, len(dots) - 1 + room, low, high)
    level = plane.at(0, mean)[1]
    parts = plane.grid()
    parts.append(line(LEFT, level, RIGHT, level, "mean"))
    parts.append(text(RIGHT + 6, level + 4.5, f"mean {svg_number(mean, 1)}", "label mean-words"))
    # Pale dots first, so that they hide none of the others.
    for dot in sorted(dots, key=lambda dot: dot.families >= FEW):
        rank = f"{svg_number(dot.x + 1)} of {len(dots)} from the lowest"
        words = f"{dot.area}: {svg_number(dot.y, 1)} {unit_of(name).words}; {rank}; {svg_number(dot.families)} families"
        parts.append(circle(plane, dot, size_of_dots(len(dots)), words))
    parts += labels(plane, dots, named_dots(result.by_area, name, dots))
    parts.append(text((LEFT + RIGHT) / 2, BOTTOM + 22, "areas, from the lowest to the highest", "tick", "middle"))
    return drawing(f"ranked-{name}", WIDTH, HEIGHT, INDICATORS[name].title, ranked_words(result, name), parts)


def named_dots(table: "pd.DataFrame", name: str, dots: list[Dot]) -> dict[str, Dot]:
    """Choose the areas that are named in a picture: the lowest, the highest and the one with most families."""
    by_name = {dot.area: dot for dot in dots}
    found = spread(areas_in_words(table), name)
    chosen = {} if found is None else {"lowest": by_name[found.lowest.area], "highest": by_name[found.highest.area]}
    return {**chosen, "largest": max(dots, key=lambda dot: dot.families)}


def labels(plane: Plane, dots: list[Dot], named: dict[str, Dot]) -> list[Markup]:
    """Name some dots, with a thin line to each: below the rising row of dots in its lower half, above it in the upper half."""
    words: dict[Dot, list[str]] = {}
    for role, dot in named.items():
        words.setdefault(dot, []).append(role)
    parts: list[Markup] = []
    for upper in (False, True):
        side = [dot for dot in words if (dot.x >= (len(dots) - 1) / 2) == upper]
        places = [plane.at(dot.x, dot.y) for dot in side]
        shift = -16.0 if upper else 16.0
        heights = spread_out([y + shift for _, y in places], LABEL_GAP, TOP + 2, BOTTOM - 4)
        for dot, (x, y), height in zip(side, places, heights, strict=True):
            end = x - 14 if upper else x + 14
            parts.append(line(x, y, end, height, "leader"))
            largest = "largest: " if words[dot] == ["largest"] else ""
            label = f"{largest}{short(dot.area)}: {svg_number(dot.y, 1)}"
            beside, anchor = label_beside(end - 3 if upper else end + 3, label, upper)
            parts.append(text(beside, height + 4.5, label, "label on", anchor))
    return parts


def label_beside(x: float, label: str, to_the_left: bool) -> tuple[float, str]:
    """Say where a label stands and which of its ends: beside its leader, or at the edge of the picture if it may not fit there.

    >>> label_beside(250, "Kent: 40.1", True), label_beside(60, "Kent: 40.1", True), label_beside(330, "Kent: 40.1", False)
    ((250, 'end'), (2.0, 'start'), (398.0, 'end'))
    """
    room = x if to_the_left else WIDTH - x
    fits = WIDEST_LETTER * len(label) <= room
    if to_the_left:
        return (x, "end") if fits else (2.0, "start")
    return (x, "start") if fits else (WIDTH - 2, "end")


def ranked_words(result: "RunResult", name: str) -> str:
    """Tell a ranked dot plot in words and numbers, for those who do not see it."""
    areas = areas_in_words(result.by_area)
    found, factor = spread(areas, name), unit_of(name).factor
    if found is None:
        return "Nothing could be measured."
    return (
        f"Ranked dot plot, {unit_of(name).full}, {len(areas)} areas. "
        f"Lowest: {found.lowest.area}, {svg_number(found.lowest.value * factor, 1)}. "
        f"A tenth of areas are below {svg_number(found.tenth * factor, 1)}, nine tenths below {svg_number(found.nine_tenths * factor, 1)}. "
        f"Highest: {found.highest.area}, {svg_number(found.highest.value * factor, 1)}. "
        f"Mean of the whole place: {svg_number(at_end(result, name) * factor, 1)}."
    )


# Clouds of dots.


def cloud(result: "RunResult", name: str, fact: str) -> Markup:
    """Draw one dot for each area: a fact about it across, an indicator upwards."""
    known = with_families(result.by_area)
    known = known[np.isfinite(known[name])]
    values = known[name] * unit_of(name).factor
    rows = zip(known["area"], known["families"], known[fact], values, strict=True)
    dots = [Dot(str(area), int(families), float(x), float(y)) for area, families, x, y in rows]
    if not dots:
        return Markup('<p class="note">This could not be measured.</p>')
    plane = Plane(*axis_limits([dot.x for dot in dots]), *axis_limits([dot.y for dot in dots]), CLOUD_RIGHT)
    parts = plane.grid()
    for value, words in round_values(plane.x_low, plane.x_high, 6):
        x = plane.at(value, 0)[0]
        parts += [line(x, BOTTOM, x, BOTTOM + 4, "axis"), text(x, BOTTOM + 17, words, "tick", "middle")]
    parts.append(text((LEFT + CLOUD_RIGHT) / 2, BOTTOM + 33, FACT_AXES[fact], "tick", "middle"))
    for dot in sorted(dots, key=lambda dot: dot.families >= FEW):
        words = f"{dot.area}: {svg_number(dot.y, 1)} {unit_of(name).words}; {FACT_AXES[fact]}: {svg_number(dot.x, 1)}"
        parts.append(circle(plane, dot, size_of_dots(len(dots)), words))
    title = f"{INDICATORS[name].title}, and {FACT_AXES[fact]}"
    areas = areas_in_words(result.by_area)
    correlation = rank_correlation(areas[name], areas[fact])
    correlation_words = f" Rank correlation: {signed(correlation, 2)}." if isfinite(correlation) else ""
    return drawing(
        f"cloud-{name}-{fact}", WIDTH, BOTTOM + 42, title, f"Dots for {len(dots)} areas.{correlation_words}", parts
    )
