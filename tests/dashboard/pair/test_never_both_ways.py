"""That what is told never contradicts itself, whichever two built-in ways of working stand side by side."""

import re
from functools import cache
from itertools import combinations
from typing import Final

import pytest

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import runs
from coprod_sim.dashboard.pair.month_sentences import PairSentences, Sentence, pair_sentences
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets
from coprod_sim.study.compare import Comparison, stacked
from coprod_sim.study.many import Job, many
from tests.dashboard.pair.run_pairs import with_changes

MONTHS: Final = 26
SEEDS: Final = range(1, 7)
SMALL: Final = {"families": 40.0, "professionals": 8.0}
KEYS: Final = [preset.key for preset in all_presets()]
MORE: Final = re.compile(r"more|higher|larger")
PAST_YEAR: Final = re.compile(r"In one year|in the last year")
CUT: Final = (Change("both", "budget_cut", 14, None, 0.25), Change("B", "train_staff", 20, None, 0.03))


@cache
def small_pair_sentences(a: str, b: str, *, changed: bool = False) -> PairSentences:
    """Tell a pair of small towns over a few lucks: every month, and every measure that may be voted on."""
    two = TwoWays(Way(a), Way(b), CUT if changed else (), months=MONTHS, town=SMALL)
    both = two.scenarios()
    found = [many((Job(one, seed, MONTHS) for seed in SEEDS), Job.series) for one in both]
    comparison = Comparison(*both, len(SEEDS), MONTHS, 1, stacked(found[0]), stacked(found[1]))
    worlds = [runs.world(one, 1, MONTHS) for one in both]
    return pair_sentences(worlds, both, two.changes, comparison, len(SEEDS))


def contradicts(texts: dict[str | None, str]) -> bool:
    """Whether one measure is called the same in both, and more in one of them."""
    return any("in both" in text and MORE.search(text) for measure, text in texts.items() if measure)


def by_measure(sentences: list[Sentence]) -> dict[str | None, str]:
    """Join the sentences about each measure."""
    found: dict[str | None, str] = {}
    for one in sentences:
        measure = (one["show"] or {}).get("measure")
        found[measure] = f"{found.get(measure, '')} {one['text']}"
    return found


@pytest.mark.parametrize("a", KEYS)
def test_nothing_is_the_same_in_both_and_more_in_one(a: str) -> None:
    """Of no pair and in no month is a measure told as equal and as different at once, voted on or not."""
    for b in KEYS[KEYS.index(a) :]:
        months, of = small_pair_sentences(a, b)
        for month, sentences in enumerate(months):
            assert not contradicts(by_measure(sentences)), (b, month, sentences)
            for measure in PAGE_MEASURES:
                assert not contradicts({measure: " ".join(one["text"] for one in of[measure][month])}), (
                    b,
                    month,
                    of[measure][month],
                )


def test_a_change_is_never_followed_by_the_year_before_it() -> None:
    """Where a change is told, no sentence beside it speaks of the past year; in months without one, some do."""
    did = [re.escape(text.split("{m}")[0]) for text in words()["telling"]["did"].values()]
    change = re.compile(rf"^(?:{'|'.join(sorted(set(did)))})\d+, ")
    many = [small_pair_sentences(a, b, changed=True) for a, b in list(combinations(KEYS, 2))[::7]]
    year = 0
    for months in [*(months for months, _ in many), with_changes()[0]]:
        for sentences in months:
            texts = [one["text"] for one in sentences]
            if change.search(texts[0]):
                assert not PAST_YEAR.search(" ".join(texts)), texts
            else:
                year += bool(PAST_YEAR.search(" ".join(texts)))
    for months, of in many:
        for month, sentences in enumerate(months):
            if change.search(sentences[0]["text"]):
                assert not any(PAST_YEAR.search(one["text"]) for measure in PAGE_MEASURES for one in of[measure][month])
    assert year > 10


def test_every_measure_can_be_told_at_every_pause_and_at_the_end() -> None:
    """Whatever a room votes on, each month after the first has one or two sentences on it."""
    for a, b in list(combinations(KEYS, 2))[::5]:
        of = small_pair_sentences(a, b)[1]
        for measure in PAGE_MEASURES:
            assert [month for month in range(1, MONTHS + 1) if not 1 <= len(of[measure][month]) <= 2] == [], (
                a,
                b,
                measure,
            )
            assert of[measure][MONTHS][0]["text"].startswith(
                ("At the end", f"At month {MONTHS}, ", "In this run", "No clear")
            ), of[measure][MONTHS]
