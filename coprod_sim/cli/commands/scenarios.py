"""Scenarios: what `scenarios list`, `show`, `new` and `check` do and print; `from-survey` has a file of its own."""

import sys
from pathlib import Path
from typing import Final

from coprod_sim.cli.console import console, note, shell_quoted, table, value_of
from coprod_sim.cli.notes import print_once
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.document_checks import checked
from coprod_sim.scenario.events_without_effect import notes
from coprod_sim.scenario.extends import Ancestor, extended, has_suffix
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS
from coprod_sim.scenario.scenario import Event, Scenario, list_scenarios, load_scenario
from coprod_sim.scenario.toml_reader import Document

EVENT_FIELDS: Final = ("month", "do", "who", "lever", "to", "amount", "attendance", "parent_led", "until")
"""Fields of events that have words of their own here."""


def show_list() -> None:
    """List the built-in scenarios and modifiers."""
    screen, found = console(), list_scenarios()
    sheet = table("Name", "What it is")
    sheet.columns[0].no_wrap = True
    for scenario in found:
        if not scenario.modifier:
            sheet.add_row(scenario.name, f"{scenario.title}. {first_sentence(scenario.summary)}")
    screen.print(sheet)
    screen.print("Modifiers, which go on top of any of them, as in power_sharing+broken_trust:")
    sheet = table("Name", "What it is")
    sheet.columns[0].no_wrap = True
    for scenario in found:
        if scenario.modifier:
            sheet.add_row(scenario.name, f"{scenario.title}. {first_sentence(scenario.summary)}")
    screen.print(sheet)
    screen.print("One of them in full: coprod-sim scenarios show NAME. One of your own: coprod-sim scenarios new FILE")


def first_sentence(text: str) -> str:
    """Give the first sentence of a summary."""
    return text.partition(". ")[0].rstrip(".") + "."


def show_scenario(name: str, toml: bool) -> None:
    """Show one scenario in words and settings, or as the text of a file."""
    scenario = load_scenario(name)
    if toml:
        sys.stdout.write(scenario.to_toml())
        return
    screen = console()
    screen.print(f"{scenario.title} ({scenario.name}, {scenario.source})", style="bold")
    screen.print(scenario.summary)
    sheet = table("Setting", "Here", "Default", "Meaning", numbers=(1, 2))
    changed = [name for name, value in scenario.settings.items() if value != DEFAULTS[name]]
    for setting in changed:
        values = value_of(scenario.value(setting)), value_of(DEFAULTS[setting])
        sheet.add_row(setting, *values, BY_NAME[setting].meaning)
    screen.print(
        sheet if changed else "\nAll settings are at their defaults, which are those of consultation as usual."
    )
    for event in scenario.events:
        screen.print(event_words(event))
    screen.print("As a file of its own: add --toml")


def event_words(event: Event) -> str:
    """Write one event on a line.

    >>> event_words(Event(12, "ramp", lever="training", to=0.03, until=24))
    'Month 12: ramp training to 0.03 until month 24'
    """
    words = [event.do]
    words += [event.lever] if event.lever else []
    words += [f"to {value_of(event.to)}"] if event.to is not None else []
    words += [f"by {100 * event.amount:g} %"] if event.amount is not None else []
    words += [f"with {100 * event.attendance:g} % of people"] if event.attendance is not None else []
    words += [f"and {100 * event.parent_led:g} % of sessions led by parents"] if event.parent_led is not None else []
    own = {name: value for name, value in event.to_dict().items() if name not in EVENT_FIELDS}
    words += [f"with {name} {value:g}" for name, value in own.items() if isinstance(value, float)]
    words += [f"until month {event.until}"] if event.until else []
    words += [f"(commissioner {event.who})"] if event.who != "all" else []
    return f"Month {event.month}: {' '.join(words)}"


def write_new(file: Path, extends: str | None) -> None:
    """Write a file to begin with; a file that is there already is left alone."""
    from coprod_sim.files import TOML, check_output, check_parent, write_whole
    from coprod_sim.scenario.toml_writer import new_scenario_text, toml_value

    check_output(file, TOML, "scenarios new")
    target = file if has_suffix(file.name) else file.with_name(f"{file.name}.toml")
    if target.exists() or target.is_symlink():
        raise ScenarioError(f"{target}: is there already: must be a new file. Choose another name, or remove it.")
    text = new_scenario_text(target.stem)
    if extends:
        checked_extends(extends, target)
        text = text.replace('#extends = "consultation_only"', f"extends = {toml_value(extends)}")
    check_parent(target)
    write_whole(target, text.encode())
    note(
        f"Written to {target}. Take away the # before what you want to change, then: coprod-sim run {shell_quoted(target)}"
    )


def checked_extends(extends: str, target: Path) -> Scenario:
    """Check that a new file can start from a scenario: a built-in one, or a file in the same folder or below."""
    found = load_scenario(target.parent / extends if has_suffix(extends) and "+" not in extends else extends)
    if found.modifiers or found.modifier:
        raise ScenarioError(f"extends = {extends}: must be one whole scenario. Name it without modifiers.")
    document = Document(str(target), {"extends": extends})
    link = Ancestor(target.stem, document, checked(document), target.resolve())
    extended(link)
    if link.checked.faults:
        raise ScenarioError(*link.checked.faults)
    return found


def check_files(files: list[str]) -> None:
    """Check scenarios, and raise the faults of all together."""
    faults: list[str] = []
    for file in files:
        try:
            scenario = load_scenario(file)
        except ScenarioError as error:
            faults += error.faults
        else:
            sys.stdout.write(f"{file}: all right ({scenario.title}, {scenario.hash})\n")
            print_once(notes(scenario))
    if faults:
        sys.stdout.flush()
        raise ScenarioError(*faults)
