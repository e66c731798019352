"""Asking the processor for rows ahead of their use: they travel from memory while others are worked on."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from coprod_sim.engine.kernel.compiled import without_compiler

LINE = 64
"""Bytes that travel from memory at once, on most processors."""
READ, KEEP, DATA = 0, 3, 1
"""Arguments of LLVM's prefetch: for reading, to be kept near, data and no code."""


def fetch_row(typing_context: Any, rows: Any, row: Any) -> Any:
    """Tell the compiler how a row of a record array is asked for."""
    del typing_context, row

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = signature.args[0]
        array = context.make_array(kind)(context, builder, arguments[0])
        first = cgutils.get_item_pointer(context, builder, kind, array, [arguments[1]])  # type: ignore[no-untyped-call]
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        asking = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, ir.FunctionType(ir.VoidType(), [byte, word, word, word]), "llvm.prefetch.p0i8"
        )
        begin = builder.bitcast(first, byte)
        for line in range(0, kind.dtype.size, LINE):
            place = builder.gep(begin, [ir.Constant(ir.IntType(64), line)])
            builder.call(asking, [place, *(ir.Constant(word, each) for each in (READ, KEEP, DATA))])
        return context.get_dummy_value()

    return types.void(rows, types.intp), generate


def nothing(rows: Any, row: int) -> None:
    """Ask for nothing: what stands in the place of it without the compiler."""


fetch: Any = nothing if without_compiler() else intrinsic(fetch_row)
"""Ask for a row of a record array; nothing changes, and a row that is not there does no harm."""
