"""The worker tells the years of families as Python does, from a record of a few fields."""

import json
import random
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np
import pytest

from coprod_sim.dashboard.pair.stories import story_of
from coprod_sim.engine.simulation import Simulation
from coprod_sim.place.simulate import begun
from coprod_sim.report.story.story import family_name
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.static.family_records import Record, plain, read
from tests.dashboard.static.node import in_node, usual_or_study
from tests.dashboard.static.random_pairs import random_pairs

SET_UPS: Final = (15, 60)


class Case(NamedTuple):
    """A story that is asked for, and what was kept of its two towns."""

    two: TwoWays
    both: tuple[Scenario, Scenario]
    family: int | None
    until: int | None
    lives: list[Record]
    town: dict[str, Any]


def people(simulation: Simulation) -> dict[str, Any]:
    """Give who is in a town, as far as a story asks."""
    place = simulation.place
    return {
        "tie_family": place.casework["family"].tolist(),
        "tie_professional": place.casework["professional"].tolist(),
        "family_commissioner": place.families["commissioner"].tolist(),
    }


def watched(scenario: Scenario, seed: int, months: int, fields: dict[str, list[str]]) -> Record:
    """Run a town and keep some fields of all rows, at the start and after every month: arrays of shape (months + 1, rows)."""
    simulation = begun(scenario, seed)
    kept: Record = {table: {field: [] for field in names} for table, names in fields.items()}
    for month in range(months + 1):
        if month:
            simulation.advance(1)
        for table, names in fields.items():
            for field in names:
                kept[table][field].append(getattr(simulation.place, table)[field].astype(float))
    return {table: {field: np.array(rows) for field, rows in found.items()} for table, found in kept.items()}


def record(life: Record, months: int, rows: dict[str, list[int]]) -> Record:
    """Cut a record out of what was kept of a town."""
    cut = {
        table: {field: values[: months + 1, rows[table]].ravel().tolist() for field, values in found.items()}
        for table, found in life.items()
    }
    return {"months": months, **cut}


def drawn(seed: int, count: int) -> list[Case]:
    """Draw families of random towns, with the last month that may be known; a family of None is the one that changed most."""
    rng, found, fields = random.Random(seed), list[Case](), read()
    for two, a, b in islice(random_pairs(seed), count):
        lives = [watched(side, two.seed, two.months, fields) for side in (a, b)]
        town = people(begun(a, two.seed))
        for family in (None, rng.randrange(40), rng.randrange(40), rng.randrange(40)):
            until = rng.choice([None, None, two.months, rng.randint(0, two.months), 0])
            found.append(Case(two, (a, b), family, until, lives, town))
    return found


def picked(cases: list[Case], months: list[int]) -> list[int]:
    """Give the family of each case, where none is named the one whom the worker picks."""
    ends = [
        [life["families"]["progress"][last].tolist() for life in one.lives]
        for one, last in zip(cases, months, strict=True)
    ]
    most = in_node("story/record.js", "mostChanged", ends)
    return [most[at] if one.family is None else one.family for at, one in enumerate(cases)]


def told_by_worker(cases: list[Case]) -> list[dict[str, Any]]:
    """Tell each case as a page without a server does: rows, records, story."""
    months = in_node("story/record.js", "recordMonths", [[one.two.months, one.until] for one in cases])
    families = picked(cases, months)
    asked = [[one.town, family, one.both[0].values()] for one, family in zip(cases, families, strict=True)]
    rows = in_node("story/record.js", "rowsOf", asked)
    calls: list[list[Any]] = []
    for one, family, mine, last in zip(cases, families, rows, months, strict=True):
        records = [record(life, last, mine) for life in one.lives]
        who = {"name": family_name(family), "commissioner": one.town["family_commissioner"][family]}
        calls.append([records, [plain(side) for side in one.both], family, one.two.months, one.until, who])
    return in_node("story/stories.js", "storyOf", calls)


@pytest.mark.parametrize("set_ups", usual_or_study(*SET_UPS))
def test_every_story_is_told_alike(set_ups: int) -> None:
    """The whole answer is the same, for families of random towns, with all kinds of changes and events."""
    cases = drawn(7, set_ups)
    for one, told in zip(cases, told_by_worker(cases), strict=True):
        expected = story_of(*one.both, one.family, one.two.seed, one.two.months, one.until)
        assert told == json.loads(json.dumps(expected)), (one.two, one.family, one.until)


def test_adds_up_large_teams_as_python_does() -> None:
    """Trust in a team of ten is the mean that NumPy gives, to the last digit."""
    rng = np.random.default_rng(3)
    teams = [rng.random(size) for size in range(1, 11) for _ in range(20)]
    assert in_node("python.js", "mean", [[team.tolist()] for team in teams]) == [float(team.mean()) for team in teams]
