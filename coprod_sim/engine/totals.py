"""Counting: sums over families and professionals, gathered for each commissioner after every month.

Indicators are made of these sums (coprod_sim/indicators), for one commissioner or for the whole place.
Rows are added up one by one in their order, in blocks of fixed size, so the last digit does not depend on the number of threads.
"""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from coprod_sim.agents.family_led import held_now
from coprod_sim.agents.review_meeting import CAUSES, plan_fit
from coprod_sim.agents.rules.listened import listened
from coprod_sim.agents.side_by_side.month import LANES
from coprod_sim.engine.counts.groups import GROUP_FIELDS, count_hearing
from coprod_sim.engine.counts.pathway import PATH_SUMS, count_path
from coprod_sim.engine.kernel.compiled import act, loop, rule
from coprod_sim.engine.kernel.state_field import COUNT, NEED_AREAS, Field, record_type

QUARTERS, FIFTHS = 4, 5
RUNGS = ("not_asked", "told", "asked", "heard", "together", "led")
"""The rungs of the ladder of participation that a decision can stand on, lowest first."""
NOT_ASKED, TOLD, ASKED, HEARD, TOGETHER, LED = range(len(RUNGS))
OUTCOMES = ("progress", "felt_trust", "voice", "power", "energy")
"""What is added up for each quarter of families by resources, in this order."""

SUMS = (
    "progress",
    "progress_squared",
    "felt_trust",
    "professional_trust",
    "power",
    "voice",
    "heard",
    "expected_say",
    "council_trust",
    "reputation",
    "people_trust",
    "knowledge",
    "delivery",
    "lived_fit",
    "own_effort",
    "reviewed",
    "family_view_error",
    "staff_view_error",
    "staff_field_error",
    "payer_view_error",
    "decision_error",
    "listened",
    "fit",
    "confidence",
    "energy",
    "engaged",
    "late",
    "disputes",
    "young_trust",
    "young_seen",
    "young_share",
    "young_say",
    "young_included",
    "young_view_error",
    "small_reviewed",
    "small_included",
    "older_reviewed",
    "older_included",
    "older_say",
)
SMALL, OLDER = 5 * 12, 16 * 12
"""Below the one age, and from the other on, young people are also counted by themselves [months]."""
STAFF_SUMS = ("load", "staff_energy", "facilitation", "newcomers", "families_word")

TALLY = record_type(
    (
        *(
            Field(name, "", "")
            for name in (
                "families",
                *SUMS,
                *PATH_SUMS,
                "professionals",
                *STAFF_SUMS,
                "spending",
                "rationing",
                "pressure",
                "offer_gap",
                "forum_word",
            )
        ),
        Field("promise", "", ""),
        Field("rungs", "", "", length=len(RUNGS)),
        Field("ledger", "", "", length=len(CAUSES)),
        Field("need", "", "", length=NEED_AREAS),
        Field("quarter_families", "", "", length=QUARTERS),
        *(Field(f"quarter_{name}", "", "", length=QUARTERS) for name in OUTCOMES),
        Field("fifth_families", "", "", length=FIFTHS),
        Field("fifth_disputes", "", "", length=FIFTHS),
        *GROUP_FIELDS,
    )
)
BLOCK_TYPE = record_type(
    (Field("commissioner", "", "", type=COUNT), Field("first", "", "", type=COUNT), Field("last", "", "", type=COUNT))
)
BLOCK = 512


