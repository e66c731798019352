"""What the nodes and edges of a network mean: every node has a kind, and an edge means what the kinds of its ends say.

How they were read: read.py.  Whether everybody has who they need: load.py.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from coprod_sim.place.network.attributes import (
    FIXED,
    LONGEST_NAME,
    NODE_KINDS,
    is_given,
    kind_of_word,
    read_number,
    says_missing,
    slots,
    state_of,
    word,
)
from coprod_sim.place.network.names import kinds_elsewhere
from coprod_sim.place.network.problems import Faults, called, listed_names, one_of, some
from coprod_sim.place.network.read import Edge, Reading
from coprod_sim.scenario.parameters import close_name
from coprod_sim.scenario.setting_checks import named, quoted

KIND_OF_ENDS: Final = {
    ("family", "professional"): "casework",
    ("professional", "commissioner"): "commissioning",
    ("family", "young_person"): "home",
    ("family", "family"): "peer",
    ("professional", "professional"): "practice",
}
FORUM: Final = "forum"
EDGE_KINDS: Final = (*KIND_OF_ENDS.values(), FORUM)
LIGHTEST: Final = 1e-30  # weights are kept in single precision, which can hold and add up these
HEAVIEST: Final = 1e30

Pair = tuple[Hashable, Hashable]


@dataclass
class Ties:
    """The edges of a network by what they mean, and the number of those that mean nothing.

    `mutual` holds casework, commissioning, homes and practice, each by its two ends in the order of KIND_OF_ENDS,
    with what was said of it; `peers` holds the weight of each tie by who hears and who is heard.
    """

    mutual: dict[str, dict[Pair, dict[str, float]]]
    peers: dict[Pair, float]
    left_out: int = 0


def node_kinds(reading: Reading, faults: Faults) -> dict[Hashable, str]:
    """Give the kind of each node that has a right one."""
    kinds: dict[Hashable, str] = {}
    without, wrong, meant = [], dict[str, list[Hashable]](), Counter[str]()
    for node, given in reading.nodes.items():
        raw = word(given.get("kind"))
        kind = kind_of_word(raw)
        if kind:
            kinds[node] = kind
            meant[raw] += raw != kind
        elif raw:
            wrong.setdefault(raw, []).append(node)
        else:
            without.append(node)
    for raw, bearers in wrong.items():
        near = close_name(raw.lower()[:LONGEST_NAME], NODE_KINDS)
        advice = f"Did you mean {near}?" if near else "Change it."
        these = f"node {called(bearers[0])}" if len(bearers) == 1 else f"{len(bearers)} nodes ({some(bearers)}) with"
        faults.add(f"{reading.where}: {these} kind = {quoted(raw)}: must be {one_of(NODE_KINDS)}. {advice}")
    if without and reading.whole:
        nodes = f"nodes without kind ({len(without)}: {some(without)})"
        faults.add(f"{reading.where}: {nodes}: each must be {one_of(NODE_KINDS)}. {advice_on_kinds(reading, without)}.")
    if meant.total():
        words = ", ".join(f"{quoted(raw)} as {kind_of_word(raw)}" for raw, count in meant.items() if count)
        faults.note(f"{reading.where}: kinds of nodes are read by other words: {words}.")
    if not reading.nodes and reading.whole:
        faults.add(f"{reading.where}: the network has no nodes: must have people. Is this the right network?")
    return kinds


def other_name(reading: Reading, without: list[Hashable]) -> str | None:
    """Say which node without a kind stands for one with a kind, by its label or but for capitals and spaces."""
    known = [(node, given) for node, given in reading.nodes.items() if is_given(given.get("kind"))]
    labels = {
        str(given[name]): node for node, given in known for name in ("label", "Label") if is_given(given.get(name))
    }
    plain_names = {" ".join(str(node).split()).casefold(): node for node, _ in known}
    for node in without:
        if str(node) in labels:
            return f"{called(node)} is the label of {called(labels[str(node)])}: name the ends of edges by what names their nodes"
        plain = " ".join(str(node).split()).casefold()
        if plain in plain_names:
            return f"Is {called(node)} the same as {called(plain_names[plain])}? Write them alike"
    return None


def advice_on_kinds(reading: Reading, without: list[Hashable]) -> str:
    """Say where the kinds of nodes seem to stand, or where they should."""
    other = other_name(reading, without)
    if other:
        return other
    found = list(kinds_elsewhere(reading.nodes, reading.edges))
    if len(found) == 1:
        return f"The values of {named(found[0])} are kinds: rename it to kind"
    if found:
        return f"The values of {listed_names(found)} are kinds: rename them, on nodes to kind, in a table of edges to source_kind and target_kind"
    return "Set the node attribute kind; for a CSV file, source_kind and target_kind, or a file <name>.nodes.csv"


def sorted_ties(reading: Reading, kinds: Mapping[Hashable, str], faults: Faults) -> Ties:
    """Sort the edges by what they mean."""
    ties = Ties({"casework": {}, "commissioning": {}, "home": {}, "practice": {}}, {})
    order = {node: index for index, node in enumerate(reading.nodes)}
    for edge in reading.edges:
        if edge.one not in kinds or edge.other not in kinds:
            continue  # the fault of the node is known
        line = f" line {edge.line}" if edge.line else ""
        where = f"{reading.where}{line}: edge {called(edge.one)} to {called(edge.other)}"
        one, other = sorted((edge.one, edge.other), key=lambda end: (NODE_KINDS.index(kinds[end]), order[end]))
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
            add_peer_tie(ties.peers, edge, reading.directed, where, faults)
        else:
            state = state_of("casework", where, edge.given, faults) if meant == "casework" else {}
            add_mutual_tie(ties.mutual[meant], (one, other), state, reading.directed, where, faults)
        if meant in ("peer", "commissioning", "home", "practice"):
            refuse_casework_state(edge, where, faults)
    return ties


def edge_fault(meant: str | None, given: str, one: str, other: str, loop: bool) -> str | None:
    """Say what is wrong with the kind of an edge between two kinds of nodes, or None."""
    if given and given not in EDGE_KINDS:
        near = close_name(given.lower(), EDGE_KINDS)
        advice = f"Did you mean {near}?" if near else "Leave it out: the ends say what an edge means."
        return f"kind = {quoted(given)}: must be {one_of(EDGE_KINDS)}. {advice}"
    if given == FORUM:
        return None
    if given and given != meant:
        allowed = f"is {meant}" if meant else "has no meaning"
        return f"kind = {quoted(given)}: an edge between {one} and {other} {allowed}. Leave its kind out, or mend its ends."
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


def add_peer_tie(peers: dict[Pair, float], edge: Edge, directed: bool, where: str, faults: Faults) -> None:
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
    if not is_given(raw) and says_missing(raw) and name == "weight":
        faults.missing[name] += 1
    weight = read_number(raw) if is_given(raw) else usual
    if weight is not None and (weight == 0 or LIGHTEST <= weight <= HEAVIEST):
        return weight
    faults.add(f"{where} {name} = {quoted(raw)}: must be 0 or a number from {LIGHTEST:g} to {HEAVIEST:g}. Change it.")
    return usual


def add_mutual_tie(
    ties: dict[Pair, dict[str, float]], pair: Pair, state: dict[str, float], directed: bool, where: str, faults: Faults
) -> None:
    """Add a tie of casework, commissioning or practice; two directed edges, there and back, are one tie."""
    before = ties.setdefault(pair, state)
    if before is state:
        return
    if not directed:
        faults.add(f"{where}: these two have an edge already: must have one. Merge them.")
    for name in before.keys() & state.keys():
        if before[name] != state[name]:
            both = f"{name} = {state[name]:g}, and {before[name]:g} on the edge back"
            faults.add(f"{where} {both}: must be the same, for it is one tie. Give it on one of the two edges.")
    before |= state
