"""What happened, told month by month: short, true, never surer than the runs, and never silent on what it costs."""

import re
from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest

from coprod_sim.agents.review import CAUSES
from coprod_sim.changes import Change
from coprod_sim.compare import Comparison
from coprod_sim.dashboard import runs
from coprod_sim.dashboard.happenings import happenings
from coprod_sim.dashboard.telling import Sentence, telling
from coprod_sim.dashboard.telling_facts import COSTS, TOLD, Facts
from coprod_sim.dashboard.words import fill, texts, words
from coprod_sim.findings import certainty
from coprod_sim.scenario import Scenario, load_scenario
from coprod_sim.two_ways import TwoWays, Way
from tests.dashboard.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list

MONTHS = 60
PAIRS = (
    ("consultation_only", "power_sharing"),
    ("power_sharing", "power_sharing"),
    ("power_sharing", "handed_over"),
    ("consultation_only", "weighing_the_pig"),
    ("consultation_only", "invited_not_deciding"),
    ("power_sharing", "broken_promise"),
    ("train_first_share_later", "working_together"),
    ("share_first_no_training+broken_trust", "training_only"),
)
LUCKS = (1, 7, 13)
CASES = tuple(product(PAIRS, LUCKS))
CHANGES = (
    Change("B", "train_staff", 12, 21, 0.03),
    Change("both", "budget_cut", 36, None, 0.25),
    Change("A", "staff_leave", 36, None, 0.3),
)
Told = list[list[Sentence]]


@cache
def both(names: tuple[str, str]) -> tuple[Scenario, Scenario]:
    """Load two scenarios."""
    return load_scenario(names[0]), load_scenario(names[1])


@cache
def compared(names: tuple[str, str]) -> tuple[Comparison, ...]:
    """Compare two scenarios: what there is after 5, 10, 15 and 20 pairs."""
    return tuple(runs.band(*both(names), MONTHS))


