"""Timing that bears a noisy machine: medians and best of many, and the processor time beside the time on the clock.

A neighbour on the machine lengthens the clock's time, hardly the processor's; the best of many is what the code can do.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Timing(NamedTuple):
    """Seconds: the median and the best on the clock, and the median of processor time over all threads."""

    median: float
    best: float
    processor: float


def timed(work: Callable[[], object], times: int, ready: Callable[[], object] | None = None) -> Timing:
    """Time some work, done `times` times after once to warm up; `ready` is done before each, and not timed."""
    wall, processor = [], []
    for turn in range(times + 1):
        if ready is not None:
            ready()
        began, used = time.perf_counter(), time.process_time()
        work()
        if turn > 0:
            wall.append(time.perf_counter() - began)
            processor.append(time.process_time() - used)
    return Timing(median(wall), min(wall), median(processor))


def timed_process(arguments: Sequence[str], times: int, environment: Mapping[str, str] | None = None) -> Timing:
    """Time a whole Python process, `times` times; its output is thrown away, its failure is not."""
    wall, processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), children_time()
        subprocess.run(
            [sys.executable, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
        wall.append(time.perf_counter() - began)
        processor.append(children_time() - used)
    return Timing(median(wall), min(wall), median(processor))


def children_time() -> float:
    """Give the processor time of all ended child processes [seconds]."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
