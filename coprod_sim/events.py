"""What scheduled events do to a place, at the very start of their month.

What events there are, and what each needs, is declared in scenario_events.py.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from coprod_sim import randomness
from coprod_sim.compiled import act, loop
from coprod_sim.conference import hold_conference
from coprod_sim.meeting import promise_believed
from coprod_sim.scenario_events import Event
from coprod_sim.state import Place, Reals, Rows


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


class Ramp(NamedTuple):
    """A ramp under way: the event, and the levers as they stood when it began, shape (c,)."""

    event: Event
    before: Reals


class Timeline:
    """The events of a scenario in their order, and the ramps that are under way."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = tuple(sorted(events, key=lambda event: event.month))
        self.ramps: list[Ramp] = []

    def quiet_months(self, month: int, count: int) -> int:
        """Count the months from `month` on, at most `count`, that go by before anything happens."""
        if self.ramps:
            return 0
        coming = [event.month - month for event in self.events if event.month >= month]
        return min([count, *coming])

    def begin(self, place: Place, month: int) -> Place:
        """Do what is scheduled for this month; gives the place, with new arrays of ties where people have met."""
        for event in self.events:
            if event.month != month:
                continue
            if event.do == "ramp":
                assert event.lever is not None
                self.ramps.append(Ramp(event, place.commissioners[event.lever].copy()))
            elif event.do == "conference":
                assert event.attendance is not None
                assert event.parent_led is not None
                rows = concerned(place, event)
                place = hold_conference(place, rows, event.attendance, event.parent_led, month)
            else:
                happen(place, event, month)
        for ramp in self.ramps:
            climb(place, ramp, month)
        self.ramps = [ramp for ramp in self.ramps if ramp.event.until is not None and month < ramp.event.until]
        return place


def concerned(place: Place, event: Event) -> Rows:
    """Give the rows of the commissioners that an event is about."""
    if event.who == "all":
        return np.arange(len(place.commissioners), dtype=np.int32)
    return np.array([event.who - 1], np.int32)


def set_lever(place: Place, rows: Rows, lever: str, value: float | Reals) -> None:
    """Set a lever of some commissioners; a promise is heard by their families at once."""
    changed = rows[place.commissioners[lever][rows] != value]
    place.commissioners[lever][rows] = value
    if lever == "promise":
        for row in changed:
            hear_promise(place, place.area_start[row], place.area_start[row + 1])


def happen(place: Place, event: Event, month: int) -> None:
    """Do one event that happens at once."""
    rows = concerned(place, event)
    match event.do:
        case "set" if event.lever is not None and event.to is not None:
            set_lever(place, rows, event.lever, event.to)
        case "promise" if event.to is not None:
            set_lever(place, rows, "promise", event.to)
        case "recentralise" if event.to is not None:
            set_lever(place, rows, "power_ceiling", event.to)
            set_lever(place, rows, "personal_budgets", 0.0)
        case "budget_cut" if event.amount is not None:
            place.commissioners["budget"][rows] *= 1 - event.amount
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


def climb(place: Place, ramp: Ramp, month: int) -> None:
    """Move a lever along its ramp, in a straight line, to its value of this month."""
    event = ramp.event
    assert event.lever is not None
    assert event.to is not None
    assert event.until is not None
    rows = concerned(place, event)
    part = (month - event.month) / (event.until - event.month)
    set_lever(place, rows, event.lever, ramp.before[rows] + part * (event.to - ramp.before[rows]))
