"""A mechanism of one's own: one Python file that says what it adds to the model, and hooks that do it.

    coprod-sim compare consultation_only power_sharing --mechanism examples/advocate.py --set advocates=0.5

PARAMETERS, STATE, EVENTS and INDICATORS are declared by the functions here, with plain numbers and texts: they are read without
running the file, so a plan or a folder of results can be looked at without running anything.
How its hooks are checked and compiled: hooks.py.   Where its state lies: arrays.py.
"""

import ast
import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.kernel.randomness import own_chance
from coprod_sim.engine.kernel.state_field import Field
from coprod_sim.engine.own_file import python_text
from coprod_sim.engine.totals import TALLY
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.event_kind import amount_field
from coprod_sim.scenario.events import EventKind
from coprod_sim.scenario.own_settings import OUR_EVENTS
from coprod_sim.scenario.parameters import DEFAULTS, Parameter, close_name
from coprod_sim.scenario.parameters.declare import lever, parameter

__all__ = ["event", "indicator", "lever", "own_chance", "parameter", "state"]

STATE_KINDS: Final = ("family", "professional", "commissioner")
HOOKS: Final = ("before_month", "after_work", "before_review", "after_review", "after_month")
LISTS: Final = ("PARAMETERS", "STATE", "EVENTS", "INDICATORS")
PREFIX: Final = "mechanism_"
"""How the name begins by which sums say of which mechanism they are."""


class State(NamedTuple):
    """One number of each person of a kind, with its value at month 0."""

    kind: str
    field: Field
    start: float


class OwnIndicator(NamedTuple):
    """A mean over the people of a kind, or one sum over another (`per`), times a factor."""

    name: str
    title: str
    unit: str
    definition: str
    of: str
    per: str = ""
    times: float = 1.0
    better: Literal["higher", "lower", "neither"] = "neither"


def state(
    kind: str, name: str, unit: str, meaning: str, low: float = 0.0, high: float = 1.0, start: float = 0.0
) -> State:
    """Declare one number of each family, professional or commissioner."""
    if kind not in STATE_KINDS:
        raise ValueError(f'kind = "{kind}": must be one of {", ".join(STATE_KINDS)}. Choose one.')
    if not low <= start <= high:
        raise ValueError(f"start = {start:g}: must be between {low:g} and {high:g}. Change one of them.")
    return State(kind, Field(name, unit, meaning, low, high), start)


def event(name: str, meaning: str, high: float, unit: str, what: str) -> EventKind:
    """Declare a kind of event with an `amount` from 0 to `high`; a function of its name does it for one commissioner."""
    return EventKind(do=name, meaning=meaning, required=("amount",), numbers=amount_field(high, unit, what))


def indicator(
    name: str,
    title: str,
    unit: str,
    definition: str,
    *,
    of: str,
    per: str = "",
    times: float = 1.0,
    better: Literal["higher", "lower", "neither"] = "neither",
) -> OwnIndicator:
    """Declare an indicator: the mean of a state over its people, or its sum over that of another state."""
    return OwnIndicator(name, title, unit, definition, of, per, times, better)


DECLARERS: Final[dict[str, Callable[..., Any]]] = {
    "PARAMETERS.parameter": parameter,
    "PARAMETERS.lever": lever,
    "STATE.state": state,
    "EVENTS.event": event,
    "INDICATORS.indicator": indicator,
}


class Mechanism(NamedTuple):
    """What a file declares."""

    file: Path
    text: bytes
    about: str
    parameters: tuple[Parameter, ...]
    state: tuple[State, ...]
    events: tuple[EventKind, ...]
    indicators: tuple[OwnIndicator, ...]

    @property
    def name(self) -> str:
        """What it is called: its file without the ending."""
        return self.file.stem

    @property
    def digest(self) -> str:
        """A name for its text."""
        return hashlib.sha256(self.text).hexdigest()[:12]

    @property
    def tag(self) -> str:
        """The name in its sums that says whose they are."""
        return PREFIX + self.digest

    @property
    def levers(self) -> tuple[Parameter, ...]:
        """What commissioners can change; it is state of theirs."""
        return tuple(one for one in self.parameters if one.role == "lever")

    def fields(self, kind: str) -> tuple[Field, ...]:
        """Give the state of one kind; a commissioner's begins with the levers."""
        own = [one.field for one in self.state if one.kind == kind]
        levers = [Field(one.name, one.unit, one.meaning, one.low, one.high) for one in self.levers]
        # A record has at least one field.
        return (*(levers if kind == "commissioner" else ()), *own) or (Field(f"no_{kind}_state", "", ""),)


