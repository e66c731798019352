"""What a lesson is made of, without a browser: its start, its words, its sliders, and what can be compared in it."""

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from coprod_sim.dashboard.pages.lessons.page import (
    CHARTS,
    ROWS,
    SLIDERS,
    TOOLS,
    TRIED,
    VARIANTS,
    Slider,
    lesson_table,
    measures_of,
    rows_beside,
    start_of,
)
from coprod_sim.dashboard.pages.shared.words import texts, words
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.show import bands_of, run_of, ways_of_address, worlds_of
from coprod_sim.evidence.claims import TAUGHT_SETTINGS
from coprod_sim.evidence.claims.sentences.lesson_one_thing_at_a_time import TRAINING_STARTS
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays
from tests.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list

TEXTS: Final = words("lessons")["lessons"]
NOT_READ: Final = ("key", "kind", "check", "options")
START: Final = start_of("e4")


@pytest.mark.parametrize("search", [None, "", "p=abc", "v=1", "v=1&s=nonsense", "v=9&s="])
def test_an_address_that_says_nothing_opens_the_start_of_its_page(search: str | None) -> None:
    """So does one that cannot be read, with a note; without a start of its own a page has the usual one."""
    two, notes = ways_of_address(search, START)
    assert two == START
    assert bool(notes) == (search in ("v=1&s=nonsense", "v=9&s="))
    assert ways_of_address(search)[0] == TwoWays()


def test_an_empty_link_is_the_usual_start() -> None:
    """The link of the usual start has no letters, and a page with another start must not mistake it for none."""
    assert to_link(TwoWays()) == ""
    assert ways_of_address("v=1&s=", START) == (TwoWays(), [])
    assert ways_of_address(f"v=1&s={to_link(START)}") == (START, [])


def test_every_lesson_is_whole() -> None:
    """Words, tools, charts and what is compared are there for the same lessons, and each pair has a name and settings."""
    keys = [each["key"] for each in TEXTS["each"]]
    assert keys == list(TOOLS) == list(CHARTS) == list(VARIANTS)
    for key in keys:
        assert set(PAGE_MEASURES) < set(measures_of(key)) if key in ROWS else measures_of(key) == PAGE_MEASURES
        assert set(CHARTS[key]) <= set(measures_of(key)) <= set(words("lessons")["charts"]["names"])
        assert set(VARIANTS[key]) <= set(TAUGHT_SETTINGS)
        assert len(VARIANTS[key]) == 1 or set(VARIANTS[key]) <= set(TEXTS["variants"])
        assert lesson_table(key)["claims"]


@pytest.mark.parametrize("key", ROWS)
def test_a_table_has_a_name_and_numbers_in_every_row(key: str) -> None:
    """Each row has words, and at the end a number in both towns; what is noted of a try is among the rows, and has a short name."""
    assert set(TRIED[key]) <= set(ROWS[key]) <= set(TEXTS["rows"]["names"])
    assert set(TRIED[key]) <= set(TEXTS["rows"]["short"])
    assert key in TEXTS["rows"]["table"].keys() & TEXTS["rows"]["notes"].keys()
    for values in rows_beside(key, start_of(key))["rows"].values():
        assert [len(side) for side in values] == [61, 61]
        assert None not in [side[-1] for side in values]


def test_a_table_counts_what_the_tallies_hold() -> None:
    """Requests and new plans up to a month are those of the monthly rates, summed; whoever waits is counted in that month alone."""
    start = replace(start_of("e7"), months=24)
    found, (world, _) = rows_beside("e7", start)["rows"], worlds_of(start)
    families = len(world.people.family_commissioner)
    for count, rate in (("requests", "path_requests"), ("new_plans", "path_new_plans")):
        monthly = world.measures[rate] * families / 12_000
        assert found[count][0] == pytest.approx(np.cumsum(monthly).tolist())
    assert found["waiting"][0] == pytest.approx((world.measures["path_waiting"] * families / 1_000).tolist())
    assert found["in_time"][0][-1] > found["in_time"][1][-1]


def test_a_lesson_of_plans_by_law_opens_where_all_have_one() -> None:
    """Somebody else's link may lead there: what there is nothing of has no numbers, and nothing fails."""
    two = TwoWays(months=12)
    assert set(rows_beside("e7", two)["rows"]["refused_worse_off"][0]) == {None}
    assert set(run_of(two, measures_of("e7"))["series"]["path_plans"][0]) == {None}
    *_, band = bands_of(two, measures_of("e7"))
    assert len(band["series"]["path_plans"]) == 2


def test_every_start_of_training_can_be_chosen() -> None:
    """The second lesson moves one change and nothing else, among the starts that its claims are about."""
    for start in TRAINING_STARTS:
        claimed = TAUGHT_SETTINGS[f"e2.{start}"]
        (change,) = claimed.changes
        assert (claimed.a, claimed.b, claimed.seed) == (start_of("e2").a, start_of("e2").b, start_of("e2").seed)
        assert (change.who, change.do, change.start) == ("B", "train_staff", max(1, start))
        assert (change.length, change.amount) == (start_of("e2").changes[0].length, start_of("e2").changes[0].amount)


@pytest.mark.parametrize("slider", SLIDERS, ids=lambda slider: slider.name)
def test_a_slider_stays_within_what_is_allowed(slider: Slider) -> None:
    """Its ends are values that the model takes, its usual value lies between them, and it has words and a grade."""
    declared = BY_NAME[slider.name]
    assert declared.low <= slider.low <= declared.default <= slider.high <= declared.high
    assert {"name", "unit"} == set(TEXTS["sliders"][slider.name])
    assert slider.low <= lesson_table("e5")["sliders"][SLIDERS.index(slider)]["usual"] <= slider.high
    assert declared.status in TEXTS["grades"]


def test_lessons_can_be_read_at_age_nine() -> None:
    """Short sentences, plain words, and nothing of the trade."""
    for place, text in texts(TEXTS):
        if place.rpartition(".")[2] not in NOT_READ:
            assert [one for one in sentence_list(text) if len(word_list(one)) > MOST_WORDS] == [], place
            assert not BANNED.search(text), place
    for each in TEXTS["each"]:
        text_of_lesson = " ".join(text for place, text in texts(each) if place.rpartition(".")[2] not in NOT_READ)
        assert grade(text_of_lesson) <= HIGHEST_GRADE, each["key"]
