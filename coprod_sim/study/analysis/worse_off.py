"""Who is worse off: each family of B beside the same family of A, in pairs of runs with the same luck, by group.

A family is worse off where its young person's progress ends lower in B than in A by more than TOLERANCE.
That is half a point of 100: less cannot be seen where progress is told in whole points, and it is a twentieth of the spread between
families.  How many end lower at all is told beside it, as the bound is a choice.
Only the same families can be set beside themselves: the same row, young person and age in both.  Where a family left on the way,
another took its row; it is the same one, from the same month on, in both, and then it counts like the others.
What is not the same in both is left out and counted (another leave age, or places that differ).
"""

from collections.abc import Iterator
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coprod_sim.engine.state import Place, Reals
from coprod_sim.engine.totals import QUARTERS
from coprod_sim.study.certainty_text import middle

TOLERANCE: Final = 0.005
"""A family whose progress is lower by no more than this is not counted as worse off [share]."""
OLD_ENOUGH: Final = 11 * 12
"""From this age on young people are counted apart, as they can speak for themselves by then [months]."""
WHO: Final = {
    "all": "All families",
    "interpreter": "Need an interpreter",
    "poor": "Have least",
    "prejudice": "Meet prejudice",
    "less_heard": "Any of these three",
    "others": "None of these three",
    "quarter_1": "Quarter with least means",
    "quarter_4": "Quarter with most means",
    "below_11": "Young person under 11",
    "from_11": "Young person 11 or over",
}
"""The groups, in the order in which they are shown; a family can be in several.  Ages are those at the end."""

COUNTS: Final = 4
"""So many things are counted of each group in each pair: families, worse, better and lower (see WorseOff)."""
Rows = NDArray[Any]
ENDS: Final = np.dtype(
    [("progress", "f8"), ("ability", "f8"), ("life", "i4"), ("age", "i4"), ("groups", "?", (len(WHO),))]
)


class GroupEnds(NamedTuple):
    """How the families of one group end in B, beside themselves in A: shares of all pairs together, nan where there are none.

    families: mean of the runs.   lower: any loss at all.   low, high: between these lie the shares worse off of the middle 80 % of pairs.
    """

    families: float
    worse: float
    better: float
    lower: float
    low: float
    high: float


class WorseOff(NamedTuple):
    """Counts of families by pair and group.  p, g: pairs, WHO.  left_out: those of A whom B does not have, or the other way round."""

    families: Reals  # (p, g)
    worse: Reals  # (p, g)
    better: Reals  # (p, g)
    lower: Reals  # (p, g), whose progress ends lower at all
    left_out: Reals  # (p,)

    def of(self, group: str) -> GroupEnds:
        """Give how one group ends."""
        at = list(WHO).index(group)
        families, worse = self.families[:, at], self.worse[:, at]
        if not families.any():
            return GroupEnds(0.0, *(float("nan"),) * 5)
        low, high = middle((worse / np.maximum(families, 1))[families > 0])
        shares = (counts[:, at].sum() / families.sum() for counts in (self.worse, self.better, self.lower))
        return GroupEnds(float(families.mean()), *map(float, (*shares, low, high)))

    def groups(self) -> Iterator[tuple[str, GroupEnds]]:
        """Give each group with how it ends."""
        return ((name, self.of(name)) for name in WHO)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data.  Shares that do not exist are None."""
        return {
            "tolerance": TOLERANCE,
            "left_out": float(self.left_out.mean()),
            "groups": {
                name: {field: value if np.isfinite(value) else None for field, value in found._asdict().items()}
                for name, found in self.groups()
            },
        }


def ends_of(place: Place) -> Rows:
    """Give how each family stands at the end, with its groups: shape (n,)."""
    families, young = place.families, place.young_people
    found = np.zeros(len(families), ENDS)
    for name in ("progress", "ability"):
        found[name] = families[name]
    for name in ("life", "age"):
        found[name] = young[name]
    unheard = [families[name] > 0 for name in ("language", "poor", "standing")]
    less_heard, grown = np.any(unheard, axis=0), young["age"] >= OLD_ENOUGH
    quarters = [families["quarter"] == quarter for quarter in (0, QUARTERS - 1)]
    in_groups = [np.ones(len(families), bool), *unheard, less_heard, ~less_heard, *quarters, ~grown, grown]
    found["groups"] = np.stack(in_groups, axis=1)
    return found


def counted(a: Rows, b: Rows) -> tuple[Reals, int]:
    """Count families, those worse, better and lower at all in B, each by group as in A, shape (4, g); and those left out."""
    if len(a) != len(b):
        return np.zeros((COUNTS, len(WHO))), max(len(a), len(b))
    same = np.all([a[name] == b[name] for name in ("life", "age", "ability")], axis=0)
    gap, groups = (b["progress"] - a["progress"])[same], a["groups"][same].astype(float)
    counts = [ends @ groups for ends in (np.ones(len(gap)), gap < -TOLERANCE, gap > TOLERANCE, gap < 0)]
    return np.array(counts), int((~same).sum())


class PairedEnds:
    """Sets the families of each pair beside themselves as its runs end, in any order and on any thread, and keeps counts alone."""

    def __init__(self, pairs: int) -> None:
        self.counts = np.zeros((pairs, COUNTS, len(WHO)))
        self.left_out = np.zeros(pairs)
        self.waiting: dict[int, tuple[int, Rows]] = {}
        self.lock = Lock()

    def add(self, pair: int, side: int, place: Place) -> None:
        """Take in one run of a pair, A (side 0) or B (side 1), as it stands at its end."""
        ends = ends_of(place)
        with self.lock:
            other = self.waiting.pop(pair, None)
            if other is None:
                self.waiting[pair] = side, ends
                return
        a, b = (ends, other[1]) if side == 0 else (other[1], ends)
        self.counts[pair], self.left_out[pair] = counted(a, b)

    def found(self) -> WorseOff:
        """Give the counts of all pairs."""
        families, worse, better, lower = self.counts.transpose(1, 0, 2)
        return WorseOff(families, worse, better, lower, self.left_out)
