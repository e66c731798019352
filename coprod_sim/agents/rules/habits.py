"""Habits of an area: how readily its heads and its staff say no, and how that lasts while people come and go.

Caution is how readily one says no and sticks to it, in log units; 0 is usual.  The lead is the caution of an area's heads.
Every function here is one equation; agents/habits.py lives the month by composing them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

import math

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import log, power


@rule
def carried_on(value, usual, kept_a_year, spread, draw):
    """What drifts about what is usual, a month later: part of it is kept from year to year, and chance renews the rest.

        value' = usual + kept * (value - usual) + sqrt(1 - kept^2) * spread * z,   kept = kept_a_year^(1/12)

    So its spread stays `spread`, and from one year to the next its correlation is kept_a_year.
    Assumption: an autoregressive walk of order one.
    Example: a year's worth of a twelfth root of one half; without chance half is left after twelve months.
    >>> round(carried_on(1.0, 0.0, 0.5, 0.4, 0.0), 4), round(1.0 * (0.5 ** (1 / 12)) ** 12, 4)
    (0.9439, 0.5)
    """
    kept = power(kept_a_year, 1 / 12)
    return usual + kept * (value - usual) + math.sqrt(1 - kept * kept) * spread * draw


@rule
def caution_after(caution, lead, colleagues, training, part, par):
    """A professional's caution a month later: it moves to that of heads and colleagues; training and families in the team wear it down.

        caution' = caution + conform * (1/2 * lead + 1/2 * colleagues - caution)
            - caution_training * training * max(0, caution) - operational_calm * part

    colleagues: their mean at the start of the month; training: the lever [share per month]; part: of families in the team.
    >>> par = parameters(conform=0.1, caution_training=1.0, operational_calm=0.02)
    >>> round(caution_after(0.2, 0.6, 0.4, 0.0, 0.0, par), 3), round(caution_after(0.2, 0.2, 0.2, 0.1, 0.5, par), 3)
    (0.23, 0.17)
    """
    towards = 0.5 * lead + 0.5 * colleagues - caution
    worn = par.caution_training * training * max(0.0, caution) + par.operational_calm * part
    return caution + par.conform * towards - worn


@rule
def calmed_lead(lead, parent_led, par):
    """The lead of heads who were at a conference: where parents led it, caution gives way [log units].

        lead' = lead - conference_calm * parent_led * max(0, lead)

    Heads who say no less than is usual stay as they are.   Assumption.
    >>> par = parameters(conference_calm=0.1)
    >>> round(calmed_lead(0.4, 0.5, par), 3), calmed_lead(-0.4, 0.5, par)
    (0.38, -0.4)
    """
    return lead - par.conference_calm * parent_led * max(0.0, lead)


@rule
def newcomers_caution(colleagues, lead, draw, par):
    """The caution of who comes: those who hire choose people like themselves.

        caution = hired_alike * colleagues + 1/2 * (1 - hired_alike) * lead + habit_within * z

    >>> par = parameters(hired_alike=0.6, habit_within=0.3)
    >>> round(newcomers_caution(0.5, 0.1, 0.0, par), 3), round(newcomers_caution(0.5, 0.1, 1.0, par), 3)
    (0.32, 0.62)
    """
    return par.hired_alike * colleagues + 0.5 * (1 - par.hired_alike) * lead + par.habit_within * draw


@rule
def known_habit(no, usual_no, par):
    """What is known of an area's habit from how many of its requests end without a plan [log units].

        habit = spill * ln(no / usual no)

    >>> par = parameters(spill=0.5)
    >>> round(known_habit(0.55, 0.37, par), 4), known_habit(0.37, 0.37, par)
    (0.1982, 0.0)
    """
    return par.spill * log(no / usual_no)
