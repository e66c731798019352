"""Run the race and print its table: python -m benchmarks.peers [--sizes 300 3000 30000] [--quick]."""

import argparse

from benchmarks.marks import write
from benchmarks.peers.race import disagreements, present, race, rows
from benchmarks.table import machine, markdown_rows

SIZES = (300, 3_000, 30_000)
SEEDS, ROUNDS, TURN = 40, 7, 1.0
QUICK_SEEDS, QUICK_ROUNDS, QUICK_TURN = 12, 5, 0.2


def main() -> None:
    """Check that all contenders live by the same rules, let them race, and print the table for README.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="The same rules in other tools.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of families")
    parser.add_argument(
        "--quick", action="store_true", help="fewer pairs of runs in the check, shorter turns in the race"
    )
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    chosen = parser.parse_args()
    about, contenders = machine(), present()
    seeds, rounds, turn = (QUICK_SEEDS, QUICK_ROUNDS, QUICK_TURN) if chosen.quick else (SEEDS, ROUNDS, TURN)
    wrong = [f"{peer}, {finding}" for peer, found in disagreements(range(1, seeds + 1)).items() for finding in found]
    if wrong:
        raise SystemExit("No race: these do not live by the same rules.\n" + "\n".join(wrong))
    results = [row for families in chosen.sizes for row in rows(race(families, rounds, turn, contenders))]
    text = "\n".join((*about, "", *markdown_rows(results)))
    print(text)
    if chosen.write:
        write("peers", text)


if __name__ == "__main__":
    main()
