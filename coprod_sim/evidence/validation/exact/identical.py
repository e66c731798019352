"""Exact case 8: identical people without noise follow the map of coprod_sim/evidence/docking/flat_map.py, worked out apart."""

from collections.abc import Iterator
from typing import Any, Final

import networkx as nx
import numpy as np

from coprod_sim.engine.simulation import Simulation
from coprod_sim.evidence.docking.flat_map import MAPPED, FlatMap
from coprod_sim.evidence.validation.exact.check import NO_CHANCE, Check, furthest, truth_check
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

STATE: Final = (
    *("need", "progress", "confidence", "energy", "hearing", "appetite", "expected_say", "council_trust", "reputation"),
    *("felt_trust", "lived_fit", "engaged", "plan"),
)
ALIKE: Final = (
    *(
        "progress",
        "confidence",
        "energy",
        "power",
        "voice",
        "expected_say",
        "council_trust",
        "reputation",
        "felt_trust",
    ),
    *("delivery", "lived_fit", "engaged", "hearing"),
)
YOUNG: Final = ("age", "seen", "share", "ear", "say")
LEVERS: Final = {"embedding": 1, "early_involvement": 0.25, "interpreters": 0.9, "compensating": 0.75}


def flat_world() -> Simulation:
    """Make twelve families with teams of two, six cases for each of four professionals, all alike."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("lead", kind="commissioner")
    graph.add_nodes_from((f"p{j}" for j in range(4)), kind="professional")
    graph.add_nodes_from((f"f{i}" for i in range(12)), kind="family")
    graph.add_edges_from((f"p{j}", "lead") for j in range(4))
    graph.add_edges_from((f"p{j}", f"p{k}") for j in range(4) for k in range(j))
    graph.add_edges_from((f"f{i}", f"p{(2 * (i % 2)) + k}") for i in range(12) for k in range(2))
    graph.add_edges_from((f"f{i}", f"f{(i + step) % 12}") for i in range(12) for step in (1, 2))
    scenario = load_scenario("power_sharing", {**MAPPED, **NO_CHANCE, **LEVERS})
    simulation = begun(scenario, 1, load_network(graph, scenario))
    place, flat = simulation.place, FlatMap()
    for name in STATE:
        place.families[name] = getattr(flat, name)
    place.families["usual_need"] = flat.need
    place.families["parent_bias"], place.families["resources"], place.families["ability"] = 1.0, 0.5, 0.5
    place.families["months_since_review"] = 0
    for name in ("language", "poor", "standing"):
        place.families[name] = 1
    for name in ("wish", "age", "seen"):
        place.young_people[name] = getattr(flat, name)
    place.young_people["trust"] = flat.young_trust
    place.professionals["facilitation"], place.professionals["bravery"] = flat.facilitation, 0.45
    place.professionals["discipline"], place.professionals["capacity"] = 0, 6.5
    for name, value in (
        ("family_trust", flat.trust),
        ("professional_trust", flat.belief),
        ("knowledge", flat.knowledge),
    ):
        place.casework[name] = value
    place.commissioners["standard_offer"] = flat.offer
    place.commissioners["language_share"] = place.commissioners["poor_share"] = 1
    for name in ("reputation", "confidence", "power", "progress"):
        place.seen[name] = place.families[name]
    place.seen["provision"] = flat.plan
    return simulation


def pairs_of(simulation: Simulation, flat: FlatMap) -> dict[str, tuple[Any, float]]:
    """Give what is compared: the engine's rows, and the one number of the map."""
    place = simulation.place
    families, young, staff, ties = place.families, place.young_people, place.professionals, place.casework
    return {
        **{name: (families[name], getattr(flat, name)) for name in ALIKE},
        **{f"{name} of young people": (young[name], getattr(flat, name)) for name in YOUNG},
        "trust of young people": (young["trust"], flat.young_trust),
        "plan in the discipline of the team": (families["plan"][:, 0], flat.plan),
        "plan in the other areas": (families["plan"][:, 1:], flat.other_plan),
        "facilitation": (staff["facilitation"], flat.facilitation),
        "load": (staff["load"], flat.load),
        "trust": (ties["family_trust"], flat.trust),
        "belief": (ties["professional_trust"], flat.belief),
        "knowledge": (ties["knowledge"], flat.knowledge),
    }


def identical_people() -> Iterator[Check]:
    """Case 8: identical people without noise follow the map for 60 months."""
    simulation, flat = flat_world(), FlatMap()
    worst: dict[str, float] = {}
    for _ in range(60):
        simulation.advance(1)
        flat.month()
        for name, pair in pairs_of(simulation, flat).items():
            worst[name] = float(np.max([worst.get(name, 0.0), furthest(*pair)]))
    for name, apart in worst.items():
        yield Check(f"distance of {name} from the map", apart, 0, 1e-11)
    yield truth_check("power has moved", flat.power > 0.1)
    yield truth_check("young people have come to speak", flat.say > 0.1)
