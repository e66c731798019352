"""Networks as other programs write them are read as they are, or the message names what stands there and what to do."""

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.build import Network
from coprod_sim.place.network.load import NetworkWarning
from tests.place.network.small import loaded, small_graph

EDGES = "source,target\nAnn,Pia\nBob,Pia\nPia,LA\nAnn,Bob\n"
NODES = "node,kind\nAnn,family\nBob,family\nPia,professional\nLA,commissioner\n"
GEPHI_EDGES = (
    "Source,Target,Type,Id,Label,timeset,Weight\nAnn,Pia,{0},0,,,1.0\nBob,Pia,{0},1,,,1.0\nPia,LA,{0},2,,,1.0\n"
    "Ann,Bob,{0},3,,,4.0\n"
)
GEPHI_NODES = "Id,Label,timeset,kind\nAnn,Ann,,family\nBob,Bob,,family\nPia,Pia,,professional\nLA,LA,,commissioner\n"


def noted(what: Path) -> tuple[Network, str]:
    """Load a network, and give also what was noted."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        network = loaded(what)
    assert [str(one.message) for one in caught] == list(network.notes)
    return network, "\n".join(network.notes)


def tables(folder: Path, edges: str | bytes = EDGES, nodes: str | bytes = NODES) -> Path:
    """Write a table of edges and one of nodes."""
    for name, text in (("net.csv", edges), ("net.nodes.csv", nodes)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "net.csv"


def gexf(folder: Path, namespace: str = "http://gexf.net/1.3", **parts: str) -> Path:
    """Write a network as Gephi does; parts replace words of it."""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="{namespace}" version="1.3" xmlns:viz="{namespace}/viz">
  <graph defaultedgetype="undirected" mode="static">
    <attributes class="node" mode="static">
      <attribute id="0" title="kind" type="string"/><attribute id="1" title="felt_trust" type="double"/>
    </attributes>
    <nodes>
      <node id="Ann"><attvalues><attvalue for="0" value="family"/><attvalue for="1" value="0.25"/></attvalues>
        <viz:size value="10.0"/><viz:color hex="#ff7700"/></node>
      <node id="Bob"><attvalues><attvalue for="0" value="family"/><attvalue for="1" value="NaN"/></attvalues></node>
      <node id="Pia"><attvalues><attvalue for="0" value="professional"/></attvalues></node>
      <node id="LA"><attvalues><attvalue for="0" value="commissioner"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="0" source="Ann" target="Pia"/><edge id="1" source="Bob" target="Pia"/>
      <edge id="2" source="Pia" target="LA"/><edge id="3" source="Ann" target="Bob" weight="4.0"/>
    </edges>
  </graph>
</gexf>"""
    for old, new in parts.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "net.gexf").write_text(text)
    return folder / "net.gexf"


def graphml(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write a network as igraph does from R, with every attribute on every node; changes replace words of it."""
    nodes = {
        "Ann": ("family", "0.25"),
        "Bob": ("family", "NaN"),
        "Pia": ("professional", "NaN"),
        "LA": ("commissioner", "NaN"),
    }
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="v_kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="v_trust" for="node" attr.name="felt_trust" attr.type="double"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="undirected">
    {
        "".join(
            f'<node id="{name}"><data key="v_name">{name}</data><data key="v_kind">{kind}</data><data key="v_trust">{trust}</data></node>'
            for name, (kind, trust) in nodes.items()
        )
    }
    <edge source="Ann" target="Pia"><data key="e_weight">1</data></edge>
    <edge source="Bob" target="Pia"><data key="e_weight">1</data></edge>
    <edge source="Pia" target="LA"><data key="e_weight">1</data></edge>
    <edge source="Ann" target="Bob"><data key="e_weight">4</data></edge>
  </graph>
</graphml>"""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "net.graphml").write_text(text)
    return folder / "net.graphml"


# Tables.


def test_gephis_tables_are_read_as_they_are(tmp_path: Path) -> None:
    """Source, Target and Weight count whatever their capitals, and Id names a node; a note says so."""
    network, notes = noted(tables(tmp_path, GEPHI_EDGES.format("Undirected"), GEPHI_NODES))
    assert network.labels.family == ("Ann", "Bob")
    assert network.structure.peer_weight.tolist() == [4.0, 4.0]
    assert "net.csv: columns are read by other names: Source as source, Target as target, Weight as weight." in notes
    assert "net.nodes.csv: columns are read by other names: Id as node." in notes


