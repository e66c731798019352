"""English figures in a validation: the published figure with its span beside what runs of the model give.

The figures are declared in targets.py, each with its measure.  Those that nothing in the model stands for are listed, not left out.
"""

from collections.abc import Sequence
from typing import Final

from coprod_sim.evidence.calibration.targets import NOT_EXPRESSED, TARGETS, Target
from coprod_sim.evidence.patterns.patterns import YEARS, ScenarioRuns
from coprod_sim.evidence.validation.report_lines import LineVerdict, ReportLine, Section, number_words
from coprod_sim.indicators import YEAR
from coprod_sim.study.interval import paired_interval

MONTHS: Final = YEARS * YEAR
FITTED, HELD_OUT = "fitted: the calibration was steered by it", "not fitted"


def verdict_of(value: float, target: Target) -> LineVerdict:
    """Judge a figure: green within its span, amber within its tolerance beside it, red beyond."""
    if target.low <= value <= target.high:
        return "green"
    near = target.low - target.tolerance <= value <= target.high + target.tolerance
    return "amber" if near else "red"


def figure_line(target: Target, runs: ScenarioRuns) -> ReportLine:
    """Measure one figure and lay it beside what was published."""
    values = target.measure(runs)
    value, low, high = (float(number) for number in paired_interval(values))
    decimals = 1 if max(abs(target.low), abs(target.high)) >= 10 else 3
    size = f"{number_words(value, decimals)} (±\N{NO-BREAK SPACE}{number_words(high - value, decimals)})"
    notes = (f"Published: {target.published}.", target.note, f"{FITTED if target.fitted else HELD_OUT}.".capitalize())
    return ReportLine(
        f"{target.claim} ({target.unit})",
        size,
        f"{number_words(target.low)} to {number_words(target.high)}",
        verdict_of(value, target),
        " ".join(note for note in notes if note),
        target.source,
        {"value": value, "low": low, "high": high, "wanted_low": target.low, "wanted_high": target.high},
    )


def english_figures(pairs: int, seed: int, targets: Sequence[Target] | None = None) -> Section:
    """Lay every English figure beside what runs with the defaults give."""
    runs = ScenarioRuns(pairs, MONTHS, seed)
    lines = tuple(figure_line(target, runs) for target in (TARGETS if targets is None else targets))
    return Section(
        "figures",
        "English figures",
        "Where a figure is published for England, or a size in the literature, does the model come near it?",
        lines,
        "Green: within the span. Amber: beside it by no more than the tolerance. Red: further off.",
        (
            "In brackets: half of the 95 % interval over pairs of runs.",
            "A fitted figure that is green shows that the fit worked; only one that was not fitted tests the model.",
        ),
        {"not_expressed": dict(NOT_EXPRESSED)},
    )
