"""Who may work on the folder of a study: one process, or several that each have a share (shard) of their own.

The system takes a lock back from a process that is killed, so none is ever left over.
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.files import LOCK, lock_file, lock_folder, open_lock, took

Shard = tuple[int, int]
WHOLE: Final[Shard] = (1, 1)
MOST_SHARDS: Final = 100_000
TRIES: Final = 20
TWO: Final = (
    "two would do the same runs. Wait for it, choose another folder, "
    "or share the work out with --shard 1/2 and --shard 2/2."
)


def parse_shard(text: str) -> Shard:
    """Read "2/8": the second of eight shards.

    >>> parse_shard("2/8")
    (2, 8)
    """
    found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", text)
    shard = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= shard[0] <= shard[1] <= MOST_SHARDS:
        raise ScenarioError(
            f"shard = {text!r}: must be i/N with i from 1 to N, such as 2/8. Job arrays count from 0 or 1: here it is 1."
        )
    return shard


def meet(one: Shard, other: Shard) -> bool:
    """Tell whether two shards can have a chunk in common: shard i of n has every nth chunk from the ith on.

    >>> meet((1, 2), (2, 2)), meet((1, 2), (3, 4)), meet((1, 1), (5, 8))
    (False, True, True)
    """
    return (one[0] - other[0]) % math.gcd(one[1], other[1]) == 0


def lock_name(shard: Shard) -> str:
    """Name the lock of a shard."""
    return LOCK if shard == WHOLE else f"{LOCK}-{shard[0]}-of-{shard[1]}"


def shard_of(path: Path) -> Shard | None:
    """Read the shard from the name of its lock; None where the file is no lock."""
    if path.name == LOCK:
        return WHOLE
    found = re.fullmatch(rf"{re.escape(LOCK)}-(\d+)-of-(\d+)", path.name)
    return (int(found[1]), int(found[2])) if found else None


@contextmanager
def turn(folder: Path, shard: Shard = WHOLE) -> Iterator[None]:
    """Have a folder, or a share of it, for oneself; raises ScenarioError where somebody is at work on the same chunks."""
    with lock_folder(folder, TWO, lock_name(shard), TRIES):
        for path in sorted(folder.glob(f"{LOCK}*")):
            other = shard_of(path)
            if other and other != shard and meet(shard, other):
                with open_lock(path) as file:
                    lock_file(file, folder, TWO, TRIES)
        yield


def is_busy(path: Path) -> bool:
    """Tell whether a process holds a lock."""
    with open_lock(path) as file:
        return not took(file, TRIES)
