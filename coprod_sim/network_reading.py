"""Reading a network: a graph in memory, or a GraphML, GEXF or edge CSV file, into checked nodes and edges.

Here a file is found and taken apart, each attribute is read as a number in its range, and each edge gets its meaning.
Whether everybody has who they need, and how a place is made of it, is said in network.py.
"""

import csv
import difflib
import io
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree.ElementTree import ParseError

import numpy as np

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.review import CAUSES
from coprod_sim.errors import ScenarioError
from coprod_sim.fields import AREA_NAMES, FLAG, REAL, Field
from coprod_sim.parameters import close_name
from coprod_sim.scenario_checks import named, plain_number, shown
from coprod_sim.scenario_document import readable
from coprod_sim.scenario_file import shown_path

if TYPE_CHECKING:
    import networkx as nx

MOST_BYTES: Final = 100_000_000
MOST_FAULTS: Final = 20
LARGEST: Final = 1e6  # for state without bounds of its own: larger needs or counts would leave the range of numbers
ROUNDING: Final = 1e-9
ALIKE: Final = 0.85  # "confidance" is meant as confidence, "label" is not meant as late
NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
AREA_WORDS: Final = tuple(name.split()[0].strip(",") for name in AREA_NAMES)
FIXED: Final = ("family", "professional", "commissioner", "quarter", "fifth")
"""State that follows from the ties and from resources, so it is written into graphs and passed over in them."""

KINDS: Final = ("family", "professional", "commissioner")
KIND_OF_ENDS: Final = {
    ("family", "professional"): "casework",
    ("professional", "commissioner"): "commissioning",
    ("family", "family"): "peer",
    ("professional", "professional"): "practice",
}
FORUM: Final = "forum"
EDGE_KINDS: Final = (*KIND_OF_ENDS.values(), FORUM)
LIGHTEST: Final = 1e-30  # weights are kept in single precision, which can hold and add up these
HEAVIEST: Final = 1e30
NAMED_AT_MOST: Final = 3
KIND_FIELDS: Final = {
    "family": FAMILY,
    "professional": PROFESSIONAL,
    "commissioner": COMMISSIONER,
    "casework": CASEWORK,
}


Pair = tuple[Hashable, Hashable]


class Slot(NamedTuple):
    """Where an attribute stands in a row: its field, and which of its numbers where it has several."""

    field: Field
    part: int | None


class Edge(NamedTuple):
    """Two nodes, what was said of the edge between them, and its line in a CSV file (else 0)."""

    one: Hashable
    other: Hashable
    given: Mapping[str, object]
    line: int = 0


class Reading(NamedTuple):
    """A network as it was given: `where` it stands, what was said of each node, in order, and all edges."""

    where: str
    nodes: dict[Hashable, dict[str, object]]
    edges: list[Edge]
    directed: bool


@cache
def slots(kind: str) -> dict[str, Slot]:
    """Give the attributes of a kind of node, or of casework edges, by the names that they have in graphs.

    >>> [name for name in slots("family") if name.startswith("need")]
    ['need_communication', 'need_cognition', 'need_social', 'need_sensory']
    """
    found = {}
    for field in KIND_FIELDS[kind]:
        if field.length == 1:
            found[field.name] = Slot(field, None)
        else:
            words = CAUSES if field.name == "ledger" else AREA_WORDS
            found |= {f"{field.name}_{word}": Slot(field, part) for part, word in enumerate(words)}
    return found


def called(name: Hashable) -> str:
    """Show the name of a node.

    >>> called("Ann"), called(7), called(("school", 3))
    ('"Ann"', '7', "('school', 3)")
    """
    return shown(name) if isinstance(name, str) else str(name)[:60]


class Faults:
    """The faults of a network: how many there are, and the first of them in words."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.count = 0
        self.texts: list[str] = []
        self.said: set[str] = set()

    def add(self, text: str) -> None:
        """Note a fault."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            self.texts.append(text)

    def add_once(self, where: str, text: str) -> None:
        """Note a fault where it is first met: the name of a column is wrong in every row."""
        if text not in self.said:
            self.said.add(text)
            self.add(f"{where}: {text}")

    def raise_all(self) -> None:
        """Raise what was found, if anything was."""
        more = self.count - len(self.texts)
        if more:
            self.texts.append(f"{self.where}: {more} more faults: must have none. Mend those above first.")
        if self.texts:
            raise ScenarioError(*self.texts)


