"""Forums and conferences: who sits where and for how long, what a meeting changes, and what it leaves alone."""

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.conference import hold_conference
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place, copy_place
from coprod_sim.model import CoproductionModel
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario

FORUM = {"forum_share": 0.5, "families": 60, "forum_seats": 5, "forum_term": 6}


def members(simulation: Simulation, area: int) -> list[int]:
    """The rows of the families that sit in a forum, seat by seat."""
    found: list[int] = simulation.place.seats["family"][area].tolist()
    return found


def test_without_a_part_in_the_offer_there_is_no_forum() -> None:
    """All seats are empty while forum_share is 0, are filled when it rises, and empty again when it falls."""
    events = (Event(3, "set", lever="forum_share", to=0.4), Event(6, "set", lever="forum_share", to=0.0))
    simulation = begun(load_scenario("power_sharing", {"families": 60}).changed(events=events), 1)
    seated = []
    for _ in range(7):
        simulation.advance(1)
        seated.append((simulation.place.seats["family"] >= 0).all())
        assert seated[-1] or (simulation.place.seats["family"] == -1).all()
    assert seated == [False, False, True, True, True, False, False]


def test_closed_seats_go_to_the_most_confident() -> None:
    """With open_recruitment 0 the first forum is made of those with most confidence at the end of the month."""
    simulation = begun(load_scenario("power_sharing", {**FORUM, "open_recruitment": 0}), 1)
    simulation.advance(1)
    for area in range(3):
        first, last = simulation.place.area_start[area : area + 2]
        confidence = simulation.place.families["confidence"][first:last]
        assert members(simulation, area) == (first + np.argsort(-confidence)[:5]).tolist()


def test_open_seats_go_to_anybody_once() -> None:
    """With open_recruitment 1 nobody has two seats, all are of the area, and over many forums everybody has a turn alike."""
    sat = np.zeros(20)
    for seed in range(200):
        simulation = begun(load_scenario("power_sharing", {**FORUM, "open_recruitment": 1}), seed)
        simulation.advance(1)
        found = members(simulation, 0)
        assert len(set(found)) == 5
        sat[found] += 1
    assert sat.sum() == 1000
    # A quarter of 200 forums each; binomial, with four standard deviations to both sides.
    assert sat.min() > 50 - 4 * 37.5**0.5
    assert sat.max() < 50 + 4 * 37.5**0.5


def test_an_open_seat_goes_to_whom_its_draw_says() -> None:
    """The family is counted from the first of its own area, also where areas differ in size; who has a seat is passed over."""
    graph: nx.Graph[str] = nx.Graph()
    for name, size in (("east", 5), ("west", 3)):
        graph.add_node(name, kind="commissioner")
        graph.add_node(f"{name} worker", kind="professional")
        graph.add_edge(name, f"{name} worker")
        for number in range(size):
            graph.add_node(f"{name} {number}", kind="family")
            graph.add_edge(f"{name} {number}", f"{name} worker")
    scenario = load_scenario("power_sharing", {"forum_share": 0.5, "open_recruitment": 1, "forum_seats": 2})
    network = load_network(graph, scenario)
    chosen = set()
    for seed in range(8):
        simulation = begun(scenario, seed, network)
        simulation.advance(1)
        for area, (first, count) in enumerate(((0, 5), (5, 3))):
            expected: list[int] = []
            for seat in range(2):
                words = randomness.four_words(simulation.place.key, area, seat, 1, randomness.FORUM_SEAT)
                drawn = int(randomness.uniform(words[1]) * count)
                expected.append(
                    next(
                        first + (drawn + step) % count
                        for step in range(count)
                        if first + (drawn + step) % count not in expected
                    )
                )
            assert members(simulation, area) == expected
            chosen |= set(expected)
    assert len(chosen) > 5


def test_terms_end_and_who_is_chosen_again_stays_captured() -> None:
    """Seats stay as they are within a term; at its end the most confident may be chosen again, and go on counting."""
    simulation = begun(load_scenario("power_sharing", {**FORUM, "open_recruitment": 0}), 1)
    simulation.advance(1)
    first = members(simulation, 1)
    simulation.advance(5)
    assert members(simulation, 1) == first
    assert simulation.place.seats["months"][1].tolist() == [5] * 5
    simulation.advance(1)
    seats = simulation.place.seats[1]
    again = np.isin(seats["family"], first)
    assert again.any()
    stayed = seats["family"] == first
    assert (seats["months"] == np.where(stayed, 6, 0)).all()


def test_more_seats_than_families_stay_empty() -> None:
    """A forum larger than its area seats everybody once; the other seats stay empty."""
    simulation = begun(load_scenario("power_sharing", {**FORUM, "forum_seats": 24}), 1)
    simulation.advance(8)
    for area in range(3):
        found = members(simulation, area)
        assert sorted(found) == [-1] * 4 + list(range(20 * area, 20 * area + 20))


