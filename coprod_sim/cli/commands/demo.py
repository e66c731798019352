"""The demonstration: two ways of working compared over 20 pairs of runs, with a report for a browser."""

from pathlib import Path
from typing import Final

REPORT: Final = Path("demo_report.html")
A, B: Final = "consultation_only", "power_sharing"
PAIRS: Final = 20
MONTHS: Final = 60
