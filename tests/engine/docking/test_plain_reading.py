"""Tests of the plain reading itself: the exact cases of section 13 that need no engine."""

import math

import pytest

from coprod_sim.evidence.docking.draws import normals, philox, shares, uniform
from coprod_sim.evidence.docking.flat_map import FlatMap
from coprod_sim.evidence.docking.plain_forum import conference
from coprod_sim.evidence.docking.plain_reading import (
    AREAS,
    CAUSES,
    CONSULTATION,
    POWER_SHARING,
    SPECIFIED,
    World,
    anchored,
    closeness,
    mean,
    moved_trust,
    produced,
    provision,
)
from coprod_sim.evidence.docking.plain_young_person import (
    chance_to_be_included,
    ear_of,
    share_of_say,
    young_month,
    young_start,
)
from tests.engine.docking.places import (
    QUIET,
    TYPED,
    Numbers,
    Row,
    a_family,
    a_place,
    a_professional,
    a_young_person,
    an_edge,
    columns,
    one_of_each,
)

# Case 1.


@pytest.mark.parametrize(
    "levers",
    [
        [CONSULTATION],
        [POWER_SHARING, CONSULTATION],
        [CONSULTATION | {"power_ceiling": 1.0, "commissioner_bravery": 0.9, "personal_budgets": 0.9}],
    ],
)
def test_power_sums_to_one(levers: list[Numbers]) -> None:
    """Family, team and commissioner hold exactly the whole decision in every month, also after a broken promise."""
    world = World.from_start(a_place(levers), SPECIFIED | {"appeal_chance": 0.3, "turnover": 0.05})
    reached = 0.0
    for t in range(1, 49):
        if t == 25:
            for commissioner in world.commissioners:
                commissioner.power_ceiling = 0.05
        world.month(t)
        reached = max(reached, *(family.power for family in world.families))
        for family in world.families:
            shares = [family.power, family.commissioner_power, *(edge.power for edge in family.team)]
            assert abs(sum(shares) - 1) < 1e-12
            assert min(shares) >= 0
    assert reached > 0.05


# Case 2.


def test_own_views_weigh_one() -> None:
    """The weights of all own views, a young person's too, and of the standard offer sum to 1 and rebuild the decision."""
    world = World.from_start(a_place([POWER_SHARING, CONSULTATION]), SPECIFIED)
    for t in range(1, 13):
        world.month(t)
        for family in world.families:
            met = world.meeting(family, t)
            lacking = [
                offer - need for need, offer in zip(family.need, family.commissioner.standard_offer, strict=True)
            ]
            own = [met.parents_view, met.young.view or [0.0] * 4]
            views = [*own, *met.professional_views, met.commissioner_view, lacking]
            assert abs(sum(met.weights) - 1) < 1e-12
            assert min(met.weights) >= 0
            assert met.say == met.weights[1]
            told_directly = family.team[0].power * met.young.ear
            assert met.voice == pytest.approx(met.weights[0] + met.weights[1] - told_directly, abs=1e-15)
            for a in AREAS:
                rebuilt = sum(weight * view[a] for weight, view in zip(met.weights, views, strict=True))
                assert met.decision[a] == pytest.approx(rebuilt, abs=1e-12)


# Case 3.

FULLY_ABLE = {"confidence": 1.0, "energy": 1.0, "hearing": 1.0, "language": False, "poor": False, "standing": False}
POOLING = SPECIFIED | {
    "standardising": 0.0,
    "tired_noise": 0.0,
    "own_area_noise": 0.8,
    "other_area_noise": 0.8,
    "family_noise": 0.5,
    "parent_divergence": 0.3,
    "include_low": 0.0,
    "include_high": 0.0,
}


def pooled_error(w: float) -> float:
    """The mean squared error of a plan in theory, for the numbers of POOLING."""
    return w**2 * (0.5**2 + 0.3**2) + (1 - w) ** 2 * 0.8**2


@pytest.mark.parametrize("w", [0.0, 0.3, 0.64 / 0.98, 1.0])
def test_pooling_by_chance(w: float) -> None:
    """Over many meetings without trust the squared error of the plan is that of two pooled views."""
    family = {"power": w, "commissioner_power": 0.0} | FULLY_ABLE
    world = one_of_each({}, POOLING, family, edge={"power": 1 - w, "family_trust": 0.0})
    meetings = 8000
    errors = [e for t in range(1, meetings + 1) for e in world.meeting(world.families[0], t).decision]
    assert mean([e**2 for e in errors]) == pytest.approx(pooled_error(w), rel=5 * math.sqrt(2 / (4 * meetings)))
    assert mean(errors) == pytest.approx(0.3 * w, abs=5 * math.sqrt(pooled_error(w) / (4 * meetings)))


