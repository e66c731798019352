"""Networks in tables: an edge CSV, and the table of nodes beside it, as we describe them and as Gephi and R save them.

Columns are found by their names, whatever their capitals; the other names are understood in names.py.
How cells are separated and written: table_text.py.
"""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Final

from coprod_sim.place.network.attributes import kind_of_word
from coprod_sim.place.network.problems import Faults, called, listed_names
from coprod_sim.place.network.read import DIRECTED, MIXED, Edge, Reading, read_bytes
from coprod_sim.place.table_text import TextTable, plain_name, table_of, twice, with_point
from coprod_sim.scenario.document_checks import readable
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.scenario.toml_reader import short_path

EDGE_COLUMNS: Final = ("source", "target", "source_kind", "target_kind", "kind", "weight", "weight_back")
NODE_COLUMNS: Final = ("node", "id", "kind", "label")
OTHER_NAMES: Final = {
    "source": ("from", "source_id", "ego", "node1", "node_1", "v1", "i", "von", "de", "sender", "start"),
    "target": ("to", "target_id", "alter", "node2", "node_2", "v2", "j", "nach", "a", "receiver", "end"),
    "node": ("id", "name", "label", "node_id", "nodeid", "vertex", "person"),
}
"""Names that other programs give to the columns that must be there."""
DIRECTIONS: Final = {"directed": True, "undirected": False}
WORDS: Final = frozenset(("source", "target", "node", "source_kind", "target_kind", "kind", "label", "id", "type"))
"""Columns that hold no numbers."""


def read_csv(path: Path, where: str) -> Reading:
    """Read an edge CSV, and the nodes file beside it if there is one: <name>.nodes.csv; raises where a header has no sense."""
    faults = Faults(where)
    nodes, whole = dict[Hashable, dict[str, object]](), True
    nodes_file = path.with_suffix(".nodes.csv")
    if nodes_file.exists():
        here = short_path(nodes_file)
        whole = read_nodes(table_of(read_bytes(nodes_file, here), here, NODE_COLUMNS), here, nodes, faults)
    table = table_of(read_bytes(path, where), where, EDGE_COLUMNS)
    names = column_names(table, ("source", "target"), where, faults)
    if names is None:
        faults.raise_all()
        raise AssertionError  # a fault has been noted, so it has been raised
    edges, directed = list[Edge](), directions_of(table, names, where, faults)
    before = faults.count
    for line, row in csv_rows(table, names, ("source", "target"), where, faults):
        add_kinds_of_ends(row, line, nodes, faults)
        if "source" in row and "target" in row:
            edges.append(Edge(row.pop("source"), row.pop("target"), row, line))
    whole = whole and faults.count == before
    for name in nodes:
        if not readable(str(name)):
            faults.add(f"{where}: node {called(name)}: a character cannot be seen: must be plain text. Write it anew.")
    return Reading(where, nodes, edges, directed, faults, whole)


def read_nodes(table: TextTable, where: str, nodes: dict[Hashable, dict[str, object]], faults: Faults) -> bool:
    """Read a table of nodes; gives whether all of its rows could be used."""
    names = column_names(table, ("node", "kind"), where, faults)
    before = faults.count
    for line, row in csv_rows(table, names or [], ("node", "kind"), where, faults):
        label = row.pop("node", None)
        if label is None:
            continue
        if label in nodes:
            faults.add(
                f"{where} line {line}: node {called(label)} is there twice: must be once. Delete one of the two."
            )
        nodes[label] = dict(row)
    return names is not None and faults.count == before


def add_kinds_of_ends(row: dict[str, str], line: int, nodes: dict[Hashable, dict[str, object]], faults: Faults) -> None:
    """Take the kinds of both ends out of the row of an edge, and put the nodes where they are not yet."""
    for end in ("source", "target"):
        kind, label = row.pop(f"{end}_kind", None), row.get(end)
        if label is None:
            continue
        node = nodes.setdefault(label, {})
        if kind is None:
            continue
        before = node.setdefault("kind", kind)
        if before != kind and kind_of_word(str(before)) != (kind_of_word(kind) or kind):
            fault = f"{faults.where} line {line}: {end}_kind of {called(label)} = {quoted(kind)}"
            faults.add(f"{fault}: is {quoted(before)} elsewhere: must be one kind. Change one of the two.")


# Columns.


