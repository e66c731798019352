"""Who does the chunks: threads of this process, other processes, or any executor of somebody else (Dask, MPI).

All of them take a chunk and give a concurrent.futures.Future; they differ in how they stop, and in what a lost worker means.
"""

import multiprocessing
import os
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from typing import Final, Literal

from coprod_sim.engine.kernel.stoppable_pool import heed
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.study.runner.run_chunk import Chunk, Done, host, run_chunk

PoolKind = Literal["threads", "processes"]
MOST_WORKERS: Final = 61 if sys.platform == "win32" else 1024
"""Windows can wait for so many processes at once, and for no more."""
PATIENCE: Final = 30
"""Seconds to wait for a scheduler that does not answer."""


class Crew(ABC):
    """Some workers: how many, how a chunk is given to them, and how they end."""

    workers: int

    @abstractmethod
    def submit(self, chunk: Chunk) -> "Future[Done]":
        """Give a chunk to the workers; raises BrokenExecutor where they are no more."""

    @abstractmethod
    def rebuild(self) -> None:
        """Put new workers in the place of those that broke."""

    @abstractmethod
    def close(self, at_once: bool) -> None:
        """End the workers; at once: without waiting for chunks that are at work."""


class Threads(Crew):
    """Threads of this process: compiled loops let each other run, so two threads do twice the work."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.stop = threading.Event()
        self.pool = ThreadPoolExecutor(workers, initializer=heed, initargs=(self.stop,))

    def submit(self, chunk: Chunk) -> "Future[Done]":
        """Give a chunk to a thread."""
        return self.pool.submit(run_chunk, chunk, self.stop.is_set)

    def rebuild(self) -> None:
        """Do nothing: a thread does not end alone."""

    def close(self, at_once: bool) -> None:
        """End the threads; at once: a long run is left where it is, a short one ends first."""
        if at_once:
            self.stop.set()
        self.pool.shutdown(cancel_futures=at_once)


class Processes(Crew):
    """Processes on this computer: a worker that is killed, or runs out of memory, takes no other with it."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.pool = self.new_pool()

    def new_pool(self) -> ProcessPoolExecutor:
        """Start workers, and see that they can work at all."""
        # Fresh processes: a copy of one with threads in it, as fork makes, may hang.
        fresh = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.workers, mp_context=fresh, initializer=settle_in)
        try:
            pool.submit(host).result()
        except BrokenExecutor as error:
            pool.shutdown(wait=False, cancel_futures=True)
            raise ScenarioError(
                "processes: end before they do any work: a script that starts a study with processes must do so under "
                'if __name__ == "__main__". Put it there, or use threads.'
            ) from error
        return pool

    def submit(self, chunk: Chunk) -> "Future[Done]":
        """Give a chunk to a process."""
        return self.pool.submit(run_chunk, chunk)

    def rebuild(self) -> None:
        """Start new workers."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = self.new_pool()

    def close(self, at_once: bool) -> None:
        """End the workers."""
        if at_once:
            # From Python 3.14 on there is a method for this.
            for process in list((self.pool._processes or {}).values()):
                process.terminate()
        self.pool.shutdown(cancel_futures=at_once)


class Others(Crew):
    """The executor of somebody else, who looks after its workers."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self.executor, self.workers = executor, workers
        self.futures: set[Future[Done]] = set()

    def submit(self, chunk: Chunk) -> "Future[Done]":
        """Give a chunk to the executor."""
        future = self.executor.submit(run_chunk, chunk)
        self.futures.add(future)
        future.add_done_callback(self.futures.discard)
        return future

    def rebuild(self) -> None:
        """Say that its workers are gone."""
        raise ScenarioError(
            "executor: its workers are gone: what was finished is kept. Start it anew, and give the same command again."
        )

    def close(self, at_once: bool) -> None:
        """Take back what is not done; the executor itself belongs to somebody else."""
        if at_once:
            for future in list(self.futures):
                future.cancel()


def settle_in() -> None:
    """Make a worker process leave Ctrl-C to the one that started it, and end when that one ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent(sentinel: int) -> None:
        wait_for([sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, args=(parent.sentinel,), daemon=True).start()


def checked_workers(workers: object) -> int:
    """Give a number of workers: those asked for, or one for each core that this process may use."""
    if workers is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return min(cores, MOST_WORKERS)
    return checked_whole("workers", workers, 1, MOST_WORKERS, "Try 2.")


@contextmanager
def crew_of(executor: PoolKind | Executor, workers: int | None = None, scheduler: str | None = None) -> Iterator[Crew]:
    """Give the workers that were asked for, and end them afterwards; at once, where something went wrong.

    executor: threads, processes, or any Executor, which stays open.   scheduler: the address of a Dask scheduler.
    """
    if scheduler is not None:
        with dask_executor(scheduler) as (theirs, number), ended(Others(theirs, number)) as others:
            yield others
        return
    crew: Crew
    if isinstance(executor, Executor):
        crew = Others(executor, checked_workers(workers))
    elif executor == "threads":
        crew = Threads(checked_workers(workers))
    elif executor == "processes":
        crew = Processes(checked_workers(workers))
    else:
        raise ScenarioError(f"executor = {executor!r}: must be threads, processes or an Executor. Try threads.")
    with ended(crew):
        yield crew


@contextmanager
def ended(crew: Crew) -> Iterator[Crew]:
    """Close a crew, at once where something went wrong."""
    at_once = True
    try:
        yield crew
        at_once = False
    finally:
        crew.close(at_once)


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Join a Dask scheduler: gives its executor, and how many threads its workers have."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ScenarioError(
            f"scheduler = {address}: needs Dask, which is not installed: it comes with an extra. "
            "Type: pip install 'coprod_sim[distributed]'"
        ) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ScenarioError(
            f"scheduler = {address}: {str(error) or 'no answer'}: must be the address of a Dask scheduler that runs, "
            "such as tcp://10.0.0.1:8786. Start one with: dask scheduler"
        ) from error
    with client:
        yield client.get_executor(), max(1, sum(client.nthreads().values()))
