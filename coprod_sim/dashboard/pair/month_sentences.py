"""What happened, in at most three short sentences for every month of a pair of runs.

The order is: what changed, what followed, why, and how sure.  Every number is a month, a measure of the watched run
as a whole number of 100, or a count of runs; so everything said can be seen in a chart.
Runs that disagree are told as "no clear difference"; while runs are still missing, nothing is said to be higher.
Costs have their turn, and the last word of the last month.  All words stand in pages/shared/telling.toml.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coprod_sim.dashboard.pages.shared.words import fill
from coprod_sim.dashboard.pair.event_list import Happening, happenings, latest
from coprod_sim.dashboard.pair.facts import COST_MEASURES, MEASURES_IN_WORDS, Facts
from coprod_sim.dashboard.pair.marks import marked
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.runs import BAND, WorldHistory
from coprod_sim.dashboard.pair.sentences import (
    Sentence,
    Show,
    levels,
    measure_sentence,
    of_people,
    pick_sentence,
    same,
    sentence_words,
    sure,
    unclear,
    unmarked,
    why,
)
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.study.compare import Comparison

__all__ = ["PairSentences", "Sentence", "Show", "pair_sentences"]

GAINS: Final = tuple(name for name in MEASURES_IN_WORDS if name not in COST_MEASURES)
MOST: Final = 3
TURNS: Final = 4
COST_TURN, MOST_TURN, TRUST_TURN, OTHER_TURN = range(TURNS)


class PairSentences(NamedTuple):
    """The sentences of each month, and by measure and month those that a room reads which has guessed about the measure."""

    months: list[list[Sentence]]
    voted: dict[
        str, list[list[dict[str, str]]]
    ]  # text and mark; public/shared/telling/telling.js joins them with the rest


class RunPair(NamedTuple):
    """All that is needed to describe one pair of runs."""

    facts: Facts
    scenarios: Sequence[Scenario]
    happened: Sequence[Happening]


def turn(month: int) -> int:
    """Whose turn it is in a month: stepping by 1, 6 or 12 months meets every turn.

    >>> [turn(month) for month in (1, 2, 3, 4)], [turn(month) for month in (12, 24, 36, 48)]
    ([1, 2, 3, 0], [1, 2, 3, 0])
    """
    return (month + month // YEAR) % TURNS


# What changed.


def change_sentence(change: Happening) -> Sentence:
    """Tell what changed."""
    return of_people(change.sentence(), change.sides[0]) if len(change.sides) == 1 else unmarked(change.sentence())


# A month.


def beginning(pair: RunPair) -> list[Sentence]:
    """Tell what is seen at month 0."""
    a, b = pair.scenarios
    texts = sentence_words()["start"]
    roles = {BY_NAME[name].role for name in a.values() if a.value(name) != b.value(name)}
    shared = next((role for role in ("place", "start", "parameter") if role in roles), "people")
    last = "same_way" if a.hash == b.hash else "two_ways"
    return [unmarked(texts["town"]), of_people(texts[shared], 0), unmarked(texts[last])]


def alike(pair: RunPair, month: int) -> list[Sentence]:
    """Tell a month in which A and B are still the same."""
    a, b = pair.scenarios
    facts, texts = pair.facts, sentence_words()["alike"]
    measure = MEASURES_IN_WORDS[month % len(MEASURES_IN_WORDS)]
    coming = [one for one in pair.happened if one.month > month]
    if a.hash == b.hash:
        last = unmarked(pick_sentence(texts["same_way"], month))
    elif coming and not [one for one in pair.happened if one.month <= month]:
        last = unmarked(fill(texts["coming"], m=coming[0].month))
    else:
        last = unmarked(texts["so_far"])
    some = (GAINS[0], COST_MEASURES[0]) if month == facts.months else (measure,)
    return [*(levels(facts, one, month, "level") for one in some), last]


def first_look(pair: RunPair, month: int) -> list[Sentence]:
    """Tell a month while only the watched run, or a part of all runs, is there: numbers, and that more is to come."""
    facts = pair.facts
    among = COST_MEASURES if turn(month) == COST_TURN else MEASURES_IN_WORDS
    measure = facts.by_size(month, among)[0]
    sentences = [levels(facts, measure, month, "this_run")]
    if month == facts.months:
        gain, cost = (facts.by_size(month, some)[0] for some in (GAINS, COST_MEASURES))
        sentences = [levels(facts, one, month, "this_run") for one in (gain, cost)]
    return [*sentences, unmarked(sentence_words()["waiting"])]


def ending(facts: Facts) -> list[Sentence]:
    """Sum up at the end: the outcome, what it cost, and how sure that is."""
    month = facts.months
    gain, cost = (facts.by_size(month, some)[0] for some in (GAINS, COST_MEASURES))
    outcome, cost_says = facts.sure[gain][month].says, facts.sure[cost][month].says
    match outcome:
        case "same":
            first, last = levels(facts, gain, month, "end"), []
        case "unclear":
            first, last = unclear(facts, gain, month)[0], unclear(facts, gain, month)[1:]
        case _ if facts.looks_equal(gain, month):
            first, last = levels(facts, gain, month, "near"), [sure(facts, gain, month)]
        case _:
            kind = "end" if facts.agrees(gain, month) else "this_run"
            first, last = levels(facts, gain, month, kind), [sure(facts, gain, month)]
    match cost_says:
        case "same":
            middle = same(facts, cost, month)
        case "unclear":
            middle = levels(facts, cost, month, "unclear")
        case _:
            middle = sure(facts, cost, month)
    return [first, middle, *last]


def choice(facts: Facts, month: int) -> str:
    """Choose the measure that is told: a cost, what differs most, trust, or what has had no turn yet."""
    first, now = facts.by_size(month)[0], turn(month)
    burdens = facts.burdens(month)
    rest = [name for name in GAINS if name != first]
    if now == COST_TURN:
        quiet = [name for name in burdens if name != first] or rest
        return quiet[month // TURNS % len(quiet)]
    if now == OTHER_TURN:
        return rest[1 + month // TURNS % (len(rest) - 1)]
    return rest[0] if now == TRUST_TURN else first


def middle(pair: RunPair, month: int) -> Iterator[Sentence]:
    """Tell a month between the beginning and the end, of which all runs are known."""
    facts = pair.facts
    change = latest(pair.happened, month)
    if change:
        yield change_sentence(change)
    measure = choice(facts, month)
    reasons = why(facts, month, change.month if change else None) if measure == GAINS[0] else []
    if reasons and facts.clear(measure, month):
        yield from (*reasons, sure(facts, measure, month))
        return
    yield from measure_sentence(facts, measure, month, changed=change is not None)
    burdens = [name for name in facts.burdens(month) if name != measure]
    if burdens:
        yield sure(facts, burdens[month // TURNS % len(burdens)], month)


def sentences_of(pair: RunPair, month: int) -> list[Sentence]:
    """Tell one month."""
    facts = pair.facts
    happened = latest(pair.happened, month)
    change = change_sentence(happened) if happened else None
    if month == 0:
        return beginning(pair)
    if facts.alike(month):
        found = alike(pair, month)
        return [change, *found] if change else found
    if facts.comparison is None:
        found = first_look(pair, month)
        return [change, *found][:MOST] if change and month < facts.months else found
    if month == facts.months:
        return ending(facts)
    return list(middle(pair, month))[:MOST]


def voted_in(pair: RunPair, measure: str, month: int) -> list[Sentence]:
    """Tell one measure in one month: in at most two sentences, whatever else is told."""
    facts = pair.facts
    if not facts.known(measure, month):
        return []
    if facts.comparison is None:
        return [levels(facts, measure, month, "this_run")]
    over = month == facts.months
    sentences = measure_sentence(facts, measure, month, changed=over or latest(pair.happened, month) is not None)
    if over and sentences[0]["text"] == levels(facts, measure, month, "level")["text"]:
        sentences[0] = levels(facts, measure, month, "end")
    return sentences


def pair_sentences(
    worlds: Sequence[WorldHistory],
    scenarios: Sequence[Scenario],
    changes: Sequence[Change],
    comparison: Comparison | None,
    runs: int = BAND,
) -> PairSentences:
    """Tell every month of a pair of runs, and in every month each measure that a room can guess about.

    changes: those on the rail, which the scenarios hold as events too.
    comparison: of the same scenarios; one of fewer pairs than `runs`, or None, says nothing about how sure it is.
    """
    complete = comparison if comparison is not None and comparison.pairs >= runs else None
    facts = Facts(worlds, complete)
    pair = RunPair(facts, scenarios, happenings(scenarios, changes, facts.months))
    months = range(facts.months + 1)
    voted = {name: short([voted_in(pair, name, month) for month in months], scenarios) for name in PAGE_MEASURES}
    return PairSentences(marked([sentences_of(pair, month) for month in months], scenarios), voted)


def short(by_month: Sequence[Sequence[Sentence]], scenarios: Sequence[Scenario]) -> list[list[dict[str, str]]]:
    """Give sentences with their marks, and without what they point at: the measure, which the page knows."""
    return [[{"text": one["text"], "mark": one["mark"]} for one in month] for month in marked(by_month, scenarios)]
