"""Rules of one's own that do not compile: finding out which, where and why before the long wait for the compiler.

Each rule of a file is compiled alone, which takes a second, with numbers for its arguments.
What comes out must be of the kind that the model's own rule gives.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import numba
from numba.core.errors import NumbaError, UnsupportedBytecodeError

from coprod_sim.engine.kernel import compiled
from coprod_sim.engine.state import PARAMETER_TYPE
from coprod_sim.scenario.parameters import BY_NAME, close_name

COMPILER_ERRORS: Final = (NumbaError, UnsupportedBytecodeError)
SEVERAL: Final = "Each rule must give what the one that it replaces gives: coprod-sim rules NAME"
ADVICE: Final = "Keep to numbers, arithmetic and if; see: coprod-sim rules"
KINDS: Final = ((numba.types.NoneType, "nothing: is a return missing?"), (numba.types.BaseTuple, "several values"))


def type_faults(file: Path, rules: Mapping[str, FunctionType]) -> list[str]:
    """Say what keeps each rule of a file from being compiled, one fault for each."""
    faults = [rule_fault(file, name, function) for name, function in rules.items()]
    return [fault for fault in faults if fault]


def rule_fault(file: Path, name: str, function: FunctionType) -> str | None:
    """Say what keeps one rule from being compiled, or None."""
    start = function.__code__.co_firstlineno
    for line, attribute in par_attributes(function):
        if attribute not in BY_NAME:
            near = close_name(attribute, BY_NAME)
            advice = f"Did you mean par.{near}?" if near else "See: coprod-sim parameters"
            return f"{file} line {start + line - 1}: {name}: par.{attribute} is not a parameter. {advice}"
    try:
        usual = returned(compiled.SOURCES[name][1])
    except COMPILER_ERRORS:
        return None  # The rule takes more than numbers, so that compiling it alone tells nothing.
    try:
        given = returned(function)
    except COMPILER_ERRORS as error:
        line = faulty_line(error, file) or start
        return f"{file} line {line}: {name}: does not compile: {reason(error)}. {ADVICE} {name}"
    if kind(given) != kind(usual):
        return f"{file} line {start}: {name}: gives {kind(given)}: must give {kind(usual)}. {ADVICE} {name}"
    return None


def faulty_line(error: Exception, file: Path) -> int | None:
    """Find the line of a file that a compiler's message names first."""
    lines = re.findall(rf'{re.escape(file.name)}(?:", line (\d+)| \((\d+)\))', str(error))
    return next((int(one or other) for one, other in lines), None)


def par_attributes(function: FunctionType) -> list[tuple[int, str]]:
    """Find what a rule reads of `par`: the line within its text, and the name."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return [
        (node.lineno, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "par"
    ]


def returned(function: FunctionType) -> Any:
    """Compile a rule alone, with numbers for its arguments, and give the type of what it returns."""
    parameters = numba.from_dtype(PARAMETER_TYPE)
    arguments = [parameters if name == "par" else numba.float64 for name in inspect.signature(function).parameters]
    options: dict[str, Any] = {"error_model": "numpy", "_nrt": False}  # as in compiled.py
    dispatcher: Any = numba.njit(**options)(function)
    dispatcher.compile(tuple(arguments))
    return dispatcher.nopython_signatures[0].return_type


def kind(given: Any) -> str:
    """Name a type in plain words; whole numbers, true and false count as numbers.

    >>> kind(numba.types.int64), kind(numba.types.unicode_type)
    ('a number', 'text')
    """
    if isinstance(given, numba.types.Number | numba.types.Boolean | numba.types.Literal):
        literal = getattr(given, "literal_value", 0)
        return "text" if isinstance(literal, str) else "a number"
    if isinstance(given, numba.types.UnicodeType):
        return "text"
    return next((words for type_, words in KINDS if isinstance(given, type_)), "something that is no number")


def reason(error: Exception) -> str:
    """Pick what helps out of a compiler's long message.

    >>> reason(NumbaError("No implementation of function Function(mul) found for signature: >>> mul(none, float64)"))
    'it cannot work out mul(none, float64)'
    """
    text = str(error)
    if "NRT required" in text:
        return "it makes a list, a text or another container"
    call = re.search(r">>> (.*)", text)
    if call:
        return f"it cannot work out {call[1].strip()}"
    lines = [line.strip() for line in text.splitlines()]
    return next(
        (line for line in lines if line and not line.startswith("Failed in nopython")), "it gives no reason"
    ).rstrip(".")
