"""Reading a network: a graph in memory, or a GraphML, GEXF or edge CSV file, into nodes and edges as they were given.

Here a file is found, kept within safe limits and taken apart; nothing is understood yet.
What the nodes and edges mean: network_meaning.py.  What one of them may say: network_attributes.py.
"""

import csv
import io
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree.ElementTree import ParseError

from coprod_sim.errors import ScenarioError
from coprod_sim.network_faults import Faults, called
from coprod_sim.scenario_checks import shown
from coprod_sim.scenario_document import readable
from coprod_sim.scenario_file import shown_path

if TYPE_CHECKING:
    import networkx as nx

MOST_BYTES: Final = 100_000_000


class Edge(NamedTuple):
    """Two nodes, what was said of the edge between them, and its line in a CSV file (else 0)."""

    one: Hashable
    other: Hashable
    given: Mapping[str, object]
    line: int = 0


class Reading(NamedTuple):
    """A network as it was given: `where` it stands, what was said of each node, in order, and all edges."""

    where: str
    nodes: dict[Hashable, dict[str, object]]
    edges: list[Edge]
    directed: bool


def read_network(what: "nx.Graph[Any] | str | Path") -> Reading:
    """Read a graph in memory or the file of a path."""
    if isinstance(what, str | Path):
        return read_network_file(Path(what))
    import networkx as nx  # a third of a second that runs without a network need not wait for

    if not isinstance(what, nx.Graph):
        fault = f"network = {shown(what)}: must be a networkx graph, or the path of a .graphml, .gexf or .csv file."
        raise ScenarioError(f"{fault} Give one of these.")
    return reading_of_graph(what, "network")


def reading_of_graph(graph: "nx.Graph[Any]", where: str) -> Reading:
    """Take the nodes and edges of a graph, with the defaults of its file filled in."""
    if graph.is_multigraph():
        ends = [frozenset(pair) if not graph.is_directed() else pair for pair in graph.edges()]
        repeated = len(ends) - len(set(ends))
        if repeated:
            fault = f"{where}: {repeated} edges are between nodes that have an edge already: must be one for each pair"
            raise ScenarioError(f"{fault}. Merge them, for example with networkx.Graph(graph).")
    usual: dict[str, dict[str, object]] = {part: graph.graph.get(f"{part}_default") or {} for part in ("node", "edge")}
    nodes = {node: usual["node"] | with_names(given) for node, given in graph.nodes(data=True)}
    edges = [Edge(one, other, usual["edge"] | with_names(given)) for one, other, given in graph.edges(data=True)]
    return Reading(where, nodes, edges, graph.is_directed())


def with_names(given: Mapping[Any, object]) -> dict[str, object]:
    """Keep the attributes whose names are text: networkx allows anything."""
    return {name: value for name, value in given.items() if isinstance(name, str)}


def read_network_file(path: Path) -> Reading:
    """Read a file by its suffix."""
    where = shown_path(path)
    match path.suffix.lower():
        case ".csv":
            return read_csv(path, where)
        case ".graphml" | ".gexf":
            return read_xml(path, where)
    raise ScenarioError(f"{where}: not a network file: must end in .graphml, .gexf or .csv. Save it as one of these.")


def read_bytes(path: Path, where: str) -> bytes:
    """Give the content of a plain file that is not too large and not empty."""
    try:
        size, plain = path.stat().st_size, path.is_file()
        content = path.read_bytes() if plain and size <= MOST_BYTES else b""
    except FileNotFoundError:
        raise ScenarioError(f"{where}: there is no such file: must be a network file. Check the path.") from None
    except (OSError, ValueError) as error:
        raise ScenarioError(f"{where}: cannot be read ({error}): must be a readable file. Check your rights.") from None
    if not plain:
        raise ScenarioError(f"{where}: this is a folder or a device: must be a plain file. Name a file.")
    if size > MOST_BYTES:
        allowed = f"a network file has at most {MOST_BYTES:,} bytes"
        raise ScenarioError(f"{where}: {size:,} bytes: {allowed}. Leave attributes out, or build a graph in Python.")
    if not content.strip():
        raise ScenarioError(f"{where}: the file is empty: must hold a network. Is this the right file?")
    return content


