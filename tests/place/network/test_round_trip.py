"""A place goes out as a graph and comes back as the same place, through memory, GraphML and GEXF."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.state import Place
from coprod_sim.place.network.attributes import NEED_AREA_WORDS, NODE_KINDS
from coprod_sim.place.network.export import layout, to_graph
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from tests.place.network.small import CONSULTATION, loaded, small_graph

SEED = 7


def assert_same_place(one: Place, other: Place) -> None:
    """Every array of both places is the same, to the bit."""
    for name in Place._fields:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


def saved_graph(graph: "nx.Graph[Any]", path: Path) -> Path:
    """Write a graph in the format of the suffix."""
    if path.suffix == ".gexf":
        nx.write_gexf(graph, path)
    else:
        nx.write_graphml(graph, path)
    return path


@pytest.fixture(scope="module")
def default_graph() -> "nx.Graph[int]":
    """The graph of the default place at month 0."""
    return to_graph(begun(CONSULTATION, SEED).place)


@pytest.mark.parametrize("name", ["place.graphml", "place.gexf"])
def test_a_file_gives_the_same_place_and_the_same_six_months(
    name: str, default_graph: "nx.Graph[int]", tmp_path: Path
) -> None:
    """The default place, written and read, has the same state at month 0 and lives the same six months."""
    network = loaded(saved_graph(default_graph, tmp_path / name))
    before, after = begun(CONSULTATION, SEED), begun(CONSULTATION, SEED, network)
    assert_same_place(before.place, after.place)
    np.testing.assert_array_equal(before.advance(6), after.advance(6))
    assert_same_place(before.place, after.place)


def test_the_order_of_edges_does_not_matter(default_graph: "nx.Graph[int]") -> None:
    """A graph whose edges come in another order, written from the other end, gives the same place."""
    turned: nx.Graph[int] = nx.Graph()
    turned.add_nodes_from(default_graph.nodes(data=True))
    turned.add_edges_from((v, u, d) for u, v, d in reversed(list(default_graph.edges(data=True))))
    values = CONSULTATION.values()
    assert_same_place(loaded(default_graph).make_place(values, SEED), loaded(turned).make_place(values, SEED))


def test_a_place_in_mid_life_comes_back_as_it_stood(tmp_path: Path) -> None:
    """State after two years, also where rounding has moved it, is read back as it was written."""
    simulation = begun(CONSULTATION, SEED)
    simulation.advance(24)
    place = loaded(saved_graph(to_graph(simulation.place), tmp_path / "later.graphml")).make_place(
        CONSULTATION.values(), SEED
    )
    for name in ("families", "professionals", "commissioners", "casework"):
        np.testing.assert_array_equal(getattr(place, name), getattr(simulation.place, name), err_msg=name)


def test_families_are_put_together_by_commissioner_and_keep_their_names() -> None:
    """Families of two commissioners in mixed order stand together, in their order, with what was said of them."""
    graph = small_graph()
    graph.add_edges_from([("Rex", "ICB"), ("Bob", "Rex"), ("Dot", "Rex")])
    nx.set_node_attributes(graph, {"Rex": "professional", "ICB": "commissioner", "Dot": "family"}, "kind")
    graph.remove_edge("Bob", "Pia")
    graph.nodes["Bob"]["confidence"] = 0.7
    network = loaded(graph)
    place = network.make_place(CONSULTATION.values(), SEED)
    assert network.labels.family == ("Ann", "Cem", "Bob", "Dot")
    assert network.structure.area_start.tolist() == [0, 2, 4]
    assert place.families["confidence"][2] == 0.7
    assert place.families["commissioner"].tolist() == [0, 0, 1, 1]


def test_a_graph_carries_plain_state_by_readable_names(default_graph: "nx.Graph[int]") -> None:
    """Nodes are numbered without gaps and have kind, label and plain Python numbers; so have edges."""
    graph = to_graph(loaded(small_graph()).make_place(CONSULTATION.values(), SEED), loaded(small_graph()).labels)
    assert list(graph.nodes) == list(range(9))
    labels = [graph.nodes[node].get("label") for node in graph]
    assert labels == ["Ann", "Bob", "Cem", "Pia", "Quy", "LA", None, None, None]  # the young people have no nodes there
    assert {type(value) for _, state in default_graph.nodes(data=True) for value in state.values()} == {
        str,
        int,
        float,
        bool,
    }
    assert {f"need_{word}" for word in NEED_AREA_WORDS} <= set(graph.nodes[0])
    assert {"standard_offer_social", "promise", "budget"} <= set(graph.nodes[5])
    assert set(graph.edges[0, 3]) == {"kind", "family_trust", "professional_trust", "power", "knowledge", "listening"}
    assert graph.edges[0, 1] == {"kind": "peer", "weight": 2.0}
    assert graph.edges[3, 5] == {"kind": "commissioning"}


def test_peers_who_hear_each_other_unequally_come_back(tmp_path: Path) -> None:
    """Directed peer ties with weights of their own, and a tie to oneself, survive an undirected file."""
    graph = small_graph(directed=True)
    graph.add_weighted_edges_from([("Bob", "Ann", 0.5), ("Cem", "Ann", 3.0), ("Cem", "Cem", 0.25)])
    network = loaded(graph)
    ties = list(zip(network.structure.peer_of, network.structure.peer, network.structure.peer_weight, strict=True))
    assert ties == [(0, 1, 2.0), (1, 0, 0.5), (2, 2, 0.25), (2, 0, 3.0)]
    out = to_graph(network.make_place(CONSULTATION.values(), SEED), network.labels)
    assert out.edges[0, 1] == {"kind": "peer", "weight": 2.0, "weight_back": 0.5}
    assert out.edges[0, 2] == {"kind": "peer", "weight": 0.0, "weight_back": 3.0}
    again = loaded(saved_graph(out, tmp_path / "unequal.graphml"))
    for name in ("peer_of", "peer", "peer_weight"):
        np.testing.assert_array_equal(getattr(again.structure, name), getattr(network.structure, name))


def test_levers_on_nodes_are_left_to_the_scenario(default_graph: "nx.Graph[int]") -> None:
    """A graph that was made under one scenario, used under another, takes the levers of the other and says so."""
    sharing = load_scenario("power_sharing")
    with pytest.warns(UserWarning, match="levers on commissioners differ from power_sharing") as warned:
        network = load_network(default_graph, sharing)
    assert network is not None
    place = network.make_place(sharing.values(), SEED)
    assert set(place.commissioners["power_ceiling"]) == {sharing.value("power_ceiling")}
    assert len(warned) == 1


def test_the_layout_is_fixed_and_puts_each_below_its_commissioner(default_graph: "nx.Graph[int]") -> None:
    """Every node has one place of its own in the unit square, and the three kinds stand in bands."""
    spots = layout(default_graph, seed=3)
    assert spots == layout(default_graph)
    assert list(spots) == list(default_graph)
    assert len(set(spots.values())) == len(default_graph)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in spots.values())
    heights = {
        kind: {spots[n][1] for n, d in default_graph.nodes(data=True) if d["kind"] == kind} for kind in NODE_KINDS
    }
    assert min(heights["commissioner"]) > max(heights["professional"])
    assert min(heights["professional"]) > max(heights["family"])
    left = [x for node, (x, _) in spots.items() if default_graph.nodes[node].get("commissioner") == 0]
    right = [x for node, (x, _) in spots.items() if default_graph.nodes[node].get("commissioner") == 1]
    assert max(left) < min(right)


def test_a_network_without_a_graph_is_none() -> None:
    """Nothing given is no network, so that the default place is drawn."""
    assert load_network(None, CONSULTATION) is None
