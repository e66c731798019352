"""How far power is relocated in reviews, in teams of staff and in the forum, in the three words of the field, for A and B."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coprod_sim.indicators.levels import INDIVIDUAL, level_words
from coprod_sim.study.certainty_text import amount

if TYPE_CHECKING:
    from coprod_sim.study.compare import Comparison

THREE_LEVELS: Final = "Three levels of sharing power"
NAMES: Final = {INDIVIDUAL: "In reviews", "operational": "In teams of staff", "strategic": "In the forum"}
MEANING: Final = (
    "Descriptive: families take part as they must. Intermediate: they are heard. Transformative: power moves to them."
)


def levels_part(comparison: Comparison) -> list[str]:
    """Say the word of each level for A and B, and of reviews how many of 100 families decide together or lead."""
    a = level_words(lambda name: comparison.difference(name).a)
    b = level_words(lambda name: comparison.difference(name).b)
    together = comparison.difference("level_individual")
    sentences = []
    for level, name in NAMES.items():
        if level not in a or level not in b:
            continue
        same = a[level] == b[level]
        sentences.append(f"{name} both are {a[level]}." if same else f"{name} A is {a[level]}, and B {b[level]}.")
        if level == INDIVIDUAL:
            shares = [amount(100 * share, 0) for share in (together.a, together.b)]
            sentences.append(f"Of 100 families, {shares[0]} decide together or lead in A, and {shares[1]} in B.")
    return [*sentences, MEANING]
