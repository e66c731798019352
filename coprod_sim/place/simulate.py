"""Runs from month 0: the place that a scenario describes, made and moved forward in time.  The pure core of every study.

A place is a network of one's own, the areas of a country (from a table, or drawn), or the small town of the defaults.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.checkpoint import resume
from coprod_sim.engine.mechanism.arrays import check_own, with_state
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.simulation import Simulation, checked_seed
from coprod_sim.engine.state import Place, Records
from coprod_sim.place.areas.country import area_structure, names_of
from coprod_sim.place.areas.local_authorities import drawn_areas
from coprod_sim.place.initial_state import make_place
from coprod_sim.place.network.build import Network
from coprod_sim.place.origin import NOTHING_OWN, Origin
from coprod_sim.place.small_town import default_structure
from coprod_sim.scenario.scenario import Scenario


def place_of(
    scenario: Scenario, seed: int, network: Network | None = None, areas: Areas | None = None
) -> tuple[Place, Areas | None]:
    """Make the place of a scenario as it stands at month 0, and give its areas, where it has some."""
    values = scenario.values()
    if network is not None:
        return network.make_place(values, seed), None
    if values["school_families"] > 0:
        areas = areas or drawn_areas(values, seed)
        return make_place(area_structure(areas, values, seed), values, seed), areas
    return make_place(default_structure(values, seed), values, seed), None


def begun(
    scenario: Scenario,
    seed: int,
    network: Network | None = None,
    walks: Walks = STANDARD,
    threads: int = 1,
    areas: Areas | None = None,
) -> Simulation:
    """Begin a run: the same settings and seed give the same place, and with it the same numbers."""
    seed = checked_seed(seed)
    check_own(scenario, walks.mechanism)
    place, known = place_of(scenario, seed, network, areas)
    if walks.mechanism:
        place = with_state(place, walks.mechanism, scenario)
    names = names_of(known, int(scenario.value("boards"))) if known else ()
    again = partial(begun, scenario, seed, network, walks, threads, areas)
    return Simulation(scenario, seed, place, walks, threads, areas=known, names=names, begin_anew=again)


def simulate(
    scenario: Scenario,
    seed: int,
    months: int,
    network: Network | None = None,
    walks: Walks = STANDARD,
    threads: int = 1,
    areas: Areas | None = None,
) -> Records:
    """Run a scenario: tallies of shape (months + 1, commissioners), from month 0 on."""
    simulation = begun(scenario, seed, network, walks, threads, areas)
    return np.concatenate((simulation.count(), simulation.advance(months)))


def simulate_with_checkpoints(
    scenario: Scenario,
    seed: int,
    months: int,
    folder: str | Path,
    *,
    every: int = resume.EVERY,
    origin: Origin = NOTHING_OWN,
    network: Network | None = None,
    walks: Walks = STANDARD,
    threads: int = 1,
    areas: Areas | None = None,
    going_on: Callable[[int], None] | None = None,
    on_month: Callable[[int], None] | None = None,
) -> tuple[Simulation, Records]:
    """Begin a run, or go on with it from its newest checkpoint (resume.py): gives it with its tallies, shape (months + 1, c).

    origin: where a network, rules or areas of one's own come from; their hashes tell this run from others.
    """
    own_files = walks.own.files if walks.own else (None, None)
    for part, own in zip(Origin._fields, (network, own_files[0], areas, own_files[1]), strict=True):
        if own is not None and getattr(origin, part) is None:
            raise ValueError(
                f"origin.{part} is missing: checkpoints could not tell this run from others. See origin_of."
            )
    return resume.go_on(
        partial(begun, scenario, seed, network, walks, threads, areas),
        resume.Identity(scenario, seed, origin.hashes()),
        months,
        folder,
        every=every,
        walks=walks,
        threads=threads,
        going_on=going_on,
        on_month=on_month,
    )
