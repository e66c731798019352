"""Our own engine as a contender, and the places that everybody starts from."""

from collections.abc import Mapping

import numpy as np

from benchmarks.peers.start import Start, start_of
from coprod_sim.engine.month_loop import Engine
from coprod_sim.engine.state import Place
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
NOTHING: Mapping[str, float] = {}
LEFT_OUT: Mapping[str, float] = {
    "young_say": 0.0,
    "ear_base": 0.0,
    "ear_skill": 0.0,
    "ear_voice": 0.0,
    "young_effort": 0.0,
    "language_gap": 0.0,
    "poverty_gap": 0.0,
    "prejudice": 0.0,
    "leave_age": 1000.0,
    "interpreter_cost": 0.0,
    "compensating_cost": 0.0,
}
"""What makes young people, and what keeps families from being heard, move nothing: the ports leave both out."""


def baseline(families: int, scenario: str = "consultation_only") -> Scenario:
    """Give a scenario in a place of some size: ten families for each professional, up to 1,000 for a commissioner.

    The standard offer stays what it is at the start: the ports leave the collective level out, as they do young people and who is heard.
    """
    sizes = {"families": families, "professionals": families // 10, "commissioners": max(3, families // 1_000)}
    return load_scenario(scenario, sizes | LEFT_OUT | {"offer_months": BY_NAME["offer_months"].high})


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


def unsettle(place: Place) -> None:
    """Move needs away from what is usual, and levers away from where both scenarios leave them, so that every rule shows."""
    place.families["usual_need"] *= 1.5
    place.commissioners["personal_budgets"] = 0.4
    place.commissioners["embedding"] = 0.5
    place.commissioners["asks"][0] = 0.0
    place.commissioners["promise"][1] = 0.0


def begun_with(scenario: Scenario, seed: int, changes: Mapping[str, float], unsettled: bool) -> Place:
    """Give the place of a scenario at month 0, with some parameters changed after it began, beyond what scenarios may set."""
    place = begun(scenario, seed).place
    for name, value in changes.items():
        place.parameters[name] = value
    if unsettled:
        unsettle(place)
    return place


def start_with(
    scenario: Scenario,
    seed: int,
    changes: Mapping[str, float] = NOTHING,
    wrong: Mapping[str, float] = NOTHING,
    unsettled: bool = False,
) -> Start:
    """Give what a port starts from; `wrong` are factors that make some parameters wrong in it."""
    start = start_of(begun_with(scenario, seed, changes, unsettled))
    for name, factor in wrong.items():
        start.parameters[name] *= factor
    return start


def history_from(
    scenario: Scenario, seed: int, months: int, changes: Mapping[str, float], unsettled: bool = False
) -> dict[str, list[float]]:
    """Run our engine from the same."""
    tallies = whole_place(Engine(begun_with(scenario, seed, changes, unsettled)).run(1, months))
    return {name: values.tolist() for name, values in measure_all(tallies, INDICATORS).items()}
