"""Many runs on threads, in their order: comparisons, claims, patterns, guesses, fits and pages all make theirs here.

Threads are enough, since compiled months let others work.  Ctrl-C stops all runs within a moment (stoppable_pool.py).
Studies after a plan have a runner of their own (runner/), which shares its chunks among processes and computers, too;
a country is one run at a time, on several threads.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.kernel.stoppable_pool import stoppable_pool
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.state import Place, Reals, Records
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from coprod_sim.place.network.build import Network

Progress = Callable[[int, int], None]
OnDone = Callable[[], None]
T = TypeVar("T")

THREADS: Final = 2
"""So many runs are made at one time."""


@dataclass(frozen=True, eq=False)
class Job:
    """One run that is to be made, with what of one's own takes the place of what the model has, or is added to it.

    `walks` holds the rules and the mechanism (engine/custom_rules.py).
    Jobs are equal where their numbers are: a title, or another way to write the same settings, does not count.
    """

    scenario: Scenario
    seed: int
    months: int
    network: "Network | None" = None
    walks: Walks = STANDARD
    areas: Areas | None = None

    @cached_property
    def key(self) -> tuple[str | int, ...]:
        """What the numbers depend on."""
        return self.scenario.hash, self.seed, self.months, id(self.network), id(self.walks), id(self.areas)

    def __eq__(self, other: object) -> bool:
        """Whether two jobs give the same numbers."""
        return isinstance(other, Job) and self.key == other.key

    def __hash__(self) -> int:
        """Equal jobs have equal hashes."""
        return hash(self.key)

    def sums(self) -> Records:
        """Make the run: the monthly sums of the whole place, shape (months + 1,)."""
        return whole_place(simulate(self.scenario, self.seed, self.months, self.network, self.walks, areas=self.areas))

    def ended(self) -> tuple[Records, Place]:
        """Make the run: the monthly sums of the whole place, as `sums` does, and the place as it stands at the end."""
        simulation = begun(self.scenario, self.seed, self.network, self.walks, areas=self.areas)
        tallies = np.concatenate((simulation.count(), simulation.advance(self.months)))
        return whole_place(tallies), simulation.place

    def series(self, wanted: tuple[str, ...] | None = None) -> dict[str, Reals]:
        """Make the run: indicators (all, or the wanted ones) by month, each of shape (months + 1,)."""
        return measure_all(self.sums(), wanted)


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
    on_done: OnDone | None = None,
    kept: dict[Job, T] | None = None,
) -> list[T]:
    """Make many runs, and give what `work` makes of each (Job.series, Job.sums, ...), in the order of the jobs.

    on_done: is called after each.   kept: what is known there is not done again, and the rest is known there afterwards.
    """
    if kept is None:
        return on_threads(work, jobs, threads=threads, on_done=on_done)
    jobs = list(jobs)
    new = [job for job in dict.fromkeys(jobs) if job not in kept]
    kept.update(zip(new, on_threads(work, new, threads=threads, on_done=on_done), strict=True))
    return [kept[job] for job in jobs]


def on_threads(
    work: Callable[..., T], *things: Iterable[Any], threads: int = THREADS, on_done: OnDone | None = None
) -> list[T]:
    """Do the same work with each of several things, as `map` does; with one thread, in that of who asks."""
    found = []
    with stoppable_pool(threads) if threads > 1 else nullcontext() as pool:
        for result in (pool.map if pool else map)(work, *things):
            found.append(result)
            if on_done:
                on_done()
    return found
