"""The statutory pathway of one family: support, a request, an assessment, a plan, a right to appeal, an appeal, an order.

A family takes at most one step a month.  It sees its commissioner's bars, assessors and levers, and its peers as last month left them,
and writes its own row of the pathway and what a no or an order does to its own plan, trust and energy.
A place without the pathway has no rows here, and nothing in this file happens.
First the state, then the steps to a plan, then rights and appeals; the equations stand in rules/pathway.py.
"""

import math

from coprod_sim.agents.habits import caution_of_team
from coprod_sim.agents.review_meeting import REFUSED, gossip_of, plan_fit
from coprod_sim.agents.rules import daily_life, pathway
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.functions import exp
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

SUPPORT, REQUESTED, ASSESSED, PLAN = range(4)
"""The stages of the pathway, in their order."""
NO_GROUND, REFUSAL, WITHOUT_PLAN, CONTENT = range(4)
"""What an appeal can be about."""
NO_STEP, ASKED, REFUSED_REQUEST, ACCEPTED, ENDED_WITHOUT, PLANNED, ANNUAL_REVIEW = range(7)
"""What happened on the way to a plan this month."""
NO_MOVE, MEDIATED, TURNED, LODGED, LODGED_AFTER_MEDIATION, CONCEDED, WON, LOST = range(8)
"""What happened to a right or an appeal this month."""
ASSESSED_FROM, IN_TIME, YEAR = 4, 4, 12
"""An assessment ends in the fourth month after the request at the earliest; one that ends then is within 20 weeks [months]."""
RIGHT = 2
"""A right to appeal lasts so long [months]."""

PATHWAY = (
    Field("means", "normal score", "resources against those of all families; fixed", -UNBOUNDED, UNBOUNDED),
    Field("know_how", "share", "what the family knows of its rights and how to use them"),
    Field(
        "waited",
        "months",
        "time since the request; since the last annual review where there is a plan",
        0,
        UNBOUNDED,
        COUNT,
    ),
    Field("hearing_in", "months", "time to the hearing of an appeal; 0 without one", 0, UNBOUNDED, COUNT),
    Field("stage", "0-3", "support, requested, assessed, plan", 0, 3, FLAG),
    Field(
        "ground",
        "0-3",
        "what a right or an appeal is about: nothing, a refusal, no plan, what the plan holds",
        0,
        3,
        FLAG,
    ),
    Field("right_months", "months", "how long the right to appeal still lasts", 0, RIGHT, FLAG),
    Field("appealed", "flag", "whether this family has ever appealed", type=FLAG),
    Field("step", "0-6", "what happened on the way to a plan this month", 0, 6, FLAG),
    Field("move", "0-7", "what happened to a right or an appeal this month", 0, 7, FLAG),
    Field("took", "months", "how long the assessment took from the request that ended this month", 0, UNBOUNDED, COUNT),
    Field("in_time", "flag", "whether the plan came within 20 weeks; this month", type=FLAG),
    Field("over_year", "flag", "whether the assessment took more than a year; this month", type=FLAG),
)


@act
def on_path(place):
    """Whether this place has the statutory pathway."""
    return len(place.pathways) > 0


@act
def hears_the_forum(place, row):
    """Whether a family sits in its forum, or is a peer of one that does."""
    forum = place.families[row].commissioner
    for seat in range(place.seats.shape[1]):
        member = place.seats[forum, seat].family
        if member == row:
            return True
        for tie in range(place.peer_start[row], place.peer_start[row + 1]):
            if place.peers[tie] == member:
                return True
    return False


@act
def learn_rights(place, row, month):
    """Know one's rights by own means, by who has appealed near oneself, and by what the commissioner tells."""
    me, family = place.pathways[row], place.families[row]
    commissioner = place.commissioners[family.commissioner]
    near = total = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        near += place.peer_weight[tie] * place.seen[month & 1, place.peers[tie]].appealed
        total += place.peer_weight[tie]
    informed = max(commissioner.information, commissioner.forum_share if hears_the_forum(place, row) else 0.0)
    # Without peers only the area counts.  Weights are 32-bit floats, which plain Python would go on dividing as such.
    around = 0.5 * (float(near) / float(total) + commissioner.appealed) if total > 0 else 0.5 * commissioner.appealed
    me.know_how = pathway.know_how(me.means, me.appealed, around, informed, place.parameters[0])


