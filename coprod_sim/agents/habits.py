"""Habits of an area in the month of its commissioner and of its staff, in a place that has them.

Heads drift slowly, staff take after heads and colleagues, and newcomers are hired by those who are there.
A commissioner and a professional write their own row only.  The equations stand in rules/habits.py.
"""

from coprod_sim.agents.rules import habits
from coprod_sim.agents.rules.professional import seat_part
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act

YEAR = 12


@act
def keep_habits(place, row, month):
    """Let a commissioner's lead, its bar for requests and the pace of its assessors drift, and once a year its practice of that year be another."""
    me, par = place.commissioners[row], place.parameters[0]
    if not me.habits:
        return
    draws = randomness.four_normals(place.key, row, 0, month, randomness.LEAD)
    me.lead = habits.carried_on(me.lead, 0.0, par.habit_year, par.habit_spread, par.mirror * draws[0])
    me.request_bar = habits.carried_on(
        me.request_bar, me.usual_bar, par.gate_year, par.gate_spread, par.mirror * draws[1]
    )
    me.pace = habits.carried_on(me.pace, 0.0, par.pace_year, par.pace_spread, par.mirror * draws[2])
    if month % YEAR == 1:
        years = randomness.four_normals(place.key, row, 0, month // YEAR, randomness.YEAR_PRACTICE)
        me.practice = par.year_luck * par.mirror * years[0]


@act
def colleagues_caution(place, row):
    """Give the mean caution of a professional and its colleagues at the start of the month."""
    total, heads = place.seen_caution[row], 1
    for tie in range(place.practice_start[row], place.practice_start[row + 1]):
        total += place.seen_caution[place.colleagues[tie]]
        heads += 1
    return total / heads


@act
def settle_caution(place, row, month):
    """Take after heads and colleagues; or, as a newcomer, be like those who hired."""
    me, par = place.professionals[row], place.parameters[0]
    commissioner = place.commissioners[me.commissioner]
    if not commissioner.habits:
        return
    colleagues = colleagues_caution(place, row)
    if me.newcomer:
        draws = randomness.four_normals(place.key, row, 0, month, randomness.HIRED)
        me.caution = habits.newcomers_caution(colleagues, commissioner.lead, draws[0], par)
    else:
        part = seat_part(commissioner.operational_share, par)
        me.caution = habits.caution_after(me.caution, commissioner.lead, colleagues, commissioner.training, part, par)


@act
def caution_of_team(place, row):
    """Give how cautious those are whom a family meets: the mean of its team, and its commissioner's practice of this year."""
    first, last = place.team_start[row], place.team_start[row + 1]
    total = 0.0
    for edge in range(first, last):
        total += place.professionals[place.casework[edge].professional].caution
    return total / (last - first) + place.commissioners[place.families[row].commissioner].practice
