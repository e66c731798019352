"""A plain reading of the model: who leaves, and who comes (section 6), and how a family is drawn (section 10).

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
The text says what is drawn at month 0; how confidence, ability and needs are drawn is read from the meanings of their settings.
Section 10 leaves open between which bounds confidence and ability are kept; that is settled here as in the engine's docstrings.
"""

import math
from typing import Any

from scipy.special import betaincinv

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_pathway import another_path
from coprod_sim.evidence.docking.plain_young_person import young_anew

AREAS = range(4)
CONFIDENT = (0.02, 0.98)
"""Between these bounds families begin in confidence."""
YOUNGEST, OLDEST = 30, 120
"""From so many to so many months old are young people who come later."""


def leaves(young: Any, par: dict[str, float]) -> bool:
    """Whether a young person is old enough to leave."""
    return bool(young.age >= 12 * par["leave_age"])


def drawn_family(seed: int, family: Any, number: int, par: dict[str, float]) -> None:
    """Draw what sets a family apart: need, ability and confidence; `number` families had the row before."""
    row = family.row
    _, for_confidence, for_ability, _ = draws.normals(seed, row, 0, number, draws.START_FAMILY)
    usual = par["start_confidence"] + par["start_confidence_resources"] * family.resources
    least, most = CONFIDENT
    family.confidence = min(most, max(least, usual + par["start_confidence_spread"] * for_confidence))
    family.ability = min(1.0, max(0.0, par["start_ability"] + par["start_ability_spread"] * for_ability))
    family.progress = par["start_progress"] + 0.5 * family.ability
    family.energy, family.engaged = par["start_energy"], par["start_engaged"]
    family.lived_fit = par["start_lived_fit"]
    family.gossip = par["gossip"]

    z = draws.normals(seed, row, 0, number, draws.START_NEED)
    family.need = [par["start_need_spread"] * z[a] for a in AREAS]
    main = math.floor(4 * draws.uniform(seed, row, 0, number, draws.START_MAIN_NEED))
    family.need[main] += par["start_main_need"]


def follows_from_need(seed: int, family: Any, number: int, par: dict[str, float]) -> None:
    """Draw wishes, appetite and who is set apart, and set what follows from the need that is there."""
    z = draws.normals(seed, family.row, 0, number, draws.START_BIAS)
    family.usual_need = list(family.need)
    family.plan = [par["start_plan"] * need for need in family.need]
    family.parent_bias = [par["start_bias"] + par["start_bias_spread"] * z[a] for a in AREAS]
    family.appetite = draws.uniform(seed, family.row, 0, number, draws.START_APPETITE)
    family.council_trust = family.reputation = par["start_council_trust"]

    _, _, u_language, u_standing = draws.shares(seed, family.row, 0, number, draws.START_MAIN_NEED)
    family.language = u_language < par["start_language"]
    half = par["start_resources_evenness"] / 2  # of a Beta with mean one half
    family.poor = family.resources < betaincinv(half, half, par["start_poor"])
    both = 1 - (1 - par["start_language"]) * (1 - par["start_poor"])
    chance = par["start_standing"] / (1 + both) * (2 if family.language or family.poor else 1)
    family.standing = u_standing < chance


def expects(family: Any, par: dict[str, float]) -> None:
    """Set what follows from trust, power and the promise: felt trust, and the say that is expected."""
    people = sum(edge.family_trust for edge in family.team) / len(family.team)
    family.felt_trust = par["person_weight"] * people + (1 - par["person_weight"]) * family.reputation
    beyond_power = max(0.0, family.commissioner.promise - family.power)
    family.expected_say = family.power + family.reputation * beyond_power


def another_family(seed: int, family: Any, par: dict[str, float]) -> None:
    """Another family takes the row: the same resources, team and peers, and all else anew.

    How far it is heard follows from this, and is left to whoever calls.
    """
    young, before = family.young_person, family.felt_trust
    young.life += 1
    drawn_family(seed, family, young.life, par)
    follows_from_need(seed, family, young.life, par)

    family.power, family.commissioner_power = par["start_family_power"], par["start_commissioner_power"]
    for edge in family.team:
        edge.family_trust = par["newcomer_trust"]
        edge.professional_trust = par["newcomer_professional_trust"]
        edge.knowledge = edge.listening = 0.0
        edge.power = (1 - family.power - family.commissioner_power) / len(family.team)
    expects(family, par)

    # No review yet, no dispute, and nothing for a ledger to tell but that another family is here.
    family.months_since_review = family.order_months = 0
    family.asked = family.led = family.late = family.in_dispute = False
    family.voice = family.heard = 0.0
    family.family_view_error = family.staff_view_error = family.staff_field_error = family.payer_view_error = 0.0
    family.decided_error, family.unspoken_error, family.moved = [0.0] * len(AREAS), [0.0] * len(AREAS), 0.0
    family.coming = [0.0] * len(family.coming)
    family.note_cause("new_family", family.felt_trust - before)

    if family.path is not None:
        another_path(family, par)
    young_anew(seed, young, par)
    u_age = draws.uniform(seed, family.row, 0, young.life, draws.START_AGE)
    young.age = math.floor(YOUNGEST + (OLDEST - YOUNGEST) * u_age)
