"""What holds at month 0: nobody's state is set where the first month would not have it."""

import networkx as nx
import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.state import Place, Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

PEERS_WORD = CAUSES.index("peers_word")


def expected_felt_trust(place: Place) -> Reals:
    """Felt trust as own experience and peers' word would make it from the state as it stands, shape (n,)."""
    expected = []
    for row, me in enumerate(place.families):
        team = place.casework[place.team_start[row] : place.team_start[row + 1]]["family_trust"]
        ties = slice(place.peer_start[row], place.peer_start[row + 1])
        weights = place.peer_weight[ties].astype(float)
        gossip = me["gossip"] if weights.sum() > 0 else 0.0
        heard = float(np.average(place.families["felt_trust"][place.peers[ties]], weights=weights)) if gossip else 0.0
        expected.append((1 - gossip) * team.mean() + gossip * heard)
    return np.array(expected)


@pytest.mark.parametrize("gossip", [0.0, 0.12, 0.9])
def test_felt_trust_starts_where_own_experience_and_peers_hold_it(gossip: float) -> None:
    """At month 0 felt trust is its own fixed point, for little gossip and for much."""
    simulation = begun(load_scenario("consultation_only").changed({"gossip": gossip}), seed=3)
    place = simulation.place
    np.testing.assert_allclose(place.families["felt_trust"], expected_felt_trust(place), rtol=0, atol=1e-9)
    assert place.families["felt_trust"].std() > 0.01


def test_the_first_month_holds_no_artefact_of_the_start() -> None:
    """In month 1 peers' word moves nobody's felt trust: all of the change has a cause in that month."""
    simulation = begun(load_scenario("power_sharing"), seed=3)
    simulation.advance(1)
    assert np.abs(simulation.place.families["ledger"][:, PEERS_WORD]).max() < 1e-9


def test_felt_trust_of_a_network_stands_at_month_0() -> None:
    """A family whose felt trust a network gives starts with it; the others start where ties and peers hold theirs."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("Ash", kind="family", felt_trust=0.9)
    graph.add_node("Birch", kind="family")
    graph.add_node("Sam", kind="professional")
    graph.add_node("Council", kind="commissioner")
    graph.add_edge("Ash", "Sam", family_trust=0.4)
    graph.add_edge("Birch", "Sam", family_trust=0.6)
    graph.add_edge("Sam", "Council")
    scenario = load_scenario("consultation_only")
    place = begun(scenario, 1, load_network(graph, scenario)).place
    assert place.families["felt_trust"].tolist() == [0.9, pytest.approx(0.6)]


def test_a_setting_that_went_says_what_came_in_its_place() -> None:
    """The starting felt trust of earlier versions is refused with the setting that lasts."""
    with pytest.raises(ScenarioError, match=r"start_felt_trust: is no longer a setting.*Set start_family_trust"):
        load_scenario("consultation_only").changed({"start_felt_trust": 0.1})
