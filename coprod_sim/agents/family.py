"""A family: a young person with special needs and those who care for them, and one month of their life.

A family sees its team, its commissioner, its peers' trust in the institution and confidence as they stood at the start of the month, and its own life.
It writes its own row, what others will see of it next month, and its own casework edges, and nothing else;
so the order of families cannot matter.
First the state, then the month; its equations stand in rules/daily_life.py, the review meeting in review_meeting.py.
"""

from typing import NamedTuple

from coprod_sim.agents import hooks
from coprod_sim.agents.arrival import give_way
from coprod_sim.agents.family_led import preparing_time
from coprod_sim.agents.key_worker import be_given_key_worker, key_worker_now, key_worker_time
from coprod_sim.agents.pathway import show_path
from coprod_sim.agents.review_meeting import (
    CAUSES,
    NEW_WORKER,
    hold_review,
    plan_fit,
)
from coprod_sim.agents.rules import daily_life
from coprod_sim.agents.rules.key_worker import passed_on
from coprod_sim.agents.rules.review import fit
from coprod_sim.agents.side_by_side.review_draws import draw_for_reviews, expect, one_review
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act
from coprod_sim.engine.kernel.state_field import COUNT, FLAG, NEED_AREAS, UNBOUNDED, Field

SQUARE = "square of standard need units"

