"""The table of areas as a file: its columns, by our names and by those under which statistics offices publish them.

Where each column is published: docs/table_of_areas.md.  Which rows are areas: rows.py.
"""

import re
from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.rows import (
    PLACES,
    YEAR_COLUMNS,
    area_rows,
    check_names,
    is_footnote,
    left_out,
    local_authorities,
    newest,
    refuse_shares,
    refuse_sums,
    str_name,
    whole_areas,
)
from coprod_sim.place.areas.table import COLUMNS, OPTIONAL, AreaTable, few, short_cell
from coprod_sim.place.table_text import TextTable, plain_name, table_of, twice
from coprod_sim.scenario.parameters import close_name

PUBLISHED_AS: Final = {
    **dict.fromkeys(
        ("local_authority_name", "local_authority", "authority", "lad_name", "area_name", "area"), "la_name"
    ),
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
KNOWN_BESIDE: Final = re.compile(
    rf"({'|'.join((*PLACES, *YEAR_COLUMNS))}|breakdown.*|characteristic.*|(new_|old_)?la_code|(region|country)(_.*)?|appeals_est|appeal_rate_pct)"
)
"""Columns that say which rows are areas, and published appeals, which only validation/areas.py reads."""
MOST_BYTES: Final = 10_000_000


def read_table(path: str | Path) -> AreaTable:
    """Read the rows of areas of a file; raises ScenarioError where it has none.

    Other faults are noted in the table, and those of cells when their column is read: then raise_all.
    """
    where = str(path)
    raw = table_of(bytes_of(Path(path)), where, (*COLUMNS, *OPTIONAL, *PUBLISHED_AS, *PLACES, *YEAR_COLUMNS))
    table = AreaTable(where, [], raw.separator, list(raw.faults))
    names = column_names(raw, table)
    if "la_name" not in names:
        table.raise_all()
    table.rows = [row for row in area_rows(raw, names, table) if not is_footnote(row, table)]
    if not table.rows and not table.faults:
        table.faults.append(f"{where}: no areas: at least one row is needed. Give the table with its rows.")
    for sort_out in (local_authorities, newest, whole_areas):
        before = table.rows
        sort_out(table, [name for name in names if name not in (*COLUMNS, *OPTIONAL)])
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


def column_names(raw: TextTable, table: AreaTable) -> list[str]:
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
    for name in [name for name in twice(names) if name in (*COLUMNS, *OPTIONAL)]:
        table.faults.append(
            f"{table.where} row {raw.header_line}: column {name} is here twice: must be once. Take one of the two out."
        )
    pairs = list(zip(raw.header, names, strict=True))
    used = [
        f"{name} (from {short_cell(old)})" if old != name else name
        for old, name in pairs
        if name in (*COLUMNS, *OPTIONAL)
    ]
    other = [
        old for old, name in pairs if old and name not in (*COLUMNS, *OPTIONAL) and not KNOWN_BESIDE.fullmatch(name)
    ]
    unused = f"; not used: {few(other, 12)}" if other else ""
    absent = [f"{name} ({instead})" for name, instead in OPTIONAL.items() if name not in there]
    missing = f"; not there, for the statutory pathway: {' and '.join(absent)}" if absent else ""
    table.columns_used = f"{table.where}: columns used: {few(used, 40)}{missing}{unused}."
    if other or any(old != name for old, name in pairs):
        table.notes.append(table.columns_used)
    return names


def missing_columns(raw: TextTable, names: list[str], lost: list[str], table: AreaTable) -> str:
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
