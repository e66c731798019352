"""Validation: everything that speaks for or against believing the model, in one place, with its reds left visible.

Sections, each in a file of its own: exact cases (exact/cases.py), docking (docking_section.py),
patterns under the defaults and in the ensemble (patterns.py), English figures (figures.py), areas beside areas (area_section.py),
areas on the statutory pathway (areas_on_pathway.py),
and the guesses that the headline hangs on (guesses.py).  What a line and a verdict are stands in report_lines.py.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.patterns.check import check_patterns
from coprod_sim.evidence.patterns.people import INSIDE
from coprod_sim.evidence.validation.area_section import between_areas
from coprod_sim.evidence.validation.areas import read_official
from coprod_sim.evidence.validation.areas_on_pathway import on_pathway
from coprod_sim.evidence.validation.docking_section import docking
from coprod_sim.evidence.validation.exact.cases import exact_cases
from coprod_sim.evidence.validation.figures import english_figures
from coprod_sim.evidence.validation.guesses import headline_guesses
from coprod_sim.evidence.validation.patterns import (
    CALIBRATED,
    DEFAULT,
    calibrated_settings,
    found_ensemble,
    in_ensemble,
    mechanisms,
    under,
)
from coprod_sim.evidence.validation.report_lines import LineVerdict, ReportLine, Section, counted
from coprod_sim.files import VERSION, write_whole
from coprod_sim.place.origin import FileOrigin, hash_of_files
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED

OnSection = Callable[[str], None]


class Effort(NamedTuple):
    """How much is run: pairs for patterns and figures, members of the ensemble, sets of guesses, seeds and scale for areas."""

    pairs: int
    members: int
    member_pairs: int
    guess_pairs: int
    guess_sets: int
    seeds: int
    scale: float


USUAL: Final = Effort(
    pairs=USUAL_PAIRS, members=40, member_pairs=10, guess_pairs=10, guess_sets=500, seeds=3, scale=0.1
)
QUICK: Final = Effort(pairs=6, members=4, member_pairs=4, guess_pairs=4, guess_sets=100, seeds=2, scale=0.02)


@dataclass(frozen=True)
class Validation:
    """All sections of a validation, and what was asked."""

    sections: tuple[Section, ...]
    effort: Effort
    quick: bool
    seed: int
    areas: FileOrigin | None = None
    ensemble: str = ""

    @property
    def counts(self) -> dict[LineVerdict, int]:
        """Count the lines of each verdict over all sections."""
        return counted(line for section in self.sections for line in section.lines)

    def with_verdict(self, verdict: LineVerdict) -> list[tuple[Section, ReportLine]]:
        """List the lines with a verdict, each with its section."""
        return [(section, line) for section in self.sections for line in section.lines if line.verdict == verdict]

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data; the reds stand first."""
        return {
            "coprod_sim": VERSION,
            "verdicts": self.counts,
            "red": [f"{section.title}: {line.name}" for section, line in self.with_verdict("red")],
            "not_run": [f"{section.title}: {line.name}" for section, line in self.with_verdict("not run")],
            "asked": {
                **self.effort._asdict(),
                "quick": self.quick,
                "seed": self.seed,
                "areas": self.areas._asdict() if self.areas else None,
                "ensemble": self.ensemble,
            },
            "sections": [section.to_dict() for section in self.sections],
        }


def run_validation(
    areas: str | Path | None = None,
    ensemble: str | Path | None = None,
    *,
    quick: bool = False,
    scale: float | None = None,
    seed: int = USUAL_SEED,
    on_section: OnSection | None = None,
) -> Validation:
    """Run every part of the validation, one after the other; the slow ones last.

    areas: the official table of local authorities; ensemble: a file of assumption sets, or the shipped one, if there is one.
    quick: fewer runs and a smaller place, to see whether all is well; scale: how large the place of areas is.
    on_section: is called with the title of each part before it begins.
    Raises ScenarioError where a file cannot be used, before anything slow has begun.
    """
    effort = QUICK if quick else USUAL
    effort = effort if scale is None else effort._replace(scale=checked_scale(scale))
    source = None
    if areas is not None:
        read_official(areas)
        source = FileOrigin(Path(areas).name, hash_of_files(Path(areas)))
    members, begin_section = found_ensemble(ensemble), on_section or (lambda _: None)
    begin_section("exact cases and docking")
    exact, docks = exact_cases(), docking()
    begin_section("patterns and English figures")
    defaults = under(DEFAULT, check_patterns(effort.pairs, seed=seed))
    inside = mechanisms(check_patterns(effort.pairs, seed=seed, wanted=INSIDE))
    fitted = under(CALIBRATED, check_patterns(effort.pairs, seed=seed, settings=calibrated_settings()))
    figures = english_figures(effort.pairs, seed)
    begin_section("patterns in the ensemble")
    over_members = in_ensemble(members, effort.members, effort.member_pairs, seed)
    begin_section("areas beside areas")
    beside = between_areas(areas, effort.scale, USUAL_MONTHS, range(seed, seed + effort.seeds))
    begin_section("areas on the statutory pathway")
    on_the_way = on_pathway(areas, effort.scale, range(seed, seed + effort.seeds))
    begin_section("guesses behind the headline")
    guesses = headline_guesses(effort.guess_pairs, USUAL_MONTHS, effort.guess_sets, seed)
    sections = (exact, docks, defaults, inside, fitted, over_members, figures, beside, on_the_way, guesses)
    name = Path(ensemble).name if ensemble is not None else "the shipped one" if members is not None else ""
    return Validation(sections, effort, quick, seed, source, name)


def checked_scale(scale: float) -> float:
    """Give a scale, or say what is wrong with it."""
    if not 0 < scale <= 1:
        raise ScenarioError(f"scale = {scale}: must be above 0 and at most 1. A tenth of the real place is 0.1.")
    return scale


def summary(validation: Validation) -> str:
    """Say in two or three sentences how it stands: how many lines of each verdict, and the reds by name."""
    counts, total = validation.counts, sum(validation.counts.values())
    sentences = [f"Of {total} lines, {counts['green']} are green, {counts['amber']} amber and {counts['red']} red."]
    if counts["not run"]:
        sentences.append(
            f"{counts['not run']} {'was' if counts['not run'] == 1 else 'were'} not run: about them nothing is known."
        )
    reds = by_section(validation, "red")
    if reds:
        sentences.append(f"Red: {'; '.join(f'{title} ({count})' for title, count in reds.items())}.")
    return " ".join(sentences)


def by_section(validation: Validation, verdict: LineVerdict) -> Mapping[str, int]:
    """Count the lines of one verdict in each section that has some."""
    counts = {section.title: section.counts[verdict] for section in validation.sections}
    return {title: count for title, count in counts.items() if count}


def write_json(validation: Validation, path: str | Path) -> Path:
    """Write a validation as JSON, whole or not at all.  Raises ScenarioError where the file cannot be written."""
    target = Path(path)
    text = json.dumps(validation.to_dict(), indent=2, allow_nan=False) + "\n"
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise ScenarioError(f"{target}: {error.strerror}: the JSON is written here. Choose another file.") from error
    return target
