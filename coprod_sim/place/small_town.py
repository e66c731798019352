"""The default place: who works with whom, drawn straight into arrays.

Commissioners share families and professionals equally.
A family's team is drawn within its commissioner's own professionals, from 1 to `largest_team` of them, each size as likely.
Peers form a small world [watts1998] over the whole place; professionals of one commissioner are all colleagues.
"""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.state import RowNumbers
from coprod_sim.place.initial_state import Structure

TRIES = 3
"""A rewired tie that would lead to oneself or to a next-door neighbour is drawn again this often, and then left alone."""


@loop
def draw_team_sizes(key, area_start, staff_start, largest_team, sizes):
    """Draw the size of each family's team into `sizes`, shape (n,)."""
    for area in range(len(area_start) - 1):
        most = min(largest_team, staff_start[area + 1] - staff_start[area])
        for family in range(area_start[area], area_start[area + 1]):
            words = randomness.four_words(key, family, 0, 0, randomness.START_MAIN_NEED)
            sizes[family] = 1 + int(randomness.uniform(words[1]) * most)


@act
def draw_members(key, family, first, count, staff_first, staff, tie_professional):
    """Draw `count` of the `staff` from row staff_first on, without repetition, in ascending order, into the ties from `first` on."""
    for chosen in range(count):
        draw = randomness.chance(key, family, chosen, 0, randomness.START_TEAM)
        pick = staff_first + int(draw * (staff - chosen))
        # The pick counts those not yet chosen: step over the chosen ones, and keep them in order.
        spot = first
        while spot < first + chosen and tie_professional[spot] <= pick:
            pick += 1
            spot += 1
        for later in range(first + chosen, spot, -1):
            tie_professional[later] = tie_professional[later - 1]
        tie_professional[spot] = pick


@loop
def draw_teams(key, area_start, staff_start, team_start, tie_family, tie_professional):
    """Draw each family's team without repetition, in ascending order, into the two ends of the casework edges."""
    for area in range(len(area_start) - 1):
        staff = staff_start[area + 1] - staff_start[area]
        for family in range(area_start[area], area_start[area + 1]):
            first, last = team_start[family], team_start[family + 1]
            draw_members(key, family, first, last - first, staff_start[area], staff, tie_professional)
            tie_family[first:last] = family


@loop
def draw_peers(key, families, half_degree, rewired, one, other):
    """Draw the ties of a Watts-Strogatz ring with `half_degree` neighbours on each side into their two ends."""
    tie = 0
    for family in range(families):
        for step in range(1, half_degree + 1):
            words = randomness.four_words(key, family, step, 0, randomness.START_PEER)
            one[tie] = family
            other[tie] = (family + step) % families
            if randomness.uniform(words[0]) < rewired:
                for attempt in range(1, TRIES + 1):
                    target = int(randomness.uniform(words[attempt]) * families)
                    distance = abs(target - family)
                    if min(distance, families - distance) > half_degree:
                        other[tie] = target
                        break
            tie += 1


def shares(total: int, parts: int) -> RowNumbers:
    """Share rows out as equally as can be: the start of each part, shape (parts + 1,).

    >>> shares(10, 3).tolist()
    [0, 3, 6, 10]
    """
    return np.asarray(np.arange(parts + 1, dtype=np.int64) * total // parts, np.int32)


def small_world(key: np.ndarray, families: int, peers: int, rewired: float) -> tuple[RowNumbers, RowNumbers]:
    """Draw the peer ties of a place, both ways: who hears and who is heard, each of shape (ties,)."""
    half_degree = peers // 2
    one, other = np.zeros(families * half_degree, np.int32), np.zeros(families * half_degree, np.int32)
    draw_peers(key, families, half_degree, rewired, one, other)
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
    pairs = np.unique(low * families + high)
    low, high = (pairs // families).astype(np.int32), (pairs % families).astype(np.int32)
    return np.concatenate((low, high)), np.concatenate((high, low))


def all_colleagues(staff_start: RowNumbers) -> tuple[RowNumbers, RowNumbers]:
    """Tie each professional to all others of the same commissioner: two arrays of shape (ties,)."""
    one, other = [], []
    for first, last in pairwise(staff_start):
        team = np.arange(first, last, dtype=np.int32)
        mine, theirs = np.repeat(team, len(team)), np.tile(team, len(team))
        one.append(mine[mine != theirs])
        other.append(theirs[mine != theirs])
    return np.concatenate(one), np.concatenate(other)


def default_structure(values: Mapping[str, float], seed: int) -> Structure:
    """Draw who works with whom in a place of the default kind, from its sizes and a seed."""
    n, m, c = int(values["families"]), int(values["professionals"]), int(values["commissioners"])
    key = randomness.key_of(seed)
    area_start, staff_start = shares(n, c), shares(m, c)
    sizes = np.zeros(n, np.int32)
    draw_team_sizes(key, area_start, staff_start, int(values["largest_team"]), sizes)
    team_start = np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))
    tie_family, tie_professional = np.zeros(team_start[-1], np.int32), np.zeros(team_start[-1], np.int32)
    draw_teams(key, area_start, staff_start, team_start, tie_family, tie_professional)
    peer_of, peer = small_world(key, n, int(values["peers"]), float(values["peers_rewired"]))
    colleague_of, colleague = all_colleagues(staff_start)
    return Structure(
        area_start=area_start,
        professional_commissioner=np.repeat(np.arange(c, dtype=np.int32), np.diff(staff_start)),
        tie_family=tie_family,
        tie_professional=tie_professional,
        peer_of=peer_of,
        peer=peer,
        peer_weight=np.ones(len(peer)),
        colleague_of=colleague_of,
        colleague=colleague,
    )
