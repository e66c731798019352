"""The same family in both worlds: a few dated events in plain sentences, and nothing that could hurt a real family."""

import re
from functools import cache
from itertools import pairwise

import pytest

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.stories import FEWEST, MOST, FamilyStory, event_text, family_names, story_of
from coprod_sim.engine.totals import RUNGS
from coprod_sim.report.story.story import story
from coprod_sim.report.story.text import StoryEvent
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list

MONTHS = 60
NAMES = (
    "consultation_only",
    "power_sharing",
    "broken_promise",
    "handed_over",
    "not_asked+broken_trust",
    "working_together",
)
FAMILIES = (None, 0, 7, 123, 299)
HURTFUL = re.compile(
    r"autis\w*|adhd|diagnos\w*|disab\w*|ethnic\w*|black|white|benefit\w*|poor|rich|income|money owed|[“”\"]"
)


@cache
def scenario(name: str) -> Scenario:
    """Load a scenario."""
    return load_scenario(name)


def stories() -> list[FamilyStory]:
    """Tell several families in several pairs of scenarios."""
    return [
        story_of(scenario(a), scenario(b), family, seed, MONTHS)
        for a, b in pairwise(NAMES)
        for family in FAMILIES
        for seed in (1, 7)
    ]


def events(family_story: FamilyStory) -> list[dict[str, object]]:
    """Give all events of both columns."""
    return [dict(event) for column in family_story["columns"] for event in column["events"]]


def test_a_column_has_five_to_eight_events_in_order() -> None:
    """From the start to the end, each month later than the one before."""
    for family_story in stories():
        assert len(family_story["columns"]) == 2
        for column in family_story["columns"]:
            months = [event["month"] for event in column["events"]]
            assert FEWEST <= len(months) <= MOST
            assert months == sorted(set(months))
            assert (months[0], months[-1]) == (0, MONTHS)


def test_events_are_short_and_plain() -> None:
    """At most three sentences of at most fifteen words, for readers of nine, with nothing left to fill in."""
    for family_story in stories():
        for text in [
            family_story["about"].replace(family_story["name"], "It"),
            *(str(event["text"]) for event in events(family_story)),
        ]:
            assert 1 <= len(sentence_list(text)) <= 3, text
            assert all(len(word_list(sentence)) <= MOST_WORDS for sentence in sentence_list(text)), text
            assert grade(text) <= HIGHEST_GRADE, (grade(text), text)
            assert not BANNED.findall(text), text
            assert not HURTFUL.search(text.lower()), text
            assert not set("{}_") & set(text), text


def test_the_way_to_a_plan_is_told() -> None:
    """Where plans are by law, each step of a family's way stands in its month, as its whole story has it, in plain sentences."""
    by_law, seen = scenario("consultation_only+statutory"), set()
    sentences = {name: text.partition("{")[0] for name, text in words()["story"]["on_the_way"].items()}
    for family in range(60):
        (column, _) = story_of(by_law, by_law, family, 1, MONTHS)["columns"]
        happened = {(one.month, one.kind) for one in story(by_law, family, seed=1, months=MONTHS).events}
        for event in column["events"]:
            steps = [name for name, text in sentences.items() if event["text"].startswith(text)]
            seen.update(steps)
            for name in steps:
                kind = name.removesuffix("_won").removesuffix("_lost").replace("_", " ")
                assert (event["month"], kind) in happened
                assert grade(event["text"]) <= HIGHEST_GRADE
                assert all(len(word_list(one)) <= MOST_WORDS for one in sentence_list(event["text"]))
        assert len(column["events"]) <= MOST
    assert {"request", "refused", "plan", "appeal", "tribunal_won"} <= seen


def test_numbers_come_from_the_run() -> None:
    """Every number of 100 is trust, energy, progress, say or what came to that family, in that month or near it."""
    for family in (0, 7):
        family_story = story_of(scenario(NAMES[0]), scenario(NAMES[2]), family, 7, MONTHS)
        for side, name in enumerate((NAMES[0], NAMES[2])):
            trace = story(scenario(name), family, seed=7, months=MONTHS).trace
            for event in family_story["columns"][side]["events"]:
                month = event["month"]
                near = trace.loc[
                    [0, max(0, month - 1), month],
                    [
                        "felt_trust",
                        "family_trust",
                        "council_trust",
                        "energy",
                        "progress",
                        "voice",
                        "young_say",
                        "delivery",
                    ],
                ]
                allowed = {int(f"{100 * value:.0f}") for value in near.to_numpy().ravel()} | {100}
                text = re.sub(r"\d+ months? late|for \d+ months", "", event["text"])
                assert {int(number) for number in re.findall(r"\d+", text)} <= allowed, event


