"""Every difference that a pattern claims, year by year from 1 to 10: where it holds, and where it turns round.

A pattern is judged at the years for which it is claimed (patterns.py); a reader wants to know what comes before and after.
A difference turns round in a year in which its interval lies on the other side of what is claimed.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.patterns.patterns import Changes, ScenarioRuns, at_year_end
from coprod_sim.indicators import YEAR, share_of
from coprod_sim.scenario.usual import BASELINE, USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import Progress

LAST_YEAR: Final = 10
SeriesOf = Callable[[ScenarioRuns], Reals]


class Horizon(NamedTuple):
    """One difference: the pattern that claims it, its words, its unit, and that it is above or below a bound in some years.

    series: its values by pair and month, shape (pairs, months + 1).   above: whether it is claimed to be above the bound.
    years: the first and the last year for which that is claimed.
    """

    number: str
    words: str
    unit: str
    series: SeriesOf
    above: bool
    years: tuple[int, int]
    bound: float = 0.0


class YearFound(NamedTuple):
    """What was found at the end of a year: the mean over pairs, and its 95 % interval."""

    year: int
    mean: float
    low: float
    high: float


class HorizonFound(NamedTuple):
    """One difference, year by year."""

    horizon: Horizon
    years: tuple[YearFound, ...]

    def right(self, found: YearFound) -> bool:
        """Whether the mean of a year is on the side that is claimed."""
        return found.mean > self.horizon.bound if self.horizon.above else found.mean < self.horizon.bound

    def reversed_in(self, found: YearFound) -> bool:
        """Whether the whole interval of a year is on the other side."""
        return found.high < self.horizon.bound if self.horizon.above else found.low > self.horizon.bound

    @property
    def claimed(self) -> tuple[YearFound, ...]:
        """The years for which the pattern claims it."""
        first, last = self.horizon.years
        return tuple(found for found in self.years if first <= found.year <= last)

    @property
    def holds(self) -> bool:
        """Whether it holds in every year for which it is claimed."""
        return all(self.right(found) for found in self.claimed)

    @property
    def reversals(self) -> tuple[int, ...]:
        """The years, claimed or not, in which it turns round."""
        return tuple(found.year for found in self.years if self.reversed_in(found))


def in_sd(scenario: str, against: str = BASELINE, changes: Changes | None = None) -> SeriesOf:
    """Give progress against another scenario's, in SD of the baseline in the same month."""

    def series(runs: ScenarioRuns) -> Reals:
        gain = runs.of("progress", scenario, changes) - runs.of("progress", against)
        return np.asarray(share_of(gain, runs.of("progress_sd").mean(axis=0)))

    return series


def change(indicator: str, scenario: str, against: str = BASELINE) -> SeriesOf:
    """Give the differences of an indicator within pairs."""
    return lambda runs: runs.change(indicator, scenario, against)


def fit_by_ceiling(high: float, low: float) -> SeriesOf:
    """Give the fit of plans with all supports and one honest ceiling, against another."""

    def series(runs: ScenarioRuns) -> Reals:
        more, less = (
            runs.of("fit", "power_sharing", {"power_ceiling": ceiling, "promise": ceiling}) for ceiling in (high, low)
        )
        return more - less

    return series


def disputes_ratio(runs: ScenarioRuns) -> Reals:
    """Give disputes of the last twelve months in supported sharing, as a ratio to the baseline's mean, minus 1."""
    shared, usual = (last_year(runs.of("disputes", name)) for name in ("power_sharing", BASELINE))
    return np.asarray(share_of(shared, usual.mean(axis=0)) - 1)


def last_year(series: Reals) -> Reals:
    """Give the mean of the twelve months up to each month, where there are so many."""
    sums = np.cumsum(series, axis=1)
    return np.concatenate([series[:, :YEAR], (sums[:, YEAR:] - sums[:, :-YEAR]) / YEAR], axis=1)


