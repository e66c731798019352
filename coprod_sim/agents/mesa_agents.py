"""The people as Mesa agents: each is a view of one row, made when somebody asks for it.

An agent holds its model and its row, nothing else: reading `family.felt_trust` reads the arrays, and writing it writes them.
`step()` is made of verbs, and each calls the compiled rule of its name, which the fast loop calls for every row: both give the same numbers.
A subclass overrides one verb and leaves the others.  The behaviour itself stands in family.py, professional.py, commissioner.py and forum.py.
This file and model.py are the only ones that import Mesa.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import mesa
import numpy as np

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY, Peers, Team
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.young_person import YOUNG_PERSON
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

    def young_person(self, row: int) -> "YoungPerson":
        """Give one young person, by the row of the family."""
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
    """What families, professionals, commissioners and forums share: a model and a row.  Not used by itself."""

    model: "Town"
    cell: Any = None
    """Its place in a Mesa space of the newer kind, where one was asked for."""
    own_rows: str
    """The array in which a mechanism keeps the state of this kind."""

    def __init__(self, model: "Town", row: int) -> None:
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        """Show the kind and the row."""
        return f"{type(self).__name__}(row={self.row})"

    @property
    def own(self) -> Any:
        """The state that a mechanism keeps of this person: a row that can be read and written by name."""
        return getattr(self.model.place, self.own_rows)[self.row]

    def remove(self) -> None:
        """Refuse: a place is arrays of a fixed length, and its totals would count who is gone."""
        raise ScenarioError(
            f"{self!r}: remove() is not allowed: who is there is fixed when the place is made. "
            "Give fewer families, or a network without this one."
        )


@view_of("families", FAMILY)
class Family(Person):
    """Those who care for a young person; the young person is an agent beside them."""

    own_rows = "own_families"

    def step(self) -> None:
        """Live one month: these verbs, in this order."""
        self.begin_month()
        self.request()
        team = self.see_team()
        peers = self.hear_peers()
        fit_now = self.review(team)
        fit_now = self.live(team, peers, fit_now)
        self.appeal(fit_now)
        self.show()

    def begin_month(self) -> None:
        """Open the month: an empty ledger, one more month since the last review, and needs that move."""
        self.model.engine.walks.begin_month(self.model.place, self.row, self.model.steps)

    def see_team(self) -> Team:
        """See who is there, and begin anew with newcomers; give the means of the team."""
        return self.model.engine.walks.see_team(self.model.place, self.row)  # type: ignore[no-any-return]

    def hear_peers(self) -> Peers:
        """Give what peers say of trust and confidence."""
        return self.model.engine.walks.hear_peers(self.model.place, self.row, self.model.steps)  # type: ignore[no-any-return]

    def review(self, team: Team) -> float:
        """Hold a review if it is due; give how well the plan fits."""
        walks = self.model.engine.walks
        return walks.review_if_due(self.model.place, self.row, self.model.steps, team)  # type: ignore[no-any-return]

    def live(self, team: Team, peers: Peers, fit_now: float) -> float:
        """Live daily life, and perhaps go to a tribunal; give how well the plan fits then."""
        walks = self.model.engine.walks
        return walks.live(self.model.place, self.row, self.model.steps, team, peers, fit_now)  # type: ignore[no-any-return]

    def request(self) -> None:
        """Take one step on the way to a plan: ask, be decided about, be assessed; nothing without the statutory pathway."""
        self.model.engine.walks.request(self.model.place, self.row, self.model.steps)

    def appeal(self, fit_now: float) -> float:
        """Use a right to appeal, or go on with an appeal; give how well the plan fits then; nothing without the statutory pathway."""
        return self.model.engine.walks.appeal(self.model.place, self.row, self.model.steps, fit_now)  # type: ignore[no-any-return]

    @property
    def pathway(self) -> Any:
        """Where the family stands on the statutory pathway: a row that can be read by name, or None without one."""
        pathways = self.model.place.pathways
        return pathways[self.row] if len(pathways) else None

    def show(self) -> None:
        """Let others see next month how the family stands."""
        self.model.engine.walks.show(self.model.place, self.row, self.model.steps)

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
    def young_person(self) -> "YoungPerson":
        """The young person of this family."""
        return self.model.young_person(self.row)

    @property
    def peers(self) -> "list[Family]":
        """The families that this family hears from."""
        place = self.model.place
        ties = range(place.peer_start[self.row], place.peer_start[self.row + 1])
        return [self.model.family(int(place.peers[tie])) for tie in ties]


@view_of("young_people", YOUNG_PERSON)
class YoungPerson(Person):
    """The young person of the family in the same row.  What a meeting is for them, the meeting says (family.py)."""

    own_rows = "own_families"

    def step(self) -> None:
        """Live one month, after the family: these verbs, in this order."""
        self.grow()
        self.see_plan()
        self.judge_key_person()

    def grow(self) -> None:
        """Become a month older."""
        self.model.engine.walks.grow(self.model.place, self.row)

    def see_plan(self) -> None:
        """See how well what comes fits, by need and by wish."""
        self.model.engine.walks.see_plan(self.model.place, self.row)

    def judge_key_person(self) -> None:
        """Trust the key person: anew where that is a new one, and by the review where there was one."""
        self.model.engine.walks.judge_key_person(self.model.place, self.row)

    @property
    def family(self) -> Family:
        """Those who care for this young person."""
        return self.model.family(self.row)

    @property
    def key_person(self) -> "Professional":
        """The first of the family's team."""
        return self.family.team[0]


