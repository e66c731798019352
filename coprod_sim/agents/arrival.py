"""A family arrives: at month 0, or in the row of one whose young person has left.

All draws have the number of the family in this row, its life, in their key (in the place of the month):
so the next family in a row is the same in every scenario, whenever it comes.
Its equations stand in rules/arrival.py.
"""

from coprod_sim.agents.pathway import begin_path, leaves_path
from coprod_sim.agents.review_meeting import NEW_FAMILY, be_received
from coprod_sim.agents.rules import arrival, daily_life, review
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import NEED_AREAS

LEAST_CONFIDENCE = 0.02
"""Starting confidence keeps this far from 0 and 1 (MODEL: 0.02 to 0.98)."""


@act
def settle_in(place, row, life):
    """Fill the row of a family and its young person, but for resources, powers and what follows from ties."""
    me, par = place.families[row], place.parameters[0]
    words = randomness.four_words(place.key, row, 0, life, randomness.START_FAMILY)
    main = randomness.four_words(place.key, row, 0, life, randomness.START_MAIN_NEED)
    needs = randomness.four_normals(place.key, row, 0, life, randomness.START_NEED)
    biases = randomness.four_normals(place.key, row, 0, life, randomness.START_BIAS)
    confidence = par.start_confidence + par.start_confidence_resources * me.resources
    confidence += par.start_confidence_spread * randomness.normal(words[1])
    me.confidence = arrival.clipped(confidence, LEAST_CONFIDENCE, 1 - LEAST_CONFIDENCE)
    me.ability = arrival.clipped(par.start_ability + par.start_ability_spread * randomness.normal(words[2]), 0.0, 1.0)
    me.progress = arrival.first_progress(me.ability, par)
    main_need_area = int(randomness.uniform(main[0]) * NEED_AREAS)
    for need_area in range(NEED_AREAS):
        me.need[need_area] = par.start_need_spread * needs[need_area]
        if need_area == main_need_area:
            me.need[need_area] += par.start_main_need
        me.usual_need[need_area] = me.need[need_area]
        me.plan[need_area] = par.start_plan * me.need[need_area]
        me.parent_bias[need_area] = par.start_bias + par.start_bias_spread * biases[need_area]
    me.language = randomness.uniform(main[2]) < par.start_language
    me.standing = randomness.uniform(main[3]) < arrival.start_standing_chance(me.language, me.poor, par)
    me.appetite = randomness.chance(place.key, row, 0, life, randomness.START_APPETITE)
    me.council_trust = par.start_council_trust
    me.energy = par.start_energy
    me.engaged = par.start_engaged
    me.lived_fit = par.start_lived_fit
    me.gossip = par.gossip
    begin_young_person(place, row, life)


@act
def begin_young_person(place, row, life):
    """Fill the row of a young person."""
    me, par = place.young_people[row], place.parameters[0]
    wishes = randomness.four_normals(place.key, row, 0, life, randomness.START_YOUNG)
    draw = randomness.chance(place.key, row, 0, life, randomness.START_AGE)
    for need_area in range(NEED_AREAS):
        me.wish[need_area] = wishes[need_area]
    me.life = life
    me.age = arrival.start_age(draw) if life == 0 else arrival.age_of_arrival(draw)
    me.trust = par.start_young_trust
    me.seen = par.start_lived_fit
    me.share = me.ear = me.say = me.view_error = 0.0
    me.included = 0


@act
def give_way(place, row, month):
    """Where the young person is old enough to leave, or leaves the pathway, the family goes, and another takes its row: the same means, team and peers, all else anew.

    It and its team are strangers to each other, as a newcomer to the team would be.
    """
    me, par = place.families[row], place.parameters[0]
    if place.young_people[row].age < 12 * par.leave_age and not leaves_path(place, row, month):
        return
    before = me.felt_trust
    settle_in(place, row, place.young_people[row].life + 1)
    first, last = place.team_start[row], place.team_start[row + 1]
    me.power, me.commissioner_power = par.start_family_power, par.start_commissioner_power
    for edge in range(first, last):
        tie = place.casework[edge]
        tie.power = (1 - me.power - me.commissioner_power) / (last - first)
        tie.family_trust = par.newcomer_trust
        tie.professional_trust = par.newcomer_professional_trust
        tie.knowledge = tie.listening = 0.0
    me.voice = me.heard = me.moved = 0.0
    me.months_since_review = me.order_months = 0
    me.asked = me.led = me.reviewed = me.late = me.in_dispute = 0
    me.family_view_error = me.staff_view_error = me.staff_field_error = me.payer_view_error = 0.0
    for need_area in range(NEED_AREAS):
        me.decided_error[need_area] = me.unspoken_error[need_area] = 0.0
    me.dispute_mark = me.conference_mark = 0.0
    begin_path(place, row)
    be_received(place, row)
    me.reputation = me.council_trust
    me.felt_trust = daily_life.felt_trust_now(par.newcomer_trust, me.reputation, par)
    me.ledger[NEW_FAMILY] = me.felt_trust - before
    me.expected_say = review.credible_say(place.commissioners[me.commissioner].promise, 1.0, me.reputation, me.power)
