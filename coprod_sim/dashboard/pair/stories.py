"""The same family in both worlds, for the story drawer: a few dated events in short sentences, side by side.

What happened comes from the family's story (coprod_sim/report/story/story.py), which runs the same town again and keeps its rows;
here the events that tell most are chosen and said in the words of pages/shared/story.toml.
Families are made up: nothing here quotes anybody, or names a diagnosis, a background or money.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypedDict

from coprod_sim.agents.rules.family_led import share_held
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.event_list import from_scenario
from coprod_sim.engine.state import parameter_record
from coprod_sim.engine.totals import ASKED, HEARD, LED, NOT_ASKED, TOGETHER, TOLD, rung
from coprod_sim.report.story.story import Story, family_name, story, trust_moved
from coprod_sim.report.story.text import StoryEvent, nearer, out_of_100
from coprod_sim.scenario.scenario import Scenario

FEWEST, MOST = 5, 8
"""A column has so many events, if the run is long enough for them."""
LATE: Final = 2
"""A review that is late by fewer months than this is not called late."""
WELL_KNOWN: Final = 0.5
"""Who knows this much of a child is said to know it."""
SPOKE: Final = 0.05
"""A young person whose own view weighs so much is said to have spoken."""
KEPT: Final = 256
WHOLE_LIFE: Final = ("beginning", "ending", "so far")
"""Kinds of event that tell how things stand, beside the start."""
WHO: Final = {
    NOT_ASKED: "staff",
    TOLD: "staff",
    ASKED: "mostly_staff",
    HEARD: "mostly_staff",
    TOGETHER: "together",
    LED: "family",
}
"""Who decided, by the rung of the ladder on which the last decision stood: so drawer and ladder never disagree."""
ON_THE_WAY: Final = ("tribunal", "refused", "no plan", "plan", "appeal over", "appeal", "mediation", "request")
"""Steps on the way to a plan by law, the first of each, in the order in which they are chosen."""
MOST_STEPS: Final = 5
"""So many of them, for a column tells other things, too."""
STRAINS: Final = {"energy": "worn_out", "delivery": "undelivered"}
"""How a strain is told, by what it is about; one about anything else is holding back."""
LIMITS: Final = (("new family", 2), ("change", 2), ("dispute", 2), ("strain", 2), ("new worker", 2), ("trust", 1))
"""At most so many events of each kind, in the order in which they are chosen."""


class EventSentence(TypedDict):
    """One event: its month, what happened, who decided, and how trust moved."""

    month: int
    text: str
    who_decided: str
    trust: Literal["up", "down", "same"]


class Column(TypedDict):
    """The family's years in one world."""

    events: list[EventSentence]


class FamilyStory(TypedDict):
    """The same family in both worlds."""

    family: int
    name: str
    about: str
    columns: list[Column]


def story_words() -> dict[str, Any]:
    """Give the words of stories."""
    found: dict[str, Any] = words()["story"]
    return found


def family_names(families: int) -> list[str]:
    """Name families by their rows.

    >>> family_names(2)
    ['Family Rowan', 'Family Alder']
    """
    return [family_name(row) for row in range(families)]


# Which events are told.


def chosen(events: Sequence[StoryEvent]) -> list[StoryEvent]:
    """Choose the events that tell most: beginning, first review, what struck the family, and the reviews that moved it."""
    first, last = events[0], events[-1]
    inner = [event for event in events[1:-1] if event.month < last.month]
    reviews = [event for event in inner if event.kind == "review"]
    steps = [event for kind in ON_THE_WAY for event in [event for event in inner if event.kind == kind][:1]]
    wanted = [*steps[:MOST_STEPS], *reviews[:1]]
    for kind, limit in LIMITS:
        wanted += [event for event in inner if event.kind == kind][:limit]
    wanted += sorted(reviews[1:], key=lambda event: -trust_moved(event))
    by_month: dict[int, StoryEvent] = {}
    for event in wanted:
        if len(by_month) < MOST - 2:
            by_month.setdefault(event.month, event)
    return [first, *(by_month[month] for month in sorted(by_month)), last]


# How they are told.


def whole(numbers: Any, *names: str) -> dict[str, str]:
    """Give some numbers of an event as so many of 100."""
    return {name: out_of_100(numbers[name]) for name in names}


def trust_sentence(before: float, now: float) -> str:
    """Tell how trust moved."""
    x, y = out_of_100(before), out_of_100(now)
    kind = "stayed" if x == y else ("rose" if now > before else "fell")
    return fill(story_words()[f"trust_{kind}"], x=x, y=y)


def review_text(event: StoryEvent) -> str:
    """Tell a review: that an order left nothing to change, that the family led it, that it was late, that the young person spoke, or whose view was nearer."""
    texts, late = story_words()["told"], int(event.numbers["months_late"])
    if event.numbers["order_months"]:
        return str(texts["bound"])
    asked = "asked" if event.numbers["asked"] else "not_asked"
    if event.numbers["led"]:
        kind = "late_led" if late >= LATE else "review_led"
        return fill(texts[kind], late=late, **whole(event.numbers, "voice"))
    spoke = "young" if event.numbers["young_say"] >= SPOKE else nearer(event.numbers)
    kind = f"late_{asked}" if late >= LATE else "_".join(filter(None, ("review", asked, spoke)))
    return fill(texts[kind], late=late, **whole(event.numbers, "voice", "young_say"))


