"""The table of areas as statistics offices publish it: which columns are meant, which rows are areas, and what cells say.

Rows of the country and its regions, of parts of the people, of earlier years and below the table are no areas.
They are left out with a note where the table itself says what they are, and refused where it only looks so.
Where each column is published: docs/table_of_areas.md.  What is done with the numbers: areas.py.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.errors import ScenarioError
from coprod_sim.parameters import close_name
from coprod_sim.scenario_document import readable
from coprod_sim.state import Reals
from coprod_sim.table_text import Table, plain_name, table_of, twice, with_point

COLUMNS: Final = (
    "la_name",
    "ehc_plans",
    "sen_support_est",
    "within_20_weeks_pct",
    "requests_refused_pct",
    "child_poverty_pct",
)
PUBLISHED_AS: Final = {
    "ehcplans": "ehc_plans",
    "pc_plans_issued_20_weeks_ex": "within_20_weeks_pct",
    "pc_plans_issued_within_20_weeks": "within_20_weeks_pct",
    "noexc20weekehcrate": "within_20_weeks_pct",
    "request_not_assess_pc": "requests_refused_pct",
    "ass_refused_ehc_pc": "requests_refused_pct",
    "assrefusedehc_pc": "requests_refused_pct",
}
"""Names that published tables have for the same figures, the nearest to ours first."""
DOCUMENT: Final = "docs/table_of_areas.md"
MOST_BYTES: Final = 10_000_000
MOST_FAULTS: Final = 20
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
LEVELS: Final = (
    "local authority",
    "local_authority",
    "la",
    "lad",
    "local authority district",
    "utla",
    "upper tier local authority",
)
WHOLES: Final = frozenset(
    (
        *("england", "wales", "scotland", "northern ireland", "great britain", "united kingdom", "uk"),
        *("england and wales", "all england", "england total", "total england", "total", "totals", "grand total"),
        *("all", "all areas", "all local authorities", "sum", "average", "mean", "england average", "national"),
        *("north east", "north west", "yorkshire and the humber", "east midlands", "west midlands", "east of england"),
        *("london", "inner london", "outer london", "south east", "south west"),
    )
)
"""Names of a country, its regions, and of totals: no local authority is called so."""
FOOTNOTE: Final = re.compile(
    r"(sources?|notes?|footnotes?|figures|data|key|symbols?|copyright|crown copyright|published|contact|last updated)\b.*"
    r"|[©*†‡].*|\(?\[?\d{1,2}[).\]:].*|\d{1,2} \D.*",
    re.IGNORECASE,
)
YEAR_COLUMNS: Final = (
    "time_period",
    "year",
    "academic_year",
    "calendar_year",
    "financial_year",
    "period",
    "reporting_year",
)
PLACES: Final = ("geographic_level", "level", "geography_level", "geographic_area_type", "area_type")
NOT_PARTS: Final = re.compile(r"(time|region|country|geographic|old_la|new_la|la_|lad|year|version).*")
"""Columns that say when and where, and so make no parts of the people."""
WHOLE_PART: Final = re.compile(r"(all|total)s?\b.*", re.IGNORECASE)
THOUSANDS: Final = re.compile(r"\d{1,3}([,\u00a0\u202f' ]\d{3})+(\.\d+)?")
POINT_THOUSANDS: Final = re.compile(r"\d{1,3}(\.\d{3})+")
SUM_ROUNDING: Final = 0.002
LEAST_ROWS: Final = 3
"""One of two rows that are alike is no sum of all others."""
LONGEST_AREA, MOST_WORDS, SHOWN = 60, 7, 6
LONGEST_NAME: Final = 200


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
            f"{self.where} row {row.line} ({cut(row.name)}), column {column}: {cut(text)!r}: {allowed}. {advice}"
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
    return plain(text.removesuffix("%").strip().replace(",", ".", 1))


def count_of_text(text: str) -> float:
    """Read a count, also with separators between thousands; infinity where it is none.

    >>> count_of_text("3,000"), count_of_text("3000.0"), count_of_text("3,00")
    (3000.0, 3000.0, inf)
    """
    return plain(re.sub(r"[,\u00a0\u202f' ]", "", text) if THOUSANDS.fullmatch(text) else text)


def plain(text: str) -> float:
    """Read a number as Python writes it, and nothing else; infinity where it is none."""
    try:
        return float(text) if re.fullmatch(r"[+-]?[\d.]+([eE][+-]?\d+)?", text) else math.inf
    except ValueError:
        return math.inf


# The file and its columns.


def read_table(path: str | Path) -> AreaTable:
    """Read the rows of areas of a file; raises ScenarioError where it has none.

    Other faults are noted in the table, and those of cells when their column is read: then raise_all.
    """
    where = str(path)
    raw = table_of(bytes_of(Path(path)), where, (*COLUMNS, *PUBLISHED_AS, *PLACES, *YEAR_COLUMNS))
    table = AreaTable(where, [], raw.separator, list(raw.faults))
    names = column_names(raw, table)
    if "la_name" not in names:
        table.raise_all()
    table.rows = [row for row in rows_of(raw, names, table) if not is_footnote(row, table)]
    if not table.rows and not table.faults:
        table.faults.append(f"{where}: no areas: at least one row is needed. Give the table with its rows.")
    for sort_out in (local_authorities, newest, whole_areas):
        before = table.rows
        sort_out(table, [name for name in names if name not in COLUMNS])
        if sort_out is not local_authorities:
            kept = {row.name for row in table.rows}
            left_out(table, [row for row in before if row.name not in kept], "and no other row is of them", str_name)
    check_names(table)
    refuse_sums(table)
    refuse_shares(table)
    return table


def bytes_of(path: Path) -> bytes:
    """Give the content of a file that is not too large."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except ValueError as error:
        raise ScenarioError(f"{path}: {error}: a CSV file of areas is read here. Check the name.") from error
    except OSError as error:
        raise ScenarioError(f"{path}: {error.strerror}: a CSV file of areas is read here. Check the name.") from error
    if len(content) > MOST_BYTES:
        raise ScenarioError(f"{path}: over 10 MB: a table of areas is small. Give the table of local authorities.")
    return content


