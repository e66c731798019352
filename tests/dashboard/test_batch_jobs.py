"""Batches behind /batch: one at a time, nothing lost by stopping, old folders cleared, and nothing else touched."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_sim import compiled
from coprod_sim.dashboard import batch_jobs
from coprod_sim.dashboard.batch_form import usual_plan
from coprod_sim.dashboard.batch_jobs import KEPT, MOST_WAITING, Batches, Status, too_much
from coprod_sim.dashboard.batch_results import commands, results_table
from coprod_sim.study import results, runner
from coprod_sim.study.plan import Plan
from coprod_sim.study.study_csv import study_csv
from tests.study_runs.small import RUNS, failing_plan, small_plan

PATIENCE = 60


@pytest.fixture
def batches(tmp_path: Path) -> Iterator[Batches]:
    """A place for batches, left when nothing is at work there any more."""
    found = Batches(tmp_path / "batches")
    yield found
    for job in list(found.jobs.values()):
        found.cancel(job.plan)
    until(lambda: found.current is None)


def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    event = threading.Event()
    for _ in range(PATIENCE * 100):
        if true():
            return
        event.wait(0.01)
    raise TimeoutError


def ended(batches: Batches, plan: Plan) -> Status:
    """Wait until a batch is at rest."""
    until(lambda: batches.status(plan).state not in ("waiting", "running", "stopping"))
    return batches.status(plan)


class Gate:
    """A study that waits at its second step, until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        step = batch_jobs.Job.step

        def gated(job: Any, done: int, total: int) -> None:
            if done:
                self.reached.set()
                assert self.open.wait(PATIENCE)
            step(job, done, total)

        monkeypatch.setattr(batch_jobs.Job, "step", gated)
        monkeypatch.setattr(batch_jobs, "chunk_of", lambda _plan: 4)


def test_a_batch_is_run_and_found_again(batches: Batches) -> None:
    """All runs are there, also for a server that was started anew."""
    plan = small_plan()
    assert batches.status(plan) == Status("new", 0, RUNS)
    assert batches.start(plan)
    assert ended(batches, plan) == Status("done", RUNS, RUNS)
    assert Batches(batches.root).status(plan) == Status("done", RUNS, RUNS)


