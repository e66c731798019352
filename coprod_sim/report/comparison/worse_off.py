"""Who is worse off, in words and as a table: what a comparison says first, on the command line and in the report.

It is said also where it is nobody, and where no family could be set beside itself.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.study.analysis.worse_off import TOLERANCE, WHO
from coprod_sim.study.certainty_text import amount, capital

if TYPE_CHECKING:
    from coprod_sim.study.analysis.worse_off import WorseOff
    from coprod_sim.study.compare import Comparison

WORSE_OFF: Final = "Who is worse off"
BASES: Final = (100, 1_000, 10_000)
"""Of so many families at least one is worse off: the first that holds is how the share is told."""
IN_ONE_SENTENCE: Final = (
    (("who need an interpreter", "interpreter"), ("who have least", "poor")),
    (("who meet prejudice", "prejudice"), ("in none of these groups", "others")),
)
"""Groups that stand in one sentence, in the words in which they stand there; the table has all."""
SMALL: Final = 2
"""Below so many of 100 a decimal is told."""
HALF_A_POINT: Final = "half a point"
"""TOLERANCE, in the words of the definition; a test holds the two together."""


class Row(NamedTuple):
    """One group as it is printed, of 100 families; width: of its bar, of 100."""

    group: str
    title: str
    worse: str
    spread: str
    better: str
    families: str
    width: float


def of_100(share: float) -> str:
    """Print a share of families.

    >>> of_100(0.094), of_100(0.004), of_100(0.0), of_100(0.006)
    ('9', 'under 1', '0', '1')
    """
    return "under 1" if 0 < share < TOLERANCE else f"{100 * share:.0f}"


def people(share: float) -> tuple[str, str]:
    """Tell a share as so many of so many: how many, and of how many.

    >>> people(0.094), people(0.004), people(0.0)
    (('9', '100'), ('4', '1,000'), ('0', '100'))
    """
    base = next((base for base in BASES if base * share >= 1), BASES[-1] if share else BASES[0])
    return f"{max(base * share, 1 if share else 0):.0f}", f"{base:,}"


def definition() -> str:
    """Say what it means to be worse off."""
    return f"Worse off means: the young person's progress ends more than {HALF_A_POINT} of 100 lower."


def sentences(found: WorseOff) -> list[str]:
    """Say how many families are worse off, who they are, and how far that differs between pairs of runs."""
    everybody = found.of("all")
    if not isfinite(everybody.worse):
        return ["Nobody can say: the two places do not hold the same families, so none can be set beside itself."]
    if not (everybody.lower or everybody.better):
        return ["No family ends up worse off in B, and none better off.", *left_out(found)]
    better = f"Of 100 families, {of_100(everybody.better)} end up better off."
    if not everybody.worse:
        return ["No family ends up worse off in B.", any_loss(everybody.lower), definition(), better, *left_out(found)]
    worse, base = people(everybody.worse)
    return [
        f"Of {base} families, {worse} {'ends' if worse == '1' else 'end'} up worse off in B.",
        *filter(None, (together(found, groups) for groups in IN_ONE_SENTENCE)),
        between_pairs(100 * everybody.low, 100 * everybody.high),
        definition(),
        any_loss(everybody.lower),
        better,
        *left_out(found),
    ]


def any_loss(share: float) -> str:
    """Say how many lose anything at all.

    >>> any_loss(0.034), any_loss(0.0)
    ('Counting any loss at all, it is 3 of 100.', 'Nobody ends lower at all.')
    """
    return f"Counting any loss at all, it is {of_100(share)} of 100." if share else "Nobody ends lower at all."


def between_pairs(low: float, high: float) -> str:
    """Say how far the share worse off differs between pairs of runs, of 100; with a decimal where it is small.

    >>> between_pairs(2.2, 9.7), between_pairs(0.3, 1.4)
    ('In most pairs of runs it is 2 to 10 of 100.', 'In most pairs of runs it is 0.3 to 1.4 of 100.')
    >>> between_pairs(8.9, 9.1), between_pairs(0, 0)
    ('In most pairs of runs it is about 9 of 100.', 'In most pairs of runs there is none.')
    """
    decimals = 0 if high >= SMALL else 1
    least, most = amount(low, decimals), amount(high, decimals)
    if not high:
        return "In most pairs of runs there is none."
    return f"In most pairs of runs it is {f'about {least}' if least == most else f'{least} to {most}'} of 100."


def together(found: WorseOff, groups: tuple[tuple[str, str], ...]) -> str:
    """Say of two groups how many of 100 are worse off; nothing of a group that has nobody in it."""
    parts = [f"of 100 {words}, {of_100(worse)}" for words, group in groups if isfinite(worse := found.of(group).worse)]
    return capital(f"{'; '.join(parts)}.") if parts else ""


def left_out(found: WorseOff) -> list[str]:
    """Say how many families are not the same in both, if there are any."""
    count = float(found.left_out.mean())
    return [f"Left out are families who are not the same in both: {count:,.1f} in each pair."] if count else []


def who_is_worse_off(comparison: Comparison) -> list[str]:
    """Say who is worse off; nothing where a comparison kept no families."""
    return sentences(comparison.worse_off) if comparison.worse_off else []


def rows(comparison: Comparison) -> list[Row]:
    """Print every group; nothing where no family could be set beside itself."""
    found = comparison.worse_off
    if found is None or not isfinite(found.of("all").worse):
        return []
    groups = dict(found.groups())
    widest = max(TOLERANCE, *(one.worse for one in groups.values() if isfinite(one.worse)))
    return [
        Row(
            name,
            WHO[name],
            number_of(one.worse),
            f"{number_of(one.low)} to {number_of(one.high)}" if isfinite(one.worse) else MISSING,
            number_of(one.better),
            f"{one.families:,.0f}",
            round(100 * one.worse / widest, 1) if isfinite(one.worse) else 0.0,
        )
        for name, one in groups.items()
    ]


def number_of(share: float) -> str:
    """Print a share of 100 families with one decimal, or that there is none."""
    return f"{100 * share:.1f}" if isfinite(share) else MISSING