@cache
def told(names: tuple[str, str], luck: int, pairs: int = 20) -> Told:
    """Tell a pair of runs."""
    worlds = [runs.world(scenario, luck, MONTHS) for scenario in both(names)]
    comparison = compared(names)[pairs // 5 - 1] if pairs else None
    return telling(worlds, both(names), (), comparison)


@cache
def with_changes() -> tuple[Told, TwoWays]:
    """Tell a pair of runs with changes on the rail."""
    ways = TwoWays(Way("consultation_only"), Way("train_first_share_later"), CHANGES, luck=3)
    scenarios = ways.scenarios()
    *_, comparison = runs.band(*scenarios, MONTHS)
    worlds = [runs.world(scenario, 3, MONTHS) for scenario in scenarios]
    return telling(worlds, scenarios, ways.changes, comparison), ways


def everything() -> list[tuple[str, int, list[Sentence]]]:
    """Give every month of every pair of runs, of complete and of incomplete bands."""
    found = [
        (f"{names} luck {luck} pairs {pairs}", month, sentences)
        for (names, luck), pairs in product(CASES, (0, 5, 20))
        for month, sentences in enumerate(told(names, luck, pairs))
    ]
    return found + [("changes", month, sentences) for month, sentences in enumerate(with_changes()[0])]


def text_of(sentences: list[Sentence]) -> str:
    """Put the sentences of a month into one text."""
    return " ".join(sentence["text"] for sentence in sentences)


# How it reads.


def test_every_month_is_told_in_one_to_three_short_sentences() -> None:
    """Each text is one sentence of at most fifteen words, with nothing left to fill in."""
    for where, month, sentences in everything():
        assert 1 <= len(sentences) <= 3, (where, month)
        for sentence in sentences:
            assert len(word_list(sentence["text"])) <= MOST_WORDS, (where, month, sentence)
            assert len(sentence_list(sentence["text"])) == 1, (where, month, sentence)
            assert not set("{}_") & set(sentence["text"]), (where, month, sentence)


def test_every_month_can_be_read_at_nine() -> None:
    """The Flesch-Kincaid grade is at most six, and no word of the trade is used."""
    for where, month, sentences in everything():
        text = text_of(sentences)
        assert grade(text) <= HIGHEST_GRADE, (where, month, text, grade(text))
        assert not BANNED.findall(text), (where, month, text)


def test_the_words_of_telling_hold_no_word_of_the_trade() -> None:
    """That goes for words that these runs did not need as well."""
    assert not BANNED.findall(str([*values(words()["telling"])]))


def values(table: object) -> list[str]:
    """Give all texts of a table."""
    if isinstance(table, dict):
        return [text for value in table.values() for text in values(value)]
    return [str(item) for item in table] if isinstance(table, list) else [str(table)]


def test_two_months_in_a_row_never_say_the_same() -> None:
    """Somebody who steps month by month reads something new each time."""
    for names, luck in CASES:
        months = told(names, luck)
        for month in range(1, MONTHS):
            assert text_of(months[month]) != text_of(months[month + 1]), (names, luck, month)


def test_no_text_comes_back_too_often() -> None:
    """Over five years of two ways that differ, at least two months of three have a text of their own."""
    for names, luck in CASES:
        texts = {text_of(sentences) for sentences in told(names, luck)}
        if names[0] != names[1]:
            assert len(texts) >= MONTHS * 2 / 3, (names, luck, len(texts))


# Whether it is true.


def numbers_allowed(names: tuple[str, str], luck: int, month: int, comparison: Comparison | None) -> set[int]:
    """Give the numbers that a month may hold: months, measures of 100 then and before, and counts of runs."""
    allowed = {100, month}
    scenarios = both(names)
    for scenario in scenarios:
        allowed |= {event.month for event in scenario.events}
        measures = runs.world(scenario, luck, MONTHS).measures
        near = range(max(0, month - 12), month + 1)
        allowed |= {round(100 * float(measures[name][when])) for name in TOLD for when in near}
    if comparison:
        allowed.add(comparison.pairs)
        for name in TOLD:
            found = comparison.difference(name, month)
            allowed |= {found.pairs_b_higher, comparison.pairs - found.pairs_b_higher, found.pairs_equal}
            allowed.add(comparison.pairs - found.pairs_b_higher - found.pairs_equal)
    return allowed


def test_every_number_stands_in_the_runs() -> None:
    """A number is a month, a measure as a whole number of 100, or a count of runs."""
    for (names, luck), pairs in product(CASES, (0, 20)):
        comparison = compared(names)[-1] if pairs else None
        for month, sentences in enumerate(told(names, luck, pairs)):
            found = {int(number) for number in re.findall(r"\d+", text_of(sentences))}
            assert found <= numbers_allowed(names, luck, month, comparison), (names, luck, month, text_of(sentences))


SAYS = {
    "trust was": ("felt_trust", True),
    "families had": ("voice", True),
    "progress was": ("progress", True),
    "staff had": ("staff_load", True),
    "families were": ("family_energy", False),
}
COUNT = re.compile(r"(?i)in (?:all )?(\d+)(?: of (\d+))? runs, .*?(" + "|".join(SAYS) + r").* in ([AB])\.$")


def test_how_sure_is_the_count_of_runs() -> None:
    """Every "in 18 of 20 runs" is the number of runs in which that side really was higher."""
    checked = 0
    for names, luck in CASES:
        comparison = compared(names)[-1]
        for month, sentences in enumerate(told(names, luck)):
            for found in filter(None, (COUNT.search(sentence["text"]) for sentence in sentences)):
                measure, upward = SAYS[found[3]]
                a, b = comparison.series_a[measure][:, month], comparison.series_b[measure][:, month]
                higher = {"A": a > b, "B": b > a} if upward else {"A": a < b, "B": b < a}
                assert int(found[1]) == int(higher[found[4]].sum()), (names, luck, month, found[0])
                assert int(found[2] or found[1]) == comparison.pairs
                checked += 1
    assert checked > 1000


def test_runs_that_disagree_are_never_told_as_a_difference() -> None:
    """Where 6 to 14 of 20 runs have B higher, no sentence says that it is."""
    mixed = 0
    for names, luck in CASES:
        comparison = compared(names)[-1]
        for month, sentences in enumerate(told(names, luck)):
            for sentence in sentences:
                found = COUNT.search(sentence["text"])
                if found:
                    difference = comparison.difference(SAYS[found[3]][0], month)
                    assert certainty(difference, comparison.pairs) in {"higher", "lower"}, (names, month, sentence)
                    assert not 6 <= int(found[1]) <= 14, (names, month, sentence)
                mixed += "No clear difference" in sentence["text"]
    assert mixed > 0


def made_mixed(comparison: Comparison, measures: tuple[str, ...] = TOLD) -> Comparison:
    """Make runs that disagree: B is higher in every second pair."""
    signs = np.where(np.arange(comparison.pairs) % 2, 0.05, -0.05)[:, None]
    changed = {name: comparison.series_a[name] + signs for name in measures}
    return replace(comparison, series_b=comparison.series_b | changed)


def test_mixed_runs_say_no_clear_difference() -> None:
    """Where runs disagree in every measure, every month between start and end says so, and so does the end, with costs."""
    names = PAIRS[0]
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in both(names)]
    months = telling(worlds, both(names), (), made_mixed(compared(names)[-1]))

    for sentences in months[1:]:
        assert "No clear difference" in text_of(sentences)
        assert "B was higher in 10 runs and lower in 10." in text_of(sentences)
    assert re.search("No clear difference in (staff work|families' energy)", text_of(months[-1]))


