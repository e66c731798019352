"""A checkpoint is written whole or not at all, and a folder that cannot take it is told."""

import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from coprod_sim.errors import ScenarioError
from tests.engine.checkpoint.runs import eventful, files_of

NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of an administrator, for whom no folder is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def make_read_only(folder: Path) -> None:
    """Make a folder read-only as whoever owns it."""
    mine = os.geteuid()
    if mine != folder.stat().st_uid:
        os.seteuid(folder.stat().st_uid)
    folder.chmod(0o555)
    os.seteuid(mine)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Load all compiled code, which may be the administrator's alone, before a test gives up those rights."""
    eventful().begin().advance(1)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into, also on the way to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def test_a_read_only_folder(open_folder: Path) -> None:
    """A folder that may not be written is named at once, before anything is run."""
    run = eventful()
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(ScenarioError, match="Permission denied: checkpoints are written here"):
        run.newest(open_folder)


def test_a_folder_that_becomes_read_only(open_folder: Path) -> None:
    """A folder that may no longer be written ends the run with a message; its checkpoints stay."""
    run = eventful()
    simulation = run.begin()
    with as_nobody(), run.checkpoints(open_folder) as checkpoints:
        checkpoints.save(simulation, simulation.advance(2))
        before = files_of(open_folder)
        make_read_only(open_folder)
        with pytest.raises(ScenarioError, match=r"Permission denied: .*month-00002.npz is kept"):
            checkpoints.save(simulation, simulation.advance(2))
    assert files_of(open_folder) == before


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """A file is no folder."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"taken: .*checkpoints are written here.*choose another folder"):
        eventful().newest(tmp_path / "taken")


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """Let no file become larger than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 1000, 60_000])
def test_a_full_disk(size: int, tmp_path: Path) -> None:
    """Where a checkpoint finds no room, the run ends with a message, the last good one stays, and nothing half-written."""
    run = eventful()
    simulation = run.begin()
    with run.checkpoints(tmp_path) as checkpoints:
        checkpoints.save(simulation, simulation.advance(2))
        before = files_of(tmp_path)
        with little_room(size), pytest.raises(ScenarioError, match=r"File too large: .*month-00002.npz is kept"):
            checkpoints.save(simulation, simulation.advance(2))
    assert files_of(tmp_path) == before
    assert run.newest(tmp_path).month == 2


def test_the_order_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is on the disk before it gets its name, and its name before an older file goes: a power cut finds a whole one."""
    run = eventful()
    order: list[str] = []

    def noted(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def noted_act(*arguments: Any, **options: Any) -> Any:
            order.append(what)
            return act(*arguments, **options)

        return noted_act

    run.saved(tmp_path, 1, 2)
    monkeypatch.setattr(os, "fsync", noted("flushed", os.fsync))
    monkeypatch.setattr(Path, "replace", noted("renamed", Path.replace))
    monkeypatch.setattr(Path, "unlink", noted("old removed", Path.unlink))
    simulation = run.begin()
    with run.checkpoints(tmp_path) as checkpoints:
        checkpoints.newest()
        checkpoints.save(simulation, simulation.advance(3))
    assert order == ["flushed", "renamed", "flushed", "old removed"]
