"""The changes on a timeline, and what events each becomes in a scenario.

A change is for one way of working or for both; it begins in a month, and may last for some months.
A change that lasts sets a lever, and sets it back when it ends, to what the lever would be then without it.
What a scenario does itself while a change lasts wins, for the later of two events holds.
Where two changes hold the same lever, the one that began later wins, and the other comes back when that one ends.
Which kinds there are, with their words and amounts, stands in change_kinds.py, with what is no kind and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import EVERYONE, LAST_MONTH, MONTH, event_number
from coprod_sim.scenario.lever_course import walked
from coprod_sim.scenario.parameters import close_name, known_names
from coprod_sim.scenario.scenario import Event, Scenario
from coprod_sim.scenario.setting_checks import number_fault, plain_number, quoted
from coprod_sim.scenario.setup.change_kinds import CHANGE, CHANGES, PARENT_LED, ChangeKind

__all__ = [
    "CHANGE",
    "CHANGES",
    "LENGTH",
    "SIDES_CHANGED",
    "START",
    "Change",
    "ChangeKind",
    "Who",
    "all_events",
    "change_faults",
    "changed_side_fault",
    "events",
    "kind_fault",
    "levers_held",
    "new_change",
    "started_change",
    "value_then",
]

Who = Literal["A", "B", "both"]
SIDES_CHANGED: Final = ("A", "B", "both")
START: Final = replace(MONTH, name="start")
LENGTH: Final = event_number("length", 1, LAST_MONTH, "months", "how long it lasts", whole=True)
ORDER: Final = {kind.key: position for position, kind in enumerate(CHANGES)}


@dataclass(frozen=True)
class Change:
    """One change on the timeline, checked: for whom, what, from which month on, for how long, and how much.

    A start of 0 means month 1, the first in which anything can happen.   A length of None means: to the end.
    extra: what a file said beside that is not known here; it is kept, and changes nothing.
    """

    who: Who
    do: str
    start: int
    length: int | None
    amount: float
    extra: Mapping[str, object] = field(default_factory=dict[str, object], hash=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be, all of it at once, and make every number a plain one."""
        numbers = {name: plain_number(getattr(self, name)) for name in ("start", "length", "amount")}
        numbers["start"] = 1 if numbers["start"] == 0 and numbers["start"] is not False else numbers["start"]
        faults = change_faults({"who": self.who, "do": self.do, **numbers})
        if faults:
            raise ScenarioError(*(f"change {fault}" for fault in faults))
        whole = {name: int(cast(float, numbers[name])) for name in ("start", "length") if numbers[name] is not None}
        for name, value in {**numbers, **whole, "amount": float(cast(float, numbers["amount"])) + 0.0}.items():
            object.__setattr__(self, name, value)

    @property
    def kind(self) -> ChangeKind:
        """What kind of change it is."""
        return CHANGE[self.do]

    @property
    def rank(self) -> tuple[float, ...]:
        """Where it stands among others: by month, then as in the table; the last of those that hold a lever wins."""
        return (self.start, ORDER[self.do], self.amount, self.length or LAST_MONTH)

    def holds(self, month: int) -> bool:
        """Whether it holds its levers in a month."""
        return self.start <= month and (self.length is None or month < self.start + self.length)


def new_change(who: Who, do: str, start: int) -> Change:
    """A change with the usual length and amount of its kind."""
    if do not in CHANGE:
        raise ScenarioError(f"change {kind_fault(do)}")
    return Change(who, do, start, CHANGE[do].default_length, CHANGE[do].amount.default)


def kind_fault(do: object) -> str:
    """The fault of a change whose kind is not known."""
    guess = close_name(do, CHANGE) if isinstance(do, str) else None
    advice = f"Did you mean {guess}?" if guess else "Choose one of them."
    return f"do = {quoted(do)}: must be one of {', '.join(CHANGE)}. {advice}"


def change_faults(given: Mapping[str, object]) -> list[str]:
    """All that is wrong with the fields of one change; numbers are plain ones."""
    do, length = given["do"], given["length"]
    kind = CHANGE.get(do) if isinstance(do, str) else None
    faults: list[str | None] = [] if given["who"] in SIDES_CHANGED else [changed_side_fault(given["who"])]
    faults.append(None if kind else kind_fault(do))
    faults.append(number_fault(START, given["start"]))
    if length is not None and kind and not kind.has_length:
        faults.append(f"length = {quoted(length)}: {kind.key} happens once: must have no length. Take it out.")
    elif length is not None:
        faults.append(number_fault(LENGTH, length))
    faults.append(number_fault(kind.amount, given["amount"]) if kind else None)
    return [fault for fault in faults if fault]


def changed_side_fault(who: object) -> str:
    """The fault of a change that is for nobody."""
    return f'who = {quoted(who)}: must be "A", "B" or "both". Say which way of working it is for.'


def levers_held(change: Change) -> dict[str, float]:
    """The levers that a change holds while it lasts, with their values."""
    return {lever: change.amount if value is None else value for lever, value in change.kind.levers.items()}


def started_change(change: Change) -> list[Event]:
    """What happens in the first month of a change."""
    month, kind = change.start, change.kind
    sets = [Event(month, "set", lever=lever, to=value) for lever, value in levers_held(change).items()]
    numbers: dict[str, Any] = {kind.takes: change.amount}
    match kind.event:
        case "":
            return sets
        case "recentralise":  # it sets the ceiling itself
            return [Event(month, "recentralise", **numbers)]
        case "conference":
            return [Event(month, "conference", **numbers, parent_led=PARENT_LED)]
        case _:
            return [*sets, Event(month, kind.event, **numbers)]


def events(change: Change, scenario: Scenario, beside: Iterable[Change] = ()) -> tuple[Event, ...]:
    """What a change becomes in a scenario: what happens at its start, and its levers set back when it ends.

    `beside` are the other changes of the same way of working: one that still holds a lever gets it back.
    A promise is never set back: it cannot be taken back in silence.
    """
    end = change.start + change.length if change.length is not None else LAST_MONTH + 1
    if end > LAST_MONTH:
        return tuple(started_change(change))
    holding = sorted((other for other in beside if other.holds(end)), key=lambda other: other.rank)
    back = {lever: value_then(scenario, lever, end) for lever in levers_held(change)}
    for other in holding:
        back |= {lever: value for lever, value in levers_held(other).items() if lever in back}
    return (*started_change(change), *(Event(end, "set", lever=lever, to=value) for lever, value in back.items()))


def all_events(changes: Iterable[Change], scenario: Scenario) -> tuple[Event, ...]:
    """What all changes of one way of working become; the order in which they are given does not matter."""
    ranked = sorted(changes, key=lambda change: change.rank)
    each = (events(change, scenario, [*ranked[:at], *ranked[at + 1 :]]) for at, change in enumerate(ranked))
    return tuple(event for found in each for event in found)


def value_then(scenario: Scenario, lever: str, month: int) -> float:
    """The value of a lever in a month of a scenario, after the events of that month; those for all commissioners count."""
    levers = {name: [scenario.value(name)] for name in known_names("lever")}
    for _ in walked([event for event in scenario.events if event.who == EVERYONE], levers, month):
        pass
    return levers[lever][0]
