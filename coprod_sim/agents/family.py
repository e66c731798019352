"""A family: a young person with special needs and those who care for them, and one month of their life.

A family sees its team, its commissioner, its peers' felt trust and confidence as they stood at the start of the month, and its own life.
It writes its own row and its own casework edges, and nothing else; so the order of families cannot matter.
First the state, then the rules, then the month that composes them; the review meeting's rules stand in ../meeting.py.
In the examples `par` holds the default parameters.
"""

import math
from typing import NamedTuple

from coprod_sim import meeting, randomness
from coprod_sim.agents.review import AFTER_DISPUTE, CAUSES, NEW_WORKER, PEERS_WORD, hold_review, plan_fit
from coprod_sim.compiled import act, loop, rule
from coprod_sim.fields import AREAS, COUNT, FLAG, UNBOUNDED, Field

FAMILY = (
    Field(
        "need", "standard need units", "what the young person needs in each area", -UNBOUNDED, UNBOUNDED, length=AREAS
    ),
    Field("plan", "standard need units", "what the plan holds in each area", -UNBOUNDED, UNBOUNDED, length=AREAS),
    Field(
        "parent_bias",
        "standard deviations",
        "the parent's own wishes in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=AREAS,
    ),
    Field("progress", "share", "the young person's progress: the outcome", -UNBOUNDED, UNBOUNDED),
    Field("confidence", "share", "the family's confidence that it can bring things about"),
    Field("energy", "share", "the family's energy"),
    Field("resources", "share", "money, time, education, connections; fixed"),
    Field("ability", "share", "the young person's own starting point; fixed"),
    Field("power", "share", "the family's share in the decision about the plan"),
    Field("commissioner_power", "share", "the commissioner's share in it"),
    Field("voice", "share", "weight of the family's own view in the plan at the last review: decides and is heard"),
    Field("heard", "share", "the part of voice that others gave by listening"),
    Field("expected_voice", "share", "the say that the family expects"),
    Field("felt_trust", "share", "trust in the service, from own experience and peers' word"),
    Field("lived_fit", "share", "how well the plan has fitted daily life of late"),
    Field("engaged", "share", "how far the family takes part"),
    Field("gossip", "share", "weight of peers' word in felt trust; fixed"),
    Field("dispute_mark", "share", "mean trust that the last month's dispute cost"),
    Field("ledger", "share", "this month's change of felt trust by cause", -1.0, 1.0, length=len(CAUSES)),
    Field("months_since_review", "months", "time since the last review", 0, UNBOUNDED, COUNT),
    Field(
        "commissioner",
        "row",
        "the commissioner that the family's team answers to; fixed",
        0,
        UNBOUNDED,
        COUNT,
        structural=True,
    ),
    Field("asked", "flag", "whether the family was asked at its last review", type=FLAG),
    Field("reviewed", "flag", "whether the family has had a review yet", type=FLAG),
    Field("late", "flag", "whether the last review was late", type=FLAG),
    Field("in_dispute", "flag", "whether a dispute started this month", type=FLAG),
    Field("quarter", "0-3", "quarter of the place by resources, poorest first; fixed", 0, 3, FLAG, structural=True),
    Field("fifth", "0-4", "fifth of the place by resources, poorest first; fixed", 0, 4, FLAG, structural=True),
)

CASEWORK = (
    Field("family_trust", "share", "the family's trust in this professional"),
    Field("professional_trust", "share", "this professional's trust in the family"),
    Field("power", "share", "this professional's share in the decision about the plan"),
    Field("listening", "share", "how far their views mixed at the last review", 0.0, 0.5),
    Field("family", "row", "the family; fixed", 0, UNBOUNDED, COUNT, structural=True),
    Field("professional", "row", "the professional; fixed", 0, UNBOUNDED, COUNT, structural=True),
)


class Team(NamedTuple):
    """What a family meets in its team: means over its professionals."""

    facilitation: float
    energy: float
    load: float


class Peers(NamedTuple):
    """What a family hears from its peers: weighted means of the start of the month, and whether it has any."""

    felt_trust: float
    confidence: float
    any: float


# The rules of daily life.


