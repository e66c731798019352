"""Figures of what differs: B minus A by indicator or by scenario, and what each setting of a factorial study changes.

The look, the colours and the way they are written are those of figures/study.py.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.study.analysis.differences import Differences, IndicatorDifference
from coprod_sim.study.analysis.effects import Effect, Effects, Estimate
from coprod_sim.study.certainty_text import PLAIN_NAMES, Unit, capital, unit_of
from coprod_sim.study.figures.files import GREY, INK, TableRows, new_figure, write
from coprod_sim.study.figures.study import BLUE, ORANGE, about, legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GREEN: Final = "#009E73"
LOOKS: Final = (("o", BLUE), ("s", ORANGE), ("D", GREEN), ("^", "#CC79A7"), ("v", "#56B4E9"), ("P", INK), ("X", GREY))
"""Marker and colour of each month or scenario: either tells it."""
TIMES_A_MONTH: Final = "months since the start"
ENOUGH: Final = 0.7
"""Rows of a figure are this far apart in all, so that marks of one row stay together."""


def write_differences(found: Differences, stem: Path) -> list[Path]:
    """Write STEM.png, .svg and .csv: how scenarios differ."""
    draw = pair_figure if found.of_one_pair and len(found.lines) > 1 else lines_figure
    return write(draw, found, difference_rows(found), stem)


def write_effects(found: Effects, stem: Path) -> list[Path]:
    """Write STEM.png, .svg and .csv: what each setting changes."""
    return write(effects_figure, found, effect_rows(found), stem)


def name_of(indicator: str) -> str:
    """Name an indicator in plain words."""
    return capital(PLAIN_NAMES.get(indicator, INDICATORS[indicator].title.lower()))


def look(number: int) -> tuple[str, str]:
    """Give the marker and colour of the nth thing."""
    return LOOKS[number % len(LOOKS)]


# B minus A.


def difference_rows(found: Differences) -> TableRows:
    """Tabulate differences, in the units in which the figure shows them."""
    rows = []
    for line in found.lines:
        unit = unit_of(line.indicator)
        for month, each in zip(found.months, line.by_month, strict=True):
            numbers = {
                name: getattr(each, name) * unit.factor for name in ("a", "b", "difference", "ci_low", "ci_high")
            }
            row = {"scenario_a": line.a, "scenario_b": line.b, "indicator": line.indicator, "month": month}
            rows.append(row | numbers | {"clear": each.clear, "unit": unit.full, "pairs": each.pairs})
    return rows


def pair_figure(found: Differences) -> "Figure":
    """Draw every indicator of one pair: a row each, a mark for each month."""
    first = found.lines[0]
    title = f"What differs: {first.b} minus {first.a}"
    figure, (plot,) = new_figure(1.9 + 0.34 * len(found.lines), title, note_of(found))
    for row, line in enumerate(found.lines):
        factor = unit_of(line.indicator).factor
        for number, each in enumerate(line.by_month):
            shift = (number - (len(found.months) - 1) / 2) * ENOUGH / max(3, len(found.months))
            half_widths = [[(each.difference - each.ci_low) * factor], [(each.ci_high - each.difference) * factor]]
            marker, colour = look(number)
            full = colour if each.clear else "white"
            plot.errorbar(
                each.difference * factor, row + shift, xerr=np.nan_to_num(half_widths), fmt=marker, color=colour
            )
            plot.plot(each.difference * factor, row + shift, marker, color=colour, mfc=full, ms=5, zorder=4)
    plot.set_yticks(range(len(found.lines)), [f"{name_of(line.indicator)} [{short(line)}]" for line in found.lines])
    rows_below(plot, len(found.lines))
    plot.set_xlabel("difference, each in its unit")
    legend(plot, *((*look(number), f"month {month}") for number, month in enumerate(found.months)), above=True)
    return figure


def short(line: IndicatorDifference) -> str:
    """Give the unit of a line for the side of a figure; what stands behind a semicolon goes into the note."""
    return unit_of(line.indicator).full.split(";")[0]


def explained(line: IndicatorDifference) -> str:
    """Give what stands behind the semicolon in the unit of a line, if anything does."""
    return unit_of(line.indicator).full.partition("; ")[2]


def lines_figure(found: Differences) -> "Figure":
    """Draw one indicator by month: a line for each comparison."""
    first = found.lines[0]
    unit = unit_of(first.indicator)
    against = f"{first.b} minus {first.a}" if found.of_one_pair else f"each minus {first.a}"
    figure, (plot,) = new_figure(4.2, f"{name_of(first.indicator)}: {against}", note_of(found))
    for number, line in enumerate(found.lines):
        marker, colour = look(number)
        middle, low, high = (
            np.array([getattr(each, field) for each in line.by_month]) * unit.factor
            for field in ("difference", "ci_low", "ci_high")
        )
        half_widths = np.nan_to_num([middle - low, high - middle])
        style = ("-", "--", ":", "-.")[number % 4]
        plot.errorbar(
            found.months, middle, yerr=half_widths, fmt=marker, ls=style, color=colour, ms=5, lw=1.5, label=line.b
        )
    plot.axhline(0, color=GREY, lw=0.8)
    plot.set_xticks(found.months)
    plot.set_xlabel(TIMES_A_MONTH)
    plot.set_ylabel(unit.full)
    plot.grid(axis="y", color="#E5E5E5", zorder=0)
    plot.legend(frameon=False, fontsize=8)
    return figure


def note_of(found: Differences) -> str:
    """Say what the marks and lines are."""
    pairs = sorted({each.pairs for line in found.lines for each in line.by_month})
    over = {each.over for line in found.lines for each in line.by_month}
    about_what = "luck" if over == {"replicates"} else "luck and the region that the points are drawn from"
    counted = f"{pairs[0]:,}" if len(pairs) == 1 else f"{pairs[0]:,} to {pairs[-1]:,}"
    words = f"Lines: 95 % intervals over {counted} pairs of runs; they speak of {about_what}."
    if found.of_one_pair and len(found.lines) > 1:
        words += " Hollow: no clear difference."
        words += "".join(f" {name_of(line.indicator)}: {text}." for line in found.lines if (text := explained(line)))
    return words


def rows_below(plot: "Axes", rows: int) -> None:
    """Put the first row at the top, with a line at zero."""
    plot.set_ylim(rows - 0.4, -0.6)
    plot.axvline(0, color=GREY, lw=0.8)
    plot.grid(axis="y", color="#E5E5E5", zorder=0)


# What each setting changes.


KINDS: Final = (("alone", "alone"), ("average", "on average"), ("on_top", "on top of all others"))


def effect_rows(found: Effects) -> TableRows:
    """Tabulate effects and pairs, in the unit in which the figure shows them."""
    factor = found.response.unit.factor

    def numbers(estimate: Estimate) -> dict[str, Any]:
        return {name: getattr(estimate, name) * factor for name in ("mean", "low", "high")} | {"clear": estimate.clear}

    tail = {"unit": found.response.unit.full} | about(found.response)
    head = dict.fromkeys(("setting", "with", "first", "last", "kind"), "")
    rows = [
        head | {"setting": each.setting, "first": each.first, "last": each.last, "kind": words} | numbers(got) | tail
        for each in found.effects
        for kind, words in KINDS
        for got in [getattr(each, kind)]
    ]
    rows += [
        head | {"setting": each.one, "with": each.other, "kind": "together, beyond the sum"} | numbers(each.more) | tail
        for each in found.pairs
    ]
    for kind, got in (("all at first", found.base), ("all at last", found.all_last), ("all", found.everything)):
        rows.append(head | {"kind": kind} | numbers(got) | tail)
    return rows


def effects_figure(found: Effects) -> "Figure":
    """Draw what each setting changes alone, on average and on top of all others; and all of them together."""
    unit: Unit = found.response.unit
    title = f"What each setting changes: {found.response.subject}, month {found.response.month}"
    note = f"Lines: 95 % intervals over {found.replicates} replicates. Hollow: no clear change."
    figure, (plot,) = new_figure(2.2 + 0.46 * len(found.effects), title, note)
    for row, each in enumerate(found.effects):
        for number, (kind, _) in enumerate(KINDS):
            draw(plot, row + (number - 1) * 0.2, getattr(each, kind), look(number), unit.factor)
    last = len(found.effects)
    draw(plot, last, found.everything, ("*", INK), unit.factor)
    plot.axhline(last - 0.5, color=GREY, lw=0.8)
    plot.set_yticks(range(last + 1), [*(words_of(each) for each in found.effects), "all of them together"])
    rows_below(plot, last + 1)
    plot.set_xlabel(f"change from the first value to the last, {unit.full}")
    legend(plot, *((*look(number), words) for number, (_, words) in enumerate(KINDS)), above=True)
    return figure


def draw(plot: "Axes", row: float, found: Estimate, style: tuple[str, str], factor: float) -> None:
    """Draw one estimate with its interval; hollow where it is not clear."""
    marker, colour = style
    half_widths = np.nan_to_num([[found.mean - found.low], [found.high - found.mean]]) * factor
    size = 9 if marker == "*" else 5
    full = colour if found.clear else "white"
    plot.errorbar(found.mean * factor, row, xerr=half_widths, fmt=marker, color=colour, mfc=full, ms=size, zorder=3)


def words_of(effect: Effect) -> str:
    """Name a setting, and from where to where it goes."""
    unit = BY_NAME[effect.setting].unit
    ends = f"{effect.first:g} to {effect.last:g}"
    return f"{effect.setting}: {ends}" + ("" if unit == "share" else f" [{unit}]")
