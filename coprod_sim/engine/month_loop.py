"""The month, walked over all rows: the compiled loops, in order, on one thread or several.

Mesa agents walk the same month one by one (model.py); both call the same compiled rules, and give the same bits.
The months of a stretch run in one compiled call on each thread, and the threads share each phase out among them (thread_barrier.py).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from coprod_sim.agents.commissioner import commissioners_month, see_area, spend
from coprod_sim.agents.family import begin_month, hear_peers, review_if_due, see_team, show
from coprod_sim.agents.family_life import live
from coprod_sim.agents.forum import fill_seats, forums_month, set_criteria, set_offer
from coprod_sim.agents.pathway import appeal, request
from coprod_sim.agents.professional import learn, professionals_month, see_cases, stay_or_leave
from coprod_sim.agents.side_by_side.month import LANES, WIDTH, live_side_by_side
from coprod_sim.agents.young_person import grow, judge_key_person, see_plan
from coprod_sim.engine.kernel.compiled import is_ready, loop, month_step
from coprod_sim.engine.kernel.prefetch import fetch
from coprod_sim.engine.kernel.stoppable_pool import StoppedError, do_beside
from coprod_sim.engine.kernel.thread_barrier import MONTH, give_up, given_up, make_board, next_part, rest
from coprod_sim.engine.mechanism import Mechanism
from coprod_sim.engine.mechanism.arrays import blocks_with_state, tally_type
from coprod_sim.engine.rule_run_faults import OwnRules
from coprod_sim.engine.state import Place, Records
from coprod_sim.engine.totals import Blocks, add_up, as_numbers, count_blocks, count_family, make_blocks

SEE_FAMILIES, COMMISSIONERS, SEE_COLLEAGUES, PROFESSIONALS, FAMILIES, FORUMS, ADD_UP = range(7)
"""The phases of a month, in order.  Families are seen at the start of a stretch only: later each shows itself as its month ends."""
PART_OF_LOOK, PART_OF_MONTH = 1024, 64
"""How many rows a thread takes at a time: where each is only looked at, and where it lives a month."""


@loop
def see_colleagues(place, first, last):
    """Keep the facilitation and the caution of rows first to last - 1 as they stand at the start of the professionals' phase."""
    for row in range(first, last):
        place.seen_facilitation[row] = place.professionals[row].facilitation
        place.seen_caution[row] = place.professionals[row].caution


@loop
def see_families(place, month, first, last):
    """Let others see families as they stand at the start of a month; from then on each shows itself at the end of its month."""
    for row in range(first, last):
        show(place, row, month - 1)


@month_step
def families_month(place, month, blocks, first, last):
    """One month of the families of blocks first to last - 1, and what they add up to.

    Each span is counted right after its month, while its rows are still near the processor.
    """
    lanes = blocks.lanes[0]
    blocks.numbers[first:last] = 0.0
    for block in range(first, last):
        end = blocks.spans[block].last
        for start in range(blocks.spans[block].first, end, WIDTH):
            count = min(WIDTH, end - start)
            live_side_by_side(place, month, start, count, lanes)
            for k in range(count):
                fetch(place.families, start + k + WIDTH)
                count_family(place, start + k, blocks.tallies[block], lanes.fit[k])


@loop
def extent(place, blocks, phase, begins):
    """How many rows a phase has, and how many a thread takes at a time."""
    if phase == SEE_FAMILIES:
        return (len(place.families) if begins else 0), PART_OF_LOOK
    if phase in (COMMISSIONERS, FORUMS):
        return len(place.commissioners), 1
    if phase == SEE_COLLEAGUES:
        return len(place.professionals), PART_OF_LOOK
    if phase == PROFESSIONALS:
        return len(place.professionals), PART_OF_MONTH
    if phase == FAMILIES:
        return len(blocks.spans), 1
    return 1, 1


@month_step
def walk(place, blocks, phase, month, first, last):
    """Walk one part of a phase: rows first to last - 1, or blocks of families."""
    if phase == FAMILIES:
        families_month(place, month, blocks, first, last)
    elif phase == PROFESSIONALS:
        professionals_month(place, month, first, last)
    elif phase == COMMISSIONERS:
        commissioners_month(place, month, first, last)
    elif phase == FORUMS:
        forums_month(place, month, first, last)
    elif phase == SEE_COLLEAGUES:
        see_colleagues(place, first, last)
    else:
        see_families(place, month, first, last)


@loop
def months(place, blocks, month, count, tallies, numbers, board, threads):
    """Run `count` months from `month` on; tallies, shape (count, c), take the sums, and numbers shows them as such.

    Each of the `threads` calls this once, with the same empty board, and leaves it where somebody gives up.
    A phase reads what the one before it wrote, so all wait for its last part.
    """
    base = everybody = 0
    for done in range(count):
        now = month + done
        board[MONTH] = now
        for phase in range(ADD_UP + 1):
            rows, size = extent(place, blocks, phase, done == 0)
            first = next_part(board, base) * size
            while first < rows and not given_up(board):
                last = min(first + size, rows)
                if phase == ADD_UP:
                    add_up(place, blocks, tallies[done], numbers[done])
                else:
                    walk(place, blocks, phase, now, first, last)
                first = next_part(board, base) * size
            base += (rows + size - 1) // size + threads
            everybody += threads
            if not rest(board, everybody):
                return


