"""The review meeting, where trust and decision power change hands: views, listening, deciding, follow-up.

Trust is the weight given to another's knowledge; power is the weight in the decision.
A view is written as an *error*: what the party believes minus the young person's true need, in one of four areas, in standard need units.
Every function here is one equation about one meeting; agents/review_meeting.py holds the meeting by composing them.
How power moves at its end is said in power.py.
The three enablers of [realpe2010] are its order: agree the agenda (listening), set goals (deciding), follow up.
In the examples `par` holds the default parameters.
"""

import math

from coprod_sim.engine.kernel.compiled import rule

# Views: what each party believes.


@rule
def able(confidence, facilitation, par):
    """How able a family is to take part, on its own or supported [0-1].

        able = confidence + (1 - confidence) * support_gain * facilitation

    facilitation: mean of the team [0-1].   Source: [dunst2009], help that builds ability.
    Example: confidence 0.5 with a half facilitating team.
    >>> round(able(0.5, 0.5, par), 3)
    0.6
    """
    return confidence + (1 - confidence) * par.support_gain * facilitation


@rule
def family_error(parent_bias, young_person_voice, ability_to_take_part, draw, par):
    """The family's view in one area: lived knowledge, a parent's own wish, and noise without support.

        error = parent_divergence * (1 - young_person_voice) * parent_bias
              + family_noise * (1 + unsupported_noise * (1 - able)) * z

    parent_bias, z: standard normal.   Source: [dessein2002] diverging wishes.
    Example: bias 1, the young person half speaks, able 0.75, draw 0.5: 0.1 + 0.9 * 1.5 * 0.5.
    >>> round(family_error(1.0, 0.5, 0.75, 0.5, par), 3)
    0.775
    """
    wish = par.parent_divergence * (1 - young_person_voice) * parent_bias
    return wish + par.family_noise * (1 + par.unsupported_noise * (1 - ability_to_take_part)) * draw


@rule
def professional_error(need, standard_offer, facilitation, energy, own_area, draw, par):
    """A professional's view in one area: a fixer pulls to the standard offer; expertise covers the own discipline.

        error = - standardising * (1 - facilitation) * (need - standard_offer)
              + (own_area_noise or other_area_noise) * (1 + tired_noise * (1 - energy)) * z

    own_area: whether the area is the professional's discipline.   Source: [lipsky1980] routine under load.
    Example: need 1, offer 0.2, facilitation 0.5, energy 0.8, own area, draw 1: -0.38 + 0.4 * 1.3.
    >>> round(professional_error(1.0, 0.2, 0.5, 0.8, True, 1.0, par), 3)
    0.14
    """
    noise = par.own_area_noise if own_area else par.other_area_noise
    pull = par.standardising * (1 - facilitation) * (need - standard_offer)
    return noise * (1 + par.tired_noise * (1 - energy)) * draw - pull


@rule
def commissioner_information(monitoring, par):
    """What a commissioner knows of a family's need [0-1].

        information = min(1, paper_information + monitoring_information * monitoring)

    Example: a tenth of staff time spent on reporting.
    >>> round(commissioner_information(0.1, par), 3), commissioner_information(2.0, par)
    (0.36, 1.0)
    """
    return min(1.0, par.paper_information + par.monitoring_information * monitoring)


@rule
def commissioner_error(need, standard_offer, information, pressure, draw, par):
    """The commissioner's view in one area: the standard offer where it knows nothing, less where money presses.

        error = - (1 - information) * (need - standard_offer) - thrift * pressure * need + commissioner_noise * z

    Example: need 1, offer 0.5, information 0.36, pressure 0.2, draw 0.5: -0.32 - 0.1 + 0.3.
    >>> round(commissioner_error(1.0, 0.5, 0.36, 0.2, 0.5, par), 3)
    -0.12
    """
    return par.commissioner_noise * draw - (1 - information) * (need - standard_offer) - par.thrift * pressure * need


# Agree the agenda: listening.


@rule
def openness(asked, early_involvement, load, family_trust, professional_trust, engaged, par):
    """How far a family's and a professional's views mix in one conversation [0-0.5].

        openness = 1/2 * asked * (late_listening + (1 - late_listening) * early_involvement)
                 * dialogue / max(1, load) * family_trust * professional_trust * engaged

    asked: 1 or 0.   Information needs trust both ways: disclosure and belief.   Source: [degroot1974], one exchange;
    [hidden2012], what only one of a group knows is seldom said.
    Example: asked before the draft, load 1.25, trusts 0.5 and 0.8, engaged 0.5.
    >>> round(openness(1.0, 1.0, 1.25, 0.5, 0.8, 0.5, par), 3)
    0.064
    """
    timing = par.late_listening + (1 - par.late_listening) * early_involvement
    conversation = par.dialogue / max(1.0, load)
    return 0.5 * asked * timing * conversation * family_trust * professional_trust * engaged


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
    return math.exp(-0.5 * squared_error)


@rule
def decides(family_power, mean_listening):
    """The part of the plan that is the family's own view by its own decision [0-1].

        decides = family_power * (1 - mean_listening)

    Example: power 0.5, a quarter of its view taken over from the team.
    >>> decides(0.5, 0.25)
    0.375
    """
    return family_power * (1 - mean_listening)


# Follow up: what the family and the professional take away.


@rule
def shortfall(expected_voice, voice):
    """The say that was expected and did not come [0-1].

        shortfall = max(0, expected_voice - voice)

    Source: [williams2020], much of the harm comes from the label of co-production without its power.
    >>> round(shortfall(0.5, 0.2), 3), shortfall(0.2, 0.5)
    (0.3, 0.0)
    """
    return max(0.0, expected_voice - voice)


