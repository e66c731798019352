"""The tables of numbers: headlines, quarters of families, and costs beside benefits, ready to be printed."""

from math import isfinite
from typing import Final, NamedTuple

from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import HEADLINES, INDICATORS, RATES, YEAR
from coprod_sim.report.svg import signed, svg_number
from coprod_sim.study.certainty_text import averaged, headline, unit_of, verdict
from coprod_sim.study.compare import Comparison, Difference

TILES: Final = ("progress", "felt_trust", "voice", "family_energy", "staff_load", "spending")
QUARTER_COLUMNS: Final = ("progress", "felt_trust", "voice", "family_energy")
BENEFITS: Final = ("progress", "felt_trust", "voice")
COST_ROWS: Final = ("staff_load", "staff_energy", "family_energy", "spending", "reviews_on_time")
VERDICTS: Final = {
    "better": "better in B",
    "worse": "worse in B",
    "higher": "higher in B",
    "lower": "lower in B",
    "unclear": "no clear difference",
    "same": "the same",
    "not measured": "not measured",
}


class Cell(NamedTuple):
    """One difference as it is printed, in shown units."""

    a: str
    b: str
    difference: str
    interval: str
    kind: str
    verdict: str


class Row(NamedTuple):
    """One line of a table: what it is about, and one or more differences."""

    name: str
    title: str
    unit: str
    definition: str
    cells: list[Cell]
    agree: str = ""


def cell(difference: Difference, pairs: int) -> Cell:
    """Print one difference: A and B with one decimal, the difference and its interval with two."""
    kind = verdict(difference, pairs)
    if not isfinite(difference.difference):
        return Cell(MISSING, MISSING, MISSING, MISSING, "none", VERDICTS[kind])
    factor = unit_of(difference.indicator).factor
    low, high = signed(difference.ci_low * factor, 2), signed(difference.ci_high * factor, 2)
    return Cell(
        svg_number(difference.a * factor, 1),
        svg_number(difference.b * factor, 1),
        signed(difference.difference * factor, 2),
        f"{low} to {high}",
        kind.replace(" ", "-"),
        VERDICTS[kind],
    )


def row(name: str, cells: list[Cell], agree: str = "") -> Row:
    """Name the indicator of a line."""
    found = INDICATORS[name]
    definition = found.definition
    if name in RATES:
        definition += f" Mean over the last {YEAR} months, or over the whole run if it is shorter."
    return Row(name, found.title, unit_of(name).full, definition, cells, agree)


def headline_rows(comparison: Comparison) -> list[Row]:
    """Print the headlines at the end."""
    found = [(name, headline(comparison, name)) for name in HEADLINES]
    return [row(name, [cell(one, comparison.pairs)], agreeing(one, comparison.pairs)) for name, one in found]


def agreeing(difference: Difference, pairs: int) -> str:
    """Say in how many pairs B is higher, and how many are equal, if any."""
    if not isfinite(difference.difference):
        return MISSING
    equal = f", {difference.pairs_equal} equal" if difference.pairs_equal else ""
    return f"{difference.pairs_b_higher} of {pairs}{equal}"


def tiles(comparison: Comparison) -> list[Row]:
    """Print a few headlines, benefits and costs alike, for the first look."""
    return [row(name, [cell(headline(comparison, name), comparison.pairs)]) for name in TILES]


def quarter_rows(comparison: Comparison) -> list[Row]:
    """Print, for each quarter of families by resources, the differences of what matters to them."""
    titles = ("Group 1: least", "Group 2", "Group 3", "Group 4: most")
    return [
        Row(
            str(number),
            title,
            "",
            "",
            [cell(comparison.difference(f"{name}_q{number}"), comparison.pairs) for name in QUARTER_COLUMNS],
        )
        for number, title in enumerate(titles, start=1)
    ]


def periods(months: int) -> dict[str, tuple[int, int]]:
    """Name the years that are looked at: the first, the second and the last, or the whole run if it is shorter.

    >>> periods(60)
    {'Year 1': (1, 12), 'Year 2': (13, 24), 'Last 12 months': (49, 60)}
    >>> periods(12), periods(5)
    ({'Year 1': (1, 12)}, {'Whole run': (1, 5)})
    """
    if months < YEAR:
        return {"Whole run": (1, months)}
    found = {"Year 1": (1, YEAR)}
    if months >= 2 * YEAR:
        found["Year 2"] = (YEAR + 1, 2 * YEAR)
    if months not in {YEAR, 2 * YEAR}:
        found[f"Last {YEAR} months"] = (months - YEAR + 1, months)
    return found


def cost_rows(comparison: Comparison) -> dict[str, list[Row]]:
    """Print benefits and costs as means over the first, second and last year."""
    spans = periods(comparison.months).values()
    return {
        kind: [
            row(name, [cell(averaged(comparison, name, first, last), comparison.pairs) for first, last in spans])
            for name in names
        ]
        for kind, names in (("Benefits", BENEFITS), ("Costs", COST_ROWS))
    }
