"""A plain reading of the model: rights and appeals on the statutory pathway (section 13), at the end of a family's month.

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
"""

import math
from typing import Any

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_habits import caution_met
from coprod_sim.evidence.docking.plain_pathway import (
    AREAS,
    ASSESSED,
    CONTENT,
    GROWN,
    MONTHS_TO_APPEAL,
    NO_PLAN,
    NOTHING,
    PLAN,
    REFUSAL,
)

MOST = 4.0
"""Nobody wishes more than so many times as much as usual to appeal."""


def rights_and_appeals(seed: int, family: Any, t: int, par: dict[str, float]) -> None:
    """An appeal goes on, or what a right comes to this month."""
    path = family.path
    if path.under_way:
        appeal_goes_on(seed, family, t, par)
    elif path.right_months > 0:
        use_right(seed, family, t, par)


def use_right(seed: int, family: Any, t: int, par: dict[str, float]) -> None:
    """Mediation, an appeal, or a month less."""
    path = family.path
    v0, v1, v2, v3 = draws.shares(seed, family.row, 0, t, draws.RIGHTS)
    first = path.right_months == MONTHS_TO_APPEAL
    offered = 1 + family.commissioner.mediation_offer
    if first and path.ground in (REFUSAL, NO_PLAN) and v0 < chance_of_mediation(family, offered, par):
        goes_on = par["mediation_goes_on"]
        if v1 < goes_on:
            lodge(family, v3, par)
        elif v1 < goes_on + (1 - goes_on) * par["mediation_turns"]:
            turned(seed, family, t, par)
        else:
            path.forget_right()
    elif v2 < 0.5 * usual_appeals(path.ground, par) * wish(family, path.ground, par):
        lodge(family, v3, par)
    else:
        path.right_months -= 1
        if path.right_months == 0:
            path.ground = NOTHING


def chance_of_mediation(family: Any, offered: float, par: dict[str, float]) -> float:
    """The chance that a family goes to mediation."""
    known = family.path.know_how / family.commissioner.usual_know_how
    return float(min(1.0, par["mediates"] * min(1.5, known) * offered))


def usual_appeals(ground: int, par: dict[str, float]) -> float:
    """How many usual families appeal on a ground."""
    return {REFUSAL: par["appeal_refusal"], NO_PLAN: par["appeal_no_plan"], CONTENT: par["appeal_content"]}[ground]


def wish(family: Any, ground: int, par: dict[str, float]) -> float:
    """How much more than a usual family this one wishes to appeal, against those whom it meets."""
    return min(MOST, wish_of_its_own(family, ground, par) * math.exp(caution_met(family)))


def wish_of_its_own(family: Any, ground: int, par: dict[str, float]) -> float:
    """The wish to appeal, whoever the family meets; the right is a grown young person's own."""
    path, young = family.path, family.young_person
    trust = family.reputation
    if young.age >= GROWN:
        trust = (1 - young.share) * family.reputation + young.share * young.trust
    lived = family.lived_fit if ground == CONTENT else 0.5
    known = path.know_how / family.commissioner.usual_know_how
    return float(min(MOST, MOST * (1 - trust) * (1 - lived) * known * math.exp(par["appeal_means"] * path.means)))


def lodge(family: Any, v3: float, par: dict[str, float]) -> None:
    """An appeal is lodged."""
    path = family.path
    path.right_months = 0
    path.hearing_in = int(par["appeal_wait"]) - 1 + math.floor(3 * v3)
    path.appealed, path.know_how = True, 1.0
    family.energy *= math.sqrt(1 - par["dispute_tiredness"])
    family.in_dispute = True


def appeal_goes_on(seed: int, family: Any, t: int, par: dict[str, float]) -> None:
    """A month less to the hearing; it is held, or given in to before."""
    path = family.path
    path.hearing_in -= 1
    if path.hearing_in > 0:
        if draws.shares(seed, family.row, 0, t, draws.PATHWAY)[2] < par["concedes"]:
            path.hearing_in = 0
            turned(seed, family, t, par)
        return
    lost = par["dispute_loss"]
    people = sum(edge.family_trust for edge in family.team) / len(family.team)
    trusted = par["person_weight"] * people + (1 - par["person_weight"]) * family.own_part * family.council_trust
    family.note_cause("dispute", -lost * trusted)
    for edge in family.team:
        edge.family_trust *= 1 - lost
        edge.professional_trust *= 1 - lost
    family.council_trust *= 1 - lost
    family.energy *= math.sqrt(1 - par["dispute_tiredness"])
    if draws.uniform(seed, family.row, 0, t, draws.HEARING) < par["wins"]:
        turned(seed, family, t, par)
    else:
        path.forget_right()


def turned(seed: int, family: Any, t: int, par: dict[str, float]) -> None:
    """What a family gets where a no is turned, or an appeal is conceded or won."""
    path = family.path
    if path.ground == REFUSAL:
        path.stage, path.waited = ASSESSED, 0
    elif path.ground == NO_PLAN:
        path.stage, path.waited = PLAN, 0
        if not family.reviewed:
            family.months_since_review = int(par["review_months"])
    else:
        z = draws.normals(seed, family.row, 0, t, draws.TRIBUNAL)
        family.plan = [family.need[a] + par["tribunal_noise"] * z[a] for a in AREAS]
        family.order_months = int(par["order_binds"])
    path.forget_right()
