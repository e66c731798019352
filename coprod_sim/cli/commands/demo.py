"""The demonstration: two ways of working compared over 20 pairs of runs, with a report for a browser."""

from pathlib import Path
from typing import Final

from coprod_sim.scenario.usual import BASELINE

DEMO_REPORT: Final = Path("demo_report.html")
A: Final = BASELINE
B: Final = "power_sharing"
