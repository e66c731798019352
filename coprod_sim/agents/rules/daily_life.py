"""Daily life: the equations of what a family lives through in every month, with a review or without.

Needs move; the plan fits more or less; family and service put their efforts together; trust, confidence, energy and engagement follow.
Every function here is one equation; family.py lives the month by composing them.
In the examples `par` holds the default parameters.
"""

import math

from coprod_sim.agents.rules import review
from coprod_sim.engine.kernel.compiled import rule


@rule
def need_after(need, draw, par):
    """The need in one area a month later: it drifts, and is drawn back to the ordinary.

        need' = need + need_drift * z - 1/2 * need_drift^2 * need        [standard need units]

    Assumption: an Ornstein-Uhlenbeck walk, so that the spread of needs stays put.
    >>> round(need_after(1.0, 0.5, par), 4)
    1.045
    """
    return need + par.need_drift * draw - 0.5 * par.need_drift * par.need_drift * need


@rule
def review_is_due(months_since_review, load, par):
    """Whether a review is held: on time, or later where the team is overloaded.

        due = months_since_review >= review_months * max(1, mean load of the team)

    >>> review_is_due(3, 0.9, par), review_is_due(3, 1.1, par), review_is_due(4, 1.1, par)
    (True, False, True)
    """
    return months_since_review >= par.review_months * max(1.0, load)


@rule
def lived_fit_after(lived_fit, fit_now, par):
    """How well the plan is felt to fit, after this month [0-1].

        lived_fit' = lived_fit + lived_fit_rate * (fit_now - lived_fit)

    >>> round(lived_fit_after(0.6, 0.9, par), 3)
    0.69
    """
    return lived_fit + par.lived_fit_rate * (fit_now - lived_fit)


@rule
def own_effort(engaged, energy, resources, confidence, voice, par):
    """What the family puts in [0-1].

        own = engaged * energy * (1/2 + 1/2 * resources)
            * (effort_base + effort_confidence * confidence + effort_voice * equal_say), at least effort_floor

    Source: [ostrom1996], citizens put in more where their part counts.
    Example: engaged 0.5, energy 0.8, resources 0.5, confidence 0.5, voice 0.25: 0.3 * 0.7.
    >>> round(own_effort(0.5, 0.8, 0.5, 0.5, 0.25, par), 3), own_effort(0.0, 0.8, 0.5, 0.5, 0.25, par)
    (0.21, 0.02)
    """
    will = par.effort_base + par.effort_confidence * confidence + par.effort_voice * review.equal_say(voice)
    return max(par.effort_floor, engaged * energy * (0.5 + 0.5 * resources) * will)


@rule
def service_effort(team_energy, rationing, par):
    """What the service puts in [0-1].

        service = mean team energy * rationing, at least effort_floor

    >>> service_effort(0.8, 0.9, par), service_effort(0.8, 0.0, par)
    (0.7200000000000001, 0.02)
    """
    return max(par.effort_floor, team_energy * rationing)


@rule
def joint_effort(own, service, par):
    """What family and service produce together: a CES function [0-1].

        effort = [home_share * own^rho + (1 - home_share) * service^rho]^(1/rho),   rho = complementarity

    rho 1: substitutes; rho 0: the geometric mean; rho to -infinity: the weaker of the two.
    Written as a ratio to service, which is the same and needs a power less.
    Source: [ostrom1996], co-production pays where the inputs are complements; [cahn2000], each has what the other lacks.
    >>> round(joint_effort(0.2, 0.8, par), 4), round(joint_effort(0.5, 0.5, par), 4)
    (0.4808, 0.5)
    """
    rho, ratio = par.complementarity, own / service
    if rho == 0:
        return service * ratio**par.home_share
    return service * (par.home_share * ratio**rho + 1 - par.home_share) ** (1 / rho)


@rule
def progress_after(progress, fit_now, effort, ability, par):
    """The young person's progress after this month.

        progress' = progress + progress_rate * (service_share * fit_now * effort + (1 - service_share) * ability - progress)

    Source: [smith2019], partnership helps modestly.
    Example: progress 0.4, fit 0.8, effort 0.5, ability 0.5: 0.4 + 0.11 * (0.2 + 0.25 - 0.4).
    >>> round(progress_after(0.4, 0.8, 0.5, 0.5, par), 4)
    0.4055
    """
    reached = par.service_share * fit_now * effort + (1 - par.service_share) * ability
    return progress + par.progress_rate * (reached - progress)


