"""The guesses that the headline hangs on, in a validation: does power-sharing do better than consultation whatever is guessed?

Which numbers are guesses, and what is run with each, stands in guesses.py; here it becomes lines.
A guess that changes nothing gets no line of its own, so that such guesses do not add up to many greens; all are in the data.
"""

from collections.abc import Sequence
from typing import Any, Final

from coprod_sim.evidence.robustness.unmeasured_assumptions import (
    Interval,
    Joint,
    TurningPoint,
    assumed,
    joint,
    turning_points,
)
from coprod_sim.evidence.validation.report_lines import LineVerdict, ReportLine, Section, found_words, number_words
from coprod_sim.study.assumptions.robust import MOSTLY, SURVIVES

FACTOR: Final = 100
"""Progress is a share; it is told of 100."""
FEWEST_SETS: Final = 3
"""So many more sets than guesses are drawn at least."""


def headline_guesses(pairs: int, months: int, sets: int, seed: int) -> Section:
    """Move each guess alone to both ends of its range, then draw all at once: progress under power-sharing minus consultation."""
    points = turning_points(pairs=pairs, months=months, seed=seed)
    drawn = joint(sets=max(sets, len(assumed()) + FEWEST_SETS), months=months, seed=seed)
    lines = (turning_line(points), joint_line(drawn), *one_by_one(points))
    return Section(
        "guesses",
        "Guesses behind the headline",
        "Young people fare better under supported power-sharing than under consultation: which guess would take that away?",
        lines,
        "One guess alone. Red: at one end of its plausible range the difference clearly has the other sign. "
        f"Amber: at one end it is no longer clear. All at once. Green: the sign stays in at least {100 * SURVIVES:.0f} % of sets; "
        f"amber: in at least {100 * MOSTLY:.0f} %; red: in fewer.",
        (
            "The difference is progress, of 100, under power_sharing minus consultation_only at the end of year 5.",
            "A guess that leaves the sign clear at both ends has no line of its own; all stand in the table below.",
        ),
        {"guesses": [row_of(point) for point in points]},
    )


def loses(point: TurningPoint) -> bool:
    """Whether the difference is no longer clear, with the sign of the defaults, at one end at least."""
    return {point.at_low.sign, point.at_high.sign} != {point.default.sign}


def turning_line(points: Sequence[TurningPoint]) -> ReportLine:
    """Judge how many guesses, each alone, turn the sign, or blur it."""
    turning = [point.name for point in points if point.turns]
    blurring = [point.name for point in points if loses(point) and not point.turns]
    verdict: LineVerdict = "red" if turning else "amber" if blurring else "green"
    default = points[0].default
    return ReportLine(
        "Guesses that, each alone, would turn the sign of the headline",
        f"{len(turning)} of {len(points)}; {len(blurring)} more would blur it",
        "none",
        verdict,
        f"With the defaults the difference is {interval_words(default)}.",
        "",
        {
            "turning": float(len(turning)),
            "blurring": float(len(blurring)),
            "guesses": float(len(points)),
            "default": default.difference,
        },
    )


def joint_line(drawn: Joint) -> ReportLine:
    """Judge in which share of sets, with all guesses drawn at once, power-sharing does worse."""
    kept = 1 - drawn.share_lower
    verdict: LineVerdict = "green" if kept >= SURVIVES else "amber" if kept >= MOSTLY else "red"
    strongest = ", ".join(f"{one.name} ({number_words(one.correlation)})" for one in drawn.guesses[:5] if one.clear)
    note = f"What moves it most (partial rank correlation): {strongest}." if strongest else ""
    return ReportLine(
        "Sets, with all guesses drawn at once, in which power-sharing does worse",
        f"{100 * drawn.share_lower:.0f} % of {drawn.sets}",
        f"at most {100 * (1 - SURVIVES):.0f} %",
        verdict,
        f"{note} Draws go to the ends of every range at once, so they are harsher than an ensemble that fits the figures.".strip(),
        "",
        {"share_lower": drawn.share_lower, "sets": float(drawn.sets)},
    )


def one_by_one(points: Sequence[TurningPoint]) -> list[ReportLine]:
    """Give a line to each guess that turns the sign or blurs it."""
    return [
        ReportLine(
            f"{point.name} from {point.low:g} to {point.high:g}",
            f"at {point.low:g}: {interval_words(point.at_low)}; at {point.high:g}: {interval_words(point.at_high)}",
            "the same clear sign at both ends",
            "red" if point.turns else "amber",
            "",
            "",
            {"at_low": point.at_low.difference, "at_high": point.at_high.difference},
        )
        for point in points
        if loses(point)
    ]


def interval_words(found: Interval) -> str:
    """Write a difference with its interval, of 100."""
    return found_words(FACTOR * found.difference, FACTOR * found.low, FACTOR * found.high, 1)


def row_of(point: TurningPoint) -> dict[str, Any]:
    """Give one guess as plain data, differences of 100."""
    return {
        "name": point.name,
        "low": point.low,
        "high": point.high,
        "at_low": interval_words(point.at_low),
        "at_high": interval_words(point.at_high),
        "turns": point.turns,
    }
