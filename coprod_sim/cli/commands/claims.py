"""The command `claims`: what lessons and workshops say that people will see, held against the model, or against other assumptions."""

from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from coprod_sim.cli.errors import FAILED
from coprod_sim.cli.options import JsonOption, Seed
from coprod_sim.scenario.usual import USUAL_SEED

if TYPE_CHECKING:
    from coprod_sim.evidence.claims.check import CheckedClaim
    from coprod_sim.evidence.claims.claim import Claim


def claims(
    *,
    pairs: Annotated[
        int | None,
        typer.Option(help="How many pairs of runs: 200, or 4 for each set of assumptions.", show_default=False),
    ] = None,
    seed: Seed = USUAL_SEED,
    lesson: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only one lesson or workshop: e1 to e7, w1 to w3.")
    ] = None,
    assumptions: Annotated[
        str | None,
        typer.Option(
            metavar="ensemble|ranges", help="Say in what share of other assumptions each sentence holds (minutes)."
        ),
    ] = None,
    draws: Annotated[
        int | None, typer.Option(help="How many draws of all guesses, with ranges: 200.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Hold the model against what lessons and workshops say that people will see (minutes; few pairs cannot bear all out)."""
    from coprod_sim.cli.console import compiled_rules, print_json, progress_bar
    from coprod_sim.errors import ScenarioError
    from coprod_sim.evidence.claims import CLAIMS, claims_of
    from coprod_sim.evidence.claims.check import CLAIM_PAIRS, check_claims, claims_to_dict

    wanted = CLAIMS if lesson is None else claims_of(lesson)
    if assumptions is not None:
        over_assumptions(assumptions, draws, pairs, seed, wanted, lesson is None, as_json)
        return
    if draws is not None:
        raise ScenarioError(f"draws = {draws}: there are no assumptions to draw. Add --assumptions ranges.")
    with compiled_rules(None), progress_bar("Checking claims") as step:
        found = check_claims(CLAIM_PAIRS if pairs is None else pairs, seed, step, wanted)
    if as_json:
        print_json(claims_to_dict(found))
    else:
        show(found)
    if not all(one.holds for one in found):
        raise typer.Exit(FAILED)


def over_assumptions(
    assumptions: str,
    draws: int | None,
    pairs: int | None,
    seed: int,
    wanted: "tuple[Claim, ...]",
    ways: bool,
    as_json: bool,
) -> None:
    """Show in what share of other assumptions each sentence holds; a claim that few bear out is no failure, but wants a mark."""
    from coprod_sim.cli.console import compiled_rules, console, print_json, progress_bar
    from coprod_sim.evidence.claims.shares.draws import DRAW_PAIRS, checked_assumptions, hold_claims
    from coprod_sim.evidence.claims.shares.share_text import lines, shares_to_dict

    pairs = DRAW_PAIRS if pairs is None else pairs
    checked_assumptions(assumptions, draws, pairs, seed)
    with compiled_rules(None), progress_bar("Drawing assumptions") as step:
        found = hold_claims(assumptions, draws, pairs, seed, step, wanted, ways)
    if as_json:
        print_json(shares_to_dict(found, wanted))
        return
    screen = console()
    for line, indent, style in lines(found, wanted):
        screen.print(fill(line, screen.width, subsequent_indent=" " * indent), style=style)


def show(found: "list[CheckedClaim]") -> None:
    """Show claims with what was found beside what was wanted."""
    from coprod_sim.cli.console import console
    from coprod_sim.evidence.claims.check import NOTE, claims_summary, finding_text

    screen = console()
    for one in found:
        word, style = ("holds", "green") if one.holds else ("FAILS", "bold red")
        screen.print(fill(f"{word}  {one.claim.key}  {one.claim.text}", screen.width), style=style)
        for finding in one.findings:
            text = f"{finding.name}: {finding_text(finding)}; wanted: {finding.wanted}"
            text += "" if finding.holds else "; missed"
            screen.print(fill(text, screen.width, initial_indent=" " * 7, subsequent_indent=" " * 9))
    screen.print(f"\n{claims_summary(found)}\n{NOTE}")
