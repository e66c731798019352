"""Rules of one's own: a file whose functions replace rules of the same name, compiled the same way.

    coprod-sim compare consultation_only power_sharing --rules my_rules.py

A function in the file replaces the rule with its name and must take the same arguments.
A rules file is code and runs with your rights: use only files that you trust; the web page never loads one.
"""

import hashlib
import inspect
import linecache
import sys
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Final

from coprod_sim.engine.kernel import code_cache, compiled
from coprod_sim.engine.kernel.compiled import SOURCES, relink
from coprod_sim.engine.kernel.functions import exp, log, power
from coprod_sim.engine.mechanism import declared, read_mechanism
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.own_file import python_text
from coprod_sim.engine.rule_allowed_names import global_faults, randomness_faults
from coprod_sim.engine.rule_run_faults import OwnRules
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import close_name

MODULE: Final = "coprod_sim_custom_rules"
GIVEN: Final = {"exp": exp, "log": log, "power": power}
"""What a text may use without importing it: these give the same digits on every machine, and stand in the rules that are printed."""


def load_rules(path: str | Path | None, mechanism: str | Path | None = None) -> Walks:
    """Give the compiled functions with the rules of a file in place of ours, and the hooks of a mechanism; without files, our own.

    Raises ScenarioError where a file cannot be read, or a function in it is neither a rule nor a hook, takes other arguments,
    draws luck of its own or cannot be compiled.
    """
    if path is None and mechanism is None:
        return STANDARD
    added = None if mechanism is None else read_mechanism(mechanism)
    return linked(None if path is None else rules_text(path), added and (added.file, added.text))


def rules_text(path: str | Path) -> tuple[Path, bytes]:
    """Read a file of rules."""
    return python_text(path, "a Python file of rules", "a file of rules")


@lru_cache(maxsize=8)
def linked(own: tuple[Path, bytes] | None, added: tuple[Path, bytes] | None) -> Walks:
    """Compile everything with the rules of a file and a mechanism, whose texts make an edited file a new one."""
    from coprod_sim.engine.mechanism.hooks import checked_hooks, hook_faults, linked_hooks

    rules = checked_rules(*own) if own else {}
    mechanism = declared(*added) if added else None
    functions = checked_hooks(mechanism) if mechanism else {}
    digest = digest_of(*(each[1] for each in (own, added) if each))
    if not compiled.without_compiler() and not is_compiled(digest):
        from coprod_sim.engine.rule_compile_faults import type_faults

        faults = [
            *(type_faults(own[0], rules) if own else ()),
            *(hook_faults(mechanism, functions) if mechanism else ()),
        ]
        if faults:
            raise ScenarioError(*faults)
    hooks, happenings = linked_hooks(mechanism, functions, digest) if mechanism else ({}, {})
    file, text = own or added or (Path(), b"")
    lines = {name: function.__code__.co_firstlineno for name, function in (rules or functions).items()}
    about = OwnRules(file, text, lines, "rule" if own else "hook", (own, added))
    return Walks.from_compiled(relink(rules | hooks, digest), own=about, mechanism=mechanism, happenings=happenings)


def checked_rules(file: Path, text: bytes) -> dict[str, FunctionType]:
    """Give the functions of a file, or say all that is wrong with them."""
    faults = randomness_faults(file, text)
    if faults:
        raise ScenarioError(*faults)
    module = run_text(file, text)
    rules = {name: value for name, value in vars(module).items() if own_function(value, module)}
    faults = [fault for name, value in rules.items() if (fault := rule_fault(file, name, value))]
    faults += global_faults(file, rules)
    if not rules:
        faults.append(f"{file}: no function: must define at least one rule. See: coprod-sim rules")
    if faults:
        raise ScenarioError(*faults)
    return rules


def digest_of(*texts: bytes) -> str:
    """Name the texts of files of rules and mechanisms."""
    if len(texts) == 1:
        return hashlib.sha256(texts[0]).hexdigest()[:12]
    return hashlib.sha256(b"".join(hashlib.sha256(text).digest() for text in texts)).hexdigest()[:12]


def is_compiled(digest: str) -> bool:
    """Tell whether a text of rules has been compiled before."""
    folder = compiled.cache_folder(f"-{digest}")
    return folder is not None and code_cache.holds_code(folder, "engine.months-*.nbi")


def run_text(file: Path, text: bytes, name: str = MODULE) -> ModuleType:
    """Run the text of a rules file and give its names; neither the file nor what Python keeps beside it is read again."""
    module = ModuleType(name)
    module.__file__ = str(file)
    vars(module).update(GIVEN)
    sys.modules[name] = module  # where the compiler looks when it loads cached code
    lines = text.decode("utf-8", "replace").splitlines(keepends=True)
    linecache.cache[str(file)] = (len(text), None, lines, str(file))
    try:
        exec(compile(text, str(file), "exec"), vars(module))
    except Exception as error:
        line = getattr(error, "lineno", None) or last_line(error, file)
        where = f"{file} line {line}" if line else str(file)
        raise ScenarioError(f"{where}: {type(error).__name__}: {error}. Mend the file and run again.") from error
    return module


def last_line(error: Exception, file: Path) -> int | None:
    """Find the line of a file where an error arose."""
    line, step = None, error.__traceback__
    while step is not None:
        if Path(step.tb_frame.f_code.co_filename) == file:
            line = step.tb_lineno
        step = step.tb_next
    return line


def own_function(value: object, module: ModuleType) -> bool:
    """Tell whether a value is a function that the file itself defines."""
    return isinstance(value, FunctionType) and value.__module__ == module.__name__


def rule_names() -> list[str]:
    """Every rule that a file may replace, in order of definition."""
    return [name for name, (kind, _) in SOURCES.items() if kind == "rule"]


def rule_fault(file: Path, name: str, function: FunctionType) -> str | None:
    """Say what is wrong with a function that would replace a rule, or None."""
    where = f"{file} line {function.__code__.co_firstlineno}"
    if name not in rule_names():
        near = close_name(name, rule_names())
        hint = f' Did you mean "{near}"?' if near else ""
        return f"{where}: {name}: must have the name of a rule.{hint} See: coprod-sim rules"
    given = list(inspect.signature(function).parameters)
    needed = list(inspect.signature(SOURCES[name][1]).parameters)
    if given != needed:
        return f"{where}: {name}({', '.join(given)}): must take ({', '.join(needed)}). Use the same arguments."
    return None
