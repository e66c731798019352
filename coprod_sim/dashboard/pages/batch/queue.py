"""Who has the next turn: visitors take turns, and of each visitor what came first.

So however many batches one visitor has, another waits for one turn of each visitor before, and no longer.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")

REMEMBERED: Final = 200
"""Visitors who had a turn."""


class FairQueue(Generic[T]):
    """What waits, by whose it is.

    each, together: so many may wait of one visitor, and of all.
    """

    def __init__(self, each: int, together: int) -> None:
        self.each, self.together = each, together
        self.rows: OrderedDict[str, deque[T]] = OrderedDict()
        self.served: OrderedDict[str, None] = OrderedDict()  # who had a turn, the last one at the end

    def __iter__(self) -> Iterator[T]:
        """Give all that waits, one visitor after another."""
        for row in self.rows.values():
            yield from row

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))

    def has_room(self, who: str) -> bool:
        """Tell whether a visitor may let one more wait."""
        return len(self.rows.get(who, ())) < self.each and len(self) < self.together

    def put(self, who: str, what: T) -> None:
        """Let something wait behind all else of the same visitor."""
        self.rows.setdefault(who, deque()).append(what)

    def put_back(self, who: str, what: T) -> None:
        """Let something that had its turn wait for the next, before all else of the same visitor."""
        self.rows.setdefault(who, deque()).appendleft(what)

    def take(self) -> T | None:
        """Give what has the next turn: of who had none yet, or had one longest ago.  None if nothing waits."""
        if not self.rows:
            return None
        had = {who: place for place, who in enumerate(self.served)}
        who = min(self.rows, key=lambda one: had.get(one, -1))
        self.served[who] = None
        self.served.move_to_end(who)
        while len(self.served) > REMEMBERED:
            self.served.popitem(last=False)
        what = self.rows[who].popleft()
        if not self.rows[who]:
            del self.rows[who]
        return what

    def remove(self, who: str, what: T) -> None:
        """Let something wait no more."""
        row = self.rows.get(who, deque())
        if what in row:
            row.remove(what)
        if not row:
            self.rows.pop(who, None)

    def others(self, who: str) -> bool:
        """Tell whether somebody else waits."""
        return any(one != who for one in self.rows)