def test_the_offer_is_set_once_a_year_without_a_forum_too() -> None:
    """A commissioner's offer moves in months 12 and 24 only, by its own estimate, towards the mean need by what it knows of groups; nobody leaves."""
    settings = {"commissioner_noise": 0, "need_drift": 0, "families": 60, "group_information": 0.4, "offer_months": 12}
    settings["leave_age"] = 1000
    simulation = begun(load_scenario("consultation_only", settings), 1)
    need = simulation.place.families["need"].reshape(3, 20, 4).mean(axis=1)
    np.testing.assert_allclose(simulation.place.commissioners["standard_offer"], need, rtol=0, atol=1e-12)
    simulation.place.commissioners["standard_offer"] = 0.0
    offers = [simulation.place.commissioners["standard_offer"].copy()]
    for _ in range(24):
        simulation.advance(1)
        offers.append(simulation.place.commissioners["standard_offer"].copy())
    moved = [month for month in range(1, 25) if (offers[month] != offers[month - 1]).any()]
    assert moved == [12, 24]
    np.testing.assert_allclose(offers[12], 0.4 * need, rtol=0, atol=1e-12)
    np.testing.assert_allclose(offers[24], (1 - 0.6**2) * need, rtol=0, atol=1e-12)


def prepared(attendance: float, who: int | None = None) -> tuple[Place, Place]:
    """A place before and after a conference, of every commissioner or one."""
    place = begun(load_scenario("power_sharing"), 2).place
    before = copy_place(place)
    rows = np.arange(3, dtype=np.int32) if who is None else np.array([who], np.int32)
    return before, hold_conference(place, rows, attendance, 0.5, 6)


def test_a_conference_that_everybody_attends() -> None:
    """All learn and trust by what the parameters say, each family has a new peer, and no power moves."""
    before, after = prepared(1.0)
    half_led = {name: DEFAULTS[f"conference_{name}"] / 2 for name in ("facilitation", "confidence")}
    for rows, field, lift in (
        ("professionals", "facilitation", half_led["facilitation"]),
        ("families", "confidence", half_led["confidence"]),
        ("casework", "family_trust", DEFAULTS["conference_trust"]),
        ("casework", "professional_trust", DEFAULTS["conference_trust"]),
    ):
        was = getattr(before, rows)[field]
        np.testing.assert_allclose(getattr(after, rows)[field], was + lift * (1 - was), rtol=0, atol=1e-12)
    gained = np.diff(after.peer_start) - np.diff(before.peer_start)
    assert gained.min() >= 0
    assert gained.max() == 1
    assert gained.sum() > 270
    assert (after.casework["power"] == before.casework["power"]).all()
    assert (after.families["power"] == before.families["power"]).all()


def test_new_ties_are_mutual_single_and_within_the_area() -> None:
    """Who becomes a peer hears as well as is heard; no tie is doubled, none leaves the area, and old ones keep their weight."""
    before, after = prepared(0.6)
    pairs = [
        (row, int(peer))
        for row in range(300)
        for peer in after.peers[after.peer_start[row] : after.peer_start[row + 1]]
    ]
    assert len(set(pairs)) == len(pairs)
    assert {(b, a) for a, b in pairs} == set(pairs)
    new = set(pairs) - {
        (row, int(peer))
        for row in range(300)
        for peer in before.peers[before.peer_start[row] : before.peer_start[row + 1]]
    }
    areas = after.families["commissioner"]
    assert len(new) > 100
    assert all(areas[one] == areas[other] for one, other in new)
    assert (after.peer_weight == 1).all()


def test_a_conference_of_one_commissioner_leaves_the_others_alone() -> None:
    """Only families and staff of the commissioner that holds it are there."""
    before, after = prepared(1.0, who=1)
    mine = after.families["commissioner"] == 1
    assert (after.families["confidence"][mine] > before.families["confidence"][mine]).all()
    assert (after.families["confidence"][~mine] == before.families["confidence"][~mine]).all()
    staff = after.professionals["commissioner"] == 1
    assert (after.professionals["facilitation"][~staff] == before.professionals["facilitation"][~staff]).all()


def test_trust_rises_only_where_both_are_there() -> None:
    """At half attendance a quarter of casework ties gain trust: those with both ends at the conference."""
    before, after = prepared(0.5)
    gained = after.casework["family_trust"] > before.casework["family_trust"]
    there = after.families["confidence"] > before.families["confidence"]
    learnt = after.professionals["facilitation"] > before.professionals["facilitation"]
    assert (gained == (there[after.casework["family"]] & learnt[after.casework["professional"]])).all()
    assert 0.1 < gained.mean() < 0.4


def test_agents_live_through_forums_and_conferences_as_the_engine_does() -> None:
    """Mesa's agents, one by one, end with the same bits: new ties, seats and offers too."""
    events = (
        Event(2, "conference", attendance=0.7, parent_led=0.5),
        Event(5, "conference", attendance=0.7, parent_led=0.5),
    )
    scenario = load_scenario("co_responsibility", {"families": 40, "offer_months": 3}).changed(events=events)
    places = []
    for activation in ("compiled", "agents"):
        model = CoproductionModel(scenario, seed=3, activation=activation)
        model.run(8)
        places.append(model.place)
    for name, one, other in zip(Place._fields, *places, strict=True):
        assert one.tobytes() == other.tobytes(), name


@pytest.mark.parametrize("families", [1, 2])
def test_conferences_of_the_lonely(families: int) -> None:
    """A family without peers gains its first at a conference; one alone in its area gains none."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("lead", kind="commissioner")
    graph.add_node("worker", kind="professional")
    graph.add_edge("worker", "lead")
    names = ["one", "two"][:families]
    graph.add_nodes_from(names, kind="family")
    graph.add_edges_from((name, "worker") for name in names)
    model = CoproductionModel(
        load_scenario("consultation_only").changed(events=(Event(1, "conference", attendance=1, parent_led=1),)),
        seed=1,
        network=graph,
    )
    model.run(2)
    assert model.place.peers.tolist() == ([1, 0] if families == 2 else [])