class Walks(NamedTuple):
    """One set of compiled functions: the standard ones, or those with rules of one's own, which `own` tells about.

    First the verbs of Mesa agents (agents/mesa_agents.py), then the walks over rows.
    """

    see_area: Callable[..., Any]
    spend: Callable[..., Any]
    see_cases: Callable[..., Any]
    learn: Callable[..., Any]
    stay_or_leave: Callable[..., Any]
    begin_month: Callable[..., Any]
    request: Callable[..., Any]
    see_team: Callable[..., Any]
    hear_peers: Callable[..., Any]
    review_if_due: Callable[..., Any]
    live: Callable[..., Any]
    appeal: Callable[..., Any]
    show: Callable[..., Any]
    grow: Callable[..., Any]
    see_plan: Callable[..., Any]
    judge_key_person: Callable[..., Any]
    fill_seats: Callable[..., Any]
    set_offer: Callable[..., Any]
    set_criteria: Callable[..., Any]
    see_colleagues: Callable[..., None]
    see_families: Callable[..., None]
    count_blocks: Callable[..., None]
    add_up: Callable[..., None]
    months: Callable[..., None]
    own: OwnRules | None = None
    mechanism: Mechanism | None = None
    happenings: Mapping[str, Callable[..., None]] = {}
    """What does the events of the mechanism, by their kind."""

    @classmethod
    def from_compiled(cls, compiled: Mapping[str, Any], **about: Any) -> "Walks":
        """Pick the functions of a set by their names."""
        return cls(**{name: compiled[name] for name in cls._fields if name in compiled}, **about)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Walks":
        """Share compiled functions among copies: nothing in them changes."""
        del memo
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to other processes by what they are made of: compiled functions are found, or made, anew there."""
        if self.own is not None:
            return own_walks, (self.own.files,)
        return (standard_walks, ()) if self is STANDARD else (Walks, tuple(self))


def standard_walks() -> Walks:
    """Give the compiled functions with the model's own rules."""
    return STANDARD


def own_walks(files: tuple[tuple[Path, bytes] | None, ...]) -> Walks:
    """Give the compiled functions with rules and a mechanism of one's own, from the texts of their files."""
    from coprod_sim.engine.custom_rules import linked

    return linked(*files)


STANDARD = Walks(
    see_area,
    spend,
    see_cases,
    learn,
    stay_or_leave,
    begin_month,
    request,
    see_team,
    hear_peers,
    review_if_due,
    live,
    appeal,
    show,
    grow,
    see_plan,
    judge_key_person,
    fill_seats,
    set_offer,
    set_criteria,
    see_colleagues,
    see_families,
    count_blocks,
    add_up,
    months,
)


WORTH_A_THREAD = 200_000
"""Family-months from which on a run takes long enough, some tenths of a second, to be worth hearing Ctrl-C in it."""


class Engine:
    """Runs a place month by month, with the standard rules or others, on one thread or several."""

    def __init__(self, place: Place, walks: Walks = STANDARD, threads: int = 1) -> None:
        self.place = place
        self.walks = walks
        self.threads = threads
        self.tally = tally_type(walks.mechanism)
        self.blocks = make_blocks(place.area_start, self.tally)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the blocks, whose two arrays are one memory, which a copy would take apart."""
        return {name: value for name, value in vars(self).items() if name != "blocks"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the blocks anew."""
        vars(self).update(state)
        self.blocks = make_blocks(self.place.area_start, self.tally)

    def all_blocks(self) -> Blocks:
        """Give the blocks, with the state of a mechanism where there is one."""
        return blocks_with_state(self.place, self.blocks) if self.walks.mechanism else self.blocks

    def run(self, month: int, count: int) -> Records:
        """Run `count` months, the first of which is `month`, and give the tallies, shape (count, commissioners).

        Where it is stopped by Ctrl-C, the place is left in the midst of a month.
        """
        tallies, board = np.zeros((count, len(self.place.commissioners)), self.tally), make_board()
        numbers, blocks = as_numbers(tallies), self.all_blocks()

        def work() -> None:
            mine = blocks._replace(lanes=np.zeros(1, LANES))
            self.walks.months(self.place, mine, month, count, tallies, numbers, board, self.threads)

        long = count * len(self.place.families) >= WORTH_A_THREAD or not is_ready(self.walks.months)
        self.do(work, self.walks.months, self.threads, board, beside=long or self.threads > 1)
        return tallies

    def count(self) -> Records:
        """Count the place as it stands: tallies of shape (1, commissioners)."""
        tallies, blocks = np.zeros((1, len(self.place.commissioners)), self.tally), self.all_blocks()

        def work() -> None:
            self.walks.count_blocks(self.place, blocks, 0, len(blocks.spans))
            self.walks.add_up(self.place, blocks, tallies[0], as_numbers(tallies[0]))

        self.do(work, self.walks.add_up, 1, make_board(), beside=False)
        return tallies

    def do(
        self, work: Callable[[], None], last: Callable[..., None], threads: int, board: np.ndarray, beside: bool
    ) -> None:
        """Do compiled work, beside this thread where it may take long, as it may with rules of one's own.

        last: the compiled function that is ready after all others.   What goes wrong in rules of one's own is said of them.
        """
        own = self.walks.own
        if own is None and not beside:
            work()
            return
        watch = own and own.watch(lambda: int(board[MONTH]), lambda: is_ready(last))
        try:
            do_beside(work, threads, lambda: give_up(board), watch)
        except StoppedError:
            raise
        except Exception as error:
            if own is None:
                raise
            raise own.fault(error) from error
