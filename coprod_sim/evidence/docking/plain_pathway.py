"""A plain reading of the model: the statutory pathway (section 13), but for rights and appeals, which are in plain_appeals.py, and month 0.

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
A family has a `path` where the place has the pathway, and none where it has not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_habits import caution_met

AREAS = range(4)
SUPPORT, REQUESTED, ASSESSED, PLAN = range(4)
NOTHING, REFUSAL, NO_PLAN, CONTENT = range(4)
MONTHS_TO_APPEAL = 2
SOONEST, YEAR = 4, 12
GROWN = 192
"""From so many months of age on it is 16 years and more: they leave as the grown do, and the right is their own."""

PATHWAY_SPECIFIED = {
    "request_chance": 0.01, "request_growth": 0.0, "request_know": 0.3, "decides": 0.85, "request_refused": 0.25,
    "no_plan": 0.066, "gate_means": 0.22, "gate_need": 0.3, "bar_pressure": 1.0, "forum_ease": 1.0, "assess_stretch": 0.5, "support_part": 0.7,
    "refusal_loss": 0.15, "lateness_loss": 0.045, "reviews_held": 0.865, "leaves_young": 0.0018,
    "leaves_grown": 0.0185, "support_ends_young": 0.004, "support_ends_grown": 0.03, "know_base": -1.0,
    "know_means": 0.5, "know_reach": 5.0, "know_informed": 0.5, "mediates": 0.27, "mediation_goes_on": 0.18,
    "mediation_turns": 0.5, "appeal_refusal": 0.095, "appeal_no_plan": 0.20, "appeal_content": 0.0195,
    "appeal_means": 0.22, "concedes": 0.036, "appeal_wait": 11, "wins": 0.98, "appeal_time": 0.25,
    "request_time": 0.5, "assessment_time": 0.5, "support_cost": 0.2, "assessment_cost": 0.5,
    "information_cost": 0.02,
}  # fmt: skip
"""Typed from the table of defaults."""


@dataclass
class Path:
    """Where a family stands on the pathway."""

    stage: int
    waited: int
    ground: int
    right_months: int
    hearing_in: int
    appealed: bool
    means: float
    know_how: float

    @property
    def without_plan(self) -> bool:
        """Whether there is no plan by law: on support, asking, or being assessed."""
        return self.stage != PLAN

    @property
    def under_way(self) -> bool:
        """Whether an appeal is under way."""
        return self.hearing_in > 0

    def give_right(self, ground: int) -> None:
        """Give a right to appeal."""
        self.ground, self.right_months = ground, MONTHS_TO_APPEAL

    def forget_right(self) -> None:
        """A right to appeal, or what an appeal was about, is gone."""
        self.ground, self.right_months = NOTHING, 0


def logistic(x: float) -> float:
    """A share from log-odds."""
    return 1 / (1 + math.exp(-x))


def log_odds(share: float) -> float:
    """The log-odds of a share."""
    return math.log(share / (1 - share))


# Commissioners.


def offices_read(commissioner: Any, t: int, par: dict[str, float]) -> None:
    """What a commissioner reads in month t: who has appealed, how many assessments are due, and what comes of that."""
    paths = [family.path for family in commissioner.families]
    commissioner.appealed = sum(path.appealed for path in paths) / len(paths)
    due = sum(path.stage == ASSESSED and path.waited >= 3 for path in paths)
    commissioner.due = due
    commissioner.finishing = 1.0
    if due > 0:
        stretched = (due / commissioner.usual_due) ** par["assess_stretch"]
        finished = commissioner.assessors * commissioner.assessing * math.exp(commissioner.pace) * stretched
        commissioner.finishing = min(1.0, finished / due)
    commissioner.request_rate = commissioner.usual_request * (1 + par["request_growth"]) ** (t / 12)


def part_of_cost(family: Any, par: dict[str, float]) -> float:
    """What a family costs of what its plan would."""
    return par["support_cost"] if family.path is not None and family.path.without_plan else 1.0


def cost_of_pathway(commissioner: Any, par: dict[str, float]) -> float:
    """What assessors and the local offer of information cost, for each family."""
    if commissioner.families[0].path is None:
        return 0.0
    assessing = par["assessment_cost"] * commissioner.assessors * commissioner.assessing / len(commissioner.families)
    return float(assessing + par["information_cost"] * commissioner.information)


def budget_of(commissioner: Any) -> float:
    """The money there is."""
    if commissioner.families[0].path is None:
        return float(commissioner.budget)
    return float(commissioner.budget * commissioner.usual_cost)


# Professionals.


def time_needed(family: Any, par: dict[str, float]) -> float:
    """The time of each of the team that the pathway takes, as last month left the family."""
    path = family.path
    if path is None:
        return 0.0
    needed = 0.0
    if path.stage == REQUESTED:
        needed += par["request_time"]
    if path.stage == ASSESSED and path.waited <= SOONEST:
        needed += par["assessment_time"]
    if path.under_way:
        needed += par["appeal_time"]
    return needed


# A family's month: leaving, know-how, the step.


def path_ends(seed: int, family: Any, t: int, par: dict[str, float]) -> bool:
    """Whether a young person leaves the plan, or the support, that they have."""
    path = family.path
    if path is None:
        return False
    of_what = "support_ends" if path.without_plan else "leaves"
    of_whom = "grown" if family.young_person.age >= GROWN else "young"
    return draws.shares(seed, family.row, 0, t, draws.PATHWAY)[3] < par[f"{of_what}_{of_whom}"]


def another_path(family: Any, par: dict[str, float]) -> None:
    """The pathway of the next family of a row: the same means, and all else at its beginning."""
    path = family.path
    path.stage = path.waited = path.hearing_in = 0
    path.forget_right()
    path.appealed = False
    path.know_how = knows(family, 0.5 * family.commissioner.appealed, par, family.commissioner.information)


def knows(family: Any, around: float, par: dict[str, float], information: float | None = None) -> float:
    """What a family knows of its rights, with so many around it who have appealed; the information is what is told to it."""
    offer = how_informed(family) if information is None else information
    if family.path.appealed:
        return 1.0
    base = logistic(par["know_base"] + par["know_means"] * family.path.means)
    informed = base + (1 - base) * par["know_informed"] * offer
    return informed + (1 - informed) * (1 - math.exp(-par["know_reach"] * around))


def how_informed(family: Any) -> float:
    """How far a family is told its rights: by the commissioner, or by its forum where the family or a peer has a seat in it."""
    information, share = family.commissioner.information, family.commissioner.forum_share
    near = [family] + [peer for peer, _ in family.peers]
    seated = any(seat.member is one for seat in family.commissioner.forum.seats for one in near)
    return float(max(information, share) if seated else information)


def around_family(family: Any, appealed_before: Sequence[bool]) -> float:
    """How many around a family have appealed: half of the commissioner's share and half of the peers'."""
    around = 0.5 * family.commissioner.appealed
    weight = sum(w for _, w in family.peers)
    if weight > 0:
        around += 0.5 * sum(w * appealed_before[peer.row] for peer, w in family.peers) / weight
    return float(around)


def severity(family: Any, par: dict[str, float]) -> float:
    """How large the needs are against those that are usual."""
    spread = 2 * par["start_need_spread"]
    return float((sum(family.need) - par["start_main_need"]) / spread) if spread > 0 else 0.0


def chance_of_no(family: Any, bar: float, par: dict[str, float]) -> float:
    """The chance of a no at a gate with a bar of its own."""
    commissioner = family.commissioner
    bar += commissioner.criteria + par["bar_pressure"] * commissioner.pressure - commissioner.eased
    bar += par["gate_culture"] * caution_met(family)
    means = par["gate_means"] * (1 - commissioner.compensating) * family.path.means
    return logistic(bar - means - par["gate_need"] * severity(family, par))


def step(seed: int, family: Any, t: int, appealed_before: Sequence[bool], par: dict[str, float]) -> None:
    """The one step that a family takes in month t."""
    path, commissioner = family.path, family.commissioner
    if (t + family.row) % YEAR == 0:
        path.know_how = knows(family, around_family(family, appealed_before), par)
    w0, w1, _, _ = draws.shares(seed, family.row, 0, t, draws.PATHWAY)
    if path.stage == SUPPORT:
        beyond = path.know_how - commissioner.usual_know_how
        if not path.under_way and w0 < commissioner.request_rate * math.exp(par["request_know"] * beyond):
            path.stage, path.waited = REQUESTED, 0
            path.forget_right()
        return
    path.waited += 1
    if path.stage == REQUESTED and w0 < par["decides"]:
        if w1 < chance_of_no(family, commissioner.request_bar, par):
            refused(family, REFUSAL, par)
        else:
            path.stage = ASSESSED
    elif path.stage == ASSESSED and path.waited >= SOONEST and w0 < commissioner.finishing:
        assessment_ends(family, w1, par)
    elif path.stage == PLAN and path.waited >= YEAR:
        path.waited = 0
        if w0 < par["reviews_held"] and not path.under_way and family.order_months == 0:
            path.give_right(CONTENT)


def assessment_ends(family: Any, w1: float, par: dict[str, float]) -> None:
    """An assessment ends in time or late, with a plan or without one."""
    path = family.path
    if path.waited > SOONEST:
        lose_trust(family, par["lateness_loss"], par)
    if w1 < chance_of_no(family, family.commissioner.plan_bar, par):
        refused(family, NO_PLAN, par)
    else:
        path.stage, path.waited = PLAN, 0
        path.give_right(CONTENT)
        family.months_since_review = int(par["review_months"]) - 1  # and this month is still to be counted


def refused(family: Any, ground: int, par: dict[str, float]) -> None:
    """A no at a gate."""
    family.path.stage, family.path.waited = SUPPORT, 0
    family.path.give_right(ground)
    lose_trust(family, par["refusal_loss"], par)


def lose_trust(family: Any, part: float, par: dict[str, float]) -> None:
    """A part of trust in the institution is lost by a no or by waiting."""
    lost = part * family.council_trust
    family.council_trust -= lost
    family.note_cause("refused", -(1 - par["person_weight"]) * family.own_part * lost)
