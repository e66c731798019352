"""Mixtures of two scenarios: A, with some of the settings in which they differ as in B.

The settings in which A and B differ are the players of a game; events that differ are one player together.
A coalition is scenario A in which its players are as in B, and what it is worth is an indicator in the last month
(for rates of rare events, such as disputes, the mean of the last 12 months, as everywhere that people read).
All coalitions meet the same people with the same luck, pair by pair, as in compare.py.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.kernel.stoppable_pool import stoppable_pool
from coprod_sim.engine.month_loop import Walks
from coprod_sim.engine.state import Reals
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.checks import relation_faults
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.certainty import RATES, YEAR
from coprod_sim.study.compare import Progress, settings_that_differ

if TYPE_CHECKING:
    from coprod_sim.place.network.build import Network

EVENTS = "events"


class Player(NamedTuple):
    """What can be as in A or as in B: one setting, or several that can only change together; events are "events"."""

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The player in words."""
        return " and ".join(self.names)


def players_of(a: Scenario, b: Scenario) -> tuple[Player, ...]:
    """Find what differs between two scenarios; settings of which half would make no valid scenario stay together."""
    differ = list(settings_that_differ(a, b))
    names = [name for name, _, _ in differ]
    values_a = a.values() | {name: value for name, value, _ in differ}
    values_b = b.values() | {name: value for name, _, value in differ}
    groups = [{name} for name in names]
    if a.events != b.events:
        groups.append({EVENTS})
    for name in names:
        mixed = (values_a | {name: values_b[name]}, values_b | {name: values_a[name]})
        faults = [fault for values in mixed for fault in relation_faults(values, (), str)]
        tied = {other for other in names for fault in faults if re.search(rf"\b{other} = ", fault)} | {name}
        if name == "commissioners" and any(event.who != "all" for event in (*a.events, *b.events)):
            tied.add(EVENTS)
        together = [group for group in groups if group & tied]
        first = groups.index(together[0])
        groups = [group for group in groups if not group & tied]
        groups.insert(first, set().union(*together))
    order = [*names, EVENTS]
    return tuple(Player(tuple(sorted(group, key=order.index))) for group in groups)


def no_areas(scenario: Scenario) -> None:
    """Give no areas: the place draws its own, if it has some."""
    del scenario


@dataclass
class Game:
    """Two scenarios and what lies between them: runs each coalition with each seed once, when it is asked for.

    A coalition is a whole number whose bits say which players are as in B.
    areas: gives the areas of a mixture, where a table says them.
    """

    a: Scenario
    b: Scenario
    players: tuple[Player, ...]
    seed: int
    months: int
    indicators: tuple[str, ...]
    network: "Network | None"
    walks: Walks
    areas: Callable[[Scenario], Areas | None] = no_areas
    known: dict[tuple[int, int], Reals] = field(default_factory=dict)  # by coalition and pair: shape (indicators,)
    mixtures: dict[int, Scenario] = field(default_factory=dict)
    tables: dict[int, Areas | None] = field(default_factory=dict)

    def mixture(self, coalition: int) -> Scenario:
        """Give the scenario of a coalition."""
        if coalition not in self.mixtures:
            names = [name for bit, player in enumerate(self.players) if coalition >> bit & 1 for name in player.names]
            settings = {name: self.b.value(name) for name in names if name != EVENTS}
            mixed = self.a.changed(settings, self.b.events if EVENTS in names else self.a.events)
            self.mixtures[coalition], self.tables[coalition] = mixed, self.areas(mixed)
        return self.mixtures[coalition]

    def worth_in(self, pair: int) -> Callable[[int], Reals]:
        """Give what coalitions that were played are worth in one pair."""
        return lambda coalition: self.known[coalition, pair]

    def play(self, wanted: Iterable[tuple[int, int]], workers: int, progress: Progress | None) -> None:
        """Run all wanted coalitions and pairs that are not known yet."""
        jobs = [job for job in dict.fromkeys(wanted) if job not in self.known]
        scenarios = {coalition: self.mixture(coalition) for coalition, _ in jobs}

        def worth(job: tuple[int, int]) -> Reals:
            coalition, pair = job
            table = self.tables[coalition]
            tallies = simulate(
                scenarios[coalition], self.seed + pair, self.months, self.network, self.walks, areas=table
            )
            last = measure_all(whole_place(tallies[1:][-YEAR:]), self.indicators)
            return np.array([series.mean() if name in RATES else series[-1] for name, series in last.items()])

        with stoppable_pool(workers) as pool:
            for done, (job, value) in enumerate(zip(jobs, pool.map(worth, jobs), strict=True), start=1):
                self.known[job] = value
                if progress:
                    progress(done, len(jobs))
