"""How people are at month 0: every starting value is a keyed draw, so that all scenarios with one seed start with the same people.

The structure (who works with whom) comes from small_town.py or load.py; here the rows are filled.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coprod_sim.agents.arrival import settle_in
from coprod_sim.agents.family_life import deliver, own_trust_now
from coprod_sim.agents.forum import EMPTY
from coprod_sim.agents.review_meeting import able_now, be_received
from coprod_sim.agents.rules.daily_life import felt_trust_now, reputation_now
from coprod_sim.agents.rules.review import credible_say
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import loop, rule
from coprod_sim.engine.kernel.functions import exp
from coprod_sim.engine.kernel.quantiles import fill_beta_table
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.state import (
    CASEWORK_TYPE,
    COMMISSIONER_TYPE,
    FAMILY_TYPE,
    PATHWAY_TYPE,
    PROFESSIONAL_TYPE,
    SEAT_TYPE,
    SEEN_TYPE,
    YOUNG_PERSON_TYPE,
    Place,
    Reals,
    RowNumbers,
    parameter_record,
    sparse_rows,
)
from coprod_sim.place.pathway_start import start_pathway
from coprod_sim.scenario.parameters import names

TABLE_STEPS = 4096
"""Beta quantiles are read from a table of this many steps, in a straight line between them."""


class AreaStart(NamedTuple):
    """In what areas differ at month 0 (areas.py)."""

    resources_shift: Reals  # (c,), shift of families' resources [logits]
    commissioner_power: Reals  # (c,), the commissioner's share in the decision
    capacity_factor: Reals  # (m,), by what professionals' time is multiplied
    plan_share: Reals  # (c,), families with a plan
    in_time: Reals  # (c,), plans made within 20 weeks
    refused: Reals  # (c,), requests that are refused
    request_chance: Reals  # (c,), chance that a family on support asks in a month
    known_no: Reals  # (c,), requests that end without a plan; nan where that is not known


class Structure(NamedTuple):
    """Who works with whom.  Families of one commissioner stand together; ties go one way, so a mutual tie is two."""

    area_start: RowNumbers  # (c + 1,), the families of a commissioner
    professional_commissioner: RowNumbers  # (m,)
    tie_family: RowNumbers  # (edges,), in the order of families
    tie_professional: RowNumbers  # (edges,)
    peer_of: RowNumbers  # (peer ties,), who hears
    peer: RowNumbers  # (peer ties,), who is heard
    peer_weight: Reals  # (peer ties,)
    colleague_of: RowNumbers  # (practice ties,)
    colleague: RowNumbers  # (practice ties,)
    area: AreaStart | None = None


@lru_cache(maxsize=64)
def beta_quantiles(mean: float, evenness: float) -> Reals:
    """Make the table of quantiles of Beta(mean * evenness, (1 - mean) * evenness), shape (TABLE_STEPS + 1,).

    >>> round(float(beta_quantiles(0.5, 6.0)[TABLE_STEPS // 2]), 6)
    0.5
    """
    table = np.empty(TABLE_STEPS + 1)
    fill_beta_table(mean * evenness, (1 - mean) * evenness, table)
    return table


@rule
def read_table(table, draw):
    """Give the quantile that belongs to a draw between 0 and 1.

    >>> import numpy as np
    >>> float(read_table(np.linspace(0.0, 2.0, TABLE_STEPS + 1), 0.25))
    0.5
    """
    place = draw * TABLE_STEPS
    step = min(int(place), TABLE_STEPS - 1)
    return table[step] + (place - step) * (table[step + 1] - table[step])


@rule
def shifted(share, shift):
    """Move a share up or down on the scale of logits: it stays between 0 and 1.

    >>> shifted(0.5, 0.0), round(shifted(0.5, 1.0), 4), round(shifted(0.9, -1.0), 4)
    (0.5, 0.7311, 0.768)
    """
    odds = exp(shift)
    return share * odds / (1 - share + share * odds)


@loop
def start_families(place, resources_table, resources_shift):
    """Fill the rows of all families and young people but for their powers.  resources_shift: (c,) [logits]."""
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        words = randomness.four_words(place.key, row, 0, 0, randomness.START_FAMILY)
        resources, shift = read_table(resources_table, randomness.uniform(words[0])), resources_shift[me.commissioner]
        me.resources = resources if shift == 0 else shifted(resources, shift)
        me.poor = me.resources < read_table(resources_table, par.start_poor)
        settle_in(place, row, 0)
        me.months_since_review = int(randomness.uniform(words[3]) * par.review_months)


@loop
def start_casework(place, family_table, professional_table, commissioner_power):
    """Fill the casework edges and share out power: to the family, the commissioner (c,), and the team in equal parts."""
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        me.power = par.start_family_power
        me.commissioner_power = commissioner_power[me.commissioner]
        first, last = place.team_start[row], place.team_start[row + 1]
        for edge in range(first, last):
            tie = place.casework[edge]
            words = randomness.four_words(place.key, row, tie.professional, 0, randomness.START_TRUST)
            tie.family_trust = read_table(family_table, randomness.uniform(words[0]))
            tie.professional_trust = read_table(professional_table, randomness.uniform(words[1]))
            tie.power = (1 - me.power - me.commissioner_power) / (last - first)
            tie.knowledge = par.start_knowledge


MOST_SWEEPS = 200
"""So often peers' word is heard before month 1 at most; a tenth of that is enough at the gossip of a usual place."""
SETTLED = 1e-12
"""Trust has settled when no family's changes by more than this in a sweep [share]."""


@loop
def settle_reputation(place):
    """Let reputation start where own experience and peers' word hold it, so that nothing but the first month moves it.

    It solves reputation = reputation_now(council_trust, peers' reputation, gossip) for all families, one after the other.
    """
    for row in range(len(place.families)):
        place.families[row].reputation = place.families[row].council_trust
    for _ in range(MOST_SWEEPS):
        largest = 0.0
        for row in range(len(place.families)):
            me = place.families[row]
            heard = total = 0.0
            for tie in range(place.peer_start[row], place.peer_start[row + 1]):
                heard += place.peer_weight[tie] * place.families[place.peers[tie]].reputation
                total += place.peer_weight[tie]
            if total > 0:
                settled = reputation_now(me.council_trust, heard / total, me.gossip)
                largest = max(largest, abs(settled - me.reputation))
                me.reputation = settled
        if largest <= SETTLED:
            break


@loop
def settle_hearing(place):
    """Let each family be heard as it would be at a review now."""
    for row in range(len(place.families)):
        be_received(place, row)


@loop
def settle_trust(place):
    """Let felt trust, the say that families expect of the first promise, and delivery follow from all else at month 0."""
    par = place.parameters[0]
    for row in range(len(place.families)):
        me = place.families[row]
        me.felt_trust = felt_trust_now(own_trust_now(place, row), me.reputation, par)
        promise = place.commissioners[me.commissioner].promise
        me.expected_say = credible_say(promise, 1.0, me.reputation, me.power)
        facilitation = 0.0
        first, last = place.team_start[row], place.team_start[row + 1]
        for edge in range(first, last):
            facilitation += place.professionals[place.casework[edge].professional].facilitation
        deliver(place, row, able_now(place, row, facilitation / (last - first)))


@loop
def start_offers(place):
    """Let each commissioner begin by offering the mean need of its families: commissioners know groups."""
    for row in range(len(place.commissioners)):
        first, last = place.area_start[row], place.area_start[row + 1]
        for need_area in range(NEED_AREAS):
            total = 0.0
            for family in range(first, last):
                total += place.families[family].need[need_area]
            if last > first:
                place.commissioners[row].standard_offer[need_area] = total / (last - first)


@loop
def count_those_less_heard(place):
    """Count, for each commissioner, the families who need an interpreter, and those who have least."""
    for row in range(len(place.commissioners)):
        me, first, last = place.commissioners[row], place.area_start[row], place.area_start[row + 1]
        language = poor = 0.0
        for family in range(first, last):
            language += place.families[family].language
            poor += place.families[family].poor
        if last > first:
            me.language_share, me.poor_share = language / (last - first), poor / (last - first)


@loop
def start_professionals(place, facilitation_table, bravery_table, capacity_factor):
    """Fill the rows of all professionals; capacity follows the caseload.  capacity_factor: (m,)."""
    par = place.parameters[0]
    for row in range(len(place.professionals)):
        me = place.professionals[row]
        words = randomness.four_words(place.key, row, 0, 0, randomness.START_PROFESSIONAL)
        me.discipline = row % NEED_AREAS
        me.facilitation = read_table(facilitation_table, randomness.uniform(words[0]))
        me.bravery = read_table(bravery_table, randomness.uniform(words[1]))
        me.energy = par.start_staff_energy
        cases = place.case_start[row + 1] - place.case_start[row]
        me.load = 1.0 if cases > 0 else 0.0
        spread = exp(par.start_capacity_spread * randomness.normal(words[2]))
        me.capacity = cases * par.start_capacity * spread * capacity_factor[row]


def ranks(values: Reals) -> NDArray[np.int64]:
    """Rank people by a value, lowest first, from 0, shape of the values.

    >>> ranks(np.array([0.3, 0.1, 0.9, 0.5])).tolist()
    [1, 0, 3, 2]
    """
    rank = np.empty(len(values), np.int64)
    rank[np.argsort(values, kind="stable")] = np.arange(len(values))
    return rank


def make_place(structure: Structure, values: Mapping[str, float], seed: int) -> Place:
    """Make a place with everybody as at month 0, from who works with whom, all settings, and a seed.

    The structure of a country takes a sixth of what the place takes, so it is let go of before people are filled in.
    """
    place = tied_place(structure, values, seed)
    area = structure.area or alike(len(place.commissioners), len(place.professionals), values)
    del structure
    fill(place, area, values)
    return place


def tied_place(structure: Structure, values: Mapping[str, float], seed: int) -> Place:
    """Make a place in which everybody has their ties and nothing else."""
    n, m = int(structure.area_start[-1]), len(structure.professional_commissioner)
    team_start, _ = sparse_rows(structure.tie_family, n)
    case_start, cases = sparse_rows(structure.tie_professional, m)
    peer_start, peer_order = sparse_rows(structure.peer_of, n)
    practice_start, practice_order = sparse_rows(structure.colleague_of, m)
    place = Place(
        families=np.zeros(n, FAMILY_TYPE),
        young_people=np.zeros(n, YOUNG_PERSON_TYPE),
        pathways=np.zeros(n if values["pathway"] else 0, PATHWAY_TYPE),
        professionals=np.zeros(m, PROFESSIONAL_TYPE),
        commissioners=np.zeros(len(structure.area_start) - 1, COMMISSIONER_TYPE),
        casework=np.zeros(len(structure.tie_family), CASEWORK_TYPE),
        parameters=parameter_record(values),
        key=randomness.key_of(seed),
        area_start=structure.area_start,
        team_start=team_start,
        case_start=case_start,
        cases=cases.astype(np.int32),
        peer_start=peer_start,
        peers=structure.peer[peer_order],
        peer_weight=structure.peer_weight[peer_order].astype(np.float32),
        practice_start=practice_start,
        colleagues=structure.colleague[practice_order],
        seats=np.zeros((len(structure.area_start) - 1, int(values["forum_seats"])), SEAT_TYPE),
        seen=np.zeros((2, n), SEEN_TYPE),
        seen_facilitation=np.zeros(m),
        seen_caution=np.zeros(m),
    )
    place.families["commissioner"] = np.repeat(np.arange(len(place.commissioners)), np.diff(structure.area_start))
    place.professionals["commissioner"] = structure.professional_commissioner
    place.casework["family"] = structure.tie_family
    place.casework["professional"] = structure.tie_professional
    return place


ALIKE = ("plan_share", "start_in_time", "request_refused", "request_chance")
"""The settings by which areas that are alike start on the pathway, in the order of AreaStart."""


def alike(commissioners: int, professionals: int, values: Mapping[str, float]) -> AreaStart:
    """Let all areas start alike."""
    power = np.full(commissioners, float(values["start_commissioner_power"]))
    plan_share, in_time, refused, asks = (np.full(commissioners, float(values[name])) for name in ALIKE)
    unknown = np.full(commissioners, np.nan)
    return AreaStart(
        np.zeros(commissioners), power, np.ones(professionals), plan_share, in_time, refused, asks, unknown
    )


def fill(place: Place, area: AreaStart, values: Mapping[str, float]) -> None:
    """Fill all rows of a place with their values at month 0."""
    for name in names("lever"):
        place.commissioners[name] = values[name]
    place.commissioners["rationing"] = place.commissioners["usual_cost"] = 1.0
    place.seats["family"] = EMPTY
    start_families(place, beta_quantiles(0.5, values["start_resources_evenness"]), area.resources_shift)
    start_casework(
        place,
        beta_quantiles(values["start_family_trust"], values["start_trust_evenness"]),
        beta_quantiles(values["start_professional_trust"], values["start_trust_evenness"]),
        area.commissioner_power,
    )
    start_professionals(
        place,
        beta_quantiles(values["start_facilitation"], values["start_facilitation_evenness"]),
        beta_quantiles(values["start_bravery"], values["start_bravery_evenness"]),
        area.capacity_factor,
    )
    start_offers(place)
    count_those_less_heard(place)
    settle_hearing(place)
    settle_reputation(place)
    start_pathway(place, area, values)
    settle_trust(place)
    set_bands(place)


def set_bands(place: Place) -> None:
    """Sort families into quarters and fifths of equal size by their resources, poorest first."""
    rank = ranks(np.ascontiguousarray(place.families["resources"]))
    for name, count in (("quarter", 4), ("fifth", 5)):
        place.families[name] = rank * count // len(rank)