@rule
def felt_trust_now(own_trust, peers_trust, gossip):
    """Trust in the service: own experience, and what peers say [0-1].

        felt_trust = (1 - gossip) * mean family_trust + gossip * mean felt_trust of peers last month

    Source: [friedkin1999], anchored on one's own experience; [parsegov2017] gives known results for a published network.
    >>> round(felt_trust_now(0.6, 0.4, 0.25), 3)
    0.55
    """
    return (1 - gossip) * own_trust + gossip * peers_trust


@rule
def confidence_by_month(confidence, peers_confidence, with_peers, facilitation, energy, par):
    """Confidence after a month: peers as models, and encouragement [0-1].

        confidence' = confidence + vicarious * (mean of peers - confidence) + persuasion * facilitation * energy * (1 - confidence)

    with_peers: 1, or 0 for a family without peers; facilitation: mean of the team.   Source: [bandura1997].
    Example: confidence 0.5, peers 0.7, facilitation 0.5, energy 0.8: 0.5 + 0.003 + 0.0016.
    >>> round(confidence_by_month(0.5, 0.7, 1.0, 0.5, 0.8, par), 4)
    0.5046
    """
    change = par.vicarious * with_peers * (peers_confidence - confidence)
    change += par.persuasion * facilitation * energy * (1 - confidence)
    return min(1.0, max(0.0, confidence + change))


@rule
def family_energy_after(energy, power, resources, facilitation, reward, par):
    """The family's energy after this month: it recovers, and responsibility takes its toll [0-1].

        energy' = energy + recovery * (1 - energy)
                - burden * (duty + power) * (burden_reach - resources) * (1 - support_gain * facilitation) * (1 - reward) * energy

    Source: [steen2018], responsibility without support is a burden.
    Example: energy 0.8, power 0.4, resources 0.5, facilitation 0.5, no reward: 0.8 + 0.02 - 0.14 * 0.5 * 0.8 * 0.8.
    >>> round(family_energy_after(0.8, 0.4, 0.5, 0.5, 0.0, par), 4)
    0.7752
    """
    toll = par.burden * (par.duty + power) * (par.burden_reach - resources)
    relief = (1 - par.support_gain * facilitation) * (1 - reward)
    return energy + par.recovery * (1 - energy) - toll * relief * energy


@rule
def dispute_chance(felt_trust, lived_fit, confidence, resources, par):
    """Chance that a dispute starts this month.

        chance = appeal_chance * (1 - felt_trust) * (1 - lived_fit) * confidence * (appeal_base + appeal_resources * resources)

    Source: [hirschman1970] exit, voice and loyalty; [marsh2022] those who appeal are better off.
    Example: trust 0.5, fit 0.6, confidence 0.5, resources 0.5: 0.05 * 0.5 * 0.4 * 0.5 * 1.
    >>> round(dispute_chance(0.5, 0.6, 0.5, 0.5, par), 6)
    0.005
    """
    means = par.appeal_base + par.appeal_resources * resources
    return par.appeal_chance * (1 - felt_trust) * (1 - lived_fit) * confidence * means


@rule
def engaged_after(engaged, felt_trust, voice, energy, par):
    """How far the family takes part after this month [0-1].

        engaged' = engaged + engagement_rate * (logistic(engagement_slope * pull) - engaged)
        pull = 1/2 * felt_trust + voice - effort_threshold - engagement_tiredness * (1 - energy)

    Source: [ahn2013] participation by benefit and cost; [bovaird2012] effort must not be wasted.
    Example: trust 0.4, voice 0.06, energy 0.8 give a pull of 0, so engagement moves to one half.
    >>> round(engaged_after(0.7, 0.4, 0.06, 0.8, par), 4)
    0.68
    """
    pull = 0.5 * felt_trust + voice - par.effort_threshold - par.engagement_tiredness * (1 - energy)
    return engaged + par.engagement_rate * (1 / (1 + math.exp(-par.engagement_slope * pull)) - engaged)


@rule
def half_way(trust, stranger_trust):
    """Trust after a new worker has come: half-way to trust in a stranger [0-1].

    Trust lives in people, not in posts.
    >>> round(half_way(0.8, 0.4), 3)
    0.6
    """
    return trust + 0.5 * (stranger_trust - trust)
