"""What scheduled events do to a place, at the very start of their month.

What events there are, what each needs and what it does, is declared in scenario/events/, one file a kind.
How levers move, and what becomes of a ramp that another event meets, stands in lever_course.py.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np

from coprod_sim.agents.rules.review import credible_say
from coprod_sim.engine.conference import hold_conference
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.state import Place, Reals, RowNumbers
from coprod_sim.scenario.events import KIND_BY_NAME, Event
from coprod_sim.scenario.lever_course import Course, Ramp, commissioner_rows, moved_levers


@act
def believe_promise(place, row):
    """A family hears a new public promise: it expects at least as much say as it believes."""
    me = place.families[row]
    promise = place.commissioners[me.commissioner].promise
    me.expected_say = max(me.expected_say, credible_say(promise, 1.0, me.reputation, me.power + me.heard))


@loop
def hear_promise(place, first, last):
    """Let the families in rows first to last - 1 hear their commissioner's promise."""
    for row in range(first, last):
        believe_promise(place, row)


NOTHING_OWN: Final[Mapping[str, Callable[..., None]]] = {}


class Timeline:
    """The events of a scenario in their order, and the ramps that are under way."""

    def __init__(self, events: Iterable[Event], happenings: Mapping[str, Callable[..., None]] = NOTHING_OWN) -> None:
        self.happenings = happenings
        self.events = tuple(sorted(events, key=lambda event: event.month))
        self.course = Course()

    @property
    def ramps(self) -> list[Ramp]:
        """The ramps that are under way."""
        return self.course.ramps

    @ramps.setter
    def ramps(self, ramps: Iterable[Ramp]) -> None:
        """Take up ramps where a run stopped."""
        self.course = Course(ramps)

    def quiet_months(self, month: int, count: int) -> int:
        """Count the months from `month` on, at most `count`, that go by before anything happens."""
        if self.ramps:
            return 0
        coming = [event.month - month for event in self.events if event.month >= month]
        return min([count, *coming])

    def begin(self, place: Place, month: int) -> Place:
        """Do what is scheduled for this month; gives the place, with new arrays of ties where people have met."""

        def move(lever: str, row: int, value: float) -> None:
            set_lever(place, lever, row, value)

        for event in self.events:
            if event.month != month:
                continue
            if moved_levers(event):
                self.course.take(event, LeversOf(place), len(place.commissioners), move)
            if event.do in self.happenings:
                for row in commissioner_rows(event, len(place.commissioners)):
                    self.happenings[event.do](place, row, event.amount, month)
            else:
                place = happen(place, event, month)
        self.course.climb(month, move)
        return place


class LeversOf:
    """The levers of a place by their names, shape (c,) each; those of a mechanism lie beside ours."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def __getitem__(self, lever: str) -> Reals:
        """Give one lever of all commissioners."""
        ours = lever in (self.place.commissioners.dtype.names or ())
        rows: Reals = (self.place.commissioners if ours else self.place.own_commissioners)[lever]  # type: ignore[attr-defined]
        return rows


def set_lever(place: Place, lever: str, row: int, value: float) -> None:
    """Set a lever of one commissioner; a promise is heard by its families at once."""
    values = LeversOf(place)[lever]
    changed = values[row] != value
    values[row] = value
    if lever == "promise" and changed:
        hear_promise(place, place.area_start[row], place.area_start[row + 1])


class EventContext(NamedTuple):
    """What an event is handed: the place, the rows of the commissioners whom it is about, the month, and its kind."""

    place: Place
    rows: RowNumbers
    month: int
    do: str

    @property
    def staff(self) -> np.ndarray:
        """The rows of the professionals of these commissioners."""
        return np.flatnonzero(np.isin(self.place.professionals["commissioner"], self.rows))

    @property
    def families(self) -> np.ndarray:
        """The rows of the families of these commissioners."""
        return np.flatnonzero(np.isin(self.place.families["commissioner"], self.rows))

    def draws(self, people: np.ndarray) -> Reals:
        """Draw a number between 0 and 1 for each of some people: the same whatever else happens."""
        key, decision = self.place.key, OWN_NUMBER.get(self.do, crc32(self.do.encode()))
        return np.array([randomness.chance(key, row, 0, self.month, decision) for row in people])


def conference(context: EventContext, event: Event) -> Place:
    """Hold a conference."""
    assert event.attendance is not None
    assert event.parent_led is not None
    return hold_conference(context.place, context.rows, event.attendance, event.parent_led, context.month)


EFFECTS: Final[dict[str, Callable[[EventContext, Event], Place]]] = {
    "": lambda context, _: context.place,
    "conference": conference,
}
"""What the engine does itself, by the name that a kind of event gives for it."""
OWN_NUMBER: Final = {"staff_leave": randomness.STAFF_LEAVE}
"""The decision of chance of a kind of event; one that has none here draws by a number made from its name."""


def happen(place: Place, event: Event, month: int) -> Place:
    """Do what an event does beside moving levers."""
    happens = KIND_BY_NAME[event.do].happens
    rows = np.array(commissioner_rows(event, len(place.commissioners)), np.int32)
    context = EventContext(place, rows, month, event.do)
    if isinstance(happens, str):
        return EFFECTS[happens](context, event)
    happens(context, event)
    return place
