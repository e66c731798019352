"""Those who pay: the equations of spending, rationing and pressure.

Every function here is one equation; agents/commissioner.py lives the month by composing them.
In the examples `par` holds the default parameters.
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def plan_spending(progress, par):
    """What one family's plan costs in a month: less where progress prevents need [baseline plans].

        spending = 1 - prevention_saving * progress

    >>> round(plan_spending(0.5, par), 3)
    0.85
    """
    return 1 - par.prevention_saving * progress


@rule
def spending_now(plans, disputes, training, reward, par):
    """What a commissioner spends for each family in a month [baseline plans].

        spending = mean plan spending + dispute_cost * disputes + training_cost * training + reward_cost * reward

    disputes: per family.
    Example: plans at 0.85, 0.01 disputes, training 0.03, reward 0.5: 0.85 + 0.06 + 0.03 + 0.02.
    >>> round(spending_now(0.85, 0.01, 0.03, 0.5, par), 3)
    0.96
    """
    return plans + par.dispute_cost * disputes + par.training_cost * training + par.reward_cost * reward


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
    >>> round(pressure_after(0.2, 1.0, 1.1, 0.005, par), 3), round(pressure_after(0.2, 1.0, 0.9, 0.0, par), 3)
    (0.22, 0.18)
    """
    push = par.overspend_pressure * max(0.0, spending / budget - 1) + par.dispute_pressure * disputes
    return pressure + par.pressure_rate * (min(1.0, push) - pressure)
