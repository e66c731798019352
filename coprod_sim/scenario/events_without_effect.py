"""What a scenario's events will not do, told before anybody waits for it: events that never happen, change nothing,
end another one, or take a setting away that somebody has given.

Every function gives sentences and raises nothing.  How levers move stands in lever_course.py.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from coprod_sim.scenario.events import EVERYONE, KIND_BY_NAME, Event
from coprod_sim.scenario.lever_course import moved_levers, walked
from coprod_sim.scenario.parameters import known_names

if TYPE_CHECKING:
    from coprod_sim.scenario.scenario import Scenario

MOST: Final = 8
"""So many notes about one scenario are enough."""
HEARD: Final = "promise"
"""Families hear a promise at once, so one that is replaced in the same month has acted."""


def event_name(event: Event) -> str:
    """Name an event in a sentence.

    >>> event_name(Event(12, "ramp", lever="training", to=0.03, until=24))
    'ramp of training to 0.03, months 12 to 24'
    >>> event_name(Event(25, "budget_cut", amount=0.25, who=2))
    'budget_cut of 25 % in month 25 for commissioner 2'
    """
    what = event.do
    if event.lever is not None:
        what = f"{event.do} {'of ' if KIND_BY_NAME[event.do].gradual else ''}{event.lever} to {event.to:.10g}"
    elif event.to is not None:
        what = f"{event.do} to {event.to:.10g}"
    elif event.amount is not None:
        what = f"{event.do} of {100 * event.amount:.10g} %"
    when = f", months {event.month} to {event.until}" if event.until else f" in month {event.month}"
    return f"{what}{when}{whom(event)}"


def whom(event: Event) -> str:
    """Say for whom an event is, if not for all."""
    return "" if event.who == EVERYONE else f" for commissioner {event.who}"


def undoes(later: Event, earlier: Event) -> bool:
    """Whether of two events of one month the later one leaves nothing of the earlier, and asks for something else."""
    levers = moved_levers(earlier)
    together = later.month == earlier.month and later.who in (EVERYONE, earlier.who)
    if not together or not levers or HEARD in levers or not set(levers) <= set(moved_levers(later)):
        return False
    # A ramp starts from what stands when it begins, and a cut takes its part of it: both let an earlier set act.
    relative = KIND_BY_NAME[later.do].gradual or KIND_BY_NAME[later.do].relative
    return (KIND_BY_NAME[earlier.do].gradual or not relative) and effect(earlier) != effect(later)


def effect(event: Event) -> tuple[object, ...]:
    """Give what an event does to its levers, whoever it is for."""
    return (event.do, event.lever, event.to, event.until, event.amount)


def undone(events: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Give each event of which another one of the same month leaves nothing, with that other one."""
    found = []
    for position, earlier in enumerate(events):
        later = next((one for one in events[position + 1 :] if undoes(one, earlier)), None)
        if later is not None:
            found.append((earlier, later))
    return found


def notes(scenario: "Scenario", months: int | None = None, own_place: bool = False) -> list[str]:
    """Say what events of a scenario will not do as they are written; `months` is how long the run is, if that is known.

    own_place: its levers may stand elsewhere at the start than the scenario says, as in a network of one's own.
    """
    found = [*never(scenario, months), *replaced(scenario), *ended(scenario, months)]
    found += [] if own_place or scenario.value("school_families") else nothing_new(scenario, months)
    more = len(found) - MOST
    sentences = found if more <= 0 else [*found[:MOST], f"and {more} more such events."]
    return [f"{scenario.name}: {text}" for text in sentences]


def never(scenario: "Scenario", months: int | None) -> Iterator[str]:
    """Tell of events after the end, and of ramps that do not arrive before it."""
    if months is None:
        return
    for event in scenario.events:
        if event.month > months:
            yield f"{event_name(event)}: never happens, for the run ends with month {months}. Raise months, or move it."
        elif event.until is not None and event.until > months and ender(scenario.events, event, months) is None:
            yield f"{event_name(event)}: does not get there, for the run ends with month {months}."


