"""A run with checkpoints in a process of its own, slow in writing, to be killed: child.py FOLDER MONTHS EVERY THREADS.

It says from which month it goes on, and each month that is done.
"""

import sys
import time
from typing import Any

import numpy as np

from coprod_sim.place.simulate import simulate_with_checkpoints
from tests.engine.checkpoint.runs import SEED, with_areas

PAUSE = 0.02

write_at_once = np.lib.format.write_array


def write_slowly(*arguments: Any, **options: Any) -> None:
    """Write an array, and wait: somebody may want to kill us in the middle of a file."""
    write_at_once(*arguments, **options)
    time.sleep(PAUSE)


def say(*words: object) -> None:
    """Say something at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Live through the months."""
    folder, months, every, threads = sys.argv[1], *map(int, sys.argv[2:])
    np.lib.format.write_array = write_slowly
    run = with_areas()
    simulate_with_checkpoints(
        run.scenario,
        SEED,
        months,
        folder,
        every=every,
        threads=threads,
        going_on=lambda month: say("from", month),
        on_month=lambda month: say("month", month),
    )


if __name__ == "__main__":
    main()
