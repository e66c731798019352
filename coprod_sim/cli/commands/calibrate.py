"""Calibration on the command line: `coprod-sim calibrate`, its options and what it prints."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from coprod_sim.cli.options import JsonOption, Seed

if TYPE_CHECKING:
    from coprod_sim.evidence.calibration.result import Calibration

QUICK: Final = (12, 2, 2)
"""Sets, waves and pairs of a quick try."""
MOST_LISTED: Final = 12
WANTED_GREEN: Final = 17
MEANT: Final = {"sets": "the sets", "draws": "draws before fitting"}
PRIOR_WORDS: Final = (
    "What was believed before: each guess is near its default, within its plausible range. "
    "Numbers that no target speaks of are still drawn from that."
)


def calibrate(
    *,
    sets: Annotated[int, typer.Option(help="How many sets of assumptions to find.")] = 100,
    waves: Annotated[int, typer.Option(help="How often the tolerance falls.")] = 30,
    pairs: Annotated[int, typer.Option(help="Pairs of runs in the last third of the waves; early ones use two.")] = 4,
    seed: Seed = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write the sets here; started again, it goes on from there.")
    ] = None,
    default: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="Write the calibrated default here, as a modifier of scenarios."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Try it out in a few minutes: too few sets to be used.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find sets of assumptions with which the model fits the patterns and published figures (about an hour)."""
    from coprod_sim.cli.console import compiled_rules, print_json, progress_bar
    from coprod_sim.evidence.calibration.calibrate import calibrate as find_sets
    from coprod_sim.evidence.calibration.default import write_default
    from coprod_sim.study.assumptions.ensemble import account_beside, write_ensemble

    if out and out.suffix.lower() != ".csv":
        raise typer.BadParameter(f"{out} must end in .csv.", param_hint="--out")
    if default and default.suffix.lower() != ".toml":
        raise typer.BadParameter(f"{default} must end in .toml.", param_hint="--default")
    if out:
        account_beside(out)  # or say so, before an hour's work
    sets, waves, pairs = QUICK if quick else (sets, waves, pairs)
    # The waves stand beside the result until it is there.
    waiting = out.with_suffix(".waves.json") if out else None
    with compiled_rules(None), progress_bar("Looking for sets that fit") as step:
        found = find_sets(sets, waves, pairs, seed, progress=step, keep_in=waiting)
    if out and waiting:
        about = found.ensemble.about | {"result": found.to_dict()}
        write_ensemble(found.ensemble._replace(about=about), out)
        waiting.unlink(missing_ok=True)
    if default:
        write_default(found, default)
    if as_json:
        print_json(found.to_dict())
    else:
        show(found, out)


def show(found: "Calibration", out: Path | None) -> None:
    """Print how well the sets fit, what cannot be met together, and the proposed defaults."""
    from coprod_sim.cli.console import console
    from coprod_sim.evidence.patterns.patterns import PATTERNS

    screen, green = console(), found.green
    show_targets(found)
    least = min(WANTED_GREEN, len(PATTERNS))
    screen.print(
        f"{len(found.judged)} sets, {found.ensemble.about['distinct']} of them different, judged with new luck. "
        f"Patterns that hold: {green.min()} to {green.max()} of {len(PATTERNS)}; "
        f"{least} or more in {found.share_with_green(least):.0%} of sets."
    )
    missed = [name for name in found.never_met() if name.startswith("P")]
    screen.print(f"Patterns that hold in hardly any set: {', '.join(missed) or 'none'}.")
    show_conflicts(found)
    show_proposal(found)
    screen.print(PRIOR_WORDS)
    screen.print(f"Written: {out}" if out else "Nothing is written without --out FILE.csv.")


def show_targets(found: "Calibration") -> None:
    """Print every target: what is wanted, and what the sets give."""
    from coprod_sim.cli.console import console, table
    from coprod_sim.evidence.calibration.targets import TARGETS

    rows = table("Target", "Wanted", "5 %", "Median", "95 %", "Met by", "Fitted", numbers=(2, 3, 4, 5))
    for wanted, spread in zip(TARGETS, found.spreads(), strict=True):
        three = (f"{value:.3g}" for value in (spread.low, spread.middle, spread.high))
        span = f"{wanted.low:g} to {wanted.high:g} {wanted.unit}"
        rows.add_row(wanted.claim, span, *three, f"{spread.share_met:.0%}", "yes" if wanted.fitted else "no")
    console().print(rows)


def show_conflicts(found: "Calibration") -> None:
    """Print the pairs of criteria that are seldom met by the same set."""
    from coprod_sim.cli.console import console

    conflicts = found.conflicts()
    screen = console()
    screen.print("Seldom met by the same set:" if conflicts else "No two are met each alone, but seldom together.")
    for each in conflicts[:MOST_LISTED]:
        screen.print(
            f"  {each.one} ({each.share_one:.0%}) and {each.other} ({each.share_other:.0%}): "
            f"both {each.share_both:.0%} of {MEANT[each.among]}"
        )


def show_proposal(found: "Calibration") -> None:
    """Print the defaults that the calibration proposes, those first that it moved farthest."""
    from coprod_sim.cli.console import console, table, value_of
    from coprod_sim.scenario.parameters import DEFAULTS

    proposal = found.proposal()
    rows = table("Number", "Now", "Proposed", "Moved [prior sd]", "Spread [prior sd]", numbers=(1, 2, 3, 4))
    for moved in found.moved()[:MOST_LISTED]:
        now, new = value_of(DEFAULTS[moved.name]), value_of(proposal[moved.name])
        rows.add_row(moved.name, now, new, f"{moved.shift:+.2f}", f"{moved.narrowing:.2f}")
    screen = console()
    screen.print(f"The {MOST_LISTED} numbers that moved farthest; --json gives all {len(proposal)}.")
    screen.print(rows)
    missed = [name for name, score in found.proposed.items() if name in found.shares_met() and not score.met]
    screen.print(f"With all of them, rounded as proposed, the model misses: {', '.join(missed) or 'nothing'}.")
