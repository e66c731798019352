"""`scenarios from-survey`: a survey of families into a scenario file, and what of it was used, what not, and how sure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from coprod_sim.cli.commands.scenarios import checked_extends
from coprod_sim.cli.console import compiled_rules, console, note, print_json, progress_bar, shell_quoted, table
from coprod_sim.cli.notes import print_once
from coprod_sim.errors import ScenarioError
from coprod_sim.files import TOML, check_output, check_parent, write_whole
from coprod_sim.scenario.events_without_effect import notes
from coprod_sim.scenario.extends import has_suffix
from coprod_sim.study.survey.read import STDIN
from coprod_sim.study.survey.sentences import (
    answers_text,
    caveats,
    certainty_lines,
    compared_lines,
    range_text,
    set_text,
)
from coprod_sim.study.survey.starting import SurveyStart, start_from_survey
from coprod_sim.study.survey.toml_text import stays, survey_scenario_text
from coprod_sim.study.survey.trial import Stay, Trial, tried

MOST_NAMED: Final = 12
"""So many columns that are not used are named."""


def make_from_survey(
    file: str, out: Path | None, base: str, sent: int | None, make_it_last: bool, force: bool, as_json: bool
) -> None:
    """Read a survey, try out what it sets, write the scenario, and say what it is."""
    target = checked_target(file, out, force)
    start = start_from_survey(file, checked_extends(base, target), sent)
    with compiled_rules(None), progress_bar("Holding trust") as progress:
        trial = tried(start, make_it_last, progress)
    text = survey_scenario_text(start, base, trial)
    write_whole(target, text.encode())
    print_once((*start.survey.notes, *notes(trial.scenario)))
    if as_json:
        print_json(plain_data(start, trial, target))
    else:
        show(start, trial)
    note(f"Written to {target}. Try it: coprod-sim run {shell_quoted(target)} --months 24")


def checked_target(file: str, out: Path | None, force: bool) -> Path:
    """Give the file to be written, under the survey's name unless another is given; what is there already is left alone."""
    if out is None and file == STDIN:
        raise ScenarioError("--out: is missing: a survey from standard input has no name. Add --out NAME.toml.")
    wanted = out or Path(f"{Path(file).stem}.toml")
    check_output(wanted, TOML, "--out")
    target = wanted if has_suffix(wanted.name) else wanted.with_name(f"{wanted.name}.toml")
    if (target.exists() or target.is_symlink()) and not force:
        raise ScenarioError(
            f"{target}: is there already: must be a new file. Choose another name with --out, or add --force to write over it."
        )
    check_parent(target)
    return target


def show(start: SurveyStart, trial: Trial) -> None:
    """Print what a survey has set, and what not."""
    screen, survey = console(), start.survey
    screen.print(f"{survey.name}: {survey.families} families, on top of {start.base.name}", style="bold")
    sheet = table("Question", "Answered", "Answers, of 100", "Likely", numbers=(1,))
    for name, column in survey.columns.items():
        figure = start.figures.get(name)
        values = (answers_text(column, figure), range_text(column, figure)) if figure else ("none understood", "-")
        sheet.add_row(column.question.title, f"{len(column.shares)} of {survey.families}", *values)
    screen.print(sheet)
    unused = ", ".join(survey.unused[:MOST_NAMED]) + (", ..." if len(survey.unused) > MOST_NAMED else "")
    paragraphs = {
        "What it sets": set_lines(start),
        "How sure": certainty_lines(start),
        "Does trust stay where your families put it?": stays(start, trial),
        "Not put in": compared_lines(start, trial.course),
        "Columns that are not used": [unused] if unused else [],
    }
    for heading, sentences in paragraphs.items():
        found = list(sentences)
        if found:
            screen.print(heading, style="bold")
            for sentence in found:
                screen.print(sentence)
            screen.print()


def set_lines(start: SurveyStart) -> Iterator[str]:
    """Say what a survey sets, with what had to be taken for granted; that of two settings from one question once."""
    for question in dict.fromkeys(taken.column.question.name for taken in start.taken):
        alike = [taken for taken in start.taken if taken.column.question.name == question]
        yield f"{alike[0].column.question.title}: {', '.join(map(set_text, alike))}. {' '.join(caveats(start, alike[0]))}".rstrip()
    if not start.taken:
        yield "Nothing: no column asks what a run could begin with, which is being asked, or trust."


def plain_data(start: SurveyStart, trial: Trial, target: Path) -> dict[str, Any]:
    """Give all that is said as plain data."""
    questions = []
    for name, column in start.survey.columns.items():
        figure = start.figures.get(name)
        questions.append(
            {
                "question": name,
                "column": column.header,
                "answered": len(column.shares),
                "no_answer": column.no_answer,
                "unreadable": [{"line": line, "answer": text} for line, text in column.unreadable],
                "figure": figure._asdict() | {"certainty": figure.certainty} if figure else None,
                "sets": {taken.name: taken.value for taken in start.taken if taken.column is column},
            }
        )
    return {
        "survey": start.survey.where,
        "families": start.survey.families,
        "sent": start.sent,
        "questions": questions,
        "unused": start.survey.unused,
        "notes": start.survey.notes,
        "base": start.base.name,
        "file": str(target),
        "trust": [stay_data(stay) for stay in trial.before],
        "moved": None if trial.moves is None else [move._asdict() for move in trial.moves],
        "trust_with_moves": [stay_data(stay) for stay in trial.stays],
        "look_at": [look._asdict() for looks in trial.looks for look in looks],
        "not_put_in": list(compared_lines(start, trial.course)),
    }


def stay_data(stay: Stay) -> dict[str, Any]:
    """Give how a kind of trust goes as plain data."""
    return {
        "indicator": stay.aim.indicator,
        "start": stay.start,
        "later": {str(month): value for month, value in stay.later.items()},
        "lasts": stay.lasts,
    }
