"""The folder of one run's results: what may be written there, and what is another's and stays.

A folder belongs to the run whose manifest.json is in it; a study's folder, or files without a manifest, are somebody else's.
The same run may be written there again: it gives the same numbers.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from coprod_sim.errors import ScenarioError

MANIFEST: Final = "manifest.json"
FILES: Final = ("indicators.parquet", "ledger.parquet", MANIFEST)
SAME: Final = ("scenario_hash", "seed", "months", "scale", "network", "rules", "areas", "mechanism", "coprod_sim")
"""What two runs have in common that give the same numbers."""
ADVICE: Final = "Choose another folder"


def check_results_folder(folder: Path, asked: Mapping[str, Any] | None, force: bool = False) -> None:
    """See that a run's results can be written into a folder without loss of another's.

    asked: what the run is, by the names of SAME, as far as it is known; None where that is not known yet.
    force: another run's results, or files of these names without a manifest, may be written over; a study's never.
    Raises ScenarioError.
    """
    if folder.exists() and not folder.is_dir():
        raise ScenarioError(f"{folder}: is a file: results are written into a folder. {ADVICE}.")
    there = [name for name in FILES if (folder / name).exists()]
    if not there:
        return
    found = manifest_in(folder)
    if "plan_hash" in found:
        raise ScenarioError(f"{folder}: holds a study, which would be lost: a run needs a folder of its own. {ADVICE}.")
    if force:
        return
    if "scenario_hash" not in found:
        raise ScenarioError(
            f"{folder}: has {' and '.join(there)}, which no run of ours wrote. {ADVICE}, or add --force to write over them."
        )
    if asked is None or differing(found, asked):
        raise ScenarioError(
            f"{folder}: holds the results of another run: {called(found)}. {ADVICE}, or add --force to write over them."
        )


def manifest_in(folder: Path) -> dict[str, Any]:
    """Read the manifest of a folder; nothing where there is none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def differing(found: Mapping[str, Any], asked: Mapping[str, Any]) -> list[str]:
    """Name what two runs do not have in common, of what is asked for.

    >>> differing({"seed": 1, "months": 60}, {"seed": 2, "months": 60})
    ['seed']
    """
    differ = [name for name in SAME if name in asked and found.get(name) != asked[name]]
    return [*differ, "branched_from"] if branch_of(found) != branch_of(asked) else differ


def branch_of(manifest: Mapping[str, Any]) -> Any:
    """Give the saved state from which a run went on, if it did."""
    return manifest.get("provenance", {}).get("branched_from")


def called(found: Mapping[str, Any]) -> str:
    """Say which run a manifest is of.

    >>> called({"scenario_name": "power_sharing", "seed": 7, "months": 60})
    'power_sharing, seed 7, 60 months'
    """
    return f"{found.get('scenario_name')}, seed {found.get('seed')}, {found.get('months')} months"
