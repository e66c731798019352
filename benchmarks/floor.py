"""The floor: what the keyed draws, exponentials and powers of a family-month cost alone, with no model around them.

Every faithful program must make these numbers, so none can be faster than the best way of making them.
In batches of one kind, the compiler turns them into vector instructions; so made, they are the floor.
In the order of the model, family by family, they cost more; that is what an engine that walks over families can reach.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from benchmarks.timing import timed
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import cache_folder, compile_function
from coprod_sim.engine.simulation import Simulation

ROWS = 4096
"""Rows of one batch: its arrays stay in the nearest caches."""
TIMES = 200
POWER = -0.3
NANOSECONDS = 1e9


class Counts(NamedTuple):
    """How much chance and arithmetic one family-month needs, on average."""

    blocks: float  # of four random words
    normals: float
    exponentials: float
    powers: float
    reviews: float
    team: float


def counts_of(simulation: Simulation, months: int) -> Counts:
    """Count what a family-month of a run needs: reviews come at their own pace, teams have their own sizes."""
    place, held = simulation.place, 0.0
    for _ in range(months):
        simulation.advance(1)
        held += float((place.families["months_since_review"] == 0).mean())
    reviews, team = held / months, len(place.casework) / len(place.families)
    views = reviews * (2 + team)  # the family's, the commissioner's, and one for each professional
    # Each month: how needs move, and the dispute; at a review: whether the family is asked, and the views.
    # Each month: the fit of the plan and engagement; at a review: the fit of the family's view.
    # Each month: the three powers of what family and service produce together.
    return Counts(2 + reviews + views, 4 + 4 * views, 2 + reviews, 3.0, reviews, team)


def draw_words(words: Any) -> None:
    """Draw four words for each row into words, shape (4, rows)."""
    for row in range(words.shape[1]):
        a, b, c, d = randomness.philox(1, 0, row, 0, 7, 1)
        words[0, row], words[1, row], words[2, row], words[3, row] = a, b, c, d


def make_normals(words: Any, out: Any) -> None:
    """Make a normal number of the first word of each row."""
    for row in range(len(out)):
        out[row] = randomness.normal(words[0, row])


def take_exponentials(numbers: Any, out: Any) -> None:
    """Take the exponential of each number."""
    for row in range(len(out)):
        out[row] = math.exp(-numbers[row])


def take_powers(numbers: Any, out: Any) -> None:
    """Take the power of each number, as the model does."""
    for row in range(len(out)):
        out[row] = numbers[row] ** POWER


def take_powers_by_logarithms(numbers: Any, out: Any) -> None:
    """Take the same power as the exponential of a logarithm; the last digits differ."""
    for row in range(len(out)):
        out[row] = math.exp(POWER * math.log(numbers[row]))


def four(row: Any, other: Any, decision: Any) -> Any:
    """Draw four normal numbers and give their sum."""
    a, b, c, d = randomness.philox(1, 0, row, other, 7, decision)
    return randomness.normal(a) + randomness.normal(b) + randomness.normal(c) + randomness.normal(d)


def in_order(numbers: Any, teams: Any, out: Any) -> None:
    """Make all numbers of each row's month, with a review where the row's team is not empty."""
    for row in range(len(out)):
        x = numbers[row]
        total = four(row, 0, 1) + randomness.uniform(randomness.philox(1, 0, row, 0, 7, 2)[0])
        total += math.exp(-x) + math.exp(-0.5 * x) + (x**POWER + (0.5 * x) ** POWER) ** (1 / POWER)
        team = teams[row]
        if team > 0:
            total += randomness.uniform(randomness.philox(1, 0, row, 0, 7, 3)[0]) + four(row, 0, 4) + four(row, 0, 5)
            for other in range(team):
                total += four(row, other, 6)
            total += math.exp(-0.3 * x)
        out[row] = total


def cost(kernel: Any, *arrays: np.ndarray) -> float:
    """Time a kernel: nanoseconds for each row, the best of many."""
    ready = compiled(kernel)
    return timed(lambda: ready(*arrays), TIMES).best / ROWS * NANOSECONDS


def compiled(function: Any, kind: Any = "loop") -> Any:
    """Compile a function with the settings of the project, beside the compiled model."""
    return compile_function(function, kind, cache_folder("-benchmarks"))


def floor_in_batches(counts: Counts) -> dict[str, float]:
    """Measure the floor by kind: nanoseconds for each family-month."""
    words, numbers, out = np.zeros((4, ROWS), np.uint32), np.linspace(0.02, 1.0, ROWS), np.empty(ROWS)
    return {
        "random words": counts.blocks * cost(draw_words, words),
        "normal numbers": counts.normals * cost(make_normals, words, out),
        "exponentials": counts.exponentials * cost(take_exponentials, numbers, out),
        "powers": counts.powers * min(cost(take, numbers, out) for take in (take_powers, take_powers_by_logarithms)),
    }


def floor_in_order(counts: Counts) -> float:
    """Measure the same numbers, made family by family: nanoseconds for each family-month."""
    chance = np.random.default_rng(1)
    sizes = np.floor(counts.team + chance.random(ROWS))
    teams = np.where(chance.random(ROWS) < counts.reviews, sizes, 0).astype(np.int64)
    return cost(in_order, np.linspace(0.02, 1.0, ROWS), teams, np.empty(ROWS))


four = compiled(four, "rule")
