"""Files: writing so that nobody loses one, folders that belong to one process at a time, and what travels with the package.

Whole or not at all, through links and pipes, and never over what is not ours.

A file is written aside in the same folder, flushed to the disk and renamed, so it is whole under its name or not there.
A link stays a link: what it leads to is new.  Pipes, devices and files with several names are written through.
What a command may write, and what it has to leave alone, is asked here before anything is run.
A locked folder is free again when its process ends, however it ends: the system itself takes the lock back.
"""

import json
import os
import secrets
import socket
import stat
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import IO, Final

from coprod_sim.errors import ModelError, ScenarioError

VERSION: Final = "0.1.0"
"""The version of coprod_sim: the one place where it is written.

What a new number means stands in CHANGELOG.md: a changed rule of the model raises the second figure.
"""

ASIDE: Final = ".part"
LONGEST_NAME: Final = 200
"""So many letters of a name are kept in the name aside, which must not become too long for a disk."""
LOCK: Final = "coprod_sim.lock"
OURS: Final = "process "
"""How the text of a lock file begins; a file of that name with another text is somebody's own."""
PAUSE: Final = 0.05
"""Seconds between two looks at a lock, which another shard may hold for a moment while it looks too."""
OF_THE_SYSTEM: Final = ("/dev/", "/proc/")
HTML: Final = (".html", ".htm")
CSV: Final = (".csv",)
TOML: Final = (".toml",)
PROMISES: Final = (
    ".csv", ".doc", ".docx", ".gexf", ".gif", ".graphml", ".gz", ".htm", ".html", ".jpeg", ".jpg", ".json", ".md", ".odt",
    ".ods", ".parquet", ".pdf", ".png", ".ppt", ".pptx", ".py", ".svg", ".toml", ".tsv", ".xls", ".xlsx", ".xml", ".yaml",
    ".yml", ".zip",
)  # fmt: skip
"""Endings that promise a format; a name with another ending, or none, may be given to any file."""


@contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written: when all is written it is there, and before, or if anything fails, what was there before.

    Raises OSError where it cannot be written; nothing is left aside.
    """
    if needs_direct_write(path):
        with path.open("wb") as file:
            yield file
        return
    target = Path(os.path.realpath(path))
    before = target.stat().st_mode if target.exists() else None
    aside = target.with_name(f"{target.name[:LONGEST_NAME]}.{secrets.token_hex(4)}{ASIDE}")
    try:
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            aside.chmod(stat.S_IMODE(before))
        aside.replace(target)
        sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole under its name or not there, even when the power fails.  Raises OSError."""
    with atomic_write(path) as file:
        file.write(content)


def needs_direct_write(path: Path) -> bool:
    """Tell whether a file has to be written where it is: a pipe, a device, one of several names, or one in a closed folder.

    Raises PermissionError where a file is there that may not be written, which a rename would replace all the same.
    """
    if path.absolute().as_posix().startswith(OF_THE_SYSTEM):
        return True
    if not path.exists():
        return False
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    target = Path(os.path.realpath(path))
    several = path.is_file() and path.stat().st_nlink > 1
    return several or not (path.is_file() or path.is_dir()) or not os.access(target.parent, os.W_OK)


def sync_folder(folder: Path) -> None:
    """Have a new name in a folder outlast a power cut, where the system can be asked for that."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_output(path: Path, endings: tuple[str, ...], option: str) -> None:
    """See that a file can be written where it is wanted, before anything is run.

    endings: those of its format, the usual one first; an ending that promises another format is refused.
    Raises ScenarioError.
    """
    ending = path.suffix.lower()
    if ending in PROMISES and ending not in endings:
        usual = path.with_suffix(endings[0])
        raise ScenarioError(
            f"{option} {path}: is written as {endings[0]}: must not end in {path.suffix}, which promises another format. "
            f"Name it {usual.name}."
        )
    if path.is_dir():
        raise ScenarioError(f"{option} {path}: is a folder: must be a file. Name a file in it.")


def check_parent(path: Path) -> None:
    """See that the folder is there in which a file is wanted.  Raises ScenarioError."""
    if not path.absolute().parent.is_dir():
        raise ScenarioError(f"{path}: there is no folder {path.parent}. Make it first, or choose another place.")


def is_json_with(path: Path, key: str) -> bool:
    """Tell whether a file is a JSON object that has a key, by which we know our own."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and key in found


def leave_alone(path: Path, ours: bool, what: str) -> None:
    """Refuse to write over a file whose name nobody gave us, where it is not one of ours.  Raises ScenarioError."""
    if path.exists() and not ours:
        raise ScenarioError(
            f"{path}: is there already, and is no {what} of ours, so it is left alone. Move it, or choose another place."
        )


# Locks.


def took(file: IO[bytes], tries: int = 1) -> bool:
    """Lock an open file, unless another process still has it after so many looks."""
    from filelock import lock_descriptor

    try:
        for again in range(tries):
            time.sleep(PAUSE if again else 0)
            if lock_descriptor(file.fileno(), blocking=False):
                return True
    except OSError as error:
        # Some network drives have no locks at all; a run there is better than none.
        warnings.warn(
            f"{file.name}: {error.strerror}: this drive cannot tell two runs apart. See that only one uses the folder.",
            stacklevel=3,
        )
        return True
    return False


def lock_file(file: IO[bytes], folder: Path, why: str, tries: int = 1) -> None:
    """Lock an open file; raises ScenarioError where another process has it.   why: two cannot work in the folder, and what to do."""
    if not took(file, tries):
        raise ScenarioError(f"{folder}: in use by {holder_in(file)}: {why}")


def open_lock(path: Path) -> IO[bytes]:
    """Open a lock file, which is made if it is not there.

    Raises ScenarioError where the name belongs to somebody's own file, or to a link: what we write there would be lost on them.
    """
    if not path.is_symlink() and (path.is_file() or not path.exists()):
        file = path.open("a+b")
        if holder_in(file).startswith(OURS) or os.fstat(file.fileno()).st_size == 0:
            return file
        file.close()
    raise ScenarioError(
        f"{path}: a lock is written here, and this is a file or link of somebody else's. Choose another folder."
    )


def holder_in(file: IO[bytes]) -> str:
    """Read who holds a lock, but for the first byte: Windows lets nobody read what is locked, and that byte is."""
    file.seek(1)
    rest = file.read(LONGEST_NAME).decode(errors="replace").strip()
    return OURS[0] + rest if rest else "another process"


def lock_folder(folder: Path, why: str, name: str = LOCK, tries: int = 1) -> IO[bytes]:
    """Make a folder and take it (see claim): gives the open lock file, which holds the folder until it is closed.

    Raises OSError where nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = open_lock(folder / name)
    try:
        lock_file(file, folder, why, tries)
        file.truncate(0)
        file.write(f"{OURS}{os.getpid()} on {socket.gethostname()}\n".encode())
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


# What travels with the package.


def shipped_folder(name: str, what: str) -> Path:
    """Give a folder that travels with the package: in a wheel inside it, in the repository beside it.   what: it holds, for the message."""
    inside = Path(str(files("coprod_sim").joinpath(name)))
    beside = Path(__file__).resolve().parent.parent / name
    found = next((folder for folder in (inside, beside) if folder.is_dir()), None)
    if found is None:
        raise ModelError(f"{what} are in neither {inside} nor {beside}. Install coprod-sim again.")
    return found
