"""Write in what share of other assumptions each thing holds that lessons, workshops and /present tell.

    .venv/bin/python scripts/make_shares.py

It holds them against the ensemble and against 200 draws of all guesses, which takes some minutes on two processors.
Run it after any change of a claim, of a built-in way of working or of the model's results; then scripts/make_guide.py, too.
It writes coprod_sim/evidence/claims/shares/shares.json and coprod_sim/evidence/claims/shares/shares_of_ways.csv.
"""

import csv
import io
import json
import sys
from collections.abc import Sequence

from coprod_sim.evidence.claims import CLAIMS
from coprod_sim.evidence.claims.shares.draws import SOURCES, hold_claims
from coprod_sim.evidence.claims.shares.shares import CLAIMS_FILE, PERCENT, WAYS_FILE, Held
from coprod_sim.files import VERSION, write_whole

EVERY = 20
"""Sets between two words on how far it is."""


def claims_text(found: Sequence[Held]) -> str:
    """Write the shares of claims, and how they were made, as JSON."""
    claims = {
        claim.key: {"text": claim.text, **{one.source.name: one.claims[claim.key]._asdict() for one in found}}
        for claim in CLAIMS
    }
    sources = {
        one.source.name: {"sets": one.source.sets, "pairs": one.source.pairs, "seed": one.source.seed} for one in found
    }
    about = {"made_by": "scripts/make_shares.py", "version": VERSION, "sources": sources, "claims": claims}
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


def ways_text(found: Sequence[Held]) -> str:
    """Write the shares of built-in ways as CSV: percent by month, rounded down, the lowest of all sources; rows of zeros are left out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("a", "b", "measure", "what", "percent of sets by month"))
    for key in found[0].ways:
        counts = [(one.ways[key], one.source.sets) for one in found]
        lowest = [
            min(by_month[month] * PERCENT // sets for by_month, sets in counts) for month in range(len(counts[0][0]))
        ]
        if any(lowest):
            writer.writerow((*key, " ".join(map(str, lowest))))
    return text.getvalue()


def print_progress(name: str, done: int, sets: int) -> None:
    """Say now and then how far it is."""
    if done % EVERY == 0 or done == sets:
        sys.stdout.write(f"{name}: {done} of {sets} sets\n")
        sys.stdout.flush()


def main() -> None:
    """Hold everything against both sources, and write both files, each whole or not at all."""
    found = [
        hold_claims(name, progress=lambda done, sets, name=name: print_progress(name, done, sets)) for name in SOURCES
    ]
    write_whole(CLAIMS_FILE, claims_text(found).encode())
    write_whole(WAYS_FILE, ways_text(found).encode())


if __name__ == "__main__":
    main()
