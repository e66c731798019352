"""Did they listen: how far a review moved what was decided toward what the family said.

In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

import math

from coprod_sim.engine.kernel.compiled import rule


@rule
def unspoken(held, need, standard_offer, others):
    """What would have been decided in one area had the family not spoken, as an error [standard need units].

        unspoken = others - held * (need - standard_offer)

    held: its share in the decision, which then goes to what is on offer.   others: the own views of staff and of those who pay, by power.
    Example: a family that holds a quarter, for a need of 1 where 0.2 is offered, and others who are off by -0.3 in all.
    >>> round(unspoken(0.25, 1.0, 0.2, -0.3), 3)
    -0.5
    """
    return others - held * (need - standard_offer)


@rule
def moved(decided_squares, unspoken_squares):
    """How far a decision moved toward what the family said, of the way from what would have been decided without it [up to 1].

        moved = 1 - sqrt(decided squares / unspoken squares),   0 where nothing was between them

    Squares of the distance to the family's view, summed over areas: of the decision, and of what it would have been.
    1 is what the family said; 0 is as if it had not spoken; below 0 the decision is further from its view.
    Example: half of the distance is left.
    >>> moved(0.25, 1.0), moved(0.0, 1.0), moved(1.0, 1.0), moved(0.0, 0.0)
    (0.5, 1.0, 0.0, 0.0)
    """
    return 1 - math.sqrt(decided_squares / unspoken_squares) if unspoken_squares > 0 else 0.0


@rule
def listened(moved_part, par):
    """Whether they listened: the decision moved at least listened_from of the way, 1 or 0.

    Where that begins is a definition: hardly a decision does not move at all, for a family always holds something.
    >>> par = parameters(listened_from=0.1)
    >>> listened(0.1, par), listened(0.09, par), listened(-0.2, par)
    (1.0, 0.0, 0.0)
    """
    return 1.0 if moved_part >= par.listened_from else 0.0
