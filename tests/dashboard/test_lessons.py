"""The seven lessons: each is done by a student with the keyboard alone, and what should be seen is closed until then."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from coprod_sim.dashboard.pages.lessons.page import VARIANTS, start_of
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.pair.marks import mark_of
from coprod_sim.dashboard.pair.runs import world
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, claims_of
from coprod_sim.evidence.claims.sentences.lesson_one_thing_at_a_time import TRAINING_STARTS
from coprod_sim.files import VERSION
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.student import LESSONS, PATIENCE, Student
from tests.dashboard.test_small_screens import SIZES, wrong

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

TEXTS: Final = words("lessons")["lessons"]
ESSAY: Final = "B does worse where families get all power and no help with it. " * 6


IN_FILE: Final = "e2"
"""The lesson that is also done without a server each time: pairs, tries, the address that keeps them, and a reload."""


class Done(NamedTuple):
    """A student who has done a lesson, and what was noted on the way."""

    student: Student
    closed: str  # all that was written on the page before the guess
    open_too_soon: bool  # whether what should be seen was there with one step to go
    faults: list[str]  # of axe, before the guess and after the end


def most_trusted(month: int) -> str:
    """Give the number of the member of staff whom families trust most in lesson 1, read off the model itself."""
    start = start_of("e1")
    one = world(start.scenarios()[0], start.seed, start.months)
    staff = one.people.tie_professional
    trust = np.bincount(staff, one.link[month]) / np.bincount(staff)
    return str(int(np.argmax(trust)) + 1)


def read_the_picture(student: Student) -> None:
    """Lesson 1: step to month 12, on to month 60, and say who is trusted most and in which service trust is highest."""
    student.tick(1)
    student.to_lab()
    student.press("forward", *["Enter"] * 12)
    student.visit.until("month", "12")
    student.to_steps()
    student.tick(2)
    student.choose(3, most_trusted(12))
    one = world(start_of("e1").scenarios()[0], start_of("e1").seed, start_of("e1").months)
    homes = one.people.family_commissioner
    trusts = [one.trust[12][homes == service].mean() for service in range(one.people.commissioners)]
    student.choose(4, str(int(np.argmax(trusts)) + 1))
    student.write(5, str(round(float(one.measures["felt_trust"][12]) * 100)))
    student.write(6, "It does not show who has little say.")
    student.to_lab()
    student.press("scrub", "End")
    student.to_steps()
    student.choose(7, most_trusted(60))


def move_the_start(student: Student) -> None:
    """Lesson 2: training in each of the five months, one after another."""
    student.tried(1)
    student.to_lab()
    student.press("start", "Home")
    tried = {start_of("e2").changes[0].start}
    for month in TRAINING_STARTS:
        tried.add(month)
        student.tried(len(tried))
        if month != TRAINING_STARTS[-1]:
            student.page.keyboard.press("ArrowDown")
    student.to_steps()
    student.tick(1)
    student.tick(2)
    student.choose(3, str(max(TRAINING_STARTS, key=lambda start: student.ends()[TRAINING_STARTS.index(start)][1])))
    student.choose(4, "yes")
    student.choose(5, "bend")
    student.choose(6, "trust")
    student.write(7, "What differs comes from the start alone.")


def look_at_the_dots(student: Student) -> None:
    """Lesson 3: other luck, and in how many lucks B is higher, for two pairs of ways."""
    student.tick(1)
    student.to_lab()
    student.press("luck", "Enter")
    student.visit.until("luck", "2", PATIENCE)
    student.to_steps()
    student.choose(2, "b")
    far, close = VARIANTS["e3"]
    student.write(3, student.higher(replace(TAUGHT_SETTINGS[far], seed=2)))
    student.to_lab()
    student.press(f"variant-{far}", "ArrowDown")
    student.to_steps()
    student.write(4, student.higher(replace(TAUGHT_SETTINGS[close], seed=2)))
    student.write(5, "That B is better.")
    student.write(6, "Pairs take out luck.")


def mend(student: Student) -> None:
    """Lesson 4: four pairs, one after another."""
    student.tried(1)
    student.tick(1)
    (low, high), *_ = student.ends()
    student.write(2, str(round(high - low)))
    student.to_lab()
    student.tab_to(f"variant-{VARIANTS['e4'][0]}")
    for number in range(2, len(VARIANTS["e4"]) + 1):
        student.page.keyboard.press("ArrowDown")
        student.tried(number)
    student.to_steps()
    student.tick(3)
    student.tick(4)
    lifts = [b - a for a, b in student.ends()[1:3]]
    student.choose(5, VARIANTS["e4"][1 + lifts.index(max(lifts))])
    student.tick(6)
    student.write(7, "Keep promises.")


def break_it(student: Student) -> None:
    """Lesson 5: no training, and all power to families."""
    student.to_lab()
    student.press("slide-power_ceiling", "End")
    verdicts = student.visit.at("verdict").locator("[data-verdict]")
    expect(verdicts.nth(1)).to_have_attribute("data-verdict", "worse", timeout=PATIENCE)
    expect(verdicts.first).to_have_attribute("data-verdict", "better")
    student.to_steps()
    for number in (1, 2, 3):
        student.tick(number)
    student.choose(4, "power_ceiling")
    student.choose(5, "assumed")
    student.write(6, "Help families to carry it.")
    student.write(7, ESSAY)


def try_all(student: Student) -> None:
    """Choose every pair of a lesson after the first, one after another."""
    student.to_lab()
    student.tab_to(f"variant-{VARIANTS[student.key][0]}")
    for number in range(2, len(VARIANTS[student.key]) + 1):
        student.page.keyboard.press("ArrowDown")
        student.tried(number)
    student.to_steps()


def largest(student: Student, column: int, sign: int = 1) -> str:
    """Give the pair, after the first, in which B is higher than A by most, or lower with a sign of -1; column: that of A."""
    more = [sign * (numbers[column + 1] - numbers[column]) for numbers in student.noted()[1:]]
    return VARIANTS[student.key][1 + more.index(max(more))]


def who_is_heard(student: Student) -> None:
    """Lesson 6: the gap in say, and five pairs."""
    student.tried(1)
    student.tick(1)
    ((least_a, least_b, others_a, others_b, *_),) = student.noted()
    student.write(2, str(round(others_a - least_a)))
    student.write(3, str(round(others_b - least_b)))
    try_all(student)
    student.tick(4)
    student.choose(5, largest(student, 0))
    student.choose(6, "not")
    student.write(7, "Those who came last.")


def way_to_a_plan(student: Student) -> None:
    """Lesson 7: what half the assessors do, and four pairs."""
    student.tried(1)
    student.tick(1)
    student.write(2, f"{student.noted()[0][1]:g}")
    student.choose(3, "same")
    student.write(4, "How long each of them waits.")
    try_all(student)
    student.tick(5)
    student.choose(6, largest(student, 6))
    student.choose(7, largest(student, 6, -1))
    student.choose(8, "more")
    student.write(9, "It should.")


PLANS: Final = {
    "e1": read_the_picture,
    "e2": move_the_start,
    "e3": look_at_the_dots,
    "e4": mend,
    "e5": break_it,
    "e6": who_is_heard,
    "e7": way_to_a_plan,
}


def each_lesson() -> Iterator[Any]:
    """Give every lesson on the server's pages, and on those of the single file: there one in the usual run."""
    for key in LESSONS:
        yield pytest.param(("server", key), id=key)
        yield pytest.param(
            ("single_file", key), id=f"{key} in the file", marks=[] if key == IN_FILE else pytest.mark.study
        )


