"""A place of areas and schools, of any size up to a country: who works with whom, drawn straight into arrays.

Each area is a commissioner with its families, side by side, school by school.
A school has one SENCO, who is in the team of each of its families; the rest of a team is drawn among the area's other professionals.
Part of these answer to an integrated care board instead, which several areas share and which has no families of its own.
Peers form a small world [watts1998] within a school, with some ties anywhere in the area.
Colleagues learn from one another in practice teams, SENCOs among SENCOs.
In what areas differ is said in local_authorities.py.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import loop
from coprod_sim.engine.kernel.functions import exps
from coprod_sim.engine.state import Reals, RowNumbers
from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.local_authorities import shared_out
from coprod_sim.place.initial_state import AreaStart, Structure
from coprod_sim.place.small_town import TRIES, draw_members


def resources_shift(areas: Areas, values: Mapping[str, float]) -> Reals:
    """How far resources are shifted in each area [logits]: down where more children are poor."""
    shift: Reals = -values["resources_by_poverty"] * (areas.poverty - values["poverty_middle"]) / 10
    return shift


def capacity_factor(areas: Areas, values: Mapping[str, float]) -> Reals:
    """By what staff's time is multiplied in each area: more where plans are made in time."""
    factor: Reals = exps(values["capacity_by_timeliness"] * (areas.timeliness - values["timeliness_middle"]) / 100)
    return factor


def commissioner_power(areas: Areas, values: Mapping[str, float]) -> Reals:
    """The commissioner's share in the decision at month 0 in each area: more where more requests are refused."""
    factor = exps(values["control_by_refusals"] * (areas.refused - values["refused_middle"]) / 100)
    most = 1 - values["start_family_power"]
    power: Reals = np.minimum(most, values["start_commissioner_power"] * factor)
    return power


def path_start(areas: Areas, values: Mapping[str, float], boards: int) -> tuple[Reals, Reals, Reals, Reals, Reals]:
    """Give what areas differ in on the pathway: families with a plan, plans in time, requests refused, the chance of a request, requests without a plan.

    Of boards nobody asks anything.
    """
    shares = (areas.plans / np.maximum(1, areas.families), areas.timeliness / 100, areas.refused / 100)
    clipped = tuple(np.concatenate((np.clip(share, 0.01, 0.99), np.full(boards, 0.5))) for share in shares)
    support = np.maximum(1, areas.families - areas.plans)
    # Requests are of a year, and as many as the place is a part of the country.
    asked = np.where(np.isfinite(areas.requests), areas.requests / support / 12, values["request_chance"])
    no = 1 - areas.new_plans / areas.requests
    rest = np.full(boards, np.nan)
    chance = np.concatenate((np.clip(asked, 0.1 * values["request_chance"], 10 * values["request_chance"]), rest))
    return clipped[0], clipped[1], clipped[2], np.nan_to_num(chance), np.concatenate((np.clip(no, 0.02, 0.98), rest))


def starts_of(sizes: np.ndarray) -> RowNumbers:
    """Give the start of each part from the sizes of the parts, shape (parts + 1,).

    >>> starts_of(np.array([2, 0, 3])).tolist()
    [0, 2, 2, 5]
    """
    return np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))


class Schools(NamedTuple):
    """The schools of a place, area by area."""

    counts: np.ndarray  # (areas,), schools in each area
    sizes: np.ndarray  # (schools,), families at each school
    area: RowNumbers  # (schools,)


def draw_schools(key: np.ndarray, families: np.ndarray, values: Mapping[str, float]) -> Schools:
    """Share the families of each area out to schools, larger and smaller ones."""
    sizes, counts = [], np.zeros(len(families), np.int64)
    for area in np.flatnonzero(families):
        counts[area] = max(1, round(float(families[area]) / values["school_families"]))
        draws = [
            randomness.four_normals(key, school, area, 0, randomness.START_SCHOOL) for school in range(counts[area])
        ]
        sizes.append(shared_out(int(families[area]), exps(values["school_spread"] * np.array(draws)[:, 0])))
    return Schools(counts, np.concatenate(sizes), np.repeat(np.arange(len(families), dtype=np.int32), counts))


