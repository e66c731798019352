"""Terms of single acts that no run of a usual place shows: what is left behind, what is empty, and what comes to nothing."""

import networkx as nx
import numpy as np
import pytest

from coprod_sim.agents.arrival import give_way
from coprod_sim.agents.commissioner import see_area, spend
from coprod_sim.agents.forum import EMPTY, fill_seats
from coprod_sim.agents.professional import lead_in_team
from coprod_sim.agents.side_by_side.month import TABLES
from coprod_sim.agents.side_by_side.review_draws import SEATS, draw_for_reviews, draws_of_member, draws_type, expect
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.state import copy_place
from coprod_sim.model import CoproductionModel
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

FORUM = {"families": 3, "professionals": 1, "commissioners": 1, "peers": 2, "forum_share": 0.5, "open_recruitment": 0}


@pytest.mark.parametrize("seats", [0, 2, 5])
def test_a_seat_counts_the_months_of_who_sits_there(seats: int) -> None:
    """Who is seated counts from 0; an empty seat counts nothing, a forum without seats has no word, and one that ends leaves nothing behind."""
    place = begun(load_scenario("power_sharing", {**FORUM, "forum_seats": seats}), 1).place
    for month in range(1, 4):
        fill_seats(place, 0, month)
    taken = min(seats, 3)
    assert place.seats["months"][0].tolist() == [2] * taken + [0] * (seats - taken)
    assert (place.seats["family"][0] == EMPTY).tolist() == [False] * taken + [True] * (seats - taken)
    assert (place.commissioners["forum_word"][0] > 0) == (seats > 0)

    place.commissioners["forum_share"] = 0.0
    fill_seats(place, 0, 4)
    assert place.seats["family"][0].tolist() == [EMPTY] * seats
    assert place.seats["months"][0].tolist() == [0] * seats
    assert place.commissioners["forum_word"][0] == 0


def test_families_without_seats_have_no_word_in_a_team() -> None:
    """Families of its cases count in a team as far as they have seats and are heard, and no longer when the seats go."""
    place = begun(load_scenario("power_sharing", {**FORUM, "operational_share": 0.5}), 1).place
    place.parameters["seat_weight"] = 0.4
    place.families["hearing"] = [0.3, 0.6, 0.9]
    lead_in_team(place, 0)
    assert place.professionals["families_word"].tolist() == pytest.approx([0.5 * 0.4 * 0.6])
    place.commissioners["operational_share"] = 0.0
    lead_in_team(place, 0)
    assert place.professionals["families_word"].tolist() == [0.0]


def test_a_commissioner_counts_whom_it_sees() -> None:
    """Who needs an interpreter and who has least are shares of its families, as last month showed them."""
    place = begun(load_scenario("power_sharing", {**FORUM, "families": 4}), 1).place
    place.seen["language"], place.seen["poor"] = [[1, 0, 0, 0], [0, 0, 0, 0]], [[1, 1, 1, 0], [0, 0, 0, 0]]
    see_area(place, 0, 2)
    office = place.commissioners[0]
    assert (office.language_share, office.poor_share) == pytest.approx((0.25, 0.75))
    see_area(place, 0, 3)
    assert (office.language_share, office.poor_share) == (0.0, 0.0)


def test_staff_time_that_was_added_is_paid_for() -> None:
    """A fifth more staff time is spent on beside plans, and what was taken is saved."""
    spent = []
    for added in (0.0, 0.2, -0.2):
        place = begun(load_scenario("power_sharing", FORUM), 1).place
        place.parameters["staff_cost"], place.commissioners["usual_cost"] = 0.15, 0.8
        place.commissioners["staff_added"] = added
        spend(place, 0, 1, 0.9)
        spent.append(float(place.commissioners["spending"][0]))
    assert [now - spent[0] for now in spent] == pytest.approx([0.0, 0.024, -0.024], abs=1e-12)


