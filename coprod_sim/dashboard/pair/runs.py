"""Whole runs for the dashboard: what one town went through month by month, and what twenty towns went through in the measures.

A run depends on its scenario, seed and months alone, so that everybody in a room who looks at the same one shares it.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coprod_sim.engine.state import Place, Reals, Records
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.usual import USUAL_PAIRS
from coprod_sim.study.compare import Comparison, stacked
from coprod_sim.study.many import Job, many

Shades = NDArray[np.uint8]

BAND: Final = USUAL_PAIRS
"""Runs in a band: the lucks 1 to 20."""
AT_A_TIME: Final = 5
"""So many runs of a band are made before the page hears of it again."""
FULL: Final = 255
KEPT_WORLDS: Final = 48
measured: Final = lru_cache(maxsize=2_000)(Job.series)


class People(NamedTuple):
    """Who is in a town, and who works with whom.  n, m, e: families, professionals, casework ties."""

    commissioners: int
    family_commissioner: NDArray[np.uint16]  # (n,)
    professional_commissioner: NDArray[np.uint16]  # (m,)
    discipline: Shades  # (m,), the area of need that a professional knows best, 0 to 3
    tie_family: NDArray[np.uint16]  # (e,)
    tie_professional: NDArray[np.uint16]  # (e,)


class WorldHistory(NamedTuple):
    """One town, month by month, from month 0 on, each share in steps of 1/255.  t: months + 1."""

    people: People
    say: Shades  # (t, n), families' voice
    trust: Shades  # (t, n), families' felt trust
    council: Shades  # (t, n), families' trust in the institution, from own experience
    skill: Shades  # (t, m), professionals' facilitation
    newcomer: Shades  # (t, m), 1 where somebody new came this month
    link: Shades  # (t, e), a family's trust in a professional
    measures: dict[str, Reals]  # each of shape (t,)
    sums: Records  # (t,), of the whole place, from which the measures are made


def shades(shares: Reals) -> Shades:
    """Give shares from 0 to 1 in steps of 1/255; what lies outside is drawn as the nearest.

    >>> shades(np.array([0.0, 0.5, 1.2])).tolist()
    [0, 128, 255]
    """
    return np.asarray(np.rint(np.clip(shares, 0, 1) * FULL), np.uint8)


def people_of(place: Place) -> People:
    """Note who is in a place."""
    return People(
        len(place.commissioners),
        place.families["commissioner"].astype(np.uint16),
        place.professionals["commissioner"].astype(np.uint16),
        place.professionals["discipline"].astype(np.uint8),
        place.casework["family"].astype(np.uint16),
        place.casework["professional"].astype(np.uint16),
    )


@lru_cache(maxsize=KEPT_WORLDS)
def world(scenario: Scenario, seed: int, months: int) -> WorldHistory:
    """Run one town and keep what a picture of it needs."""
    simulation = begun(scenario, seed)
    people = people_of(simulation.place)
    families, staff, ties = len(people.family_commissioner), len(people.discipline), len(people.tie_family)
    say, trust, council = (np.zeros((months + 1, families), np.uint8) for _ in range(3))
    skill, newcomer = (np.zeros((months + 1, staff), np.uint8) for _ in range(2))
    link = np.zeros((months + 1, ties), np.uint8)
    tallies = [simulation.count()]
    for month in range(months + 1):
        if month:
            tallies.append(simulation.advance(1))
        place = simulation.place
        say[month] = shades(place.families["voice"])
        trust[month] = shades(place.families["felt_trust"])
        council[month] = shades(place.families["council_trust"])
        skill[month] = shades(place.professionals["facilitation"])
        newcomer[month] = place.professionals["newcomer"]
        link[month] = shades(place.casework["family_trust"])
    sums = whole_place(np.concatenate(tallies))
    return WorldHistory(people, say, trust, council, skill, newcomer, link, measure_all(sums), sums)


def seed_band(a: Scenario, b: Scenario, months: int, runs: int = BAND) -> Iterator[Comparison]:
    """Compare two ways of working over the seeds 1 to `runs`, giving what there is after every few pairs."""
    found: tuple[list[dict[str, Reals]], list[dict[str, Reals]]] = ([], [])
    for first in range(1, runs + 1, AT_A_TIME):
        seeds = range(first, min(first + AT_A_TIME, runs + 1))
        made = many((Job(one, seed, months) for seed in seeds for one in (a, b)), measured)
        for side in (0, 1):
            found[side].extend(made[side::2])
        yield Comparison(a, b, len(found[0]), months, 1, stacked(found[0]), stacked(found[1]))
