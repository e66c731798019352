"""Two ways of working as a file and as a link: one object, which the page, the command line and lessons share.

The file is JSON that people can read.  The link is the same object without what is usual, with short keys, packed.
A file or link may come from anybody: it never makes anything read a file, and is never a reason to stop the page.
What the tables mean stands in reader.py; what a text may be, in untrusted_json.py.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final, cast

from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.scenario.setup.changes import CHANGE, Change
from coprod_sim.scenario.setup.reader import (
    CHANGE_KEYS,
    MOST_FAMILIES,
    MOST_MONTHS,
    SCHEMA,
    Reader,
    UnreadTable,
    short_input,
)
from coprod_sim.scenario.setup.setup import TwoWays, Way, tidy_settings
from coprod_sim.scenario.setup.untrusted_json import UnreadableError, packed, parsed, unpacked

LINK_VERSION: Final = 1
"""What `v` says in the address of the page; a link of another version is not read."""
USUAL_START: Final = "This {} could not be read, so the page shows its usual start."
NOT_IN_LINKS: Final = ("schema", "made_with")
OTHERS: Final = "x"
"""The short key of all that has none."""
SHORT: Final = {
    "title": "t",
    "months": "m",
    "luck": "l",
    "town": "w",
    "modifiers": "o",
    "A": "a",
    "B": "b",
    "changes": "c",
    "view": "v",
}
SHORT_WAY: Final = {"preset": "p", "set": "s"}
SHORT_CHANGE: Final = {"who": "w", "do": "d", "start": "s", "length": "n", "amount": "a"}


# Writing.


def to_tables(two: TwoWays) -> dict[str, object]:
    """Two ways of working as plain tables, in the order in which people read them; what is not known comes last."""
    known: dict[str, object] = {
        "schema": SCHEMA,
        "title": two.title,
        "months": two.months,
        "luck": two.seed,
        "town": tidy_settings(two.town),
        "modifiers": list(two.modifiers),
        "A": way_table(two.a),
        "B": way_table(two.b),
        "changes": [change_table(change) for change in two.changes],
        "view": dict(two.view),
        "made_with": f"coprod_sim {VERSION}",
    }
    return joined(known, two.extra)


def way_table(way: Way) -> dict[str, object]:
    """One way of working as a plain table."""
    return {"preset": way.preset, "set": tidy_settings(way.settings)}


def change_table(change: Change) -> dict[str, object]:
    """One change as a plain table."""
    return {**{key: getattr(change, key) for key in CHANGE_KEYS}, **change.extra}


def joined(known: UnreadTable, extra: UnreadTable) -> dict[str, object]:
    """Tables and what was beside them: tables inside are joined, lists follow on each other, and what is known wins."""
    result = dict(known)
    for key, value in extra.items():
        here = result.get(key)
        if isinstance(here, Mapping) and isinstance(value, Mapping):
            result[key] = joined(cast(UnreadTable, here), cast(UnreadTable, value))
        elif isinstance(here, list) and isinstance(value, list):
            result[key] = [*here, *value]
        else:
            result.setdefault(key, value)
    return result


def to_file(two: TwoWays) -> str:
    """The text of the file: JSON for people, with a line end."""
    return json.dumps(to_tables(two), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def to_link(two: TwoWays) -> str:
    """The text that stands for it in a link; empty for the usual start."""
    tables, usual = to_tables(two), to_tables(TwoWays())
    same = {key for key, value in tables.items() if key in usual and value == usual[key]}
    unusual = {key: value for key, value in tables.items() if key not in (*NOT_IN_LINKS, *same)}
    short = renamed(unusual, SHORT)
    for side in ("a", "b"):
        if side in short:
            way = {key: value for key, value in cast(UnreadTable, short[side]).items() if (key, value) != ("set", {})}
            short[side] = renamed(way, SHORT_WAY)
    if "c" in short:
        short["c"] = [short_change(change) for change in cast(list[object], short["c"])]
    return packed(short) if short else ""


def short_change(change: object) -> object:
    """One change for a link: without the usual length and amount of its kind."""
    table = dict(cast(UnreadTable, change)) if isinstance(change, Mapping) else {}
    do = table.get("do")
    kind = CHANGE.get(do) if isinstance(do, str) else None
    if kind is None:
        return change
    for key, value in (("length", kind.default_length), ("amount", kind.amount.default)):
        if key in table and table[key] == value:
            del table[key]
    return renamed(table, SHORT_CHANGE)


def renamed(table: UnreadTable, short: Mapping[str, str]) -> dict[str, object]:
    """A table with short keys; what has none goes into a table of its own, where it cannot be mistaken."""
    rest = {key: value for key, value in table.items() if key not in short}
    return {short[key]: value for key, value in table.items() if key in short} | ({OTHERS: rest} if rest else {})


# Reading.


def from_file(
    text: str,
    *,
    strict: bool = False,
    where: str = "file",
    most_families: int = MOST_FAMILIES,
    most_months: int = MOST_MONTHS,
) -> tuple[TwoWays, list[str]]:
    """The two ways of the text of a file, and notes in plain words on what could not be used as it was.

    strict: raise ScenarioError with every fault, instead of using the nearest that is allowed; `where` names the file.
    most_families, most_months: more is too much for the page; a strict reading knows no such limit.
    """
    return read(lambda: tables_of_file(text), "file", Reader(strict, where, most_families, most_months))


def from_link(
    link: str,
    *,
    version: int | str = LINK_VERSION,
    strict: bool = False,
    most_families: int = MOST_FAMILIES,
    most_months: int = MOST_MONTHS,
) -> tuple[TwoWays, list[str]]:
    """The two ways of a link, and notes in plain words; `version` is what `v` says beside it.  See from_file."""
    reader = Reader(strict, "link", most_families, most_months)
    return read(lambda: tables_of_link(link.strip(), version), "link", reader)


def tables_of_file(text: str) -> UnreadTable:
    """The tables of a file whose schema is known."""
    tables = parsed(text)
    schema = tables.get("schema")
    if schema != SCHEMA:
        raise UnreadableError(f'schema = {quoted(schema)}: must be "{SCHEMA}". Save the file again from the page.')
    return tables


def tables_of_link(link: str, version: int | str) -> UnreadTable:
    """The tables of a link, with their long keys, as they would stand in a file."""
    if str(version) != str(LINK_VERSION):
        raise UnreadableError(f"version {str(version)[:20]}: must be {LINK_VERSION}. Get a newer coprod_sim.")
    tables = lengthened(unpacked(link), SHORT) if link else {}
    for side in ("A", "B"):
        if isinstance(tables.get(side), Mapping):
            tables[side] = lengthened(cast(UnreadTable, tables[side]), SHORT_WAY)
    changes = tables.get("changes")
    if isinstance(changes, list):
        tables["changes"] = [long_change(change) for change in cast(list[object], changes)]
    return tables


def long_change(change: object) -> object:
    """One change of a link with its long keys; one that was not known when it was written has them already."""
    short = isinstance(change, Mapping) and SHORT_CHANGE["do"] in change and "do" not in change
    return lengthened(cast(UnreadTable, change), SHORT_CHANGE) if short else change


def lengthened(table: UnreadTable, short: Mapping[str, str]) -> dict[str, object]:
    """A table with its long keys again."""
    rest = table.get(OTHERS)
    long = {key: name for name, key in short.items()}
    known = {
        long.get(key, key): value for key, value in table.items() if key != OTHERS or not isinstance(rest, Mapping)
    }
    return joined(known, cast(UnreadTable, rest)) if isinstance(rest, Mapping) else known


def read(tables: Callable[[], UnreadTable], what: str, reader: Reader) -> tuple[TwoWays, list[str]]:
    """Read tables with a reader; what cannot be read at all is the usual start, unless the reader is strict."""
    try:
        return reader.read(tables()), short_input(reader.notes)
    except UnreadableError as error:
        if reader.strict:
            raise ScenarioError(f"{reader.where} {error}") from None
    except ScenarioError:
        if reader.strict:
            raise
    return TwoWays(), [USUAL_START.format(what)]
