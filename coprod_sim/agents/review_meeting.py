"""The review meeting as a family goes through it: listen, decide, follow up, let go, in this order.

Each equation stands in rules/review.py and rules/power.py; here they are composed for one family, its team and its commissioner.
Views, listening and the decision use trust and engagement as they were; then trust in the institution moves, then each edge
(trust both ways, and what is known of the child), expected say, power and confidence.
A professional's trust is updated before it counts as willingness.
"""

from coprod_sim.agents.family_led import come_together, held_now, led_now, left_now, parents_draws
from coprod_sim.agents.rules import family_led, listened, power, review, young_person
from coprod_sim.agents.rules.hearing import hearing
from coprod_sim.agents.side_by_side.review_draws import draws_of_member, four_in
from coprod_sim.agents.young_person import come_to_review, count_own_say, own_view
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import NEED_AREAS

CAUSES = (
    "being_asked",
    "having_a_say",
    "promise_broken",
    "undelivered",
    "being_known",
    "results",
    "peers_word",
    "new_worker",
    "dispute",
    "conference",
    "new_family",
    "refused",
)
"""What the ledger of trust tells apart; the parts add up to the month's change of felt trust."""
(
    BEING_ASKED,
    HAVING_A_SAY,
    PROMISE_BROKEN,
    UNDELIVERED,
    BEING_KNOWN,
    RESULTS,
    PEERS_WORD,
    NEW_WORKER,
    AFTER_DISPUTE,
    CONFERENCE,
    NEW_FAMILY,
    REFUSED,
) = range(len(CAUSES))


@act
def able_now(place, row, facilitation):
    """How much of what a family knows gets across as things stand; facilitation: mean of its team."""
    me = place.families[row]
    return review.able(me.confidence, facilitation, me.energy, me.hearing, place.parameters[0])


@act
def be_received(place, row):
    """Set how far this family is heard at its review, by what stands in its way, and by what is done about it."""
    me, par = place.families[row], place.parameters[0]
    commissioner = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    trust = 0.0
    for edge in range(first, last):
        trust += place.casework[edge].professional_trust
    me.hearing = hearing(
        me.language,
        me.poor,
        me.standing,
        commissioner.interpreters,
        commissioner.compensating,
        trust / (last - first),
        par,
    )


