"""Many runs on threads, in their order: comparisons, claims, patterns, guesses, fits and pages all make theirs here.

Threads are enough, since compiled months let others work.  Ctrl-C stops all runs within a moment (stoppable_pool.py).
Studies after a plan have a runner of their own (runner/), which shares its chunks among processes and computers, too;
a country is one run at a time, on several threads.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.kernel.stoppable_pool import stoppable_pool
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.state import Reals, Records
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from coprod_sim.place.network.build import Network

Progress = Callable[[int, int], None]
Tell = Callable[[], None]
T = TypeVar("T")

THREADS: Final = 2
"""So many runs are made at one time."""


class Job(NamedTuple):
    """One run that is to be made: a scenario, a seed, months, and what of one's own takes the place of what the model has."""

    scenario: Scenario
    seed: int
    months: int
    network: "Network | None" = None
    walks: Walks = STANDARD
    areas: Areas | None = None

    @property
    def key(self) -> Hashable:
        """What its numbers depend on, and nothing else: a title, or another way to write the same settings, does not count."""
        return self.scenario.hash, self.seed, self.months, id(self.network), id(self.walks), id(self.areas)

    def sums(self) -> Records:
        """Make the run: the monthly sums of the whole place, shape (months + 1,)."""
        return whole_place(simulate(self.scenario, self.seed, self.months, self.network, self.walks, areas=self.areas))

    def series(self, wanted: tuple[str, ...] | None = None) -> dict[str, Reals]:
        """Make the run: indicators (all, or the wanted ones) by month, each of shape (months + 1,)."""
        return measure_all(self.sums(), wanted)


class Kept(Generic[T]):
    """What came of jobs, for who asks again; of the `most` that were asked for last, or of all."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.found: OrderedDict[Hashable, tuple[Job, T]] = OrderedDict()  # the job too: its key holds while it lives
        self.lock = Lock()

    def __contains__(self, job: Job) -> bool:
        """Whether it is known what came of a job."""
        return job.key in self.found

    def __len__(self) -> int:
        """Count the jobs of which it is known."""
        return len(self.found)

    def get(self, job: Job, work: Callable[[Job], T]) -> T:
        """Give what came of a job, which is done now if it is not known."""
        key = job.key
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key][1]
        result = work(job)
        with self.lock:
            self.found[key] = job, result
            if self.most is not None and len(self.found) > self.most:
                self.found.popitem(last=False)
        return result


class Steps:
    """Counts what is done, and tells it."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def __call__(self) -> None:
        """Count one more."""
        self.done = min(self.done + 1, self.total)
        if self.progress:
            self.progress(self.done, self.total)


def many(
    jobs: Iterable[Job],
    work: Callable[[Job], T],
    *,
    threads: int = THREADS,
    tell: Tell | None = None,
    kept: Kept[T] | None = None,
) -> list[T]:
    """Make many runs, and give what `work` makes of each (Job.series, Job.sums, ...), in the order of the jobs.

    tell: is called after each.   kept: jobs that are known there are not done again, and the others are known afterwards.
    """
    jobs = list(jobs)
    if kept is None:
        return on_threads(work, jobs, threads=threads, tell=tell)
    known = all(job in kept for job in jobs)
    return on_threads(lambda job: kept.get(job, work), jobs, threads=1 if known else threads, tell=tell)


def on_threads(
    work: Callable[..., T], *things: Iterable[Any], threads: int = THREADS, tell: Tell | None = None
) -> list[T]:
    """Do the same work with each of several things, as `map` does; with one thread, in that of who asks."""

    def told(results: Iterable[T]) -> list[T]:
        found = []
        for result in results:
            found.append(result)
            if tell:
                tell()
        return found

    if threads == 1:
        return told(map(work, *things))
    with stoppable_pool(threads) as pool:
        return told(pool.map(work, *things))
