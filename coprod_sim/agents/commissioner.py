"""A commissioner: a local authority or integrated care board, which holds the money and sets the rules of the game.

A commissioner sees its families' progress and disputes as last month left them, and its own levers.
It writes its own row only.  Its levers are state too, so that events can change them and commissioners can differ.
First the state, then the rules, then the month that composes them.
In the examples `par` holds the default parameters.
"""

from coprod_sim.agents import hooks
from coprod_sim.engine.kernel.compiled import act, loop, rule
from coprod_sim.engine.kernel.state_field import NEED_AREAS, UNBOUNDED, Field
from coprod_sim.scenario.parameters import LEVERS

COMMISSIONER = (
    *(Field(lever.name, lever.unit, lever.meaning, lever.low, lever.high) for lever in LEVERS),
    Field("pressure", "share", "pressure from money and disputes"),
    Field("rationing", "share", "the part of what families need that can be paid for", 0, 1),
    Field("spending", "baseline plans per family per month", "spending, as read this month", 0, UNBOUNDED),
    Field("disputes", "per family", "disputes that started last month", 0, 1),
    Field(
        "standard_offer",
        "standard need units",
        "what is offered as a matter of course in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
)


@rule
def plan_spending(provision, progress, par):
    """What one family's plan costs in a month: more for what it holds, less where progress prevents need [baseline plans].

        spending = plan_overhead + provision_cost * provision - prevention_saving * progress

    provision: mean over areas of max(0, plan) [standard need units].   Source: [stacey2024].
    Example: provision 0.4, progress 0.5: 0.4 + 0.52 - 0.1.
    >>> round(plan_spending(0.4, 0.5, par), 3)
    0.82
    """
    return par.plan_overhead + par.provision_cost * provision - par.prevention_saving * progress


@rule
def spending_now(plans, disputes, training, reward, par):
    """What a commissioner spends for each family in a month [baseline plans].

        spending = mean plan spending + dispute_cost * disputes + training_cost * training + reward_cost * reward

    disputes: per family.
    Example: plans at 0.85, 0.01 disputes, training 0.03, reward 0.5: 0.85 + 0.06 + 0.03 + 0.015.
    >>> round(spending_now(0.85, 0.01, 0.03, 0.5, par), 3)
    0.955
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


@act
def see_area(place, row, month):
    """Read the disputes of last month.  Gives the mean spending on plans."""
    me, par = place.commissioners[row], place.parameters[0]
    first, last = place.area_start[row], place.area_start[row + 1]
    plans = disputes = 0.0
    for family in range(first, last):
        seen = place.seen[month & 1, family]
        plans += plan_spending(seen.provision, seen.progress, par)
        disputes += seen.in_dispute
    me.disputes = disputes / (last - first)
    return plans / (last - first)


@act
def spend(place, row, month, plans):
    """Count the spending, where plans cost so much; rationing and pressure follow."""
    me, par = place.commissioners[row], place.parameters[0]
    me.spending = spending_now(plans, me.disputes, me.training, me.reward, par)
    me.rationing = rationing_now(me.budget, me.spending)
    me.pressure = pressure_after(me.pressure, me.budget, me.spending, me.disputes, par)
    hooks.before_month(place, row, month)


@act
def commissioner_month(place, row, month):
    """One month of one commissioner, who has families: read last month's disputes and spending; pressure and rationing follow."""
    if place.area_start[row + 1] > place.area_start[row]:
        plans = see_area(place, row, month)
        spend(place, row, month, plans)


@loop
def commissioners_month(place, month, first, last):
    """One month of the commissioners in rows first to last - 1."""
    for row in range(first, last):
        commissioner_month(place, row, month)
