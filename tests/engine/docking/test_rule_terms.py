"""The engine against the plain reading on a network with corners that a default place does not have.

A commissioner without families, a professional without cases or colleagues, a family without peers, peers of unequal weight,
a team of two commissioners' staff, and commissioners that differ.
No parameter has the value 1, which would hide a factor.
"""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.evidence.docking.dock import AGREE, plain_start, state_differences
from coprod_sim.evidence.docking.plain_reading import World
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

NO_ONES = {"training_cost": 0.7, "strain": 1.7, "other_area_noise": 0.9, "review_months": 2, "tired_noise": 1.3}
COMMON = {
    "asks": 0.7, "appeal_chance": 0.4, "turnover": 0.08, "dispute_loss": 0.3, "early_involvement": 0.3, "order_binds": 4,
    "start_language": 0.4, "start_poor": 0.4, "start_standing": 0.4, "burden": 0.3,
}  # fmt: skip
LEVERS = {
    "power_ceiling": (0.3, 0.7, 0.5),
    "asks": (0.5, 0.8, 1.0),
    "feedback": (0.2, 0.6, 0.0),
    "family_led": (0.3, 0.6, 0.5),
    "key_workers": (0.4, 0.7, 0.0),
    "commissioner_bravery": (0.3, 0.7, 0.5),
    "staff_bravery": (0.1, 0.5, 0.9),
    "training": (0.02, 0.05, 0.0),
    "reflection": (0.03, 0.06, 0.0),
    "monitoring": (0.2, 0.05, 0.1),
    "reward": (0.3, 0.6, 0.0),
    "young_person_voice": (0.2, 0.6, 0.4),
    "interpreters": (0.5, 0.2, 0.7),
    "compensating": (0.3, 0.6, 0.4),
    "personal_budgets": (0.5, 0.1, 0.0),
    "budget": (0.7, 0.95, 0.9),
    "embedding": (0.5, 2.0, 1.0),
    "early_involvement": (0.3, 0.8, 0.5),
    "promise": (0.8, 0.4, 0.0),
    "open_recruitment": (0.4, 0.7, 0.5),
    "forum_share": (0.6, 0.0, 0.5),
    "operational_share": (0.7, 0.0, 0.4),
}


def uneven_graph() -> "nx.Graph[Any]":
    """Twelve families and five professionals of two commissioners; a third commissioner has one idle professional."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(("north", "south", "west"), kind="commissioner")
    graph.add_nodes_from((f"p{j}" for j in range(6)), kind="professional")
    graph.add_nodes_from((f"f{i:02}" for i in range(12)), kind="family")
    graph.add_edges_from((f"p{j}", ("north", "south")[j % 2]) for j in range(5))
    graph.add_edge("p5", "west")
    graph.add_edges_from([("p0", "p2"), ("p2", "p4"), ("p1", "p3")])
    for i in range(12):
        graph.add_edges_from((f"f{i:02}", f"p{(i + 2 * k) % 4 + (i % 5 == 4)}") for k in range(1 + i % 2))
    graph.add_edge("f06", "p1")
    for i in range(10):
        graph.add_edge(f"f{i:02}", f"f{i + 1:02}", weight=0.5 + 0.75 * (i % 4))
        graph.add_edge(f"f{i:02}", f"f{(i + 4) % 11:02}", weight=2.5)
    return graph


@pytest.mark.parametrize(("complementarity", "stretch"), [(-0.3, 1), (0.0, 1), (0.4, 6)])
def test_an_uneven_network_follows_the_specification(complementarity: float, stretch: int) -> None:
    """All state agrees with the plain reading to 1e-9 over 24 months, run one by one or several without a stop."""
    scenario = load_scenario("power_sharing", {**NO_ONES, **COMMON, "complementarity": complementarity})
    simulation = begun(scenario, 12, load_network(uneven_graph(), scenario))
    place = simulation.place
    idle = np.diff(place.case_start) == 0
    assert (len(place.families), len(place.commissioners), idle.sum()) == (12, 3, 1)
    place.professionals["capacity"][idle] = 1.0  # the plain reading divides by it; the load is 0 in both
    for lever, values in LEVERS.items():
        place.commissioners[lever] = values
    place.commissioners["standard_offer"] = [[0.3, -0.2, 0.5, 0.1], [0.1, 0.4, -0.3, 0.2], [0.0, 0.0, 0.0, 0.0]]
    world = World.from_start(plain_start(simulation), scenario.values())
    for month in range(stretch, 25, stretch):
        simulation.advance(stretch)
        for lived in range(month - stretch + 1, month + 1):
            world.month(lived)
        worst = max(state_differences(simulation, world, month), key=lambda one: one.size)
        assert worst.size <= AGREE, worst
