"""The exact cases of MODEL.md, section 13: what must come out to the published digit.

Each case is a function that gives what was looked at, what was found, what is expected, and how far off it may be.
`coprod-sim validate` and the tests call the same functions.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import networkx as nx
import numpy as np

from coprod_sim.agents.rules.daily_life import joint_effort
from coprod_sim.agents.rules.review import family_trust_after, trust_rate
from coprod_sim.engine.kernel.randomness import philox
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import default_parameters
from coprod_sim.evidence.docking.dock import small_scenarios
from coprod_sim.evidence.docking.flat_map import FlatMap
from coprod_sim.evidence.validation.report_lines import ReportLine, Section
from coprod_sim.place.initial_state import settle_felt_trust
from coprod_sim.place.network.load import load_network
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

QUIET: Final = (
    *("family_noise", "own_area_noise", "other_area_noise", "commissioner_noise"),
    *("need_drift", "turnover", "appeal_chance"),
)
NO_CHANCE: Final = dict.fromkeys(QUIET, 0.0)


class Check(NamedTuple):
    """One thing that was looked at: what was found, what is expected, and how far one may be from the other."""

    what: str
    found: float
    expected: float
    tolerance: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether it is near enough; what is no number is not."""
        return abs(self.found - self.expected) <= self.tolerance


def truth_check(what: str, holds: object) -> Check:
    """Make a check of something that holds or does not."""
    return Check(what, float(bool(holds)), 1.0)


def furthest(found: Any, expected: Any) -> float:
    """Give the largest difference between two arrays; nan where there is one in them."""
    return float(np.abs(np.asarray(found) - np.asarray(expected)).max())


# The cases.


def power_is_conserved() -> Iterator[Check]:
    """Case 1: all power over a family's plan adds up to 1 in every month of every scenario."""
    for scenario in small_scenarios():
        simulation, apart = begun(scenario, 8), []
        for _ in range(61):
            place = simulation.place
            team = np.add.reduceat(place.casework["power"], place.team_start[:-1])
            apart.append(furthest(place.families["power"] + place.families["commissioner_power"] + team, 1.0))
            simulation.advance(1)
        yield Check(f"{scenario.name}: power beyond or below 1", float(np.max(apart)), 0.0, 1e-12)


def views_add_up() -> Iterator[Check]:
    """Case 2: where the family is right and all others hold to the offer, the plan is offer + voice * (need - offer)."""
    settings = {
        **NO_CHANCE,
        **dict.fromkeys(("parent_divergence", "paper_information", "thrift", "monitoring_information"), 0.0),
        **dict.fromkeys(("learning_by_doing", "training", "reflective_learning"), 0.0),
        "standardising": 1,
        "review_months": 1,
        "start_family_power": 0.2,
        "start_family_trust": 0.9,
        "start_capacity": 5,
    }
    simulation = begun(load_scenario("consultation_only", settings), 3)
    simulation.place.professionals["facilitation"] = 0.0
    simulation.place.commissioners["standard_offer"] = 0.5
    simulation.advance(1)
    families = simulation.place.families
    need, plan, voice = families["need"], families["plan"], families["voice"][:, None]
    yield truth_check("every family had a review", families["reviewed"].all())
    yield truth_check("every family was heard", families["heard"].min() > 0.001)
    yield Check(
        "distance of plans from offer + voice * (need - offer)", furthest(plan, 0.5 + voice * (need - 0.5)), 0, 1e-12
    )


def pooled_views() -> Iterator[Check]:
    """Case 3: a plan's mean squared error is w^2 (s_F^2 + b^2) + (1 - w)^2 s_P^2, and w* makes it least."""
    for family_noise, wish, expert_noise in ((1.0, 0.0, 1.0), (0.6, 0.0, 1.2), (0.5, 0.5, 1.0), (1.0, 0.5, 1.0)):
        best = expert_noise**2 / (family_noise**2 + wish**2 + expert_noise**2)
        errors = []
        for weight in (best - 0.15, best, best + 0.15):
            exact = weight**2 * (family_noise**2 + wish**2) + (1 - weight) ** 2 * expert_noise**2
            errors.append(pooled_error(weight, family_noise, wish, expert_noise))
            # 80,000 squared errors: the standard error is exact * sqrt(2 / 80,000) = 0.5 %.
            yield Check(f"squared error at weight {weight:.3f}", errors[-1], exact, 0.02 * exact)
        yield truth_check(f"the least error is at weight {best:.3f}", errors[1] < min(errors[0], errors[2]))


