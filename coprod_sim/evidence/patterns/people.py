"""What the model must show of young people (Y) and of who is heard (Q): mechanisms, as those of mechanisms.py.

The sizes were written down before any figure was seen.
"""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.patterns.mechanisms import (
    MECHANISMS,
    NOTHING,
    SHARING,
    declared_in,
    histories,
    values_of,
)
from coprod_sim.evidence.patterns.patterns import (
    YEARS,
    Changes,
    Declared,
    Part,
    ScenarioRuns,
    at_year_end,
    part,
)

PEOPLE: Final[list[Declared]] = []
NOBODY_GROWN: Final = {"grown_half": 25.0}
"""Settings in which hardly any young person can speak for themself yet: as if nobody were over 11."""
FAR_OFF: Final = {"young_noise": 0.9}
"""Settings in which young people see their own need badly."""
of_people = declared_in(PEOPLE)


def with_voice(runs: ScenarioRuns, name: str, changes: Changes = NOTHING) -> Reals:
    """Give what young people's voice does to an indicator at 5 years in supported sharing, from none to all of it, by pair."""
    silent, heard = (runs.of(name, SHARING, {**changes, "young_person_voice": voice}) for voice in (0.0, 1.0))
    return at_year_end(heard - silent, YEARS)


@of_people("Y1", "Few small children and most of those of 16 years are at meetings about them")
def who_is_there(runs: ScenarioRuns) -> Iterator[Part]:
    """In the baseline, at the last reviews of the first year."""
    yield part("share included, below 5 years", at_year_end(runs.of("small_included"), 1), 0.25, 0.35, way=(0, 0.5))
    yield part("share included, from 16 years on", at_year_end(runs.of("older_included"), 1), 0.65, 0.75, way=(0.5, 1))


@of_people("Y2", "Where young people speak for themselves, plans fit better, and they trust and see it")
def voice_helps(runs: ScenarioRuns) -> Iterator[Part]:
    """Young people's voice from none to all of it, in supported sharing, at 5 years."""
    fit, seen = with_voice(runs, "fit"), with_voice(runs, "young_seen")
    yield part("young people's trust", with_voice(runs, "young_trust"), low=0.05, way=(0, math.inf))
    yield part("fit of plans", fit, low=0.01, way=(0, math.inf))
    yield part("fit as they see it, minus fit of plans", seen - fit, low=0)


@of_people("Y3", "Power for parents alone leaves young people less say, and less trust")
def parents_alone(runs: ScenarioRuns) -> Iterator[Part]:
    """Parents in charge, against consultation."""
    for year in (2, YEARS):
        for name, what in (("older_say", "say from 16 years on"), ("young_trust", "young people's trust")):
            apart = at_year_end(runs.of(name, "parents_in_charge") - runs.of(name), year)
            yield part(f"{what}, at {year} years", apart, high=0)


@of_people("Y4", "Where young people see their need badly, or are small, their voice brings plans nothing")
def voice_can_fail(runs: ScenarioRuns) -> Iterator[Part]:
    """The gain in fit of Y2 in two places where it should be gone."""
    yield part("fit, where they see badly", with_voice(runs, "fit", FAR_OFF), high=0, way=(-math.inf, 0.01))
    yield part("fit, where nobody is grown", with_voice(runs, "fit", NOBODY_GROWN), high=0, way=(-math.inf, 0.01))


@of_people("Q1", "Families differ in their say, and interpreters and support halve that")
def heard_alike(runs: ScenarioRuns) -> Iterator[Part]:
    """The tenth of families with most say, minus that with least, in supported sharing at 5 years; and where all are heard."""

    def spreads(scenario: str) -> Reals:
        voices = [each.place.families["voice"] for each in histories(runs, scenario)]
        return values_of([float(np.quantile(voice, 0.9) - np.quantile(voice, 0.1)) for voice in voices])

    usual = spreads(SHARING)
    yield part("voice, 90 of 100 minus 10 of 100", usual, low=0.2, way=(0.1, math.inf))
    yield part("the same where all are heard, ratio", spreads("heard_alike") / usual, high=0.5, way=(-math.inf, 1))


INSIDE: Final = (*MECHANISMS, *PEOPLE)
"""All mechanisms, in the order in which they are shown."""
