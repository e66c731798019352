"""The mark "in our default town": what is told is marked where too few other assumptions bear it out, or nobody knows how many do.

The shares are those of coprod_sim/evidence/claims/shares/shares.py; nothing here is decided by hand.  A claim is looked up by its key.
What /present tells of a run is looked up by the two built-in ways of working, the measure, the direction and the month.
A sentence that is not known here is a claim, and of a changed way of working nothing is known: both are marked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from coprod_sim.dashboard.pages.shared.words import names_in, texts, words
from coprod_sim.dashboard.pair.sentences import Sentence
from coprod_sim.evidence.claims.shares.shares import ENOUGH, SHARE_MEASURES, holds_widely, way_share
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setup.setup import all_presets

SETUP: Final = ("start", "alike", "did", "waiting")
"""Tables of words that say what is set up or to come, and so claim nothing of what follows from it."""
BESIDE: Final = ("level", "this_run", "end")
"""Ways to put A beside B."""
OTHER: Final = {"A": "B", "B": "A"}


def mark(known: bool) -> str:
    """Give the mark, or nothing where it is known to hold widely."""
    return "" if known else str(words()["telling"]["mark"])


def mark_of(key: str) -> str:
    """Give the mark of a claim of a lesson or a workshop, or nothing."""
    return mark(holds_widely(key))


def marked(by_month: Sequence[Sequence[Sentence]], scenarios: Sequence[Scenario]) -> list[list[Sentence]]:
    """Give the sentences of every month of a pair of runs, each with its mark; none is left without one by oversight."""
    ways = [built_in(scenario) for scenario in scenarios]
    return [
        [{**sentence, "mark": mark(is_borne_out(sentence, ways, month))} for sentence in sentences]
        for month, sentences in enumerate(by_month)
    ]


def end_marks(scenarios: Sequence[Scenario], month: int) -> dict[str, dict[str, str]]:
    """Give the marks of what the reveal may say of the end: by measure, for A or for B being higher."""
    a, b = (built_in(scenario) for scenario in scenarios)
    return {measure: {side: mark(enough(a, b, measure, side, month)) for side in OTHER} for measure in SHARE_MEASURES}


def built_in(scenario: Scenario) -> str:
    """Give the name of a built-in way of working, or nothing where it is none, or one that was changed."""
    return built_ins().get(scenario.hash, "")


@cache
def built_ins() -> Mapping[str, str]:
    """Give the names of the built-in ways of working by what they are."""
    return {load_scenario(preset.key).hash: preset.key for preset in all_presets()}


def enough(a: str, b: str, measure: str, what: str, month: int) -> bool:
    """Whether enough sets of assumptions have it so; never, where a way is not known."""
    return bool(a and b) and way_share(a, b, measure, what, month) >= ENOUGH


def is_borne_out(sentence: Sentence, ways: Sequence[str], month: int) -> bool:
    """Whether a sentence is no claim, or one that enough sets of assumptions bear out."""
    text, show = sentence["text"], sentence["show"]
    if any(pattern.fullmatch(text) for pattern in setup_patterns()):
        return True
    measure = show.get("measure", "") if show else ""
    if measure not in SHARE_MEASURES:
        return False
    for kind, pattern in patterns(measure):
        found = pattern.fullmatch(text)
        if found:
            return borne_out(kind, found.groupdict(), measure, ways, month)
    return False


def borne_out(kind: str, values: Mapping[str, str], measure: str, ways: Sequence[str], month: int) -> bool:
    """Whether enough sets bear out a sentence of a kind that is known; of the other kinds no share was ever counted."""
    a, b = ways
    if kind == "sure":
        higher = OTHER[values["s"]] if measure == "family_energy" else values["s"]  # it is told of who is more tired
        return enough(a, b, measure, higher, month)
    if kind in BESIDE:
        return enough(a, b, measure, "A" if int(values["a"]) > int(values["b"]) else "B", month)
    if kind.removesuffix("_same") in BESIDE:
        return enough(a, b, measure, "same", month)
    if kind in {"rose", "fell"} and month >= YEAR:
        way = ways[values["s"] == "B"]
        return bool(way) and way_share(way, "", measure, kind, month) >= ENOUGH
    return False


# Which words a sentence was made of.


@cache
def setup_patterns() -> tuple[re.Pattern[str], ...]:
    """Give patterns of all sentences that claim nothing."""
    table: dict[str, Any] = words()["telling"]
    return tuple(pattern_of(text) for _, text in texts({name: table[name] for name in SETUP}))


@cache
def patterns(measure: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the patterns of all sentences on a measure, each with its kind."""
    return tuple(kinds(words()["telling"]["measures"][measure]))


def kinds(table: Mapping[str, Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give each way of saying a thing with its kind; a kind may have several."""
    for kind, templates in table.items():
        for template in [templates] if isinstance(templates, str) else templates:
            yield kind, pattern_of(template)


def pattern_of(template: str) -> re.Pattern[str]:
    r"""Give what fits every text that a template can become, with its {names} as groups.

    >>> pattern_of("In {s}, trust is {a}.").fullmatch("In B, trust is 40.").groupdict()
    {'s': 'B', 'a': '40'}
    """
    text = re.escape(template)
    for name in names_in(template):
        text = text.replace(rf"\{{{name}\}}", f"(?P<{name}>.*)", 1)
    return re.compile(text)
