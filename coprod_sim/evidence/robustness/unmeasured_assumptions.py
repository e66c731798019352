"""Which guesses decide the headline: does power-sharing still do better than consultation if one of them is wrong, or many?

A guess is a parameter whose status is "assumed": nobody has measured it (scenario/parameters/).
`turning_points` moves one guess at a time to both ends of its plausible range; `joint` draws all of them at once.
Neither says how likely a wrong guess is: the ends of a range are plausible, and a draw takes every value as alike likely.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc, rankdata

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.parameters import BY_NAME, PARAMETERS
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setting_checks import checked_whole, named
from coprod_sim.scenario.usual import BASELINE, USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.assumptions.ensemble import Ensemble
from coprod_sim.study.assumptions.robust import Both, at_the_end, members_of
from coprod_sim.study.certainty_text import ERROR_CHANCE
from coprod_sim.study.compare import checked_question
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import Job, Progress, Steps, many

Which = str | Path | Scenario

OTHER: Final = "power_sharing"
FEWEST_LOST: Final = 10
"""In fewer sets than this, what they have in common is chance."""
MOST_SETS: Final = 100_000


class Interval(NamedTuple):
    """B minus A at the end, in the indicator's own unit: the mean over pairs of runs and its 95 % interval."""

    difference: float
    low: float
    high: float

    @property
    def sign(self) -> int:
        """The sign that luck leaves standing: 1 or -1, and 0 where the interval holds zero."""
        return int(self.low > 0) - int(self.high < 0)


class TurningPoint(NamedTuple):
    """One guess at both ends of its plausible range, everything else at its default.

    turns: at one end B minus A has clearly the other sign than with the defaults.
    """

    name: str
    low: float
    high: float
    at_low: Interval
    at_high: Interval
    default: Interval
    turns: bool

    @property
    def moves(self) -> float:
        """How far the difference moves from one end to the other."""
        return abs(self.at_high.difference - self.at_low.difference)


class Guess(NamedTuple):
    """What one guess does to the difference when all guesses vary.

    correlation: partial rank correlation, -1 to 1: how steadily B minus A rises with the guess, whatever the others are.
    clear: it is further from zero than chance takes any of so many guesses (5 %).
    where_lower: mean place within its range, 0 to 1, in the sets where B is lower; one half says nothing, nan: there are none.
    """

    name: str
    correlation: float
    clear: bool
    where_lower: float


class Joint(NamedTuple):
    """All guesses drawn at once: the sets, B minus A in each (sets, pairs), and what each guess does, the strongest first."""

    indicator: str
    ensemble: Ensemble
    differences: Reals
    guesses: tuple[Guess, ...]

    @property
    def sets(self) -> int:
        """How many sets were drawn."""
        return len(self.differences)

    @property
    def lower(self) -> int:
        """In how many sets B is lower, by the mean of its pairs."""
        return int((self.differences.mean(axis=1) < 0).sum())

    @property
    def share_lower(self) -> float:
        """The share of sets in which B is lower."""
        return self.lower / self.sets


def assumed() -> tuple[str, ...]:
    """The guesses: parameters that nobody has measured or estimated."""
    return tuple(declared.name for declared in PARAMETERS if declared.status == "assumed")


def turning_points(
    a: Which = BASELINE,
    b: Which = OTHER,
    indicator: str = "progress",
    pairs: int = 4,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    progress: Progress | None = None,
) -> list[TurningPoint]:
    """Move one guess at a time to both ends of its plausible range, and sort by how far B minus A moves.

    Pair k has seed + k throughout.  What a scenario sets itself stays as it says.
    `progress` is called with runs done and runs in all.  Raises ScenarioError where something given is not allowed.
    """
    both, (pairs, months, seed) = checked(a, b, indicator), checked_question(pairs, months, seed)
    ends = [(name, end) for name in assumed() for end in BY_NAME[name].explore]
    members = [both, *(member for name, end in ends for member in members_of(one_set({name: end}), both, name))]
    found = [interval(row) for row in member_differences(members, indicator, pairs, months, seed, progress)]
    points = []
    for index, name in enumerate(assumed()):
        at_low, at_high = found[1 + 2 * index : 3 + 2 * index]
        turns = bool(found[0].sign) and -found[0].sign in {at_low.sign, at_high.sign}
        points.append(TurningPoint(name, *BY_NAME[name].explore, at_low, at_high, found[0], turns))
    return sorted(points, key=lambda point: -point.moves)


