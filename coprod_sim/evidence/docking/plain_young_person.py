"""A plain reading of the model: young people (sections 4, 6 and 10).

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
"""

import math
from dataclasses import dataclass
from typing import Any

from coprod_sim.evidence.docking import draws

AREAS = range(4)
AGE_GROUPS = ((5, 0, 60), (32, 60, 132), (35, 132, 192), (20, 192, 240), (8, 240, 300))
"""Of 100 young people, how many are from so many months to so many months old (section 10)."""


@dataclass
class YoungPerson:
    """Who a plan is made for; the key person is the first of the family's team."""

    wish: list[float]
    age: int
    trust: float
    seen: float
    included: bool = False
    share: float = 0.0
    ear: float = 0.0
    say: float = 0.0
    view_error: float = 0.0
    life: int = 0  # how many families had the row before
    # filled in by World
    home: Any = None

    def grown(self, par: dict[str, float]) -> float:
        """How far they can speak and act for themself."""
        years = self.age / 12
        return 1 / (1 + math.exp(-(years - par["grown_half"]) / par["grown_width"]))


@dataclass
class OwnPart:
    """A young person's part in a review meeting: nothing for who is not included."""

    included: bool = False
    share: float = 0.0
    ear: float = 0.0
    view: list[float] | None = None


def chance_to_be_included(young: YoungPerson, voice_lever: float, par: dict[str, float]) -> float:
    """The chance of being included where the family is asked."""
    years = young.age / 12
    older = min(1, max(0, (years - 2.5) / 13.5))
    usual = par["include_low"] + (par["include_high"] - par["include_low"]) * older
    return usual + (1 - usual) * par["include_reach"] * voice_lever * min(1, years / 4)


def share_of_say(young: YoungPerson, voice_lever: float, family_power: float, par: dict[str, float]) -> float:
    """The share of the family's say that an included young person has."""
    room = max(0, 1 - par["crowding"] * family_power)
    unasked = (1 - voice_lever) * par["young_base"] * room
    return par["young_say"] * young.grown(par) * (voice_lever + unasked)


def ear_of(
    young: YoungPerson,
    voice_lever: float,
    hearing: float,
    key_facilitation: float,
    par: dict[str, float],
) -> float:
    """How far the key person listens to an included young person directly."""
    open_ear = par["ear_base"] + par["ear_skill"] * key_facilitation + par["ear_voice"] * voice_lever
    return min(0.5, young.grown(par) * hearing * open_ear)


def view_of(young: YoungPerson, z: list[float], par: dict[str, float]) -> list[float]:
    """The young person's own view, as an error."""
    noise = par["young_noise"] * (1 + par["young_learning"] * (1 - young.grown(par)))
    return [par["young_wish"] * young.wish[a] + noise * z[a] for a in AREAS]


def part_in_meeting(
    seed: int,
    family: Any,
    invited: bool,
    hearing: float,
    power: float,
    t: int,
    par: dict[str, float],
) -> OwnPart:
    """What a young person has of a meeting in month t; power: what the family holds in it."""
    young = family.young_person
    voice_lever = family.commissioner.young_person_voice
    u_included = draws.uniform(seed, family.row, 0, t, draws.INCLUDED)
    if not (invited and u_included < chance_to_be_included(young, voice_lever, par)):
        return OwnPart()
    key = family.team[0].professional
    return OwnPart(
        included=True,
        share=share_of_say(young, voice_lever, power, par),
        ear=ear_of(young, voice_lever, hearing, key.facilitation, par),
        view=view_of(young, draws.normals(seed, family.row, 0, t, draws.YOUNG_VIEW), par),
    )


def young_month(young: YoungPerson, par: dict[str, float]) -> None:
    """A young person's month (section 6), after the family's."""
    family = young.home
    young.age += 1

    missed = [family.plan[a] - family.need[a] - par["young_wish"] * young.wish[a] for a in AREAS]
    fit = math.exp(-0.5 * sum(error**2 for error in missed) / len(missed))
    young.seen += par["lived_fit_rate"] * (fit * family.delivery - young.seen)

    if family.team[0].professional.left:
        young.trust += 0.5 * (par["start_young_trust"] - young.trust)

    if family.reviewed:
        fair = min(
            1,
            par["base_process"]
            + par["young_dignity"] * young.included
            + par["young_fair"] * young.included * min(1, 2 * young.say),
        )
        experience = (1 - par["young_outcome"]) * fair + par["young_outcome"] * young.seen
        rate = par["trust_gain"] if experience > young.trust else par["trust_loss"]
        young.trust += rate * (experience - young.trust)


def young_start(seed: int, young: YoungPerson, par: dict[str, float]) -> None:
    """A young person at month 0 (section 10)."""
    young_anew(seed, young, par)
    left = 100 * draws.uniform(seed, young.home.row, 0, 0, draws.START_AGE)
    for of_100, youngest, oldest in AGE_GROUPS:
        if left < of_100:
            young.age = math.floor(youngest + (oldest - youngest) * left / of_100)
            break
        left -= of_100


def young_anew(seed: int, young: YoungPerson, par: dict[str, float]) -> None:
    """What a young person begins with, but for the age, as the first of a row or as a later one."""
    young.wish = draws.normals(seed, young.home.row, 0, young.life, draws.START_YOUNG)
    young.trust = par["start_young_trust"]
    young.seen = par["start_lived_fit"]
    young.included = False
    young.share = young.ear = young.say = young.view_error = 0.0
