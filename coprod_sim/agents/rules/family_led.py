"""A family-led meeting: a review at which the family and those it brings make the plan, and all others agree or give reasons.

It is a review like any other, with its own shares in the decision: what the family formally holds is the same before and after it.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

import math

from coprod_sim.engine.kernel.compiled import rule


@rule
def share_held(family_power, led, par):
    """The family's share in the decision at a review: at least led_share where it leads [0-1].

        held = max(power, led * led_share)

    led: 1 or 0.   Assumption: those who make the plan in private time decide most of it, and not all.
    >>> par = parameters(led_share=0.6)
    >>> share_held(0.1, 1.0, par), share_held(0.7, 1.0, par), share_held(0.1, 0.0, par)
    (0.6, 0.7, 0.1)
    """
    return max(family_power, led * par.led_share)


@rule
def left_to_others(family_power, held):
    """The part of everybody else's power that counts at a review, alike for all, so that all weights add up to 1 [0-1].

        left = (1 - held) / (1 - power),   1 where the family holds no more than its power

    >>> round(left_to_others(0.2, 0.6), 3), left_to_others(0.7, 0.7), left_to_others(1.0, 1.0)
    (0.5, 1.0, 1.0)
    """
    return (1 - held) / (1 - family_power) if held > family_power else 1.0


@rule
def company(confidence, led, par):
    """What those whom a family brings know of its young person, in views as good as its own [0 and more].

        company = led * led_company * sum of its peers' confidence

    Its peers are those whom it can bring; who believes in what they can bring about says what they know.   Assumption.
    Example: three peers with a confidence of one half each.
    >>> par = parameters(led_company=0.2)
    >>> round(company(1.5, 1.0, par), 3), company(1.5, 0.0, par), company(0.0, 1.0, par)
    (0.3, 0.0, 0.0)
    """
    return led * par.led_company * confidence


@rule
def narrowed(draw, brought):
    """The chance part of the parents' view where others know the young person, too: unlike errors, weighed together, are less.

        narrowed = z / sqrt(1 + company)

    What parents wish beyond the need stays: who comes with a family is on its side.   Source: [bates1969].
    >>> narrowed(1.0, 3.0), narrowed(1.0, 0.0)
    (0.5, 1.0)
    """
    return draw / math.sqrt(1 + brought)


@rule
def answered(feedback, led, par):
    """How far reasons are given: at a family-led meeting by all who do not agree to the plan [0-1].

        answered = max(feedback, led * led_answers)

    Assumption.
    >>> par = parameters(led_answers=0.5)
    >>> answered(0.2, 1.0, par), answered(0.2, 0.0, par), answered(0.8, 1.0, par)
    (0.5, 0.2, 0.8)
    """
    return max(feedback, led * par.led_answers)


@rule
def energy_left(energy, led, par):
    """A family's energy after a review: to bring people together and make a plan tires [0-1].

        energy' = energy * (1 - led * led_tiredness)

    Assumption.
    >>> par = parameters(led_tiredness=0.05)
    >>> round(energy_left(0.8, 1.0, par), 3), energy_left(0.8, 0.0, par)
    (0.76, 0.8)
    """
    return energy * (1 - led * par.led_tiredness)