# One attribute.


def is_given(raw: object) -> bool:
    """Tell whether an attribute says anything: None and empty text do not, for tables have empty cells."""
    return raw is not None and not (isinstance(raw, str) and not raw.strip())


def word(raw: object) -> str:
    """Give an attribute as a word; nothing where it is not given."""
    return str(raw) if is_given(raw) else ""


def number(raw: object) -> float | None:
    """Read a number, or text that looks like one; None for anything else.

    >>> number(0.5), number("1e-3"), number("0,5"), number("nan"), number(True)
    (0.5, 0.001, None, None, None)
    """
    if type(raw) is float:
        return raw  # nearly all are, and to ask further takes as long as all the rest
    plain = plain_number(raw)
    if isinstance(plain, bool):
        return None
    if isinstance(plain, str) and NUMBER.fullmatch(plain.strip()):
        return float(plain)
    try:
        return float(plain) if isinstance(plain, int | float) else None
    except OverflowError:
        return None


def code(field: Field, raw: object) -> object:
    """Give the number behind the words that some state may be given in: areas by name, flags as true and false.

    >>> code(slots("professional")["discipline"].field, "cognition and learning")
    1
    """
    if isinstance(raw, bool | np.bool_) and field.type == FLAG:
        return int(raw)
    if isinstance(raw, str):
        lower = raw.strip().lower()
        if field.type == FLAG and lower in ("true", "false"):
            return int(lower == "true")
        if field.name == "discipline" and lower in (*AREA_NAMES, *AREA_WORDS):
            return (*AREA_NAMES, *AREA_WORDS).index(lower) % len(AREA_NAMES)
    return raw


def checked_value(name: str, field: Field, raw: object) -> float | str:
    """Give the number that an attribute stands for, or what is wrong with it."""
    value = number(code(field, raw))
    low, high = max(field.low, -LARGEST), min(field.high, LARGEST)
    whole = field.type != REAL
    # State that a run wrote may leave its range by rounding.
    if value is not None and low - ROUNDING <= value <= high + ROUNDING and not (whole and value != int(value)):
        return value
    allowed = f"must be a {'whole ' if whole else ''}number between {low:g} and {high:g} ({field.unit})"
    if field.name == "discipline":
        allowed += f" or one of {', '.join(AREA_WORDS)}"
    comma = isinstance(raw, str) and "," in raw
    return (
        f"{name} = {shown(raw)}: {allowed}. {'Write a point for decimals.' if comma else 'Change it or leave it out.'}"
    )


@cache
def misnamed(kind: str, name: str) -> str | None:
    """Say what is wrong with the name of an attribute that is meant as state; None for all others.

    >>> misnamed("family", "confidance")
    'confidance: is not the name of any state. Did you mean confidence?'
    >>> misnamed("family", "club"), misnamed("family", "confidence")
    (None, None)
    """
    if name in slots(kind) or name in FIXED:
        return None
    several = [known for known, slot in slots(kind).items() if slot.field.name == name]
    if several:
        return f"{name}: has several numbers: each is given by its own name. Write {', '.join(several)}."
    owner = next((other for other in KIND_FIELDS if name in slots(other)), None)
    if owner:
        there = "casework edges" if owner == "casework" else f"the nodes of kind {owner}"
        return f"{name}: is state of {there} only. Take it out here, or give it another name."
    near = difflib.get_close_matches(re.sub(r"\W", "_", name.strip().lower()), slots(kind), n=1, cutoff=ALIKE)
    return f"{named(name)}: is not the name of any state. Did you mean {near[0]}?" if near else None


# Graphs and files.


def read_network(what: "nx.Graph[Any] | str | Path") -> Reading:
    """Read a graph in memory or the file of a path."""
    if isinstance(what, str | Path):
        return read_network_file(Path(what))
    import networkx as nx  # a third of a second that runs without a network need not wait for

    if not isinstance(what, nx.Graph):
        fault = f"network = {shown(what)}: must be a networkx graph, or the path of a .graphml, .gexf or .csv file."
        raise ScenarioError(f"{fault} Give one of these.")
    return reading_of_graph(what, "network")


