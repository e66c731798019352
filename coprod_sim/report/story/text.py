"""Telling a family's life: one function for each kind of thing that can happen, from rows to plain sentences.

Every number in a sentence stands in the event's `numbers` too, as the model holds it: 0.45 there is 45 of 100 here.
"""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from coprod_sim.agents.review_meeting import CAUSES, PEERS_WORD
from coprod_sim.report.story import pathway
from coprod_sim.report.story.trace import Life
from coprod_sim.scenario.events import KIND_BY_NAME
from coprod_sim.scenario.events_without_effect import ender
from coprod_sim.scenario.own_settings import OUR_EVENTS
from coprod_sim.scenario.scenario import Event, Scenario

CAUSE_WORDS = {
    "being_asked": ("it was asked", "it was not asked"),
    "having_a_say": ("it had a say", "it had little say"),
    "promise_broken": ("a promise was kept", "it had been promised more say than it had"),
    "undelivered": ("what the plan holds came", "part of what the plan holds was not paid for and did not come"),
    "being_known": ("the people who work with it know the child", "the people who work with it do not know the child"),
    "results": ("the plan worked in daily life", "the plan did not work well in daily life"),
    "peers_word": ("other families spoke well of the service", "other families did not speak well of the service"),
    "new_worker": ("a new worker made a fresh start", "a new worker had to start again"),
    "dispute": ("a dispute was over", "the dispute had cost trust"),
    "conference": ("it had met its team at a conference", "it had met its team at a conference"),
    "new_family": ("another family came", "another family came"),
    "refused": ("a no was taken back", "it had been refused, or kept waiting"),
}
"""Why trust rose, and why it fell, for each cause in the ledger of trust."""
DECENT = "the meeting was decent"
WORN_OUT, HOLDING_BACK, HALF_COMES = 0.5, 0.3, 0.5
"""Below this energy a family is called worn out, below this engagement it is said to hold back, and below this part of what
its plan holds, too little of it is said to come."""
NEARER = 0.8
"""A view is called nearer than another where its error is less than this part of the other's."""
COSTS_TRUST, COSTS_ENERGY = ("refused", "no plan", "tribunal"), ("appeal", "tribunal")
"""Steps on the statutory pathway that cost a family trust in the institution, and energy."""
NOTICED = 0.03
"""A change of trust as large as this is told even if nothing else happened in the month."""


class StoryEvent(NamedTuple):
    """Something that happened: the month, its kind, a plain sentence or more, and the numbers in it."""

    month: int
    kind: str
    text: str
    numbers: Mapping[str, float]


# How things moved.


def out_of_100(value: float) -> str:
    """A share as people say it.

    >>> out_of_100(0.054)
    '5'
    """
    return f"{100 * value:.0f}"


def change(what: str, before: float, after: float, rose: str = "rose", fell: str = "fell") -> str:
    """Say how a share moved: "trust rose from 45 to 52 of 100"."""
    old, new = out_of_100(before), out_of_100(after)
    if old == new:
        return f"{what} stayed at {new} of 100"
    return f"{what} {rose if after > before else fell} from {old} to {new} of 100"


def main_cause(now: np.record, trust_change: float, first: bool) -> str:
    """The cause in the month's ledger that moved trust most in the direction in which it went, in words.

    In the first month the ledger's peers' word holds the difference to everybody's start too, so that it tells nothing.
    """
    signed = np.array(now["ledger"]) * (1 if trust_change > 0 else -1)
    signed[PEERS_WORD] *= not first
    cause = CAUSES[int(signed.argmax())]
    rose, fell = CAUSE_WORDS[cause]
    if cause == "being_asked" and not now["asked"]:
        rose = DECENT
    words = rose if trust_change > 0 else fell
    return f", mostly because {words}" if signed.max() > 0 else ""


def trust_moved(life: Life, month: int) -> str:
    """Say how felt trust moved in a month, and why."""
    before, now = life.family[month - 1]["felt_trust"], life.family[month]["felt_trust"]
    text = change("Trust", before, now)
    return text if "stayed" in text else text + main_cause(life.family[month], now - before, first=month == 1)


def trust_numbers(before: np.record, now: np.record) -> dict[str, float]:
    """The numbers in what trust_moved says."""
    return {"trust_before": float(before["felt_trust"]), "trust": float(now["felt_trust"])}


