"""What is wrong with a network, collected: all faults are told together, and never too many.

Used by all rooms that read and check a network: see network.py.
"""

from collections.abc import Hashable, Iterable
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario_checks import shown

MOST_FAULTS: Final = 20
NAMED_AT_MOST: Final = 3


class Faults:
    """The faults of a network: how many there are, and the first of them in words."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.count = 0
        self.texts: list[str] = []
        self.said: set[str] = set()

    def add(self, text: str) -> None:
        """Note a fault."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            self.texts.append(text)

    def add_once(self, where: str, text: str) -> None:
        """Note a fault where it is first met: the name of a column is wrong in every row."""
        if text not in self.said:
            self.said.add(text)
            self.add(f"{where}: {text}")

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
    return shown(name) if isinstance(name, str) else str(name)[:60]


def some(nodes: Iterable[Hashable]) -> str:
    """Name the first few nodes, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    '"a", "b", "c" and 2 more'
    """
    found = [called(node) for node in nodes]
    more = len(found) - NAMED_AT_MOST
    return ", ".join(found[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def one_of(words: Iterable[str]) -> str:
    """Join words for a choice.

    >>> one_of(("a", "b", "c"))
    'a, b or c'
    """
    *most, last = words
    return f"{', '.join(most)} or {last}"
