"""The charts of bars: where trust came from, and on which rung of the ladder decisions stand."""

from typing import Final

import numpy as np
from markupsafe import Markup

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.totals import RUNGS
from coprod_sim.report.svg import box, drawing, line, signed, spread_out, text
from coprod_sim.study.compare import Comparison

CAUSE_WORDS: Final = {
    "being_asked": "being asked, or not",
    "having_a_say": "having a say, or not",
    "promise_broken": "promised more say than there is",
    "undelivered": "planned, but not paid for",
    "being_known": "staff know the child, or not",
    "results": "how daily life fits",
    "peers_word": "what other families say",
    "new_worker": "new worker, start again",
    "dispute": "a dispute",
    "conference": "a conference",
    "new_family": "another family comes",
    "refused": "refused, or kept waiting",
}
RARE: Final = ("conference", "new_family", "refused")
"""Causes that are shown only where there were any."""
RUNG_WORDS: Final = {
    "not_asked": "Not asked",
    "told": "Told",
    "asked": "Asked",
    "heard": "Heard",
    "together": "Deciding together",
    "led": "Family-led",
}
RUNG_MEANINGS: Final = {
    "not_asked": "the family's view was not sought",
    "told": "staff told the family what had been decided",
    "asked": "its view weighed a little",
    "heard": "its view counted, others decided",
    "together": "its view and its part in the decision weighed much",
    "led": "the family's view led the plan",
}
WIDTH, ROW = 420.0, 50.0
LEDGER_LEFT, LEDGER_RIGHT = 72.0, 348.0
LADDER_TOP, LADDER_BOTTOM = 34.0, 354.0
LADDER: Final = {"a": (160.0, 152.0, "end"), "b": (218.0, 268.0, "start")}
BAR = 42.0
LEAST_DRAWN = 0.0005


def ledger(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """Add up, for A and B, the change of felt trust by cause over the run, of 100; mean over the runs."""
    return {
        cause: (summed(comparison.series_a[f"trust_from_{cause}"]), summed(comparison.series_b[f"trust_from_{cause}"]))
        for cause in CAUSES
    }


def summed(values: np.ndarray) -> float:
    """Sum over months, mean over runs, of 100."""
    return float(100 * values.sum(axis=1).mean())


def ledger_chart(comparison: Comparison) -> Markup:
    """Draw the causes of trust as bars to both sides of zero, A above B."""
    rows = [(CAUSE_WORDS[cause], *both) for cause, both in ledger(comparison).items() if any(both) or cause not in RARE]
    rows.append(("all together", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    if not np.isfinite([row[1:] for row in rows]).all():
        return Markup('<p class="note">This could not be measured.</p>')
    low = min(0.0, *(value for row in rows for value in row[1:]))
    high = max(0.1, *(value for row in rows for value in row[1:]))
    zero = LEDGER_LEFT + (LEDGER_RIGHT - LEDGER_LEFT) * -low / (high - low)
    scale = (LEDGER_RIGHT - LEDGER_LEFT) / (high - low)
    parts = []
    for index, (words, a, b) in enumerate(rows):
        top = ROW * index + 6
        if index == len(rows) - 1:
            parts.append(line(0, top - 2, WIDTH, top - 2, "axis"))
        parts.append(text(0, top + 11, words, "row"))
        parts.append(line(zero, top + 15, zero, top + 42, "zero"))
        parts += ledger_bar(zero, scale * a, top + 17, "a", f"A {signed(a)}")
        parts += ledger_bar(zero, scale * b, top + 30, "b", f"B {signed(b)}")
    sentences = ". ".join(f"{words}: A {signed(a)}, B {signed(b)}" for words, a, b in rows)
    title = "Where the change of felt trust came from"
    return drawing("chart-ledger", WIDTH, ROW * len(rows) + 12, title, f"Bars, in points of 100. {sentences}.", parts)


def ledger_bar(zero: float, length: float, top: float, letter: str, words: str) -> list[Markup]:
    """Draw one bar from zero, with its value at its end."""
    after = zero + length + 5 if length >= 0 else zero + length - 5
    return [
        box(min(zero, zero + length), top, abs(length), 10, f"bar {letter}"),
        text(after, top + 9.5, words, f"value {letter}", "start" if length >= 0 else "end"),
    ]


def rungs(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """Give the share of decisions of A and B on each rung in the last month, of 100."""
    found = {rung: comparison.difference(f"decisions_{rung}") for rung in RUNGS}
    return {rung: (100 * difference.a, 100 * difference.b) for rung, difference in found.items()}


def ladder_chart(comparison: Comparison) -> Markup:
    """Draw the ladder of participation as two stacked bars, the lowest rung at the bottom."""
    shares = rungs(comparison)
    if not np.isfinite(list(shares.values())).all():
        return Markup('<p class="note">No decision was made in some runs, so there is no ladder.</p>')
    parts: list[Markup] = []
    for side, letter in enumerate("ab"):
        left = LADDER[letter][0]
        parts.append(text(left + BAR / 2, LADDER_TOP - 10, letter.upper(), f"head {letter}", "middle"))
        parts += ladder_bar({rung: both[side] for rung, both in shares.items()}, letter)
    sentences = " ".join(f"{RUNG_WORDS[rung]}: A {a:.0f}, B {b:.0f} of 100." for rung, (a, b) in shares.items())
    title = "Ladder of participation at the last month"
    return drawing("chart-ladder", WIDTH, LADDER_BOTTOM + 6, title, f"Two stacked bars. {sentences}", parts)


def ladder_bar(shares: dict[str, float], letter: str) -> list[Markup]:
    """Draw one stacked bar and name its parts beside it, moved apart where they would overlap."""
    left, beside, anchor = LADDER[letter]
    scale = (LADDER_BOTTOM - LADDER_TOP) / 100
    parts, heights, words, base = [], [], [], LADDER_BOTTOM
    for rung, share in shares.items():
        if share < 100 * LEAST_DRAWN:
            continue
        parts.append(box(left, base - scale * share, BAR, scale * share, f"rung {rung}"))
        heights.append(base - scale * share / 2)
        words.append(f"{RUNG_WORDS[rung]} {'under 1' if share < 0.5 else format(share, '.0f')}")
        base -= scale * share
    for height, label in zip(spread_out(heights, 16, LADDER_TOP + 6, LADDER_BOTTOM - 4), words, strict=True):
        parts.append(text(beside, height + 4, label, "rung-label", anchor))
    return parts
