"""Those who pay: the equations of spending, rationing and pressure.

Every function here is one equation; agents/commissioner.py lives the month by composing them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def plan_spending(provision, progress, par):
    """What one family's plan costs in a month: more for what it holds, less where progress prevents need [baseline plans].

        spending = plan_overhead + provision_cost * provision - prevention_saving * progress

    provision: mean over areas of max(0, plan) [standard need units].   Source: [stacey2024].
    Example: provision 0.4, progress 0.5: 0.4 + 0.52 - 0.1.
    >>> par = parameters(plan_overhead=0.4, provision_cost=1.3, prevention_saving=0.2)
    >>> round(plan_spending(0.4, 0.5, par), 3)
    0.82
    """
    return par.plan_overhead + par.provision_cost * provision - par.prevention_saving * progress


@rule
def hearing_spending(interpreters, language_share, compensating, poor_share, par):
    """What interpreters and support for those who have least cost for each family in a month [baseline plans].

        spending = interpreter_cost * interpreters * language_share + compensating_cost * compensating * poor_share

    language_share, poor_share: of the commissioner's families.
    Example: interpreters for all of a tenth, and half the support for a fifth: 0.003 + 0.004.
    >>> par = parameters(interpreter_cost=0.03, compensating_cost=0.04)
    >>> round(hearing_spending(1.0, 0.1, 0.5, 0.2, par), 4)
    0.007
    """
    return par.interpreter_cost * interpreters * language_share + par.compensating_cost * compensating * poor_share


@rule
def staff_spending(staff_added, usual_cost, par):
    """What staff time that was added since month 0 costs for each family in a month [baseline plans]; below 0 where it was taken.

        spending = staff_cost * staff_added * usual_cost

    staff_added: share of the staff time of month 0; usual_cost: usual spending, in baseline plans.
    Assumption: time costs the same whoever gives it, and nobody is paid for leaving.
    Example: a fifth more staff time, where all of it is 15 of 100 of usual spending: 0.03.
    >>> par = parameters(staff_cost=0.15)
    >>> round(staff_spending(0.2, 1.0, par), 3), round(staff_spending(-0.2, 0.5, par), 3)
    (0.03, -0.015)
    """
    return par.staff_cost * staff_added * usual_cost


@rule
def spending_now(plans, disputes, training, reward, on_hearing, par):
    """What a commissioner spends for each family in a month [baseline plans].

        spending = mean plan spending + dispute_cost * disputes + training_cost * training + reward_cost * reward + on hearing

    disputes: per family; on_hearing: hearing_spending.
    Example: plans at 0.85, 0.01 disputes, training 0.03, reward 0.5, and 0.005: 0.85 + 0.06 + 0.03 + 0.015 + 0.005.
    >>> par = parameters(dispute_cost=6, training_cost=1, reward_cost=0.03)
    >>> round(spending_now(0.85, 0.01, 0.03, 0.5, 0.005, par), 3)
    0.96
    """
    return plans + par.dispute_cost * disputes + par.training_cost * training + par.reward_cost * reward + on_hearing


@rule
def rationing_now(budget, spending):
    """The part of what families need that the budget pays for [0-1].

        rationing = min(1, budget / spending)

    >>> rationing_now(0.8, 1.0), rationing_now(0.9, 0.8)
    (0.8, 1.0)
    """
    return min(1.0, budget / spending)


@rule
def pressure_after(pressure, budget, spending, disputes, par):
    """How hard a commissioner is pressed after this month [0-1].

        pressure' = pressure + pressure_rate
                  * (min(1, overspend_pressure * max(0, spending / budget - 1) + dispute_pressure * disputes) - pressure)

    disputes: per family.
    Example: pressure 0.2, a tenth over budget, 0.005 disputes: towards 0.3 + 0.1.
    >>> par = parameters(pressure_rate=0.1, overspend_pressure=3, dispute_pressure=20)
    >>> round(pressure_after(0.2, 1.0, 1.1, 0.005, par), 3), round(pressure_after(0.2, 1.0, 0.9, 0.0, par), 3)
    (0.22, 0.18)
    """
    push = par.overspend_pressure * max(0.0, spending / budget - 1) + par.dispute_pressure * disputes
    return pressure + par.pressure_rate * (min(1.0, push) - pressure)
