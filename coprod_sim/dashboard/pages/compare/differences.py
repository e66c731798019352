"""What the page /compare shows of many pairs: rows of a table, dots, who ends better or worse off, and tables to take away.

Every number comes from a Comparison (compare.py) or from twins (twins.py); how it is read, from certainty_text.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from coprod_sim.dashboard.pages.compare.twins import GROUPINGS, OUTCOMES, Twins, columns
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, PERCENT
from coprod_sim.engine.state import Reals
from coprod_sim.indicators import HEADLINES, INDICATORS, RATES, value_at
from coprod_sim.report.comparison.tables import COST_ROWS, cell
from coprod_sim.report.svg import signed, svg_number
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.certainty_text import UNITS, certainty, headline, pairs_b_lower, unit_of
from coprod_sim.study.compare import Comparison, Difference, stacked
from coprod_sim.study.comparison_csv import csv_number
from coprod_sim.study.interval import paired_interval

TABLE_HEADER: Final = "measure,month,pairs,a,b,difference,ci_low,ci_high,pairs_b_higher,pairs_equal,unit\n"
INDICATOR_OF: Final = {"progress": "progress", "felt_trust": "felt_trust", "energy": "family_energy"}
"""The indicator that each outcome of twins is, for its unit and for which way is better."""
DIGITS: Final = 6
FINE: Final = 4
LEAST_SPAN, SMALL_SPAN = 1.0, 0.01
"""The axis of dots never shows less than this, so that tiny noise looks small: of 100, and in units that are not of 100."""


@dataclass(frozen=True)
class PairDifferences:
    """Pairs of two ways of working, the seeds 1 to `pairs`, and how long one run takes [seconds]."""

    a: Scenario
    b: Scenario
    months: int
    twins: tuple[Twins, ...]
    seconds: float

    @cached_property
    def comparison(self) -> Comparison:
        """The pairs as `compare` gives them."""
        both = stacked([one.a for one in self.twins]), stacked([one.b for one in self.twins])
        return Comparison(self.a, self.b, len(self.twins), self.months, 1, *both)


# Rows and dots.


def row(comparison: Comparison, name: str, month: int) -> dict[str, Any]:
    """Give one indicator in one month: as people read it, and as numbers in shown units; None where none was measured."""
    found = headline(comparison, name, month)
    indicator, unit = INDICATORS[name], unit_of(name)
    title = words()["charts"]["names"].get(name, indicator.title)
    return {
        "name": name,
        "title": title,
        "unit": unit.full,
        "meaning": indicator.definition,
        "better": indicator.better,
        "yearly": name in RATES,
        "least": LEAST_SPAN if indicator.unit in UNITS else SMALL_SPAN,
        **printed_difference(found, comparison.pairs),
        **{key: page_number(getattr(found, key) * unit.factor) for key in ("difference", "ci_low", "ci_high")},
        "sure": certainty(found, comparison.pairs),
        "higher": found.pairs_b_higher,
        "lower": pairs_b_lower(found, comparison.pairs),
        "equal": found.pairs_equal,
    }


def printed_difference(found: Difference, pairs: int) -> dict[str, Any]:
    """Print one difference, as the report does; what is not of 100 is small, and has more digits."""
    printed = cell(found, pairs)
    if INDICATORS[found.indicator].unit in UNITS or not np.isfinite(found.difference):
        return {"a": printed.a, "b": printed.b, "gap": printed.difference, "interval": printed.interval}
    a, b = (svg_number(value, FINE) for value in (found.a, found.b))
    gap, low, high = (signed(value, FINE) for value in (found.difference, found.ci_low, found.ci_high))
    return {"a": a, "b": b, "gap": gap, "interval": f"{low} to {high}"}


def page_number(value: float) -> float | None:
    """Give a number for JSON, or None where there is none."""
    return round(float(value), DIGITS) if np.isfinite(value) else None


def gaps(comparison: Comparison, name: str, month: int) -> Reals:
    """Give B minus A of every pair, shape (pairs,), in the units of the model."""
    return value_at(comparison.series_b[name] - comparison.series_a[name], name, month)


def dots(comparison: Comparison, name: str, month: int) -> list[float | None]:
    """Give B minus A of every pair in shown units."""
    return [page_number(value) for value in gaps(comparison, name, month) * unit_of(name).factor]


# Who ends better or worse off.


def whole_shares(parts: Sequence[float]) -> list[int]:
    """Round shares of a whole to so many of 100 that they sum to 100: the largest remainders are rounded up.

    >>> whole_shares([1, 1, 1]), whole_shares([0, 0, 7])
    ([34, 33, 33], [0, 0, 100])
    """
    exact = PERCENT * np.asarray(parts, float) / sum(parts)
    rounded = np.floor(exact).astype(int)
    for place in np.argsort(rounded - exact, kind="stable")[: PERCENT - rounded.sum()]:
        rounded[place] += 1
    return [int(share) for share in rounded]


def twin_shares(found: PairDifferences, outcome: int, month: int, group: int) -> dict[str, Any]:
    """Say how many of 100 families of a group have more, about the same, or less in B than their twin in A."""
    sizes = np.array([one.sizes[group] for one in found.twins])
    more = np.array([one.better[outcome, month, group] for one in found.twins])
    less = np.array([one.worse[outcome, month, group] for one in found.twins])
    if not sizes.sum():
        return {"better": None, "same": None, "worse": None}
    better, same, worse = whole_shares([more.sum(), (sizes - more - less).sum(), less.sum()])
    return {"better": better, "same": same, "worse": worse}


def of_group(found: PairDifferences, outcome: int, month: int, group: int) -> dict[str, Any]:
    """Give one outcome in one group of families: the difference of its mean over pairs, and how twins end."""
    a, b = np.array([one.means[:, outcome, month, group] for one in found.twins]).T
    middle, low, high = (float(value) for value in paired_interval(b - a))
    ends = (float(a.mean()), float(b.mean()), middle, low, high, int((b > a).sum()), int((b == a).sum()))
    pairs = len(found.twins)
    difference = Difference(INDICATOR_OF[OUTCOMES[outcome]], *ends)
    return (
        printed_difference(difference, pairs)
        | {"sure": certainty(difference, pairs)}
        | twin_shares(found, outcome, month, group)
    )


def groupings(found: PairDifferences, month: int) -> dict[str, list[dict[str, Any]]]:
    """Give, for each grouping, its groups: how many families, and each outcome."""
    sizes = np.mean([one.sizes for one in found.twins], axis=0)
    return {
        name: [
            {
                "families": round(float(sizes[group])),
                "outcomes": {each: of_group(found, place, month, group) for place, each in enumerate(OUTCOMES)},
            }
            for group in range(*columns(name).indices(len(sizes)))
        ]
        for name in GROUPINGS
    }


def payload(found: PairDifferences, month: int, other: str | None = None) -> dict[str, Any]:
    """Give everything that the page shows of one month; `other` is one more indicator whose dots are wanted."""
    comparison = found.comparison
    names = [*PAGE_MEASURES, *(name for name in comparison.series_a if name not in PAGE_MEASURES)]
    drawn = [*PAGE_MEASURES, *([other] if other in names and other not in PAGE_MEASURES else [])]
    return {
        "pairs": comparison.pairs,
        "month": month,
        "rows": [row(comparison, name, month) for name in names],
        "dots": {name: dots(comparison, name, month) for name in drawn},
        "groupings": groupings(found, month),
        "costs": list(COST_ROWS),
    }


def table_csv(comparison: Comparison, month: int) -> Iterator[str]:
    """Give the lines of the table as CSV: headlines first, then all other indicators; all digits, in the units of the model."""
    yield TABLE_HEADER
    for name in [*HEADLINES, *(name for name in comparison.series_a if name not in HEADLINES)]:
        found = headline(comparison, name, month)
        numbers = (found.a, found.b, found.difference, found.ci_low, found.ci_high)
        counts = (found.pairs_b_higher, found.pairs_equal)
        unit = INDICATORS[name].unit
        cells = [
            name,
            month,
            comparison.pairs,
            *map(csv_number, numbers),
            *counts,
            f'"{unit}"' if "," in unit else unit,
        ]
        yield ",".join(map(str, cells)) + "\n"
