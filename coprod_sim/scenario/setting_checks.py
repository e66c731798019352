"""What a number of a scenario may be: alone (its declared range) and beside the others.

Every function returns faults as text and raises nothing, so that a reader can collect all of them.
The ranges stand in parameters/; the rules between two or more settings stand in the tables here.
"""

import difflib
import json
import math
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Final, NamedTuple, TypeGuard

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME, GROUPS, REMOVED, Parameter, close_name, nearest

LONGEST_QUOTED: Final = 60
ROUNDING: Final = 1e-9
TABLE_OF_ROLE: Final = {group.role: group.table for group in GROUPS}

Labels = Callable[[str], str]


class Sum(NamedTuple):
    """Settings that share one whole, so that their sum has a limit."""

    names: tuple[str, ...]
    limit: float
    reason: str


class Order(NamedTuple):
    """Two settings of which the first may not be larger than the second."""

    smaller: str
    larger: str
    reason: str


SUMS: Final = (
    Sum(("start_family_power", "start_commissioner_power"), 1.0, "all power in a plan is 1, and the team has the rest"),
    Sum(("base_process", "dignity"), 1.0, "the fairness of a meeting ends at 1"),
)

ORDERS: Final = (
    Order("commissioners", "professionals", "every commissioner needs a professional"),
    Order("commissioners", "families", "every commissioner needs a family"),
    Order("rung_told", "rung_asked", "each rung of the ladder starts where the one below ends"),
    Order("rung_asked", "rung_heard", "each rung of the ladder starts where the one below ends"),
    Order("rung_heard", "rung_led", "each rung of the ladder starts where the one below ends"),
)


def is_number(value: object) -> TypeGuard[Real]:
    """Whether a value is a number: numbers of other libraries count, true and false do not."""
    return isinstance(value, Real) and not isinstance(value, bool)


def plain_number(value: object) -> object:
    """A number of whatever library as Python's own int or float, so that it can be checked; else the value itself.

    >>> from decimal import Decimal
    >>> plain_number(Decimal("0.05")), plain_number(Decimal(12)), plain_number("0.05")
    (0.05, 12, '0.05')
    """
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):  # an array of one number, without axes
        value = value.item()
    if isinstance(value, int | float | str) or not (is_number(value) or isinstance(value, Decimal)):
        return value
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return value
    return math.trunc(value) if isinstance(value, Integral) or number.is_integer() else number


def checked_whole(name: str, value: object, least: int, most: int, advice: str) -> int:
    """Give a whole number of whatever library as Python's own, or say what is wrong with it.

    >>> checked_whole("pairs", 20, 2, 100, "Twenty are enough.")
    20
    """
    number = plain_number(value)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise ScenarioError(f"{name} = {number!r}: must be a whole number between {least} and {most}. {advice}")
    return number


def quoted(value: object) -> str:
    """A value as its writer would know it, and never long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**15:
        return "a very large number"
    if isinstance(value, str):
        return json.dumps(value if len(value) <= LONGEST_QUOTED else value[:LONGEST_QUOTED] + "…", ensure_ascii=False)
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "…"


def named(name: object) -> str:
    """A name as it was written, in quotation marks where it would not look like a name."""
    plain = isinstance(name, str) and len(name) <= LONGEST_QUOTED and name.replace("_", "").isalnum()
    return str(name) if plain else quoted(name)


def number_fault(declared: Parameter, value: object) -> str | None:
    """What is wrong with a value as this number, with the kind of mistake and what to do; None if nothing is."""
    fault = declared.fault(value)
    if fault is None:
        return None
    given = f"{declared.name} = {quoted(value)}: {fault}"
    return f"{given}{instead_of(value)}"


def instead_of(value: object) -> str:
    """Say what kind of thing was given where a number within its range is wanted, and what to give: the end of a message."""
    match value:
        case bool():
            return ", not true or false."
        case str():
            return ", not text. Write the number without quotation marks."
        case list() | tuple():
            return ". Write one number, without brackets."
        case int() | Mapping():
            return "."
        case float():
            return "." if math.isfinite(value) else ", and finite."
    return f", not of the type {type(value).__name__}. Give an int or a float."


def setting_fault(name: str, value: object) -> str | None:
    """What is wrong with a known setting's value, and where to read about it."""
    fault = number_fault(BY_NAME[name], value)
    return f"{fault} See: coprod-sim parameters {name}" if fault else None


