"""Exact cases about young people and who is heard: weights of all views, two views in one family, a hearing that is whole, and who comes next."""

from collections.abc import Iterator

import numpy as np

from coprod_sim.engine.simulation import Simulation
from coprod_sim.evidence.validation.exact.check import NO_CHANCE, Check, furthest, truth_check
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

EVERYBODY_COMES = {"include_low": 1, "include_high": 1, "young_person_voice": 1}
GAPS = ("language_gap", "poverty_gap", "prejudice")
GROUPS = {"start_language": 0, "start_poor": 0, "start_standing": 0}
DRAWN_ONCE = ("usual_need", "ability", "appetite", "parent_bias", "language", "standing")
"""What a family is born with, and nothing later moves."""


def weights_of_all_views() -> Iterator[Check]:
    """Case 20: where parents, young people, staff and those who pay all say the same, that is decided.

    So their weights add up to 1, whatever say, mixing, hearing and power each has: these are drawn at random.
    What does not get across falls to the standard offer, which says the same, too.
    """
    wish = 0.4
    same = {"parent_divergence": wish, "young_wish": wish, "standardising": 1, "freed": 0, "start_knowledge": 0}
    blind = dict.fromkeys(("paper_information", "monitoring_information", "forum_information", "thrift"), 0.0)
    settings = {**NO_CHANCE, **blind, **same, **EVERYBODY_COMES, "plan_change": 1, "review_months": 1}
    simulation = begun(load_scenario("power_sharing", {**settings, "young_person_voice": 0.6}), 3)
    scatter(simulation)
    place = simulation.place
    place.families["parent_bias"], place.young_people["wish"] = 1.0, 1.0
    place.families["need"] = place.families["usual_need"] = 0.5 - wish
    place.commissioners["standard_offer"] = 0.5
    # Too many cases: staff fall back on the offer wholly, and know nothing in their own field either.
    place.professionals["capacity"] = 0.9 * np.diff(place.case_start)
    place.professionals["discipline"] = 0
    place.families["months_since_review"] = 99
    simulation.advance(1)
    families, young = place.families, place.young_people
    yield truth_check("every family had a review", families["reviewed"].all())
    for what, values in (("say", young["share"]), ("ear", young["ear"]), ("hearing", families["hearing"])):
        yield truth_check(f"the {what} of young people or families differs widely", np.ptp(values) > 0.2)
    yield Check("distance of a decision from what all say", furthest(families["decided_error"][:, 1:], wish), 0, 1e-12)


def scatter(simulation: Simulation) -> None:
    """Draw power, trust, confidence and who meets what at random, for each family and tie."""
    place, chance = simulation.place, np.random.default_rng(11)
    families, ties = place.families, place.casework
    for start, end, row in zip(place.team_start[:-1], place.team_start[1:], range(len(families)), strict=True):
        parts = chance.dirichlet(np.ones(2 + end - start))
        families["power"][row], families["commissioner_power"][row] = parts[:2]
        ties["power"][start:end] = parts[2:]
    for name in ("family_trust", "professional_trust"):
        ties[name] = chance.uniform(0.2, 1, len(ties))
    families["confidence"], families["energy"] = chance.uniform(0.1, 1, (2, len(families)))
    for name in ("language", "poor", "standing"):
        families[name] = chance.random(len(families)) < 0.5
    families["engaged"] = chance.uniform(0.3, 1, len(families))


def two_views() -> Iterator[Check]:
    """Case 21: a family that decides alone errs by (1 - s)^2 s_P^2 + s^2 s_Y^2, least at s* = s_P^2 / (s_P^2 + s_Y^2).

    s is the young person's part of the family's say; nobody wishes for more, and nobody else is heard.
    """
    for parents_noise, young_noise in ((0.6, 0.6), (0.8, 0.4), (0.4, 0.8)):
        best = parents_noise**2 / (parents_noise**2 + young_noise**2)
        errors = []
        for share in (best - 0.18, best, best + 0.18):
            exact = (1 - share) ** 2 * parents_noise**2 + share**2 * young_noise**2
            errors.append(error_of_two(share, parents_noise, young_noise))
            # 80,000 squared errors: the standard error is exact * sqrt(2 / 80,000) = 0.5 %.
            yield Check(
                f"squared error where young people have {share:.3f} of the say", errors[-1], exact, 0.02 * exact
            )
        yield truth_check(f"the least error is at {best:.3f}", errors[1] < min(errors[0], errors[2]))


def error_of_two(share: float, parents_noise: float, young_noise: float) -> float:
    """Hold one meeting of each of 20,000 families that decide alone, and measure the decisions; nan where one had another share."""
    settings = {
        **GROUPS,
        **EVERYBODY_COMES,
        **dict.fromkeys(("appeal_chance", "parent_divergence", "young_wish", "young_learning", "turnover"), 0.0),
        "families": 20_000,
        "professionals": 100,
        "largest_team": 1,
        "review_months": 1,
        "start_family_power": 1,
        "start_commissioner_power": 0,
        "start_capacity": 5,
        "family_noise": parents_noise,
        "young_noise": young_noise,
        "young_say": min(1.0, share),
    }
    simulation = begun(load_scenario("consultation_only", settings), 1)
    place = simulation.place
    # Grown as anybody can be: 24 years old, and the half at which one is grown long past.
    place.parameters["grown_half"], place.parameters["grown_width"] = 1, 0.1
    place.young_people["age"] = 24 * 12
    place.families["confidence"], place.families["energy"] = 1.0, 1.0
    # Nobody trusts anybody, so that nobody listens.
    place.casework["family_trust"] = 0.0
    simulation.advance(1)
    as_set = np.abs(place.young_people["share"] - share).max() < 1e-9 and place.families["reviewed"].all()
    return float((place.families["decided_error"] ** 2).mean()) if as_set else float("nan")


def whole_hearing() -> Iterator[Check]:
    """Case 22: where nothing is lost of who needs an interpreter, has least or meets prejudice, all is as if nobody did."""
    nothing_lost = begun(load_scenario("power_sharing", {**dict.fromkeys(GAPS, 0.0), "start_language": 0.4}), 5)
    nobody = begun(load_scenario("power_sharing", GROUPS), 5)
    for simulation in (nothing_lost, nobody):
        simulation.advance(36)
    there = nothing_lost.place.families
    yield truth_check("some need an interpreter", 0.2 < there["language"].mean() < 0.6)
    yield Check("hearing", furthest(there["hearing"], 1.0), 0)
    for name in ("plan", "progress", "felt_trust", "power", "voice", "energy"):
        yield Check(f"{name} beside a town where nobody does", furthest(there[name], nobody.place.families[name]), 0)


def who_comes_next() -> Iterator[Check]:
    """Case 23: the next family in a row is born with the same, whenever it comes."""
    after = {}
    for leaves_at in (22.0, 24.0):
        after[leaves_at] = begun(load_scenario("consultation_only", {"leave_age": leaves_at, "families": 600}), 4)
        after[leaves_at].advance(60)
    early, late = (simulation.place for simulation in after.values())
    once = (early.young_people["life"] == 1) & (late.young_people["life"] == 1)
    apart = early.young_people["age"][once] != late.young_people["age"][once]
    yield truth_check("at least ten rows have had another family, in another month", apart.sum() >= 10)
    for name in DRAWN_ONCE:
        found, expected = (place.families[name][once].astype(float) for place in (early, late))
        yield Check(f"{name} of who has come", furthest(found, expected), 0)
    yield Check(
        "wishes of who has come", furthest(early.young_people["wish"][once], late.young_people["wish"][once]), 0
    )
