"""A Working Together conference: families and professionals meet for a day, and some of what they bring home lasts.

Attending professionals learn, attending families gain confidence and a new peer, and both trust one another more.
No power moves.  When conferences are held is said by a scenario's events (scenario/events/).
"""

from itertools import pairwise

import numpy as np

from coprod_sim.agents.review_meeting import gossip_of
from coprod_sim.agents.rules.conference import lifted
from coprod_sim.agents.rules.daily_life import felt_trust_now
from coprod_sim.agents.rules.habits import calmed_lead
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.state import Place, Reals, RowNumbers, sparse_rows


@loop
def draw_who_comes(key, month, decision, draws):
    """Draw for everybody whether they come, and their place in the line, into draws, shape (people, 2)."""
    for row in range(len(draws)):
        words = randomness.four_words(key, row, 0, month, decision)
        draws[row, 0] = randomness.uniform(words[0])
        draws[row, 1] = randomness.uniform(words[1])


@act
def attend(place, row, staff, parent_led):
    """A family attends: confidence, and trust both ways with those of its team who are there, as `staff`, shape (m,), tells."""
    me, par = place.families[row], place.parameters[0]
    me.confidence = lifted(me.confidence, par.conference_confidence * parent_led)
    first, last = place.team_start[row], place.team_start[row + 1]
    gained = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        if staff[tie.professional]:
            before = tie.family_trust
            tie.family_trust = lifted(before, par.conference_trust)
            tie.professional_trust = lifted(tie.professional_trust, par.conference_trust)
            gained += tie.family_trust - before
    before = me.council_trust
    me.council_trust = lifted(before, par.conference_trust)
    gained_institution = (1 - gossip_of(place, row)) * (me.council_trust - before)
    me.conference_mark += felt_trust_now(gained / (last - first), gained_institution, par)


@loop
def calm_heads(place, commissioners, parent_led):
    """Let heads of areas with habits, who come to their own conference, be less cautious; commissioners: rows, shape (k,)."""
    for at in range(len(commissioners)):
        me = place.commissioners[commissioners[at]]
        if me.habits:
            me.lead = calmed_lead(me.lead, parent_led, place.parameters[0])


@loop
def meet(place, families, staff, parent_led):
    """Let the attending families and professionals meet; families, shape (n,), and staff, shape (m,), tell who is there."""
    for row in range(len(staff)):
        if staff[row]:
            me = place.professionals[row]
            me.facilitation = lifted(me.facilitation, place.parameters[0].conference_facilitation * parent_led)
    for row in range(len(families)):
        if families[row]:
            attend(place, row, staff, parent_led)


def new_pairs(order: Reals, families: RowNumbers) -> list[tuple[int, int]]:
    """Put the families that are there in a line, and pair neighbours; an odd one is paired with the first.

    >>> new_pairs(np.array([0.5, 0.1, 0.9, 0.3]), np.array([0, 1, 3]))
    [(1, 3), (0, 1)]
    """
    line = families[np.argsort(order[families], kind="stable")].tolist()
    if len(line) < 2:
        return []
    return [(line[at], line[(at + 1) % len(line)]) for at in range(0, len(line), 2)]


def befriend(place: Place, pairs: list[tuple[int, int]]) -> Place:
    """Give a place in which each pair are peers, with the usual weight of each family's ties; who are peers already stay so."""
    start, peers, weight = place.peer_start, place.peers, place.peer_weight
    new = [(a, b) for a, b in pairs if b not in peers[start[a] : start[a + 1]]]
    if not new:
        return place
    one, other = np.array([*new, *((b, a) for a, b in new)], np.int32).T
    ties = np.diff(start)
    usual = np.ones(len(ties))
    owner = np.repeat(np.arange(len(ties), dtype=np.int32), ties)
    total = np.bincount(owner, weight, len(ties))
    np.divide(total, ties, out=usual, where=ties > 0)
    new_start, order = sparse_rows(np.concatenate((owner, one)), len(ties))
    return place._replace(
        peer_start=new_start,
        peers=np.concatenate((peers, other))[order],
        peer_weight=np.concatenate((weight, usual[one].astype(np.float32)))[order],
    )


def hold_conference(place: Place, commissioners: RowNumbers, attendance: float, parent_led: float, month: int) -> Place:
    """Hold a conference of each of some commissioners: gives the place with its new ties between peers.

    attendance: share of families and professionals who come; parent_led: share of sessions that are led by parents.
    """
    draws = {}
    for kind, people, decision in (
        ("families", place.families, randomness.CONFERENCE_FAMILY),
        ("staff", place.professionals, randomness.CONFERENCE_STAFF),
    ):
        draws[kind] = np.zeros((len(people), 2))
        draw_who_comes(place.key, month, decision, draws[kind])
    families, staff = (
        (draws[kind][:, 0] < attendance) & np.isin(people["commissioner"], commissioners)
        for kind, people in (("families", place.families), ("staff", place.professionals))
    )
    meet(place, families, staff, parent_led)
    calm_heads(place, commissioners, parent_led)
    areas = list(pairwise(place.area_start.tolist()))
    there = [np.flatnonzero(families[first:last]).astype(np.int32) + first for first, last in areas]
    return befriend(place, [pair for area in there for pair in new_pairs(draws["families"][:, 1], area)])
