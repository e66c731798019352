"""Exact cases about daily life: trust alone, peers alone, joint effort, delivery, the forum, and the generator of chance."""

import math
from collections.abc import Iterator
from typing import Any, Final

import networkx as nx
import numpy as np

from coprod_sim.agents.rules.daily_life import joint_effort
from coprod_sim.agents.rules.review import trust_after, trust_rate
from coprod_sim.engine.kernel.randomness import philox
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import default_parameters
from coprod_sim.evidence.validation.exact.check import Check, furthest, truth_check
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario


def trust_alone() -> Iterator[Check]:
    """Case 4: with experiences 1 and 0 trust settles at the published mean and spread; a breach takes 7.47 successes."""
    par = default_parameters()
    for chance, gain, loss, mean, spread in ((0.8, 0.05, 0.2, 0.5, 0.129099), (0.9, 0.05, 0.2, 0.692308, 0.131200)):
        par.trust_gain, par.trust_loss = gain, loss
        rng = np.random.default_rng(4)
        trust, kept = 0.5, []
        for good in (rng.random(400_000) < chance).astype(float):
            trust = trust_after(trust, good, trust_rate(good, trust, par))
            kept.append(trust)
        # Steps are correlated over about 12 months: the standard error of the mean is about 0.001.
        yield Check(f"mean of trust where {chance} of all go well", float(np.mean(kept[1000:])), mean, 0.004)
        yield Check(f"spread of trust where {chance} of all go well", float(np.std(kept[1000:])), spread, 0.003)
        up, down = [(trust_after(0.0, e, rate), trust_after(1.0, e, rate)) for e, rate in ((1, gain), (0, loss))]
        for word, found, published in zip(
            ("mean", "spread"), exact_moments(chance, up, down), (mean, spread), strict=True
        ):
            yield Check(f"{word} of trust where {chance} of all go well, solved", found, published, 5e-7)
    trust = trust_after(0.7, 0.0, 0.2)
    steps = 0
    while (after := trust_after(trust, 1.0, 0.05)) < 0.7 and steps < 100:
        trust, steps = after, steps + 1
    part = math.log((1 - trust) / (1 - 0.7)) / math.log((1 - trust) / (1 - after))
    yield Check("good meetings until one breach is mended", steps + part, 7.47, 0.005)


def exact_moments(chance: float, up: tuple[float, float], down: tuple[float, float]) -> tuple[float, float]:
    """Solve for the mean and spread at which a mix of two straight-line updates, given at trust 0 and 1, stands still."""
    (a, b), (c, d) = [(at_0, at_1 - at_0) for at_0, at_1 in (up, down)]
    mean = (chance * a + (1 - chance) * c) / (1 - chance * b - (1 - chance) * d)
    square = chance * (a * a + 2 * a * b * mean) + (1 - chance) * (c * c + 2 * c * d * mean)
    square /= 1 - chance * b * b - (1 - chance) * d * d
    return mean, math.sqrt(square - mean * mean)


# Friedkin and Johnsen 1999, as in Parsegov et al. 2017.
INFLUENCE: Final = np.array(
    [[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.090, 0.178, 0.446, 0.286]]
)


def peers_alone(own: np.ndarray, heard_first: np.ndarray | None = None) -> Simulation:
    """Make a world in which only peers' word moves what four families hold of the institution; own: trust from own experience.

    heard_first: the reputation with which they begin; without it they begin where their own trust and peers' word hold it.
    """
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("commissioner", kind="commissioner")
    for i, trust in enumerate(own):
        start = {} if heard_first is None else {"reputation": heard_first[i]}
        graph.add_node(i, kind="family", gossip=1 - INFLUENCE[i, i], council_trust=trust, **start)
        graph.add_node(f"worker {i}", kind="professional")
        graph.add_edge(i, f"worker {i}")
        graph.add_edge(f"worker {i}", "commissioner")
    graph.add_weighted_edges_from((int(i), int(j), INFLUENCE[i, j]) for i, j in np.argwhere(INFLUENCE))
    still = dict.fromkeys(("trust_gain", "trust_loss", "appeal_chance", "turnover"), 0.0)
    scenario = load_scenario("consultation_only", {**still, "leave_age": 1000})
    return begun(scenario, 1, load_network(graph, scenario))


def reputations(simulation: Simulation, months: int = 0) -> np.ndarray:
    """Give what the families hold of the institution after some more months."""
    simulation.advance(months)
    return np.array(simulation.place.families["reputation"])


