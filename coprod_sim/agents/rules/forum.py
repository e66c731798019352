"""The forum: the equations of what commissioner and members take families to need, and of the standard offer that they set.

Every function here is one equation; agents/forum.py composes them.
In the examples `parameters` makes a record of the parameters that are named, and of no others (conftest.py).
"""

import math

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import power


@rule
def commissioner_estimate(standard_offer, mean_need, draw, par):
    """What a commissioner takes its families to need in one area, when the offer is set again [standard need units].

        estimate = standard_offer + group_information * (mean_need - standard_offer) + commissioner_noise / sqrt(offer_sample) * z

    It knows the group far better than any one child.
    Example: offer 0, need 0.5, no chance.
    >>> par = parameters(group_information=0.5, commissioner_noise=0.35, offer_sample=12)
    >>> commissioner_estimate(0.0, 0.5, 0.0, par)
    0.25
    """
    noise = par.commissioner_noise / math.sqrt(par.offer_sample)
    return standard_offer + par.group_information * (mean_need - standard_offer) + noise * draw


@rule
def member_estimate(need, commissioners, months, par):
    """What a member of the forum speaks for in one area: its own need, drawn to the commissioner's estimate by each month in the seat.

        estimate = need + (1 - (1 - capture)^months) * (commissioner's estimate - need)      [standard need units]

    Source: [cahn2000], who is drawn into an institution takes on its shape.
    Example: need 1, the commissioner says 0; after a year a fifth of the way is gone.
    >>> par = parameters(capture=0.02)
    >>> member_estimate(1.0, 0.0, 0, par), round(member_estimate(1.0, 0.0, 12, par), 3)
    (1.0, 0.785)
    """
    return need + (1 - power(1 - par.capture, months)) * (commissioners - need)


@rule
def offer_after(commissioners, forums, forum_share):
    """The standard offer in one area, as commissioner and forum set it [standard need units].

        offer = (1 - forum_share) * commissioner's estimate + forum_share * forum's estimate

    >>> offer_after(0.2, 0.6, 0.5)
    0.4
    """
    return (1 - forum_share) * commissioners + forum_share * forums


@rule
def trust_by_forum(council_trust, members_trust, forum_word, par):
    """Trust in the institution of who sits in the forum, or is a peer of one that does: members' trust spreads [0-1].

        trust' = trust + members_word * forum_word * (mean trust of members - trust)

    It goes down as well as up.   Assumption.
    >>> par = parameters(members_word=0.01)
    >>> round(trust_by_forum(0.4, 0.8, 0.5, par), 4), round(trust_by_forum(0.4, 0.2, 0.5, par), 4)
    (0.402, 0.399)
    """
    return council_trust + par.members_word * forum_word * (members_trust - council_trust)


@rule
def own_word(months, par):
    """How far a member still speaks from a family's own life after so many months in the seat [0-1].

        own word = (1 - capture)^months

    >>> par = parameters(capture=0.02)
    >>> own_word(0, par), round(own_word(12, par), 3)
    (1.0, 0.785)
    """
    return power(1 - par.capture, months)