@view_of("professionals", PROFESSIONAL)
class Professional(Person):
    """A SENCO, therapist, psychologist or caseworker."""

    own_rows = "own_professionals"

    def step(self) -> None:
        """Work one month: these verbs, in this order."""
        shared_power = self.see_cases()
        self.learn(shared_power)
        self.stay_or_leave()

    def see_cases(self) -> float:
        """Look at the cases, from which the load follows; give the mean power of their families."""
        return self.model.engine.walks.see_cases(self.model.place, self.row, self.model.steps)  # type: ignore[no-any-return]

    def learn(self, shared_power: float) -> None:
        """Tire or rest, and learn from training, colleagues and shared decisions."""
        self.model.engine.walks.learn(self.model.place, self.row, shared_power)

    def stay_or_leave(self) -> None:
        """Stay, or leave the post to a newcomer."""
        self.model.engine.walks.stay_or_leave(self.model.place, self.row, self.model.steps)

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

    own_rows = "own_commissioners"

    def step(self) -> None:
        """Take one month, where there are families: these verbs, in this order."""
        if self.rows:
            plans = self.see_area()
            self.spend(plans)

    def see_area(self) -> float:
        """Read last month's disputes; give the mean spending on plans."""
        return self.model.engine.walks.see_area(self.model.place, self.row, self.model.steps)  # type: ignore[no-any-return]

    def spend(self, plans: float) -> None:
        """Count the spending, from which rationing and pressure follow."""
        self.model.engine.walks.spend(self.model.place, self.row, self.model.steps, plans)

    @property
    def rows(self) -> range:
        """The rows of the families whose teams answer to this commissioner."""
        start = self.model.place.area_start
        return range(start[self.row], start[self.row + 1])

    @property
    def families(self) -> list[Family]:
        """The families whose teams answer to this commissioner."""
        return [self.model.family(row) for row in self.rows]


class Forum(Person):
    """The parent forum of the commissioner in the same row."""

    own_rows = "own_commissioners"

    def step(self) -> None:
        """Meet once a month, where there are families: these verbs, in this order."""
        start = self.model.place.area_start
        if start[self.row + 1] > start[self.row]:
            self.fill_seats()
            self.set_offer()
            self.set_criteria()

    def fill_seats(self) -> None:
        """Let a month go by in every seat, and fill those that are empty."""
        self.model.engine.walks.fill_seats(self.model.place, self.row, self.model.steps)

    def set_offer(self) -> None:
        """Once a year, set the standard offer again."""
        self.model.engine.walks.set_offer(self.model.place, self.row, self.model.steps)

    def set_criteria(self) -> None:
        """As often, say how far the bars of the statutory pathway are eased; nothing without one."""
        self.model.engine.walks.set_criteria(self.model.place, self.row, self.model.steps)

    @property
    def members(self) -> list[Family]:
        """The families that have a seat."""
        seated = self.model.place.seats[self.row]["family"]
        return [self.model.family(int(row)) for row in seated if row >= 0]