def read_xml(path: Path, where: str) -> Reading:
    """Read a GraphML or GEXF file."""
    import networkx as nx  # a third of a second that runs without a network need not wait for

    content = io.BytesIO(read_bytes(path, where))
    name = "GEXF" if path.suffix.lower() == ".gexf" else "GraphML"
    try:
        graph = nx.read_gexf(content) if name == "GEXF" else nx.read_graphml(content)
    # networkx says in its own way what is wrong with a file, or just stumbles over it: hence the many kinds.
    except (nx.NetworkXException, ParseError, ArithmeticError, AttributeError, LookupError, RuntimeError) as error:
        raise ScenarioError(f"{where}: not {name} ({error}): must be a whole {name} file. Save it again.") from None
    except (TypeError, ValueError) as error:
        raise ScenarioError(f"{where}: not {name} ({error}): must hold what its keys declare. Mend it.") from None
    return reading_of_graph(graph, where)


def read_csv(path: Path, where: str) -> Reading:
    """Read an edge CSV, and the nodes file beside it if there is one: <name>.nodes.csv."""
    nodes: dict[Hashable, dict[str, object]] = {}
    edges, faults = list[Edge](), Faults(where)
    beside = path.with_suffix(".nodes.csv")
    if beside.exists():
        here = shown_path(beside)
        for line, given in csv_rows(beside, here, ("node", "kind")):
            label = given.pop("node")
            if label in nodes:
                faults.add(
                    f"{here} line {line}: node {called(label)} is there twice: must be once. Delete one of the two."
                )
            nodes[label] = dict(given)
    for line, row in csv_rows(path, where, ("source", "target")):
        for end in ("source", "target"):
            kind, node = row.pop(f"{end}_kind", None), nodes.setdefault(row[end], {})
            if kind is not None and node.setdefault("kind", kind) != kind:
                fault = f"{where} line {line}: {end}_kind of {called(row[end])} = {shown(kind)}"
                faults.add(f"{fault}: is {shown(node['kind'])} elsewhere: must be one kind. Change one of the two.")
        edges.append(Edge(row.pop("source"), row.pop("target"), row, line))
    for name in nodes:
        if not readable(str(name)):
            faults.add(f"{where}: node {called(name)}: a character cannot be seen: must be plain text. Write it anew.")
    faults.raise_all()
    return Reading(where, nodes, edges, directed=False)


def csv_rows(path: Path, where: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a CSV file with their lines, without empty cells; raises all faults at its end."""
    content = read_bytes(path, where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = f"{where} line {line}: not UTF-8 text: must be UTF-8. Save it again with the encoding UTF-8."
        raise ScenarioError(fault) from None
    rows, faults = csv.reader(io.StringIO(text, newline=""), strict=True), Faults(where)
    try:
        header = [name.strip() for name in next(rows, [])]
        lost = [name for name in needed if name not in header]
        twice = sorted({name for name in header if name and header.count(name) > 1})
        if lost or twice:
            wrong = f"no column {' and no column '.join(lost)}" if lost else f"column {twice[0]} stands twice"
            allowed = f"the first line must name each column once, with {', '.join(needed)} among them"
            raise ScenarioError(f"{where} line 1: {wrong}: {allowed}. Separate the names by commas.")
        for cells in rows:
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
            empty = [name for name in needed if name not in row]
            if len(cells) > len(header):
                faults.add(
                    f"{where} line {rows.line_num}: {len(cells)} cells: must be {len(header)} as in line 1. Mend it."
                )
            elif empty and any(cells):
                faults.add(f"{where} line {rows.line_num}: {empty[0]} is empty: must be given. Fill it in.")
            elif any(cells):
                yield rows.line_num, row
    except csv.Error as error:
        faults.add(f"{where} line {rows.line_num}: not CSV ({error}): must be commas and quotes. Save it again.")
    faults.raise_all()
