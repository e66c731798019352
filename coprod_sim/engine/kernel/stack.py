"""Numbers on the stack of a compiled function: room that is there at once, costs nothing and is gone with the call.

Nobody else can have its address, so the compiler knows that writing there changes nothing else,
and turns loops over such numbers into vectors that it would have to leave alone in arrays.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic

from coprod_sim.engine.kernel.compiled import without_compiler

VECTOR = 64
"""Bytes of the widest vectors: rows of numbers that begin at a multiple of it are read fastest."""


def on_stack(dtype: np.dtype[Any]) -> Callable[[], Any]:
    """Give a function by which compiled code gets a record of this dtype on its stack; what it holds at first is unsettled.

    Keep it small: a kilobyte costs the compiler a tenth of a second, sixteen half a minute.
    """
    if without_compiler():
        return lambda: np.zeros(1, dtype)[0]
    record = numba.from_dtype(dtype)

    @intrinsic
    def room(typing_context: Any) -> Any:
        del typing_context

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            del signature, arguments
            found = cgutils.alloca_once(builder, ir.ArrayType(ir.IntType(8), dtype.itemsize))  # type: ignore[no-untyped-call]
            found.align = VECTOR
            return builder.bitcast(found, context.get_value_type(record))

        return record(), generate

    return room  # type: ignore[return-value]
