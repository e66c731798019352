"""Chance: every draw has a key, and the same key always gives the same draw.

A key is (seed; who; other; month; decision), run through Philox4x32-10, a counter-based generator [salmon2011].
So two scenarios with one seed share the people, the needs and the luck, and differ only by policy;
and drawing, tracing, adding agents or walking in another order never changes a draw.
A decision's number is never used again for anything else.
"""

import numpy as np

from coprod_sim.engine.kernel.compiled import rule
from coprod_sim.engine.kernel.functions import LN2, decimal_log
from coprod_sim.engine.kernel.quantiles import (
    FAR_TAIL,
    MIDDLE,
    far_tail_quantile,
    middle_quantile,
    tail_quantile,
)

# Decisions in the life of the place: who (other): what the four words of the draw are.
NEED_DRIFT = 1  # family: how the needs in the four areas move
ASKED = 2  # family: whether the family is asked for its view at this review
FAMILY_VIEW = 3  # family: error of the family's view in the four areas
PROFESSIONAL_VIEW = 4  # family (professional): error of the professional's view in the four areas
COMMISSIONER_VIEW = 5  # family: error of the commissioner's view in the four areas
DISPUTE = 6  # family: whether a dispute starts
TRIBUNAL = 7  # family: error of the tribunal's plan in the four areas
TURNOVER = 8  # professional: whether the professional leaves
NEWCOMER = 9  # professional: facilitation of whoever comes
STAFF_LEAVE = 10  # professional: who goes first when a share of staff leaves
FORUM_SEAT = 11  # commissioner (seat): whether anybody may have the seat, and from which family on
OFFER = 12  # commissioner: error of the estimate of need in the four areas, when the standard offer is set
CONFERENCE_FAMILY = 13  # family: whether it comes to a conference, and its place in the line
INCLUDED = 15  # family: whether the young person is included in this review
YOUNG_VIEW = 16  # family: error of the young person's own view in the four areas
PATHWAY = 17  # family: the step on the pathway, what comes of it, an appeal lodged or given in to, leaving
RIGHTS = 18  # family: mediation, what comes of it, an appeal lodged, months to its hearing
HEARING = 19  # family: whether a hearing is won
LEAD = 34  # commissioner: how its lead drifts, how its bar drifts
YEAR_PRACTICE = 35  # commissioner (by the year): its practice of that year
HIRED = 36  # professional: caution of whoever comes
FAMILY_LED = 41  # family: whether this review is a family-led meeting
KEY_WORKER = 42  # family (by its life): whether it has a key worker
CONFERENCE_STAFF = 14  # professional: whether they come to a conference
# Decisions in the making of the place, at month 0.
START_FAMILY = 20  # family: resources, confidence, ability, months since the last review
START_NEED = 21  # family: needs in the four areas
START_BIAS = 22  # family: the parent's own wishes in the four areas
START_MAIN_NEED = 23  # family: area of the main need, size of the team
START_TEAM = 24  # family (place in the team): which professional
START_TRUST = 25  # family (place in the team): family's and professional's trust
START_PROFESSIONAL = 26  # professional: facilitation, bravery, capacity
START_PEER = 27  # family (neighbour): whether a tie is rewired, and where to
START_AREA = 28  # commissioner: size of the area, and in what it differs
START_SCHOOL = 29  # school (commissioner): how large it is
START_APPETITE = 30  # family: its appetite for responsibility
START_YOUNG = 31  # family: the young person's own wishes in the four areas
START_AGE = 32  # family: the young person's age
START_PATHWAY = 33  # family: stage, how far, an appeal under way, months to its hearing
START_LEAD = 37  # commissioner: its lead
START_CAUTION = 38  # professional: caution
# Decisions of a mechanism of one's own: its own numbers, from 0, come after this one.
FIRST_OWN = 1_000

WORD = 2.0**-32
ROUNDS = 10
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW, HALF_WORD = np.uint64(0xFFFFFFFF), np.uint64(32)


