"""Where compiled code is kept between runs: a folder of the user's own, since whatever lies in it is loaded and run.

It belongs to this user, and nobody else can write to it or put another in its place; where that cannot be had, nothing is kept.
Every file carries a checksum, so that a cut or damaged one is compiled anew and never run.
A folder is cleared away only where our own marker lies in it.
"""

import hashlib
import os
import pickle
import shutil
import stat
import sys
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from numba.core.caching import FunctionCache, IndexDataCacheFile, NullCache
from platformdirs import user_cache_dir

KEPT: Final = 8
"""Sets of compiled functions that are kept, the last used; each has some 20 MB."""
DAY: Final = 86_400.0
"""Seconds; a folder without compiled code is younger where somebody compiles into it."""
MARKER: Final = "made_by_coprod_sim.txt"
MARKED: Final = (
    "Compiled code of coprod_sim. This folder may be deleted at any time; coprod_sim deletes it when it is old.\n"
)
PRIVATE: Final = 0o700
OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
CHECKSUM: Final = 32
ADVICE: Final = "Set COPROD_SIM_CACHE to a folder of your own with room in it."


class CacheWarning(UserWarning):
    """Compiled code cannot be kept, or not where it was to be."""


def root_folder() -> Path:
    """Say where compiled code belongs: COPROD_SIM_CACHE, or the user's usual place for such things."""
    return Path(os.environ.get("COPROD_SIM_CACHE") or user_cache_dir("coprod_sim")).absolute()


@cache
def kept_folder(name: str) -> Path | None:
    """Make and give the folder for one set of compiled functions, or None where there is no safe place for it."""
    wanted, folder, fault = root_folder(), None, ""
    for place in [wanted] if sys.platform == "win32" else [wanted, spare_folder()]:
        try:
            folder = made(place, name)
            remove_stale(folder.parent)
            break
        except (OSError, ValueError) as error:
            fault = fault or getattr(error, "strerror", None) or str(error)
    if fault:
        instead = (
            f"it is kept in {folder.parent} instead" if folder else "the run goes on, and compiles again each time"
        )
        say_once(f"{wanted}: compiled code cannot be kept here: {fault}; {instead}. {ADVICE}")
    return folder


def spare_folder() -> Path:
    """Name this user's folder within the folder for temporary files; nobody else's may stand there (see `danger`)."""
    return Path(tempfile.gettempdir()) / f"coprod_sim-{os.geteuid()}"


def made(root: Path, name: str) -> Path:
    """Make a folder within a root, and see that it can be trusted and written to.  Raises OSError or ValueError."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=PRIVATE, exist_ok=True)
    if sys.platform != "win32" and root.is_symlink() and root.lstat().st_uid != os.geteuid():
        raise ValueError(f"{root} is a link of another user, whose code must not be run")
    folder = root.resolve() / name
    with suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE)
        (folder / MARKER).write_text(MARKED, encoding="utf-8")
    fault = danger(folder)
    if fault:
        raise ValueError(fault)
    with tempfile.TemporaryFile(dir=folder) as trial:
        trial.write(b"room")
    os.utime(folder)
    return folder


def danger(folder: Path) -> str | None:
    """Say why code in a folder might come from somebody else, or None; links in its path are followed already.

    Whoever may write to a folder above it could put another in its place, but for folders such as /tmp, which forbid that.
    Windows keeps the user's own folders to the user, and has no such marks.
    """
    if sys.platform == "win32":
        return None
    for place in (folder, *folder.parents):
        state = place.lstat()
        if state.st_uid not in (os.geteuid(), 0) or (place == folder and state.st_uid != os.geteuid()):
            return f"{place} belongs to another user, whose code must not be run"
        shared = state.st_mode & OTHERS_WRITE and not (place != folder and state.st_mode & stat.S_ISVTX)
        if shared and not (state.st_mode & stat.S_IWOTH == 0 and group_of_one(state.st_gid)):
            return f"others may write to {place}, and their code must not be run"
    return None


def group_of_one(group: int) -> bool:
    """Tell whether a group is one user's own, as many systems make one for each user."""
    import grp
    import pwd

    try:
        user, named = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return user.pw_gid == group and named.gr_name == user.pw_name and set(named.gr_mem) <= {user.pw_name}


@cache
def say_once(text: str) -> None:
    """Warn of something once."""
    warnings.warn(text, CacheWarning, stacklevel=2)


