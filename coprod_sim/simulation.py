"""A place and its scenario, moved forward in time: the core that the model, single runs, comparisons and studies share.

The same settings and seed give the same numbers, however the months are cut up, on any number of threads.
On another machine the last digit may differ (rounding.py): where it has no FMA, or another C library.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from coprod_sim.area_place import area_structure, names_of
from coprod_sim.areas import Areas, drawn_areas
from coprod_sim.default_place import default_structure
from coprod_sim.engine import STANDARD, Engine, Walks
from coprod_sim.errors import ScenarioError
from coprod_sim.events import Timeline
from coprod_sim.scenario import Scenario
from coprod_sim.starting import make_place
from coprod_sim.state import Place, Records

if TYPE_CHECKING:
    from coprod_sim.network_place import Network

LARGEST_SEED = 2**64 - 1


def checked_seed(seed: object) -> int:
    """Give a seed as a whole number; text of digits counts as the number it shows.

    >>> checked_seed(7), checked_seed("42")
    (7, 42)
    """
    if isinstance(seed, str) and seed.strip().isdecimal():
        seed = int(seed)
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed <= LARGEST_SEED:
        raise ScenarioError(f"seed = {seed!r}: must be a whole number between 0 and 2**64 - 1. Give one such as 7.")
    return int(seed)


class Simulation:
    """One run: a place, its month, and what is scheduled."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        network: "Network | None" = None,
        walks: Walks = STANDARD,
        threads: int = 1,
        areas: Areas | None = None,
        place: Place | None = None,
    ) -> None:
        self.scenario = scenario
        self.seed = checked_seed(seed)
        self.month = 0
        self.timeline = Timeline(scenario.events)
        self.areas: Areas | None = None
        values = scenario.values()
        if place is not None:
            # It stands where its run stopped: whoever gives it says which month that is (see Checkpoint.restore).
            self.place = place
        elif network is not None:
            self.place = network.make_place(values, self.seed)
        elif values["school_families"] > 0:
            self.areas = areas or drawn_areas(values, self.seed)
            self.place = make_place(area_structure(self.areas, values, self.seed), values, self.seed)
        else:
            self.place = make_place(default_structure(values, self.seed), values, self.seed)
        self.names = names_of(self.areas, int(values["boards"])) if self.areas else ()
        self.engine = Engine(self.place, walks, threads)

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

    def advance(self, count: int, tell: Callable[[int], None] | None = None) -> Records:
        """Live through `count` months: tallies of shape (count, commissioners), one for the end of each.

        tell: is told after each month which it was; without it the months follow in one go.
        """
        parts = []
        if tell:
            for _ in range(count):
                parts.append(self.advance(1))
                tell(self.month)
            count = 0
        left = count
        while left > 0:
            quiet = self.timeline.quiet_months(self.month + 1, left)
            if quiet == 0:
                self.begin(self.month + 1)
                # Until the next event or ramp step, the months of this stretch follow without a stop.
                quiet = 1 + self.timeline.quiet_months(self.month + 2, left - 1)
            parts.append(self.engine.run(self.month + 1, quiet))
            self.month += quiet
            left -= quiet
        return np.concatenate(parts) if parts else self.count()[:0]


def simulate(
    scenario: Scenario,
    seed: int,
    months: int,
    network: "Network | None" = None,
    walks: Walks = STANDARD,
    threads: int = 1,
    areas: Areas | None = None,
) -> Records:
    """Run a scenario: tallies of shape (months + 1, commissioners), from month 0 on.  The pure core of every study."""
    simulation = Simulation(scenario, seed, network, walks, threads, areas)
    return np.concatenate((simulation.count(), simulation.advance(months)))
