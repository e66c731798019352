"""The arrays that hold a place: made from the fields that are declared beside the rules.

A place is rows of families, professionals and commissioners, and the ties between them in compressed sparse rows:
the ties of row i are those from start[i] to start[i + 1] - 1.
Families of one commissioner stand next to each other (area_start), and casework edges are in the order of families.
How a place is made: small_town.py and load.py.  How a month goes: month_loop.py.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY, SEEN_FIELDS
from coprod_sim.agents.forum import SEAT
from coprod_sim.agents.pathway import PATHWAY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.young_person import YOUNG_PERSON
from coprod_sim.engine.kernel.state_field import Field, record_type
from coprod_sim.errors import ModelError
from coprod_sim.scenario.parameters import DEFAULTS, names
from coprod_sim.scenario.setting_checks import ROUNDING

Records = NDArray[np.record]
RowNumbers = NDArray[np.int32]
Reals = NDArray[np.float64]

REPORT: Final = "A rule has left the range of its state; please report it with the settings and seed."

(
    FAMILY_TYPE,
    YOUNG_PERSON_TYPE,
    PATHWAY_TYPE,
    SEEN_TYPE,
    PROFESSIONAL_TYPE,
    COMMISSIONER_TYPE,
    CASEWORK_TYPE,
    SEAT_TYPE,
) = map(record_type, (FAMILY, YOUNG_PERSON, PATHWAY, SEEN_FIELDS, PROFESSIONAL, COMMISSIONER, CASEWORK, SEAT))
PARAMETER_TYPE = record_type([Field(name, "", "") for name in (*names("parameter"), *names("start"))])

OWN_ROWS: Final = ("own_families", "own_professionals", "own_commissioners")
"""The arrays that a place with a mechanism has beside these (mechanism/arrays.py)."""
OWN_FIELDS: dict[np.dtype[Any], tuple[Field, ...]] = {}
"""The fields of such arrays, by the type of their rows."""


class Place(NamedTuple):
    """Everything that a month reads and writes.  n, m, c: families, professionals, commissioners."""

    families: Records  # (n,)
    young_people: Records  # (n,), one in each family
    pathways: Records  # (n,), one for each family, or none in a place without the statutory pathway
    professionals: Records  # (m,)
    commissioners: Records  # (c,)
    casework: Records  # (edges,), in the order of families
    parameters: Records  # (1,)
    key: NDArray[np.uint64]  # (2,), the words of the seed
    area_start: RowNumbers  # (c + 1,), the families of a commissioner
    team_start: RowNumbers  # (n + 1,), the casework edges of a family
    case_start: RowNumbers  # (m + 1,), the cases of a professional
    cases: RowNumbers  # (edges,), as rows of casework
    peer_start: RowNumbers  # (n + 1,), the peers of a family
    peers: RowNumbers  # (peer ties in both directions,), as rows of families
    peer_weight: NDArray[np.float32]  # likewise
    practice_start: RowNumbers  # (m + 1,), the colleagues of a professional
    colleagues: RowNumbers  # (practice ties in both directions,), as rows of professionals
    seats: Records  # (c, seats), the forums
    seen: Records  # (2, n), what others see of a family at the start of even months, and of odd ones
    seen_facilitation: Reals  # (m,), facilitation at the start of the professionals' phase
    seen_caution: Reals  # (m,), likewise


def parameter_record(values: Mapping[str, float]) -> Records:
    """Make the record of all parameters and starting values, shape (1,)."""
    record: Records = np.zeros(1, PARAMETER_TYPE)
    for name in PARAMETER_TYPE.names or ():
        record[name] = values[name]
    return record


def default_parameters() -> np.record:
    """Give the default parameters as one record, with the parameters as attributes.

    >>> bool(0 < default_parameters().trust_gain < 1)
    True
    """
    record: np.record = parameter_record(DEFAULTS)[0]
    return record


def sparse_rows(owner: NDArray[np.integer[Any]], rows: int) -> tuple[RowNumbers, NDArray[np.int_]]:
    """Sort ties by owner: give the start of each row, shape (rows + 1,), and the order of the ties.

    >>> start, order = sparse_rows(np.array([1, 0, 1]), rows=2)
    >>> start.tolist(), order.tolist()
    ([0, 1, 3], [1, 0, 2])
    """
    start = np.zeros(rows + 1, np.int32)
    np.cumsum(np.bincount(owner, minlength=rows), out=start[1:])
    return start, np.argsort(owner, kind="stable")


def copy_place(place: Place) -> Place:
    """Copy all arrays of a place."""
    copies: tuple[Any, ...] = tuple(array.copy() for array in place)
    return type(place)(*copies)


class Stray(NamedTuple):
    """A number that is none, or lies outside its declared range: whose it is, which part of a field, and what it should be."""

    whose: str
    field: str
    part: str
    value: float
    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        """Say it in words."""
        declared = f"from {self.low:g} to {self.high:g}"
        if np.isinf(self.low) and np.isinf(self.high):
            declared = "as a number that is not infinite"
        return f"{self.whose}: {self.field}{self.part} is {self.value:.10g}, declared {declared} ({self.unit})"


def own_rows(place: Place) -> Iterator[tuple[str, tuple[Field, ...], Records]]:
    """Give what a mechanism keeps of each kind of people, with its fields; nothing without one."""
    for name in OWN_ROWS:
        rows = getattr(place, name, None)
        if rows is not None:
            yield name, OWN_FIELDS[rows.dtype], rows


def strays_of(place: Place) -> Iterator[Stray]:
    """Give the first row of each field in which a value is not a number or outside its declared range."""
    for kind, fields, rows in (
        ("family", FAMILY, place.families),
        ("young person", YOUNG_PERSON, place.young_people),
        ("pathway of family", PATHWAY, place.pathways),
        ("professional", PROFESSIONAL, place.professionals),
        ("commissioner", COMMISSIONER, place.commissioners),
        ("casework", CASEWORK, place.casework),
        ("seat", SEAT, place.seats.reshape(-1)),
        *own_rows(place),
    ):
        for field in fields:
            values = rows[field.name]
            # Shares may leave their range by rounding only.
            bad = ~((values >= field.low - ROUNDING) & (values <= field.high + ROUNDING) & np.isfinite(values))
            if bad.any():
                place_of_first = tuple(np.argwhere(bad)[0].tolist())
                row, part = place_of_first[0], "".join(f"[{number}]" for number in place_of_first[1:])
                whose = f"{kind} {row}"
                if kind == "casework":
                    whose += f" (family {rows['family'][row]}, professional {rows['professional'][row]})"
                value = float(values[place_of_first])
                yield Stray(whose, field.name, part, value, field.low, field.high, field.unit)


def out_of_range(place: Place) -> Iterator[str]:
    """Name each field with a value that is not a number or outside its declared range."""
    yield from map(str, strays_of(place))


def check_range(place: Place, month: int) -> None:
    """Raise a ModelError that names the first field outside its declared range, if there is any."""
    for fault in out_of_range(place):
        raise ModelError(f"month {month}: {fault}. {REPORT}")
