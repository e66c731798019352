"""Exact cases about the statutory pathway: waiting for a hearing, waiting for a plan, the stock of plans, and knowing one's rights.

Each begins with a place in which everybody stands at the same point of the pathway, and nothing but what is looked at can happen.
What is left to chance is counted over many families: a tolerance is four standard errors.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from coprod_sim.agents.pathway import ASSESSED, CONCEDED, CONTENT, LOST, NO_GROUND, PLAN, SUPPORT, WON
from coprod_sim.engine.simulation import Simulation
from coprod_sim.evidence.validation.exact.check import Check, furthest, truth_check
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

NOBODY_MOVES: Final = {
    **dict.fromkeys(
        ("request_chance", "leaves_young", "leaves_grown", "support_ends_young", "support_ends_grown"), 0.0
    ),
    **dict.fromkeys(
        ("appeal_refusal", "appeal_no_plan", "appeal_content", "mediates", "reviews_held", "concedes"), 0.0
    ),
    "leave_age": 1000,
    "commissioners": 1,
    "professionals": 20,
    "pathway": 1,
}
"""Settings under which nobody asks, leaves, appeals or is given in to."""
FEW, MANY = 200, 5000
ERRORS: Final = 4.0
NEVER: Final = -60.0
"""Log-odds of a no that nobody meets."""


def all_at(stage: int, settings: Mapping[str, float], waited: int = 0) -> Simulation:
    """Begin with a place in which everybody is at one stage of the pathway, and no assessment ends without a plan."""
    simulation = begun(load_scenario("consultation_only", {**NOBODY_MOVES, "families": MANY, **settings}), 4)
    place = simulation.place
    place.pathways["stage"], place.pathways["waited"] = stage, waited
    for name in ("ground", "right_months", "hearing_in", "appealed"):
        place.pathways[name] = 0
    place.families["order_months"] = 0
    place.commissioners["plan_bar"] = NEVER
    return simulation


def appeals_wait() -> Iterator[Check]:
    """Case 13: of appeals with a hearing in month 11, each month .036 conceded, .693 are heard, after 9.22 months in the mean."""
    for chance, months, decided, wait in ((0.036, 11, 0.6930, 9.2203), (0.0, 11, 1.0, 11.0), (1.0, 11, 0.0, 1.0)):
        simulation = all_at(PLAN, {"concedes": chance, "wins": 0.9})
        paths = simulation.place.pathways
        paths["ground"], paths["hearing_in"] = CONTENT, months
        ended = np.zeros((3, months + 1))
        for month in range(1, months + 1):
            simulation.advance(1)
            ended[:, month] = [np.count_nonzero(paths["move"] == move) for move in (CONCEDED, WON, LOST)]
        heard = float(ended[1:].sum() / MANY)
        spread = math.sqrt(decided * (1 - decided) / MANY)
        what = f"where {chance:g} are conceded in a month"
        yield Check(f"share of appeals that are heard {what}", heard, decided, ERRORS * spread + 5e-5)
        found = float((ended.sum(axis=0) * np.arange(months + 1)).sum() / MANY)
        deviation = math.sqrt(spread_of_wait(chance, months) / MANY)
        yield Check(f"mean wait {what}", found, wait, ERRORS * deviation + 5e-5)
        yield Check(f"hearings before their month {what}", float(ended[1:, :months].sum()), 0)
        yield Check(f"appeals that are over {what}", float(np.count_nonzero(paths["ground"] == NO_GROUND)), MANY)


def spread_of_wait(chance: float, months: int) -> float:
    """Give the variance of a wait that ends with a chance in each month, and in the last for certain."""
    still = (1 - chance) ** np.arange(months)  # still waiting after so many months
    mean = still.sum()
    square = ((2 * np.arange(months) + 1) * still).sum()
    return float(square - mean * mean)


def waiting_for_a_plan() -> Iterator[Check]:
    """Case 14: where a fixed share p of those due is finished in each month, p are in time, the mean wait is 1 / p, and (1 - p)^n wait longer than n months."""
    for p, months in ((0.464, 24), (0.2, 60)):
        simulation = all_at(ASSESSED, {"assess_stretch": 1}, waited=3)
        place, paths = simulation.place, simulation.place.pathways
        place.commissioners["usual_due"], place.commissioners["assessors"] = 50.0, 50.0 * p
        waits = np.zeros(MANY)
        for month in range(1, months + 1):
            simulation.advance(1)
            waits[(paths["took"] > 0) & (paths["stage"] == PLAN)] = month
            if month == 1:
                spread = math.sqrt(p * (1 - p) / MANY)
                yield Check(
                    f"share in time where {p:g} are finished", float(paths["in_time"].mean()), p, ERRORS * spread
                )
                yield Check("chance of being finished", float(place.commissioners["finishing"][0]), p, 1e-12)
        waits[waits == 0] = months + 1  # about one in a million is not over yet
        deviation = math.sqrt((1 - p) / MANY) / p
        yield Check(f"mean wait where {p:g} are finished", float(waits.mean()), 1 / p, ERRORS * deviation)
        for n in (2, 5, 10):
            longer = (1 - p) ** n
            spread = math.sqrt(longer * (1 - longer) / MANY)
            yield Check(f"longer than {n} months where {p:g} are", float((waits > n).mean()), longer, ERRORS * spread)


def stock_of_plans() -> Iterator[Check]:
    """Case 15: with an inflow f and a part d that leaves, plans number f/d + (S - f/d) (1 - d)^t after t months, from S on."""
    inflow, leaving, months = 150.0, 0.02, 24
    simulation = all_at(PLAN, {"leaves_young": leaving, "leaves_grown": leaving, "assess_stretch": 0})
    place, paths = simulation.place, simulation.place.pathways
    begins = 1000
    paths["stage"][begins:], paths["waited"] = ASSESSED, 3
    place.commissioners["assessors"] = inflow
    kept, variance = float(begins), 0.0
    for month in range(1, months + 1):
        before, lives = paths["stage"] == PLAN, place.young_people["life"].copy()
        simulation.advance(1)
        plans, left = paths["stage"] == PLAN, place.young_people["life"] > lives
        new = int(((paths["took"] > 0) & plans).sum())
        yield Check(f"plans of month {month}, counted", float(plans.sum()), float((before & ~left).sum() + new))
        variance = variance * (1 - leaving) ** 2 + kept * leaving * (1 - leaving) + inflow
        kept = inflow / leaving + (begins - inflow / leaving) * (1 - leaving) ** month
        if month % 6 == 0:
            yield Check(f"plans after {month} months", float(plans.sum()), kept, ERRORS * math.sqrt(variance))
        yield truth_check(f"who leaves in month {month} had a plan, and is on support now", (paths["stage"][left] == SUPPORT).all() and before[left].all())  # fmt: skip


def knowing_ones_rights() -> Iterator[Check]:
    """Case 16: with nobody around who has appealed know-how is what means give; with everybody around it is 1."""
    settings = {"families": FEW, "know_base": -0.7, "know_means": 0.6, "know_reach": 50}
    simulation = all_at(SUPPORT, settings)
    paths = simulation.place.pathways
    paths["know_how"] = 0.5
    simulation.advance(12)
    base = 1 / (1 + np.exp(0.7 - 0.6 * paths["means"]))
    yield Check("distance of know-how from what means give", furthest(paths["know_how"], base), 0, 1e-12)
    yield truth_check("means differ", np.ptp(base) > 0.3)
    simulation = all_at(SUPPORT, settings)
    paths = simulation.place.pathways
    paths["know_how"], paths["appealed"] = 0.5, 1
    paths["appealed"][7] = 0
    simulation.advance(12)
    yield Check("know-how of the only one who has not appealed", float(paths["know_how"][7]), 1, 1e-12)
    yield Check("know-how of all others", furthest(paths["know_how"], 1.0), 0, 1e-12)
