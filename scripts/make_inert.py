"""Write the table of what moves nothing into docs/limits.md: what `coprod-sim inert` lists, with the reason why each stays.

    .venv/bin/python scripts/make_inert.py

It takes two or three minutes.  Run it after any change of the model's results: a long test (`make study`) says when.
Reasons are written by hand, in the table; they stay while their row does, and a new row says that its reason is missing.
"""

import re
import sys
from pathlib import Path
from typing import Final

from coprod_sim.study.inert.inert import RemovalEffect, effect_text, find_inert, inert_summary

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "limits.md"
PART: Final = re.compile(r"(<!-- made: inert -->\n)(.*?)(<!-- end -->)", re.DOTALL)
MISSING: Final = "NOT ARGUED YET"
HEADS: Final = ("Taken out", "Kind", "Where it does most", "Why it stays")

Row = tuple[str, str]


def reasons(text: str) -> dict[Row, str]:
    r"""Read the rows of the table that stands in a document: name and kind, and why each stays.

    >>> reasons("<!-- made: inert -->\n| `gossip` | term | Trust +0.1 | It spreads. |\n<!-- end -->")
    {('gossip', 'term'): 'It spreads.'}
    """
    part = PART.search(text)
    lines = part[2].splitlines() if part else []
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {(row[0].strip("`"), row[1]): row[3] for row in rows}


def table(inert: tuple[RemovalEffect, ...], known: dict[Row, str]) -> str:
    """Give the table of what moves nothing, with the reasons that are known."""
    lines = [f"| {' | '.join(HEADS)} |", "|---|---|---|---|"]
    for effect in inert:
        why = known.get((effect.name, effect.kind), MISSING)
        most = effect_text(effect).replace(f"in {effect.scenario}", f"in `{effect.scenario}`")
        lines.append(f"| `{effect.name}` | {effect.kind} | {most} | {why} |")
    return "\n".join(lines)


def filled(text: str, inert: tuple[RemovalEffect, ...]) -> str:
    """Give a document with its table made anew."""
    made = table(inert, reasons(text))
    return PART.sub(lambda found: f"{found[1]}{made}\n\n{found[3]}", text)


def main() -> None:
    """Take everything out in turn, and write the table."""
    found = find_inert()
    text = filled(DOCUMENT.read_text(encoding="utf-8"), found.inert)
    DOCUMENT.write_text(text, encoding="utf-8")
    sys.stdout.write("\n".join(inert_summary(found)) + "\n")
    missing = [f"{name} ({kind})" for (name, kind), why in reasons(text).items() if why == MISSING]
    if missing:
        sys.stdout.write(
            f"Write in {DOCUMENT.name} why these stay, or take them out of the model: {', '.join(missing)}\n"
        )


if __name__ == "__main__":
    main()
