"""Figures of studies for papers and slides: PNG and SVG by matplotlib, each with the numbers it shows as CSV beside it.

Colours are of Okabe and Ito's palette and of a purple-orange scale, which people with any colour vision can tell apart;
whatever colour says is said by place, marker or words too.  Letters are drawn as shapes, so that no font is needed to see them.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.study.analysis.discovery import Box, Discovery
from coprod_sim.study.analysis.region_map import RegionMap
from coprod_sim.study.analysis.response import Response
from coprod_sim.study.analysis.sensitivity import Indices
from coprod_sim.study.certainty_text import capital
from coprod_sim.study.figures.files import GREY, INK, TableRows, new_figure, write

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE = "#0072B2", "#D55E00"
HIGH_AND_LOW: Final = "PuOr_r"
MOST_BARS: Final = 20
MOST_TICKS: Final = 13
MOST_NUMBERS: Final = 150
"""In a map with more cells than this, there is no room for numbers."""
SAME_CONTRAST: Final = 0.21
"""The luminance of a colour on which white and INK read equally well."""


def replicates_of(count: int) -> str:
    """Count replicates in words.

    >>> replicates_of(1), replicates_of(20)
    ('1 replicate', '20 replicates')
    """
    return f"{count:,} replicate{'' if count == 1 else 's'}"


# The three figures.


def write_indices(found: Indices, stem: Path) -> list[Path]:
    """Write STEM.png, .svg and .csv: which settings matter."""
    return write(indices_figure, found, indices_rows(found), stem)


def write_map(found: RegionMap, stem: Path) -> list[Path]:
    """Write STEM.png, .svg and .csv: where B is higher than A."""
    return write(map_figure, found, map_rows(found), stem)


def write_discovery(found: Discovery, stem: Path) -> list[Path]:
    """Write STEM.png, .svg and .csv: inside which boxes of settings B is mostly lower (or higher)."""
    return write(discovery_figure, found, discovery_rows(found), stem)


def setting_words(name: str) -> str:
    """Name a setting with its unit."""
    return f"{name} [{BY_NAME[name].unit}]"


def about(response: Response) -> dict[str, Any]:
    """Say of which response a row of a table is."""
    return {
        "indicator": response.indicator,
        "month": response.month,
        "scenario_a": response.a or "",
        "scenario_b": response.b,
    }


# Which settings matter.


def indices_rows(found: Indices) -> TableRows:
    """Tabulate indices, in the unit in which the figure shows them."""
    morris = found.method == "morris"
    factor = found.response.unit.factor if morris else 1.0
    main, other = ("mu_star", "mu") if morris else ("total", "first_order")
    rows = []
    for index in found.found:
        row = {"setting": index.setting, main: index.main * factor, f"{main}_reach": index.main_half_width * factor}
        row[other] = index.other * factor
        row |= {"sigma": index.spread * factor} if morris else {f"{other}_reach": index.other_half_width}
        row |= {"luck_alone": index.noise * factor, "clear": index.clear}
        rows.append(row | {"unit": found.response.unit.full if morris else "share of variance"} | about(found.response))
    return rows


def indices_figure(found: Indices) -> "Figure":
    """Draw the settings that matter most, with their intervals, and where luck alone would put them."""
    drawn = found.found[:MOST_BARS]
    morris, unit = found.method == "morris", found.response.unit
    factor = unit.factor if morris else 1.0
    rest = len(found.found) - len(drawn)
    note = "Lines: 95 % bootstrap intervals. Ticks: what luck alone would give. Hollow: no more than luck can explain."
    note += f"\nMeans over {replicates_of(found.replicates)} of {len(found.response.settings):,} points."
    note += f" {rest} settings that matter less are in the table only." if rest else ""
    title = f"Which settings matter for {found.response.subject}, month {found.response.month}"
    figure, (plot,) = new_figure(1.7 + 0.27 * len(drawn), title, note)
    for row, index in enumerate(drawn):
        full = BLUE if index.clear else "white"
        half_width = index.main_half_width * factor
        plot.errorbar(index.main * factor, row, xerr=half_width, fmt="o", color=BLUE, mfc=full, ms=6, lw=1.5, zorder=3)
        if np.isfinite(index.noise):
            plot.plot(index.noise * factor, row, "|", color=INK, ms=11, mew=1.5, zorder=4)
        if morris:
            plot.plot(index.other * factor, row + 0.25, "d", color=ORANGE, ms=5, zorder=2)
        else:
            plot.errorbar(
                index.other, row + 0.28, xerr=index.other_half_width, fmt="d", color=ORANGE, ms=4.5, lw=1, zorder=2
            )
    plot.set_yticks(range(len(drawn)), [setting_words(index.setting) for index in drawn])
    plot.set_ylim(len(drawn) - 0.4, -0.6)
    plot.axvline(0, color=GREY, lw=0.8)
    plot.grid(axis="y", color="#E5E5E5", zorder=0)
    if morris:
        plot.set_xlabel(f"change over the whole range of the setting, {unit.full}")
        legend(plot, ("o", BLUE, "size (mu*)"), ("d", ORANGE, "with its sign (mu)"))
    else:
        plot.set_xlabel("share of the variance between points")
        legend(plot, ("o", BLUE, "with all interactions (total)"), ("d", ORANGE, "alone (first order)"))
    return figure


def legend(plot: "Axes", *entries: tuple[str, str, str], above: bool = False) -> None:
    """Say what markers mean, in the lower right corner or above the plot."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker=marker, color=colour, ls="", ms=5, label=words) for marker, colour, words in entries
    ]
    if above:
        plot.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=8)
    else:
        plot.legend(handles=handles, loc="lower right", frameon=True, framealpha=0.9, edgecolor="none", fontsize=8)


