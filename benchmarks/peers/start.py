"""The place that all contenders start from, as plain arrays in a file, so that a peer's process holds nothing of ours.

The arrays are those of `coprod_sim.engine.simulation.Simulation(...).place`: the same people, ties and settings for everybody.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
SEED = 1


class Start(NamedTuple):
    """A place at month 0: records of people and ties, and who belongs to whom in compressed sparse rows."""

    families: Array
    professionals: Array
    commissioners: Array
    casework: Array
    parameters: Array
    area_start: Array
    team_start: Array
    case_start: Array
    cases: Array
    peer_start: Array
    peers: Array

    def par(self) -> SimpleNamespace:
        """Give the parameters as plain Python floats, by name."""
        return SimpleNamespace(**{name: float(self.parameters[name][0]) for name in self.parameters.dtype.names or ()})


def start_of(place: Any) -> Start:
    """Copy what a port needs out of a place of ours."""
    return Start(*(getattr(place, name).copy() for name in Start._fields))


def save(start: Start, path: Path) -> None:
    """Write a start into a file."""
    np.savez(path, **start._asdict())


def load(path: Path) -> Start:
    """Read a start from a file."""
    with np.load(path) as arrays:
        return Start(**{name: arrays[name] for name in Start._fields})
