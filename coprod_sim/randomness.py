"""Chance: every draw has a key, and the same key always gives the same draw.

A key is (seed; who; other; month; decision), run through Philox4x32-10, a counter-based generator [salmon2011].
So two scenarios with one seed share the people, the needs and the luck, and differ only by policy;
and drawing, tracing, adding agents or walking in another order never changes a draw.
A decision's number is never used again for anything else.
"""

import math

import numpy as np

from coprod_sim.compiled import rule

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
# Decisions in the making of the place, at month 0.
START_FAMILY = 20  # family: resources, confidence, ability, months since the last review
START_NEED = 21  # family: needs in the four areas
START_BIAS = 22  # family: the parent's own wishes in the four areas
START_MAIN_NEED = 23  # family: area of the main need, size of the team
START_TEAM = 24  # family (place in the team): which professional
START_TRUST = 25  # family (place in the team): family's and professional's trust
START_PROFESSIONAL = 26  # professional: facilitation, bravery, capacity
START_PEER = 27  # family (neighbour): whether a tie is rewired, and where to

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


# Coefficients of [wichura1988], algorithm AS 241, PPND16: relative error about 1e-16.
CENTRE, CENTRE_SQUARE, TAIL, TAIL_SHIFT = 0.425, 0.180625, 5.0, 1.6
A0, A1, A2, A3 = 3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4
A4, A5, A6, A7 = 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3
B1, B2, B3, B4 = 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4
B5, B6, B7 = 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3
C0, C1, C2, C3 = 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504
C4, C5, C6, C7 = 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4
D1, D2, D3, D4 = 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1
D5, D6, D7 = 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9
E0, E1, E2, E3 = 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1
E4, E5, E6, E7 = 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7
F1, F2, F3, F4 = 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4
F5, F6, F7 = 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15


@rule
def normal_tail(uniform_draw):
    """Give the standard normal quantile of a number far from one half.

    Source: [wichura1988, AS 241].
    >>> round(normal_tail(0.975), 10), round(normal_tail(1e-12), 10)
    (1.9599639845, -7.0344838253)
    """
    r = math.sqrt(-math.log(min(uniform_draw, 1 - uniform_draw)))
    if r <= TAIL:
        r -= TAIL_SHIFT
        top = ((((((C7 * r + C6) * r + C5) * r + C4) * r + C3) * r + C2) * r + C1) * r + C0
        low = ((((((D7 * r + D6) * r + D5) * r + D4) * r + D3) * r + D2) * r + D1) * r + 1
    else:
        r -= TAIL
        top = ((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0
        low = ((((((F7 * r + F6) * r + F5) * r + F4) * r + F3) * r + F2) * r + F1) * r + 1
    return top / low if uniform_draw > 0.5 else -top / low


@rule
def normal(word):
    """Make a standard normal number of a 32-bit word, by the inverse of the normal distribution.

    Source: [wichura1988, AS 241].
    >>> round(normal(2**31), 9), round(normal(2**32 - 1), 6), round(normal(0), 6)
    (0.0, 6.337958, -6.337958)
    """
    draw = uniform(word)
    q = draw - 0.5
    if abs(q) > CENTRE:
        return normal_tail(draw)
    r = CENTRE_SQUARE - q * q
    top = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0
    low = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1
    return q * top / low


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
