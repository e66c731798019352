"""The three levels of co-production, each with one quantity and one word: descriptive, intermediate or transformative.

Individual is the review, operational the teams in which staff learn their craft, strategic the forum.
Descriptive: people take part as they must; intermediate: what they bring is heard; transformative: power is relocated.
Source of levels and words: [realpe2010]; the limits between the words are assumptions, but those of the ladder (parameters rung_...).
"""

from collections.abc import Callable
from math import isfinite
from typing import Final, Literal, NamedTuple

from coprod_sim.engine.state import Reals, Records
from coprod_sim.engine.totals import ASKED, HEARD, LED, NOT_ASKED, RUNGS, TOGETHER, TOLD
from coprod_sim.indicators import indicator, share_of

Word = Literal["descriptive", "intermediate", "transformative"]
DESCRIPTIVE: Final[Word] = "descriptive"
INTERMEDIATE: Final[Word] = "intermediate"
TRANSFORMATIVE: Final[Word] = "transformative"
RUNGS_OF: Final[dict[Word, tuple[int, ...]]] = {
    DESCRIPTIVE: (NOT_ASKED, TOLD, ASKED),
    INTERMEDIATE: (HEARD,),
    TRANSFORMATIVE: (TOGETHER, LED),
}
"""The rungs of the ladder of participation that each word holds."""


class Level(NamedTuple):
    """A level: its name, its indicator, and from which value of it on it is intermediate and transformative."""

    name: str
    indicator: str
    intermediate: float
    transformative: float


INDIVIDUAL: Final = "individual"
LEVELS: Final = (Level("operational", "level_operational", 0.05, 0.15), Level("strategic", "level_strategic", 0.1, 0.3))
"""The levels whose word one indicator gives; that of a review is the word of the family in the middle."""

LEVEL_INDICATORS: Final = frozenset((*(level.indicator for level in LEVELS), *(f"decisions_{rung}" for rung in RUNGS)))
"""What the words are made of."""


def decisions_at(sums: Records, word: Word) -> Reals:
    """Give the share of families whose last decision stood on a rung of this word."""
    return share_of(sums["rungs"][..., list(RUNGS_OF[word])].sum(axis=-1), sums["rungs"].sum(axis=-1))


@indicator("Decisions that relocate power", "share", "higher")
def level_individual(sums: Records) -> Reals:
    """Share of families whose last decision was made together or led by the family: transformative at the level of the review."""
    return decisions_at(sums, TRANSFORMATIVE)


@indicator("Families’ word in teams", "share", "higher")
def level_operational(sums: Records) -> Reals:
    """How much families with seats count in the teams in which staff learn, times how far they are heard; mean over professionals."""
    return share_of(sums["families_word"], sums["professionals"])


@indicator("Families’ word in the forum", "share", "higher")
def level_strategic(sums: Records) -> Reals:
    """The forum's part, times how far its members still speak from a family's own life; 0 without a forum."""
    return share_of(sums["forum_word"], sums["families"])


def word_by(value: float, level: Level) -> Word:
    """Give the word of a level by its indicator.

    >>> [word_by(value, LEVELS[1]) for value in (0.0, 0.1, 0.4)]
    ['descriptive', 'intermediate', 'transformative']
    """
    if value >= level.transformative:
        return TRANSFORMATIVE
    return INTERMEDIATE if value >= level.intermediate else DESCRIPTIVE


def word_of_decisions(descriptive: float, intermediate: float) -> Word:
    """Give the word of the family in the middle, from the shares of decisions that are descriptive and intermediate.

    >>> word_of_decisions(0.6, 0.4), word_of_decisions(0.1, 0.5), word_of_decisions(0.0, 0.2)
    ('descriptive', 'intermediate', 'transformative')
    """
    if descriptive >= 0.5:
        return DESCRIPTIVE
    return INTERMEDIATE if descriptive + intermediate >= 0.5 else TRANSFORMATIVE


def level_words(value: Callable[[str], float]) -> dict[str, Word]:
    """Give the word of each level, by its name, of a place in one month; levels without any decision are left out.

    value: gives the value of an indicator by its name.
    >>> values = {"decisions_together": 0.9, "decisions_heard": 0.1, "level_operational": 0.1}
    >>> level_words(lambda name: values.get(name, 0.0))
    {'individual': 'transformative', 'operational': 'intermediate', 'strategic': 'descriptive'}
    """
    shares = {word: sum(value(f"decisions_{RUNGS[rung]}") for rung in rungs) for word, rungs in RUNGS_OF.items()}
    found = {}
    if all(map(isfinite, shares.values())):
        found[INDIVIDUAL] = word_of_decisions(shares[DESCRIPTIVE], shares[INTERMEDIATE])
    return found | {
        level.name: word_by(value(level.indicator), level) for level in LEVELS if isfinite(value(level.indicator))
    }
