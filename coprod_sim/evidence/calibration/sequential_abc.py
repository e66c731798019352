"""Sequential approximate Bayesian computation: from draws of a prior, in waves, to draws that come ever closer to what is wanted.

It knows nothing of our model: it gets a function that tells how far a point misses, and gives a population of points.
A point is given in normal coordinates: under the prior each of its numbers is a standard normal of its own (priors.py).

A wave keeps the nearest part of the population and sets the tolerance to the largest distance among them.
Each place that got free is filled with a copy of somebody kept, which then takes several steps of a Markov chain
whose stationary distribution is the prior, cut off at the tolerance; so all points count the same and need no weights.
This is the replenishing sampler of [drovandi2011], adaptive as in [delmoral2012].
Population Monte Carlo, which weighs points by a kernel density instead, loses all but a few of them to their weights
in seventy dimensions.  The step is the preconditioned Crank-Nicolson step of [cotter2013] on about half of the coordinates:
it leaves a standard normal as it is in any number of dimensions, so only the distance decides whether it is taken.
"""

import math
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from coprod_sim.engine.state import Reals
from coprod_sim.study.many import OnDone, on_threads

Distance = Callable[[Reals, float], float]
"""Gives how far a point misses; where that is more than a limit it may stop early and give infinity."""
Walk = tuple[Reals, float, int]
KEEP: Final = 0.5
"""The share of a population that stays from one wave to the next."""
UNMOVED: Final = 0.02
"""The share of copies that may be left where they were made [drovandi2011]."""
MOST_STEPS: Final = 8
FEW_TAKEN: Final = 0.25
MANY_TAKEN: Final = 0.45
"""Below the first share of steps taken, steps become shorter; above the second, longer."""
SHORTER: Final = 0.6
LONGER: Final = 1.4
FIRST_TOLERANCE: Final = 0.6


class Population(NamedTuple):
    """Points and their distances after a wave, and how the wave went.

    points: (sets, dimensions), normal coordinates.   distances: (sets,), none above the tolerance.
    step_size: how far a step goes, between 0 and 1 (anew from the prior).   taken: share of steps taken in this wave.
    """

    wave: int
    tolerance: float
    points: Reals
    distances: Reals
    step_size: float
    taken: float

    @property
    def distinct(self) -> int:
        """How many of the points differ."""
        return len(np.unique(self.points, axis=0))


def prior_draws(dimensions: int, sets: int, seed: int) -> Reals:
    """Draw points from the prior, spread evenly over each coordinate (Latin hypercube); shape (sets, dimensions)."""
    draws = qmc.LatinHypercube(dimensions, seed=np.random.default_rng([seed, 0])).random(sets)
    return np.asarray(ndtri(np.clip(draws, np.finfo(float).tiny, 1 - np.finfo(float).epsneg)))


def first_wave(distance: Distance, dimensions: int, sets: int, seed: int, on_done: OnDone | None = None) -> Population:
    """Draw a population from the prior, and measure it."""
    points = prior_draws(dimensions, sets, seed)
    return measured(distance, Population(0, math.inf, points, np.zeros(sets), FIRST_TOLERANCE, 1.0), on_done)


def measured(distance: Distance, population: Population, on_done: OnDone | None = None) -> Population:
    """Measure all distances of a population (again), to the end."""
    found = on_threads(lambda point: distance(point, math.inf), population.points, on_done=on_done)
    return population._replace(distances=np.array(found))


def steps_needed(taken: float) -> int:
    """Say how many steps leave hardly any copy unmoved, if such a share of steps is taken.

    >>> steps_needed(0.5), steps_needed(1.0), steps_needed(0.0)
    (6, 1, 8)
    """
    if taken >= 1:
        return 1
    return MOST_STEPS if taken <= 0 else max(1, min(MOST_STEPS, math.ceil(math.log(UNMOVED) / math.log(1 - taken))))


def propose(point: Reals, step_size: float, chance: np.random.Generator) -> Reals:
    """Propose a step: about half of the coordinates move, towards the middle of the prior and by a draw of it.

    new = sqrt(1 - step_size^2) * old + step_size * draw          Source: [cotter2013].
    """
    moves = chance.random(len(point)) < 0.5
    if not moves.any():
        moves[chance.integers(len(point))] = True
    step = math.sqrt(1 - step_size * step_size) * point + step_size * chance.standard_normal(len(point))
    return np.where(moves, step, point)


def random_walk(
    distance: Distance,
    point: Reals,
    current_distance: float,
    tolerance: float,
    step_size: float,
    steps: int,
    chance: np.random.Generator,
) -> Walk:
    """Let one point take steps that stay within the tolerance; gives the point, its distance and how many were taken."""
    taken = 0
    for _ in range(steps):
        trial = propose(point, step_size, chance)
        trial_distance = distance(trial, tolerance)
        if trial_distance <= tolerance:
            point, current_distance, taken = trial, trial_distance, taken + 1
    return point, current_distance, taken


def next_wave(
    distance: Distance, before: Population, seed: int, goal: float = 0.0, on_done: OnDone | None = None
) -> Population:
    """Keep the nearest part of a population, and fill it up again within the new tolerance, which is at least the goal.

    Every copy has luck of its own, keyed by seed, wave and place: threads cannot change the result.
    """
    sets, wave = len(before.points), before.wave + 1
    tolerance = max(goal, float(np.sort(before.distances)[math.ceil(KEEP * sets) - 1]))
    kept = np.flatnonzero(before.distances <= tolerance)
    free = np.flatnonzero(before.distances > tolerance)
    points, distances = before.points.copy(), before.distances.copy()
    copied = np.random.default_rng([seed, wave]).choice(kept, len(free))
    step_size, steps = before.step_size, steps_needed(before.taken)

    def filled(index: int, origin: int) -> Walk:
        chance = np.random.default_rng([seed, wave, index])
        return random_walk(distance, points[origin], float(distances[origin]), tolerance, step_size, steps, chance)

    total = 0
    # All walks are done before any result is written: they start from the population as it was.
    for index, (point, new_distance, taken) in zip(
        free, on_threads(filled, free, copied, on_done=on_done), strict=True
    ):
        points[index], distances[index] = point, new_distance
        total += taken
    share = total / (steps * len(free)) if len(free) else before.taken
    factor = SHORTER if share < FEW_TAKEN else LONGER if share > MANY_TAKEN else 1.0
    return Population(wave, tolerance, points, distances, min(1.0, step_size * factor), share)