def peers_come_to_published_opinions() -> Iterator[Check]:
    """Case 5: with self-weights as stubbornness, reputation ends where Friedkin and Johnsen's opinions end, on their scale.

    It begins there, too: at month 0 reputation solves its own equation.
    """
    for start, published, rounding in (
        ((25, 25, 75, 85), (60, 60, 75, 75), 0.5),
        ((25, 15, -50, 5), (-19.3, -21.5, -50, -23.2), 0.05),
    ):
        low = min(0, *start)
        own = (np.array(start) - low) / 100
        reached = low + 100 * reputations(peers_alone(own, own), months=200)
        begins = low + 100 * reputations(peers_alone(own))
        for person, (found, at_once, expected) in enumerate(zip(reached, begins, published, strict=True), 1):
            yield Check(f"opinion of person {person} who began with {start[person - 1]}", found, expected, rounding)
            yield Check(f"opinion of person {person} at month 0", at_once, expected, rounding)
    own, stubborn = np.array([0.25, 0.25, 0.75, 0.85]), np.diag(INFLUENCE)
    simulation, held = peers_alone(own, own), own
    for month in range(1, 7):
        held = stubborn * own + (1 - stubborn) * (INFLUENCE @ held)
        apart = furthest(reputations(simulation, 1), held)
        yield Check(f"distance from (I - L) own + L W reputation in month {month}", apart, 0, 1e-7)
    limit = np.linalg.solve(np.eye(4) - np.diag(1 - stubborn) @ INFLUENCE, stubborn * own)
    settled = peers_alone(own)
    yield Check("distance from (I - L W)^-1 (I - L) own at month 0", furthest(reputations(settled), limit), 0, 1e-7)
    yield Check("and after a year", furthest(reputations(settled, 12), limit), 0, 1e-7)
    yield Check("distance from it in the end", furthest(reputations(simulation, 294), limit), 0, 1e-7)


def limits_of_effort() -> Iterator[Check]:
    """Case 6: joint effort is a weighted mean at 1, geometric at 0, and the weaker of the two far below."""
    par = default_parameters()
    own, service, home = 0.3, 0.8, par.home_share
    geometric = own**home * service ** (1 - home)
    for rho, one, other, limit, near in (
        (1.0, own, service, home * own + (1 - home) * service, 1e-12),
        (0.0, own, service, geometric, 1e-12),
        (1e-6, own, service, geometric, 1e-5),
        (-50.0, own, service, own, 0.025),
        (-50.0, service, own, own, 0.025),
    ):
        par.complementarity = rho
        yield Check(f"effort at complementarity {rho:g}", joint_effort(one, other, par), limit, near * limit)


def able_families_get_all_that_is_done() -> Iterator[Check]:
    """Case 10: what is delivered to a fully able family is rationing * known energy, in every month, whatever it decides.

    A family that needs an interpreter and has none is not able.
    Known energy is the mean over its team of energy * (1 - unknown_child * (1 - knowledge)).
    """
    settings = {
        "burden": 0,
        "mastery": 0,
        "helplessness": 0,
        "appeal_chance": 0,
        "unknown_child": 0.47,
        "organising": 0.35,
        "families": 90,
        "professionals": 18,
        "budget": 0.6,
        "start_capacity": 0.8,
        "release": 1,
        "language_gap": 2.3,
        "leave_age": 1000,
    }
    simulation = begun(load_scenario("handed_over", settings), 4)
    place = simulation.place
    place.families["confidence"], place.families["energy"] = 1.0, 1.0
    able, apart, below = np.arange(90) % 3 != 2, [], []
    place.families["language"], place.families["poor"], place.families["standing"] = ~able, 0, 0
    place.families["hearing"] = np.where(able, 1.0, 0.1)
    for _ in range(24):
        simulation.advance(1)
        families, ties = place.families, place.casework
        energy = place.professionals["energy"][ties["professional"]]
        known = energy * (1 - 0.47 * (1 - ties["knowledge"]))
        rationing = place.commissioners["rationing"][families["commissioner"]]
        done = rationing * np.add.reduceat(known, place.team_start[:-1]) / np.diff(place.team_start)
        apart.append(furthest(families["delivery"][able], done[able]))
        below.append((done - families["delivery"])[~able].max())
    yield Check("distance of delivery from rationing * known energy", float(np.max(apart)), 0, 1e-12)
    yield truth_check("money is short", place.commissioners["rationing"].max() < 1)
    yield truth_check("who holds more than it can carry gets less", max(below) > 0.01)


def forum_of_all() -> Iterator[Check]:
    """Case 9: with forum_share 1, open recruitment, no capture and a seat for every family, the offer is the mean need."""
    sizes = {"families": 60, "forum_seats": 25, "offer_months": 3}
    scenario = load_scenario("consultation_only", {**sizes, "forum_share": 1, "open_recruitment": 1, "capture": 0})
    simulation = begun(scenario, 4)
    simulation.advance(3)
    place = simulation.place
    offers = place.commissioners["standard_offer"]
    for area in range(3):
        families = slice(place.area_start[area], place.area_start[area + 1])
        seated = place.seats["family"][area]
        everybody = sorted(seated[seated >= 0]) == list(range(families.start, families.stop))
        yield truth_check(f"every family of commissioner {area} has a seat", everybody)
        apart = furthest(offers[area], place.families["need"][families].mean(axis=0))
        yield Check(f"distance of offer {area} from the mean need", apart, 0, 1e-14)
    yield truth_check("the offers have moved", np.abs(offers).mean() > 0.1)


def published_chance() -> Iterator[Check]:
    """Case 7: Philox4x32-10 reproduces its published known-answer vectors."""
    for key, counter, answer in (
        ((0, 0), (0, 0, 0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((0xFFFFFFFF,) * 2, (0xFFFFFFFF,) * 4, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0xA4093822, 0x299F31D0),
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ):
        words = zip(philox(*key, *counter), answer.split(), strict=True)
        for index, (found, expected) in enumerate(words, 1):
            yield Check(f"word {index} for the key {key[0]:08x} {key[1]:08x}", int(found), int(expected, 16))
