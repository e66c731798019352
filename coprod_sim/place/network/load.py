"""Networks: any graph whose nodes are families, professionals and commissioners can be the place.

Every node has a `kind`.  An edge means what its ends say: casework between family and professional, commissioning
between professional and commissioner, peers between families, practice between professionals.
How things are at month 0 may stand on nodes and casework edges.

Here a network is loaded, put into rows, and checked: does everybody have who they need, and does it fit the scenario?
The other rooms, in the order in which a network goes through them:

    open_file.py       which file is read how
    csv_tables.py      an edge CSV and the table of nodes beside it, taken apart
    graphml_gexf.py         GraphML and GEXF, taken apart
    read.py     nodes and edges as they were given
    names.py       the names that other programs give to what we know, and what is not used
    node_kinds.py     the kind of each node, and what each edge means
    attributes.py  what one node or casework edge may say of month 0
    build.py       the checked network, and the place that is made of it
    export.py       out again: the graph of a place, and where to draw its nodes
    problems.py      what is wrong, collected on the way
"""

import warnings
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from coprod_sim.place.initial_state import Structure
from coprod_sim.place.network.attributes import NODE_KINDS, slots, state_of
from coprod_sim.place.network.build import LEVER_ATTRIBUTES, Labels, Network, Starts, power_sums
from coprod_sim.place.network.names import note_unused, use_our_names
from coprod_sim.place.network.node_kinds import Pair, Ties, node_kinds, sorted_ties
from coprod_sim.place.network.open_file import read_network
from coprod_sim.place.network.problems import Faults, called, some
from coprod_sim.place.network.read import Reading
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setting_checks import ROUNDING

if TYPE_CHECKING:
    import networkx as nx

LEAST_CAPACITY: Final = 1e-6


class NetworkWarning(UserWarning):
    """Something in a network has no meaning here and was left out."""


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
    use_our_names(reading)
    faults = reading.faults
    network = make_network(reading, faults)
    for fault in (*power_faults(network), *capacity_faults(network), *scenario_faults(network, scenario)):
        faults.add(fault)
    faults.raise_all()
    for message in unused(network, scenario):
        faults.note(f"{reading.where}: {message}")
    for message in faults.notes:
        warnings.warn(message, NetworkWarning, stacklevel=2)
    return replace(network, notes=(*faults.notes, *faults.quiet))


# From nodes and edges to rows.


def make_network(reading: Reading, faults: Faults) -> Network:
    """Make the rows and ties of a network; raises all faults so far if it has no shape."""
    kinds = node_kinds(reading, faults)
    states = {
        node: state_of(kind, f"{reading.where}: node {called(node)}", reading.nodes[node], faults)
        for node, kind in kinds.items()
    }
    ties = sorted_ties(reading, kinds, faults)
    if len(kinds) < len(reading.nodes) or not kinds or not reading.whole:
        faults.raise_all()  # without all kinds, nobody knows who is missing
    nodes = {kind: [node for node in reading.nodes if kinds[node] == kind] for kind in NODE_KINDS}
    team, answers_to = others(ties.mutual["casework"]), others(ties.mutual["commissioning"])
    homes = others(ties.mutual["home"])
    home_faults(nodes["young_person"], homes, faults)
    shape_faults(nodes, team, answers_to, faults)
    row = {node: index for index, node in enumerate(nodes["commissioner"])}
    above = {worker: row[found[0]] for worker, found in answers_to.items()}
    area = {family: most_of([above[worker] for worker in team[family]]) for family in nodes["family"]}
    families = sorted(nodes["family"], key=lambda family: area[family])  # a stable sort
    labels = Labels(
        family=tuple(families),
        professional=tuple(nodes["professional"]),
        commissioner=tuple(nodes["commissioner"]),
        young_person=tuple(homes.get(family, [""])[0] for family in families) if homes else (),
    )
    structure, of_edges = make_structure(labels, ties, area, above)
    starts = {kind: columns(kind, [states.get(node, {}) for node in rows]) for kind, rows in labels._asdict().items()}
    starts["casework"] = columns("casework", of_edges)
    note_unused(reading, kinds)
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


def home_faults(young_people: list[Hashable], homes: Mapping[Hashable, list[Hashable]], faults: Faults) -> None:
    """Note who has no family or several, and families with several young people: each has one."""
    families = Counter(child for children in homes.values() for child in children)
    for people, wrong, allowed in (
        (
            [child for child in young_people if child not in families],
            "young people without a family",
            "each must have one. Add an edge to it",
        ),
        (
            [child for child, count in families.items() if count > 1],
            "young people with several families",
            "each must have one. Take the other edges out",
        ),
        (
            [family for family, children in homes.items() if len(children) > 1],
            "families with several young people",
            "each must have one. Make a family of its own for each",
        ),
    ):
        if people:
            faults.add(f"{faults.where}: {wrong} ({len(people)}: {some(people)}): {allowed}.")


def make_structure(
    labels: Labels, ties: Ties, area: Mapping[Hashable, int], above: Mapping[Hashable, int]
) -> tuple[Structure, list[dict[str, float]]]:
    """Turn ties between nodes into ties between rows, in an order that does not depend on that of the edges.

    Gives also what was said of the casework edges, in their order.
    """
    family = {node: row for row, node in enumerate(labels.family)}
    worker = {node: row for row, node in enumerate(labels.professional)}
    casework = sorted(((family[one], worker[other]), state) for (one, other), state in ties.mutual["casework"].items())
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
    return structure, [state for _, state in casework]


def columns(kind: str, states: list[dict[str, float]]) -> Starts:
    """Turn what was said of each row into columns, of those attributes that anybody has."""
    given: set[str] = set().union(*states)
    return {name: np.array([values.get(name, np.nan) for values in states]) for name in slots(kind) if name in given}


# What does not fit.


def power_faults(network: Network) -> Iterator[str]:
    """Say in which plans the powers that were given cannot add up to 1."""
    total, still_open = power_sums(network.structure.tie_family, network.given_powers())
    whole = still_open == 0
    wrong = (total > 1 + ROUNDING) | (whole & (np.abs(total - 1) > ROUNDING))
    for row in np.flatnonzero(wrong):
        where = f"{network.where}: family {called(network.labels.family[row])}"
        allowed = "must be 1" if whole[row] else "must leave 0 or more for those not given, of 1 in all"
        yield f"{where}: the powers given for its plan add up to {total[row]:.10g}: {allowed}. Change one of them."


def capacity_faults(network: Network) -> Iterator[str]:
    """Say which professionals have cases and no time at all."""
    capacity = network.starts["professional"].get("capacity")
    if capacity is None:
        return
    busy = np.unique(network.structure.tie_professional)
    for row in busy[capacity[busy] < LEAST_CAPACITY]:
        where = f"{network.where}: professional {called(network.labels.professional[row])}"
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


def unused(network: Network, scenario: Scenario) -> Iterator[str]:
    """Say what in a network is not used."""
    if network.left_out:
        yield f"{network.left_out} edges of commissioners with families or each other mean nothing and are left out."
    levers = {name: column for name, column in network.starts["commissioner"].items() if name in LEVER_ATTRIBUTES}
    other = sum(
        np.count_nonzero((column != scenario.value(name)) & ~np.isnan(column)) for name, column in levers.items()
    )
    if other:
        yield f"{other} levers on commissioners differ from {scenario.name} and are not used: scenarios set levers."
