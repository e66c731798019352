"""The patterns in a validation: under the defaults, and in how many members of an ensemble of assumptions each is green.

The patterns stand in patterns/patterns.py, and how one is judged in patterns.py; nothing is judged anew here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.evidence.patterns.check import Pattern, check_patterns, near_edge
from coprod_sim.evidence.validation.report_lines import LineVerdict, ReportLine, Section, not_run
from coprod_sim.scenario.parameters import DEFAULTS, names
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.assumptions.ensemble import ROLES, SHIPPED, Ensemble, load_ensemble

OnPattern = Callable[[int, int], None]
LEAST_GREEN: Final = 17
"""So many patterns should be green under the defaults and in the ensemble."""
LEAST_SHARE: Final = 0.8
"""A pattern should be green in at least this share of an ensemble."""
HALF: Final = 0.5


class Assumptions(NamedTuple):
    """Under which assumptions patterns are shown: the section's key, and the words that tell them."""

    key: str
    words: str
    note: str


DEFAULT: Final = Assumptions(
    "patterns",
    "the defaults",
    "The defaults were chosen with the patterns in view: green shows that the model can do all this at once, it is no independent test.",
)
CALIBRATED: Final = Assumptions(
    "calibrated",
    "the calibrated default",
    "These assumptions (the modifier calibrated) were fitted to these very patterns, with other luck: green shows that they can be met, no more.",
)


def calibrated_settings() -> dict[str, float]:
    """Give the assumptions of the modifier `calibrated` that are not at their defaults."""
    values = load_scenario("calibrated").values()
    return {name: values[name] for role in ROLES for name in names(role) if values[name] != DEFAULTS[name]}


def under(assumptions: Assumptions, found: Sequence[Pattern]) -> Section:
    """Show the patterns under some assumptions, each with its own verdict, and how many are green."""
    lines = [pattern_line(pattern) for pattern in found]
    green = sum(line.verdict == "green" for line in lines)
    enough: LineVerdict = "green" if green >= LEAST_GREEN else "red"
    count = ReportLine(
        f"Patterns that are green under {assumptions.words}",
        f"{green} of {len(found)}",
        f"at least {LEAST_GREEN}",
        enough,
        numbers={"green": float(green), "patterns": float(len(found))},
    )
    return Section(
        assumptions.key,
        f"Patterns under {assumptions.words}",
        "Does the model show what is known of such services, in direction and in size?",
        (count, *lines),
        "Green: every part of the claim holds. Amber: every part goes the right way, but a size misses "
        "(a level may miss its span by less than the width of the span). Red: anything else.",
        (
            "In brackets: half of the 95 % interval over pairs of runs.",
            assumptions.note,
        ),
    )


def mechanisms(found: Sequence[Pattern]) -> Section:
    """Show the mechanisms under the defaults, each with its own verdict."""
    return Section(
        "mechanisms",
        "Mechanisms under the defaults",
        "Does what the model shows come about in the way that it claims: by what is known, promised and delivered?",
        tuple(pattern_line(each) for each in found),
        "Green: every part of the claim holds. Amber: every part goes the right way, but a size misses. Red: anything else.",
        (
            "In brackets: half of the 95 % interval over pairs of runs.",
            "The defaults were looked for with these in view, so green shows that they can be met together, and is no test.",
        ),
    )


def pattern_line(pattern: Pattern) -> ReportLine:
    """Turn a pattern into a line."""
    edges = [part.name for part in pattern.parts if near_edge(part)]
    note = f"Near the edge, so that other luck might decide otherwise: {'; '.join(edges)}." if edges else ""
    numbers = {part.name: part.value for part in pattern.parts}
    name = f"{pattern.number}. {pattern.claim}"
    return ReportLine(name, pattern.figure, pattern.target, pattern.verdict, note, pattern.source, numbers)


# The ensemble.


def sampled(ensemble: Ensemble, members: int) -> list[int]:
    """Choose members of an ensemble, evenly through its order, all if there are no more.

    >>> sampled(Ensemble(("thrift",), np.zeros((10, 1)), {}), 4)
    [0, 3, 6, 9]
    """
    count = len(ensemble.values)
    return sorted({round(number) for number in np.linspace(0, count - 1, min(members, count)).tolist()})