@act
def listen(place, row, asked, able):
    """Agree the agenda: set how far views mix on each casework edge.  Gives the mean over the team."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    total = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        load = place.professionals[tie.professional].load
        tie.listening = review.openness(
            asked,
            load,
            tie.family_trust,
            tie.professional_trust,
            me.engaged,
            able,
            par,
        )
        total += tie.listening
    return total / (last - first)


@act
def put_family_in(place, row, able, listening, parents, young, offer_draws):
    """Set what was decided, in each area, by the family and its commissioner; the team is added by put_team_in.

    parents: draws of their view; young: errors of the young person's own view; offer_draws: of the commissioner's.
    Gives the mean squared error of the family's view.
    """
    me, par = place.families[row], place.parameters[0]
    commissioner, share = place.commissioners[me.commissioner], place.young_people[row].share
    held, left = held_now(place, row), left_now(place, row)
    information = review.commissioner_information(commissioner.monitoring, commissioner.forum_word, par)
    squares = parent_squares = young_squares = paid_squares = 0.0
    for need_area in range(NEED_AREAS):
        need, offer = me.need[need_area], commissioner.standard_offer[need_area]
        parent = review.family_error(me.parent_bias[need_area], parents[need_area], par)
        own = young_person.both_views(parent, young[need_area], share)
        offered = review.commissioner_error(
            need, offer, information, commissioner.pressure, offer_draws[need_area], par
        )
        squares += own * own
        parent_squares += parent * parent
        young_squares += young[need_area] * young[need_area]
        paid_squares += offered * offered
        brought = young_person.both_views(
            review.put_in(parent, able, need, offer),
            review.put_in(young[need_area], me.hearing, need, offer),
            share,
        )
        me.decided_error[need_area] = held * (1 - listening) * brought + left * me.commissioner_power * offered
        me.unspoken_error[need_area] = listened.unspoken(held, need, offer, left * me.commissioner_power * offered)
    me.family_view_error, me.payer_view_error = parent_squares / NEED_AREAS, paid_squares / NEED_AREAS
    place.young_people[row].view_error = young_squares / NEED_AREAS
    return squares / NEED_AREAS


@act
def put_team_in(place, row, month, parents, young, draws, k):
    """Add to what was decided, in each area, what the team decides and what the family took over from it.

    The first of the team, the key person, also listens to the young person directly.
    """
    me, par = place.families[row], place.parameters[0]
    commissioner, share = place.commissioners[me.commissioner], place.young_people[row].share
    first, last = place.team_start[row], place.team_start[row + 1]
    size = last - first
    held, left = held_now(place, row), left_now(place, row)
    staff_squares = field_squares = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        worker = place.professionals[tie.professional]
        worker_draws = draws_of_member(place, row, month, edge - first, draws, k)
        falls_back = review.routine(worker.facilitation, worker.load, par)
        directly = place.young_people[row].ear if edge == first else 0.0
        for need_area in range(NEED_AREAS):
            need, offer = me.need[need_area], commissioner.standard_offer[need_area]
            parent = review.family_error(me.parent_bias[need_area], parents[need_area], par)
            own = young_person.both_views(parent, young[need_area], share)
            in_field = need_area == worker.discipline
            expert = review.professional_error(
                need, offer, falls_back, tie.knowledge, worker.energy, in_field, worker_draws[need_area], par
            )
            if in_field:
                field_squares += expert * expert
            else:
                staff_squares += expert * expert
            heard = held * tie.listening * expert / size
            taken = tie.listening * own + directly * young[need_area]
            informed = review.informed_view(expert, tie.listening + directly, taken)
            me.decided_error[need_area] += heard + left * tie.power * informed
            me.unspoken_error[need_area] += left * tie.power * expert
    me.staff_view_error, me.staff_field_error = staff_squares / (size * (NEED_AREAS - 1)), field_squares / size


@act
def count_moved(place, row, draws, young):
    """Set how far the decision moved toward what the family said, of the way from what would have been decided without it."""
    me, par = place.families[row], place.parameters[0]
    decided_squares = unspoken_squares = 0.0
    for need_area in range(NEED_AREAS):
        parent = review.family_error(me.parent_bias[need_area], draws[need_area], par)
        own = young_person.both_views(parent, young[need_area], place.young_people[row].share)
        decided, without = me.decided_error[need_area] - own, me.unspoken_error[need_area] - own
        decided_squares += decided * decided
        unspoken_squares += without * without
    me.moved = listened.moved(decided_squares, unspoken_squares)


@act
def decide(place, row, month, able, listening, draws, k):
    """Set goals: decide, as the mean of all informed views weighted by power; the plan moves there, if no order binds it.

    Gives how well the family's own view fits the need.
    Source: [bates1969], unlike errors weighed together can be less wrong than the best view alone.
    """
    me, par = place.families[row], place.parameters[0]
    parents = parents_draws(place, row, month, four_in(draws.parents, k))
    young = own_view(place, row, four_in(draws.young, k))
    squared_error = put_family_in(place, row, able, listening, parents, young, four_in(draws.offer, k))
    put_team_in(place, row, month, parents, young, draws, k)
    count_moved(place, row, parents, young)
    if me.order_months == 0:
        for need_area in range(NEED_AREAS):
            me.plan[need_area] = review.plan_after(
                me.plan[need_area], me.need[need_area], me.decided_error[need_area], par
            )
    return review.fit(squared_error)


@act
def count_voice(place, row, able, listening):
    """Set voice, the weight of the family's own view in the decision: what it decides and where it is heard."""
    me, left = place.families[row], left_now(place, row)
    heard = 0.0
    for edge in range(place.team_start[row], place.team_start[row + 1]):
        heard += left * place.casework[edge].power * place.casework[edge].listening
    me.heard = heard
    across = young_person.both_views(able, me.hearing, place.young_people[row].share)
    me.voice = review.decides(held_now(place, row), across, listening) + heard


@act
def judge_institution(place, row, honoured, breached):
    """Follow up: trust in the institution moves, and the ledger says why."""
    me, par = place.families[row], place.parameters[0]
    missed = review.missed_delivery(place.commissioners[me.commissioner].rationing, par)
    trust = me.council_trust
    fairness = review.process(honoured, me.voice, breached + missed, par)
    outcome = review.result(1 - held_now(place, row), me.lived_fit, trust)
    experienced = review.experience(fairness, outcome, par)
    rate = review.trust_rate(experienced, trust, par)
    me.council_trust = review.trust_after(trust, experienced, rate)
    # The ledger holds each part of the experience against the trust there was, by its weight in felt trust.
    weight = rate * (1 - par.person_weight) * (1 - gossip_of(place, row))
    step = weight * par.process_weight
    being_asked = par.base_process * (1 - trust) + par.dignity * (honoured - trust)
    having_say = (1 - par.base_process - par.dignity) * (review.equal_say(me.voice) - trust)
    me.ledger[BEING_ASKED] += step * being_asked
    me.ledger[HAVING_A_SAY] += step * having_say
    me.ledger[UNDELIVERED] -= step * missed
    me.ledger[PROMISE_BROKEN] += step * (fairness - trust - being_asked - having_say + missed)
    me.ledger[RESULTS] += weight * (1 - par.process_weight) * (outcome - trust)


@act
def gossip_of(place, row):
    """How much peers' word weighs with a family; nothing where it has no peers."""
    return place.families[row].gossip if place.peer_start[row + 1] > place.peer_start[row] else 0.0


