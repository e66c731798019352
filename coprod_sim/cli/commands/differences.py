"""What differs in a study, on the command line: `differences` between scenarios, and `effects` of settings.

Only Typer is imported here, so that `coprod-sim --help` answers at once.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from coprod_sim.cli.commands.study import (
    Alone,
    Between,
    Figures,
    IndicatorOption,
    Month,
    Study,
    folder_of,
    print_data,
    print_files,
    response_of,
    table_number,
)
from coprod_sim.cli.options import AreasFile, JsonOption, MechanismFile, NetworkFile, OwnScale, RulesFile

if TYPE_CHECKING:
    from rich.table import Table

    from coprod_sim.study.analysis.differences import Differences
    from coprod_sim.study.analysis.effects import Effects, Estimate
    from coprod_sim.study.runner.results import PairedDifference

MOST_PAIRS = 8
"""So many pairs of settings are shown; the table that --out writes has all."""


def differences(
    study: Study,
    *,
    indicator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Look at this one alone; all of two scenarios unless given.")
    ] = None,
    month: Annotated[int | None, typer.Option(help="At this month alone; all that were kept unless given.")] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="B minus A of these two; each against the first unless given."),
    ] = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: OwnScale = None,
    out: Figures = None,
    as_json: JsonOption = False,
) -> None:
    """Say how the scenarios of a study differ, with intervals over pairs of runs that share their luck."""
    from coprod_sim.study.analysis.differences import differences as compared
    from coprod_sim.study.figures.comparison import write_differences
    from coprod_sim.study.runner import results

    found = compared(results.open(folder_of(study, network, rules, areas, scale, mechanism)), indicator, month, between)
    what = found.lines[0].indicator if indicator or not found.of_one_pair else found.lines[0].b
    files = write_differences(found, out / f"differences_{what}") if out else []
    print_data(found.to_dict()) if as_json else show_differences(found)
    print_files(files)


def effects(
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
    """Say what each setting changes alone, on average and on top of the others: a study whose plan is a grid."""
    from coprod_sim.study.analysis.effects import effects as changes
    from coprod_sim.study.figures.comparison import write_effects

    found = changes(
        response_of(folder_of(study, network, rules, areas, scale, mechanism), indicator, month, scenario, between)
    )
    looked_at = "_minus_".join(reversed(found.response.scenarios))
    stem = f"effects_{found.response.indicator}_{looked_at}"
    files = write_effects(found, out / stem) if out else []
    print_data(found.to_dict()) if as_json else show_effects(found)
    print_files(files)


def show_differences(found: "Differences") -> None:
    """Print a row for each indicator of two scenarios; or for each scenario and month, where several meet the first."""
    from coprod_sim.cli.console import console
    from coprod_sim.study.figures.comparison import explained, name_of

    first = found.lines[0]
    screen = console()
    pairs = pairs_of(first.by_month[0])
    if found.of_one_pair:
        screen.print(f"{first.b} minus {first.a}: {pairs}")
        screen.print(by_indicator(found))
    else:
        from coprod_sim.study.certainty_text import unit_of

        unit = unit_of(first.indicator).full
        screen.print(f"{name_of(first.indicator)} ({unit}), each minus {first.a}: {pairs}")
        screen.print(by_scenario(found))
    screen.print(f"+- is half of the 95 % interval, over {first.by_month[0].over}. In brackets: no clear difference.")
    if found.of_one_pair:
        for line in found.lines:
            if words := explained(line):
                screen.print(f"{name_of(line.indicator)}: {words}.")


def pairs_of(found: "PairedDifference") -> str:
    """Say how many pairs were compared, and how many could not be: those that failed, or are not there yet."""
    left_out = f" ({found.left_out:,} failed or missing)" if found.left_out else ""
    return f"{found.pairs:,} pairs of runs{left_out}"


def by_indicator(found: "Differences") -> "Table":
    """Tabulate indicators, a column for each month."""
    from coprod_sim.cli.console import table
    from coprod_sim.study.certainty_text import unit_of

    months = [f"month {month}" for month in found.months]
    sheet = table("indicator", *months, "unit", numbers=range(1, len(months) + 1))
    sheet.columns[0].no_wrap = True
    for line in found.lines:
        unit = unit_of(line.indicator)
        cells = (mean_and_interval(each.difference, each.ci_low, each.ci_high, unit.factor) for each in line.by_month)
        sheet.add_row(line.indicator, *cells, unit.full.split(";")[0])
    return sheet


def by_scenario(found: "Differences") -> "Table":
    """Tabulate scenarios and months of one indicator."""
    from coprod_sim.cli.console import table
    from coprod_sim.study.certainty_text import unit_of

    sheet = table("scenario", "month", "mean", "difference", numbers=(1, 2, 3))
    sheet.columns[0].no_wrap = True
    for line in found.lines:
        factor = unit_of(line.indicator).factor
        for month, each in zip(found.months, line.by_month, strict=True):
            difference = mean_and_interval(each.difference, each.ci_low, each.ci_high, factor)
            sheet.add_row(line.b, str(month), table_number(each.b, factor), difference)
    return sheet


def mean_and_interval(middle: float, low: float, high: float, factor: float) -> str:
    """Write a mean with half of its interval; in brackets where it is not clear.

    >>> mean_and_interval(0.05, 0.04, 0.06, 100), mean_and_interval(0.001, -0.01, 0.012, 100)
    ('5.0 +- 1.00', '(0.1 +- 1.10)')
    """
    words = f"{table_number(middle, factor)} +- {table_number((high - low) / 2, factor, 2)}"
    return words if low > 0 or high < 0 else f"({words})"


def show_effects(found: "Effects") -> None:
    """Print what each setting changes, and which pairs do more or less together."""
    from coprod_sim.cli.commands.study import heading
    from coprod_sim.cli.console import console, table, value_of

    factor, unit = found.response.unit.factor, found.response.unit.full

    def cell(estimate: "Estimate") -> str:
        return mean_and_interval(*estimate, factor)

    screen = console()
    screen.print(f"{heading(found.response)}, {found.replicates} replicates")
    sheet = table("setting", "values", "alone", "on average", "on top of all", numbers=(1, 2, 3, 4))
    sheet.columns[0].no_wrap = True
    for each in found.effects:
        ends = f"{value_of(each.first)}, {value_of(each.last)}"
        sheet.add_row(each.setting, ends, cell(each.alone), cell(each.average), cell(each.on_top))
    screen.print(sheet)
    screen.print(
        f"All at first: {cell(found.base)}; all at last: {cell(found.all_last)}; change: {cell(found.everything)}."
    )
    screen.print(f"Shown: {unit}. +- is half of the 95 % interval. In brackets: no clear change.")
    if found.pairs:
        screen.print("\nPairs that do more, or less, together than the sum of both:")
        sheet = table("one", "other", "beyond the sum", numbers=(2,))
        for pair in found.pairs[:MOST_PAIRS]:
            sheet.add_row(pair.one, pair.other, cell(pair.more))
        screen.print(sheet)
