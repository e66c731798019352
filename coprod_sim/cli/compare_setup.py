"""Comparing what a file of the page holds, and writing a comparison as a table: what `compare` does beside comparing.

Only Typer is imported here, as in options.py, so that `coprod-sim --help` answers at once.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from coprod_sim.scenario.usual import USUAL_MONTHS

if TYPE_CHECKING:
    from coprod_sim.scenario.scenario import Scenario
    from coprod_sim.scenario.setup.setup import TwoWays
    from coprod_sim.study.compare import Comparison

ScenarioA = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help="The first scenario: a name or a file; a .json file of the page holds both.",
        show_default=False,
    ),
]
ScenarioB = Annotated[str | None, typer.Argument(metavar="B", help="The other scenario.", show_default=False)]
Months = Annotated[
    int | None,
    typer.Option(help=f"How many months to simulate: {USUAL_MONTHS}, or what a .json file says.", show_default=False),
]
CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE.csv", help="Write the headlines of every run and month here.")
]
SUFFIX: Final = ".json"


class ComparisonSetup(NamedTuple):
    """What is to be compared, and for a file of the page what it holds."""

    a: "str | Scenario"
    b: "str | Scenario"
    months: int
    two: "TwoWays | None" = None

    def hash_of(self, both: "Comparison") -> str:
        """The hash of what was compared, options counted: with the luck of the file, or else the first seed."""
        from coprod_sim.scenario.setup.setup import hash_of

        seed = self.two.seed if self.two else both.seed
        return hash_of(both.scenario_a, both.scenario_b, seed, both.months)

    def finish(self, both: "Comparison", csv: Path | None) -> dict[str, str]:
        """Write the table, tell the hash of a file of the page, and give what its JSON says beside the comparison."""
        from coprod_sim.cli.console import note

        found = self.hash_of(both)
        if csv:
            write_csv(both, csv, found)
        if self.two:
            note(f"hash {found}")
        return {"hash": found} if self.two else {}


def comparison_setup(
    a: str, b: str | None, months: int | None, *, command: str = "compare", whole: bool = True
) -> ComparisonSetup:
    """What is to be compared: two scenarios by name, or those of a file of the page, whose months `months` replaces.

    command: who asks, for messages.   whole: refuse months that end before a change of the file begins.
    """
    from coprod_sim.errors import ScenarioError

    if not a.lower().endswith(SUFFIX):
        if b is None:
            raise ScenarioError(f"{command} {a}: B is missing: must be two scenarios, or a {SUFFIX} file. Add B.")
        return ComparisonSetup(a, b, USUAL_MONTHS if months is None else months)
    if b is not None:
        raise ScenarioError(f"{command} {a} {b}: a {SUFFIX} file holds both scenarios: must stand alone. Take out {b}.")
    two = read_file(Path(a))
    if months is not None and not whole:
        return ComparisonSetup(*two.scenarios(), months, two)
    two = two if months is None else replace(two, months=months)
    return ComparisonSetup(*two.scenarios(), two.months, two)


def read_file(path: Path) -> "TwoWays":
    """The two ways of working in a file of the page, read strictly; what is only not known is noted."""
    from coprod_sim.cli.console import note
    from coprod_sim.errors import ScenarioError
    from coprod_sim.scenario.setup.file_and_link import from_file
    from coprod_sim.scenario.toml_reader import read_text, short_path

    where = short_path(path)
    if path.exists() and not path.is_file():
        raise ScenarioError(f"{where}: this is no plain file: must be a {SUFFIX} file of the page. Check the path.")
    two, notes = from_file(read_text(path, where), strict=True, where=where)
    for remark in notes:
        note(f"{where}: {remark}")
    return two


def check_csv(file: Path) -> None:
    """Refuse a --csv that could not be written, or whose account would replace what we did not make, before anything is run."""
    from coprod_sim.files import CSV, check_output, check_parent
    from coprod_sim.study.provenance import check_side_file

    check_output(file, CSV, "--csv")
    check_parent(file)
    check_side_file(file)


def write_csv(both: "Comparison", file: Path, found: str) -> None:
    """Write the table, and say of what it is."""
    from coprod_sim.cli.console import note
    from coprod_sim.errors import ScenarioError
    from coprod_sim.files import VERSION, write_whole
    from coprod_sim.study.comparison_csv import tidy_csv
    from coprod_sim.study.provenance import write_side_file

    try:
        write_whole(file, "".join(tidy_csv(both)).encode())
        beside = write_side_file(file, {**both.asked(), "hash": found})
    except OSError as error:
        raise ScenarioError(f"{file}: {error.strerror}: the table is written here. Choose another file.") from error
    note(f"Written to {file}: coprod-sim {VERSION}, hash {found}")
    if beside:
        note(f"What made it is told in {beside}")
