"""The exact cases of MODEL.md section 13: what must come out to the published digit.

Case 5, peers alone on published networks, stands in tests/place/network; case 8 in tests/engine/docking and at the end here.
"""

import math

import networkx as nx
import numpy as np
import pytest

from coprod_sim.agents.rules import review as meeting
from coprod_sim.agents.rules.daily_life import joint_effort
from coprod_sim.engine.kernel.randomness import philox
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import default_parameters
from coprod_sim.place.initial_state import settle_felt_trust
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.engine.docking.flat_map import FlatMap
from tests.sizes import small_scenarios

NO_CHANCE: dict[str, float] = {
    "family_noise": 0,
    "own_area_noise": 0,
    "other_area_noise": 0,
    "commissioner_noise": 0,
    "need_drift": 0,
    "turnover": 0,
    "appeal_chance": 0,
}


@pytest.mark.parametrize("scenario", small_scenarios(), ids=lambda scenario: scenario.name)
def test_case_1_power_is_conserved(scenario: Scenario) -> None:
    """All power over a family's plan adds up to 1 within 1e-12, in every month of every scenario."""
    simulation = begun(scenario, 8)
    for _ in range(61):
        place = simulation.place
        team = np.add.reduceat(place.casework["power"], place.team_start[:-1])
        total = place.families["power"] + place.families["commissioner_power"] + team
        np.testing.assert_allclose(total, 1.0, rtol=0, atol=1e-12)
        simulation.advance(1)


def test_case_2_weights_of_all_views_add_up_to_one() -> None:
    """Where the family is right and all others hold to the offer, the plan is offer + voice * (need - offer)."""
    settings: dict[str, float] = {
        **NO_CHANCE,
        "parent_divergence": 0,
        "standardising": 1,
        "paper_information": 0,
        "thrift": 0,
    }
    settings |= {"monitoring_information": 0, "review_months": 1, "start_family_power": 0.2}
    settings |= {
        "learning_by_doing": 0,
        "training": 0,
        "reflective_learning": 0,
        "start_family_trust": 0.9,
        "start_capacity": 5,
    }
    simulation = begun(load_scenario("consultation_only", settings), 3)
    simulation.place.professionals["facilitation"] = 0.0
    simulation.place.commissioners["standard_offer"] = 0.5
    simulation.advance(1)
    families = simulation.place.families
    assert families["reviewed"].all()
    assert families["heard"].min() > 0.001
    need, plan, voice = families["need"], families["plan"], families["voice"][:, None]
    np.testing.assert_allclose(plan, 0.5 + voice * (need - 0.5), rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("family_noise", "wish", "expert_noise"), [(1.0, 0.0, 1.0), (0.6, 0.0, 1.2), (0.5, 0.5, 1.0), (1.0, 0.5, 1.0)]
)
def test_case_3_pooling(family_noise: float, wish: float, expert_noise: float) -> None:
    """The plan's mean squared error is w^2 (s_F^2 + b^2) + (1 - w)^2 s_P^2, and w* makes it least."""
    best = expert_noise**2 / (family_noise**2 + wish**2 + expert_noise**2)
    errors = [pooled_error(weight, family_noise, wish, expert_noise) for weight in (best - 0.15, best, best + 0.15)]
    for weight, error in zip((best - 0.15, best, best + 0.15), errors, strict=True):
        exact = weight**2 * (family_noise**2 + wish**2) + (1 - weight) ** 2 * expert_noise**2
        # 80,000 squared errors: the standard error is exact * sqrt(2 / 80,000) = 0.5 %.
        assert error == pytest.approx(exact, rel=0.02)
    assert errors[1] < errors[0]
    assert errors[1] < errors[2]


