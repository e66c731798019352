"""The demonstration: two ways of working compared over 20 pairs of runs, with a report for a browser.

python -m coprod_sim.cli.commands.demo        (or: make demo)
"""

import sys
from argparse import ArgumentParser
from typing import Final

REPORT: Final = "demo_report.html"
COMPARISON: Final = ("compare", "consultation_only", "power_sharing", "--pairs", "20", "--months", "60")


def main() -> None:
    """Make the comparison as the command line would, which says where the report is."""
    described = f"Compare consultation with power-sharing over 20 pairs of runs, and write {REPORT} into this folder."
    ArgumentParser("python -m coprod_sim.cli.commands.demo", description=described, allow_abbrev=False).parse_args()
    from coprod_sim.cli import app as cli

    try:
        cli.main([*COMPARISON, "--report", REPORT])
    except SystemExit as end:
        if end.code:
            raise
    sys.stdout.write("Open it in a browser.\n")


if __name__ == "__main__":
    main()