FAMILY = (
    Field(
        "need",
        "standard need units",
        "what the young person needs in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field(
        "usual_need",
        "standard need units",
        "what is usual for this young person in each area; fixed",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("plan", "standard need units", "what the plan holds in each area", -UNBOUNDED, UNBOUNDED, length=NEED_AREAS),
    Field(
        "decided_error",
        "standard need units",
        "what the last review decided, minus the need then, in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field(
        "unspoken_error",
        "standard need units",
        "what it would have decided had the family not spoken, minus the need then, in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field(
        "parent_bias",
        "standard deviations",
        "the parent's own wishes in each area",
        -UNBOUNDED,
        UNBOUNDED,
        length=NEED_AREAS,
    ),
    Field("progress", "share", "the young person's progress: the outcome", -UNBOUNDED, UNBOUNDED),
    Field("confidence", "share", "the family's confidence that it can bring things about"),
    Field("energy", "share", "the family's energy"),
    Field("resources", "share", "money, time, education, connections; fixed"),
    Field("ability", "share", "the young person's own starting point; fixed"),
    Field("hearing", "share", "what language, poverty and prejudice left of being heard at the last review"),
    Field("appetite", "share", "how far the family likes to be responsible for decisions; fixed"),
    Field("power", "share", "the family's share in the decision about the plan"),
    Field("commissioner_power", "share", "the commissioner's share in it"),
    Field("voice", "share", "weight of the family's own view in the plan at the last review: decides and is heard"),
    Field("heard", "share", "the part of voice that others gave by listening"),
    Field(
        "moved",
        "share",
        "how far the last review moved the decision toward what the family said, of the way from what it would have been",
        -UNBOUNDED,
    ),
    Field("expected_say", "share", "the say that the family expects"),
    Field("council_trust", "share", "trust in the institution, from own experience"),
    Field("reputation", "share", "trust in the institution, with peers' word"),
    Field("felt_trust", "share", "trust in the service: its people and the institution together"),
    Field("own_effort", "share", "what the family put in this month", 0, UNBOUNDED),
    Field("lived_plan_fit", "share", "how well the plan that was lived this month fitted the need"),
    Field("delivery", "share", "the part of what the plan holds that came this month"),
    Field("lived_fit", "share", "how well what came has fitted daily life of late"),
    Field("engaged", "share", "how far the family takes part"),
    Field("gossip", "share", "weight of peers' word in felt trust; fixed"),
    Field(
        "family_view_error", SQUARE, "error of the parents' own view at the last review, mean over areas", 0, UNBOUNDED
    ),
    Field("staff_view_error", SQUARE, "error of staff's own views outside their disciplines", 0, UNBOUNDED),
    Field("staff_field_error", SQUARE, "error of staff's own views in their disciplines", 0, UNBOUNDED),
    Field("payer_view_error", SQUARE, "error of the commissioner's own view", 0, UNBOUNDED),
    Field("dispute_mark", "share", "felt trust that the last month's dispute cost"),
    Field("conference_mark", "share", "felt trust that this month's conference gave"),
    Field("ledger", "share", "this month's change of felt trust by cause", -1.0, 1.0, length=len(CAUSES)),
    Field("order_months", "months", "how long a tribunal's order still binds the plan", 0, UNBOUNDED, COUNT),
    Field("months_since_review", "months", "time since the last review", 0, UNBOUNDED, COUNT),
    Field(
        "commissioner",
        "row",
        "the commissioner that the family's team answers to; fixed",
        0,
        UNBOUNDED,
        COUNT,
        structural=True,
    ),
    Field("language", "flag", "whether the family needs an interpreter; fixed", type=FLAG),
    Field("poor", "flag", "whether the family is among those who have least; fixed", type=FLAG),
    Field("standing", "flag", "whether the family meets prejudice; fixed", type=FLAG),
    Field("asked", "flag", "whether the family was asked at its last review", type=FLAG),
    Field("led", "flag", "whether the last review was a family-led meeting", type=FLAG),
    Field("key_worker", "flag", "whether the family has a key worker this month", type=FLAG),
    Field("reviewed", "flag", "whether the family has had a review yet", type=FLAG),
    Field("late", "flag", "whether the last review was late", type=FLAG),
    Field("in_dispute", "flag", "whether a dispute started this month", type=FLAG),
    Field("quarter", "0-3", "quarter of the place by resources, poorest first; fixed", 0, 3, FLAG, structural=True),
    Field("fifth", "0-4", "fifth of the place by resources, poorest first; fixed", 0, 4, FLAG, structural=True),
)

CASEWORK = (
    Field("family_trust", "share", "the family's trust in this professional"),
    Field("professional_trust", "share", "this professional's trust in the family"),
    Field("power", "share", "this professional's share in the decision about the plan"),
    Field("knowledge", "share", "what this professional knows of this young person"),
    Field("listening", "share", "how far their views mixed at the last review", 0.0, 0.5),
    Field("family", "row", "the family; fixed", 0, UNBOUNDED, COUNT, structural=True),
    Field("professional", "row", "the professional; fixed", 0, UNBOUNDED, COUNT, structural=True),
)

SEEN_FIELDS = (
    Field("reputation", "share", "as in FAMILY; heard by peers"),
    Field("confidence", "share", "as in FAMILY; seen by peers"),
    Field("power", "share", "as in FAMILY; seen by professionals"),
    Field("progress", "share", "as in FAMILY; seen by the commissioner", -UNBOUNDED, UNBOUNDED),
    Field(
        "provision",
        "standard need units",
        "what the plan holds, mean over areas; seen by the commissioner",
        0,
        UNBOUNDED,
    ),
    Field(
        "more_time",
        "case-months",
        "staff time that the pathway, family-led meetings and a key worker take of each of the team",
        0,
        UNBOUNDED,
    ),
    Field("in_dispute", "flag", "as in FAMILY; seen by professionals and the commissioner", type=FLAG),
    Field("language", "flag", "as in FAMILY; seen by the commissioner", type=FLAG),
    Field("poor", "flag", "as in FAMILY; seen by the commissioner", type=FLAG),
    Field("stage", "0-3", "as in PATHWAY; seen by the commissioner", 0, 3, FLAG),
    Field("appealed", "flag", "as in PATHWAY; seen by peers and the commissioner", type=FLAG),
    Field("due", "flag", "whether an assessment is due next month; seen by the commissioner", type=FLAG),
)
"""What others see of a family: its state at the end of last month, in a table of its own, small enough to stay near the processor."""


class Team(NamedTuple):
    """What a family meets in its team: means over its professionals."""

    facilitation: float
    energy: float
    load: float


class Peers(NamedTuple):
    """What a family hears from its peers, as weighted means of the start of the month: their trust in the institution, and how far they are ahead in confidence."""

    reputation: float
    lead: float


@act
def see_team(place, row):
    """See who is there this month; where a new worker has come, trust starts again.  Gives the team's means."""
    me, par = place.families[row], place.parameters[0]
    first, last = place.team_start[row], place.team_start[row + 1]
    facilitation = energy = load = lost = 0.0
    for edge in range(first, last):
        tie = place.casework[edge]
        worker = place.professionals[tie.professional]
        if worker.newcomer:
            before = tie.family_trust
            tie.family_trust = daily_life.half_way(before, par.newcomer_trust)
            tie.professional_trust = par.newcomer_professional_trust
            tie.knowledge = passed_on(tie.knowledge, key_worker_now(place, row), par)
            lost += tie.family_trust - before
        facilitation += worker.facilitation
        energy += worker.energy
        load += worker.load
    size = last - first
    me.ledger[NEW_WORKER] = par.person_weight * lost / size
    return Team(facilitation / size, energy / size, load / size)


@act
def hear_peers(place, row, month):
    """Give what peers say of the institution, and how far they are ahead in confidence, as of the start of the month."""
    me = place.families[row]
    reputation = lead = total = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        peer, weight = place.seen[month & 1, place.peers[tie]], place.peer_weight[tie]
        reputation += weight * peer.reputation
        lead += weight * max(0.0, peer.confidence - me.confidence)
        total += weight
    if total == 0:
        return Peers(0.0, 0.0)
    return Peers(reputation / total, lead / total)


@act
def show(place, row, month):
    """Let others see next month how the family stands at the end of this one."""
    me, seen = place.families[row], place.seen[(month + 1) & 1, row]
    seen.reputation = me.reputation
    seen.confidence = me.confidence
    seen.power = me.power
    seen.progress = me.progress
    provision = 0.0
    for need_area in range(NEED_AREAS):
        provision += max(0.0, me.plan[need_area])
    seen.provision = provision / NEED_AREAS
    seen.in_dispute = me.in_dispute
    seen.language = me.language
    seen.poor = me.poor
    seen.more_time = preparing_time(place, row) + key_worker_time(place, row)
    show_path(place, row, month)


@act
def begin_month(place, row, month):
    """Open the month: the ledger is empty, who is 25 gives way, a month has gone by since the last review, and needs move."""
    open_month(place, row, month, randomness.four_normals(place.key, row, 0, month, randomness.NEED_DRIFT))


@act
def open_month(place, row, month, draws):
    """Open the month with the draws of how needs move."""
    me, par = place.families[row], place.parameters[0]
    for cause in range(len(CAUSES)):
        me.ledger[cause] = 0.0
    give_way(place, row, month)
    be_given_key_worker(place, row)
    for need_area in range(NEED_AREAS):
        me.need[need_area] = daily_life.need_after(me.need[need_area], me.usual_need[need_area], draws[need_area], par)
    me.months_since_review += 1


@act
def review_if_due(place, row, month, team):
    """Hold a review if it is due.  Gives how well the plan fits."""
    if not is_due(place, row, team):
        return plan_fit(place, row)
    draws = one_review()
    expect(place, row, draws, 0)
    draw_for_reviews(place, month, 1, draws)
    return fit(go_to_review(place, row, month, team, draws, 0))


@act
def is_due(place, row, team):
    """Whether the family's review is held this month."""
    return daily_life.review_is_due(place.families[row].months_since_review, team.load, place.parameters[0])


@act
def go_to_review(place, row, month, team, draws, k):
    """Hold a review, with the draws of lane k.  Gives how far the plan is from the need: the mean squared error over the areas."""
    hooks.before_review(place, row, month)
    error = hold_review(place, row, month, team, draws, k)
    hooks.after_review(place, row, month)
    return error
