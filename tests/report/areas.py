"""Small made-up tables of areas, with the columns of the official one, and runs of them, for the tests of areas."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coprod_sim import run
from coprod_sim.place.areas.table import COLUMNS
from coprod_sim.study.run import RunResult

if TYPE_CHECKING:
    import pandas as pd

EVIL: Final = '<script>alert("x")</script> & Sons'
LONG: Final = "The United Boroughs of Very Long Names and Even Longer Words beside the Sea"
EMPTY: Final = "Nobody's Land"
UNKNOWN: Final = "Silent County"
SMALL: Final = "Little Place"

Row = tuple[str, int | str, int | str, float | str, float | str, float | str]
ODD: Final[tuple[Row, ...]] = (
    (EVIL, 60, 100, 30, 40, 35),
    (LONG, 50, 80, 80, 20, 12),
    (EMPTY, 0, 0, 50, 20, 20),
    (UNKNOWN, 70, 100, "", 25, 25),
    ("Fourth", 40, 120, 55, 10, 40),
    (SMALL, 5, 20, 10, 45, 30),
)
TWO: Final[tuple[Row, ...]] = (("North", 40, 100, 20, 40, 30), ("South", 50, 120, 90, 10, 15))


def run_of(rows: tuple[Row, ...], folder: Path, months: int = 6) -> RunResult:
    """Run a place of these areas."""
    path = folder / "areas.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("la_name", *COLUMNS[1:3], "within_20_weeks_pct", "requests_refused_pct", "child_poverty_pct"))
        for name, plans, support, timeliness, poverty, refused in rows:
            writer.writerow((name, plans, support, timeliness, refused, poverty))
    return run("england", areas=path, months=months)


def with_areas(result: RunResult, table: "pd.DataFrame") -> RunResult:
    """Give a copy of a run whose areas ended as a table says."""
    made = replace(result)
    made.__dict__["by_area"] = table
    return made
