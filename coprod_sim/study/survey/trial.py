"""Trying out a scenario that a survey has made: whether trust stays where families put it, and what would hold it there.

A starting value is where a run begins; where it goes is up to the rules.
So the scenario is run under some seeds, and assumptions may be moved within their ranges until trust stays.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.indicators import YEAR
from coprod_sim.place.areas.local_authorities import scaled_sizes
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.many import Job, Progress, Steps, many
from coprod_sim.study.survey.figures import SurveyFigure
from coprod_sim.study.survey.starting import SurveyStart

TRIAL_SEEDS: Final = tuple(range(1, 9))
"""The runs of a trial; the same for all of its scenarios, so that chance does not tell them apart."""
MONTHS: Final = 24
MOST_FAMILIES: Final = 3_000
"""A larger place is made so small for the trial."""
STAFF_FOR_EACH: Final = 2
"""So many professionals are left to each commissioner, at least."""
WANTED: Final = (
    "felt_trust", "people_trust", "council_trust", "voice", "lived_fit", "reviews_on_time",
    "decisions_heard", "decisions_together", "decisions_led",
)  # fmt: skip
CLOSE: Final = 0.005
"""So near to its aim, trust counts as held [share]."""
MOVED: Final = 0.03
"""Trust that has moved by more than this in a year has not stayed [share]."""
STEPS: Final = 8
SETTLING: Final = {
    "felt_trust": ("decency", "base_process"),
    "people_trust": ("decency",),
    "council_trust": ("base_process",),
}
"""For each kind of trust, the assumptions that say where it comes to rest: how fair people, and meetings, are that are just decent."""
PACE: Final = {"down": "trust_gain", "up": "trust_loss"}
"""Where they do not suffice: how fast trust moves away, for an aim below and above where it comes to rest."""
LOOKED_AT: Final = {
    "down": {"promise": 0.3, "monitoring": 0.2, "budget": -0.2, "early_involvement": -0.5, "commissioner_bravery": -0.2},
    "up": {"feedback": 0.6, "early_involvement": 0.5, "training": 0.03, "reflection": 0.05, "reward": 0.5, "budget": 0.12},
}  # fmt: skip
"""Levers, with what is added to each, that may make less trust, or more."""
WORTH_NAMING: Final = 0.01


class Aim(NamedTuple):
    """A kind of trust, and the figure that families give it."""

    indicator: str
    figure: SurveyFigure


class Stay(NamedTuple):
    """How a kind of trust goes: at the start, and after so many months."""

    aim: Aim
    start: float
    later: Mapping[int, float]

    @property
    def lasts(self) -> bool:
        """Whether it is, after a year, still where it began."""
        return abs(self.later[YEAR] - self.start) <= MOVED

    @property
    def likely(self) -> bool:
        """Whether where it is after a year is still within the interval of the survey."""
        return self.aim.figure.low <= self.later[YEAR] <= self.aim.figure.high


class Move(NamedTuple):
    """An assumption that was moved; whole: to the end of its range, and more would have been needed."""

    name: str
    before: float
    after: float
    whole: bool


class LookAt(NamedTuple):
    """A lever that changes where trust is after a year, with its value, and the trust without and with it."""

    name: str
    value: float
    without: float
    trust: float


Means = Mapping[str, Reals]


class Trial(NamedTuple):
    """A scenario that was tried out: how all goes in it, how trust goes, and levers that may hold trust.

    moves: the assumptions that were moved so that it stays; `before` is then how trust went without them, else as `stays`.
    """

    scenario: Scenario
    course: Means
    stays: tuple[Stay, ...]
    looks: tuple[tuple[LookAt, ...], ...]
    before: tuple[Stay, ...]
    moves: tuple[Move, ...] | None


def tried(start: SurveyStart, make_it_last: bool, progress: Progress | None = None) -> Trial:
    """Try out what a survey has set; where it is wanted, with assumptions moved so that trust stays."""
    scenario, aims = start.scenario, aims_of(start)
    course = course_of(scenario)
    before = stays = tuple(stay_of(aim, course) for aim in aims)
    looks = tuple(() if stay.lasts else look_at(scenario, stay) for stay in stays)
    moves = None
    if make_it_last:
        scenario, moves = kept_trust(scenario, tuple(stay for stay in stays if not stay.lasts), progress)
        course = course_of(scenario)
        stays = tuple(stay_of(aim, course) for aim in aims)
    return Trial(scenario, course, stays, looks, before, moves)


def trial_size(scenario: Scenario) -> Scenario:
    """Give a scenario in a place small enough to be tried out."""
    values = scenario.values()
    scale = max(MOST_FAMILIES / values["families"], STAFF_FOR_EACH * values["commissioners"] / values["professionals"])
    return scenario.changed(scaled_sizes(values, scale)) if scale < 1 else scenario


def course_of(scenario: Scenario, months: int = MONTHS) -> Means:
    """Run a scenario under all seeds of a trial: indicators by month, the mean over them, each of shape (months + 1,)."""
    sized = trial_size(scenario)
    runs = many([Job(sized, seed, months) for seed in TRIAL_SEEDS], lambda job: job.series(WANTED))
    return {name: np.mean([run[name] for run in runs], axis=0) for name in WANTED}


def aims_of(start: SurveyStart) -> tuple[Aim, ...]:
    """Give the kinds of trust that a survey asks for: of the service where one question stands for both, else of each."""
    if len({taken.column.question.name for taken in start.trust}) == 1 and len(start.trust) == 2:
        return (Aim("felt_trust", start.trust[0].figure),)
    kinds = {"start_family_trust": "people_trust", "start_council_trust": "council_trust"}
    return tuple(Aim(kinds[taken.name], taken.figure) for taken in start.trust)


def stay_of(aim: Aim, course: Means) -> Stay:
    """Say how a kind of trust goes in a course."""
    series = course[aim.indicator]
    return Stay(aim, float(series[0]), {month: float(series[month]) for month in (1, YEAR, MONTHS)})


def way_to(stay: Stay) -> str:
    """Say which way trust would have to be moved to stay."""
    return "down" if stay.later[YEAR] > stay.start else "up"


def kept_trust(
    scenario: Scenario, stays: tuple[Stay, ...], progress: Progress | None = None
) -> tuple[Scenario, tuple[Move, ...]]:
    """Move assumptions within their ranges, one after the other, until trust after a year is where it begins."""
    moves: dict[str, Move] = {}
    step = Steps(sum(len(SETTLING[stay.aim.indicator]) + 1 for stay in stays), progress)
    for stay in stays:
        way = way_to(stay)
        for name in (*SETTLING[stay.aim.indicator], PACE[way]):
            step()
            end = BY_NAME[name].explore[0 if way == "down" or name in PACE.values() else 1]
            move = moved_to(scenario, stay, name, end, way)
            if move:
                first = moves[name].before if name in moves else move.before
                moves[name] = move._replace(before=first)
                scenario = scenario.changed({name: move.after})
    return scenario, tuple(moves.values())


def moved_to(scenario: Scenario, stay: Stay, name: str, end: float, way: str) -> Move | None:
    """Move one assumption towards an end of its range until trust stays; None where it is held, or the end is behind it."""
    before = scenario.value(name)
    sign = 1 if way == "down" else -1

    def too_far(value: float) -> float:
        """How far trust is beyond its aim after a year, in the direction in which it goes."""
        course = course_of(scenario.changed({name: value}), YEAR)
        return sign * (float(course[stay.aim.indicator][YEAR]) - stay.start)

    behind = before <= end if end == BY_NAME[name].explore[0] else before >= end
    if behind or too_far(before) <= CLOSE:
        return None
    left = too_far(end)
    if left > CLOSE:
        return Move(name, before, end, whole=True)
    near, far = before, end
    for _ in range(STEPS):
        middle = (near + far) / 2
        near, far = (middle, far) if too_far(middle) > 0 else (near, middle)
    return Move(name, before, round((near + far) / 2, 3), whole=False)


def look_at(scenario: Scenario, stay: Stay) -> tuple[LookAt, ...]:
    """Try levers that may hold trust where families put it: those that move it that way, the strongest first."""
    way = way_to(stay)
    sign = -1 if way == "down" else 1
    without = stay.later[YEAR]
    found = []
    for name, added in LOOKED_AT[way].items():
        lever = BY_NAME[name]
        value = round(min(max(scenario.value(name) + added, lever.low), lever.high), 3)
        trust = float(course_of(scenario.changed({name: value}), YEAR)[stay.aim.indicator][YEAR])
        if sign * (trust - without) >= WORTH_NAMING:
            found.append(LookAt(name, value, without, trust))
    return tuple(sorted(found, key=lambda one: -sign * one.trust))
