"""The command `inert`: everything is taken out of the model in turn, and what moves nothing that people would see is listed."""

from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from coprod_sim.cli.options import JsonOption, Seed, Settings
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_SEED

if TYPE_CHECKING:
    from coprod_sim.study.inert.inert import RemovalEffect, RemovalEffects


def inert(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Only these levers, ties or parameters.", show_default=False),
    ] = None,
    *,
    pairs: Annotated[
        int | None, typer.Option(help="How many pairs of runs for each: 12 unless given.", show_default=False)
    ] = None,
    seed: Seed = USUAL_SEED,
    settings: Settings = None,
    as_json: JsonOption = False,
) -> None:
    """Take out each lever, tie, parameter and term of a rule in turn, and list what moves nothing (two or three minutes)."""
    from coprod_sim.cli.console import compiled_rules, print_json, progress_bar, shared_options
    from coprod_sim.study.inert.inert import INERT_PAIRS, find_inert

    shared = ("months", "seed", "network", "rules", "mechanism", "areas", "scale")
    options = shared_options(USUAL_MONTHS, seed, settings, None, None, None, 1.0)
    changed = {key: value for key, value in options.items() if key not in shared}
    count = INERT_PAIRS if pairs is None else pairs
    with compiled_rules(None), progress_bar("Taking things out") as step:
        found = find_inert(name or (), pairs=count, seed=seed, progress=step, **changed)
    if as_json:
        print_json(found.to_dict())
    else:
        show(found)


def show(found: "RemovalEffects") -> None:
    """Show every removal where it does most, then those that move nothing."""
    from coprod_sim.cli.console import console, table
    from coprod_sim.study.inert.inert import effect_text, inert_summary

    screen = console()
    sheet = table("Taken out", "Kind", "Largest effect", "On", "In", "Year", "")
    for column in sheet.columns:
        column.overflow = "fold"  # names of scenarios and headlines are whole, however narrow the screen
    for effect in found.effects:
        sheet.add_row(*row_of(effect), style=None if effect.moves else "yellow")
    screen.print(sheet)
    for line in inert_summary(found):
        screen.print(fill(line, screen.width))
    for effect in found.inert:
        line = f"{effect.name} ({effect.kind}): {effect_text(effect)}"
        screen.print(fill(line, screen.width, initial_indent="  ", subsequent_indent="    "))


def row_of(effect: "RemovalEffect") -> tuple[str, ...]:
    """Give one row of the table: name, kind, largest effect, on which headline, in which scenario, at which year, and whether it moves."""
    from coprod_sim.study.certainty_text import unit_of

    size = f"{unit_of(effect.indicator).factor * effect.difference:+.1f}"
    word = "moves" if effect.moves else "inert"
    return effect.name, effect.kind, size, effect.indicator, effect.scenario, str(effect.month // 12), word
