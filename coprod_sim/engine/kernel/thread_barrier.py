"""Threads that work on one place together, from inside compiled code: who is free takes the next part, and all wait for the last.

What they tell one another stands on a board, four whole numbers that are read and written in one piece:
tickets taken so far, arrivals at rests so far, whether somebody gave up, and which month it is.
Both counts only ever grow, so nobody has to set them back: each thread knows from which ticket a phase starts,
since in every phase each thread takes exactly one ticket too many.
Handing parts over in Python instead costs 15 microseconds for each part, and 50 to 100 for waking a thread:
more than the whole month of a small place.
"""

import sys
from threading import Lock
from time import sleep
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from coprod_sim.engine.kernel.compiled import loop, without_compiler

TICKETS, ARRIVALS, GIVEN_UP, MONTH = range(4)
PATIENCE = 2_000
"""How often a thread looks at the board, about a nanosecond each time, before it lets others use its processor."""

give_way = types.ExternalFunction("SwitchToThread" if sys.platform == "win32" else "sched_yield", types.int32())


def make_board() -> np.ndarray:
    """Make an empty board for one run."""
    return np.zeros(4, np.int64)


def give_up(board: np.ndarray) -> None:
    """Tell everybody to leave the work: a thread has failed, or somebody stops the run."""
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


if without_compiler():
    # Python's own threads take turns; a lock makes adding one piece of work.
    turn = Lock()

    def add_at_once(board: Any, slot: int) -> int:  # type: ignore[misc]
        """Add 1 to a number of the board, and give what it was before."""
        with turn:
            board[slot] += 1
            return int(board[slot]) - 1

    def look(board: Any, slot: int) -> int:  # type: ignore[misc]
        """Read a number of the board."""
        return int(board[slot])

    def give_way() -> None:  # type: ignore[misc]
        """Let others use the processor."""
        sleep(0)


@loop
def given_up(board):
    """Tell whether the work is to be left."""
    return look(board, GIVEN_UP) != 0  # type: ignore[call-arg]


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
    return not given_up(board)
