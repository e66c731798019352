"""Who comes: the equations by which a family and its young person begin, at month 0 or when another has left.

Every function here is one equation; agents/arrival.py composes them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def clipped(value, low, high):
    """Keep a value between two bounds.

    >>> clipped(1.2, 0.0, 1.0), clipped(0.5, 0.0, 1.0)
    (1.0, 0.5)
    """
    return min(high, max(low, value))


@rule
def first_progress(ability, par):
    """The progress with which a young person begins.

        progress = 1/2 * ability + start_progress

    >>> par = parameters(start_progress=0.24)
    >>> round(first_progress(0.5, par), 3)
    0.49
    """
    return 0.5 * ability + par.start_progress


@rule
def start_standing_chance(language, poor, par):
    """Chance that a family meets prejudice: twice as likely where it needs an interpreter or has least [0-1].

        chance = start_standing / (1 + both) * (2 if language or poor else 1),   both = 1 - (1 - start_language) * (1 - start_poor)

    So the mean over all families is start_standing.   Assumption.
    >>> par = parameters(start_standing=0.25, start_language=0.1, start_poor=0.2)
    >>> round(start_standing_chance(0.0, 0.0, par), 4), round(start_standing_chance(1.0, 0.0, par), 4)
    (0.1953, 0.3906)
    """
    both = 1 - (1 - par.start_language) * (1 - par.start_poor)
    return par.start_standing / (1 + both) * (2.0 if language or poor else 1.0)


AGES = (0, 60, 132, 192, 240, 300)
"""The bounds of the age groups of official tables, 0 to 4, 5 to 10, 11 to 15, 16 to 19 and 20 to 24 years [months]."""
AGES_REACHED = (0.0, 0.05, 0.37, 0.72, 0.92, 1.0)
"""The share of young people with a plan who are younger than each of these; to be checked against the table SEN2 by age."""


@rule
def start_age(draw):
    """Give an age [months] by the shares of age groups, even within each.

    >>> start_age(0.0), start_age(0.37), start_age(0.545), start_age(0.999)
    (0, 132, 162, 299)
    """
    group = 0
    while draw >= AGES_REACHED[group + 1]:
        group += 1
    within = (draw - AGES_REACHED[group]) / (AGES_REACHED[group + 1] - AGES_REACHED[group])
    return int(AGES[group] + within * (AGES[group + 1] - AGES[group]))


YOUNGEST, OLDEST = 30, 120
"""Between these ages those come who come later [months]."""


@rule
def age_of_arrival(draw):
    """Give the age of a young person who comes later [months]: 2 and a half to 10 years, all alike.   Assumption.

    >>> age_of_arrival(0.0), age_of_arrival(0.5)
    (30, 75)
    """
    return int(YOUNGEST + draw * (OLDEST - YOUNGEST))
