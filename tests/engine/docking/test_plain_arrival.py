"""Tests of the plain reading: who leaves, who comes, and how far each view was off.

Expected values are worked out by hand from sections 4, 6 and 10, with the numbers of places.py.
"""

import math
from typing import Any

import pytest

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_arrival import another_family
from coprod_sim.evidence.docking.plain_forum import Seat
from coprod_sim.evidence.docking.plain_reading import AREAS, CAUSES, CONSULTATION, POWER_SHARING, SPECIFIED, World, mean
from tests.engine.docking.places import QUIET, TYPED, Row, a_family, a_place, a_young_person, columns, one_of_each

LEAVING = QUIET | {"leave_age": 25}
OLD = {"age": 300, "trust": 0.2, "seen": 0.1, "included": True, "say": 0.3, "view_error": 2.0}
TRIED: Row = {
    "order_months": 5, "in_dispute": True, "late": True, "asked": True, "led": True, "voice": 0.4, "heard": 0.2, "months_since_review": 2,
    "family_view_error": 1.0, "staff_view_error": 1.0, "staff_field_error": 1.0, "payer_view_error": 1.0, "resources": 0.7,
    "decided_error": [1.0] * 4, "unspoken_error": [1.0] * 4, "moved": 0.3, "progress": 0.9, "energy": 0.1, "engaged": 0.1, "lived_fit": 0.1,
}  # fmt: skip


def come(levers: Row | None = None, **changes: Any) -> World:
    """Let another family take the only row of a place, and nothing else happen."""
    world = one_of_each(levers or {}, LEAVING | changes, TRIED, edge={"listening": 0.3}, young_person=OLD)
    another_family(world.seed, world.families[0], world.par)
    return world


@pytest.mark.parametrize(("age", "leave_age", "life"), [(299, 25, 0), (300, 25, 1), (301, 25, 1), (149, 12.5, 0), (150, 12.5, 1)])  # fmt: skip
def test_a_young_person_leaves_at_an_age(age: int, leave_age: float, life: int) -> None:
    """Who is so old at the start of a month leaves in it, and not a month before."""
    world = one_of_each({}, QUIET | {"leave_age": leave_age}, young_person={"age": age})
    world.month(1)
    young = world.young_people[0]
    assert young.life == life
    assert young.age == age + 1 if life == 0 else 31 <= young.age <= 120


def test_another_family_keeps_means_team_and_peers() -> None:
    """Resources, commissioner, team and peers are those of the row; what the old family had been through is gone, and the ledger says what that is worth."""
    start = a_place([POWER_SHARING])
    world = World.from_start(start, LEAVING)
    family = world.families[3]
    kept = [family.resources, family.commissioner, list(family.team), list(family.peers)]
    for name, value in TRIED.items():
        setattr(family, name, value)
    kept[0] = family.resources
    family.note_cause("dispute", -0.3)
    felt = family.felt_trust
    another_family(world.seed, family, world.par)
    assert [family.resources, family.commissioner, list(family.team), list(family.peers)] == kept
    for name in ("order_months", "in_dispute", "late", "asked", "led", "voice", "heard", "months_since_review"):
        assert getattr(family, name) == 0, name
    for name in ("family_view_error", "staff_view_error", "staff_field_error", "payer_view_error"):
        assert getattr(family, name) == 0, name
    assert family.decided_error == family.unspoken_error == [0.0] * 4
    assert family.moved == 0
    came = {"new_family": family.felt_trust - felt}
    assert family.coming == [came.get(cause, 0.0) for cause in CAUSES]


def test_another_family_is_drawn_by_its_number() -> None:
    """Need, ability, confidence, wishes and appetite are drawn as at month 0, with the number of the family for the month."""
    world = come()
    family, young = world.families[0], world.young_people[0]
    _, second, third, _ = draws.normals(7, 0, 0, 1, 20)
    assert family.confidence == pytest.approx(0.15 + 0.4 * 0.7 + 0.08 * second)
    assert family.ability == pytest.approx(0.5 + 0.22 * third)
    assert family.progress == pytest.approx(0.24 + family.ability / 2)
    main = int(4 * draws.uniform(7, 0, 0, 1, 23))
    needs, biases = draws.normals(7, 0, 0, 1, 21), draws.normals(7, 0, 0, 1, 22)
    assert family.need == pytest.approx([0.7 * needs[a] + 1.2 * (a == main) for a in AREAS])
    assert family.usual_need == family.need
    assert family.plan == pytest.approx([0.3 * need for need in family.need])
    assert family.parent_bias == pytest.approx([0.75 + z for z in biases])
    assert family.appetite == draws.uniform(7, 0, 0, 1, 30)
    assert [family.energy, family.engaged, family.lived_fit, family.council_trust] == [0.9, 0.7, 0.6, 0.45]
    assert young.wish == draws.normals(7, 0, 0, 1, 31)
    assert young.age == int(30 + 90 * draws.uniform(7, 0, 0, 1, 32))
    assert [young.trust, young.seen] == [0.7, 0.6]
    assert [young.included, young.share, young.ear, young.say, young.view_error] == [False, 0, 0, 0, 0]