@act
def severity_now(place, row):
    """How much this young person needs now, against others."""
    total = 0.0
    for need_area in range(NEED_AREAS):
        total += place.families[row].need[need_area]
    return pathway.severity(total, place.parameters[0])


@act
def caution_at_gate(place, row):
    """Give how much the caution of those whom a family meets raises the bar; nothing in a place without habits."""
    if not place.commissioners[place.families[row].commissioner].habits:
        return 0.0
    return place.parameters[0].gate_culture * caution_of_team(place, row)


@act
def bar_now(place, row, bar):
    """Give the bar that a family meets: raised by criteria, by pressure and by caution, and lowered by what the forum eases."""
    commissioner = place.commissioners[place.families[row].commissioner]
    raised = commissioner.criteria + pathway.pressed_bar(commissioner.pressure, place.parameters[0])
    return bar + raised + caution_at_gate(place, row) - commissioner.eased


@act
def is_refused(place, row, bar, draw):
    """Whether a family meets a no at a gate with this bar."""
    me, par = place.pathways[row], place.parameters[0]
    commissioner = place.commissioners[place.families[row].commissioner]
    chance = pathway.no_at_gate(
        bar_now(place, row, bar), me.means, severity_now(place, row), commissioner.compensating, par
    )
    return draw < chance


@act
def lose_trust(place, row, part):
    """Trust in the institution falls by a part of what there is, and the ledger says why."""
    me, par = place.families[row], place.parameters[0]
    weight = (1 - par.person_weight) * (1 - gossip_of(place, row))
    me.ledger[REFUSED] -= weight * part * me.council_trust
    me.council_trust *= 1 - part


@act
def be_refused(place, row, ground):
    """Be told no: back to support, with a right to appeal, and less trust in the institution."""
    me = place.pathways[row]
    me.stage, me.waited = SUPPORT, 0
    me.ground, me.right_months = ground, RIGHT
    lose_trust(place, row, place.parameters[0].refusal_loss)


@act
def have_plan(place, row):
    """Have a plan from now on: its first meeting is due at once, unless one was held this month, and what it holds can be appealed about."""
    me, family = place.pathways[row], place.families[row]
    me.stage, me.waited = PLAN, 0
    me.ground, me.right_months = CONTENT, RIGHT
    if family.months_since_review > 0:
        family.months_since_review = int(place.parameters[0].review_months)


@act
def end_assessment(place, row, draw):
    """Come to the end of an assessment: with a plan or without one, in time or late."""
    me = place.pathways[row]
    commissioner = place.commissioners[place.families[row].commissioner]
    me.took = me.waited
    me.in_time, me.over_year = me.waited <= IN_TIME, me.waited > YEAR
    if not me.in_time:
        lose_trust(place, row, place.parameters[0].lateness_loss)
    if is_refused(place, row, commissioner.plan_bar, draw):
        me.step = ENDED_WITHOUT
        be_refused(place, row, WITHOUT_PLAN)
    else:
        me.step = PLANNED
        have_plan(place, row)


@act
def ask(place, row, draw):
    """Ask for an assessment, or not.  Whoever appeals waits for the hearing, and does not ask anew."""
    me, commissioner = place.pathways[row], place.commissioners[place.families[row].commissioner]
    chance = pathway.requesting(
        commissioner.request_rate, me.know_how, commissioner.usual_know_how, place.parameters[0]
    )
    if me.hearing_in == 0 and draw < chance:
        me.stage, me.waited, me.step = REQUESTED, 0, ASKED
        me.right_months, me.ground = 0, NO_GROUND


@act
def be_decided_about(place, row, draw):
    """Hear about one's request: it is refused, or an assessment begins."""
    me, commissioner = place.pathways[row], place.commissioners[place.families[row].commissioner]
    if is_refused(place, row, commissioner.request_bar, draw):
        me.step = REFUSED_REQUEST
        be_refused(place, row, REFUSAL)
    else:
        me.stage, me.step = ASSESSED, ACCEPTED


