"""A family: a young person with special needs and those who care for them, and one month of their life.

A family sees its team, its commissioner, its peers' felt trust and confidence as they stood at the start of the month, and its own life.
It writes its own row, what others will see of it next month, and its own casework edges, and nothing else;
so the order of families cannot matter.
First the state, then the month; its equations stand in rules/daily_life.py, the review meeting in review_meeting.py.
"""

from typing import NamedTuple

from coprod_sim.agents import hooks
from coprod_sim.agents.review_meeting import (
    AFTER_DISPUTE,
    CAUSES,
    CONFERENCE,
    NEW_WORKER,
    PEERS_WORD,
    hold_review,
    plan_fit,
)
from coprod_sim.agents.rules import daily_life
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

FAMILY = (
    Field(
        "need",
        "standard need units",
        "what the young person needs in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("plan", "standard need units", "what the plan holds in each area", -UNBOUNDED, UNBOUNDED, length=NEED_AREAS),
    Field(
        "parent_bias",
        "standard deviations",
        "the parent's own wishes in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
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
    Field("conference_mark", "share", "mean trust that this month's conference gave"),
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

SEEN_FIELDS = (
    Field("felt_trust", "share", "as in FAMILY; heard by peers"),
    Field("confidence", "share", "as in FAMILY; seen by peers"),
    Field("power", "share", "as in FAMILY; seen by professionals"),
    Field("progress", "share", "as in FAMILY; seen by the commissioner", -UNBOUNDED, UNBOUNDED),
    Field("in_dispute", "flag", "as in FAMILY; seen by professionals and the commissioner", type=FLAG),
)
"""What others see of a family: its state at the end of last month, in a table of its own, small enough to stay near the processor."""


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


@act
def see_team(place, row):
    """See who is there this month; where a new worker has come, trust starts again.  Gives the team's means."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    facilitation = energy = load = lost = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        worker = place.professionals[tie.professional]
        if worker.newcomer:
            before = tie.family_trust
            tie.family_trust = daily_life.half_way(before, par.newcomer_trust)
            tie.professional_trust = par.newcomer_professional_trust
            lost += tie.family_trust - before
        facilitation += worker.facilitation
        energy += worker.energy
        load += worker.load
    size = last - first
    me.ledger[NEW_WORKER] = lost / size
    return Team(facilitation / size, energy / size, load / size)


@act
def hear_peers(place, row, month):
    """Give the weighted means of peers' felt trust and confidence at the start of the month."""
    trust = confidence = total = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        peer, weight = place.seen[month & 1, place.peers[tie]], place.peer_weight[tie]
        trust += weight * peer.felt_trust
        confidence += weight * peer.confidence
        total += weight
    if total == 0:
        return Peers(0.0, 0.0, 0.0)
    return Peers(trust / total, confidence / total, 1.0)


@act
def own_trust_now(place, row):
    """Give a family's trust from own experience: the mean over its team."""
    first, last = place.team_start[row], place.team_start[row + 1]
    own_trust = 0.0
    for edge in range(first, last):
        own_trust += place.casework[edge].family_trust
    return own_trust / (last - first)


@act
def feel_trust(place, row, peers):
    """Set felt trust from own experience and peers' word, and close the month's ledger."""
    me = place.families[row]
    own_trust = own_trust_now(place, row)
    gossip = me.gossip * peers.any
    before = me.felt_trust
    me.felt_trust = daily_life.felt_trust_now(own_trust, peers.felt_trust, gossip)
    me.ledger[AFTER_DISPUTE] = -me.dispute_mark
    me.ledger[CONFERENCE] = me.conference_mark
    own_part = 0.0
    for cause in range(len(CAUSES)):
        me.ledger[cause] *= 1 - gossip
        own_part += me.ledger[cause]
    # What own experience does not explain came from peers; where a network set felt trust, the first month also from that.
    me.ledger[PEERS_WORD] = me.felt_trust - before - own_part
    me.dispute_mark = me.conference_mark = 0.0
    return own_trust


@act
def dispute(place, row, month, own_trust):
    """Take the service to a tribunal: it sets the plan anew; trust and energy suffer."""
    me, par = place.families[row], place.parameters[0]
    me.in_dispute = 1
    draws = randomness.four_normals(place.key, row, 0, month, randomness.TRIBUNAL)
    for need_area in range(NEED_AREAS):
        me.plan[need_area] = me.need[need_area] + par.tribunal_noise * draws[need_area]
    for edge in range(place.team_start[row], place.team_start[row + 1]):
        tie = place.casework[edge]
        tie.family_trust *= 1 - par.dispute_loss
        tie.professional_trust *= 1 - par.dispute_loss
    me.dispute_mark = par.dispute_loss * own_trust
    me.energy *= 1 - par.dispute_tiredness


@act
def live(place, row, month, team, peers, fit_now):
    """Live the month: fit, progress, felt trust, confidence, energy, dispute, engagement, in this order.  Gives the fit at its end."""
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    me.lived_fit = daily_life.lived_fit_after(me.lived_fit, fit_now, par)
    own = daily_life.own_effort(me.engaged, me.energy, me.resources, me.confidence, me.voice, par)
    service = daily_life.service_effort(team.energy, levers.rationing, par)
    me.progress = daily_life.progress_after(
        me.progress, fit_now, daily_life.joint_effort(own, service, par), me.ability, par
    )
    own_trust = feel_trust(place, row, peers)
    me.confidence = daily_life.confidence_by_month(
        me.confidence, peers.confidence, peers.any, team.facilitation, me.energy, par
    )
    me.energy = daily_life.family_energy_after(me.energy, me.power, me.resources, team.facilitation, levers.reward, par)
    me.in_dispute = 0
    chance = daily_life.dispute_chance(me.felt_trust, me.lived_fit, me.confidence, me.resources, par)
    if randomness.chance(place.key, row, 0, month, randomness.DISPUTE) < chance:
        dispute(place, row, month, own_trust)
        fit_now = plan_fit(place, row)
    me.engaged = daily_life.engaged_after(me.engaged, me.felt_trust, me.voice, me.energy, par)
    hooks.after_month(place, row, month)
    return hooks.fit_then(place, row, fit_now)


@act
def show(place, row, month):
    """Let others see next month how the family stands at the end of this one."""
    me, seen = place.families[row], place.seen[(month + 1) & 1, row]
    seen.felt_trust = me.felt_trust
    seen.confidence = me.confidence
    seen.power = me.power
    seen.progress = me.progress
    seen.in_dispute = me.in_dispute


@act
def begin_month(place, row, month):
    """Open the month: its ledger is empty, a month has gone by since the last review, and needs move."""
    me, par = place.families[row], place.parameters[0]
    for cause in range(len(CAUSES)):
        me.ledger[cause] = 0.0
    draws = randomness.four_normals(place.key, row, 0, month, randomness.NEED_DRIFT)
    for need_area in range(NEED_AREAS):
        me.need[need_area] = daily_life.need_after(me.need[need_area], draws[need_area], par)
    me.months_since_review += 1


@act
def review_if_due(place, row, month, team):
    """Hold a review if it is due.  Gives how well the plan fits."""
    me, par = place.families[row], place.parameters[0]
    if daily_life.review_is_due(me.months_since_review, team.load, par):
        hooks.before_review(place, row, month)
        fit_now = hold_review(place, row, month, team)
        hooks.after_review(place, row, month)
        return fit_now
    return plan_fit(place, row)


@act
def family_month(place, row, month):
    """One month of one family: needs move, a review if it is due, and daily life.  Gives how well its plan fits at the end."""
    begin_month(place, row, month)
    team = see_team(place, row)
    peers = hear_peers(place, row, month)
    fit_now = review_if_due(place, row, month, team)
    fit_now = live(place, row, month, team, peers, fit_now)
    show(place, row, month)
    return fit_now
