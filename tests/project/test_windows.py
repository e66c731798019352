"""What is done differently under Windows, as far as it can be looked at elsewhere."""

import os
from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import LOCK, lock_folder
from coprod_sim.study.runner import executors


def test_the_byte_that_is_locked_is_not_read(tmp_path: Path) -> None:
    """Windows lets nobody read what is locked, the first byte; whoever comes second is told who came first all the same."""
    with lock_folder(tmp_path, "wait"):
        with (tmp_path / LOCK).open("r+b") as file:
            file.write(b"?")
        with pytest.raises(ScenarioError, match=f"in use by process {os.getpid()} on "):
            lock_folder(tmp_path, "wait")


def test_no_more_workers_start_than_the_system_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer with more cores gets the most that is allowed; asking for more is refused."""
    monkeypatch.setattr(executors, "MOST_WORKERS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 96)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(96)), raising=False)

    assert executors.checked_workers(None) == 1
    with pytest.raises(ScenarioError, match="between 1 and 1"):
        executors.checked_workers(2)


def test_files_are_read_and_written_in_one_encoding() -> None:
    """No file of the package is opened as text without naming its encoding, which Windows would choose otherwise."""
    root = Path(executors.__file__).parents[1]
    opened = [
        f"{path.relative_to(root)}: {line.strip()}"
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(word in line for word in (".read_text()", ".open()", '.open("r")', '.open("w")', '.open("a")'))
    ]

    assert opened == []
