"""The command line: what can be typed, with its help.  What each command does stands in commands/.

Only Typer is imported here, so that `coprod-sim --help` answers at once; everything else is imported by its command.
Results go to standard output, progress and notes to standard error; with --json, results are JSON and nothing else.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from coprod_sim.cli import compare_setup
from coprod_sim.cli.commands.calibrate import calibrate
from coprod_sim.cli.commands.claims import claims
from coprod_sim.cli.commands.differences import differences, effects
from coprod_sim.cli.commands.inert import inert
from coprod_sim.cli.commands.study import discover, map_, sensitivity
from coprod_sim.cli.commands.sweep import sweep
from coprod_sim.cli.commands.validation.validate_command import validate
from coprod_sim.cli.errors import Commands, prepare_output, start_quickly, unexpected
from coprod_sim.cli.options import (
    AreasFile,
    JsonOption,
    MechanismFile,
    Months,
    NetworkFile,
    Pairs,
    Pick,
    RulesFile,
    Scale,
    ScenarioName,
    Seed,
    Settings,
)
from coprod_sim.scenario.usual import BASELINE, USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED

HELP = """What happens when decision power really moves to families? A simulation of power-sharing in services for
children with special educational needs.

Begin with: coprod-sim compare consultation_only power_sharing
"""
TRY, BELIEVE, LOOK_UP, SEE = "Try things out", "Ask whether to believe it", "Look things up", "See it in a browser"
STUDY = "Make many runs, and learn from them"

app = typer.Typer(
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
scenarios = typer.Typer(help="List, show, begin and check scenarios.", invoke_without_command=True)
app.add_typer(scenarios, name="scenarios", rich_help_panel=LOOK_UP)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from coprod_sim.files import VERSION

        typer.echo(f"coprod-sim {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that belong to no command."""


@app.command(rich_help_panel=TRY)
def run(
    scenario: ScenarioName,
    *,
    months: Months = USUAL_MONTHS,
    seed: Seed = USUAL_SEED,
    settings: Settings = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: Scale = 1.0,
    threads: Annotated[int, typer.Option(help="Threads for one run; two are worth it from about 3,000 families.")] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write indicators, ledger of trust and manifest here.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a picture of the areas, for a browser, here.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the state here; started again, the run goes on from it.")
    ] = None,
    every: Annotated[int, typer.Option(help="Months from one checkpoint to the next.")] = 12,
    force: Annotated[bool, typer.Option("--force", help="Write over another run's results in --out.")] = False,
    start: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="Go on from the state kept there, under this scenario."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Run one scenario once, and show how it goes year by year."""
    from coprod_sim.cli.commands.run import check_outputs, run_once, show_result
    from coprod_sim.cli.console import shared_options

    options = shared_options(months, seed, settings, network, rules, areas, scale, mechanism)
    check_outputs(scenario, options | {"start": start}, out, page, force)
    result = run_once(
        scenario, options | {"checkpoint": checkpoint, "every": every, "start": start, "threads": threads}
    )
    if page:
        from coprod_sim.report.areas.page import write_area_page

        write_area_page(result, page)
    show_result(result, out, page, as_json, force)


@app.command(rich_help_panel=TRY)
def compare(
    a: compare_setup.ScenarioA,
    b: compare_setup.ScenarioB = None,
    *,
    pairs: Pairs = USUAL_PAIRS,
    months: compare_setup.Months = None,
    seed: Seed = USUAL_SEED,
    settings: Settings = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: Scale = 1.0,
    assumptions: Annotated[
        str | None,
        typer.Option(metavar="FILE.csv", help="Ask other sets of assumptions too; ensemble: those that come with it."),
    ] = None,
    assumption_pairs: Annotated[
        int | None, typer.Option(help="Pairs of runs for each of these sets; 4 unless given.", show_default=False)
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="Write a report for a browser here.")] = None,
    csv: compare_setup.CsvFile = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two scenarios on the same people with the same luck."""
    from coprod_sim.cli.commands.run import compared, other_assumptions, show_comparison
    from coprod_sim.cli.console import register_mechanism, shared_options

    register_mechanism(mechanism)
    setup = compare_setup.comparison_setup(a, b, months)
    if csv:
        compare_setup.check_csv(csv)
    options = shared_options(setup.months, seed, settings, network, rules, areas, scale, mechanism)
    options |= other_assumptions(assumptions, assumption_pairs)
    both = compared(setup.a, setup.b, pairs, options, report)
    if report:
        from coprod_sim.report.comparison.page import write_report

        write_report(both, report)
    show_comparison(both, report, as_json, setup.finish(both, csv))