def reading_of_graph(graph: "nx.Graph[Any]", where: str) -> Reading:
    """Take the nodes and edges of a graph, with the defaults of its file filled in."""
    if graph.is_multigraph():
        ends = [frozenset(pair) if not graph.is_directed() else pair for pair in graph.edges()]
        repeated = len(ends) - len(set(ends))
        if repeated:
            fault = f"{where}: {repeated} edges are between nodes that have an edge already: must be one for each pair"
            raise ScenarioError(f"{fault}. Merge them, for example with networkx.Graph(graph).")
    usual: dict[str, dict[str, object]] = {part: graph.graph.get(f"{part}_default") or {} for part in ("node", "edge")}
    nodes = {node: usual["node"] | with_names(given) for node, given in graph.nodes(data=True)}
    edges = [Edge(one, other, usual["edge"] | with_names(given)) for one, other, given in graph.edges(data=True)]
    return Reading(where, nodes, edges, graph.is_directed())


def with_names(given: Mapping[Any, object]) -> dict[str, object]:
    """Keep the attributes whose names are text: networkx allows anything."""
    return {name: value for name, value in given.items() if isinstance(name, str)}


def read_network_file(path: Path) -> Reading:
    """Read a file by its suffix."""
    where = shown_path(path)
    match path.suffix.lower():
        case ".csv":
            return read_csv(path, where)
        case ".graphml" | ".gexf":
            return read_xml(path, where)
    raise ScenarioError(f"{where}: not a network file: must end in .graphml, .gexf or .csv. Save it as one of these.")


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


def read_xml(path: Path, where: str) -> Reading:
    """Read a GraphML or GEXF file."""
    import networkx as nx  # a third of a second that runs without a network need not wait for

    content = io.BytesIO(read_bytes(path, where))
    name = "GEXF" if path.suffix.lower() == ".gexf" else "GraphML"
    try:
        graph = nx.read_gexf(content) if name == "GEXF" else nx.read_graphml(content)
    except (nx.NetworkXException, ParseError, ArithmeticError, AttributeError, LookupError, RuntimeError) as error:
        raise ScenarioError(f"{where}: not {name} ({error}): must be a whole {name} file. Save it again.") from None
    except (TypeError, ValueError) as error:
        raise ScenarioError(f"{where}: not {name} ({error}): must hold what its keys declare. Mend it.") from None
    return reading_of_graph(graph, where)


