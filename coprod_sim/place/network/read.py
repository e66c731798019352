"""A network as it was read: nodes and edges as they were given, of which nothing is understood yet.

Here are the nodes and edges of a graph in memory, and the bytes of a file, kept within safe limits.
Which file is read how: open_file.py.  What the nodes and edges mean: node_kinds.py.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.problems import Faults, called

if TYPE_CHECKING:
    import networkx as nx

MOST_BYTES: Final = 100_000_000
IN_MEMORY: Final = "network"
"""Where a graph stands that is in no file."""
MIXED: Final = (
    "must all be of one sort. Make all of them undirected; or, if it matters who hears whom, all of them directed."
)
DIRECTED: Final = (
    "its edges are directed: where both ends are families, the first hears the second, and not the other way round."
)


class Edge(NamedTuple):
    """Two nodes, what was said of the edge between them, and its line in a CSV file (else 0)."""

    one: Hashable
    other: Hashable
    given: Mapping[str, object]
    line: int = 0


@dataclass
class Reading:
    """A network as it was given: `where` it stands, what was said of each node, in order, and all edges.

    `faults` has what was wrong with it so far, and notes; where rows of a table were left out for that, it is not `whole`.
    """

    where: str
    nodes: dict[Hashable, dict[str, object]]
    edges: list[Edge]
    directed: bool
    faults: Faults = field(default_factory=lambda: Faults("network"))
    whole: bool = True


def reading_of_graph(graph: "nx.Graph[Any]", faults: Faults) -> Reading:
    """Take the nodes and edges of a graph, with the defaults of its file filled in."""
    usual: dict[str, dict[str, object]] = {part: graph.graph.get(f"{part}_default") or {} for part in ("node", "edge")}
    nodes = {node: usual["node"] | with_names(given) for node, given in graph.nodes(data=True)}
    edges = [Edge(one, other, usual["edge"] | with_names(given)) for one, other, given in graph.edges(data=True)]
    if graph.is_multigraph():
        edges = single_edges(edges, graph.is_directed(), faults)
    return Reading(faults.where, nodes, edges, graph.is_directed(), faults)


def single_edges(edges: list[Edge], directed: bool, faults: Faults) -> list[Edge]:
    """Give the first edge of each pair of nodes; notes the others as a fault."""
    kept: dict[object, Edge] = {}
    repeated = []
    for edge in edges:
        pair = (edge.one, edge.other) if directed else frozenset((edge.one, edge.other))
        if kept.setdefault(pair, edge) is not edge:
            repeated.append(f"{called(edge.one)} to {called(edge.other)}")
    if repeated:
        first = f"must be one for each pair (the first is {repeated[0]})"
        fault = f"{faults.where}: {len(repeated)} edges are between nodes that have an edge already: {first}"
        faults.add(f"{fault}. Merge them: Gephi does so when it imports, and networkx.Graph(graph) in Python.")
    return list(kept.values())


def with_names(given: Mapping[Any, object]) -> dict[str, object]:
    """Keep the attributes whose names are text: networkx allows anything."""
    return {name: value for name, value in given.items() if isinstance(name, str)}


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
