"""The review meeting, where trust and decision power change hands: views, listening, deciding, follow-up.

Trust is the weight given to another's knowledge; power is the weight in the decision;
and each falls back on the standard offer for what it cannot bring: staff for the child they do not know, those who pay for all
but the average, a family for what it knows and cannot get across.
A view is written as an *error*: what the party believes minus the young person's true need, in one of four areas, in standard need units.
Every function here is one equation about one meeting; agents/review_meeting.py holds the meeting by composing them.
How power moves at its end is said in power.py.
The three enablers of [realpe2010] are its order: agree the agenda (listening), set goals (deciding), follow up.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

import math

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import exp

# Views: what each party believes.


@rule
def able(confidence, facilitation, energy, hearing, par):
    """How much of what a family knows gets across, on its own or supported [0-1].

        able = (confidence + (1 - confidence) * support_gain * facilitation) * energy * hearing

    It says how much is said and heard, never how true it is.
    facilitation: mean of the team [0-1]; hearing: what language, poverty and prejudice leave of being heard (hearing.py) [0-1].
    Source: [dunst2009], help that builds ability.
    Example: confidence 0.5 with a half facilitating team, energy 0.8, hearing 0.9.
    >>> par = parameters(support_gain=0.95)
    >>> round(able(0.5, 0.5, 0.8, 0.9, par), 3)
    0.531
    """
    return (confidence + (1 - confidence) * par.support_gain * facilitation) * energy * hearing


@rule
def family_error(parent_bias, draw, par):
    """The parent's view in one area: it knows daily life, and parents wish for more than is needed.

        error = parent_divergence * parent_bias + family_noise * z

    parent_bias: in standard deviations; z: standard normal.   Source: [dessein2002] diverging wishes.
    The young person's own view is beside it (young_person.py).
    Example: bias 1, draw 0.5: 0.22 + 0.24.
    >>> par = parameters(parent_divergence=0.22, family_noise=0.48)
    >>> round(family_error(1.0, 0.5, par), 3)
    0.46
    """
    return par.parent_divergence * parent_bias + par.family_noise * draw


@rule
def routine(facilitation, load, par):
    """How far a professional falls back on the standard offer for a child it does not know [0-1].

        routine = min(1, standardising * (1 - freed * facilitation) * load)

    Source: [lipsky1980], routines are how one gets through a load.
    Example: a half facilitator under a load of 1: 0.95 * 0.6.
    >>> par = parameters(standardising=0.95, freed=0.8)
    >>> round(routine(0.5, 1.0, par), 3), routine(0.0, 2.0, par)
    (0.57, 1.0)
    """
    return min(1.0, par.standardising * (1 - par.freed * facilitation) * load)


@rule
def professional_error(need, standard_offer, falls_back, knowledge, energy, own_area, draw, par):
    """A professional's view in one area: expertise in the own discipline; elsewhere, what is usual for whom it does not know.

        own discipline:  error = own_area_noise * t * z
        elsewhere:       error = - routine * (1 - knowledge) * (need - standard_offer) + other_area_noise * t * z
        t = 1 + tired_noise * (1 - energy)

    own_area: whether the area is the professional's discipline; knowledge: of this child [0-1].   Source: [lipsky1980].
    Example: need 1, offer 0.2, routine 0.5, knowledge 0.25, energy 0.8, draw 1: -0.3 + 0.5 * 1.2; in the own discipline 0.3 * 1.2.
    >>> par = parameters(own_area_noise=0.3, other_area_noise=0.5, tired_noise=1)
    >>> round(professional_error(1.0, 0.2, 0.5, 0.25, 0.8, False, 1.0, par), 3)
    0.3
    >>> round(professional_error(1.0, 0.2, 0.5, 0.25, 0.8, True, 1.0, par), 3)
    0.36
    """
    tired = 1 + par.tired_noise * (1 - energy)
    if own_area:
        return par.own_area_noise * tired * draw
    return par.other_area_noise * tired * draw - falls_back * (1 - knowledge) * (need - standard_offer)


@rule
def commissioner_information(monitoring, forum, par):
    """What a commissioner learns of one child [0-1].

        information = min(1, paper_information + monitoring_information * monitoring + forum_information * forum)

    forum: how far families' own word reaches it through a forum (agents/forum.py) [0-1]: what papers leave out of children
    who are not like the average.
    Example: a tenth of staff time spent on reporting, and no forum; a forum that is half heard.
    >>> par = parameters(paper_information=0.05, monitoring_information=0.2, forum_information=0.5)
    >>> round(commissioner_information(0.1, 0.0, par), 3), round(commissioner_information(0.1, 0.5, par), 3)
    (0.07, 0.32)
    """
    return min(1.0, par.paper_information + par.monitoring_information * monitoring + par.forum_information * forum)


@rule
def commissioner_error(need, standard_offer, information, pressure, draw, par):
    """The commissioner's view in one area: the standard offer where it knows nothing, less where money presses.

        error = - (1 - information) * (need - standard_offer) - thrift * pressure + commissioner_noise * z

    Thrift takes from everybody and never adds.
    Example: need 1, offer 0.5, information 0.4, pressure 0.2, draw 0.5: -0.3 - 0.1 + 0.175.
    >>> par = parameters(thrift=0.5, commissioner_noise=0.35)
    >>> round(commissioner_error(1.0, 0.5, 0.4, 0.2, 0.5, par), 3)
    -0.225
    """
    return par.commissioner_noise * draw - (1 - information) * (need - standard_offer) - par.thrift * pressure


# Agree the agenda: listening.


@rule
def asked_in_time(asked, early_involvement, par):
    """What it is worth to be asked: less when the draft is already there [0-1].

        asked in time = asked * (late_listening + (1 - late_listening) * early_involvement)

    asked: 1 or 0.   Source: [lind1990], voice before the decision.
    >>> par = parameters(late_listening=0.6)
    >>> asked_in_time(1.0, 1.0, par), asked_in_time(1.0, 0.5, par), asked_in_time(0.0, 1.0, par)
    (1.0, 0.8, 0.0)
    """
    return asked * (par.late_listening + (1 - par.late_listening) * early_involvement)


@rule
def openness(asked, load, family_trust, professional_trust, engaged, able_to_say, par):
    """How far a family's and a professional's views mix in one conversation [0-0.5].

        openness = 1/2 * asked * able * engaged * dialogue / max(1, load) * sqrt(family_trust * professional_trust)

    asked: in time.   Information needs trust both ways: disclosure and belief.   Source: [degroot1974], one exchange;
    [hidden2012], what only one of a group knows is seldom said.
    Example: asked before the draft, load 1.25, trusts 0.5 and 0.5, engaged 0.5, able 0.5: 0.5 * 0.5 * 0.5 * 0.64 * 0.5.
    >>> par = parameters(dialogue=0.8)
    >>> round(openness(1.0, 1.25, 0.5, 0.5, 0.5, 0.5, par), 3)
    0.04
    """
    conversation = par.dialogue / max(1.0, load) * math.sqrt(family_trust * professional_trust)
    return 0.5 * asked * able_to_say * engaged * conversation


@rule
def knowledge_after(knowledge, listening, reflection, par):
    """What a professional knows of this child after a review [0-1].

        knowledge' = knowledge + child_learning * (listening + reflection / 2) * (1 - knowledge) - child_fade * knowledge,   at most 1

    It takes time, trust both ways, and what the family can say; time to think about this child counts half.
    Example: knowledge 0.5, listening 0.05, no time to think: 0.5 + 0.095 - 0.115.
    >>> par = parameters(child_learning=3.8, child_fade=0.23)
    >>> round(knowledge_after(0.5, 0.05, 0.0, par), 3), knowledge_after(0.0, 0.5, 0.0, par)
    (0.48, 1.0)
    """
    learnt = par.child_learning * (listening + 0.5 * reflection) * (1 - knowledge)
    return min(1.0, max(0.0, knowledge + learnt - par.child_fade * knowledge))


@rule
def put_in(own_error, able_to_say, need, standard_offer):
    """What a family puts into the decision: its view as far as that gets across, else what is on offer.

        put in = able * own_error - (1 - able) * (need - standard_offer)

    Example: a view that is off by 0.2, of which half gets across, for a need of 1 where 0.4 is offered: 0.1 - 0.3.
    >>> round(put_in(0.2, 0.5, 1.0, 0.4), 3)
    -0.2
    """
    return able_to_say * own_error - (1 - able_to_say) * (need - standard_offer)


@rule
def informed_view(own_error, listening, heard_error):
    """A view after listening: the weight that is given to the other's view replaces one's own.

        informed = (1 - listening) * own_error + heard_error

    For a professional, heard_error is listening * the family's view;
    for a family, listening is the mean over its team and heard_error the mean of listening * each member's view.
    Source: [degroot1974].
    Example: listening 0.25 to a view of 2, from an own view of 1.
    >>> informed_view(1.0, 0.25, 0.25 * 2.0)
    1.25
    """
    return (1 - listening) * own_error + heard_error


@rule
def fit(squared_error):
    """How well a plan, or a view, fits the need: 1 is exact [0-1].

        fit = exp(-1/2 * mean squared error over the four areas)

    Example: an error of one unit in each area.
    >>> round(fit(1.0), 4), fit(0.0)
    (0.6065, 1.0)
    """
    return exp(-0.5 * squared_error)


@rule
def plan_after(plan, need, decided_error, par):
    """The plan in one area after a review: it moves towards what was decided [standard need units].

        plan' = plan + plan_change * (need + decided_error - plan)

    Example: plan 0, need 1, a decision that is off by -0.2.
    >>> par = parameters(plan_change=0.5)
    >>> plan_after(0.0, 1.0, -0.2, par)
    0.4
    """
    return plan + par.plan_change * (need + decided_error - plan)


@rule
def decides(family_power, able_to_say, mean_listening):
    """The part of the decision that is the family's own view by its own decision [0-1].

        decides = family_power * able * (1 - mean_listening)

    Example: power 0.5, of which half gets across, a quarter of its view taken over from the team.
    >>> decides(0.5, 0.5, 0.25)
    0.1875
    """
    return family_power * able_to_say * (1 - mean_listening)


# Follow up: what the family and the professional take away.


@rule
def broken_part(promise, ceiling, given):
    """How far a promise goes beyond what may be had: the label [0-1].

        broken = max(0, promise - max(ceiling, given))

    ceiling: the real one (power.py); given: the say that the family has.   Source: [williams2020], much of the harm comes from the
    label of co-production without its power.   An honest promise breaks nothing, however slowly power moves.
    Example: promised 0.6 where 0.1 may be had, and 0.2 is; promised what may be had.
    >>> round(broken_part(0.6, 0.1, 0.2), 3), broken_part(0.5, 0.5, 0.1)
    (0.4, 0.0)
    """
    return max(0.0, promise - max(ceiling, given))


@rule
def kept_part(promise, broken):
    """The part of a promise that is kept [0-1].

        kept = 1 - broken / promise,   1 without a promise

    >>> kept_part(0.5, 0.25), kept_part(0.0, 0.0)
    (0.5, 1.0)
    """
    return 1.0 - broken / promise if promise > 0 else 1.0


@rule
def credible_say(promise, kept, reputation, given):
    """The say that a family may count on: what it has, and what it believes of the rest of a promise [0-1].

        credible = given + reputation * kept * max(0, promise - given)

    Source: [vandenbos1996], fairness is judged against what one was led to expect.
    Example: promised 0.5 and given 0.1, a reputation of 0.5, all of it kept.
    >>> round(credible_say(0.5, 1.0, 0.5, 0.1), 3)
    0.3
    """
    return given + reputation * kept * max(0.0, promise - given)


@rule
def expectation_by_forum(expected_say, ceiling, forum_word):
    """The say that a family counts on where a forum knows how much may be had, and tells [0-1].

        expected = expected_say - 1/2 * forum_word * max(0, expected_say - ceiling)

    ceiling: what the rule allows under pressure; forum_word: how far families' own word reaches the forum (rules/forum.py).
    Assumption: half of what is too much is believed to be so.
    >>> round(expectation_by_forum(0.6, 0.2, 0.5), 3), expectation_by_forum(0.1, 0.2, 0.5), expectation_by_forum(0.6, 0.2, 0.0)
    (0.5, 0.1, 0.6)
    """
    return expected_say - 0.5 * forum_word * max(0.0, expected_say - ceiling)


@rule
def shortfall(expected_say, given):
    """The say that was expected and did not come [0-1].

        shortfall = max(0, expected_say - given)

    >>> round(shortfall(0.5, 0.2), 3), shortfall(0.2, 0.5)
    (0.3, 0.0)
    """
    return max(0.0, expected_say - given)


@rule
def honour(asked, kept, feedback):
    """What being asked is worth: something if it is meant, and all if one hears what came of it [0-1].

        honour = asked * kept * (1/2 + 1/2 * feedback)

    >>> honour(1.0, 1.0, 0.0), honour(1.0, 0.5, 1.0), honour(0.0, 1.0, 1.0)
    (0.5, 0.5, 0.0)
    """
    return asked * kept * (0.5 + 0.5 * feedback)


@rule
def equal_say(voice):
    """How near a family is to an equal say: half the weight is all that fairness asks [0-1].

        equal_say = min(1, 2 * voice)

    >>> equal_say(0.2), equal_say(0.7)
    (0.4, 1.0)
    """
    return min(1.0, 2 * voice)


@rule
def breach(feedback, asked, broken, missing_say, par):
    """Fairness lost when a family was asked and its say was less than the label, or less than it had been led to expect.

        breach = frustration * asked * (broken + (1 - feedback) * shortfall)

    Source: [folger1977] the frustration effect; [devries2012] pseudo-voice.   Reasons heal a shortfall, not an empty label.
    Example: 0.1 broken and 0.1 short: 0.26 without reasons, 0.13 where all is reported back, nothing for who was not asked.
    >>> par = parameters(frustration=1.3)
    >>> round(breach(0.0, 1.0, 0.1, 0.1, par), 3), round(breach(1.0, 1.0, 0.1, 0.1, par), 3), breach(0.0, 0.0, 0.1, 0.1, par)
    (0.26, 0.13, 0.0)
    """
    return par.frustration * asked * (broken + (1 - feedback) * missing_say)


@rule
def missed_delivery(rationing, par):
    """Fairness lost for what the plan holds and money does not pay for: a plan is a promise, too.

        missed = undelivered * (1 - rationing)

    >>> par = parameters(undelivered=0.7)
    >>> round(missed_delivery(0.8, par), 3)
    0.14
    """
    return par.undelivered * (1 - rationing)


@rule
def process(honoured, voice, lost, par):
    """How fair the institution's way of deciding felt [0-1].

        process = max(0, base_process + dignity * honour + (1 - base_process - dignity) * equal_say - lost)

    lost: breach and missed delivery.   Source: [lind1990] voice before the decision, even without influence.
    Example: half honoured, voice 0.25, 0.1 lost: 0.49 + 0.125 + 0.26 * 0.5 - 0.1.
    >>> par = parameters(base_process=0.49, dignity=0.25)
    >>> round(process(0.5, 0.25, 0.1, par), 3), process(0.0, 0.0, 0.9, par)
    (0.645, 0.0)
    """
    say = (1 - par.base_process - par.dignity) * equal_say(voice)
    return max(0.0, par.base_process + par.dignity * honoured + say - lost)


@rule
def care(honoured, knowledge, par):
    """How fair a person on the team was: decent, honouring, and knowing this child [0-1].

        care = decency + (1 - decency) * (honour + knowledge) / 2

    Beyond decency, being honoured and being known count alike.   Source: [lind1990]; [ipsos2022], people are trusted more than institutions.
    Example: half honoured, by somebody who knows half of the child: 0.75 + 0.25 * 0.5.
    >>> par = parameters(decency=0.75)
    >>> round(care(0.5, 0.5, par), 3)
    0.875
    """
    return par.decency + (1 - par.decency) * 0.5 * (honoured + knowledge)


@rule
def result(decided, lived_fit, trust):
    """What the plan's result says about somebody: credit and blame reach as far as they decided.

        result = decided * lived_fit + (1 - decided) * trust

    decided: the share in the decision of that professional; for the institution, of all but the family.
    The rest is the family's own, or others': that is shared responsibility.
    Example: who decided three quarters, lived fit 0.6, trust 0.4.
    >>> round(result(0.75, 0.6, 0.4), 3)
    0.55
    """
    return decided * lived_fit + (1 - decided) * trust


@rule
def experience(fairness, outcome, par):
    """A family's experience, with a person or with the institution, at this review [0-1].

        experience = process_weight * fairness + (1 - process_weight) * result

    fairness: process for the institution, care for a person.   Source: [vanryzin2011]: process moves trust more than outcome.
    >>> par = parameters(process_weight=0.75)
    >>> round(experience(0.6, 0.4, par), 3)
    0.55
    """
    return par.process_weight * fairness + (1 - par.process_weight) * outcome


@rule
def trust_rate(experienced, trust, par):
    """How fast trust follows: slowly up, quickly down [share per review].

        rate = trust_gain if experience > trust else trust_loss

    Source: [slovic1993], trust is easier to lose than to win.
    >>> par = parameters(trust_gain=0.2, trust_loss=0.55)
    >>> trust_rate(0.6, 0.5, par), trust_rate(0.4, 0.5, par)
    (0.2, 0.55)
    """
    return par.trust_gain if experienced > trust else par.trust_loss


@rule
def trust_after(trust, experienced, rate):
    """A family's trust, in a person or in the institution, after a review [0-1].

        trust' = trust + rate * (experience - trust)

    Example: trust 0.5, experience 0.75, rate 0.2.
    >>> round(trust_after(0.5, 0.75, 0.2), 3)
    0.55
    """
    return trust + rate * (experienced - trust)


@rule
def professional_trust_after(professional_trust, voice, engaged, family_fit, par):
    """A professional's trust in a family: it learns that a family is right only by letting its view count [0-1].

        professional_trust' = professional_trust + learning_by_sharing * voice * engaged * (family_fit - professional_trust)

    family_fit: fit of the family's own view.   Source: [fehr2013], authority is kept by those who never try.
    Example: trust 0.4, voice 0.5, engaged 0.5, family right by 0.8: 0.4 + 0.6 * 0.25 * 0.4.
    >>> par = parameters(learning_by_sharing=0.6)
    >>> round(professional_trust_after(0.4, 0.5, 0.5, 0.8, par), 3)
    0.46
    """
    return professional_trust + par.learning_by_sharing * voice * engaged * (family_fit - professional_trust)


@rule
def expected_say_after(expected_say, credible, par):
    """The say that a family expects next time [0-1].

        expected_say' = expected_say + expectation_adapts * (credible - expected_say)

    Source: [vandenbos1996].
    >>> par = parameters(expectation_adapts=0.2)
    >>> round(expected_say_after(0.5, 0.1, par), 3)
    0.42
    """
    return expected_say + par.expectation_adapts * (credible - expected_say)


@rule
def confidence_by_review(confidence, voice, lived_fit, missing_say, par):
    """Confidence after a review: mastery of what one had a say in, or helplessness [0-1].

        confidence' = confidence + mastery * voice * (lived_fit - confidence) - helplessness * shortfall * confidence

    Source: [bandura1997].
    Example: confidence 0.5, voice 0.5, lived fit 0.9, shortfall 0.2: 0.5 + 0.27 * 0.2 - 0.1 * 0.1.
    >>> par = parameters(mastery=0.27, helplessness=0.1)
    >>> round(confidence_by_review(0.5, 0.5, 0.9, 0.2, par), 4)
    0.544
    """
    change = par.mastery * voice * (lived_fit - confidence) - par.helplessness * missing_say * confidence
    return min(1.0, max(0.0, confidence + change))
