"""Networks in and out: any graph whose nodes are families, professionals and commissioners can be the place.

Every node has a `kind`.  An edge means what its ends say: casework between family and professional, commissioning
between professional and commissioner, peers between families, practice between professionals.
How things are at month 0 may stand on nodes and casework edges.
How files are read, and what one node or edge may say: network_reading.py.  How everybody else starts: starting.py.
"""

import math
import warnings
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from coprod_sim import starting
from coprod_sim.fields import FLAG
from coprod_sim.network_reading import (
    KINDS,
    ROUNDING,
    Faults,
    Pair,
    Reading,
    Slot,
    Ties,
    called,
    node_kinds,
    read_network,
    slots,
    some,
    sorted_ties,
    state_of,
)
from coprod_sim.parameters import names
from coprod_sim.scenario import Scenario
from coprod_sim.starting import Structure, bands
from coprod_sim.state import Place, Reals, Records, Rows

if TYPE_CHECKING:
    import networkx as nx

LEVERS: Final = names("lever")
LEAST_CAPACITY: Final = 1e-6
FAMILIES_WIDE: Final = 2.5  # a commissioner's families are drawn in a block about this many times as wide as high
Starts = dict[str, Reals]
"""Values by the name of their attribute, each of shape (rows,), not a number where nothing was said."""


class NetworkWarning(UserWarning):
    """Something in a network has no meaning here and was left out."""


class Labels(NamedTuple):
    """The node that each row was in the graph that was given."""

    family: tuple[Hashable, ...]
    professional: tuple[Hashable, ...]
    commissioner: tuple[Hashable, ...]


class Powers(NamedTuple):
    """The shares in each family's plan: shapes (n,), (n,) and (casework edges,)."""

    family: Reals
    commissioner: Reals
    team: Reals


@dataclass(frozen=True, eq=False)
class Network:
    """A checked network: who works with whom, the original nodes, and what was said of how things start.

    `starts` has the kinds of nodes, and "casework", as keys; `left_out` counts edges without meaning.
    """

    where: str
    structure: Structure
    labels: Labels
    starts: Mapping[str, Starts]
    left_out: int = 0

    def make_place(self, values: Mapping[str, float], seed: int) -> Place:
        """Make a place with everybody as at month 0: drawn as in the default place, and then as the network says.

        What is drawn is not moved to suit what is given, with two exceptions.
        Quarters and fifths follow resources.
        Power adds up to 1 in every plan: where only some of it is given, the rest goes to the others,
        in the proportions in which they would have held it (in equal parts where all of them would have held none).
        """
        place = starting.make_place(self.structure, values, seed)
        usual = Powers(*(part.copy() for part in powers_of(place)))
        for kind, rows in parts_of(place).items():
            for name in self.starts[kind].keys() - set(LEVERS):
                numbers, said = numbers_of(rows, slots(kind)[name]), self.starts[kind][name]
                np.copyto(numbers, said, "unsafe", where=~np.isnan(said))
        share_rest(place, usual, self.given_powers())
        if "resources" in self.starts["family"]:
            for name, count in (("quarter", 4), ("fifth", 5)):
                place.families[name] = bands(place.families["resources"], count)
        return place

    def given_powers(self) -> Powers:
        """Give the shares in plans that were given; the others are not a number."""
        families, edges = len(self.labels.family), len(self.structure.tie_family)
        return Powers(
            self.starts["family"].get("power", np.full(families, np.nan)),
            self.starts["family"].get("commissioner_power", np.full(families, np.nan)),
            self.starts["casework"].get("power", np.full(edges, np.nan)),
        )


