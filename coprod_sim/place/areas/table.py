"""The table of areas in memory: its rows, what its cells say, and what is wrong with it, all told at once.

How it is read from a file: file.py.  Which rows are areas: rows.py.  What is done with the numbers: local_authorities.py.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.place.table_text import with_point
from coprod_sim.scenario.setting_checks import LONGEST_QUOTED
from coprod_sim.scenario.toml_syntax_faults import MOST_FAULTS

COLUMNS: Final = (
    "la_name",
    "ehc_plans",
    "sen_support_est",
    "within_20_weeks_pct",
    "requests_refused_pct",
    "child_poverty_pct",
)
OPTIONAL: Final = {
    "requests": "families ask for a plan as often in each area",
    "new_plans": "nothing is known of an area's habits",
}
"""Columns that only the statutory pathway uses, with what is assumed where one is not there."""
CODES: Final = frozenset(
    (
        *(
            "x",
            "c",
            "z",
            "k",
            "u",
            "s",
            "p",
            "low",
            "supp",
            "ne",
            "np",
            "n/p",
            "na",
            "n/a",
            "#n/a",
            "nan",
            "null",
            "none",
        ),
        *(".", "..", "...", "\u2026", ":", "::", "-", "\u2013", "\u2014", "*", "**", "~"),
    )
)
"""What official tables write where there is no figure; also in square brackets."""
THOUSANDS: Final = re.compile(r"\d{1,3}([,\u00a0\u202f' ]\d{3})+(\.\d+)?")
POINT_THOUSANDS: Final = re.compile(r"\d{1,3}(\.\d{3})+")


class Row(NamedTuple):
    """One row: its line in the file, and its cells by the names of columns."""

    line: int
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.cells.get("la_name", "")


@dataclass
class AreaTable:
    """The rows of areas, what was wrong with the table, and what is to be noted."""

    where: str
    rows: list[Row]
    separator: str = ","
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    codes: dict[tuple[str, str], str] = field(default_factory=dict)  # by area and column
    columns_used: str = ""

    def numbers(self, column: str) -> Reals:
        """Give a column, nan where nothing is published; what cannot be read is noted as a fault."""
        return np.array([self.number(row, column) for row in self.rows])

    def number(self, row: Row, column: str) -> float:
        """Read one number."""
        text = row.cells.get(column, "").strip()
        code = text.strip("[]").lower()
        if not code or code in CODES:
            if text:
                self.codes[row.name, column] = text
            return math.nan
        share = column.endswith("_pct")
        value = share_of_text(text) if share else count_of_text(text)
        if not share and self.separator != ",":  # where commas do not separate cells, they mark decimals
            value = math.inf if POINT_THOUSANDS.fullmatch(text) else count_of_text(with_point(text))
            value = count_of_text(text) if THOUSANDS.fullmatch(text) else value
        most = 100.0 if share else 1e7
        if 0 <= value <= most:
            return value
        allowed = f"must be a number from 0 to {most:,.0f}, or empty where nothing is published"
        advice = "Write it without separators." if self.doubtful(text) else "Correct the cell."
        self.faults.append(
            f"{self.where} row {row.line} ({short_cell(row.name)}), column {column}: {short_cell(text)!r}: {allowed}. {advice}"
        )
        return math.nan

    def doubtful(self, text: str) -> bool:
        """Whether a text may be a number with separators."""
        return text.replace(",", "").replace(".", "").replace(" ", "").isdigit()

    def raise_all(self) -> None:
        """Raise all faults, if there are any, but not too many of them."""
        more = len(self.faults) - MOST_FAULTS
        if more > 0:
            last = f"{self.where}: {more} more faults: must have none. Mend those above first."
            raise ScenarioError(*self.faults[:MOST_FAULTS], last)
        if self.faults:
            raise ScenarioError(*self.faults)


def share_of_text(text: str) -> float:
    """Read a percentage, also with a sign or a decimal comma; infinity where it is none.

    >>> share_of_text("40.5"), share_of_text("40,5 %"), share_of_text("many")
    (40.5, 40.5, inf)
    """
    return plain_number(text.removesuffix("%").strip().replace(",", ".", 1))


def count_of_text(text: str) -> float:
    """Read a count, also with separators between thousands; infinity where it is none.

    >>> count_of_text("3,000"), count_of_text("3000.0"), count_of_text("3,00")
    (3000.0, 3000.0, inf)
    """
    return plain_number(re.sub(r"[,\u00a0\u202f' ]", "", text) if THOUSANDS.fullmatch(text) else text)


def plain_number(text: str) -> float:
    """Read a number as Python writes it, and nothing else; infinity where it is none."""
    try:
        return float(text) if re.fullmatch(r"[+-]?[\d.]+([eE][+-]?\d+)?", text) else math.inf
    except ValueError:
        return math.inf


def short_cell(text: str) -> str:
    """Give a text on one line, and not too long to be shown."""
    text = one_line(text)
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}\u2026"


def one_line(text: str) -> str:
    r"""Give a cell on one line.

    >>> one_line("North\nshire")
    'North shire'
    """
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


def few(words: list[str], most: int) -> str:
    """List some words, and say how many more there are.

    >>> few(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    return ", ".join(short_cell(word) for word in words[:most]) + (
        f" and {len(words) - most} more" if len(words) > most else ""
    )