def test_pooling_by_algebra() -> None:
    """Without trust an error is w times the family's plus 1 - w times the other's; Bates and Granger's w is best."""
    w = 0.3
    family = {"power": w, "commissioner_power": 0.0} | FULLY_ABLE
    world = one_of_each({}, POOLING, family, edge={"power": 1 - w, "professional_trust": 0.0})
    met = world.meeting(world.families[0], 5)
    for a in AREAS:
        assert met.decision[a] == pytest.approx(w * met.family_view[a] + (1 - w) * met.professional_views[0][a])
    best = 0.8**2 / (0.5**2 + 0.3**2 + 0.8**2)
    assert pooled_error(best) < min(pooled_error(best - 0.01), pooled_error(best + 0.01))
    assert (pooled_error(best + 1e-5) - pooled_error(best - 1e-5)) / 2e-5 == pytest.approx(0, abs=1e-9)


# Case 4.


@pytest.mark.parametrize(("p", "expected_mean", "expected_sd"), [(0.8, 0.5, 0.129099), (0.9, 0.692308, 0.131200)])
def test_trust_alone(p: float, expected_mean: float, expected_sd: float) -> None:
    """Good and bad experiences give trust the published mean and spread, by formula, by the rule, and by chance."""
    gain, loss = 0.05, 0.2
    m = p * gain / (p * gain + (1 - p) * loss)
    second = p * (2 * (1 - gain) * gain * m + gain**2) / (1 - p * (1 - gain) ** 2 - (1 - p) * (1 - loss) ** 2)
    assert m == pytest.approx(expected_mean, abs=1e-6)
    assert math.sqrt(second - m**2) == pytest.approx(expected_sd, abs=1e-6)

    # The rule itself keeps both moments: it is linear in trust, so two trusts with this mean and spread will do.
    sd = math.sqrt(second - m**2)
    after = [(p, 1.0), (1 - p, 0.0)]
    moved = [(chance / 2, moved_trust(t, e, gain, loss)) for chance, e in after for t in (m - sd, m + sd)]
    assert sum(chance * t for chance, t in moved) == pytest.approx(m, abs=1e-12)
    assert sum(chance * t**2 for chance, t in moved) == pytest.approx(second, abs=1e-12)

    trust, seen = m, []
    for t in range(60_000):
        trust = moved_trust(trust, 1.0 if uniform(3, 0, 0, t, 99) < p else 0.0, gain, loss)
        seen.append(trust)
    assert mean(seen) == pytest.approx(m, abs=0.015)
    assert math.sqrt(mean([(t - m) ** 2 for t in seen])) == pytest.approx(sd, abs=0.01)


def test_a_breach_takes_long_to_repair() -> None:
    """One breach from 0.7 takes 7.47 successes to repair: seven are too few, eight are enough."""
    broken = moved_trust(0.7, 0.0, 0.05, 0.2)
    assert broken == pytest.approx(0.56)
    assert math.log((1 - 0.7) / (1 - broken)) / math.log(1 - 0.05) == pytest.approx(7.47, abs=0.005)
    trust = [broken]
    for _ in range(8):
        trust.append(moved_trust(trust[-1], 1.0, 0.05, 0.2))
    assert trust[7] < 0.7 < trust[8]


# Case 5.

FRIEDKIN = [
    [0.220, 0.120, 0.360, 0.300],
    [0.147, 0.215, 0.344, 0.294],
    [0.0, 0.0, 1.0, 0.0],
    [0.090, 0.178, 0.446, 0.286],
]


