"""The month, walked over all rows: the compiled loops, in order, on one thread or several.

Mesa agents walk the same month one by one (model.py); both call the same compiled rules, and give the same bits.
A small place runs several months in one compiled call.
A large one hands equal parts of the rows to threads, phase by phase; compiled loops release the interpreter's lock.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from coprod_sim.agents.commissioner import commissioner_month, commissioners_month
from coprod_sim.agents.family import family_month, show
from coprod_sim.agents.professional import professional_month, professionals_month
from coprod_sim.compiled import loop
from coprod_sim.state import Place, Records
from coprod_sim.tally import TALLY, add_up, as_numbers, count_blocks, count_family, make_blocks

Numbers = np.ndarray
ROWS_WORTH_A_THREAD = 20_000
"""Below this many families, handing the short phases to threads costs more than it gives."""
PARTS = 4
"""Into how many parts the rows of a loop are cut for each thread, in a large place; each part costs some microseconds to begin."""


@loop
def see_colleagues(place):
    """Keep facilitation as it stands at the start of the professionals' phase."""
    for row in range(len(place.professionals)):
        place.seen_facilitation[row] = place.professionals[row].facilitation


@loop
def see_families(place, month, first, last):
    """Let others see families as they stand at the start of a month; from then on each shows itself at the end of its month."""
    for row in range(first, last):
        show(place, row, month - 1)


@loop
def families_month(place, month, blocks, tallies, first, last):
    """One month of the families of blocks first to last - 1, and their sums in tallies, shape (blocks,).

    Each is counted right after its month, while its row is still near the processor.
    """
    for block in range(first, last):
        for row in range(blocks[block].first, blocks[block].last):
            fit_now = family_month(place, row, month)
            count_family(place, row, tallies[block], fit_now)


@loop
def months(place, blocks, block_tallies, block_values, month, count, tallies, values):
    """Run `count` months from `month` on; tallies, shape (count, c), and values, the same as numbers, take the sums."""
    see_families(place, month, 0, len(place.families))
    for step in range(count):
        commissioners_month(place, month + step, 0, len(place.commissioners))
        see_colleagues(place)
        professionals_month(place, month + step, 0, len(place.professionals))
        block_values[:] = 0.0
        families_month(place, month + step, blocks, block_tallies, 0, len(blocks))
        add_up(place, blocks, block_values, tallies[step], values[step])


class Walks(NamedTuple):
    """One set of compiled functions: the standard ones, or those with custom rules."""

    commissioner_month: Callable[..., None]
    professional_month: Callable[..., None]
    family_month: Callable[..., None]
    commissioners_month: Callable[..., None]
    professionals_month: Callable[..., None]
    families_month: Callable[..., None]
    see_colleagues: Callable[..., None]
    see_families: Callable[..., None]
    count_blocks: Callable[..., None]
    add_up: Callable[..., None]
    months: Callable[..., None]

    @classmethod
    def from_compiled(cls, compiled: Mapping[str, Any]) -> "Walks":
        """Pick the functions of a set by their names."""
        return cls(**{name: compiled[name] for name in cls._fields})


STANDARD = Walks(
    commissioner_month,
    professional_month,
    family_month,
    commissioners_month,
    professionals_month,
    families_month,
    see_colleagues,
    see_families,
    count_blocks,
    add_up,
    months,
)


class Engine:
    """Runs a place month by month, with the standard rules or others, on one thread or several."""

    def __init__(self, place: Place, walks: Walks = STANDARD, threads: int = 1) -> None:
        self.place = place
        self.walks = walks
        self.threads = threads
        self.large = len(place.families) >= ROWS_WORTH_A_THREAD
        self.blocks = make_blocks(place.area_start)
        self.block_tallies = np.zeros(len(self.blocks), TALLY)
        self.block_values = as_numbers(self.block_tallies)

    def run(self, month: int, count: int) -> Records:
        """Run `count` months, the first of which is `month`, and give the tallies, shape (count, commissioners)."""
        tallies = np.zeros((count, len(self.place.commissioners)), TALLY)
        if self.threads == 1:
            self.walks.months(
                self.place,
                self.blocks,
                self.block_tallies,
                self.block_values,
                month,
                count,
                tallies,
                as_numbers(tallies),
            )
            return tallies
        with self.workers() as spread:
            spread(self.walks.see_families, len(self.place.families), self.place, month)
            for step in range(count):
                self.threaded_month(spread, month + step)
                self.walks.add_up(self.place, self.blocks, self.block_values, tallies[step], as_numbers(tallies[step]))
        return tallies

    def count(self) -> Records:
        """Count the place as it stands: tallies of shape (1, commissioners)."""
        tallies = np.zeros((1, len(self.place.commissioners)), TALLY)
        self.block_values[:] = 0.0
        self.walks.count_blocks(self.place, self.blocks, self.block_tallies, 0, len(self.blocks))
        self.walks.add_up(self.place, self.blocks, self.block_values, tallies[0], as_numbers(tallies[0]))
        return tallies

    def threaded_month(self, spread: Callable[..., None], month: int) -> None:
        """Run one month, its phases spread over the threads; a phase starts when the one before has ended."""
        walks, place = self.walks, self.place
        if self.large:
            spread(walks.commissioners_month, len(place.commissioners), place, month)
            walks.see_colleagues(place)
            spread(walks.professionals_month, len(place.professionals), place, month)
        else:
            walks.commissioners_month(place, month, 0, len(place.commissioners))
            walks.see_colleagues(place)
            walks.professionals_month(place, month, 0, len(place.professionals))
        self.block_values[:] = 0.0
        spread(walks.families_month, len(self.blocks), place, month, self.blocks, self.block_tallies)

    @contextmanager
    def workers(self) -> Iterator[Callable[..., None]]:
        """Open the threads: gives a function that spreads a loop over the rows, in parts, and ends when all are done.

        Whoever is free takes the next part, this thread too, so a busy neighbour on one processor delays little.
        """
        with ThreadPoolExecutor(self.threads - 1) as pool:

            def spread(walk: Callable[..., None], rows: int, *arguments: Any) -> None:
                count = min(rows, self.threads * (PARTS if self.large else 1))
                parts = deque(pairwise(rows * part // count for part in range(count + 1)))

                def work() -> None:
                    with suppress(IndexError):
                        while True:
                            walk(*arguments, *parts.popleft())

                others = [pool.submit(work) for _ in range(self.threads - 1)]
                work()
                for other in others:
                    other.result()

            yield spread
