"""Long work for visitors: shared by all who ask for the same, bounded, told how far it is, and given up when nobody waits.

A page asks again and again while it waits.  Who stops asking has stopped waiting, be it by a button or a closed computer.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

T = TypeVar("T")

PATIENCE: Final = 8.0
"""Seconds without a question after which nobody waits any more; a tab in the background asks once a second."""
MOST_WAITING: Final = 60
"""So many pieces of work may wait or run at one time; who comes then waits at the door, and asks again."""


class NobodyWaitsError(Exception):
    """Raised inside work that nobody asks for any more."""


class Work(Generic[T]):
    """One piece of work: how far it is, and what came of it."""

    def __init__(self) -> None:
        self.done = 0
        self.of = 0
        self.begun = False
        self.result: T | None = None
        self.fault: Exception | None = None
        self.given_up = False
        self.waiting: dict[str, float] = {}  # who waits, and when they asked last

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.result is not None or self.fault is not None or self.given_up

    def step(self, done: int, of: int) -> None:
        """Note how far it is; raises NobodyWaitsError if nobody has asked for a while."""
        self.done, self.of = done, of
        if all(monotonic() > asked + PATIENCE for asked in self.waiting.copy().values()):
            raise NobodyWaitsError


class Board(Generic[T]):
    """Where work is asked for by its key.

    at_once: so many pieces run at one time, the others wait.   kept: so many results are kept for who asks next.
    """

    def __init__(self, at_once: int, kept: int) -> None:
        self.pool = ThreadPoolExecutor(at_once, thread_name_prefix="long-work")
        self.kept = kept
        self.lock = Lock()
        self.works: OrderedDict[Hashable, Work[T]] = OrderedDict()

    def ask(self, key: Hashable, who: str, do: Callable[[Work[T]], T]) -> Work[T]:
        """Give the work of a key, begun if it is not there yet.

        Raises what went wrong with work that was begun before, once: who asks after that has it begun anew.
        who: the visitor who waits for it, until `leave`, or until they ask no more.
        """
        with self.lock:
            work = self.works.get(key)
            if work is not None and work.fault is not None:
                del self.works[key]
                raise work.fault
            if work is None or work.given_up:
                work = Work()
                if sum(not other.over for other in self.works.values()) >= MOST_WAITING:
                    return work
                self.works[key] = work
                work.waiting[who] = monotonic()  # before it begins, for it looks who waits
                self.pool.submit(self.run, work, do)
            work.waiting[who] = monotonic()
            self.works.move_to_end(key)
            over = [known for known, other in self.works.items() if other.over]
            for known in over[: max(0, len(over) - self.kept)]:
                del self.works[known]
            return work

    def leave(self, key: Hashable, who: str) -> None:
        """Note that a visitor does not wait any more."""
        with self.lock:
            if key in self.works:
                self.works[key].waiting.pop(who, None)

    def run(self, work: Work[T], do: Callable[[Work[T]], T]) -> None:
        """Do a piece of work, unless nobody waits for it any more."""
        try:
            work.step(0, work.of)
            work.begun = True
            work.result = do(work)
        except NobodyWaitsError:
            work.given_up = True
        except Exception as error:  # noqa: BLE001  whatever it is, it is told to who asks
            work.fault = error
