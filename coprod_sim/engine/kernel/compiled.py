"""The only compiler settings of the project, and the reason for each.

Four decorators say what a function is:
`@rule` is one equation: numbers in, numbers out;
`@act` is one person's month: it reads the place as it stood and writes that person's own row;
`@loop` walks over all rows;
`@month_step` is a part of a loop that stands by itself only to be read.

A cached loop would not notice an edited rule in another file.
So the folder in which it is kept (code_cache.py) is named after a hash of every file that holds compiled code, and a new text means a new folder.
`relink` makes a second set of all compiled functions in which some rules are replaced (see custom_rules.py).
"""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Literal, TypeVar

# The vector library of some CPUs rounds exp and log otherwise than the scalar one: the same rule must give the same bits.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numba
import numba.core.config as numba_config
from numba.core.registry import CPUDispatcher

from coprod_sim.engine.kernel import code_cache, prebuilt

Function = TypeVar("Function", bound=Callable[..., Any])
FunctionKind = Literal["rule", "act", "loop", "step"]

WITHOUT_WRAPPERS = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

SOURCES: dict[str, tuple[FunctionKind, FunctionType]] = {}
"""Every compiled function of the project as plain Python, by name, in the order of its definition."""


@cache
def source_hash() -> str:
    """Name the compiled code by a hash of all files of the package that hold some of it."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[2].rglob("*.py")):
        text = path.read_bytes()
        if b"coprod_sim.engine.kernel.compiled" in text or path.name == "compiled.py":
            digest.update(path.name.encode() + text)
    return digest.hexdigest()[:16]


def cache_folder(extra: str = "") -> Path | None:
    """Make and give the folder for compiled code, or None where none is safe; `extra` tells sets with replaced rules apart."""
    return code_cache.kept_folder(f"compiled-{source_hash()}{extra}")


def is_warm() -> bool:
    """Tell whether compiled code is at hand, so that the first run need not wait for the compiler."""
    folder = cache_folder()
    return folder is not None and code_cache.holds_code(folder)


def without_compiler() -> bool:
    """Tell whether the user has switched the compiler off, by NUMBA_DISABLE_JIT."""
    return bool(numba_config.DISABLE_JIT)  # type: ignore[attr-defined]


class TakenIn(CPUDispatcher):
    """A function as other compiled functions take it in: without what only Python needs of it, half of the compiler's work.

    Where Python calls it, `for_python` is compiled, the same once more with all of that.
    """

    for_python: Any = None
    is_own = False
    """Whether it belongs to a set with rules of one's own, which nobody has compiled ahead of time."""

    def __call__(self, *given: Any) -> Any:
        """Call the function from Python; the first answer may come from what was compiled ahead of time (prebuilt.py)."""
        if prebuilt.Prebuilt.allowed and not self.is_own:
            found, value = prebuilt.answer(self.py_func.__name__, given)
            if found:
                return value
        return self.for_python(*given)


def compile_function(function: FunctionType, kind: FunctionKind, folder: Path | None) -> Any:
    """Compile one function with the settings of the project, when it is first called."""
    for_python = with_wrappers(function, kind, folder)
    if without_compiler():
        return for_python
    taken_in = TakenIn(function, targetoptions=options_of(kind) | WITHOUT_WRAPPERS)
    taken_in.for_python = for_python
    return taken_in


def is_ready(function: Callable[..., Any]) -> bool:
    """Tell whether a function has been compiled in this process for Python to call."""
    return bool(getattr(getattr(function, "for_python", function), "signatures", True))


def options_of(kind: FunctionKind) -> dict[str, Any]:
    """Give the settings of the project.

    error_model: rules never raise; a division by zero gives infinity, which the range check finds.
    nogil: several runs, or several parts of one place, may go on in one process.
    _nrt: without the runtime that counts references, nothing can be allocated on the heap, and a month takes a third less time.
    forceinline: rules are small, and an act has one big caller and many arguments; a call would cost more than its work.
    inline: a step is put into its one caller before that is compiled, so that the compiler goes through it once, and not at each level.
    No fastmath and no parallel: both would change last digits, and threads are ours (see thread_barrier.py).
    """
    options = {"nopython": True, "nogil": True, "error_model": "numpy", "_nrt": False, "forceinline": kind != "loop"}
    return options | {"inline": "always"} if kind == "step" else options


def with_wrappers(function: FunctionType, kind: FunctionKind, folder: Path | None) -> Any:
    """Compile one function so that Python can call it, and keep what is compiled in a folder, if there is one."""
    options = options_of(kind)
    if folder is None or without_compiler():
        return numba.jit(**options)(function)
    numba_config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    try:
        dispatcher: Any = numba.jit(cache=True, **options)(function)
    except (OSError, RuntimeError):  # the compiler finds no place where it could write
        return numba.jit(**options)(function)
    finally:
        numba_config.CACHE_DIR = ""  # type: ignore[attr-defined]
    code_cache.keep(dispatcher, folder)
    return dispatcher


def declare(function: Function, kind: FunctionKind) -> Function:
    """Note a function in SOURCES and compile it when it is first called."""
    name = function.__name__
    if name in SOURCES and SOURCES[name][1].__module__ != function.__module__:
        raise ValueError(f"two compiled functions are called {name}: rules are replaced by name, so names are unique")
    assert isinstance(function, FunctionType)
    SOURCES[name] = (kind, function)
    return compile_function(function, kind, cache_folder())  # type: ignore[no-any-return]


def rule(function: Function) -> Function:
    """Mark one equation: a function of numbers, without arrays, chance or time."""
    return declare(function, "rule")


def act(function: Function) -> Function:
    """Mark one person's month: it reads the place as it stood and writes that person's own row."""
    return declare(function, "act")


def loop(function: Function) -> Function:
    """Mark a walk over all rows."""
    return declare(function, "loop")


def month_step(function: Function) -> Function:
    """Mark a part of a loop, with one caller."""
    return declare(function, "step")


def relink(replacements: Mapping[str, FunctionType], name: str) -> dict[str, Any]:
    """Compile every function anew, with some rules replaced, beside the standard set.

    Each module that holds rules gets a twin, in which all compiled functions, and all such modules, are the new ones.
    `name` must tell this set of replacements from every other: it names the cache folder.
    """
    twins = {module: ModuleType(module) for module in {function.__module__ for _, function in SOURCES.values()}}
    for module, twin in twins.items():
        vars(twin).update(vars(sys.modules[module]))
    compiled = {}
    for function_name, (kind, original) in SOURCES.items():
        function = replacements.get(function_name)
        if function is None:
            space = vars(twins[original.__module__])
            function = FunctionType(original.__code__, space, function_name, original.__defaults__)
            function.__module__, function.__qualname__ = original.__module__, original.__qualname__
        made = compiled[function_name] = compile_function(function, kind, cache_folder(f"-{name}"))
        made.is_own = True
    for twin in twins.values():
        for key, value in list(vars(twin).items()):
            plain = getattr(value, "py_func", value)
            if isinstance(plain, FunctionType) and key in SOURCES and SOURCES[key][1] is plain:
                setattr(twin, key, compiled[key])
            elif isinstance(value, ModuleType) and value.__name__ in twins:
                setattr(twin, key, twins[value.__name__])
    return compiled
