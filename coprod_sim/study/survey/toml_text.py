"""The file of a scenario that a survey has made: settings, each below the sentences that say where it comes from.

As in every file that we write, `#name = value` (no space) is a setting to switch on, and `# words` is a remark.
"""

from collections.abc import Iterable, Iterator

from coprod_sim.errors import printable
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.document_checks import LONGEST_TEXTS
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.toml_writer import toml_value
from coprod_sim.study.survey.sentences import (
    caveats,
    certainty_lines,
    compared_lines,
    gap_months,
    hundred,
    look_lines,
    move_lines,
    move_text,
    set_text,
    source_text,
    stay_lines,
    trial_text,
)
from coprod_sim.study.survey.starting import SurveyStart
from coprod_sim.study.survey.trial import Trial


def survey_scenario_text(start: SurveyStart, extends: str, trial: Trial) -> str:
    """The text of the file; extends: the base as the file names it."""
    lines = [
        *remarks(
            [
                f"Made from {start.survey.name}, a survey of {start.survey.families} families. What this can tell, and what not: docs/from_a_survey.md"
            ]
        ),
        f"title = {toml_value(title_of(start))}",
        f"summary = {toml_value(summary_of(start))}",
        f"extends = {toml_value(extends)}",
        "",
        *remarks(certainty_lines(start)),
        *table("levers", lever_lines(start, trial)),
        *table("parameters", parameter_lines(start, trial)),
        *table("start", start_lines(start)),
        *section("Does trust stay where your families put it?", stays(start, trial)),
        *section("Not put in:", compared_lines(start, trial.course)),
    ]
    return "\n".join(lines) + "\n"


def title_of(start: SurveyStart) -> str:
    """A title, cut to what a scenario may have."""
    return printable(f"As {start.survey.name} says")[: LONGEST_TEXTS["title"]]


def summary_of(start: SurveyStart) -> str:
    """What the scenario is, in a sentence or two."""
    begins = {
        "asks": "families are asked at {} of 100 reviews",
        "start_family_trust": "trust in staff begins at {} of 100",
        "start_council_trust": "trust in the council begins at {} of 100",
    }
    parts = [begins[taken.name].format(hundred(taken.value)) for taken in start.taken]
    survey = printable(f"A survey of {start.survey.families} families ({start.survey.name})")[:1000]
    rest = f"All else is as in {start.base.title}."
    return f"{survey} says: {'; '.join(parts)}. {rest}" if parts else f"{survey} sets nothing. {rest}"


def remarks(sentences: Iterable[str]) -> list[str]:
    """Sentences as remarks, one on a line."""
    return [f"# {printable(' '.join(sentence.split()))}" for sentence in sentences]


def table(name: str, lines: Iterable[str]) -> list[str]:
    """A table of the file, left out where it has nothing."""
    found = list(lines)
    return ["", f"[{name}]", *found] if found else []


def section(heading: str, sentences: Iterable[str]) -> list[str]:
    """Remarks below a heading, left out where there are none."""
    found = remarks(sentences)
    return ["", f"# {heading}", *found] if found else []


def lever_lines(start: SurveyStart, trial: Trial) -> Iterator[str]:
    """What the survey sets of levers, and those that could be looked at, switched off."""
    for taken in start.taken:
        if BY_NAME[taken.name].role == "lever":
            yield from remarks([source_text(start, taken), *caveats(start, taken)])
            yield set_text(taken)
    seen = {taken.name for taken in start.taken}
    for looks in trial.looks:
        for look in looks:
            if look.name not in seen:
                seen.add(look.name)
                lever = BY_NAME[look.name]
                moves = f"With {look.value:g} trust is {hundred(look.trust)} after {YEAR} months, not {hundred(look.without)}"
                yield from remarks([f"To be looked at: {lever.sentence} {moves}."])
                yield f"#{look.name} = {look.value:g}"


def parameter_lines(start: SurveyStart, trial: Trial) -> Iterator[str]:
    """The assumptions that were moved so that trust stays, and the gap between reviews, switched off."""
    for move in trial.moves or ():
        yield from remarks([f"Moved so that trust stays: {move_text(move)}"])
        yield f"{move.name} = {move.after:g}"
    if "reviewed" in start.figures:
        yield from remarks(["If families have no meeting but the yearly review that the survey asks about:"])
        yield f"#review_months = {gap_months(start.figures['reviewed'])}"


def start_lines(start: SurveyStart) -> Iterator[str]:
    """The starting values that the survey sets; one remark for two that have the same source."""
    source = ""
    for taken in start.trust:
        if taken.column.question.name != source:
            yield from remarks([source_text(start, taken), *caveats(start, taken)])
        source = taken.column.question.name
        yield set_text(taken)


def stays(start: SurveyStart, trial: Trial) -> Iterator[str]:
    """Say whether trust stays, what was moved for it, and what could be looked at."""
    for stay in trial.before:
        yield from stay_lines(stay, start.base.name)
    if trial.before:
        yield trial_text()
    yield from look_lines(trial)
    yield from move_lines(trial)