# Where B is higher.


def map_rows(found: RegionMap) -> TableRows:
    """Tabulate the cells of a map, in the unit in which the figure shows them."""
    unit = found.response.unit
    return [
        {
            found.x: cell.x,
            found.y: cell.y,
            **{name: getattr(cell, name) * unit.factor for name in ("a", "b", "difference", "low", "high")},
            "pairs": cell.pairs,
            "verdict": in_words(cell.verdict),
            "unit": unit.full,
        }
        | about(found.response)
        for cell in found.cells
    ]


def in_words(verdict: str | None) -> str:
    """Say a verdict on B minus A as the figure does."""
    words = {"unclear": "no clear difference", "same": "the same", None: "not known"}
    return words.get(verdict, f"B {verdict}")


def map_figure(found: RegionMap) -> "Figure":
    """Draw the cells: colour for the difference, hatching where it is not clear."""
    unit = found.response.unit
    differences = found.matrix("difference") * unit.factor
    counted = ", ".join(
        f"{in_words(None if word == 'not known' else word)} in {n}" for word, n in found.counted().items()
    )
    marked = " Hatched: no clear difference." if {"unclear", "same"} & set(found.counted()) else ""
    marked += " Crossed: not known." if "not known" in found.counted() else ""
    note = f"Of {len(found.cells)} cells: {counted}.{marked} A is {found.response.a}, B is {found.response.b}."
    note += "".join(f"\n{words}" for words in found.notes())
    title = f"{capital(found.response.subject)}, month {found.response.month}"
    height = float(np.clip(2.2 + 0.42 * len(found.y_values), 3.8, 7.5))
    figure, (plot,) = new_figure(height, title, note)
    known = np.abs(differences[np.isfinite(differences)])
    colour_limit = float(known.max()) if known.size and known.max() > 0 else 1.0
    edges = [np.arange(size + 1) - 0.5 for size in differences.shape[::-1]]
    image = plot.pcolormesh(
        *edges, differences, cmap=HIGH_AND_LOW, vmin=-colour_limit, vmax=colour_limit, ec="white", lw=0.5
    )
    figure.colorbar(image, ax=plot, label=f"B minus A, {unit.full}")
    mark_cells(plot, found, differences, image.to_rgba(differences))
    for axis, name, values in ((plot.xaxis, found.x, found.x_values), (plot.yaxis, found.y, found.y_values)):
        ticks = np.unique(np.linspace(0, len(values) - 1, min(len(values), MOST_TICKS)).round().astype(int))
        axis.set_ticks(ticks, [f"{values[tick]:.4g}" for tick in ticks])
        axis.set_label_text(setting_words(name))
    plot.spines[:].set_visible(False)
    return figure


def signed(value: float) -> str:
    """Write a difference with its sign and a real minus.

    >>> signed(3.14159), signed(-0.01), signed(-2) == "\N{MINUS SIGN}2.0"
    ('+3.1', '0.0', True)
    """
    rounded = round(value, 1)
    return f"{rounded:+.1f}".replace("-", "\N{MINUS SIGN}") if rounded else "0.0"


def ink_on(colour: np.ndarray[Any, Any]) -> str:
    """Give what reads best on a colour (red, green and blue from 0 to 1), by the contrast of WCAG 2: white, or INK.

    >>> ink_on(np.array([0.88, 0.51, 0.08])), ink_on(np.array([0.5, 0.23, 0.03]))
    ('#222222', 'white')
    """
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return "white" if linear[:3] @ (0.2126, 0.7152, 0.0722) < SAME_CONTRAST else INK


def mark_cells(
    plot: "Axes", found: RegionMap, differences: np.ndarray[Any, Any], colours: np.ndarray[Any, Any]
) -> None:
    """Hatch the cells without a clear difference, cross out those that are not known, and write numbers if there is room."""
    from matplotlib.patches import Rectangle

    numbers = differences.size <= MOST_NUMBERS
    for row, verdicts in enumerate(found.verdicts()):
        for column, verdict in enumerate(verdicts):
            if verdict not in {"higher", "lower"}:
                hatch = "xxxx" if verdict is None else "////"
                plot.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, hatch=hatch, lw=0, ec=GREY))
            value = differences[row, column]
            if numbers and np.isfinite(value):
                clear = verdict in {"higher", "lower"}
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85} if not clear else None
                colour = ink_on(colours[row, column]) if clear else INK
                plot.text(column, row, signed(value), ha="center", va="center", fontsize=7.5, color=colour, bbox=box)


