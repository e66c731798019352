"""A family: a young person with special needs and those who care for them, and one month of their life.

A family sees its team, its commissioner, its peers' trust in the institution and confidence as they stood at the start of the month, and its own life.
It writes its own row, what others will see of it next month, and its own casework edges, and nothing else;
so the order of families cannot matter.
First the state, then the month; its equations stand in rules/daily_life.py, the review meeting in review_meeting.py.
"""

from typing import NamedTuple

from coprod_sim.agents import hooks
from coprod_sim.agents.arrival import give_way
from coprod_sim.agents.family_led import preparing_time
from coprod_sim.agents.key_worker import be_given_key_worker, be_relieved, key_worker_now, key_worker_time
from coprod_sim.agents.pathway import PLAN, appeal, hears_the_forum, on_path, request, show_path
from coprod_sim.agents.review_meeting import (
    AFTER_DISPUTE,
    CAUSES,
    CONFERENCE,
    NEW_FAMILY,
    NEW_WORKER,
    PEERS_WORD,
    able_now,
    gossip_of,
    hold_review,
    plan_fit,
)
from coprod_sim.agents.rules import daily_life, young_person
from coprod_sim.agents.rules.forum import trust_by_forum
from coprod_sim.agents.rules.key_worker import passed_on
from coprod_sim.agents.young_person import grown_now, young_person_month
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

SQUARE = "square of standard need units"

