"""Whether a run still makes sense: every piece of state is a number within its declared range, and so is all that is counted.

One compiled walk over the numbers tells whether anything is wrong; what it is, and which rule may have written it, is found afterwards.
When it is looked at: simulation.py.
"""

import ast
import inspect
import math
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from types import FunctionType
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.pathway import PATHWAY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.young_person import YOUNG_PERSON
from coprod_sim.engine.kernel.compiled import SOURCES, loop
from coprod_sim.engine.kernel.state_field import REAL, Field
from coprod_sim.engine.state import Place, Reals, Records, Stray, own_rows, strays_of
from coprod_sim.engine.totals import as_numbers
from coprod_sim.scenario.setting_checks import ROUNDING

KINDS: Final = (
    ("families", FAMILY),
    ("young_people", YOUNG_PERSON),
    ("pathways", PATHWAY),
    ("casework", CASEWORK),
    ("professionals", PROFESSIONAL),
    ("commissioners", COMMISSIONER),
)
StrayRow = tuple[Stray, tuple[str, ...]]
"""What is wrong, and which replaced rules may have written it."""
LARGEST: Final = float(np.finfo(np.float64).max)


@loop
def count_strays(numbers, low, high):
    """Count the numbers that lie outside the range of their column; what is not a number lies outside of every range."""
    strays = 0
    for row in range(numbers.shape[0]):
        for column in range(len(low)):
            value = numbers[row, column]
            strays += not ((low[column] <= value) & (value <= high[column]))
    return strays


@cache
def ranges(fields: tuple[Field, ...]) -> tuple[Reals, Reals]:
    """Give the lowest and highest number of each column of a record that begins with all its real numbers."""
    real = [field for field in fields if field.type == REAL]
    assert list(fields[: len(real)]) == real, "real numbers come first in a record"
    low = np.repeat([field.low - ROUNDING for field in real], [field.length for field in real])
    high = np.repeat([field.high + ROUNDING for field in real], [field.length for field in real])
    return np.maximum(low, -LARGEST), np.minimum(high, LARGEST)


def is_in_range(place: Place) -> bool:
    """Tell whether all real numbers of a place lie in their ranges."""
    kinds = [
        *((fields, getattr(place, rows)) for rows, fields in KINDS),
        *((own[1], own[2]) for own in own_rows(place)),
    ]
    return not any(count_strays(as_numbers(rows), *ranges(fields)) for fields, rows in kinds if rows.size)


def first_stray(place: Place, tallies: Records, replaced: Iterable[str]) -> StrayRow | None:
    """Find what is out of range, with those of the replaced rules that may have written it; None where all is right.

    What a replaced rule writes comes first: all else that is wrong in the same month may follow from it.
    Trust is written before what is told of it in the ledger.
    """
    found = [*strays_of(place), *uncounted(tallies)]
    if not found:
        return None
    rules = set(replaced)
    by = [(stray, tuple(sorted(rules & writers().get(stray.field, frozenset())))) for stray in found]
    return min(by, key=lambda each: (not each[1], each[0].field == "ledger", not each[0].whose.startswith("casework")))


def uncounted(tallies: Records) -> Iterator[Stray]:
    """Give each sum that is not a number, in the tallies of one month, shape (commissioners,)."""
    for name in tallies.dtype.names or ():
        bad = ~np.isfinite(tallies[name])
        if bad.any():
            row, *part = np.argwhere(bad)[0].tolist()
            value = float(tallies[name][(row, *part)])
            places = "".join(f"[{number}]" for number in part)
            yield Stray(f"count of commissioner {row}", name, places, value, -math.inf, math.inf, "sum over its people")


@cache
def writers() -> dict[str, frozenset[str]]:
    """Say for each field of state, and each sum, which rules the acts use to work out what they write there."""
    found: dict[str, frozenset[str]] = {}
    for kind, function in SOURCES.values():
        if kind == "rule":
            continue
        for field, rules in fields_set_by(tree_of(function), dict(handed_over().get(function.__name__, {}))):
            found[field] = found.get(field, frozenset()) | rules
    return found


@cache
def handed_over() -> dict[str, dict[str, frozenset[str]]]:
    """Say for each act, and each of its arguments, which rules other acts use to work out what they hand over to it."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for kind, function in SOURCES.values():
        if kind not in ("act", "step"):
            continue
        behind: dict[str, frozenset[str]] = {}
        tree = tree_of(function)
        for _ in fields_set_by(tree, behind):
            pass  # what stands behind its variables is known when all is walked
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            act = getattr(call.func, "id", "")
            if SOURCES.get(act, ("rule", None))[0] != "act":
                continue
            given = found.setdefault(act, {})
            for name, value in zip(inspect.signature(SOURCES[act][1]).parameters, call.args, strict=False):
                rules = frozenset[str]().union(*(behind.get(one, frozenset()) for one in names_in(value).read))
                given[name] = given.get(name, frozenset()) | rules
    return found


def tree_of(function: FunctionType) -> ast.AST:
    """Read the text of a function."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


class Names(NamedTuple):
    """What a piece of code calls, and which variables it reads."""

    called: frozenset[str]
    read: frozenset[str]


def names_in(node: ast.AST) -> Names:
    """Name what an expression calls and reads."""
    calls = [part.func for part in ast.walk(node) if isinstance(part, ast.Call)]
    called = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
    read = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return Names(frozenset(called & set(SOURCES)), frozenset(read))


def fields_set_by(tree: ast.AST, behind: dict[str, frozenset[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each field that a function writes, with the rules behind it, also by way of its variables.

    behind: the rules behind its arguments; those behind its other variables are added.
    """
    steps = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign)]
    for node in sorted(steps, key=lambda step: step.lineno):
        called, read = names_in(node.value)
        rules = frozenset().union(*map(all_behind, called), *(behind.get(name, frozenset()) for name in read))
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            for part in target.elts if isinstance(target, ast.Tuple) else [target]:
                held = part.value if isinstance(part, ast.Subscript) else part
                if isinstance(held, ast.Attribute):
                    yield held.attr, rules
                elif isinstance(held, ast.Name):
                    behind[held.id] = behind.get(held.id, frozenset()) | rules


@cache
def all_behind(name: str) -> frozenset[str]:
    """Name a compiled function and all those that it calls."""
    tree = tree_of(SOURCES[name][1])
    return frozenset({name}).union(*(all_behind(called) for called in names_in(tree).called if called != name))
