"""What a comparison found, read with care: how sure we are, means over months, and numbers as people write them.

A difference is called clear when it is clear twice: its interval leaves zero out, and the pairs of runs agree.
Everything that shows a comparison (comparison/text.py, the report, the dashboard) asks here, so that nothing can disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from math import exp, isfinite, lgamma, log
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from coprod_sim.indicators import INDICATORS, value_at

if TYPE_CHECKING:
    from coprod_sim.engine.state import Reals
    from coprod_sim.study.compare import Comparison, Difference

Direction = Literal["higher", "lower", "unclear", "same"]
Certainty = Literal["better", "worse", "higher", "lower", "unclear", "same", "not measured"]

MADE_UP: Final = "Made-up town. Not a forecast."
"""What every exported picture says."""
MIDDLE: Final = (0.1, 0.9)
"""The middle 80 % of runs lies between these quantiles."""
ERROR_CHANCE: Final = 0.05
FEWEST_PAIRS: Final = 6
"""With fewer pairs than this, even pairs that all agree may do so by chance more often than ERROR_CHANCE."""
LONGEST_LIST: Final = 13
"""Words in a list that still make a short sentence."""


class Unit(NamedTuple):
    """How a number is shown: multiplied by `factor`, with these words behind it in a sentence, and these in a table."""

    factor: float
    words: str
    full: str


UNITS: Final = {
    "share": Unit(100, "of 100", "of 100"),
    "share a year": Unit(100, "of 100 a year", "of 100 staff a year"),
    "share per month": Unit(100, "of 100 a month", "of 100 a month"),
    "ratio": Unit(100, "hours for every 100", "hours of work for every 100 hours there are"),
    "baseline plans per family per month": Unit(
        100, "for each family", "for each family a month; a basic plan costs 100"
    ),
    "per 1,000 families a year": Unit(1, "a year for every 1,000 families", "a year for every 1,000 families"),
}
PLAIN_NAMES: Final = {
    "progress": "young people's progress",
    "progress_gap": "the progress gap between groups",
    "felt_trust": "families' trust",
    "professional_trust": "staff's trust in families",
    "family_power": "families' part in deciding",
    "voice": "families' say in their plans",
    "authenticity_gap": "the gap between promise and say",
    "fit": "how well plans fit",
    "confidence": "families' confidence",
    "family_energy": "families' energy",
    "engaged": "taking part",
    "staff_load": "staff workload",
    "staff_energy": "staff energy",
    "facilitation": "staff skill in sharing",
    "reviews_on_time": "the share of reviews on time",
    "disputes": "the number of disputes",
    "turnover_a_year": "staff turnover",
    "spending": "spending",
    "rationing": "how much of the need is paid for",
    "pressure": "pressure on those who pay",
}


# How sure we are.


@cache
def pairs_that_must_agree(pairs: int) -> int:
    """Of so many pairs that differ, how many must agree: the two-sided sign test gives at most ERROR_CHANCE.

    >>> pairs_that_must_agree(20), pairs_that_must_agree(6), pairs_that_must_agree(2)
    (15, 6, 3)
    """
    chance = 0.0
    for against in range(pairs):
        ways = lgamma(pairs + 1) - lgamma(against + 1) - lgamma(pairs - against + 1)
        chance += 2 * exp(ways - pairs * log(2))
        if chance > ERROR_CHANCE:
            return pairs - against + 1
    return pairs + 1


def certainty(difference: Difference, pairs: int) -> Direction:
    """Say whether B is clearly higher or lower, the same in every pair, or whether it is unclear.

    Clear: the interval leaves zero out, and enough of the unequal pairs agree.  What is not known is unclear.
    """
    if not (isfinite(difference.ci_low) and isfinite(difference.ci_high)):
        return "unclear"
    if difference.pairs_equal == pairs:
        return "same"
    needed = pairs_that_must_agree(pairs - difference.pairs_equal)
    if difference.ci_low > 0 and difference.pairs_b_higher >= needed:
        return "higher"
    if difference.ci_high < 0 and pairs_b_lower(difference, pairs) >= needed:
        return "lower"
    return "unclear"


def pairs_b_lower(difference: Difference, pairs: int) -> int:
    """Count the pairs in which B is lower."""
    return pairs - difference.pairs_equal - difference.pairs_b_higher


def verdict(difference: Difference, pairs: int) -> Certainty:
    """Say whether B is better or worse; or only higher or lower, where neither is better."""
    if not isfinite(difference.difference):
        return "not measured"
    sure = certainty(difference, pairs)
    better = INDICATORS[difference.indicator].better
    if sure in {"unclear", "same"} or better == "neither":
        return sure
    return "better" if sure == better else "worse"


# What is looked at.


def averaged(comparison: Comparison, indicator: str, first: int, last: int) -> Difference:
    """Compare the mean of one indicator over the months first to last (inclusive)."""
    a, b = (
        {indicator: series[indicator][:, first : last + 1].mean(axis=1, keepdims=True)}
        for series in (comparison.series_a, comparison.series_b)
    )
    return replace(comparison, months=0, series_a=a, series_b=b).difference(indicator)


def headline(comparison: Comparison, indicator: str, month: int | None = None) -> Difference:
    """Compare one indicator at a month (the last, if none is given): its value there, as `value_at` says."""
    at = comparison.months if month is None else month
    a, b = (
        {indicator: value_at(series[indicator], indicator, at)[:, np.newaxis]}
        for series in (comparison.series_a, comparison.series_b)
    )
    return replace(comparison, months=0, series_a=a, series_b=b).difference(indicator)


def middle(runs: Reals) -> tuple[Reals, Reals]:
    """Give the ends of the middle 80 % of runs, which are along the first axis: what charts shade (scale.js does the same).

    An end between two runs lies on the straight line between them.   Where a run has no value, there is no band: nan.

    >>> [end.item() for end in middle(np.array([10.0, 0.0, 2.0, 8.0]))]
    [0.6000000000000001, 9.4]
    """
    low, high = np.quantile(runs, MIDDLE, axis=0)
    return np.asarray(low), np.asarray(high)


def share_of_spread(comparison: Comparison, month: int) -> float:
    """Give the difference in progress in units of A's spread (standard deviation) between families; nan without one."""
    spread = comparison.difference("progress_sd", month).a
    return comparison.difference("progress", month).difference / spread if spread > 0 else float("nan")


