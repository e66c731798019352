"""The people as Mesa agents: each is a view of one row, made when somebody asks for it.

An agent holds its model and its row, nothing else: reading `family.felt_trust` reads the arrays, and writing it writes them.
`step()` calls the same compiled month that the fast loop calls for every row, so both give the same numbers.
The behaviour itself stands in family.py, professional.py and commissioner.py.
This file and model.py are the only ones that import Mesa.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import mesa
import numpy as np

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.engine.kernel.state_field import Field
from coprod_sim.errors import ScenarioError

View = TypeVar("View")


class Town(Protocol):
    """What the people ask of their model: the arrays, the compiled loops, the month, and one another."""

    place: Any
    engine: Any
    steps: int

    def family(self, row: int) -> "Family":
        """Give one family."""
        ...

    def professional(self, row: int) -> "Professional":
        """Give one professional."""
        ...


def state_property(field: Field, rows: str) -> property:
    """Make a property that reads and writes one field of a row; `rows` names the array in the place."""

    def read(view: Any) -> Any:
        value = getattr(view.model.place, rows)[field.name][view.row]
        return value if field.length > 1 else value.item()

    def write(view: Any, value: Any) -> None:
        where = f"{type(view).__name__.lower()} {view.row}: {field.name}"
        if field.structural:
            raise ScenarioError(f"{where}: is fixed when the place is made. Make another place, or another network.")
        given = np.asarray(value, dtype=float)
        if not ((given >= field.low) & (given <= field.high)).all():
            raise ScenarioError(f"{where} = {value}: must be between {field.low:g} and {field.high:g} ({field.unit}).")
        getattr(view.model.place, rows)[field.name][view.row] = value

    return property(read, write, doc=f"{field.meaning} [{field.unit}]")


def view_of(rows: str, fields: Sequence[Field]) -> Callable[[type[View]], type[View]]:
    """Give a class a property for each declared field of its rows."""

    def add(view: type[View]) -> type[View]:
        for field in fields:
            setattr(view, field.name, state_property(field, rows))
        return view

    return add


@view_of("casework", CASEWORK)
class Casework:
    """A working relationship between one family and one professional: their trusts, and the professional's power."""

    def __init__(self, model: "Town", row: int) -> None:
        self.model = model
        self.row = row


class Person(mesa.Agent):
    """What families, professionals and commissioners share: a model and a row.  Not used by itself."""

    model: "Town"

    def __init__(self, model: "Town", row: int) -> None:
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        """Show the kind and the row."""
        return f"{type(self).__name__}(row={self.row})"


@view_of("families", FAMILY)
class Family(Person):
    """A young person and those who care for them."""

    def step(self) -> None:
        """Live one month."""
        self.model.engine.walks.family_month(self.model.place, self.row, self.model.steps)

    @property
    def casework(self) -> list[Casework]:
        """The working relationships with each professional of the team."""
        start = self.model.place.team_start
        return [Casework(self.model, edge) for edge in range(start[self.row], start[self.row + 1])]

    @property
    def team(self) -> "list[Professional]":
        """The professionals who work with this family."""
        return [self.model.professional(tie.professional) for tie in self.casework]  # type: ignore[attr-defined]

    @property
    def peers(self) -> "list[Family]":
        """The families that this family hears from."""
        place = self.model.place
        ties = range(place.peer_start[self.row], place.peer_start[self.row + 1])
        return [self.model.family(int(place.peers[tie])) for tie in ties]


@view_of("professionals", PROFESSIONAL)
class Professional(Person):
    """A SENCO, therapist, psychologist or caseworker."""

    def step(self) -> None:
        """Work one month."""
        self.model.engine.walks.professional_month(self.model.place, self.row, self.model.steps)

    @property
    def casework(self) -> list[Casework]:
        """The working relationships with each family."""
        place = self.model.place
        cases = range(place.case_start[self.row], place.case_start[self.row + 1])
        return [Casework(self.model, int(place.cases[case])) for case in cases]

    @property
    def families(self) -> list[Family]:
        """The families that this professional works with."""
        return [self.model.family(tie.family) for tie in self.casework]  # type: ignore[attr-defined]


@view_of("commissioners", COMMISSIONER)
class Commissioner(Person):
    """A local authority or integrated care board; its levers are attributes too."""

    def step(self) -> None:
        """Read last month's disputes and spending."""
        self.model.engine.walks.commissioner_month(self.model.place, self.row, self.model.steps)

    @property
    def families(self) -> list[Family]:
        """The families whose teams answer to this commissioner."""
        start = self.model.place.area_start
        return [self.model.family(row) for row in range(start[self.row], start[self.row + 1])]
