"""Nothing that was finished is lost or counted twice, whatever ends a study."""

import errno
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import write_whole
from coprod_sim.study.plan.sampling import design
from coprod_sim.study.runner import chunks, results, store
from coprod_sim.study.runner import locks as turns
from coprod_sim.study.runner.run_chunk import run_chunk
from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import CHUNKS, LONG, RUNS, data_hash, long_plan, opened, small_plan

ROOT = Path(__file__).parents[3]
PATIENCE = 120.0


def killed(folder: Path, after: int, pause: float) -> list[int]:
    """Start a study in a process of its own, and kill it a moment after some chunks: gives what it said."""
    command = [sys.executable, "-m", "tests.study.runner.child", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        heard = [int(process.stdout.readline().split()[0]) for _ in range(after)]
        time.sleep(pause)
        assert process.poll() is None, "the study ended before it was killed"
        process.kill()
        heard += [int(line.split()[0]) for line in process.stdout]
    return heard


@pytest.mark.parametrize("kills", [3, pytest.param(10, marks=pytest.mark.study)])
def test_a_killed_study_ends_in_the_same_bytes(kills: int, tmp_path: Path) -> None:
    """SIGKILL at random moments: each start goes on from what was finished, and the end equals an uninterrupted study."""
    rng, reached = random.Random(5), 0
    for _ in range(kills):
        heard = killed(tmp_path / "killed", rng.randint(2, 6), rng.uniform(0, 0.05))
        assert heard[0] >= reached, "a finished chunk was lost"
        reached = heard[-1]
    left = LONG - reached
    outcome = run_plan(long_plan(), tmp_path / "killed")
    run_plan(long_plan(), tmp_path / "whole")

    # A chunk that was written, but not yet told of, when the kill came, need not be made again.
    assert left - 4 <= outcome.made <= left
    assert 0 < outcome.made < LONG
    assert not list((tmp_path / "killed").rglob("*.part"))
    assert data_hash(tmp_path / "whole", long_plan()) == data_hash(tmp_path / "killed", long_plan())
    assert list(range(LONG)) == results.open(tmp_path / "killed").runs["run"].to_list()


def test_a_full_disk_is_said_and_finished_chunks_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fourth chunk finds no room: the message says what to do, and the next call makes what is missing only."""
    saved: list[Path] = []
    real = write_whole

    def write_until_full(path: Path, content: bytes) -> None:
        if path.parent.name == "runs" and len(saved) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, content)
        if path.parent.name == "runs":
            saved.append(path)

    with monkeypatch.context() as full:
        full.setattr(store, "write_whole", write_until_full)
        with pytest.raises(ScenarioError, match=r"No space left on device: chunk \d+ could not .* kept\. Make room"):
            run_plan(small_plan(), tmp_path)
    outcome = run_plan(small_plan(), tmp_path)

    assert outcome.made == RUNS - 12
    assert outcome.finished == RUNS


def test_a_file_that_cannot_be_flushed_leaves_nothing_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up in the middle of a file, its beginning is not left, and an older one stays as it was."""
    older = tmp_path / "older.parquet"
    write_whole(older, b"whole")

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)

    for path in (tmp_path / "part.parquet", older):
        with pytest.raises(OSError, match="No space left"):
            write_whole(path, b"half")
    assert list(tmp_path.iterdir()) == [older]
    assert older.read_bytes() == b"whole"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("a letter")

    with pytest.raises(ScenarioError, match=r"taken: File exists: a study is written here\. Choose another folder"):
        run_plan(small_plan(), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "a letter"


ROOT_MAY_NOT = Path("/sys")
"""A folder of Linux in which not even root may make another."""
REFUSED = "(Permission denied|Operation not permitted|Read-only file system): a study is written here"


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    """A folder without the right to write gives a message, not a traceback."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and not ROOT_MAY_NOT.is_dir():
        pytest.skip("root may write everywhere here")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ScenarioError, match=REFUSED):
            run_plan(small_plan(), ROOT_MAY_NOT / "study" if is_root else tmp_path)
    finally:
        tmp_path.chmod(0o700)


def cut_short(content: bytes) -> bytes:
    """Leave out the end."""
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    """Change one bit among the values."""
    place = 60
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


@pytest.mark.parametrize("table", ["runs", "indicators"])
@pytest.mark.parametrize("damage", [cut_short, flipped, lambda _: b""])
def test_a_damaged_part_is_named_and_run_again(tmp_path: Path, table: str, damage: Any) -> None:
    """Opening names the damaged part; the same command makes this chunk again, and the bytes are as they were."""
    run_plan(small_plan(), tmp_path)
    before = data_hash(tmp_path, small_plan())
    part = tmp_path / table / "part-000002.parquet"
    part.write_bytes(damage(part.read_bytes()))

    with pytest.raises(ScenarioError, match=r"1 damaged: part-000002\.parquet.*runs them anew"):
        results.open(tmp_path)
    outcome = run_plan(small_plan(), tmp_path)

    assert outcome.made == 4
    assert before == data_hash(tmp_path, small_plan())


def test_a_part_of_another_chunk_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """A copy under a wrong name is whole as a file, but holds other runs."""
    run_plan(small_plan(), tmp_path)
    wrong = tmp_path / "runs" / "part-000001.parquet"
    wrong.write_bytes((tmp_path / "runs" / "part-000002.parquet").read_bytes())

    with pytest.raises(ScenarioError, match="does not hold runs 4 to 7"):
        results.open(tmp_path)
    assert run_plan(small_plan(), tmp_path).made == 4


def test_indicators_without_their_table_of_runs_count_as_not_finished(tmp_path: Path) -> None:
    """A study killed between the two files of a chunk makes that chunk again."""
    run_plan(small_plan(), tmp_path)
    (tmp_path / "runs" / "part-000003.parquet").unlink()

    assert results.open(tmp_path).missing == (3,)
    assert run_plan(small_plan(), tmp_path).made == 4


@pytest.mark.parametrize(("mine", "other"), [((1, 1), (1, 1)), ((1, 1), (2, 3)), ((2, 4), (2, 2)), ((2, 3), (2, 3))])
def test_two_that_would_do_the_same_runs_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mine: tuple[int, int], other: tuple[int, int]
) -> None:
    """The second is refused with a word on who is at work; afterwards the folder is free."""
    monkeypatch.setattr(turns, "TRIES", 2)
    with (
        turns.turn(tmp_path, other),
        pytest.raises(ScenarioError, match=rf"in use by process {os.getpid()} .*two would do the same"),
    ):
        run_plan(small_plan(), tmp_path, shard=mine)

    assert run_plan(small_plan(), tmp_path, shard=mine).made > 0


def test_shards_without_a_chunk_in_common_work_side_by_side(tmp_path: Path) -> None:
    """The first of two shards does not wait for the second."""
    with turns.turn(tmp_path, (2, 2)):
        assert run_plan(small_plan(), tmp_path, shard=(1, 2)).made == RUNS // 2


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_ctrl_c_keeps_what_is_finished(tmp_path: Path, executor: Any) -> None:
    """The interruption comes through, the workers end, and the next call goes on."""

    def interrupt(done: int, _: int) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_plan(small_plan(), tmp_path, executor=executor, workers=1, progress=interrupt)
    kept = CHUNKS - len(results.open(tmp_path).missing)

    assert kept == 2
    assert run_plan(small_plan(), tmp_path).made == RUNS - 8


def test_a_study_goes_on_with_the_points_that_it_was_begun_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of a library that draws other points changes nothing in a study that is there."""
    plan = small_plan(
        sampling={"method": "latin_hypercube", "points": 4}, vary={"gossip": [0.05, 0.2], "dialogue": [0.6, 1.0]}
    )
    run_plan(plan, tmp_path / "whole")
    store = opened(tmp_path / "part", plan)
    for number in (0, 2):
        store.save(run_chunk(store.cut.chunk(number)))

    monkeypatch.setattr(chunks, "design", lambda plan: design(plan)[::-1])
    run_plan(plan, tmp_path / "part")

    assert data_hash(tmp_path / "part", plan) == data_hash(tmp_path / "whole", plan)