def column_names(table: TextTable, needed: tuple[str, ...], where: str, faults: Faults) -> list[str] | None:
    """Give the names by which the columns are known here; None, and a fault, where some that must be there are not."""
    known = EDGE_COLUMNS if "source" in needed else ("node", "kind")
    there = frozenset(table.header)
    names = [plain if (plain := plain_name(name)) in known and plain not in there else name for name in table.header]
    if "node" in needed and "node" not in names:
        names = ["node" if plain_name(name) == "id" else name for name in names]
    lost = [name for name in needed if name not in names]
    double = twice(names)
    if not lost and not double:
        renamed = [f"{old} as {new}" for old, new in zip(table.header, names, strict=True) if old != new]
        if renamed:
            faults.note(f"{where}: columns are read by other names: {', '.join(renamed)}.")
        return names
    wrong = [f"no column {' and no column '.join(lost)}"] if lost else []
    wrong += [f"column {name} stands twice" for name in double[:3]]
    allowed = f"the first line must name each column once, with {', '.join(needed)} among them"
    found = f", and names {listed_names(table.header)}" if table.header else ""
    faults.add(
        f"{where} line {table.header_line}: {' and '.join(wrong)}: {allowed}{found}. {advice(table, lost, double)}"
    )
    for fault in table.faults:
        faults.add(fault)
    return None


def advice(table: TextTable, lost: list[str], double: list[str]) -> str:
    """Say what to do about columns that are missing, or there twice."""
    plain = {plain_name(name): name for name in table.header}
    if "source" in lost and "target" in lost and "kind" in plain:
        return "This looks like a table of nodes: give the table of edges, and put this beside it as <name>.nodes.csv."
    found = {name: next((plain[word] for word in OTHER_NAMES.get(name, ()) if word in plain), None) for name in lost}
    if "kind" in lost:
        found["kind"] = next(iter(columns_of_kinds(table)), None)
    renamed = [f"{quoted(there)} to {name}" for name, there in found.items() if there]
    if renamed:
        return f"Rename {' and '.join(renamed)}."
    if double and not lost:
        return "Rename one of the two, or take it out."
    if len(table.header) < 2:
        return "Separate the names by commas, semicolons or tabs."
    return f"Rename the {'column that is' if len(lost) == 1 else 'columns that are'} meant."


def columns_of_kinds(table: TextTable) -> Iterator[str]:
    """Name the columns all of whose cells are kinds of nodes."""
    for column, name in enumerate(table.header[:200]):
        cells = {cells[column] for _, cells in table.rows if column < len(cells) and cells[column]}
        if cells and all(kind_of_word(cell) for cell in cells):
            yield name


def directions_of(table: TextTable, names: list[str], where: str, faults: Faults) -> bool:
    """Say whether the column Type of Gephi makes the edges directed; the column is then taken for read."""
    column = next((column for column, name in enumerate(names) if plain_name(name) == "type"), None)
    if column is None:
        return False
    words = [(line, cells[column].lower()) for line, cells in table.rows if column < len(cells) and cells[column]]
    if not words or any(word not in DIRECTIONS for _, word in words):
        return False
    names[column] = ""  # it is read here, and means nothing more
    directed = [line for line, word in words if DIRECTIONS[word]]
    if directed and len(directed) < len(words):
        first = f"(the first on line {directed[0]})"
        faults.add(
            f"{where}: {len(directed)} edges are directed {first} and {len(words) - len(directed)} undirected: {MIXED}"
        )
    if directed and len(directed) == len(words):
        faults.note(f"{where}: {DIRECTED}")
    return len(directed) == len(words)


# Rows.


def csv_rows(
    table: TextTable, names: list[str], needed: tuple[str, ...], where: str, faults: Faults
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a table with their lines, without empty cells; notes what is wrong with rows."""
    commas = 0
    for line, cells in table.rows if names else ():
        if len(cells) > len(names) and any(cells[len(names) :]):
            faults.add(
                f"{where} line {line}: {len(cells)} cells: must be {len(names)} as in line {table.header_line}. Mend it."
            )
            continue
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
        if table.separator != ",":
            commas += replace_commas(row)
        empty = [name for name in needed if name not in row]
        if empty:
            faults.add(
                f"{where} line {line}: {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty: must be given. Fill it in."
            )
        yield line, row
    if commas:
        faults.note(f"{where}: {commas} numbers have a decimal comma, which is read as a point.")
    for fault in table.faults if names else ():
        faults.add(fault)


def replace_commas(row: dict[str, str]) -> int:
    """Write numbers with a point, in a row whose cells commas do not separate; gives how many there were."""
    count = 0
    for name, cell in row.items():
        if "," in cell and name not in WORDS and with_point(cell) != cell:
            row[name] = with_point(cell)
            count += 1
    return count
