"""A run in a process of its own is killed at any moment, again and again, and ends in the same bits."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import LOCK
from tests.engine.checkpoint.runs import SEED, assert_same_state, assert_same_tallies, with_areas

ROOT = Path(__file__).parents[3]
MONTHS, EVERY = 40, 5
PATIENCE = 120.0
"""Seconds after which a process that does nothing is a failure."""


@contextmanager
def started(folder: Path, threads: int) -> Iterator[tuple["subprocess.Popen[str]", IO[str]]]:
    """Start the run in a process of its own; it is killed at the end, if it has not ended by itself."""
    command = [
        sys.executable,
        "-m",
        "tests.engine.checkpoint.child",
        str(folder),
        str(MONTHS),
        str(EVERY),
        str(threads),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def killed_after_months(folder: Path, months: int, pause: float, threads: int) -> list[int]:
    """Kill the run a moment after so many months: gives the month that it went on from, and the months it did."""
    with started(folder, threads) as (process, output):
        heard = heard_months(output, months)
        time.sleep(pause)
        process.kill()
        heard += heard_months(output)
    return heard


def killed_while_writing(folder: Path, files: int, threads: int) -> list[int]:
    """Kill the run in the middle of a checkpoint, the `files`th that it writes."""
    seen: set[Path] = set()
    limit = time.monotonic() + PATIENCE
    with started(folder, threads) as (process, output):
        left = set(folder.glob("*.part"))
        while len(seen) < files:
            assert time.monotonic() < limit, "no checkpoint is written"
            assert process.poll() is None, "the run ended before it was killed"
            seen |= set(folder.glob("*.part")) - left
            time.sleep(0.002)
        process.kill()
        heard = heard_months(output)
    assert list(folder.glob("*.part")), "it was to be killed in the middle of a file"
    return heard


def heard_months(output: IO[str], enough: int = MONTHS + 1) -> list[int]:
    """Listen to a run until it has done enough months, or ends: gives the numbers that it says."""
    heard: list[int] = []
    for line in output:
        word, number = line.split()
        heard.append(int(number))
        if word == "month":
            enough -= 1
        if enough == 0:
            break
    return heard


def newest_month(folder: Path) -> int:
    """Give the month of the newest checkpoint, by its name."""
    return max(int(path.stem.removeprefix("month-")) for path in folder.glob("month-*.npz"))


def test_killed_again_and_again(tmp_path: Path) -> None:
    """Killed between and during checkpoints, on one thread and on two, a run loses what came after its last checkpoint, and no bit."""
    run, chance, folder = with_areas(), random.Random(1), tmp_path / "kept"
    whole = run.begin()
    expected = np.concatenate((whole.count(), whole.advance(MONTHS)))
    before = 0
    for attempt in range(5):
        threads = 1 + attempt % 2
        if attempt % 2 == 0:
            heard = killed_while_writing(folder, 2, threads)
        else:
            heard = killed_after_months(folder, chance.randint(1, 9), chance.random() / 5, threads)
        assert attempt == 0 or heard[0] == before, "it goes on from the newest checkpoint"
        before = newest_month(folder)
        assert heard[-1] - EVERY <= before <= heard[-1] < MONTHS
    with started(folder, 2) as (process, output):
        assert heard_months(output) == list(range(before, MONTHS + 1))
        assert process.wait(PATIENCE) == 0
    found = run.newest(folder)
    assert_same_tallies(expected, found.tallies)
    assert_same_state(whole, found.restore(run.scenario, SEED))
    assert not list(folder.glob("*.part"))


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    """While a process runs, another is told its number; when it has been killed, the folder is free at once."""
    run, folder = with_areas(), tmp_path / "kept"
    with started(folder, 1) as (process, output):
        heard_months(output, 1)
        with pytest.raises(ScenarioError, match=f"in use by process {process.pid} on "):
            run.newest(folder)
        process.kill()
        process.wait(PATIENCE)
        with run.checkpoints(folder):
            assert f"process {os.getpid()} " in (folder / LOCK).read_text(encoding="utf-8")