# Inside which boxes.


def discovery_rows(found: Discovery) -> TableRows:
    """Tabulate boxes: a row for each setting that one restricts, or a single row for a box without limits."""
    rows = []
    for number, box in enumerate(found.boxes, start=1):
        facts = {name: getattr(box, name) for name in ("points", "cases", "density", "coverage")}
        for limit in box.limits or (None,):
            ends = (
                limit._asdict() | {"unit": BY_NAME[limit.setting].unit}
                if limit
                else dict.fromkeys(("setting", "low", "high", "p_low", "p_high", "found_again", "unit"), "")
            )
            rows.append({"box": number, **ends, **facts, "side": found.side} | about(found.response))
    if not rows:
        rows = [
            {"box": "none", "points": found.points, "cases": int(found.cases.sum()), "side": found.side}
            | about(found.response)
        ]
    return rows


def discovery_figure(found: Discovery) -> "Figure":
    """Draw the first box: its limits within what was explored, and the points along its two strongest settings."""
    response = found.response
    title = f"Where {response.subject} is {found.where}, month {response.month}"
    share = found.cases.sum() / found.points
    note = f"{int(found.cases.sum()):,} of {found.points:,} points ({share:.0%}) are such cases."
    note += f" {found.left_out} points have no result." if found.left_out else ""
    if not found.boxes or not found.boxes[0].limits:
        everywhere = "They are nearly everywhere: no setting marks them off." if found.boxes else ""
        figure, (plot,) = new_figure(2.0, title, note)
        plot.axis("off")
        words = everywhere or f"No box of settings holds at least {found.density:.0%} such cases."
        words = words if found.cases.any() else "There is no such point."
        plot.text(0.0, 0.5, words, fontsize=10, transform=plot.transAxes)
        return figure
    box = found.boxes[0]
    note += f"\nBox 1 holds {box.points:,} points, {box.density:.0%} of them cases (density), and {box.coverage:.0%} of all cases (coverage)."
    note += f" No box of sure limits holds {found.density:.0%} of cases." if found.short else ""
    if np.isfinite(found.other_half[0]):
        note += f"\nFound on half of the points, on the other half: density {found.other_half[0]:.0%}, coverage {found.other_half[1]:.0%}."
    figure, (left, right) = new_figure(max(4.2, 2.6 + 0.45 * len(box.limits)), title, note, (1, 1.15))
    limits_plot(left, response, box)
    points_plot(right, found, box)
    return figure


def limits_plot(plot: "Axes", response: Response, box: Box) -> None:
    """Draw what a box leaves of each setting that it restricts."""
    for row, limit in enumerate(box.limits):
        low, high = response.range_of(limit.setting)
        start, end = ((value - low) / (high - low) for value in (limit.low, limit.high))
        plot.plot([0, 1], [row, row], color="#D9D9D9", lw=7, solid_capstyle="butt", zorder=1)
        plot.plot([start, end], [row, row], color=ORANGE, lw=7, solid_capstyle="butt", zorder=2)
        p_value = np.nanmax([limit.p_low, limit.p_high])
        words = f"{setting_words(limit.setting)}\n{limit.low:.3g} to {limit.high:.3g}  (p {p_value:.1g})"
        plot.text(0, row - 0.2, words, fontsize=7.5, va="bottom")
        plot.text(0, row + 0.18, f"{low:.3g}", fontsize=7, va="top", color="#595959")
        plot.text(1, row + 0.18, f"{high:.3g}", fontsize=7, va="top", ha="right", color="#595959")
    plot.set_ylim(len(box.limits) - 0.4, -0.9)
    plot.set_xlim(-0.02, 1.02)
    plot.axis("off")
    plot.set_title("Box 1, within what was explored")


def points_plot(plot: "Axes", found: Discovery, box: Box) -> None:
    """Draw all points along the two settings whose limits are surest, with the box around its part."""
    from matplotlib.patches import Rectangle

    surest = sorted(box.limits, key=lambda limit: float(np.nanmin([limit.p_low, limit.p_high])))
    names = [limit.setting for limit in surest[:2]]
    names += [name for name in found.response.names if name not in names][: 2 - len(names)]
    if len(names) < 2:
        names *= 2
    columns = [found.response.settings[:, found.response.names.index(name)] for name in names]
    for cases, marker, colour, words in ((False, "o", "#9A9A9A", "other points"), (True, "x", ORANGE, "cases")):
        mine = found.used & (found.cases == cases)
        plot.plot(columns[0][mine], columns[1][mine], marker, ms=4, mew=0.9, mfc="none", mec=colour, label=words)
    corners = [next(((one.low, one.high) for one in box.limits if one.setting == name), None) for name in names]
    (x_low, x_high), (y_low, y_high) = (
        corner or found.response.range_of(name) for corner, name in zip(corners, names, strict=True)
    )
    plot.add_patch(Rectangle((x_low, y_low), x_high - x_low, y_high - y_low, fill=False, ec=INK, lw=1.6, zorder=5))
    plot.set_xlabel(setting_words(names[0]))
    plot.set_ylabel(setting_words(names[1]))
    plot.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=8)
