"""What wrong guesses would do to the headline, in plain words and as plain data (guesses.py has the numbers)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from coprod_sim.evidence.robustness.unmeasured_assumptions import FEWEST_LOST, Guess, Joint, TurningPoint
from coprod_sim.indicators import INDICATORS
from coprod_sim.study.assumptions.robust import QUANTILES
from coprod_sim.study.certainty_text import PLAIN_NAMES, amount, capital, listed, unit_of
from coprod_sim.study.compare import json_number

MOST_NAMED: Final = 5
"""So many guesses are named where more would be a list that nobody reads."""
NOISE_WIDTH: Final = 2.0
"""In standard errors: a mean place within the range that is nearer to one half than this is chance."""
PLAUSIBLE: Final = "The ends of a range are plausible, not likely: nobody knows how wrong a guess is."


def called(indicator: str) -> str:
    """Name an indicator in the middle of a sentence."""
    return PLAIN_NAMES.get(indicator, INDICATORS[indicator].title.lower())


def sized(value: float, indicator: str) -> str:
    """Write a difference with its unit.

    >>> sized(0.0786, "progress"), sized(-10.2, "disputes")
    ('7.9 points', 'minus 10.2 a year for every 1,000 families')
    """
    unit = unit_of(indicator)
    words = "points" if INDICATORS[indicator].unit == "share" else unit.words
    return f"{amount(unit.factor * value, 1)} {words}"


# One guess at a time.


def turning_words(points: Sequence[TurningPoint], indicator: str = "progress") -> list[str]:
    """Tell which guesses turn the answer round alone, which make it unclear, and which move it most."""
    default = points[0].default
    if not default.sign:
        first = [
            f"With the defaults there is no clear difference in {called(indicator)}: there is nothing to turn round."
        ]
    else:
        first = list(turning_sentences(points, indicator))
    moved = (
        f"{point.name} (from {sized(point.at_low.difference, indicator)} to {sized(point.at_high.difference, indicator)})"
        for point in points[:MOST_NAMED]
    )
    return [*first, f"B minus A moves most with {listed(moved)}.", PLAUSIBLE]


def turning_sentences(points: Sequence[TurningPoint], indicator: str) -> Iterator[str]:
    """Tell what single guesses do to a clear answer."""
    sign = points[0].default.sign
    way = "higher" if sign > 0 else "lower"
    count = f"each of {len(points)} guesses at either end of its range"
    turns = [where(point, indicator) for point in points if point.turns]
    doubts = [point.name for point in points if not point.turns and 0 in {point.at_low.sign, point.at_high.sign}]
    if turns:
        verb = "turns" if len(turns) == 1 else "turn"
        yield f"Alone, {len(turns)} of {len(points)} guesses {verb} the answer round: {listed(turns)}."
    else:
        yield f"No guess turns the answer round alone: with {count}, {called(indicator)} is not clearly {other(way)} in B."
    if doubts:
        yield f"At one end of its range the answer is no longer clear: {listed(doubts)}."
    elif not turns:
        yield capital(f"{called(indicator)} stays clearly {way} in B at every end.")


def other(way: str) -> str:
    """Name the other way."""
    return "lower" if way == "higher" else "higher"


def where(point: TurningPoint, indicator: str) -> str:
    """Say at which end a guess turns the answer round, and how far."""
    at_low = point.at_low.sign == -point.default.sign
    end, found = (point.low, point.at_low) if at_low else (point.high, point.at_high)
    return f"{point.name} at {end:g} ({sized(found.difference, indicator)})"


# All guesses at once.


def joint_words(found: Joint) -> list[str]:
    """Tell in how many sets B is lower, how far the difference goes, and where B is lower."""
    name, means = called(found.indicator), found.differences.mean(axis=1)
    low, high = (sized(float(end), found.indicator) for end in np.quantile(means, QUANTILES)[[0, -1]])
    names = len(found.guesses)
    return [
        f"With all {names} guesses drawn at once, {name} is lower in B in {found.lower} of {found.sets} sets.",
        f"In nine of ten sets, B minus A is between {low} and {high}.",
        *steady_guesses(found.guesses),
        *where_lower(found),
    ]


def steady_guesses(guesses: Sequence[Guess]) -> Iterator[str]:
    """Tell with which guesses the difference goes up and down most steadily."""
    clear = [guess for guess in guesses if guess.clear]
    for word, some in (
        ("rises", [guess.name for guess in clear if guess.correlation > 0]),
        ("falls", [guess.name for guess in clear if guess.correlation < 0]),
    ):
        if some:
            yield f"B minus A {word} most steadily with {listed(some[:MOST_NAMED])}."


def where_lower(found: Joint) -> list[str]:
    """Tell what the sets in which B is lower have in common, beyond chance."""
    if found.lower < FEWEST_LOST:
        return ["The sets in which B is lower are too few to say what they have in common."] if found.lower else []
    half_width = NOISE_WIDTH / np.sqrt(12 * found.lower)  # standard error of a mean place, if places were even
    typical = [guess for guess in found.guesses if guess.clear and abs(guess.where_lower - 0.5) > half_width]
    parts = []
    for word, some in (
        ("high", [guess.name for guess in typical if guess.where_lower > 0.5]),
        ("low", [guess.name for guess in typical if guess.where_lower < 0.5]),
    ):
        if some:
            parts.append(f"{listed(some[:MOST_NAMED])} {'is' if len(some) == 1 else 'are'} {word}")
    return [f"B tends to be lower where {', and '.join(parts)}."] if parts else []


# Plain data.


def turning_data(points: Sequence[TurningPoint]) -> list[dict[str, Any]]:
    """Give turning points as plain data."""
    return [
        {
            "name": point.name,
            "low": point.low,
            "high": point.high,
            "default": point.default._asdict(),
            "at_low": point.at_low._asdict(),
            "at_high": point.at_high._asdict(),
            "turns": point.turns,
        }
        for point in points
    ]


def joint_data(found: Joint) -> dict[str, Any]:
    """Give what a joint sample says as plain data, without the sample.  Values that do not exist are None."""
    means = found.differences.mean(axis=1)
    low, median, high = (float(value) for value in np.quantile(means, QUANTILES))
    guesses = [guess._asdict() | {"where_lower": json_number(guess.where_lower)} for guess in found.guesses]
    sample = {"indicator": found.indicator, "sets": found.sets, "pairs": found.differences.shape[1]}
    return {**sample, "sets_b_lower": found.lower, "low": low, "median": median, "high": high, "guesses": guesses}