def test_cancel_keeps_whole_runs_and_resume_makes_the_rest(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished stays, is not run again, and the end is the same as without a stop."""
    gate, plan = Gate(monkeypatch), small_plan()
    batches.start(plan)
    assert gate.reached.wait(PATIENCE)
    batches.cancel(plan)
    assert batches.status(plan).state == "stopping"
    gate.open.set()
    status = ended(batches, plan)
    part = study_csv(results.open(batches.folder(plan)))
    assert status.state == "stopped"
    assert 0 < status.done < RUNS
    lines = part.splitlines()[1:]
    assert len(lines) == status.done * len(plan.at) * len(plan.indicators)
    assert Batches(batches.root).status(plan) == status

    first = (batches.folder(plan) / "runs" / "part-000000.parquet").stat().st_mtime_ns
    batches.start(plan)
    assert ended(batches, plan).state == "done"
    assert (batches.folder(plan) / "runs" / "part-000000.parquet").stat().st_mtime_ns == first
    whole = study_csv(results.open(batches.folder(plan)))
    assert set(lines) < set(whole.splitlines())


def test_one_at_a_time_and_others_wait(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits and says so; taken out while it waits, it was never there; too many are refused."""
    gate, plans = Gate(monkeypatch), [small_plan(seed=seed) for seed in range(MOST_WAITING + 2)]
    batches.start(plans[0])
    assert gate.reached.wait(PATIENCE)
    assert all(batches.start(plan) for plan in plans[1 : MOST_WAITING + 1])
    assert not batches.start(plans[-1])
    assert batches.status(plans[1]) == Status("waiting", 0, RUNS, None, ahead=True)
    for plan in plans[2 : MOST_WAITING + 1]:
        batches.cancel(plan)
        assert batches.status(plan).state == "new"
    gate.open.set()

    assert ended(batches, plans[0]).state == "done"
    assert ended(batches, plans[1]).state == "done"


def test_a_fault_is_told_without_paths_and_the_next_has_its_turn(
    batches: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong, the page says it, and the server goes on."""
    plan, works = small_plan(), runner.run_plan

    def broken(_plan: Plan, folder: Path, **_options: Any) -> None:
        raise OSError(f"{folder}: no room")

    monkeypatch.setattr(runner, "run_plan", broken)
    batches.start(plan)
    assert ended(batches, plan)._replace(done=0) == Status("failed", 0, RUNS, message="batch: no room")
    monkeypatch.setattr(runner, "run_plan", works)
    batches.start(plan)
    assert ended(batches, plan).state == "done"


def test_other_rules_have_another_folder(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of an older version are not taken for those of this one."""
    one = batches.folder(small_plan())
    monkeypatch.setattr(compiled, "source_hash", lambda: "f" * 16)
    assert batches.folder(small_plan()) != one
    assert batches.folder(small_plan()).parent == batches.root


def test_old_folders_are_cleared_and_nothing_else(batches: Batches) -> None:
    """The folders used last stay; what has another name, and what a link leads to, is left alone."""
    names = [f"{number:016x}-{number:08x}" for number in range(KEPT + 5)]
    for age, name in enumerate(names):
        (batches.root / name).mkdir(parents=True)
        os.utime(batches.root / name, (1_000_000 - age, 1_000_000 - age))
    mine, elsewhere = batches.root / "notes", batches.root.parent / "elsewhere"
    for folder in (mine, elsewhere):
        folder.mkdir()
    (batches.root / f"{'e' * 16}-{'e' * 8}").symlink_to(elsewhere)
    plan = small_plan()
    batches.start(plan)

    assert ended(batches, plan).state == "done"
    assert [name for name in names if (batches.root / name).exists()] == names[: KEPT - 1]
    assert mine.is_dir()
    assert elsewhere.is_dir()


def plan(**changes: Any) -> Plan:
    """Give the example with some entries changed."""
    return Plan.from_dict(usual_plan().to_dict() | changes, "here")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"replicates": 2_001}, "runs"),
        ({"replicates": 2_000, "at": list(range(0, 60, 3))}, "numbers"),
        ({"months": 600, "at": [600]}, "months"),
        ({"settings": {"families": 5_000}}, "size"),
        ({"vary": {"families": {"values": [100, 3_000]}}}, "size"),
        ({"scenarios": ["consultation_only+england"]}, "size"),
    ],
)
def test_what_is_too_much_is_refused(changes: dict[str, Any], key: str) -> None:
    """More than 20,000 runs, too many numbers, and places too large for a page belong to the command line."""
    assert key in [each for each, _ in too_much(plan(**changes))]


def test_twenty_thousand_runs_are_not_too_much() -> None:
    """The limit itself is allowed."""
    assert too_much(plan(replicates=2_000)) == []


def test_the_table_is_what_the_study_says(tmp_path: Path) -> None:
    """Means and intervals are those of results.py, multiplied as people read them; failed runs are told."""
    folder = runner.run_plan(small_plan(), tmp_path).folder
    found = results.open(folder)
    table = results_table(found, {"month": 6, "outcome": "felt_trust", "along": "peers"})
    values = found.values("felt_trust", 6, "power_sharing").to_numpy()
    mean, low, high = table["lines"][1]["cells"][1]

    assert mean == pytest.approx(100 * values[0].mean())
    assert (low, high) == pytest.approx([100 * each for each in results.interval(values[:1], "replicates")[1:]])
    assert table["lines"][1]["settings"] == ["0.05", "2"]
    assert table["chart"]["at"] == [2.0, 4.0]
    assert table["chart"]["lines"][1]["points"][0][0] == pytest.approx(100 * values[[0, 2]].mean())
    assert results_table(found, {"month": 7, "outcome": "x", "along": "x"})["month"] == 14


def test_failed_runs_are_told(tmp_path: Path) -> None:
    """How many, and what the first one said; their places in the table are empty."""
    table = results_table(results.open(runner.run_plan(failing_plan(), tmp_path).folder), {})
    assert table["failed"] == 6
    assert "peers" in table["error"]
    assert table["lines"][2]["cells"][0] == (None, None, None)


def test_commands_are_those_that_apply() -> None:
    """A difference needs two scenarios, effects a grid with repeats, and a map two settings."""
    assert [key for key, _ in commands(small_plan())] == ["differences", "effects", "map"]
    assert [key for key, _ in commands(small_plan(scenarios=["power_sharing"]))] == ["effects"]
    assert [key for key, _ in commands(replace(small_plan(), replicates=1))] == ["differences", "map"]
