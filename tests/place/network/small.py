"""What the tests of networks share: a right network of a few people, to be bent by each test."""

from pathlib import Path
from typing import Any

import networkx as nx

from coprod_sim.place.network.build import Network
from coprod_sim.place.network.load import load_network
from coprod_sim.scenario.scenario import load_scenario

CONSULTATION = load_scenario("consultation_only")


def small_graph(directed: bool = False) -> "nx.Graph[Any]":
    """Three families, two professionals and a commissioner: Ann and Bob with Pia, Cem with Pia and Quy."""
    graph: nx.Graph[Any] = nx.DiGraph() if directed else nx.Graph()
    for kind, names in (("family", "Ann Bob Cem"), ("professional", "Pia Quy"), ("commissioner", "LA")):
        graph.add_nodes_from(names.split(), kind=kind)
    graph.add_edges_from([("Ann", "Pia"), ("Bob", "Pia"), ("Cem", "Pia"), ("Cem", "Quy"), ("Pia", "LA"), ("Quy", "LA")])
    graph.add_edge("Ann", "Bob", weight=2.0)
    return graph


def loaded(what: "nx.Graph[Any] | str | Path") -> Network:
    """The network of a graph or file under consultation."""
    network = load_network(what, CONSULTATION)
    assert network is not None
    return network
