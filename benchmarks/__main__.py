"""Measure everything and print it: python -m benchmarks [--write] [--england].

--write puts the tables into README.md; --england measures a family-month among 1.92 million families too (some GB).
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.speed import SIZES, family_months, floor, processes, profile, single_run, threads, usual_counts
from benchmarks.table import Row, machine, markdown, show

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ENGLAND = 1_920_000


def write(text: str) -> None:
    """Put the tables between their marks in README.md."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast coprod_sim is on this machine.")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--england", action="store_true", help="measure 1.92 million families too")
    chosen = parser.parse_args()
    about, counts = machine(), usual_counts()
    sizes = (*SIZES, ENGLAND) if chosen.england else SIZES
    measurements: dict[str, Callable[[], Iterator[Row]]] = {
        "one run": single_run,
        "a family-month": lambda: family_months(sizes),
        "the floor": lambda: floor(counts),
        "threads": threads,
        "whole processes": processes,
    }
    rows: list[Row] = []
    for name, measure in measurements.items():
        print(f"Measuring {name} ...", file=sys.stderr)
        rows += measure()
    print("Measuring the pieces of a month ...", file=sys.stderr)
    pieces = profile(counts)
    show(rows, pieces, about)
    if chosen.write:
        write(markdown(rows, pieces, about))


if __name__ == "__main__":
    main()