@pytest.fixture(scope="module", params=each_lesson())
def done(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Done]:
    """A lesson that a student has done by keyboard."""
    where, key = request.param
    student = Student(browser, request.getfixturevalue(where), key)
    faults, closed = axe(student.page), student.visit.page_text()
    student.guess()
    closed += student.visit.page_text()
    PLANS[key](student)
    expect(student.visit.at("see")).to_be_visible()
    last = len(student.lesson["steps"])
    student.tick(last)
    soon = student.visit.at("see").count() > 0
    student.tick(last)
    student.kept()
    yield Done(student, closed, soon, faults + axe(student.page))
    student.visit.close()


def seen(student: Student) -> list[str]:
    """Give what should be seen, as the page shows it."""
    return student.visit.at("see").locator("li").all_inner_texts()


def claims_with_marks(key: str) -> list[str]:
    """Give the claims of a lesson, each with its mark behind it where few other assumptions bear it out."""
    return [f"{claim.text} ({mark})" if (mark := mark_of(claim.key)) else claim.text for claim in claims_of(key)]


def test_a_lesson_is_done_by_keyboard(done: Done) -> None:
    """At its end the student sees every claim, in order, and every answer that can be looked up fits."""
    student = done.student
    checks = [number for number, step in enumerate(student.lesson["steps"], 1) if "check" in step]
    right = (TEXTS["right"], TEXTS["found"])

    assert seen(student) == claims_with_marks(student.key)
    assert [number for number in checks if student.fits(number) not in right] == []


def test_what_should_be_seen_is_closed(done: Done) -> None:
    """Before the guess, before the steps and with one step to go, none of it is written anywhere on the page."""
    for text in (*(claim.text for claim in claims_of(done.student.key)), *done.student.lesson["means"], TEXTS["see"]):
        assert text not in done.closed
    assert not done.open_too_soon


def test_axe_finds_nothing_in_a_lesson(done: Done) -> None:
    """It is clean before the guess and at its end."""
    assert done.faults == []


def test_a_lesson_needs_nobody_else(done: Done) -> None:
    """No request leaves this computer, and the browser complains of nothing."""
    assert done.student.visit.outside == []
    assert done.student.visit.complaints == []


