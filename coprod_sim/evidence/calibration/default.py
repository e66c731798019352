"""The calibrated default as a modifier: a scenario file that puts one set of fitted assumptions on top of any scenario.

It is a modifier and not the default of scenario/parameters/: those stay the rounded numbers of the specification, which the docked
second reading shares, and everybody can see what the fit changes: `compare A+calibrated B+calibrated`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.calibration.result import Calibration
from coprod_sim.files import write_whole
from coprod_sim.scenario.parameters import BY_NAME, GROUPS
from coprod_sim.scenario.toml_writer import toml_text

TITLE: Final = "Calibrated assumptions"
SUMMARY: Final = """
How the world works, as fitted to what the model must show and to English figures.
This goes on top of any scenario.
"""


def default_text(proposal: Mapping[str, float]) -> str:
    """Write assumptions as the text of a modifier.

    >>> print(default_text({"thrift": 0.4}).splitlines()[-1])
    thrift = 0.4
    """
    tables: dict[str, object] = {"name": "calibrate", "title": TITLE, "summary": SUMMARY.strip(), "modifier": True}
    for group in GROUPS:
        named = {name: value for name, value in proposal.items() if BY_NAME[name].role == group.role}
        if named:
            tables[group.table] = named
    return toml_text(tables)


def write_default(found: Calibration, path: str | Path) -> Path:
    """Write the calibrated default of a calibration as a scenario file.  Raises ScenarioError where it cannot be written."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, default_text(found.proposal()).encode())
    except OSError as error:
        raise ScenarioError(
            f"{target}: {error.strerror}: the calibrated default is written here. Choose another file."
        ) from error
    return target
