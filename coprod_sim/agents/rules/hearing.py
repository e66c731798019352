"""Who is heard: what language, poverty and prejudice take away, and what interpreters, support and contact give back.

In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import exp


@rule
def hearing(language, poor, standing, interpreters, compensating, professional_trust, par):
    """What is left of being heard [0-1].

        hearing = exp(-(language_gap * language * (1 - interpreters) + (1 - compensating) * (poverty_gap * poor
                + prejudice * standing * (1 - contact * professional_trust))))

    language: needs an interpreter; poor: has least; standing: meets prejudice: each 1 or 0.   interpreters, compensating: levers [0-1].
    professional_trust: mean of the team.   Source: [jakobsen2013], support for those who have least narrows the gap;
    contact wears prejudice down (ours).
    Example: all three, no levers, trust 0.5: 0.5 + 0.3 + 0.25 * 0.75; with both levers wide open.
    >>> par = parameters(language_gap=0.5, poverty_gap=0.3, prejudice=0.25, contact=0.5)
    >>> round(hearing(1.0, 1.0, 1.0, 0.0, 0.0, 0.5, par), 4), hearing(1.0, 1.0, 1.0, 1.0, 1.0, 0.5, par)
    (0.3725, 1.0)
    """
    scorned = par.prejudice * standing * (1 - par.contact * professional_trust)
    gap = par.language_gap * language * (1 - interpreters) + (1 - compensating) * (par.poverty_gap * poor + scorned)
    return exp(-gap)