def test_the_hand_in_holds_all(done: Done) -> None:
    """Guess, answers, tries, link, hash, version and date stand in the file; its link leads to where it was made."""
    student = done.student
    student.tab_to("hand-in")
    with student.page.expect_download() as download:
        student.page.keyboard.press("Enter")
    file = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    steps = student.lesson["steps"]
    first = student.lesson["guess"]["choices"][0]

    assert file["lesson"] == student.key
    assert file["prediction"] == {"choice": first["key"], "text": first["text"], "why": "I am not sure."}
    assert [step["text"] for step in file["steps"]] == [step["text"] for step in steps]
    assert all(step["done"] for step in file["steps"])
    assert all(step.get("answer", "none is asked for") for step in file["steps"])
    assert [step["fits"] for step in file["steps"] if "fits" in step] == [True for step in steps if "check" in step]
    assert bool(file["tries"]) == (student.key != "e1")
    assert file["finished"]
    assert file["hash"] == student.visit.state("hash") == show.ways_of_address(file["link"].partition("?")[2])[0].hash
    assert file["made_with"] == f"coprod_sim {VERSION}"
    assert abs(datetime.now(UTC) - datetime.fromisoformat(file["date"])) < timedelta(days=1)
    assert download.value.suggested_filename == f"coprod-sim-{VERSION}-lesson-{student.key}-{file['hash']}.json"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_lesson_is_whole_on_small_screens(done: Done, width: int, height: int) -> None:
    """At its end it leads only downwards, nothing is cut off, and every control is met."""
    done.student.page.set_viewport_size({"width": width, "height": height})
    faults = wrong(done.student.visit, done.student.page.locator("main"))
    done.student.page.set_viewport_size({"width": 1280, "height": 720})

    assert faults == []


def test_progress_can_be_shared(done: Done, browser: Browser) -> None:
    """For somebody else with the link all is as it was: guess, ticks, answers, tries, and what should be seen."""
    student = done.student
    link = student.visit.at("lesson-link").input_value()
    other = Student(browser, student.visit.address, student.key, "?" + link.partition("?")[2])
    expect(other.visit.at("see")).to_be_visible(timeout=PATIENCE)

    assert stand(other) == stand(student)
    other.visit.close()


@pytest.mark.parametrize("done", [one for one in each_lesson() if one.values[0][1] == "e2"], indirect=True)
def test_progress_survives_a_reload(done: Done) -> None:
    """The address that the page is at holds all, too."""
    before = stand(done.student)
    done.student.page.reload()
    expect(done.student.visit.at("see")).to_be_visible(timeout=PATIENCE)

    assert stand(done.student) == before


def stand(student: Student) -> Any:
    """Give where a student stands: guess, answers, ticks and tries."""
    boxes = student.page.locator(".lesson-text :is(input, select, textarea):not([data-testid=lesson-link])")
    tries = student.visit.at("tries").all_inner_texts()
    return [
        boxes.evaluate_all("boxes => boxes.map(one => [one.dataset.testid, one.value, one.checked ?? null])"),
        tries,
    ]


@pytest.mark.editions("both")
def test_a_wrong_answer_is_said_and_nothing_unread_hurts(visit: Visitor) -> None:
    """An answer is checked against the run; a text that is too long for the link is said; a progress that cannot be read is left out."""
    visitor = visit("/lessons/e1?p=zzz")
    expect(visitor.at("note")).to_contain_text(TEXTS["unread"])
    visitor.at("guess-same").check()
    visitor.at("save-guess").click()
    wrong_one = next(str(number) for number in range(1, 31) if str(number) != most_trusted(12))
    visitor.at("answer-3").select_option(wrong_one)
    expect(visitor.at("fits-3")).to_have_text(TEXTS["wrong"])
    visitor.at("answer-6").fill("A long story. " * 200)
    expect(visitor.at("too-long")).to_be_visible()
    assert len(visitor.page.url) < 3_000
    visitor.at("answer-6").fill("Short.")

    expect(visitor.at("too-long")).to_have_count(0)


@pytest.mark.editions("both")
def test_the_list_of_lessons(visit: Visitor) -> None:
    """It leads to each lesson, to all settings and to Mesa's page; axe is content, on a telephone, too; an unknown name leads there."""
    visitor = visit("/lessons/e8")
    expect(visitor.at("unknown-lesson")).to_contain_text(TEXTS["unknown"])
    doors, more = [
        [str(visitor.at(name).get_attribute("href")).removeprefix("#") for name in names]
        for names in ([f"lesson-{key}" for key in LESSONS], ["more-explore", "more-mesa"])
    ]
    assert doors == [f"/lessons/{key}" for key in LESSONS]
    assert more == ["/explore", "/mesa"]
    assert axe(visitor.page) == []
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    assert wrong(visitor, visitor.page.locator("main")) == []
    visitor.at("lesson-e1").click()

    expect(visitor.page.locator("h1")).to_have_text(LESSONS["e1"]["title"], timeout=PATIENCE)
    assert visitor.outside == []
    assert visitor.complaints == []
