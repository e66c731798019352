"""What a claim is: a sentence that a lesson or a workshop shows, and a check that says whether the model bears it out.

A check takes runs and yields its findings (criteria.py); the claim holds if every finding holds.
Settings and claims are declared lesson by lesson, in the files of sentences/, and kept here.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from coprod_sim.evidence.claims.criteria import Finding
from coprod_sim.evidence.claims.runs import Runs
from coprod_sim.scenario.setup.changes import Change, Who
from coprod_sim.scenario.setup.setup import PRESETS, TwoWays, Way

Check = Callable[[Runs], Iterator[Finding]]
NAMES: Final = {"felt_trust": "trust", "voice": "say", "progress": "progress"}
"""What people read for an indicator."""
SIZED: Final = re.compile(r"\b(far|much)\b")
DECLARED_SETTINGS: Final[dict[str, TwoWays]] = {}
DECLARED_CLAIMS: Final[dict[str, "Claim"]] = {}


class Claim(NamedTuple):
    """One claim: its key (lesson.name), what people read, the settings that it is about, and its check."""

    key: str
    text: str
    settings: tuple[str, ...]
    check: Check

    @property
    def lesson(self) -> str:
        """The lesson or workshop that it belongs to: e1 to e7, w1 to w3."""
        return self.key.partition(".")[0]

    @property
    def sized(self) -> bool:
        """Whether its text says how large something is: far or much (criteria.py, FAR); otherwise it says only which way it goes."""
        return bool(SIZED.search(self.text))

    @property
    def ways(self) -> tuple[TwoWays, ...]:
        """The two ways of working that it is about, each of which a page can open."""
        return tuple(DECLARED_SETTINGS[key] for key in self.settings)


def claim(key: str, text: str, *settings: str) -> Callable[[Check], Check]:
    """Declare a function as the check of a claim; settings: their keys, or none where the lesson's own are meant."""

    def declare(check: Check) -> Check:
        DECLARED_CLAIMS[key] = Claim(key, text, settings or (key.partition(".")[0],), check)
        return check

    return declare


def way(number: int, *modifiers: str, **settings: float) -> Way:
    """A way of working by the number of its preset, with modifiers on top and settings changed in it."""
    return Way("+".join((PRESETS[number - 1].key, *modifiers)), settings)


def change(who: Who, do: str, start: int, amount: float, length: int | None = None) -> Change:
    """A change on the timeline; without a length it holds to the end."""
    return Change(who, do, start, length, amount)
