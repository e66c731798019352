"""Running and comparing: what `run`, `compare` and `patterns` do and print."""

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from math import isfinite
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.cli.console import WIDE, compiled_rules, console, note, print_json, progress_bar, table
from coprod_sim.cli.notes import print_event_notes
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.usual import USUAL_PAIRS

if TYPE_CHECKING:
    from coprod_sim.evidence.patterns.check import Pattern
    from coprod_sim.scenario.scenario import Scenario
    from coprod_sim.study.compare import Comparison, Difference
    from coprod_sim.study.run import RunResult

UNITS: Final = (
    "Figures are of 100, but for: disputes, a year for every 1,000 families; staff load, hours of work for every "
    "100 hours there are; spending, for each family, where a basic plan costs 100."
)
NARROW: Final = 78
"""Below so many columns, a comparison is shown without intervals."""
WORTH_A_BAR: Final = 20_000
"""From so many families on, a run takes long enough to show how far it is."""
TITLE_WIDTH, NUMBER_WIDTH = 22, 8
COLOURS: Final = {"green": "green", "amber": "yellow", "red": "red"}
SURVIVAL: Final = (
    "Survives: the same sign in at least 95 of 100 sets; mostly: in at least 80; "
    "no conclusion: the difference above is not clear."
)
STANDARD_ERROR: Final = "Luck: the standard error of B minus A in one set."
VERDICTS: Final = "green: all parts hold; amber: the right way, but a size misses; red: anything else."


def figure(value: float, indicator: str, sign: bool = False, decimals: int = 1) -> str:
    """Write an indicator's value in the unit in which people read it; what rounds to zero has no sign.

    >>> figure(0.539, "progress"), figure(0.0801, "progress", sign=True), figure(-0.0001, "progress", sign=True)
    ('53.9', '+8.0', '0.0')
    """
    from coprod_sim.study.certainty_text import unit_of

    if not isfinite(value):
        return "-"
    scaled = round(value * unit_of(indicator).factor, decimals)
    if not scaled:
        return f"{0:.{decimals}f}"
    return f"{scaled:+,.{decimals}f}" if sign else f"{scaled:,.{decimals}f}"


# One run.


def run_once(scenario: str, options: dict[str, Any]) -> "RunResult":
    """Run a scenario once, with a bar where it takes long."""
    from coprod_sim.study.run import run

    if options["threads"] < 1:
        raise ScenarioError(
            f"threads = {options['threads']}: must be at least 1. One is enough for up to 3,000 families."
        )
    checked = load_scenario(scenario)
    print_event_notes([checked], options)
    large = checked.values()["families"] * options["scale"] >= WORTH_A_BAR
    with (
        compiled_rules(options["rules"], options["mechanism"], first_answer=not large),
        progress_bar("Months") if large else nullcontext() as step,
    ):
        return run(checked, going_on=lambda month: note(f"Going on from month {month}."), progress=step, **options)


def check_outputs(scenario: str, options: dict[str, Any], out: Path | None, page: Path | None, force: bool) -> None:
    """See that what is wanted as files can be written, before anything is run."""
    from coprod_sim.files import HTML, check_output

    if page:
        check_output(page, HTML, "--page")
    if out:
        from coprod_sim.study.result_folder import check_results_folder

        check_results_folder(out, known_before(scenario, options), force)


def known_before(scenario: str, options: dict[str, Any]) -> dict[str, Any] | None:
    """Say what a run will be, as its manifest will; None where its files or its scale tell only when they are read."""
    from coprod_sim.files import VERSION

    if (
        any(options[kind] is not None for kind in ("network", "rules", "mechanism", "areas", "start"))
        or options["scale"] != 1
    ):
        return None
    settings = {name: value for name, value in options.items() if name in BY_NAME}
    counts = {name: options[name] for name in ("seed", "months", "scale")}
    nothing_own = {"network": None, "rules": None, "areas": None, "mechanism": None}
    return {"scenario_hash": load_scenario(scenario, settings).hash, **counts, **nothing_own, "coprod_sim": VERSION}


def show_result(result: "RunResult", out: Path | None, page: Path | None, as_json: bool, force: bool = False) -> None:
    """Show the headlines of a run by year and by area, or print everything as JSON; write what is wanted as files."""
    from coprod_sim.cli.run_areas import show_areas

    saved = result.save(out, force=force) if out else None
    if as_json:
        print_json(run_data(result))
    else:
        show_run(result)
        show_areas(result)
        print_gaps(result.areas.gaps if result.areas else ())
    if saved:
        note(f"Written to {saved}: indicators.parquet, ledger.parquet, manifest.json")
    if page:
        note(f"The picture of the areas is {page.absolute()}")


def print_gaps(gaps: Iterable[str]) -> None:
    """Say what a table of areas left out, and what was used instead."""
    for gap in gaps:
        note(gap)


