"""Exact cases about habits of areas, and about the bar that a forum eases.

What is left to chance is counted over many commissioners, posts or families: a tolerance is four standard errors.
"""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from coprod_sim.agents.pathway import REQUESTED, SUPPORT
from coprod_sim.evidence.validation.exact.check import Check, furthest, truth_check
from coprod_sim.evidence.validation.exact.waiting import ERRORS, MANY, all_at
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

AREAS: Final = 2000
POSTS: Final = 1000
HABITS: Final = {"pathway": 1, "habits": 1}


def heads_drift() -> Iterator[Check]:
    """Case 17: leads differ by habit_spread in every month, and correlate by habit_year a year later and by its fifth power after five."""
    sizes = {"families": AREAS, "professionals": AREAS, "commissioners": AREAS, "peers": 0, "largest_team": 1}
    spread, kept = 0.48, 0.9
    settings = {**HABITS, **sizes, "habit_spread": spread, "habit_year": kept}
    simulation = begun(load_scenario("consultation_only", settings), 4)
    begins, after = simulation.place.commissioners["lead"].copy(), 0
    for years in (0, 1, 5):
        simulation.advance(12 * years - after)
        after = 12 * years
        lead = simulation.place.commissioners["lead"]
        near = ERRORS * spread / math.sqrt(2 * AREAS)
        yield Check(f"standard deviation of leads after {years} years", float(lead.std()), spread, near)
        yield Check(f"mean of leads after {years} years", float(lead.mean()), 0, ERRORS * spread / math.sqrt(AREAS))
        if years > 0:
            alike = kept**years
            near = ERRORS * (1 - alike**2) / math.sqrt(AREAS)
            found = float(np.corrcoef(begins, lead)[0, 1])
            yield Check(f"correlation of leads after {years} years", found, alike, near)


def staff_forget() -> Iterator[Check]:
    """Case 18: among colleagues who are all tied to one another, without a lead, a mean caution of 1 is (1 - turnover * (1 - hired_alike))^t after t months."""
    for turnover, alike, months in ((0.02, 0.67, 60), (0.1, 0.3, 24), (0.1, 1.0, 12)):
        still = dict.fromkeys(("habit_spread", "habit_within", "conform", "turnover_strain", "training"), 0.0)
        sizes = {"families": 2 * POSTS, "professionals": POSTS, "commissioners": 1, "largest_team": 1}
        settings = {**HABITS, **still, **sizes, "turnover": turnover, "hired_alike": alike}
        simulation = begun(load_scenario("consultation_only", settings), 4)
        place, staff = simulation.place, simulation.place.professionals
        what = f"where {turnover:g} leave in a month and {alike:g} of the others is kept"
        yield truth_check(f"all are colleagues {what}", (np.diff(place.practice_start) == POSTS - 1).all())
        staff["caution"] = 1.0
        kept, variance, apart = 1 - turnover * (1 - alike), 0.0, []
        for _ in range(months):
            before = staff["caution"].copy()
            simulation.advance(1)
            hired = alike * before.mean()
            apart.append(furthest(staff["caution"], np.where(staff["newcomer"] == 1, hired, before)))
            chance = turnover * (1 - turnover) * float(((before - hired) ** 2).mean()) / POSTS
            variance = variance * kept**2 + chance
        yield Check(f"distance from who stays and who is hired {what}", float(np.max(apart)), 0, 1e-12)
        found, near = float(staff["caution"].mean()), ERRORS * math.sqrt(variance) + 1e-12
        yield Check(f"mean caution after {months} months {what}", found, kept**months, near)


def content_forum() -> Iterator[Check]:
    """Case 19: a forum with all of the say and no capture eases nothing if its members live as they need; with nothing of it, by forum_ease.

    Then the part of requests that are refused is that of the commissioner's own bar, raised by pressure, and eased or not.
    """
    refused, pressure = 0.25, 0.6
    own = math.log(refused / (1 - refused)) + 1.5 * pressure
    for share, lived, eased in ((1.0, 1.0, 0.0), (1.0, 0.0, 2.0), (0.5, 0.0, 1.0), (0.0, 0.0, 0.0)):
        alike = dict.fromkeys(("gate_means", "gate_need", "lived_fit_rate", "pressure_rate", "capture"), 0.0)
        forum = {"forum_share": share, "forum_ease": 2, "bar_pressure": 1.5, "offer_months": 1}
        simulation = all_at(SUPPORT, {**alike, **forum, "decides": 1, "request_refused": refused})
        place = simulation.place
        place.families["lived_fit"], place.commissioners["pressure"] = lived, pressure
        simulation.advance(1)
        what = f"by a forum with {share:g} of the say whose members have {lived:g} of what they need"
        yield Check(f"how much the bar is eased {what}", float(place.commissioners["eased"][0]), eased, 1e-12)
        place.pathways["stage"] = REQUESTED
        simulation.advance(1)
        expected = 1 / (1 + math.exp(eased - own))
        found = float((place.pathways["stage"] == SUPPORT).mean())
        near = ERRORS * math.sqrt(expected * (1 - expected) / MANY)
        yield Check(f"requests that are refused {what}", found, expected, near)