@pytest.mark.parametrize(
    ("opinions", "settled", "within"),
    [((25, 25, 75, 85), (60, 60, 75, 75), 0.5), ((25, 15, -50, 5), (-19.3, -21.5, -50, -23.2), 0.05)],
)
def test_peers_alone(opinions: tuple[float, ...], settled: tuple[float, ...], within: float) -> None:
    """Without reviews and disputes, whole months bring reputation to Friedkin and Johnsen's published opinions."""
    par = SPECIFIED | {"review_months": 10**6, "appeal_chance": 0.0, "turnover": 0.0, "leave_age": 1000}
    people = [
        a_family(power=0.1, commissioner_power=0.4, gossip=1 - FRIEDKIN[i][i], council_trust=x, reputation=x)
        for i, x in enumerate(opinions)
    ]
    world = World.from_start(
        {
            "seed": 1,
            "commissioners": columns([CONSULTATION]),
            "professionals": columns([a_professional()]),
            "families": columns(people),
            "young_people": columns([a_young_person()] * 4),
            "edges": columns([an_edge(i, 0) for i in range(4)]),
            "peers": [[(k, weight) for k, weight in enumerate(row) if weight] for row in FRIEDKIN],
        },
        par | {"engagement_slope": 0.0},
    )
    for t in range(1, 200):
        world.month(t)
    word = [family.reputation for family in world.families]
    assert word == pytest.approx(settled, abs=within)
    for i, row in enumerate(FRIEDKIN):  # (I - ΛW) x = (I - Λ) x⁰
        peers = sum(weight * x for weight, x in zip(row, word, strict=True))
        assert word[i] == pytest.approx(anchored(opinions[i], peers, 1 - row[i]), abs=1e-9)


def test_no_peers_no_gossip() -> None:
    """A family without peers has its own experience of people and institution only."""
    world = one_of_each({}, QUIET | {"gossip": 0.3})
    world.month(1)
    family = world.families[0]
    assert family.reputation == family.council_trust
    assert family.felt_trust == pytest.approx(0.48 * world.edges[0].family_trust + 0.52 * family.council_trust)


# Case 6.


@pytest.mark.parametrize(("own", "service"), [(0.3, 0.8), (0.9, 0.1), (0.02, 1.0)])
def test_limits_of_producing_together(own: float, service: float) -> None:
    """Producing together is a mean at 1, the geometric mean at and near 0, and the weaker of the two far below 0."""
    share = 0.32
    assert produced(own, service, share, 1) == pytest.approx(share * own + (1 - share) * service)
    geometric = own**share * service ** (1 - share)
    assert produced(own, service, share, 0) == pytest.approx(geometric, rel=1e-14)
    assert produced(own, service, share, 1e-7) == pytest.approx(geometric, rel=1e-6)
    assert produced(own, service, share, -1e-7) == pytest.approx(geometric, rel=1e-6)
    weaker = min(own, service)
    gaps = [produced(own, service, share, rho) / weaker - 1 for rho in (-5, -20, -50, -150)]
    assert gaps == sorted(gaps, reverse=True)
    assert 0 <= gaps[-1] < 0.01
    assert produced(own, own, share, -0.3) == pytest.approx(own)


# Case 7.