def column_names(raw: Table, table: AreaTable) -> list[str]:
    """Give the names by which the columns are known here, and note those that are missing, doubled or not used."""
    names = [plain_name(name) for name in raw.header]
    there = set(names)
    for published, ours in PUBLISHED_AS.items():
        if published in there and ours not in there:
            names[names.index(published)] = ours
            there.add(ours)
    lost = [name for name in COLUMNS if name not in there]
    if lost:
        table.faults.append(missing_columns(raw, names, lost, table))
    for name in [name for name in twice(names) if name in COLUMNS]:
        table.faults.append(
            f"{table.where} row {raw.header_line}: column {name} is here twice: must be once. Take one of the two out."
        )
    pairs = list(zip(raw.header, names, strict=True))
    used = [f"{name} (from {cut(old)})" if old != name else name for old, name in pairs if name in COLUMNS]
    other = [old for old, name in pairs if old and name not in COLUMNS]
    unused = f"; not used: {few(other, 12)}" if other else ""
    table.columns_used = f"{table.where}: columns used: {few(used, 40)}{unused}."
    if other or any(old != name for old, name in pairs):
        table.notes.append(table.columns_used)
    return names


def cut(text: str) -> str:
    """Give a text on one line, and not too long to be shown."""
    text = one_line(text)
    return text if len(text) <= LONGEST_AREA else f"{text[:LONGEST_AREA]}\u2026"


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
    return ", ".join(cut(word) for word in words[:most]) + (
        f" and {len(words) - most} more" if len(words) > most else ""
    )


def missing_columns(raw: Table, names: list[str], lost: list[str], table: AreaTable) -> str:
    """Say which columns are missing, which are there, and what to do."""
    given = f"no column {' and no column '.join(repr(name) for name in lost)}"
    found = few(raw.header, 20) or "nothing"
    free = [name[:60] for name in names[:200] if name not in COLUMNS]
    near = {name: close_name(name, free) for name in lost}
    meant = [f"{there} to {name}" for name, there in near.items() if there]
    advice = f"Rename {' and '.join(meant)} if that is meant" if meant else "Add what is missing"
    if len(raw.header) < 2:
        advice = "Separate columns by commas, semicolons or tabs"
    where = f"{table.where} row {raw.header_line}"
    return f"{where}: {given}: needed are {', '.join(COLUMNS)}; found are {found}. {advice}: {DOCUMENT} says where each column is published."


# Which rows are areas.


def rows_of(raw: Table, names: list[str], table: AreaTable) -> list[Row]:
    """Give the rows; those that are too long are noted as faults, unless they are words below the table."""
    rows = []
    for line, cells in raw.rows:
        if any(cells[len(names) :]) and not FOOTNOTE.fullmatch(cells[0]):
            table.faults.append(
                f"{table.where} row {line}: {len(cells)} cells: must be {len(names)}, as in the header. "
                "Put numbers with commas into quotation marks."
            )
        else:
            rows.append(Row(line, dict(zip(names, map(one_line, cells), strict=False))))
    return rows


