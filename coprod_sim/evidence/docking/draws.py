"""Keyed chance in plain Python: Philox4x32-10 (Salmon et al. 2011), written from its published definition.

A draw belongs to (seed; who, other, month, decision): nothing that happens elsewhere can change it.
"""

from scipy.special import ndtri

NEED_DRIFT, ASKED, FAMILY_VIEW, PROFESSIONAL_VIEW, COMMISSIONER_VIEW = 1, 2, 3, 4, 5
DISPUTE, TRIBUNAL, TURNOVER, NEWCOMER = 6, 7, 8, 9
FORUM_SEAT, OFFER, CONFERENCE_FAMILY, CONFERENCE_STAFF = 11, 12, 13, 14
INCLUDED, YOUNG_VIEW = 15, 16
PATHWAY, RIGHTS, HEARING = 17, 18, 19
FAMILY_LED, KEY_WORKER = 41, 42
START_FAMILY, START_NEED, START_BIAS, START_MAIN_NEED = 20, 21, 22, 23
LEAD, YEAR_PRACTICE, HIRED, START_LEAD, START_CAUTION = 34, 35, 36, 37, 38
START_APPETITE, START_YOUNG, START_AGE, START_PATHWAY = 30, 31, 32, 33

WORD = 0xFFFFFFFF
MULTIPLIERS = (0xD2511F53, 0xCD9E8D57)
KEY_STEPS = (0x9E3779B9, 0xBB67AE85)
ROUNDS = 10


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Four 32-bit words for a counter of four words and a key of two."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        first = MULTIPLIERS[0] * c0
        second = MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second & WORD, (first >> 32) ^ c3 ^ k1, first & WORD
        k0 = (k0 + KEY_STEPS[0]) & WORD
        k1 = (k1 + KEY_STEPS[1]) & WORD
    return c0, c1, c2, c3


def words(seed: int, who: int, other: int, month: int, decision: int) -> tuple[int, int, int, int]:
    """The four words of one decision."""
    return philox((who, other, month, decision), (seed & WORD, (seed >> 32) & WORD))


def uniform(seed: int, who: int, other: int, month: int, decision: int) -> float:
    """The uniform number of one decision (word 0), strictly between 0 and 1."""
    return (words(seed, who, other, month, decision)[0] + 0.5) / 2**32


def shares(seed: int, who: int, other: int, month: int, decision: int) -> list[float]:
    """The four uniform numbers of one decision, one for each word."""
    return [(word + 0.5) / 2**32 for word in words(seed, who, other, month, decision)]


def normals(seed: int, who: int, other: int, month: int, decision: int) -> list[float]:
    """The four standard normal numbers of one decision, one for each area of need."""
    return [float(ndtri((word + 0.5) / 2**32)) for word in words(seed, who, other, month, decision)]
