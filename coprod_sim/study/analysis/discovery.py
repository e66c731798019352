"""Where does B lose?  Scenario discovery: boxes of settings inside which B is mostly lower (or higher) than A.

A case is a point whose mean over replicates lies on the side that is asked for, be it by luck or not.
Boxes are searched by PRIM (prim.py).  How sure a box is, two things say: the quasi-p value of each limit, and
what comes of the same search on half of the points.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.study.analysis.prim import PrimBox, Which, prim_module, search, tried_on_halves
from coprod_sim.study.analysis.response import Response

if TYPE_CHECKING:
    import pandas as pd

Tail = Literal["lower", "higher"]

DENSITY: Final = 0.8
"""Inside a box at least this share of the points are cases, unless another share is asked for."""
MOST_BOXES: Final = 3
HALVES: Final = 10
FEWEST_POINTS: Final = 40
"""With fewer points, the smallest box would hold only one or two."""


class Limit(NamedTuple):
    """One setting that a box restricts, in the unit of the setting.

    low, high: the ends of the box; where one end is not restricted it is the end of what was explored.
    p_low, p_high: quasi-p value of each end, that is how easily luck would raise the density as much; nan if not restricted.
    found_again: in what share of searches on half of the points this setting was restricted too.
    """

    setting: str
    low: float
    high: float
    p_low: float
    p_high: float
    found_again: float


class Box(NamedTuple):
    """Where B is mostly lower (or higher).  Without limits, it is everywhere.

    points, cases: how many points lie inside, and how many of them are cases.
    density: cases of the points inside.   coverage: cases inside, of all cases.   mass: points inside, of all points.
    A later box counts points that no earlier box holds; coverage and mass are always of the whole study.
    """

    limits: tuple[Limit, ...]
    points: int
    cases: int
    density: float
    coverage: float
    mass: float


@dataclass(frozen=True)
class Discovery:
    """What was searched for, and the boxes that were found.

    threshold: cases lie below it (or above it), in the indicator's own unit.
    cases: which points are of interest; nan in the response leaves a point out.   density: the share that was asked for.
    other_half: density and coverage of the first box on points that its search did not see, means over halves; nan if none.
    """

    response: Response
    side: Tail
    threshold: float
    density: float
    used: Which
    cases: Which
    boxes: tuple[Box, ...]
    other_half: tuple[float, float]

    @property
    def where(self) -> str:
        """Which values are looked for, in words."""
        unit = self.response.unit
        value = f"{self.threshold * unit.factor:g} {unit.words}" if self.threshold else "zero"
        return f"{'below' if self.side == 'lower' else 'above'} {value}"

    @property
    def short(self) -> bool:
        """Whether the box that is given is less dense than was asked: no box of sure limits is as dense."""
        return bool(self.boxes) and self.boxes[0].density < self.density

    @property
    def points(self) -> int:
        """How many points were searched."""
        return int(self.used.sum())

    @property
    def left_out(self) -> int:
        """How many points have no result, and were left out."""
        return int((~self.used).sum())

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data, in the units of the settings: what `discover --json` prints."""
        from coprod_sim.study.compare import json_number

        boxes = [
            box._asdict()
            | {
                "limits": [
                    {
                        name: value if isinstance(value, str) else json_number(value)
                        for name, value in limit._asdict().items()
                    }
                    for limit in box.limits
                ]
            }
            for box in self.boxes
        ]
        return {
            **self.response.asked(),
            "side": self.side,
            "threshold": self.threshold,
            "density_asked": self.density,
            "points": self.points,
            "left_out": self.left_out,
            "cases": int(self.cases.sum()),
            "boxes": boxes,
            "other_half_density": json_number(self.other_half[0]),
            "other_half_coverage": json_number(self.other_half[1]),
        }


def discover(
    response: Response,
    side: Tail = "lower",
    density: float = DENSITY,
    *,
    threshold: float = 0.0,
    most: int = MOST_BOXES,
    halves: int = HALVES,
) -> Discovery:
    """Search for boxes in which the difference of a response is mostly below a threshold (or above it).

    density: the share of cases that a box should hold; where limits that luck cannot explain do not make one so dense,
    the box of these limits is given.   threshold: in the indicator's own unit.   most: how many boxes at most.
    halves: how often the search is tried again on half of the points.
    Raises ScenarioError without ema_workbench, with too few points, and where one scenario is looked at alone.
    """
    checked(response, density)
    means = response.means()
    used = np.isfinite(means)
    if used.sum() < FEWEST_POINTS:
        raise ScenarioError(
            f"{response.results.plan.name}: {int(used.sum())} points have results: "
            f"at least {FEWEST_POINTS} are needed to search. Give the plan more points."
        )
    cases = (means < threshold if side == "lower" else means > threshold) & used
    table, hits = varied_settings(response, used), cases[used]
    found = search(table, hits, density, most)
    again, other_half = tried_on_halves(table, hits, density, halves, response.results.plan.seed, found)
    boxes = tuple(described(response, one, hits, again if number == 0 else {}) for number, one in enumerate(found))
    return Discovery(response, side, threshold, density, used, cases, boxes, other_half)


def checked(response: Response, density: float) -> None:
    """Refuse a question that cannot be answered, and say so when the extra is not installed."""
    name = response.results.plan.name
    if response.a is None:
        raise ScenarioError(
            f"{name}: only {response.b} is looked at: discovery asks where B is lower than A. "
            "Choose two scenarios with --between A B."
        )
    if not response.names:
        raise ScenarioError(
            f"{name}: nothing is varied, so there is nowhere to search. Vary some settings in the plan."
        )
    if not 0 < density <= 1:
        raise ScenarioError(f"density = {density:g}: must be above 0, and at most 1. 0.8 suits most questions.")
    prim_module()


def varied_settings(response: Response, used: Which) -> "pd.DataFrame":
    """Give what was varied at the points in use, a column each."""
    import pandas as pd

    return pd.DataFrame(response.settings[used], columns=list(response.names))


# What is told.


def described(response: Response, found: PrimBox, hits: Which, again: dict[str, float]) -> Box:
    """Tell a box in the units of the settings; an end that is not restricted is the end of what was explored."""
    limits = tuple(limit_of(response, found, name, again.get(name, float("nan"))) for name in found.ends)
    points, cases = int(found.inside.sum()), int(hits[found.inside].sum())
    return Box(limits, points, cases, cases / points, cases / int(hits.sum()), points / len(hits))


def limit_of(response: Response, found: PrimBox, name: str, again: float) -> Limit:
    """Tell one setting of a box; whole-number settings get the whole numbers inside."""
    p_low, p_high = (p if p >= 0 else float("nan") for p in found.p_values[name])
    low, high = found.ends[name]
    lowest, highest = response.range_of(name)
    low, high = lowest if np.isnan(p_low) else low, highest if np.isnan(p_high) else high
    if BY_NAME[name].whole:
        low, high = float(np.ceil(low)), float(np.floor(high))
    return Limit(name, low, high, p_low, p_high, again)
