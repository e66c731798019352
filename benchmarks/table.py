"""The tables of the benchmarks: what is wanted, what was measured, and the verdict; for screen and README.md."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from coprod_sim.files import VERSION

LIBRARIES = ("numpy", "numba", "llvmlite", "mesa", "scipy", "pandas")
HEAD = ("What", "Must", "Aim", "Median", "Best", "Processor", "Verdict")
LEFT = ("What", "Verdict")
WIDTH = 140
"""Columns of the table where nobody looks at a terminal."""


class Row(NamedTuple):
    """One measurement in its unit; must and aim are limits, from above unless more is better."""

    what: str
    unit: str
    median: float
    best: float | None = None
    processor: float | None = None
    must: float | None = None
    aim: float | None = None
    more_is_better: bool = False

    @property
    def verdict(self) -> str:
        """Whether the median meets what it must, and what it aims at; empty where nothing is wanted."""
        if self.must is None or self.aim is None:
            return ""
        sign = -1 if self.more_is_better else 1
        if sign * self.median <= sign * self.aim:
            return "aim met"
        return "must met" if sign * self.median <= sign * self.must else "MISSED"

    def cells(self) -> tuple[str, ...]:
        """Write the row for a table."""
        numbers = (self.must, self.aim, self.median, self.best, self.processor)
        return (self.what, *(number_text(number, self.unit) for number in numbers), self.verdict)


def number_text(number: float | None, unit: str) -> str:
    """Write a number with its unit, to three digits."""
    if number is None:
        return ""
    return f"{number:,.0f} {unit}" if number >= 1000 else f"{number:.3g} {unit}"


def machine() -> list[str]:
    """Describe the machine and the versions, without any name of the machine."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass  # no such file, or no such line, outside Linux on x86
    load = os.getloadavg()[0]
    libraries = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    return [
        f"Processor: {model}, {os.cpu_count()} of them; load before the start: {load:.1f}.",
        f"coprod_sim {VERSION}, Python {platform.python_version()}, {libraries}.",
    ]


def show(rows: Sequence[Row], profile: Mapping[str, float], about: Sequence[str]) -> None:
    """Print both tables."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    table = Table(title="Benchmarks")
    for column in HEAD:
        table.add_column(column, justify="left" if column in LEFT else "right", no_wrap=True)
    for row in rows:
        table.add_row(*row.cells())
    console.print(table)
    pieces = Table(title="Where the time of a family-month goes (3,000 families, one thread)")
    pieces.add_column("Piece")
    pieces.add_column("Nanoseconds", justify="right")
    for name, cost in profile.items():
        pieces.add_row(name, f"{cost:.1f}")
    console.print(pieces)
    for line in about:
        console.print(line)


def markdown_rows(rows: Sequence[Row]) -> list[str]:
    """Write a table for README.md, a line for each row."""
    head = [f"| {' | '.join(HEAD)} |", "|---|--:|--:|--:|--:|--:|---|"]
    return head + [f"| {' | '.join(row.cells())} |" for row in rows]


def markdown(rows: Sequence[Row], profile: Mapping[str, float], about: Sequence[str]) -> str:
    """Write both tables for README.md."""
    lines = [*about, "", *markdown_rows(rows)]
    lines += ["", "| Where the time of a family-month goes (3,000 families, one thread) | Nanoseconds |", "|---|--:|"]
    lines += [f"| {name} | {cost:.1f} |" for name, cost in profile.items()]
    return "\n".join(lines)
