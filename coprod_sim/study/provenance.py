"""What made a result, as one piece of plain data that every result carries: in JSON, manifests, tables and beside CSV files.

It names the scenarios with what was changed on top of them, files of one's own with their hashes, the scale, what a table of
areas left out, the versions of all that calculates, and the commit where the program runs from a checkout.
Two results with equal provenance, seed and months hold equal numbers.  The fields are told in docs/provenance.md.
"""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from coprod_sim.files import VERSION, is_json_with, leave_alone, write_whole
from coprod_sim.place.origin import NOTHING_OWN, Origin
from coprod_sim.scenario.scenario import Scenario

PACKAGES: Final = ("mesa", "numpy", "numba", "scipy", "networkx", "pandas", "pyarrow")
PATIENCE: Final = 5
"""Seconds for git, which on a slow drive may take its time; without an answer no commit is named."""
CODE: Final = ("coprod_sim", "scenarios")
"""What of a checkout makes numbers: a changed document does not make a commit another one."""
BESIDE: Final = ".json"


def provenance(
    scenarios: Iterable[Scenario],
    origin: Origin | None = None,
    *,
    scale: float = 1.0,
    gaps: Iterable[str] = (),
    branched_from: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Give what made a result, as plain data.  branched_from: the saved state from which a run went on, if it did."""
    return {
        "scenarios": [about(scenario) for scenario in scenarios],
        **(origin or NOTHING_OWN).to_dict(),
        "scale": scale,
        "gaps": list(gaps),
        "branched_from": branched_from and dict(branched_from),
        "versions": versions(),
        "commit": commit(),
    }


def about(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario's full name, where it stands, its hash, and what was changed on top of it."""
    named = scenario.named
    events = [event.to_dict() for event in scenario.events] if named and named.events != scenario.events else None
    return {
        "name": scenario.name,
        "source": scenario.source,
        "modifiers": list(scenario.modifiers),
        "hash": scenario.hash,
        "settings": scenario.changes,
        **({"events": events} if events is not None else {}),
    }


# The program.


@cache
def installed() -> tuple[tuple[str, str], ...]:
    """Name what calculates, each with its version."""
    found = [("coprod_sim", VERSION), ("python", platform.python_version()), ("platform", platform.platform())]
    for package in PACKAGES:
        try:
            found.append((package, version(package)))
        except PackageNotFoundError:
            found.append((package, "unknown"))
    return tuple(found)


def versions() -> dict[str, str]:
    """Give the versions of coprod_sim, Python and the packages that calculate, and the platform."""
    return dict(installed())


def versions_text() -> str:
    """Write the versions as one text, which tells apart what runs of a study were made with; its host tells the platform."""
    return json.dumps({name: found for name, found in versions().items() if name != "platform"})


def commit() -> dict[str, Any] | None:
    """Give the commit of the checkout from which the program runs, and whether its code was changed since; else None."""
    found = commit_of(Path(__file__).parents[2])
    return found and {"hash": found[0], "dirty": found[1]}


@cache
def commit_of(root: Path) -> tuple[str, bool] | None:
    """Ask git about a checkout; None where the folder is none, or there is no git."""
    if not (root / ".git").exists():
        return None
    try:
        head = asked(root, "rev-parse", "HEAD").strip()
        return head, bool(asked(root, "status", "--porcelain", "--", *CODE).strip())
    except (OSError, subprocess.SubprocessError):
        return None


def asked(root: Path, *words: str) -> str:
    """Give what git answers, without its writing anything."""
    return subprocess.run(
        ["git", "-C", str(root), *words],
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    ).stdout


# Beside a CSV file.


def side_file(file: Path) -> Path:
    """Name the file beside a CSV file that says what made it.

    >>> side_file(Path("a/numbers.csv")).as_posix()
    'a/numbers.csv.json'
    """
    return file.with_name(file.name + BESIDE)


def check_side_file(file: Path) -> None:
    """Refuse to write beside a CSV file what would replace a file that we did not make; call it before any run."""
    beside = side_file(file)
    if is_stored(file):
        leave_alone(beside, is_json_with(beside, "provenance"), f"account of what made {file.name}")


def write_side_file(file: Path, content: Mapping[str, Any]) -> Path | None:
    """Write what made a CSV file beside it: headers or comments in the file itself would break those who read it.

    What is no file that stays, such as a pipe, has nothing beside it.  Raises OSError, and ScenarioError as above.
    """
    if not is_stored(file):
        return None
    check_side_file(file)
    beside = side_file(file)
    write_whole(beside, (json.dumps(content, indent=2) + "\n").encode())
    return beside


def is_stored(file: Path) -> bool:
    """Tell whether a path is, or will be, a file that stays, and no pipe or device."""
    return file.is_file() or not file.exists()
