"""The events of a scenario: something that commissioners, or the world, do in a certain month.

The table KINDS says once what each kind needs; the checks, the JSON Schema and the reference are made from it.
Scheduled events act at the very start of their month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.checks import known, named, number_fault, plain_number, shown
from coprod_sim.scenario.parameters import BY_NAME, Parameter, close_name, known_names

LAST_MONTH: Final = 12_000


def event_number(name: str, low: float, high: float, unit: str, meaning: str, whole: bool = False) -> Parameter:
    """Declare one number of an event: its range, unit and meaning; it has no default."""
    return Parameter(name, low, low, high, unit, meaning, "", "assumed", "lever", (low, high), whole)


MONTH: Final = event_number(
    "month", 1, LAST_MONTH, "month", "when it happens: the very start of this month", whole=True
)
UNTIL: Final = event_number("until", 2, LAST_MONTH, "month", "when it ends, after it began", whole=True)
WHO: Final = event_number(
    "who", 1, BY_NAME["commissioners"].high, "commissioner", '"all", or the number of one commissioner', whole=True
)
ALL: Final = "all"


class Kind(NamedTuple):
    """A kind of event: what it does, and which fields it must and may have beside month, do and who.

    A kind with the field `lever` takes the range of `to` from that lever; `numbers` holds the other ranges.
    """

    do: str
    meaning: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    numbers: tuple[Parameter, ...] = ()
    defaults: Mapping[str, float] = {}

    def allowed(self) -> tuple[str, ...]:
        """Every field that an event of this kind may have."""
        return ("month", "do", "who", *self.required, *self.optional)

    def number(self, field: str, lever: object = None) -> Parameter | None:
        """The declaration of one number of this kind; None for `to` while its lever is not known."""
        if field == "to" and "lever" in self.required:
            return (
                replace(BY_NAME[lever], name="to") if isinstance(lever, str) and lever in known_names("lever") else None
            )
        return next(number for number in (MONTH, UNTIL, *self.numbers) if number.name == field)


def amount(high: float, unit: str, meaning: str) -> tuple[Parameter]:
    """Declare the amount of an event, from 0."""
    return (event_number("amount", 0, high, unit, meaning),)


KINDS: Final = (
    Kind("set", "a lever has a new value from this month on", ("lever", "to")),
    Kind(
        "ramp",
        "a lever moves in a straight line, until it has its new value in month `until`",
        ("lever", "to", "until"),
    ),
    Kind(
        "promise",
        "families are told in public what say they have: a new promise",
        ("to",),
        (),
        (replace(BY_NAME["promise"], name="to"),),
    ),
    Kind(
        "budget_cut",
        "the budget is multiplied by 1 - amount",
        ("amount",),
        (),
        amount(1, "share of the budget", "the part that is cut"),
    ),
    Kind(
        "staff_leave",
        "a share of professionals leaves in this month, and newcomers take their posts",
        ("amount",),
        (),
        amount(1, "share of professionals", "how many leave"),
    ),
    Kind(
        "caseload_rise",
        "each case gets less time: the capacity of professionals is divided by 1 + amount",
        ("amount",),
        (),
        amount(5, "share of cases", "the rise"),
    ),
    Kind(
        "conference",
        "families and staff meet for a Working Together day; no power moves",
        ("attendance", "parent_led"),
        (),
        (
            event_number("attendance", 0, 1, "share of families and of professionals", "how many come"),
            event_number("parent_led", 0, 1, "share of sessions", "how many of its sessions are led by parents"),
        ),
    ),
    Kind(
        "recentralise",
        "commissioners take power back: a low power_ceiling (`to`), and personal_budgets at 0",
        (),
        ("to",),
        (replace(BY_NAME["power_ceiling"], name="to"),),
        {"to": 0.05},
    ),
)
WHOLE: Final = ("month", "who", "until")
KIND: Final = {kind.do: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
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
        for name, default in KIND[self.do].defaults.items():
            if given[name] is None:
                given[name] = default
        for name, value in given.items():
            plain = plain_number(value)
            if isinstance(plain, int | float):
                object.__setattr__(self, name, int(plain) if name in WHOLE else float(plain) + 0.0)

    def to_dict(self) -> dict[str, int | float | str]:
        """The fields that this event has, in their order; `who` only where it is not everybody."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value is not None and (name, value) != ("who", ALL)}


def event_faults(given: Mapping[str, object]) -> list[tuple[str, str]]:
    """All that is wrong with the table of one event: (field, fault) for each; an empty field means the whole event."""
    do = given.get("do")
    kind = KIND.get(do) if isinstance(do, str) else None
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


def value_fault(kind: Kind, name: str, value: object, lever: object) -> str | None:
    """What is wrong with the value of one field that the kind may have."""
    if name == "do":
        return None
    if name == "who":
        right = value == ALL or WHO.fault(value) is None
        return None if right else f'who = {shown(value)}: must be "all" or the number of a commissioner, from 1.'
    if name == "lever":
        return lever_fault(value)
    number = kind.number(name, lever)
    fault = number_fault(number, value) if number else None
    return f"{fault} See: coprod-sim parameters {lever}" if fault and name == "to" and isinstance(lever, str) else fault


def kind_fault(given: Mapping[str, object]) -> tuple[str, str]:
    """The fault of an event whose kind is missing or not known."""
    if "do" not in given:
        return "", f"do: is missing: must be one of {listed(tuple(KIND))}. Add it."
    do = given["do"]
    guess = close_name(do, KIND) if isinstance(do, str) else None
    advice = f"Did you mean {guess}?" if guess else "Choose one of them."
    return "do", f"do = {shown(do)}: must be one of {listed(tuple(KIND))}. {advice}"


def field_fault(name: str, kind: Kind) -> str:
    """The fault of a field that this kind of event does not have."""
    guess = close_name(name, kind.allowed())
    advice = f"Did you mean {guess}?" if guess else "Take it out."
    return f'{named(name)}: is not a field of do = "{kind.do}", which has {listed(kind.allowed())}. {advice}'


def lever_fault(value: object) -> str | None:
    """What is wrong with the name of a lever: an event can change nothing else."""
    if isinstance(value, str) and value in known_names("lever"):
        return None
    if not isinstance(value, str):
        return f"lever = {shown(value)}: must be the name of a lever, as text."
    if value in BY_NAME:
        return f'lever = "{value}": must be a lever, and there is {known(value)}: an event cannot change it.'
    guess = close_name(value, known_names("lever"))
    advice = f"Did you mean {guess}?" if guess else "See: coprod-sim parameters"
    return f"lever = {shown(value)}: must be the name of a lever. {advice}"


def listed(words: tuple[str, ...]) -> str:
    """Words in a row: 'month, lever, to'."""
    return ", ".join(words)
