"""Tables as spreadsheets and statistics offices save them: bytes into rows of cells, whatever separates them.

Here are marks of order and encoding, a first line `sep=;`, commas, semicolons and tabs; cells are stripped, not yet understood.
What the columns of a network mean: read.py.  What those of areas mean: file.py.  Those of a survey: study/survey/.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from coprod_sim.errors import ScenarioError

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
SEPARATOR_LINE: Final = re.compile(r'\s*"?sep=(.|\\t)"?\s*', re.IGNORECASE)
MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"", "utf-8-sig"),
)
KINDS_OF_FILE: Final = (
    (b"PK\x03\x04", "an Excel or LibreOffice workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a packed file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document of a word processor"),
)
MISSING_WORDS: Final = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "-nan", "nan()"))
"""How R, Python, databases and spreadsheets write that there is no value."""
DECIMAL_COMMA: Final = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
LOOKED_AT: Final = 30
"""So many lines are looked at for the header: official tables have titles above it."""

Line = tuple[int, list[str]]


class TextTable(NamedTuple):
    """The header of a table and the line on which it stands, its rows with their lines, what separates cells, and what was wrong."""

    header: list[str]
    header_line: int
    rows: list[Line]
    separator: str
    faults: list[str]


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value.

    >>> is_missing(" NA "), is_missing("NaN"), is_missing("Nan Smith")
    (True, True, False)
    """
    return text.strip().lower() in MISSING_WORDS


def plain_name(name: str) -> str:
    """Give the name of a column without what differs from program to program: capitals, spaces, dots, hyphens.

    >>> plain_name(" Felt-Trust "), plain_name("Source Kind"), plain_name("new.la.code")
    ('felt_trust', 'source_kind', 'new_la_code')
    """
    return re.sub(r"[\s.\-]+", "_", name.strip().casefold())


def text_of(content: bytes, where: str) -> str:
    """Decode a table: UTF-8, or UTF-16 and UTF-32 with their mark of order; raises ScenarioError for anything else."""
    kind = next((words for start, words in KINDS_OF_FILE if content.startswith(start)), None)
    if kind:
        raise ScenarioError(f"{where}: this is {kind}: must be text. Save the table as CSV (UTF-8).")
    encoding = next(name for mark, name in MARKS if content.startswith(mark))
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        given = "not UTF-8 text" if encoding == "utf-8-sig" else f"not {encoding.upper()} text, as its first bytes say"
        raise ScenarioError(
            f"{where} line {line}: {given}: must be UTF-8. Save it again with the encoding UTF-8."
        ) from None


def table_of(content: bytes, where: str, known: Collection[str] | Callable[[str], bool]) -> TextTable:
    """Take a table apart; the header is the first line that names most of the `known` columns, by plain names.

    known: their names, or a function that says whether a plain name is one.
    """
    is_known = known if callable(known) else frozenset(known).__contains__
    text = text_of(content, where)
    first, _, rest = text.partition("\n")
    separator_line = SEPARATOR_LINE.fullmatch(first.rstrip("\r"))
    skipped, text = (1, rest) if separator_line else (0, text)
    only = separator_line[1].replace("\\t", "\t") if separator_line else None
    found = {mark: header_in(text, mark, is_known) for mark in ((only,) if only else SEPARATORS)}
    separator = max(found, key=lambda mark: found[mark][1])  # the first of them where none knows a name
    start = found[separator][0]
    faults: list[str] = []
    lines = list(cells_of(text, separator, where, skipped, faults))
    # Without a known name the first line with anything is the header.
    start = start if found[separator][1] else 0
    if len(lines) <= start:
        return TextTable([], 1 + skipped, [], separator, faults)
    header_line, header = lines[start]
    return TextTable(header, header_line, lines[start + 1 :], separator, faults)


def header_in(text: str, separator: str, is_known: Callable[[str], bool]) -> tuple[int, int]:
    """Say which of the first lines names most known columns, and how many."""
    best = (0, 0)
    for index, (_, cells) in zip(range(LOOKED_AT), cells_of(text, separator, "", 0, []), strict=False):
        count = sum(map(is_known, {plain_name(cell) for cell in cells}))
        if count > best[1]:
            best = (index, count)
    return best


def cells_of(text: str, separator: str, where: str, skipped: int, faults: list[str]) -> Iterator[Line]:
    """Give the lines that hold anything, cell by cell; notes the fault of a line that is no CSV, and ends there."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in rows:
            plain = [cell.strip() for cell in cells]
            if any(plain):
                yield rows.line_num + skipped, plain
    except csv.Error as error:
        words = SEPARATORS.get(separator, separator)
        line = rows.line_num + skipped
        faults.append(f"{where} line {line}: not CSV ({error}): must be {words} and quotes. Save it again.")


def twice(names: list[str]) -> list[str]:
    """List the names that stand more than once.

    >>> twice(["a", "b", "a", "", ""])
    ['a']
    """
    return sorted(name for name, count in Counter(names).items() if name and count > 1)


def with_point(text: str) -> str:
    """Write a number with a decimal comma with a point; anything else as it is.

    >>> with_point("0,5"), with_point("Ann, Bob"), with_point("1,000,000")
    ('0.5', 'Ann, Bob', '1,000,000')
    """
    return text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text