MEANS = {"resources", "poor", "quarter", "fifth", "commissioner"}
"""What a family that comes has of the one before."""
LATER = {"key_worker", "delivery", "own_effort", "lived_plan_fit", "ledger"}
"""What is set anew in every month before anybody looks at it, or says what has changed."""
STAY = {
    "families": MEANS | LATER,
    "young_people": {"life"},
    "pathways": {"means"},
    "casework": {"family", "professional"},
}


@pytest.mark.parametrize("pathway", [0, 1])
def test_nothing_of_a_family_is_left_when_another_comes(pathway: int) -> None:
    """Whatever its row, its team and its pathway held, another family begins in the same way."""
    sizes = {"families": 12, "professionals": 3, "commissioners": 1, "peers": 2}
    before = begun(load_scenario("power_sharing", {**sizes, "pathway": pathway}), 4).place
    other = copy_place(before)
    for table, kept in STAY.items():
        rows = getattr(other, table)
        for name in set(rows.dtype.names) - kept:
            rows[name] += 1
    for place in (before, other):
        place.young_people["age"] = 12 * int(place.parameters["leave_age"][0])
        for row in range(sizes["families"]):
            give_way(place, row, 2)
    assert (before.young_people["life"] == 1).all()
    for table, kept in STAY.items():
        one, another = getattr(before, table), getattr(other, table)
        for name in set(one.dtype.names) - (kept & LATER):
            np.testing.assert_array_equal(one[name], another[name], err_msg=f"{table}: {name}")


def test_each_of_many_reviews_has_its_own_draws() -> None:
    """Where more are due than are drawn for at once, all go as they would one by one."""
    sizes = {"families": TABLES + 6, "professionals": 6, "commissioners": 1, "review_months": 1}
    places = []
    for activation in ("compiled", "agents"):
        model = CoproductionModel(load_scenario("power_sharing", sizes), seed=3, activation=activation)
        model.place.families["months_since_review"] = 99
        model.run(1)
        assert (model.place.families["months_since_review"] == 0).all()
        places.append(model.place)
    for name in ("families", "casework", "young_people"):
        assert getattr(places[0], name).tobytes() == getattr(places[1], name).tobytes()


def test_draws_that_are_about_the_family_alone_have_no_other_in_their_key() -> None:
    """Whatever stood in a lane before, the draws of a review are made for its family, nobody else, and its team."""
    place, draws = begun(load_scenario("power_sharing", FORUM), 1).place, np.ones(2, draws_type(1))
    expect(place, 2, draws[1], 0)
    team = place.casework["professional"][place.team_start[2] : place.team_start[3]]
    assert (draws["row"][1, 0], draws["nobody"][1, 0]) == (2, 0)
    assert draws["professional"][1, 0, 0] == team[0]


def test_every_member_of_a_large_team_has_a_view_of_their_own() -> None:
    """The draws of a member's view are those of its own row, also of members for whom none were made beforehand."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("lead", kind="commissioner")
    graph.add_nodes_from([f"worker {number}" for number in range(SEATS + 2)], kind="professional")
    graph.add_nodes_from(["one", "two"], kind="family")
    graph.add_edge("one", "worker 0")
    for number in range(SEATS + 2):
        graph.add_edges_from((f"worker {number}", other) for other in ("lead", "two"))
    scenario = load_scenario("power_sharing")
    place, row, month = begun(scenario, 1, load_network(graph, scenario)).place, 1, 4
    draws = np.zeros(1, draws_type(1))
    expect(place, row, draws[0], 0)
    draw_for_reviews(place, month, 1, draws[0])
    team = place.casework["professional"][place.team_start[row] :].tolist()
    assert sorted(team) == list(range(SEATS + 2))
    for seat, worker in enumerate(team):
        expected = randomness.four_normals(place.key, row, worker, month, randomness.PROFESSIONAL_VIEW)
        assert draws_of_member(place, row, month, seat, draws[0], 0) == expected
