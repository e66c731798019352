"""A key worker beside some families: who has one, and what it changes in a family's month.

Its equations stand in rules/key_worker.py.  Where nobody has one, all is as without them, to the bit.
"""

from coprod_sim.agents.rules import key_worker
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act


@act
def be_given_key_worker(place, row):
    """Have a key worker or not: a fixed draw of the family, so that raising the lever key_workers only adds families."""
    me = place.families[row]
    share, life = place.commissioners[me.commissioner].key_workers, place.young_people[row].life
    me.key_worker = share > 0 and randomness.chance(place.key, row, 0, life, randomness.KEY_WORKER) < share


@act
def key_worker_now(place, row):
    """Give 1 where the family has a key worker this month, and 0 where it has none."""
    return 1.0 if place.families[row].key_worker else 0.0


@act
def be_relieved(place, row, before):
    """Let a key worker take a part of the toll of this month; before: the family's energy before it."""
    me = place.families[row]
    me.energy = key_worker.relieved(before, me.energy, key_worker_now(place, row), place.parameters[0])


@act
def key_worker_time(place, row):
    """Staff time that a key worker takes of each of the team [case-months]."""
    team = place.team_start[row + 1] - place.team_start[row]
    return key_worker.key_time(key_worker_now(place, row), team, place.parameters[0])
