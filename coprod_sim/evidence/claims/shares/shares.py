"""In what share of other assumptions each thing that we teach holds: the committed figures, and what is asked of them.

shares.json has the claims of lessons and workshops, shares_of_ways.csv any two built-in ways of working in every month;
scripts/make_shares.py writes both.  What holds in fewer than 80 of 100 sets of any kind, or is not known, wants a mark.
No simulation is made here, and nothing is imported that makes one.
"""

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

ENOUGH: Final = 0.80
"""From this share of sets on, a sentence may stand without a mark."""
SHARE_MEASURES: Final = ("felt_trust", "voice", "progress", "staff_load", "family_energy")
"""What /present tells of two ways of working."""
CLAIMS_FILE: Final = Path(__file__).with_name("shares.json")
WAYS_FILE: Final = Path(__file__).with_name("shares_of_ways.csv")
PERCENT: Final = 100

Key = tuple[str, str, str, str]
"""Of two built-in ways: a, b, measure, and which is higher; of one way alone b is empty, and it rose or fell in a year."""


class AssumptionSource(NamedTuple):
    """Which sets of assumptions were asked, how many, and with how many pairs of runs from which seed on."""

    name: str
    sets: int
    pairs: int
    seed: int


class Spoken(NamedTuple):
    """In how many sets a claim holds: it goes the way that is told, and as far where it says far.

    as_large: in how many it is also as large as pages show it in our default town, by the thresholds of criteria.py.
    """

    holds: int
    as_large: int


class Held(NamedTuple):
    """What the sets of one source make of claims by key, and of built-in ways: counts of sets by month."""

    source: AssumptionSource
    claims: dict[str, Spoken]
    ways: dict[Key, list[int]]

    def share(self, key: str) -> float:
        """Give the share of sets in which a claim holds."""
        return self.claims[key].holds / self.source.sets


@cache
def stored() -> dict[str, Any]:
    """Read the shares of claims, and how they were made."""
    found: dict[str, Any] = json.loads(CLAIMS_FILE.read_text(encoding="utf-8"))
    return found


@cache
def stored_ways() -> Mapping[Key, tuple[int, ...]]:
    """Read the shares of built-in ways by month, in percent, the lowest of all sources; what never is so has no row."""
    with WAYS_FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {(a, b, measure, what): tuple(map(int, shares.split())) for a, b, measure, what, shares in rows}


def share_of(key: str) -> float | None:
    """Give the share of sets in which a claim holds, the lowest of all sources; None where it was never asked."""
    found, sources = stored()["claims"].get(key), stored()["sources"]
    if found is None:
        return None
    return float(min(found[name]["holds"] / sources[name]["sets"] for name in sources))


def holds_widely(key: str) -> bool:
    """Whether a claim may stand without a mark."""
    share = share_of(key)
    return share is not None and share >= ENOUGH


def way_share(a: str, b: str, measure: str, what: str, month: int) -> float:
    """Give the share of sets in which it is so in a month; 0 where that is not known.

    a, b: names of built-in ways, in any order, or b empty.   what: "A" or "B" is higher, "same"; or a "rose" or "fell".
    """
    if b and a == b:
        return float(what == "same")
    turned = {"A": "B", "B": "A"}.get(what, what)
    shares = stored_ways().get((a, b, measure, what)) or stored_ways().get((b, a, measure, turned), ())
    return shares[month] / PERCENT if 0 <= month < len(shares) else 0.0
