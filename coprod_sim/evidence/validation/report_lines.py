"""What a validation is made of: lines with a verdict, in sections.

Green: what was wanted is found.  Amber: nearly, or in direction only; each section says how that is decided.
Red: anything else.  Not run: nobody looked, so nothing is known; it never counts as green.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite, isinf
from typing import Any, Final, Literal

from coprod_sim.study.compare import json_number

LineVerdict = Literal["green", "amber", "red", "not run"]
MISSING: Final = "\N{EN DASH}"
VERDICTS: Final[tuple[LineVerdict, ...]] = ("green", "amber", "red", "not run")


@dataclass(frozen=True)
class ReportLine:
    """One thing that was looked at: what was found and wanted, in words, the verdict, and the numbers behind the words.

    numbers: by name, in the unit that the words give; what does not exist is nan.
    """

    name: str
    found: str
    wanted: str
    verdict: LineVerdict
    note: str = ""
    source: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data; numbers that do not exist are None."""
        words = {name: getattr(self, name) for name in ("name", "found", "wanted", "verdict", "note", "source")}
        return {**words, "numbers": {name: json_number(value) for name, value in self.numbers.items()}}


@dataclass(frozen=True)
class Section:
    """One part of a validation: its key (a word for files and links), title, what it asks, how it judges, and its lines.

    notes: what has to be known to read the lines; data: what pictures and other tables show, as plain data.
    """

    key: str
    title: str
    asks: str
    lines: tuple[ReportLine, ...]
    judged: str = ""
    notes: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def counts(self) -> dict[LineVerdict, int]:
        """Count the lines of each verdict."""
        return counted(self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "key": self.key,
            "title": self.title,
            "asks": self.asks,
            "judged": self.judged,
            "verdicts": self.counts,
            "lines": [line.to_dict() for line in self.lines],
            "notes": list(self.notes),
            "data": dict(self.data),
        }


def not_run(title: str, why: str, wanted: str = "") -> ReportLine:
    """Say that something was not looked at, and why."""
    return ReportLine(title, why, wanted or "to be looked at", "not run")


def counted(lines: Iterable[ReportLine]) -> dict[LineVerdict, int]:
    """Count the lines of each verdict.

    >>> counted([ReportLine("a", "1", "1", "green"), not_run("b", "no time")])
    {'green': 1, 'amber': 0, 'red': 0, 'not run': 1}
    """
    verdicts = [line.verdict for line in lines]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def span_words(low: float, high: float, decimals: int = 2) -> str:
    """Write what a number should be.

    >>> span_words(0.2, 0.4), span_words(0, float("inf")), span_words(float("-inf"), 0)
    ('0.20 to 0.40', 'above 0.00', 'below 0.00')
    """
    if isinf(low):
        return f"below {number_words(high, decimals)}"
    if isinf(high):
        return f"above {number_words(low, decimals)}"
    return f"{number_words(low, decimals)} to {number_words(high, decimals)}"


def number_words(value: float, decimals: int = 2) -> str:
    """Write a number with a real minus, or a dash where there is none.

    >>> number_words(1.414), number_words(float("nan")) == MISSING
    ('1.41', True)
    """
    number_text = f"{value:,.{decimals}f}" if isfinite(value) else MISSING
    return number_text.replace("-", "\N{MINUS SIGN}" if number_text.strip("-0.,") else "")


def found_words(value: float, low: float, high: float, decimals: int = 2) -> str:
    """Write a number with its 95 % interval.

    >>> found_words(0.25, 0.1, 0.4)
    '0.25 (0.10 to 0.40)'
    """
    return f"{number_words(value, decimals)} ({number_words(low, decimals)} to {number_words(high, decimals)})"
