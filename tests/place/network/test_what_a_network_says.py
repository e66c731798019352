"""What nodes and edges say comes to pass: state at month 0, shares of power, areas by name, tables of edges."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.state import Place
from coprod_sim.place.network.build import Network
from coprod_sim.place.network.load import NetworkWarning
from coprod_sim.place.simulate import begun
from tests.place.network.small import CONSULTATION, loaded, small_graph


def start(network: Network) -> Place:
    """The place of a network at month 0."""
    return network.make_place(CONSULTATION.values(), 1)


def shares(place: Place, family: int) -> list[float]:
    """The power of a family, its commissioner and each of its team, rounded."""
    team = place.casework["power"][place.casework["family"] == family]
    own = place.families[family]
    return [round(float(power), 12) for power in (own["power"], own["commissioner_power"], *team)]


@pytest.mark.parametrize(
    ("family", "commissioner", "team", "expected"),
    [
        (None, None, (None, None), [0.05, 0.45, 0.25, 0.25]),
        (0.24, None, (None, None), [0.24, 0.36, 0.2, 0.2]),
        (None, None, (0.5, None), [0.033333333333, 0.3, 0.5, 0.166666666667]),
        (0.3, 0.3, (0.1, 0.3), [0.3, 0.3, 0.1, 0.3]),
        (None, 1, (None, None), [0.0, 1.0, 0.0, 0.0]),
    ],
)
def test_power_that_is_not_given_keeps_its_proportions(
    family: float | None, commissioner: float | None, team: tuple[float | None, ...], expected: list[float]
) -> None:
    """What is left of the power in a plan goes to those who were not given any, as they would have held it."""
    graph = small_graph()
    graph.nodes["Cem"].update(power=family, commissioner_power=commissioner)
    for worker, power in zip(("Pia", "Quy"), team, strict=True):
        graph.edges["Cem", worker]["power"] = power
    place = start(loaded(graph))
    assert shares(place, 2) == expected
    assert shares(place, 0) == [0.05, 0.45, 0.5]


def test_power_is_shared_equally_where_nobody_would_have_held_any() -> None:
    """With a scenario that starts with all power in families, a family with less leaves equal parts to the others."""
    graph = small_graph()
    graph.nodes["Ann"]["power"] = 0.4
    values = CONSULTATION.values() | {"start_family_power": 1.0, "start_commissioner_power": 0.0}
    assert shares(loaded(graph).make_place(values, 1), 0) == [0.4, 0.3, 0.3]


def test_a_need_that_is_given_is_the_usual_need_unless_that_is_given_too() -> None:
    """A need returns to what is usual: without that, a network's own need would fade to a drawn one."""
    graph = small_graph()
    graph.nodes["Ann"].update(need_social=1.5, need_sensory=0.5, usual_need_sensory=-0.5)
    families = start(loaded(graph)).families
    assert list(families["usual_need"][0, 2:]) == [1.5, -0.5]
    assert np.array_equal(families["usual_need"][1:], families["need"][1:])


def test_resources_that_are_given_sort_families_anew() -> None:
    """Quarters and fifths of resources count what was given."""
    graph = small_graph()
    nx.set_node_attributes(graph, {"Ann": 0.9, "Bob": 0.1, "Cem": 0.5}, "resources")
    place = start(loaded(graph))
    assert place.families["quarter"].tolist() == [2, 0, 1]
    assert place.families["fifth"].tolist() == [3, 0, 1]


@pytest.mark.parametrize("value", [2, 2.0, "2", "social", "Social, emotional and mental health", np.int64(2)])
def test_a_discipline_is_a_number_or_a_name(value: object) -> None:
    """The area that a professional knows best may be given in any of these ways."""
    graph = small_graph()
    graph.nodes["Pia"]["discipline"] = value
    assert start(loaded(graph)).professionals["discipline"].tolist() == [2, 1]


def test_other_attributes_are_passed_over() -> None:
    """What graphs carry for other purposes is no state and no fault; what tables leave empty is not given."""
    graph = small_graph()
    graph.nodes["Ann"].update(club="Mr. Hi", label="A", x=1.5, size=None, confidence="", energy=None, viz={"color": 1})
    state: dict[Any, Any] = graph.nodes["Ann"]
    state[7] = "a name that is no text"
    graph.edges["Ann", "Pia"].update(weight=4, colour="red", id="e1")
    one, other = start(loaded(graph)), start(loaded(small_graph()))
    np.testing.assert_array_equal(one.families, other.families)


def test_a_tie_may_be_given_there_and_back_in_a_directed_graph() -> None:
    """Casework, commissioning and practice have no direction; what is said on either edge counts."""
    graph = small_graph(directed=True)
    graph.add_edge("Pia", "Ann", family_trust=0.3)
    graph.edges["Ann", "Pia"]["professional_trust"] = 0.6
    graph.add_edges_from([("LA", "Pia"), ("Pia", "Quy"), ("Quy", "Pia")])
    place = start(loaded(graph))
    assert len(place.casework) == 4
    assert (place.casework["family_trust"][0], place.casework["professional_trust"][0]) == (0.3, 0.6)
    assert place.colleagues.tolist() == [1, 0]