def is_footnote(row: Row, table: AreaTable) -> bool:
    """Whether a row is words below the table, and no area; it is noted then.

    A number or two may stand in it, for commas in a sentence make cells.
    """
    first = next((cell for cell in row.cells.values() if cell), "")
    said = [row.cells[name] for name in COLUMNS[1:] if row.cells.get(name)]
    words = bool(FOOTNOTE.fullmatch(first)) or len(first) > LONGEST_AREA
    sentence = not said and (first.endswith((".", ":")) or len(first.split()) > MOST_WORDS)
    if sentence or (words and sum(1 for text in said if is_figure(text)) < 2):
        table.notes.append(f"{table.where} row {row.line} ({cut(first)}): this is no area, and is left out.")
        return True
    return False


def is_figure(text: str) -> bool:
    """Whether a cell holds a number."""
    return math.isfinite(count_of_text(text))


def left_out(table: AreaTable, dropped: list[Row], why: str, named: Callable[[Row], str]) -> None:
    """Note which rows are left out."""
    if dropped:
        names = list(dict.fromkeys(named(row) or f"row {row.line}" for row in dropped))
        rows = "1 row is" if len(dropped) == 1 else f"{len(dropped)} rows are"
        table.notes.append(f"{table.where}: {rows} left out, {why}: {few(names, SHOWN)}.")


def str_name(row: Row) -> str:
    """Name a row by its area."""
    return row.name


def local_authorities(table: AreaTable, other: list[str]) -> None:
    """Keep rows of local authorities where a column says of what a row is."""
    level = next((name for name in PLACES if name in other), None)
    said = {row.cells.get(level, "").strip().lower() for row in table.rows} if level else set()
    if level is None or not said & set(LEVELS):
        if level in PLACES[:1] and table.rows and said - {""}:
            table.faults.append(
                f"{table.where}: no row has {level} Local authority (there are {few(sorted(said - {''}), SHOWN)}): "
                "must have areas. Download the table with its local authorities."
            )
        return
    kept = [row for row in table.rows if row.cells.get(level, "").strip().lower() in LEVELS]
    dropped = [row for row in table.rows if row.cells.get(level, "").strip().lower() not in LEVELS]
    left_out(table, dropped, f"for {level} says that they are no local authorities", of_what(level))
    table.rows = kept


def of_what(column: str) -> Callable[[Row], str]:
    """Name a row by what a column says of it."""
    return lambda row: row.cells.get(column, "")


def newest(table: AreaTable, other: list[str]) -> None:
    """Keep the newest year where there are several."""
    column = next((name for name in YEAR_COLUMNS if name in other), None)
    years = {row.cells.get(column, "") for row in table.rows} - {""} if column else set()
    if column is None or len(years) < 2:
        return
    if not repeated(table.rows):
        table.notes.append(f"{table.where}: rows are of several years ({column} {few(sorted(years), SHOWN)}).")
        return
    if not all(re.fullmatch(r"\d{4}([-/ ]?\d{2}(\d{2})?)?", year) for year in years):
        return
    last = max(years, key=lambda year: (year[:4], re.sub(r"\D", "", year)))
    dropped = [row for row in table.rows if row.cells.get(column, "") not in (last, "")]
    table.rows = [row for row in table.rows if row.cells.get(column, "") in (last, "")]
    left_out(table, dropped, f"for the newest {column} is {last}", of_what(column))


def repeated(rows: list[Row]) -> bool:
    """Whether any area has several rows."""
    return len({row.name for row in rows}) < len(rows)


def whole_areas(table: AreaTable, other: list[str]) -> None:
    """Keep rows of all people of an area, where other rows are of some of them: by sex, age, need."""
    for column in other:
        if NOT_PARTS.fullmatch(column) or not column:
            continue
        part = column.startswith(("breakdown", "characteristic"))
        if not part and not repeated(table.rows):
            continue
        whole = [row for row in table.rows if WHOLE_PART.fullmatch(row.cells.get(column, ""))]
        dropped = [row for row in table.rows if not WHOLE_PART.fullmatch(row.cells.get(column, ""))]
        if whole and dropped:
            table.rows = whole
            left_out(table, dropped, f"for {cut(column)} says that they are parts of areas", of_what(column))
        elif part and dropped and any(row.cells.get(column) for row in dropped):
            said = sorted({row.cells.get(column, "") for row in dropped})[:SHOWN]
            table.faults.append(
                f"{table.where}, column {cut(column)}: no row is of all people (there are {few(said, SHOWN)}): "
                "must be totals. Download the table with its totals."
            )
            return


