"""Many runs on threads: their order, what is told of them, what is kept, and how they are stopped."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coprod_sim.engine.kernel.stoppable_pool import StoppedError, do_beside, heed
from coprod_sim.engine.month_loop import STANDARD
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.many import Job, Steps, many, on_threads

SIZES = {"families": 24, "professionals": 4}
ASKED, SHARED = (load_scenario(name, SIZES) for name in ("consultation_only", "power_sharing"))


def noting(done: list[Job]) -> Callable[[Job], int]:
    """Give work that notes each job that it does, and gives its seed."""

    def work(job: Job) -> int:
        done.append(job)
        return job.seed

    return work


@pytest.mark.parametrize("threads", [1, 2])
def test_runs_come_in_the_order_of_the_jobs(threads: int) -> None:
    """Each is what the run gives alone, and progress counts up to all of them, on one thread and on two."""
    jobs = [Job(scenario, seed, 3) for seed in (5, 4) for scenario in (SHARED, ASKED)]
    steps: list[tuple[int, int]] = []
    found = many(jobs, Job.series, threads=threads, on_done=Steps(len(jobs), lambda *step: steps.append(step)))

    for job, series in zip(jobs, found, strict=True):
        alone = simulate(job.scenario, job.seed, job.months)
        voice = alone["voice"].sum(axis=1) / alone["families"].sum(axis=1)
        np.testing.assert_array_equal(series["voice"], voice)
    assert len({series["voice"].tobytes() for series in found}) == len(jobs)
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_what_is_kept_is_not_done_again() -> None:
    """A run is known by its settings, seed, months and what of one's own it has, and by nothing else, such as a title."""
    done: list[Job] = []
    kept: dict[Job, int] = {}
    renamed = Scenario("mine", "Mine", "The same.", dict(ASKED.settings))
    assert many([Job(ASKED, 1, 3), Job(ASKED, 2, 3)], noting(done), kept=kept) == [1, 2]
    assert many([Job(ASKED, 2, 3), Job(renamed, 1, 3)], noting(done), kept=kept) == [2, 1]
    assert len(done) == 2
    others = [Job(ASKED, 1, 4), Job(SHARED, 1, 3), Job(ASKED, 1, 3, walks=STANDARD._replace())]
    many(others, noting(done), kept=kept)
    assert len(done) == len(kept) == 5


def test_who_stops_waiting_stops_the_runs_within_the_runs() -> None:
    """Work that makes many runs itself leaves the one that it is at, and begins no other, where the whole is stopped."""
    both, left, begun = threading.Barrier(3), threading.Event(), list[int]()

    def run(number: int) -> None:
        def work() -> None:
            begun.append(number)
            both.wait(60)
            left.wait(60)

        do_beside(work, 1, left.set)

    def stop() -> None:
        both.wait(60)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        on_threads(lambda one: one(), [stop, lambda: on_threads(run, range(8))])
    assert left.is_set()
    assert sorted(begun) == [0, 1]


def test_short_runs_are_stopped_too() -> None:
    """One run after another, each shorter than a tick, ends with the first that begins after the stop."""
    stop, done = threading.Event(), list[int]()

    def run() -> None:
        done.append(len(done))
        stop.set()

    def short_runs() -> None:
        for _ in range(9):
            do_beside(run, 1, stop.set)

    with pytest.raises(StoppedError):
        in_a_pool_with(stop, short_runs)
    assert done == [0]


def in_a_pool_with(stop: threading.Event, work: Callable[[], object]) -> None:
    """Do something as in a pool that an event stops."""
    with ThreadPoolExecutor(1, initializer=heed, initargs=(stop,)) as pool:
        pool.submit(work).result()
