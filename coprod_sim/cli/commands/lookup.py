"""Looking things up: what `parameters`, `rules`, `indicators` and `cite` print."""

import inspect
import sys
from textwrap import dedent, fill

from coprod_sim.cli.console import WIDE, checked_setting, console, table, value_of
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME, GROUPS, Parameter, close_name, names

STATUS = {
    "measured": "measured in a study",
    "estimated": "estimated from published figures",
    "assumed": "assumed, or chosen so that the model shows its patterns: challenge it",
}

LEFT_OUT = {
    "parameter": (),
    "lever": ("Plausible", "Known"),
    "start": ("Plausible",),
    "place": ("Plausible", "Known", "Source"),
}
"""What a card does not say about settings of each role: nobody measures a choice."""

FIRST = ("coprod_sim.agents.rules.review", "coprod_sim.agents")
"""The files whose rules people most often want to read and replace."""


def allowed(declared: Parameter) -> str:
    """Write the allowed range of a setting."""
    return f"{value_of(declared.low)} to {value_of(declared.high)}"


def show_parameters(name: str | None) -> None:
    """Show all settings by group, or the card of one."""
    screen = console()
    if name is not None:
        card(BY_NAME[checked_setting(name)])
        return
    wide = screen.width >= WIDE
    for group in GROUPS:
        screen.print(f"[{group.table}] {group.meaning}", style="bold")
        sheet = table("Name", "Default", "Range", "Meaning", *(("Unit", "Status") if wide else ()), numbers=(1, 2))
        sheet.columns[0].no_wrap = True
        for setting in names(group.role):
            one = BY_NAME[setting]
            more = (one.unit, one.status) if wide else ()
            sheet.add_row(one.name, value_of(one.default), allowed(one), one.meaning, *more)
        screen.print(sheet)
    screen.print("One of them, with its source and the rules that use it: coprod-sim parameters NAME")


def card(declared: Parameter) -> None:
    """Show one setting: all that is known about it."""
    from coprod_sim.evidence.direction_or_size import carried
    from coprod_sim.evidence.references import formatted, reference, used_by

    screen = console()
    group = next(group for group in GROUPS if group.role == declared.role)
    screen.print(declared.name, style="bold")
    users = used_by(declared.name)
    source = formatted(reference(declared.source)) if declared.source else "none: nobody has measured it. Challenge it."
    sheet = table("", "")
    sheet.box, sheet.show_header = None, False
    rows = {
        "Meaning": declared.meaning,
        "Default": f"{value_of(declared.default)} ({declared.unit})",
        "Allowed": allowed(declared) + (", whole numbers" if declared.whole else ""),
        "Plausible": " to ".join(value_of(bound) for bound in declared.explore),
        "Known": STATUS[declared.status],
        "Source": source,
        "It carries": carried(declared.carries) if declared.source else "",
        "Used by": ", ".join(users) or "the making of the place, at month 0",
        "Stands in": f"[{group.table}] of a scenario file, or --set {declared.name}={value_of(declared.default)}",
    }
    for title, text in rows.items():
        if text and title not in LEFT_OUT[declared.role]:
            sheet.add_row(f"  {title}", text)
    screen.print(sheet)
    if users:
        screen.print(f"  The text of a rule: coprod-sim rules {users[0]}")


def first_line(docstring: str | None) -> str:
    """Give the first line of a docstring."""
    return (docstring or "").strip().partition("\n")[0]


def show_rules(name: str | None) -> None:
    """List all rules by file, or print one as it stands in the code."""
    from coprod_sim.evidence.references import compiled_functions

    functions = compiled_functions()
    replaceable = [rule for rule, (kind, _) in functions.items() if kind == "rule"]
    if name is not None:
        if name not in functions:
            near = close_name(name, replaceable)
            advice = f"Did you mean {near}?" if near else "See: coprod-sim rules"
            raise ScenarioError(f"{name}: is not the name of a rule. {advice}")
        kind, function = functions[name]
        if kind != "rule":
            sys.stdout.write(f"# {name} composes rules and cannot be replaced by a rules file.\n")
        sys.stdout.write(dedent(inspect.getsource(function)))
        return
    screen = console()
    by_file: dict[str, list[str]] = {}
    for rule in replaceable:
        by_file.setdefault(functions[rule][1].__module__, []).append(rule)
    for module in sorted(by_file, key=lambda module: not module.startswith(FIRST)):
        screen.print(f"{module.replace('.', '/')}.py", style="bold")
        sheet = table("Rule", "What it gives")
        sheet.columns[0].no_wrap = True
        for rule in by_file[module]:
            sheet.add_row(rule, first_line(functions[rule][1].__doc__))
        screen.print(sheet)
    screen.print(
        "The text of one: coprod-sim rules NAME. To replace it, write a function of that name into a file, and:"
    )
    screen.print("coprod-sim run power_sharing --rules FILE.py")


def show_indicators() -> None:
    """Show everything that is measured."""
    from coprod_sim.indicators import INDICATORS

    screen = console()
    wide = screen.width >= WIDE
    sheet = table("Name", "What it is", *(("Unit", "Better") if wide else ()))
    sheet.columns[0].no_wrap = True
    for one in INDICATORS.values():
        sheet.add_row(one.name, one.definition, *((one.unit, one.better) if wide else ()))
    screen.print(sheet)


def show_references(scenario: str, bibtex: bool) -> None:
    """Print the sources behind a scenario as a list of references, or as BibTeX."""
    from coprod_sim.evidence.direction_or_size import MEANING
    from coprod_sim.evidence.references import carried_by, formatted, reference, sources_of
    from coprod_sim.scenario.scenario import load_scenario

    found = sources_of(load_scenario(scenario))
    if bibtex:
        sys.stdout.write("\n\n".join(reference(key).bibtex for key in found) + "\n")
        return
    screen = console()
    for key, users in found.items():
        screen.print(formatted(reference(key)))
        by_carried: dict[str, list[str]] = {}
        for user in users:
            by_carried.setdefault(carried_by(key, user), []).append(user)
        for what, those in by_carried.items():
            line = f"For: {', '.join(those)} ({what})"
            screen.print(fill(line, screen.width, initial_indent="    ", subsequent_indent="    "))
        screen.print()
    meanings = "; ".join(f"{word}: {meaning}" for word, meaning in MEANING.items())
    screen.print(f"In brackets: what a source carries ({meanings}).")
    screen.print("For a list of references in a paper: add --bibtex. Cite the program itself by its CITATION.cff.")
