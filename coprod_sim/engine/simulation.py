"""A place and its scenario, moved forward in time: the core that the model, single runs, comparisons and studies share.

The same settings and seed give the same bits, however the months are cut up, on any number of threads, on every machine (kernel/functions.py).
"""

from collections.abc import Callable

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.month_loop import STANDARD, Engine, Walks
from coprod_sim.engine.range_check import StrayRow, first_stray, is_in_range
from coprod_sim.engine.state import REPORT, Place, Records
from coprod_sim.engine.timeline import Timeline
from coprod_sim.engine.totals import as_numbers
from coprod_sim.errors import ModelError, ScenarioError
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setting_checks import checked_whole, plain_number

LARGEST_SEED = 2**64 - 1
MOST_THREADS = 1024
STRETCH = 12
FAMILY_MONTHS = 250_000
"""At least so many family-months are lived between two looks at the state, so that looking costs little beside them;
the months between are a multiple of STRETCH."""


def checked_seed(seed: object) -> int:
    """Give a seed as a whole number; text of digits counts as the number it shows.

    >>> checked_seed(7), checked_seed("42")
    (7, 42)
    """
    if isinstance(seed, str) and seed.strip().isdecimal():
        seed = int(seed)
    seed = plain_number(seed)
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= LARGEST_SEED:
        raise ScenarioError(f"seed = {seed!r}: must be a whole number between 0 and 2**64 - 1. Give one such as 7.")
    return seed


def checked_threads(threads: object) -> int:
    """Give a number of threads as a whole number, or say what is wrong with it."""
    return checked_whole("threads", threads, 1, MOST_THREADS, "Try 2.")


class Simulation:
    """One run: a place, its month, and what is scheduled.

    place: as it stands at month 0 (place/simulate.py makes it), or where its run stopped: whoever gives it says which month.
    areas: what is known of the areas of the place.   names: of its commissioners, where they have some.
    begin_anew: begins this run anew, so that a fault can be looked for month by month.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        place: Place,
        walks: Walks = STANDARD,
        threads: int = 1,
        *,
        areas: Areas | None = None,
        names: tuple[str, ...] = (),
        begin_anew: "Callable[[], Simulation] | None" = None,
    ) -> None:
        self.scenario = scenario
        self.seed = checked_seed(seed)
        self.month = 0
        self.timeline = Timeline(scenario.events, walks.happenings)
        self.place = place
        self.areas, self.names = areas, names
        self.engine = Engine(self.place, walks, checked_threads(threads))
        self.begin_anew = begin_anew
        self.last_checked = 0
        """The last month after which the state was found to be right."""
        self.at_month_end = True
        """Whether the place stands at the end of a month; where a run is stopped by force, it may not."""

    def count(self) -> Records:
        """Count the place as it stands: tallies of shape (1, commissioners)."""
        return self.engine.count()

    def begin_month(self) -> int:
        """Start the next month: do what is scheduled for it, and give its number."""
        self.month += 1
        self.begin(self.month)
        return self.month

    def begin(self, month: int) -> None:
        """Do what is scheduled for a month; a conference makes new ties, and so a place with other arrays."""
        self.place = self.engine.place = self.timeline.begin(self.place, month)

    def advance(self, count: int, on_month: Callable[[int], None] | None = None) -> Records:
        """Live through `count` months: tallies of shape (count, commissioners), one for the end of each.

        on_month: is called with each month that is done; without it the months follow in one go.
        """
        parts, end = [], self.month + count
        while self.month < end:
            parts.append(self.live(min(1 if on_month else self.until_check(), end - self.month)))
            if self.month == end or self.month - self.last_checked >= self.between_checks:
                self.check(parts[-1][-1])
            if on_month:
                on_month(self.month)
        return np.concatenate(parts) if parts else self.count()[:0]

    def live(self, count: int) -> Records:
        """Live through `count` months, at least one, without a look at whether all is right."""
        if not self.at_month_end:
            raise ScenarioError(
                f"month {self.month + 1}: this run was stopped in the midst of it. Begin the run again."
            )
        self.at_month_end, parts, left = False, [], count
        while left > 0:
            quiet = self.timeline.quiet_months(self.month + 1, left)
            if quiet == 0:
                self.begin(self.month + 1)
                # Until the next event or ramp step, the months of this stretch follow without a stop.
                quiet = 1 + self.timeline.quiet_months(self.month + 2, left - 1)
            parts.append(self.engine.run(self.month + 1, quiet))
            self.month += quiet
            left -= quiet
        self.at_month_end = True
        return np.concatenate(parts)

    @property
    def between_checks(self) -> int:
        """Months from one look at the state to the next: more of them in small places, where a look weighs more."""
        return STRETCH * max(1, FAMILY_MONTHS // (STRETCH * len(self.place.families)))

    def until_check(self) -> int:
        """Months until the next look at the state, at least one."""
        return max(1, self.last_checked + self.between_checks - self.month)

    def check(self, tallies: Records) -> None:
        """See that all state, and what was counted last, shape (commissioners,), are numbers in their range.

        Raises RuleError, or ModelError where no rule of somebody else's is in play, about the first month in which they were not.
        """
        if is_in_range(self.place) and np.isfinite(as_numbers(tallies)).all():
            self.last_checked = self.month
            return
        own = self.engine.walks.own
        rules = tuple(own.lines) if own else ()
        month, found = self.first_wrong(rules) or (self.month, first_stray(self.place, tallies, rules))
        assert found is not None
        raise own.stray(month, *found) if own else ModelError(f"month {month}: {found[0]}. {REPORT}")

    def first_wrong(self, rules: tuple[str, ...]) -> tuple[int, StrayRow] | None:
        """Find the first month after which something was wrong, by living through all again; None where that cannot be done."""
        if self.begin_anew is None or self.month - self.last_checked == 1:
            return None
        second_run = self.begin_anew()
        if self.last_checked:
            second_run.live(self.last_checked)
        while second_run.month < self.month:
            tallies = second_run.live(1)[-1]
            found = first_stray(second_run.place, tallies, rules)
            if found:
                return second_run.month, found
        return None
