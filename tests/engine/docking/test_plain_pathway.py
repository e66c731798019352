"""The engine against the plain reading of the statutory pathway, at month 0 and month by month.

Rare steps are made common, so that all that can happen on the pathway happens within two years.
"""

import random

import numpy as np
import pytest

from coprod_sim.agents.pathway import PATHWAY
from coprod_sim.engine.state import Place
from coprod_sim.evidence.docking.dock import AGREE, docked, docked_start, plain_start, state_differences
from coprod_sim.evidence.docking.plain_pathway import PATHWAY_SPECIFIED
from coprod_sim.evidence.docking.plain_reading import World
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.parameters import PARAMETERS
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.engine.docking.test_rule_terms import COMMON, LEVERS, NO_ONES, uneven_graph

ON = {"pathway": 1, "families": 100, "professionals": 10}
SCHOOLS = {"pathway": 1, "families": 200, "professionals": 20, "school_families": 95, "commissioners": 2}
OFTEN = {
    "request_chance": 0.05, "request_growth": 0.1, "no_plan": 0.2, "appeal_refusal": 0.3, "appeal_no_plan": 0.3,
    "appeal_content": 0.3, "appeal_wait": 3, "concedes": 0.1, "wins": 0.7, "order_binds": 15, "start_appealed": 0.2,
    "leaves_young": 0.01, "leaves_grown": 0.05, "support_ends_young": 0.02, "support_ends_grown": 0.06,
}  # fmt: skip
KNOWN_BY_FEW = {"know_base": -2, "know_reach": 1, "know_informed": 0.2, "start_appealed": 0.1}
PULLED = {"information": 0.6, "assessing": 1.3, "mediation_offer": 0.8, "criteria": 0.4, "compensating": 0.3}
RIGHTS = {"information": (0.3, 0.7, 0.0), "assessing": (0.7, 1.4, 1.0), "mediation_offer": (0.5, 2.0, 0.0), "criteria": (-0.5, 0.3, 0.0)}  # fmt: skip
STEPS, MOVES = 7, 8
LONGEST_WAIT = 60


def drawn_pathway(seed: int) -> dict[str, float]:
    """Draw every number of the pathway from its plausible range, and let requests and appeals be common."""
    dice = random.Random(seed)
    explored = {one.name: one.explore for one in PARAMETERS if one.name in PATHWAY_SPECIFIED}
    drawn = {name: dice.uniform(*found) for name, found in explored.items()}
    often = {"request_chance": 0.06, "appeal_refusal": 0.6, "appeal_no_plan": 0.9, "appeal_content": 0.5}
    return {**ON, **drawn, **often, "appeal_wait": 2.5}


@pytest.mark.parametrize(
    "scenario",
    [
        load_scenario("consultation_only", {**ON, "families": 60, "professionals": 8}),
        load_scenario("power_sharing", {**SCHOOLS, **OFTEN}),
        load_scenario(
            "power_sharing", {**ON, **OFTEN, **PULLED, **KNOWN_BY_FEW, "assess_stretch": 1, "appeal_wait": 2}
        ),
        load_scenario("handed_over", drawn_pathway(4)),
    ],
    ids=["as usual", "schools", "levers", "drawn"],
)
def test_engine_follows_the_specification_of_the_pathway(scenario: Scenario) -> None:
    """With the pathway all state agrees with the plain reading to 1e-9 for 24 months."""
    found = docked(scenario, seed=11)
    assert found.size <= AGREE, found


def test_all_that_can_happen_on_the_pathway_is_docked() -> None:
    """With levers pulled and rare steps made common every step and every move happens, many leave, and both readings agree."""
    scenario = load_scenario("consultation_only", {**SCHOOLS, **OFTEN, **PULLED})
    simulation = begun(scenario, seed=11)
    world = World.from_start(plain_start(simulation), scenario.values())
    steps, moves = np.zeros(STEPS, int), np.zeros(MOVES, int)
    for month in range(1, 25):
        simulation.advance(1)
        world.month(month)
        worst = max(state_differences(simulation, world, month), key=lambda one: one.size)
        assert worst.size <= AGREE, worst
        steps += np.bincount(simulation.place.pathways["step"], minlength=STEPS)
        moves += np.bincount(simulation.place.pathways["move"], minlength=MOVES)
    assert steps.min() >= 5, steps
    assert moves.min() >= 5, moves
    assert simulation.place.young_people["life"].sum() >= 50
    compared = set(world.state()["pathways"])
    assert {field.name for field in PATHWAY} - compared == {"step", "move", "took", "in_time", "over_year"}


@pytest.mark.parametrize("settings", [ON, {**ON, **OFTEN, **PULLED, "start_in_time": 0.1, "appeal_wait": LONGEST_WAIT}])
def test_a_pathway_begins_as_specified(settings: dict[str, float]) -> None:
    """Who has a plan, who waits since when, whose appeal is under way, what they know, and those who assess agree at month 0."""
    scenario = load_scenario("power_sharing", {**settings, "families": 600})
    found = docked_start(scenario, seed=9)
    assert found.size <= AGREE, found


def docked_on_uneven_network(scenario: Scenario, months: int) -> Place:
    """Hold the engine against the plain reading month by month, on the uneven network with levers that differ.  Gives its place at the end."""
    simulation = begun(scenario, 12, load_network(uneven_graph(), scenario))
    place = simulation.place
    place.professionals["capacity"][np.diff(place.case_start) == 0] = 1.0
    for lever, values in {**LEVERS, **RIGHTS}.items():
        place.commissioners[lever] = values
    world = World.from_start(plain_start(simulation), scenario.values())
    for month in range(1, months + 1):
        simulation.advance(1)
        world.month(month)
        worst = max(state_differences(simulation, world, month), key=lambda one: one.size)
        assert worst.size <= AGREE, worst
    return place


def test_a_pathway_on_an_uneven_network_follows_the_specification() -> None:
    """Without peers, with peers of unequal weight, with levers that differ and a commissioner without families both agree."""
    scenario = load_scenario("power_sharing", {**NO_ONES, **COMMON, **OFTEN, "pathway": 1})
    place = docked_on_uneven_network(scenario, 36)
    assert place.pathways["appealed"].any()
