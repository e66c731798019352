"""What went in, and how to get it again: settings, events, and the command."""

import shlex
from collections import Counter
from typing import NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import KIND_BY_NAME
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, GROUPS, PARAMETERS
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario
from coprod_sim.study.compare import Comparison, settings_that_differ
from coprod_sim.study.run import sized

NOT_MEASURED = "none: nobody has measured it"
SAVED_NETWORK = "network.graphml"
"""Where the command that repeats a report looks for a graph that was in memory."""
SAVED_ASSUMPTIONS = "assumptions.csv"
"""Where it looks for sets of assumptions that were in memory."""


SIZES = ("families", "professionals", "commissioners")


class Setting(NamedTuple):
    """One setting as it is printed."""

    name: str
    meaning: str
    unit: str
    a: str
    b: str
    source: str
    status: str


def setting(name: str, a: float, b: float) -> Setting:
    """Print one setting with its values in A and B."""
    declared = BY_NAME[name]
    source = declared.source or NOT_MEASURED
    return Setting(name, declared.meaning, declared.unit, f"{a:,.6g}", f"{b:,.6g}", source, declared.status)


def differing(comparison: Comparison) -> list[Setting]:
    """Print the settings in which A and B differ."""
    return [setting(*found) for found in settings_that_differ(comparison.scenario_a, comparison.scenario_b)]


def shared(comparison: Comparison) -> dict[str, list[Setting]]:
    """Print all other settings, by their group; a network of one's own leaves those of size and shape without a use."""
    a, b = comparison.scenario_a.values(), comparison.scenario_b.values()
    found: dict[str, list[Setting]] = {}
    for group in GROUPS:
        if group.role == "place" and comparison.origin.network:
            continue
        names = [
            declared.name
            for declared in DECLARED
            if declared.role == group.role and a[declared.name] == b[declared.name]
        ]
        if names:
            found[group.meaning] = [setting(name, a[name], b[name]) for name in names]
    return found


def events(scenario: Scenario) -> list[tuple[int, str]]:
    """Print the events of a scenario: month, and what happens in plain words."""
    return [(event.month, event_words(event)) for event in scenario.events]


def event_words(event: Event) -> str:
    """Tell one event."""
    meaning = KIND_BY_NAME[event.do].meaning
    fields = {name: value for name, value in event.to_dict().items() if name not in {"month", "do", "who"}}
    details = ", ".join(
        f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}" for name, value in fields.items()
    )
    who = "" if event.who == "all" else f"; only commissioner {event.who}"
    return f"{meaning} ({details}{who})" if details or who else meaning


def statuses() -> Counter[str]:
    """Count how well the assumptions about how the world works are known."""
    return Counter(declared.status for declared in PARAMETERS)


def command(comparison: Comparison) -> tuple[str, bool]:
    """Give the command that makes this report again, and whether it needs both scenarios to be saved as files first.

    A graph that was in memory must be saved first, too: as SAVED_NETWORK; and sets of assumptions as SAVED_ASSUMPTIONS.
    """
    a, b = comparison.scenario_a, comparison.scenario_b
    common = common_changes(a, b, comparison)
    named = common is not None
    names = [a.name, b.name] if named else ["scenario_a.toml", "scenario_b.toml"]
    words = ["coprod-sim", "compare", *names, "--pairs", str(comparison.pairs), "--months", str(comparison.months)]
    words += ["--seed", str(comparison.seed)]
    for name, value in (common or {}).items():
        words += ["--set", f"{name}={int(value) if value == int(value) else value!r}"]
    network, rules = comparison.origin.network, comparison.origin.rules
    if network:
        words += ["--network", network.name if network.is_file else SAVED_NETWORK]
    if rules:
        words += ["--rules", rules.name]
    mechanism = comparison.origin.mechanism
    words += ["--mechanism", mechanism.name] if mechanism else []
    areas = comparison.origin.areas
    words += ["--areas", areas.name] if areas else []
    # Scenarios that are saved have their sizes already; a table of areas is scaled each time that it is read.
    words += ["--scale", repr(comparison.scale)] if comparison.scale != 1 and (named or areas) else []
    if comparison.assumptions:
        sets = comparison.assumptions
        words += ["--assumptions", SAVED_ASSUMPTIONS if sets.in_memory else sets.source.name]
        words += ["--assumption-pairs", str(sets.pairs)]
    return shlex.join([*words, "--report", "report.html"]), not named


def common_changes(a: Scenario, b: Scenario, comparison: Comparison | None = None) -> dict[str, float] | None:
    """Find the settings that, put on top of the built-in scenarios of these names, give these two; None if none do.

    Sizes that follow from the scale or the areas of a comparison are not among them.
    """
    areas = comparison.origin.areas.name if comparison and comparison.origin.areas else None
    scale = comparison.scale if comparison else 1.0
    follow = SIZES if areas or scale != 1 else ()
    try:
        plain = [load_scenario(scenario.name) for scenario in (a, b)]
        changes = {
            name: scenario.value(name)
            for scenario, found in zip((a, b), plain, strict=True)
            for name, value in found.values().items()
            if scenario.value(name) != value and name not in follow
        }
        again = [sized(load_scenario(found, changes), areas, scale)[0].hash for found in plain]
    except ScenarioError:
        return None
    return changes if again == [a.hash, b.hash] else None
