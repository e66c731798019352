"""Whether what is told is true: numbers of the run, counts of runs, and the largest cause of the ledger."""

import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import runs
from coprod_sim.dashboard.pair.facts import MEASURES_IN_WORDS
from coprod_sim.dashboard.pair.month_sentences import pair_sentences
from coprod_sim.study.certainty_text import certainty
from coprod_sim.study.compare import Comparison
from tests.dashboard.pair.run_pairs import (
    CASES,
    MONTHS,
    PAIRS,
    both,
    compared,
    everything,
    month_sentences,
    text_of,
)


def numbers_allowed(names: tuple[str, str], seed: int, month: int, comparison: Comparison | None) -> set[int]:
    """Give the numbers that a month may hold: months, measures of 100 then and before, and counts of runs."""
    allowed = {100, month}
    scenarios = both(names)
    for scenario in scenarios:
        allowed |= {event.month for event in scenario.events}
        measures = runs.world(scenario, seed, MONTHS).measures
        near = range(max(0, month - 12), month + 1)
        allowed |= {round(100 * float(measures[name][when])) for name in MEASURES_IN_WORDS for when in near}
    if comparison:
        allowed.add(comparison.pairs)
        for name in MEASURES_IN_WORDS:
            found = comparison.difference(name, month)
            allowed |= {found.pairs_b_higher, comparison.pairs - found.pairs_b_higher, found.pairs_equal}
            allowed.add(comparison.pairs - found.pairs_b_higher - found.pairs_equal)
    return allowed


def test_every_number_stands_in_the_runs() -> None:
    """A number is a month, a measure as a whole number of 100, or a count of runs."""
    for (names, seed), pairs in product(CASES, (0, 20)):
        comparison = compared(names)[-1] if pairs else None
        for month, sentences in enumerate(month_sentences(names, seed, pairs)):
            found = {int(number) for number in re.findall(r"\d+", text_of(sentences))}
            assert found <= numbers_allowed(names, seed, month, comparison), (names, seed, month, text_of(sentences))


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
    for names, seed in CASES:
        comparison = compared(names)[-1]
        for month, sentences in enumerate(month_sentences(names, seed)):
            for found in filter(None, (COUNT.search(sentence["text"]) for sentence in sentences)):
                measure, upward = SAYS[found[3]]
                a, b = comparison.series_a[measure][:, month], comparison.series_b[measure][:, month]
                higher = {"A": a > b, "B": b > a} if upward else {"A": a < b, "B": b < a}
                assert int(found[1]) == int(higher[found[4]].sum()), (names, seed, month, found[0])
                assert int(found[2] or found[1]) == comparison.pairs
                checked += 1
    assert checked > 1000


def test_runs_that_disagree_are_never_told_as_a_difference() -> None:
    """Where 6 to 14 of 20 runs have B higher, no sentence says that it is."""
    mixed = 0
    for names, seed in CASES:
        comparison = compared(names)[-1]
        for month, sentences in enumerate(month_sentences(names, seed)):
            for sentence in sentences:
                found = COUNT.search(sentence["text"])
                if found:
                    difference = comparison.difference(SAYS[found[3]][0], month)
                    assert certainty(difference, comparison.pairs) in {"higher", "lower"}, (names, month, sentence)
                    assert not 6 <= int(found[1]) <= 14, (names, month, sentence)
                mixed += "No clear difference" in sentence["text"]
    assert mixed > 0


def made_mixed(comparison: Comparison, measures: tuple[str, ...] = MEASURES_IN_WORDS) -> Comparison:
    """Make runs that disagree: B is higher in every second pair."""
    signs = np.where(np.arange(comparison.pairs) % 2, 0.05, -0.05)[:, None]
    changed = {name: comparison.series_a[name] + signs for name in measures}
    return replace(comparison, series_b=comparison.series_b | changed)


def test_mixed_runs_say_no_clear_difference() -> None:
    """Where runs disagree in every measure, every month between start and end says so, and so does the end, with costs."""
    names = PAIRS[0]
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in both(names)]
    months = pair_sentences(worlds, both(names), (), made_mixed(compared(names)[-1])).months

    for sentences in months[1:]:
        assert "No clear difference" in text_of(sentences)
        assert "B was higher in 10 runs and lower in 10." in text_of(sentences)
    assert re.search("No clear difference in (staff work|families' energy)", text_of(months[-1]))


def test_a_watched_run_against_the_others_says_so() -> None:
    """Where the watched run goes the other way, its numbers are called those of this run, and the rest begins with but."""
    names = PAIRS[0]
    a, b = both(names)
    worlds = [runs.world(scenario, 7, MONTHS) for scenario in (b, a)]
    months = pair_sentences(worlds, (a, b), (), compared(names)[-1]).months

    assert months[-1][0]["text"].startswith("In this run, ")
    assert months[-1][-1]["text"].startswith("But in all 20 runs, ")
    assert "Why" not in " ".join(map(text_of, months[12:]))


CLAIM = re.compile(r"higher|lower|more|less|why|\bruns\b|\ball\b", re.IGNORECASE)
CHANGE = re.compile(r"In month \d+, ")
WAITING = "More runs will show how much of this is luck."
ALIKE = re.compile("nothing is different|To see a difference|The first change|A let families|B let families")


@pytest.mark.parametrize("pairs", [0, 5, 10, 15])
def test_while_runs_are_missing_nothing_is_said_to_be_higher(pairs: int) -> None:
    """An incomplete band gives numbers of the watched run, and no claim."""
    for names in PAIRS:
        for sentences in month_sentences(names, 7, pairs)[1:]:
            claims = [one["text"] for one in sentences if one["text"] != WAITING and not CHANGE.match(one["text"])]
            assert not CLAIM.search(" ".join(claims)), claims


def test_while_runs_are_missing_it_says_so() -> None:
    """The last sentence says that more is to come, unless both are the same anyway."""
    for names in PAIRS:
        for sentences in month_sentences(names, 7, 0)[1:]:
            assert WAITING in text_of(sentences) or ALIKE.search(text_of(sentences))


WHY = re.compile(r"Why: (?:(in the last year|since the start|since then), )?(.*?) (built|cost) more trust in ([AB])")


def test_the_cause_is_the_largest_in_the_ledger() -> None:
    """The cause that is named did more for the side where trust did better than any other, in the months that are named."""
    checked: set[str] = set()
    for names, seed in CASES:
        ledgers = [runs.world(scenario, seed, MONTHS).measures for scenario in both(names)]
        for month, sentences in enumerate(month_sentences(names, seed)):
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
                assert ahead[named] == pytest.approx(ahead.max()), (names, seed, month, found[0])
                assert (sums[side][named] > 0) == (found[3] == "built"), (names, seed, month, found[0])
                checked.add(CAUSES[named])
    assert {"being_asked", "promise_broken", "being_known", "results"} <= checked


def test_every_cause_has_words() -> None:
    """The ledger of trust has no cause without words, and there are no words without a cause."""
    for mood in ("good", "bad"):
        assert set(words()["telling"]["causes"][mood]) == set(CAUSES)


def test_what_a_sentence_shows_is_there() -> None:
    """A sentence shows nothing, a measure that is told, or the people of one side; a number of 100 always shows its chart."""
    for where, month, sentences in everything():
        for sentence in sentences:
            show = sentence["show"]
            if show is None:
                assert not re.search(r"\d+ of 100", sentence["text"]), (where, month, sentence)
            elif show["kind"] == "chart":
                assert show["measure"] in MEASURES_IN_WORDS
            else:
                assert show["side"] in (0, 1)
