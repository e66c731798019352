"""What does each setting do alone, on top of all the others, and on average?  Effects of a factorial study.

A factorial study tries each setting at each of its values with all values of the others: a plan with the method grid.
An effect is what a setting changes from its first value in the plan to its last: the order of the plan is kept.
Runs of one replicate share their luck where the plan's seeds are common, so effects are differences within one place;
intervals are over replicates (Student's t).
Source of the names: Box, Hunter and Hunter 2005, Statistics for Experimenters, chapter 5 (main effects, interactions).
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.response import Response
from coprod_sim.study.runner.results import interval

FEWEST_REPLICATES: Final = 2


class Estimate(NamedTuple):
    """A mean over replicates with its 95 % interval, in the indicator's own unit."""

    mean: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


class Effect(NamedTuple):
    """What one setting changes.

    first, last: its values.   alone: with all others at their first value.   on_top: with all others at their last.
    average: over all values of the others (the main effect).
    """

    setting: str
    first: float
    last: float
    alone: Estimate
    on_top: Estimate
    average: Estimate


class Together(NamedTuple):
    """What two settings change together beyond the sum of both, averaged over the others (the two-factor interaction)."""

    one: str
    other: str
    more: Estimate


@dataclass(frozen=True)
class Effects:
    """Effects of all settings, in the order of the plan, and of pairs, those that are furthest from zero first.

    base, all_last: the response with every setting at its first and at its last value.   everything: their difference.
    replicates: over how many the means are.
    """

    response: Response
    replicates: int
    base: Estimate
    all_last: Estimate
    everything: Estimate
    effects: tuple[Effect, ...]
    pairs: tuple[Together, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give them as plain data, in the indicator's own unit: what `effects --json` prints."""
        from coprod_sim.study.compare import json_number

        def estimate_dict(estimate: Estimate) -> dict[str, Any]:
            return {name: json_number(value) for name, value in estimate._asdict().items()} | {"clear": estimate.clear}

        kinds = ("alone", "on_top", "average")
        return {
            **self.response.asked(),
            "replicates": self.replicates,
            **{name: estimate_dict(getattr(self, name)) for name in ("base", "all_last", "everything")},
            "effects": [
                {"setting": each.setting, "first": each.first, "last": each.last}
                | {kind: estimate_dict(getattr(each, kind)) for kind in kinds}
                for each in self.effects
            ],
            "pairs": [{"one": each.one, "other": each.other, "more": estimate_dict(each.more)} for each in self.pairs],
        }


def effects(response: Response) -> Effects:
    """Give the effects of a factorial study.

    Raises ScenarioError where the plan is no grid, where a replicate is missing anywhere, and with one replicate only.
    """
    plan = response.results.plan
    if plan.method != "grid":
        raise ScenarioError(
            f'{plan.name}: method = "{plan.method}": effects need a plan with the method "grid". '
            "Change the plan and sweep again."
        )
    values = response.complete("effects")
    replicates = values.shape[1]
    if replicates < FEWEST_REPLICATES:
        raise ScenarioError(
            f"{plan.name}: {replicates} replicate: effects need at least {FEWEST_REPLICATES}, to tell them from luck. "
            "Give the plan more replicates and sweep again."
        )
    # The points of a grid come with the last setting fastest: an axis for each setting, and one for replicates.
    cube = values.reshape([len(varied.values) for varied in plan.varied] + [replicates])
    axes = range(len(plan.varied))
    first, last = (cube[(end,) * len(axes)] for end in (0, -1))
    return Effects(
        response,
        replicates,
        estimate(first),
        estimate(last),
        estimate(last - first),
        tuple(effect(response, cube, axis) for axis in axes),
        tuple(sorted((together(response, cube, *pair) for pair in combinations(axes, 2)), key=far_from_zero)),
    )


def far_from_zero(pair: Together) -> float:
    """Put pairs in order: the largest first, whatever its sign."""
    return -abs(pair.more.mean)


def estimate(values: Reals) -> Estimate:
    """Give the mean of values by replicate, shape (replicates,), with its interval."""
    return Estimate(*interval(values[None, :], "replicates"))


def effect(response: Response, cube: Reals, axis: int) -> Effect:
    """Give what one setting changes; cube: values of shape (values of each setting ..., replicates)."""
    varied = response.results.plan.varied[axis]
    ends = np.moveaxis(cube, axis, 0)
    change = ends[-1] - ends[0]
    others = change.ndim - 1
    alone, on_top = change[(0,) * others], change[(-1,) * others]
    average = change.mean(axis=tuple(range(others)))
    return Effect(
        varied.name, varied.values[0], varied.values[-1], *(estimate(each) for each in (alone, on_top, average))
    )


def together(response: Response, cube: Reals, one: int, other: int) -> Together:
    """Give what two settings change together beyond their sum."""
    ends = np.moveaxis(cube, (one, other), (0, 1))
    more = ends[-1, -1] - ends[-1, 0] - ends[0, -1] + ends[0, 0]
    names = response.names
    return Together(names[one], names[other], estimate(more.mean(axis=tuple(range(more.ndim - 1)))))
