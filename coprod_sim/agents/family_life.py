"""What a family lives through in every month, with a review or without: what comes of the plan, what it does to them, and appeals.

A family sees its team, its commissioner and its own life, and writes its own row and its own casework edges.
The month as a whole stands in family.py; its equations stand in rules/daily_life.py.
"""

from coprod_sim.agents import hooks
from coprod_sim.agents.key_worker import be_relieved
from coprod_sim.agents.pathway import PLAN, hears_the_forum, on_path
from coprod_sim.agents.review_meeting import (
    AFTER_DISPUTE,
    CAUSES,
    CONFERENCE,
    NEW_FAMILY,
    PEERS_WORD,
    able_now,
    gossip_of,
    plan_fit,
)
from coprod_sim.agents.rules import daily_life, young_person
from coprod_sim.agents.rules.forum import trust_by_forum
from coprod_sim.agents.young_person import grown_now
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import NEED_AREAS


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
    own = work_together(place, row, team.facilitation, fit_now, grown_now(place, row))
    effort = daily_life.joint_effort(own, me.delivery, par)
    draw = randomness.chance(place.key, row, 0, month, randomness.DISPUTE)
    fit_now = feel_month(place, row, month, team, peers, fit_now, effort, draw)
    engaged = daily_life.engaged_after(me.engaged, me.felt_trust, me.expected_say, me.energy, par)
    return close_month(place, row, month, engaged, fit_now)


# Its steps.  For many families at once, whatever stands between two of them is done side by side (side_by_side/month.py).


@act
def work_together(place, row, facilitation, fit_now, grown):
    """Set what comes of the plan, how well it fits daily life, and what the family puts in, which it gives.

    facilitation: mean of the team; grown: how far the young person can act for themself.
    """
    me, par = place.families[row], place.parameters[0]
    deliver(place, row, able_now(place, row, facilitation))
    me.lived_fit = daily_life.lived_fit_after(me.lived_fit, fit_now, me.delivery, par)
    me.lived_plan_fit = fit_now
    own = daily_life.own_effort(me.engaged, me.energy, me.resources, me.confidence, par)
    me.own_effort = young_person.effort_with(own, grown, place.young_people[row].trust, par)
    return me.own_effort


@act
def feel_month(place, row, month, team, peers, fit_now, effort, draw):
    """Set progress, trust, confidence and energy, and start a dispute if the draw says so.  Gives how well the plan fits then."""
    me, par = place.families[row], place.parameters[0]
    me.progress = daily_life.progress_after(me.progress, fit_now, effort, me.ability, par)
    own_trust = feel_trust(place, row, peers)
    me.confidence = daily_life.confidence_by_month(me.confidence, peers.lead, team.facilitation, me.energy, par)
    reward = place.commissioners[me.commissioner].reward
    weight = daily_life.responsibility(me.power, me.appetite, team.facilitation, reward, par)
    before = me.energy
    me.energy = daily_life.family_energy_after(before, me.resources, me.lived_fit, me.late, weight, par)
    be_relieved(place, row, before)
    me.in_dispute = 0
    if me.order_months > 0:
        me.order_months -= 1
        return fit_now
    chance = daily_life.dispute_chance(me.reputation, me.lived_fit, me.confidence, me.resources, par)
    # On the statutory pathway only those appeal who have a right to (pathway.py).
    if on_path(place) or draw >= chance:
        return fit_now
    dispute(place, row, month, own_trust)
    return plan_fit(place, row)


@act
def close_month(place, row, month, engaged, fit_now):
    """Set how far the family takes part from now on.  Gives how well the plan fits at the end of the month."""
    place.families[row].engaged = engaged
    hooks.after_month(place, row, month)
    return hooks.fit_then(place, row, fit_now)
