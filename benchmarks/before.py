"""This engine beside an earlier one, in turns: python -m benchmarks.before CHECKOUT [--turns 12] [--pathway] [--write NAME].

CHECKOUT: a folder with the project as it was, such as `git worktree add ../before <commit>` makes.
Both run with the libraries of this one, each in a process of its own, and live through some months when it is their turn.
What is compared is processor time, which a busy neighbour hardly lengthens.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import IO, Final, NamedTuple

from benchmarks.marks import write
from benchmarks.table import machine

SIZES: Final = (300, 3_000, 30_000)
HERE: Final = Path(__file__).parents[1]
RUNNER: Final = Path(__file__).with_name("months_in_turns.py")
HEAD: Final = "| A family-month among | Before | Now | Before over now |\n|---|--:|--:|--:|"


class Pair(NamedTuple):
    """What a size took: nanoseconds for each family-month, before and now, by turn."""

    families: int
    before: list[float]
    now: list[float]

    def row(self) -> str:
        """Write it as a row of a table: medians, and the median of the ratios turn by turn."""
        ratio = median(one / other for one, other in zip(self.before, self.now, strict=True))
        before, now = median(self.before), median(self.now)
        return f"| {self.families:,} families | {before:,.0f} ns | {now:,.0f} ns | {ratio:.2f} |"


def begin(checkout: Path, families: int, pathway: bool) -> "subprocess.Popen[str]":
    """Start a process with the code of a checkout, and wait until it is ready; compiling may take a minute."""
    started = subprocess.Popen(
        [sys.executable, str(RUNNER), str(families), str(int(pathway))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        cwd=checkout,
    )
    if read(started).strip() != "ready":
        raise SystemExit(f"{checkout}: the engine there does not run. Give a folder with the project as it was.")
    return started


def read(process: "subprocess.Popen[str]") -> str:
    """Read one line from a process."""
    lines: IO[str] | None = process.stdout
    assert lines is not None
    return lines.readline()


def turn(process: "subprocess.Popen[str]") -> float:
    """Let a process have its turn."""
    given = process.stdin
    assert given is not None
    given.write("\n")
    given.flush()
    return float(read(process))


def race(checkout: Path, turns: int, pathway: bool) -> Iterator[Pair]:
    """Let both engines take turns at each size."""
    for families in SIZES:
        both = [begin(where, families, pathway) for where in (checkout, HERE)]
        found = [[turn(each) for each in both] for _ in range(turns)]
        for each in both:
            each.communicate()
        before, now = ([pair[side] for pair in found] for side in (0, 1))
        yield Pair(families, before, now)


def main() -> None:
    """Race, print the table, and write it if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.before", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("checkout", type=Path, help="a folder with the project as it was")
    parser.add_argument("--turns", type=int, default=12, help="how often each has its turn (12)")
    parser.add_argument("--pathway", action="store_true", help="with the statutory pathway")
    parser.add_argument("--write", metavar="NAME", help="put the table between the marks of this name in README.md")
    chosen = parser.parse_args()
    checkout = chosen.checkout.absolute()
    if not (checkout / "coprod_sim").is_dir():
        raise SystemExit(f"{checkout}: holds no coprod_sim. Give a folder with the project as it was.")
    rows = [pair.row() for pair in race(checkout, max(1, chosen.turns), chosen.pathway)]
    table = "\n".join((*machine(), "", HEAD, *rows))
    print(table)
    if chosen.write:
        write(chosen.write, table)


if __name__ == "__main__":
    main()
