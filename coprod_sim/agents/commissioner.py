"""A commissioner: a local authority or integrated care board, which holds the money and sets the rules of the game.

A commissioner sees its families' progress and disputes as last month left them, and its own levers.
It writes its own row only.  Its levers are state too, so that events can change them and commissioners can differ.
First the state, then the month; its equations stand in rules/commissioner.py.
"""

from coprod_sim.agents import hooks
from coprod_sim.agents.habits import keep_habits
from coprod_sim.agents.pathway import PLAN, on_path
from coprod_sim.agents.rules.commissioner import (
    hearing_spending,
    plan_spending,
    pressure_after,
    rationing_now,
    spending_now,
    staff_spending,
)
from coprod_sim.agents.rules.pathway import finishing, paced, path_spending, requests_grow
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.kernel.state_field import FLAG, NEED_AREAS, UNBOUNDED, Field
from coprod_sim.scenario.parameters import LEVERS

COMMISSIONER = (
    *(Field(lever.name, lever.unit, lever.meaning, lever.low, lever.high) for lever in LEVERS),
    Field("pressure", "share", "pressure from money and disputes"),
    Field("rationing", "share", "the part of what families need that can be paid for", 0, 1),
    Field("forum_word", "share", "how far families' own word reaches the commissioner through the forum"),
    Field("spending", "baseline plans per family per month", "spending, as read this month", 0, UNBOUNDED),
    Field("disputes", "per family", "disputes that started last month", 0, 1),
    Field("language_share", "share", "share of families who need an interpreter"),
    Field("poor_share", "share", "share of families who have least"),
    Field(
        "usual_cost",
        "baseline plans per family per month",
        "what plans and support cost at month 0, against a plan for each; fixed",
        0,
        UNBOUNDED,
    ),
    Field("members_trust", "share", "mean trust in it of those who sit in its forum; 0 without any"),
    Field("staff_added", "share", "staff time added since month 0, against what there was then", -1, UNBOUNDED),
    Field("lead", "log units", "how cautious its heads are; 0 is usual", -UNBOUNDED, UNBOUNDED),
    Field("practice", "log units", "how much more cautious it is this year", -UNBOUNDED, UNBOUNDED),
    Field("pace", "log units", "how much more its assessors get done than as usual", -UNBOUNDED, UNBOUNDED),
    Field("usual_bar", "log-odds", "of a no to a request in a usual area; fixed", -UNBOUNDED, UNBOUNDED),
    Field("usual_request", "chance per month", "chance of a request at month 0; fixed"),
    Field("request_bar", "log-odds", "of a no to a request of a usual family", -UNBOUNDED, UNBOUNDED),
    Field("plan_bar", "log-odds", "of an assessment of a usual family that ends without a plan", -UNBOUNDED, UNBOUNDED),
    Field("eased", "log-odds", "how far the forum lowers the bars", 0, UNBOUNDED),
    Field("request_rate", "chance per month", "chance that a usual family on support asks for an assessment"),
    Field(
        "assessors",
        "assessments per month",
        "what assessors finish where as many are due as usual; fixed",
        0,
        UNBOUNDED,
    ),
    Field("usual_due", "assessments", "how many are due as usual; fixed", 0, UNBOUNDED),
    Field("due", "assessments", "how many are due this month", 0, UNBOUNDED),
    Field("finishing", "share", "chance that one that is due is finished this month"),
    Field("appealed", "share", "families who have ever appealed"),
    Field("usual_know_how", "share", "mean know-how of rights in the place at month 0; fixed"),
    Field(
        "standard_offer",
        "standard need units",
        "what is offered as a matter of course in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("habits", "flag", "whether there are habits in this place; fixed", type=FLAG),
)


@act
def see_area(place, row, month):
    """Read the disputes of last month, and count who needs an interpreter or has least.  Gives the mean spending on plans."""
    me, par = place.commissioners[row], place.parameters[0]
    first, last = place.area_start[row], place.area_start[row + 1]
    plans = disputes = language = poor = due = appealed = 0.0
    for family in range(first, last):
        seen = place.seen[month & 1, family]
        cost = plan_spending(seen.provision, seen.progress, par)
        if on_path(place) and seen.stage != PLAN:
            cost *= par.support_cost
        plans += cost
        due += seen.due
        appealed += seen.appealed
        disputes += seen.in_dispute
        language += seen.language
        poor += seen.poor
    me.language_share, me.poor_share = language / (last - first), poor / (last - first)
    me.disputes = disputes / (last - first)
    me.due, me.appealed = due, appealed / (last - first)
    return plans / (last - first)


@act
def assess(place, row, month):
    """Pay assessors and a local offer of information; how many of the assessments that are due are finished follows, and how many ask."""
    me, par = place.commissioners[row], place.parameters[0]
    assessors = me.assessors * me.assessing
    me.spending += path_spending(assessors, place.area_start[row + 1] - place.area_start[row], me.information, par)
    me.finishing = finishing(me.due, me.usual_due, paced(assessors, me.pace), par)
    me.request_rate = requests_grow(me.usual_request, month, par)


@act
def spend(place, row, month, plans):
    """Count the spending, where plans cost so much; rationing and pressure follow."""
    me, par = place.commissioners[row], place.parameters[0]
    on_hearing = hearing_spending(me.interpreters, me.language_share, me.compensating, me.poor_share, par)
    me.spending = spending_now(plans, me.disputes, me.training, me.reward, on_hearing, par)
    me.spending += staff_spending(me.staff_added, me.usual_cost, par)
    if on_path(place):
        assess(place, row, month)
        keep_habits(place, row, month)
    # A budget is for the plans and the support that there were at month 0.
    budget = me.budget * me.usual_cost
    me.rationing = rationing_now(budget, me.spending)
    me.pressure = pressure_after(me.pressure, budget, me.spending, me.disputes, par)
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
