"""What happened, in at most three short sentences for every month of a pair of runs.

The order is: what changed, what followed, why, and how sure.  Every number is a month, a measure of the watched run
as a whole number of 100, or a count of runs; so everything said can be seen in a chart.
Runs that disagree are told as "no clear difference"; while runs are still missing, nothing is said to be higher.
Costs have their turn, and the last word of the last month.  All words stand in words/telling.toml.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from coprod_sim.dashboard.pages.shared.words import fill
from coprod_sim.dashboard.pair.event_list import Happening, happenings, latest
from coprod_sim.dashboard.pair.marks import marked
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.runs import BAND, Town
from coprod_sim.dashboard.pair.telling_facts import COST_MEASURES, MEASURES_IN_WORDS, Facts
from coprod_sim.dashboard.pair.telling_sentences import (
    Sentence,
    Show,
    levels,
    measure_sentence,
    of_people,
    pick_sentence,
    same,
    sure,
    telling_words,
    unclear,
    unmarked,
    why,
)
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.study.compare import Comparison

__all__ = ["AllTold", "Sentence", "Show", "all_sentences", "telling"]

GAINS: Final = tuple(name for name in MEASURES_IN_WORDS if name not in COST_MEASURES)
MOST: Final = 3
TURNS: Final = 4
COST_TURN, MOST_TURN, TRUST_TURN, OTHER_TURN = range(TURNS)


class AllTold(NamedTuple):
    """The sentences of each month, and by measure and month those that a room reads which has guessed about the measure."""

    months: list[list[Sentence]]
    voted: dict[
        str, list[list[dict[str, str]]]
    ]  # text and mark; public/shared/telling/telling.js joins them with the rest


class Teller(NamedTuple):
    """All that is needed to tell one pair of runs."""

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


def beginning(teller: Teller) -> list[Sentence]:
    """Tell what is seen at month 0."""
    a, b = teller.scenarios
    said = telling_words()["start"]
    roles = {BY_NAME[name].role for name in a.values() if a.value(name) != b.value(name)}
    shared = next((role for role in ("place", "start", "parameter") if role in roles), "people")
    last = "same_way" if a.hash == b.hash else "two_ways"
    return [unmarked(said["town"]), of_people(said[shared], 0), unmarked(said[last])]


def alike(teller: Teller, month: int) -> list[Sentence]:
    """Tell a month in which A and B are still the same."""
    a, b = teller.scenarios
    facts, said = teller.facts, telling_words()["alike"]
    measure = MEASURES_IN_WORDS[month % len(MEASURES_IN_WORDS)]
    coming = [one for one in teller.happened if one.month > month]
    if a.hash == b.hash:
        last = unmarked(pick_sentence(said["same_way"], month))
    elif coming and not [one for one in teller.happened if one.month <= month]:
        last = unmarked(fill(said["coming"], m=coming[0].month))
    else:
        last = unmarked(said["so_far"])
    some = (GAINS[0], COST_MEASURES[0]) if month == facts.months else (measure,)
    return [*(levels(facts, one, month, "level") for one in some), last]


def first_look(teller: Teller, month: int) -> list[Sentence]:
    """Tell a month while only the watched run, or a part of all runs, is there: numbers, and that more is to come."""
    facts = teller.facts
    among = COST_MEASURES if turn(month) == COST_TURN else MEASURES_IN_WORDS
    measure = facts.by_size(month, among)[0]
    sentences = [levels(facts, measure, month, "this_run")]
    if month == facts.months:
        gain, cost = (facts.by_size(month, some)[0] for some in (GAINS, COST_MEASURES))
        sentences = [levels(facts, one, month, "this_run") for one in (gain, cost)]
    return [*sentences, unmarked(telling_words()["waiting"])]


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


def middle(teller: Teller, month: int) -> Iterator[Sentence]:
    """Tell a month between the beginning and the end, of which all runs are known."""
    facts = teller.facts
    change = latest(teller.happened, month)
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


def sentences_of(teller: Teller, month: int) -> list[Sentence]:
    """Tell one month."""
    facts = teller.facts
    happened = latest(teller.happened, month)
    change = change_sentence(happened) if happened else None
    if month == 0:
        return beginning(teller)
    if facts.alike(month):
        found = alike(teller, month)
        return [change, *found] if change else found
    if facts.comparison is None:
        found = first_look(teller, month)
        return [change, *found][:MOST] if change and month < facts.months else found
    if month == facts.months:
        return ending(facts)
    return list(middle(teller, month))[:MOST]


def voted_in(teller: Teller, measure: str, month: int) -> list[Sentence]:
    """Tell one measure in one month: in at most two sentences, whatever else is told."""
    facts = teller.facts
    if not facts.known(measure, month):
        return []
    if facts.comparison is None:
        return [levels(facts, measure, month, "this_run")]
    over = month == facts.months
    said = measure_sentence(facts, measure, month, changed=over or latest(teller.happened, month) is not None)
    if over and said[0]["text"] == levels(facts, measure, month, "level")["text"]:
        said[0] = levels(facts, measure, month, "end")
    return said


def telling(
    worlds: Sequence[Town],
    scenarios: Sequence[Scenario],
    changes: Sequence[Change],
    comparison: Comparison | None,
    runs: int = BAND,
) -> list[list[Sentence]]:
    """Tell every month of a pair of runs, from month 0 on; what is given is that of all_told()."""
    return all_sentences(worlds, scenarios, changes, comparison, runs).months


def all_sentences(
    worlds: Sequence[Town],
    scenarios: Sequence[Scenario],
    changes: Sequence[Change],
    comparison: Comparison | None,
    runs: int = BAND,
) -> AllTold:
    """Tell every month of a pair of runs, and in every month each measure that a room can guess about.

    changes: those on the rail, which the scenarios hold as events too.
    comparison: of the same scenarios; one of fewer pairs than `runs`, or None, says nothing about how sure it is.
    """
    complete = comparison if comparison is not None and comparison.pairs >= runs else None
    facts = Facts(worlds, complete)
    teller = Teller(facts, scenarios, happenings(scenarios, changes, facts.months))
    months = range(facts.months + 1)
    voted = {name: short([voted_in(teller, name, month) for month in months], scenarios) for name in PAGE_MEASURES}
    return AllTold(marked([sentences_of(teller, month) for month in months], scenarios), voted)


def short(told: Sequence[Sequence[Sentence]], scenarios: Sequence[Scenario]) -> list[list[dict[str, str]]]:
    """Give sentences with their marks, and without what they point at: the measure, which the page knows."""
    return [[{"text": one["text"], "mark": one["mark"]} for one in month] for month in marked(told, scenarios)]