@act
def judge_people(place, row, honoured, family_fit):
    """Follow up: trust moves on both sides of each casework edge, the professional gets to know the child, and the ledger says why."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    weight, left = par.person_weight / (last - first), left_now(place, row)
    for edge in range(first, last):
        tie = place.casework[edge]
        trust = tie.family_trust
        fairness = review.care(honoured, tie.knowledge, par)
        outcome = review.result(left * tie.power, me.lived_fit, trust)
        experienced = review.experience(fairness, outcome, par)
        rate = review.trust_rate(experienced, trust, par)
        tie.family_trust = review.trust_after(trust, experienced, rate)
        tie.professional_trust = review.professional_trust_after(
            tie.professional_trust, me.voice, me.engaged, family_fit, par
        )
        reflection = place.commissioners[place.professionals[tie.professional].commissioner].reflection
        tie.knowledge = review.knowledge_after(tie.knowledge, tie.listening, reflection, par)
        step = weight * rate * par.process_weight
        being_asked = (1 - par.decency) * 0.5 * (honoured - trust)
        me.ledger[BEING_ASKED] += step * being_asked
        me.ledger[BEING_KNOWN] += step * (fairness - trust - being_asked)
        me.ledger[RESULTS] += weight * rate * (1 - par.process_weight) * (outcome - trust)


@act
def relocate_power(place, row, ceiling):
    """Let power move toward what the family may have and takes up; what all hold together stays 1."""
    me, par = place.families[row], place.parameters[0]
    commissioner = place.commissioners[me.commissioner]
    first, last = place.team_start[row], place.team_start[row + 1]
    before = me.power
    gap = power.wanted_power(ceiling, me.engaged) - before
    if gap > 0:
        willingness = power.commissioner_willingness(commissioner.commissioner_bravery, commissioner.personal_budgets)
        flow = power.power_released(willingness, gap, me.commissioner_power, before, par)
        me.commissioner_power -= flow
        me.power += flow
        for edge in range(first, last):
            tie = place.casework[edge]
            worker = place.professionals[tie.professional]
            bravery = power.total_bravery(worker.bravery, place.commissioners[worker.commissioner].staff_bravery)
            willingness = power.professional_willingness(
                worker.facilitation, bravery, tie.professional_trust, tie.power, par
            )
            flow = power.power_released(willingness, gap, tie.power, before, par)
            tie.power -= flow
            me.power += flow
    elif gap < 0:
        lost = power.power_lost(gap, par)
        me.power -= lost
        me.commissioner_power += lost * (1 - par.returned_to_team)
        for edge in range(first, last):
            place.casework[edge].power += lost * par.returned_to_team / (last - first)


@act
def hold_review(place, row, month, team, draws, k):
    """Hold one review meeting: agree the agenda, set goals, follow up, let go.

    draws: those of reviews side by side (side_by_side/review_draws.py), of which lane k belongs to this one.
    Gives how far the new plan is from the need.
    """
    me, par = place.families[row], place.parameters[0]
    commissioner = place.commissioners[me.commissioner]
    come_together(place, row, month, commissioner.family_led)
    led = led_now(place, row)
    asked = 1.0 if draws.asked[k] < commissioner.asks else led
    me.asked = asked > 0
    asked = review.asked_in_time(asked, max(commissioner.early_involvement, led), par)
    be_received(place, row)
    able = able_now(place, row, team.facilitation)
    listening = listen(place, row, asked, able)
    come_to_review(place, row, draws.included[k], commissioner.young_person_voice)
    family_fit = decide(place, row, month, able, listening, draws, k)
    count_voice(place, row, able, listening)
    count_own_say(place, row, listening)
    ceiling = power.real_ceiling(
        commissioner.power_ceiling, commissioner.pressure, commissioner.commissioner_bravery, par
    )
    given, feedback = held_now(place, row) + me.heard, family_led.answered(commissioner.feedback, led, par)
    broken = review.broken_part(commissioner.promise, ceiling, given)
    kept = review.kept_part(commissioner.promise, broken)
    counted_on = review.expectation_by_forum(me.expected_say, ceiling, commissioner.forum_word)
    missing_say = review.shortfall(counted_on, given)
    honoured = review.honour(asked, kept, feedback)
    judge_institution(place, row, honoured, review.breach(feedback, asked, broken, missing_say, par))
    judge_people(place, row, honoured, family_fit)
    credible = review.credible_say(commissioner.promise, kept, me.reputation, given)
    me.expected_say = review.expected_say_after(me.expected_say, credible, par)
    relocate_power(place, row, ceiling)
    me.confidence = review.confidence_by_review(me.confidence, me.voice, me.lived_fit, missing_say, par)
    me.energy = family_led.energy_left(me.energy, led, par)
    me.late = me.months_since_review > par.review_months
    me.reviewed = 1
    me.months_since_review = 0
    return plan_error(place, row)


@act
def plan_fit(place, row):
    """How well the plan fits the need as it is now [0-1]."""
    return review.fit(plan_error(place, row))


@act
def plan_error(place, row):
    """How far the plan is from the need as it is now: the mean squared error over the areas [square of standard need units]."""
    me = place.families[row]
    squares = 0.0
    for need_area in range(NEED_AREAS):
        gap = me.plan[need_area] - me.need[need_area]
        squares += gap * gap
    return squares / NEED_AREAS