@loop
def draw_school_team_sizes(key, largest, sizes):
    """Draw the size of each family's team into `sizes`, shape (n,), where `largest`, shape (n,), are the largest there can be."""
    for family in range(len(sizes)):
        words = randomness.four_words(key, family, 0, 0, randomness.START_MAIN_NEED)
        sizes[family] = 1 + int(randomness.uniform(words[1]) * largest[family])


@loop
def draw_school_teams(key, school_of, senco, others_first, others, team_start, tie_family, tie_professional):
    """Draw each family's team into the two ends of the casework edges: the school's SENCO, and others of the area.

    school_of: (n,); senco, others_first and others: (schools,), the SENCO's row, and where the area's others stand and how many.
    """
    for family in range(len(school_of)):
        school, first, last = school_of[family], team_start[family], team_start[family + 1]
        tie_professional[first] = senco[school]
        draw_members(key, family, first + 1, last - first - 1, others_first[school], others[school], tie_professional)
        tie_family[first:last] = family


@loop
def draw_school_peers(key, school_start, area_of_school, area_start, half_degree, rewired, one, other):
    """Draw the ties of a ring within each school, with some led anywhere in the area; gives how many ties there are."""
    tie = 0
    for school in range(len(area_of_school)):
        first, last = school_start[school], school_start[school + 1]
        area_first, area_last = area_start[area_of_school[school]], area_start[area_of_school[school] + 1]
        pupils, area_families = last - first, area_last - area_first
        for family in range(first, last):
            for step in range(1, half_degree + 1):
                # In a school so small that the ring closes, each pair is tied once.
                if 2 * step > pupils or (2 * step == pupils and family - first >= step):
                    break
                words = randomness.four_words(key, family, step, 0, randomness.START_PEER)
                one[tie] = family
                other[tie] = first + (family - first + step) % pupils
                if randomness.uniform(words[0]) < rewired:
                    for attempt in range(1, TRIES + 1):
                        target = area_first + int(randomness.uniform(words[attempt]) * area_families)
                        distance = abs(target - family)
                        if distance > half_degree and (
                            target < first or target >= last or pupils - distance > half_degree
                        ):
                            other[tie] = target
                            break
                tie += 1
    return tie


