"""Our own engine as a contender, and the places that everybody starts from."""

from collections.abc import Mapping

import numpy as np

from benchmarks.peers.start import Start, start_of
from coprod_sim.engine.month_loop import Engine
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario, load_scenario

INDICATORS = (
    "progress",
    "felt_trust",
    "voice",
    "family_power",
    "family_energy",
    "disputes",
    "staff_load",
    "staff_energy",
    "facilitation",
    "professional_trust",
    "fit",
)
"""What all contenders count each month."""


def baseline(families: int, scenario: str = "consultation_only") -> Scenario:
    """Give a scenario in a place of some size: ten families for each professional, up to 1,000 for a commissioner.

    The standard offer stays what it is at the start: the ports leave the collective level out.
    """
    sizes = {"families": families, "professionals": families // 10, "commissioners": max(3, families // 1_000)}
    return load_scenario(scenario, sizes | {"offer_months": BY_NAME["offer_months"].high})


class Ours:
    """One run of ours, with the face of the ports."""

    def __init__(self, scenario: Scenario, seed: int, threads: int = 1) -> None:
        self.simulation = begun(scenario, seed, threads=threads)
        self.tallies = self.simulation.count()[:0]

    def advance(self, months: int) -> None:
        """Live through some months."""
        self.tallies = np.concatenate((self.tallies, self.simulation.advance(months)))

    @property
    def history(self) -> dict[str, list[float]]:
        """The indicators of each month so far."""
        measured = measure_all(whole_place(self.tallies), INDICATORS)
        return {name: values.tolist() for name, values in measured.items()}


def start_with(scenario: Scenario, seed: int, changes: Mapping[str, float] | None = None) -> Start:
    """Give the place of a scenario at month 0, with some parameters changed."""
    start = start_of(begun(scenario, seed).place)
    for name, value in (changes or {}).items():
        start.parameters[name] = value
    return start


def history_from(scenario: Scenario, seed: int, months: int, changes: Mapping[str, float]) -> dict[str, list[float]]:
    """Run our engine with some parameters changed after the start, beyond what scenarios may set."""
    simulation = begun(scenario, seed)
    for name, value in changes.items():
        simulation.place.parameters[name] = value
    tallies = whole_place(Engine(simulation.place).run(1, months))
    return {name: values.tolist() for name, values in measure_all(tallies, INDICATORS).items()}
