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
from coprod_sim.engine.month_loop import Walks
from coprod_sim.engine.state import Reals
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setting_checks import relation_faults
from coprod_sim.study.assumptions.robust import at_the_end
from coprod_sim.study.compare import settings_that_differ
from coprod_sim.study.many import Job, Progress, Steps, many

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
    mixtures: dict[int, tuple[Scenario, Areas | None]] = field(default_factory=dict)

    def mixture(self, coalition: int) -> tuple[Scenario, Areas | None]:
        """Give the scenario of a coalition, and its areas."""
        if coalition not in self.mixtures:
            names = [name for bit, player in enumerate(self.players) if coalition >> bit & 1 for name in player.names]
            settings = {name: self.b.value(name) for name in names if name != EVENTS}
            mixed = self.a.changed(settings, self.b.events if EVENTS in names else self.a.events)
            self.mixtures[coalition] = mixed, self.areas(mixed)
        return self.mixtures[coalition]

    def worth_in(self, pair: int) -> Callable[[int], Reals]:
        """Give what coalitions that were played are worth in one pair."""
        return lambda coalition: self.known[coalition, pair]

    def play(self, wanted: Iterable[tuple[int, int]], workers: int, progress: Progress | None) -> None:
        """Run all wanted coalitions and pairs that are not known yet."""
        new = [each for each in dict.fromkeys(wanted) if each not in self.known]
        jobs = [self.job(coalition, pair) for coalition, pair in new]
        found = many(jobs, self.worth, threads=workers, on_done=Steps(len(jobs), progress))
        self.known.update(zip(new, found, strict=True))

    def job(self, coalition: int, pair: int) -> Job:
        """Give the run of a coalition with the luck of a pair."""
        scenario, table = self.mixture(coalition)
        return Job(scenario, self.seed + pair, self.months, self.network, self.walks, table)

    def worth(self, job: Job) -> Reals:
        """Make a run, and say what it is worth: each indicator at the end."""
        return np.array(list(at_the_end(job.series(self.indicators), self.months).values()))