@pytest.mark.parametrize(
    ("counter", "key", "published"),
    [
        ((0,) * 4, (0,) * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_published_random_numbers(counter: tuple[int, int, int, int], key: tuple[int, int], published: str) -> None:
    """The generator gives the published known answers."""
    assert " ".join(f"{word:08x}" for word in philox(counter, key)) == published


def test_long_seeds_use_both_halves_of_the_key() -> None:
    """Seeds that differ only above 32 bits give different luck."""
    assert uniform(5, 1, 0, 1, 6) != uniform(5 + 2**32, 1, 0, 1, 6)


# Case 8.


def test_identical_agents_follow_the_map() -> None:
    """Identical agents without noise all follow one map of single numbers, written a second time."""
    families, cases, team = 12, 6, 2
    professionals = families * team // cases
    world = World.from_start(
        {
            "seed": 11,
            "commissioners": columns(
                [
                    POWER_SHARING
                    | {"embedding": 1.0, "early_involvement": 0.25, "interpreters": 0.9, "compensating": 0.75}
                ]
            ),
            "professionals": columns([a_professional(capacity=6.5) for _ in range(professionals)]),
            "families": columns(
                [a_family(need=[0.9] * 4, usual_need=[0.9] * 4, plan=[0.3] * 4) for _ in range(families)]
            ),
            "young_people": columns([a_young_person()] * families),
            "edges": columns(
                [an_edge(i, (i + k) % professionals, power=0.25) for i in range(families) for k in range(team)]
            ),
            "peers": [[(i - 1) % families, (i + 1) % families] for i in range(families)],
            "practice": [[k for k in range(professionals) if k != j] for j in range(professionals)],
        },
        QUIET,
    )
    flat = FlatMap()
    was_late = False
    for t in range(1, 61):
        world.month(t)
        flat.month()
        was_late |= flat.late
        for family in world.families:
            for name in FAMILY_OF_MAP:
                assert getattr(family, name) == pytest.approx(getattr(flat, name), abs=1e-12), (t, name)
            assert family.plan == pytest.approx([flat.plan, *[flat.other_plan] * 3], abs=1e-12)
            assert (family.months_since_review, family.late) == (flat.since, flat.late)
            young = family.young_person
            for name in YOUNG_OF_MAP:
                assert getattr(young, name) == pytest.approx(getattr(flat, name), abs=1e-12), (t, name)
            assert young.trust == pytest.approx(flat.young_trust, abs=1e-12)
        for edge in world.edges:
            got = [edge.family_trust, edge.professional_trust, edge.power, edge.knowledge]
            assert got == pytest.approx([flat.trust, flat.belief, flat.team_power, flat.knowledge], abs=1e-12)
        for j in world.professionals:
            got = [j.facilitation, j.energy, j.load]
            assert got == pytest.approx([flat.facilitation, flat.staff_energy, flat.load], abs=1e-12)
    assert was_late
    assert flat.power > 0.1


FAMILY_OF_MAP = (
    "progress",
    "confidence",
    "energy",
    "power",
    "commissioner_power",
    "voice",
    "expected_say",
    "council_trust",
    "reputation",
    "felt_trust",
    "delivery",
    "lived_fit",
    "engaged",
    "hearing",
)
YOUNG_OF_MAP = ("age", "seen", "share", "ear", "say")


# What the exact cases do not reach.


def test_a_dispute_counts_once() -> None:
    """A dispute costs trust and energy now, time and money next month, and is over then; its order goes on binding."""
    par = QUIET | {"tribunal_noise": 0.5, "review_months": 100, "order_binds": 2}
    calm = one_of_each({}, par)
    hot = one_of_each({}, par | {"appeal_chance": 1000.0})
    calm.month(1)
    hot.month(1)
    assert hot.families[0].in_dispute
    assert not calm.families[0].in_dispute
    assert hot.families[0].energy == pytest.approx(0.8 * calm.families[0].energy)
    assert hot.edges[0].family_trust == pytest.approx(0.85 * 0.85)
    assert hot.edges[0].professional_trust == pytest.approx(0.4 * 0.85)
    assert hot.families[0].council_trust == pytest.approx(0.45 * 0.85)
    assert hot.families[0].felt_trust == calm.families[0].felt_trust
    assert hot.professionals[0].load == calm.professionals[0].load
    assert hot.commissioners[0].spending == calm.commissioners[0].spending
    dearer = provision(hot.families[0]) - provision(calm.families[0])
    hot.month(2)
    calm.month(2)
    assert not hot.families[0].in_dispute  # however angry: an order binds
    assert hot.families[0].order_months == 1
    assert hot.commissioners[0].spending - calm.commissioners[0].spending == pytest.approx(6 + 1.3 * dearer)
    assert hot.commissioners[0].pressure > calm.commissioners[0].pressure
    more_work = hot.professionals[0].load - calm.professionals[0].load
    assert more_work == pytest.approx((1.5 + 0.1 * 0.85 * 0.15) / (2.5 * 0.9))
    hot.month(3)
    assert hot.families[0].order_months == 0
    hot.month(4)
    assert hot.families[0].in_dispute


def test_an_order_stays_through_a_review() -> None:
    """A review does not change a plan that a tribunal has ordered, and changes one that it has not."""
    ordered, free = (one_of_each({}, QUIET | {"review_months": 1}, {"order_months": n}) for n in (2, 0))
    for world in (ordered, free):
        world.month(1)
        assert world.families[0].reviewed
    assert ordered.families[0].plan == a_family()["plan"]
    assert free.families[0].plan != a_family()["plan"]
    assert ordered.families[0].voice == free.families[0].voice > 0
    assert [ordered.families[0].order_months, free.families[0].order_months] == [1, 0]


def test_an_honest_promise_breaks_nothing() -> None:
    """A promise of no more than the real ceiling leaves nothing broken; the label beyond it costs fairness."""
    par = QUIET | {"undelivered": 0.0, "review_months": 1}
    trust = {}
    for promise in (0.1, 0.3, 0.9):
        world = one_of_each({"promise": promise, "feedback": 1.0, "power_ceiling": 0.3}, par)
        world.month(1)
        trust[promise] = world.families[0].council_trust
    assert trust[0.1] == trust[0.3] > trust[0.9]


def test_delivery_of_a_fully_able_family() -> None:
    """What comes to a family that can carry what it decides is the rationing times the energy of a team that knows it."""
    world = one_of_each(
        {"budget": 0.4}, QUIET | {"review_months": 100}, FULLY_ABLE | {"power": 0.5, "commissioner_power": 0.0}
    )
    world.month(1)
    family, worker = world.families[0], world.professionals[0]
    assert family.commissioner.rationing < 1
    assert family.delivery == pytest.approx(family.commissioner.rationing * worker.energy * (1 - 0.47 * 0.7))


def test_a_newcomer_starts_anew() -> None:
    """A worker who leaves is replaced by a rested one with the post's bravery, and trust starts over."""
    world = one_of_each({}, QUIET | {"turnover": 1.0}, edge={"family_trust": 0.9})
    world.month(1)
    newcomer = world.professionals[0]
    assert newcomer.left
    assert newcomer.energy == 1.0
    assert newcomer.facilitation == pytest.approx(2 * 0.7 / 3 * uniform(7, 0, 0, 1, 9))
    assert newcomer.bravery == 0.45
    assert world.edges[0].family_trust == pytest.approx(0.8)
    assert world.edges[0].professional_trust == 0.4
    assert world.edges[0].knowledge == 0


@pytest.mark.parametrize(("capacity", "month", "late"), [(2.5, 3, False), (1.1, 4, True)])
def test_reviews_of_overloaded_teams_are_late(capacity: float, month: int, late: bool) -> None:
    """A review comes in month 3, and after it when the team has too much to do."""
    world = one_of_each({}, QUIET, professional={"capacity": capacity})
    held = []
    for t in range(1, month + 1):
        world.month(t)
        held.append(world.families[0].reviewed)
    assert held == [False] * (month - 1) + [True]
    assert world.families[0].late is late


def test_a_promise_only_lifts() -> None:
    """A new promise lifts expectations by as much as it is believed, and never lowers them."""
    world = one_of_each({}, QUIET)
    world.new_promise(0.1)
    assert world.families[0].expected_say == 0.3
    world.families[0].heard = 0.02
    world.new_promise(0.9)
    assert world.families[0].expected_say == pytest.approx(0.07 + 0.45 * 0.83)


def test_not_asked_is_not_heard() -> None:
    """A family that is not asked has only the weight of its own power."""
    world = one_of_each({"asks": 0.0}, SPECIFIED | {"include_low": 1, "include_high": 1})
    met = world.meeting(world.families[0], 1)
    assert met.asked == 0
    assert met.heard == 0
    assert met.voice == 0.05 * met.able
    assert (met.young.included, met.young.share, met.young.ear, met.say) == (False, 0, 0, 0)


def test_the_ledger_adds_up() -> None:
    """The parts of the ledger are the change of felt trust, in every month, through disputes, turnover, a conference and arrivals."""
    world = World.from_start(
        a_place([CONSULTATION, POWER_SHARING]), SPECIFIED | {"appeal_chance": 0.3, "turnover": 0.05}
    )
    told = [0.0] * len(CAUSES)
    for t in range(1, 25):
        before = [family.felt_trust for family in world.families]
        if t == 7:
            conference(world, 0.8, 0.5, t)
        world.month(t)
        for family, felt in zip(world.families, before, strict=True):
            assert sum(family.ledger) == pytest.approx(family.felt_trust - felt, abs=1e-12)
            told = [sofar + abs(part) for sofar, part in zip(told, family.ledger, strict=True)]
    assert {cause for cause, amount in zip(CAUSES, told, strict=True) if amount == 0} == {
        "refused"
    }  # only on the pathway


class Backwards(World):
    """A place whose families live their months in the opposite order."""

    def families_live(self, t: int) -> None:
        """Begin with the last family."""
        trust = [family.reputation for family in self.families]
        confidence = [family.confidence for family in self.families]
        for family in reversed(self.families):
            self.live_one(family, t, trust, confidence)


def test_the_order_of_families_does_not_matter() -> None:
    """Families may live in any order: each writes only its own row and edges."""
    forward = World.from_start(a_place([CONSULTATION, POWER_SHARING]), SPECIFIED)
    backward = Backwards.from_start(a_place([CONSULTATION, POWER_SHARING]), SPECIFIED)
    for t in range(1, 13):
        forward.month(t)
        backward.month(t)
    assert forward.state() == backward.state()


def test_state_can_be_started_again() -> None:
    """State written out after a year and read in again lives on exactly as it would have."""
    world = World.from_start(a_place([CONSULTATION, POWER_SHARING]), SPECIFIED)
    for t in range(1, 13):
        world.month(t)
    again = World.from_start(
        world.state()
        | {
            "seed": world.seed,
            "peers": [[(peer.row, weight) for peer, weight in family.peers] for family in world.families],
            "practice": [[other.row for other in j.neighbours] for j in world.professionals],
        },
        world.par,
    )
    assert again.state() == world.state()
    for t in range(13, 25):
        world.month(t)
        again.month(t)
    assert again.state() == world.state()


def test_defaults_are_those_of_the_project() -> None:
    """The numbers typed here from the text are the defaults that the project declares."""
    declared = pytest.importorskip("coprod_sim.scenario.parameters").DEFAULTS
    typed = CONSULTATION | SPECIFIED
    assert {name: declared.get(name) for name in typed} == typed


def test_perfect_views_fit() -> None:
    """No error is a fit of 1, and errors of one unit in every area a fit of exp(-1/2)."""
    assert closeness([0.0] * 4) == 1
    assert closeness([1.0, -1.0, 1.0, -1.0]) == pytest.approx(math.exp(-0.5))


def test_views_err_as_written() -> None:
    """Drift and the errors of all views are the written sums of a pull and a scaled normal number."""
    changed = {"pressure": [0.5], "forum_word": [0.25], "standard_offer": [[0.2, 0.0, 0.0, 0.0]]}
    start = a_place([CONSULTATION | {"young_person_voice": 0.25}])
    start["commissioners"] |= changed
    world = World.from_start(start, TYPED)
    family = world.families[5]
    family.usual_need = [0.5, -0.5, 0.0, 1.0]
    family.young_person.age = 192
    met = world.meeting(family, 3)
    z, young_z, grown, share = (
        normals(world.seed, 5, 0, 3, 3),
        normals(world.seed, 5, 0, 3, 16),
        1 / (1 + math.exp(-1)),
        met.young.share,
    )
    assert share == pytest.approx(0.7 * grown * (0.25 + 0.75 * 0.15 * (1 - 0.6 * family.power)))
    for a in AREAS:
        parents = 0.22 * family.parent_bias[a] + 0.48 * z[a]
        own = 0.4 * family.young_person.wish[a] + 0.6 * (1 + 1.2 * (1 - grown)) * young_z[a]
        assert met.parents_view[a] == pytest.approx(parents)
        assert met.young.view is not None
        assert met.young.view[a] == pytest.approx(own)
        assert met.family_view[a] == pytest.approx((1 - share) * parents + share * own)
    for edge, view in zip(family.team, met.professional_views, strict=True):
        j = edge.professional
        z = normals(world.seed, 5, j.row, 3, 4)
        for a in AREAS:
            own = a == j.discipline
            offer = 0.2 if a == 0 else 0.0
            pull = 0.0 if own else 0.95 * (1 - 0.8 * j.facilitation) * (1 - edge.knowledge) * (family.need[a] - offer)
            assert view[a] == pytest.approx((0.3 if own else 0.5) * 1.15 * z[a] - pull)
    z = normals(world.seed, 5, 0, 3, 5)
    info = 0.05 + 0.2 * 0.1 + 0.7 * 0.25
    assert met.commissioner_view[1] == pytest.approx(-(1 - info) * family.need[1] - 0.5 * 0.5 + 0.35 * z[1])
    before = list(family.need)
    world.month(3)
    z = normals(world.seed, 5, 0, 3, 1)
    expected = [q + 0.15 * z[a] - 0.05 * (q - family.usual_need[a]) for a, q in enumerate(before)]
    assert family.need == pytest.approx(expected)


def test_skill_spreads_from_those_who_have_more() -> None:
    """Facilitation follows the colleagues who are ahead, as they were before anybody learnt; nobody unlearns from others."""
    start = a_place([CONSULTATION])
    start["professionals"]["facilitation"] = [j / 10 for j in range(8)]
    world = World.from_start(start, QUIET)
    world.month(1)
    for j in world.professionals:
        f = j.row / 10
        learnt = 0.02 * 0.05 * (1 - f) * j.energy * j.bravery if j.cases else 0.0
        lead = sum(k / 10 - f for k in range(j.row + 1, 8)) / 7
        assert j.facilitation == pytest.approx(f + learnt + 0.05 * lead - 0.007 * (f - 1 / 3))


# Who is heard.


@pytest.mark.parametrize(
    ("who", "levers", "expected"),
    [
        ({"language": True}, {"interpreters": 0.6, "compensating": 1.0}, -2 * 0.4),
        ({"poor": True}, {"interpreters": 1.0, "compensating": 0.2}, -0.4 * 0.8),
        ({"standing": True}, {"interpreters": 1.0, "compensating": 0.2}, -0.7 * 0.8 * (1 - 0.6 * 0.4)),
        ({"language": True, "poor": True, "standing": True}, {}, -2 - 0.4 - 0.7 * (1 - 0.6 * 0.4)),
        ({}, {}, 0.0),
    ],
)
def test_who_is_heard(who: Row, levers: Row, expected: float) -> None:
    """Language, having least and prejudice each take what their number says, unless it is answered."""
    nobody = {"language": False, "poor": False, "standing": False}
    world = one_of_each(levers, QUIET | {"review_months": 2}, nobody | who)
    family = world.families[0]
    world.month(1)
    assert family.hearing == 0.9  # it holds until the next review
    world.month(2)
    assert math.log(family.hearing) == pytest.approx(expected)


def test_what_answers_costs() -> None:
    """Interpreters cost for each family that needs one, and support for each that has least."""
    levers = {"interpreters": 0.5, "compensating": 0.25}
    spent = []
    for who in (
        {"language": False, "poor": False},
        {"language": True, "poor": False},
        {"language": False, "poor": True},
    ):
        world = one_of_each(levers, QUIET, who)
        world.month(1)
        spent.append(world.commissioners[0].spending)
    assert [spent[1] - spent[0], spent[2] - spent[0]] == pytest.approx([0.02 * 0.5, 0.06 * 0.25])


def test_who_meets_what_at_month_0() -> None:
    """Shares at month 0 are those that are asked for, and prejudice meets twice as many of the others' minority."""
    start = a_place([CONSULTATION])
    par = TYPED | {
        "start_plan": 0.3, "start_bias": 1.0, "start_bias_spread": 1.0, "start_council_trust": 0.5, "start_knowledge": 0.3,
        "start_lived_fit": 0.6, "start_language": 0.3, "start_poor": 0.25, "start_resources_evenness": 2.0, "start_standing": 0.4,
    }  # fmt: skip
    world = World.from_start(start, par)
    world.month_zero()
    both = 1 - 0.7 * 0.75
    for family in world.families:
        _, _, third, fourth = shares(world.seed, family.row, 0, 0, 23)
        assert family.language == (third < 0.3)
        assert family.poor == (family.resources < 0.25)  # a Beta of evenness 2 is uniform
        assert family.standing == (fourth < 0.4 / (1 + both) * (2 if family.language or family.poor else 1))
    among = [
        [family.standing for family in world.families if (family.language or family.poor) == has]
        for has in (False, True)
    ]
    assert all(0 < sum(some) < len(some) for some in among)


# Young people.


@pytest.mark.parametrize(
    ("luck", "age"),
    [(0.0, 0), (0.049, 58), (0.05, 60), (0.21, 96), (0.371, 132), (0.545, 162), (0.71, 190), (0.82, 216), (0.96, 270)],
)
def test_ages_follow_the_shares(monkeypatch: pytest.MonkeyPatch, luck: float, age: int) -> None:
    """Age groups have the shares that are written, and ages inside them are even."""
    monkeypatch.setattr("coprod_sim.evidence.docking.draws.uniform", lambda *_: luck)
    world = one_of_each({}, SPECIFIED)
    young_start(7, world.young_people[0], SPECIFIED | {"start_lived_fit": 0.6})
    assert world.young_people[0].age == age


@pytest.mark.parametrize(
    ("age", "voice", "expected"),
    [
        (12, 0.0, 0.28),
        (12, 0.5, 0.28 + 0.72 * 0.8 * 0.5 / 4),
        (111, 0.0, 0.5),
        (111, 0.5, 0.5 + 0.5 * 0.8 * 0.5),
        (240, 0.0, 0.72),
        (240, 1.0, 0.72 + 0.28 * 0.8),
    ],
)
def test_who_is_included(age: int, voice: float, expected: float) -> None:
    """The chance of being included rises with age from one share to the other, and with being asked for."""
    young = one_of_each({}, SPECIFIED, young_person={"age": age}).young_people[0]
    assert chance_to_be_included(young, voice, SPECIFIED) == pytest.approx(expected)


def test_an_ear_of_no_more_than_a_half() -> None:
    """A key person listens by skill and by what the service asks for, at most by half, and less to small children."""
    young = one_of_each({}, SPECIFIED, young_person={"age": 132}).young_people[0]
    assert ear_of(young, 0.4, 0.8, 0.3, SPECIFIED) == pytest.approx(0.5 * 0.8 * (0.12 + 0.22 * 0.3 + 0.21 * 0.4))
    loud = SPECIFIED | {"ear_base": 1.0, "grown_half": 0}
    assert ear_of(young, 1.0, 1.0, 1.0, loud) == 0.5


def test_who_decides_for_others_leaves_them_no_room() -> None:
    """Where nobody asks for their voice, a parent's power takes what a young person has, down to nothing."""
    young = one_of_each({}, SPECIFIED, young_person={"age": 132}).young_people[0]
    found = [share_of_say(young, 0.0, power, SPECIFIED | {"crowding": 2.0}) for power in (0.0, 0.25, 0.5, 0.75)]
    assert found == pytest.approx([0.5 * 0.8 * 0.08, 0.5 * 0.8 * 0.08 * 0.5, 0.0, 0.0])


@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("reviewed", [False, True])
@pytest.mark.parametrize("say", [0.2, 0.7])
def test_a_young_persons_month(included: bool, left: bool, reviewed: bool, say: float) -> None:
    """What a young person sees follows plan and wish; trust follows a new key person first, and then the review."""
    world = one_of_each({}, TYPED)
    family, young = world.families[0], world.young_people[0]
    family.reviewed, world.professionals[0].left = reviewed, left
    family.delivery = 0.7
    young.included, young.say = included, say
    young_month(young, TYPED)
    assert young.age == 141
    off = [plan - need - 0.4 * 1.2 for plan, need in zip(family.plan, family.need, strict=True)]
    seen = 0.4 + 0.3 * (closeness(off) * 0.7 - 0.4)
    assert young.seen == pytest.approx(seen)
    trust = 0.625 if left else 0.55
    if reviewed:
        fair = 0.49 + 0.2 * included + 0.25 * included * (0.4 if say == 0.2 else 1)
        trust = moved_trust(trust, 0.55 * fair + 0.45 * seen, 0.2, 0.55)
    assert young.trust == pytest.approx(trust)


def test_more_than_fair_is_fair() -> None:
    """What a review is worth to a young person has its limit at 1."""
    world = one_of_each({}, TYPED | {"young_outcome": 0.0, "trust_gain": 1.0})
    young = world.young_people[0]
    world.families[0].reviewed, young.included, young.say = True, True, 0.5
    young_month(young, world.par | {"young_dignity": 0.5, "young_fair": 0.5})
    assert young.trust == 1


@pytest.mark.parametrize(
    ("floor", "energy", "young_effort", "expected"),
    [(0.0, 0.9, 0.4, 0.9 * 0.75 * 0.5 * 0.8), (0.3, 0.1, 0.4, 0.3), (0.3, 0.9, 1.0, 0.3)],
)
def test_without_trust_less_comes_of_it(floor: float, energy: float, young_effort: float, expected: float) -> None:
    """What a family does is less as a grown young person lacks trust, by last month's trust and age, and never below the floor."""
    par = QUIET | {"effort_engaged": 0, "effort_confidence": 0, "grown_half": 140 / 12, "review_months": 1}
    world = one_of_each(
        {}, par | {"effort_floor": floor, "young_effort": young_effort}, {"energy": energy}, young_person={"trust": 0.0}
    )
    world.month(1)
    assert world.families[0].own_effort == pytest.approx(expected)
    assert world.young_people[0].trust > 0
