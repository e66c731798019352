"""Measure one run, family-months, the floor, threads, whole processes and a study: python -m benchmarks [--write].

--write puts the tables into README.md.  England: england.py.  Other tools: peers/.
"""

import argparse
import sys
from collections.abc import Callable, Iterator

from benchmarks.marks import write
from benchmarks.speed import SIZES, family_months, floor, processes, profile, single_run, threads, usual_counts
from benchmarks.study import study
from benchmarks.table import Row, machine, markdown, show


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast coprod_sim is on this machine.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    chosen = parser.parse_args()
    about, counts = machine(), usual_counts()
    measurements: dict[str, Callable[[], Iterator[Row]]] = {
        "one run": single_run,
        "a family-month": lambda: family_months(SIZES),
        "the floor": lambda: floor(counts),
        "threads": threads,
        "whole processes": processes,
        "studies": study,
    }
    rows: list[Row] = []
    for name, measure in measurements.items():
        print(f"Measuring {name} ...", file=sys.stderr)
        rows += measure()
    print("Measuring the pieces of a month ...", file=sys.stderr)
    pieces = profile(counts)
    show(rows, pieces, about)
    if chosen.write:
        write("measured", markdown(rows, pieces, about))


if __name__ == "__main__":
    main()
