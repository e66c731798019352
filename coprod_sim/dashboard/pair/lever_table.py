"""The rules of two ways of working, side by side in plain words: every lever in which they differ and when it changes,
and what befalls only one of them.
"""

from collections.abc import Iterator
from typing import Final

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.scenario.events import EVENT_KINDS, Event
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.changes import value_then

CHANCES: Final = ("asks", "early_involvement")
"""Levers that are told as never and always at their ends."""
CEILINGS: Final = ("power_ceiling",)
BEFALLS: Final = tuple(kind.do for kind in sorted(EVENT_KINDS, key=lambda kind: kind.rank) if not kind.moves_levers)
"""Kinds of event that move no lever."""


def lever_rows(a: Scenario, b: Scenario) -> list[dict[str, str]]:
    """Give a row for all in which A and B differ at any time: its name, its title and what holds in both."""
    texts = words()["rules"]
    each = [(lever.name, lever_sentence(lever.name, a), lever_sentence(lever.name, b)) for lever in LEVERS]
    each += [(kind, befallen(kind, a), befallen(kind, b)) for kind in BEFALLS]
    return [{"name": name, "title": texts[name], "a": in_a, "b": in_b} for name, in_a, in_b in each if in_a != in_b]


def lever_sentence(lever: str, scenario: Scenario) -> str:
    """Say what a lever is in a scenario, and from which month on it is something else."""
    texts = words()["rules"]
    parts = [lever_value_text(lever, scenario.value(lever))]
    for month, value, climbed in turns(lever, scenario):
        parts.append(
            f"{lever_value_text(lever, value)} {fill(texts['by_month' if climbed else 'from_month'], m=month)}"
        )
    return ", ".join(parts)


def turns(lever: str, scenario: Scenario) -> Iterator[tuple[int, float, bool]]:
    """Give each month in which a lever has come to another value: the month, the value, and whether it climbed there."""
    ends = {event.until for event in scenario.events if event.lever == lever and event.until is not None}
    before = scenario.value(lever)
    for month in sorted({event.month for event in scenario.events} | ends):
        value = value_then(scenario, lever, month)
        if value != before:
            yield month, value, month in ends
        before = value


def befallen(kind: str, scenario: Scenario) -> str:
    """Say when events of a kind that moves no lever come, and how large they are."""
    texts = words()["rules"]
    found = [happened(event) for event in sorted(scenario.events, key=lambda event: event.month) if event.do == kind]
    return ", ".join(found) or str(texts["none"])


def happened(event: Event) -> str:
    """Say how large an event is, and its month."""
    template = words()["rules"][f"{event.do}_in"]
    return fill(template, v=f"{100 * (event.amount or 0):.3g}", m=event.month)


def lever_value_text(lever: str, value: float) -> str:
    """Say a value: of 100, or none, or always.

    >>> lever_value_text("feedback", 0.5), lever_value_text("reward", 0.0), lever_value_text("asks", 1.0), lever_value_text("power_ceiling", 0.1)
    ('50 of 100', 'none', 'always', 'up to 10 of 100')
    """
    texts = words()["rules"]
    if lever in CHANCES and value in (0, 1):
        return str(texts["yes"] if value else texts["never"])
    if value == 0:
        return str(texts["none"])
    number = f"{100 * value:.3g}"
    return fill(texts["up_to" if lever in CEILINGS else "share"], v=number)