@act
def be_reviewed_by_law(place, row, draw):
    """Have the annual review, or miss it; it gives a right to appeal about what the plan holds, if no order binds and no appeal is under way."""
    me = place.pathways[row]
    me.waited = 0
    if draw < place.parameters[0].reviews_held:
        me.step = ANNUAL_REVIEW
        if me.hearing_in == 0 and place.families[row].order_months == 0:
            me.ground, me.right_months = CONTENT, RIGHT


@act
def request(place, row, month):
    """Take one step on the way to a plan, where there is a pathway: ask, be decided about, be assessed; or have the annual review."""
    if not on_path(place):
        return
    me = place.pathways[row]
    me.step = NO_STEP
    me.in_time = me.over_year = me.took = 0
    if (month + row) % YEAR == 0:
        learn_rights(place, row, month)
    words = randomness.four_words(place.key, row, 0, month, randomness.PATHWAY)
    draw = randomness.uniform(words[0])
    if me.stage == SUPPORT:
        ask(place, row, draw)
        return
    me.waited += 1
    if me.stage == REQUESTED and draw < place.parameters[0].decides:
        be_decided_about(place, row, randomness.uniform(words[1]))
    elif me.stage == ASSESSED and me.waited >= ASSESSED_FROM:
        if draw < place.commissioners[place.families[row].commissioner].finishing:
            end_assessment(place, row, randomness.uniform(words[1]))
    elif me.stage == PLAN and me.waited >= YEAR:
        be_reviewed_by_law(place, row, draw)


# Rights and appeals.


@act
def lodge(place, row, words):
    """Lodge an appeal: it takes energy now, and is heard many months from now."""
    me, family, par = place.pathways[row], place.families[row], place.parameters[0]
    me.right_months, me.appealed = 0, 1
    me.know_how = 1.0
    me.hearing_in = int(par.appeal_wait) - 1 + int(3 * randomness.uniform(words[3]))
    family.in_dispute = 1
    # Half of what a dispute costs in energy goes into lodging it, half into the hearing.
    family.energy *= math.sqrt(1 - par.dispute_tiredness)


@act
def use_right(place, row, month):
    """Go to mediation, lodge an appeal, or let the right pass by another month."""
    me, family, par = place.pathways[row], place.families[row], place.parameters[0]
    commissioner, young = place.commissioners[family.commissioner], place.young_people[row]
    words = randomness.four_words(place.key, row, 0, month, randomness.RIGHTS)
    if me.ground != CONTENT and me.right_months == RIGHT:
        offered = pathway.mediating(me.know_how, commissioner.usual_know_how, commissioner.mediation_offer, par)
        if randomness.uniform(words[0]) < offered:
            draw = randomness.uniform(words[1])
            if draw < par.mediation_goes_on:
                lodge(place, row, words)
                me.move = LODGED_AFTER_MEDIATION
            elif draw < par.mediation_goes_on + (1 - par.mediation_goes_on) * par.mediation_turns:
                be_turned(place, row)
                me.move = TURNED
            else:
                me.right_months, me.ground, me.move = 0, NO_GROUND, MEDIATED
            return
    trust = pathway.trust_of_who_appeals(family.reputation, young.trust, young.share, young.age)
    lived = family.lived_fit if me.ground == CONTENT else 0.5
    wish = pathway.appeal_wish(trust, lived, me.know_how, commissioner.usual_know_how, me.means, par)
    if commissioner.habits:
        wish = min(pathway.MOST_WISH, wish * exp(caution_of_team(place, row)))
    if randomness.uniform(words[2]) < pathway.lodging(me.ground, wish, par):
        lodge(place, row, words)
        me.move = LODGED
        return
    me.right_months -= 1
    if me.right_months == 0:
        me.ground = NO_GROUND


@act
def be_turned(place, row):
    """Have a no turned into a yes: assessed after a refusal, a plan after an assessment that brought none."""
    me = place.pathways[row]
    ground = me.ground
    me.ground, me.right_months, me.hearing_in = NO_GROUND, 0, 0
    if ground == REFUSAL:
        me.stage, me.waited = ASSESSED, 0
    elif ground == WITHOUT_PLAN:
        have_plan(place, row)
        me.ground, me.right_months = NO_GROUND, 0