HORIZONS: Final = (
    Horizon("P6", "supported sharing, progress", "SD", in_sd("power_sharing"), True, (2, 10)),
    Horizon("P7", "supported sharing, felt trust", "share", change("felt_trust", "power_sharing"), True, (3, 10)),
    Horizon("P8", "unsupported sharing, progress", "SD", in_sd("share_first_no_training"), False, (2, 5), 0.1),
    Horizon("P8", "unsupported against supported sharing, progress", "SD",
            in_sd("share_first_no_training", "power_sharing"), False, (2, 10)),
    Horizon("P9", "handed over, progress", "SD", in_sd("handed_over"), False, (2, 5)),
    Horizon("P9", "handed over, family energy", "share", change("family_energy", "handed_over"), False, (2, 5)),
    Horizon("P10", "empty label against not asked, felt trust", "share",
            change("felt_trust", "invited_not_deciding", "not_asked"), False, (2, 10)),
    Horizon("P10", "not asked against consultation, felt trust", "share", change("felt_trust", "not_asked"), False, (2, 10)),
    Horizon("P10", "sincere asking against consultation, felt trust", "share",
            change("felt_trust", "sincere_consultation"), True, (2, 10)),
    Horizon("P11", "empty label, taking part", "share", change("engaged", "invited_not_deciding"), False, (5, 10)),
    Horizon("P12", "training alone, progress", "SD", in_sd("training_only"), True, (4, 10)),
    Horizon("P13", "much measuring, progress", "SD", in_sd("weighing_the_pig"), False, (2, 10)),
    Horizon("P13", "much measuring, staff energy", "share", change("staff_energy", "weighing_the_pig"), False, (2, 10)),
    Horizon("P14", "less money, progress in the baseline", "SD",
            in_sd(f"{BASELINE}+challenging_landscape"), False, (2, 10)),
    Horizon("P15", "broken promise, felt trust", "share", change("felt_trust", "broken_promise"), False, (5, 10)),
    Horizon("P16", "supported sharing, disputes (ratio minus 1)", "ratio", disputes_ratio, False, (5, 10)),
    Horizon("P20", "conferences in months 6, 18 and 30, felt trust", "share",
            change("felt_trust", "working_together"), True, (1, 3)),
    Horizon("P21", "with support, fit at ceiling .5 against .1", "share", fit_by_ceiling(0.5, 0.1), True, (5, 5)),
    Horizon("P21", "with support, fit at ceiling 1 against .75", "share", fit_by_ceiling(1.0, 0.75), False, (5, 5)),
)  # fmt: skip


def check_horizons(
    pairs: int = USUAL_PAIRS,
    seed: int = USUAL_SEED,
    progress: Progress | None = None,
    settings: Changes | None = None,
    wanted: Sequence[Horizon] = HORIZONS,
) -> list[HorizonFound]:
    """Look at every difference at the end of each of ten years.   Raises ScenarioError where something given is not allowed."""
    if pairs < 2:
        raise ScenarioError(f"pairs = {pairs}: an interval needs two pairs of runs. Give 2 or more.")
    runs = ScenarioRuns(pairs, LAST_YEAR * YEAR, seed, settings)
    found = []
    for done, horizon in enumerate(wanted, start=1):
        series = horizon.series(runs)
        years = []
        for year in range(1, LAST_YEAR + 1):
            mean, low, high = (float(number) for number in paired_interval(at_year_end(series, year)))
            years.append(YearFound(year, mean, low, high))
        found.append(HorizonFound(horizon, tuple(years)))
        if progress is not None:
            progress(done, len(wanted))
    return found


def spans(years: Sequence[int]) -> str:
    """Write years as spans.

    >>> spans([1, 2, 3, 7]), spans([4]), spans([])
    ('1 to 3 and 7', '4', 'none')
    """
    groups: list[list[int]] = []
    for year in years:
        if groups and year == groups[-1][-1] + 1:
            groups[-1].append(year)
        else:
            groups.append([year])
    words = [f"{group[0]} to {group[-1]}" if len(group) > 1 else str(group[0]) for group in groups]
    return " and ".join(words) if words else "none"


def sentence(found: HorizonFound) -> str:
    """Say in one sentence what becomes of a difference: where it holds, and where it turns round."""
    horizon = found.horizon
    right = [each.year for each in found.years if found.right(each)]
    side = "above" if horizon.above else "below"
    bound = f"{horizon.bound:g}" if not math.isclose(horizon.bound, 0) else "0"
    words = f"{side} {bound} in years {spans(right)}"
    return words + (f"; turned round, beyond doubt, in years {spans(found.reversals)}" if found.reversals else "")