def load_network(what: "nx.Graph[Any] | str | Path | None", scenario: Scenario) -> Network | None:
    """Give the checked network of a graph or file, to be used with a scenario; None for None.

    In an undirected graph or a CSV file a peer tie goes both ways: `weight` is how far the node that comes first
    in the graph (the source in CSV) hears the other, and `weight_back`, if it differs, the other way round.
    In a directed graph an edge from u to v means that u hears v.  A weight of 0 is no tie.  A family may hear itself.
    The direction of other edges does not matter.
    The scenario sets the levers, so those on nodes are not used; its sizes must be those of the network if it sets any.
    Raises ScenarioError, with every fault that was found.
    """
    if what is None:
        return None
    reading = read_network(what)
    faults = Faults(reading.where)
    network = make_network(reading, faults)
    for fault in (*power_faults(network), *capacity_faults(network), *scenario_faults(network, scenario)):
        faults.add(fault)
    faults.raise_all()
    for message in left_out(network, scenario):
        warnings.warn(f"{reading.where}: {message}", NetworkWarning, stacklevel=2)
    return network


# From nodes and edges to rows.


def make_network(reading: Reading, faults: Faults) -> Network:
    """Make the rows and ties of a network; raises all faults so far if it has no shape."""
    kinds = node_kinds(reading, faults)
    said = {
        node: state_of(kind, f"{reading.where}: node {called(node)}", reading.nodes[node], faults)
        for node, kind in kinds.items()
    }
    ties = sorted_ties(reading, kinds, faults)
    if len(kinds) < len(reading.nodes) or not kinds:
        faults.raise_all()
    nodes = {kind: [node for node in reading.nodes if kinds[node] == kind] for kind in KINDS}
    team, answers_to = others(ties.mutual["casework"]), others(ties.mutual["commissioning"])
    shape_faults(nodes, team, answers_to, faults)
    row = {node: place for place, node in enumerate(nodes["commissioner"])}
    above = {worker: row[found[0]] for worker, found in answers_to.items()}
    area = {family: most_of([above[worker] for worker in team[family]]) for family in nodes["family"]}
    labels = Labels(
        family=tuple(sorted(nodes["family"], key=lambda family: area[family])),  # a stable sort
        professional=tuple(nodes["professional"]),
        commissioner=tuple(nodes["commissioner"]),
    )
    structure, of_edges = make_structure(labels, ties, area, above)
    starts = {kind: columns(kind, [said[node] for node in rows]) for kind, rows in labels._asdict().items()}
    starts["casework"] = columns("casework", of_edges)
    return Network(reading.where, structure, labels, starts, ties.left_out)


def others(ties: Iterable[Pair]) -> dict[Hashable, list[Hashable]]:
    """Give the second ends of all ties of each first end.

    >>> others([("Ann", 1), ("Bob", 1), ("Ann", 2)])
    {'Ann': [1, 2], 'Bob': [1]}
    """
    found: dict[Hashable, list[Hashable]] = {}
    for one, other in ties:
        found.setdefault(one, []).append(other)
    return found


def most_of(commissioners: Iterable[int]) -> int:
    """Give the commissioner to whom most of a team answers, the first of them in a tie.

    >>> most_of([2, 1, 2, 1, 0])
    1
    """
    votes = Counter(commissioners)
    return min(votes, key=lambda commissioner: (-votes[commissioner], commissioner))


def shape_faults(
    nodes: Mapping[str, list[Hashable]],
    team: Mapping[Hashable, list[Hashable]],
    answers_to: Mapping[Hashable, list[Hashable]],
    faults: Faults,
) -> None:
    """Raise all faults if somebody is missing: families need teams, professionals one commissioner each."""
    lacking = [kind for kind in ("family", "commissioner") if not nodes[kind]]
    for kind in lacking:
        faults.add(
            f"{faults.where}: no node has kind {kind}: there must be one at least. Set the kind of some node to {kind}."
        )
    alone = [family for family in nodes["family"] if family not in team]
    free = [worker for worker in nodes["professional"] if worker not in answers_to]
    torn = [worker for worker in nodes["professional"] if len(answers_to.get(worker, ())) > 1]
    for people, wrong, allowed in (
        (alone, "families without a team", "each must have a professional. Add an edge to one"),
        (free, "professionals without a commissioner", "each must answer to one. Add an edge to it"),
        (torn, "professionals with several commissioners", "each must answer to one. Take the other edges out"),
    ):
        if people:
            faults.add(f"{faults.where}: {wrong} ({len(people)}: {some(people)}): {allowed}.")
    if lacking or alone or free or torn:
        faults.raise_all()


