"""A plan cut into chunks: what is to be run, in which order, and which chunk holds which runs.

Replicates come first (all points and scenarios of replicate 0, then of replicate 1), so a study stopped early is balanced.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.plan.sampling import design, seed_of
from coprod_sim.study.runner.run_chunk import Chunk, Run


@dataclass(frozen=True)
class Cut:
    """A plan, its points and its scenarios, read once.

    points: values of the settings that vary, shape (points, settings); shape (1, 0) where nothing varies.
    """

    plan: Plan
    points: Reals
    scenarios: tuple[Scenario, ...]

    @property
    def called(self) -> tuple[str, ...]:
        """What the scenarios are called in the tables."""
        return self.plan.called

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.points) * len(self.scenarios) * self.plan.replicates

    @property
    def chunks(self) -> int:
        """How many chunks there are; the last may be shorter."""
        return -(-self.runs // self.plan.chunk)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the settings that vary."""
        return tuple(varied.name for varied in self.plan.varied)

    def numbers(self, chunk: int) -> range:
        """Give the numbers of the runs of a chunk."""
        first = chunk * self.plan.chunk
        return range(first, min(first + self.plan.chunk, self.runs))

    def run(self, number: int) -> Run:
        """Give one run by its number."""
        rest, scenario = divmod(number, len(self.scenarios))
        replicate, point = divmod(rest, len(self.points))
        return Run(number, scenario, point, replicate, seed_of(self.plan, point, replicate))

    def chunk(self, number: int) -> Chunk:
        """Give one chunk with all that it needs."""
        runs = tuple(self.run(each) for each in self.numbers(number))
        plan = self.plan
        # What is set in every run goes beside what varies: together they may be right where one alone is not.
        common = tuple(float(value) for value in plan.settings.values())
        rows = {run.point: (*common, *(float(value) for value in self.points[run.point])) for run in runs}
        names = (*plan.settings, *self.names)
        return Chunk(number, runs, self.scenarios, names, rows, plan.months, plan.at, plan.indicators, plan.place)

    def share(self, shard: tuple[int, int]) -> range:
        """Give the chunks of shard i of n: every nth, from the ith on (i counts from 1)."""
        return range(shard[0] - 1, self.chunks, shard[1])


def cut_plan(plan: Plan) -> Cut:
    """Read the scenarios of a plan and draw its points; raises ScenarioError where that cannot be done."""
    return Cut(plan, np.asarray(design(plan), dtype=np.float64), plan.loaded)
