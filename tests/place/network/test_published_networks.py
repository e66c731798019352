"""Networks that others have published: they run as they are.

That peers alone reach the numbers in print is exact case 5 (tests/agents/test_exact_cases.py).
"""

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.state import out_of_range
from coprod_sim.place.network.load import NetworkWarning
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from tests.place.network.small import CONSULTATION, loaded


def test_davis_southern_women_run_for_two_years() -> None:
    """Eighteen women as families and fourteen events as professionals, under two commissioners, live 24 months."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    for people, kind in ((women, "family"), (events, "professional")):
        graph.add_nodes_from(people, kind=kind)
    graph.add_nodes_from(("first", "second"), kind="commissioner")
    graph.add_edges_from((event, "first" if number < 7 else "second") for number, event in enumerate(events))
    simulation = begun(load_scenario("power_sharing"), 1, loaded(graph))
    tallies = simulation.advance(24)
    assert len(simulation.place.casework) == 89
    assert tallies["families"][-1].sum() == 18
    assert list(out_of_range(simulation.place)) == []
    plans = simulation.place.casework["family"]
    total = simulation.place.families["power"] + simulation.place.families["commissioner_power"]
    np.testing.assert_allclose(total + np.bincount(plans, simulation.place.casework["power"]), 1, atol=1e-12)


def test_karate_club_runs_with_its_own_weights() -> None:
    """Zachary's club, its two leaders as commissioners and some of their friends as professionals, needs no new tie."""
    graph = nx.karate_club_graph()
    graph.add_nodes_from(list(graph), kind="family")
    for leader in (0, 33):
        graph.nodes[leader]["kind"] = "commissioner"
    for friend in (1, 2, 3, 5, 6, 11, 23, 27, 29, 32):
        graph.nodes[friend]["kind"] = "professional"
    with pytest.warns(NetworkWarning, match="23 edges of commissioners with families"):
        network = loaded(graph)
    simulation = begun(CONSULTATION, 1, network)
    simulation.advance(24)
    assert network.left_out == 10 + 13  # those friends of each leader who are families
    peers = network.structure
    for one, other, weight in zip(peers.peer_of, peers.peer, peers.peer_weight, strict=True):
        assert graph.edges[network.labels.family[one], network.labels.family[other]]["weight"] == weight
    assert len(peers.peer) > 0
    assert list(out_of_range(simulation.place)) == []
