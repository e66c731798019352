"""The chance of review meetings: who is asked, whether the young person comes, and by how much views err.

Drawn for all reviews of a span before the first is held, since many draws side by side cost a half of as many one by one.
Each is keyed by the family, the month and its decision (randomness.py), so it is the same in whatever company it is drawn.
"""

from typing import Final

import numpy as np

from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.kernel.stack import on_stack
from coprod_sim.engine.kernel.state_field import NEED_AREAS

SEATS: Final = 3
"""How many of a team have their draws made beforehand, as many as most teams are; those of others are made in the meeting."""
VECTOR: Final = 8
"""Draws are made for a multiple of so many reviews: what is left over would be made one by one."""


def draws_type(width: int) -> "np.dtype[np.record]":
    """Give the type of the draws of up to `width` reviews side by side."""
    fields = [
        ("row", np.int64, (width,)),
        ("nobody", np.int64, (width,)),
        ("professional", np.int64, (SEATS, width)),
        ("asked", np.float64, (width,)),
        ("included", np.float64, (width,)),
        *((name, np.float64, (NEED_AREAS, width)) for name in ("parents", "offer", "young")),
        ("team", np.float64, (SEATS, NEED_AREAS, width)),
        ("words", np.uint64, (NEED_AREAS, width)),
    ]
    record: np.dtype[np.record] = np.dtype((np.record, fields))  # type: ignore[assignment]
    return record


one_review = on_stack(draws_type(1))
"""Room for the draws of one review, that of a family which lives alone."""


@loop
def draw_chances(key, month, decision, count, rows, found):
    """Draw one number between 0 and 1 for each row, all for one decision."""
    for k in range(count):
        found[k] = randomness.chance(key, rows[k], 0, month, decision)


@loop
def draw_normals(key, month, decision, count, rows, others, words, found):
    """Draw four standard normal numbers for each row and other, all for one decision; words: where random words stand meanwhile."""
    for k in range(count):
        drawn = randomness.four_words(key, rows[k], others[k], month, decision)
        words[0, k], words[1, k], words[2, k], words[3, k] = drawn
    for need_area in range(NEED_AREAS):
        for k in range(count):
            found[need_area, k] = randomness.normal(words[need_area, k])


@act
def expect(place, row, draws, k):
    """Have the draws of a family's review made in lane k."""
    draws.row[k] = row
    draws.nobody[k] = 0
    first = place.team_start[row]
    for seat in range(SEATS):
        # Where the team is smaller, those of its last member are drawn again, and nobody reads them.
        edge = min(first + seat, place.team_start[row + 1] - 1)
        draws.professional[seat, k] = place.casework[edge].professional


@act
def draw_for_reviews(place, month, count, draws):
    """Draw what the reviews in the first `count` lanes need."""
    width = len(draws.row)
    full = min(width, (count + VECTOR - 1) // VECTOR * VECTOR)
    key, rows, words = (place.key[0], place.key[1]), draws.row, draws.words
    draw_chances(key, month, randomness.ASKED, full, rows, draws.asked)
    draw_chances(key, month, randomness.INCLUDED, full, rows, draws.included)
    draw_normals(key, month, randomness.FAMILY_VIEW, full, rows, draws.nobody, words, draws.parents)
    draw_normals(key, month, randomness.COMMISSIONER_VIEW, full, rows, draws.nobody, words, draws.offer)
    draw_normals(key, month, randomness.YOUNG_VIEW, full, rows, draws.nobody, words, draws.young)
    for seat in range(SEATS):
        others, found = draws.professional[seat], draws.team[seat]
        draw_normals(key, month, randomness.PROFESSIONAL_VIEW, full, rows, others, words, found)


@act
def four_in(found, k):
    """Give the four numbers of lane k, one for each area of need."""
    return (found[0, k], found[1, k], found[2, k], found[3, k])


@act
def draws_of_member(place, row, month, seat, draws, k):
    """Give the four draws of the view of a member of the team, counted from 0."""
    if seat < SEATS:
        return four_in(draws.team[seat], k)
    professional = place.casework[place.team_start[row] + seat].professional
    return randomness.four_normals(place.key, row, professional, month, randomness.PROFESSIONAL_VIEW)
