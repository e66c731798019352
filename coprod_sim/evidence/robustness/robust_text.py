"""What other assumptions make of a comparison, in plain words (robust.py has the numbers)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coprod_sim.study.assumptions.robust import FEWEST_SETS, across
from coprod_sim.study.certainty_text import PLAIN_NAMES, amount, both, capital, in_lists, unit_of

if TYPE_CHECKING:
    from coprod_sim.study.assumptions.robust import Across
    from coprod_sim.study.compare import Comparison

HEADING: Final = "With other assumptions"
FIRST_MEASURES: Final = ("progress", "felt_trust")
LISTS: Final = {
    "survives": "These survive too:",
    "mostly": "These hold in most sets:",
    "depends on assumptions": "These depend on assumptions:",
    "too small to tell": "In most sets luck hides the difference in",
}
ENDINGS: Final = {
    "survives": "survives",
    "mostly": "mostly survives",
    "depends on assumptions": "depends on assumptions",
}
ALLOWED_FOR: Final = "This allows for luck and for other assumptions, but not for wrong rules."


def assumptions_part(comparison: Comparison) -> list[str]:
    """Tell which conclusions survive other assumptions; nothing, if none were asked."""
    from coprod_sim.indicators import HEADLINES

    robust = comparison.assumptions
    if robust is None:
        return []
    found = {name: across(comparison, name) for name in HEADLINES}
    begun = [f"All this was run again with {robust.sets} sets of assumptions, {robust.pairs} pairs of runs each."]
    if robust.sets < FEWEST_SETS:
        begun.append("There are too few sets to say what survives.")
    conclusions = [survival_sentence(found[name]) for name in FIRST_MEASURES]
    lists = []
    for verdict, start in LISTS.items():
        names = [
            PLAIN_NAMES[name] for name, one in found.items() if one.verdict == verdict and name not in FIRST_MEASURES
        ]
        lists += list(in_lists(start, names))
    return [*begun, *conclusions[:1], *span_sentences(found["progress"]), *conclusions[1:], *lists]


def survival_sentence(found: Across) -> str:
    """Tell in how many sets of assumptions a conclusion holds, and so whether it survives."""
    name, of = PLAIN_NAMES[found.indicator], f"{found.sets} sets of assumptions"
    if found.verdict in ENDINGS:
        way = "higher" if found.default > 0 else "lower"
        return capital(f"{name} is {way} in B in {found.agree} of {of}: this conclusion {ENDINGS[found.verdict]}.")
    sentences = {
        "too small to tell": f"in {found.within_noise} of {of}, luck hides the difference in {name}.",
        "same": f"{name} is the same in both in all {of}.",
        "no conclusion": f"{name} is higher in B in {found.higher} of {of}, and lower in {found.lower}.",
    }
    return capital(sentences.get(found.verdict, f"{name} could not be measured with other assumptions."))


def span_sentences(found: Across) -> list[str]:
    """Tell the span of nine in ten sets beside what luck does to one set."""
    if found.verdict in {"not measured", "same"}:
        return []
    factor = unit_of(found.indicator).factor
    low, high = both(factor * found.low, factor * found.high)
    standard_error = amount(factor * found.standard_error, 1)
    return [
        f"In nine of ten sets, B minus A is between {low} and {high} points.",
        f"Luck moves a single set by about {standard_error if standard_error != '0.0' else 'less than 0.1'} points.",
    ]
