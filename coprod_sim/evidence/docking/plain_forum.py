"""A plain reading of the model, section 9: forums, the standard offer, and the Working Together conference; and how forums ease the bars of section 13.

It belongs to plain_reading.py, and like it was written from the text; it imports nothing else of coprod_sim.
What the text leaves open is settled here as it is in the engine's docstrings: a seat that anybody may have goes to the first
family without a seat from one drawn at random on; an odd family at a conference is paired with the first in the line.
"""

import math
from dataclasses import dataclass, field
from typing import Any

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_habits import has_habits

AREAS = range(4)


@dataclass
class Seat:
    """One seat: who has it, and since how many months."""

    member: Any = None
    months: int = 0


@dataclass
class Forum:
    """The seats of one commissioner's forum; they are made in the first month."""

    seats: list[Seat] = field(default_factory=list)


def forum_month(seed: int, par: dict[str, float], commissioner: Any, t: int) -> None:
    """Seats are filled and speak; once a year the standard offer is set again.  A commissioner without families has nothing to offer."""
    if not commissioner.families:
        return
    forum = commissioner.forum
    if not forum.seats:
        forum.seats = [Seat() for _ in range(int(par["forum_seats"]))]
    for number, seat in enumerate(forum.seats):
        if commissioner.forum_share == 0:  # no part in the offer, no forum
            seat.member, seat.months = None, 0
            continue
        seat.months += 1
        if seat.member is None or seat.months % int(par["forum_term"]) == 0:
            fill(seed, commissioner, seat, number, t)
    filled = [seat for seat in forum.seats if seat.member is not None]
    fresh = sum((1 - par["capture"]) ** seat.months for seat in filled)
    commissioner.forum_word = commissioner.forum_share * fresh / len(forum.seats)
    trusts = [seat.member.council_trust for seat in filled]
    commissioner.members_trust = sum(trusts) / len(trusts) if trusts else 0.0
    if t % int(par["offer_months"]) == 0:
        set_offer(seed, par, commissioner, t)
        if commissioner.families[0].path is not None:
            commissioner.eased = eased(par, commissioner)


def fill(seed: int, commissioner: Any, seat: Seat, number: int, t: int) -> None:
    """Fill a seat; who is chosen again goes on counting its months."""
    before, seat.member = seat.member, None
    seated = [other.member for other in commissioner.forum.seats if other.member is not None]
    families = commissioner.families
    anybody, which, *_ = draws.shares(seed, commissioner.row, number, t, draws.FORUM_SEAT)
    if anybody < commissioner.open_recruitment:
        start = int(which * len(families))
        line = families[start:] + families[:start]
    else:
        line = sorted(families, key=lambda family: -family.confidence)
    free = [family for family in line if not any(family is member for member in seated)]
    seat.member = free[0] if free else None
    if seat.member is None or seat.member is not before:
        seat.months = 0


def set_offer(seed: int, par: dict[str, float], commissioner: Any, t: int) -> None:
    """The new offer: the commissioner's own estimate and the forum's, by forum_share."""
    z = draws.normals(seed, commissioner.row, 0, t, draws.OFFER)
    members = [seat for seat in commissioner.forum.seats if seat.member is not None]
    for a in AREAS:
        offer = commissioner.standard_offer[a]
        mean_need = sum(family.need[a] for family in commissioner.families) / len(commissioner.families)
        noise = par["commissioner_noise"] / math.sqrt(par["offer_sample"])
        own = offer + par["group_information"] * (mean_need - offer) + noise * z[a]
        new = own
        if members:
            spoken = [pulled(seat.member.need[a], own, seat.months, par["capture"]) for seat in members]
            new = (1 - commissioner.forum_share) * own + commissioner.forum_share * sum(spoken) / len(spoken)
        commissioner.standard_offer[a] = new


def eased(par: dict[str, float], commissioner: Any) -> float:
    """How much the forum lowers the bars: as far as its members, while they are fresh, live without what they need."""
    filled = [seat for seat in commissioner.forum.seats if seat.member is not None]
    missed = [(1 - seat.member.lived_fit) * (1 - par["capture"]) ** seat.months for seat in filled]
    return float(commissioner.forum_share * par["forum_ease"] * sum(missed) / len(missed)) if missed else 0.0


def pulled(need: float, towards: float, months: int, capture: float) -> float:
    """A member's estimate, drawn to the commissioner's by a part of what is left in every month in the seat."""
    estimate = need
    for _ in range(months):
        estimate += capture * (towards - estimate)
    return estimate


def conference(world: Any, attendance: float, parent_led: float, t: int) -> None:
    """Hold a conference of every commissioner in month t, before anything else happens."""
    par, seed = world.par, world.seed
    families = [draws.shares(seed, family.row, 0, t, draws.CONFERENCE_FAMILY) for family in world.families]
    staff = {
        id(worker): draws.shares(seed, worker.row, 0, t, draws.CONFERENCE_STAFF)[0] < attendance
        for worker in world.professionals
    }
    for worker in world.professionals:
        if staff[id(worker)]:
            worker.facilitation += par["conference_facilitation"] * parent_led * (1 - worker.facilitation)
    there = [family for family in world.families if families[family.row][0] < attendance]
    for family in there:
        gain = par["conference_trust"] * (1 - family.council_trust)
        family.council_trust += gain
        family.note_cause("conference", (1 - par["person_weight"]) * family.own_part * gain)
        family.confidence += par["conference_confidence"] * parent_led * (1 - family.confidence)
        for edge in family.team:
            if staff[id(edge.professional)]:
                gain = par["conference_trust"] * (1 - edge.family_trust)
                edge.family_trust += gain
                family.note_cause("conference", par["person_weight"] * gain / len(family.team))
                edge.professional_trust += par["conference_trust"] * (1 - edge.professional_trust)
    for commissioner in world.commissioners:
        if has_habits(par) and commissioner.lead > 0:
            commissioner.lead *= 1 - par["conference_calm"] * parent_led
    for commissioner in world.commissioners:
        line = [family for family in there if family.commissioner is commissioner]
        line.sort(key=lambda family: families[family.row][1])
        befriend(line)


def befriend(line: list[Any]) -> None:
    """Pair neighbours in a line; a new tie weighs what each family's ties weigh on average."""
    if len(line) < 2:
        return
    pairs = [(line[at], line[(at + 1) % len(line)]) for at in range(0, len(line), 2)]
    new = [(one, other) for one, other in pairs if not any(peer is other for peer, _ in one.peers)]
    usual = {id(one): usual_weight(one) for pair in new for one in pair}
    for one, other in new:
        one.peers.append((other, usual[id(one)]))
    for one, other in new:
        other.peers.append((one, usual[id(other)]))


def usual_weight(family: Any) -> float:
    """The mean weight of a family's ties, or 1."""
    return sum(weight for _, weight in family.peers) / len(family.peers) if family.peers else 1.0