def test_trust_goes_the_way_that_is_shown() -> None:
    """An arrow up stands where the text says rose, down where it fell."""
    ways = {"rose": "up", "fell": "down", "stayed": "same"}
    seen = set()
    for family_story in stories():
        for event in events(family_story):
            found = re.search(r"Trust (rose|fell|stayed)", str(event["text"]))
            if found:
                assert event["trust"] == ways[found[1]], event
                seen.add(found[1])
    assert seen == set(ways)


def test_who_decided_is_what_the_ladder_says() -> None:
    """Who decided follows the rung of the ladder; families that may hold all of a decision come to decide."""
    allowed = set(words()["story"]["who"].values())
    seen = {event["who_decided"] for family_story in stories() for event in events(family_story)}
    asked_last = story_of(scenario("consultation_only"), scenario("handed_over"), 7, 7, MONTHS)

    assert seen <= allowed
    assert {"staff", "mostly staff", "together"} <= seen
    assert asked_last["columns"][0]["events"][-1]["who_decided"] == "mostly staff"
    assert len(RUNGS) == 6


def test_both_columns_are_the_same_family() -> None:
    """Each column is the story of that family in its world, and the same scenario gives the same column twice."""
    twice = story_of(scenario("power_sharing"), scenario("power_sharing"), 7, 7, MONTHS)
    turned = story_of(scenario("power_sharing"), scenario("consultation_only"), 7, 7, MONTHS)

    assert twice["columns"][0] == twice["columns"][1] == turned["columns"][0] != turned["columns"][1]
    assert twice["name"] == family_names(8)[7]


def test_none_picks_the_family_that_changed_most() -> None:
    """Without a number it is the family whose progress differs most between the two worlds."""
    family_story = story_of(scenario("consultation_only"), scenario("power_sharing"), None, 7, MONTHS)
    first = story("consultation_only", None, seed=7, months=MONTHS, against="power_sharing")
    assert first.against is not None
    ends = [float(one.life.family["progress"][-1]) for one in (first, first.against)]
    others = [
        story("consultation_only", row, seed=7, months=MONTHS, against="power_sharing") for row in range(0, 300, 60)
    ]

    assert family_story["family"] == first.family
    for other in others:
        assert other.against is not None
        apart = other.life.family["progress"][-1] - other.against.life.family["progress"][-1]
        assert abs(apart) <= abs(ends[0] - ends[1]) + 1e-12


def test_a_change_is_told_in_plain_words() -> None:
    """What the scenario does to the family is among its events, and only in that world."""
    family_story = story_of(scenario("consultation_only"), scenario("broken_promise"), 7, 7, MONTHS)
    texts = [
        [event["text"] for event in column["events"] if event["month"] == 36] for column in family_story["columns"]
    ]

    assert any("families could decide less" in text for text in texts[1])
    assert not any("decide less" in event["text"] for event in family_story["columns"][0]["events"])


@pytest.mark.parametrize(
    ("trust", "words"), [(0.55, "got to know each other"), (0.45, "got to know"), (0.35, "went badly")]
)
def test_the_first_month_is_told_as_it_went(trust: float, words: str) -> None:
    """Nobody "got to know each other" in a month in which trust fell; later months speak of no first meeting."""
    first, later = (StoryEvent(month, "trust", "", {"trust_before": 0.45, "trust": trust}) for month in (1, 2))
    assert words in event_text(first, scenario(NAMES[0]))
    assert "feelings changed" in event_text(later, scenario(NAMES[0]))


