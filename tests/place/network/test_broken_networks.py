"""Broken networks: each gets a message that says where, what was given, what is allowed, and what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.load import load_network
from coprod_sim.place.network.read import MOST_BYTES
from coprod_sim.scenario.scenario import Event, Scenario
from coprod_sim.scenario.toml_syntax_faults import MOST_FAULTS
from tests.place.network.small import CONSULTATION, loaded, small_graph

Bend = Callable[[Any], object]


def attributes_of(node: str, **attributes: object) -> Bend:
    """Say something of a node."""
    return lambda graph: graph.nodes[node].update(attributes)


def tie(one: str, other: str, **attributes: object) -> Bend:
    """Add an edge, or say something of it."""
    return lambda graph: graph.add_edge(one, other, **attributes)


def node(name: str, kind: str) -> Bend:
    """Add a node with a kind."""
    return lambda graph: graph.add_node(name, kind=kind)


BENT: dict[str, tuple[Bend, str]] = {
    "no kind": (
        lambda g: g.add_node("Zoe"),
        r'nodes without kind \(1: "Zoe"\): each must be family, professional, commissioner or',
    ),
    "misspelt kind": (
        attributes_of("Ann", kind="Familly"),
        'node "Ann" kind = "Familly": must be .* Did you mean family',
    ),
    "kind by number": (
        attributes_of("Ann", kind=1),
        'kind = "1": must be family, professional, commissioner or young_person. Change it',
    ),
    "no nodes": (lambda g: g.clear(), "the network has no nodes: must have people"),
    "no family": (lambda g: g.remove_nodes_from(("Ann", "Bob", "Cem")), "no node has kind family: there must be one"),
    "no commissioner": (lambda g: g.remove_node("LA"), "no node has kind commissioner"),
    "family alone": (node("Dot", "family"), r'families without a team \(1: "Dot"\): each must have a professional'),
    "professional alone": (
        node("Rex", "professional"),
        r'professionals without a commissioner \(1: "Rex"\): each must',
    ),
    "torn professional": (
        lambda g: (node("ICB", "commissioner")(g), tie("Pia", "ICB")(g)),
        r'professionals with several commissioners \(1: "Pia"\): each must answer to one',
    ),
    "unknown edge kind": (tie("Ann", "Bob", kind="peers"), 'kind = "peers": must be casework, .* Did you mean peer'),
    "edge against its ends": (tie("Ann", "Bob", kind="casework"), "an edge between family and family is peer"),
    "edge that means nothing": (
        tie("Ann", "LA", kind="commissioning"),
        "between family and commissioner has no meaning",
    ),
    "colleague of oneself": (tie("Pia", "Pia"), "a professional is tied to itself: only a family may be"),
    "commissioner of itself": (tie("LA", "LA"), "a commissioner is tied to itself"),
    "negative weight": (tie("Ann", "Bob", weight=-1), "weight = -1: must be 0 or a number from 1e-30 to 1e"),
    "weight not finite": (tie("Ann", "Bob", weight=float("inf")), "weight = inf: must be 0 or a number"),
    "weight too large": (tie("Ann", "Bob", weight=10**400), "weight = a very large number: must be 0 or a number"),
    "weight in words": (tie("Ann", "Bob", weight_back="strong"), 'weight_back = "strong": must be 0 or a number'),
    "state out of range": (
        attributes_of("Ann", confidence=1.2),
        'node "Ann" confidence = 1.2: must be a number between 0 and 1',
    ),
    "state not finite": (attributes_of("Ann", energy=float("inf")), "energy = inf: must be a number between 0 and 1"),
    "state that is true": (attributes_of("Ann", energy=True), "energy = true: must be a number"),
    "state that is a list": (attributes_of("Ann", energy=np.zeros(2)), "energy = .*: must be a number"),
    "decimal comma": (attributes_of("Ann", energy="0,5"), 'energy = "0,5": .* Write a point for decimals'),
    "half a month": (
        attributes_of("Ann", months_since_review=1.5),
        "months_since_review = 1.5: must be a whole number",
    ),
    "a flag of 2": (attributes_of("Ann", reviewed=2), "reviewed = 2: must be a whole number between 0 and 1"),
    "need without bounds": (
        attributes_of("Ann", need_social=1e9),
        "need_social = 1000000000.0: must be a number between -1e",
    ),
    "need in one number": (
        attributes_of("Ann", need=1),
        "need: has several numbers: .* Write need_communication, need_cog",
    ),
    "unknown area": (
        attributes_of("Pia", discipline="maths"),
        'discipline = "maths": .* or one of communication, cognition',
    ),
    "misspelt state": (
        attributes_of("Ann", confidance=0.5),
        "confidance: is not the name of any state. Did you mean confide",
    ),
    "state with a capital": (
        attributes_of("Ann", Confidence=1.5),
        "confidence = 1.5: must be a number between 0 and 1",
    ),
    "state of others": (attributes_of("Ann", bravery=0.5), "bravery: is state of the nodes of kind professional only"),
    "state of an edge": (attributes_of("Ann", listening=0.5), "listening: is state of casework edges only"),
    "trust among peers": (tie("Ann", "Bob", family_trust=0.5), "family_trust: is state of casework edges only"),
    "trust above 1": (
        tie("Ann", "Pia", family_trust=3),
        'edge "Ann" to "Pia" family_trust = 3: must be a number between',
    ),
    "misspelt trust": (tie("Ann", "Pia", famly_trust=0.3), "famly_trust: is not .* Did you mean family_trust"),
    "too much power": (
        attributes_of("Ann", power=0.7, commissioner_power=0.4),
        'family "Ann": .* up to 1.1: must leave 0 or more',
    ),
    "powers not 1": (
        lambda g: (attributes_of("Ann", power=0.5, commissioner_power=0.2)(g), tie("Ann", "Pia", power=0.2)(g)),
        "powers given for its plan add up to 0.9: must be 1",
    ),
    "no time": (
        attributes_of("Pia", capacity=0),
        'professional "Pia" capacity = 0: must be 1e-06 or more, having cases',
    ),
}


@pytest.mark.parametrize("name", BENT)
def test_a_broken_graph_is_refused_with_its_fault(name: str) -> None:
    """One thing is wrong, and the message names it."""
    bend, message = BENT[name]
    graph = small_graph()
    bend(graph)
    with pytest.raises(ScenarioError, match=message) as caught:
        loaded(graph)
    assert len(caught.value.faults) == (2 if name == "no commissioner" else 1)


def test_all_faults_are_told_together() -> None:
    """Several things are wrong, and each is told."""
    graph = small_graph()
    for name in ("no kind", "misspelt kind", "state of others", "trust above 1", "negative weight"):
        BENT[name][0](graph)
    graph.nodes["Ann"]["kind"] = "family"
    graph.nodes["Bob"]["kind"] = "comissioner"
    with pytest.raises(ScenarioError) as caught:
        loaded(graph)
    assert len(caught.value.faults) == 4


def test_very_many_faults_are_counted() -> None:
    """A column that is wrong in every row does not fill the screen."""
    graph = small_graph()
    graph.add_nodes_from(
        (f"family {number}" for number in range(100)), kind="family", energy=2, famly="x", conffidence=1
    )
    with pytest.raises(ScenarioError, match="82 more faults: must have none") as caught:
        loaded(graph)
    assert len(caught.value.faults) == MOST_FAULTS + 1
    assert sum("conffidence" in fault for fault in caught.value.faults) == 1


def test_repeated_edges_are_refused() -> None:
    """Parallel edges of a multigraph, and edges there and back that disagree, have to be merged."""
    many: nx.MultiGraph[Any] = nx.MultiGraph(small_graph())
    many.add_edge("Bob", "Ann")
    with pytest.raises(ScenarioError, match=r"1 edges are between nodes that have an edge already: .* Merge them"):
        loaded(many)
    both = small_graph(directed=True)
    both.add_edge("Pia", "Ann", family_trust=0.3)
    both.edges["Ann", "Pia"]["family_trust"] = 0.4
    with pytest.raises(ScenarioError, match=r"family_trust = 0\.3, and 0\.4 on the edge back: must be the same"):
        loaded(both)
    both = small_graph(directed=True)
    both.edges["Ann", "Bob"]["weight_back"] = 1
    with pytest.raises(ScenarioError, match="weight_back: an edge of a directed graph goes one way"):
        loaded(both)


EDGES = "source,target,source_kind,target_kind\nAnn,Pia,family,professional\nPia,LA,professional,commissioner\n"
FILES: dict[str, tuple[str, bytes, str]] = {
    "no such format": ("net.xlsx", b"x", r"net.xlsx: not a network file: must end in .graphml, .gexf or .csv"),
    "empty": ("net.csv", b" \n", "the file is empty: must hold a network"),
    "only a mark": ("net.csv", b"\xef\xbb\xbf", "line 1: no column source and no column target"),
    "colons": ("net.csv", b"source:target\nAnn:Pia\n", "no column source and no column target: .* by commas"),
    "no target": ("net.csv", b"source,to\nAnn,Pia\n", "line 1: no column target: the first line must name"),
    "column twice": ("net.csv", b"source,target,kind,kind\n", "column kind stands twice"),
    "not UTF-8": ("net.csv", EDGES.replace("Ann", "Änn").encode("latin-1"), "line 2: not UTF-8 text: must be UTF-8"),
    "half of UTF-16": ("net.csv", EDGES.encode("utf-16")[:-1], "not UTF-16 text, as its first bytes say: must be"),
    "no end": ("net.csv", f"{EDGES}Bob,,family,professional\n".encode(), "line 4: target is empty: must be given"),
    "long row": (
        "net.csv",
        f"{EDGES}Bob,Pia,family,professional,1\n".encode(),
        "line 4: 5 cells: must be 4 as in line 1",
    ),
    "open quote": ("net.csv", f'{EDGES}"Bob,Pia,family\n'.encode(), "not CSV .* must be commas and quotes"),
    "no kinds": (
        "net.csv",
        b"source,target\nAnn,Pia\n",
        r'nodes without kind \(2: "Ann", "Pia"\): .* <name>.nodes.csv',
    ),
    "two kinds": ("net.csv", f"{EDGES}Pia,LA,family,\n".encode(), 'line 4: source_kind of "Pia" = "family": is "prof'),
    "edge twice": ("net.csv", f"{EDGES}Pia,Ann,,\n".encode(), 'line 4: edge "Pia" to "Ann": these two have an edge'),
    "hidden letter": (
        "net.csv",
        EDGES.replace("Ann", "A\0n").encode(),
        "a character cannot be seen: must be plain text",
    ),
    "not XML": ("net.graphml", b"source,target", "net.graphml: not GraphML .*: must be a whole GraphML file"),
    "cut XML": ("net.graphml", b"<graphml><graph>", "not GraphML .*: must be a whole GraphML file"),
    "other XML": ("net.graphml", b"<html></html>", "not GraphML"),
    "not GEXF": ("net.gexf", b"<gexf></gexf>", "not GEXF .*: must be a whole GEXF file"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_with_its_fault(name: str, tmp_path: Path) -> None:
    """One thing is wrong with a file, and the message names the file and the fault."""
    file, content, message = FILES[name]
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ScenarioError, match=message) as caught:
        loaded(tmp_path / file)
    assert file in str(caught.value)
    assert len(caught.value.faults) == (2 if name == "two kinds" else 1)


def test_a_graphml_value_of_the_wrong_type_is_refused(tmp_path: Path) -> None:
    """A number that is declared and is none is told with its node."""
    file = tmp_path / "net.graphml"
    graph = small_graph()
    graph.nodes["Ann"]["energy"] = 0.5
    nx.write_graphml(graph, file)
    file.write_text(file.read_text().replace(">0.5<", ">half<"))
    with pytest.raises(ScenarioError, match=r'node "Ann" energy = "half": must be a number between 0 and 1'):
        loaded(file)


def test_a_node_that_stands_twice_in_its_table_is_refused(tmp_path: Path) -> None:
    """A duplicate name in the nodes file is told with its line."""
    (tmp_path / "net.csv").write_text("source,target\nAnn,Pia\nPia,LA\n")
    nodes = "node,kind\nAnn,family\nPia,professional\nAnn,family\nLA,commissioner\n"
    (tmp_path / "net.nodes.csv").write_text(nodes)
    with pytest.raises(ScenarioError, match=r'net.nodes.csv line 4: node "Ann" is there twice: must be once'):
        loaded(tmp_path / "net.csv")


def test_what_is_no_file_or_no_graph_is_refused(tmp_path: Path) -> None:
    """Paths that lead nowhere or to a folder, files of more than 100 MB, and things that are no graph."""
    with pytest.raises(ScenarioError, match=r"lost.csv: there is no such file"):
        loaded(tmp_path / "lost.csv")
    with pytest.raises(ScenarioError, match="cannot be read"):
        loaded("a\0b.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ScenarioError, match="this is a folder or a device: must be a plain file"):
        loaded(tmp_path / "folder.csv")
    with (tmp_path / "large.graphml").open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # sparse: takes no room
    with pytest.raises(ScenarioError, match="100,000,001 bytes: a network file has at most 100,000,000 bytes"):
        loaded(tmp_path / "large.graphml")
    nothing: Any = [("Ann", "Pia")]
    with pytest.raises(ScenarioError, match="network = a list: must be a networkx graph, or the path"):
        loaded(nothing)


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        (
            CONSULTATION.changed({"families": 300}),
            "consultation_only families = 300: must be 3, as many as the network has",
        ),
        (
            CONSULTATION.changed({"professionals": 4, "commissioners": 1}),
            "professionals = 4: must be 2, as many as the network has",
        ),
        (
            CONSULTATION.changed(events=[Event(month=5, do="budget_cut", who=2, amount=0.1)]),
            'month 5 who = 2: must be "all" or a commissioner from 1 to 1, as many as the network',
        ),
    ],
)
def test_a_scenario_for_a_place_of_another_size_is_refused(scenario: Scenario, message: str) -> None:
    """Sizes and commissioners that a scenario names must be those of the network."""
    with pytest.raises(ScenarioError, match=message) as caught:
        load_network(small_graph(), scenario)
    assert len(caught.value.faults) == 1


def test_a_scenario_that_names_the_right_sizes_is_used() -> None:
    """Sizes that are those of the network do no harm."""
    right = CONSULTATION.changed({"families": 3, "professionals": 2, "commissioners": 1, "peers": 2})
    network = load_network(small_graph(), right)
    assert network is not None
    assert len(network.labels.family) == 3
