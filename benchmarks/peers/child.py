"""One contender in a process of its own: built and warmed up once, then told how many months to live, again and again.

python -m benchmarks.peers.child <contender> <families> <file of the start>: orders come by standard input, one number
of months in each line; each answer is one line of JSON on standard output.  0 months asks for the memory, and ends it.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.peers.contenders import CONTENDERS, Contender
from benchmarks.peers.start import SEED, load

WARM_UP = 6
"""Months before any time is taken: two rounds of reviews."""


def answer(**numbers: float) -> None:
    """Send one answer."""
    print(json.dumps(numbers), flush=True)


def built(contender: Contender, families: int, file: Path) -> tuple[Any, float]:
    """Build a contender and time that; ours draws its place, the peers are given the drawn arrays."""
    if contender.module == "ours":
        from benchmarks.peers.ours import Ours, baseline

        Ours(baseline(300), SEED, contender.threads).advance(
            1
        )  # what is compiled comes from the cache before the clock starts
        scenario = baseline(families)
        began = time.perf_counter()
        return Ours(scenario, SEED, contender.threads), time.perf_counter() - began
    start, build = load(file), contender.builder()
    began = time.perf_counter()
    return build(start, SEED), time.perf_counter() - began


def peak_memory() -> float:
    """Give the most memory that this process has held [bytes].

    Linux hands the peak of a parent down to its children in `ru_maxrss`, so the kernel's own account comes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else peak * 1024)


def main() -> None:
    """Build, warm up, and follow orders."""
    name, families, file = sys.argv[1:]
    model, building = built(CONTENDERS[name], int(families), Path(file))
    began = time.perf_counter()
    model.advance(WARM_UP)
    answer(building=building, month=(time.perf_counter() - began) / WARM_UP)
    for line in sys.stdin:
        months = int(line)
        if months == 0:
            answer(memory=peak_memory())
            return
        began, used = time.perf_counter(), time.process_time()
        model.advance(months)
        answer(wall=time.perf_counter() - began, processor=time.process_time() - used)


if __name__ == "__main__":
    main()