@rule
def rung(asked, voice, power, par):
    """The rung of the ladder of participation that a family's last decision stood on, from 0.

    Not asked; told: voice below rung_told; asked: below rung_asked; heard: below rung_heard or without power;
    deciding together: with power from rung_power on; family-led: voice from rung_led on.   Source: [arnstein1969].
    >>> par = parameters(rung_told=0.05, rung_asked=0.15, rung_heard=0.3, rung_power=0.25, rung_led=0.6)
    >>> [rung(0, 0.5, 0.5, par), rung(1, 0.04, 0.1, par), rung(1, 0.1, 0.1, par), rung(1, 0.2, 0.1, par)]
    [0, 1, 2, 3]
    >>> [rung(1, 0.4, 0.1, par), rung(1, 0.4, 0.3, par), rung(1, 0.7, 0.3, par)]
    [3, 4, 5]
    """
    if not asked:
        return NOT_ASKED
    if voice < par.rung_told:
        return TOLD
    if voice < par.rung_asked:
        return ASKED
    if voice < par.rung_heard or power < par.rung_power:
        return HEARD
    return LED if voice >= par.rung_led else TOGETHER


@act
def count_ties(place, row, tally):
    """Add what one family's casework edges hold: trust both ways, and what is known of the young person."""
    first, last = place.team_start[row], place.team_start[row + 1]
    trust = own_trust = knowledge = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        trust += tie.professional_trust
        own_trust += tie.family_trust
        knowledge += tie.knowledge
    tally.professional_trust += trust / (last - first)
    tally.people_trust += own_trust / (last - first)
    tally.knowledge += knowledge / (last - first)


@act
def count_review(place, row, tally):
    """Add what one family's last review was: whose view was off by how much, the decision, and its rung of the ladder."""
    me, par = place.families[row], place.parameters[0]
    if not me.reviewed:
        return
    tally.reviewed += 1
    tally.family_view_error += me.family_view_error
    tally.staff_view_error += me.staff_view_error
    tally.staff_field_error += me.staff_field_error
    tally.payer_view_error += me.payer_view_error
    for need_area in range(NEED_AREAS):
        tally.decision_error += me.decided_error[need_area] * me.decided_error[need_area] / NEED_AREAS
    tally.listened += listened(me.moved, par)
    step = rung(me.asked, me.voice, held_now(place, row), par)
    # A rule of somebody else's may name a rung that there is not, and nothing here looks at where it would be written.
    if 0 <= step < len(RUNGS):
        tally.rungs[step] += 1
    else:
        tally.rungs[NOT_ASKED] = np.nan


@act
def count_young_person(place, row, tally):
    """Add one young person: what they make of it, and of their last review whether they were there and what they weighed."""
    me = place.young_people[row]
    tally.young_trust += me.trust
    tally.young_seen += me.seen
    if not place.families[row].reviewed:
        return
    tally.young_included += me.included
    tally.young_view_error += me.view_error
    tally.young_share += me.share * place.families[row].voice
    tally.young_say += me.say
    if me.age < SMALL:
        tally.small_reviewed += 1
        tally.small_included += me.included
    elif me.age >= OLDER:
        tally.older_reviewed += 1
        tally.older_included += me.included
        tally.older_say += me.say


@act
def count_groups(place, row, tally):
    """Add one family to its quarter and its fifth by resources."""
    me = place.families[row]
    tally.quarter_families[me.quarter] += 1
    tally.quarter_progress[me.quarter] += me.progress
    tally.quarter_felt_trust[me.quarter] += me.felt_trust
    tally.quarter_voice[me.quarter] += me.voice
    tally.quarter_power[me.quarter] += me.power
    tally.quarter_energy[me.quarter] += me.energy
    tally.fifth_families[me.fifth] += 1
    tally.fifth_disputes[me.fifth] += me.in_dispute