def make_structure(
    labels: Labels, ties: Ties, area: Mapping[Hashable, int], above: Mapping[Hashable, int]
) -> tuple[Structure, list[dict[str, float]]]:
    """Turn ties between nodes into ties between rows, in an order that does not depend on that of the edges.

    Gives also what was said of the casework edges, in their order.
    """
    family = {node: row for row, node in enumerate(labels.family)}
    worker = {node: row for row, node in enumerate(labels.professional)}
    casework = sorted(((family[one], worker[other]), said) for (one, other), said in ties.mutual["casework"].items())
    # The sums over peers depend on their order: as in the default place, later families first, then earlier ones.
    peers = [(family[one], family[other], weight) for (one, other), weight in ties.peers.items() if weight > 0]
    peers.sort(key=lambda tie: (tie[0], tie[1] < tie[0], tie[1]))
    pairs = [(worker[one], worker[other]) for one, other in ties.mutual["practice"]]
    practice = sorted([*pairs, *((other, one) for one, other in pairs)])
    areas = np.bincount([area[node] for node in labels.family], minlength=len(labels.commissioner))
    structure = Structure(
        area_start=np.concatenate((np.zeros(1, np.int32), np.cumsum(areas, dtype=np.int32))),
        professional_commissioner=np.array([above[node] for node in labels.professional], np.int32),
        tie_family=np.array([ends[0] for ends, _ in casework], np.int32),
        tie_professional=np.array([ends[1] for ends, _ in casework], np.int32),
        peer_of=np.array([tie[0] for tie in peers], np.int32),
        peer=np.array([tie[1] for tie in peers], np.int32),
        peer_weight=np.array([tie[2] for tie in peers], np.float64),
        colleague_of=np.array([pair[0] for pair in practice], np.int32),
        colleague=np.array([pair[1] for pair in practice], np.int32),
    )
    return structure, [said for _, said in casework]


def columns(kind: str, said: list[dict[str, float]]) -> Starts:
    """Turn what was said of each row into columns, of those attributes that anybody has."""
    given: set[str] = set().union(*said)
    return {name: np.array([values.get(name, np.nan) for values in said]) for name in slots(kind) if name in given}


# What does not fit.


def power_faults(network: Network) -> Iterator[str]:
    """Say in which plans the powers that were given cannot add up to 1."""
    total, still_open = power_sums(network.structure.tie_family, network.given_powers())
    whole = still_open == 0
    wrong = (total > 1 + ROUNDING) | (whole & (np.abs(total - 1) > ROUNDING))
    for row in np.flatnonzero(wrong):
        where = f"{network.where}: family {some([network.labels.family[row]])}"
        allowed = "must be 1" if whole[row] else "must leave 0 or more for those not given, of 1 in all"
        yield f"{where}: the powers given for its plan add up to {total[row]:.10g}: {allowed}. Change one of them."


def capacity_faults(network: Network) -> Iterator[str]:
    """Say which professionals have cases and no time at all."""
    capacity = network.starts["professional"].get("capacity", np.array([]))
    busy = np.unique(network.structure.tie_professional)
    for row in busy[capacity[busy] < LEAST_CAPACITY] if len(capacity) else ():
        where = f"{network.where}: professional {some([network.labels.professional[row]])}"
        yield f"{where} capacity = {capacity[row]:g}: must be {LEAST_CAPACITY:g} or more, having cases. Raise it."