FAMILY = (
    Field(
        "need",
        "standard need units",
        "what the young person needs in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field(
        "usual_need",
        "standard need units",
        "what is usual for this young person in each area; fixed",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("plan", "standard need units", "what the plan holds in each area", -UNBOUNDED, UNBOUNDED, length=NEED_AREAS),
    Field(
        "decided_error",
        "standard need units",
        "what the last review decided, minus the need then, in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field(
        "unspoken_error",
        "standard need units",
        "what it would have decided had the family not spoken, minus the need then, in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
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
    Field("hearing", "share", "what language, poverty and prejudice left of being heard at the last review"),
    Field("appetite", "share", "how far the family likes to be responsible for decisions; fixed"),
    Field("power", "share", "the family's share in the decision about the plan"),
    Field("commissioner_power", "share", "the commissioner's share in it"),
    Field("voice", "share", "weight of the family's own view in the plan at the last review: decides and is heard"),
    Field("heard", "share", "the part of voice that others gave by listening"),
    Field(
        "moved",
        "share",
        "how far the last review moved the decision toward what the family said, of the way from what it would have been",
        -UNBOUNDED,
    ),
    Field("expected_say", "share", "the say that the family expects"),
    Field("council_trust", "share", "trust in the institution, from own experience"),
    Field("reputation", "share", "trust in the institution, with peers' word"),
    Field("felt_trust", "share", "trust in the service: its people and the institution together"),
    Field("own_effort", "share", "what the family put in this month", 0, UNBOUNDED),
    Field("lived_plan_fit", "share", "how well the plan that was lived this month fitted the need"),
    Field("delivery", "share", "the part of what the plan holds that came this month"),
    Field("lived_fit", "share", "how well what came has fitted daily life of late"),
    Field("engaged", "share", "how far the family takes part"),
    Field("gossip", "share", "weight of peers' word in felt trust; fixed"),
    Field(
        "family_view_error", SQUARE, "error of the parents' own view at the last review, mean over areas", 0, UNBOUNDED
    ),
    Field("staff_view_error", SQUARE, "error of staff's own views outside their disciplines", 0, UNBOUNDED),
    Field("staff_field_error", SQUARE, "error of staff's own views in their disciplines", 0, UNBOUNDED),
    Field("payer_view_error", SQUARE, "error of the commissioner's own view", 0, UNBOUNDED),
    Field("dispute_mark", "share", "felt trust that the last month's dispute cost"),
    Field("conference_mark", "share", "felt trust that this month's conference gave"),
    Field("ledger", "share", "this month's change of felt trust by cause", -1.0, 1.0, length=len(CAUSES)),
    Field("order_months", "months", "how long a tribunal's order still binds the plan", 0, UNBOUNDED, COUNT),
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
    Field("language", "flag", "whether the family needs an interpreter; fixed", type=FLAG),
    Field("poor", "flag", "whether the family is among those who have least; fixed", type=FLAG),
    Field("standing", "flag", "whether the family meets prejudice; fixed", type=FLAG),
    Field("asked", "flag", "whether the family was asked at its last review", type=FLAG),
    Field("led", "flag", "whether the last review was a family-led meeting", type=FLAG),
    Field("key_worker", "flag", "whether the family has a key worker this month", type=FLAG),
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
    Field("knowledge", "share", "what this professional knows of this young person"),
    Field("listening", "share", "how far their views mixed at the last review", 0.0, 0.5),
    Field("family", "row", "the family; fixed", 0, UNBOUNDED, COUNT, structural=True),
    Field("professional", "row", "the professional; fixed", 0, UNBOUNDED, COUNT, structural=True),
)

SEEN_FIELDS = (
    Field("reputation", "share", "as in FAMILY; heard by peers"),
    Field("confidence", "share", "as in FAMILY; seen by peers"),
    Field("power", "share", "as in FAMILY; seen by professionals"),
    Field("progress", "share", "as in FAMILY; seen by the commissioner", -UNBOUNDED, UNBOUNDED),
    Field(
        "provision",
        "standard need units",
        "what the plan holds, mean over areas; seen by the commissioner",
        0,
        UNBOUNDED,
    ),
    Field(
        "more_time",
        "case-months",
        "staff time that the pathway, family-led meetings and a key worker take of each of the team",
        0,
        UNBOUNDED,
    ),
    Field("in_dispute", "flag", "as in FAMILY; seen by professionals and the commissioner", type=FLAG),
    Field("language", "flag", "as in FAMILY; seen by the commissioner", type=FLAG),
    Field("poor", "flag", "as in FAMILY; seen by the commissioner", type=FLAG),
    Field("stage", "0-3", "as in PATHWAY; seen by the commissioner", 0, 3, FLAG),
    Field("appealed", "flag", "as in PATHWAY; seen by peers and the commissioner", type=FLAG),
    Field("due", "flag", "whether an assessment is due next month; seen by the commissioner", type=FLAG),
)
"""What others see of a family: its state at the end of last month, in a table of its own, small enough to stay near the processor."""


class Team(NamedTuple):
    """What a family meets in its team: means over its professionals."""

    facilitation: float
    energy: float
    load: float


class Peers(NamedTuple):
    """What a family hears from its peers, as weighted means of the start of the month: their trust in the institution, and how far they are ahead in confidence."""

    reputation: float
    lead: float


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
            tie.knowledge = passed_on(tie.knowledge, key_worker_now(place, row), par)
            lost += tie.family_trust - before
        facilitation += worker.facilitation
        energy += worker.energy
        load += worker.load
    size = last - first
    me.ledger[NEW_WORKER] = par.person_weight * lost / size
    return Team(facilitation / size, energy / size, load / size)


@act
def hear_peers(place, row, month):
    """Give what peers say of the institution, and how far they are ahead in confidence, as of the start of the month."""
    me = place.families[row]
    reputation = lead = total = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        peer, weight = place.seen[month & 1, place.peers[tie]], place.peer_weight[tie]
        reputation += weight * peer.reputation
        lead += weight * max(0.0, peer.confidence - me.confidence)
        total += weight
    if total == 0:
        return Peers(0.0, 0.0)
    return Peers(reputation / total, lead / total)


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
    """Set trust in the institution and felt trust from own experience and peers' word, and close the month's ledger."""
    me, par = place.families[row], place.parameters[0]
    own_trust = own_trust_now(place, row)
    # Where another family has come, its first trust has been booked already.
    before = me.felt_trust - me.ledger[NEW_FAMILY]
    commissioner = place.commissioners[me.commissioner]
    if commissioner.forum_word > 0 and hears_the_forum(place, row):
        me.council_trust = trust_by_forum(me.council_trust, commissioner.members_trust, commissioner.forum_word, par)
    me.reputation = daily_life.reputation_now(me.council_trust, peers.reputation, gossip_of(place, row))
    me.felt_trust = daily_life.felt_trust_now(own_trust, me.reputation, par)
    me.ledger[AFTER_DISPUTE] = -me.dispute_mark
    me.ledger[CONFERENCE] = me.conference_mark
    own_part = 0.0
    for cause in range(len(CAUSES)):
        own_part += me.ledger[cause]
    # What own experience does not explain came from peers; where a network set felt trust, the first month also from that.
    me.ledger[PEERS_WORD] = me.felt_trust - before - own_part
    me.dispute_mark = me.conference_mark = 0.0
    return own_trust


@act
def dispute(place, row, month, own_trust):
    """Take the service to a tribunal: it sets the plan anew, and binds it; trust and energy suffer."""
    me, par = place.families[row], place.parameters[0]
    me.in_dispute = 1
    draws = randomness.four_normals(place.key, row, 0, month, randomness.TRIBUNAL)
    for need_area in range(NEED_AREAS):
        me.plan[need_area] = me.need[need_area] + par.tribunal_noise * draws[need_area]
    me.order_months = int(par.order_binds)
    for edge in range(place.team_start[row], place.team_start[row + 1]):
        tie = place.casework[edge]
        tie.family_trust *= 1 - par.dispute_loss
        tie.professional_trust *= 1 - par.dispute_loss
    own_institution = (1 - gossip_of(place, row)) * me.council_trust
    me.dispute_mark = par.dispute_loss * daily_life.felt_trust_now(own_trust, own_institution, par)
    me.council_trust *= 1 - par.dispute_loss
    me.energy *= 1 - par.dispute_tiredness


@act
def deliver(place, row, able):
    """Set how much of the plan comes this month: what is paid for, done by people who know the child, and seen through."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    work = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        work += daily_life.known_work(place.professionals[tie.professional].energy, tie.knowledge, par)
    part = place.commissioners[me.commissioner].rationing
    if on_path(place) and place.pathways[row].stage != PLAN:
        part *= par.support_part
    me.delivery = daily_life.delivery_now(part, work / (last - first), me.power, able, par)


@act
def live(place, row, month, team, peers, fit_now):
    """Live the month: delivery, fit, progress, trust, confidence, energy, dispute, engagement, in this order.  Gives the fit at its end."""
    me, par = place.families[row], place.parameters[0]
    commissioner = place.commissioners[me.commissioner]
    deliver(place, row, able_now(place, row, team.facilitation))
    me.lived_fit = daily_life.lived_fit_after(me.lived_fit, fit_now, me.delivery, par)
    me.lived_plan_fit = fit_now
    own = daily_life.own_effort(me.engaged, me.energy, me.resources, me.confidence, par)
    own = young_person.effort_with(own, grown_now(place, row), place.young_people[row].trust, par)
    me.own_effort = own
    effort = daily_life.joint_effort(own, me.delivery, par)
    me.progress = daily_life.progress_after(me.progress, fit_now, effort, me.ability, par)
    own_trust = feel_trust(place, row, peers)
    me.confidence = daily_life.confidence_by_month(me.confidence, peers.lead, team.facilitation, me.energy, par)
    weight = daily_life.responsibility(me.power, me.appetite, team.facilitation, commissioner.reward, par)
    before = me.energy
    me.energy = daily_life.family_energy_after(before, me.resources, me.lived_fit, me.late, weight, par)
    be_relieved(place, row, before)
    me.in_dispute = 0
    if me.order_months > 0:
        me.order_months -= 1
    elif not on_path(place):
        # On the statutory pathway only those appeal who have a right to (pathway.py).
        chance = daily_life.dispute_chance(me.reputation, me.lived_fit, me.confidence, me.resources, par)
        if randomness.chance(place.key, row, 0, month, randomness.DISPUTE) < chance:
            dispute(place, row, month, own_trust)
            fit_now = plan_fit(place, row)
    me.engaged = daily_life.engaged_after(me.engaged, me.felt_trust, me.expected_say, me.energy, par)
    hooks.after_month(place, row, month)
    return hooks.fit_then(place, row, fit_now)


@act
def show(place, row, month):
    """Let others see next month how the family stands at the end of this one."""
    me, seen = place.families[row], place.seen[(month + 1) & 1, row]
    seen.reputation = me.reputation
    seen.confidence = me.confidence
    seen.power = me.power
    seen.progress = me.progress
    provision = 0.0
    for need_area in range(NEED_AREAS):
        provision += max(0.0, me.plan[need_area])
    seen.provision = provision / NEED_AREAS
    seen.in_dispute = me.in_dispute
    seen.language = me.language
    seen.poor = me.poor
    seen.more_time = preparing_time(place, row) + key_worker_time(place, row)
    show_path(place, row, month)


@act
def begin_month(place, row, month):
    """Open the month: the ledger is empty, who is 25 gives way, a month has gone by since the last review, and needs move."""
    me, par = place.families[row], place.parameters[0]
    for cause in range(len(CAUSES)):
        me.ledger[cause] = 0.0
    give_way(place, row, month)
    be_given_key_worker(place, row)
    draws = randomness.four_normals(place.key, row, 0, month, randomness.NEED_DRIFT)
    for need_area in range(NEED_AREAS):
        me.need[need_area] = daily_life.need_after(me.need[need_area], me.usual_need[need_area], draws[need_area], par)
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
    """One month of one family: needs move, a step on the pathway, a review if it is due, daily life, and appeals.  Gives how well its plan fits at the end."""
    begin_month(place, row, month)
    request(place, row, month)
    team = see_team(place, row)
    peers = hear_peers(place, row, month)
    fit_now = review_if_due(place, row, month, team)
    fit_now = live(place, row, month, team, peers, fit_now)
    fit_now = appeal(place, row, month, fit_now)
    show(place, row, month)
    young_person_month(place, row)
    return fit_now
