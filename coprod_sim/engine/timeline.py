"""What scheduled events do to a place, at the very start of their month.

What events there are, and what each needs, is declared in events.py.
How levers move, and what becomes of a ramp that another event meets, stands in lever_course.py.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import numpy as np

from coprod_sim.agents.rules.review import promise_believed
from coprod_sim.engine.conference import hold_conference
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.state import Place, Reals, Rows
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.lever_course import Course, Ramp, moved, rows_of


@act
def believe_promise(place, row):
    """A family hears a new public promise: it expects at least as much say as it believes."""
    me = place.families[row]
    promise = place.commissioners[me.commissioner].promise
    me.expected_voice = max(me.expected_voice, promise_believed(promise, me.felt_trust))


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
            if moved(event):
                self.course.take(event, LeversOf(place), len(place.commissioners), move)
            elif event.do == "conference":
                assert event.attendance is not None
                assert event.parent_led is not None
                rows = concerned(place, event)
                place = hold_conference(place, rows, event.attendance, event.parent_led, month)
            elif event.do in self.happenings:
                for row in concerned(place, event):
                    self.happenings[event.do](place, int(row), event.amount, month)
            else:
                happen(place, event, month)
        self.course.climb(month, move)
        return place


def concerned(place: Place, event: Event) -> Rows:
    """Give the rows of the commissioners that an event is about."""
    return np.array(rows_of(event, len(place.commissioners)), np.int32)


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


def happen(place: Place, event: Event, month: int) -> None:
    """Do one event that happens at once, and moves no lever."""
    rows = concerned(place, event)
    match event.do:
        case "caseload_rise" if event.amount is not None:
            staff = np.isin(place.professionals["commissioner"], rows)
            place.professionals["capacity"][staff] /= 1 + event.amount
        case "staff_leave" if event.amount is not None:
            staff_leave(place, rows, event.amount, month)
        case _:
            raise ValueError(f"month {month}: nobody knows how to do the event {event}")


def staff_leave(place: Place, rows: Rows, share: float, month: int) -> None:
    """Tell a share of the professionals of some commissioners to leave: those whose draws are lowest."""
    staff = np.flatnonzero(np.isin(place.professionals["commissioner"], rows))
    draws = [randomness.chance(place.key, row, 0, month, randomness.STAFF_LEAVE) for row in staff]
    leaving = staff[np.argsort(draws, kind="stable")[: round(share * len(staff))]]
    place.professionals["told_to_leave"][leaving] = 1