@act
def count_family(place, row, tally, fit_now):
    """Add one family, whose plan fits as well as `fit_now`, to a tally."""
    me = place.families[row]
    tally.families += 1
    tally.progress += me.progress
    tally.progress_squared += me.progress * me.progress
    tally.felt_trust += me.felt_trust
    tally.council_trust += me.council_trust
    tally.reputation += me.reputation
    tally.power += me.power
    tally.voice += me.voice
    tally.heard += me.heard
    tally.expected_say += me.expected_say
    tally.fit += fit_now
    tally.delivery += me.delivery
    tally.lived_fit += me.lived_fit
    tally.own_effort += me.own_effort
    tally.confidence += me.confidence
    tally.energy += me.energy
    tally.engaged += me.engaged
    tally.late += me.late
    tally.disputes += me.in_dispute
    for cause in range(len(CAUSES)):
        tally.ledger[cause] += me.ledger[cause]
    for need_area in range(NEED_AREAS):
        tally.need[need_area] += me.need[need_area]
    count_ties(place, row, tally)
    count_review(place, row, tally)
    count_young_person(place, row, tally)
    count_groups(place, row, tally)
    count_hearing(place, row, tally)
    count_path(place, row, tally)


@act
def count_own(place, blocks, tallies, numbers):
    """Add up the state of a mechanism of one's own; without one there is none (mechanism/hooks.py, count_state)."""


@loop
def count_blocks(place, blocks, first, last):
    """Add up the families of blocks first to last - 1."""
    blocks.numbers[first:last] = 0.0
    for block in range(first, last):
        for row in range(blocks.spans[block].first, blocks.spans[block].last):
            count_family(place, row, blocks.tallies[block], plan_fit(place, row))


@loop
def add_up(place, blocks, tallies, numbers):
    """Add the blocks up for each commissioner, and its professionals and its own state.

    tallies: (c,), and numbers: (c, numbers in a tally), the same as plain numbers.
    """
    numbers[:] = 0.0
    for block in range(len(blocks.spans)):
        for number in range(numbers.shape[1]):
            numbers[blocks.spans[block].commissioner, number] += blocks.numbers[block, number]
    for row in range(len(place.professionals)):
        worker = place.professionals[row]
        tally = tallies[worker.commissioner]
        tally.professionals += 1
        tally.load += worker.load
        tally.staff_energy += worker.energy
        tally.facilitation += worker.facilitation
        tally.newcomers += worker.newcomer
        tally.families_word += worker.families_word
    for row in range(len(place.commissioners)):
        me, tally = place.commissioners[row], tallies[row]
        tally.promise = me.promise * tally.families
        tally.spending = me.spending * tally.families
        tally.rationing = me.rationing * tally.families
        tally.pressure = me.pressure * tally.families
        tally.forum_word = me.forum_word * tally.families
        squares = 0.0
        for need_area in range(NEED_AREAS):
            # Of all families together, so that an area without any adds nothing.
            gap = me.standard_offer[need_area] * tally.families - tally.need[need_area]
            squares += gap * gap
        tally.offer_gap = math.sqrt(squares / NEED_AREAS)
    count_own(place, blocks, tallies, numbers)


class Blocks(NamedTuple):
    """The families of each commissioner, cut into blocks, and what they add up to."""

    spans: np.ndarray  # (blocks,), which commissioner, and from which row to which
    tallies: np.ndarray  # (blocks,), the sums of each block
    numbers: np.ndarray  # (blocks, numbers in a tally), the same memory as plain numbers
    lanes: np.ndarray  # (1,), where a thread has families side by side; each thread has its own


def make_blocks(area_start: np.ndarray, tally: np.dtype[np.record] = TALLY) -> Blocks:
    """Cut the families of each commissioner into blocks of at most BLOCK rows.

    >>> make_blocks(np.array([0, 700, 700, 703])).spans["first"].tolist()
    [0, 512, 700]
    """
    cuts = [
        (commissioner, first, min(first + BLOCK, end))
        for commissioner, (start, end) in enumerate(pairwise(area_start))
        for first in range(start, end, BLOCK)
    ]
    tallies = np.zeros(len(cuts), tally)
    return Blocks(np.array(cuts, BLOCK_TYPE), tallies, as_numbers(tallies), np.zeros(1, LANES))


def as_numbers(tallies: np.ndarray) -> np.ndarray:
    """Show tallies of any shape as plain numbers, with one more axis; the memory is shared."""
    return tallies.view(np.float64).reshape(*tallies.shape, -1)