def trusts(life: Life, month: int) -> dict[str, float]:
    """Trust in the people of the team, and trust in the council, as the family's own experience has it."""
    return {
        "people_trust": float(life.casework[month]["family_trust"].mean()),
        "council_trust": float(life.family[month]["council_trust"]),
    }


def both_trusts(life: Life, month: int) -> str:
    """Say how far a family trusts the people it works with, and how far the council."""
    both = trusts(life, month)
    return f"that in the people {out_of_100(both['people_trust'])}, that in the council {out_of_100(both['council_trust'])}"


def view_errors(now: np.record) -> dict[str, float]:
    """How far the family's own view and its staff's were off at the last review: root of the mean square over areas."""
    areas = len(now["need"])
    staff = ((areas - 1) * now["staff_view_error"] + now["staff_field_error"]) / areas
    return {"family_view_error": math.sqrt(now["family_view_error"]), "staff_view_error": math.sqrt(staff)}


def nearer(errors: Mapping[str, float]) -> str:
    """Say whose view was clearly nearer to what the young person needs: the family's, staff's, or nobody's.

    >>> nearer({"family_view_error": 0.4, "staff_view_error": 0.6}), nearer({"family_view_error": 0.6, "staff_view_error": 0.6})
    ('family', '')
    """
    family, staff = errors["family_view_error"], errors["staff_view_error"]
    if family < NEARER * staff:
        return "family"
    return "staff" if staff < NEARER * family else ""


def years_old(young: np.record) -> str:
    """Say how old a young person is."""
    years = int(young["age"]) // 12
    return "less than a year old" if not years else f"{years} year{'s' if years > 1 else ''} old"


def who_was_asked(now: np.record) -> str:
    """Say whether a family was asked at its last review, or led it."""
    if now["led"]:
        return "It was a family-led meeting: the family and those it brought made the plan"
    return "The family was asked" if now["asked"] else "The family was not asked"


def own_part(young: np.record) -> str:
    """Say whether the young person had a part in a review, and how much their own view weighed."""
    if not young["included"]:
        return "The young person had no part in it"
    return f"The young person was there and spoke: their own view weighed {out_of_100(young['say'])} of 100"


# What can happen.


