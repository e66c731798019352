"""Letting go: the equations by which decision power moves, at the end of a review meeting.

Power is the weight in the decision about the plan; what family, professionals and commissioner hold together is always 1.
It moves only as far as a ceiling allows, as fast as those who hold it are willing, and it drifts back where it goes unused.
Every function here is one equation; agents/review_meeting.py holds the meeting by composing them with those of review.py.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule


@rule
def real_ceiling(power_ceiling, pressure, commissioner_bravery, par):
    """The largest share that a family may really hold: formal rules retreat under pressure [0-1].

        ceiling = power_ceiling * (1 - retreat * pressure * (1 - commissioner_bravery))

    Formal and real authority are told apart as in [aghion1997], who hold the opposite of the rest: overload gives real
    authority away.   Assumption: money that runs short makes leaders take it back.
    Example: ceiling 0.5, pressure 0.5, bravery 0.6: 0.5 * (1 - 0.6 * 0.5 * 0.4).
    >>> par = parameters(retreat=0.6)
    >>> round(real_ceiling(0.5, 0.5, 0.6, par), 3)
    0.44
    """
    return power_ceiling * (1 - par.retreat * pressure * (1 - commissioner_bravery))


@rule
def wanted_power(ceiling, engaged):
    """The share that a family takes up: what the rules allow, as far as it takes part [0-1].

        wanted = ceiling * engaged

    A formal rule does not ask who is able: ability counts in what gets across, and in what is seen through.
    >>> wanted_power(0.5, 0.5)
    0.25
    """
    return ceiling * engaged


@rule
def total_bravery(bravery, staff_bravery):
    """A professional's bravery with the backing of the service: the leap of faith before trust is earned [0-1].

        total = min(1, bravery + staff_bravery)

    >>> total_bravery(0.25, 0.5), total_bravery(0.8, 0.5)
    (0.75, 1.0)
    """
    return min(1.0, bravery + staff_bravery)


@rule
def professional_willingness(facilitation, bravery, professional_trust, power, par):
    """How willing a professional is to let go of power [0-1].

        willingness = facilitation * (bravery + (1 - bravery) * professional_trust) * (1 - control_premium * power)

    bravery: in total.   Source: [fehr2013] the control premium; [schilke2015] power lowers trust.
    Example: facilitation 0.5, bravery 0.5, trust 0.6, power 0.5: 0.5 * 0.8 * 0.9.
    >>> par = parameters(control_premium=0.2)
    >>> round(professional_willingness(0.5, 0.5, 0.6, 0.5, par), 3)
    0.36
    """
    return facilitation * (bravery + (1 - bravery) * professional_trust) * (1 - par.control_premium * power)


@rule
def commissioner_willingness(commissioner_bravery, personal_budgets):
    """How willing a commissioner is to let go of power: by bravery, or by a personal budget [0-1].

        willingness = max(commissioner_bravery, personal_budgets)

    >>> commissioner_willingness(0.2, 0.9), commissioner_willingness(0.6, 0.0)
    (0.9, 0.6)
    """
    return max(commissioner_bravery, personal_budgets)


@rule
def power_released(willingness, gap, power, family_power, par):
    """The power that one holder lets go of at a review, in proportion to what it holds.

        released = release * willingness * gap * power / (1 - family_power)

    gap: wanted minus family_power, above 0.
    Example: willingness 0.4, gap 0.3, half of what the family does not hold: 0.5 * 0.4 * 0.3 * 0.5.
    >>> par = parameters(release=0.5)
    >>> round(power_released(0.4, 0.3, 0.4, 0.2, par), 3)
    0.03
    """
    return par.release * willingness * gap * power / (1 - family_power)


@rule
def power_lost(gap, par):
    """The power that goes back from a family that holds more than it wants or may.

        lost = release * |gap|        gap: wanted minus family_power, below 0.

    >>> par = parameters(release=0.5)
    >>> round(power_lost(-0.2, par), 3)
    0.1
    """
    return -par.release * gap