@app.command(rich_help_panel=TRY)
def explain(
    a: compare_setup.ScenarioA,
    b: compare_setup.ScenarioB = None,
    *,
    pairs: Pairs = USUAL_PAIRS,
    indicator: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="What to explain; may be repeated. [default: progress]")
    ] = None,
    months: compare_setup.Months = None,
    seed: Seed = USUAL_SEED,
    settings: Settings = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: Scale = 1.0,
    runs: Annotated[
        int | None, typer.Option(help="How many runs may be made; more give smaller errors.", show_default=False)
    ] = None,
    by_channel: Annotated[
        bool,
        typer.Option(
            "--by-channel", help="Divide progress among better plans, the family's own effort and better delivery."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what made the difference between two scenarios: the share of each setting, or of each way it comes."""
    from coprod_sim.cli.commands.explain import run_by_channel, run_explanation
    from coprod_sim.cli.console import register_mechanism, shared_options

    register_mechanism(mechanism)
    setup = compare_setup.comparison_setup(a, b, months, command="explain", whole=False)
    options = shared_options(setup.months, seed, settings, network, rules, areas, scale, mechanism)
    if by_channel:
        run_by_channel(setup.a, setup.b, pairs, {"--indicator": indicator, "--runs": runs}, options, as_json)
    else:
        run_explanation(setup.a, setup.b, pairs, indicator or ["progress"], runs, options, as_json)


@app.command(rich_help_panel=TRY)
def story(
    scenario: ScenarioName,
    *,
    family: Annotated[int | None, typer.Option(help="The family's number, from 0.", show_default=False)] = None,
    pick: Annotated[
        Pick | None, typer.Option(help="Choose the family whose progress differs most; needs --against.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Tell the same family's story in this scenario too.")
    ] = None,
    months: Months = USUAL_MONTHS,
    seed: Seed = USUAL_SEED,
    settings: Settings = None,
    network: NetworkFile = None,
    rules: RulesFile = None,
    mechanism: MechanismFile = None,
    areas: AreasFile = None,
    scale: Scale = 1.0,
    everything: Annotated[
        bool, typer.Option("--all", help="Tell every review, not only those that moved most.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell one family's years in plain sentences."""
    from coprod_sim.cli.commands.story import show_story
    from coprod_sim.cli.console import shared_options

    if (family is None) == (pick is None):
        raise typer.BadParameter("give --family N, or --pick changed with --against.", param_hint="--family")
    options = shared_options(months, seed, settings, network, rules, areas, scale, mechanism)
    show_story(scenario, family, against, everything, options, as_json)


@app.command(rich_help_panel=BELIEVE)
def patterns(
    pairs: Pairs = USUAL_PAIRS,
    months: Months = USUAL_MONTHS,
    seed: Seed = USUAL_SEED,
    mechanisms: Annotated[
        bool, typer.Option("--mechanisms", help="Hold it against how the patterns must come about instead.")
    ] = False,
    pathway: Annotated[
        bool,
        typer.Option("--pathway", help="Hold it against what it must show of people, and of the way to a plan by law."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Hold the model against the patterns that it must show."""
    from coprod_sim.cli.commands.run import run_patterns

    if mechanisms and pathway:
        raise typer.BadParameter(
            "one table at a time: leave one of the two out.", param_hint="--mechanisms and --pathway"
        )
    run_patterns(pairs, months, seed, as_json, mechanisms, pathway)


app.command(rich_help_panel=BELIEVE)(claims)
app.command(rich_help_panel=BELIEVE)(inert)
app.command(rich_help_panel=BELIEVE)(validate)
app.command(rich_help_panel=BELIEVE)(calibrate)
app.command(rich_help_panel=STUDY)(sweep)
app.command(rich_help_panel=STUDY)(differences)
app.command(rich_help_panel=STUDY)(effects)
app.command(rich_help_panel=STUDY)(sensitivity)
app.command("map", rich_help_panel=STUDY)(map_)
app.command(rich_help_panel=STUDY)(discover)


@scenarios.callback()
def scenarios_alone(context: typer.Context) -> None:
    """List, show, begin and check scenarios."""
    if context.invoked_subcommand is None:
        list_all()


@scenarios.command("list")
def list_all() -> None:
    """List the built-in scenarios and modifiers."""
    from coprod_sim.cli.commands.scenarios import show_list

    show_list()


@scenarios.command()
def show(
    scenario: ScenarioName,
    toml: Annotated[bool, typer.Option("--toml", help="Print it as a .toml file that stands on its own.")] = False,
) -> None:
    """Show a scenario: what it does, and in which settings it is not as usual."""
    from coprod_sim.cli.commands.scenarios import show_scenario

    show_scenario(scenario, toml)


@scenarios.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make; .toml is added.", show_default=False)],
    extends: Annotated[str | None, typer.Option(metavar="SCENARIO", help="The scenario that it starts from.")] = None,
) -> None:
    """Begin a scenario: a file with every lever, its range and its meaning."""
    from coprod_sim.cli.commands.scenarios import write_new

    write_new(file, extends)


@scenarios.command()
def check(
    file: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files, or names.", show_default=False)],
) -> None:
    """Check scenario files: say all that is wrong, and where."""
    from coprod_sim.cli.commands.scenarios import check_files

    check_files(file)


@scenarios.command("from-survey")
def from_survey(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE.csv", help="One row for each family; - reads standard input.", show_default=False),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(metavar="NAME.toml", help="The file to make; the survey's name unless given.", show_default=False),
    ] = None,
    base: Annotated[
        str,
        typer.Option(metavar="SCENARIO", help="The scenario that it starts from: all that the survey does not set."),
    ] = BASELINE,
    sent: Annotated[
        int | None,
        typer.Option(
            min=1, help="To how many families the survey went, to say what the others could change.", show_default=False
        ),
    ] = None,
    make_it_last: Annotated[
        bool,
        typer.Option("--make-it-last", help="Move assumptions, within their ranges, so that trust stays for a year."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Begin a scenario from a survey of families: asked, listened to, trust, plan reviewed, satisfied."""
    from coprod_sim.cli.commands.survey.from_survey import make_from_survey

    make_from_survey(file, out, base, sent, make_it_last, force, as_json)


@app.command(rich_help_panel=LOOK_UP)
def parameters(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One setting.", show_default=False)] = None,
) -> None:
    """Show all settings, or one with its meaning, source and the rules that use it."""
    from coprod_sim.cli.commands.lookup import show_parameters

    show_parameters(name)


@app.command(rich_help_panel=LOOK_UP)
def rules(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One rule.", show_default=False)] = None,
) -> None:
    """Show all rules that a file can replace, or the text of one."""
    from coprod_sim.cli.commands.lookup import show_rules

    show_rules(name)


@app.command(rich_help_panel=LOOK_UP)
def indicators() -> None:
    """Show everything that is measured."""
    from coprod_sim.cli.commands.lookup import show_indicators

    show_indicators()


@app.command(rich_help_panel=LOOK_UP)
def cite(
    scenario: ScenarioName,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX.")] = False,
) -> None:
    """Show the sources of the rules and settings behind a scenario."""
    from coprod_sim.cli.commands.lookup import show_references

    show_references(scenario, bibtex)


@app.command(rich_help_panel=LOOK_UP)
def schema(
    *, plan: Annotated[bool, typer.Option("--plan", help="The schema of the plans of studies instead.")] = False
) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    if plan:
        from coprod_sim.study.plan.schema import plan_schema_text

        typer.echo(plan_schema_text(), nl=False)
    else:
        from coprod_sim.scenario.schema import schema_text

        typer.echo(schema_text(), nl=False)


@app.command(rich_help_panel=SEE)
def dashboard(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page; 0 takes a free one.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")] = True,
) -> None:
    """Open the model in a browser, served from this computer only, with a key in the address that it prints."""
    from coprod_sim.cli.commands.dashboard import serve_dashboard

    serve_dashboard(port, browser)


@app.command(rich_help_panel=SEE)
def static(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write into; it is made if it is not there.")
    ],
    *,
    address: Annotated[
        str, typer.Option(help="Where the folder will be found, for previews of links: https://...")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are not as this command wrote them.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the pages as one HTML file that opens anywhere without a server, and as a folder for a web host."""
    from coprod_sim.cli.commands.dashboard import write_static

    write_static(folder, address, force=force, as_json=as_json)


@app.command(rich_help_panel=TRY)
def demo() -> None:
    """Compare consultation with power-sharing over 20 pairs of runs, and write demo_report.html into this folder."""
    from coprod_sim.cli.commands.demo import DEMO_REPORT, A, B

    compare(A, B, report=DEMO_REPORT)
    typer.echo("Open it in a browser.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; with arguments of its own, or those that were typed."""
    start_quickly()
    prepare_output()
    try:
        app(arguments, prog_name="coprod-sim")
    except Exception as error:
        unexpected(error)
        raise


if __name__ == "__main__":
    main()
