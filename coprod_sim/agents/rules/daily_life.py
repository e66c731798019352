"""Daily life: the equations of what a family lives through in every month, with a review or without.

Needs move; the plan fits more or less; family and service put their efforts together; trust, confidence, energy and engagement follow.
Every function here is one equation; family.py lives the month by composing them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import exp, power


@rule
def need_after(need, usual_need, draw, par):
    """The need in one area a month later: it drifts, and comes back to what is usual for this child.

        need' = need + need_drift * z - need_return * (need - usual_need)        [standard need units]

    Assumption: an Ornstein-Uhlenbeck walk about a level of the child's own: the main need stays the main need.
    >>> par = parameters(need_drift=0.15, need_return=0.05)
    >>> round(need_after(1.0, 0.8, 0.5, par), 4)
    1.065
    """
    return need + par.need_drift * draw - par.need_return * (need - usual_need)


@rule
def review_is_due(months_since_review, load, par):
    """Whether a review is held: on time, or later where the team is overloaded.

        due = months_since_review >= review_months * max(1, mean load of the team)

    >>> par = parameters(review_months=3)
    >>> review_is_due(3, 0.9, par), review_is_due(3, 1.1, par), review_is_due(4, 1.1, par)
    (True, False, True)
    """
    return months_since_review >= par.review_months * max(1.0, load)


@rule
def known_work(energy, knowledge, par):
    """What one professional gets done for one child: work with a child whom one knows is worth more [0-1].

        known work = energy * (1 - unknown_child * (1 - knowledge))

    >>> par = parameters(unknown_child=0.47)
    >>> round(known_work(0.8, 0.5, par), 3)
    0.612
    """
    return energy * (1 - par.unknown_child * (1 - knowledge))


@rule
def delivery_now(rationing, team_work, power, able_to_say, par):
    """The part of what the plan holds that comes this month [0-1].

        delivery = rationing * mean known work of the team * (1 - organising * max(0, power - able)), at least effort_floor

    Who decides must see it through, and cannot beyond what they are able to carry.   Source: [ibsen2008].
    Example: 0.9 is paid for, a team at 0.6, power 0.5 and able 0.3: 0.54 * 0.93.
    >>> par = parameters(organising=0.35, effort_floor=0.02)
    >>> round(delivery_now(0.9, 0.6, 0.5, 0.3, par), 4), delivery_now(0.0, 0.6, 0.5, 0.3, par)
    (0.5022, 0.02)
    """
    return max(par.effort_floor, rationing * team_work * (1 - par.organising * max(0.0, power - able_to_say)))


@rule
def lived_fit_after(lived_fit, fit_now, delivery, par):
    """How well the plan is felt to fit, after this month: what fits counts as far as it comes [0-1].

        lived_fit' = lived_fit + lived_fit_rate * (fit_now * delivery - lived_fit)

    >>> par = parameters(lived_fit_rate=0.3)
    >>> round(lived_fit_after(0.6, 0.9, 1.0, par), 3), round(lived_fit_after(0.6, 0.9, 0.5, par), 3)
    (0.69, 0.555)
    """
    return lived_fit + par.lived_fit_rate * (fit_now * delivery - lived_fit)


@rule
def own_effort(engaged, energy, resources, confidence, par):
    """What the family puts in [0-1].

        own = energy * (1/2 + 1/2 * resources) * (effort_base + effort_engaged * engaged + effort_confidence * confidence)

    Source: [ostrom1996], citizens put in more where their part counts.
    Example: engaged 0.5, energy 0.8, resources 0.5, confidence 0.5: 0.6 * 0.725.
    >>> par = parameters(effort_base=0.5, effort_engaged=0.14, effort_confidence=0.31)
    >>> round(own_effort(0.5, 0.8, 0.5, 0.5, par), 3)
    0.435
    """
    will = par.effort_base + par.effort_engaged * engaged + par.effort_confidence * confidence
    return energy * (0.5 + 0.5 * resources) * will


@rule
def joint_effort(own, service, par):
    """What family and service produce together: a CES function [0-1].

        effort = [home_share * own^rho + (1 - home_share) * service^rho]^(1/rho),   rho = complementarity

    rho 1: substitutes; rho 0: the geometric mean; rho to -infinity: the weaker of the two.
    Written as a ratio to service, which is the same and needs a power less.
    Source: [ostrom1996], co-production pays where the inputs are complements; [cahn2000], each has what the other lacks.
    >>> par = parameters(home_share=0.36, complementarity=-0.3)
    >>> round(joint_effort(0.2, 0.8, par), 4), round(joint_effort(0.5, 0.5, par), 4)
    (0.4535, 0.5)
    """
    rho, ratio = par.complementarity, own / service
    if rho == 0:
        return service * power(ratio, par.home_share)
    return service * power(par.home_share * power(ratio, rho) + 1 - par.home_share, 1 / rho)


@rule
def progress_after(progress, fit_now, effort, ability, par):
    """The young person's progress after this month.

        progress' = progress + progress_rate * (service_share * fit_now * effort + (1 - service_share) * ability - progress)

    Source: [smith2019], partnership helps modestly.
    Example: progress 0.4, fit 0.8, effort 0.5, ability 0.5: 0.4 + 0.11 * (0.2 + 0.25 - 0.4).
    >>> par = parameters(progress_rate=0.11, service_share=0.5)
    >>> round(progress_after(0.4, 0.8, 0.5, 0.5, par), 4)
    0.4055
    """
    reached = par.service_share * fit_now * effort + (1 - par.service_share) * ability
    return progress + par.progress_rate * (reached - progress)


@rule
def reputation_now(council_trust, peers_reputation, gossip):
    """What a family holds of the institution: own experience, and what peers say [0-1].

        reputation = (1 - gossip) * council_trust + gossip * mean reputation of peers last month

    Source: [friedkin1999], anchored on one's own experience; [parsegov2017] gives known results for a published network.
    >>> round(reputation_now(0.6, 0.4, 0.25), 3)
    0.55
    """
    return (1 - gossip) * council_trust + gossip * peers_reputation


@rule
def felt_trust_now(own_trust, reputation, par):
    """Trust in the service: its people and the institution together [0-1].

        felt_trust = person_weight * mean family_trust + (1 - person_weight) * reputation

    >>> par = parameters(person_weight=0.48)
    >>> round(felt_trust_now(0.8, 0.5, par), 3)
    0.644
    """
    return par.person_weight * own_trust + (1 - par.person_weight) * reputation


@rule
def confidence_by_month(confidence, peers_lead, facilitation, energy, par):
    """Confidence after a month: know-how of peers, and encouragement [0-1].

        confidence' = confidence + vicarious * peers_lead + persuasion * facilitation * energy * (1 - confidence)

    peers_lead: mean over peers of how far they are ahead, max(0, theirs - own): know-how flows from those who have it, and nobody unlearns.
    facilitation: mean of the team.   Source: [bandura1997].
    Example: confidence 0.5, peers ahead by 0.2, facilitation 0.5, energy 0.8: 0.5 + 0.008 + 0.0016.
    >>> par = parameters(vicarious=0.04, persuasion=0.008)
    >>> round(confidence_by_month(0.5, 0.2, 0.5, 0.8, par), 4)
    0.5096
    """
    change = par.vicarious * peers_lead + par.persuasion * facilitation * energy * (1 - confidence)
    return min(1.0, max(0.0, confidence + change))


@rule
def responsibility(power, appetite, facilitation, reward, par):
    """What deciding weighs on a family: less with support, with thanks and pay, and on those who like to decide [of full responsibility].

        responsibility = power * (1 + appetite_spread * (1 - 2 * appetite)) * (1 - support_gain * facilitation) * (1 - reward_relief * reward)

    appetite: for responsibility [0-1]; facilitation: mean of the team.   Source: [steen2018], responsibility without support is a burden.
    Example: half the power, an appetite of 0.75, half support, full reward: 0.5 * 0.65 * 0.525 * 0.5.
    >>> par = parameters(appetite_spread=0.7, support_gain=0.95, reward_relief=0.5)
    >>> round(responsibility(0.5, 0.75, 0.5, 1.0, par), 4)
    0.0853
    """
    weight = power * (1 + par.appetite_spread * (1 - 2 * appetite))
    return weight * (1 - par.support_gain * facilitation) * (1 - par.reward_relief * reward)


@rule
def family_energy_after(energy, resources, lived_fit, late, responsible, par):
    """The family's energy after this month: it recovers; unmet need, waiting and responsibility take their toll [0-1].

        energy' = energy + recovery * (1 - energy) - burden * (burden_reach - resources) * energy
                * (unmet_toll * (1 - lived_fit) + waiting_toll * late + responsibility)

    late: whether the last review was late, 1 or 0.   Source: [steen2018].
    Example: energy 0.8, resources 0.5, lived fit 0.5, late, responsibility 0.15: 0.8 + 0.024 - 0.16 * 0.4.
    >>> par = parameters(recovery=0.12, burden=0.2, burden_reach=1.5, unmet_toll=0.4, waiting_toll=0.05)
    >>> round(family_energy_after(0.8, 0.5, 0.5, 1.0, 0.15, par), 4)
    0.76
    """
    toll = par.unmet_toll * (1 - lived_fit) + par.waiting_toll * late + responsible
    return energy + par.recovery * (1 - energy) - par.burden * (par.burden_reach - resources) * energy * toll


@rule
def dispute_chance(reputation, lived_fit, confidence, resources, par):
    """Chance that a dispute starts this month.

        chance = appeal_chance * (1 - reputation) * (1 - lived_fit) * confidence * (appeal_base + appeal_resources * resources)

    Source: [hirschman1970] exit, voice and loyalty; [marsh2022] those who appeal are better off.
    Example: reputation 0.5, lived fit 0.6, confidence 0.5, resources 0.5: 0.027 * 0.5 * 0.4 * 0.5 * 1.
    >>> par = parameters(appeal_chance=0.027, appeal_base=0.8, appeal_resources=0.4)
    >>> round(dispute_chance(0.5, 0.6, 0.5, 0.5, par), 6)
    0.0027
    """
    means = par.appeal_base + par.appeal_resources * resources
    return par.appeal_chance * (1 - reputation) * (1 - lived_fit) * confidence * means


@rule
def engaged_after(engaged, felt_trust, expected_say, energy, par):
    """How far the family takes part after this month: people come as far as they expect it to count [0-1].

        engaged' = engaged + engagement_rate * (logistic(engagement_slope * pull) - engaged)
        pull = 1/2 * felt_trust + expected_say - effort_threshold - engagement_tiredness * (1 - energy)

    Source: [ahn2013] participation by benefit and cost; [bovaird2012] effort must not be wasted.
    Example: trust 0.5, expected say 0.04, energy 0.8 give a pull of 0, so engagement moves to one half.
    >>> par = parameters(engagement_rate=0.1, engagement_slope=6, effort_threshold=0.23, engagement_tiredness=0.3)
    >>> round(engaged_after(0.7, 0.5, 0.04, 0.8, par), 4)
    0.68
    """
    pull = 0.5 * felt_trust + expected_say - par.effort_threshold - par.engagement_tiredness * (1 - energy)
    return engaged + par.engagement_rate * (1 / (1 + exp(-par.engagement_slope * pull)) - engaged)


@rule
def half_way(trust, stranger_trust):
    """Trust after a new worker has come: half-way to trust in a stranger [0-1].

    Trust lives in people, not in posts.
    >>> round(half_way(0.8, 0.4), 3)
    0.6
    """
    return trust + 0.5 * (stranger_trust - trust)