@rule
def need_after(need, draw, par):
    """The need in one area a month later: it drifts, and is drawn back to the ordinary.

        need' = need + need_drift * z - 1/2 * need_drift^2 * need        [standard need units]

    Assumption: an Ornstein-Uhlenbeck walk, so that the spread of needs stays put.
    >>> round(need_after(1.0, 0.5, par), 4)
    1.045
    """
    return need + par.need_drift * draw - 0.5 * par.need_drift * par.need_drift * need


@rule
def review_is_due(months_since_review, load, par):
    """Whether a review is held: on time, or later where the team is overloaded.

        due = months_since_review >= review_months * max(1, mean load of the team)

    >>> review_is_due(3, 0.9, par), review_is_due(3, 1.1, par), review_is_due(4, 1.1, par)
    (True, False, True)
    """
    return months_since_review >= par.review_months * max(1.0, load)


@rule
def lived_fit_after(lived_fit, fit_now, par):
    """How well the plan is felt to fit, after this month [0-1].

        lived_fit' = lived_fit + lived_fit_rate * (fit_now - lived_fit)

    >>> round(lived_fit_after(0.6, 0.9, par), 3)
    0.69
    """
    return lived_fit + par.lived_fit_rate * (fit_now - lived_fit)


@rule
def own_effort(engaged, energy, resources, confidence, voice, par):
    """What the family puts in [0-1].

        own = engaged * energy * (1/2 + 1/2 * resources)
            * (effort_base + effort_confidence * confidence + effort_voice * equal_say), at least effort_floor

    Source: [ostrom1996], citizens put in more where their part counts.
    Example: engaged 0.5, energy 0.8, resources 0.5, confidence 0.5, voice 0.25: 0.3 * 0.7.
    >>> round(own_effort(0.5, 0.8, 0.5, 0.5, 0.25, par), 3), own_effort(0.0, 0.8, 0.5, 0.5, 0.25, par)
    (0.21, 0.02)
    """
    will = par.effort_base + par.effort_confidence * confidence + par.effort_voice * meeting.equal_say(voice)
    return max(par.effort_floor, engaged * energy * (0.5 + 0.5 * resources) * will)


@rule
def service_effort(team_energy, rationing, par):
    """What the service puts in [0-1].

        service = mean team energy * rationing, at least effort_floor

    >>> service_effort(0.8, 0.9, par), service_effort(0.8, 0.0, par)
    (0.7200000000000001, 0.02)
    """
    return max(par.effort_floor, team_energy * rationing)


@rule
def joint_effort(own, service, par):
    """What family and service produce together: a CES function [0-1].

        effort = [home_share * own^rho + (1 - home_share) * service^rho]^(1/rho),   rho = complementarity

    rho 1: substitutes; rho 0: the geometric mean; rho to -infinity: the weaker of the two.
    Written as a ratio to service, which is the same and needs a power less.
    Source: [ostrom1996], co-production pays where the inputs are complements.
    >>> round(joint_effort(0.2, 0.8, par), 4), round(joint_effort(0.5, 0.5, par), 4)
    (0.4808, 0.5)
    """
    rho, ratio = par.complementarity, own / service
    if rho == 0:
        return service * ratio**par.home_share
    return service * (par.home_share * ratio**rho + 1 - par.home_share) ** (1 / rho)


@rule
def progress_after(progress, fit_now, effort, ability, par):
    """The young person's progress after this month.

        progress' = progress + progress_rate * (service_share * fit_now * effort + (1 - service_share) * ability - progress)

    Source: [smith2019], partnership helps modestly.
    Example: progress 0.4, fit 0.8, effort 0.5, ability 0.5: 0.4 + 0.11 * (0.2 + 0.25 - 0.4).
    >>> round(progress_after(0.4, 0.8, 0.5, 0.5, par), 4)
    0.4055
    """
    reached = par.service_share * fit_now * effort + (1 - par.service_share) * ability
    return progress + par.progress_rate * (reached - progress)


@rule
def felt_trust_now(own_trust, peers_trust, gossip):
    """Trust in the service: own experience, and what peers say [0-1].

        felt_trust = (1 - gossip) * mean family_trust + gossip * mean felt_trust of peers last month

    Source: [friedkin1999], anchored on one's own experience.
    >>> round(felt_trust_now(0.6, 0.4, 0.25), 3)
    0.55
    """
    return (1 - gossip) * own_trust + gossip * peers_trust