def test_gephis_directed_edges_go_one_way(tmp_path: Path) -> None:
    """Type = Directed lets the source hear the target only, and a note says so; both words in one table are refused."""
    network, notes = noted(tables(tmp_path, GEPHI_EDGES.format("Directed"), GEPHI_NODES))
    assert (network.structure.peer_of.tolist(), network.structure.peer.tolist()) == ([0], [1])
    assert "the first hears the second, and not the other way round" in notes
    mixed = GEPHI_EDGES.format("Undirected").replace("Undirected", "Directed", 1)
    with pytest.raises(ScenarioError, match=r"1 edges are directed \(the first on line 2\) and 3 undirected: must all"):
        loaded(tables(tmp_path, mixed, GEPHI_NODES))


SAME_TABLES: dict[str, Callable[[str], str | bytes]] = {
    "a line of Excel": lambda text: "sep=,\r\n" + text,
    "semicolons": lambda text: text.replace(",", ";"),
    "Excel's own line and semicolons": lambda text: "sep=;\n" + text.replace(",", ";"),
    "Excel's own line and any mark": lambda text: "sep=#\n" + text.replace(",", "#"),
    "Excel's own line and tabs": lambda text: "sep=\\t\n" + text.replace(",", "\t"),
    "tabs": lambda text: text.replace(",", "\t"),
    "a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 with tabs": lambda text: text.replace(",", "\t").encode("utf-16"),
    "Windows lines and spaces": lambda text: text.replace("\n", " \r\n").replace(",", " , "),
    "capitals": lambda text: text.replace("source", "SOURCE").replace("node", "Node").replace("kind", "Kind"),
    "kinds in the plural": lambda text: text.replace("family", "Families").replace("professional", "PROFESSIONAL"),
    "empty lines and cells": lambda text: "\n" + text.replace("\n", ",,\n\n"),
}


@pytest.mark.parametrize("name", SAME_TABLES)
def test_a_table_may_be_written_in_other_ways(name: str, tmp_path: Path) -> None:
    """Marks, separators, encodings, capitals and spaces make no other network."""
    rewritten = SAME_TABLES[name]
    network, _ = noted(tables(tmp_path, rewritten(EDGES), rewritten(NODES)))
    assert network.labels == loaded(tables(tmp_path)).labels
    assert len(network.structure.peer) == 2


def test_decimal_commas_are_read_where_commas_do_not_separate(tmp_path: Path) -> None:
    """A table with semicolons may have 0,5; a note says so."""
    edges = "source;target;weight\nAnn;Pia;\nBob;Pia;\nPia;LA;\nAnn;Bob;0,5\n"
    network, notes = noted(tables(tmp_path, edges, NODES.replace(",", ";")))
    assert network.structure.peer_weight.tolist() == [0.5, 0.5]
    assert "1 numbers have a decimal comma, which is read as a point" in notes


ADVICE: dict[str, tuple[str, str, str]] = {
    "R's own names": (
        EDGES.replace("source,target", "from,to"),
        NODES,
        'no column source and no column target: .* names "from", "to". Rename "from" to source and "to" to target',
    ),
    "nodes by name": (EDGES, NODES.replace("node", "name"), 'no column node: .* Rename "name" to node'),
    "kinds called role": (EDGES, NODES.replace("kind", "role"), 'no column kind: .* Rename "role" to kind'),
    "only nodes": (NODES, NODES, "This looks like a table of nodes: give the table of edges, and put this beside it"),
    "kinds of ends by type": (
        "source,target,source_type,target_type\nAnn,Pia,family,professional\nPia,LA,professional,commissioner\n",
        "",
        'The values of "source_type", "target_type" are kinds: rename them, .* to source_kind and target_kind',
    ),
}


ADVICE["ends by label"] = (
    EDGES,
    "Id,Label,kind\n1,Ann,family\n2,Bob,family\n3,Pia,professional\n4,LA,commissioner\n",
    'nodes without kind .* "Ann" is the label of "1": name the ends of edges by what names their nodes',
)
ADVICE["ends in other letters"] = (
    EDGES.replace("Ann,Bob", "ANN,Bob"),
    NODES,
    'Is "ANN" the same as "Ann"\\? Write them',
)


@pytest.mark.parametrize("name", ADVICE)
def test_the_message_names_the_columns_and_which_to_rename(name: str, tmp_path: Path) -> None:
    """Columns by other names are not guessed: the message says which they are and what to call them."""
    edges, nodes, message = ADVICE[name]
    path = tables(tmp_path, edges, nodes)
    if not nodes:
        (tmp_path / "net.nodes.csv").unlink()
    with pytest.raises(ScenarioError, match=message):
        loaded(path)