# Words.


def unit_of(indicator: str) -> Unit:
    """Say how the numbers of one indicator are shown."""
    unit = INDICATORS[indicator].unit
    return UNITS.get(unit, Unit(1, unit, unit))


def amount(value: float, decimals: int = 0) -> str:
    """Write a number as people say it.

    >>> amount(7.96, 1), amount(-0.04, 1), amount(-3.2), amount(1234.5)
    ('8.0', '0.0', 'minus 3', '1,234')
    """
    text = f"{abs(value):,.{decimals}f}"
    return f"minus {text}" if value < 0 and text.strip("0.") else text


def both(a: float, b: float) -> tuple[str, str]:
    """Write two numbers that stand beside each other, with a decimal where they lie less than one and a half apart.

    >>> both(45.9, 53.8), both(45.4, 46.2), both(87.71, 87.69)
    (('46', '54'), ('45.4', '46.2'), ('88', '88'))
    """
    decimals = 0 if abs(b - a) >= 1.5 or amount(a, 1) == amount(b, 1) else 1
    return amount(a, decimals), amount(b, decimals)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def listed(words: Iterable[object]) -> str:
    """Join words as people do.

    >>> listed(["one", "two", "three"])
    'one, two and three'
    """
    *most, last = [str(word) for word in words]
    return f"{', '.join(most)} and {last}" if most else last


def in_lists(start: str, names: Iterable[str]) -> Iterator[str]:
    """Make short sentences that list names after the same start."""
    line: list[str] = []
    for name in names:
        if line and len(" ".join([*line, name]).split()) > LONGEST_LIST:
            yield f"{start} {listed(line)}."
            line = []
        line.append(name)
    if line:
        yield f"{start} {listed(line)}."


def difference_sentence(comparison: Comparison, difference: Difference, when: str = "", subject: str = "") -> str:
    """Tell one difference in one sentence: B beside A, with the unit."""
    subject = subject or PLAIN_NAMES[difference.indicator]
    unit = unit_of(difference.indicator)
    start = f"{when}, " if when else ""
    if not isfinite(difference.difference):
        return capital(f"{start}{subject} could not be measured.")
    sure = certainty(difference, comparison.pairs)
    a, b = both(difference.a * unit.factor, difference.b * unit.factor)
    if a == b:
        how = {"same": "the same", "unclear": "about the same"}.get(sure, "almost the same")
        return capital(f"{start}{subject} is {how} in both: {a} {unit.words}.")
    if sure == "unclear":
        return capital(f"{start}there is no clear difference in {subject}: {b} in B, {a} in A.")
    return capital(f"{start}{subject} is {sure} in B: {b} {unit.words}, against {a} in A.")


def agreement(comparison: Comparison, name: str) -> str:
    """Tell in how many pairs of runs an indicator ended higher or lower in B."""
    difference, pairs = comparison.difference(name), comparison.pairs
    if not isfinite(difference.difference):
        return capital(f"{PLAIN_NAMES[name]} could not be measured.")
    higher, lower = difference.pairs_b_higher, pairs_b_lower(difference, pairs)
    sure = certainty(difference, pairs)
    if sure == "same":
        return capital(f"{PLAIN_NAMES[name]} ended the same in all {pairs} pairs of runs.")
    if sure == "unclear":
        return capital(
            f"{PLAIN_NAMES[name]} ended higher in B in {higher} of {pairs} pairs of runs, and lower in {lower}."
        )
    return capital(f"{PLAIN_NAMES[name]} ended {sure} in B in {max(higher, lower)} of {pairs} pairs of runs.")
