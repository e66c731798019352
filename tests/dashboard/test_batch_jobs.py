"""Batches behind /batch: one at a time, nothing lost by stopping, old folders cleared, and nothing else touched."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coprod_sim.dashboard.pages.batch import job as batch_job
from coprod_sim.dashboard.pages.batch import jobs as batch_jobs
from coprod_sim.dashboard.pages.batch import shelf as batch_shelf
from coprod_sim.dashboard.pages.batch.form import usual_plan
from coprod_sim.dashboard.pages.batch.job import BatchStatus, StartedBatch
from coprod_sim.dashboard.pages.batch.jobs import EACH_WAITING, Batches, too_much
from coprod_sim.dashboard.pages.batch.queue import FairQueue
from coprod_sim.dashboard.pages.batch.results import commands, results_table
from coprod_sim.dashboard.pages.batch.shelf import DAY, DAYS, EACH
from coprod_sim.engine.kernel import compiled
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.runner import results, runner
from coprod_sim.study.runner.csv import study_csv
from tests.study.runner.small import RUNS, failing_plan, small_plan

PATIENCE = 60
ANNA, BEN = "anna", "ben"


@pytest.fixture
def batches(tmp_path: Path) -> Iterator[Batches]:
    """A place for batches, left when nothing is at work there any more."""
    found = Batches(tmp_path / "batches")
    yield found
    for job in list(found.jobs.values()):
        found.cancel(job.plan, job.who)
    until(lambda: found.current is None)


def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    event = threading.Event()
    for _ in range(PATIENCE * 100):
        if true():
            return
        event.wait(0.01)
    raise TimeoutError


def ended(batches: Batches, plan: Plan) -> BatchStatus:
    """Wait until a batch is at rest."""
    until(lambda: batches.status(plan, ANNA).state not in ("waiting", "running", "stopping"))
    return batches.status(plan, ANNA)


class Gate:
    """A study that waits at its second step, until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.open = threading.Event(), threading.Event()
        step = StartedBatch.step

        def gated(job: Any, done: int, total: int) -> None:
            if done:
                self.reached.set()
                assert self.open.wait(PATIENCE)
            step(job, done, total)

        monkeypatch.setattr(StartedBatch, "step", gated)
        monkeypatch.setattr(batch_jobs, "chunk_of", lambda _plan: 4)


def test_a_batch_is_run_and_found_again(batches: Batches) -> None:
    """All runs are there, also for a server that was started anew."""
    plan = small_plan()
    assert batches.status(plan, ANNA) == BatchStatus("new", 0, RUNS)
    assert batches.start(plan, ANNA) is None
    assert ended(batches, plan) == BatchStatus("done", RUNS, RUNS, mine=True)
    assert Batches(batches.root).status(plan, ANNA) == BatchStatus("done", RUNS, RUNS, mine=True)