@rule
def philox(key_0, key_1, counter_0, counter_1, counter_2, counter_3):
    """Four random 32-bit words for a key of two words and a counter of four.

    Source: [salmon2011], Philox4x32-10.
    Example: the published answer for a key and a counter of zeros.
    >>> [hex(word) for word in philox(0, 0, 0, 0, 0, 0)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    k0, k1 = np.uint64(key_0), np.uint64(key_1)
    c0, c1, c2, c3 = np.uint64(counter_0), np.uint64(counter_1), np.uint64(counter_2), np.uint64(counter_3)
    for _ in range(ROUNDS):
        product_0, product_1 = MULTIPLIER_0 * c0, MULTIPLIER_1 * c2
        c0 = (product_1 >> HALF_WORD) ^ c1 ^ k0
        c2 = (product_0 >> HALF_WORD) ^ c3 ^ k1
        c1, c3 = product_1 & LOW, product_0 & LOW
        k0, k1 = (k0 + WEYL_0) & LOW, (k1 + WEYL_1) & LOW
    return c0, c1, c2, c3


@rule
def uniform(word):
    """Make a number strictly between 0 and 1 of a 32-bit word.

    >>> uniform(0) > 0, uniform(2**31 - 1) < 0.5 < uniform(2**31), uniform(2**32 - 1) < 1
    (True, True, True)
    """
    return (np.float64(word) + 0.5) * WORD


# Normal numbers come from a table: the quantile function in cells, each an octave's 32nd part, as polynomials.
# The table is made once, of the quantiles in quantiles.py [wichura1988]; its error is below 1e-11, and a look-up has no branches.
OCTAVES, CELLS, DEGREE = 32, 32, 5
CELL_BITS = np.int64(52 - 5)  # a 64-bit float holds 52 bits behind the leading one; the first 5 name the cell
FIRST_CELL = np.int64(1023 * CELLS)  # the exponent of 1.0, in cells
INSIDE_CELL = np.int64(2**47 - 1)
CELL_WIDTH = 2.0**-47
TOP, FIRST_UPPER = np.int64(2**32 - 1), np.int64(2**31)


def quantiles_at(point: float) -> np.ndarray:
    """Give the normal quantiles at a point within each cell, 0 its start and 1 its end, shape (OCTAVES * CELLS,)."""
    middle, tail, far_tail = (
        getattr(each, "py_func", each) for each in (middle_quantile, tail_quantile, far_tail_quantile)
    )
    parts = [1 + (cell + point) / CELLS for cell in range(CELLS)]
    octaves = np.arange(OCTAVES)[:, np.newaxis] - 33
    shares = np.ldexp(parts, octaves).ravel()
    roots = np.sqrt(-(octaves * LN2 + np.array([float(decimal_log(part)) for part in parts]))).ravel()
    tails = np.where(roots <= FAR_TAIL, tail(roots), far_tail(roots))
    quantiles: np.ndarray = np.where(shares >= 0.5 - MIDDLE, middle(shares - 0.5), -tails)
    return quantiles


def normal_table() -> np.ndarray:
    """Make the coefficients of the quantile of x / 2**33 in each cell of x, shape (OCTAVES * CELLS, DEGREE + 1).

    Newton's interpolation through the six Chebyshev points, in plain sums and products, so that all machines make the same table.
    """
    roots = np.sqrt([2.0, 3.0, 6.0])
    cosines = [(roots[2] + roots[0]) / 4, roots[0] / 2, (roots[2] - roots[0]) / 4]  # of 15, 45 and 75 degrees
    points = [0.5 - 0.5 * cosine for cosine in (*cosines, *(-cosine for cosine in reversed(cosines)))]
    steps = [quantiles_at(point) for point in points]
    for order in range(1, DEGREE + 1):
        for k in range(DEGREE, order - 1, -1):
            steps[k] = (steps[k] - steps[k - 1]) / (points[k] - points[k - order])
    coefficients = np.zeros((OCTAVES * CELLS, DEGREE + 1))
    for k in range(DEGREE, -1, -1):
        # (polynomial so far) * (t - point) + step
        coefficients[:, 1:] = coefficients[:, :-1] - points[k] * coefficients[:, 1:]
        coefficients[:, 0] = steps[k] - points[k] * coefficients[:, 0]
    return coefficients


NORMAL_TABLE = normal_table()


@rule
def normal(word):
    """Make a standard normal number of a 32-bit word, by the inverse of the normal distribution.

    Source: [wichura1988, AS 241], by way of NORMAL_TABLE.
    >>> round(normal(2**31), 9), round(normal(2**32 - 1), 6), round(normal(0), 6)
    (0.0, 6.337958, -6.337958)
    """
    number = np.int64(word)
    upper = number >= FIRST_UPPER
    bits = np.float64(2 * (TOP - number if upper else number) + 1).view(np.int64)
    cell = NORMAL_TABLE[(bits >> CELL_BITS) - FIRST_CELL]
    t = np.float64(bits & INSIDE_CELL) * CELL_WIDTH
    value = ((((cell[5] * t + cell[4]) * t + cell[3]) * t + cell[2]) * t + cell[1]) * t + cell[0]
    return -value if upper else value


@rule
def four_words(key, who, other, month, decision):
    """Draw the four words of one decision.  `key` is the pair of 32-bit words of the seed."""
    return philox(key[0], key[1], who, other, month, decision)


@rule
def chance(key, who, other, month, decision):
    """Draw one number between 0 and 1 for a decision: the first of its words."""
    words = philox(key[0], key[1], who, other, month, decision)
    return uniform(words[0])


@rule
def own_chance(key, who, other, month, decision):
    """Draw one number between 0 and 1 for a decision of a mechanism of one's own, which numbers its decisions from 0."""
    return chance(key, who, other, month, FIRST_OWN + decision)


@rule
def four_normals(key, who, other, month, decision):
    """Draw four standard normal numbers for a decision, one for each area of need."""
    words = philox(key[0], key[1], who, other, month, decision)
    return normal(words[0]), normal(words[1]), normal(words[2]), normal(words[3])


def key_of(seed: int) -> np.ndarray:
    """Split a seed (0 to 2**64 - 1) into the key's two words, shape (2,).

    >>> key_of(2**32 + 5).tolist()
    [5, 1]
    """
    return np.array([seed & 0xFFFFFFFF, seed >> 32], dtype=np.uint64)
