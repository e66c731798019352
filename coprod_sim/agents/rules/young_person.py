"""The young person: whether they are there, what they want, how much of the say is theirs, and what they make of it.

A parent decides in a child's name; as the child grows, a part of the family's say is the young person's own,
if they are there, if the service asks for it, and if whoever decides for them leaves them room.
Beside that the key person, the first of the team, may listen to them directly.
Every function here is one equation; agents/young_person.py and review_meeting.py compose them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import exp

YEAR = 12


@rule
def grown(age, par):
    """How far a young person can speak and act for themself [0-1].

        grown = 1 / (1 + exp(-(age / 12 - grown_half) / grown_width))

    age: in months.   Assumption: a logistic curve.
    Example: 14 years, half at 11, a width of 3.
    >>> par = parameters(grown_half=11, grown_width=3)
    >>> round(grown(168, par), 4), grown(132, par)
    (0.7311, 0.5)
    """
    return 1 / (1 + exp(-(age / YEAR - par.grown_half) / par.grown_width))


@rule
def included_chance(age, young_person_voice, par):
    """Chance that a young person is included in a review to which the family's view is asked.

        chance = usual + (1 - usual) * include_reach * young_person_voice * min(1, years / 4)
        usual = include_low + (include_high - include_low) * min(1, max(0, (years - 2.5) / 13.5))

    age: in months; young_person_voice: the lever [0-1].   Source: [adams2017], who took part in the meeting, by age.
    Example: 9 years, the lever at a half: 0.4919 + 0.5081 * 0.4.
    >>> par = parameters(include_low=0.28, include_high=0.72, include_reach=0.8)
    >>> round(included_chance(108, 0.5, par), 4), round(included_chance(24, 0.0, par), 4)
    (0.6951, 0.28)
    """
    years = age / YEAR
    usual = par.include_low + (par.include_high - par.include_low) * min(1.0, max(0.0, (years - 2.5) / 13.5))
    return usual + (1 - usual) * par.include_reach * young_person_voice * min(1.0, years / 4)


@rule
def young_error(wish, grown_now, draw, par):
    """The young person's own view in one area: their wish, and what they do not see yet [standard need units].

        error = young_wish * wish + young_noise * (1 + young_learning * (1 - grown)) * z

    wish: in standard deviations; z: standard normal.
    Example: wish 1, three quarters grown, draw 0.5: 0.3 + 0.6 * 1.375 * 0.5.
    >>> par = parameters(young_wish=0.3, young_noise=0.6, young_learning=1.5)
    >>> round(young_error(1.0, 0.75, 0.5, par), 4)
    0.7125
    """
    return par.young_wish * wish + par.young_noise * (1 + par.young_learning * (1 - grown_now)) * draw


@rule
def young_share(grown_now, young_person_voice, family_power, par):
    """The part of the family's say that is the young person's own, where they are included [0-1].

        share = young_say * grown * (voice + (1 - voice) * young_base * max(0, 1 - crowding * family_power))

    voice: the lever young_person_voice.   Source: [fehr2013], who holds power leaves others less room than would pay.
    Example: three quarters grown, no voice asked for, the parent with half the power: 0.6 * 0.75 * 0.08 * 0.6; the lever at 1.
    >>> par = parameters(young_say=0.6, young_base=0.08, crowding=0.8)
    >>> round(young_share(0.75, 0.0, 0.5, par), 4), round(young_share(0.75, 1.0, 0.5, par), 4)
    (0.0216, 0.45)
    """
    room = par.young_base * max(0.0, 1 - par.crowding * family_power)
    return par.young_say * grown_now * (young_person_voice + (1 - young_person_voice) * room)


@rule
def both_views(parent_error, own_error, share):
    """The family's view in one area: the parent's and the young person's, by who has what part of the say.

        error = (1 - share) * parent_error + share * own_error

    Source: [bates1969], unlike errors weighed together can be less wrong than the better of the two.
    >>> both_views(1.0, 0.5, 0.5)
    0.75
    """
    return (1 - share) * parent_error + share * own_error


@rule
def own_ear(grown_now, hearing, facilitation, young_person_voice, par):
    """How far the key person listens to the young person directly, where they are included [0-0.5].

        ear = grown * hearing * (ear_base + ear_skill * facilitation + ear_voice * young_person_voice),   at most 1/2

    hearing: what language, poverty and prejudice leave of being heard (hearing.py).
    The key person listens to the family by at most 1/2 too, so that something of their own view is left.
    Example: grown, wholly heard, half a facilitator, the lever at a half; the same with half a hearing.
    >>> par = parameters(ear_base=0.12, ear_skill=0.22, ear_voice=0.2)
    >>> round(own_ear(1.0, 1.0, 0.5, 0.5, par), 3), round(own_ear(1.0, 0.5, 0.5, 0.5, par), 3)
    (0.33, 0.165)
    """
    willing = par.ear_base + par.ear_skill * facilitation + par.ear_voice * young_person_voice
    return min(0.5, grown_now * hearing * willing)


@rule
def own_say(share, shared, key_power, ear):
    """The weight of the young person's own view in the plan [0-1].

        say = share * shared + key_power * ear

    shared: what the family decides and where it is heard; a young person who speaks for themself needs nobody's ability, but a hearing.
    Example: a third of a say of 0.3, and a key person with a power of 0.2 who listens by a quarter.
    >>> round(own_say(1 / 3, 0.3, 0.2, 0.25), 3)
    0.15
    """
    return share * shared + key_power * ear


@rule
def young_experience(included, say, seen, par):
    """A young person's experience of a review [0-1].

        experience = (1 - young_outcome) * fairness + young_outcome * seen
        fairness = min(1, base_process + young_dignity * included + young_fair * included * min(1, 2 * say))

    seen: how well the plan fits as they see it.   Source: [lind1990], voice counts even without influence.
    Example: there with a say of 0.25, seen 0.6: 0.65 * (0.4 + 0.25 + 0.15) + 0.35 * 0.6.
    >>> par = parameters(base_process=0.4, young_dignity=0.25, young_fair=0.3, young_outcome=0.35)
    >>> round(young_experience(1.0, 0.25, 0.6, par), 3), round(young_experience(0.0, 0.0, 0.6, par), 3)
    (0.73, 0.47)
    """
    fairness = min(1.0, par.base_process + par.young_dignity * included + par.young_fair * included * min(1.0, 2 * say))
    return (1 - par.young_outcome) * fairness + par.young_outcome * seen


@rule
def seen_after(seen, fit_as_seen, delivery, par):
    """How well the plan fits as the young person sees it, after this month: what comes counts [0-1].

        seen' = seen + lived_fit_rate * (fit_as_seen * delivery - seen)

    fit_as_seen: of the plan to the need together with the wish.
    >>> par = parameters(lived_fit_rate=0.3)
    >>> round(seen_after(0.5, 0.9, 0.5, par), 3)
    0.485
    """
    return seen + par.lived_fit_rate * (fit_as_seen * delivery - seen)


@rule
def effort_with(own, grown_now, young_trust, par):
    """What the family puts in, with the young person or without them [0-1].

        own' = own * (1 - young_effort * grown * (1 - young_trust)), at least effort_floor

    Assumption: without a young person who can act for themself, little comes of a plan.
    >>> par = parameters(young_effort=0.3, effort_floor=0.02)
    >>> round(effort_with(0.5, 0.8, 0.5, par), 3), effort_with(0.5, 0.0, 0.5, par), effort_with(0.0, 0.0, 0.5, par)
    (0.44, 0.5, 0.02)
    """
    return max(par.effort_floor, own * (1 - par.young_effort * grown_now * (1 - young_trust)))