def test_all_faults_of_both_tables_are_told_at_once(tmp_path: Path) -> None:
    """Headers of both tables, rows that are too long, and values are told together."""
    with pytest.raises(ScenarioError) as caught:
        loaded(tables(tmp_path, EDGES.replace("source", "from"), NODES.replace("kind", "role")))
    assert len(caught.value.faults) == 2
    edges = "source,target,weight\nAnn,Pia\nBob,Pia,1,2\nPia,LA\nAnn,Bob,-1\nBob,\n"
    nodes = "node,kind,energy\nAnn,famly,\nBob,family,7\nPia,professional,\nLA,commissioner,\n"
    with pytest.raises(ScenarioError) as caught:
        loaded(tables(tmp_path, edges, nodes))
    message = str(caught.value)
    for part in ("line 3: 4 cells", "line 6: target is empty", '"famly"', "energy"):
        assert part in message
    assert "without" not in message  # what a lost row may have said is not missed


# What stands in cells.


def test_missing_numbers_are_not_given(tmp_path: Path) -> None:
    """NaN on every node, as R writes it, is drawn where the kind has such state, and is no fault where it has none."""
    network, notes = noted(graphml(tmp_path))
    assert network.starts["family"]["felt_trust"][0] == 0.25
    assert network.structure.peer_weight.tolist() == [4.0, 4.0]
    assert "felt_trust is missing (NaN or NA) once: it is drawn, as where nothing is said" in notes
    network, notes = noted(graphml(tmp_path, ('"e_weight">4<', '"e_weight">NA<')))
    assert network.structure.peer_weight.tolist() == [1.0, 1.0]
    assert "weight is missing (NaN or NA) once: 1 is taken" in notes


def test_what_is_not_used_is_named(tmp_path: Path) -> None:
    """Columns without meaning are listed, with ours that they resemble, and do not stop the run."""
    edges = EDGES.replace("\n", ",3\n").replace("target,3", "target,strength")
    _, notes = noted(tables(tmp_path, edges, NODES.replace("\n", ",0.5\n").replace("kind,0.5", "kind,trust")))
    assert '"strength" is said of edges and not used.' in notes
    assert '"trust" is said of nodes and not used. By trust, did you mean council_trust or felt_trust?' in notes
    _, notes = noted(tables(tmp_path, EDGES.replace("\n", ",3\n").replace("target,3", "target,weight")))
    assert "weight counts between families only, and is not used on 3 other edges" in notes


def test_a_graph_of_ones_own_may_carry_anything() -> None:
    """In Python only names that resemble ours are warned of; all that is not used can be asked for."""
    graph = small_graph()
    graph.nodes["Ann"]["club"] = "Mr. Hi"
    assert loaded(graph).notes == ('network: "club" is said of nodes and not used.',)
    graph.nodes["Ann"]["trust"] = 0.5
    with pytest.warns(NetworkWarning, match="By trust, did you mean council_trust or felt_trust"):
        loaded(graph)


def test_very_many_columns_take_no_time(tmp_path: Path) -> None:
    """Fifty thousand unknown columns are read and named within the time of a test (a quadratic look takes minutes)."""
    more = "".join(f",spalte_{number}" for number in range(50_000))
    edges = EDGES.replace("target\n", f"target{more}\n").replace("Ann,Pia", "Ann,Pia" + ",1" * 50_000)
    network, notes = noted(tables(tmp_path, edges))
    assert len(network.labels.family) == 2
    assert "and 49988 more are said of edges and not used" in notes


# XML.

NAMESPACES = (
    "http://www.gexf.net/1.1draft",
    "http://www.gexf.net/1.2draft",
    "http://www.gexf.net/1.2",
    "http://www.gexf.net/1.3draft",
    "http://www.gexf.net/1.3",
    "http://gexf.net/1.3",
    "https://gexf.net/1.3",
)


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_gexf_is_read(namespace: str, tmp_path: Path) -> None:
    """The version that a file names makes no difference, nor how its nodes are drawn."""
    network, _ = noted(gexf(tmp_path, namespace))
    assert network.labels.family == ("Ann", "Bob")
    assert network.structure.peer_weight.tolist() == [4.0, 4.0]
    assert network.starts["family"]["felt_trust"][0] == 0.25


def test_graphml_of_other_namespaces_is_read(tmp_path: Path) -> None:
    """GraphML without a namespace, or with that of a draft, is the same network; types that networkx lacks are text."""
    plain = noted(graphml(tmp_path))[0]
    for other in ("http://graphml.graphdrawing.org/xmlns/1.0rc", ""):
        changed = graphml(tmp_path, ("http://graphml.graphdrawing.org/xmlns", other), ('"double"', '"decimal"'))
        assert noted(changed)[0].structure.peer_weight.tolist() == plain.structure.peer_weight.tolist()