def test_cancel_keeps_whole_runs_and_resume_makes_the_rest(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished stays, is not run again, and the end is the same as without a stop."""
    gate, plan = Gate(monkeypatch), small_plan()
    batches.start(plan, ANNA)
    assert gate.reached.wait(PATIENCE)
    assert batches.cancel(plan, ANNA)
    assert batches.status(plan, ANNA).state == "stopping"
    gate.open.set()
    status = ended(batches, plan)
    part = study_csv(results.open(batches.folder(plan)))
    assert status.state == "stopped"
    assert 0 < status.done < RUNS
    lines = part.splitlines()[1:]
    assert len(lines) == status.done * len(plan.at) * len(plan.indicators)
    assert Batches(batches.root).status(plan, ANNA) == status

    first = (batches.folder(plan) / "runs" / "part-000000.parquet").stat().st_mtime_ns
    batches.start(plan, ANNA)
    assert ended(batches, plan).state == "done"
    assert (batches.folder(plan) / "runs" / "part-000000.parquet").stat().st_mtime_ns == first
    whole = study_csv(results.open(batches.folder(plan)))
    assert set(lines) < set(whole.splitlines())


def test_one_at_a_time_and_others_wait(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits and says so; taken out while it waits, it was never there; too many are refused."""
    gate, plans = Gate(monkeypatch), [small_plan(seed=seed) for seed in range(EACH_WAITING + 2)]
    batches.start(plans[0], ANNA)
    assert gate.reached.wait(PATIENCE)
    assert [batches.start(plan, ANNA) for plan in plans[1:]] == [None] * EACH_WAITING + ["queue"]
    assert batches.status(plans[1], ANNA) == BatchStatus("waiting", 0, RUNS, None, ahead=True, mine=True)
    for plan in plans[2 : EACH_WAITING + 1]:
        assert batches.cancel(plan, ANNA)
        assert batches.status(plan, ANNA).state == "new"
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
    batches.start(plan, ANNA)
    assert ended(batches, plan)._replace(done=0) == BatchStatus("failed", 0, RUNS, message="batch: no room", mine=True)
    monkeypatch.setattr(runner, "run_plan", works)
    batches.start(plan, ANNA)
    assert ended(batches, plan).state == "done"


def test_other_rules_have_another_folder(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of an older version are not taken for those of this one."""
    one = batches.folder(small_plan())
    monkeypatch.setattr(compiled, "source_hash", lambda: "f" * 16)
    assert batches.folder(small_plan()) != one
    assert batches.folder(small_plan()).parent == batches.root


def folder_of(batches: Batches, number: int, who: str, days: float = 0.0) -> Path:
    """Make the folder of a batch that a visitor used some days ago."""
    folder = batches.root / f"{number:016x}-{number:08x}"
    folder.mkdir(parents=True)
    if who:
        batches.shelf.claim(folder.name, who)
    last = time.time() - days * DAY - number
    os.utime(folder, (last, last))
    return folder


def test_a_visitor_pushes_out_their_own_oldest_batch_and_nothing_else(batches: Batches) -> None:
    """What is another's, what has another name or nobody's mark, and what a link leads to, is left alone."""
    mine = [folder_of(batches, number, ANNA) for number in range(EACH + 1)]
    others = [folder_of(batches, 50 + number, BEN) for number in range(EACH)]
    unmarked, notes, elsewhere = folder_of(batches, 99, "", DAYS + 1), batches.root / "notes", batches.root.parent / "x"
    for folder in (notes, elsewhere):
        folder.mkdir()
    (batches.root / f"{'e' * 16}-{'e' * 8}").symlink_to(elsewhere)
    batches.shelf.claim(f"{'e' * 16}-{'e' * 8}", ANNA)
    plan = small_plan()
    batches.start(plan, ANNA)

    assert ended(batches, plan).state == "done"
    assert [folder for folder in mine if folder.exists()] == mine[: EACH - 1]
    assert all(folder.is_dir() for folder in (*others, unmarked, notes, elsewhere))


def test_twenty_two_small_batches_push_out_nobody_elses_result(batches: Batches) -> None:
    """However many one visitor makes, what another made is there."""
    theirs, many = small_plan(), [small_plan(seed=seed, replicates=1, months=2, at=[2]) for seed in range(2, 24)]
    batches.start(theirs, BEN)
    ended(batches, theirs)
    for plan in many:
        batches.start(plan, ANNA)
        ended(batches, plan)
    assert batches.status(theirs, BEN).state == "done"
    assert [batches.status(plan, ANNA).state for plan in many[-EACH:]] == ["done"] * EACH
    assert batches.status(many[-EACH - 1], ANNA).state == "new"


def test_what_nobody_uses_goes_after_some_time(batches: Batches) -> None:
    """Room is given back, whoever had it."""
    old, young = folder_of(batches, 1, BEN, DAYS + 1), folder_of(batches, 2, BEN, DAYS - 1)
    batches.start(small_plan(), ANNA)
    ended(batches, small_plan())
    assert not old.exists()
    assert not batches.shelf.mark(old.name).exists()
    assert young.exists()


def test_no_batch_is_begun_where_there_is_no_room(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all batches take together has a limit, and nobody's results are deleted for it."""
    folder = folder_of(batches, 1, BEN)
    (folder / "runs").write_bytes(b"x" * 2_000)
    monkeypatch.setattr(batch_shelf, "MOST_MEGABYTES", 0.001)
    assert batches.start(small_plan(), ANNA) == "room"
    assert folder.exists()


def test_another_visitor_may_look_and_not_cancel(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what runs nor what waits; who has started it may, and is told where it lies."""
    gate, plans = Gate(monkeypatch), [small_plan(seed=seed) for seed in (1, 2)]
    for plan in plans:
        batches.start(plan, ANNA)
    assert gate.reached.wait(PATIENCE)
    assert [batches.cancel(plan, BEN) for plan in plans] == [False, False]
    assert [batches.status(plan, BEN).state for plan in plans] == ["running", "waiting"]
    assert [batches.status(plan, BEN).mine for plan in plans] == [False, False]
    assert batches.owns(plans[0], ANNA)
    assert not batches.owns(plans[0], BEN)
    gate.open.set()
    assert [ended(batches, plan).state for plan in plans] == ["done", "done"]
    assert not batches.status(plans[0], BEN).mine


def test_eleven_batches_of_one_visitor_block_nobody(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another visitor's batch has the next turn, before all that waits of the first."""
    gate, order = Gate(monkeypatch), list[str]()
    mine, theirs = [small_plan(seed=seed) for seed in range(11)], small_plan(seed=99)
    run = Batches.run

    def noted(self: Batches, job: StartedBatch) -> None:
        order.append(job.who)
        run(self, job)

    monkeypatch.setattr(Batches, "run", noted)
    batches.start(mine[0], ANNA)
    assert gate.reached.wait(PATIENCE)
    refusals = [batches.start(plan, ANNA) for plan in mine[1:]]
    assert refusals == [None] * EACH_WAITING + ["queue"] * (10 - EACH_WAITING)
    assert batches.start(theirs, BEN) is None
    gate.open.set()
    assert ended(batches, theirs).state == "done"
    until(lambda: batches.current is None)
    assert order == [ANNA, BEN, *[ANNA] * EACH_WAITING]


def test_a_long_batch_gives_way_and_loses_nothing(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its turn another visitor's has one; then it goes on where it was, and the end is the same."""
    gate, long, short = Gate(monkeypatch), small_plan(seed=3), small_plan(seed=4)
    monkeypatch.setattr(batch_job, "TURN", 0.0)
    batches.start(long, ANNA)
    assert gate.reached.wait(PATIENCE)
    batches.start(short, BEN)
    gate.open.set()
    assert ended(batches, short).state == "done"
    assert ended(batches, long).state == "done"
    alone = Batches(batches.root.parent / "alone")
    alone.start(long, ANNA)
    ended(alone, long)
    csv = [study_csv(results.open(each.folder(long))) for each in (batches, alone)]
    assert csv[0] == csv[1]


def test_a_batch_has_so_much_time_and_no_more(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has made by then is kept, and its visitor may resume it."""
    gate, plan = Gate(monkeypatch), small_plan()
    monkeypatch.setattr(batch_job, "MOST_SECONDS", 0.0)
    gate.open.set()
    batches.start(plan, ANNA)
    assert ended(batches, plan).state == "stopped"
    monkeypatch.setattr(batch_job, "MOST_SECONDS", 1_000.0)
    batches.start(plan, ANNA)
    assert ended(batches, plan).state == "done"


def test_visitors_take_turns() -> None:
    """Of each what came first, beginning with who had none yet; what gave way goes on before the others of its visitor."""
    queue = FairQueue[str](each=3, together=5)
    for name in ("a1", "a2", "b1", "a3"):
        queue.put(name[0], name)
    assert not queue.has_room("a")
    assert queue.has_room("b")
    assert queue.take() == "a1"
    queue.put_back("a", "a1")
    assert queue.others("a")
    assert [queue.take() for _ in range(5)] == ["b1", "a1", "a2", "a3", None]
    for name in ("a4", "b2", "c1"):
        queue.put(name[0], name)
    queue.remove("b", "b2")
    queue.remove("b", "b2")
    assert [queue.take() for _ in range(3)] == ["c1", "a4", None]
    for number in range(5):
        queue.put(str(number), str(number))
    assert not queue.has_room("z")


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
