"""How a piece of state is declared: once, with unit, range and meaning, beside the rules that use it.

The arrays, the range checks, the attributes of agents and graphs, and the reference tables are made from these declarations.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

NEED_AREAS = 4
"""The areas of need of the SEND Code of Practice, in order: see AREA_NAMES."""
NEED_AREA_NAMES = (
    "communication and interaction",
    "cognition and learning",
    "social, emotional and mental health",
    "sensory and physical",
)
REAL, COUNT, FLAG = "f8", "i4", "u1"
UNBOUNDED = float("inf")


class Field(NamedTuple):
    """One piece of state: its name, unit, meaning, range (inclusive), type, and how many numbers it has.

    A structural field says who belongs where; it is set when the place is made and cannot be written afterwards.
    """

    name: str
    unit: str
    meaning: str
    low: float = 0.0
    high: float = 1.0
    type: str = REAL
    length: int = 1
    structural: bool = False


def record_type(fields: Sequence[Field]) -> np.dtype[np.record]:
    """Make the dtype of one row: a record with a named entry for each field.

    >>> record_type([Field("trust", "share", "an example"), Field("need", "units", "another", length=4)]).names
    ('trust', 'need')
    """
    entries = [(f.name, f.type, (f.length,)) if f.length > 1 else (f.name, f.type) for f in fields]
    record: np.dtype[np.record] = np.dtype((np.record, np.dtype(entries, align=True)))  # type: ignore[assignment]
    return record
