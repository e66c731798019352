"""What can be told about a pair of runs in each month: how far A and B lie apart, how sure that is, and why trust differs.

Numbers come from the run that is watched; how sure comes from all runs of the band.  The sentences stand in month_sentences.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.runs import WorldHistory
from coprod_sim.engine.state import Reals
from coprod_sim.indicators import YEAR
from coprod_sim.study.certainty_text import Certainty, certainty, pairs_b_lower, pairs_that_must_agree
from coprod_sim.study.compare import Comparison

MEASURES_IN_WORDS: Final = ("felt_trust", "voice", "progress", "staff_load", "family_energy")
COST_MEASURES: Final = ("staff_load", "family_energy")
FULL: Final = 100
NOTICED: Final = 0.01
"""A lead in trust that moved by less than this share is not explained."""
TINY, A_LITTLE = 0.5, 1.5
"""A mean difference below so many of 100 is called tiny, or a little."""


class Sure(NamedTuple):
    """How sure the difference in one measure is: the side told of, and the runs that agree, disagree and are equal."""

    says: Certainty
    side: int  # 1 where B is higher in more runs
    higher: int  # runs in which B is higher
    lower: int  # runs in which B is lower
    equal: int
    gap: float  # B minus A, mean of all runs, of 100


class Cause(NamedTuple):
    """Why trust did better on one side: the cause, whether it built or cost trust, and on which side it did so."""

    name: str
    built: bool
    side: int
    since: int  # the month after which it is counted
    better: int  # the side on which trust did better since then


@dataclass(frozen=True)
class Facts:
    """The facts of a pair of runs.  comparison: of all runs of the band, or None while it is not complete."""

    worlds: Sequence[WorldHistory]
    comparison: Comparison | None

    @property
    def months(self) -> int:
        """The last month."""
        return len(self.worlds[0].measures["felt_trust"]) - 1

    def level(self, measure: str, side: int, month: int) -> int:
        """Give a measure of the watched run, as a whole number of 100."""
        return round(FULL * float(self.worlds[side].measures[measure][month]))

    def known(self, measure: str, month: int) -> bool:
        """Whether a measure has a number in both worlds in a month."""
        return all(bool(np.isfinite(world.measures[measure][month])) for world in self.worlds)

    def apart(self, measure: str, month: int) -> float:
        """Give how far B lies above A in the watched run, of 100."""
        a, b = (float(world.measures[measure][month]) for world in self.worlds)
        return FULL * (b - a)

    @cached_property
    def sure(self) -> dict[str, list[Sure]]:
        """How sure each difference is, by measure and month; only with a comparison."""
        return {name: self.sure_by_month(name) for name in PAGE_MEASURES}

    def sure_by_month(self, measure: str) -> list[Sure]:
        """How sure the difference in one measure is, by month."""
        assert self.comparison is not None
        return [sure_of(self.comparison, measure, month) for month in range(self.months + 1)]

    def alike(self, month: int) -> bool:
        """Whether A and B have been the same so far in every measure, in the watched run and in all others."""
        if any(abs(self.apart(name, month)) > 0 for name in MEASURES_IN_WORDS):
            return False
        return self.comparison is None or all(self.sure[name][month].says == "same" for name in MEASURES_IN_WORDS)

    def looks_equal(self, measure: str, month: int) -> bool:
        """Whether A and B have the same whole number in the watched run."""
        return self.level(measure, 0, month) == self.level(measure, 1, month)

    def clear(self, measure: str, month: int) -> bool:
        """Whether a difference is clear over all runs."""
        return self.sure[measure][month].says in {"higher", "lower"}

    def burdens(self, month: int) -> list[str]:
        """Give the costs that are clearly worse on one side, and not by a tiny bit."""
        return [name for name in COST_MEASURES if self.clear(name, month) and abs(self.sure[name][month].gap) >= TINY]

    def by_size(self, month: int, among: Sequence[str] = MEASURES_IN_WORDS) -> list[str]:
        """Give the measures, clear differences first, then the largest first."""
        known = [name for name in among if self.known(name, month)]
        if self.comparison is None:
            return sorted(known, key=lambda name: -abs(self.apart(name, month)))
        return sorted(known, key=lambda name: (not self.clear(name, month), -abs(self.sure[name][month].gap)))

    def agrees(self, measure: str, month: int) -> bool:
        """Whether the watched run goes the way in which most runs go, as far as whole numbers show."""
        a, b = (self.level(measure, side, month) for side in (0, 1))
        return (b - a) * (1 if self.sure[measure][month].side else -1) >= 0

    # Why trust differs.

    @cached_property
    def ledgers(self) -> Reals:
        """The ledger of trust, summed up to each month: shape (2, causes, months + 1).

        The first month is left out, for in it peers' word holds the difference to everybody's start too.
        """
        by_month = np.array([[world.measures[f"trust_from_{cause}"] for cause in CAUSES] for world in self.worlds])
        by_month[:, :, :2] = 0.0
        return np.asarray(np.nan_to_num(by_month).cumsum(axis=2))

    def lead(self, month: int, since: int) -> float:
        """Give how much more trust rose in B than in A in the watched run, between two months, as a share."""
        trust = [world.measures["felt_trust"] for world in self.worlds]
        return float(trust[1][month] - trust[0][month] - trust[1][since] + trust[0][since])

    def shared(self, month: int, since: int) -> bool:
        """Whether enough runs agree with the watched one on which side trust did better, between two months."""
        assert self.comparison is not None
        series = [each["felt_trust"] for each in (self.comparison.series_a, self.comparison.series_b)]
        leads = series[1][:, month] - series[0][:, month] - series[1][:, since] + series[0][:, since]
        agreeing = int((leads * self.lead(month, since) > 0).sum())
        return agreeing >= pairs_that_must_agree(int((leads != 0).sum()))

    def why(self, month: int, change: int | None) -> Cause | None:
        """Give the cause that did most for the side where trust did better; None where none did, or runs disagree.

        Since the last change, if there was one just now; else over the last 12 months, if they moved anything;
        else since the start, for then the last 12 months cannot explain what is seen.
        """
        since = max(0, month - YEAR) if change is None else change - 1
        if change is None and abs(self.lead(month, since)) < NOTICED:
            since = 0
        if abs(self.lead(month, since)) < NOTICED or not self.shared(month, since):
            return None
        better = int(self.lead(month, since) > 0)
        sums = self.ledgers[:, :, month] - self.ledgers[:, :, since]
        ahead = sums[better] - sums[1 - better]
        cause = int(ahead.argmax())
        gained, lost = sums[better][cause], -sums[1 - better][cause]
        if ahead[cause] <= 0:
            return None
        built = bool(gained > max(lost, 0.0))
        return Cause(CAUSES[cause], built, better if built else 1 - better, since, better)


def sure_of(comparison: Comparison, measure: str, month: int) -> Sure:
    """Say how sure the difference in one measure is in one month."""
    difference = comparison.difference(measure, month)
    lower = pairs_b_lower(difference, comparison.pairs)
    gap = difference.difference
    side = int(gap > 0)
    says = certainty(difference, comparison.pairs)
    return Sure(says, side, difference.pairs_b_higher, lower, difference.pairs_equal, FULL * gap)
