"""The functions of a mechanism: its hooks, what does its events, and helpers, checked and compiled as part of the loops.

A hook takes (place, row, month); what does an event takes (place, row, amount, month), the row of a commissioner.
A helper may have any other name and arguments; it is compiled, too.
"""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any, Final, cast

import numba
import numpy as np

from coprod_sim.agents.review_meeting import plan_fit
from coprod_sim.engine.custom_rules import own_function, run_text
from coprod_sim.engine.kernel.compiled import cache_folder, compile_function
from coprod_sim.engine.kernel.state_field import record_type
from coprod_sim.engine.mechanism import HOOKS, STATE_KINDS, Mechanism
from coprod_sim.engine.mechanism.arrays import ALL_ROWS, FIRST, ROWS, PlaceWithMechanism, parameter_type
from coprod_sim.engine.rule_allowed_names import global_faults, randomness_faults
from coprod_sim.engine.rule_compile_faults import COMPILER_ERRORS, faulty_line, reason
from coprod_sim.engine.state import (
    CASEWORK_TYPE,
    COMMISSIONER_TYPE,
    FAMILY_TYPE,
    PARAMETER_TYPE,
    PATHWAY_TYPE,
    PROFESSIONAL_TYPE,
    SEAT_TYPE,
    SEEN_TYPE,
    YOUNG_PERSON_TYPE,
    Place,
)
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import close_name

LEARN: Final = "See: docs/tutorials/write_a_mechanism.md"
MODULE: Final = "coprod_sim_mechanism"
HOOK: Final = ["place", "row", "month"]
HAPPENING: Final = ["place", "row", "amount", "month"]
OWN_OF: Final = {
    "before_review": "families",
    "after_review": "families",
    "after_month": "families",
    "after_work": "professionals",
}
"""Whose rows a hook is about; in these, nobody may look at, or write to, other rows of theirs, which may have had their month or not."""


def checked_hooks(mechanism: Mechanism) -> dict[str, FunctionType]:
    """Give the functions of a mechanism by their names, or say all that is wrong with them.  This runs its file."""
    file, text = mechanism.file, mechanism.text
    faults = randomness_faults(file, text)
    if faults:
        raise ScenarioError(*faults)
    module = run_text(file, text, MODULE)
    functions = {name: value for name, value in vars(module).items() if own_function(value, module)}
    events = {one.do for one in mechanism.events}
    faults += global_faults(file, functions)
    faults += [
        f"{file}: {name}: an event needs a function of its name. Write def {name}({', '.join(HAPPENING)})."
        for name in sorted(events - set(functions))
    ]
    for name, function in functions.items():
        faults += signature_faults(file, name, function, events)
    faults += other_rows(file, ast.parse(text))
    if not set(functions) & set(HOOKS):
        faults.append(
            f"{file}: no hook: must define at least one of {', '.join(HOOKS)}. Write def after_review(place, row, month)."
        )
    if faults:
        raise ScenarioError(*faults)
    return functions


def signature_faults(file: Path, name: str, function: FunctionType, events: set[str]) -> Iterator[str]:
    """Say what is wrong with the arguments of a hook or an event; and whether a helper was meant to be a hook."""
    where = f"{file} line {function.__code__.co_firstlineno}: {name}"
    given, near = list(inspect.signature(function).parameters), close_name(name, HOOKS)
    needed = HOOK if name in HOOKS else HAPPENING if name in events else given
    if given != needed:
        yield f"{where}({', '.join(given)}): must take ({', '.join(needed)}). Use the same arguments."
    elif given == HOOK and name not in HOOKS and near:
        yield f'{where}: is no hook: must be one of {", ".join(HOOKS)}. Did you mean "{near}"?'


