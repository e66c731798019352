"""Threads that work on one place together, from inside compiled code: who is free takes the next part, and all wait for the last.

What they tell one another stands on a board, three whole numbers that are read and written in one piece:
tickets taken so far, arrivals at rests so far, and whether somebody gave up.
Both counts only ever grow, so nobody has to set them back: each thread knows from which ticket a phase starts,
since in every phase each thread takes exactly one ticket too many.
Handing parts over in Python instead costs 15 microseconds for each part, and 50 to 100 for waking a thread:
more than the whole month of a small place.
"""

import sys
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from coprod_sim.compiled import loop

TICKETS, ARRIVALS, GIVEN_UP = range(3)
PATIENCE = 2_000
"""How often a thread looks at the board, about a nanosecond each time, before it lets others use its processor."""

give_way = types.ExternalFunction("SwitchToThread" if sys.platform == "win32" else "sched_yield", types.int32())


def make_board() -> np.ndarray:
    """Make an empty board for one run."""
    return np.zeros(3, np.int64)


def give_up(board: np.ndarray) -> None:
    """Tell all others not to wait any more: this thread has failed."""
    board[GIVEN_UP] = 1


@intrinsic
def add_at_once(typing_context: Any, board: Any, slot: Any) -> Any:
    """Add 1 to a number of the board, in one piece, and give what it was before."""
    del typing_context, slot

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = pointer(context, builder, signature, arguments)
        return builder.atomic_rmw("add", place, ir.Constant(ir.IntType(64), 1), "seq_cst")

    return types.int64(board, types.intp), generate


@intrinsic
def look(typing_context: Any, board: Any, slot: Any) -> Any:
    """Read a number of the board as it is now, never as it was remembered."""
    del typing_context, slot

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load_atomic(pointer(context, builder, signature, arguments), "seq_cst", 8)

    return types.int64(board, types.intp), generate


def pointer(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """Give the address of a number of the board, for the compiler."""
    board_type = signature.args[0]
    board = context.make_array(board_type)(context, builder, arguments[0])
    return cgutils.get_item_pointer(context, builder, board_type, board, [arguments[1]])  # type: ignore[no-untyped-call]


@loop
def next_part(board, base):
    """Take the next part of the phase that starts from ticket `base`: its number, from 0; the caller stops at the last."""
    return add_at_once(board, TICKETS) - base  # type: ignore[call-arg]


@loop
def rest(board, everybody):
    """Wait until `everybody`, as many arrivals since the run began, has come here; gives whether the work goes on."""
    add_at_once(board, ARRIVALS)  # type: ignore[call-arg]
    looks = 0
    while look(board, ARRIVALS) < everybody:
        if look(board, GIVEN_UP):
            return False
        looks += 1
        if looks > PATIENCE:
            give_way()
    return True
