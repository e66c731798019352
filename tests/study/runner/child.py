"""A study in a process of its own, slow in writing, to be killed: child.py FOLDER.  It says each time how many runs are there."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import long_plan

PAUSE = 0.01

sync_at_once = os.fsync


def sync_slowly(fd: Any) -> None:
    """Flush a file, and wait: somebody may want to kill us before it has its name."""
    sync_at_once(fd)
    time.sleep(PAUSE)


def say(done: int, planned: int) -> None:
    """Say at once how far it is."""
    sys.stdout.write(f"{done} {planned}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.fsync = sync_slowly
    run_plan(long_plan(), Path(sys.argv[1]), progress=say)
