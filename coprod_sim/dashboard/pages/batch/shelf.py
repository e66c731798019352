"""Where the results of batches are kept, whose they are, and for how long.

Each visitor has room of their own: a new batch takes the place of that visitor's oldest, and of nobody else's.
What nobody has used for DAYS goes, too.  Whose a folder is stands beside it, in a file that is made here (NAME.visitor);
a folder without one is not deleted, nor is what has another name, is a link, or is at work.
"""

import hashlib
import re
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from coprod_sim.files import LOCK
from coprod_sim.study.runner.locks import is_busy

EACH: Final = 5
"""So many batches of one visitor are kept."""
DAYS: Final = 30
MEGABYTE: Final = 1_000_000
MOST_MEGABYTES: Final = 1_000
"""What all batches together may take; then no new one is begun."""
FOLDER_NAME: Final = re.compile(r"[0-9a-f]{16}-[0-9a-f]{8}")
DAY: Final = 86_400


def visitor_of(session: str) -> str:
    """Name a visitor by what tells no other what they would need to be taken for them."""
    return hashlib.sha256(session.encode()).hexdigest()[:16]


class Shelf:
    """The folders of all batches."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def mark(self, key: str) -> Path:
        """Give the file that says whose a folder is."""
        return self.root / f"{key}.visitor"

    def owner(self, key: str) -> str:
        """Say whose a folder is; empty where nobody has begun it."""
        try:
            return self.mark(key).read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def claim(self, key: str, who: str) -> None:
        """Note whose a folder is, unless somebody has it already."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not self.owner(key):
            self.mark(key).write_text(who, encoding="ascii")

    def folders(self) -> Iterator[Path]:
        """Give the folders that were made here."""
        for path in self.root.iterdir() if self.root.is_dir() else ():
            if FOLDER_NAME.fullmatch(path.name) and not path.is_symlink() and path.is_dir() and self.owner(path.name):
                yield path

    def clear(self, key: str, who: str, busy: Collection[str]) -> None:
        """Make room for one more folder of a visitor.  busy: those that are at work or wait."""
        mine = [path for path in self.folders() if self.owner(path.name) == who and path.name != key]
        over = sorted(mine, key=used, reverse=True)[EACH - 1 :]
        old = [path for path in self.folders() if used(path) < time.time() - DAYS * DAY]
        for path in {*over, *old}:
            if path.name not in (*busy, key) and not ((path / LOCK).exists() and is_busy(path / LOCK)):
                shutil.rmtree(path, ignore_errors=True)
                with suppress(OSError):
                    self.mark(path.name).unlink()

    def is_full(self) -> bool:
        """Tell whether there is no room for any more."""
        return sum(map(size_of, self.folders())) > MOST_MEGABYTES * MEGABYTE


def size_of(folder: Path) -> int:
    """Count the bytes of a folder's files."""
    sizes = (file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    try:
        return sum(sizes)
    except OSError:  # it is being deleted
        return 0


def used(folder: Path) -> float:
    """Say when a folder was last used."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
