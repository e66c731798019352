"""Everything that a set of assumptions is held against, as one distance: patterns and fitted targets, each a criterion.

The miss of a figure is 0 inside the wanted span; outside, it is LEAST_MISS plus how far it lies outside,
in units of its tolerance and of its Monte Carlo error together.  A pattern misses as much as the worst of its parts.
The distance is the mean miss over all criteria: it would rather give up one figure than miss many by a little.
A near miss is a miss (LEAST_MISS), since what is wanted in the end is patterns that hold.
What is judged costs runs, so criteria come in the order of their cost, and judging may stop when the distance is too large.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from scipy.special import stdtrit

from coprod_sim.evidence.calibration.targets import TARGETS, Target
from coprod_sim.evidence.patterns.check import LEAST_MONTHS
from coprod_sim.evidence.patterns.patterns import PATTERNS, Declared, Part, ScenarioRuns
from coprod_sim.study.interval import CERTAINTY

LEAST_MISS: Final = 0.5
MOST_MISS: Final = 3.0
"""No criterion counts more than this, so that one hopeless figure does not drown the rest."""
ONE_SIDED: Final = 0.1
"""The tolerance of a pattern's part that is wanted above or below something: such parts are shares, ratios and SD."""
MARGIN: Final = 0.05
"""How far inside its span, as a share of it, a figure should lie to be fitted: at the very edge other luck decides."""
COSTLY: Final = ("P14",)
"""Patterns that run every scenario twice: they are judged last."""


class Score(NamedTuple):
    """How one criterion does: its value (of a pattern: the share of its parts that hold), its miss, and whether it is met."""

    name: str
    value: float
    miss: float
    met: bool


def miss_of(value: float, error: float, low: float, high: float, tolerance: float) -> float:
    """Give the miss of one figure; `error` is its standard error.

    >>> miss_of(0.3, 0.0, 0.2, 0.4, 0.1), round(miss_of(0.45, 0.0, 0.2, 0.4, 0.1), 3), miss_of(math.nan, 0.0, 0, 1, 1)
    (0.0, 1.1, 3.0)
    """
    if not math.isfinite(value):
        return MOST_MISS
    inside = MARGIN * (high - low) if math.isfinite(high - low) else 0.0
    outside = max(low + inside - value, value - (high - inside), 0.0)
    return min(MOST_MISS, LEAST_MISS + outside / math.hypot(tolerance, error)) if outside > 0 else 0.0


def part_miss(part: Part, pairs: int) -> float:
    """Give the miss of a part of a pattern: its tolerance is half of its span, if that has two ends."""
    width = part.high - part.low
    tolerance = width / 2 if math.isfinite(width) else ONE_SIDED
    error = part.half_width / float(stdtrit(pairs - 1, 0.5 + CERTAINTY / 2))
    miss = miss_of(part.value, error, part.low, part.high, tolerance)
    return miss if part.holds else max(miss, LEAST_MISS)


def pattern_score(declared: Declared, runs: ScenarioRuns) -> Score:
    """Hold one pattern against the runs."""
    parts = list(declared.parts(runs))
    holding = [part.holds for part in parts]
    worst = max(part_miss(part, runs.pairs) for part in parts)
    return Score(declared.number, float(np.mean(holding)), worst, all(holding))


def target_score(wanted: Target, runs: ScenarioRuns) -> Score:
    """Hold one target against the runs."""
    values = wanted.measure(runs)
    value, error = float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values)))
    miss = miss_of(value, error, wanted.low, wanted.high, wanted.tolerance)
    return Score(wanted.name, value, miss, wanted.low < value < wanted.high)


def criteria_names() -> list[str]:
    """Name what is fitted: patterns, then fitted targets."""
    return [declared.number for declared in PATTERNS] + [wanted.name for wanted in TARGETS if wanted.fitted]


def fitted_scores(runs: ScenarioRuns) -> Iterator[Score]:
    """Score every criterion, the cheap ones first."""
    for wanted in TARGETS:
        if wanted.fitted:
            yield target_score(wanted, runs)
    for declared in sorted(PATTERNS, key=lambda each: each.number in COSTLY):
        yield pattern_score(declared, runs)


def distance_of(settings: Mapping[str, float], pairs: int, seed: int, limit: float = math.inf) -> float:
    """Give the distance of a set of assumptions, or infinity as soon as it is known to lie above a limit."""
    runs, count = ScenarioRuns(pairs, LEAST_MONTHS, seed, settings), len(criteria_names())
    total = 0.0
    for score in fitted_scores(runs):
        total += score.miss
        if total > limit * count:
            return math.inf
    return total / count


def all_scores(settings: Mapping[str, float], pairs: int, seed: int) -> dict[str, Score]:
    """Score every pattern and every target, fitted or not, by name."""
    runs = ScenarioRuns(pairs, LEAST_MONTHS, seed, settings)
    scores = [*fitted_scores(runs), *(target_score(wanted, runs) for wanted in TARGETS if not wanted.fitted)]
    return {score.name: score for score in scores}


def distance_from(scores: Mapping[str, Score]) -> float:
    """Give the distance that belongs to scores."""
    return float(np.mean([scores[name].miss for name in criteria_names()]))