def found_ensemble(path: str | Path | None) -> Ensemble | None:
    """Read the ensemble that was given, or the shipped one if there is one, or none."""
    return load_ensemble(path) if path is not None or SHIPPED.is_file() else None


def in_ensemble(
    ensemble: Ensemble | None, members: int, pairs: int, seed: int, progress: OnPattern | None = None
) -> Section:
    """Hold the patterns against members of an ensemble: the share in which each is green."""
    if ensemble is None:
        line = not_run(
            "Patterns in the ensemble", "no ensemble is shipped: make one (coprod-sim calibrate) and give it"
        )
        return ensemble_section((line,))
    chosen, judged = sampled(ensemble, members), []
    for done, number in enumerate(chosen, start=1):
        judged.append(check_patterns(pairs, seed=seed, settings=ensemble.settings(number)))
        if progress is not None:
            progress(done, len(chosen))
    lines = [share_line([patterns[index] for patterns in judged]) for index in range(len(judged[0]))]
    note = f"{len(chosen)} of {len(ensemble.values)} members, {pairs} pairs of runs each; settings that vary: {len(ensemble.names)}."
    return ensemble_section((*whole_lines(judged, lines), *lines), (note,), list(ensemble.names))


def share_line(found: Sequence[Pattern]) -> ReportLine:
    """Say in which share of members one pattern is green."""
    shares = {
        verdict: sum(one.verdict == verdict for one in found) / len(found) for verdict in ("green", "amber", "red")
    }
    verdict: LineVerdict = share_verdict(shares["green"])
    words = f"{100 * shares['green']:.0f} % green, {100 * shares['amber']:.0f} % amber, {100 * shares['red']:.0f} % red"
    wanted = f"green in at least {100 * LEAST_SHARE:.0f} %"
    return ReportLine(f"{found[0].number}. {found[0].claim}", words, wanted, verdict, numbers=shares)


def share_verdict(green: float) -> LineVerdict:
    """Judge in which share of members a pattern is green.

    >>> share_verdict(0.8), share_verdict(0.5), share_verdict(0.49)
    ('green', 'amber', 'red')
    """
    return "green" if green >= LEAST_SHARE else "amber" if green >= HALF else "red"


def whole_lines(judged: Sequence[Sequence[Pattern]], lines: Sequence[ReportLine]) -> list[ReportLine]:
    """Judge the ensemble as a whole, in both ways in which "green in the ensemble" can be read."""
    enough = float(np.mean([sum(one.verdict == "green" for one in found) >= LEAST_GREEN for found in judged]))
    held = sum(line.verdict == "green" for line in lines)
    counts = [sum(one.verdict == "green" for one in found) for found in judged]
    return [
        ReportLine(
            f"Members in which at least {LEAST_GREEN} patterns are green",
            f"{100 * enough:.0f} %",
            f"at least {100 * LEAST_SHARE:.0f} %",
            share_verdict(enough),
            f"Green patterns in a member: {min(counts)} to {max(counts)}, {np.median(counts):g} in the middle.",
            numbers={"share": enough, "least": float(min(counts)), "most": float(max(counts))},
        ),
        ReportLine(
            f"Patterns that are green in at least {100 * LEAST_SHARE:.0f} % of members",
            f"{held} of {len(lines)}",
            f"at least {LEAST_GREEN}",
            "green" if held >= LEAST_GREEN else "red",
            numbers={"patterns": float(held)},
        ),
    ]


def ensemble_section(lines: tuple[ReportLine, ...], notes: tuple[str, ...] = (), names: Sequence[str] = ()) -> Section:
    """Put the section together."""
    return Section(
        "ensemble",
        "Patterns in the ensemble",
        "Do the patterns hang on one lucky set of numbers, or do they hold over all sets that fit about as well?",
        lines,
        f"Green: in at least {100 * LEAST_SHARE:.0f} % of members. Amber: in at least half. Red: in fewer. "
        "The counts of patterns have no amber.",
        notes,
        {"names": list(names)} if names else {},
    )