def pooled_error(weight: float, family_noise: float, wish: float, expert_noise: float) -> float:
    """Hold one meeting of each of 20,000 families with one professional, nobody listening, and measure the plans."""
    settings = {
        **dict.fromkeys(("asks", "appeal_chance", "standardising", "unsupported_noise", "tired_noise"), 0.0),
        "families": 20_000,
        "professionals": 100,
        "largest_team": 1,
        "review_months": 1,
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
    held = families["reviewed"].all()
    return float(((families["plan"] - families["need"]) ** 2).mean()) if held else math.nan


def trust_alone() -> Iterator[Check]:
    """Case 4: with experiences 1 and 0 trust settles at the published mean and spread; a breach takes 7.47 successes."""
    par = default_parameters()
    for chance, gain, loss, mean, spread in ((0.8, 0.05, 0.2, 0.5, 0.129099), (0.9, 0.05, 0.2, 0.692308, 0.131200)):
        par.trust_gain, par.trust_loss = gain, loss
        rng = np.random.default_rng(4)
        trust, kept = 0.5, []
        for good in (rng.random(400_000) < chance).astype(float):
            trust = family_trust_after(trust, good, trust_rate(good, trust, par))
            kept.append(trust)
        # Steps are correlated over about 12 months: the standard error of the mean is about 0.001.
        yield Check(f"mean of trust where {chance} of all go well", float(np.mean(kept[1000:])), mean, 0.004)
        yield Check(f"spread of trust where {chance} of all go well", float(np.std(kept[1000:])), spread, 0.003)
        up, down = [
            (family_trust_after(0.0, e, rate), family_trust_after(1.0, e, rate)) for e, rate in ((1, gain), (0, loss))
        ]
        for word, found, published in zip(
            ("mean", "spread"), exact_moments(chance, up, down), (mean, spread), strict=True
        ):
            yield Check(f"{word} of trust where {chance} of all go well, solved", found, published, 5e-7)
    trust = family_trust_after(0.7, 0.0, 0.2)
    steps = 0
    while (after := family_trust_after(trust, 1.0, 0.05)) < 0.7 and steps < 100:
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


def peers_alone(own: np.ndarray, months: int) -> np.ndarray:
    """Felt trust after some months where each of four families has a professional of its own, trusted as `own` says."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("commissioner", kind="commissioner")
    for i, trust in enumerate(own):
        graph.add_node(i, kind="family", gossip=1 - INFLUENCE[i, i], felt_trust=trust)
        graph.add_node(f"worker {i}", kind="professional")
        graph.add_edge(i, f"worker {i}", family_trust=trust)
        graph.add_edge(f"worker {i}", "commissioner")
    graph.add_weighted_edges_from((int(i), int(j), INFLUENCE[i, j]) for i, j in np.argwhere(INFLUENCE))
    # A world in which nothing but peers' word moves felt trust.
    still = dict.fromkeys(("trust_gain", "trust_loss", "appeal_chance", "turnover"), 0.0)
    scenario = load_scenario("consultation_only", still)
    simulation = begun(scenario, 1, load_network(graph, scenario))
    simulation.advance(months)
    return np.array(simulation.place.families["felt_trust"])


def peers_come_to_published_opinions() -> Iterator[Check]:
    """Case 5: with self-weights as stubbornness, felt trust ends where Friedkin and Johnsen's opinions end, on their scale."""
    for start, published, rounding in (
        ((25, 25, 75, 85), (60, 60, 75, 75), 0.5),
        ((25, 15, -50, 5), (-19.3, -21.5, -50, -23.2), 0.05),
    ):
        low = min(0, *start)
        reached = low + 100 * peers_alone((np.array(start) - low) / 100, months=200)
        for person, (found, expected) in enumerate(zip(reached, published, strict=True), 1):
            yield Check(f"opinion of person {person} who began with {start[person - 1]}", found, expected, rounding)
    own, stubborn = np.array([0.25, 0.25, 0.75, 0.85]), np.diag(INFLUENCE)
    felt = own
    for month in range(1, 7):
        felt = stubborn * own + (1 - stubborn) * (INFLUENCE @ felt)
        apart = furthest(peers_alone(own, month), felt)
        yield Check(f"distance from (I - L) own + L W felt in month {month}", apart, 0, 1e-7)
    limit = np.linalg.solve(np.eye(4) - np.diag(1 - stubborn) @ INFLUENCE, stubborn * own)
    yield Check("distance from (I - L W)^-1 (I - L) own in the end", furthest(peers_alone(own, 300), limit), 0, 1e-7)


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


def identical_people() -> Iterator[Check]:
    """Case 8: identical people without noise follow the map of flat_map.py, worked out apart, for 60 months."""
    simulation, flat = flat_world(), FlatMap()
    worst: dict[str, float] = {}
    for _ in range(60):
        simulation.advance(1)
        flat.month()
        families, staff, ties = simulation.place.families, simulation.place.professionals, simulation.place.casework
        alike = ("progress", "confidence", "energy", "power", "voice", "felt_trust", "lived_fit", "engaged", "plan")
        pairs = {name: (families[name], getattr(flat, name)) for name in alike}
        pairs |= {"facilitation": (staff["facilitation"], flat.facilitation), "load": (staff["load"], flat.load)}
        pairs |= {"trust": (ties["family_trust"], flat.trust), "belief": (ties["professional_trust"], flat.belief)}
        worst |= {name: float(np.max([worst.get(name, 0.0), furthest(*pair)])) for name, pair in pairs.items()}
    for name, apart in worst.items():
        yield Check(f"distance of {name} from the map", apart, 0, 1e-11)
    yield truth_check("power has moved", flat.power > 0.1)


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


# The section of the validation.


CASES: Final[Mapping[str, Callable[[], Iterator[Check]]]] = {
    "Case 1. Power adds up to 1 for every family in every month of every scenario": power_is_conserved,
    "Case 2. The weights of all own views in a plan add up to 1": views_add_up,
    "Case 3. Pooled views err as Bates and Granger (1969) work out": pooled_views,
    "Case 4. Trust alone: its mean and spread, and how long a breach takes to mend": trust_alone,
    "Case 5. Peers alone reach the opinions of Friedkin and Johnsen (1999)": peers_come_to_published_opinions,
    "Case 6. Joint effort in its limits: weighted mean, geometric mean, minimum": limits_of_effort,
    "Case 7. The generator of chance gives its published numbers": published_chance,
    "Case 8. Identical people without noise follow a map worked out apart": identical_people,
    "Case 9. An open forum of all families sets the offer to the mean need": forum_of_all,
}


def judged(name: str, checks: list[Check]) -> ReportLine:
    """Make one line of a case: green if all of it holds, red if something does not, or there is nothing."""
    wrong = [one for one in checks if not one.holds]
    words = f"{len(checks) - len(wrong)} of {len(checks)} hold"
    mistakes = [f"{one.what}: {one.found:.10g}, not {one.expected:.10g} (to {one.tolerance:g})" for one in wrong]
    numbers = {"checks": float(len(checks)), "hold": float(len(checks) - len(wrong))}
    return ReportLine(
        name, words, "all hold", "red" if wrong or not checks else "green", "; ".join(mistakes), "", numbers
    )


def exact_cases() -> Section:
    """Work out all exact cases and judge them."""
    return Section(
        "exact",
        "Exact cases",
        "Does the engine give what can be worked out with pencil and paper, or has been published to the digit?",
        tuple(judged(name, list(checks())) for name, checks in CASES.items()),
        "Green: everything that the case looks at holds. Red: something does not. There is no amber.",
    )
