"""Networks in XML: GraphML and GEXF as many programs write them, brought into the form that networkx reads.

Namespaces of all versions are made one, pictures are dropped, cells that say NA are no values, and numbers that are none stay text,
so that what is wrong with them can be said with all other faults.
A file that declares entities is refused before anything is expanded, and nothing outside the file is ever read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.problems import Faults, called
from coprod_sim.place.network.read import DIRECTED, MIXED
from coprod_sim.place.table_text import is_missing
from coprod_sim.scenario.setting_checks import quoted

if TYPE_CHECKING:
    import networkx as nx

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = {
    "http://www.gexf.net/1.1draft": "1.1draft",
    "http://www.gexf.net/1.2draft": "1.2draft",
    "http://gexf.net/1.3": "1.3",
}
"""The versions that networkx knows, by their namespace; all others are read as the last."""
NUMBERS: Final = ("int", "integer", "long", "short", "byte", "biginteger", "float", "double", "bigdecimal", "decimal")
FLAGS: Final = ("boolean", "bool")
KEPT_TYPES: Final = {
    "GraphML": ("int", "long", "float", "double", "boolean", "string", "yfiles"),
    "GEXF": ("integer", "long", "float", "double", "boolean", "string", "liststring", "anyURI", "int"),
}
TIMES: Final = ("start", "end", "startopen", "endopen", "timestamp")


class Stop(Exception):  # noqa: N818 - it tells where a file ends being interesting, not what is wrong
    """The root of a file has been reached, or an entity before it."""


def graph_of_xml(content: bytes, gexf: bool, faults: Faults) -> "nx.Graph[Any]":
    """Read GEXF or GraphML; faults that leave a graph to look at are noted, all others raised."""
    name, where = ("GEXF" if gexf else "GraphML"), faults.where
    import networkx as nx  # a third of a second that runs without a network need not wait for

    refuse_entities(content, where)
    try:
        root = fromstring(content)
    except (ParseError, LookupError, ValueError) as error:
        raise ScenarioError(f"{where}: not {name} ({error}): must be a whole {name} file. Save it again.") from None
    graph = root_graph(root, name, where)
    faults.raise_all()
    try:
        return read_gexf(graph, faults) if gexf else read_graphml(root, graph, faults)
    # networkx says in its own way what is wrong with a file, or just stumbles over it: hence the many kinds.
    except (nx.NetworkXException, ArithmeticError, AttributeError, LookupError, RuntimeError) as error:
        fault = f"{where}: not {name} ({error}): must be a whole {name} file. Save it again."
    except (TypeError, ValueError) as error:
        fault = f"{where}: not {name} ({error}): must hold what its keys declare. Mend it."
    faults.add(fault)
    faults.raise_all()
    raise AssertionError  # a fault has been noted, so it has been raised


def refuse_entities(content: bytes, where: str) -> None:
    """Refuse a file that declares entities: a few lines of them can stand for terabytes, or for other files."""

    def entity(*_: object) -> NoReturn:
        raise Stop("entity")

    def element(*_: object) -> NoReturn:
        raise Stop("element")

    parser = expat.ParserCreate()
    parser.EntityDeclHandler, parser.StartElementHandler = entity, element
    try:
        parser.Parse(content, True)
    except Stop as stop:
        if str(stop) == "entity":
            fault = "it declares entities, which may grow without end or name other files: must have none"
            raise ScenarioError(f"{where}: {fault}. Take the lines with <!ENTITY out.") from None
    except (expat.ExpatError, LookupError, ValueError):
        return  # the reader proper says what is wrong


def local(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def space(element: Element) -> str:
    """Give the namespace of an element.

    >>> space(Element("{http://gexf.net/1.3}graph")), space(Element("graph"))
    ('http://gexf.net/1.3', '')
    """
    return element.tag[1:].rpartition("}")[0] if element.tag.startswith("{") else ""


def root_graph(root: Element, name: str, where: str) -> Element:
    """Give the graph of a file, after its namespace has become one that networkx knows and foreign parts are gone."""
    found, other = local(root).lower(), {"gexf": "GEXF", "graphml": "GraphML"}
    if found != name.lower():
        fault = f"this is {other[found]}" if found in other else f"not {name} (its first element is {quoted(found)})"
        advice = f"Let its name end in .{found}." if found in other else "Save it again."
        raise ScenarioError(f"{where}: {fault}: must be a whole {name} file. {advice}")
    own = space(root)
    target = GRAPHML if name == "GraphML" else own if own in GEXF else "http://gexf.net/1.3"
    for element in root.iter():
        for child in [child for child in element if space(child) != own]:
            if name == "GEXF":
                element.remove(child)  # viz: colours and places
        if own != target and space(element) == own:
            element.tag = f"{{{target}}}{local(element)}"
    graphs = [child for child in root if local(child) == "graph"]
    if not graphs:
        raise ScenarioError(
            f"{where}: not {name} (there is no graph in it): must be a whole {name} file. Save it again."
        )
    return graphs[0]


# What both have.


def parts(graph: Element, part: str) -> Iterator[Element]:
    """Give the nodes or edges of a graph, wherever they stand in it."""
    return (element for element in graph.iter() if local(element) == part)


def one_direction(graph: Element, attribute: str, default: str, words: dict[str, str], faults: Faults) -> None:
    """Make all edges directed or undirected, as most are said to be; notes it as a fault where they differ.

    `words` says what the attribute of an edge may be.
    """
    usual = "directed" if (graph.get(default) or "").lower() == "directed" else "undirected"
    by_direction: dict[str, list[Element]] = {"directed": [], "undirected": [], "mutual": []}
    for edge in parts(graph, "edge"):
        by_direction[words.get((edge.get(attribute) or "").lower(), usual)].append(edge)
        edge.attrib.pop(attribute, None)
    one, other = sorted(("directed", "undirected"), key=lambda word: len(by_direction[word]))
    if by_direction[one]:
        first = f"{called(by_direction[one][0].get('source'))} to {called(by_direction[one][0].get('target'))}"
        given = f"{len(by_direction[one])} of its edges {'is' if len(by_direction[one]) == 1 else 'are'} {one} (the first is {first})"
        faults.add(f"{faults.where}: {given} and {len(by_direction[other])} {other}: {MIXED}")
    directed = bool(by_direction["directed"]) or (usual == "directed" and not by_direction["undirected"])
    directed = directed and not by_direction[one]
    graph.set(default, "directed" if directed else "undirected")
    if directed:
        for edge in by_direction["mutual"]:
            edge.set(attribute, "mutual")
        if any(by_direction.values()):
            faults.note(f"{faults.where}: {DIRECTED}")


def refuse_nameless(graph: Element, faults: Faults) -> None:
    """Note nodes without a name and edges without an end, and take them out."""
    for part, needed in (("node", ("id",)), ("edge", ("source", "target"))):
        count = 0
        for element in list(graph.iter()):
            for child in [child for child in element if local(child) == part]:
                if any(not child.get(name) for name in needed):
                    element.remove(child)
                    count += 1
        if count:
            faults.add(
                f"{faults.where}: {count} {part}s without {' or '.join(needed)}: each must have it. Save it again."
            )


def unreadable(kind: str, text: str | None) -> bool:
    """Whether a text is none of the values that its kind of attribute may have."""
    words = (text or "").strip()
    if kind in FLAGS:
        return words.lower() not in ("true", "false", "0", "1")
    if kind not in NUMBERS:
        return False
    try:
        float(words) if kind in ("float", "double", "bigdecimal", "decimal") else int(words)
    except ValueError:
        return True
    return "_" in words


def as_text(declared: Element, attribute: str, kinds: tuple[str, ...]) -> None:
    """Let an attribute be text if networkx does not know its kind."""
    kind = declared.get(attribute) or "string"
    declared.set(attribute, kind if kind in kinds else "string")


def says_nothing(kind: str, text: str | None) -> bool:
    """Whether a number or flag was written as missing, as R does on every node."""
    return (kind in NUMBERS or kind in FLAGS) and is_missing(text or "")


def is_not_a_number(kind: str, text: str | None) -> bool:
    """Whether a number was written as missing, and not just left empty: it is kept, to be counted."""
    return kind in NUMBERS and says_nothing(kind, text) and bool((text or "").strip())


def plain_default(declared: Element, kind: str, attribute: str) -> None:
    """Bring what is said once for all that say nothing else into what networkx reads."""
    default = next((child for child in declared if local(child) == "default"), None)
    if default is None:
        return
    if default.text is None or says_nothing(kind, default.text):
        declared.remove(default)
    elif unreadable(kind, default.text):
        declared.set(attribute, "string")


# GraphML.


def read_graphml(root: Element, graph: Element, faults: Faults) -> "nx.Graph[Any]":
    """Make a graph of GraphML."""
    from networkx.readwrite.graphml import GraphMLReader

    keys = {key.get("id"): key for key in root if local(key) == "key"}
    kinds = {name: (key.get("attr.type") or "string").lower() for name, key in keys.items()}
    for element in [root, *graph.iter()]:
        for data in [data for data in element if local(data) in ("data", "port")]:
            kind = kinds.get(data.get("key"), "string")
            if local(data) == "port" or (says_nothing(kind, data.text) and not is_not_a_number(kind, data.text)):
                element.remove(data)
            elif is_not_a_number(kind, data.text):
                data.text = "nan"
                declared = keys[data.get("key")]
                declared.set("attr.type", "string" if declared.get("attr.type") == "string" else "double")
            elif unreadable(kind, data.text):
                keys[data.get("key")].set("attr.type", "string")
    for name, key in keys.items():
        plain_default(key, kinds[name], "attr.type")
        if key.get("yfiles.type") is None:
            key.set("attr.name", key.get("attr.name") or str(name))
            as_text(key, "attr.type", KEPT_TYPES["GraphML"])
    refuse_nameless(graph, faults)
    one_direction(graph, "directed", "edgedefault", {"true": "directed", "false": "undirected"}, faults)
    graphs = sum(1 for child in root if local(child) == "graph")
    if graphs > 1:
        faults.note(f"{faults.where}: it holds {graphs} graphs: the first is read, the others are not.")
    reader = GraphMLReader()
    reader.xml = root
    made: nx.Graph[Any] = reader.make_graph(graph, *reader.find_graphml_keys(root))  # type: ignore[no-untyped-call]
    return made


# GEXF.


def read_gexf(graph: Element, faults: Faults) -> "nx.Graph[Any]":
    """Make a graph of GEXF."""
    from networkx.readwrite.gexf import GEXFReader

    for part in ("node", "edge"):
        declared = {
            attribute.get("id"): attribute
            for group in graph
            if local(group) == "attributes" and group.get("class") == part
            for attribute in group
            if local(attribute) == "attribute"
        }
        for attribute in declared.values():
            attribute.set("title", attribute.get("title") or str(attribute.get("id")))
            plain_default(attribute, (attribute.get("type") or "string").lower(), "type")
            as_text(attribute, "type", KEPT_TYPES["GEXF"])
        for element in parts(graph, part):
            plain_values(element, declared, faults)
    for group in [group for group in graph if local(group) == "attributes"]:
        group.set("mode", "static")
        if group.get("class") not in ("node", "edge"):
            graph.remove(group)
    graph.set("mode", "static")
    for name in TIMES:
        graph.attrib.pop(name, None)
    refuse_nameless(graph, faults)
    words = {word: word for word in ("directed", "undirected", "mutual")}
    one_direction(graph, "type", "defaultedgetype", words, faults)
    reader = GEXFReader(version=GEXF[space(graph)])
    made: nx.Graph[Any] = reader.make_graph(graph)  # type: ignore[no-untyped-call]
    return made


def plain_values(element: Element, declared: dict[str | None, Element], faults: Faults) -> None:
    """Bring what is said of a node or edge into what networkx reads: no times, no values that say that there is none."""
    for name in TIMES:
        element.attrib.pop(name, None)
    for child in [child for child in element if local(child) in ("spells", "slices")]:
        element.remove(child)
    node = local(element) == "node"
    whose = called(element.get("id")) if node else f"{called(element.get('source'))} to {called(element.get('target'))}"
    where = f"{faults.where}: {local(element)} {whose}"
    plain_weight(element, where, faults)
    for values in [child for child in element if local(child) == "attvalues"]:
        plain_attvalues(values, declared, where, faults)


def plain_weight(element: Element, where: str, faults: Faults) -> None:
    """Take out a weight that is no number, and note it unless it says that there is none."""
    weight = element.get("weight")
    if weight is None or not (is_missing(weight) or unreadable("double", weight)):
        return
    if is_missing(weight):
        faults.missing["weight"] += 1
    else:
        advice = "Write a point for decimals." if "," in weight else "Change it or leave it out."
        faults.add(f"{where} weight = {quoted(weight)}: must be a number. {advice}")
    del element.attrib["weight"]


def plain_attvalues(values: Element, declared: dict[str | None, Element], where: str, faults: Faults) -> None:
    """Take out values that say nothing, let what cannot be read be text, and note those that are given twice."""
    seen: set[str | None] = set()
    for value in [value for value in values if local(value) == "attvalue"]:
        key, text = value.get("for") or value.get("id"), value.get("value")
        attribute = declared.get(key)
        if attribute is None:
            faults.add_once(
                where, f"it has a value for {quoted(key or '')}: must be a declared attribute. Save it again."
            )
        elif key in seen:
            title = quoted(attribute.get("title"))
            faults.add(f"{where}: {title} has several values over time: must have one. Save one moment of it.")
        kind = (attribute.get("type") or "").lower() if attribute is not None else ""
        lost = says_nothing(kind, text) and not is_not_a_number(kind, text)
        if attribute is None or text is None or key in seen or lost:
            values.remove(value)
            continue
        seen.add(key)
        value.set("for", str(key))
        if is_not_a_number(kind, text):
            value.set("value", "nan")
            attribute.set("type", "double")
        elif unreadable(kind, text):
            attribute.set("type", "string")
