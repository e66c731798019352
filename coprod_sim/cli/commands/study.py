"""What can be learnt from studies, on the command line: `sensitivity`, `map` and `discover`, and what they print.

Only Typer is imported here, so that `coprod-sim --help` answers at once.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coprod_sim.cli.options import AreasFile, JsonOption, MechanismFile, NetworkFile, OwnScale, RulesFile
from coprod_sim.errors import ScenarioError

if TYPE_CHECKING:
    from coprod_sim.study.analysis.discovery import Discovery, Tail
    from coprod_sim.study.analysis.region_map import RegionMap
    from coprod_sim.study.analysis.response import Response
    from coprod_sim.study.analysis.sensitivity import Indices

Study = Annotated[
    Path,
    typer.Argument(
        metavar="STUDY", help="A folder of results, or a plan, which is then run first.", show_default=False
    ),
]
IndicatorOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="What to look at; the first of the plan unless given.")
]
Month = Annotated[int | None, typer.Option(help="At which month; the last that was kept unless given.")]
Between = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="A B", help="Look at B minus A of these two; needed where there are more than two scenarios."),
]
Alone = Annotated[str | None, typer.Option(metavar="NAME", help="Look at this scenario alone, not at a difference.")]
Figures = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write the figure as PNG and SVG here, with its table.")
]


class Zero(StrEnum):
    """On which side of zero B minus A is looked for."""

    below = "lower"
    above = "higher"


def sensitivity(
    study: Study,
    *,
    indicator: IndicatorOption = None,
    month: Month = None,
    scenario: Alone = None,
    between: Between = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: OwnScale = None,
    out: Figures = None,
    as_json: JsonOption = False,
) -> None:
    """Say which settings matter: indices of a study whose plan has the method morris or sobol."""
    from coprod_sim.study.analysis.sensitivity import indices
    from coprod_sim.study.figures.study import write_indices

    found = indices(
        response_of(folder_of(study, network, rules, areas, scale, mechanism), indicator, month, scenario, between)
    )
    files = write_indices(found, out / f"sensitivity_{found.response.indicator}") if out else []
    print_data(found.to_dict()) if as_json else show_indices(found)
    print_files(files)


def map_(
    study: Study,
    *,
    indicator: IndicatorOption = None,
    month: Month = None,
    between: Between = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: OwnScale = None,
    out: Figures = None,
    as_json: JsonOption = False,
) -> None:
    """Show where B is higher than A: the cells of a study whose plan is a grid over two settings."""
    from coprod_sim.study.analysis.region_map import region_map
    from coprod_sim.study.figures.study import write_map

    found = region_map(
        response_of(folder_of(study, network, rules, areas, scale, mechanism), indicator, month, None, between)
    )
    files = write_map(found, out / f"map_{found.response.indicator}") if out else []
    print_data(found.to_dict()) if as_json else show_map(found)
    print_files(files)


def discover(
    study: Study,
    *,
    indicator: IndicatorOption = None,
    month: Month = None,
    between: Between = None,
    side: Annotated[Zero, typer.Option(help="Where B is lower than A, or where it is higher.")] = Zero.below,
    density: Annotated[float, typer.Option(help="What share of a box must be such cases.")] = 0.8,
    threshold: Annotated[
        float, typer.Option(help="What B minus A is held against, in the unit that tables show (of 100, for a share).")
    ] = 0.0,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: OwnScale = None,
    out: Figures = None,
    as_json: JsonOption = False,
) -> None:
    """Search for settings under which B is lower than A: boxes by PRIM (needs the extra explore)."""
    from coprod_sim.study.analysis.discovery import discover as search
    from coprod_sim.study.analysis.prim import prim_module
    from coprod_sim.study.figures.study import write_discovery

    check_there(study)
    wanted: Tail = "lower" if side is Zero.below else "higher"
    prim_module()  # or say how to get it, before a long study is run
    response = response_of(folder_of(study, network, rules, areas, scale, mechanism), indicator, month, None, between)
    found = search(response, wanted, density, threshold=threshold / response.unit.factor)
    files = write_discovery(found, out / f"discover_{found.response.indicator}_{wanted}") if out else []
    print_data(found.to_dict()) if as_json else show_discovery(found)
    print_files(files)


# The study.


def response_of(
    folder: Path,
    indicator: str | None,
    month: int | None,
    scenario: str | None,
    between: tuple[str, str] | None,
) -> "Response":
    """Open the folder of a study, and choose what to look at."""
    from coprod_sim.study.analysis.response import read_response
    from coprod_sim.study.runner import results

    return read_response(results.open(folder), indicator, month, scenario, between)


def check_there(study: Path) -> None:
    """See that a study is there before libraries are loaded that take long; raises ScenarioError."""
    if not study.exists():
        raise ScenarioError(
            f"{study}: there is no such file or folder: must be a folder of results, or a plan. Check the path."
        )


def folder_of(
    study: Path,
    network: Path | None = None,
    rules: Path | None = None,
    areas: Path | None = None,
    scale: float | None = None,
    mechanism: Path | None = None,
) -> Path:
    """Give the folder of results; a plan is run, or goes on, as sweep would, with what is given beside it."""
    from coprod_sim.cli.commands.sweep import code_of, planned_study, results_folder, study_folder, sweep_progress
    from coprod_sim.cli.console import compiled_rules
    from coprod_sim.cli.notes import print_plan_notes
    from coprod_sim.study.plan.plan import load_plan
    from coprod_sim.study.result_folder import MANIFEST
    from coprod_sim.study.runner.runner import run_plan

    found = study_folder(study) or (study if (study / MANIFEST).exists() else None)
    given = {"network": network, "rules": rules, "mechanism": mechanism, "areas": areas, "scale": scale}
    named = [f"--{name}" for name, value in given.items() if value is not None]
    if found and named:
        advice = "Give the plan, or leave the options out."
        raise ScenarioError(
            f"{study}: holds results, which are as they are: {', '.join(named)} says how to run a plan. {advice}"
        )
    if found:
        print_plan_notes(load_plan(found))
        return found
    wanted = planned_study(study, network, rules, areas, scale, mechanism)
    print_plan_notes(wanted)
    with compiled_rules(*code_of(wanted)), sweep_progress("Runs") as step:
        return run_plan(wanted, results_folder(study), progress=step).folder


# What is printed.


def print_data(data: dict[str, Any]) -> None:
    """Print plain data as JSON."""
    from coprod_sim.cli.console import print_json

    print_json(data)


def print_files(files: list[Path]) -> None:
    """Say what was written."""
    from coprod_sim.cli.console import note

    for path in files:
        note(f"Written: {path}")


def heading(response: "Response") -> str:
    """Say what is looked at."""
    from coprod_sim.study.certainty_text import capital

    return f"{capital(response.subject)}, month {response.month}, {len(response.settings):,} points"


def table_number(value: float, factor: float = 1.0, decimals: int = 1) -> str:
    """Write a number for a table; nothing where it is not known.

    >>> table_number(0.0123, 100), table_number(float("nan")), table_number(-0.0001, 100)
    ('1.2', '-', '0.0')
    """
    if value != value:  # noqa: PLR0124  nan
        return "-"
    return f"{round(value * factor, decimals) + 0.0:,.{decimals}f}"


def show_indices(found: "Indices") -> None:
    """Print the settings, those that matter most first."""
    from coprod_sim.cli.console import console, table
    from coprod_sim.study.figures.study import replicates_of

    morris, unit = found.method == "morris", found.response.unit
    factor, decimals = (unit.factor, 1) if morris else (1.0, 2)
    names = ("mu*", "mu", "sigma") if morris else ("total", "first order", "+-")
    sheet = table("setting", names[0], "+-", *names[1:], "luck", "clear", numbers=(1, 2, 3, 4, 5))
    sheet.columns[0].no_wrap = True
    for index in found.found:
        numbers = (
            index.main,
            index.main_half_width,
            index.other,
            index.spread if morris else index.other_half_width,
            index.noise,
        )
        cells = (table_number(value, factor, decimals) for value in numbers)
        sheet.add_row(index.setting, *cells, "yes" if index.clear else "no")
    screen = console()
    screen.print(f"{heading(found.response)}, means over {replicates_of(found.replicates)}")
    screen.print(sheet)
    screen.print(
        f"Change over the whole range of a setting, {unit.full}; +- is half of its 95 % interval."
        if morris
        else "Shares of the variance between points; +- is half of the 95 % interval."
    )
    screen.print("Luck: where a setting without any effect would come out. Clear: the interval lies above that.")


def show_map(found: "RegionMap") -> None:
    """Print the cells as a grid: the difference, in brackets where it is not clear."""
    from coprod_sim.cli.console import console

    screen = console()
    screen.print(heading(found.response))
    screen.print(f"Across: {found.x}.  Down: {found.y}.\n")
    # Numbers that are cut would be worse than lines that are folded, so the grid is no table of Rich's.
    typer.echo("\n".join(grid_of(found)))
    screen.print(f"\nB minus A, {found.response.unit.full}. In brackets: no clear difference, or not known.")
    screen.print(", ".join(f"{word}: {count}" for word, count in found.counted().items()) + f", of {len(found.cells)}.")
    for words in found.notes():
        screen.print(words)


def grid_of(found: "RegionMap") -> list[str]:
    """Write the grid: a line with the values across, and one for each value down, the highest first."""
    from coprod_sim.cli.console import value_of

    factor, wide = found.response.unit.factor, len(found.x_values)
    rows = [["", *(value_of(value) for value in found.x_values)]]
    for row in reversed(range(len(found.y_values))):
        cells = found.cells[row * wide : (row + 1) * wide]
        numbers = ((table_number(cell.difference, factor), cell.verdict in {"higher", "lower"}) for cell in cells)
        rows.append([value_of(found.y_values[row]), *(text if clear else f"({text})" for text, clear in numbers)])
    widths = [max(len(row[column]) for row in rows) for column in range(wide + 1)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def show_discovery(found: "Discovery") -> None:
    """Print the boxes with their limits."""
    from coprod_sim.cli.console import console, table, value_of
    from coprod_sim.scenario.parameters import BY_NAME

    screen = console()
    screen.print(heading(found.response))
    cases = int(found.cases.sum())
    left_out = f" {found.left_out} points have no result." if found.left_out else ""
    screen.print(f"B minus A is {found.where} at {cases:,} of {found.points:,} points.{left_out}")
    if cases and not found.boxes:
        screen.print(f"No box of settings holds at least {found.density:.0%} such points.")
    if found.short:
        screen.print(f"No box of sure limits holds {found.density:.0%} such points: this one holds fewer.")
    for number, box in enumerate(found.boxes, start=1):
        screen.print(
            f"\nBox {number}: {box.points:,} points, density {box.density:.0%}, coverage {box.coverage:.0%}"
            + ("" if box.limits else "; no setting is restricted: it is nearly everywhere")
        )
        sheet = table("setting", "from", "to", "unit", "quasi-p", "found again", numbers=(1, 2, 4, 5))
        sheet.columns[0].no_wrap = True
        for limit in box.limits:
            p_values = [p for p in (limit.p_low, limit.p_high) if p == p]  # noqa: PLR0124  nan
            again = "-" if limit.found_again != limit.found_again else f"{limit.found_again:.0%}"
            ends = (value_of(limit.low), value_of(limit.high), BY_NAME[limit.setting].unit)
            sheet.add_row(limit.setting, *ends, f"{max(p_values):.1g}", again)
        if box.limits:
            screen.print(sheet)
    density, coverage = found.other_half
    if density == density:  # noqa: PLR0124  nan
        screen.print(
            f"Box 1 searched on half of the points has density {density:.0%}, coverage {coverage:.0%} on the other half."
        )
