"""The command `validate`, as Typer reads it; only Typer is imported here, so that `coprod-sim --help` answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from coprod_sim.cli.options import AreasFile, JsonOption, Seed


def validate(
    *,
    areas: AreasFile = None,
    ensemble: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Sets of assumptions; those that come with the program, if not given."),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer runs, a smaller place: a first look.")] = False,
    scale: Annotated[
        float | None,
        typer.Option(help="How large the place of areas is. [default: 0.1, or 0.02 with --quick]", show_default=False),
    ] = None,
    seed: Seed = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write a page for a browser here, and the JSON beside it."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what speaks for and against the model: tests, patterns, published figures, areas, and guesses (some minutes)."""
    from coprod_sim.cli.commands.validation.validate import show_validation, validated
    from coprod_sim.report.validation.page import write_validation

    found = validated(areas, ensemble, quick, scale, seed, out)
    if out:
        write_validation(found, out)
    show_validation(found, out, as_json)