@pytest.mark.parametrize(("spread", "low", "high"), [("start_confidence_spread", 0.02, 0.98), ("start_ability_spread", 0.0, 1.0)])  # fmt: skip
def test_confidence_and_ability_are_kept_within_bounds(spread: str, low: float, high: float) -> None:
    """However wide the draw, confidence begins between .02 and .98, and ability between 0 and 1."""
    world = one_of_each({}, LEAVING | {spread: 1000.0})
    family = world.families[0]
    found = set()
    for _ in range(40):
        another_family(world.seed, family, world.par)
        found.add(family.confidence if spread == "start_confidence_spread" else family.ability)
    assert found == {low, high}


def test_the_same_family_comes_whenever_it_comes() -> None:
    """Who comes next in a row does not depend on the month, and who comes after them is another family."""
    found = []
    worlds = [one_of_each({}, LEAVING, young_person={"age": age}) for age in (300, 296)]
    for world, month in zip(worlds, (1, 5), strict=True):
        for t in range(1, month + 1):
            world.month(t)
        found.append((world.families[0].usual_need, world.young_people[0].wish, world.families[0].appetite))
    assert found[0] == found[1]
    later = worlds[0]
    another_family(later.seed, later.families[0], later.par)
    assert later.young_people[0].life == 2
    assert later.young_people[0].wish != found[0][1]


def test_who_comes_is_30_to_120_months_old() -> None:
    """Ages of those who come later are even from two and a half to ten years."""
    world = one_of_each({}, LEAVING)
    ages = []
    for _ in range(3000):
        another_family(world.seed, world.families[0], world.par)
        ages.append(world.young_people[0].age)
    assert (min(ages), max(ages)) == (30, 119)
    # An even age has the mean 74.5 and the spread 90 / sqrt(12) = 26.0, so the error of this mean is 0.47.
    assert mean(ages) == pytest.approx(74.5, abs=5 * 26.0 / math.sqrt(3000))


def test_who_comes_and_the_team_are_strangers() -> None:
    """Trust both ways, knowledge and power are those of strangers, whatever the old family had."""
    world = World.from_start(a_place([CONSULTATION]), LEAVING | {"start_family_power": 0.1})
    family = next(family for family in world.families if len(family.team) == 3)
    for edge in family.team:
        edge.listening = 0.3
    another_family(world.seed, family, world.par)
    for edge in family.team:
        assert [edge.family_trust, edge.professional_trust, edge.knowledge, edge.listening] == [0.7, 0.4, 0.0, 0.0]
        assert edge.power == pytest.approx(0.45 / 3)
    assert [family.power, family.commissioner_power] == [0.1, 0.45]


@pytest.mark.parametrize(("promise", "expected"), [(0.0, 0.05), (0.5, 0.05 + 0.45 * 0.45)])
def test_what_who_comes_trusts_and_expects(promise: float, expected: float) -> None:
    """Reputation begins as trust in the institution, felt trust follows, and the promise of now is believed as far as that goes."""
    family = come({"promise": promise}).families[0]
    assert family.reputation == 0.45
    assert family.felt_trust == pytest.approx(0.48 * 0.7 + 0.52 * 0.45)
    assert family.expected_say == pytest.approx(expected)


def test_who_comes_is_heard_as_they_are() -> None:
    """How far a family is heard is worked out when it comes, of what stands in its own way and the trust of strangers."""
    sure = {"start_language": 1.0, "start_poor": 0.0, "start_standing": 0.0}
    world = one_of_each({"interpreters": 0.25}, LEAVING | sure, young_person=OLD)
    world.month(1)
    family = world.families[0]
    assert [family.language, family.poor, family.standing] == [True, False, False]
    assert math.log(family.hearing) == pytest.approx(-2 * 0.75)
    assert not family.reviewed


def test_who_comes_has_a_review_in_due_time() -> None:
    """The first review of a new family is in the last of review_months months, whatever was due to the old one."""
    world = one_of_each({}, LEAVING, {"months_since_review": 9}, {"capacity": 9.0}, young_person=OLD)
    reviewed = []
    for t in range(1, 7):
        world.month(t)
        reviewed.append(world.families[0].reviewed)
    assert reviewed == [False, False, True, False, False, True]


