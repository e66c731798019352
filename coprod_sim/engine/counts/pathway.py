"""Counting the statutory pathway: how many families are where on it, and what happened to them this month.

The sums are part of every tally (totals.py); in a place without the pathway they stay 0.
"""

from coprod_sim.agents.pathway import (
    ACCEPTED,
    ANNUAL_REVIEW,
    ASKED,
    CONCEDED,
    CONTENT,
    ENDED_WITHOUT,
    LODGED,
    LODGED_AFTER_MEDIATION,
    LOST,
    MEDIATED,
    PLAN,
    PLANNED,
    REFUSAL,
    REFUSED_REQUEST,
    SUPPORT,
    TURNED,
    WON,
    on_path,
)
from coprod_sim.engine.kernel.compiled import act

PATH_SUMS = (
    "path_families",
    "path_waiting",
    "path_plans",
    "path_requests",
    "path_refused",
    "path_accepted",
    "path_no_plan",
    "path_new_plans",
    "path_in_time",
    "path_over_year",
    "path_months_waited",
    "path_annual_reviews",
    "path_mediations",
    "path_mediated_on",
    "path_appeals_refusal",
    "path_appeals_no_plan",
    "path_appeals_content",
    "path_conceded",
    "path_won",
    "path_lost",
    "path_under_way",
    "path_orders",
    "path_know_how",
    "path_better_off_decided",
    "path_better_off_accepted",
    "path_worse_off_decided",
    "path_worse_off_accepted",
    "path_better_off_appeals",
    "path_worse_off_appeals",
)
"""What is added up over families; the better off are the half of all families with more resources."""


@act
def count_path(place, row, tally):
    """Add where one family stands on the pathway, and what happened to it there this month."""
    if not on_path(place):
        return
    me, family = place.pathways[row], place.families[row]
    tally.path_families += 1
    tally.path_plans += me.stage == PLAN
    tally.path_waiting += SUPPORT < me.stage < PLAN
    tally.path_under_way += me.hearing_in > 0
    tally.path_orders += family.order_months > 0
    tally.path_know_how += me.know_how
    if me.step > 0:
        count_step(place, row, tally)
    if me.move > 0:
        count_move(place, row, tally)


@act
def count_step(place, row, tally):
    """Add the step that one family took on the way to a plan this month."""
    me = place.pathways[row]
    tally.path_requests += me.step == ASKED
    tally.path_annual_reviews += me.step == ANNUAL_REVIEW
    if me.step in (REFUSED_REQUEST, ACCEPTED):
        accepted = me.step == ACCEPTED
        tally.path_accepted += accepted
        tally.path_refused += not accepted
        if place.families[row].quarter >= 2:
            tally.path_better_off_decided += 1
            tally.path_better_off_accepted += accepted
        else:
            tally.path_worse_off_decided += 1
            tally.path_worse_off_accepted += accepted
    elif me.step in (PLANNED, ENDED_WITHOUT):
        tally.path_new_plans += me.step == PLANNED
        tally.path_no_plan += me.step == ENDED_WITHOUT
        tally.path_in_time += me.in_time
        tally.path_over_year += me.over_year
        tally.path_months_waited += me.took


@act
def count_move(place, row, tally):
    """Add what happened to one family's right or appeal this month."""
    me = place.pathways[row]
    lodged = me.move in (LODGED, LODGED_AFTER_MEDIATION)
    tally.path_mediations += me.move in (MEDIATED, TURNED, LODGED_AFTER_MEDIATION)
    tally.path_mediated_on += me.move == LODGED_AFTER_MEDIATION
    tally.path_conceded += me.move == CONCEDED
    tally.path_won += me.move == WON
    tally.path_lost += me.move == LOST
    if lodged:
        tally.path_appeals_refusal += me.ground == REFUSAL
        tally.path_appeals_content += me.ground == CONTENT
        tally.path_appeals_no_plan += REFUSAL < me.ground < CONTENT
        tally.path_better_off_appeals += place.families[row].quarter >= 2
        tally.path_worse_off_appeals += place.families[row].quarter < 2