def joint(
    a: Which = BASELINE,
    b: Which = OTHER,
    indicator: str = "progress",
    sets: int = 500,
    pairs: int = 2,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    progress: Progress | None = None,
) -> Joint:
    """Draw all guesses at once by a Latin hypercube over their plausible ranges, and say what each does to B minus A.

    The same seed gives the same sets and the same runs.  Raises ScenarioError where something given is not allowed.
    """
    both, (pairs, months, seed) = checked(a, b, indicator), checked_question(pairs, months, seed)
    names = assumed()
    least, advice = len(names) + 3, "Three more than there are guesses are needed; five hundred are enough."
    places, ensemble = over_their_ranges(checked_whole("sets", sets, least, MOST_SETS, advice), seed)
    members = list(members_of(ensemble, both, "guesses"))
    found = member_differences(members, indicator, pairs, months, seed, progress)
    return Joint(indicator, ensemble, found, judged(names, places, found.mean(axis=1)))


# The runs.


def checked(a: Which, b: Which, indicator: str) -> Both:
    """Give both scenarios, or say what is wrong with what was asked."""
    if indicator not in INDICATORS:
        raise ScenarioError(f"indicator {named(indicator)}: is not measured. See: coprod-sim indicators")
    return load_scenario(a), load_scenario(b)


def over_their_ranges(sets: int, seed: int) -> tuple[Reals, Ensemble]:
    """Draw every guess over its plausible range by a Latin hypercube: places within the ranges (sets, names), and the sets."""
    names = assumed()
    low, high = np.array([BY_NAME[name].explore for name in names]).T
    places = qmc.LatinHypercube(len(names), seed=np.random.default_rng(seed)).random(sets)
    return places, Ensemble(names, low + places * (high - low), {"method": "Latin hypercube", "seed": seed})


def one_set(settings: dict[str, float]) -> Ensemble:
    """Make an ensemble of a single set."""
    return Ensemble(tuple(settings), np.array([list(settings.values())]), {})


def interval(pairs: Reals) -> Interval:
    """Give the mean of differences by pair with its interval."""
    return Interval(*(float(value) for value in paired_interval(pairs)))


def member_differences(
    members: Sequence[Both], indicator: str, pairs: int, months: int, seed: int, progress: Progress | None
) -> Reals:
    """Run both scenarios of each member over pairs with the same luck: B minus A at the end, shape (members, pairs)."""

    def end(job: Job) -> float:
        return at_the_end(job.series((indicator,)), months)[indicator]

    jobs = [Job(scenario, seed + pair, months) for member in members for pair in range(pairs) for scenario in member]
    values = np.array(many(jobs, end, on_done=Steps(len(jobs), progress)))
    by_side: Reals = values.reshape(len(members), pairs, 2)
    return by_side[..., 1] - by_side[..., 0]


# What each guess does.


def judged(names: Sequence[str], places: Reals, means: Reals) -> tuple[Guess, ...]:
    """Say of each guess how it goes with the difference; places within the ranges (sets, names), means by set."""
    correlations = partial_rank_correlations(places, means)
    free = len(places) - len(names) - 2
    bound = float(np.tanh(-ndtri(ERROR_CHANCE / 2 / len(names)) / np.sqrt(max(1, free))))
    lost = places[means < 0]
    where = lost.mean(axis=0) if len(lost) else np.full(len(names), np.nan)
    found = [
        Guess(name, float(correlation), bool(abs(correlation) > bound), float(mean_quantile))
        for name, correlation, mean_quantile in zip(names, correlations, where, strict=True)
    ]
    return tuple(sorted(found, key=lambda guess: -abs(guess.correlation)))


def partial_rank_correlations(causes: Reals, effect: Reals) -> Reals:
    """Correlate the ranks of each cause (rows, causes) with those of the effect (rows,), the other causes held fixed.

    It is the inverse of the correlation matrix of ranks, scaled; an effect that never varies goes with nothing: zeros.
    Source: Marino et al. (2008), J. Theor. Biol. 254, 178, who call it PRCC.

    An effect that has exactly the ranks of one cause leaves nothing to divide by, so this is for effects of several.

    >>> causes = np.array([[1.0, 4.0], [2.0, 1.0], [3.0, 5.0], [4.0, 2.0], [5.0, 3.0]])
    >>> partial_rank_correlations(causes, np.array([2.0, 1.0, 4.0, 3.0, 5.0])).round(2).tolist()
    [0.99, 0.97]
    """
    if np.ptp(effect) == 0:
        return np.zeros(causes.shape[1])
    ranks = rankdata(np.column_stack((causes, effect)), axis=0)
    inverse = np.linalg.pinv(np.corrcoef(ranks, rowvar=False))
    scale = np.sqrt(np.abs(np.diag(inverse)))
    found: Reals = np.clip(-inverse[:-1, -1] / (scale[:-1] * scale[-1]), -1, 1)
    return found
