"""What an exact case looks at: what was found, what is expected, and how far one may be from the other."""

from typing import Any, Final, NamedTuple

import numpy as np

QUIET: Final = (
    *("family_noise", "young_noise", "own_area_noise", "other_area_noise", "commissioner_noise"),
    *("need_drift", "turnover", "appeal_chance"),
)
NO_CHANCE: Final = dict.fromkeys(QUIET, 0.0)
"""Settings under which nothing is left to chance once a run has begun, but who is asked where not all are, and which young people are included."""


class Check(NamedTuple):
    """One thing that was looked at: what was found, what is expected, and how far one may be from the other."""

    what: str
    found: float
    expected: float
    tolerance: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it is near enough; what is no number is not."""
        return abs(self.found - self.expected) <= self.tolerance


def truth_check(what: str, holds: object) -> Check:
    """Make a check of something that holds or does not."""
    return Check(what, float(bool(holds)), 1.0)


def furthest(found: Any, expected: Any) -> float:
    """Give the largest difference between two arrays; nan where there is one in them."""
    return float(np.abs(np.asarray(found) - np.asarray(expected)).max())