def pooled_error(weight: float, family_noise: float, wish: float, expert_noise: float) -> float:
    """Hold one meeting of each of 20,000 families with one professional, nobody listening, and measure the plans."""
    settings: dict[str, float] = {
        "families": 20_000,
        "professionals": 100,
        "largest_team": 1,
        "asks": 0,
        "review_months": 1,
        "appeal_chance": 0,
        "standardising": 0,
        "unsupported_noise": 0,
        "tired_noise": 0,
        "family_noise": family_noise,
        "parent_divergence": wish,
        "own_area_noise": expert_noise,
        "other_area_noise": expert_noise,
        "start_family_power": weight,
        "start_commissioner_power": 0,
        "start_capacity": 5,
    }
    simulation = begun(load_scenario("consultation_only", settings), 1)
    simulation.advance(1)
    families = simulation.place.families
    assert families["reviewed"].all()
    return float(((families["plan"] - families["need"]) ** 2).mean())


@pytest.mark.parametrize(
    ("chance", "gain", "loss", "mean", "spread"),
    [(0.8, 0.05, 0.2, 0.5, 0.129099), (0.9, 0.05, 0.2, 0.692308, 0.131200)],
)
def test_case_4_trust_alone(chance: float, gain: float, loss: float, mean: float, spread: float) -> None:
    """With experiences 1 and 0 trust settles at the published mean and spread."""
    par = default_parameters()
    par.trust_gain, par.trust_loss = gain, loss
    rng = np.random.default_rng(4)
    trust, kept = 0.5, []
    for step, good in enumerate((rng.random(400_000) < chance).astype(float)):
        trust = meeting.family_trust_after(trust, good, meeting.trust_rate(good, trust, par))
        if step >= 1000:
            kept.append(trust)
    # Steps are correlated over about 12 months: the standard error of the mean is about 0.001.
    assert np.mean(kept) == pytest.approx(mean, abs=0.004)
    assert np.std(kept) == pytest.approx(spread, abs=0.003)
    up, down = [
        (meeting.family_trust_after(0.0, e, r), meeting.family_trust_after(1.0, e, r))
        for e, r in ((1, gain), (0, loss))
    ]
    assert exact_moments(chance, up, down) == pytest.approx((mean, spread), abs=5e-7)


def exact_moments(chance: float, up: tuple[float, float], down: tuple[float, float]) -> tuple[float, float]:
    """Solve for the mean and spread at which a mix of two straight-line updates, given at trust 0 and 1, stands still."""
    (a, b), (c, d) = [(at_0, at_1 - at_0) for at_0, at_1 in (up, down)]
    mean = (chance * a + (1 - chance) * c) / (1 - chance * b - (1 - chance) * d)
    square = chance * (a * a + 2 * a * b * mean) + (1 - chance) * (c * c + 2 * c * d * mean)
    square /= 1 - chance * b * b - (1 - chance) * d * d
    return mean, math.sqrt(square - mean * mean)


def test_case_4_one_breach_takes_7_47_successes_to_repair() -> None:
    """From 0.7, after one breach with rates 0.05 and 0.2, the way back takes 7.47 good meetings."""
    trust = meeting.family_trust_after(0.7, 0.0, 0.2)
    steps = 0
    while (after := meeting.family_trust_after(trust, 1.0, 0.05)) < 0.7:
        trust, steps = after, steps + 1
    part = math.log((1 - trust) / (1 - 0.7)) / math.log((1 - trust) / (1 - after))
    assert round(steps + part, 2) == 7.47


def test_case_6_limits_of_the_production_function() -> None:
    """The CES function is a weighted mean at 1, geometric at 0, and the weaker of the two far below."""
    par = default_parameters()
    own, service, home = 0.3, 0.8, par.home_share
    for rho, limit in (
        (1.0, home * own + (1 - home) * service),
        (0.0, own**home * service ** (1 - home)),
        (-50.0, min(own, service)),
    ):
        par.complementarity = rho
        assert joint_effort(own, service, par) == pytest.approx(limit, rel=0.025 if rho < -1 else 1e-12)
    par.complementarity = 1e-6
    assert joint_effort(own, service, par) == pytest.approx(own**home * service ** (1 - home), rel=1e-5)
    par.complementarity = -50.0
    assert joint_effort(service, own, par) == pytest.approx(own, rel=0.025)


