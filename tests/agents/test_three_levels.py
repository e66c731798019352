"""Families' seats in teams of staff, what a forum knows and spreads, heads at a conference, and the words of the three levels."""

import numpy as np
import pytest

from coprod_sim.engine.simulation import Simulation
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.indicators.levels import LEVELS, level_words, word_by
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare

SMALL = {"families": 60, "professionals": 12, "commissioners": 2}
HEARD = {"start_language": 0, "start_poor": 0, "start_standing": 0}
UNHEARD = {"start_language": 1, "start_poor": 0.5, "start_standing": 0.5, "language_gap": 5}


def after(months: int, *events: Event, **settings: float) -> Simulation:
    """Run a small place for some months, with events."""
    simulation = begun(load_scenario("consultation_only", {**SMALL, **settings}).changed(events=events), 3)
    simulation.advance(months)
    return simulation


def facilitation(**settings: float) -> float:
    """Mean facilitation after two years, where nobody leaves."""
    return float(after(24, turnover=0, **settings).place.professionals["facilitation"].mean())


def test_staff_learn_from_families_with_seats_as_far_as_those_are_heard() -> None:
    """Seats make facilitators where families are heard; where they hardly are, seats take the place of colleagues and teach less."""
    gained = {
        who: facilitation(**who_settings, operational_share=1) - facilitation(**who_settings)
        for who, who_settings in (("heard", HEARD), ("unheard", UNHEARD))
    }
    assert gained["heard"] > 0.1
    assert gained["unheard"] < gained["heard"] / 4


def test_seats_take_time() -> None:
    """In the first month the load of everybody with families is higher by seat_time, and by nothing where that is 0."""
    without, seats = (after(1, operational_share=share, seat_time=0.4).place.professionals for share in (0, 1))
    more = (seats["load"] - without["load"]) * seats["capacity"] * 0.9
    np.testing.assert_allclose(more[seats["load"] > 0], 0.4, rtol=1e-9)


def test_who_learns_nothing_from_families_is_not_moved_by_their_seats() -> None:
    """With a weight and a time of 0, seats are there and change no bit but the lever itself."""
    without, seats = (after(12, operational_share=share, seat_weight=0, seat_time=0).place for share in (0, 1))
    for name in without.professionals.dtype.names or ():
        assert (without.professionals[name] == seats.professionals[name]).all(), name


def test_families_in_teams_wear_caution_down() -> None:
    """In a place with habits staff say no less readily where families have seats, and as readily where that has no weight."""
    habits = {"pathway": 1, "habits": 1, "turnover": 0, **HEARD}
    cautions = [
        after(24, **habits, operational_share=share, operational_calm=calm).place.professionals["caution"].mean()
        for share, calm in ((0, 0.05), (1, 0.05), (1, 0))
    ]
    assert cautions[1] < cautions[0] - 0.1
    np.testing.assert_allclose(cautions[2], cautions[0], atol=1e-12)


def forum(month: int, **settings: float) -> Simulation:
    """Run a place with a forum that anybody may join."""
    return after(month, forum_share=1, open_recruitment=1, capture=0, **settings)


def test_members_trust_spreads_to_their_peers_down_as_well_as_up() -> None:
    """Whoever sits in the forum, or is a peer of one that does, is nearer to members' mean than without it; others have moved by less."""
    settings = {"gossip": 0.0, "forum_seats": 3, "forum_term": 240}
    without, spread = (forum(30, **settings, members_word=word) for word in (0, 0.5))
    place = spread.place
    near = np.zeros(len(place.families), bool)
    for row in place.seats["family"][place.seats["family"] >= 0]:
        near[[row, *place.peers[place.peer_start[row] : place.peer_start[row + 1]]]] = True
    moved = spread.place.families["council_trust"] - without.place.families["council_trust"]
    assert 0 < near.sum() < len(near)
    assert np.abs(moved[near]).mean() > 5 * np.abs(moved[~near]).mean()
    of_office = place.families["commissioner"]
    spreads = [
        each.place.families["council_trust"][near & (of_office == of_office.min())].std() for each in (without, spread)
    ]
    assert spreads[1] < spreads[0]


def test_what_a_forum_knows_takes_the_sting_out_of_a_label() -> None:
    """Where more say is promised than is given, trust falls less with a forum that has no other effect than to know it."""
    label = {"promise": 0.4, "capture": 0, "members_word": 0, "forum_information": 0, "group_information": 1}
    trust = [
        after(12, **label, forum_share=share, open_recruitment=1).place.families["council_trust"].mean()
        for share in (0, 1)
    ]
    assert trust[1] > trust[0] + 0.01


def test_heads_at_a_conference_led_by_parents_are_less_cautious_and_calm_ones_stay() -> None:
    """Their lead falls by conference_calm times what parents led; a lead below the usual does not move."""
    habits = {"pathway": 1, "habits": 1, "commissioners": 6, "families": 90, "professionals": 18}
    day = Event(1, "conference", attendance=0.5, parent_led=0.8)
    without, held = (
        after(1, *events, **habits, conference_calm=0.5, habit_year=1).place.commissioners["lead"]
        for events in ((), (day,))
    )
    assert (without > 0).any()
    assert (without < 0).any()
    np.testing.assert_allclose(held, np.where(without > 0, without * (1 - 0.4), without), rtol=1e-12)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ("descriptive", "descriptive", "descriptive")),
        ({"operational_share": 0.4, "forum_share": 0.25}, ("descriptive", "intermediate", "intermediate")),
        ({"operational_share": 1, "forum_share": 0.9}, ("descriptive", "transformative", "transformative")),
    ],
)
def test_each_level_has_its_word(settings: dict[str, float], words: tuple[str, ...]) -> None:
    """Seats and a forum are named by how much families count there, whatever their reviews are."""
    tallies = simulate(load_scenario("consultation_only", {**SMALL, **settings}), 1, 24)
    measured = {name: float(values[-1]) for name, values in measure_all(whole_place(tallies)).items()}
    found = level_words(measured.__getitem__)
    assert tuple(found.values()) == words
    assert list(found) == ["individual", *(level.name for level in LEVELS)]


def test_each_word_begins_at_its_limit() -> None:
    """A level is intermediate and transformative from its limits on."""
    for level in LEVELS:
        below = np.nextafter(level.transformative, 0)
        assert [word_by(value, level) for value in (level.transformative, below, level.intermediate)] == [
            "transformative",
            "intermediate",
            "intermediate",
        ]
        assert word_by(np.nextafter(level.intermediate, 0), level) == "descriptive"


def test_a_comparison_says_the_words_of_both_ways() -> None:
    """Reviews are descriptive in consultation and transformative in power-sharing, in sentences and in data."""
    from coprod_sim.report.comparison.levels import levels_part

    both = compare("consultation_only", "power_sharing", pairs=2, months=60)
    sentences = levels_part(both)
    assert sentences[0] == "In reviews A is descriptive, and B transformative."
    assert "In teams of staff both are descriptive." in sentences
    assert both.to_dict()["levels"]["b"]["individual"] == "transformative"
