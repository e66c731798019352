"""Write the made parts of docs/odd.md anew, from the declarations: coprod_sim/report/odd_protocol.py makes them.

    .venv/bin/python scripts/make_odd.py

Run it after any change of a field, parameter, lever, indicator, event, scenario, pattern or rule: a test says when it is needed.
"""

from pathlib import Path
from typing import Final

from coprod_sim.report import odd_protocol

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "odd.md"


def main() -> None:
    """Fill the document in place."""
    DOCUMENT.write_text(odd_protocol.filled(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
