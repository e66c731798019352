"""What a calibration gives: the ensemble, how well its sets do, what cannot be met together, and a proposal for new defaults.

Everything told here comes from runs with luck that the sets were not fitted to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.calibration.criteria import Score, criteria_names, distance_from
from coprod_sim.evidence.calibration.priors import Prior, allowed
from coprod_sim.evidence.calibration.targets import TARGETS
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.study.assumptions.ensemble import Ensemble
from coprod_sim.study.compare import json_number

Truths = NDArray[np.bool_]
MIDDLE: Final = 0.5
LOWEST: Final = 0.05
HIGHEST: Final = 0.95
ALONE: Final = 0.2
"""Only targets that at least this share of sets meets are said to be met alone."""
TOGETHER: Final = 0.5
"""Two targets are seldom met together if fewer sets meet both than this share of what independence would give."""
CHANCE: Final = 0.001
"""Pairs are many, so an overlap must be as unlikely as this before it is called a conflict."""
DIGITS: Final = 3


class Spread(NamedTuple):
    """One target over the ensemble: 5 %, median and 95 % of what sets give, what is wanted, and the share that meets it."""

    name: str
    low: float
    middle: float
    high: float
    wanted_low: float
    wanted_high: float
    share_met: float


class Conflict(NamedTuple):
    """Two criteria that are seldom met by the same set: the shares that meet each and both, and the correlation of misses.

    among: "sets" of the ensemble, or "draws" of the prior, which tell what the sets have had to choose between.
    """

    among: str
    one: str
    other: str
    share_one: float
    share_other: float
    share_both: float
    correlation: float


class Moved(NamedTuple):
    """A number whose values moved away from the prior: its mean in prior standard deviations, and its spread beside it."""

    name: str
    shift: float
    narrowing: float


@dataclass(frozen=True)
class Calibration:
    """A calibration.  points: (sets, names), normal coordinates; judged: the scores of each set; waves: how it went.

    drawn: the scores of draws of the prior, before anything was fitted.   proposed: those of the calibrated default.
    """

    ensemble: Ensemble
    prior: Prior
    points: Reals
    judged: tuple[dict[str, Score], ...]
    drawn: tuple[dict[str, Score], ...]
    waves: tuple[dict[str, float], ...]
    proposed: dict[str, Score] = field(default_factory=dict)

    @property
    def distances(self) -> Reals:
        """The distance of each set, with the luck that it is judged with; shape (sets,)."""
        return np.array([distance_from(scores) for scores in self.judged])

    def met(self, name: str) -> Truths:
        """Say of each set whether it meets a criterion; shape (sets,)."""
        return np.array([scores[name].met for scores in self.judged])

    @property
    def green(self) -> Reals:
        """How many patterns hold in each set; shape (sets,)."""
        return np.asarray(sum(self.met(declared.number).astype(int) for declared in PATTERNS))

    def share_with_green(self, least: int) -> float:
        """Give the share of sets in which at least so many patterns hold."""
        return float((self.green >= least).mean())

    def spreads(self) -> list[Spread]:
        """Give every target over the ensemble, fitted or not."""
        found = []
        for wanted in TARGETS:
            values = np.array([scores[wanted.name].value for scores in self.judged])
            low, middle, high = (float(value) for value in np.quantile(values, (LOWEST, MIDDLE, HIGHEST)))
            share = float(self.met(wanted.name).mean())
            found.append(Spread(wanted.name, low, middle, high, wanted.low, wanted.high, share))
        return found

    def shares_met(self) -> dict[str, float]:
        """Give the share of sets that meets each fitted criterion."""
        return {name: float(self.met(name).mean()) for name in criteria_names()}

    def never_met(self) -> list[str]:
        """Name the criteria that fewer sets than ALONE meet: the model does not reach them beside all the others."""
        return [name for name, share in self.shares_met().items() if share < ALONE]

    def conflicts(self) -> list[Conflict]:
        """Find pairs of criteria that are met, but seldom by the same set, among sets and among draws; the worst first."""
        found = [*conflicts_among("sets", self.judged), *conflicts_among("draws", self.drawn)]
        return sorted(found, key=lambda each: each.share_both / (each.share_one * each.share_other))

    def moved(self) -> list[Moved]:
        """Say how far the values of each number moved from the prior, the farthest first."""
        means, spreads = self.points.mean(axis=0), self.points.std(axis=0, ddof=1)
        found = [
            Moved(name, float(mean), float(spread))
            for name, mean, spread in zip(self.prior.names, means, spreads, strict=True)
        ]
        return sorted(found, key=lambda each: -abs(each.shift))

    def best(self) -> int:
        """Choose the set that stands for the ensemble: that in which most patterns hold, and among equals that with least distance."""
        return int(np.lexsort((self.distances, -self.green))[0])

    def proposal(self) -> dict[str, float]:
        """Give the calibrated default: the set that stands for the ensemble, in three significant digits."""
        chosen = self.ensemble.settings(self.best())
        numbers = (f"{value:.{DIGITS}g}" for value in chosen.values())
        rounded = {name: float(number) for name, number in zip(chosen, numbers, strict=True)}
        return rounded if allowed(rounded) else chosen

    def to_dict(self) -> dict[str, Any]:
        """Give all of it but the sets themselves as plain data."""
        proposal = self.proposal()
        return {
            "about": self.ensemble.about,
            "waves": [{name: json_number(value) for name, value in wave.items()} for wave in self.waves],
            "distances": [float(value) for value in self.distances],
            "green": [int(count) for count in self.green],
            "patterns": len(PATTERNS),
            "targets": [
                {name: plain_or_text(value) for name, value in each._asdict().items()} for each in self.spreads()
            ],
            "shares_met": self.shares_met(),
            "never_met": self.never_met(),
            "conflicts": [each._asdict() for each in self.conflicts()],
            "moved": [each._asdict() for each in self.moved()],
            "proposal_distance": distance_from(self.proposed),
            "proposal_missed": [name for name in criteria_names() if not self.proposed[name].met],
            "proposal": {name: {"now": DEFAULTS[name], "proposed": value} for name, value in proposal.items()},
        }


def conflicts_among(among: str, judged: Sequence[Mapping[str, Score]]) -> Iterator[Conflict]:
    """Find pairs of criteria that far fewer sets meet together than would if one had nothing to do with the other.

    Each must be met by a share of ALONE at least, and the overlap must be rarer than CHANCE (hypergeometric).
    """
    met = {name: np.array([scores[name].met for scores in judged]) for name in criteria_names()}
    misses = {name: np.array([scores[name].miss for scores in judged]) for name in met}
    for one, other in combinations([name for name, each in met.items() if each.mean() >= ALONE], 2):
        first, second, both = (int(each.sum()) for each in (met[one], met[other], met[one] & met[other]))
        seldom = both * len(judged) < TOGETHER * first * second
        if seldom and hypergeom.cdf(both, len(judged), first, second) < CHANCE:
            shares = first / len(judged), second / len(judged), both / len(judged)
            yield Conflict(among, one, other, *shares, correlation(misses[one], misses[other]))


def correlation(one: Reals, other: Reals) -> float:
    """Give the correlation of two rows of numbers; 0 where one of them does not vary.

    >>> round(correlation(np.array([0.0, 1.0, 2.0]), np.array([2.0, 1.0, 0.0])), 6), correlation(np.ones(3), np.ones(3))
    (-1.0, 0.0)
    """
    if one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def plain_or_text(value: float | str) -> float | str | None:
    """Give text as it is, and a number as plain data."""
    return value if isinstance(value, str) else json_number(value)