def replaced(scenario: "Scenario") -> Iterator[str]:
    """Tell of events that another file of the chain replaced in their own month."""
    for earlier, later in scenario.replaced:
        yield f"{event_name(earlier)}: is replaced by {event_name(later)}, which stands later in what was joined."


def ended(scenario: "Scenario", months: int | None) -> Iterator[str]:
    """Tell of ramps that end where another event moves their lever."""
    for ramp in scenario.events:
        later = ender(scenario.events, ramp, months)
        if later is not None:
            yield f"{event_name(ramp)}: ends in month {later.month}, where {event_name(later)} takes its place."


def ender(events: Sequence[Event], ramp: Event, months: int | None = None) -> Event | None:
    """Give the first event that ends a ramp, for some of those whom it is for."""
    if ramp.until is None or not KIND_BY_NAME[ramp.do].gradual:
        return None
    last = ramp.until if months is None else min(ramp.until, months)
    position = next(number for number, event in enumerate(events) if event == ramp)
    for later in events[position + 1 :]:
        if (
            later.month <= last
            and ramp.lever in moved_levers(later)
            and (EVERYONE in (ramp.who, later.who) or ramp.who == later.who)
        ):
            return later
    return None


def nothing_new(scenario: "Scenario", months: int | None) -> Iterator[str]:
    """Tell of events that leave everything as it is."""
    in_time = [event for event in scenario.events if months is None or event.month <= months]
    for event in in_time:
        people = KIND_BY_NAME[event.do].counts
        count = scenario.value(people) if people and event.who == EVERYONE else None
        if 0.0 in (event.amount, event.attendance):
            yield f"{event_name(event)}: changes nothing, for it is of nobody. Give it a size above 0."
        elif count is not None and round((event.amount or 0) * count) == 0:
            yield f"{event_name(event)}: changes nothing, for that is nobody of {count:.0f} {people}."
    for event in idle(scenario, in_time):
        lever = event.lever or moved_levers(event)[0]
        yield f"{event_name(event)}: changes nothing, for {lever} is {event.to:.10g} then already."


def idle(scenario: "Scenario", events: Sequence[Event]) -> list[Event]:
    """Give the events that find every lever where they want it, for all whom they are about."""
    owners = sorted({event.who for event in events if isinstance(event.who, int)})
    if len(owners) > MOST:
        return []
    found: dict[Event, bool] = {}
    # One walk for each commissioner who is named, and one for the others.
    for owner in (*owners, EVERYONE):
        mine = {
            id(own): (own, event)
            for event in events
            if event.who in (EVERYONE, owner)
            for own in [replace(event, who=EVERYONE)]
        }
        levers = {name: [scenario.value(name)] for name in known_names("lever")}
        last = max((event.until or event.month for _, event in mine.values()), default=0)
        for _, own in walked([own for own, _ in mine.values()], levers, last):
            if own is not None and own.to is not None:
                there = all(levers[name][0] == goal for name, goal in goals(own).items())
                event = mine[id(own)][1]
                found[event] = found.get(event, True) and there
    return [event for event, nothing in found.items() if nothing]


def goals(event: Event) -> dict[str, float]:
    """Give where an event wants its levers to be."""
    return {name: KIND_BY_NAME[event.do].after(event, name, 0.0) for name in moved_levers(event)}


def overridden(scenario: "Scenario", given: Collection[str], how: str, months: int | None = None) -> list[str]:
    """Say of which settings that were given (`how`: "given with --set") an event of the scenario takes the place."""
    found = []
    for name in given:
        event = next(
            (one for one in scenario.events if name in moved_levers(one) and not KIND_BY_NAME[one.do].relative), None
        )
        if event is None or (months is not None and event.month > months):
            continue
        until = f"holds until month {event.month - 1} only" if event.month > 1 else "never holds"
        takes = "moves it on from there" if KIND_BY_NAME[event.do].gradual else "takes its place"
        found.append(
            f"{scenario.name}: {name}, {how}, {until}{whom(event)}: an event of the scenario {takes} "
            f"({event_name(event)}). Change the event, or use a scenario without it."
        )
    return found