def read_table(path: Path, where: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a CSV file with their lines, without empty cells; raises all faults at its end."""
    content = read_bytes(path, where)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = f"{where} line {line}: not UTF-8 text: must be UTF-8. Save it again with the encoding UTF-8."
        raise ScenarioError(fault) from None
    rows, faults = csv.reader(io.StringIO(text, newline=""), strict=True), Faults(where)
    try:
        header = [name.strip() for name in next(rows, [])]
        lost = [name for name in needed if name not in header]
        twice = sorted({name for name in header if name and header.count(name) > 1})
        if lost or twice:
            wrong = f"no column {' and no column '.join(lost)}" if lost else f"column {twice[0]} stands twice"
            allowed = f"the first line must name each column once, with {', '.join(needed)} among them"
            raise ScenarioError(f"{where} line 1: {wrong}: {allowed}. Separate the names by commas.")
        for cells in rows:
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
            empty = [name for name in needed if name not in row]
            if len(cells) > len(header):
                faults.add(
                    f"{where} line {rows.line_num}: {len(cells)} cells: must be {len(header)} as in line 1. Mend it."
                )
            elif empty and any(cells):
                faults.add(f"{where} line {rows.line_num}: {empty[0]} is empty: must be given. Fill it in.")
            elif any(cells):
                yield rows.line_num, row
    except csv.Error as error:
        faults.add(f"{where} line {rows.line_num}: not CSV ({error}): must be commas and quotes. Save it again.")
    faults.raise_all()


def read_csv(path: Path, where: str) -> Reading:
    """Read an edge CSV, and the nodes file beside it if there is one: <name>.nodes.csv."""
    nodes: dict[Hashable, dict[str, object]] = {}
    edges, faults = list[Edge](), Faults(where)
    beside = path.with_suffix(".nodes.csv")
    if beside.exists():
        here = shown_path(beside)
        for line, given in read_table(beside, here, ("node", "kind")):
            label = given.pop("node")
            if label in nodes:
                faults.add(
                    f"{here} line {line}: node {called(label)} is there twice: must be once. Delete one of the two."
                )
            nodes[label] = dict(given)
    for line, row in read_table(path, where, ("source", "target")):
        for end in ("source", "target"):
            kind, node = row.pop(f"{end}_kind", None), nodes.setdefault(row[end], {})
            if kind is not None and node.setdefault("kind", kind) != kind:
                fault = f"{where} line {line}: {end}_kind of {called(row[end])} = {shown(kind)}"
                faults.add(f"{fault}: is {shown(node['kind'])} elsewhere: must be one kind. Change one of the two.")
        edges.append(Edge(row.pop("source"), row.pop("target"), row, line))
    for name in nodes:
        if not readable(str(name)):
            faults.add(f"{where}: node {called(name)}: a character cannot be seen: must be plain text. Write it anew.")
    faults.raise_all()
    return Reading(where, nodes, edges, directed=False)


# What the nodes and edges say.


def some(nodes: Iterable[Hashable]) -> str:
    """Name the first few nodes, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    '"a", "b", "c" and 2 more'
    """
    found = [called(node) for node in nodes]
    more = len(found) - NAMED_AT_MOST
    return ", ".join(found[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def one_of(words: Iterable[str]) -> str:
    """Join words for a choice.

    >>> one_of(("a", "b", "c"))
    'a, b or c'
    """
    *most, last = words
    return f"{', '.join(most)} or {last}"


def node_kinds(reading: Reading, faults: Faults) -> dict[Hashable, str]:
    """Give the kind of each node that has a right one."""
    kinds: dict[Hashable, str] = {}
    without = []
    for node, given in reading.nodes.items():
        kind = word(given.get("kind"))
        if not kind:
            without.append(node)
        elif kind in KINDS:
            kinds[node] = kind
        else:
            near = close_name(kind.lower(), KINDS)
            advice = f"Did you mean {near}?" if near else "Change it."
            faults.add(f"{reading.where}: node {called(node)} kind = {shown(kind)}: must be {one_of(KINDS)}. {advice}")
    if without:
        advice = "Set the node attribute kind; for a CSV file, source_kind and target_kind, or a file <name>.nodes.csv"
        nodes = f"nodes without kind ({len(without)}: {some(without)})"
        faults.add(f"{reading.where}: {nodes}: each must be {one_of(KINDS)}. {advice}.")
    if not reading.nodes:
        faults.add(f"{reading.where}: the network has no nodes: must have people. Is this the right network?")
    return kinds


def state_of(kind: str, where: str, given: Mapping[str, object], faults: Faults) -> dict[str, float]:
    """Give the numbers of those attributes that are state; note what is wrong with them, and misspelt names."""
    values: dict[str, float] = {}
    for name, raw in given.items():
        if name in FIXED or not is_given(raw):
            continue
        slot = slots(kind).get(name)
        if slot is None:
            fault = misnamed(kind, name)
            if fault:
                faults.add_once(where, fault)
            continue
        value = checked_value(name, slot.field, raw)
        if isinstance(value, str):
            faults.add(f"{where} {value}")
        else:
            values[name] = value
    return values


@dataclass
class Ties:
    """The edges of a network by what they mean, and the number of those that mean nothing.

    `mutual` holds casework, commissioning and practice, each by its two ends in the order of KIND_OF_ENDS,
    with what was said of it; `peers` holds the weight of each tie by who hears and who is heard.
    """

    mutual: dict[str, dict[Pair, dict[str, float]]]
    peers: dict[Pair, float]
    left_out: int = 0


def sorted_ties(reading: Reading, kinds: Mapping[Hashable, str], faults: Faults) -> Ties:
    """Sort the edges by what they mean."""
    ties = Ties({"casework": {}, "commissioning": {}, "practice": {}}, {})
    order = {node: place for place, node in enumerate(reading.nodes)}
    for edge in reading.edges:
        if edge.one not in kinds or edge.other not in kinds:
            continue  # the fault of the node is known
        line = f" line {edge.line}" if edge.line else ""
        where = f"{reading.where}{line}: edge {called(edge.one)} to {called(edge.other)}"
        one, other = sorted((edge.one, edge.other), key=lambda end: (KINDS.index(kinds[end]), order[end]))
        meant = KIND_OF_ENDS.get((kinds[one], kinds[other]))
        given = word(edge.given.get("kind"))
        fault = edge_fault(meant, given, kinds[one], kinds[other], edge.one == edge.other)
        if fault:
            faults.add(f"{where}: {fault}")
        elif given == FORUM:
            continue
        elif meant is None:
            ties.left_out += 1
        elif meant == "peer":
            add_peers(ties.peers, edge, reading.directed, where, faults)
        else:
            said = state_of("casework", where, edge.given, faults) if meant == "casework" else {}
            add_tie(ties.mutual[meant], (one, other), said, reading.directed, where, faults)
        if meant in ("peer", "commissioning", "practice"):
            refuse_casework_state(edge, where, faults)
    return ties


def edge_fault(meant: str | None, given: str, one: str, other: str, loop: bool) -> str | None:
    """Say what is wrong with the kind of an edge between two kinds of nodes, or None."""
    if given and given not in EDGE_KINDS:
        near = close_name(given.lower(), EDGE_KINDS)
        advice = f"Did you mean {near}?" if near else "Leave it out: the ends say what an edge means."
        return f"kind = {shown(given)}: must be {one_of(EDGE_KINDS)}. {advice}"
    if given == FORUM:
        return None
    if given and given != meant:
        allowed = f"is {meant}" if meant else "has no meaning"
        return (
            f"kind = {shown(given)}: an edge between {one} and {other} {allowed}. Leave its kind out, or mend its ends."
        )
    if loop and one != "family":
        return f"a {one} is tied to itself: only a family may be, as its own peer. Take the edge out."
    return None


def refuse_casework_state(edge: Edge, where: str, faults: Faults) -> None:
    """Note state of casework on an edge that is no casework."""
    for name in slots("casework"):
        if name not in FIXED and is_given(edge.given.get(name)):
            faults.add_once(
                where, f"{name}: is state of casework edges only. Take it out here, or give it another name."
            )


def add_peers(peers: dict[Pair, float], edge: Edge, directed: bool, where: str, faults: Faults) -> None:
    """Add a peer tie: one way if the graph is directed, else both ways."""
    there = peer_weight("weight", edge.given.get("weight"), 1.0, where, faults)
    back = peer_weight("weight_back", edge.given.get("weight_back"), there, where, faults)
    if directed and is_given(edge.given.get("weight_back")):
        faults.add(f"{where}: weight_back: an edge of a directed graph goes one way. Add the edge back instead.")
    if (edge.one, edge.other) in peers:
        faults.add(f"{where}: these two have an edge already: must have one. Merge them.")
    if not directed:
        peers[edge.other, edge.one] = back
    peers[edge.one, edge.other] = there


def peer_weight(name: str, raw: object, usual: float, where: str, faults: Faults) -> float:
    """Give the weight of a peer tie in one direction; what is usual where it is not given, or wrong."""
    weight = number(raw) if is_given(raw) else usual
    if weight is not None and (weight == 0 or LIGHTEST <= weight <= HEAVIEST):
        return weight
    faults.add(f"{where} {name} = {shown(raw)}: must be 0 or a number from {LIGHTEST:g} to {HEAVIEST:g}. Change it.")
    return usual


def add_tie(
    ties: dict[Pair, dict[str, float]], pair: Pair, said: dict[str, float], directed: bool, where: str, faults: Faults
) -> None:
    """Add a tie of casework, commissioning or practice; two directed edges, there and back, are one tie."""
    before = ties.setdefault(pair, said)
    if before is said:
        return
    if not directed:
        faults.add(f"{where}: these two have an edge already: must have one. Merge them.")
    for name in before.keys() & said.keys():
        if before[name] != said[name]:
            both = f"{name} = {said[name]:g}, and {before[name]:g} on the edge back"
            faults.add(f"{where} {both}: must be the same, for it is one tie. Give it on one of the two edges.")
    before |= said