@pytest.mark.parametrize(
    ("key", "counter", "answer"),
    [
        ((0, 0), (0, 0, 0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 4, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0xA4093822, 0x299F31D0),
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_case_7_generator(key: tuple[int, ...], counter: tuple[int, ...], answer: str) -> None:
    """Philox4x32-10 reproduces its published known-answer vectors."""
    assert " ".join(f"{int(word):08x}" for word in philox(*key, *counter)) == answer


def test_case_8_identical_agents_follow_the_map() -> None:
    """Identical agents without noise follow the deterministic map, computed independently, for 60 months."""
    simulation, flat = flat_world(), FlatMap()
    for month in range(1, 61):
        simulation.advance(1)
        flat.month()
        families, staff, ties = simulation.place.families, simulation.place.professionals, simulation.place.casework
        for name in ("progress", "confidence", "energy", "power", "voice", "felt_trust", "lived_fit", "engaged"):
            np.testing.assert_allclose(
                families[name], getattr(flat, name), rtol=0, atol=1e-11, err_msg=f"{month} {name}"
            )
        np.testing.assert_allclose(families["plan"], flat.plan, rtol=0, atol=1e-11, err_msg=f"{month} plan")
        np.testing.assert_allclose(staff["facilitation"], flat.facilitation, rtol=0, atol=1e-11)
        np.testing.assert_allclose(staff["load"], flat.load, rtol=0, atol=1e-11)
        np.testing.assert_allclose(ties["family_trust"], flat.trust, rtol=0, atol=1e-11)
        np.testing.assert_allclose(ties["professional_trust"], flat.belief, rtol=0, atol=1e-11)
    assert flat.power > 0.1


def test_case_9_a_forum_of_all_families_knows_the_mean_need() -> None:
    """With forum_share 1, open recruitment, no capture and a seat for every family, the offer is the mean need exactly."""
    settings = {
        "forum_share": 1,
        "open_recruitment": 1,
        "capture": 0,
        "families": 60,
        "forum_seats": 25,
        "offer_months": 3,
    }
    simulation = begun(load_scenario("consultation_only", settings), 4)
    simulation.advance(3)
    place = simulation.place
    for area in range(3):
        families = slice(place.area_start[area], place.area_start[area + 1])
        seated = place.seats["family"][area]
        assert sorted(seated[seated >= 0]) == list(range(families.start, families.stop))
        expected = place.families["need"][families].mean(axis=0)
        np.testing.assert_allclose(place.commissioners["standard_offer"][area], expected, rtol=0, atol=1e-14)
    assert np.abs(place.commissioners["standard_offer"]).mean() > 0.1


def flat_world() -> Simulation:
    """Make twelve families with teams of two, six cases for each of four professionals, all alike."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("lead", kind="commissioner")
    graph.add_nodes_from((f"p{j}" for j in range(4)), kind="professional")
    graph.add_nodes_from((f"f{i}" for i in range(12)), kind="family")
    graph.add_edges_from((f"p{j}", "lead") for j in range(4))
    graph.add_edges_from((f"p{j}", f"p{k}") for j in range(4) for k in range(j))
    graph.add_edges_from((f"f{i}", f"p{(2 * (i % 2)) + k}") for i in range(12) for k in range(2))
    graph.add_edges_from((f"f{i}", f"f{(i + step) % 12}") for i in range(12) for step in (1, 2))
    scenario = load_scenario("power_sharing", {**NO_CHANCE, "embedding": 1, "early_involvement": 0.25})
    simulation = begun(scenario, 1, load_network(graph, scenario))
    place, flat = simulation.place, FlatMap()
    for name in ("need", "plan", "progress", "confidence", "energy", "expected_voice", "lived_fit", "engaged"):
        place.families[name] = getattr(flat, name)
    place.families["parent_bias"], place.families["resources"], place.families["ability"] = 1.0, 0.5, 0.5
    place.families["months_since_review"] = 0
    place.professionals["facilitation"], place.professionals["bravery"] = flat.facilitation, 0.25
    place.professionals["capacity"] = 5.5
    place.casework["family_trust"], place.casework["professional_trust"] = flat.trust, flat.belief
    settle_felt_trust(place)
    return simulation