def beginning(life: Life) -> StoryEvent:
    """How things stand at month 0."""
    me, young, team = life.family[0], life.young_person[0], life.casework.shape[1]
    numbers = {"team": float(team), "age": float(young["age"] // 12)} | {
        name: float(me[name]) for name in ("felt_trust", "power", "energy", "progress")
    }
    people = f"{team} professional{'s' if team > 1 else ''}"
    states = f"Trust is {out_of_100(me['felt_trust'])} ({both_trusts(life, 0)}), energy {out_of_100(me['energy'])}"
    outcome = f"and progress {out_of_100(me['progress'])} of 100"
    text = f"The young person is {years_old(young)}, and the family works with {people}. {states} {outcome}; its power is {out_of_100(me['power'])} of 100."
    if len(life.pathway):
        text += f" {pathway.standing(life.pathway[0])}"
    return StoryEvent(0, "beginning", text, numbers | trusts(life, 0))


def ending(life: Life) -> StoryEvent:
    """How things stand at the end, beside the beginning, or beside the month in which this family came."""
    first, last = life.family[life.last_came], life.family[-1]
    when = " when it came" if life.last_came else ""
    words = {"felt_trust": "trust", "power": "power", "energy": "energy", "progress": "progress"}
    parts = [
        f"{word} is {out_of_100(last[name])} of 100 (it was {out_of_100(first[name])}{when})"
        for name, word in words.items()
    ]
    numbers = {name: float(last[name]) for name in words} | {f"{name}_before": float(first[name]) for name in words}
    month = len(life.family) - 1
    text = f"At the end, {', '.join(parts[:-1])} and {parts[-1]}. Of its trust, {both_trusts(life, month)}."
    return StoryEvent(month, "ending", text, numbers | trusts(life, month))


def review(life: Life, month: int, planned: float) -> StoryEvent:
    """A review: whether it was late, whether family and young person were asked, their voice, and how power and trust moved."""
    before, now, young = life.family[month - 1], life.family[month], life.young_person[month]
    late = math.ceil(before["months_since_review"] + 1 - planned)
    when = f", {late} month{'s' if late > 1 else ''} late" if late > 0 else ""
    asked = who_was_asked(now)
    power = change("its power", before["power"], now["power"])
    errors, bound = view_errors(now), int(before["order_months"])
    views = f"Its parents' view was off the need by {errors['family_view_error']:.2f}, that of staff by {errors['staff_view_error']:.2f}"
    text = f"Review{when}. {asked}; its view weighed {out_of_100(now['voice'])} of 100; {power}. {own_part(young)}. {views}."
    if bound:
        text += " The tribunal's order still binds the plan, so it stays as it is."
    numbers = {
        **errors,
        "order_months": float(bound),
        "months_late": float(max(0, late)),
        "asked": float(now["asked"]),
        "led": float(now["led"]),
        "voice": float(now["voice"]),
        "included": float(young["included"]),
        "young_say": float(young["say"]),
        "power_before": float(before["power"]),
        "power": float(now["power"]),
        **trust_numbers(before, now),
    }
    return StoryEvent(month, "review", f"{text} {trust_moved(life, month)}.", numbers)


def new_worker(life: Life, month: int) -> StoryEvent:
    """Somebody of the team left, with what they knew of the child, and a newcomer took the post."""
    count, team = int(life.new_workers[month]), life.casework.shape[1]
    before, now = life.family[month - 1], life.family[month]
    who = "The family's only professional" if team == 1 else f"{count} of the family's {team} professionals"
    trust = change("Trust", before["felt_trust"], now["felt_trust"])
    known = float(life.casework[month - 1]["knowledge"][life.newcomers[month] > 0].max())
    what = f"What they knew of the child, {out_of_100(known)} of 100, is"
    lost = f"{what} passed on in part by its key worker" if now["key_worker"] else f"{what} lost"
    text = f"New worker. {who} left, and whoever comes has to earn trust anew. {lost}. {trust}."
    numbers = {
        "left": count,
        "team": team,
        "known": known,
        "key_worker": float(now["key_worker"]),
        **trust_numbers(before, now),
    }
    return StoryEvent(month, "new worker", text, numbers)


def new_family(life: Life, month: int, leave_age: float) -> StoryEvent:
    """The young person left, and another family came, of which all that follows is told."""
    left, me, young = life.young_person[month - 1], life.family[month], life.young_person[month]
    numbers = {"left_at": float(left["age"] // 12), "age": float(young["age"] // 12), "trust": float(me["felt_trust"])}
    gone = f"The young person left at {left['age'] // 12}"
    if len(life.pathway) and left["age"] < 12 * leave_age:
        gone = pathway.why_left(life.pathway[month - 1], int(left["age"]))
    leaves = f"New family. {gone}, and another family came to the same team"
    text = f"{leaves}: its young person is {years_old(young)}, and its trust is {out_of_100(me['felt_trust'])} of 100."
    return StoryEvent(month, "new family", text, numbers)


def trust_alone(life: Life, month: int) -> Iterator[StoryEvent]:
    """Trust moved far in a month in which nothing else happened."""
    before, now = life.family[month - 1], life.family[month]
    if abs(now["felt_trust"] - before["felt_trust"]) >= NOTICED:
        rose = now["felt_trust"] > before["felt_trust"]
        when = (" as the family came to know its team" if rose else ": first meetings went badly") if month == 1 else ""
        yield StoryEvent(month, "trust", f"{trust_moved(life, month)}{when}.", trust_numbers(before, now))


def dispute(life: Life, month: int) -> StoryEvent:
    """The family went to a tribunal."""
    before, now = life.casework[month - 1]["family_trust"].mean(), life.casework[month]["family_trust"].mean()
    error = life.family[month]["plan"] - life.family[month]["need"]
    fit = math.exp(-0.5 * float((error * error).mean()))
    energy_before, energy = float(life.family[month - 1]["energy"]), float(life.family[month]["energy"])
    moves = f"{change('Its trust in its team', before, now)}; {change('energy', energy_before, energy)}"
    binds = int(life.family[month]["order_months"])
    order = f"for {binds} months, no review may change it" if binds else "the next review may change it again"
    text = f"Dispute. A tribunal sets the plan anew, and it now fits the need to {out_of_100(fit)} of 100; {order}. {moves}."
    numbers = {"fit": fit, "order_months": float(binds), "team_trust_before": float(before), "team_trust": float(now)}
    return StoryEvent(month, "dispute", text, numbers | {"energy_before": energy_before, "energy": energy})


def on_pathway(life: Life, month: int) -> Iterator[StoryEvent]:
    """Tell what happened on the statutory pathway, and what it did to trust in the institution and to energy."""
    before, now = life.family[month - 1], life.family[month]
    steps = [*pathway.way_to_plan(life.pathway, month), *pathway.appeals(life.pathway, life.family, month)]
    for step in steps:
        text = step.text
        moved = [change("Trust in the institution", before["council_trust"], now["council_trust"])] * (
            step.kind in COSTS_TRUST
        )
        moved += [change("Energy", before["energy"], now["energy"])] * (step.kind in COSTS_ENERGY)
        text += "".join(f" {sentence}." for sentence in moved)
        yield StoryEvent(month, step.kind, text, step.numbers)


def event_words(
    event: Event, before: np.record, now: np.record, met: Event | None = None
) -> tuple[str, dict[str, float]]:
    """Say one scheduled event in words, with its numbers; `met` is the event that ends it, if it is a ramp."""
    if event.lever is not None and event.to is not None:
        ours = event.lever in (before.dtype.names or ())
        old = {f"{event.lever}_before": float(before[event.lever])} if ours else {}
        until = f" by month {event.until}" if event.until else ""
        until += f", but only until month {met.month}, where another event takes its place" if met else ""
        stood = f"from {before[event.lever]:.3g} " if ours else ""
        text = f"{event.lever.replace('_', ' ')} goes {stood}to {event.to:.3g}{until}"
        return text, old | {event.lever: event.to, "until": float(event.until or event.month)}
    kind = KIND_BY_NAME[event.do]
    if event.do not in OUR_EVENTS:
        return f"{kind.meaning}, {event.amount or 0:.3g}", {event.do: float(event.amount or 0)}
    own = {number.name: float(getattr(event, number.name) or 0) for number in kind.numbers if number.name != "to"}
    levers = {name: float(now[name]) for name in kind.levers if f"{{{name}}}" in kind.clause}
    number_texts = {
        name: f"{100 * value:.3g}" if name == "amount" else out_of_100(value) for name, value in own.items()
    }
    text = kind.clause.format_map(number_texts | {name: out_of_100(value) for name, value in levers.items()})
    return text, levers | {event.do if name == "amount" else name: value for name, value in own.items()}


def scheduled(life: Life, month: int, events: tuple[Event, ...]) -> Iterator[StoryEvent]:
    """What the scenario does in a month to the family's commissioner, in one event."""
    number = int(life.family[0]["commissioner"]) + 1
    mine = [event for event in events if event.month == month and event.who in ("all", number)]
    before, now = life.commissioner[month - 1], life.commissioner[month]
    changes = [event_words(event, before, now, ender(events, event)) for event in mine]
    if changes:
        numbers = {name: value for _, values in changes for name, value in values.items()}
        yield StoryEvent(
            month, "change", f"The way of working changes: {'; '.join(text for text, _ in changes)}.", numbers
        )


def strains(life: Life, month: int) -> Iterator[StoryEvent]:
    """Say it when a family becomes worn out, begins to hold back, or gets too little of what its plan holds."""
    before, now = life.family[month - 1], life.family[month]
    for name, limit, text in (
        ("energy", WORN_OUT, "The family is worn out: its energy is down to"),
        ("engaged", HOLDING_BACK, "The family holds back: how far it takes part is down to"),
        ("delivery", HALF_COMES, "Too little of the plan comes: of what it holds,"),
    ):
        if before[name] >= limit > now[name]:
            comes = "of 100 came this month" if name == "delivery" else "of 100"
            yield StoryEvent(month, "strain", f"{text} {out_of_100(now[name])} {comes}.", {name: float(now[name])})


# The whole life.


def life_events(life: Life, scenario: Scenario) -> Iterator[StoryEvent]:
    """Tell a family's life in order, and that of whoever comes in its place."""
    yield beginning(life)
    for month in range(1, len(life.family)):
        yield from scheduled(life, month, scenario.events)
        if life.came(month):
            # What the month before says is another family's.
            yield new_family(life, month, scenario.value("leave_age"))
            continue
        steps = list(on_pathway(life, month)) if len(life.pathway) else []
        yield from steps
        if life.new_workers[month]:
            yield new_worker(life, month)
        reviewed = life.family[month]["months_since_review"] == 0
        if reviewed:
            yield review(life, month, scenario.value("review_months"))
        if not reviewed and not life.new_workers[month] and not steps:
            yield from trust_alone(life, month)
        if not len(life.pathway) and life.family[month]["in_dispute"]:
            yield dispute(life, month)
        yield from strains(life, month)
    yield ending(life)