def run_data(result: "RunResult") -> dict[str, Any]:
    """Give a run as plain data: every indicator by month, from month 0 on.  Values that do not exist are None."""
    from coprod_sim.cli.run_areas import area_data
    from coprod_sim.files import VERSION
    from coprod_sim.study.compare import json_number

    return {
        "scenario": result.scenario.name,
        "seed": result.seed,
        "months": result.months,
        "version": VERSION,
        **(result.origin.to_dict() if result.origin else {}),
        "provenance": result.provenance(),
        "indicators": {name: [json_number(float(value)) for value in values] for name, values in result.series.items()},
        **({"areas": area_data(result)} if result.areas else {}),
    }


def column_months(months: int, most: int) -> list[int]:
    """Choose months for the columns of a table: 0, the end, and whole years between, as many as there is room for.

    >>> column_months(60, 6), column_months(30, 6), column_months(600, 6), column_months(5, 6)
    ([0, 12, 24, 36, 48, 60], [0, 12, 24, 30], [0, 120, 240, 360, 480, 600], [0, 5])
    """
    from coprod_sim.indicators import YEAR

    years = -(-months // YEAR)
    step = YEAR * max(1, -(-years // (most - 1)))
    return [*range(0, months, step), months]


def show_run(result: "RunResult") -> None:
    """Show the headlines of a run by year."""
    from coprod_sim.indicators import INDICATORS, RATES, headlines, value_at

    screen = console()
    months = column_months(result.months, max(2, (screen.width - TITLE_WIDTH) // NUMBER_WIDTH))
    screen.print(f"{result.scenario.title} ({result.scenario.name}), one run, seed {result.seed}")
    if result.branched_from:
        screen.print("Until month {month} it was {scenario}: branched from {file}".format(**result.branched_from))
    sheet = table("Month", *(str(month) for month in months), numbers=range(1, len(months) + 1))
    for name in headlines(result.series):
        title = INDICATORS[name].title + (" *" if name in RATES else "")
        sheet.add_row(title, *(figure(float(value_at(result.series[name], name, month)), name) for month in months))
    screen.print(sheet)
    screen.print(f"* mean of the 12 months before. {UNITS}")
    screen.print("One run is one chance: compare scenarios over pairs of runs with coprod-sim compare.")


# A comparison.


def compared(
    a: "str | Scenario",
    b: "str | Scenario",
    pairs: int,
    options: dict[str, Any],
    report: Path | None = None,
) -> "Comparison":
    """Compare two scenarios; a report that could not be written is refused before anything is run."""
    from coprod_sim.files import HTML, check_output, check_parent
    from coprod_sim.study.compare import compare

    if report:
        check_output(report, HTML, "--report")
        check_parent(report)
    one, other = load_scenario(a), load_scenario(b)
    print_event_notes([one, other], options)
    with (
        compiled_rules(options["rules"], options["mechanism"], first_answer=pairs <= USUAL_PAIRS),
        progress_bar("Comparing") as step,
    ):
        return compare(one, other, pairs=pairs, progress=step, **options)


def other_assumptions(assumptions: str | None, pairs: int | None) -> dict[str, Any]:
    """Make keywords for compare of the options about assumptions."""
    if assumptions is None and pairs is not None:
        raise ScenarioError(f"assumption-pairs = {pairs}: there are no sets of assumptions to run. Add --assumptions.")
    given = {} if pairs is None else {"assumption_pairs": pairs}
    return given if assumptions is None else {"assumptions": assumptions, **given}


def show_comparison(both: "Comparison", report: Path | None, as_json: bool, beside: Mapping[str, str] = {}) -> None:
    """Show a comparison as a table and in sentences, or print it as JSON, with what is to stand beside it there."""
    if as_json:
        print_json({**both.to_dict(), **beside})
        if report:
            note(f"The report is {report.absolute()}")
        return
    from coprod_sim.indicators import headlines
    from coprod_sim.report.comparison.text import other_parts
    from coprod_sim.study.certainty_text import headline

    screen = console()
    screen.print(f"A  {both.scenario_a.title} ({both.scenario_a.name})")
    screen.print(f"B  {both.scenario_b.title} ({both.scenario_b.name})")
    last = f"Month {both.months}"
    screen.print(f"{last}, means of {both.pairs} pairs of runs with the same luck, seeds from {both.seed}")
    show_worse_off(both)
    kept = 7 if screen.width >= WIDE else 6 if screen.width >= NARROW else 4
    columns = ("", "A", "B", "B minus A", "95 % interval", "B higher in", "Unit")[:kept]
    sheet = table(*columns, numbers=range(1, min(kept, 6)))
    for name in headlines(both.series_a):
        sheet.add_row(*comparison_row(headline(both, name), both.pairs)[:kept])
    screen.print(sheet)
    screen.print("* mean of the last 12 months." + ("" if "Unit" in columns else f" {UNITS}"))
    if both.assumptions:
        show_assumptions(both)
    for part in other_parts(both):
        screen.print(f"\n{part.heading}", style="bold")
        screen.print(" ".join(part.sentences))
    print_gaps(both.gaps)
    if report:
        screen.print(f"\nThe report is {report.absolute()}", soft_wrap=True)


def show_worse_off(both: "Comparison") -> None:
    """Show who is worse off, before all else: in sentences, and by group; narrow screens leave out how pairs differ."""
    from coprod_sim.report.comparison.worse_off import WORSE_OFF, rows, who_is_worse_off

    screen, sentences = console(), who_is_worse_off(both)
    if not sentences:
        return
    screen.print(f"\n{WORSE_OFF}", style="bold")
    screen.print(" ".join(sentences))
    columns = ("Of 100 families", "Worse off", "80 % of pairs", "Better off", "Families")
    wide = screen.width >= NARROW
    sheet = table(*(columns if wide else (*columns[:2], columns[3])), numbers=range(1, 5 if wide else 3))
    for row in rows(both):
        numbers = (row.worse, row.spread, row.better, row.families) if wide else (row.worse, row.better)
        sheet.add_row(row.title, *numbers)
    if sheet.rows:
        screen.print(sheet)
    screen.print("\nThe measures", style="bold")


def show_assumptions(both: "Comparison") -> None:
    """Show what other assumptions make of each headline: narrow screens leave out how far sets differ."""
    from coprod_sim.indicators import HEADLINES, INDICATORS, RATES
    from coprod_sim.study.assumptions.robust import across

    screen, robust = console(), both.assumptions
    assert robust is not None
    screen.print(f"\nB minus A with {robust.sets} other sets of assumptions, {robust.pairs} pairs of runs each")
    wide = screen.width >= WIDE
    columns = ("", "B minus A", *(("Median", "5 % to 95 %", "Luck") if wide else ("Median",)), "B higher in", "")
    sheet = table(*columns, numbers=range(1, len(columns) - 1))
    for name in HEADLINES:
        found = across(both, name)
        low, median, high = (figure(value, name, sign=True) for value in (found.low, found.median, found.high))
        sheet.add_row(
            INDICATORS[name].title + (" *" if name in RATES else ""),
            figure(found.default, name, sign=True),
            *((median, f"{low} to {high}", figure(found.standard_error, name)) if wide else (median,)),
            f"{found.higher} of {found.sets}",
            found.verdict if wide else found.verdict.removesuffix(" on assumptions"),
        )
    screen.print(sheet)
    screen.print(f"{SURVIVAL}{f' {STANDARD_ERROR}' if wide else ''}")
    if robust.held:
        screen.print(f"Not varied where a scenario or --set gives them: {', '.join(robust.held)}.")


def comparison_row(difference: "Difference", pairs: int) -> list[str]:
    """Write one indicator of a comparison: what matters most first, since narrow screens leave out the rest."""
    from coprod_sim.indicators import INDICATORS, RATES
    from coprod_sim.study.certainty_text import unit_of

    name = difference.indicator
    low, high = (figure(end, name, sign=True) for end in (difference.ci_low, difference.ci_high))
    return [
        INDICATORS[name].title + (" *" if name in RATES else ""),
        figure(difference.a, name),
        figure(difference.b, name),
        figure(difference.difference, name, sign=True),
        f"{low} to {high}",
        f"{difference.pairs_b_higher} of {pairs}",
        unit_of(name).full,
    ]


# The patterns.


def run_patterns(
    pairs: int, months: int, seed: int, as_json: bool, mechanisms: bool = False, pathway: bool = False
) -> None:
    """Hold the model against its patterns, its mechanisms, or what it must show of the statutory pathway, and show what was found."""
    from coprod_sim.evidence.patterns.check import check_patterns, patterns_to_dict
    from coprod_sim.evidence.patterns.pathway import ON_THE_PATH
    from coprod_sim.evidence.patterns.patterns import PATTERNS
    from coprod_sim.evidence.patterns.people import INSIDE, PEOPLE

    wanted, what = (INSIDE, "mechanisms") if mechanisms else (PATTERNS, "patterns")
    if pathway:
        wanted, what = (*PEOPLE, *ON_THE_PATH), "patterns of people and pathway"
    with compiled_rules(None), progress_bar(f"Checking {what}") as step:
        found = check_patterns(pairs, months, seed, step, wanted=wanted)
    if as_json:
        print_json(patterns_to_dict(found))
        return
    show_patterns(found)


def show_patterns(found: "list[Pattern]") -> None:
    """Show patterns with what was found beside what was wanted."""
    from coprod_sim.evidence.patterns import check

    screen = console()
    for pattern in found:
        screen.print(f"{pattern.number:<4}{pattern.verdict:<7}{pattern.claim}", style=COLOURS[pattern.verdict])
        for part in pattern.parts:
            text = f"{part.name}: {check.found(part)}, wanted {check.wanted(part)}{check.remark(part)}"
            screen.print(fill(text, screen.width, initial_indent=" " * 11, subsequent_indent=" " * 13))
    counts = ", ".join(f"{count} {verdict}" for verdict, count in check.counted(found).items())
    screen.print(f"\n{counts}. {VERDICTS}")
    screen.print(
        "In brackets: half of the 95 % interval over pairs of runs; near the edge: it reaches over what is wanted."
    )
