"""The statutory pathway: the equations of asking for a plan, of being refused, of waiting, of appealing and of leaving.

From a request six weeks lead to a decision and twenty to a plan; who is refused, or has a plan reviewed, may appeal [dfe2015].
Every function here is one equation; agents/pathway.py walks the path by composing them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import exp, log, power


@rule
def log_odds(chance):
    """Give the logarithm of the odds of a chance.

    >>> log_odds(0.5), round(log_odds(0.25), 4)
    (0.0, -1.0986)
    """
    return log(chance / (1 - chance))


@rule
def severity(total_need, par):
    """How much this young person needs, against others [standard deviations].

        severity = (sum of needs over the areas - start_main_need) / (2 * start_need_spread),   0 where all need the same

    >>> par = parameters(start_main_need=1.2, start_need_spread=0.7)
    >>> round(severity(2.6, par), 3), severity(1.2, par)
    (1.0, 0.0)
    """
    spread = 2 * par.start_need_spread
    return (total_need - par.start_main_need) / spread if spread > 0 else 0.0


@rule
def know_how(means, appealed, around, information, par):
    """What a family knows of its rights and of how to use them [0-1].

        base = logistic(know_base + know_means * means);   base' = base + (1 - base) * know_informed * information
        know_how = base' + (1 - base') * (1 - exp(-know_reach * around)),   1 for who has appealed

    means: resources as a normal score; around: share of those near who have appealed; information: the lever [0-1].
    Source: [marsh2022], who has means knows.   That know-how spreads from those who have appealed is ours.
    Example: usual means, nobody near has appealed; a tenth have; a local offer that says all.
    >>> par = parameters(know_base=0.0, know_means=0.5, know_reach=5.0, know_informed=0.5)
    >>> know_how(0.0, 0, 0.0, 0.0, par), round(know_how(0.0, 0, 0.1, 0.0, par), 4), know_how(0.0, 0, 0.0, 1.0, par)
    (0.5, 0.6967, 0.75)
    >>> know_how(0.0, 1, 0.0, 0.0, par)
    1.0
    """
    if appealed:
        return 1.0
    base = 1 / (1 + exp(-(par.know_base + par.know_means * means)))
    base += (1 - base) * par.know_informed * information
    return base + (1 - base) * (1 - exp(-par.know_reach * around))


@rule
def requesting(usual, known, usual_known, par):
    """Chance that a family on support asks for an assessment this month.

        chance = usual chance * exp(request_know * (know_how - usual know_how))

    >>> par = parameters(request_know=0.3)
    >>> requesting(0.01, 0.4, 0.4, par), round(requesting(0.01, 0.9, 0.4, par), 5)
    (0.01, 0.01162)
    """
    return usual * exp(par.request_know * (known - usual_known))


@rule
def requests_grow(usual, month, par):
    """The usual chance of a request in this month, where requests grow from year to year.

        usual chance = chance at month 0 * (1 + request_growth)^(month / 12)

    >>> par = parameters(request_growth=0.21)
    >>> requests_grow(0.01, 0, par), round(requests_grow(0.01, 6, par), 5), round(requests_grow(0.01, 12, par), 5)
    (0.01, 0.011, 0.0121)
    """
    return usual * power(1 + par.request_growth, month / 12)


@rule
def no_at_gate(bar, means, need_severity, compensating, par):
    """Chance that a request is refused, or that an assessment ends without a plan.

        chance = logistic(bar - gate_means * (1 - compensating) * means - gate_need * severity)

    bar: log-odds of a no to a usual family; means and severity: normal scores; compensating: the lever [0-1].
    Source: [suttontrust2025], of better-off families more succeed.
    Example: a family like all others; one with means and more need; the same with support for all who lack means.
    >>> par = parameters(gate_means=0.2, gate_need=0.3)
    >>> no_at_gate(0.0, 0.0, 0.0, 0.0, par), round(no_at_gate(0.0, 1.0, 1.0, 0.0, par), 4)
    (0.5, 0.3775)
    >>> round(no_at_gate(0.0, 1.0, 1.0, 1.0, par), 4)
    0.4256
    """
    held = bar - par.gate_means * (1 - compensating) * means - par.gate_need * need_severity
    return 1 / (1 + exp(-held))


@rule
def pressed_bar(pressure, par):
    """How far money and disputes raise the bar [log-odds].

        raised = bar_pressure * pressure

    >>> par = parameters(bar_pressure=1.0)
    >>> pressed_bar(0.25, par)
    0.25
    """
    return par.bar_pressure * pressure


@rule
def eased_bar(forum_share, unmet, par):
    """How far a forum lowers the bar, where it has a part in setting it [log-odds].

        eased = forum_share * forum_ease * unmet

    unmet: mean over its members of (1 - lived fit) * own word; who is captured eases nothing.
    >>> par = parameters(forum_ease=2.0)
    >>> eased_bar(0.5, 0.4, par), eased_bar(0.0, 0.4, par)
    (0.4, 0.0)
    """
    return forum_share * par.forum_ease * unmet


@rule
def finishing(due, usual_due, assessors, par):
    """Chance that an assessment that is due is finished this month.

        chance = min(1, assessors * (due / usual due)^assess_stretch / due),   1 where none is due

    assessors: how many assessments a month they finish where as many are due as usual; due: how many are due.
    assess_stretch: 0, a fixed number is finished; 1, a fixed share.
    Example: 10 a month, 20 due as usual; 80 due, of which twice as many are finished; 5 due.
    >>> par = parameters(assess_stretch=0.5)
    >>> finishing(20.0, 20.0, 10.0, par), finishing(80.0, 20.0, 10.0, par), finishing(5.0, 20.0, 10.0, par)
    (0.5, 0.25, 1.0)
    """
    if due == 0:
        return 1.0
    return min(1.0, assessors * power(due / usual_due, par.assess_stretch) / due)


@rule
def paced(assessors, pace):
    """What assessors finish at their pace [assessments per month].

        finished = assessors * exp(pace)

    >>> paced(10.0, 0.0), round(paced(10.0, 0.1), 3)
    (10.0, 11.052)
    """
    return assessors * exp(pace)


@rule
def mediating(known, usual_known, offer, par):
    """Chance that a family goes to mediation after a no.

        chance = min(1, mediates * min(3/2, know_how / usual know_how) * (1 + mediation_offer))

    Source: [dfela2025], of refusals that go to mediation.
    >>> par = parameters(mediates=0.27)
    >>> mediating(0.4, 0.4, 0.0, par), round(mediating(0.9, 0.4, 0.0, par), 3), mediating(0.4, 0.4, 9.0, par)
    (0.27, 0.405, 1.0)
    """
    return min(1.0, par.mediates * min(1.5, known / usual_known) * (1 + offer))


MOST_WISH = 4.0
"""A family appeals at most so many times as readily as a usual one."""


@rule
def appeal_wish(trust, lived_fit, known, usual_known, means, par):
    """How much more readily than a usual one this family appeals [times].

        wish = 2 * (1 - trust) * 2 * (1 - lived_fit) * know_how / usual know_how * exp(appeal_means * means),   at most 4

    trust: in the institution; lived_fit: one half where the plan is not what the appeal is about.
    Source: [hirschman1970], exit, voice and loyalty; [suttontrust2025], who has means goes to a tribunal more often.
    >>> par = parameters(appeal_means=0.2)
    >>> appeal_wish(0.5, 0.5, 0.4, 0.4, 0.0, par), round(appeal_wish(0.25, 0.5, 0.4, 0.4, 1.0, par), 4)
    (1.0, 1.8321)
    >>> appeal_wish(0.0, 0.0, 1.0, 0.4, 0.0, par)
    4.0
    """
    wish = 4 * (1 - trust) * (1 - lived_fit) * known / usual_known * exp(par.appeal_means * means)
    return min(MOST_WISH, wish)


@rule
def lodging(ground, wish, par):
    """Chance that an appeal is lodged this month, in each of the two months in which there is a right to.

        chance = min(1, 1/2 * q * wish),   q = appeal_refusal, appeal_no_plan or appeal_content

    >>> par = parameters(appeal_refusal=0.1, appeal_no_plan=0.2, appeal_content=0.02)
    >>> lodging(1, 1.0, par), lodging(2, 2.0, par), lodging(3, 0.5, par)
    (0.05, 0.2, 0.005)
    """
    if ground == 1:
        usual = par.appeal_refusal
    elif ground == 2:
        usual = par.appeal_no_plan
    else:
        usual = par.appeal_content
    return min(1.0, 0.5 * usual * wish)


SIXTEEN = 16 * 12
"""From this age on a young person has a right of appeal of their own [months]."""


@rule
def trust_of_who_appeals(parents, young, share, age):
    """The trust that counts when an appeal is thought of: from 16 years on the young person's counts by their share.

        trust = (1 - share) * parents' + share * the young person's

    Source: [dfe2015], from 16 years on it is the young person's right.
    >>> trust_of_who_appeals(0.4, 0.8, 0.5, 100), round(trust_of_who_appeals(0.4, 0.8, 0.5, 200), 3)
    (0.4, 0.6)
    """
    return (1 - share) * parents + share * young if age >= SIXTEEN else parents


@rule
def leaving(has_plan, age, par):
    """Chance that a young person leaves the pathway this month, before they are too old for it.

    From 16 years on `leaves_grown` of those with a plan and `support_ends_grown` of others; before, `leaves_young` and `support_ends_young`.
    >>> par = parameters(leaves_grown=0.02, leaves_young=0.002, support_ends_grown=0.03, support_ends_young=0.004)
    >>> leaving(True, 200, par), leaving(True, 100, par), leaving(False, 200, par), leaving(False, 100, par)
    (0.02, 0.002, 0.03, 0.004)
    """
    if has_plan:
        return par.leaves_grown if age >= SIXTEEN else par.leaves_young
    return par.support_ends_grown if age >= SIXTEEN else par.support_ends_young


@rule
def path_spending(assessors, families, information, par):
    """What assessing and informing cost for each family in a month [baseline plans].

        spending = assessment_cost * assessors / families + information_cost * information

    assessors: how many assessments a month they can finish; they are paid whether there is work or not.
    >>> par = parameters(assessment_cost=0.5, information_cost=0.02)
    >>> path_spending(2.0, 100, 0.5, par)
    0.02
    """
    return par.assessment_cost * assessors / families + par.information_cost * information
