"""The statutory pathway at month 0: who has a plan, who waits for one, and whose appeal is under way.

The flow is in full swing: requests of last month, assessments of the months before, and appeals of the last year are there,
as many as the rules would have left of a steady flow.  Every family draws by its own key, as all that is at month 0.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from coprod_sim.agents.pathway import (
    ASSESSED,
    ASSESSED_FROM,
    CONTENT,
    PLAN,
    REFUSAL,
    REQUESTED,
    SUPPORT,
    WITHOUT_PLAN,
    YEAR,
    learn_rights,
    severity_now,
)
from coprod_sim.agents.rules import habits, pathway
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop, rule
from coprod_sim.engine.kernel.functions import log, logs, power
from coprod_sim.engine.kernel.quantiles import fill_normal_scores
from coprod_sim.engine.state import Place, Reals

YOUNGEST_ON_SUPPORT, OLDEST_ON_SUPPORT = 4 * 12, 16 * 12
"""Between these ages are those on support without a plan, all alike [months]."""
TAIL = 1e-4
"""So small a part of those who wait longest is left out."""
EXTREME = 1e-6
"""Resources count as this far from the ends at most, so that their normal score is finite."""


@rule
def flow(asked, refused, in_time, decides):
    """Those under way to a plan, for each family that is on support and has not asked.

        flow = asked * (1 + (1 - refused) * (decides + 2 + (1 - in_time) / in_time))

    asked: chance that one asks in a month.
    >>> round(flow(0.01, 0.25, 0.5, 0.8), 5)
    0.0385
    """
    return asked * (1 + (1 - refused) * (decides + 2 + (1 - in_time) / in_time))


@act
def be_under_way(place, row, draw, refused, in_time):
    """Be on the way to a plan, or on support; draw: uniform."""
    me, par = place.pathways[row], place.parameters[0]
    usual = place.commissioners[place.families[row].commissioner].usual_request
    steady = flow(usual, refused, in_time, par.decides)
    asked = usual / (1 + steady)
    accepted = asked * (1 - refused)
    me.stage, me.waited = SUPPORT, 0
    if draw < asked:
        me.stage = REQUESTED
        return
    draw -= asked
    # In the month after a request, and in the two after that, nothing can be finished.
    for waited in range(1, ASSESSED_FROM):
        part = accepted * par.decides if waited == 1 else accepted
        if draw < part:
            me.stage, me.waited = ASSESSED, waited
            return
        draw -= part
    waited, part = ASSESSED_FROM, accepted * (1 - in_time)
    while part > TAIL * accepted:
        if draw < part:
            me.stage, me.waited = ASSESSED, waited
            return
        draw -= part
        part *= 1 - in_time
        waited += 1


@act
def appeal_under_way(place, row, about, draw, when):
    """Have an appeal that was lodged in the last year and is not over, or none.  about: what it is about; draw, when: uniform."""
    me, par = place.pathways[row], place.parameters[0]
    months = int(par.appeal_wait) - 1
    ago = 1 + int(when * months)
    if draw < power(1 - par.concedes, ago):
        me.ground, me.hearing_in, me.appealed = about, months + 1 - ago, 1


@act
def start_appeals(place, row, words, refused):
    """Draw whose appeal is under way, and who has appealed before."""
    me, family, par = place.pathways[row], place.families[row], place.parameters[0]
    usual = place.commissioners[family.commissioner].usual_know_how
    lived = family.lived_fit if me.stage == PLAN else 0.5
    wish = pathway.appeal_wish(family.reputation, lived, me.know_how, usual, me.means, par)
    mediated = pathway.mediating(me.know_how, usual, 0.0, par)
    draw, when = randomness.uniform(words[2]), randomness.uniform(words[3])
    within, survives = when * YEAR - int(when * YEAR), when * 9973.0 - int(when * 9973.0)
    year = (par.appeal_wait - 1.0) / YEAR
    if me.stage == PLAN:
        first, second = par.reviews_held * 2 * pathway.lodging(CONTENT, wish, par) * year, 0.0
    else:
        asked = YEAR * place.commissioners[family.commissioner].usual_request
        first = (
            asked
            * refused
            * (mediated * par.mediation_goes_on + (1 - mediated) * 2 * pathway.lodging(REFUSAL, wish, par))
            * year
        )
        ends = asked * (1 - refused) * par.no_plan
        second = (
            ends
            * (mediated * par.mediation_goes_on + (1 - mediated) * 2 * pathway.lodging(WITHOUT_PLAN, wish, par))
            * year
        )
    if me.stage == PLAN and draw < first:
        appeal_under_way(place, row, CONTENT, survives, within)
    elif me.stage == SUPPORT and draw < first:
        appeal_under_way(place, row, REFUSAL, survives, within)
    elif me.stage == SUPPORT and draw < first + second:
        appeal_under_way(place, row, WITHOUT_PLAN, survives, within)
    elif 1 - draw < par.start_appealed * me.know_how / usual:
        me.appealed = 1


@loop
def start_stages(place, plan_share, refused, in_time):
    """Draw who has a plan, who waits for one and who is on support.  plan_share, refused, in_time: (c,)."""
    for row in range(len(place.pathways)):
        me, par = place.pathways[row], place.parameters[0]
        commissioner = place.families[row].commissioner
        words = randomness.four_words(place.key, row, 0, 0, randomness.START_PATHWAY)
        draw = randomness.uniform(words[0])
        has_plan = 1 - pathway.no_at_gate(
            -pathway.log_odds(plan_share[commissioner]), me.means, severity_now(place, row), 0.0, par
        )
        if draw < has_plan:
            me.stage, me.waited = PLAN, int(draw / has_plan * YEAR)
            continue
        be_under_way(place, row, randomness.uniform(words[1]), refused[commissioner], in_time[commissioner])
        years = randomness.chance(place.key, row, 0, 0, randomness.START_AGE)
        place.young_people[row].age = int(YOUNGEST_ON_SUPPORT + years * (OLDEST_ON_SUPPORT - YOUNGEST_ON_SUPPORT))


@loop
def start_know_how(place):
    """Let everybody know their rights as if so many had appealed everywhere, and let the mean be what is usual."""
    par, total = place.parameters[0], 0.0
    for row in range(len(place.pathways)):
        me = place.pathways[row]
        me.know_how = pathway.know_how(me.means, 0, par.start_appealed, 0.0, par)
        total += me.know_how
    for row in range(len(place.commissioners)):
        place.commissioners[row].usual_know_how = total / len(place.pathways)


@loop
def start_rights(place, refused):
    """Draw appeals, and let everybody know their rights by them.  refused: (c,)."""
    for row in range(len(place.pathways)):
        words = randomness.four_words(place.key, row, 0, 0, randomness.START_PATHWAY)
        start_appeals(place, row, words, refused[place.families[row].commissioner])
        place.seen[0, row].appealed = place.pathways[row].appealed
        place.commissioners[place.families[row].commissioner].appealed += place.pathways[row].appealed
    for row in range(len(place.commissioners)):
        families = place.area_start[row + 1] - place.area_start[row]
        if families > 0:
            place.commissioners[row].appealed /= families
    for row in range(len(place.pathways)):
        learn_rights(place, row, 0)


def start_pathway(place: Place, area: Any, values: Mapping[str, float]) -> None:
    """Fill the rows of the pathway, and what commissioners know of it; nothing in a place without it.

    area: what areas differ in at month 0 (initial_state.py).
    """
    if len(place.pathways) == 0:
        return
    place.pathways["means"] = normal_scores(
        np.ascontiguousarray(place.families["resources"]), values["start_resources_evenness"]
    )
    families = np.diff(place.area_start)
    steady = 1 + np.array(
        [flow(*each, values["decides"]) for each in zip(area.request_chance, area.refused, area.in_time, strict=True)]
    )
    asking = families * (1 - area.plan_share) / steady * area.request_chance
    with_plan = area.plan_share + (1 - area.plan_share) * values["support_cost"]
    people = place.commissioners
    people["usual_cost"] = with_plan
    people["request_bar"] = logs(area.refused / (1 - area.refused))
    people["plan_bar"] = log(values["no_plan"] / (1 - values["no_plan"]))
    people["request_rate"] = people["usual_request"] = area.request_chance
    people["assessors"] = np.maximum(1e-9, asking * (1 - area.refused))
    people["due"] = people["assessors"] / area.in_time
    # With habits areas differ by their pace, which is not for ever; without, by how many are due as usual.
    people["usual_due"] = people["assessors"] / (values["start_in_time"] if values["habits"] else area.in_time)
    if values["habits"]:
        people["pace"] = values["assess_stretch"] * logs(area.in_time / values["start_in_time"])
    people["finishing"] = area.in_time
    start_stages(place, area.plan_share, area.refused, area.in_time)
    people["usual_bar"] = log(values["request_refused"] / (1 - values["request_refused"]))
    people["habits"] = values["habits"]
    if values["habits"]:
        start_habits(place, area.known_no, values["usual_no"])
    start_know_how(place)
    start_rights(place, area.refused)


@loop
def start_habits(place, known_no, usual_no):
    """Draw how cautious heads and staff are, by what is known of how many requests end without a plan.  known_no: (c,), nan where nothing is."""
    par = place.parameters[0]
    for row in range(len(place.commissioners)):
        draws = randomness.four_normals(place.key, row, 0, 0, randomness.START_LEAD)
        known = habits.known_habit(known_no[row], usual_no, par) if known_no[row] > 0 else 0.0
        me = place.commissioners[row]
        me.lead = known + par.habit_spread * par.mirror * draws[0]
        # What is published of refusals has the habit in it.
        me.request_bar -= par.gate_culture * me.lead
    for row in range(len(place.professionals)):
        me = place.professionals[row]
        draws = randomness.four_normals(place.key, row, 0, 0, randomness.START_CAUTION)
        me.caution = place.commissioners[me.commissioner].lead + par.habit_within * draws[0]


def normal_scores(resources: Reals, evenness: float) -> Reals:
    """Give resources as normal scores: 0 for the median of all families, 1 for one that has more than 84 of 100.

    >>> normal_scores(np.array([0.5]), 6.0).round(9).tolist()
    [0.0]
    """
    scores = np.empty(len(resources))
    fill_normal_scores(evenness / 2, resources, EXTREME, scores)
    return scores