def known(name: str) -> str:
    """A setting and its table, as it would be written: 'training in [levers]'."""
    return f"{name} in [{TABLE_OF_ROLE[BY_NAME[name].role]}]"


def alike(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1."""
    return difflib.SequenceMatcher(None, name.lower(), other).ratio()


def unknown_name(name: str, here: Collection[str] = ()) -> str:
    """The fault of a name that no setting has, with the nearest one: of `here`, the names of its table, if possible."""
    if name in REMOVED:
        return f"{name}: is no longer a setting: {REMOVED[name]}"
    close, guess = close_name(name, here), nearest(name)
    if close and guess and alike(name, guess) > alike(name, close):
        close = None  # a name of another table is meant
    guess = close or guess
    advice = f"Did you mean {known(guess)}?" if guess else "See: coprod-sim parameters"
    return f"{named(name)}: is not the name of a setting. {advice}"


def checked_settings(given: Mapping[str, object], where: str) -> tuple[dict[str, float], list[str]]:
    """Settings by flat name, of any role: those that are right, as floats, and the faults of the others."""
    right: dict[str, float] = {}
    faults: list[str] = []
    for name, raw in given.items():
        value = plain_number(raw)
        fault = setting_fault(name, value) if name in BY_NAME else unknown_name(name)
        if fault is not None:
            faults.append(f"{where} {fault}")
        elif isinstance(value, int | float):
            right[name] = float(value) + 0.0  # minus zero becomes zero: they are one scenario
    return right, faults


def relation_faults(
    values: Mapping[str, float], given: Collection[str], label: Labels, doubtful: Collection[str] = ()
) -> list[str]:
    """The faults between settings; `given` are those not left at their default, `doubtful` those already found wrong.

    `label` tells where a setting was given.
    """

    def settings_text(*names: str) -> str:
        there = next((label(name) for name in reversed(names) if name in given), label(names[0]))
        each = (f"{name} = {values[name]:.10g}{'' if name in given else ' (the default)'}" for name in names)
        return f"{there} {', '.join(each)}"

    faults: list[str] = []
    for names, limit, reason in SUMS:
        total = sum(values[name] for name in names)
        if total > limit + ROUNDING and not set(names) & set(doubtful):
            allowed = f"must be at most {limit:g} together, not {total:.10g} ({reason})"
            faults.append(f"{settings_text(*names)}: {allowed}. Lower one of them.")
    for smaller, larger, reason in ORDERS:
        if values[smaller] > values[larger] and not {smaller, larger} & set(doubtful):
            allowed = f"{smaller} must not be above {larger} ({reason})"
            faults.append(f"{settings_text(smaller, larger)}: {allowed}. Lower {smaller} or raise {larger}.")
    if not {"families", "peers"} & set(doubtful):
        faults.extend(peer_faults(int(values["families"]), int(values["peers"]), settings_text))
    return faults


def peer_faults(families: int, peers: int, settings_text: Callable[..., str]) -> list[str]:
    """The faults of the ring of peers: half of them on each side, and all of them other families."""
    if peers % 2:
        return [f"{settings_text('peers')}: must be an even number, half on each side. Use {peers - 1} or {peers + 1}."]
    if peers and peers >= families:
        most = (families - 1) // 2 * 2
        advice = f"Set peers to {most}, or raise families" if most else "Set peers to 0, or raise families"
        return [f"{settings_text('families', 'peers')}: there must be fewer peers than families. {advice}."]
    return []