def test_peers_and_office_see_the_old_family_in_its_last_month() -> None:
    """In the month in which a family comes, peers and those who pay see the row as last month left it; an interpreter is paid a month later."""
    par = LEAVING | {"start_language": 1.0, "start_poor": 0.0, "vicarious": 0.2, "persuasion": 0.0, "leave_age": 25}
    people = [a_family(confidence=0.9, reputation=0.8, language=False), a_family(confidence=0.3, council_trust=0.4)]
    start = a_place([CONSULTATION | {"interpreters": 1.0}])
    start["families"] = columns(people)
    start["young_people"] = columns([a_young_person(age=300), a_young_person(age=100)])
    start["edges"] = {name: column[:2] for name, column in start["edges"].items()}
    start["edges"]["family"] = [0, 1]
    start["edges"]["power"] = [0.5, 0.5]
    start["peers"] = [[1], [0]]
    world = World.from_start(start, par)
    seen = []
    for t in (1, 2):
        world.month(t)
        seen.append(world.commissioners[0].language_share)
        if t == 1:
            assert world.families[0].language
            assert world.families[1].confidence == pytest.approx(0.3 + 0.2 * (0.9 - 0.3))
            own = world.families[1].council_trust
            assert world.families[1].reputation == pytest.approx(0.88 * own + 0.12 * 0.8)
    assert seen == [0.5, 1.0]


def test_who_comes_learns_from_peers_as_they_are_themselves() -> None:
    """A new family looks at peers from its own confidence, not from that of the family before."""
    par = LEAVING | {"vicarious": 0.2, "persuasion": 0.0, "start_confidence_spread": 0.0}
    start = a_place([CONSULTATION])
    start["families"] = columns([a_family(confidence=0.98), a_family(confidence=0.9)])
    start["young_people"] = columns([a_young_person(age=300), a_young_person(age=100)])
    start["edges"] = {name: column[:2] for name, column in start["edges"].items()}
    start["edges"]["family"] = [0, 1]
    start["peers"] = [[1], [0]]
    world = World.from_start(start, par)
    world.month(1)
    begun = 0.15 + 0.4 * 0.5
    assert world.families[0].confidence == pytest.approx(begun + 0.2 * (0.9 - begun))


def test_a_seat_stays_with_the_row() -> None:
    """Who comes has the seat of who was there, and its months."""
    world = one_of_each({"forum_share": 0.5}, LEAVING | {"forum_seats": 1, "forum_term": 24}, young_person=OLD)
    family = world.families[0]
    world.commissioners[0].forum.seats = [Seat(family, 6)]
    world.month(1)
    seat = world.commissioners[0].forum.seats[0]
    assert seat.member is family
    assert seat.months == 7
    assert world.young_people[0].life == 1


# How far each view was off.


def test_how_far_each_view_was_off_is_kept() -> None:
    """Of parents, young people and those who pay the mean square of their own view is kept, of staff inside and outside their disciplines."""
    sure = TYPED | {"review_months": 1, "include_low": 1.0, "include_high": 1.0, "appeal_chance": 0.0, "turnover": 0.0}
    world = World.from_start(a_place([POWER_SHARING]), sure)
    kept = {}
    meeting = world.meeting

    def remembered(family: Any, t: int, confidence_before: list[float]) -> Any:
        kept[family.row] = meeting(family, t, confidence_before)
        return kept[family.row]

    world.meeting = remembered  # type: ignore[assignment, method-assign]
    world.month(1)
    assert kept
    for row, met in kept.items():
        family, young = world.families[row], world.young_people[row]
        assert family.family_view_error == pytest.approx(mean([error**2 for error in met.parents_view]))
        assert family.payer_view_error == pytest.approx(mean([error**2 for error in met.commissioner_view]))
        own = mean([error**2 for error in met.young.view]) if met.young.view else 0
        assert young.view_error == pytest.approx(own)
        fields = [edge.professional.discipline for edge in family.team]
        inside = [view[field] ** 2 for field, view in zip(fields, met.professional_views, strict=True)]
        everything = sum(error**2 for view in met.professional_views for error in view)
        assert family.staff_field_error == pytest.approx(mean(inside))
        assert family.staff_view_error == pytest.approx((everything - sum(inside)) / (3 * len(fields)))
    assert any(met.young.included for met in kept.values())


def test_who_is_not_included_has_no_view_to_be_off() -> None:
    """A review without the young person leaves 0 with them, and one that is not held leaves what was."""
    never = SPECIFIED | {"include_low": 0.0, "include_high": 0.0, "include_reach": 0.0}
    for months, expected in ((1, 0.0), (9, 1.5)):
        world = one_of_each({}, never | {"review_months": months}, professional={"capacity": 9.0}, young_person={"view_error": 1.5})  # fmt: skip
        world.month(1)
        assert world.young_people[0].view_error == expected
