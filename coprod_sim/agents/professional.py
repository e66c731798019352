"""A professional: SENCO, therapist, psychologist or caseworker, between fixer and facilitator.

A professional sees its own cases as last month left them, its colleagues' facilitation at the start of the month, and its commissioner's levers.
It writes its own row only; what a newcomer means to families is felt by the families themselves (family.py, see_team).
First the state, then the month; its equations stand in rules/professional.py.
"""

from coprod_sim.agents import hooks
from coprod_sim.agents.habits import settle_caution
from coprod_sim.agents.rules.power import total_bravery
from coprod_sim.agents.rules.professional import (
    case_time,
    facilitation_after,
    lead_with_families,
    learning_now,
    load_now,
    newcomer_facilitation,
    seat_part,
    staff_energy_after,
    turnover_chance,
)
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

PROFESSIONAL = (
    Field("facilitation", "share", "0 a fixer, 1 a facilitator"),
    Field("bravery", "share", "readiness to share before trust is earned; stays with the post"),
    Field("energy", "share", "the professional's energy"),
    Field("caution", "log units", "how readily this professional says no; 0 is usual", -UNBOUNDED, UNBOUNDED),
    Field("load", "ratio", "needed time over available time", 0, UNBOUNDED),
    Field("capacity", "case-months", "time available each month; fixed but for events", 0, UNBOUNDED),
    Field(
        "families_word", "share", "how much families in its team count, times how far they are heard; 0 without seats"
    ),
    Field("discipline", "area", "the area of need that the professional knows best; fixed", 0, NEED_AREAS - 1, COUNT),
    Field(
        "commissioner",
        "row",
        "the commissioner that the professional answers to; fixed",
        0,
        UNBOUNDED,
        COUNT,
        structural=True,
    ),
    Field("newcomer", "flag", "whether this professional came this month", type=FLAG),
    Field("must_leave", "flag", "whether an event takes this professional away this month", type=FLAG),
)


@act
def see_cases(place, row, month):
    """Look at the cases as last month left them: the load follows.  Gives the mean power of their families."""
    me, par = place.professionals[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    first, last = place.case_start[row], place.case_start[row + 1]
    needed = shared = 0.0
    for case in range(first, last):
        tie = place.casework[place.cases[case]]
        family = place.seen[month & 1, tie.family]
        needed += case_time(tie.family_trust, family.power, me.facilitation, family.in_dispute, par)
        needed += family.more_time
        shared += family.power
    needed += par.seat_time * levers.operational_share
    if last > first:
        me.load = load_now(
            needed, me.capacity, levers.monitoring, levers.reflection, levers.training, me.facilitation, par
        )
        shared /= last - first
    return shared


@act
def colleagues_mean(place, row):
    """Give the mean facilitation of a professional and its colleagues at the start of the month."""
    total, heads = place.seen_facilitation[row], 1
    for tie in range(place.practice_start[row], place.practice_start[row + 1]):
        total += place.seen_facilitation[place.colleagues[tie]]
        heads += 1
    return total / heads


@act
def colleagues_lead(place, row):
    """Give how far the colleagues of a professional are ahead at the start of the month; nothing without colleagues."""
    own, total = place.seen_facilitation[row], 0.0
    first, last = place.practice_start[row], place.practice_start[row + 1]
    for tie in range(first, last):
        total += max(0.0, place.seen_facilitation[place.colleagues[tie]] - own)
    return total / max(1, last - first)


@act
def heard_in_team(place, row):
    """Give how far the families of a professional's cases are heard, who take turns in the seats of its team; 0 without cases."""
    total = 0.0
    first, last = place.case_start[row], place.case_start[row + 1]
    for case in range(first, last):
        total += place.families[place.casework[place.cases[case]].family].hearing
    return total / max(1, last - first)


@act
def lead_in_team(place, row):
    """Give how far those in a professional's team of practice are ahead, families among them where they have seats."""
    par, me = place.parameters[0], place.professionals[row]
    lead = colleagues_lead(place, row)
    part = seat_part(place.commissioners[me.commissioner].operational_share, par)
    me.families_word = 0.0
    if part == 0:
        return lead
    hearing = heard_in_team(place, row)
    me.families_word = part * hearing
    return lead_with_families(lead, place.seen_facilitation[row], hearing, part, par)


@act
def learn(place, row, shared_power):
    """Tire or rest under the load, and learn from training, colleagues and shared decisions."""
    me, par = place.professionals[row], place.parameters[0]
    levers = place.commissioners[me.commissioner]
    me.energy = staff_energy_after(me.energy, me.load, par)
    me.facilitation = facilitation_after(
        me.facilitation,
        me.energy,
        total_bravery(me.bravery, levers.staff_bravery),
        lead_in_team(place, row),
        learning_now(levers.training, levers.reflection, shared_power, par),
        levers.embedding,
        par,
    )


@act
def stay_or_leave(place, row, month):
    """Stay, or leave the post to a newcomer."""
    me, par = place.professionals[row], place.parameters[0]
    leaves = randomness.chance(place.key, row, 0, month, randomness.TURNOVER) < turnover_chance(me.energy, par)
    me.newcomer = leaves or me.must_leave
    me.must_leave = 0
    if me.newcomer:
        me.energy = 1.0
        draw = randomness.chance(place.key, row, 0, month, randomness.NEWCOMER)
        me.facilitation = newcomer_facilitation(colleagues_mean(place, row), draw, par)
    settle_caution(place, row, month)
    hooks.after_work(place, row, month)


@act
def professional_month(place, row, month):
    """One month of one professional: load, energy, facilitation, and perhaps a new face in the post."""
    shared_power = see_cases(place, row, month)
    learn(place, row, shared_power)
    stay_or_leave(place, row, month)


@loop
def professionals_month(place, month, first, last):
    """One month of the professionals in rows first to last - 1."""
    for row in range(first, last):
        professional_month(place, row, month)
