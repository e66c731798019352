"""What a file of rules may rest on: its own text, numbers and arithmetic, so that the same seed always gives the same numbers.

Luck of its own, the time, the system and whatever may change from run to run are refused, by looking at the text of the file
and at what its functions find under the names that they use.
Luck reaches a rule from outside, as an argument `draw`, made from a key (randomness.py).
"""

import ast
import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Final

import numpy as np

ALLOWED: Final = ("math", "cmath", "numpy", "numbers", "typing", "collections", "fractions", "coprod_sim", "__future__")
RANDOM_MODULES: Final = ("random", "secrets", "time", "datetime", "uuid", "os")
"""Modules that give other numbers each time."""
DRAWS: Final = ("random", "default_rng", "RandomState")
"""What numpy calls its luck."""
HIDDEN: Final = ("__import__", "eval", "exec", "globals", "vars", "getattr", "setattr", "__builtins__")
"""Names by which a text reaches what it does not name."""
KEYED: Final = (
    "the same seed must give the same numbers. Use the arguments, par, math and numpy; "
    "luck reaches a rule as an argument, drawn by a key: see draw in coprod-sim rules newcomer_facilitation. "
    "For more luck, let a subclass of Family in Python draw by a key: coprod_sim.engine.kernel.randomness.chance."
)
CONSTANT: Final = "what a rule gives must rest on its arguments and the text of this file. Pass on numbers as arguments, or write them there."


def randomness_faults(file: Path, text: bytes) -> list[str]:
    """Say where the text of a file draws luck of its own, or rests on what may change; a text that is no Python has no faults here."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return []
    found: dict[int, str] = {}  # one fault for each line is enough
    for node in ast.walk(tree):
        for words in faults_of(node):
            found.setdefault(getattr(node, "lineno", 1), words)
    return [f"{file} line {line}: {words}" for line, words in sorted(found.items())]


def faults_of(node: ast.AST) -> Iterator[str]:
    """Give what is wrong with one part of a text."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from import_fault(alias.name)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield from import_fault(f"{'.' * node.level}{node.module or ''}.{alias.name}")
    elif isinstance(node, ast.Attribute) and node.attr in DRAWS:
        yield f"{ast.unparse(node)}: draws luck of its own: {KEYED}"
    elif isinstance(node, ast.Name) and node.id in HIDDEN:
        yield f"{node.id}: is not for rules: {CONSTANT}"
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield f"{ast.unparse(node)}: a rule keeps nothing from one call to the next: {KEYED}"


def import_fault(name: str) -> Iterator[str]:
    """Give what is wrong with importing a name; a module that is not there is found out when the file is run."""
    first, *rest = name.split(".")
    if first in RANDOM_MODULES or (first == "numpy" and rest[:1] == ["random"]):
        yield f"import of {name.removesuffix('.*')}: gives other numbers each time: {KEYED}"
    elif not first:
        yield f"import of {name}: a file of rules stands alone: {CONSTANT}"
    elif first not in ALLOWED and importlib.util.find_spec(first) is not None:
        yield f"import of {name.removesuffix('.*')}: is not for rules, which may import math and numpy: {CONSTANT}"


def global_faults(file: Path, rules: Mapping[str, FunctionType]) -> list[str]:
    """Say where a function uses luck, or something that may change, under a name that its text does not give away."""
    return [
        f"{file} line {function.__code__.co_firstlineno}: {rule}: {fault}"
        for rule, function in rules.items()
        for name in sorted(names_used(function.__code__))
        if name in function.__globals__ and (fault := value_fault(name, function.__globals__[name]))
    ]


def names_used(code: CodeType) -> set[str]:
    """Give all names that a piece of code, and what is defined in it, looks up."""
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*map(names_used, inner))


def value_fault(name: str, value: object) -> str | None:
    """Say what is wrong with what a rule finds under a name, or None."""
    home = value.__name__ if isinstance(value, ModuleType) else str(getattr(value, "__module__", "") or "")
    owner = getattr(value, "__self__", None)
    if (
        home.startswith("numpy.random")
        or home.partition(".")[0] in RANDOM_MODULES
        or type(owner).__module__.startswith("numpy.random")
    ):
        return f"{name}: draws luck of its own: {KEYED}"
    if isinstance(value, list | dict | set | bytearray | np.ndarray):
        return f"{name}: is a {type(value).__name__}, which may change from one call to the next: {CONSTANT}"
    return None