def test_a_watched_run_against_the_others_says_so() -> None:
    """Where the watched run goes the other way, its numbers are called those of this run, and the rest begins with but."""
    names = PAIRS[0]
    a, b = both(names)
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in (b, a)]
    months = telling(worlds, (a, b), (), compared(names)[-1])

    assert months[-1][0]["text"].startswith("In this run, ")
    assert months[-1][-1]["text"].startswith("But in all 20 runs, ")
    assert "Why" not in " ".join(map(text_of, months[12:]))


@pytest.mark.parametrize("pairs", [0, 5, 10, 15])
def test_while_runs_are_missing_nothing_is_said_to_be_higher(pairs: int) -> None:
    """An incomplete band gives numbers of the watched run, and no claim."""
    for names in PAIRS:
        for sentences in told(names, 7, pairs)[1:]:
            claims = [one["text"] for one in sentences if one["text"] != WAITING and not CHANGE.match(one["text"])]
            assert not CLAIM.search(" ".join(claims)), claims


CLAIM = re.compile(r"higher|lower|more|less|why|\bruns\b|\ball\b", re.IGNORECASE)
CHANGE = re.compile(r"In month \d+, ")
WAITING = "More runs will show how much of this is luck."
ALIKE = re.compile("nothing is different|To see a difference|The first change|A let families|B let families")


def test_while_runs_are_missing_it_says_so() -> None:
    """The last sentence says that more is to come, unless both are the same anyway."""
    for names in PAIRS:
        for sentences in told(names, 7, 0)[1:]:
            assert WAITING in text_of(sentences) or ALIKE.search(text_of(sentences))


# Why.

WHY = re.compile(r"Why: (?:(in the last year|since the start|since then), )?(.*?) (built|cost) more trust in ([AB])")


def test_the_cause_is_the_largest_in_the_ledger() -> None:
    """The cause that is named did more for the side where trust did better than any other, in the months that are named."""
    checked: set[str] = set()
    for names, luck in CASES:
        ledgers = [runs.world(scenario, luck, MONTHS).measures for scenario in both(names)]
        for month, sentences in enumerate(told(names, luck)):
            for found in filter(None, (WHY.search(sentence["text"]) for sentence in sentences)):
                recent = "in the last year" in found.string
                changes = [
                    e.month for scenario in both(names) for e in scenario.events if month - 6 <= e.month <= month
                ]
                since = max(changes) - 1 if "since then" in found.string else (month - 12 if recent else 0)
                first = max(since + 1, 2)
                sums = np.array(
                    [[m[f"trust_from_{cause}"][first : month + 1].sum() for cause in CAUSES] for m in ledgers]
                )
                table = words()["telling"]["causes"]["good" if found[3] == "built" else "bad"]
                named = CAUSES.index(next(cause for cause in CAUSES if table[cause] == found[2]))
                side = "AB".index(found[4])
                better = side if found[3] == "built" else 1 - side
                ahead = sums[better] - sums[1 - better]
                assert ahead[named] == pytest.approx(ahead.max()), (names, luck, month, found[0])
                assert (sums[side][named] > 0) == (found[3] == "built"), (names, luck, month, found[0])
                checked.add(CAUSES[named])
    assert {"having_a_say", "promise_broken"} <= checked


def test_every_cause_has_words() -> None:
    """The ledger of trust has no cause without words, and there are no words without a cause."""
    for mood in ("good", "bad"):
        assert set(words()["telling"]["causes"][mood]) == set(CAUSES)


# What it costs.

COST_WORDS = re.compile("staff|energy|tired")


def test_costs_get_their_turn() -> None:
    """Where a cost is clearly worse on one side for four months, one of the four tells of it; a change may push it back."""
    for names, luck in CASES:
        worlds = [runs.world(scenario, luck, MONTHS) for scenario in both(names)]
        facts = Facts(worlds, compared(names)[-1])
        months = told(names, luck)
        for month in range(1, MONTHS - 4):
            if all(facts.burdens(when) for when in range(month, month + 4)):
                assert COST_WORDS.search(" ".join(map(text_of, months[month : month + 4]))), (names, luck, month)


@pytest.mark.parametrize("every", [3, 4, 6, 12])
def test_costs_are_told_whatever_the_step(every: int) -> None:
    """Somebody who pauses every so many months hears of costs and of what changed for families."""
    for names, luck in CASES[:3] + CASES[6:9]:
        paused = [text_of(sentences) for sentences in told(names, luck)[every:MONTHS:every]]
        assert any(COST_WORDS.search(text) for text in paused), (names, luck)
        assert any("trust" in text for text in paused), (names, luck)


