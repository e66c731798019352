"""Scenarios as TOML text: one that exists, and a commented one to begin with.

In the commented file `#name = value` (no space) is a setting to switch on, and `# words` (a space) is a remark.
"""

from collections.abc import Mapping
from typing import Final, cast

import tomli_w

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import readable
from coprod_sim.scenario.events import EVENT_KINDS, EVERYONE
from coprod_sim.scenario.parameters import BY_NAME, GROUPS, LEVERS, Parameter
from coprod_sim.scenario.setting_checks import quoted

EXAMPLES: Final = {"parameters": "trust_gain", "start": "start_family_trust", "place": "families"}
"""For each table that is not of levers, the setting that stands in a new file as an example."""
EXAMPLE_EVENT: Final = ("[[events]]", "month = 12", 'do = "set"', 'lever = "training"', "to = 0.03")
EVENT_HELP: Final = (
    "# Events: what happens in a certain month, at its very start. Write [[events]] before each.",
    f'# Any event may say who = 2, for one commissioner; without it, who = "{EVERYONE}".',
    "# The kinds (do), and the fields that each needs; those in brackets may be left out:",
)


def toml_value(value: object) -> str:
    """One value as TOML: a number, true or false, or text."""
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def toml_text(tables: Mapping[str, object]) -> str:
    """The tables of Scenario.to_dict as the text of a file; its name and its modifiers' names become a remark."""
    modifiers = cast(list[str], tables.get("modifiers", []))
    remark = f"Made from {tables['name']}" + (f", with {', '.join(modifiers)} already worked in." if modifiers else ".")
    keys = ("title", "summary", "modifier", *(group.table for group in GROUPS))
    settings = tomli_w.dumps({key: tables[key] for key in keys if tables.get(key)})
    events = cast(list[Mapping[str, object]], tables.get("events", []))
    blocks = (f"\n[[events]]\n{tomli_w.dumps(event)}" for event in events)
    return "".join([f"# {' '.join(remark.split())}\n", settings, *blocks])


def lever_lines(lever: Parameter) -> list[str]:
    """One lever, switched off, under its meaning, range and unit."""
    allowed = f"{lever.low:.10g} to {lever.high:.10g}; {lever.unit}"
    return [f"# {lever.meaning} ({allowed})", f"#{lever.name} = {lever.default:.10g}"]


def kind_lines() -> list[str]:
    """One line for each kind of event: its fields and what it does."""
    fields = ((kind, ", ".join((*kind.required, *(f"({name})" for name in kind.optional)))) for kind in EVENT_KINDS)
    return [f"#   {kind.do:<14} {names:<17} {kind.meaning}" for kind, names in fields]


def new_scenario_text(name: str) -> str:
    """A file to begin with: every lever at its default and switched off, an example event, and where to read more."""
    if not name.strip() or not readable(name):
        raise ScenarioError(f"new scenario {quoted(name)}: must be a name on one line, for example my_scenario.")
    title = " ".join(name.replace("_", " ").split())
    lines = [
        f"title = {toml_value(title[:1].upper() + title[1:])}",
        'summary = "Say in plain words who does what, and when."',
        "",
        "# Lines that begin with # do nothing.",
        "# To use a setting, take the # away from its line: `#promise = 0.2` becomes `promise = 0.2`.",
        "# Check this file at any time: coprod-sim scenarios check FILE",
        "",
        "# Start from a built-in scenario, or a .toml file in this folder. Without it: consultation as usual.",
        '#extends = "consultation_only"',
    ]
    for group in GROUPS:
        lines += ["", f"# {group.meaning}", f"[{group.table}]"]
        if group.role == "lever":
            lines += [line for lever in LEVERS for line in lever_lines(lever)]
        else:
            pointer = "# All of them, with ranges and sources: coprod-sim parameters"
            example = EXAMPLES[group.table]
            lines += [pointer, f"#{example} = {toml_value(BY_NAME[example].default)}"]
    lines += ["", *EVENT_HELP, *kind_lines(), *(f"#{line}" for line in EXAMPLE_EVENT)]
    return "\n".join(lines) + "\n"
