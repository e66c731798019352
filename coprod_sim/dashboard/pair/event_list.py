"""What happened by month: the changes on the rail and the events of the two scenarios, without naming one twice.

A change on the rail is in its scenario as events; those are left out, for the change says it better.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.scenario.events import EVENT_KINDS, KIND_BY_NAME
from coprod_sim.scenario.scenario import Event, Scenario
from coprod_sim.scenario.setup.changes import CHANGE, Change, levers_held, started_change, value_then
from coprod_sim.scenario.setup.reader import SIDES

RECENT: Final = 6
RANK: Final = {"power_up": 20, "power_down": 20} | {kind.sentence_key: kind.rank for kind in EVENT_KINDS}
"""Where one month brings several events, the one of the lowest rank is told."""


class Happening(NamedTuple):
    """Something that happened: when, what (a key of [telling.did]), on which sides, and the title of a change that ends."""

    month: int
    what: str
    sides: tuple[int, ...]
    title: str = ""

    def sentence(self) -> str:
        """Tell it in a sentence."""
        table: dict[str, Any] = words()["telling"]
        where = table["both"] if len(self.sides) > 1 else SIDES[self.sides[0]]
        return fill(table["did"][self.what], m=self.month, s=where, title=self.title)


def sides_of(change: Change) -> tuple[int, ...]:
    """Give the sides that a change is for."""
    return (0, 1) if change.who == "both" else (SIDES.index(change.who),)


def from_rail(changes: Iterable[Change], months: int) -> Iterable[Happening]:
    """Give the beginnings and ends of the changes on the rail."""
    for change in changes:
        yield Happening(change.start, change.do, sides_of(change))
        end = change.start + change.length if change.length is not None else months + 1
        if end <= months:
            yield Happening(end, "ended", sides_of(change), CHANGE[change.do].title)


def own_events(scenario: Scenario, changes: Sequence[Change]) -> list[Event]:
    """Give the events of a scenario that no change on the rail put there."""
    made = [event for change in changes for event in started_change(change)]
    ends = {(c.start + c.length, lever) for c in changes if c.length is not None for lever in levers_held(c)}
    return [event for event in scenario.events if event not in made and (event.month, event.lever) not in ends]


def kind_of(event: Event, scenario: Scenario) -> str:
    """Name an event as [telling.did] does."""
    if event.lever == "power_ceiling" and event.to is not None:
        return "power_up" if event.to >= value_then(scenario, "power_ceiling", event.month - 1) else "power_down"
    return KIND_BY_NAME[event.do].sentence_key


def from_scenario(scenario: Scenario, side: int, changes: Sequence[Change]) -> Iterable[Happening]:
    """Give the scenario's own events, one for each month that has any."""
    mine = own_events(scenario, [change for change in changes if side in sides_of(change)])
    for month in sorted({event.month for event in mine}):
        kinds = [kind_of(event, scenario) for event in mine if event.month == month]
        yield Happening(month, min(kinds, key=RANK.__getitem__), (side,))


def happenings(scenarios: Sequence[Scenario], changes: Sequence[Change], months: int) -> list[Happening]:
    """Give all that happened, in order; what happened on both sides in one month stands there once."""
    found = [*from_rail(changes, months)]
    for side, scenario in enumerate(scenarios):
        found += from_scenario(scenario, side, changes)
    joined: dict[tuple[int, str, str], set[int]] = {}
    for one in found:
        joined.setdefault((one.month, one.what, one.title), set()).update(one.sides)
    all_of_them = [Happening(m, what, tuple(sorted(sides)), title) for (m, what, title), sides in joined.items()]
    return sorted((one for one in all_of_them if one.month <= months), key=lambda one: one.month)


def latest(happened: Sequence[Happening], month: int) -> Happening | None:
    """Give what happened last in the months just gone by; of several in one month, each in its turn."""
    near = [one for one in happened if month - RECENT <= one.month <= month]
    last = [one for one in near if one.month == near[-1].month]
    return last[month % len(last)] if last else None