def test_the_end_tells_the_cost() -> None:
    """The last month never leaves costs out, whether runs are complete or not."""
    for (names, luck), pairs in product(CASES, (0, 5, 20)):
        assert COST_WORDS.search(text_of(told(names, luck, pairs)[-1])), (names, luck, pairs)


# What changed.


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


def test_before_the_first_change_both_are_the_same() -> None:
    """With nothing to tell, it says when the first change comes."""
    months = told(("consultation_only", "consultation_only"), 7)
    ways = TwoWays(Way("consultation_only"), Way("consultation_only"), CHANGES[:1])
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in ways.scenarios()]
    changed = telling(worlds, ways.scenarios(), ways.changes, None)

    assert "difference" in text_of(months[11]) + text_of(months[15])
    assert changed[5][-1]["text"] == "The first change comes in month 12."


def test_every_change_and_every_event_has_words() -> None:
    """Every kind of change on the rail and every kind of event can be told."""
    from coprod_sim.changes import CHANGES as KINDS_OF_CHANGE
    from coprod_sim.scenario_events import KINDS

    did = set(words()["telling"]["did"])
    assert {kind.key for kind in KINDS_OF_CHANGE} <= did
    assert {kind.do for kind in KINDS} - {"set", "ramp"} <= did
    assert {"power_up", "power_down", "other", "ended"} <= did


# The beginning, and what a sentence shows.


def test_the_beginning_says_what_is_shared() -> None:
    """Month 0 says that there are two copies, what they share, and what is different."""
    assert text_of(told(PAIRS[0], 7)[0]) == (
        "These are two copies of one town. They have the same people and the same luck. "
        "Only the way of working is different."
    )
    assert "even the way of working is the same" in text_of(told(PAIRS[1], 7)[0])
    assert "the same luck" not in text_of(told(PAIRS[-1], 7)[0])


def test_names_of_ways_of_working_are_never_said() -> None:
    """A room that has not yet seen the reveal reads only A and B."""
    for names, luck in CASES:
        text = " ".join(map(text_of, told(names, luck)))
        assert not any(scenario.title.split(",")[0] in text for scenario in both(names))


def test_what_a_sentence_shows_is_there() -> None:
    """A sentence shows nothing, a measure that is told, or the people of one side; a number of 100 always shows its chart."""
    for where, month, sentences in everything():
        for sentence in sentences:
            show = sentence["show"]
            if show is None:
                assert not re.search(r"\d+ of 100", sentence["text"]), (where, month, sentence)
            elif show["kind"] == "chart":
                assert show["measure"] in TOLD
            else:
                assert show["side"] in (0, 1)


def test_costs_are_measures_that_are_told() -> None:
    """Staff work and families' energy are among what is told."""
    assert set(COSTS) <= set(TOLD)


ANY = {"m": 24, "a": 49, "b": 55, "x": 41, "y": 52, "s": "B", "n": 17, "runs": 20, "rest": 3, "equal": 2}
HARDEST_SENTENCE = 7
"""One sentence alone may be a little harder than a month may be: families' energy has six syllables, and no other name."""


@pytest.mark.parametrize("table", ["measures", "did", "start", "alike"])
def test_every_sentence_that_could_come_is_short(table: str) -> None:
    """The texts that these runs did not need are as short and plain as the others."""
    for place, text in texts(words()["telling"][table]):
        filled = fill(text, **ANY, title="Train staff", start="In 17 of 20 runs", much="a tiny bit ")
        assert len(word_list(filled)) <= MOST_WORDS, (place, filled)
        assert grade(filled) <= HARDEST_SENTENCE, (place, filled, grade(filled))


@pytest.mark.parametrize(
    ("do", "length", "told_as"),
    [
        ("train_staff", 12, [(12, "train_staff"), (24, "ended")]),
        ("share_decisions", None, [(12, "share_decisions")]),
        ("take_power_back", None, [(12, "take_power_back")]),
        ("budget_cut", None, [(12, "budget_cut")]),
        ("forum_funding", 6, [(12, "forum_funding"), (18, "ended")]),
    ],
)
def test_a_change_on_the_rail_is_told_once(do: str, length: int | None, told_as: list[tuple[int, str]]) -> None:
    """The events that a change becomes are not told beside it, neither at its start nor at its end."""
    change = Change("A", do, 12, length, 0.04)
    ways = TwoWays(Way("consultation_only"), Way("power_sharing"), (change,))

    assert [(one.month, one.what) for one in happenings(ways.scenarios(), ways.changes, MONTHS)] == told_as
