"""The demonstration: two ways of working compared over 20 pairs of runs, with a report for a browser."""

from pathlib import Path
from typing import Final

REPORT: Final = Path("demo_report.html")
A: Final = "consultation_only"
B: Final = "power_sharing"
PAIRS: Final = 20
MONTHS: Final = 60
