"""The worker tells lives that no run has led, so that what hardly ever happens is told alike, too."""

import json
import re
from itertools import islice
from typing import Any, Final

import numpy as np
import pytest

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.stories import column
from coprod_sim.engine.state import (
    CASEWORK_TYPE,
    COMMISSIONER_TYPE,
    FAMILY_TYPE,
    PATHWAY_TYPE,
    YOUNG_PERSON_TYPE,
    Records,
)
from coprod_sim.report.story.story import Story
from coprod_sim.report.story.text import life_events
from coprod_sim.report.story.trace import Life
from coprod_sim.scenario.scenario import Scenario
from tests.dashboard.static.family_records import Record, plain, read
from tests.dashboard.static.node import in_node, usual_or_study
from tests.dashboard.static.random_pairs import random_pairs

LIVES: Final = (120, 300)
SOON: Final = 0.3
"""A part of the stories is told before the end."""
SHARES: Final = (
    *("felt_trust", "council_trust", "power", "energy", "progress", "engaged", "delivery", "voice"),
    *("family_view_error", "staff_view_error", "staff_field_error"),
)
FLAGS: Final = ("asked", "led", "reviewed", "in_dispute", "key_worker")


def made_up(rng: np.random.Generator, months: int) -> Life:
    """Make a life in which everything happens at random, more or less often."""
    t, team, often = months + 1, int(rng.choice([1, 2, 3, 9])), rng.choice([0.02, 0.1, 0.5])
    family, young, path = np.zeros(t, FAMILY_TYPE), np.zeros(t, YOUNG_PERSON_TYPE), np.zeros(t, PATHWAY_TYPE)
    for name in SHARES:
        family[name] = np.clip(rng.random() + np.cumsum(rng.normal(0, 0.1, t)), 0, 1)
    for name in FLAGS:
        family[name] = rng.random(t) < rng.choice([0.1, 0.5, 1.0])
    family["months_since_review"] = rng.integers(0, rng.choice([2, 6, 40]), t)
    family["order_months"] = rng.integers(0, 24, t) * (rng.random(t) < often)
    young["age"], young["say"] = rng.integers(0, 300, t), rng.random(t) * (rng.random(t) < rng.random())
    young["say"] *= family["asked"]  # who is not asked brings no young person
    young["life"] = np.cumsum(rng.random(t) < rng.choice([0, 0.05]))
    for name, most in (("step", 6), ("move", 7), ("ground", 3), ("waited", 20), ("right_months", 2), ("hearing_in", 9)):
        path[name] = rng.integers(0, most + 1, t) * (rng.random(t) < often)
    path[0] = np.zeros(1, PATHWAY_TYPE)[0]
    work = np.zeros((t, team), CASEWORK_TYPE)
    work["family_trust"], work["knowledge"] = rng.random((2, t, team))
    came = 1.0 * (rng.random((t, team)) < often / team)
    came[0] = 0
    pathways: Records = path if rng.random() < 0.5 else path[:0]
    return Life(family, work, came, np.zeros(t, COMMISSIONER_TYPE), young, pathways)


def told(life: Life, scenario: Scenario, months: int, known: int) -> dict[str, Any]:
    """Tell a life as Python does."""
    story = Story("Family Rowan", 0, scenario, 1, months, tuple(life_events(life, scenario)), life)
    found: dict[str, Any] = json.loads(json.dumps(column(story, known, over=known == months)))
    return found


def record(life: Life) -> Record:
    """Give a life as a record has it."""
    tables = {"families": life.family, "young_people": life.young_person, "pathways": life.pathway}
    tables["casework"] = life.casework
    kept: Record = {"months": len(life.family) - 1, "professionals": {"newcomer": life.newcomers.ravel().tolist()}}
    for table, rows in tables.items():
        kept[table] = {field: rows[field].astype(float).ravel().tolist() for field in read()[table]}
    return kept


def never_told(columns: list[dict[str, Any]]) -> set[str]:
    """Give the sentences of stories that none of some columns has."""
    every = "\n".join(event["text"] for each in columns for event in each["events"])
    texts = [text for table in ("told", "on_the_way", "change") for text in words()["story"][table].values()]
    return {text for text in texts if not re.search(re.sub(r"\\{\w+\\}", r"\\d+", re.escape(text)), every)}


@pytest.mark.parametrize("lives_told", usual_or_study(*LIVES))
def test_made_up_lives_are_told_alike(lives_told: int) -> None:
    """Both columns are the same, whatever happens; and there is no sentence that none of them has."""
    rng = np.random.default_rng(5)
    calls, expected = [], []
    for two, a, b in islice(random_pairs(11), lives_told):
        until = int(rng.integers(0, two.months)) if rng.random() < SOON else None
        known = two.months if until is None else until
        lives = [made_up(rng, max(1, known)) for _ in (a, b)]
        who = {"name": "Family Rowan", "commissioner": 0}
        calls.append([[record(life) for life in lives], [plain(a), plain(b)], 0, two.months, until, who])
        expected.append([told(life, side, two.months, known) for life, side in zip(lives, (a, b), strict=True)])
    found = [story["columns"] for story in in_node("story/stories.js", "storyOf", calls)]
    assert found == expected
    columns = [each for both in expected for each in both]
    assert never_told(columns) == set()
    assert {event["who_decided"] for each in columns for event in each["events"]} == set(
        words()["story"]["who"].values()
    )
