"""How the levers move under the events of a scenario: the one rule, which the engine follows and all that tells of it.

The later event holds from its month on, and starts from the value that stands then.
A ramp that is under way when another event moves its lever ends there; nothing brings it back.
Events of one month act in the order in which they are written, and after them the ramps climb.
Where events are for one commissioner, they move, and cut off, the lever of that commissioner alone.
Levers are given as one row of values a name, with a place for each commissioner: arrays of the engine, or plain lists.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from math import isnan, nan
from typing import Any, Final, NamedTuple

from coprod_sim.scenario.events import EVERYONE, KIND_BY_NAME, Event

Levers = Any
"""What gives each lever by its name as values of the commissioners by their rows: a structured array, or a mapping."""
Move = Callable[[str, int, float], None]
NOT_MOVED: Final = nan
"""What stands before a ramp for commissioners whose lever it does not move, or no longer."""


class Ramp(NamedTuple):
    """A ramp under way: the event, and the lever of each commissioner as it stood when it began."""

    event: Event
    before: MutableSequence[float] | Any

    def rows(self) -> list[int]:
        """Name the commissioners whose lever it moves."""
        return [row for row in commissioner_rows(self.event, len(self.before)) if not isnan(self.before[row])]


def moved_levers(event: Event) -> tuple[str, ...]:
    """Name the levers that an event moves.

    >>> moved_levers(Event(3, "recentralise")), moved_levers(Event(3, "staff_leave", amount=0.1))
    (('power_ceiling', 'personal_budgets'), ())
    """
    return (event.lever,) if event.lever is not None else KIND_BY_NAME[event.do].levers


def after(event: Event, lever: str, value: float) -> float:
    """Give the value of a lever after one event that is no ramp."""
    return KIND_BY_NAME[event.do].after(event, lever, value) if lever in moved_levers(event) else value


def commissioner_rows(event: Event, commissioners: int) -> Sequence[int]:
    """Give the rows of the commissioners that an event is about."""
    return range(commissioners) if event.who == EVERYONE else (event.who - 1,)


class Course:
    """The ramps that are under way, month after month.  Whoever uses it calls `take` for each event, then `climb`."""

    def __init__(self, ramps: Iterable[Ramp] = ()) -> None:
        self.ramps: list[Ramp] = [*ramps]

    def take(self, event: Event, levers: Levers, commissioners: int, move: Move) -> None:
        """Let an event move its levers, or begin its ramp; the ramps that it meets on the way end."""
        rows = commissioner_rows(event, commissioners)
        for lever in moved_levers(event):
            self.cut_off(lever, rows)
            if KIND_BY_NAME[event.do].gradual:
                before = [NOT_MOVED] * commissioners
                for row in rows:
                    before[row] = float(levers[lever][row])
                self.ramps.append(Ramp(event, before))
                continue
            for row in rows:
                move(lever, row, after(event, lever, float(levers[lever][row])))

    def cut_off(self, lever: str, rows: Sequence[int]) -> None:
        """End the ramps of a lever for some commissioners."""
        kept = []
        for ramp in self.ramps:
            if ramp.event.lever == lever:
                for row in rows:
                    ramp.before[row] = NOT_MOVED
            if ramp.rows():
                kept.append(ramp)
        self.ramps = kept

    def climb(self, month: int, move: Move) -> None:
        """Move each lever along its ramp, in a straight line, to its value of this month; those that arrive are done."""
        for ramp in self.ramps:
            event = ramp.event
            assert event.lever is not None
            assert event.to is not None
            assert event.until is not None
            part = (month - event.month) / (event.until - event.month)
            for row in ramp.rows():
                before = float(ramp.before[row])
                # At its end it is what was asked for, to the last digit.
                move(event.lever, row, event.to if part == 1 else before + part * (event.to - before))
        self.ramps = [ramp for ramp in self.ramps if ramp.event.until is not None and month < ramp.event.until]


def stops(events: Sequence[Event]) -> list[int]:
    """Give the months in which levers come to something new, and the ones before, from which later events start."""
    begins = {event.month for event in events}
    ends = {event.until for event in events if event.until is not None}
    return sorted(begins | ends | {month - 1 for month in begins if month > 1})


def walked(events: Sequence[Event], levers: Mapping[str, list[float]], last: int) -> Iterator[tuple[int, Event | None]]:
    """Move levers (changed in place) through the months that matter, up to `last`; tells of each event before it acts.

    After the events of a month it tells of None: the levers stand then as they do in that month.
    """
    course = Course()
    commissioners = len(next(iter(levers.values())))

    def move(lever: str, row: int, value: float) -> None:
        levers[lever][row] = value

    for month in sorted({*stops(events), last}):
        if month > last:
            return
        for event in events:
            if event.month == month and moved_levers(event):
                yield month, event
                course.take(event, levers, commissioners, move)
        course.climb(month, move)
        yield month, None
