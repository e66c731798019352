"""The patterns held against the model: what was found, what was wanted, and a verdict for each of P1 to P21, and of each mechanism.

Green: all parts of the claim hold.  Amber: every part goes the right way, but a size misses.  Red: anything else.
A level (such as late reviews) goes the right way while it misses its span by less than the width of the span.
What the patterns are stands in patterns/patterns.py, and the mechanisms in patterns/mechanisms.py.  To see them all: python -m coprod_sim.evidence.patterns.check
"""

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.patterns.patterns import PATTERNS, YEARS, Declared, Part, ScenarioRuns
from coprod_sim.evidence.patterns.people import INSIDE
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.usual import USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.compare import checked_question, json_number
from coprod_sim.study.many import Progress

__all__ = ["Part", "Pattern", "check_patterns", "patterns_table", "patterns_to_dict"]

Verdict = Literal["green", "amber", "red"]
VERDICTS: tuple[Verdict, ...] = ("green", "amber", "red")
LEAST_MONTHS = YEARS * YEAR


@dataclass(frozen=True)
class Pattern:
    """One pattern and what the runs say about it: its number, claim, sources (keys of references.bib) and parts."""

    number: str
    claim: str
    source: str
    parts: tuple[Part, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole claim: green, amber or red."""
        if all(part.holds for part in self.parts):
            return "green"
        return "amber" if all(part.right_way for part in self.parts) else "red"

    @property
    def figure(self) -> str:
        """What was found, in words."""
        return "; ".join(f"{part.name}: {found(part)}" for part in self.parts)

    @property
    def target(self) -> str:
        """What was wanted, in words."""
        return "; ".join(f"{part.name}: {wanted(part)}" for part in self.parts)


def found(part: Part) -> str:
    """Write the value of a part with its interval.

    >>> found(Part("gain", 0.2754, 0.0062, 0.2, 0.4, True))
    '0.275 (± 0.0062)'
    """
    return f"{part.value:.3g} (± {part.half_width:.2g})"


def wanted(part: Part) -> str:
    """Write what a part should be.

    >>> wanted(Part("gain", 0.3, 0.1, 0.2, 0.4, True)), wanted(Part("loss", 0.3, 0.1, -math.inf, 0, True))
    ('0.2 to 0.4', 'below 0')
    """
    if math.isinf(part.low):
        return f"below {part.high:g}"
    return f"above {part.low:g}" if math.isinf(part.high) else f"{part.low:g} to {part.high:g}"


def near_edge(part: Part) -> bool:
    """Tell whether the interval reaches over an edge of what is wanted, so that other luck might give another verdict.

    >>> near_edge(Part("gain", 0.41, 0.02, 0.2, 0.4, True)), near_edge(Part("gain", 0.3, 0.02, 0.2, 0.4, True))
    (True, False)
    """
    return any(abs(part.value - edge) < part.half_width for edge in (part.low, part.high))


def remark(part: Part) -> str:
    """Say where a part misses, and where luck might have decided.

    >>> remark(Part("gain", 0.41, 0.02, 0.2, 0.4, True))
    ', misses in size, near the edge'
    """
    missed = "" if part.holds else ", misses in size" if part.right_way else ", misses"
    return missed + (", near the edge" if near_edge(part) else "")


def judged(declared: Declared, runs: ScenarioRuns) -> Pattern:
    """Hold one pattern against the runs."""
    return Pattern(declared.number, declared.claim, declared.source, tuple(declared.parts(runs)))


def check_patterns(
    pairs: int = USUAL_PAIRS,
    months: int = LEAST_MONTHS,
    seed: int = USUAL_SEED,
    progress: Progress | None = None,
    settings: Mapping[str, float] | None = None,
    wanted: Sequence[Declared] = PATTERNS,
) -> list[Pattern]:
    """Hold all patterns, or those wanted, against the model, over pairs of runs with the seeds seed, seed + 1, ...

    settings are changed in every scenario; `progress` is called with patterns done and patterns in all.
    wanted: PATTERNS, or INSIDE of patterns/people.py.
    Raises ScenarioError where something given is not allowed.
    """
    pairs, months, seed = checked_question(pairs, months, seed)
    if months < LEAST_MONTHS:
        raise ScenarioError(f"months = {months}: the patterns look at five years. Give {LEAST_MONTHS} or more.")
    runs = ScenarioRuns(pairs, months, seed, settings)
    patterns = []
    for done, declared in enumerate(wanted, start=1):
        patterns.append(judged(declared, runs))
        if progress is not None:
            progress(done, len(wanted))
    return patterns


def counted(patterns: Iterable[Pattern]) -> dict[str, int]:
    """Count the patterns of each verdict."""
    verdicts = [pattern.verdict for pattern in patterns]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def patterns_table(patterns: Iterable[Pattern]) -> str:
    """Write patterns as plain text: each claim with its parts, then where the model misses."""
    patterns = list(patterns)
    width = max((len(part.name) for pattern in patterns for part in pattern.parts), default=0)
    lines, misses = [], []
    for pattern in patterns:
        lines.append(f"{pattern.number:<4} {pattern.verdict:<6} {pattern.claim}")
        for part in pattern.parts:
            lines.append(f"            {part.name:<{width}}  {found(part):<20} wanted {wanted(part)}{remark(part)}")
            if not part.holds:
                misses.append(
                    f"  {pattern.number} {part.name}: found {found(part)}, wanted {wanted(part)}{remark(part)}"
                )
    summary = ", ".join(f"{count} {verdict}" for verdict, count in counted(patterns).items())
    note = "In brackets: half of the 95 % interval over pairs of runs; near the edge: it reaches over what is wanted."
    end = ["Where the model misses:", *misses] if misses else ["The model misses nowhere."]
    return "\n".join([*lines, "", f"{summary}. {note}", *end])


def patterns_to_dict(patterns: Iterable[Pattern]) -> dict[str, Any]:
    """Give patterns as plain data.  Bounds and values that do not exist are None."""
    patterns = list(patterns)
    return {
        "verdicts": counted(patterns),
        "patterns": [
            {
                "number": pattern.number,
                "claim": pattern.claim,
                "source": pattern.source,
                "figure": pattern.figure,
                "target": pattern.target,
                "verdict": pattern.verdict,
                "parts": [
                    {
                        "name": part.name,
                        "value": json_number(part.value),
                        "reach": json_number(part.half_width),
                        "low": json_number(part.low),
                        "high": json_number(part.high),
                        "holds": part.holds,
                        "right_way": part.right_way,
                        "near_edge": near_edge(part),
                    }
                    for part in pattern.parts
                ],
            }
            for pattern in patterns
        ],
    }


def main() -> None:
    """Check all patterns and mechanisms with the default settings and write the tables to standard output."""
    sys.stdout.write(patterns_table(check_patterns()) + "\n\n")
    sys.stdout.write(patterns_table(check_patterns(wanted=INSIDE)) + "\n")


if __name__ == "__main__":
    main()
