"""A young person: their state, and what they do in a month and at a review.

Each lives in one family, in the same row.  They see their family and the first of its team, their key person,
and write their own row and nothing else; what a meeting was for them is written there by the meeting.
First the state, then what they do in a meeting, then their own month; the equations stand in rules/young_person.py.
"""

from coprod_sim.agents.family_led import held_now, left_now
from coprod_sim.agents.rules import review, young_person
from coprod_sim.agents.rules.daily_life import half_way
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

YOUNG_PERSON = (
    Field(
        "wish",
        "standard deviations",
        "what the young person wants beside what is needed, in each area; fixed",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("share", "share", "the part of the family's say that was the young person's own at the last review"),
    Field("ear", "share", "how far the key person listened to them directly at the last review", 0.0, 0.5),
    Field("say", "share", "weight of the young person's own view in the plan at the last review"),
    Field(
        "view_error",
        "square of standard need units",
        "error of the young person's own view at the last review, mean over areas; 0 where they were not included",
        0,
        UNBOUNDED,
    ),
    Field("trust", "share", "the young person's trust in the key person"),
    Field("seen", "share", "how well the plan has fitted of late, as the young person sees it"),
    Field("age", "months", "how old the young person is", 0, UNBOUNDED, COUNT),
    Field("life", "families", "how many families have had this row before", 0, UNBOUNDED, COUNT),
    Field("included", "flag", "whether the young person was included in the last review", type=FLAG),
)


# In the meeting, which review_meeting.py holds.


@act
def grown_now(place, row):
    """How far this young person can speak and act for themself, now."""
    return young_person.grown(place.young_people[row].age, place.parameters[0])


@act
def come_to_review(place, row, draw, voice):
    """Be included in a review or not, and so have a part of the family's say, and the key person's ear.

    draw: between 0 and 1, whether they come; voice: the lever young_person_voice.
    """
    me, family, par = place.young_people[row], place.families[row], place.parameters[0]
    chance = young_person.included_chance(me.age, voice, par) if family.asked else 0.0
    me.included = draw < chance
    me.share = me.ear = 0.0
    if me.included:
        grown = grown_now(place, row)
        facilitation = place.professionals[place.casework[place.team_start[row]].professional].facilitation
        me.share = young_person.young_share(grown, voice, held_now(place, row), par)
        me.ear = young_person.own_ear(grown, family.hearing, facilitation, voice, par)


@act
def own_view(place, row, draws):
    """Form an own view of the need, where there is a say, with four normal draws.  Gives its errors in the four areas."""
    me, par = place.young_people[row], place.parameters[0]
    if not me.included:
        return (0.0, 0.0, 0.0, 0.0)
    grown = grown_now(place, row)
    return (
        young_person.young_error(me.wish[0], grown, draws[0], par),
        young_person.young_error(me.wish[1], grown, draws[1], par),
        young_person.young_error(me.wish[2], grown, draws[2], par),
        young_person.young_error(me.wish[3], grown, draws[3], par),
    )


@act
def count_own_say(place, row, listening):
    """Set the weight of the own view in the plan; listening: of the family, mean over the team."""
    me, family = place.young_people[row], place.families[row]
    shared = review.decides(held_now(place, row), family.hearing, listening) + family.heard
    key_power = left_now(place, row) * place.casework[place.team_start[row]].power
    me.say = young_person.own_say(me.share, shared, key_power, me.ear)


# The young person's own month, after that of the family.


@act
def grow(place, row):
    """Become a month older."""
    place.young_people[row].age += 1


@act
def see_plan(place, row):
    """See how well what comes fits, by need and by wish."""
    take_in(place, row, review.fit(gap_seen(place, row)))


@act
def gap_seen(place, row):
    """Give how far the plan is from what the young person needs and wishes: the mean squared gap over the areas."""
    me, family, par = place.young_people[row], place.families[row], place.parameters[0]
    squares = 0.0
    for need_area in range(NEED_AREAS):
        gap = family.plan[need_area] - family.need[need_area] - par.young_wish * me.wish[need_area]
        squares += gap * gap
    return squares / NEED_AREAS


@act
def take_in(place, row, fit_seen):
    """Take in how well the plan is seen to fit, as far as it comes."""
    me, family = place.young_people[row], place.families[row]
    me.seen = young_person.seen_after(me.seen, fit_seen, family.delivery, place.parameters[0])


@act
def judge_key_person(place, row):
    """Trust the key person: anew where that is a new one, and by the review where there was one this month."""
    me, family, par = place.young_people[row], place.families[row], place.parameters[0]
    if place.professionals[place.casework[place.team_start[row]].professional].newcomer:
        me.trust = half_way(me.trust, par.start_young_trust)
    if family.reviewed and family.months_since_review == 0:
        there = 1.0 if me.included else 0.0
        experienced = young_person.young_experience(there, me.say, me.seen, par)
        me.trust = review.trust_after(me.trust, experienced, review.trust_rate(experienced, me.trust, par))