def other_rows(file: Path, tree: ast.Module) -> Iterator[str]:
    """Say where a hook looks at other rows of its own kind, so that who comes first would matter."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name not in OWN_OF:
            continue
        own = OWN_OF[function.name]
        for node in ast.walk(function):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
                index, rows = node.slice, node.value.attr
                if rows in (own, f"own_{own}") and not (isinstance(index, ast.Name) and index.id == "row"):
                    yield (
                        f"{file} line {node.lineno}: {function.name}: place.{rows}[{ast.unparse(index)}]: must be [row]: "
                        "others may have had their month or not. What peers show is in place.seen; "
                        "before_month may go through all families of a commissioner."
                    )


def hook_faults(mechanism: Mechanism, functions: Mapping[str, FunctionType]) -> list[str]:
    """Say what keeps each function from being compiled, one fault for each: seconds instead of the long wait for the loops."""
    place = numba.typeof(empty_place(mechanism))  # type: ignore[no-untyped-call]
    arguments = {"place": place, "row": numba.int64, "month": numba.int64, "amount": numba.float64}
    compiled, faults = helpers(mechanism, functions, None), []
    for name, function in functions.items():
        if name in compiled:
            continue
        try:
            dispatcher = compile_function(function, "rule", None)
            dispatcher.compile(tuple(arguments[each] for each in inspect.signature(function).parameters))
        except (*COMPILER_ERRORS, KeyError) as error:
            # A field that is written and is not there is a KeyError of the compiler, without a line.
            why = f"there is no field {error.args[0]}" if isinstance(error, KeyError) else reason(error)
            line = faulty_line(error, mechanism.file) or function.__code__.co_firstlineno
            faults.append(f"{mechanism.file} line {line}: {name}: does not compile: {why}. {LEARN}")
    return faults


def empty_place(mechanism: Mechanism) -> Place:
    """Give a place without anybody, by which the compiler learns what a place with this mechanism is made of."""
    types: dict[str, Any] = {
        "families": FAMILY_TYPE,
        "young_people": YOUNG_PERSON_TYPE,
        "pathways": PATHWAY_TYPE,
        "professionals": PROFESSIONAL_TYPE,
        "commissioners": COMMISSIONER_TYPE,
        "casework": CASEWORK_TYPE,
        "parameters": PARAMETER_TYPE,
        "seats": SEAT_TYPE,
        "seen": SEEN_TYPE,
        "key": np.uint64,
        "peer_weight": np.float32,
        "seen_facilitation": np.float64,
        "seen_caution": np.float64,
        "own_parameters": parameter_type(mechanism),
        **{ROWS[kind]: record_type(mechanism.fields(kind)) for kind in STATE_KINDS},
    }
    shapes = {"seats": (0, 0), "seen": (0, 0)}
    arrays = {name: np.zeros(shapes.get(name, 0), types.get(name, np.int32)) for name in ALL_ROWS}
    return cast(Place, PlaceWithMechanism(**arrays))


def helpers(mechanism: Mechanism, functions: Mapping[str, FunctionType], folder: Path | None) -> dict[str, Any]:
    """Compile what is neither hook nor event, and let the others find it compiled under its name."""
    events = {one.do for one in mechanism.events}
    found = {
        name: compile_function(function, "rule", folder)
        for name, function in functions.items()
        if name not in HOOKS and name not in events
    }
    for function in functions.values():
        function.__globals__.update(found)
    return found


def count_state(place: Any, blocks: Any, tallies: Any, numbers: Any) -> None:
    """Add up the state of a mechanism: what count_own does where there is one.  Compiled with its hooks."""
    for row in range(len(place.families)):
        for number in range(blocks.own_families.shape[1]):
            numbers[place.families[row].commissioner, FIRST + number] += blocks.own_families[row, number]
    first = FIRST + blocks.own_families.shape[1]
    for row in range(len(place.professionals)):
        for number in range(blocks.own_professionals.shape[1]):
            numbers[place.professionals[row].commissioner, first + number] += blocks.own_professionals[row, number]
    first += blocks.own_professionals.shape[1]
    for row in range(len(place.commissioners)):
        for number in range(blocks.own_commissioners.shape[1]):
            numbers[row, first + number] += blocks.own_commissioners[row, number] * tallies[row].families


def fit_again(place: Any, row: Any, fit_now: Any) -> Any:  # noqa: ARG001  in the place of fit_then
    """Work out how well a plan fits once more, as whoever counts a place as it stands would."""
    return plan_fit(place, row)


def linked_hooks(
    mechanism: Mechanism, functions: Mapping[str, FunctionType], digest: str
) -> tuple[dict[str, FunctionType], dict[str, Callable[..., None]]]:
    """Give the functions that take the place of ours, and what does the events, compiled."""
    folder = cache_folder(f"-{digest}")
    helpers(mechanism, functions, folder)
    hooks = {name: functions[name] for name in HOOKS if name in functions}
    assert isinstance(count_state, FunctionType)
    hooks["count_own"] = count_state
    if "after_month" in hooks:
        assert isinstance(fit_again, FunctionType)
        hooks["fit_then"] = fit_again
    happenings = {one.do: compile_function(functions[one.do], "loop", folder) for one in mechanism.events}
    return hooks, happenings
