"""A place as a graph, to be kept, looked at or loaded again, and where to draw its nodes.

The way in, and the list of the other rooms: load.py.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from coprod_sim.engine.kernel.state_field import FLAG
from coprod_sim.engine.state import Place, Records
from coprod_sim.place.network.attributes import NODE_KINDS, slots
from coprod_sim.place.network.build import Labels, numbers_of, parts_of

if TYPE_CHECKING:
    import networkx as nx

HEIGHTS: Final = {"commissioner": 1.0, "professional": 0.8, "family": 0.6}  # where the first row of a kind is drawn
BESIDE: Final = 0.35  # a young person is drawn so far from their family, where the next family is 1 away
FAMILIES_WIDE: Final = 2.5  # a commissioner's families are drawn in a block about this many times as wide as high


def to_graph(place: Place, labels: Labels | None = None) -> "nx.Graph[int]":
    """Make the graph of a place as it stands: load_network makes the same place of it, at month 0 to the bit.

    Nodes are numbered: families, then professionals, then commissioners, then young people in the order of their families.
    They have `kind`, `label` if labels are given, and their state; edges have `kind`, and casework has its state.
    A peer tie has the `weight` with which its lower node hears the higher, and `weight_back` for the other way
    if that differs (0 if the one does not hear the other).
    """
    import networkx as nx  # a third of a second that runs without a network need not wait for

    graph: nx.Graph[int] = nx.Graph()
    first = 0
    for kind in NODE_KINDS:
        state = plain_rows(parts_of(place)[kind], kind)
        for row, values in enumerate(state):
            names = getattr(labels, kind, ())
            label = {"label": str(names[row])} if names else {}
            graph.add_node(first + row, kind=kind, **label, **values)
        first += len(state)
    staff, top = len(place.families), len(place.families) + len(place.professionals)
    edges = zip(place.casework["family"].tolist(), place.casework["professional"].tolist(), strict=True)
    for (one, other), values in zip(edges, plain_rows(place.casework, "casework"), strict=True):
        graph.add_edge(one, staff + other, kind="casework", **values)
    for row, commissioner in enumerate(place.professionals["commissioner"].tolist()):
        graph.add_edge(staff + row, top + commissioner, kind="commissioning")
    for row in range(len(place.young_people)):
        graph.add_edge(row, top + len(place.commissioners) + row, kind="home")
    add_peers(graph, place)
    of = np.repeat(np.arange(len(place.professionals)), np.diff(place.practice_start))
    for one, other in zip(of.tolist(), place.colleagues.tolist(), strict=True):
        graph.add_edge(staff + one, staff + other, kind="practice")
    return graph


def plain_rows(rows: Records, kind: str) -> list[dict[str, float]]:
    """Give the state of each row as plain Python numbers, flags as true and false, by the names of attributes."""
    columns = {}
    for name, slot in slots(kind).items():
        numbers = numbers_of(rows, slot)
        flag = slot.field.type == FLAG and slot.field.high == 1  # quarters and fifths are as short, but numbers
        columns[name] = (numbers > 0).tolist() if flag else numbers.tolist()
    if kind == "casework":
        del columns["family"], columns["professional"]  # the ends of the edge say it
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def add_peers(graph: "nx.Graph[int]", place: Place) -> None:
    """Add the peer ties of a place to its graph."""
    of = np.repeat(np.arange(len(place.families)), np.diff(place.peer_start))
    heard = zip(of.tolist(), place.peers.tolist(), strict=True)
    weights = dict(zip(heard, place.peer_weight.tolist(), strict=True))
    for one, other in sorted({(min(pair), max(pair)) for pair in weights}):
        there, back = weights.get((one, other), 0.0), weights.get((other, one), 0.0)
        graph.add_edge(one, other, kind="peer", weight=there, **({} if back == there else {"weight_back": back}))


def layout(graph: "nx.Graph[int]", seed: int = 0) -> dict[int, tuple[float, float]]:
    """Place the nodes of a graph of to_graph in the unit square, always alike: Mesa's layout_alg.

    Commissioners stand in a row at the top, their professionals below them, and their families below these in rows.
    Mesa hands a seed to every layout; this one needs no chance.
    """
    del seed
    areas = areas_of(graph)
    widths = [
        max(1, len(people["professional"]), math.ceil(math.sqrt(FAMILIES_WIDE * len(people["family"]))))
        for people in areas
    ]
    depth = max(math.ceil(len(people["family"]) / width) for people, width in zip(areas, widths, strict=True))
    spots: dict[int, tuple[float, float]] = {}
    left, total = 0, sum(widths)
    for people, width in zip(areas, widths, strict=True):
        for kind in ("commissioner", "professional"):
            row = people[kind]
            spots |= {
                node: ((left + width * (k + 0.5) / len(row)) / total, HEIGHTS[kind]) for k, node in enumerate(row)
            }
        for k, node in enumerate(people["family"]):
            spots[node] = ((left + k % width + 0.5) / total, HEIGHTS["family"] * (1 - (k // width) / depth))
        left += width
    for node, state in graph.nodes(data=True):
        if state["kind"] == "young_person":
            (family,) = graph.adj[node]
            spots[node] = (spots[family][0] + BESIDE / total, spots[family][1])
    return {node: spots[node] for node in graph}


def areas_of(graph: "nx.Graph[int]") -> list[dict[str, list[int]]]:
    """Give the nodes of each commissioner by kind, itself among them."""
    found: list[dict[str, list[int]]] = []
    for node, state in graph.nodes(data=True):
        if state["kind"] == "commissioner":
            found.append({**{kind: [] for kind in NODE_KINDS}, "commissioner": [node]})
    for node, state in graph.nodes(data=True):
        if state["kind"] not in ("commissioner", "young_person"):
            found[state["commissioner"]][state["kind"]].append(node)
    return found
