"""Staff: the equations of a professional's time, energy, skill and leaving.

Every function here is one equation; agents/professional.py lives the month by composing them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def case_time(family_trust, family_power, facilitation, in_dispute, par):
    """Time that one case needs this month [case-months].

        time = 1 + friction * (1 - family_trust)
             + 2 * sharing_time * family_power * (sharing_reach - facilitation) + dispute_time * in_dispute

    Source: [stacey2024], sharing a decision costs little time where it is prepared; [oliver2019], sharing costs those who do it.
    Example: trust 0.5, power 0.5, facilitation 0.5, no dispute: 1 + 0.1 + 0.03.
    >>> par = parameters(friction=0.2, sharing_time=0.05, sharing_reach=1.1, dispute_time=1.5)
    >>> round(case_time(0.5, 0.5, 0.5, 0.0, par), 3), round(case_time(0.5, 0.5, 0.5, 1.0, par), 3)
    (1.13, 2.63)
    """
    sharing = 2 * par.sharing_time * family_power * (par.sharing_reach - facilitation)
    return 1 + par.friction * (1 - family_trust) + sharing + par.dispute_time * in_dispute


@rule
def load_now(needed_time, capacity, monitoring, reflection, training, facilitation, par):
    """How loaded a professional is: needed time over available time.

        load = needed / (capacity * max(0.1, 1 - monitoring - reflection - training_time * training * (1 - facilitation)))

    Training takes time, and less of it as less is left to learn.  A tenth of the time is always left for families.
    Example: 9 needed of 10, less 6 % for measuring, 2.5 % for thinking, 0.5 * 0.06 * 0.5 for training.
    >>> par = parameters(training_time=0.5)
    >>> round(load_now(9.0, 10.0, 0.06, 0.025, 0.06, 0.5, par), 3), load_now(9.0, 10.0, 0.6, 0.3, 0.2, 0.0, par)
    (1.0, 9.0)
    """
    learning = par.training_time * training * (1 - facilitation)
    return needed_time / (capacity * max(0.1, 1 - monitoring - reflection - learning))


@rule
def staff_energy_after(energy, load, par):
    """A professional's energy after this month [0-1].

        energy' = energy + staff_energy_rate * (1 / (1 + strain * max(0, load - 1)) - energy)

    Source: [lipsky1980].   Example: energy 0.85 under a load of 1.25 moves toward 0.8.
    >>> par = parameters(staff_energy_rate=0.2, strain=1)
    >>> round(staff_energy_after(0.85, 1.25, par), 3), round(staff_energy_after(0.5, 0.9, par), 3)
    (0.84, 0.6)
    """
    return energy + par.staff_energy_rate * (1 / (1 + par.strain * max(0.0, load - 1)) - energy)


@rule
def learning_now(training, reflection, shared_power, par):
    """How much of what it still lacks a professional could learn this month [share per month].

        learning = training + reflective_learning * reflection + learning_by_doing * shared_power

    shared_power: mean family power over the cases.   Source: [realpe2010] training and practice; [honingh2020] training works.
    Example: training 0.03, reflection 0.1, power 0.25.
    >>> par = parameters(reflective_learning=0.4, learning_by_doing=0.02)
    >>> round(learning_now(0.03, 0.1, 0.25, par), 3)
    0.075
    """
    return training + par.reflective_learning * reflection + par.learning_by_doing * shared_power


@rule
def facilitation_after(facilitation, energy, daring, colleagues_lead, learning, embedding, par):
    """How far a professional facilitates after this month [0-1].

        facilitation' = facilitation + learning * (1 - facilitation) * energy * daring
            + practice_spread * colleagues_lead - fade / (1 + embedding) * (facilitation - start_facilitation)

    Leaving the fixer's part takes daring; craft flows from colleagues who have it; skill fades to what is usual here, not to nothing.
    daring: total bravery; colleagues_lead: mean over colleagues of max(0, theirs - own) at the start of the month.
    Source: [realpe2010].
    Example: 0.5, energy 0.8, daring 0.5, colleagues ahead by 0.1, learning 0.1, no embedding: 0.5 + 0.02 + 0.005 - 0.0012.
    >>> par = parameters(practice_spread=0.05, fade=0.007, start_facilitation=1 / 3)
    >>> round(facilitation_after(0.5, 0.8, 0.5, 0.1, 0.1, 0.0, par), 4)
    0.5238
    """
    change = learning * (1 - facilitation) * energy * daring + par.practice_spread * colleagues_lead
    faded = par.fade / (1 + embedding) * (facilitation - par.start_facilitation)
    return min(1.0, max(0.0, facilitation + change - faded))


@rule
def seat_part(operational_share, par):
    """How much families in a practice team count beside colleagues [0-1].

        part = seat_weight * operational_share

    Assumption.
    >>> par = parameters(seat_weight=0.3)
    >>> round(seat_part(0.5, par), 3), seat_part(0.0, par)
    (0.15, 0.0)
    """
    return par.seat_weight * operational_share


@rule
def lead_with_families(colleagues_lead, facilitation, hearing, part, par):
    """How far those in a practice team are ahead of a professional, where families sit in it, too [0-1].

        lead = (1 - part) * colleagues_lead + part * max(0, parent_model * hearing - facilitation)

    hearing: how far the families of its own cases, who take turns in the seat, are heard.
    So where families are hardly heard, seats teach less than colleagues would.   Source: [honingh2020].
    Example: colleagues ahead by 0.1, own 0.4; families heard by 0.8 are ahead by 0.4, and count a tenth.
    >>> par = parameters(parent_model=1.0)
    >>> round(lead_with_families(0.1, 0.4, 0.8, 0.1, par), 3), lead_with_families(0.1, 0.4, 0.8, 0.0, par)
    (0.13, 0.1)
    """
    return (1 - part) * colleagues_lead + part * max(0.0, par.parent_model * hearing - facilitation)


@rule
def turnover_chance(energy, par):
    """Chance that a professional leaves this month.

        chance = turnover * (1 + turnover_strain * (1 - energy))

    Source: [dfe2025].
    >>> par = parameters(turnover=0.01, turnover_strain=3)
    >>> round(turnover_chance(0.8, par), 5)
    0.016
    """
    return par.turnover * (1 + par.turnover_strain * (1 - energy))


@rule
def newcomer_facilitation(colleagues, draw, par):
    """How far a newcomer facilitates: on average a part of what colleagues do, and anything up to twice that [0-1].

        facilitation = min(1, 2 * newcomer_skill * colleagues * u)

    colleagues: their mean facilitation at the start of the month; u: uniform on [0, 1].
    >>> par = parameters(newcomer_skill=0.7)
    >>> round(newcomer_facilitation(0.5, 0.5, par), 3), newcomer_facilitation(1.0, 0.9, par)
    (0.35, 1.0)
    """
    return min(1.0, 2 * par.newcomer_skill * colleagues * draw)
