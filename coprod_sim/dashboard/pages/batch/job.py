"""One batch that was started on /batch: whose it is, how far it is, and when it must stop or give way.

The work itself is told how far it is after each chunk, and what is raised there ends it; what is finished is kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from coprod_sim.study.plan.plan import Plan

State = Literal["new", "waiting", "running", "stopping", "stopped", "done", "failed"]
Refused = Literal["queue", "room"]
"""Why a batch is not begun: its visitor, or everybody, has enough of them waiting; or there is no room for results."""
AT_WORK: Final = ("waiting", "running", "stopping")
TURN: Final = 30.0
"""Seconds after which a batch lets that of another visitor go on."""
MOST_SECONDS: Final = 1_800.0
"""Seconds that a batch works in all, from Start or Resume."""


class CancelledError(Exception):
    """Its visitor pressed Cancel, or it has had all its time."""


class GivesWayError(Exception):
    """Its turn is over, and somebody else waits."""


class BatchStatus(NamedTuple):
    """How far a batch is.

    done, total: runs.   left: seconds that it will still take, if that is known.
    ahead: whether another batch is at work before it.   message: why it failed.   mine: whether who asks may cancel it.
    """

    state: State
    done: int
    total: int
    left: float | None = None
    ahead: bool = False
    message: str = ""
    mine: bool = False


@dataclass
class StartedBatch:
    """One batch that was started here."""

    plan: Plan
    key: str
    who: str
    state: State = "waiting"
    done: int = 0
    total: int = 0
    first: int | None = None
    begun: float = 0.0
    message: str = ""
    turn: float = 0.0
    used: float = 0.0
    others_wait: Callable[[], bool] = lambda: False

    def step(self, done: int, total: int) -> None:
        """Note how far it is; stop where that is wanted."""
        if self.first is None:
            # What was there before says nothing about how fast it goes now.
            self.first, self.begun = done, time.monotonic()
        self.done, self.total = done, total
        if done == total:
            return
        taken = time.monotonic() - self.turn
        if self.state == "stopping" or self.used + taken > MOST_SECONDS:
            raise CancelledError
        # However short a turn is, something is made in it, or two long batches would give way to each other for ever.
        if done > self.first and taken > TURN and self.others_wait():
            raise GivesWayError

    def left(self) -> float | None:
        """Say how many seconds it will still take; None while nobody knows."""
        made = self.done - (self.first or 0)
        return (time.monotonic() - self.begun) / made * (self.total - self.done) if made else None
