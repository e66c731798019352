"""One engine, walked in several ways: every way gives the same bits."""

from threading import current_thread, main_thread
from typing import Any

import numpy as np
import pytest

from coprod_sim import RunResult
from coprod_sim.engine.month_loop import STANDARD
from coprod_sim.engine.state import Place
from coprod_sim.model import Activation, CoproductionModel
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.sizes import small_scenarios

MONTHS = 24
SEEDS = (1, 2, 3)
SCENARIOS = small_scenarios()


def assert_same_place(one: Place, other: Place) -> None:
    """Compare all state of two places, to the bit."""
    arrays: tuple[Any, Any] = (one, other)
    for name, mine, theirs in zip(Place._fields, *arrays, strict=True):
        assert mine.tobytes() == theirs.tobytes(), name


def by_scenario(scenario: Scenario) -> str:
    """Name a test by its scenario."""
    return scenario.name


def lived_with_agents(scenario: Scenario, seed: int, activation: Activation) -> CoproductionModel:
    """Live through the months with Mesa agents."""
    model = CoproductionModel(scenario, seed=seed, activation=activation)
    for _ in range(MONTHS):
        model.step()
    return model


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_scenario)
def test_agents_in_order_shuffled_and_the_loop_agree(scenario: Scenario, seed: int) -> None:
    """Mesa activation, in order and shuffled, and the compiled loop give the same bits."""
    compiled = CoproductionModel(scenario, seed=seed).run(MONTHS)
    activations: tuple[Activation, Activation] = ("agents", "shuffled")
    for activation in activations:
        model = lived_with_agents(scenario, seed, activation)
        assert_same_place(compiled.place, model.place)
        assert np.concatenate(compiled.tallies).tobytes() == np.concatenate(model.tallies).tobytes()


def test_all_ways_agree_on_the_pathway() -> None:
    """With the statutory pathway agents in order and shuffled, one thread and two, and a run that is cut give the same bits."""
    busy = dict.fromkeys(("appeal_refusal", "appeal_content"), 0.9) | {"request_chance": 0.1, "appeal_wait": 3}
    scenario = load_scenario("power_sharing", {"pathway": 1, "families": 40, "professionals": 6, **busy})
    compiled = CoproductionModel(scenario, seed=3).run(MONTHS)
    tallies = np.concatenate(compiled.tallies)
    for activation in ("agents", "shuffled"):
        model = lived_with_agents(scenario, 3, activation)
        assert_same_place(compiled.place, model.place)
        assert np.concatenate(model.tallies).tobytes() == tallies.tobytes()
    cut = begun(scenario, 3, threads=2)
    parts = np.concatenate((cut.advance(7), cut.advance(MONTHS - 7)))
    assert parts.tobytes() == tallies[1:].tobytes()
    assert_same_place(compiled.place, cut.place)
    assert tallies["path_won"].sum() >= 5
    assert tallies["path_requests"].sum() >= 20


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_scenario)
def test_threads_and_cuts_agree(scenario: Scenario, seed: int) -> None:
    """One thread and two, and a run that is cut in two and continued, give the same bits."""
    whole = begun(scenario, seed)
    tallies = whole.advance(MONTHS)
    threaded = begun(scenario, seed, threads=2)
    assert threaded.advance(MONTHS).tobytes() == tallies.tobytes()
    assert_same_place(whole.place, threaded.place)
    cut = begun(scenario, seed)
    parts = np.concatenate((cut.advance(7), cut.advance(MONTHS - 7)))
    assert parts.tobytes() == tallies.tobytes()
    assert_same_place(whole.place, cut.place)


def test_threads_agree_in_a_place_of_many_blocks() -> None:
    """Where families fill several blocks and parts, one thread, two and three give the same bits."""
    scenario = load_scenario("power_sharing", {"families": 20_000, "professionals": 900, "commissioners": 2})
    places = [begun(scenario, 5, threads=threads) for threads in (1, 2, 3)]
    tallies = [place.advance(4).tobytes() for place in places]
    assert tallies[0] == tallies[1] == tallies[2]
    assert_same_place(places[0].place, places[1].place)
    assert_same_place(places[0].place, places[2].place)


def test_a_thread_that_fails_is_heard_and_nobody_waits_for_it() -> None:
    """Where one thread fails before its first month, the others leave their work, and the failure is raised."""

    def months(*arguments: object) -> None:
        if current_thread() is not main_thread():
            raise RuntimeError("this thread fails")
        STANDARD.months(*arguments)

    simulation = begun(load_scenario("power_sharing"), 1, threads=3, walks=STANDARD._replace(months=months))
    with pytest.raises(RuntimeError, match="this thread fails"):
        simulation.advance(MONTHS)


def test_a_ramp_is_the_same_however_the_months_are_cut() -> None:
    """A lever that moves over months ends where it should, in one go, cut in two, and with agents."""
    events = (
        Event(3, "ramp", lever="training", to=0.06, until=9),
        Event(4, "hire", amount=0.3),
        Event(5, "staff_leave", amount=0.5),
    )
    scenario = load_scenario("consultation_only").changed(events=events)
    whole, cut = begun(scenario, 2), begun(scenario, 2)
    tallies = whole.advance(12)
    assert np.concatenate((cut.advance(5), cut.advance(7))).tobytes() == tallies.tobytes()
    assert whole.place.commissioners["training"].tolist() == [0.06] * 3
    halfway = begun(scenario, 2)
    halfway.advance(6)
    assert halfway.place.commissioners["training"] == pytest.approx(0.03)
    model = CoproductionModel(scenario, seed=2, activation="shuffled")
    for _ in range(12):
        model.step()
    assert_same_place(whole.place, model.place)


def test_looking_changes_nothing() -> None:
    """A graph, Mesa agents, a grid, tables and single steps along the way leave the numbers as they are."""
    plain = CoproductionModel("power_sharing", seed=4).run(MONTHS)
    watched = CoproductionModel("power_sharing", seed=4)
    for _ in range(MONTHS):
        watched.step()
        assert watched.agents.agg("unique_id", max) == len(watched.agents)
        assert watched.graph.number_of_nodes() == len(watched.nodes)
        assert len(watched.network_space.agents) == len(watched.nodes)
        assert watched.grid is not None
        assert not RunResult.of(watched).indicators.empty
    assert_same_place(plain.place, watched.place)
