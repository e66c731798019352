"""The review meeting as a family goes through it: listen, decide, follow up, let go, in this order.

Each equation stands in rules/review.py and rules/power.py; here they are composed for one family, its team and its commissioner.
Views and the decision use engagement and trust as they were; experience uses the power before it moves;
a professional's trust is updated before it counts as willingness; mastery uses the power after it moved.
"""

from coprod_sim.agents.rules import power, review
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import NEED_AREAS

CAUSES = (
    "being_asked",
    "having_a_say",
    "promise_broken",
    "results",
    "peers_word",
    "new_worker",
    "dispute",
    "conference",
)
"""What the ledger of trust tells apart; the parts add up to the month's change of felt trust."""
BEING_ASKED, HAVING_A_SAY, PROMISE_BROKEN, RESULTS, PEERS_WORD, NEW_WORKER, AFTER_DISPUTE, CONFERENCE = range(
    len(CAUSES)
)


@act
def listen(place, row, asked):
    """Agree the agenda: set how far views mix on each casework edge.  Gives the mean over the team."""
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    total = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        load = place.professionals[tie.professional].load
        tie.listening = review.openness(
            asked, levers.early_involvement, load, tie.family_trust, tie.professional_trust, me.engaged, par
        )
        total += tie.listening
    return total / (last - first)


@act
def decide(place, row, month, able, listening):
    """Set goals: write the plan as the mean of all informed views, weighted by power.

    Gives how well the family's own view fits the need.
    Source: [bates1969], unlike errors weighed together can be less wrong than the best view alone.
    """
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    size = last - first
    draws = randomness.four_normals(place.key, row, 0, month, randomness.FAMILY_VIEW)
    offer_draws = randomness.four_normals(place.key, row, 0, month, randomness.COMMISSIONER_VIEW)
    information = review.commissioner_information(levers.monitoring, par)
    squares = 0.0
    for need_area in range(NEED_AREAS):
        own = review.family_error(me.parent_bias[need_area], levers.young_person_voice, able, draws[need_area], par)
        squares += own * own
        offered = review.commissioner_error(
            me.need[need_area],
            levers.standard_offer[need_area],
            information,
            levers.pressure,
            offer_draws[need_area],
            par,
        )
        kept = review.informed_view(own, listening, 0.0)
        me.plan[need_area] = me.need[need_area] + me.power * kept + me.commissioner_power * offered
    for edge in range(first, last):
        tie = place.casework[edge]
        worker = place.professionals[tie.professional]
        worker_draws = randomness.four_normals(place.key, row, tie.professional, month, randomness.PROFESSIONAL_VIEW)
        for need_area in range(NEED_AREAS):
            own = review.family_error(me.parent_bias[need_area], levers.young_person_voice, able, draws[need_area], par)
            expert = review.professional_error(
                me.need[need_area],
                levers.standard_offer[need_area],
                worker.facilitation,
                worker.energy,
                need_area == worker.discipline,
                worker_draws[need_area],
                par,
            )
            expert_part = me.power * tie.listening * expert / size
            me.plan[need_area] += expert_part + tie.power * review.informed_view(
                expert, tie.listening, tie.listening * own
            )
    return review.fit(squares / NEED_AREAS)


@act
def count_voice(place, row, listening):
    """Set voice, the weight of the family's own view in the plan: what it decides and where it is heard."""
    me = place.families[row]
    heard = 0.0
    for edge in range(place.team_start[row], place.team_start[row + 1]):
        heard += place.casework[edge].power * place.casework[edge].listening
    me.heard = heard
    me.voice = review.decides(me.power, listening) + heard


@act
def follow_up(place, row, asked, missing_say, family_fit):
    """Follow up: trust moves on both sides of each casework edge, and the ledger says why."""
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    size = last - first
    broken = review.breach(levers.feedback, asked, missing_say, par)
    fairness = review.process(asked, me.voice, broken, par)
    say_weight = 1 - par.base_process - par.dignity
    say = review.equal_say(me.voice)
    for edge in range(first, last):
        tie = place.casework[edge]
        trust = tie.family_trust
        outcome = review.result(me.power, me.lived_fit, trust)
        experienced = review.experience(fairness, outcome, par)
        rate = review.trust_rate(experienced, trust, par)
        tie.family_trust = review.family_trust_after(trust, experienced, rate)
        tie.professional_trust = review.professional_trust_after(
            tie.professional_trust, me.voice, me.engaged, family_fit, par
        )
        # The ledger holds each part of the experience against the trust there was, by its weight.
        process_step = rate * par.process_weight / size
        decency = par.base_process * (1 - trust) + par.dignity * (asked - trust)
        having_say = say_weight * (say - trust)
        me.ledger[BEING_ASKED] += process_step * decency
        me.ledger[HAVING_A_SAY] += process_step * having_say
        me.ledger[PROMISE_BROKEN] += process_step * (fairness - trust - decency - having_say)
        me.ledger[RESULTS] += rate * (1 - par.process_weight) * (outcome - trust) / size


@act
def relocate_power(place, row, able):
    """Let power move toward what the family wants and may have; what all hold together stays 1."""
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    ceiling = power.real_ceiling(levers.power_ceiling, levers.pressure, levers.commissioner_bravery, par)
    family_power = me.power
    gap = power.wanted_power(ceiling, able, me.engaged) - family_power
    if gap > 0:
        willingness = power.commissioner_willingness(levers.commissioner_bravery, levers.personal_budgets)
        flow = power.power_released(willingness, gap, me.commissioner_power, family_power, par)
        me.commissioner_power -= flow
        me.power += flow
        for edge in range(first, last):
            tie = place.casework[edge]
            worker = place.professionals[tie.professional]
            bravery = power.total_bravery(worker.bravery, place.commissioners[worker.commissioner].staff_bravery)
            willingness = power.professional_willingness(
                worker.facilitation, bravery, tie.professional_trust, tie.power, par
            )
            flow = power.power_released(willingness, gap, tie.power, family_power, par)
            tie.power -= flow
            me.power += flow
    elif gap < 0:
        lost = power.power_lost(gap, par)
        me.power -= lost
        me.commissioner_power += lost * (1 - par.returned_to_team)
        for edge in range(first, last):
            place.casework[edge].power += lost * par.returned_to_team / (last - first)


@act
def hold_review(place, row, month, team):
    """Hold one review meeting: agree the agenda, set goals, follow up, let go.  Gives how well the new plan fits."""
    me, par = place.families[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    asked = 1.0 if randomness.chance(place.key, row, 0, month, randomness.ASKED) < levers.asks else 0.0
    able = review.able(me.confidence, team.facilitation, par)
    listening = listen(place, row, asked)
    family_fit = decide(place, row, month, able, listening)
    count_voice(place, row, listening)
    missing_say = review.shortfall(me.expected_voice, me.voice)
    follow_up(place, row, asked, missing_say, family_fit)
    me.expected_voice = review.expected_voice_after(me.expected_voice, me.voice, par)
    relocate_power(place, row, able)
    fit_now = plan_fit(place, row)
    me.confidence = review.confidence_by_review(me.confidence, me.power, fit_now, missing_say, par)
    me.late = me.months_since_review > par.review_months
    me.asked = asked > 0
    me.reviewed = 1
    me.months_since_review = 0
    return fit_now


@act
def plan_fit(place, row):
    """How well the plan fits the need as it is now [0-1]."""
    me = place.families[row]
    squares = 0.0
    for need_area in range(NEED_AREAS):
        gap = me.plan[need_area] - me.need[need_area]
        squares += gap * gap
    return review.fit(squares / NEED_AREAS)