def struck_text(event: StoryEvent) -> str:
    """Tell what struck a family: a strain, a new worker in the place of one who knew the child or not, a dispute; or another family."""
    texts, numbers = story_words()["told"], event.numbers
    if event.kind == "strain":
        kind = next((text for name, text in STRAINS.items() if name in numbers), "holding_back")
        return fill(texts[kind], **whole(numbers, *(name for name in STRAINS if name in numbers)))
    if event.kind == "new worker":
        if numbers["known"] < WELL_KNOWN:
            return str(texts["new_worker"])
        return str(texts["knowledge_kept" if numbers["key_worker"] else "knowledge_lost"])
    if event.kind == "new family":
        return fill(texts["new_family"], left_at=int(numbers["left_at"]), age=int(numbers["age"]))
    order = int(numbers["order_months"])
    return fill(texts["dispute_binds" if order else "dispute"], order=order)


def step_text(event: StoryEvent) -> str:
    """Tell a step on the way to a plan by law."""
    kind, numbers = event.kind.replace(" ", "_"), event.numbers
    if event.kind in ("mediation", "tribunal"):
        kind += "_won" if numbers["won"] else "_lost"
    whole_months = {name: int(numbers[name]) for name in ("waited", "hearing_in") if name in numbers}
    return fill(story_words()["on_the_way"][kind], **whole_months)


def first_meetings(event: StoryEvent) -> str:
    """Say how the first month went: nobody gets to know each other while trust falls."""
    return "first_meetings_good" if event.numbers["trust"] >= event.numbers["trust_before"] else "first_meetings_bad"


def event_text(event: StoryEvent, scenario: Scenario) -> str:
    """Tell what happened, without how trust moved."""
    texts = story_words()["told"]
    match event.kind:
        case "beginning" | "ending" | "so far":
            names = (name for name in event.numbers if name != "team")
            return fill(texts[event.kind.replace(" ", "_")], m=event.month, **whole(event.numbers, *names))
        case "review":
            return review_text(event)
        case "change":
            found = next((one for one in from_scenario(scenario, 0, ()) if one.month == event.month), None)
            text: str = story_words()["change"][found.what if found else "other"]
            return text
        case "trust":
            return str(texts[first_meetings(event) if event.month == 1 else "trust_later"])
        case kind if kind in ON_THE_WAY:
            return step_text(event)
        case _:
            return struck_text(event)


def who_decided(story: Story, month: int) -> str:
    """Say who decided at the last review up to a month, as the ladder does."""
    me, par = story.life.family[month], parameter_record(story.scenario.values())[0]
    held = share_held(float(me["power"]), float(me["led"]), par)
    step = rung(float(me["asked"]), float(me["voice"]), held, par) if me["reviewed"] else NOT_ASKED
    who: str = story_words()["who"][WHO[int(step)]]
    return who


def trust_before_and_after(story: Story, event: StoryEvent) -> tuple[float, float]:
    """Give trust around an event: since the family came for the end, in its own staff for a dispute, else in the month."""
    if event.kind == "dispute":
        return event.numbers["team_trust_before"], event.numbers["team_trust"]
    trust = story.life.family["felt_trust"]
    before = story.life.last_came if event.kind in WHOLE_LIFE else event.month - 1
    return float(trust[before]), float(trust[event.month])


def event_sentence(story: Story, event: StoryEvent) -> EventSentence:
    """Tell one event with who decided and how trust moved."""
    before, now = trust_before_and_after(story, event)
    moves = "" if event.kind in {*WHOLE_LIFE, "strain", "new family", "request"} else f" {trust_sentence(before, now)}"
    step = int(out_of_100(now)) - int(out_of_100(before))
    way: Literal["up", "down", "same"] = "same" if step == 0 else ("up" if step > 0 else "down")
    return {
        "month": event.month,
        "text": event_text(event, story.scenario) + moves,
        "who_decided": who_decided(story, event.month),
        "trust": way,
    }


def column(story: Story, known: int, *, over: bool) -> Column:
    """Tell the family's years in one world up to a month; over: whether that is the end."""
    events = chosen(story.events)
    if not known:
        events = events[:1]
    elif not over:
        events[-1] = events[-1]._replace(kind="so far")
    return {"events": [event_sentence(story, event) for event in events]}


@lru_cache(maxsize=KEPT)
def story_of(
    a: Scenario, b: Scenario, family: int | None, seed: int, months: int, until: int | None = None
) -> FamilyStory:
    """Tell one family's years in both worlds; None picks the family whose progress differs most in the last month told.

    until: the last month that may be known; nothing after it is looked at.   The answer is kept: do not change it.
    """
    known = months if until is None else min(until, months)
    first = story(a, family, seed=seed, months=max(1, known), against=b)
    assert first.against is not None
    team = first.life.casework.shape[1]
    about = fill(story_words()["about" if team > 1 else "about_one"], name=first.name, k=team)
    both = [column(one, known, over=known == months) for one in (first, first.against)]
    return {"family": first.family, "name": first.name, "about": about, "columns": both}
