"""Studies on the command line: `coprod-sim sweep`, its options and what it prints."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from coprod_sim.cli.compare_setup import check_csv
from coprod_sim.cli.options import AreasFile, JsonOption, MechanismFile, NetworkFile, OwnScale, RulesFile

if TYPE_CHECKING:
    from coprod_sim.study.plan.plan import Plan
    from coprod_sim.study.runner.runner import Forecast, Outcome

QUIET: Final = 30.0
"""Seconds from one line to the next where progress goes to a file."""


class Workers(StrEnum):
    """Who does the runs."""

    threads = "threads"
    processes = "processes"


def sweep(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.toml", help="The plan of the study.", show_default=False)],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write here; unless given, results beside plan.toml, results_x beside x.toml."
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a study, which must be there; the same command does so too.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many runs, how long and how much disk; write nothing.")
    ] = False,
    executor: Annotated[Workers, typer.Option(help="Who does the runs on this computer.")] = Workers.threads,
    workers: Annotated[
        int | None, typer.Option(help="How many of them; one for each core unless given.", show_default=False)
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="tcp://HOST:PORT", help="A Dask scheduler, whose workers do the runs.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option(metavar="i/N", help="Do the ith share of N only: for job arrays, without a server.")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write all numbers of the study as one table here.")
    ] = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: OwnScale = None,
    as_json: JsonOption = False,
) -> None:
    """Run a study: many runs after a plan.  Stopped, or killed, it loses nothing finished; started again, it goes on."""
    from coprod_sim.cli.console import compiled_rules, note
    from coprod_sim.cli.notes import print_plan_notes
    from coprod_sim.errors import STOPPED, ScenarioError
    from coprod_sim.study.result_folder import MANIFEST
    from coprod_sim.study.runner.locks import WHOLE, parse_shard
    from coprod_sim.study.runner.runner import estimate, run_plan

    if csv:
        check_csv(csv)
    found = study_folder(plan) if out is None else None
    folder = out or found or results_folder(plan)
    if found:
        note(f"{plan} holds the results of a study: it goes on there.")
    if resume and not (folder / MANIFEST).exists():
        raise ScenarioError(f"{folder}: holds no study that could go on. Leave out --resume to begin one.")
    wanted = planned_study(found or plan, network, rules, areas, scale, mechanism)
    share = parse_shard(shard) if shard else WHOLE
    print_plan_notes(wanted)
    if dry_run:
        with compiled_rules(*code_of(wanted)):
            show_estimate(estimate(wanted, folder, workers), as_json)
        return
    try:
        with compiled_rules(*code_of(wanted)), sweep_progress("Runs") as step:
            outcome = run_plan(
                wanted,
                folder,
                executor=executor.value,
                workers=workers,
                scheduler=scheduler,
                shard=share,
                progress=step,
            )
    except KeyboardInterrupt:
        note(f"Stopped.  What was finished is kept in {folder}.  To go on, give the same command again.")
        raise typer.Exit(STOPPED) from None
    if csv:
        from coprod_sim.study.runner.csv import write_study_csv

        write_study_csv(folder, csv)
    show(outcome, as_json)


def planned_study(
    plan: Path,
    network: Path | None = None,
    rules: Path | None = None,
    areas: Path | None = None,
    scale: float | None = None,
    mechanism: Path | None = None,
) -> "Plan":
    """Read a plan; what is given beside it stands in the place of what its table [place] says."""
    from coprod_sim.cli.console import register_mechanism
    from coprod_sim.study.own_place import given_place
    from coprod_sim.study.plan.plan import load_plan

    register_mechanism(mechanism)
    read = load_plan(plan)
    if all(each is None for each in (network, rules, areas, scale, mechanism)):
        return read
    given = given_place(network, rules, areas, mechanism)
    before = read.place
    own = given._replace(
        network=given.network or before.network,
        rules=given.rules or before.rules,
        areas=given.areas or before.areas,
        mechanism=given.mechanism or before.mechanism,
        scale=before.scale if scale is None else scale,
    )
    return read.with_place(own)


def code_of(plan: "Plan") -> tuple[Path | None, ...]:
    """Give the rules and the mechanism of a plan, which are code, so that they are checked before they are run."""
    from coprod_sim.study.own_place import original

    return tuple(own and original(own) for own in (plan.place.rules, plan.place.mechanism))


def study_folder(path: Path) -> Path | None:
    """Give the folder of results that is meant by it, or by the plan that lies in it; None where there is no study.

    A plan that lies beside a manifest was written there by a study, which goes on: it is not begun again inside itself.
    """
    import json

    from coprod_sim.study.result_folder import MANIFEST

    folder = path if path.is_dir() else path.parent
    if not path.is_dir() and path.name != "plan.toml":
        return None
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return folder if isinstance(manifest, dict) and "plan_hash" in manifest else None


def results_folder(plan: Path) -> Path:
    """Say where a study writes unless told: beside its plan, so that several plans may share a folder.

    >>> str(results_folder(Path("a/plan.toml"))), str(results_folder(Path("a/map.toml")))
    ('a/results', 'a/results_map')
    """
    if plan.is_dir():
        return plan / "results"
    return plan.with_name("results" if plan.name == "plan.toml" else f"results_{plan.stem}")


@contextmanager
def sweep_progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how far it is, how fast it goes and what is left: a bar on a terminal, else a line at times."""
    from rich.console import Console

    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lines()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(words, total=None, rate="")
        first: list[int] = []

        def step(done: int, total: int) -> None:
            if not first:
                # What was there before says nothing about how fast it goes now.
                first.append(done)
                bar.reset(task, total=total, completed=done)
            bar.update(task, completed=done, total=total)
            speed = next(each.speed for each in bar.tasks if each.id == task)
            bar.update(task, rate=f"{speed:,.0f} a second" if speed else "")

        yield step


