"""The statistics that compare areas of the model with areas of the official table, on plain columns of numbers.

Columns have one entry for each area; an area that lacks a number (nan) is left out of what needs it.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from scipy.stats import rankdata

from coprod_sim.engine.state import Reals

NORMAL: Final = 1.959963984540054
"""The standard normal number that leaves a fortieth above it, for 95 % intervals."""
DRAWS: Final = 2000
SEED: Final = 20_250_624
FIFTHS: Final = 5
LEAST_AREAS: Final = 10
"""With fewer areas than this, an interval says nothing that would be worth printing."""


class AreaEstimate(NamedTuple):
    """A statistic with its 95 % interval over areas, and of how many areas it is."""

    value: float
    low: float
    high: float
    areas: int

    def holds(self, low: float, high: float) -> bool:
        """Whether the value lies in a span."""
        return low <= self.value <= high

    def reaches(self, low: float, high: float) -> bool:
        """Whether the interval has a number in common with a span."""
        return self.low <= high and self.high >= low


def known(*columns: Reals) -> list[Reals]:
    """Keep the areas for which every column has a number."""
    keep = np.isfinite(np.stack(columns)).all(axis=0)
    return [column[keep] for column in columns]


def correlation(one: Reals, other: Reals) -> float:
    """Correlate two columns (Pearson); nan where one of them is the same everywhere, or for fewer than three areas."""
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def rank_correlation(one: Reals, other: Reals) -> AreaEstimate:
    """Correlate the ranks of two columns (Spearman), with the interval of Bonett and Wright (2000).

    atanh of the correlation is nearly normal, with the variance (1 + r² / 2) / (areas - 3).

    >>> found = rank_correlation(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.0, 4.0, 3.0]))
    >>> round(found.value, 6), found.areas
    (0.8, 4)
    """
    first, second = known(np.asarray(one, float), np.asarray(other, float))
    areas = len(first)
    value = correlation(rankdata(first), rankdata(second))
    if areas < LEAST_AREAS or abs(value) >= 1 or np.isnan(value):
        return AreaEstimate(value, float("nan"), float("nan"), areas)
    half_width = NORMAL * np.sqrt((1 + value**2 / 2) / (areas - 3))
    low, high = np.tanh(np.arctanh(value) + np.array([-half_width, half_width]))
    return AreaEstimate(value, float(low), float(high), areas)


def gradient(rate: Reals, poverty: Reals) -> float:
    """Give the mean rate in the fifth of areas with least poverty, divided by that in the fifth with most.

    >>> gradient(np.array([6.0, 5.0, 5.0, 5.0, 4.0]), np.array([10.0, 15.0, 20.0, 25.0, 30.0]))
    1.5
    """
    fifths = np.array_split(rate[np.argsort(poverty, kind="stable")], FIFTHS)
    most = fifths[-1].mean() if fifths[-1].size else 0.0
    return float(fifths[0].mean() / most) if most > 0 else float("nan")


def rate_spread(rate: Reals) -> float:
    """Give the rate below which nine tenths of areas lie, divided by that below which a tenth lies."""
    low, high = np.quantile(rate, (0.1, 0.9))
    return float(high / low) if low > 0 else float("nan")


def bootstrapped(statistic: Callable[..., float], *columns: Reals) -> AreaEstimate:
    """Give a statistic of columns with its percentile interval over areas drawn again with replacement; same draws each time."""
    kept = known(*(np.asarray(column, float) for column in columns))
    areas = len(kept[0])
    if areas < LEAST_AREAS:
        value = statistic(*kept) if areas >= FIFTHS else float("nan")
        return AreaEstimate(value, float("nan"), float("nan"), areas)
    chosen = np.random.default_rng(SEED).integers(0, areas, (DRAWS, areas))
    found = np.array([statistic(*(column[rows] for column in kept)) for rows in chosen])
    low, high = np.nanquantile(found, (0.025, 0.975))
    return AreaEstimate(statistic(*kept), float(low), float(high), areas)


def persistence(rates: Reals) -> float:
    """Give the mean rank correlation of one year's rates with the next year's; rates has shape (years, areas)."""
    pairs = [rank_correlation(one, other).value for one, other in pairwise(rates)]
    return float(np.mean(pairs)) if pairs else float("nan")


def counting_noise_share(rates: Reals, families: Reals) -> float:
    """Say how much of the variance between areas in one year counting alone would make, from 0 to 1 (Poisson).

    rates: (years, areas) per 1,000 families; families: (areas,).
    """
    lived = families > 0
    observed = float(np.mean(np.var(rates[:, lived], axis=1)))
    overall = float(np.average(rates[:, lived].mean(axis=0), weights=families[lived]))
    expected = float(np.mean(1000 * overall / families[lived]))
    return min(1.0, expected / observed) if observed > 0 else float("nan")


def ceiling(predictions: Reals) -> float:
    """Give the mean rank correlation between the predictions of two seeds: all below 1 is luck.  predictions: (seeds, areas)."""
    count = len(predictions)
    found = [rank_correlation(predictions[one], predictions[two]).value for one in range(count) for two in range(one)]
    return float(np.mean(found)) if found else float("nan")


def reachable(agreement: float, seeds: int) -> float:
    """Say how well the mean of several seeds can meet what they all estimate, from how well two of them agree.

    The root of the reliability of a mean, by the formula of Spearman and Brown.

    >>> round(reachable(0.5, 1), 3), round(reachable(0.5, 4), 3)
    (0.707, 0.894)
    """
    if not 0 < agreement <= 1:
        return float("nan")
    return float(np.sqrt(seeds * agreement / (1 + (seeds - 1) * agreement)))