@act
def be_ordered(place, row, month):
    """Have a tribunal's order, or what the authority gives in to: what was refused is done, and what the plan holds is set anew and binds."""
    me, family, par = place.pathways[row], place.families[row], place.parameters[0]
    ground = me.ground
    be_turned(place, row)
    if ground == CONTENT:
        draws = randomness.four_normals(place.key, row, 0, month, randomness.TRIBUNAL)
        for need_area in range(NEED_AREAS):
            family.plan[need_area] = family.need[need_area] + par.tribunal_noise * draws[need_area]
        family.order_months = int(par.order_binds)


@act
def go_to_hearing(place, row, month):
    """Have an appeal heard: it costs trust all round and energy, and nearly all are won."""
    me, family, par = place.pathways[row], place.families[row], place.parameters[0]
    own_trust = 0.0
    first, last = place.team_start[row], place.team_start[row + 1]
    for edge in range(first, last):
        tie = place.casework[edge]
        own_trust += tie.family_trust / (last - first)
        tie.family_trust *= 1 - par.dispute_loss
        tie.professional_trust *= 1 - par.dispute_loss
    own_institution = (1 - gossip_of(place, row)) * family.council_trust
    family.dispute_mark = par.dispute_loss * daily_life.felt_trust_now(own_trust, own_institution, par)
    family.council_trust *= 1 - par.dispute_loss
    family.energy *= math.sqrt(1 - par.dispute_tiredness)
    if randomness.chance(place.key, row, 0, month, randomness.HEARING) < par.wins:
        be_ordered(place, row, month)
        me.move = WON
    else:
        me.ground, me.hearing_in, me.move = NO_GROUND, 0, LOST


@act
def appeal(place, row, month, fit_now):
    """Use a right to appeal, or go on with an appeal, where there is a pathway.  Gives how well the plan fits then."""
    if not on_path(place):
        return fit_now
    me, par = place.pathways[row], place.parameters[0]
    me.move = NO_MOVE
    if me.hearing_in > 0:
        words = randomness.four_words(place.key, row, 0, month, randomness.PATHWAY)
        me.hearing_in -= 1
        if me.hearing_in == 0:
            go_to_hearing(place, row, month)
        elif randomness.uniform(words[2]) < par.concedes:
            be_ordered(place, row, month)
            me.move = CONCEDED
        else:
            return fit_now
        return plan_fit(place, row)
    if me.right_months > 0:
        use_right(place, row, month)
    return fit_now


# What others see of it, and leaving.


@act
def path_time(place, row):
    """Staff time that the pathway takes of each of this family's team next month [case-months]."""
    me, par = place.pathways[row], place.parameters[0]
    time = par.request_time if me.stage == REQUESTED else 0.0
    if me.stage == ASSESSED and me.waited <= ASSESSED_FROM:
        time += par.assessment_time
    return time + par.appeal_time if me.hearing_in > 0 else time


@act
def show_path(place, row, month):
    """Let others see next month how far this family is."""
    if not on_path(place):
        return
    me, seen = place.pathways[row], place.seen[(month + 1) & 1, row]
    seen.stage = me.stage
    seen.appealed = me.appealed
    # Who waits since three months will be due next month.
    seen.due = me.stage == ASSESSED and me.waited >= ASSESSED_FROM - 1
    seen.more_time += path_time(place, row)


@act
def leaves_path(place, row, month):
    """Whether this young person leaves the pathway this month, before they are too old for it."""
    if not on_path(place):
        return False
    words = randomness.four_words(place.key, row, 0, month, randomness.PATHWAY)
    has_plan = place.pathways[row].stage == PLAN
    chance = pathway.leaving(has_plan, place.young_people[row].age, place.parameters[0])
    return randomness.uniform(words[3]) < chance


@act
def begin_path(place, row):
    """Begin the pathway as a family that comes later: on support, and known by nobody."""
    if not on_path(place):
        return
    me, family = place.pathways[row], place.families[row]
    commissioner, par = place.commissioners[family.commissioner], place.parameters[0]
    me.stage, me.ground, me.right_months = SUPPORT, NO_GROUND, 0
    me.waited = me.hearing_in = me.took = 0
    me.appealed = me.in_time = me.over_year = 0
    me.step, me.move = NO_STEP, NO_MOVE
    me.know_how = pathway.know_how(me.means, 0, 0.5 * commissioner.appealed, commissioner.information, par)
