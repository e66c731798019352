"""What one chunk of a study is: some runs, one after another, each giving its indicators at the months that are kept.

Nothing here writes, waits or knows who asked: a chunk does the same in a thread, in a process and on another computer.
Runs are numbered, replicate first: run = (replicate * points + point) * scenarios + scenario.
"""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.kernel import compiled
from coprod_sim.engine.state import Reals, Records
from coprod_sim.errors import ModelError, ScenarioError
from coprod_sim.indicators import measure_all, value_at, whole_place
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.own_place import BUILT_IN, OwnPlace, admit_here, simulate_here
from coprod_sim.study.provenance import versions_text

FAILURES: Final = (ScenarioError, ModelError, ArithmeticError, ValueError)
"""What may go wrong with one run, and says nothing against the others."""


class StoppedError(Exception):
    """The study was stopped while a chunk was at work; nothing of it is kept."""


class Run(NamedTuple):
    """One run that is to be made: its number, the number of its scenario, its point and replicate, its seed."""

    number: int
    scenario: int
    point: int
    replicate: int
    seed: int


@dataclass(frozen=True)
class Chunk:
    """Some runs to be made, with all that they need: it can be sent to another computer that has no files of ours.

    names: of the settings that are set or vary.   rows: their values by point.   months: how long a run is, and which are kept.
    place: what there is of one's own, with its files.
    """

    number: int
    runs: tuple[Run, ...]
    scenarios: tuple[Scenario, ...]
    names: tuple[str, ...]
    rows: dict[int, tuple[float, ...]]
    months: int
    at: tuple[int, ...]
    indicators: tuple[str, ...]
    place: OwnPlace = BUILT_IN


class Done(NamedTuple):
    """What a chunk gave.

    values: shape (runs, months kept, indicators); nan where a run failed, or where there is nothing to measure.
    errors: by run, empty where it went well.   seconds: by run.   host: the computer that made them.
    model: a hash of the rules that it has, since all computers of a study must have the same.
    made_with: the versions that it has (provenance.py).
    """

    chunk: Chunk
    values: Reals
    errors: tuple[str, ...]
    seconds: tuple[float, ...]
    host: str
    model: str
    made_with: str = ""


def never() -> bool:
    """Stop at no time."""
    return False


def run_chunk(chunk: Chunk, stopped: Callable[[], bool] = never) -> Done:
    """Make the runs of a chunk.  A run that fails is noted and the others go on; raises StoppedError when told to stop."""
    made, errors, seconds = {}, [], []
    for row, run in enumerate(chunk.runs):
        if stopped():
            raise StoppedError
        begun, error = time.perf_counter(), ""
        try:
            made[row] = whole_place(run_one(chunk, run))
        except FAILURES as failure:
            error = words_of(failure)
        errors.append(error)
        seconds.append(time.perf_counter() - begun)
    values = np.full((len(chunk.runs), len(chunk.at), len(chunk.indicators)), np.nan)
    if made:
        values[list(made)] = kept(np.stack(list(made.values())), chunk.at, chunk.indicators)
    return Done(chunk, values, tuple(errors), tuple(seconds), host(), compiled.source_hash(), versions_text())


def run_one(chunk: Chunk, run: Run) -> Records:
    """Make one run: its tallies, shape (months + 1, commissioners)."""
    admit_here(chunk.place)
    settings = dict(zip(chunk.names, chunk.rows[run.point], strict=True))
    scenario = load_scenario(chunk.scenarios[run.scenario], settings)
    if chunk.place == BUILT_IN:
        return simulate(scenario, run.seed, chunk.months)
    return simulate_here(chunk.place, scenario, run.seed, chunk.months)


def kept(sums: Records, at: tuple[int, ...], indicators: tuple[str, ...]) -> Reals:
    """Measure indicators of many runs at some months: shape (runs, months kept, indicators).

    sums: of the whole place, shape (runs, months + 1).   All runs at once cost little more than one.
    """
    series = measure_all(sums, indicators)
    found = [[value_at(series[name], name, month) for name in indicators] for month in at]
    return np.moveaxis(np.array(found), -1, 0)


def lost(chunk: Chunk, why: str) -> Done:
    """Give what there is of a chunk whose worker never came back: no values, and the reason in every run."""
    values = np.full((len(chunk.runs), len(chunk.at), len(chunk.indicators)), np.nan)
    runs = len(chunk.runs)
    return Done(chunk, values, (why,) * runs, (np.nan,) * runs, host(), compiled.source_hash(), versions_text())


def words_of(error: Exception) -> str:
    """Say what went wrong in a table; errors that are not our own get their kind in front."""
    return str(error) if isinstance(error, ScenarioError | ModelError) else f"{type(error).__name__}: {error}"


@cache
def host() -> str:
    """Name this computer."""
    return socket.gethostname()
