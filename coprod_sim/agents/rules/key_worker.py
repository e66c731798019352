"""A key worker for some families: one person beside a family who stays when others of its team leave, and takes work off it.

In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def passed_on(knowledge, key_worker, par):
    """What a newcomer to the team is told of the young person [0-1].

        knowledge' = key_worker * key_keeps * knowledge

    key_worker: 1 or 0; without one all is lost with who leaves.   Assumption.
    >>> par = parameters(key_keeps=0.5)
    >>> passed_on(0.6, 1.0, par), passed_on(0.6, 0.0, par)
    (0.3, 0.0)
    """
    return key_worker * par.key_keeps * knowledge


@rule
def relieved(before, after, key_worker, par):
    """A family's energy after a month in which a key worker took a part of its toll [0-1].

        toll = before + recovery * (1 - before) - after
        energy = after + key_worker * key_relief * toll

    before, after: its energy before the month, and after it without a key worker (daily_life.py, family_energy_after).
    Source: [sloper2006], families live better where a key worker does more of what key workers do; the size is ours.
    Example: from 0.8 to 0.76 with a recovery of 0.024, so a toll of 0.064, of which a quarter is given back.
    >>> par = parameters(key_relief=0.25, recovery=0.12)
    >>> round(relieved(0.8, 0.76, 1.0, par), 3), relieved(0.8, 0.76, 0.0, par)
    (0.776, 0.76)
    """
    toll = before + par.recovery * (1 - before) - after
    return after + key_worker * par.key_relief * toll


@rule
def key_time(key_worker, team, par):
    """Staff time that a key worker takes of each of a family's team in a month [case-months].

        time = key_worker * key_time / team

    team: how many they are.   Source: [sloper2006], the work takes time that has to be agreed; how much is ours.
    >>> par = parameters(key_time=0.3)
    >>> round(key_time(1.0, 2, par), 3), key_time(0.0, 2, par)
    (0.15, 0.0)
    """
    return key_worker * par.key_time / team