@rule
def confidence_by_month(confidence, peers_confidence, with_peers, facilitation, energy, par):
    """Confidence after a month: peers as models, and encouragement [0-1].

        confidence' = confidence + vicarious * (mean of peers - confidence) + persuasion * facilitation * energy * (1 - confidence)

    with_peers: 1, or 0 for a family without peers; facilitation: mean of the team.   Source: [bandura1997].
    Example: confidence 0.5, peers 0.7, facilitation 0.5, energy 0.8: 0.5 + 0.003 + 0.0016.
    >>> round(confidence_by_month(0.5, 0.7, 1.0, 0.5, 0.8, par), 4)
    0.5046
    """
    change = par.vicarious * with_peers * (peers_confidence - confidence)
    change += par.persuasion * facilitation * energy * (1 - confidence)
    return min(1.0, max(0.0, confidence + change))


@rule
def family_energy_after(energy, power, resources, facilitation, reward, par):
    """The family's energy after this month: it recovers, and responsibility takes its toll [0-1].

        energy' = energy + recovery * (1 - energy)
                - burden * (duty + power) * (burden_reach - resources) * (1 - support_gain * facilitation) * (1 - reward) * energy

    Source: [steen2018], responsibility without support is a burden.
    Example: energy 0.8, power 0.4, resources 0.5, facilitation 0.5, no reward: 0.8 + 0.02 - 0.14 * 0.5 * 0.8 * 0.8.
    >>> round(family_energy_after(0.8, 0.4, 0.5, 0.5, 0.0, par), 4)
    0.7752
    """
    toll = par.burden * (par.duty + power) * (par.burden_reach - resources)
    relief = (1 - par.support_gain * facilitation) * (1 - reward)
    return energy + par.recovery * (1 - energy) - toll * relief * energy


@rule
def dispute_chance(felt_trust, lived_fit, confidence, resources, par):
    """Chance that a dispute starts this month.

        chance = appeal_chance * (1 - felt_trust) * (1 - lived_fit) * confidence * (appeal_base + appeal_resources * resources)

    Source: [hirschman1970] exit, voice and loyalty; [marsh2022] those who appeal are better off.
    Example: trust 0.5, fit 0.6, confidence 0.5, resources 0.5: 0.05 * 0.5 * 0.4 * 0.5 * 1.
    >>> round(dispute_chance(0.5, 0.6, 0.5, 0.5, par), 6)
    0.005
    """
    means = par.appeal_base + par.appeal_resources * resources
    return par.appeal_chance * (1 - felt_trust) * (1 - lived_fit) * confidence * means


@rule
def engaged_after(engaged, felt_trust, voice, energy, par):
    """How far the family takes part after this month [0-1].

        engaged' = engaged + engagement_rate * (logistic(engagement_slope * pull) - engaged)
        pull = 1/2 * felt_trust + voice - effort_threshold - engagement_tiredness * (1 - energy)

    Source: [ahn2013] participation by benefit and cost; [bovaird2012] effort must not be wasted.
    Example: trust 0.4, voice 0.06, energy 0.8 give a pull of 0, so engagement moves to one half.
    >>> round(engaged_after(0.7, 0.4, 0.06, 0.8, par), 4)
    0.68
    """
    pull = 0.5 * felt_trust + voice - par.effort_threshold - par.engagement_tiredness * (1 - energy)
    return engaged + par.engagement_rate * (1 / (1 + math.exp(-par.engagement_slope * pull)) - engaged)


@rule
def half_way(trust, stranger_trust):
    """Trust after a new worker has come: half-way to trust in a stranger [0-1].

    Trust lives in people, not in posts.
    >>> round(half_way(0.8, 0.4), 3)
    0.6
    """
    return trust + 0.5 * (stranger_trust - trust)


# The month, composed.


@act
def meet_team(place, row):
    """See who is there this month; where a new worker has come, trust starts again.  Gives the team's means."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    facilitation = energy = load = lost = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        worker = place.professionals[tie.professional]
        if worker.newcomer:
            before = tie.family_trust
            tie.family_trust = half_way(before, par.newcomer_trust)
            tie.professional_trust = par.newcomer_professional_trust
            lost += tie.family_trust - before
        facilitation += worker.facilitation
        energy += worker.energy
        load += worker.load
    size = last - first
    me.ledger[NEW_WORKER] = lost / size
    return Team(facilitation / size, energy / size, load / size)


@act
def hear_peers(place, row):
    """Give the weighted means of peers' felt trust and confidence at the start of the month."""
    trust = confidence = total = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        peer, weight = place.peers[tie], place.peer_weight[tie]
        trust += weight * place.seen_trust[peer]
        confidence += weight * place.seen_confidence[peer]
        total += weight
    if total == 0:
        return Peers(0.0, 0.0, 0.0)
    return Peers(trust / total, confidence / total, 1.0)


