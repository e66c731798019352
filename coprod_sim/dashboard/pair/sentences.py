"""The single sentences of month_sentences.py: what followed, how sure that is, and why trust differs.

Each gets the facts and gives a sentence with what its button shows; nothing is chosen here.
"""

from collections.abc import Sequence
from typing import Any, Final, Literal, NotRequired, TypedDict

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.facts import A_LITTLE, COST_MEASURES, TINY, Facts
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.reader import SIDES

EVERY: Final = 3
"""The way of saying a thing changes after so many months."""


class Show(TypedDict, total=False):
    """What a sentence points at: the chart of a measure, or the people of one side."""

    kind: Literal["chart", "people"]
    measure: str
    side: int


class Sentence(TypedDict):
    """One sentence, and what its button shows, None for nothing; marks.py adds the mark, "" for none."""

    text: str
    show: Show | None
    mark: NotRequired[str]


def sentence_words() -> dict[str, Any]:
    """Give the words of telling."""
    found: dict[str, Any] = words()["telling"]
    return found


def unmarked(text: str) -> Sentence:
    """A sentence that points at nothing."""
    return {"text": text, "show": None}


def of_chart(text: str, measure: str) -> Sentence:
    """A sentence about a measure."""
    return {"text": text, "show": {"kind": "chart", "measure": measure}}


def of_people(text: str, side: int) -> Sentence:
    """A sentence about the people of one side."""
    return {"text": text, "show": {"kind": "people", "side": side}}


def pick_sentence(templates: Sequence[str], month: int) -> str:
    """Choose one of several ways to say a thing; two months in a row never say the same."""
    return templates[month // EVERY % len(templates)] if month % 2 else templates[0]


# What followed.


def levels(facts: Facts, measure: str, month: int, kind: str) -> Sentence:
    """Put A beside B in one measure of the watched run; kind: how it is said."""
    a, b = (facts.level(measure, side, month) for side in (0, 1))
    templates = sentence_words()["measures"][measure]
    template = templates[f"{kind}_same" if a == b and kind != "near" else kind]
    template = template if isinstance(template, str) else pick_sentence(template, month)
    return of_chart(fill(template, m=month, a=a, b=b), measure)


def further(facts: Facts, measure: str, month: int, before: int) -> int:
    """Give the side on which a measure went further since a month before."""
    went = [abs(facts.level(measure, side, month) - facts.level(measure, side, before)) for side in (0, 1)]
    return int(went[1] > went[0])


def moved(facts: Facts, measure: str, month: int, before: int, kind: str = "") -> Sentence | None:
    """Tell how far a measure went since a month before, on the side where it went further; nothing where it stayed."""
    side = further(facts, measure, month, before)
    x, y = (facts.level(measure, side, when) for when in (before, month))
    if x == y:
        return None
    template = sentence_words()["measures"][measure][kind + ("rose" if y > x else "fell")]
    return of_chart(fill(template, s=SIDES[side], x=x, y=y), measure)


def followed(facts: Facts, measure: str, month: int, *, changed: bool) -> Sentence:
    """Tell the watched run's numbers of a measure whose difference is clear.

    changed: whether a change is told beside it; the past year is not told then, for it began before the change.
    """
    if not facts.agrees(measure, month):
        return levels(facts, measure, month, "this_run")
    often = not changed and measure not in COST_MEASURES and month >= YEAR and month % 2 == 0
    past_year = moved(facts, measure, month, month - YEAR) if often else None
    return past_year or levels(facts, measure, month, "level")


# How sure.


def sure(facts: Facts, measure: str, month: int) -> Sentence:
    """Tell in how many runs it came out so; for a cost, on the side that bears it."""
    found, templates = facts.sure[measure][month], sentence_words()["measures"][measure]
    assert facts.comparison is not None
    worse_when_lower = measure == "family_energy"
    side = 1 - found.side if worse_when_lower else found.side
    n = found.higher if found.side else found.lower
    runs = facts.comparison.pairs
    start = fill(sentence_words()["in_all" if n == runs else "in_some"], n=n, runs=runs)
    size = abs(found.gap)
    much = "" if size >= A_LITTLE else sentence_words()["a_little" if size >= TINY else "tiny"]
    text = fill(templates["sure"], start=start, much=much, s=SIDES[side])
    if not facts.agrees(measure, month):
        text = fill(sentence_words()["but"], sentence=text[0].lower() + text[1:])
    return of_chart(text, measure)


def counts(facts: Facts, measure: str, month: int) -> Sentence:
    """Tell how the runs split where they disagree."""
    found = facts.sure[measure][month]
    kind = "split_equal" if found.equal else "split"
    return of_chart(fill(sentence_words()[kind], n=found.higher, rest=found.lower, equal=found.equal), measure)


def unclear(facts: Facts, measure: str, month: int) -> list[Sentence]:
    """Tell a difference that is not clear."""
    return [levels(facts, measure, month, "unclear"), counts(facts, measure, month)]


def same(facts: Facts, measure: str, month: int) -> Sentence:
    """Tell a measure that is equal in every run."""
    return levels(facts, measure, month, "level")


def measure_sentence(facts: Facts, measure: str, month: int, *, changed: bool) -> list[Sentence]:
    """Tell one measure: what followed, and how sure that is.

    Where runs differ but the watched one shows the same whole number in A and B, that is told as "about":
    nobody reads "the same in both" beside "more in A".
    """
    match facts.sure[measure][month].says:
        case "same":
            return [same(facts, measure, month)]
        case "unclear":
            return unclear(facts, measure, month)
        case _ if facts.looks_equal(measure, month):
            return [levels(facts, measure, month, "near"), sure(facts, measure, month)]
        case _:
            return [followed(facts, measure, month, changed=changed), sure(facts, measure, month)]


# Why.


def why(facts: Facts, month: int, change: int | None) -> list[Sentence]:
    """Tell how trust moved, and what did most for it; change: the month of the last change, if it was just now."""
    found = facts.why(month, change)
    if found is None or (change is None and not facts.agrees("felt_trust", month)):
        return []
    if facts.looks_equal("felt_trust", month):
        return []
    high = int(facts.apart("felt_trust", month) > 0)
    if change is None and high == found.better:
        first: Sentence | None = levels(facts, "felt_trust", month, "level")
    else:
        first = moved(facts, "felt_trust", month, found.since, "since_" if change else "")
        if further(facts, "felt_trust", month, found.since) != found.side:
            return []  # what moved on one side is not explained by what did not move on the other
    if first is None:
        return []
    side = SIDES[found.side]
    built = fill(sentence_words()["because"]["built" if found.built else "cost"], s=side)
    cause = sentence_words()["causes"]["good" if found.built else "bad"][found.name]
    when = "then" if change else ("recent" if found.since else "since")
    return [
        first,
        of_people(fill(pick_sentence(sentence_words()["because"][when], month), cause=cause, did=built), found.side),
    ]