@rule
def equal_say(voice):
    """How near a family is to an equal say: half the weight is all that fairness asks [0-1].

        equal_say = min(1, 2 * voice)

    >>> equal_say(0.2), equal_say(0.7)
    (0.4, 1.0)
    """
    return min(1.0, 2 * voice)


@rule
def breach(feedback, asked, missing_say, par):
    """Fairness lost when a family was asked, had been promised a say, and was not heard.

        breach = frustration * (1 - feedback) * asked * shortfall

    Source: [folger1977] the frustration effect; [devries2012] pseudo-voice.   "We said, we did" heals it.
    Example: no feedback, 0.1 short: 0.12; with half the reasons reported back, half of that.
    >>> round(breach(0.0, 1.0, 0.1, par), 3), round(breach(0.5, 1.0, 0.1, par), 3), breach(0.0, 0.0, 0.1, par)
    (0.12, 0.06, 0.0)
    """
    return par.frustration * (1 - feedback) * asked * missing_say


@rule
def process(asked, voice, broken, par):
    """How fair the meeting felt [0-1].

        process = max(0, base_process + dignity * asked + (1 - base_process - dignity) * equal_say - breach)

    Source: [lind1990] voice before the decision, even without influence.
    Example: asked, voice 0.25, breach 0.1: 0.25 + 0.25 + 0.5 * 0.5 - 0.1.
    >>> round(process(1.0, 0.25, 0.1, par), 3), process(0.0, 0.0, 0.9, par)
    (0.65, 0.0)
    """
    say = (1 - par.base_process - par.dignity) * equal_say(voice)
    return max(0.0, par.base_process + par.dignity * asked + say - broken)


@rule
def result(family_power, lived_fit, family_trust):
    """What the plan's result says about a professional: credit and blame reach as far as others decided.

        result = (1 - family_power) * lived_fit + family_power * family_trust

    The rest is the family's own: that is shared responsibility.
    Example: a family that decides a quarter, lived fit 0.6, trust 0.4.
    >>> round(result(0.25, 0.6, 0.4), 3)
    0.55
    """
    return (1 - family_power) * lived_fit + family_power * family_trust


@rule
def experience(fairness, outcome, par):
    """A family's experience with a professional at this review [0-1].

        experience = process_weight * process + (1 - process_weight) * result

    Source: [vanryzin2011]: process moves trust more than outcome.
    >>> round(experience(0.6, 0.4, par), 3)
    0.55
    """
    return par.process_weight * fairness + (1 - par.process_weight) * outcome


@rule
def trust_rate(experienced, family_trust, par):
    """How fast trust follows: slowly up, quickly down [share per review].

        rate = trust_gain if experience > family_trust else trust_loss

    Source: [slovic1993], trust is easier to lose than to win.
    >>> trust_rate(0.6, 0.5, par), trust_rate(0.4, 0.5, par)
    (0.2, 0.55)
    """
    return par.trust_gain if experienced > family_trust else par.trust_loss


@rule
def family_trust_after(family_trust, experienced, rate):
    """A family's trust in a professional after a review [0-1].

        family_trust' = family_trust + rate * (experience - family_trust)

    Example: trust 0.5, experience 0.75, rate 0.2.
    >>> round(family_trust_after(0.5, 0.75, 0.2), 3)
    0.55
    """
    return family_trust + rate * (experienced - family_trust)


@rule
def professional_trust_after(professional_trust, voice, engaged, family_fit, par):
    """A professional's trust in a family: it learns that a family is right only by letting its view count [0-1].

        professional_trust' = professional_trust + learning_by_sharing * voice * engaged * (family_fit - professional_trust)

    family_fit: fit of the family's own view.   Source: [fehr2013], authority is kept by those who never try.
    Example: trust 0.4, voice 0.5, engaged 0.5, family right by 0.8: 0.4 + 0.6 * 0.25 * 0.4.
    >>> round(professional_trust_after(0.4, 0.5, 0.5, 0.8, par), 3)
    0.46
    """
    return professional_trust + par.learning_by_sharing * voice * engaged * (family_fit - professional_trust)


@rule
def expected_voice_after(expected_voice, voice, par):
    """The say that a family expects next time [0-1].

        expected_voice' = expected_voice + expectation_adapts * (voice - expected_voice)

    Source: [vandenbos1996], fairness is judged against what one was led to expect.
    >>> round(expected_voice_after(0.5, 0.1, par), 3)
    0.488
    """
    return expected_voice + par.expectation_adapts * (voice - expected_voice)


@rule
def promise_believed(promise, felt_trust):
    """The say that a family expects of a new public promise [0-1].

        believed = promise * (1/2 + 1/2 * felt_trust)

    >>> round(promise_believed(0.8, 0.5), 3)
    0.6
    """
    return promise * (0.5 + 0.5 * felt_trust)


@rule
def confidence_by_review(confidence, power, plan_fit, missing_say, par):
    """Confidence after a review: mastery of one's own decisions, or helplessness [0-1].

        confidence' = confidence + mastery * power * (fit - confidence) - helplessness * shortfall * confidence

    power: after relocation.   Source: [bandura1997].
    Example: confidence 0.5, power 0.5, fit 0.9, shortfall 0.2: 0.5 + 0.17 * 0.2 - 0.1 * 0.1.
    >>> round(confidence_by_review(0.5, 0.5, 0.9, 0.2, par), 4)
    0.524
    """
    change = par.mastery * power * (plan_fit - confidence) - par.helplessness * missing_say * confidence
    return min(1.0, max(0.0, confidence + change))
