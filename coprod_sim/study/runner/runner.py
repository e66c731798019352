"""The runner: chunks of a plan go to workers, and what they give goes to the folder, chunk by chunk, until all is there.

Only some chunks are under way at a time, so memory stays flat however long the study is.
Whoever stops it, and however, loses the chunks under way and nothing else; the same call goes on.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ScenarioError
from coprod_sim.study.own_place import checked_place
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.runner.chunks import cut_plan
from coprod_sim.study.runner.executors import Crew, PoolKind, checked_workers, crew_of
from coprod_sim.study.runner.locks import WHOLE, Shard, turn
from coprod_sim.study.runner.parquet_parts import parquet_bytes, runs_table, values_table
from coprod_sim.study.runner.run_chunk import Chunk, Done, lost, run_chunk
from coprod_sim.study.runner.store import (
    Store,
    check_same,
    clear_words,
    note_versions,
    prepare_store,
    read_manifest,
    with_chunk,
    with_settings,
)

AHEAD: Final = 2
"""Chunks under way for each worker: one at work, one that waits, so that nobody is idle while a part is written."""
MOST_KILLS: Final = 3
LOST: Final = (
    f"the worker process ended {MOST_KILLS} times while it did this chunk alone; it may need more memory than there is"
)
Progress = Callable[[int, int], None]


class Outcome(NamedTuple):
    """What came of a call: the folder, runs that are there, of how many, made now, failed now, and seconds it took.

    A shard counts its own runs only.
    """

    folder: Path
    finished: int
    planned: int
    made: int
    failed: int
    seconds: float


class Forecast(NamedTuple):
    """What a study will take: runs and chunks still to be done, seconds with so many workers, bytes on disk."""

    runs: int
    chunks: int
    seconds: float
    bytes: int
    workers: int


def run_plan(
    plan: Plan,
    folder: str | Path,
    *,
    executor: PoolKind | Executor = "threads",
    workers: int | None = None,
    scheduler: str | None = None,
    shard: Shard = WHOLE,
    progress: Progress | None = None,
) -> Outcome:
    """Run all of a plan that is not yet in a folder, and write it there.  Called again, it goes on.

    executor: "threads", "processes" or any concurrent.futures.Executor.   workers: one for each core unless given.
    scheduler: the address of a Dask scheduler, which then does the work.   shard: (i, n), the ith share of n.
    progress: is told how many runs are finished, and of how many; what it raises stops the study, as Ctrl-C does.
    Raises ScenarioError where something given is not allowed, or nothing can be written.  However a study is stopped,
    all chunks that were finished are kept.
    """
    begun, folder, whole = time.perf_counter(), Path(folder), cut_plan(plan)
    with clear_words(folder), turn(folder, shard):
        store = prepare_store(folder, whole)
        mine = store.cut.share(shard)
        store.clear_asides(mine)
        todo = store.unfinished(mine)
        planned, left = (sum(len(store.cut.numbers(chunk)) for chunk in chunks) for chunks in (mine, todo))
        count = Count(planned - left, planned, progress)
        if todo:
            note_versions(folder)
            with crew_of(executor, workers, scheduler) as crew:
                Rounds(store, crew, count, deque(todo)).go()
    return Outcome(folder, count.finished, planned, count.made, count.failed, time.perf_counter() - begun)


@dataclass
class Count:
    """How far the study is."""

    finished: int
    planned: int
    progress: Progress | None
    made: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        """Tell where it begins."""
        self.report()

    def add(self, done: Done) -> None:
        """Count a chunk that has been written."""
        runs = len(done.chunk.runs)
        self.finished, self.made = self.finished + runs, self.made + runs
        self.failed += sum(1 for error in done.errors if error)
        self.report()

    def report(self) -> None:
        """Tell whoever wants to know."""
        if self.progress:
            self.progress(self.finished, self.planned)


@dataclass
class Rounds:
    """Chunks on their way: those that wait, those at work, and those that were at work when a worker ended.

    When a worker process ends, nobody knows which chunk it was at.  So the suspects are run again one at a time;
    a chunk that ends its worker MOST_KILLS times alone is recorded as failed, and the study goes on.
    """

    store: Store
    crew: Crew
    count: Count
    waiting: deque[int]
    suspects: deque[int] = field(default_factory=deque[int])
    at_work: "dict[Future[Done], Chunk]" = field(default_factory=dict)
    kills: Counter[int] = field(default_factory=Counter[int])

    def go(self) -> None:
        """Do all chunks."""
        while self.waiting or self.suspects or self.at_work:
            try:
                self.send()
            except BrokenExecutor:
                self.mend(self.gathered(list(self.at_work)))
                continue
            ready, _ = wait(self.at_work, return_when=FIRST_COMPLETED)
            broken = self.gathered(ready)
            if broken:
                self.mend(broken + self.gathered(list(self.at_work)))

    def send(self) -> None:
        """Give the workers as much as they should have; a suspect goes alone."""
        while self.suspects or self.waiting:
            line = self.suspects or self.waiting
            if len(self.at_work) >= (1 if self.suspects else self.crew.workers * AHEAD):
                return
            chunk = self.store.cut.chunk(line[0])
            self.at_work[self.crew.submit(chunk)] = chunk
            line.popleft()
            if line is self.suspects:
                return

    def gathered(self, futures: "Sequence[Future[Done]] | set[Future[Done]]") -> list[Chunk]:
        """Write what is done, in the order of the chunks; gives those chunks whose worker ended."""
        broken = []
        for future in sorted(futures, key=lambda each: self.at_work[each].number):
            chunk = self.at_work.pop(future)
            try:
                done = future.result()
            except (BrokenExecutor, CancelledError):
                broken.append(chunk)
                continue
            except Exception as error:
                if type(error).__name__ != "KilledWorker":
                    raise
                # Dask has tried this chunk on several workers itself, and has given up.
                done = lost(chunk, f"{LOST} ({error})")
            self.keep(done)
        return broken

    def keep(self, done: Done) -> None:
        """Write a chunk, if the same model made it."""
        if done.model != compiled.source_hash():
            raise ScenarioError(
                f"{done.host}: has other rules than this computer: all must run the same version of coprod_sim. "
                "Install it there, and start the workers again."
            )
        self.store.save(done)
        self.count.add(done)

    def mend(self, broken: list[Chunk]) -> None:
        """Find out which chunk ended its worker, and get new workers."""
        alone = len(broken) == 1
        for chunk in broken:
            self.kills[chunk.number] += alone
            if self.kills[chunk.number] >= MOST_KILLS:
                self.keep(lost(chunk, LOST))
            else:
                self.suspects.append(chunk.number)
        self.crew.rebuild()


def estimate(plan: Plan, folder: str | Path | None = None, workers: int | None = None) -> Forecast:
    """Say what a study will take, after one chunk in memory; nothing is written.  What a folder has is left out."""
    workers, whole = checked_workers(workers), cut_plan(plan)
    todo: Sequence[int] = range(whole.chunks)
    if folder is not None and (Path(folder) / MANIFEST).exists():
        kept = read_manifest(Path(folder))
        check_same(Path(folder), kept, whole)
        whole = with_chunk(whole, kept["chunk"])
        todo = Store(Path(folder), whole).unfinished(range(whole.chunks))
    else:
        checked_place(plan.place, with_settings(plan))
    if not todo:
        return Forecast(0, 0, 0.0, 0, workers)
    first = whole.chunk(todo[0])
    run_chunk(first_run(first))  # the first run of all waits for the compiler
    begun = time.perf_counter()
    done = run_chunk(first)
    seconds = time.perf_counter() - begun
    names = whole.called
    size = len(parquet_bytes(runs_table(done, names))) + len(parquet_bytes(values_table(done, names)))
    return Forecast(
        runs=sum(len(whole.numbers(chunk)) for chunk in todo),
        chunks=len(todo),
        seconds=seconds * len(todo) / min(workers, len(todo)),
        bytes=size * len(todo),
        workers=workers,
    )


def first_run(chunk: Chunk) -> Chunk:
    """Give a chunk with its first run only."""
    return replace(chunk, runs=chunk.runs[:1])