def read_mechanism(path: str | Path) -> Mechanism:
    """Read what a file declares, without running it; raises ScenarioError with all its faults."""
    return declared(*python_text(path, "a Python file", "a mechanism"))


@lru_cache(maxsize=16)
def declared(file: Path, text: bytes) -> Mechanism:
    """Read the declarations of a text."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = f" line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise ScenarioError(f"{file}{line}: {error}: must be Python. Mend the file and run again.") from error
    found: dict[str, list[Any]] = {name: [] for name in LISTS}
    faults: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in LISTS:
            entries(file, node.targets[0].id, node.value, found, faults)
    about = (ast.get_docstring(tree) or "").partition("\n")[0]
    mechanism = Mechanism(file, text, about, *(tuple(found[name]) for name in LISTS))
    faults += faults_between(mechanism)
    if faults:
        raise ScenarioError(*faults)
    return mechanism


def entries(file: Path, name: str, node: ast.expr, found: dict[str, list[Any]], faults: list[str]) -> None:
    """Read one list of declarations; what is wrong joins the faults."""
    allowed = [key.partition(".")[2] for key in DECLARERS if key.startswith(name)]
    if not isinstance(node, ast.Tuple):
        faults.append(
            f"{file} line {node.lineno}: {name}: must be a tuple. Write {name} = ({allowed[0]}(...),), with a comma at its end."
        )
        return
    for entry in node.elts:
        where = f"{file} line {entry.lineno}: {name}"
        called = entry.func.id if isinstance(entry, ast.Call) and isinstance(entry.func, ast.Name) else ""
        if not isinstance(entry, ast.Call) or called not in allowed:
            faults.append(f"{where}: {ast.unparse(entry)[:40]}: must be {' or '.join(allowed)}(...). Declare it so.")
            continue
        try:
            given = [ast.literal_eval(each) for each in entry.args]
            named = {str(each.arg): ast.literal_eval(each.value) for each in entry.keywords}
        except ValueError:
            faults.append(f"{where}: {called}: must have plain numbers and texts, since the file is not run for this.")
            continue
        try:
            found[name].append(DECLARERS[f"{name}.{called}"](*given, **named))
        except (TypeError, ValueError) as error:
            faults.append(f"{where}: {called}: {error} See: docs/tutorials/write_a_mechanism.md")


def faults_between(mechanism: Mechanism) -> Iterator[str]:
    """Say where names clash or lead nowhere."""
    taken: set[str] = set()
    ours = {*DEFAULTS, *(TALLY.names or ()), *OUR_EVENTS, *CAUSES}
    states = {one.field.name for one in mechanism.state}
    names = [one.name for one in mechanism.parameters] + [one.field.name for one in mechanism.state]
    names += [one.do for one in mechanism.events]
    for name in names:
        if not str(name).isidentifier():
            yield f"{mechanism.file}: {name!r}: must be a name as Python has them: letters, digits and _. Rename it."
        elif name in ours:
            yield f"{mechanism.file}: {name}: is a name of the model: must be another one. Rename it."
        elif name in taken:
            yield f"{mechanism.file}: {name}: is declared twice: each name stands for one thing. Rename one of them."
        taken.add(name)
    for one in mechanism.parameters:
        fault = one.fault(one.default)
        if fault:
            yield f"{mechanism.file}: {one.name} = {one.default}: the default {fault}. Change it."
    levers = {one.name for one in mechanism.levers}
    for found in mechanism.indicators:
        for name in filter(None, (found.of, found.per)):
            if name not in states | levers:
                near = close_name(name, states | levers)
                advice = f'Did you mean "{near}"?' if near else "Declare it in STATE."
                yield f'{mechanism.file}: indicator {found.name}: "{name}": must be a state of this file. {advice}'
