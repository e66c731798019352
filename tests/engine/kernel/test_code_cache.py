"""Compiled code is kept where nobody else can plant any, and nothing that happens to it ends a run."""

import os
import stat
import tempfile
from pathlib import Path
from types import FunctionType

import pytest

from coprod_sim.engine.kernel import code_cache, compiled
from coprod_sim.engine.kernel.code_cache import MARKER, CacheWarning, CheckedFiles, danger, kept_folder

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such marks")


def doubled(value: float) -> float:
    """Give a number that tells whether the right code runs."""
    return 2 * value


def fresh() -> FunctionType:
    """Give that function, not compiled in this process."""
    copy = FunctionType(doubled.__code__, {})
    copy.__module__, copy.__qualname__ = __name__, "doubled"
    return copy


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that COPROD_SIM_CACHE names, and another one for temporary files."""
    monkeypatch.setenv("COPROD_SIM_CACHE", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(code_cache, "say_once", code_cache.say_once.__wrapped__)
    return tmp_path / "home"


def folder_of(name: str) -> Path | None:
    """Find the folder anew, as another process would."""
    return kept_folder.__wrapped__(name)


@posix
def test_a_new_folder_is_the_users_own(home: Path) -> None:
    """Nobody else may read or write what we make, whatever the usual rights are, and our marker says that it is ours."""
    before = os.umask(0)
    try:
        folder = folder_of("compiled-a")
    finally:
        os.umask(before)
    assert folder == home.resolve() / "compiled-a"
    assert stat.S_IMODE(home.stat().st_mode) == stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / MARKER).exists()


@posix
def test_a_folder_that_others_may_write_to_is_not_used(home: Path) -> None:
    """Where others may write, in the folder or above it, code is kept elsewhere, with one note that says why and what to do."""
    home.mkdir()
    home.chmod(0o777)
    with pytest.warns(CacheWarning, match=r"home: .*others may write to .*COPROD_SIM_CACHE"):
        folder = folder_of("compiled-a")
    assert folder is not None
    assert folder.parent.name == f"coprod_sim-{os.geteuid()}"
    assert danger(folder) is None
    home.chmod(0o1777)  # as /tmp: others may not replace what is ours
    assert folder_of("compiled-b") == home.resolve() / "compiled-b"
    (home / "compiled-b").chmod(0o770)
    assert code_cache.group_of_one(home.stat().st_gid) or "others may write" in str(danger(home / "compiled-b"))


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_not_used(home: Path) -> None:
    """A folder that another user has made, at our place or at the spare one, is not used: nothing is kept then."""
    for folder in (home, home.parent / f"coprod_sim-{os.geteuid()}"):
        (folder / "compiled-a").mkdir(parents=True, mode=0o700)
        os.chown(folder / "compiled-a", 12345, 12345)
    with pytest.warns(CacheWarning, match=r"belongs to another user.*compiles again each time"):
        assert folder_of("compiled-a") is None


def test_without_a_folder_code_runs_all_the_same() -> None:
    """Where nothing can be kept, functions are compiled and work."""
    assert compiled.compile_function(fresh(), "rule", None)(2.0) == 4.0


@pytest.mark.parametrize("ending", ["*.nbi", "*.nbc"])
@pytest.mark.parametrize("damage", ["cut", "empty", "changed"])
def test_damaged_code_is_compiled_anew(home: Path, ending: str, damage: str) -> None:
    """A file that is cut, empty or changed is never run; a note names the folder, and what is written then is whole again."""
    folder = folder_of("compiled-a")
    assert compiled.compile_function(fresh(), "rule", folder)(2.0) == 4.0
    (file,) = home.rglob(ending)
    content = file.read_bytes()
    changed = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    file.write_bytes({"cut": content[: len(content) // 2], "empty": b"", "changed": changed}[damage])
    with pytest.warns(CacheWarning, match=r"home.*damaged.*COPROD_SIM_CACHE"):
        assert compiled.compile_function(fresh(), "rule", folder)(2.0) == 4.0
    again = compiled.compile_function(fresh(), "rule", folder)
    assert again(2.0) == 4.0
    assert sum(again.for_python.stats.cache_hits.values()) == 1


def test_a_full_disk_ends_no_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for compiled code, it runs, and a note names the folder and COPROD_SIM_CACHE."""
    folder = folder_of("compiled-a")
    assert folder is not None
    assert folder.is_relative_to(home.resolve())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(CheckedFiles, "_open_for_write", full)
    with pytest.warns(CacheWarning, match=r"home: .*No space left on device.*COPROD_SIM_CACHE"):
        assert compiled.compile_function(fresh(), "rule", folder)(2.0) == 4.0
