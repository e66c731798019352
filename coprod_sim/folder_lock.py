"""A folder that belongs to one process at a time, until that process ends, however it ends.

The system itself takes the lock back from a process that is killed, so none is ever left over.
"""

import os
import socket
import sys
import warnings
from pathlib import Path
from typing import IO, Final

from coprod_sim.errors import ScenarioError

LOCK: Final = "coprod_sim.lock"
OURS: Final = "process "
"""How the text of a lock file begins; a file of that name with another text is somebody's own."""
FAR: Final = 2**30
"""Windows lets nobody read what is locked, so what is locked there is a byte far behind the text."""


def take(file: IO[str]) -> None:
    """Lock an open file at once, or raise BlockingIOError or PermissionError where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_lock(path: Path) -> IO[str]:
    """Open a lock file, which is made if it is not there.

    Raises ScenarioError where the name belongs to somebody's own file, or to a link: what we write there would be lost on them.
    """
    own = path.is_symlink() or (path.exists() and not path.is_file())
    file = None if own else path.open("a+", encoding="utf-8", errors="replace")
    if file:
        file.seek(0)
        own = file.read(len(OURS)) not in ("", OURS)
    if file is None or own:
        if file:
            file.close()
        raise ScenarioError(
            f"{path}: a lock is written here, and this is a file or link of somebody else's. Choose another folder."
        )
    return file


def write_holder(file: IO[str]) -> None:
    """Write into a lock who holds it."""
    file.truncate(0)
    file.write(f"{OURS}{os.getpid()} on {socket.gethostname()}\n")
    file.flush()


def lock_folder(folder: Path) -> IO[str]:
    """Make a folder and take it: gives the open lock file, which holds the folder until it is closed.

    Raises ScenarioError where another process has the folder, and OSError where nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = open_lock(folder / LOCK)
    try:
        take(file)
    except (BlockingIOError, PermissionError) as error:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise ScenarioError(
            f"{folder}: in use by {holder}: a folder of checkpoints serves one run at a time. "
            "Wait for that run, or choose another folder."
        ) from error
    except OSError as error:
        # Some network drives have no locks at all; a run there is better than none.
        warnings.warn(
            f"{folder}: {error.strerror}: this drive cannot tell two runs apart. See that only one uses the folder.",
            stacklevel=2,
        )
    write_holder(file)
    return file
