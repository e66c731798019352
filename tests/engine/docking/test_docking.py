"""The compiled engine against the plain reading of the specification, month by month, on a small place."""

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import Place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.engine.docking.plain_forum import conference
from tests.engine.docking.plain_reading import World
from tests.sizes import small_scenarios

SMALL = {"families": 24, "professionals": 6, "commissioners": 2, "peers": 4}
MONTHS = 24
AGREE = 1e-9
FAMILY_STATE = [
    "need",
    "plan",
    "parent_bias",
    "progress",
    "confidence",
    "energy",
    "resources",
    "ability",
    "power",
    "commissioner_power",
    "voice",
    "heard",
    "expected_voice",
    "felt_trust",
    "lived_fit",
    "engaged",
    "gossip",
    "months_since_review",
    "commissioner",
    "asked",
    "late",
    "in_dispute",
]
PROFESSIONAL_STATE = ["commissioner", "discipline", "facilitation", "bravery", "energy", "load", "capacity"]
EDGE_STATE = ["family", "professional", "family_trust", "professional_trust", "power"]


def plain_start(simulation: Simulation) -> dict[str, object]:
    """Hand the starting state of a simulation over as plain lists."""
    place = simulation.place
    levers = place.commissioners.dtype.names
    assert levers is not None
    return {
        "seed": simulation.seed,
        "commissioners": {
            name: place.commissioners[name].tolist() for name in levers if name not in ("disputes", "spending")
        },
        "professionals": {name: place.professionals[name].tolist() for name in PROFESSIONAL_STATE},
        "families": {name: place.families[name].tolist() for name in FAMILY_STATE},
        "edges": {name: place.casework[name].tolist() for name in EDGE_STATE},
        "peers": [peers_of(place, row) for row in range(len(place.families))],
        "practice": [
            place.colleagues[place.practice_start[row] : place.practice_start[row + 1]].tolist()
            for row in range(len(place.professionals))
        ],
    }


def peers_of(place: Place, row: int) -> list[tuple[int, float]]:
    """Give the peers of a family with their weights."""
    ties = slice(place.peer_start[row], place.peer_start[row + 1])
    return list(zip(place.peers[ties].tolist(), place.peer_weight[ties].tolist(), strict=True))


def happen_plainly(world: World, event: Event) -> None:
    """Do an event of the presets to the plain reading."""
    if event.do == "conference":
        assert event.attendance is not None
        assert event.parent_led is not None
        conference(world, event.attendance, event.parent_led, event.month)
        return
    for commissioner in world.commissioners:
        if event.do == "set":
            assert event.lever is not None
            setattr(commissioner, event.lever, event.to)
        else:
            assert event.do == "promise"
            assert event.to is not None
            world.new_promise(event.to, commissioner)


def assert_same(engine: np.ndarray, plain: object, what: str) -> None:
    """Compare one column of state."""
    np.testing.assert_allclose(np.asarray(engine, float), np.asarray(plain, float), rtol=0, atol=AGREE, err_msg=what)


def assert_docks(scenario: Scenario, seed: int, months: int = MONTHS) -> None:
    """Run both and compare all state after every month."""
    simulation = begun(scenario, seed)
    world = World.from_start(plain_start(simulation), scenario.values())
    for month in range(1, months + 1):
        for event in scenario.events:
            if event.month == month:
                happen_plainly(world, event)
        simulation.advance(1)
        world.month(month)
        state, place = world.state(), simulation.place
        for name in FAMILY_STATE:
            assert_same(place.families[name], state["families"][name], f"month {month}: family {name}")
        for name in PROFESSIONAL_STATE:
            assert_same(place.professionals[name], state["professionals"][name], f"month {month}: professional {name}")
        for name in EDGE_STATE:
            assert_same(place.casework[name], state["edges"][name], f"month {month}: casework {name}")
        for name in ("pressure", "rationing", "spending", "standard_offer"):
            assert_same(place.commissioners[name], state["commissioners"][name], f"month {month}: commissioner {name}")


@pytest.mark.parametrize("scenario", small_scenarios(), ids=lambda scenario: scenario.name)
def test_engine_follows_the_specification(scenario: Scenario) -> None:
    """Every scenario agrees with the plain reading to 1e-9 in all state for 24 months."""
    areas = scenario.values()["school_families"] > 0
    assert_docks(scenario if areas else scenario.changed(SMALL), seed=11)


def test_engine_follows_the_specification_after_a_late_event() -> None:
    """A broken promise brought forward to month 8, and a new public promise, agree too."""
    events = (Event(8, "set", lever="power_ceiling", to=0.05), Event(12, "promise", to=0.9))
    assert_docks(load_scenario("power_sharing").changed(SMALL, events=events), seed=5)


HARSH = {
    "asks": 0.6,
    "early_involvement": 0.3,
    "monitoring": 0.25,
    "budget": 0.6,
    "appeal_chance": 0.4,
    "turnover": 0.08,
    "personal_budgets": 0.4,
    "young_person_voice": 0.3,
    "complementarity": 0.0,
    "feedback": 0.3,
    "embedding": 0.5,
    "start_capacity": 1.0,
    "dispute_loss": 0.4,
}


def test_engine_follows_the_specification_with_small_and_large_forums() -> None:
    """A forum with short terms, two meetings of it, and one with more seats than families agree as well."""
    settings = {**SMALL, "forum_share": 0.6, "forum_term": 5, "offer_months": 4, "capture": 0.1}
    assert_docks(load_scenario("co_responsibility", settings), seed=7)
    assert_docks(load_scenario("co_responsibility", {**settings, "forum_seats": 30, "open_recruitment": 0.5}), seed=8)


def test_engine_follows_the_specification_at_conferences() -> None:
    """Conferences that nearly everybody attends, one after the other, agree: trust, confidence, facilitation and new ties."""
    events = tuple(Event(month, "conference", attendance=0.9, parent_led=0.7) for month in (2, 3, 9))
    assert_docks(load_scenario("power_sharing").changed(SMALL, events=events), seed=6)


@pytest.mark.parametrize("preset", ["power_sharing", "handed_over", "invited_not_deciding"])
def test_engine_follows_the_specification_under_stress(preset: str) -> None:
    """With rare things made common (disputes, turnover, overload, not being asked) both still agree."""
    assert_docks(load_scenario(preset, {**SMALL, **HARSH}), seed=3)


def test_ledger_adds_up_to_the_change_of_felt_trust() -> None:
    """For every family and month the parts of the ledger add up to the change of felt trust, to rounding."""
    simulation = begun(load_scenario("power_sharing", {**SMALL, **HARSH}), seed=4)
    before = simulation.place.families["felt_trust"].copy()
    for _ in range(36):
        simulation.advance(1)
        families = simulation.place.families
        assert families["ledger"].shape == (SMALL["families"], len(CAUSES))
        np.testing.assert_allclose(families["ledger"].sum(axis=1), families["felt_trust"] - before, rtol=0, atol=1e-15)
        before = families["felt_trust"].copy()