def test_forum_edges_are_accepted_and_do_nothing() -> None:
    """An edge of kind forum may stand between anybody, without a warning."""
    graph = small_graph()
    graph.add_edge("Ann", "LA", kind="forum")
    graph.add_edge("Ann", "Cem", kind="forum")
    network = loaded(graph)
    assert network.left_out == 0
    assert len(network.structure.peer) == 2


def test_a_multigraph_without_repeated_edges_is_a_graph() -> None:
    """Only edges between the same two nodes make a multigraph wrong."""
    network = loaded(nx.MultiGraph(small_graph()))
    assert len(network.structure.tie_family) == 4


def test_commissioners_and_professionals_without_families_are_fine() -> None:
    """A commissioner with nobody at all and a professional without cases live through a year."""
    graph = small_graph()
    graph.add_node("ICB", kind="commissioner")
    graph.add_node("Rex", kind="professional")
    graph.add_edge("Rex", "LA")
    simulation = begun(CONSULTATION, 1, loaded(graph))
    tallies = simulation.advance(12)
    assert tallies["families"][-1].tolist() == [3, 0]
    assert simulation.place.professionals["load"][2] == 0


def test_a_family_belongs_where_most_of_its_team_does() -> None:
    """Two of three professionals decide; one of each is a tie, which the first commissioner wins."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(("north", "south"), kind="commissioner")
    graph.add_nodes_from(("Pia", "Quy", "Rex"), kind="professional")
    graph.add_nodes_from(("Ann", "Bob"), kind="family")
    graph.add_edges_from([("Pia", "north"), ("Quy", "south"), ("Rex", "south")])
    graph.add_edges_from([("Ann", "Pia"), ("Ann", "Quy"), ("Ann", "Rex"), ("Bob", "Rex"), ("Bob", "Pia")])
    network = loaded(graph)
    assert network.labels.family == ("Bob", "Ann")
    assert network.structure.area_start.tolist() == [0, 1, 2]


def test_one_table_of_edges_can_say_everything(tmp_path: Path) -> None:
    """An edge CSV with the kinds of both ends, weights there and back, and casework state, as spreadsheets save it."""
    file = tmp_path / "village.csv"
    lines = [
        "source,target,source_kind,target_kind,family_trust,power,weight,weight_back",
        "Änn,Pia,family,professional,0.3,0.2,,",
        '"Bob, jun.",Pia,family,professional,,,,',
        'Änn,"Bob, jun.",,,,,2,0.5',
        "Pia,LA,professional,commissioner,,,,",
        ",,,,,,,",
    ]
    file.write_text("\r\n".join(lines), encoding="utf-8-sig")
    network = loaded(str(file))
    place = start(network)
    assert network.labels.family == ("Änn", "Bob, jun.")
    assert network.structure.peer_weight.tolist() == [2.0, 0.5]
    assert place.casework["family_trust"][0] == 0.3
    assert shares(place, 0) == [0.08, 0.72, 0.2]


def test_nodes_may_stand_in_a_table_beside_the_edges(tmp_path: Path) -> None:
    """A nodes file gives kinds, state and the order of people."""
    (tmp_path / "village.csv").write_text(
        "source,target,kind\nAnn,Pia,casework\nPia,LA,commissioning\nBob,Pia,casework\n"
    )
    nodes = (
        "node,kind,resources,discipline,street\nBob,family,0.2,,Elm\nLA,commissioner,,,\nPia,professional,,sensory,\n"
    )
    (tmp_path / "village.nodes.csv").write_text(f"{nodes}Ann,family,,,Oak\n")
    with pytest.warns(NetworkWarning, match='"street" is said of nodes and not used'):
        network = loaded(tmp_path / "village.csv")
    place = start(network)
    assert network.labels.family == ("Bob", "Ann")
    assert place.families["resources"][0] == 0.2
    assert place.professionals["discipline"].tolist() == [3]


def test_defaults_of_a_file_count(tmp_path: Path) -> None:
    """GraphML may give an attribute once for all nodes that do not say otherwise."""
    graph = small_graph()
    for family in ("Ann", "Bob", "Cem"):
        del graph.nodes[family]["kind"]
    file = tmp_path / "defaults.graphml"
    nx.write_graphml(graph, file)
    text = file.read_text()
    key = '<key id="d0" for="node" attr.name="kind" attr.type="string" />'
    assert key in text
    file.write_text(text.replace(key, key.replace(" />", "><default>family</default></key>")))
    assert loaded(file).labels.family == ("Ann", "Bob", "Cem")
