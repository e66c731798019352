"""Whether a port lives by the same rules as our engine: to the last digits without chance, and on average with it.

Without chance: all noise is 0, and each event that happens by chance is made impossible, or certain, every month.
Then nothing is left to luck, and the port must give the engine's numbers, from the same people, to rounding.
Both start away from rest (`ours.unsettle`), so that what would stand still without chance is seen to move.
With chance: over pairs of runs from the same people, each indicator's mean difference must be within some standard
errors of 0, plus a small tolerance; the draws differ, so this is what shows that they have the right spread and size.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import sqrt
from statistics import fmean, stdev
from typing import Any, NamedTuple

import numpy as np

from benchmarks.peers.ours import INDICATORS, NOTHING, baseline, history_from, start_with
from benchmarks.peers.start import Start

Build = Callable[[Start, int], Any]
YEAR = 12
SCENARIOS = ("consultation_only", "power_sharing")
"""The race is run on the first; without chance the second is compared too, as it pulls levers that the first leaves at 0."""
ERRORS_ALLOWED = 4.0
TOLERANCE = 0.001
"""Of shares; of disputes for 1,000 families a year, 1."""
TOLERANCES = {"disputes": 1.0}
ROUNDING = 1e-9

NO_NOISE = {
    "need_drift": 0.0,
    "family_noise": 0.0,
    "own_area_noise": 0.0,
    "other_area_noise": 0.0,
    "commissioner_noise": 0.0,
    "tribunal_noise": 0.0,
    "newcomer_skill": 0.0,
}
DISPUTE = {"appeal_chance": 1e9, "order_binds": 0.0, "dispute_cost": 0.05, "dispute_pressure": 0.1}
"""Everybody disputes; that presses no harder than can be told apart."""
CERTAIN = {
    "nobody leaves, nobody disputes": {**NO_NOISE, "turnover": 0.0, "appeal_chance": 0.0},
    "all professionals leave every month": {**NO_NOISE, "turnover": 1.0, "appeal_chance": 0.0},
    "all families dispute every month": {**NO_NOISE, "turnover": 0.0, **DISPUTE},
    "all families dispute, and orders bind": {**NO_NOISE, "turnover": 0.0, **DISPUTE, "order_binds": 4.0},
}
"""Settings that leave nothing to chance."""
OFTEN: Mapping[str, Mapping[str, float]] = {
    "as it is": NOTHING,
    "all professionals leave every month": {"turnover": 1.0},
    "all families dispute every month": DISPUTE,
    "many leave, many dispute": {"turnover": 0.1, "appeal_chance": 0.5, "order_binds": 3.0},
    "views are far apart": {
        "family_noise": 1.0,
        "own_area_noise": 2.0,
        "other_area_noise": 2.0,
        "commissioner_noise": 3.0,
    },
}
"""Settings under which the draws are compared; all but the first make rare ones frequent, or large, so that they can be seen."""


class Finding(NamedTuple):
    """One comparison: what was compared, how far a port is from ours, and how far it may be."""

    what: str
    difference: float
    allowed: float

    @property
    def agrees(self) -> bool:
        """Whether the difference is as small as it must be; a difference that is no number is not."""
        return abs(self.difference) <= self.allowed


def without_chance(
    build: Build,
    families: int,
    months: int = YEAR,
    wrong: Mapping[str, float] = NOTHING,
    rounding: float = ROUNDING,
) -> Iterator[Finding]:
    """Compare all months of runs in which nothing is left to chance; `wrong` are factors that make parameters wrong in the port only."""
    for (what, settings), name in product(CERTAIN.items(), SCENARIOS):
        scenario = baseline(families, name)
        ours = history_from(scenario, 1, months, settings, unsettled=True)
        port = build(start_with(scenario, 1, settings, wrong, unsettled=True), 1)
        port.advance(months)
        for indicator in INDICATORS:
            mine, theirs = ours[indicator], port.history[indicator]
            scale = max(1.0, *mine)
            # Of NumPy, as Python's own max passes over what is no number.
            furthest = float(np.abs(np.subtract(mine, theirs)).max())
            yield Finding(f"{name}, {what}: {indicator}", furthest / scale, rounding)


def after(history: Mapping[str, Sequence[float]], name: str, month: int) -> float:
    """Give an indicator at a month; disputes over the year up to it, since they are rare."""
    values = history[name]
    return fmean(values[month - YEAR : month]) if name == "disputes" else values[month - 1]


def with_chance(
    build: Build,
    families: int,
    years: int,
    seeds: Sequence[int],
    wrong: Mapping[str, float] = NOTHING,
    often: Mapping[str, Mapping[str, float]] = OFTEN,
) -> Iterator[Finding]:
    """Compare the ends of the years on average over pairs of runs; `wrong` are factors that make parameters wrong in the port only."""
    scenario = baseline(families)
    for what, settings in often.items():
        gaps: dict[tuple[str, int], list[float]] = {}
        for seed in seeds:
            ours = history_from(scenario, seed, years * YEAR, settings)
            port = build(start_with(scenario, seed, settings, wrong), seed)
            port.advance(years * YEAR)
            for name, month in product(INDICATORS, range(YEAR, years * YEAR + 1, YEAR)):
                gap = after(port.history, name, month) - after(ours, name, month)
                gaps.setdefault((name, month), []).append(gap)
        for (name, month), found in gaps.items():
            error = stdev(found) / sqrt(len(found))
            allowed = ERRORS_ALLOWED * error + TOLERANCES.get(name, TOLERANCE)
            yield Finding(f"{what}, month {month}: {name}", fmean(found), allowed)
