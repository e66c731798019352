"""Calls the rules as WebAssembly from Python: arrays are copied into the module's memory, and back after the call."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import wasmtime

from coprod_sim.dashboard.static.tables.rules import MODULE

ALIGN: Final = 64
PAGE: Final = 65_536
WORD: Final = 8
WORDS: Final = 512


class WasmHost:
    """The module with its memory."""

    def __init__(self) -> None:
        engine = wasmtime.Engine()
        self.store = wasmtime.Store(engine)
        code = wasmtime.Module(engine, MODULE.read_bytes())
        imports: list[Any] = list(code.imports)
        none = [wasmtime.Func(self.store, one.type, lambda *_: 0.0) for one in imports]
        instance = wasmtime.Instance(self.store, code, none)
        self.exports: dict[str, Any] = dict(instance.exports(self.store).items())
        self.memory: Any = self.exports["memory"]
        self.first = int(self.exports["__heap_base"].value(self.store))
        self.top = self.first

    def take(self, size: int) -> int:
        """Give the address of so many bytes."""
        at = -(-self.top // ALIGN) * ALIGN
        self.top = at + size
        missing = self.top - self.memory.data_len(self.store)
        if missing > 0:
            self.memory.grow(self.store, -(-missing // PAGE))
        return at

    def call(self, name: str, *given: Any) -> None:
        """Call an entry with arrays, groups of arrays, whole numbers and real ones; arrays hold afterwards what it wrote."""
        self.top = self.first
        table = self.take(WORD * WORDS)
        words: list[bytes] = []
        arrays: list[tuple[np.ndarray, int]] = []
        known: dict[tuple[int, int], int] = {}
        for one in flat(given):
            if isinstance(one, np.ndarray):
                # Two arrays may show one memory, as tallies and their numbers do.
                memory = (one.ctypes.data, one.nbytes)
                at = known[memory] if memory in known else self.take(one.nbytes)
                if one.nbytes:
                    known[memory] = at
                self.memory.write(self.store, np.ascontiguousarray(one).tobytes(), at)
                arrays.append((one, at))
                strides = np.empty(one.shape, one.dtype).strides
                head = (0, 0, one.size, one.dtype.itemsize, at, *one.shape, *strides)
                words += [int(word).to_bytes(WORD, "little") for word in head]
            elif isinstance(one, float):
                words.append(np.float64(one).tobytes())
            else:
                words.append(int(one).to_bytes(WORD, "little", signed=True))
        self.memory.write(self.store, b"".join(words), table + WORD)
        status = self.exports[name](self.store, table)
        assert status == 0, (name, status)
        for array, at in arrays:
            found = self.memory.read(self.store, at, at + array.nbytes)
            array[...] = np.frombuffer(bytes(found), array.dtype).reshape(array.shape)


def flat(given: Sequence[Any]) -> list[Any]:
    """Give arguments with groups of arrays taken apart."""
    return [part for one in given for part in (one if isinstance(one, tuple) else (one,))]
