"""Work in threads of its own, so that whoever waits for it can be told to stop: Ctrl-C is not heard inside compiled code.

A run that is told to stop leaves its work at the next part of a month; a rule that never ends is left behind, and ends with the process.
"""

import atexit
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Final

from coprod_sim.errors import STOPPED

TICK: Final = 0.1
"""Seconds from one look to the next at whether the work is to be stopped."""
GRACE: Final = 2.0
"""Seconds that stopped work has to come to an end by itself."""

LOCAL: Final = threading.local()
LEFT_BEHIND: Final[list[threading.Thread]] = []
"""Threads that did not end when they were told to."""


class StoppedError(Exception):
    """Whoever waited for this work has stopped it."""


def do_beside(
    work: Callable[[], None], threads: int, leave: Callable[[], None], watch: Callable[[], None] | None = None
) -> None:
    """Do the same work in so many threads at once, and wait for all; what one of them raises is raised here.

    leave: tells all of them to leave their work; it is called where one fails, or whoever waits is stopped.
    watch: is called now and then.   Raises StoppedError where the pool in which this runs is, or was, stopped.
    """
    errors: list[BaseException] = []
    done, lock, at_work = threading.Event(), threading.Lock(), threads

    def job() -> None:
        nonlocal at_work
        try:
            work()
        except BaseException as error:  # noqa: BLE001  it is raised where somebody waits
            errors.append(error)
            leave()
        finally:
            with lock:
                at_work -= 1
                if at_work == 0:
                    done.set()

    crew = [threading.Thread(target=job, daemon=True, name="compiled code") for _ in range(threads)]
    leave_if_stopped()
    try:
        for thread in crew:
            thread.start()
        while not done.wait(TICK):
            leave_if_stopped()
            if watch:
                watch()
    except BaseException:
        leave()
        LEFT_BEHIND.extend(crew)
        done.wait(GRACE)
        raise
    if errors:
        raise errors[0]


def leave_if_stopped() -> None:
    """Raise StoppedError where the pool in which this runs was stopped, or a pool around it."""
    if any(stop.is_set() for stop in getattr(LOCAL, "stops", ())):
        raise StoppedError


@contextmanager
def stoppable_pool(workers: int) -> Iterator[ThreadPoolExecutor]:
    """Give a pool of threads whose runs are stopped when whoever waits for them is."""
    stop = threading.Event()
    stops = (*getattr(LOCAL, "stops", ()), stop)
    with ThreadPoolExecutor(workers, initializer=heed, initargs=stops) as pool:
        try:
            yield pool
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def heed(*stops: threading.Event) -> None:
    """Let the runs of this thread be stopped by events."""
    LOCAL.stops = stops


@atexit.register
def end_with_those_left_behind() -> None:
    """End the process at once where compiled code still runs, which would run on in memory that is being given back."""
    if any(thread.is_alive() for thread in LEFT_BEHIND):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(STOPPED)
