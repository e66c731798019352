"""A plain reading of the model: the statutory pathway at month 0 (section 13).

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
"""

import math
from typing import Any

from scipy.special import betainc, ndtri

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_appeals import chance_of_mediation, usual_appeals, wish_of_its_own
from coprod_sim.evidence.docking.plain_habits import habits_zero
from coprod_sim.evidence.docking.plain_pathway import (
    ASSESSED,
    CONTENT,
    NO_PLAN,
    PLAN,
    REFUSAL,
    REQUESTED,
    SUPPORT,
    Path,
    around_family,
    knows,
    log_odds,
    logistic,
    severity,
)

YOUNGEST, OLDEST = 48, 192
"""From so many to so many months old are those without a plan at month 0."""
CUT = 1e-6


def pathway_zero(
    seed: int, commissioners: list[Any], staff: list[Any], families: list[Any], par: dict[str, float]
) -> None:
    """Set all of the pathway at month 0, in a place without areas; needs, trust and ties stand already."""
    for family in families:
        on_the_way(seed, family, par)
    for commissioner in commissioners:
        offices_zero(commissioner, par)
    habits_zero(seed, commissioners, staff, par)
    for family in families:
        family.path.know_how = knows(family, par["start_appealed"], par, information=0.0)
    usual = sum(family.path.know_how for family in families) / len(families)
    for commissioner in commissioners:
        commissioner.usual_know_how = usual
    for family in families:
        appeal_zero(seed, family, par)
    appealed = [family.path.appealed for family in families]
    for commissioner in commissioners:
        mine = [family.path.appealed for family in commissioner.families]
        commissioner.appealed = sum(mine) / len(mine) if mine else 0.0
    for family in families:
        family.path.know_how = knows(family, around_family(family, appealed), par)


def flow(par: dict[str, float]) -> float:
    """f: how many are under way for each one on support and under way together."""
    late = 1 - par["start_in_time"]
    a = 1 - par["request_refused"]
    return par["request_chance"] * (1 + a * (par["decides"] + 2 + late / par["start_in_time"]))


def normal_score(resources: float, par: dict[str, float]) -> float:
    """Resources as a normal score."""
    half = par["start_resources_evenness"] / 2
    return float(ndtri(min(1 - CUT, max(CUT, betainc(half, half, resources)))))


def on_the_way(seed: int, family: Any, par: dict[str, float]) -> None:
    """Where on the pathway a family is."""
    family.path = path = Path(SUPPORT, 0, 0, 0, 0, False, normal_score(family.resources, par), 0.0)
    u0, u1, _, _ = draws.shares(seed, family.row, 0, 0, draws.START_PATHWAY)
    chance = logistic(
        log_odds(par["plan_share"]) + par["gate_means"] * path.means + par["gate_need"] * severity(family, par)
    )
    if u0 < chance:
        path.stage, path.waited = PLAN, math.floor(12 * u0 / chance)
        return
    years = draws.uniform(seed, family.row, 0, 0, draws.START_AGE)
    family.young_person.age = math.floor(YOUNGEST + (OLDEST - YOUNGEST) * years)

    a, late = 1 - par["request_refused"], 1 - par["start_in_time"]
    each = par["request_chance"] / (1 + flow(par))
    steps = [(REQUESTED, 0, each), (ASSESSED, 1, par["decides"] * a * each)]
    steps += [(ASSESSED, 2, a * each), (ASSESSED, 3, a * each)]
    still, waited = late, 4
    while still > 1e-4:
        steps.append((ASSESSED, waited, a * each * still))
        still, waited = still * late, waited + 1
    for stage, waited, share in steps:
        if u1 < share:
            path.stage, path.waited = stage, waited
            return
        u1 -= share


def offices_zero(commissioner: Any, par: dict[str, float]) -> None:
    """What those who decide and assess are like."""
    a = 1 - par["request_refused"]
    commissioner.request_bar = log_odds(par["request_refused"])
    commissioner.plan_bar = log_odds(par["no_plan"])
    without = len(commissioner.families) * (1 - par["plan_share"])
    commissioner.assessors = without / (1 + flow(par)) * par["request_chance"] * a
    commissioner.usual_due = commissioner.assessors / par["start_in_time"]
    commissioner.finishing = par["start_in_time"]
    commissioner.due = commissioner.usual_due
    commissioner.request_rate = commissioner.usual_request = par["request_chance"]
    commissioner.usual_cost = par["plan_share"] + par["support_cost"] * (1 - par["plan_share"])


def appeal_zero(seed: int, family: Any, par: dict[str, float]) -> None:
    """An appeal of the last year, or one of before."""
    path = family.path
    _, _, u2, u3 = draws.shares(seed, family.row, 0, 0, draws.START_PATHWAY)
    wait = int(par["appeal_wait"])
    n = (par["appeal_wait"] - 1) / 12

    def lodged(ground: int) -> float:
        return usual_appeals(ground, par) * wish_of_its_own(family, ground, par)

    def after_a_no(ground: int) -> float:
        m = chance_of_mediation(family, 1.0, par)
        return m * par["mediation_goes_on"] + (1 - m) * lodged(ground)

    grounds: list[tuple[int, float]] = []
    if path.stage == PLAN:
        grounds = [(CONTENT, par["reviews_held"] * lodged(CONTENT) * n)]
    elif path.stage == SUPPORT:
        asked = 12 * par["request_chance"]
        refused = asked * par["request_refused"] * after_a_no(REFUSAL) * n
        no_plan = asked * (1 - par["request_refused"]) * par["no_plan"] * after_a_no(NO_PLAN) * n
        grounds = [(REFUSAL, refused), (NO_PLAN, no_plan)]
    left = u2
    for ground, chance in grounds:
        if left < chance:
            ago = 1 + math.floor((wait - 1) * (12 * u3 % 1))
            if 9973 * u3 % 1 < (1 - par["concedes"]) ** ago:
                path.appealed, path.ground, path.hearing_in = True, ground, wait - ago
            return
        left -= chance
    known = path.know_how / family.commissioner.usual_know_how
    path.appealed = 1 - u2 < par["start_appealed"] * known
