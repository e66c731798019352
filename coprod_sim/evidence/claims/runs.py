"""Runs of the settings that claims are about: both ways of working, over pairs with the same people and the same luck.

Each setting is run once, when first asked for.  Pair k has seed + k, as in compare.py, and as on the page.
Shares are given "of 100"; so are ratios, such as the staff load.
"""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.indicators import YEAR
from coprod_sim.indicators.so_far import counts_so_far
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.setup import TwoWays
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.many import THREADS, Job, many

WhichWay = Literal["A", "B"]

END: Final = USUAL_MONTHS
PEOPLE_MONTHS: Final = (YEAR, END)
"""People are looked at one by one at the end of these months."""
FAMILY_FIELDS: Final = ("voice", "felt_trust", "energy", "progress")
STAFF_TRUST: Final = "staff_trust"
OF: Final = 100


class Runs:
    """Runs over pairs with the seeds seed, seed + 1, ..., of settings that have names."""

    threads = THREADS

    def __init__(self, settings: Mapping[str, TwoWays], pairs: int, seed: int = USUAL_SEED) -> None:
        self.settings, self.pairs, self.seed = settings, pairs, seed
        self.series: dict[Job, dict[str, Reals]] = {}
        self.looks: dict[Job, dict[str, Reals]] = {}
        self.counts: dict[Job, dict[str, Reals]] = {}

    def of(self, indicator: str, setting: str, side: WhichWay) -> Reals:
        """Give one indicator by pair and month, of 100, shape (pairs, months + 1)."""
        found = many(self.jobs(*self.scenario(setting, side)), Job.series, threads=self.threads, kept=self.series)
        return np.stack([run[indicator] for run in found]) * OF

    def so_far(self, count: str, setting: str, side: WhichWay) -> Reals:
        """Give what happened on the way to a plan up to each month, by pair, in counts and not of 100, shape (pairs, months + 1)."""
        found = many(self.jobs(*self.scenario(setting, side)), counted, threads=self.threads, kept=self.counts)
        return np.stack([run[count] for run in found])

    def people(self, field: str, setting: str, side: WhichWay, month: int) -> Reals:
        """Give a field of every family, or the trust in every member of staff, of 100, shape (pairs, people)."""
        scenario, _ = self.scenario(setting, side)
        found = many(self.jobs(scenario, END), looked_at, threads=self.threads, kept=self.looks)
        return np.stack([run[f"{field} {month}"] for run in found]) * OF

    def gap(self, indicator: str, setting: str, month: int = END) -> Reals:
        """Give B minus A in one month by pair, of 100."""
        return np.asarray(self.gaps(indicator, setting)[:, month])

    def gaps(self, indicator: str, setting: str) -> Reals:
        """Give B minus A by pair and month, of 100, shape (pairs, months + 1)."""
        return self.of(indicator, setting, "B") - self.of(indicator, setting, "A")

    def scenario(self, setting: str, side: WhichWay) -> tuple[Scenario, int]:
        """Give the scenario of one side of a setting, and its months."""
        ways = self.settings[setting]
        a, b = ways.scenarios()
        return (a if side == "A" else b), ways.months

    def jobs(self, scenario: Scenario, months: int) -> list[Job]:
        """Give the runs of a scenario, one for every seed."""
        return [Job(scenario, seed, months) for seed in range(self.seed, self.seed + self.pairs)]


def counted(job: Job) -> dict[str, Reals]:
    """Run one town and give what happened on the way to a plan up to each month."""
    return counts_so_far(job.sums())


def looked_at(job: Job) -> dict[str, Reals]:
    """Run one town and give what its people are like at the end of some months, named "field month"."""
    simulation, found = begun(job.scenario, job.seed), dict[str, Reals]()
    for month in PEOPLE_MONTHS:
        simulation.advance(month - simulation.month)
        families, ties = simulation.place.families, simulation.place.casework
        found |= {f"{field} {month}": families[field].copy() for field in FAMILY_FIELDS}
        staff = len(simulation.place.professionals)
        cases = np.bincount(ties["professional"], minlength=staff)
        trust = np.bincount(ties["professional"], weights=ties["family_trust"], minlength=staff)
        found[f"{STAFF_TRUST} {month}"] = trust / np.maximum(cases, 1)
    return found
