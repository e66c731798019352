"""A study as one tidy CSV: one number a line, with all that is needed to know where it comes from.

The columns are run, scenario, point, replicate and seed; one for each setting that varies; month, outcome (the name of an
indicator) and value; then the version that made the run, and the hash of the plan.
Seeds have 15 digits at most (see SEED_BITS in fields.py), so that a spreadsheet gives them back as they were.
Values have all their digits; one that could not be measured is empty, and a run that failed has no lines.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from coprod_sim.scenario.parameters import BY_NAME

if TYPE_CHECKING:
    from coprod_sim.study.runner.results import Results

BEFORE: Final = ("run", "scenario", "point", "replicate", "seed")
AFTER: Final = ("month", "outcome", "value", "coprod_sim", "plan")


def study_csv(found: "Results") -> str:
    """Give what a study has so far as text, in the order of its runs, the header first."""
    varied = [one.name for one in found.plan.varied]
    settings = found.settings.astype({name: int for name in varied if BY_NAME[name].whole})
    runs = found.runs[["run", "seed", "version"]].rename(columns={"version": "coprod_sim"})
    table = found.indicators.rename(columns={"indicator": "outcome"}).merge(runs, on="run", how="left")
    table = table.merge(settings, on="point", how="left").assign(plan=found.plan.hash)
    text: str = table[[*BEFORE, *varied, *AFTER]].to_csv(index=False, lineterminator="\n")
    return text


def write_study_csv(folder: Path, file: Path) -> None:
    """Write the study of a folder as CSV; raises ScenarioError where the folder is no study, or the file cannot be written."""
    from coprod_sim.errors import ScenarioError
    from coprod_sim.files import write_whole
    from coprod_sim.study.provenance import write_side_file
    from coprod_sim.study.runner import results

    found = results.open(folder)
    content = study_csv(found).encode()
    try:
        write_whole(file, content)
        write_side_file(file, {"study": found.plan.name, "provenance": found.provenance})
    except OSError as error:
        raise ScenarioError(f"{file}: {error.strerror}: the table is written here. Choose another file.") from error
