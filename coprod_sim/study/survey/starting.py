"""What the answers of a survey can honestly set in a scenario, and what they are only held against.

Being asked is what a service does, and trust is where people stand: both may start a run.
Being listened to and satisfied are what comes of a way of working: the model makes them, so they are never put in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.survey.figures import SurveyFigure, figure_of
from coprod_sim.study.survey.read import Column, Survey, read_survey

FINENESS: Final = 2
"""Digits behind the point: no survey of a forum is finer than a hundredth."""
TRUSTS: Final = {"start_family_trust": "trust_staff", "start_council_trust": "trust_council"}
"""The starting values of trust, and the question that asks for each alone; trust in the service stands for both."""


class Taken(NamedTuple):
    """A setting with its value from a survey: the column it is from, and the figure; moved: its allowed range has cut it off."""

    name: str
    value: float
    column: Column
    figure: SurveyFigure
    moved: bool


@dataclass(frozen=True)
class SurveyStart:
    """A survey on top of a scenario: the figure of each question that has one, what is set, and the scenario with it.

    sent: to how many families the survey went, where that is known.
    """

    survey: Survey
    base: Scenario
    figures: Mapping[str, SurveyFigure]
    taken: tuple[Taken, ...]
    scenario: Scenario
    sent: int | None = None

    @property
    def compared(self) -> tuple[str, ...]:
        """The questions whose answers set nothing, and are held against what the model makes."""
        used = {taken.column.question.name for taken in self.taken}
        return tuple(name for name in self.figures if name not in used)

    @property
    def trust(self) -> tuple[Taken, ...]:
        """The starting values of trust that the survey sets."""
        return tuple(taken for taken in self.taken if taken.name in TRUSTS)


def start_from_survey(path: str | Path, base: Scenario, sent: int | None = None) -> SurveyStart:
    """Read a survey, and put what it can set on top of a scenario; raises ScenarioError with what is wrong with its table.

    sent: to how many families it went.
    """
    survey = read_survey(path)
    if sent is not None and sent < survey.families:
        raise ScenarioError(
            f"--sent {sent}: {survey.where} has {survey.families} families: must be at least as many. Say to how many the survey went."
        )
    found = {name: figure_of_column(column) for name, column in survey.columns.items()}
    figures = {name: figure for name, figure in found.items() if figure}
    wanted = {"asks": "asked"} | {start: own if own in figures else "trust" for start, own in TRUSTS.items()}
    taken = tuple(
        taken_from(name, survey.columns[question], figures[question])
        for name, question in wanted.items()
        if question in figures
    )
    scenario = base.changed({setting.name: setting.value for setting in taken})
    return SurveyStart(survey, base, figures, taken, scenario, sent)


def whatever_others_say(figure: SurveyFigure, sent: int) -> tuple[float, float]:
    """Give the least and the most that a figure could be, had all families answered to whom a survey went.

    >>> whatever_others_say(SurveyFigure(50, 0.8, 0.7, 0.9, 0.4, 0.8, 0.0, 0.2), 200)
    (0.2, 0.95)
    """
    known = figure.answered / sent
    return figure.mean * known, figure.mean * known + 1 - known


def figure_of_column(column: Column) -> SurveyFigure | None:
    """Give the figure of a column's answers; of those in words that set nothing, the interval is that of yes."""
    rated = column.scale is not None and not column.question.fact
    return figure_of(column.values, rated, of_yes=not rated and not column.question.settings)


def taken_from(name: str, column: Column, figure: SurveyFigure) -> Taken:
    """Give a setting the mean of the answers; where that is out of its range, the nearest end, marked as moved."""
    setting, value = BY_NAME[name], round(figure.mean, FINENESS)
    allowed = min(max(value, setting.low), setting.high)
    return Taken(name, allowed, column, figure, allowed != value)
