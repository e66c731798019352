"""What `validate` does on the command line: it says which part is running, shows every line, and writes the JSON.

The command itself stands in validate_command.py.
"""

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final

from coprod_sim.cli.console import compiled_rules, console, note, print_json

if TYPE_CHECKING:
    from coprod_sim.evidence.validation.validate import Validation

COLOURS: Final = {"green": "green", "amber": "yellow", "red": "bold red", "not run": "dim"}


def validated(
    areas: Path | None, ensemble: Path | None, quick: bool, scale: float | None, seed: int, out: Path | None
) -> "Validation":
    """Run the validation, and write it as JSON beside the page, if one is wanted."""
    from coprod_sim.errors import ScenarioError
    from coprod_sim.evidence.validation.validate import run_validation, write_json
    from coprod_sim.files import HTML, check_output, is_json_with, leave_alone

    if out is not None and out.suffix.lower() == ".json":
        raise ScenarioError(f"--out {out}: is the name of the page; the JSON is written beside it. Give a .html file.")
    if out is not None:
        check_output(out, HTML, "--out")
        beside = out.with_suffix(".json")
        leave_alone(beside, is_json_with(beside, "verdicts"), "validation")
    with compiled_rules(None):
        found = run_validation(
            areas, ensemble, quick=quick, scale=scale, seed=seed, on_section=lambda part: note(f"Looking at {part} ...")
        )
    if out is not None:
        write_json(found, out.with_suffix(".json"))
    return found


def show_validation(found: "Validation", out: Path | None, as_json: bool) -> None:
    """Show every line by section, then how it stands, with the reds by name; or all of it as JSON."""
    from coprod_sim.evidence.validation.validate import summary

    if as_json:
        print_json(found.to_dict())
        return
    screen = console()
    for section in found.sections:
        screen.print(f"\n{section.title}", style="bold")
        for line in section.lines:
            screen.print(f"{line.verdict:<8} {line.name}", style=COLOURS[line.verdict])
            text = f"{line.found}; wanted {line.wanted}"
            screen.print(fill(text, screen.width, initial_indent=" " * 9, subsequent_indent=" " * 11))
    screen.print(f"\n{summary(found)}")
    for section, line in found.with_verdict("red"):
        screen.print(f"  red: {section.title}: {line.name}", style=COLOURS["red"])
    if out is not None:
        screen.print(f"\nThe page is {out.absolute()}, with the same as JSON beside it.", soft_wrap=True)
