"""The command `claims`: what lessons and workshops say that people will see, held against the model."""

from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Final

import typer

from coprod_sim.cli_options import Json, Pairs, Seed

if TYPE_CHECKING:
    from coprod_sim.claims.check import Checked

FAILED: Final = 1
"""The exit code if a claim fails; 2 means that something given is not allowed."""


def claims(
    *,
    pairs: Pairs = 200,
    seed: Seed = 1,
    lesson: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only one lesson or workshop: e1 to e5, w1 to w3.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Hold the model against what lessons and workshops say that people will see (minutes; few pairs cannot bear all out)."""
    from coprod_sim.claims import CLAIMS, claims_of
    from coprod_sim.claims.check import check_claims, to_dict
    from coprod_sim.cli_console import compiled_rules, print_json, progress

    wanted = CLAIMS if lesson is None else claims_of(lesson)
    with compiled_rules(None), progress("Checking claims") as step:
        found = check_claims(pairs, seed, step, wanted)
    if as_json:
        print_json(to_dict(found))
    else:
        show(found)
    if not all(one.holds for one in found):
        raise typer.Exit(FAILED)


def show(found: "list[Checked]") -> None:
    """Show claims with what was found beside what was wanted."""
    from coprod_sim.claims.check import NOTE, summary, written
    from coprod_sim.cli_console import console

    screen = console()
    for one in found:
        word, style = ("holds", "green") if one.holds else ("FAILS", "bold red")
        screen.print(fill(f"{word}  {one.claim.key}  {one.claim.text}", screen.width), style=style)
        for finding in one.findings:
            text = f"{finding.name}: {written(finding)}; wanted: {finding.wanted}"
            text += "" if finding.holds else "; missed"
            screen.print(fill(text, screen.width, initial_indent=" " * 7, subsequent_indent=" " * 9))
    screen.print(f"\n{summary(found)}\n{NOTE}")