def check_names(table: AreaTable) -> None:
    """Note rows without a name, with a name or code that is there already, and rows that are no areas by their names."""
    counts = Counter(row.name for row in table.rows)
    told: dict[str, Row] = {}
    wholes = WHOLES | regions(table.rows)
    for row in table.rows:
        where = f"{table.where} row {row.line}, column la_name"
        if not row.name:
            table.faults.append(f"{where}: no name: each area needs its own name. Correct the row.")
        elif not readable(row.name) or len(row.name) > LONGEST_NAME:
            given = f"{cut(row.name)!r} is too long, or has characters that cannot be seen"
            table.faults.append(
                f"{where}: {given}: must be plain text of up to {LONGEST_NAME} characters. Write it anew."
            )
        elif counts[row.name] > 1 and row.name in told:
            table.faults.append(
                f"{where}: {row.name!r} is here twice: each area needs its own name. {correct(told[row.name], row)}"
            )
        elif len(table.rows) > 1 and row.name.lower() in wholes:
            what = f"{row.name!r} is no area but the sum or mean of areas, whose families would count twice"
            table.faults.append(f"{where}: {what}: must be a local authority. Take the row out.")
        told.setdefault(row.name, row)
    for column in ("new_la_code", "la_code"):
        codes: dict[str, Row] = {}
        for row in table.rows:
            code = row.cells.get(column, "")
            first = codes.setdefault(code, row)
            if code.lower() not in CODES and code and first is not row and first.name != row.name:
                table.faults.append(
                    f"{table.where} row {row.line}, column {column}: {cut(code)!r} is here twice ({cut(first.name)} and {cut(row.name)}): "
                    "each area needs its own code. Correct the row."
                )


def regions(rows: list[Row]) -> set[str]:
    """Give the names, in small letters, that columns give to the regions of other rows."""
    names = [name for name in ("region_name", "region", "country_name") if rows and name in rows[0].cells]
    return {
        row.cells.get(name, "").lower() for row in rows for name in names if row.cells.get(name, "") != row.name
    } - {""}


def correct(first: Row, row: Row) -> str:
    """Say in what two rows of one area differ, and what to do."""
    apart = [name for name, cell in row.cells.items() if name not in COLUMNS and cell != first.cells.get(name)]
    if apart:
        return f"Keep one row for each area: these differ in {few(apart, 3)}."
    return "Correct the row."


# What a table says as a whole.


def refuse_sums(table: AreaTable) -> None:
    """Note a row whose counts are the sum of all others: it is the country, whatever it is called."""
    if len(table.rows) < LEAST_ROWS or any(row.name.lower() in WHOLES for row in table.rows):
        return
    quiet = AreaTable(table.where, table.rows, table.separator)
    counts = np.stack([np.nan_to_num(quiet.numbers(column)) for column in ("ehc_plans", "sen_support_est")])
    rest = counts.sum(axis=1, keepdims=True) - counts
    alike = (np.abs(counts - rest) <= SUM_ROUNDING * rest) | (counts == 0)
    enough = (counts > 0).sum(axis=0) > (0 if len(table.rows) > LEAST_ROWS else 1)
    for place in np.flatnonzero(alike.all(axis=0) & enough).tolist():
        row = table.rows[place]
        what = f"{cut(row.name)!r} has the sum of the plans and of the support of all other rows, and would count twice"
        table.faults.append(f"{table.where} row {row.line}: {what}: must be a local authority. Take the row out.")


def refuse_shares(table: AreaTable) -> None:
    """Note columns that hold shares instead of percentages: none is above 1."""
    quiet = AreaTable(table.where, table.rows, table.separator)
    found = {column: quiet.numbers(column) for column in COLUMNS[3:]}
    largest_of_all = max((float(np.nan_to_num(values).max()) for values in found.values() if values.size), default=0.0)
    for column, values in found.items():
        known = values[np.isfinite(values)]
        # A single small percentage may be true, where the others of its area are no shares.
        if known.size and 0 < known.max() <= 1 and (known.size > 1 or largest_of_all <= 1):
            largest = f"no percentage is above 1 (the largest is {known.max():g})"
            table.faults.append(
                f"{table.where}, column {column}: {largest}: must be from 0 to 100, 40 for 40 %. Multiply the column by 100."
            )
