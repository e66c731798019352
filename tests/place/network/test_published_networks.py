"""Networks that others have published: they run as they are, and peers alone reach the numbers in print."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.state import out_of_range
from coprod_sim.place.network.load import NetworkWarning
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from tests.place.network.small import CONSULTATION, loaded

# Friedkin and Johnsen 1999, as in Parsegov et al. 2017; MODEL.md section 13, case 5.
INFLUENCE = np.array(
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.090, 0.178, 0.446, 0.286]]
)
STILL = CONSULTATION.changed(dict.fromkeys(("trust_gain", "trust_loss", "appeal_chance", "turnover"), 0.0))
"""A world in which nothing but peers' word moves felt trust."""


def peers_alone(own: np.ndarray, months: int) -> np.ndarray:
    """Felt trust after some months where each of four families has a professional of its own, trusted as `own` says."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("commissioner", kind="commissioner")
    for i, trust in enumerate(own):
        graph.add_node(i, kind="family", gossip=1 - INFLUENCE[i, i], felt_trust=trust)
        graph.add_node(f"worker {i}", kind="professional")
        graph.add_edge(i, f"worker {i}", family_trust=trust)
        graph.add_edge(f"worker {i}", "commissioner")
    graph.add_weighted_edges_from((int(i), int(j), INFLUENCE[i, j]) for i, j in np.argwhere(INFLUENCE))
    simulation = begun(STILL, 1, loaded(graph))
    simulation.advance(months)
    return np.array(simulation.place.families["felt_trust"])


@pytest.mark.parametrize(
    ("start", "published", "decimals"),
    [((25, 25, 75, 85), (60, 60, 75, 75), 0), ((25, 15, -50, 5), (-19.3, -21.5, -50, -23.2), 1)],
)
def test_peers_alone_reach_the_published_opinions(
    start: tuple[float, ...], published: tuple[float, ...], decimals: int
) -> None:
    """With self-weights as stubbornness, felt trust ends where Friedkin and Johnsen's opinions end, on their scale."""
    low, width = min(0, *start), 100.0
    reached = low + width * peers_alone((np.array(start) - low) / width, months=200)
    assert np.round(reached, decimals).tolist() == list(published)


def test_peers_alone_follow_the_recursion_month_by_month() -> None:
    """Felt trust is (I - L) own + L W felt, every month, and in the end (I - L W)^-1 (I - L) own."""
    own = np.array([0.25, 0.25, 0.75, 0.85])
    stubborn = np.diag(INFLUENCE)
    felt = own
    for month in range(1, 7):
        felt = stubborn * own + (1 - stubborn) * (INFLUENCE @ felt)
        np.testing.assert_allclose(peers_alone(own, month), felt, atol=1e-7)
    limit = np.linalg.solve(np.eye(4) - np.diag(1 - stubborn) @ INFLUENCE, stubborn * own)
    np.testing.assert_allclose(peers_alone(own, 300), limit, atol=1e-7)


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
