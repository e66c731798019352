"""Write docs/claims.md: what lessons and workshops say that people will see, with the numbers of 200 pairs of runs.

    .venv/bin/python scripts/make_claims.py

It runs all claims, which takes some minutes.  Run it after any change of a claim, or of the model's results: a test says when.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from coprod_sim.evidence.claims import LESSONS, TAUGHT_SETTINGS
from coprod_sim.evidence.claims.check import CLAIM_PAIRS, NOTE, CheckedClaim, check_claims, claims_summary, finding_text
from coprod_sim.evidence.claims.hypotheses import HYPOTHESES

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "claims.md"
TITLES: Final = {
    "e1": "Exercise 1: read the picture",
    "e2": "Exercise 2: one thing at a time",
    "e3": "Exercise 3: luck or effect?",
    "e4": "Exercise 4: history matters",
    "e5": "Exercise 5: break the model",
    "e6": "Exercise 6: who is heard?",
    "e7": "Exercise 7: the way to a plan",
    "w1": 'Workshop 1: "Asked or deciding?"',
    "w2": 'Workshop 2: "Train first or share first?"',
    "w3": 'Workshop 3: "Invited, not deciding"',
}
HEAD: Final = """# What lessons and workshops say that people will see

This document is made by `scripts/make_claims.py`, from the declarations in `coprod_sim/evidence/claims/` and {pairs} pairs of runs.
`make study` runs all claims again and fails when one stops holding; `coprod-sim claims` shows them on the command line.
A claim is about this model, with its default assumptions; it says nothing about how true they are (see `docs/limits.md`).

The rules and their thresholds, each with its reason, stand in `coprod_sim/evidence/claims/criteria.py`.
Both runs of a pair have the same people and the same luck; the seeds are 1 to {pairs}.
{note}
{summary}

## What became of the first expectations

The lessons were designed before the model existed, with words on what would be seen.
The model was not changed for them; where it does not bear them out, the lesson says what is seen.

| Lesson | Expected | Verdict | What the model shows | Claims |
|---|---|---|---|---|
"""


def rows() -> Iterator[str]:
    """Give the table of expectations, row by row."""
    for one in HYPOTHESES:
        keys = ", ".join(f"`{key}`" for key in one.claims)
        yield f"| {one.lesson.upper()} | {one.words} | {one.verdict} | {one.seen} | {keys} |"


def settings_lines(lesson: str) -> Iterator[str]:
    """Give one line for each of a lesson's settings."""
    for key, ways in TAUGHT_SETTINGS.items():
        if key.partition(".")[0] == lesson:
            yield f"- `{key}`: {ways.title}"


def lesson_lines(lesson: str, found: Iterable[CheckedClaim]) -> Iterator[str]:
    """Give a lesson's part of the document, line by line."""
    yield from ("", f"## {TITLES[lesson]}", "", *settings_lines(lesson), "")
    yield "| Claim | Number | Found | Wanted | Holds |"
    yield "|---|---|---|---|---|"
    for one in found:
        if one.claim.lesson != lesson:
            continue
        for row, finding in enumerate(one.findings):
            claim = f"`{one.claim.key}` {one.claim.text}" if row == 0 else ""
            holds = "yes" if finding.holds else "NO"
            yield f"| {claim} | {finding.name} | {finding_text(finding)} | {finding.wanted} | {holds} |"


def document(found: Iterable[CheckedClaim], pairs: int = CLAIM_PAIRS) -> str:
    """Give the whole document."""
    found = list(found)
    head = HEAD.format(pairs=pairs, note=NOTE.replace(". ", ".\n"), summary=claims_summary(found))
    parts = [line for lesson in LESSONS for line in lesson_lines(lesson, found)]
    return head + "\n".join([*rows(), *parts]) + "\n"


def main() -> None:
    """Run all claims and write the document."""
    found = check_claims()
    DOCUMENT.write_text(document(found), encoding="utf-8")
    sys.stdout.write(f"{claims_summary(found)}\n")


if __name__ == "__main__":
    main()
