"""Pairs of runs with their families: every family of town A beside its twin in town B, by groups that can be told apart.

Twins are the same family with the same luck; only the way of working differs.
A pair depends on its scenarios, seed and months alone, so that everybody who compares the same two shares it.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.counts.groups import HEARD_GROUPS
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.state import Place, Reals
from coprod_sim.engine.totals import FIFTHS, QUARTERS
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.analysis.worse_off import TOLERANCE

OUTCOMES: Final = ("progress", "felt_trust", "energy")
"""What is looked at family by family; more of each is better for a family."""
ALIKE: Final = {"progress": TOLERANCE, "felt_trust": 0.02, "energy": 0.02}
"""Twins that lie no further apart than this are about the same; of progress it is what `compare` says everywhere."""
GROUPINGS: Final = {
    "all": 1,
    "hearing": len(HEARD_GROUPS),
    "resources": QUARTERS,
    "trust": FIFTHS,
    "need": NEED_AREAS,
}
"""Ways to group families, and how many groups each makes: in this order they are the columns of every array of groups.

hearing: who needs an interpreter, has least, meets prejudice (a family may be in several), and who none of these.
resources: quarters by resources, least first.   trust: fifths by trust in their staff at the start, least first.
need: the area in which the need is largest at the start.
"""
KEPT: Final = 300


class FamilyRun(NamedTuple):
    """One town.  t, n, g: months + 1, families, groups."""

    groups: Reals  # (n, g), 1 where a family is in a group
    measures: dict[str, Reals]  # each of shape (t,)
    outcomes: Reals  # (outcomes, t, n)


class Twins(NamedTuple):
    """One pair of towns.  t, g: months + 1, groups."""

    a: dict[str, Reals]  # every indicator of A, each of shape (t,)
    b: dict[str, Reals]
    sizes: Reals  # (g,), families in each group
    means: Reals  # (2, outcomes, t, g), in A and in B; nan where a group is empty
    better: Reals  # (outcomes, t, g), families that have more in B than their twin in A, by more than what is ALIKE
    worse: Reals  # (outcomes, t, g), likewise less


def columns(grouping: str) -> slice:
    """Say which columns of an array of groups belong to a grouping.

    >>> columns("all"), columns("resources")
    (slice(0, 1, None), slice(5, 9, None))
    """
    first = 0
    for name, count in GROUPINGS.items():
        if name == grouping:
            return slice(first, first + count)
        first += count
    raise KeyError(grouping)


def groups_of(place: Place) -> Reals:
    """Sort the families of a place at month 0 into groups: shape (n, g), 1 where a family is in a group."""
    families = place.families
    n = len(families)
    ties = place.casework["family"]
    trust = np.bincount(ties, place.casework["family_trust"], n) / np.maximum(np.bincount(ties, minlength=n), 1)
    rank = np.empty(n, int)
    rank[np.argsort(trust, kind="stable")] = np.arange(n)
    of = {
        "all": np.zeros(n, int),
        "resources": families["quarter"],
        "trust": rank * FIFTHS // n,
        "need": families["need"].argmax(axis=1),
    }
    less_heard = np.stack([families[name] for name in ("language", "poor", "standing")], axis=1).astype(float)
    heard = np.concatenate((less_heard, 1 - less_heard.max(axis=1, keepdims=True)), axis=1)
    return np.concatenate(
        [heard if name == "hearing" else np.eye(count)[np.asarray(of[name], int)] for name, count in GROUPINGS.items()],
        axis=1,
    )


def family_run(scenario: Scenario, seed: int, months: int) -> FamilyRun:
    """Run one town, and keep what happens to each family."""
    simulation = begun(scenario, seed)
    groups = groups_of(simulation.place)
    outcomes = np.zeros((len(OUTCOMES), months + 1, len(groups)))
    tallies = [simulation.count()]
    for month in range(months + 1):
        if month:
            tallies.append(simulation.advance(1))
        for row, name in enumerate(OUTCOMES):
            outcomes[row, month] = simulation.place.families[name]
    return FamilyRun(groups, measure_all(whole_place(np.concatenate(tallies))), outcomes)


@lru_cache(maxsize=KEPT)
def twins(a: Scenario, b: Scenario, seed: int, months: int) -> Twins:
    """Run one pair of towns, and set every family beside its twin; groups are those of A at month 0."""
    one, other = family_run(a, seed, months), family_run(b, seed, months)
    groups = one.groups
    sizes = groups.sum(axis=0)
    gap = other.outcomes - one.outcomes
    alike = np.array([ALIKE[name] for name in OUTCOMES])[:, None, None]
    with np.errstate(invalid="ignore"):
        means = np.stack([one.outcomes @ groups, other.outcomes @ groups]) / sizes
    return Twins(one.measures, other.measures, sizes, means, (gap > alike) @ groups, (gap < -alike) @ groups)
