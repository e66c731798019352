"""The events of a scenario: something that commissioners, or the world, do in a certain month.

Each file beside this one declares one kind: what it needs, what it does and how it is told (event_kind.py).
The checks, the JSON Schema, the reference, stories and pages are made from these; a new file is found by itself.
Scheduled events act at the very start of their month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, Literal

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.event_kind import LAST_MONTH, MONTH, UNTIL, WHO_FIELD, EventKind, event_number
from coprod_sim.scenario.parameters import BY_NAME, close_name, known_names
from coprod_sim.scenario.setting_checks import known, named, number_fault, plain_number, quoted

__all__ = [
    "EVENT_KINDS",
    "EVERYONE",
    "KIND",
    "LAST_MONTH",
    "MONTH",
    "UNTIL",
    "WHO_FIELD",
    "Event",
    "EventKind",
    "event_faults",
    "event_number",
]

EVERYONE: Final = "all"
WHOLE: Final = ("month", "who", "until")


def declared_kinds() -> tuple[EventKind, ...]:
    """Give the kinds that the files of this folder declare: those that name a lever first, then by name."""
    kinds: list[EventKind] = [import_module(f"{__name__}.{file.name}").KIND for file in iter_modules(__path__)]
    return tuple(sorted(kinds, key=lambda kind: ("lever" not in kind.required, kind.do)))


EVENT_KINDS: Final = declared_kinds()
KIND_BY_NAME: Final = {kind.do: kind for kind in EVENT_KINDS}


def with_fields_of_kinds(event: type) -> type:
    """Add the numbers that a kind has of its own to the fields of an event."""
    for number in (number for kind in EVENT_KINDS for number in kind.numbers):
        if number.name not in event.__annotations__:
            event.__annotations__[number.name] = float | None
            setattr(event, number.name, None)
    return event


@dataclass(frozen=True, slots=True)
@with_fields_of_kinds
class Event:
    """One event, checked: what is done, in which month, to whom (every commissioner, or the one with this number)."""

    month: int
    do: str
    who: int | Literal["all"] = "all"
    lever: str | None = None
    to: float | None = None
    until: int | None = None
    amount: float | None = None
    attendance: float | None = None
    parent_led: float | None = None

    def __post_init__(self) -> None:
        """Refuse what the kind cannot have, fill in its defaults and make every number a plain one."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        faults = event_faults({name: value for name, value in given.items() if value is not None})
        if faults:
            raise ScenarioError(*(f"event {fault}" for _, fault in faults))
        for name, default in KIND_BY_NAME[self.do].defaults.items():
            if given[name] is None:
                given[name] = default
        for name, value in given.items():
            plain = plain_number(value)
            if isinstance(plain, int | float):
                object.__setattr__(self, name, int(plain) if name in WHOLE else float(plain) + 0.0)

    def to_dict(self) -> dict[str, int | float | str]:
        """The fields that this event has, in their order; `who` only where it is not everybody."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value for name, value in given.items() if value is not None and (name, value) != ("who", EVERYONE)
        }


def event_faults(given: Mapping[str, object]) -> list[tuple[str, str]]:
    """All that is wrong with the table of one event: (field, fault) for each; an empty field means the whole event."""
    do = given.get("do")
    kind = KIND_BY_NAME.get(do) if isinstance(do, str) else None
    if kind is None:
        return [kind_fault(given)]
    missing = [name for name in ("month", *kind.required) if name not in given]
    needs = f'do = "{kind.do}": must have {listed(("month", *kind.required))}'
    faults = [("", f"{needs}, and {name} is missing. Add {name}.") for name in missing]
    for name, raw in given.items():
        if name not in kind.allowed():
            faults.append((name, field_fault(name, kind)))
            continue
        fault = value_fault(kind, name, plain_number(raw), given.get("lever"))
        if fault is not None:
            faults.append((name, fault))
    month, until = plain_number(given.get("month")), plain_number(given.get("until"))
    if not faults and isinstance(month, int | float) and isinstance(until, int | float) and until <= month:
        faults.append(("until", f"until = {until:.10g}: must be after month = {month:.10g}. Raise until."))
    return faults


def value_fault(kind: EventKind, name: str, value: object, lever: object) -> str | None:
    """What is wrong with the value of one field that the kind may have."""
    if name == "do":
        return None
    if name == "who":
        right = value == EVERYONE or WHO_FIELD.fault(value) is None
        return None if right else f'who = {quoted(value)}: must be "all" or the number of a commissioner, from 1.'
    if name == "lever":
        return lever_fault(value)
    number = kind.number(name, lever)
    fault = number_fault(number, value) if number else None
    return f"{fault} See: coprod-sim parameters {lever}" if fault and name == "to" and isinstance(lever, str) else fault


def kind_fault(given: Mapping[str, object]) -> tuple[str, str]:
    """The fault of an event whose kind is missing or not known."""
    if "do" not in given:
        return "", f"do: is missing: must be one of {listed(tuple(KIND_BY_NAME))}. Add it."
    do = given["do"]
    guess = close_name(do, KIND_BY_NAME) if isinstance(do, str) else None
    advice = f"Did you mean {guess}?" if guess else "Choose one of them."
    return "do", f"do = {quoted(do)}: must be one of {listed(tuple(KIND_BY_NAME))}. {advice}"


def field_fault(name: str, kind: EventKind) -> str:
    """The fault of a field that this kind of event does not have."""
    guess = close_name(name, kind.allowed())
    advice = f"Did you mean {guess}?" if guess else "Take it out."
    return f'{named(name)}: is not a field of do = "{kind.do}", which has {listed(kind.allowed())}. {advice}'


def lever_fault(value: object) -> str | None:
    """What is wrong with the name of a lever: an event can change nothing else."""
    if isinstance(value, str) and value in known_names("lever"):
        return None
    if not isinstance(value, str):
        return f"lever = {quoted(value)}: must be the name of a lever, as text."
    if value in BY_NAME:
        return f'lever = "{value}": must be a lever, and there is {known(value)}: an event cannot change it.'
    guess = close_name(value, known_names("lever"))
    advice = f"Did you mean {guess}?" if guess else "See: coprod-sim parameters"
    return f"lever = {quoted(value)}: must be the name of a lever. {advice}"


def listed(words: tuple[str, ...]) -> str:
    """Words in a row: 'month, lever, to'."""
    return ", ".join(words)
