"""Which rows of a table are areas: not those of the country and its regions, of parts of the people, of earlier years, or words.

They are left out with a note where the table itself says what they are, and refused where it only looks so.
"""

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Final

import numpy as np

from coprod_sim.place.areas.table import (
    CODES,
    COLUMNS,
    AreaTable,
    Row,
    count_of_text,
    few,
    one_line,
    short_cell,
)
from coprod_sim.place.table_text import TextTable
from coprod_sim.scenario.document_checks import readable
from coprod_sim.scenario.setting_checks import LONGEST_QUOTED

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
SUM_ROUNDING: Final = 0.002
LEAST_ROWS: Final = 3
"""One of two rows that are alike is no sum of all others."""
LONGEST_NAME: Final = 200
MOST_WORDS, MOST_NAMED = 7, 6


def area_rows(raw: TextTable, names: list[str], table: AreaTable) -> list[Row]:
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
    cells = [row.cells[name] for name in COLUMNS[1:] if row.cells.get(name)]
    words = bool(FOOTNOTE.fullmatch(first)) or len(first) > LONGEST_QUOTED
    sentence = not cells and (first.endswith((".", ":")) or len(first.split()) > MOST_WORDS)
    if sentence or (words and sum(1 for text in cells if is_figure(text)) < 2):
        table.notes.append(f"{table.where} row {row.line} ({short_cell(first)}): this is no area, and is left out.")
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
        table.notes.append(f"{table.where}: {rows} left out, {why}: {few(names, MOST_NAMED)}.")


def str_name(row: Row) -> str:
    """Name a row by its area."""
    return row.name


def local_authorities(table: AreaTable, other: list[str]) -> None:
    """Keep rows of local authorities where a column says of what a row is."""
    level = next((name for name in PLACES if name in other), None)
    levels = {row.cells.get(level, "").strip().lower() for row in table.rows} if level else set()
    if level is None or not levels & set(LEVELS):
        if level in PLACES[:1] and table.rows and levels - {""}:
            table.faults.append(
                f"{table.where}: no row has {level} Local authority (there are {few(sorted(levels - {''}), MOST_NAMED)}): "
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
        table.notes.append(f"{table.where}: rows are of several years ({column} {few(sorted(years), MOST_NAMED)}).")
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
            left_out(table, dropped, f"for {short_cell(column)} says that they are parts of areas", of_what(column))
        elif part and dropped and any(row.cells.get(column) for row in dropped):
            part_names = sorted({row.cells.get(column, "") for row in dropped})[:MOST_NAMED]
            table.faults.append(
                f"{table.where}, column {short_cell(column)}: no row is of all people (there are {few(part_names, MOST_NAMED)}): "
                "must be totals. Download the table with its totals."
            )
            return


def check_names(table: AreaTable) -> None:
    """Note rows without a name, with a name or code that is there already, and rows that are no areas by their names."""
    counts = Counter(row.name.casefold() for row in table.rows)
    first_rows: dict[str, Row] = {}
    wholes = WHOLES | regions(table.rows)
    for row in table.rows:
        where = f"{table.where} row {row.line}, column la_name"
        if not row.name:
            table.faults.append(f"{where}: no name: each area needs its own name. Correct the row.")
        elif not readable(row.name) or len(row.name) > LONGEST_NAME:
            given = f"{short_cell(row.name)!r} is too long, or has characters that cannot be seen"
            table.faults.append(
                f"{where}: {given}: must be plain text of up to {LONGEST_NAME} characters. Write it anew."
            )
        elif counts[row.name.casefold()] > 1 and row.name.casefold() in first_rows:
            table.faults.append(
                f"{where}: {row.name!r} is here twice: each area needs its own name. {correct(first_rows[row.name.casefold()], row)}"
            )
        elif len(table.rows) > 1 and row.name.lower() in wholes:
            what = f"{row.name!r} is no area but the sum or mean of areas, whose families would count twice"
            table.faults.append(f"{where}: {what}: must be a local authority. Take the row out.")
        first_rows.setdefault(row.name.casefold(), row)
    for column in ("new_la_code", "la_code"):
        codes: dict[str, Row] = {}
        for row in table.rows:
            code = row.cells.get(column, "")
            first = codes.setdefault(code, row)
            if code.lower() not in CODES and code and first is not row and first.name != row.name:
                table.faults.append(
                    f"{table.where} row {row.line}, column {column}: {short_cell(code)!r} is here twice ({short_cell(first.name)} and {short_cell(row.name)}): "
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
    for index in np.flatnonzero(alike.all(axis=0) & enough).tolist():
        row = table.rows[index]
        what = f"{short_cell(row.name)!r} has the sum of the plans and of the support of all other rows, and would count twice"
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
