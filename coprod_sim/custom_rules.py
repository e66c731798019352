"""Rules of one's own: a file whose functions replace rules of the same name, compiled the same way.

    coprod-sim compare consultation_only power_sharing --rules my_rules.py

A function in the file replaces the rule with its name and must take the same arguments.
A rules file is code and runs with your rights: use only files that you trust; the web page never loads one.
"""

import hashlib
import importlib.util
import inspect
import sys
from functools import lru_cache
from pathlib import Path
from types import FunctionType, ModuleType

from coprod_sim.compiled import SOURCES, relink
from coprod_sim.engine import STANDARD, Walks
from coprod_sim.errors import ScenarioError
from coprod_sim.parameters import close_name

LARGEST_FILE = 1_000_000


def load_rules(path: str | Path | None) -> Walks:
    """Give the compiled functions with the rules of a file in place of ours; without a file, our own.

    Raises ScenarioError where the file cannot be read, or a function in it is not a rule or takes other arguments.
    """
    if path is None:
        return STANDARD
    file = Path(path)
    try:
        text = file.read_bytes()
    except OSError as error:
        raise ScenarioError(f"{file}: {error.strerror}: a Python file of rules is needed. Check the path.") from error
    if len(text) > LARGEST_FILE:
        raise ScenarioError(f"{file}: {len(text):,} bytes: at most {LARGEST_FILE:,} bytes. Give a file of rules only.")
    return linked(file.resolve(), hashlib.sha256(text).hexdigest()[:12])


@lru_cache(maxsize=8)
def linked(file: Path, digest: str) -> Walks:
    """Compile everything with the rules of a file; the digest of its text makes an edited file a new one."""
    module = run_file(file)
    rules = {name: value for name, value in vars(module).items() if own_function(value, module)}
    faults = [fault for name, value in rules.items() if (fault := rule_fault(file, name, value))]
    if not rules:
        faults.append(f"{file}: no function: must define at least one rule. See: coprod-sim rules")
    if faults:
        raise ScenarioError(*faults)
    return Walks.from_compiled(relink(rules, digest))


def run_file(file: Path) -> ModuleType:
    """Run a rules file and give its names."""
    spec = importlib.util.spec_from_file_location("coprod_sim_custom_rules", file)
    if spec is None or spec.loader is None:
        raise ScenarioError(f"{file}: not a Python file: must end in .py. Rename it, or give another file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where the compiler looks when it loads cached code
    try:
        spec.loader.exec_module(module)
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
