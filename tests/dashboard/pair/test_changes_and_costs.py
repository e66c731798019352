"""That nothing is kept silent: what it costs, what changed, and what both towns share."""

import re
from itertools import product

import pytest

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import runs
from coprod_sim.dashboard.pair.event_list import happenings
from coprod_sim.dashboard.pair.facts import COST_MEASURES, MEASURES_IN_WORDS, Facts
from coprod_sim.dashboard.pair.month_sentences import pair_sentences
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.pair.run_pairs import (
    CASES,
    CHANGES,
    MONTHS,
    PAIRS,
    both,
    compared,
    month_sentences,
    text_of,
    with_changes,
)

COST_WORDS = re.compile("staff|energy|tired")


def test_costs_get_their_turn() -> None:
    """Where a cost is clearly worse on one side for four months, one of the four tells of it; a change may push it back."""
    for names, seed in CASES:
        worlds = [runs.world(scenario, seed, MONTHS) for scenario in both(names)]
        facts = Facts(worlds, compared(names)[-1])
        months = month_sentences(names, seed)
        for month in range(1, MONTHS - 4):
            if all(facts.burdens(when) for when in range(month, month + 4)):
                assert COST_WORDS.search(" ".join(map(text_of, months[month : month + 4]))), (names, seed, month)


@pytest.mark.parametrize("every", [3, 4, 6, 12])
def test_costs_are_told_whatever_the_step(every: int) -> None:
    """Somebody who pauses every so many months hears of costs and of what changed for families."""
    for names, seed in CASES[:3] + CASES[6:9]:
        paused = [text_of(sentences) for sentences in month_sentences(names, seed)[every:MONTHS:every]]
        assert any(COST_WORDS.search(text) for text in paused), (names, seed)
        assert any("trust" in text for text in paused), (names, seed)


def test_the_end_tells_the_cost() -> None:
    """The last month never leaves costs out, whether runs are complete or not."""
    for (names, seed), pairs in product(CASES, (0, 5, 20)):
        assert COST_WORDS.search(text_of(month_sentences(names, seed, pairs)[-1])), (names, seed, pairs)


def test_costs_are_measures_that_are_told() -> None:
    """Staff work and families' energy are among what is told."""
    assert set(COST_MEASURES) <= set(MEASURES_IN_WORDS)


def test_a_change_is_told_for_half_a_year() -> None:
    """A change on the rail is told from its month on, before all else, once, and so is its end."""
    months, _ = with_changes()

    training = [month for month, sentences in enumerate(months) if "training began" in sentences[0]["text"]]
    assert 12 in training
    assert max(training) <= 18
    for month in range(33, 36):
        assert months[month][0]["text"] == "In month 33, this came to an end in B: Train staff."
    for month in range(36, 43):
        assert months[month][0]["text"].startswith("In month 36, ")
    cuts = {months[month][0]["text"] for month in range(36, 43)}
    assert cuts == {
        "In month 36, there was less money in A and B.",
        "In month 36, many staff left in A, and new staff came.",
    }


def test_what_the_rail_did_is_not_told_as_an_event_too() -> None:
    """Of a month with a change on the rail and an event of the scenario itself, each is told once."""
    found = happenings(with_changes()[1].scenarios(), CHANGES, MONTHS)

    assert [(one.month, one.what, one.sides) for one in found] == [
        (12, "train_staff", (1,)),
        (12, "power_up", (1,)),
        (33, "ended", (1,)),
        (36, "budget_cut", (0, 1)),
        (36, "staff_leave", (0,)),
    ]


@pytest.mark.parametrize(
    ("do", "length", "expected"),
    [
        ("train_staff", 12, [(12, "train_staff"), (24, "ended")]),
        ("share_decisions", None, [(12, "share_decisions")]),
        ("take_power_back", None, [(12, "take_power_back")]),
        ("budget_cut", None, [(12, "budget_cut")]),
        ("forum_funding", 6, [(12, "forum_funding"), (18, "ended")]),
    ],
)
def test_a_change_on_the_rail_is_told_once(do: str, length: int | None, expected: list[tuple[int, str]]) -> None:
    """The events that a change becomes are not told beside it, neither at its start nor at its end."""
    change = Change("A", do, 12, length, 0.04)
    ways = TwoWays(Way("consultation_only"), Way("power_sharing"), (change,))

    assert [(one.month, one.what) for one in happenings(ways.scenarios(), ways.changes, MONTHS)] == expected


def test_before_the_first_change_both_are_the_same() -> None:
    """With nothing to tell, it says when the first change comes."""
    months = month_sentences(("consultation_only", "consultation_only"), 7)
    ways = TwoWays(Way("consultation_only"), Way("consultation_only"), CHANGES[:1])
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in ways.scenarios()]
    changed = pair_sentences(worlds, ways.scenarios(), ways.changes, None).months

    assert "difference" in text_of(months[11]) + text_of(months[15])
    assert changed[5][-1]["text"] == "The first change comes in month 12."


def test_every_change_and_every_event_has_words() -> None:
    """Every kind of change on the rail and every kind of event can be told."""
    from coprod_sim.scenario.events import EVENT_KINDS
    from coprod_sim.scenario.setup.changes import CHANGES as KINDS_OF_CHANGE

    did = set(words()["telling"]["did"])
    assert {kind.key for kind in KINDS_OF_CHANGE} <= did
    assert {kind.do for kind in EVENT_KINDS} - {"set", "ramp"} <= did
    assert {"power_up", "power_down", "other", "ended"} <= did


def test_the_beginning_says_what_is_shared() -> None:
    """Month 0 says that there are two copies, what they share, and what is different."""
    assert text_of(month_sentences(PAIRS[0], 7)[0]) == (
        "These are two copies of one town. They have the same people and the same luck. "
        "Only the way of working is different."
    )
    assert "even the way of working is the same" in text_of(month_sentences(PAIRS[1], 7)[0])
    assert "the same luck" not in text_of(month_sentences(PAIRS[-1], 7)[0])
