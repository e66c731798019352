"""A run that outlasts being killed: it writes checkpoints as it goes, and goes on from the newest one when it is started again.

What a checkpoint is, and how it is kept: checkpoints.py.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.checkpoint.checkpoints import Checkpoints
from coprod_sim.engine.checkpoint.run_identity import question_of
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Records
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setting_checks import plain_number

EVERY: Final = 12


def checked_every(every: object) -> int:
    """Give the number of months between two checkpoints, or say what is wrong with it."""
    every = plain_number(every)
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        raise ScenarioError(f"every = {every!r}: must be a whole number of months, at least 1. A year is 12.")
    return every


class Identity(NamedTuple):
    """Which run it is: its scenario and seed, and the hashes of what of one's own it uses."""

    scenario: Scenario
    seed: int
    own: Mapping[str, str | None]


def go_on(
    begin: Callable[[], Simulation],
    run: Identity,
    months: int,
    folder: str | Path,
    *,
    every: int = EVERY,
    walks: Walks = STANDARD,
    threads: int = 1,
    going_on: Callable[[int], None] | None = None,
    on_month: Callable[[int], None] | None = None,
) -> tuple[Simulation, Records]:
    """Begin a run, or go on with it from its newest checkpoint: gives it with its tallies, shape (months + 1, c).

    A checkpoint is written whenever `every` months are full, and at the end, so that a longer run may go on from there.
    Where one stands beyond `months`, the tallies are cut, and nothing is left to be done.
    going_on: is told the month, where there is a checkpoint.   on_month: is called with each month that is done.
    """
    every = checked_every(every)
    with Checkpoints(folder, question_of(*run)) as checkpoints:
        found = checkpoints.newest(walks.mechanism)
        if found:
            simulation, tallies = found.restore(run.scenario, run.seed, walks, threads), found.tallies
            if going_on:
                going_on(found.month)
        else:
            simulation = begin()
            tallies = simulation.count()
        while simulation.month < months:
            stretch = min(every - simulation.month % every, months - simulation.month)
            tallies = np.concatenate((tallies, simulation.advance(stretch, on_month)))
            checkpoints.save(simulation, tallies)
    return simulation, tallies[: months + 1]
