"""What is believed of the guesses before the model is held against anything, and how draws of it are made.

The prior is ours: nobody has measured most of these numbers, so it says how far we would trust our own guess.
Each number is normal around its default, cut off at the ends of its plausible range (`explore` in scenario/parameters/),
with a standard deviation of SPREAD of that range; numbers are independent of one another.
Where the default lies at an end of the range, as several do, this is half of a bell, and the middle of the range is doubted.
So an ensemble never strays far from the defaults, and what it says of a number that no target speaks of is this prior again.
A flat prior over the whole ranges would be vaguer, but in seventy dimensions hardly any draw of it looks like England.
"""

from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from coprod_sim.engine.state import Reals
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS, PARAMETERS
from coprod_sim.scenario.setting_checks import relation_faults

SPREAD: Final = 0.1
"""Standard deviation of a number under the prior, as a share of its plausible range."""
FREE_STARTS: Final = ("start_progress", "start_lived_fit", "start_engaged", "start_energy", "start_capacity")
"""Starting values that are calibrated too: the baseline is steady only where it starts where the parameters lead it,
and the time that staff have decides how many reviews are late.  All others stay at their defaults."""
NOT_FREE: Final = {
    "review_months": "months are whole: a review planned every 3.2 months would be late in most of them",
}
"""Guesses that are not calibrated, and why."""
START_WIDTH: Final = 0.25
"""How far these may lie from their default, as a share of it: their allowed range says only what is possible at all."""


class Prior(NamedTuple):
    """Independent cut-off normals: names, and for each its centre, standard deviation and range, all of shape (names,)."""

    names: tuple[str, ...]
    centres: Reals
    spreads: Reals
    lows: Reals
    highs: Reals

    def values(self, points: Reals) -> Reals:
        """Give the numbers that belong to normal coordinates, both of shape (..., names): the quantiles of the prior.

        >>> one = Prior(("burden",), np.array([0.1]), np.array([0.05]), np.array([0.05]), np.array([0.4]))
        >>> one.values(np.array([[-9.0], [0.0], [9.0]])).round(3).ravel().tolist()
        [0.05, 0.11, 0.4]
        """
        bottom, top = ndtr((self.lows - self.centres) / self.spreads), ndtr((self.highs - self.centres) / self.spreads)
        inside = ndtri(bottom + ndtr(points) * (top - bottom))
        return np.asarray(np.clip(self.centres + self.spreads * inside, self.lows, self.highs))

    def settings(self, point: Reals) -> dict[str, float]:
        """Give one point as settings for a scenario."""
        return self.named(self.values(point))

    def named(self, values: Reals) -> dict[str, float]:
        """Give values, of shape (names,), by name."""
        return dict(zip(self.names, (float(value) for value in values), strict=True))


def allowed(settings: dict[str, float]) -> bool:
    """Tell whether values fit beside one another, such as shares that may not add up to more than one."""
    return not relation_faults(DEFAULTS | settings, settings, lambda name: name)


def range_of(name: str) -> tuple[float, float]:
    """Give the range within which a number is calibrated."""
    declared = BY_NAME[name]
    if declared.role == "parameter":
        return declared.explore
    half_range = START_WIDTH * declared.default
    return max(declared.low, declared.default - half_range), min(declared.high, declared.default + half_range)


def default_prior(spread: float = SPREAD) -> Prior:
    """Give the prior of all assumptions that nobody has measured, and of the free starting values."""
    guesses = [
        each.name
        for each in PARAMETERS
        if each.status != "measured" and each.explore[0] < each.explore[1] and each.name not in NOT_FREE
    ]
    names = (*guesses, *FREE_STARTS)
    lows, highs = np.array([range_of(name) for name in names]).T
    centres = np.clip([DEFAULTS[name] for name in names], lows, highs)
    return Prior(names, centres, spread * (highs - lows), lows, highs)
