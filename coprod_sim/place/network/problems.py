"""What is wrong with a network, collected: all faults are told together, and never too many; and what is to be noted.

Used by all rooms that read and check a network: see load.py.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.scenario.toml_syntax_faults import MOST_FAULTS

MOST_NAMED: Final = 3


class Faults:
    """The faults of a network: how many there are, and the first of them in words; and notes, which stop nothing; quiet ones are kept but not shown.

    `missing` counts the values that say that there is none (NaN, NA), by the name of their attribute.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.count = 0
        self.texts: list[str] = []
        self.once: set[str] = set()
        self.notes: list[str] = []
        self.quiet: list[str] = []
        self.missing: Counter[str] = Counter()
        self.asked: set[str] = set()

    def add(self, text: str) -> None:
        """Note a fault."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            self.texts.append(text)

    def add_once(self, where: str, text: str) -> None:
        """Note a fault where it is first met: the name of a column is wrong in every row."""
        if text not in self.once:
            self.once.add(text)
            self.add(f"{where}: {text}")

    def may_ask(self, name: str, most: int) -> bool:
        """Tell whether a name is among the first so many that were asked for."""
        if name not in self.asked and len(self.asked) < most:
            self.asked.add(name)
        return name in self.asked

    def note(self, text: str) -> None:
        """Note something that is no fault, once."""
        if text not in self.notes:
            self.notes.append(text)

    def raise_all(self) -> None:
        """Raise what was found, if anything was."""
        more = self.count - len(self.texts)
        if more:
            self.texts.append(f"{self.where}: {more} more faults: must have none. Mend those above first.")
        if self.texts:
            raise ScenarioError(*self.texts)


def called(name: Hashable) -> str:
    """Show the name of a node.

    >>> called("Ann"), called(7), called(("school", 3))
    ('"Ann"', '7', "('school', 3)")
    """
    return quoted(name) if isinstance(name, str) else str(name)[:60]


def some(nodes: Iterable[Hashable]) -> str:
    """Name the first few nodes, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    '"a", "b", "c" and 2 more'
    """
    found = [called(node) for node in nodes]
    more = len(found) - MOST_NAMED
    return ", ".join(found[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def one_of(words: Iterable[str]) -> str:
    """Join words for a choice.

    >>> one_of(("a", "b", "c"))
    'a, b or c'
    """
    *most, last = words
    return f"{', '.join(most)} or {last}"


def listed_names(names: Iterable[str], most: int = 12) -> str:
    """List names as they were written, not too many of them.

    >>> listed_names(["Source", "Target"]), listed_names(["a", "b", "c"], 2)
    ('"Source", "Target"', '"a", "b" and 1 more')
    """
    found = list(names)
    more = len(found) - most
    return ", ".join(quoted(name) for name in found[:most]) + (f" and {more} more" if more > 0 else "")
