"""A study of ten thousand runs written to Parquet: how long, and whether memory stays flat while it grows tenfold."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.table import Row

RUNS = (1_000, 10_000)
TIMES = 3
SCENARIOS = ("consultation_only", "power_sharing")
POINTS = 50
MEGABYTE = 1024
"""In the unit of the system, which counts kilobytes."""
PLAN = """
title = "A study to be timed"
scenarios = ["consultation_only", "power_sharing"]
months = 60
replicates = {replicates}
at = [12, 24, 60]

[sampling]
method = "latin_hypercube"
points = {points}

[vary]
power_ceiling = [0.1, 0.9]
training = [0.0, 0.05]
"""


def swept(runs: int) -> tuple[float, float]:
    """Run a study of so many runs as a process of its own: gives seconds, and its peak memory [MB]."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.toml"
        plan.write_text(PLAN.format(replicates=runs // (POINTS * len(SCENARIOS)), points=POINTS), encoding="utf-8")
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "coprod_sim.cli.app", "sweep", str(plan), "--out", str(Path(folder) / "results")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        lasted = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"the study of {runs:,} runs ended with code {process.returncode}")
        return lasted, used.ru_maxrss / MEGABYTE


def study() -> Iterator[Row]:
    """Time studies of both sizes in turn, and compare their peaks of memory."""
    found: dict[int, list[tuple[float, float]]] = {runs: [] for runs in RUNS}
    for _ in range(TIMES):
        for runs in RUNS:
            found[runs].append(swept(runs))
    short, long = ([seconds for seconds, _ in found[runs]] for runs in RUNS)
    little, much = (median(peak for _, peak in found[runs]) for runs in RUNS)
    yield Row("A study of 1,000 runs to Parquet, whole process", "s", median(short), min(short))
    yield Row("A study of 10,000 runs to Parquet, whole process", "s", median(long), min(long), must=120, aim=45)
    yield Row("Peak memory of the study of 1,000 runs", "MB", little)
    yield Row("Peak memory of the study of 10,000 runs", "MB", much)
    yield Row("Growth of that memory", "%", 100 * (much / little - 1), must=10, aim=2)
