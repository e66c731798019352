"""What other assumptions make of what is taught, in words and as plain data: each sentence with its share, and what wants a mark."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from coprod_sim.evidence.claims.claim import Claim
from coprod_sim.evidence.claims.shares.shares import ENOUGH, Held, Key
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import PRESETS
from coprod_sim.study.certainty_text import PLAIN_NAMES

HORIZONS: Final = (2 * YEAR, 5 * YEAR)
"""The months after which two built-in ways of working are shown; the JSON has every month."""
NOTE: Final = (
    "A claim holds in a set of assumptions if the mean of its pairs goes the way that is told, and as far where it says far. "
    "In brackets: where it is also as large as pages show it in our default town. What is below 80 % is marked there."
)
WIDE: Final = 10
"""Columns before a claim's text."""
Line = tuple[str, int, str]
"""A line, how far its further lines are indented, and its style."""


class HigherWay(NamedTuple):
    """Two built-in ways in one measure and month: the side that more sets have higher, and in how many of them it is."""

    a: str
    b: str
    measure: str
    month: int
    side: str
    sets: int


def lines(found: Held, claims: Sequence[Claim]) -> Iterator[Line]:
    """Give everything line by line, the claims with their share first, then what wants a mark."""
    sets = found.source.sets
    for claim in claims:
        spoken = found.claims[claim.key]
        style = "" if found.share(claim.key) >= ENOUGH else "bold red"
        large = "" if spoken.as_large == spoken.holds else f" (as large as here: {spoken.as_large / sets:.0%})"
        yield f"{spoken.holds / sets:>6.0%}  {claim.key}  {claim.text}{large}", WIDE, style
    if found.ways:
        yield "", 0, ""
        yield "Of any two built-in ways of working, /present tells which is higher.", 0, ""
        for one in horizons(found, [preset.key for preset in PRESETS]):
            style = "" if one.sets / sets >= ENOUGH else "bold red"
            yield f"{one.sets / sets:>6.0%}  {which_is_higher(one)}", WIDE, style
    yield "", 0, ""
    yield shares_summary(found, claims), 0, ""
    yield NOTE, 0, ""


def which_is_higher(one: HigherWay) -> str:
    """Tell which of two ways is higher.

    >>> which_is_higher(HigherWay("not_asked", "handed_over", "voice", 60, "B", 9))
    "After 5 years families' say in their plans is higher in handed_over than in not_asked."
    """
    high, low = (one.a, one.b) if one.side == "A" else (one.b, one.a)
    return f"After {one.month // YEAR} years {PLAIN_NAMES[one.measure]} is higher in {high} than in {low}."


def horizons(found: Held, ways: Sequence[str]) -> Iterator[HigherWay]:
    """Give the built-in ways against each other after two and five years; those that hardly differ in any set are left out."""
    for a, b, measure, what in found.ways:
        if what != "A" or a not in ways or b not in ways:
            continue
        for month in HORIZONS:
            by_side = {side: found.ways[a, b, measure, side][month] for side in ("A", "B")}
            side = max(by_side, key=lambda side: by_side[side])
            if by_side[side]:
                yield HigherWay(a, b, measure, month, side, by_side[side])


def shares_summary(found: Held, claims: Sequence[Claim]) -> str:
    """Say what was asked, and name the claims that want a mark."""
    source = found.source
    low = [claim.key for claim in claims if found.share(claim.key) < ENOUGH]
    asked = {"ranges": "draws of all guesses over their ranges", "ensemble": "sets of the ensemble"}[source.name]
    start = f"Over {source.sets} {asked}, {source.pairs} pairs of runs each, seeds from {source.seed} on:"
    rest = f" These do not: {', '.join(low)}." if low else ""
    return f"{start} {len(claims) - len(low)} of {len(claims)} claims hold in at least {ENOUGH:.0%}.{rest}"


def shares_to_dict(found: Held, claims: Sequence[Claim]) -> dict[str, Any]:
    """Give the shares as plain data; ways by month, as counts of sets."""
    sets = found.source.sets
    return {
        "assumptions": found.source._asdict(),
        "enough": ENOUGH,
        "claims": [
            {
                "key": claim.key,
                "text": claim.text,
                **found.claims[claim.key]._asdict(),
                "share": found.share(claim.key),
                "marked": found.share(claim.key) < ENOUGH,
            }
            for claim in claims
        ],
        "ways": [as_row(key, counts, sets) for key, counts in found.ways.items()],
    }


def as_row(key: Key, counts: list[int], sets: int) -> dict[str, Any]:
    """Give what was counted of built-in ways in one measure."""
    a, b, measure, what = key
    return {"a": a, "b": b or None, "measure": measure, "what": what, "sets": sets, "by_month": counts}
