"""England one to one: how long it takes to build and to live through ten years, and how flat the cost is up to its size.

`make bench-england`, or `python -m benchmarks.england [--write]`: some minutes, and 2.2 GB of memory.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.floor import NANOSECONDS
from benchmarks.marks import write
from benchmarks.table import Row, machine, markdown_rows
from benchmarks.timing import timed
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario, load_scenario

SIZES = (3_000, 30_000, 300_000)
FAMILIES, PROFESSIONALS, AREAS, BOARDS = 1_923_228, 40_400, 153, 42
MONTHS, THREADS = 120, 2
WARM_UP = 12
FAMILY_MONTHS = 600_000
KILOBYTES_A_GIGABYTE = 1e6


EVERYTHING = {"pathway": 1, "habits": 1}
"""The statutory pathway, and areas that keep their ways."""


def part_of_england(families: int, **more: float) -> Scenario:
    """Give consultation as usual in a part of England: areas as large as there, as many as the families need."""
    share = families / FAMILIES
    sizes = {
        "families": families,
        "professionals": round(PROFESSIONALS * share) + 1,
        "commissioners": max(1, round(AREAS * share)),
        "boards": max(1, round(BOARDS * share)),
    }
    return load_scenario("england", sizes | more)


def growth() -> Iterator[Row]:
    """Time a family-month in parts of England and in the whole, on one thread; the whole is built here, and used again."""
    costs: list[Row] = []
    for families in (*SIZES, FAMILIES):
        simulation = begun(part_of_england(families), 1)
        simulation.advance(WARM_UP)
        months = max(3, min(60, FAMILY_MONTHS // families))
        timing = timed(lambda go=simulation.advance, count=months: go(count), 5)  # type: ignore[misc]
        factor = NANOSECONDS / (families * months)
        what = f"A family-month among {families:,} families, one thread"
        costs.append(Row(what, "ns", timing.median * factor, timing.best * factor, timing.processor * factor))
        yield costs[-1]
    medians, bests = [row.median for row in costs], [row.best or row.median for row in costs]
    spread, best = (100 * (max(each) / min(each) - 1) for each in (medians, bests))
    yield Row(f"Spread of that cost, {SIZES[0]:,} to {FAMILIES:,}", "%", spread, best, must=25, aim=10)


class Decade(NamedTuple):
    """Ten years of England: seconds to build it and to live through it, and the most memory [GB]."""

    built: float
    lived: float
    peak: float


def decade(more: dict[str, float]) -> Decade:
    """Build England and live through ten years on two threads, with more settings."""
    begun(part_of_england(SIZES[0], **more), 1, threads=THREADS).advance(1)  # compiled code is at hand from here on
    start = time.perf_counter()
    simulation = begun(part_of_england(FAMILIES, **more), 1, threads=THREADS)
    built = time.perf_counter()
    simulation.advance(MONTHS)
    lived = time.perf_counter() - built
    return Decade(built - start, lived, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_A_GIGABYTE)


def whole() -> Iterator[Row]:
    """Build England and live through ten years, without the pathway and with everything on, each in a process of its own."""
    for name, more, must, aim in (("England", {}, 40, 20), ("England, everything on", EVERYTHING, 60, 35)):
        # The most memory of a process is that of all it ever did.
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:
            found = alone.submit(decade, more).result()
        yield Row(f"{name}: building 1.92 million families", "s", found.built, must=30, aim=10)
        yield Row(f"{name}: 120 months, two threads", "s", found.lived, must=must, aim=aim)
        yield Row("of it: a family-month", "ns", found.lived / (FAMILIES * MONTHS) * NANOSECONDS)
        yield Row(f"{name}: peak memory", "GB", found.peak, must=2.2, aim=1.8)


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.england", description="England one to one.")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    chosen = parser.parse_args()
    about = machine()
    rows: list[Row] = []
    for measure in (whole, growth):
        for row in measure():
            rows.append(row)
            print(" | ".join(row.cells()), file=sys.stderr)
    text = "\n".join((*about, "", *markdown_rows(rows)))
    print(text)
    if chosen.write:
        write("england", text)


if __name__ == "__main__":
    main()
