"""Running the real command in a process of its own, or a fork that shows the same; and a small place, to be quick."""

import os
import subprocess
import sys
from pathlib import Path

from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests import forks

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 300  # seconds: the first run of all compiles the rules

SMALL = ("--set", "families=30", "--set", "professionals=6")


def small(name: str) -> Scenario:
    """Give a scenario in the place of SMALL."""
    return load_scenario(name, {"families": 30, "professionals": 6})


def coprod_sim(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command and give what it wrote and its exit code; with settings of its own it starts anew."""
    words = [sys.executable, "-m", "coprod_sim.cli.app", *arguments]
    settings = os.environ | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)} | environment
    return forks.command(words, ROOT, settings, PATIENCE)
