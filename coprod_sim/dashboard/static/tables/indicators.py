"""What every indicator says and is made of, so that a browser can work it out from the same sums: read off the indicators themselves.

Each indicator's own function is called once with a stand-in for the sums, which notes what is done with it.
So an indicator is declared in one place, and a new one is in the browser as soon as it is written.
"""

from typing import Any, Final

import numpy as np

import coprod_sim.indicators as declared
from coprod_sim.dashboard.static.tables import StaticTables
from coprod_sim.engine.totals import TALLY
from coprod_sim.indicators import INDICATORS, OF_DECISIONS, ON_PATH, RATES

Note = list[Any]
"""What is done, as JSON holds it: the name of a step, and what it is done with, notes or numbers."""
CALLS: Final = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "sqrt": "sqrt", "maximum": "max"}
"""NumPy's functions that indicators may use, and what the browser's script calls them."""


class Noted:
    """Stands for numbers of a month that are not there yet."""

    def __init__(self, note: Note) -> None:
        self.note = note

    def __array_ufunc__(self, function: Any, method: str, *given: Any, **more: Any) -> "Noted":
        """Note what one of NumPy's functions is called with."""
        del method, more
        return Noted([CALLS[function.__name__], *map(plain, given)])

    def __array_function__(self, function: Any, kinds: Any, given: Any, more: Any) -> "Noted":
        """Note a division that gives nothing where there is nothing to divide by; nothing else is chosen between."""
        del kinds, more
        condition, found, otherwise = given
        if function is not np.where or not np.isnan(otherwise) or condition.note[0] != ">0":
            raise TypeError(f"the browser's script has no {function.__name__}")
        return Noted(["share", found.note[1], found.note[2]])

    def __gt__(self, other: float) -> "Noted":
        """Note a question whether there is anything."""
        if other != 0:
            raise TypeError("the browser's script compares with 0 only")
        return Noted([">0", self.note])

    def __getitem__(self, place: Any) -> "Noted":
        """Note which of several numbers are taken."""
        _, which = place
        return Noted(["of", self.note, which])

    def sum(self, axis: int) -> "Noted":
        """Note that several numbers are added up."""
        del axis
        return Noted(["sum", self.note])

    def __add__(self, other: Any) -> "Noted":
        """Note a sum."""
        return Noted(["+", self.note, plain(other)])

    def __sub__(self, other: Any) -> "Noted":
        """Note a difference."""
        return Noted(["-", self.note, plain(other)])

    def __rsub__(self, other: Any) -> "Noted":
        """Note a difference from a number."""
        return Noted(["-", plain(other), self.note])

    def __mul__(self, other: Any) -> "Noted":
        """Note a product."""
        return Noted(["*", self.note, plain(other)])

    def __rmul__(self, other: Any) -> "Noted":
        """Note a product with a number."""
        return Noted(["*", plain(other), self.note])


def plain(given: Any) -> Any:
    """Give the note of a stand-in, or a number as it is."""
    return given.note if isinstance(given, Noted) else given


class Sums:
    """Stands for the sums of a month."""

    def __getitem__(self, name: str) -> Noted:
        """Note which sum is read."""
        return Noted(["sum of", name])


def quantile_noted(cells: Noted, share: float) -> Noted:
    """Note a quantile of what was counted in cells (engine/counts/groups.py)."""
    return Noted(["quantile", cells.note, share])


def formula(measure: Any) -> Note:
    """Give what an indicator does with the sums."""
    names = vars(declared)
    usual = names["quantile_of_cells"]
    names["quantile_of_cells"] = quantile_noted
    try:
        found = measure(Sums())
    finally:
        names["quantile_of_cells"] = usual
    note: Note = found.item().note if isinstance(found, np.ndarray) else found.note
    return note


def shared(notes: dict[str, Note]) -> StaticTables:
    """Give all steps, what several indicators do written once, and the number of each indicator's last step."""
    steps: list[Note] = []
    known: dict[str, int] = {}

    def number(note: Note) -> int:
        step = [note[0], *({"step": number(one)} if is_note(one) else one for one in note[1:])]
        place = known.setdefault(repr(step), len(steps))
        if place == len(steps):
            steps.append(step)
        return place

    return {"named": {name: number(note) for name, note in notes.items()}, "steps": steps}


def is_note(given: Any) -> bool:
    """Tell a note from a number, a name and a list of places."""
    return isinstance(given, list) and isinstance(given[0], str)


def fields(tally: np.dtype[np.record]) -> list[list[Any]]:
    """Give the sums of a tally in their order, each with how many numbers it has."""
    return [[name, int(np.prod(tally[name].shape, dtype=int))] for name in tally.names or ()]


def tables() -> StaticTables:
    """Give the sums, and what every indicator says and does with them; those that begin with `path` need a pathway."""
    notes = {name: formula(one.measure) for name, one in INDICATORS.items()}
    return {
        **shared(notes),
        "path": ON_PATH,
        "sums": fields(TALLY),
        "about": {name: [one.title, one.unit, one.definition, one.better] for name, one in INDICATORS.items()},
        "rates": list(RATES),
        "of_decisions": list(OF_DECISIONS),
    }
