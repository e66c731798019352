"""The rules compiled ahead of time, for the first answer: they run at once, while the compiler would take half a minute.

The module is the one that browsers run (scripts/make_wasm.py), and gives the same numbers to the bit, at about half the speed.
It is used where the package wasmtime is installed (the extra `fast-start`), nothing is compiled yet, the module is made of
these very rules, and a place is small: for each call its arrays are copied into the module's memory, and back.
Where anything is missing, the compiler does it.   COPROD_SIM_FAST_START=0 leaves it out.
"""

import atexit
import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

FOLDER: Final = Path(__file__).parents[2] / "dashboard" / "public" / "worker"
MODULE, LAYOUTS = FOLDER / "rules.wasm", FOLDER / "rules.json"
SWITCH: Final = "COPROD_SIM_FAST_START"
MOST_BYTES: Final = 30_000_000
"""A place that is larger is left to the compiler: copying it for each call would take longer."""
ALIGN, PAGE, WORD, WORDS = 64, 65_536, 8, 512
RESULTS: Final[dict[str, Callable[[bytes], float | int]]] = {
    "float64": lambda word: float(np.frombuffer(word, np.float64)[0]),
    "int64": lambda word: int.from_bytes(word, "little", signed=True),
}
MINE: Final = threading.local()
"""Each thread has a module of its own."""


def is_at_hand(source: str) -> bool:
    """Tell whether the module can be used: wanted, installed, and made of the rules that have this hash."""
    if os.environ.get(SWITCH) == "0" or find_spec("wasmtime") is None:
        return False
    try:
        return bool(json.loads(LAYOUTS.read_text(encoding="utf-8"))["source"] == source) and MODULE.is_file()
    except (OSError, ValueError, KeyError, TypeError):
        return False


@cache
def module() -> tuple[Any, Any]:
    """Give wasmtime's engine and the module, made ready once for all threads."""
    import wasmtime

    # At the end of Python its own library is gone before what it made.
    atexit.register(forget)
    engine = wasmtime.Engine()
    return engine, wasmtime.Module(engine, MODULE.read_bytes())


def forget() -> None:
    """Let go of the module."""
    vars(MINE).clear()
    module.cache_clear()


@cache
def entries() -> dict[str, list[str]]:
    """Give the functions of the module: for each argument, an array taken apart, its type, `whole` or `real`."""
    found: dict[str, list[str]] = json.loads(LAYOUTS.read_text(encoding="utf-8"))["entries"]
    return found


@cache
def results() -> dict[str, str]:
    """Give the types of what functions give, of those that give anything."""
    found: dict[str, str] = json.loads(LAYOUTS.read_text(encoding="utf-8"))["results"]
    return found


class Prebuilt:
    """Where the module may stand for the compiler: `allowed` by a command that gives a first answer (cli/console.py)."""

    allowed = False


def answer(name: str, given: tuple[Any, ...]) -> tuple[bool, Any]:
    """Call a function of the module, if it has it for such arguments: whether it has, and what it gives."""
    if not Prebuilt.allowed or name not in entries():
        return False, None
    arguments = list(flat(given))
    wanted = entries()[name]
    fits = len(arguments) == len(wanted) and all(map(is_of, arguments, wanted))
    if not fits or sum(one.nbytes for one in arguments if isinstance(one, np.ndarray)) > MOST_BYTES:
        return False, None
    if name == "months" and arguments[-1] != 1:
        return False, None  # several threads have one board, and would have a memory each
    if not hasattr(MINE, "host"):
        MINE.host = Host()
    return True, MINE.host.call(name, arguments, wanted)


def is_of(one: Any, kind: str) -> bool:
    """Tell whether an argument is of a kind."""
    if kind in ("whole", "real"):
        return isinstance(one, int | float | np.integer | np.floating) and (kind == "real" or one == int(one))
    return isinstance(one, np.ndarray) and (kind == "rows" if one.dtype.names else one.dtype.str[1:] == kind)


def flat(given: tuple[Any, ...]) -> Iterator[Any]:
    """Take groups of arrays apart."""
    for one in given:
        if isinstance(one, tuple):
            yield from one
        else:
            yield one


def nobody_asks(*given: Any) -> float:
    """Stand for a rule of a page's own."""
    raise RuntimeError(f"the module asked for a rule of somebody's own, with {given}")


class Host:
    """The module with a memory of its own."""

    def __init__(self) -> None:
        import wasmtime

        engine, code = module()
        self.store = wasmtime.Store(engine)
        # The page may put rules of its own in the place of some; here none is asked for.
        given = [wasmtime.Func(self.store, one.type, nobody_asks) for one in code.imports]
        instance = wasmtime.Instance(self.store, code, given)
        self.exports: dict[str, Any] = dict(instance.exports(self.store).items())
        self.memory: Any = self.exports["memory"]
        self.first = self.top = int(self.exports["__heap_base"].value(self.store))

    def take(self, size: int) -> int:
        """Give the address of so many bytes."""
        at = -(-self.top // ALIGN) * ALIGN
        self.top = at + size
        missing = self.top - self.memory.data_len(self.store)
        if missing > 0:
            self.memory.grow(self.store, -(-missing // PAGE))
        return at

    def call(self, name: str, given: list[Any], kinds: list[str]) -> float | int | None:
        """Call a function, and give what it gives; arrays hold afterwards what it wrote."""
        arrays = {(one.ctypes.data, one.nbytes): one for one in given if isinstance(one, np.ndarray)}
        self.top = self.first
        table = self.take(WORD * WORDS)
        # Two arrays may show one memory, as tallies and their numbers do.
        places = {memory: self.take(memory[1]) for memory in arrays}
        for memory, array in arrays.items():
            self.memory.write(self.store, np.ascontiguousarray(array).tobytes(), places[memory])
        words = b"".join(word for one, kind in zip(given, kinds, strict=True) for word in words_of(one, kind, places))
        self.memory.write(self.store, words, table + WORD)
        status = self.exports[name](self.store, table)
        if status != 0:
            raise RuntimeError(f"the rules failed in {name}: {status}")
        for memory, array in arrays.items():
            found = bytes(self.memory.read(self.store, places[memory], places[memory] + memory[1]))
            if array.nbytes and array.flags.writeable:
                array[...] = np.frombuffer(found, array.dtype).reshape(array.shape)
        result = results().get(name)
        return RESULTS[result](bytes(self.memory.read(self.store, table, table + WORD))) if result else None


def words_of(one: Any, kind: str, places: dict[tuple[int, int], int]) -> Iterator[bytes]:
    """Give an argument as the words by which numba hands it over: of an array, where it lies, its shape and its strides."""
    if isinstance(one, np.ndarray):
        strides = [one.itemsize * int(np.prod(one.shape[axis + 1 :], dtype=int)) for axis in range(one.ndim)]
        for word in (0, 0, one.size, one.itemsize, places[one.ctypes.data, one.nbytes], *one.shape, *strides):
            yield int(word).to_bytes(WORD, "little")
    elif kind == "real":
        yield np.float64(one).tobytes()
    else:
        yield int(one).to_bytes(WORD, "little", signed=True)
