"""What holds at month 0: nobody's state is set where the first month would not have it."""

import networkx as nx
import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.state import Place, Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.export import to_graph
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

PEERS_WORD = CAUSES.index("peers_word")


def expected_reputation(place: Place) -> Reals:
    """Reputation as own experience and peers' word would make it from the state as it stands, shape (n,)."""
    expected = []
    for row, me in enumerate(place.families):
        ties = slice(place.peer_start[row], place.peer_start[row + 1])
        weights = place.peer_weight[ties].astype(float)
        gossip = me["gossip"] if weights.sum() > 0 else 0.0
        heard = float(np.average(place.families["reputation"][place.peers[ties]], weights=weights)) if gossip else 0.0
        expected.append((1 - gossip) * me["council_trust"] + gossip * heard)
    return np.array(expected)


def expected_felt_trust(place: Place) -> Reals:
    """Felt trust as people and institution make it, shape (n,)."""
    of_people = place.parameters["person_weight"][0]
    team = np.add.reduceat(place.casework["family_trust"], place.team_start[:-1]) / np.diff(place.team_start)
    expected: Reals = of_people * team + (1 - of_people) * place.families["reputation"]
    return expected


def unlike_families(gossip: float) -> Place:
    """A place in which families' trust in the institution differs, given by a network."""
    graph = to_graph(begun(load_scenario("consultation_only"), 3).place)
    for node, state in graph.nodes(data=True):
        for name in ("reputation", "felt_trust", "expected_say", "delivery"):
            state.pop(name, None)
        if state["kind"] == "family":
            state["council_trust"], state["gossip"] = (node % 10) / 10, gossip
    scenario = load_scenario("consultation_only")
    return begun(scenario, 3, load_network(graph, scenario)).place


@pytest.mark.parametrize("gossip", [0.0, 0.12, 0.9])
def test_trust_starts_where_own_experience_and_peers_hold_it(gossip: float) -> None:
    """At month 0 reputation is its own fixed point, for little gossip and for much, and felt trust follows from it."""
    place = unlike_families(gossip)
    np.testing.assert_allclose(place.families["reputation"], expected_reputation(place), rtol=0, atol=1e-9)
    np.testing.assert_allclose(place.families["felt_trust"], expected_felt_trust(place), rtol=0, atol=1e-12)
    assert place.families["reputation"].std() > 0.01


def test_the_first_month_holds_no_artefact_of_the_start() -> None:
    """In month 1 peers' word moves nobody's felt trust: all of the change has a cause in that month."""
    simulation = begun(load_scenario("power_sharing"), seed=3)
    simulation.advance(1)
    assert np.abs(simulation.place.families["ledger"][:, PEERS_WORD]).max() < 1e-9


def test_what_a_network_says_stands_at_month_0() -> None:
    """A family whose trust or expected say a network gives starts with it; all else follows from what is there."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("Ash", kind="family", felt_trust=0.9, expected_say=0.3)
    graph.add_node("Birch", kind="family", council_trust=0.2, power=0.25)
    graph.add_node("Cedar", kind="family", council_trust=0.2, reputation=0.7)
    graph.add_node("Sam", kind="professional")
    graph.add_node("Council", kind="commissioner")
    graph.add_edge("Ash", "Sam", family_trust=0.4)
    graph.add_edge("Birch", "Sam", family_trust=0.6)
    graph.add_edge("Cedar", "Sam", family_trust=0.6)
    graph.add_edge("Sam", "Council")
    scenario = load_scenario("consultation_only", {"person_weight": 0.4, "promise": 0.5, "start_family_power": 0.1})
    place = begun(scenario, 1, load_network(graph, scenario)).place
    families = place.families
    # By hand: 0.4 * 0.6 + 0.6 * 0.2, and 0.4 * 0.6 + 0.6 * 0.7
    assert families["felt_trust"].tolist() == [0.9, pytest.approx(0.36), pytest.approx(0.66)]
    # By hand: 0.25 + 0.2 * (0.5 - 0.25), and 0.1 + 0.7 * (0.5 - 0.1)
    assert families["expected_say"].tolist() == [0.3, pytest.approx(0.3), pytest.approx(0.38)]


def test_a_setting_that_went_says_what_came_in_its_place() -> None:
    """The starting felt trust of earlier versions is refused with the setting that lasts."""
    with pytest.raises(ScenarioError, match=r"start_felt_trust: is no longer a setting.*Set start_family_trust"):
        load_scenario("consultation_only").changed({"start_felt_trust": 0.1})
