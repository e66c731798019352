"""The same plan gives the same bytes, whoever does the runs, and however they are shared out."""

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.runner import results
from coprod_sim.study.runner.locks import parse_shard
from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import CHUNKS, LONG, RUNS, data_hash, long_plan, small_plan


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study on one thread: what all others are held against."""
    folder = tmp_path_factory.mktemp("expected")
    outcome = run_plan(small_plan(), folder, workers=1)
    assert (outcome.finished, outcome.made, outcome.failed) == (RUNS, RUNS, 0)
    return folder


def assert_same_data(folder: Path, expected: Path) -> None:
    """Hold the indicators of two folders against each other byte by byte, and all data by its hash."""
    names = [path.name for path in sorted((expected / "indicators").iterdir())]
    assert names == [path.name for path in sorted((folder / "indicators").iterdir())]
    for name in names:
        assert (expected / "indicators" / name).read_bytes() == (folder / "indicators" / name).read_bytes()
    assert (expected / "settings.parquet").read_bytes() == (folder / "settings.parquet").read_bytes()
    assert data_hash(expected, small_plan()) == data_hash(folder, small_plan())


def test_two_threads_give_the_bytes_of_one(tmp_path: Path, expected: Path) -> None:
    """Two threads finish chunks in any order, and write the same bytes."""
    run_plan(small_plan(), tmp_path, workers=2)

    assert_same_data(tmp_path, expected)


def test_the_executor_of_somebody_else_gives_the_same_bytes_and_stays_open(tmp_path: Path, expected: Path) -> None:
    """Any Executor of the standard library's kind will do; it is not shut down."""
    with ThreadPoolExecutor(2) as executor:
        run_plan(small_plan(), tmp_path, executor=executor)

        assert executor.submit(int, "7").result() == 7
    assert_same_data(tmp_path, expected)


@pytest.mark.study  # waits for workers that are started anew
def test_a_worker_process_killed_in_mid_study_is_survived(tmp_path: Path) -> None:
    """The pool is built again, what was under way is run again, and nothing is missing or failed."""
    victims: list[int | None] = []

    def kill_one(done: int, planned: int) -> None:
        workers = multiprocessing.active_children()
        if workers and not victims and 20 < done < planned:
            victims.append(workers[0].pid)
            os.kill(workers[0].pid or 0, signal.SIGKILL)

    outcome = run_plan(long_plan(), tmp_path / "killed", executor="processes", workers=2, progress=kill_one)
    run_plan(long_plan(), tmp_path / "whole", executor="threads")

    assert len(victims) == 1
    assert (outcome.finished, outcome.made, outcome.failed) == (LONG, LONG, 0)
    assert data_hash(tmp_path / "whole", long_plan()) == data_hash(tmp_path / "killed", long_plan())


def test_dask_gives_the_same_bytes(tmp_path: Path, expected: Path) -> None:
    """A scheduler with two workers, reached by its address, does the runs of the study."""
    import distributed

    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None, protocol="tcp"
    ) as cluster:
        outcome = run_plan(small_plan(), tmp_path, scheduler=cluster.scheduler_address)

    assert outcome.made == RUNS
    assert_same_data(tmp_path, expected)


@pytest.mark.study  # waits for workers that are started anew
def test_a_dask_worker_killed_in_mid_study_is_survived(tmp_path: Path) -> None:
    """Its nanny starts another, the scheduler gives its chunks again, and nothing is missing or failed."""
    import distributed

    victims: list[int] = []

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:

        def kill_one(done: int, planned: int) -> None:
            if not victims and 20 < done < planned:
                victims.append(next(iter(cluster.workers.values())).pid)
                os.kill(victims[0], signal.SIGKILL)

        outcome = run_plan(long_plan(), tmp_path / "killed", scheduler=cluster.scheduler_address, progress=kill_one)
    run_plan(long_plan(), tmp_path / "whole", executor="threads")

    assert len(victims) == 1
    assert (outcome.finished, outcome.made, outcome.failed) == (LONG, LONG, 0)
    assert data_hash(tmp_path / "whole", long_plan()) == data_hash(tmp_path / "killed", long_plan())


def test_a_scheduler_without_dask_or_without_an_answer_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the extra to install; what was begun stays as it is."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(ScenarioError, match=r"needs Dask.*pip install 'coprod_sim\[distributed\]'"):
        run_plan(small_plan(), tmp_path, scheduler="tcp://127.0.0.1:1")


def test_shards_in_one_folder_are_together_the_whole(tmp_path: Path, expected: Path) -> None:
    """Three shards, one after another, write what one call writes; each does its own chunks only."""
    made = [run_plan(small_plan(), tmp_path, shard=(number, 3)).made for number in (3, 1, 2)]

    assert made == [RUNS // 3] * 3
    assert_same_data(tmp_path, expected)


def test_shards_in_folders_of_their_own_open_as_the_whole(tmp_path: Path, expected: Path) -> None:
    """Two folders, opened together, give the tables of one; one alone says which chunks are missing."""
    for number in (1, 2):
        run_plan(small_plan(), tmp_path / str(number), shard=(number, 2))

    both, whole = results.open(tmp_path / "1", tmp_path / "2"), results.open(expected)
    one = results.open(tmp_path / "1")

    assert both.complete
    assert whole.indicators.equals(both.indicators)
    assert tuple(range(1, CHUNKS, 2)) == one.missing


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/0", "a/b", "-1/2"])
def test_a_shard_that_cannot_be_is_refused(text: str) -> None:
    """Shards are counted from 1 to N."""
    with pytest.raises(ScenarioError, match=r"must be i/N with i from 1 to N"):
        parse_shard(text)
