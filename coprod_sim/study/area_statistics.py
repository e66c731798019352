"""What a run found about areas, read with care: which differ, how far, what goes with what, and how much of it is luck.

Everything that shows areas (the page, the command line) asks here, so that nothing can disagree.
Figures of areas with few families are luck for the most part, so the words leave these areas out where enough others are left.
"""

from math import isfinite, nan, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from coprod_sim.indicators import YEAR, value_at

if TYPE_CHECKING:
    import pandas as pd

    from coprod_sim.study.run import RunResult

AREA_MEASURES: Final = ("progress", "felt_trust", "voice", "disputes", "staff_load", "family_energy")
"""The indicators that are drawn for each area, and told in words."""
FACTS: Final = ("poverty", "timeliness", "refused")
"""In what areas differ from the start [%]."""
FEW: Final = 100
"""With fewer families than this, the figures of an area are luck for the most part."""
LEAST_AREAS: Final = 3
"""Areas with few families are left out of words only where at least so many others are left."""
LEAST_FOR_LINKS: Final = 10
"""From so many areas on, it is said what goes with what."""
WEAKEST_LINK: Final = 0.2
STRENGTHS: Final = ((0.7, "strong"), (0.4, "clear"), (0.0, "weak"))
MOSTLY_NOISE: Final = 0.5


class Figure(NamedTuple):
    """One area's figure, in the indicator's own unit."""

    area: str
    value: float


class Spread(NamedTuple):
    """How one indicator is spread over the areas that are told in words, in its own unit."""

    indicator: str
    lowest: Figure
    tenth: float
    middle: Figure
    nine_tenths: float
    highest: Figure

    @property
    def relative(self) -> float:
        """How far the tenths lie apart, measured against the area in the middle."""
        return (self.nine_tenths - self.tenth) / abs(self.middle.value) if self.middle.value else nan


class Correlation(NamedTuple):
    """How an indicator goes with one of the facts about areas: the rank correlation, and what may be said of it."""

    indicator: str
    correlation: float
    strength: str  # "" where there is no clear link


# Which areas.


def with_families(table: "pd.DataFrame") -> "pd.DataFrame":
    """Give the areas in which somebody lives; the others have no figures."""
    return table[table["families"] > 0]


def areas_in_words(table: "pd.DataFrame") -> "pd.DataFrame":
    """Give the areas that are told in words: those with FEW families or more, or all if these are too few."""
    large = table[table["families"] >= FEW]
    return large if len(large) >= LEAST_AREAS else with_families(table)


# How far they differ.


def spread(table: "pd.DataFrame", indicator: str) -> Spread | None:
    """Say how an indicator is spread over areas; None where it is known of none.

    >>> import pandas as pd
    >>> found = spread(pd.DataFrame({"area": ["Kent", "York", "Hull"], "voice": [0.3, 0.1, 0.2]}), "voice")
    >>> found.lowest, found.middle, found.highest.area
    (Figure(area='York', value=0.1), Figure(area='Hull', value=0.2), 'Kent')
    """
    known = table[np.isfinite(table[indicator])].sort_values(indicator, kind="stable")
    if known.empty:
        return None
    figures = [Figure(str(area), float(value)) for area, value in zip(known["area"], known[indicator], strict=True)]
    tenth, nine_tenths = np.quantile(known[indicator], (0.1, 0.9))
    middle = figures[(len(figures) - 1) // 2]
    return Spread(indicator, figures[0], float(tenth), middle, float(nine_tenths), figures[-1])


def at_end(result: "RunResult", indicator: str) -> float:
    """Give an indicator of the whole place at the end, or over the last year if it counts rare events, as for areas."""
    return float(value_at(result.series[indicator], indicator, result.months))


def noise_share_in_disputes(result: "RunResult") -> float:
    """Say how much of the difference in disputes between areas luck alone would make: its part of the variance, at most 1.

    Disputes are counted, so if all areas were alike their rates would have the variance rate / (families * years).
    """
    table = areas_in_words(result.by_area)
    observed = float(np.var(table["disputes"]))
    years = min(result.months, YEAR) / YEAR
    expected = float(np.mean(1000 * at_end(result, "disputes") / (table["families"] * years)))
    return min(1.0, expected / observed) if observed > 0 else nan


def by_difference(result: "RunResult") -> list[Spread]:
    """List the shown indicators, the one that differs most first; disputes are left out where their differences are mostly luck."""
    table = areas_in_words(result.by_area)
    found = [
        spread(table, name)
        for name in AREA_MEASURES
        if name != "disputes" or noise_share_in_disputes(result) < MOSTLY_NOISE
    ]
    kept = [one for one in found if one is not None and isfinite(one.relative)]
    return sorted(kept, key=lambda one: one.relative, reverse=True)


# What goes with what.


def rank_correlation(one: "pd.Series[float]", other: "pd.Series[float]") -> float:
    """Correlate the ranks of two columns (Spearman); nan where one of them is the same everywhere.

    >>> import pandas as pd
    >>> round(rank_correlation(pd.Series([1.0, 2.0, 3.0]), pd.Series([9.0, 5.0, 1.0])), 6)
    -1.0
    """
    known = np.isfinite(one) & np.isfinite(other)
    ranks = (one[known].rank().to_numpy(), other[known].rank().to_numpy())
    if any(column.size < 2 or np.ptp(column) == 0 for column in ranks):
        return nan
    return float(np.corrcoef(*ranks)[0, 1])


def strength_of(correlation: float, areas: int) -> str:
    """Name the strength of a link; "" where it is weak, or no larger than chance may make it among so many areas.

    >>> strength_of(-0.9, 150), strength_of(0.3, 150), strength_of(0.3, 30), strength_of(0.1, 10_000)
    ('strong', 'weak', '', '')
    """
    if not isfinite(correlation) or abs(correlation) < max(WEAKEST_LINK, 2 / sqrt(areas - 1)):
        return ""
    return next(word for least, word in STRENGTHS if abs(correlation) >= least)


def links(table: "pd.DataFrame", fact: str) -> list[Correlation]:
    """Say how each shown indicator goes with a fact about areas, the strongest link first; nothing for too few areas."""
    kept = areas_in_words(table)
    if len(kept) < LEAST_FOR_LINKS:
        return []
    found = {name: rank_correlation(kept[name], kept[fact]) for name in AREA_MEASURES}
    made = [Correlation(name, value, strength_of(value, len(kept))) for name, value in found.items()]
    return sorted(made, key=lambda link: -abs(link.correlation) if isfinite(link.correlation) else 1.0)