def review(**numbers: float) -> StoryEvent:
    """Make a review on time, in which the family was asked and had a say of 10, where nothing else is given."""
    usual = {"order_months": 0, "months_late": 0, "asked": 1, "led": 0, "voice": 0.1}
    return StoryEvent(
        6, "review", "", usual | {"family_view_error": 0.5, "staff_view_error": 0.5, "young_say": 0.0} | numbers
    )


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (review(order_months=4), "The tribunal’s order still held"),
        (
            review(family_view_error=0.3),
            "parents saw the need more clearly than staff. The family’s view counted for 10",
        ),
        (review(staff_view_error=0.3), "staff saw the need more clearly than parents"),
        (
            review(asked=0, family_view_error=0.3),
            "No one asked the family at a review. Parents saw the need more clearly",
        ),
        (review(asked=0, staff_view_error=0.3), "Staff saw the need more clearly this time"),
        (review(), "staff asked the family for its view. It counted for 10 of 100."),
        (
            review(led=1, voice=0.4),
            "The family and people it brought made the plan. Its view counted for 40 of 100.",
        ),
        (review(led=1, months_late=3, young_say=0.3), "came 3 months late. The family led it"),
        (review(months_late=3, family_view_error=0.3), "came 3 months late"),
        (
            review(young_say=0.06, family_view_error=0.3),
            "the young person was there and spoke. Their own view counted for 6",
        ),
        (review(young_say=0.04, family_view_error=0.3), "parents saw the need"),
        (
            StoryEvent(6, "new family", "", {"left_at": 25, "age": 7}),
            "left at 25. Another family came, with a child of 7.",
        ),
        (StoryEvent(6, "new worker", "", {"known": 0.6, "key_worker": 0}), "had to start from nothing."),
        (StoryEvent(6, "new worker", "", {"known": 0.6, "key_worker": 1}), "The key worker told the new one"),
        (StoryEvent(6, "new worker", "", {"known": 0.2}), "A new worker came"),
        (StoryEvent(6, "dispute", "", {"order_months": 12}), "must stand for 12 months"),
        (StoryEvent(6, "dispute", "", {"order_months": 0}), "A new plan was set."),
        (StoryEvent(6, "strain", "", {"delivery": 0.42}), "Little of what the plan holds came: 42 of 100."),
        (StoryEvent(6, "strain", "", {"energy": 0.42}), "Its energy was down to 42"),
        (StoryEvent(6, "strain", "", {"engaged": 0.2}), "began to hold back"),
    ],
)
def test_what_happened_is_told(event: StoryEvent, told: str) -> None:
    """Orders, views, a young person who speaks, who comes and goes, and what did not come have their own sentences, each plain."""
    text = event_text(event, scenario(NAMES[0]))

    assert told in text
    assert len(sentence_list(text)) <= 2
    assert all(len(word_list(one)) <= MOST_WORDS for one in sentence_list(text))
    assert grade(text) <= HIGHEST_GRADE
    assert not BANNED.findall(text)


def test_before_the_first_month_there_is_the_beginning_only() -> None:
    """A room that stands at month 0 is told how things stand there; in month 1 what that month brought, and no more."""
    a, b = scenario("consultation_only"), scenario("power_sharing")
    for known in (0, 1, 17):
        for column in story_of(a, b, 7, 1, MONTHS, known)["columns"]:
            column_events = column["events"]
            assert (column_events[0]["month"], column_events[-1]["month"]) == (0, known)
            assert column_events[0]["text"].startswith("Trust is ")
            assert not any("At the end" in event["text"] for event in column_events)
            assert (len(column_events) == 1) is (known == 0)


@pytest.mark.parametrize("months", [1, 3, 12])
def test_short_runs_have_stories_too(months: int) -> None:
    """A run of one month has a beginning and an end."""
    family_story = story_of(scenario("consultation_only"), scenario("power_sharing"), None, 1, months)

    for column in family_story["columns"]:
        assert 2 <= len(column["events"]) <= MOST
        assert column["events"][-1]["month"] == months


def test_every_family_has_its_own_name() -> None:
    """Names are those of trees, and no two families share one."""
    names = family_names(300)

    assert len(set(names)) == 300
    assert all(name.startswith("Family ") for name in names)


def test_it_is_told_once() -> None:
    """Who asks again gets the story that is there."""
    a, b = scenario("consultation_only"), scenario("power_sharing")

    assert story_of(a, b, 0, 1, MONTHS) is story_of(a, b, 0, 1, MONTHS)