def remove_stale(root: Path) -> None:
    """Remove compiled code that was not used for long, and folders that stayed empty, as broken rules leave them.

    What has no marker of ours is left alone.
    """
    used = {}
    for folder in root.glob("compiled-*"):
        with suppress(OSError):  # another process was quicker
            if stat.S_ISREG((folder / MARKER).lstat().st_mode) and not folder.is_symlink():
                used[folder] = folder.stat().st_mtime
    full = [folder for folder in sorted(used, key=used.__getitem__, reverse=True) if holds_code(folder)]
    empty = [folder for folder in used if folder not in full and used[folder] < time.time() - DAY]
    for folder in (*full[KEPT:], *empty):
        shutil.rmtree(folder, ignore_errors=True)


def holds_code(folder: Path, pattern: str = "*.nbi") -> bool:
    """Tell whether something was compiled into a folder."""
    return any(folder.rglob(pattern))


class CheckedFiles(IndexDataCacheFile):
    """The files of one compiled function, each behind a checksum; a damaged one counts as not there, and is written anew."""

    def _load_index(self) -> Any:
        """Read which version lies in which file."""
        try:
            stamp, version, overloads = read_sealed(Path(self._index_path))
        except OSError:
            return {}
        return overloads if (stamp, version) == (self._source_stamp, self._version) else {}

    def _save_index(self, overloads: Any) -> None:
        """Write which version lies in which file."""
        with self._open_for_write(self._index_path) as file:
            file.write(sealed(self._dump((self._source_stamp, self._version, overloads))))

    def _load_data(self, name: str) -> Any:
        """Read one version; raises OSError where it is not there or damaged."""
        return read_sealed(Path(self._data_path(name)))

    def _save_data(self, name: str, data: Any) -> None:
        """Write one version."""
        with self._open_for_write(self._data_path(name)) as file:
            file.write(sealed(self._dump(data)))


def read_sealed(path: Path) -> Any:
    """Read what the compiler wrote into this user's own folder.  Raises OSError where it is not there, or not as it was written."""
    content = path.read_bytes()
    if hashlib.sha256(content[CHECKSUM:]).digest() != content[:CHECKSUM]:
        say_once(
            f"{path.parent}: compiled code is damaged here, and is compiled anew. COPROD_SIM_CACHE chooses another folder."
        )
        raise OSError(f"{path} is damaged")
    return pickle.loads(content[CHECKSUM:])


def sealed(content: bytes) -> bytes:
    """Put a checksum before a content."""
    return hashlib.sha256(content).digest() + content


class KeptCode:
    """The kept versions of one function, in the way that the compiler asks for them; what goes wrong costs time only."""

    def __init__(self, kept: FunctionCache, folder: Path) -> None:
        self.kept, self.folder = kept, folder
        # The folder is named after a hash of all rules: the time at which a file was written says nothing more.
        kept._cache_file = CheckedFiles(kept.cache_path, kept._impl.filename_base, "")

    @property
    def cache_path(self) -> str:
        """Where the files lie."""
        return str(self.kept.cache_path)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Give a compiled version that was kept, or None."""
        try:
            return self.kept.load_overload(signature, target)
        except Exception as error:  # noqa: BLE001  whatever a file holds, compiling anew does no harm
            self.say(error)
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled version, if there is room."""
        try:
            self.kept.save_overload(signature, compiled)
        except Exception as error:  # noqa: BLE001  as above
            self.say(error)

    def say(self, error: Exception) -> None:
        """Say once what keeps code from being kept."""
        fault = getattr(error, "strerror", None) or type(error).__name__
        say_once(f"{self.folder.parent}: compiled code cannot be kept here: {fault}; the run goes on without. {ADVICE}")

    def enable(self) -> None:
        """Keep code."""
        self.kept.enable()

    def disable(self) -> None:
        """Keep no code."""
        self.kept.disable()

    def flush(self) -> None:
        """Forget what is kept."""
        self.kept.flush()


def keep(dispatcher: Any, folder: Path) -> None:
    """Guard the files of a function whose compiled versions are kept in a folder; those that lie elsewhere are not used."""
    kept = dispatcher._cache
    if isinstance(kept, FunctionCache):
        inside = Path(kept.cache_path).is_relative_to(folder)
        dispatcher._cache = KeptCode(kept, folder) if inside else NullCache()