def scenario_faults(network: Network, scenario: Scenario) -> Iterator[str]:
    """Say where a scenario is made for a place of another size."""
    found = {"families": network.labels.family, "professionals": network.labels.professional}
    for name, people in {**found, "commissioners": network.labels.commissioner}.items():
        if scenario.settings.get(name, len(people)) != len(people):
            given = f"{name} = {scenario.settings[name]:g}"
            allowed = f"must be {len(people)}, as many as the network has"
            yield f"scenario {scenario.name} {given}: {allowed}. Leave {name} out of the scenario."
    count = len(network.labels.commissioner)
    for event in scenario.events:
        if not isinstance(event.who, str) and event.who > count:
            where = f"scenario {scenario.name} month {event.month}"
            allowed = f'must be "all" or a commissioner from 1 to {count}, as many as the network has'
            yield f"{where} who = {event.who}: {allowed}. Change who."


def left_out(network: Network, scenario: Scenario) -> Iterator[str]:
    """Say what in a network is not used."""
    if network.left_out:
        yield f"{network.left_out} edges of commissioners with families or each other mean nothing and are left out."
    levers = {name: column for name, column in network.starts["commissioner"].items() if name in LEVERS}
    other = sum(
        int(np.sum(column != scenario.value(name)) - np.sum(np.isnan(column))) for name, column in levers.items()
    )
    if other:
        yield f"{other} levers on commissioners differ from {scenario.name} and are not used: scenarios set levers."


# Rows and their numbers.


def parts_of(place: Place) -> dict[str, Records]:
    """Give the rows of a place by what they are."""
    people = (place.families, place.professionals, place.commissioners)
    return {**dict(zip(KINDS, people, strict=True)), "casework": place.casework}


def numbers_of(rows: Records, slot: Slot) -> Reals:
    """Give one attribute of all rows, as a view: what is written into it is written into the rows."""
    numbers: Reals = rows[slot.field.name]
    return numbers if slot.part is None else numbers[:, slot.part]


def powers_of(place: Place) -> Powers:
    """Give the shares in all plans, as views."""
    return Powers(place.families["power"], place.families["commissioner_power"], place.casework["power"])


def power_sums(owner: Rows, given: Powers) -> tuple[Reals, Reals]:
    """Add up the power given in each plan, and count those whose power was not given, each of shape (n,).

    >>> given = Powers(np.array([0.2]), np.array([np.nan]), np.array([0.3, np.nan]))
    >>> power_sums(np.array([0, 0], np.int32), given)
    (array([0.5]), array([2.]))
    """
    count = len(given.family)
    total = np.nan_to_num(given.family) + np.nan_to_num(given.commissioner)
    total += np.bincount(owner, np.nan_to_num(given.team), count)
    missing = np.isnan(given.family).astype(float) + np.isnan(given.commissioner)
    return total, missing + np.bincount(owner, np.isnan(given.team), count)


def share_rest(place: Place, usual: Powers, given: Powers) -> None:
    """Share what is left of the power in those plans in which only some was given, as Network.make_place says."""
    owner = place.casework["family"]
    everybody = np.arange(len(place.families))
    total, missing = power_sums(owner, given)
    partly = (missing > 0) & (missing < 2 + np.bincount(owner, minlength=len(everybody)))
    rest = np.maximum(0.0, 1 - total)
    held, _ = power_sums(owner, Powers(*(np.where(np.isnan(g), u, 0.0) for g, u in zip(given, usual, strict=True))))
    for numbers, whose, g, u in zip(powers_of(place), (everybody, everybody, owner), given, usual, strict=True):
        part = np.divide(u, held[whose], out=1 / np.maximum(missing, 1)[whose], where=held[whose] > 0)
        open_now = partly[whose] & np.isnan(g)
        numbers[open_now] = (rest[whose] * part)[open_now]


# Out again: a graph, and where to draw its nodes.