def lines() -> Callable[[int, int], None]:
    """Give a function that writes a line from time to time."""
    from time import monotonic

    from coprod_sim.cli.console import note

    begun = last_line = monotonic()
    first: list[int] = []

    def step(done: int, total: int) -> None:
        nonlocal last_line
        if not first:
            first.append(done)
        now = monotonic()
        if now - last_line >= QUIET:
            last_line = now
            speed = (done - first[0]) / (now - begun)
            left = f", {duration((total - done) / speed)} left" if speed else ""
            note(f"{done:,} of {total:,} runs, {speed:,.0f} a second{left}")

    return step


def show_estimate(found: "Forecast", as_json: bool) -> None:
    """Print what a study will take."""
    from coprod_sim.cli.console import console, print_json

    if as_json:
        print_json(found._asdict())
        return
    if not found.runs:
        console().print("Nothing is left to be done.")
        return
    console().print(
        f"{found.runs:,} runs in {found.chunks:,} chunks: about {duration(found.seconds)} with {found.workers} workers "
        f"and {size(found.bytes)} of disk, judged by one chunk. Nothing is written."
    )


def show(outcome: "Outcome", as_json: bool) -> None:
    """Print what came of it."""
    from coprod_sim.cli.console import console, print_json

    if as_json:
        print_json(outcome._asdict() | {"folder": str(outcome.folder)})
        return
    screen = console()
    rate = f" ({outcome.made / outcome.seconds:,.0f} a second)" if outcome.made else ""
    screen.print(
        f"{outcome.finished:,} of {outcome.planned:,} runs are there, {outcome.made:,} of them new, "
        f"in {duration(outcome.seconds)}{rate}."
    )
    if outcome.failed:
        screen.print(f"{outcome.failed:,} of the new ones failed: the table of runs gives seed and error of each.")
    screen.print(f"Written: {outcome.folder}")


def duration(seconds: float) -> str:
    """Say how long, as people do.

    >>> duration(0.4), duration(75), duration(5400), duration(200_000)
    ('1 s', '75 s', '90 min', '56 h')
    """
    if seconds < 120:
        return f"{max(1, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 10_000 else f"{seconds / 3600:.0f} h"


def size(count: float) -> str:
    """Say how many bytes.

    >>> size(512), size(1_500_000), size(3e9)
    ('0.001 MB', '1.5 MB', '3.0 GB')
    """
    megabytes = count / 1e6
    if megabytes >= 1000:
        return f"{megabytes / 1000:.1f} GB"
    return f"{megabytes:.1f} MB" if megabytes >= 0.1 else f"{megabytes:.3f} MB"
