"""The statutory pathway in a family's story: what it asked for, what it heard and after how long, and its appeals.

Each function takes the rows of the pathway by month (trace.py) and gives a kind, a text and its numbers; text.py makes story events of them.
"""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.agents.pathway import (
    ACCEPTED,
    ANNUAL_REVIEW,
    ASKED,
    CONCEDED,
    CONTENT,
    ENDED_WITHOUT,
    IN_TIME,
    LODGED,
    LODGED_AFTER_MEDIATION,
    LOST,
    MEDIATED,
    PLAN,
    PLANNED,
    REFUSAL,
    REFUSED_REQUEST,
    SUPPORT,
    TURNED,
    WITHOUT_PLAN,
    WON,
    YEAR,
)
from coprod_sim.agents.rules.pathway import SIXTEEN
from coprod_sim.engine.state import Records

ABOUT: Final = {
    REFUSAL: "the refusal to assess",
    WITHOUT_PLAN: "the decision to make no plan",
    CONTENT: "what the plan says",
}
"""What an appeal is about."""
OUTCOME: Final = {
    REFUSAL: "the authority must assess",
    WITHOUT_PLAN: "the authority must make a plan",
    CONTENT: "the plan is set anew",
}
"""What follows where it goes the family's way."""
MAY_APPEAL: Final = "For two months the family may appeal"


class Step(NamedTuple):
    """Something that happened on the pathway: its kind, a sentence or more, and the numbers in it."""

    kind: str
    text: str
    numbers: dict[str, float]


def months(count: int) -> str:
    """Say a number of months.

    >>> months(1), months(4)
    ('1 month', '4 months')
    """
    return f"{count} month{'' if count == 1 else 's'}"


def standing(path: np.record) -> str:
    """Say where a family stands on the pathway at the start."""
    if path["stage"] == PLAN:
        where = "It has a plan by law, an EHC plan"
    elif path["stage"] == SUPPORT:
        where = "It has support at school, and no EHC plan"
    else:
        where = f"It asked for an assessment {months(int(path['waited']))} ago and waits"
        where = "It has just asked for an assessment" if path["waited"] == 0 else where
    if path["hearing_in"]:
        where += f"; its appeal about {ABOUT[int(path['ground'])]} will be heard in {months(int(path['hearing_in']))}"
    return f"{where}."


def why_left(path: np.record, age: int) -> str:
    """Say why a young person of some age [months] left the place they had on the pathway, before they were too old for it."""
    years = age // YEAR
    if path["stage"] == PLAN:
        return f"The young person's plan ended at {years}"
    if age >= SIXTEEN:
        return f"The young person left school at {years}"
    return f"The young person, {years}, needs no support any more, or the family has moved away"


def fit_of(family: np.record) -> float:
    """How well a plan fits the need."""
    error = family["plan"] - family["need"]
    return math.exp(-0.5 * float((error * error).mean()))


def since(path: Records, month: int) -> str:
    """Say from when an assessment that ends in a month is counted: from the request, or from what brought it about since."""
    for earlier in range(month - 1, 0, -1):
        if path[earlier]["step"] == ASKED:
            break
        if path[earlier]["move"] == WON:
            return "the tribunal's order"
        if path[earlier]["move"] in (TURNED, CONCEDED):
            return "the authority gave way"
    return "the request"


def way_to_plan(path: Records, month: int) -> Iterator[Step]:
    """Say what happened on the way to a plan in a month."""
    me, before = path[month], path[month - 1]
    waited = int(before["waited"]) + 1
    numbers = {"waited": float(waited)}
    if me["step"] == ASKED:
        yield Step("request", "Request. The family asks the authority to assess the young person's needs.", {})
    elif me["step"] == REFUSED_REQUEST:
        text = f"Refused. {months(waited).capitalize()} after the request the authority says that it will not assess. {MAY_APPEAL}."
        yield Step("refused", text, numbers)
    elif me["step"] == ACCEPTED:
        yield Step(
            "assessment",
            f"Assessment. {months(waited).capitalize()} after the request the authority agrees to assess.",
            numbers,
        )
    elif me["step"] == ENDED_WITHOUT:
        text = f"No plan. {months(waited).capitalize()} after {since(path, month)} the authority says that it will make no plan. {MAY_APPEAL}."
        yield Step("no plan", text, numbers)
    elif me["step"] == PLANNED:
        late = "later than the 20 weeks that the law allows" if waited > IN_TIME else "within the 20 weeks of the law"
        yield Step("plan", f"Plan. There is an EHC plan, {months(waited)} after {since(path, month)}, {late}.", numbers)
    elif me["step"] == ANNUAL_REVIEW and me["right_months"]:
        yield Step("annual review", f"Annual review. The plan is looked at as the law says. {MAY_APPEAL} about it.", {})


def appeals(path: Records, family: Records, month: int) -> Iterator[Step]:
    """Say what happened to a right to appeal, or to an appeal, in a month."""
    me, before = path[month], path[month - 1]
    ground = int(me["ground"] or before["ground"])
    # A right may be new this month, and used up in it.
    ground = ground or (WITHOUT_PLAN if me["step"] == ENDED_WITHOUT else REFUSAL)
    move, fit = int(me["move"]), fit_of(family[month])
    won = float(move in (TURNED, CONCEDED, WON))
    numbers = {"ground": float(ground), "fit": fit, "hearing_in": float(me["hearing_in"]), "won": won}
    result = OUTCOME[ground]
    if ground == CONTENT and move in (CONCEDED, WON):
        result += f", and fits the need to {100 * fit:.0f} of 100; for {months(int(family[month]['order_months']))} no review may change it"
    if move == MEDIATED:
        yield Step(
            "mediation",
            "Mediation. Family and authority meet; the no stands, and the family leaves it at that.",
            numbers,
        )
    elif move == TURNED:
        yield Step("mediation", f"Mediation. Family and authority meet, and the no is taken back: {result}.", numbers)
    elif move in (LODGED, LODGED_AFTER_MEDIATION):
        first = "Mediation has not helped. " if move == LODGED_AFTER_MEDIATION else ""
        text = f"Appeal. {first}The family appeals about {ABOUT[ground]}. The tribunal will hear it in {months(int(me['hearing_in']))}."
        yield Step("appeal", text, numbers)
    elif move == CONCEDED:
        yield Step("appeal over", f"Appeal over. The authority gives in before the hearing: {result}.", numbers)
    elif move == WON:
        yield Step("tribunal", f"Tribunal. The family is heard, and wins: {result}.", numbers)
    elif move == LOST:
        yield Step("tribunal", "Tribunal. The family is heard, and loses: all stays as it is.", numbers)
