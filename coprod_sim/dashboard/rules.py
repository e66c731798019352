"""The rules of two ways of working, side by side in plain words: every lever in which they differ, and when it changes."""

from typing import Final

from coprod_sim.dashboard.words import fill, words
from coprod_sim.parameters import LEVERS
from coprod_sim.scenario import Scenario
from coprod_sim.scenario_events import KIND, Event

CHANCES: Final = ("asks", "early_involvement")
"""Levers that are told as never and always at their ends."""
CEILINGS: Final = ("power_ceiling",)


def rules(a: Scenario, b: Scenario) -> list[dict[str, str]]:
    """Give a row for each lever in which A and B differ at any time: its name, its title and its value in both."""
    texts = words()["rules"]
    rows = []
    for lever in LEVERS:
        both = [told(lever.name, scenario) for scenario in (a, b)]
        if both[0] != both[1]:
            rows.append({"name": lever.name, "title": texts[lever.name], "a": both[0], "b": both[1]})
    return rows


def told(lever: str, scenario: Scenario) -> str:
    """Say what a lever is in a scenario, and from which month on it is something else."""
    parts = [worth(lever, scenario.value(lever))]
    for event in scenario.events:
        value = set_by(event, lever)
        if value is not None:
            parts.append(f"{worth(lever, value)} {fill(words()['rules']['from_month'], m=event.month)}")
    return ", ".join(parts)


def set_by(event: Event, lever: str) -> float | None:
    """Give the value that an event sets a lever to, or None."""
    if event.lever == lever and event.to is not None:
        return event.to
    same = {"promise": "promise", "recentralise": "power_ceiling"}
    return event.to if KIND[event.do].do in same and same[event.do] == lever else None


def worth(lever: str, value: float) -> str:
    """Say a value: of 100, or none, or always.

    >>> worth("feedback", 0.5), worth("reward", 0.0), worth("asks", 1.0), worth("power_ceiling", 0.1)
    ('50 of 100', 'none', 'always', 'up to 10 of 100')
    """
    texts = words()["rules"]
    if lever in CHANCES and value in (0, 1):
        return str(texts["yes"] if value else texts["never"])
    if value == 0:
        return str(texts["none"])
    number = f"{100 * value:.3g}"
    return fill(texts["up_to" if lever in CEILINGS else "share"], v=number)
