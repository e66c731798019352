"""The kinds of change that can be put on a timeline: what people read about each, its amount, and what it does.

The titles and sentences are read by families: short words, and at most 15 of them in a sentence.
Ranges come from the declarations of levers and events; the usual amounts are those of the built-in scenarios that do the same.
"The same key worker" is no kind here: staff turnover is an assumption of the model, and events move levers only.
What a change becomes in a scenario stands in changes.py.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from coprod_sim.scenario.events import KIND_BY_NAME
from coprod_sim.scenario.parameters import BY_NAME, Parameter

CORNERSTONES: Final = ("Welcome and care", "Value and include", "Communicate", "Work in partnership")
AMOUNT: Final = None
"""In the table of levers of a change: the lever has the amount of the change."""
PARENT_LED: Final = 0.5
"""The part of a day together that parents lead: that of the built-in scenario working_together."""


class ChangeKind(NamedTuple):
    """A kind of change: what people read about it, its amount, and what it does.

    `amount.meaning` is the label of the amount, in plain words.
    levers: those that it holds while it lasts, and the value of each; AMOUNT stands for the amount.
    event: what happens once, in the first month; "" for nothing.   takes: the field of that event that has the amount.
    A default_length of None means: to the end.
    """

    key: str
    title: str
    meaning: str
    argument_for: str
    argument_against: str
    cornerstone: str
    amount: Parameter
    levers: Mapping[str, float | None] = {}
    event: str = ""
    takes: str = ""
    has_length: bool = False
    default_length: int | None = None


def of_lever(lever: str, default: float, label: str) -> Parameter:
    """Declare an amount that is the value of a lever: its range and unit are those of the lever."""
    return replace(BY_NAME[lever], name="amount", default=default, meaning=label)


def of_event(do: str, takes: str, default: float, label: str) -> Parameter:
    """Declare an amount that is a number of an event: its range and unit are those of that kind of event."""
    declared = KIND_BY_NAME[do].number(takes)
    assert declared is not None
    return replace(declared, name="amount", default=default, meaning=label)


CHANGES: Final = (
    ChangeKind(
        "train_staff",
        "Train staff",
        "Staff learn how to share choices with families.",
        "Staff who know how can share more, and share well.",
        "It costs money, and skills fade if no one uses them.",
        "Value and include",
        of_lever("training", 0.03, "How much training"),
        {"training": AMOUNT},
        has_length=True,
        default_length=24,
    ),
    ChangeKind(
        "share_decisions",
        "Share decisions on plans",
        "Families may hold more of each choice, and they are told so.",
        "People trust a plan more when they helped to make it.",
        "It takes time, and staff need to know how.",
        "Work in partnership",
        of_lever("power_ceiling", 0.5, "The most that families may hold"),
        {"power_ceiling": AMOUNT},
        "promise",
        "to",
        has_length=True,
    ),
    ChangeKind(
        "you_said_we_did",
        '"You said, we did" replies',
        "Staff tell families what was done with their views, and why.",
        "Families can see that their words count.",
        "A reply helps little if nothing can change.",
        "Communicate",
        of_lever("feedback", 0.5, "How much is told back"),
        {"feedback": AMOUNT},
        has_length=True,
    ),
    ChangeKind(
        "forum_funding",
        "Forum funding",
        "A parent forum is paid for, and more families can join.",
        "Those who pay hear of children unlike the average. Families help to set what all are offered.",
        "A few people may end up speaking for all.",
        "Work in partnership",
        of_lever("forum_share", 0.5, "How much the forum decides"),
        {"forum_share": AMOUNT, "open_recruitment": 0.8},
        has_length=True,
        default_length=24,
    ),
    ChangeKind(
        "time_to_think",
        "Time to think",
        "Staff get time to look back on their work.",
        "People learn from what went well and what did not.",
        "This is time that is not spent with families.",
        "Welcome and care",
        of_lever("reflection", 0.04, "How much of the week"),
        {"reflection": AMOUNT},
        has_length=True,
        default_length=24,
    ),
    ChangeKind(
        "thank_and_pay",
        "Thank and pay families",
        "Families are thanked and paid for the time they give.",
        "It is fair, and more families can take part.",
        "It costs money that could buy help.",
        "Value and include",
        of_lever("reward", 0.5, "How much thanks and pay"),
        {"reward": AMOUNT},
        has_length=True,
        default_length=24,
    ),
    ChangeKind(
        "day_together",
        "A day together",
        "Families and staff meet for one day, and parents lead half of it.",
        "People who meet find it easier to trust.",
        "One day moves no power, and good feelings can fade.",
        "Welcome and care",
        of_event("conference", "attendance", 0.33, "How many come"),
        event="conference",
        takes="attendance",
    ),
    ChangeKind(
        "promise_more_say",
        "Promise more say",
        "Families are told they have more say. Nothing else is done.",
        "It tells families that change is wanted.",
        "A promise that is not kept hurts trust.",
        "Communicate",
        of_event("promise", "to", 0.6, "How much say is promised"),
        event="promise",
        takes="to",
    ),
    ChangeKind(
        "take_power_back",
        "Take power back",
        "Leaders take power back, and families decide less.",
        "Leaders can act fast when money is short.",
        "Families who had a say feel let down.",
        "Work in partnership",
        of_event("recentralise", "to", KIND_BY_NAME["recentralise"].defaults["to"], "The most that families may hold"),
        {"power_ceiling": AMOUNT},
        "recentralise",
        "to",
    ),
    ChangeKind(
        "budget_cut",
        "Budget cut",
        "From this month on there is less money to spend.",
        "The money saved can go to other needs.",
        "Plans must give less, and staff feel the strain.",
        "",
        of_event("budget_cut", "amount", 0.25, "How much is cut"),
        event="budget_cut",
        takes="amount",
    ),
    ChangeKind(
        "staff_leave",
        "Staff leave",
        "Many staff leave at once, and new staff take their place.",
        "New staff may bring new ideas.",
        "Families must start again with people they do not know.",
        "",
        of_event("staff_leave", "amount", 0.3, "How many leave"),
        event="staff_leave",
        takes="amount",
    ),
)
CHANGE: Final = {kind.key: kind for kind in CHANGES}