@act
def feel_trust(place, row, peers):
    """Set felt trust from own experience and peers' word, and close the month's ledger."""
    me = place.families[row]
    first, last = place.team_start[row], place.team_start[row + 1]
    own_trust = 0.0
    for edge in range(first, last):
        own_trust += place.casework[edge].family_trust
    own_trust /= last - first
    gossip = me.gossip * peers.any
    before = me.felt_trust
    me.felt_trust = felt_trust_now(own_trust, peers.felt_trust, gossip)
    me.ledger[AFTER_DISPUTE] = -me.dispute_mark
    own_part = 0.0
    for cause in range(len(CAUSES)):
        me.ledger[cause] *= 1 - gossip
        own_part += me.ledger[cause]
    # What own experience does not explain came from peers; in the first month also from the difference to the start.
    me.ledger[PEERS_WORD] = me.felt_trust - before - own_part
    me.dispute_mark = 0.0
    return own_trust


@act
def dispute(place, row, month, own_trust):
    """Take the service to a tribunal: it sets the plan anew; trust and energy suffer."""
    me, par = place.families[row], place.parameters[0]
    me.in_dispute = 1
    draws = randomness.four_normals(place.key, row, 0, month, randomness.TRIBUNAL)
    for area in range(AREAS):
        me.plan[area] = me.need[area] + par.tribunal_noise * draws[area]
    for edge in range(place.team_start[row], place.team_start[row + 1]):
        tie = place.casework[edge]
        tie.family_trust *= 1 - par.dispute_loss
        tie.professional_trust *= 1 - par.dispute_loss
    me.dispute_mark = par.dispute_loss * own_trust
    me.energy *= 1 - par.dispute_tiredness


@act
def live(place, row, month, team, peers):
    """Live the month: fit, progress, felt trust, confidence, energy, dispute, engagement, in this order."""
    me, par = place.families[row], place.parameters[0]
    policy = place.commissioners[me.commissioner]
    fit_now = plan_fit(place, row)
    me.lived_fit = lived_fit_after(me.lived_fit, fit_now, par)
    own = own_effort(me.engaged, me.energy, me.resources, me.confidence, me.voice, par)
    service = service_effort(team.energy, policy.rationing, par)
    me.progress = progress_after(me.progress, fit_now, joint_effort(own, service, par), me.ability, par)
    own_trust = feel_trust(place, row, peers)
    me.confidence = confidence_by_month(me.confidence, peers.confidence, peers.any, team.facilitation, me.energy, par)
    me.energy = family_energy_after(me.energy, me.power, me.resources, team.facilitation, policy.reward, par)
    me.in_dispute = 0
    chance = dispute_chance(me.felt_trust, me.lived_fit, me.confidence, me.resources, par)
    if randomness.chance(place.key, row, 0, month, randomness.DISPUTE) < chance:
        dispute(place, row, month, own_trust)
    me.engaged = engaged_after(me.engaged, me.felt_trust, me.voice, me.energy, par)


@act
def family_month(place, row, month):
    """One month of one family: needs move, a review if it is due, and daily life."""
    me, par = place.families[row], place.parameters[0]
    for cause in range(len(CAUSES)):
        me.ledger[cause] = 0.0
    draws = randomness.four_normals(place.key, row, 0, month, randomness.NEED_DRIFT)
    for area in range(AREAS):
        me.need[area] = need_after(me.need[area], draws[area], par)
    team = meet_team(place, row)
    peers = hear_peers(place, row)
    me.months_since_review += 1
    if review_is_due(me.months_since_review, team.load, par):
        hold_review(place, row, month, team)
    live(place, row, month, team, peers)


@loop
def families_month(place, month, first, last):
    """One month of the families in rows first to last - 1."""
    for row in range(first, last):
        family_month(place, row, month)
