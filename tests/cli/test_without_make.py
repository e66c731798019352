"""The commands work as modules of Python, where there is neither make nor a command on the path."""

import os
import subprocess
import sys
from pathlib import Path

from coprod_sim import __version__
from tests.cli.command import PATIENCE, ROOT


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder that is not the project's, as somebody who has installed it would."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def test_the_package_is_the_command(tmp_path: Path) -> None:
    """The package, run by Python, is coprod-sim: its version, its commands, and exit code 2 for what does not exist."""
    version = python(tmp_path, "-m", "coprod_sim", "--version")
    listed = python(tmp_path, "-m", "coprod_sim", "scenarios", "list")
    wrong = python(tmp_path, "-m", "coprod_sim", "run", "nowhere")

    assert (version.returncode, version.stdout) == (0, f"coprod-sim {__version__}\n")
    assert listed.returncode == 0
    assert "power_sharing" in listed.stdout
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)


def test_the_demo_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    """An option is answered with exit code 2, and nothing is written."""
    done = python(tmp_path, "-m", "coprod_sim", "demo", "--pairs", "3")

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "No such option: --pairs" in done.stderr