def to_graph(place: Place, labels: Labels | None = None) -> "nx.Graph[int]":
    """Make the graph of a place as it stands: load_network makes the same place of it, at month 0 to the bit.

    Nodes are numbered: families, then professionals, then commissioners.
    They have `kind`, `label` if labels are given, and their state; edges have `kind`, and casework has its state.
    A peer tie has the `weight` with which its lower node hears the higher, and `weight_back` for the other way
    if that differs (0 if the one does not hear the other).
    """
    import networkx as nx  # a third of a second that runs without a network need not wait for

    graph: nx.Graph[int] = nx.Graph()
    first = 0
    for kind in KINDS:
        state = plain_rows(parts_of(place)[kind], kind)
        for row, values in enumerate(state):
            label = {"label": str(getattr(labels, kind)[row])} if labels else {}
            graph.add_node(first + row, kind=kind, **label, **values)
        first += len(state)
    staff, top = len(place.families), len(place.families) + len(place.professionals)
    edges = zip(place.casework["family"].tolist(), place.casework["professional"].tolist(), strict=True)
    for (one, other), values in zip(edges, plain_rows(place.casework, "casework"), strict=True):
        graph.add_edge(one, staff + other, kind="casework", **values)
    for row, commissioner in enumerate(place.professionals["commissioner"].tolist()):
        graph.add_edge(staff + row, top + commissioner, kind="commissioning")
    add_peers(graph, place)
    of = np.repeat(np.arange(len(place.professionals)), np.diff(place.practice_start))
    for one, other in zip(of.tolist(), place.colleagues.tolist(), strict=True):
        graph.add_edge(staff + one, staff + other, kind="practice")
    return graph


def plain_rows(rows: Records, kind: str) -> list[dict[str, float]]:
    """Give the state of each row as plain Python numbers, flags as true and false, by the names of attributes."""
    columns = {}
    for name, slot in slots(kind).items():
        numbers = numbers_of(rows, slot)
        flag = slot.field.type == FLAG and slot.field.high == 1
        columns[name] = (numbers > 0).tolist() if flag else numbers.tolist()
    if kind == "casework":
        del columns["family"], columns["professional"]  # the ends of the edge say it
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def add_peers(graph: "nx.Graph[int]", place: Place) -> None:
    """Add the peer ties of a place to its graph."""
    of = np.repeat(np.arange(len(place.families)), np.diff(place.peer_start))
    heard = zip(of.tolist(), place.peers.tolist(), strict=True)
    weights = dict(zip(heard, place.peer_weight.tolist(), strict=True))
    for one, other in sorted({(min(pair), max(pair)) for pair in weights}):
        there, back = weights.get((one, other), 0.0), weights.get((other, one), 0.0)
        graph.add_edge(one, other, kind="peer", weight=there, **({} if back == there else {"weight_back": back}))


def layout(graph: "nx.Graph[int]", seed: int = 0) -> dict[int, tuple[float, float]]:
    """Place the nodes of a graph of to_graph in the unit square, always alike: Mesa's layout_alg.

    Commissioners stand in a row at the top, their professionals below them, and their families below these in rows.
    Mesa hands a seed to every layout; this one needs no chance.
    """
    del seed
    kinds: dict[str, dict[int, list[int]]] = {kind: {} for kind in KINDS}
    own = -1
    for node, state in graph.nodes(data=True):
        own += state["kind"] == "commissioner"
        kinds[state["kind"]].setdefault(own if state["kind"] == "commissioner" else state["commissioner"], []).append(
            node
        )
    wide = {}
    for area in sorted(kinds["commissioner"]):
        families, staff = kinds["family"].get(area, []), kinds["professional"].get(area, [])
        wide[area] = max(1, len(staff), math.ceil(math.sqrt(FAMILIES_WIDE * len(families))))
    deep = max(math.ceil(len(families) / wide[area]) for area, families in kinds["family"].items())
    spots: dict[int, tuple[float, float]] = {}
    left, total = 0, sum(wide.values())
    for area, width in wide.items():
        for kind, height in (("commissioner", 1.0), ("professional", 0.8)):
            row = kinds[kind].get(area, [])
            spots |= {node: ((left + width * (k + 0.5) / len(row)) / total, height) for k, node in enumerate(row)}
        for k, node in enumerate(kinds["family"].get(area, [])):
            spots[node] = ((left + k % width + 0.5) / total, 0.6 * (1 - (k // width) / deep))
        left += width
    return {node: spots[node] for node in graph}