def mutual_ties(one: RowNumbers, other: RowNumbers, families: int) -> tuple[RowNumbers, RowNumbers]:
    """Make ties mutual and each of them single: who hears, in ascending order, and who is heard."""
    pairs = np.concatenate((one.astype(np.int64) * families + other, other.astype(np.int64) * families + one))
    pairs.sort()
    kept = np.ones(len(pairs), np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=kept[1:])
    pairs = pairs[kept]
    return (pairs // families).astype(np.int32), (pairs % families).astype(np.int32)


def practice_ties(groups: list[tuple[int, int]], team: int) -> tuple[RowNumbers, RowNumbers]:
    """Tie the professionals of each group, rows first to last - 1, in teams of about `team`, each to all others of the team.

    >>> [side.tolist() for side in practice_ties([(0, 2), (2, 5)], 2)]
    [[0, 1, 2, 3], [1, 0, 3, 2]]
    """
    one, other = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for first, last in groups:
        teams = max(1, round((last - first) / team))
        for members in np.array_split(np.arange(first, last, dtype=np.int32), teams):
            mine, theirs = np.repeat(members, len(members)), np.tile(members, len(members))
            one.append(mine[mine != theirs])
            other.append(theirs[mine != theirs])
    return np.concatenate(one), np.concatenate(other)


class Staff:
    """The professionals of a place of areas: rows go area by area, SENCOs first, then the authority's own, then a board's."""

    def __init__(self, schools: Schools, areas: Areas, values: Mapping[str, float]) -> None:
        total, boards, count = int(values["professionals"]), int(values["boards"]), len(schools.counts)
        if total < len(schools.sizes):
            raise ScenarioError(
                f"professionals = {total}: each of the {len(schools.sizes)} schools needs a SENCO. Raise professionals, or school_families."
            )
        others = shared_out(total - len(schools.sizes), areas.families.astype(np.float64))
        board_others = np.rint(values["board_share"] * others).astype(np.int64) if boards else np.zeros_like(others)
        self.start = starts_of(schools.counts + others)
        self.others_start = self.start[:-1] + schools.counts.astype(np.int32)
        self.senco = (np.arange(len(schools.sizes)) + (np.cumsum(others) - others)[schools.area]).astype(np.int32)
        area_of = np.repeat(np.arange(count, dtype=np.int32), np.diff(self.start))
        of_board = np.arange(total) >= (self.start[1:] - board_others)[area_of]
        board_row = (count + np.arange(count, dtype=np.int64) * boards // count).astype(np.int32)
        self.commissioner = np.where(of_board, board_row[area_of], area_of).astype(np.int32)
        self.capacity_factor = np.where(of_board, 1.0, capacity_factor(areas, values)[area_of])
        cuts = np.stack((self.start[:-1], self.others_start, self.start[1:] - board_others, self.start[1:]), axis=1)
        self.groups = [(int(a), int(b)) for row in cuts for a, b in pairwise(row) if b > a]


def school_teams(key: np.ndarray, schools: Schools, staff: Staff, largest_team: int) -> tuple[RowNumbers, RowNumbers]:
    """Draw who works with whom: the two ends of all casework edges, in the order of families."""
    school_of = np.repeat(np.arange(len(schools.sizes), dtype=np.int32), schools.sizes)
    others_first = staff.others_start[schools.area]
    others = staff.start[1:][schools.area] - others_first
    team_sizes = np.zeros(len(school_of), np.int32)
    draw_school_team_sizes(key, np.minimum(largest_team, 1 + others)[school_of], team_sizes)
    team_start = starts_of(team_sizes)
    tie_family, tie_professional = (np.zeros(team_start[-1], np.int32) for _ in range(2))
    draw_school_teams(key, school_of, staff.senco, others_first, others, team_start, tie_family, tie_professional)
    return tie_family, tie_professional


def school_peers(
    key: np.ndarray, schools: Schools, area_start: RowNumbers, values: Mapping[str, float]
) -> tuple[RowNumbers, RowNumbers]:
    """Draw who hears whom."""
    families, half_degree = int(area_start[-1]), int(values["peers"]) // 2
    one, other = (np.zeros(families * half_degree, np.int32) for _ in range(2))
    start, rewired = starts_of(schools.sizes), float(values["peers_rewired"])
    ties = draw_school_peers(key, start, schools.area, area_start, half_degree, rewired, one, other)
    return mutual_ties(one[:ties], other[:ties], families)


def area_structure(areas: Areas, values: Mapping[str, float], seed: int) -> Structure:
    """Draw who works with whom in a place of areas and schools."""
    key, boards = randomness.key_of(seed), int(values["boards"])
    area_start = starts_of(areas.families)
    schools = draw_schools(key, areas.families, values)
    staff = Staff(schools, areas, values)
    tie_family, tie_professional = school_teams(key, schools, staff, int(values["largest_team"]))
    peer_of, peer = school_peers(key, schools, area_start, values)
    colleague_of, colleague = practice_ties(staff.groups, int(values["practice_team"]))
    return Structure(
        area_start=np.concatenate((area_start, np.full(boards, area_start[-1], np.int32))),
        professional_commissioner=staff.commissioner,
        tie_family=tie_family,
        tie_professional=tie_professional,
        peer_of=peer_of,
        peer=peer,
        peer_weight=np.ones(len(peer), np.float32),
        colleague_of=colleague_of,
        colleague=colleague,
        area=AreaStart(
            np.concatenate((resources_shift(areas, values), np.zeros(boards))),
            np.concatenate((commissioner_power(areas, values), np.zeros(boards))),
            staff.capacity_factor,
            *path_start(areas, values, boards),
        ),
    )


def names_of(areas: Areas, boards: int) -> tuple[str, ...]:
    """Name the commissioners of a place: its areas, then its boards."""
    return (*areas.names, *(f"Board {board + 1}" for board in range(boards)))