def test_mixed_directions_are_told(tmp_path: Path) -> None:
    """One directed edge in an undirected file is named, with what to do; a file of directed edges alone is directed."""
    one = {'source="Ann" target="Pia"': 'source="Ann" target="Pia" type="directed"'}
    with pytest.raises(ScenarioError, match=r'1 of its edges is directed \(the first is "Ann" to "Pia"\) and 3 und'):
        loaded(gexf(tmp_path, **one))
    with pytest.raises(ScenarioError, match=r"1 of its edges is directed .* Make all of them undirected"):
        loaded(graphml(tmp_path, ('target="Bob">', 'target="Bob" directed="true">')))
    network, notes = noted(gexf(tmp_path, **{"<edge ": '<edge type="directed" '}))
    assert len(network.structure.peer) == 1
    assert "the first hears the second" in notes


@pytest.mark.parametrize("other", ["type", "role", "group", "node_type", "Category"])
def test_the_attribute_that_holds_kinds_is_named(other: str, tmp_path: Path) -> None:
    """Kinds under another name are not guessed: the message says under which."""
    with pytest.raises(
        ScenarioError, match=f"nodes without kind .* The values of {other} are kinds: rename it to kind"
    ):
        loaded(graphml(tmp_path, ('attr.name="kind"', f'attr.name="{other}"')))


def test_kinds_may_have_capitals_and_spaces(tmp_path: Path) -> None:
    """Families and PROFESSIONAL are kinds, and a note says how they were read; other words are told once each."""
    changed = graphml(tmp_path, (">family<", "> Families <"), (">professional<", ">PROFESSIONAL<"))
    network, notes = noted(changed)
    assert len(network.labels.family) == 2
    assert '"Families" as family, "PROFESSIONAL" as professional' in notes
    with pytest.raises(ScenarioError, match=r'2 nodes \("Ann", "Bob"\) with kind = "parent": must be') as caught:
        loaded(graphml(tmp_path, (">family<", ">parent<")))
    assert len(caught.value.faults) == 1


def test_values_that_are_no_numbers_are_told_with_all_others(tmp_path: Path) -> None:
    """Words in a column of numbers are told with their node, beside a decimal comma and a weight that is none."""
    wrong = graphml(
        tmp_path,
        (">0.25<", ">high<"),
        ('"v_trust">NaN</data></node><node id="Pia"', '"v_trust">0,5</data></node><node id="Pia"'),
    )
    with pytest.raises(ScenarioError) as caught:
        loaded(wrong)
    assert len(caught.value.faults) == 2
    with pytest.raises(ScenarioError, match=r'"Ann" to "Bob" weight = "4,0": must be a number. Write a point'):
        loaded(gexf(tmp_path, **{'"4.0"': '"4,0"'}))


ENTITIES = """<!DOCTYPE x [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;&a;">]>"""


@pytest.mark.parametrize("declared", ["ha", 'x"><!ENTITY c SYSTEM "file:///etc/passwd'])
def test_entities_are_refused_unexpanded(declared: str, tmp_path: Path) -> None:
    """A file that declares entities is refused before any of them is looked at."""
    for path in (gexf(tmp_path), graphml(tmp_path)):
        text = path.read_text()
        path.write_text(text.replace("?>", f"?>{ENTITIES.format(declared)}", 1).replace(">family<", ">&b;<"))
        with pytest.raises(ScenarioError, match=r"it declares entities, .* Take the lines with <!ENTITY out"):
            loaded(path)


@pytest.mark.parametrize(
    ("suffix", "advice"),
    [
        (".net", "Pajek is not read"),
        (".gml", "GML is not read"),
        (".json", "JSON is not read"),
        (".xlsx", "sheet of edges as CSV"),
        (".tsv", "rename it"),
    ],
)
def test_other_formats_say_what_to_do(suffix: str, advice: str, tmp_path: Path) -> None:
    """A file of another kind is told which kinds are read, and how to come there."""
    (tmp_path / f"net{suffix}").write_text("x")
    with pytest.raises(ScenarioError, match=f"must end in .graphml, .gexf or .csv. .*{advice}"):
        loaded(tmp_path / f"net{suffix}")


def test_a_workbook_that_ends_in_csv_is_told(tmp_path: Path) -> None:
    """What is a workbook by its first bytes is no table, whatever its name."""
    with pytest.raises(ScenarioError, match=r"this is an Excel or LibreOffice workbook: must be text\. Save the table"):
        loaded(tables(tmp_path, b"PK\x03\x04rest"))
