"""A plain reading of the model, sections 2 to 9: objects, loops and the equations as they stand in the text.

It was written from the text alone and imports nothing else of coprod_sim: see __init__.py in this folder.
It is slow and does not draw a starting state: `World.from_start` takes one; only who comes later is drawn.
Young people are in plain_young_person.py, who leaves and who comes in plain_arrival.py, the collective level (section 9) in plain_forum.py, the statutory pathway (section 13) in plain_pathway.py, plain_appeals.py and plain_pathway_start.py, and habits (section 14) in plain_habits.py.
Levers may be set on a commissioner between months.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from coprod_sim.evidence.docking import draws
from coprod_sim.evidence.docking.plain_appeals import rights_and_appeals
from coprod_sim.evidence.docking.plain_arrival import another_family, expects, follows_from_need, leaves
from coprod_sim.evidence.docking.plain_forum import Forum, forum_month
from coprod_sim.evidence.docking.plain_habits import HABITS_SPECIFIED, heads_move, takes_after
from coprod_sim.evidence.docking.plain_pathway import (
    PATHWAY_SPECIFIED,
    Path,
    budget_of,
    cost_of_pathway,
    offices_read,
    part_of_cost,
    path_ends,
    step,
    time_needed,
)
from coprod_sim.evidence.docking.plain_pathway_start import pathway_zero
from coprod_sim.evidence.docking.plain_young_person import (
    OwnPart,
    YoungPerson,
    part_in_meeting,
    young_month,
    young_start,
)

AREAS = range(4)
CAUSES = (
    "being_asked", "having_a_say", "promise_broken", "undelivered", "being_known", "results", "peers_word", "new_worker",
    "dispute", "conference", "new_family", "refused",
)  # fmt: skip

# Typed from the tables of section 8 (column Consultation) and of the defaults, and from the equations.
CONSULTATION = {
    "power_ceiling": 0.10, "promise": 0.20, "asks": 1.0, "feedback": 0.0, "commissioner_bravery": 0.20,
    "staff_bravery": 0.0, "training": 0.0, "reflection": 0.0, "monitoring": 0.10, "reward": 0.0,
    "young_person_voice": 0.0, "interpreters": 0.0, "compensating": 0.0, "personal_budgets": 0.0, "budget": 0.88,
    "embedding": 0.0, "early_involvement": 0.5, "open_recruitment": 0.2, "forum_share": 0.0, "information": 0.0,
    "assessing": 1.0, "mediation_offer": 0.0, "criteria": 0.0, "family_led": 0.0,
    "key_workers": 0.0,
}  # fmt: skip
POWER_SHARING = CONSULTATION | {
    "power_ceiling": 0.50, "promise": 0.50, "feedback": 0.50, "commissioner_bravery": 0.60, "staff_bravery": 0.30,
    "training": 0.03, "reflection": 0.04, "monitoring": 0.06, "reward": 0.50, "young_person_voice": 0.50,
    "open_recruitment": 0.8, "early_involvement": 1.0,
}  # fmt: skip
SPECIFIED = {
    # the table of defaults, and what it leaves as it was
    "family_noise": 0.54, "other_area_noise": 0.5, "own_area_noise": 0.22, "commissioner_noise": 0.48,
    "paper_information": 0.08, "monitoring_information": 0.2, "group_information": 0.4, "standardising": 1,
    "freed": 0.82, "plan_change": 0.4, "child_learning": 2.9, "child_fade": 0.21, "tired_noise": 1.5,
    "parent_divergence": 0.15, "thrift": 0.3, "dialogue": 0.97, "support_gain": 0.87, "release": 0.34,
    "control_premium": 0.3, "retreat": 0.5, "base_process": 0.49, "dignity": 0.31, "frustration": 1.25,
    "undelivered": 0.9, "person_weight": 0.42, "process_weight": 0.72, "trust_gain": 0.22,
    "trust_loss": 0.44, "learning_by_sharing": 0.55, "expectation_adapts": 0.3, "need_drift": 0.15, "need_return": 0.03,
    "review_months": 3, "effort_base": 0.46, "effort_confidence": 0.36, "effort_engaged": 0.125, "unknown_child": 0.48,
    "organising": 0.42, "home_share": 0.32, "complementarity": -0.5, "service_share": 0.54, "progress_rate": 0.095,
    "gossip": 0.08, "mastery": 0.24, "persuasion": 0.006, "helplessness": 0.24, "burden": 0.17,
    "unmet_toll": 0.43, "waiting_toll": 0.07, "reward_relief": 0.55, "recovery": 0.15, "effort_threshold": 0.24,
    "engagement_slope": 5.8, "appeal_chance": 0.023, "tribunal_noise": 0.38, "order_binds": 23, "dispute_loss": 0.22,
    "friction": 0.125, "sharing_time": 0.11, "sharing_reach": 1.14, "dispute_time": 1, "strain": 0.8,
    "learning_by_doing": 0.022, "reflective_learning": 0.7, "training_time": 0.38, "fade": 0.004, "turnover": 0.008,
    "newcomer_skill": 0.5, "newcomer_trust": 0.72, "prevention_saving": 0.15, "plan_overhead": 0.4,
    "members_word": 0.01, "seat_weight": 0.3, "parent_model": 1.0, "seat_time": 0.1, "operational_calm": 0.02,
    "staff_cost": 0.15, "provision_cost": 1.2, "reward_cost": 0.035, "training_cost": 1.4, "dispute_cost": 5,
    # those that the project has set since
    "forum_information": 0.94, "decency": 0.77, "vicarious": 0.115, "practice_spread": 0.075, "appetite_spread": 0.85,
    # who is heard
    "language_gap": 2.5, "poverty_gap": 0.5, "prejudice": 0.6, "contact": 0.5, "interpreter_cost": 0.03,
    "compensating_cost": 0.04,
    # family-led meetings
    "led_share": 0.6, "led_company": 0.2, "led_answers": 0.5, "led_time": 0.5, "led_tiredness": 0.05,
    # key workers
    "key_keeps": 0.5, "key_relief": 0.2, "key_time": 0.25,
    # young people
    "grown_half": 11, "grown_width": 3, "include_low": 0.28, "include_high": 0.72, "include_reach": 0.8,
    "young_wish": 0.3, "young_noise": 0.5, "young_learning": 1.5, "young_say": 0.8, "young_base": 0.08, "crowding": 0.8,
    "ear_base": 0.12, "ear_skill": 0.22, "ear_voice": 0.21, "young_outcome": 0.35, "young_dignity": 0.25,
    "young_fair": 0.3, "young_effort": 0.3,
    # plain numbers inside the equations
    "late_listening": 0.85, "returned_to_team": 0.95, "lived_fit_rate": 0.35, "effort_floor": 0.03, "burden_reach": 1.3,
    "engagement_rate": 0.12, "engagement_tiredness": 0.5, "appeal_base": 0.6, "appeal_resources": 0.9,
    "dispute_tiredness": 0.26, "staff_energy_rate": 0.26, "turnover_strain": 3.5, "newcomer_professional_trust": 0.54,
    "pressure_rate": 0.07, "overspend_pressure": 5.5, "dispute_pressure": 10,
    # what skill fades to, and what a young person's trust in a new key person goes half-way to
    "start_facilitation": 1 / 3, "start_young_trust": 0.6,
    # who leaves, and who comes
    "leave_age": 25, "start_council_trust": 0.45, "start_family_power": 0.05, "start_commissioner_power": 0.45,
    "start_resources_evenness": 6, "start_confidence": 0.15, "start_confidence_resources": 0.4,
    "start_confidence_spread": 0.08, "start_language": 0.1, "start_poor": 0.185, "start_standing": 0.25,
    "start_ability": 0.5, "start_ability_spread": 0.22, "start_progress": 0.24, "start_energy": 0.9,
    "start_engaged": 0.7, "start_need_spread": 0.7, "start_main_need": 1.2, "start_plan": 0.3, "start_bias": 0.75,
    "start_bias_spread": 1, "start_lived_fit": 0.6,
    # section 9
    "forum_seats": 8, "forum_term": 15, "capture": 0.015, "offer_months": 17, "offer_sample": 8,
    "conference_facilitation": 0.06, "conference_confidence": 0.05, "conference_trust": 0.06,
    # section 13: at month 0, and from then on
    "plan_share": 0.332, "start_in_time": 0.464, "start_appealed": 0.046, "pathway": 0, **PATHWAY_SPECIFIED,
    # section 14
    "habits": 0, "mirror": 1, **HABITS_SPECIFIED,
}  # fmt: skip


# Small equations that can be looked at on their own.


def clip(value: float) -> float:
    """Keep a value in [0, 1]."""
    return min(1.0, max(0.0, value))


def mean(values: Sequence[float]) -> float:
    """The plain mean, summed in order."""
    return sum(values) / len(values)


def closeness(errors: Sequence[float]) -> float:
    """exp(-1/2 mean of squares): 1 where there is no error."""
    return math.exp(-0.5 * mean([error**2 for error in errors]))


def moved_trust(trust: float, experience: float, gain: float, loss: float) -> float:
    """Trust after an experience (section 4): up with `gain`, down with `loss`."""
    rate = gain if experience > trust else loss
    return trust + rate * (experience - trust)


def anchored(own: float, peers: float, gossip: float) -> float:
    """A reputation (section 6): own experience and the word of peers, after Friedkin and Johnsen."""
    return (1 - gossip) * own + gossip * peers


def put(view: float, across: float, lacking: float) -> float:
    """What is put in of a view (section 4): as far as it gets across, and for the rest what is on offer."""
    return across * view - (1 - across) * lacking


def provision(family: "Family") -> float:
    """What a plan holds (section 3)."""
    return mean([max(0.0, part) for part in family.plan])


def produced(own: float, service: float, home_share: float, rho: float) -> float:
    """What a family and a service produce together (section 6): constant elasticity of substitution."""
    if rho == 0:
        return math.pow(own, home_share) * math.pow(service, 1 - home_share)
    return math.pow(home_share * math.pow(own, rho) + (1 - home_share) * math.pow(service, rho), 1 / rho)


@dataclass
class Commissioner:
    """A local authority or integrated care board, with its levers."""

    power_ceiling: float
    promise: float
    asks: float
    feedback: float
    commissioner_bravery: float
    staff_bravery: float
    training: float
    reflection: float
    monitoring: float
    reward: float
    young_person_voice: float
    interpreters: float
    compensating: float
    personal_budgets: float
    budget: float
    embedding: float
    early_involvement: float
    open_recruitment: float
    forum_share: float
    information: float
    assessing: float
    mediation_offer: float
    criteria: float
    family_led: float = 0.0
    key_workers: float = 0.0
    pressure: float = 0.0
    rationing: float = 1.0
    forum_word: float = 0.0
    spending: float = 0.0
    standard_offer: list[float] = field(default_factory=lambda: [0.0] * 4)
    # of the pathway
    usual_cost: float = 1.0
    request_bar: float = 0.0
    plan_bar: float = 0.0
    eased: float = 0.0
    request_rate: float = 0.0
    usual_request: float = 0.0
    assessors: float = 0.0
    usual_due: float = 0.0
    due: float = 0.0
    finishing: float = 1.0
    appealed: float = 0.0
    usual_know_how: float = 0.0
    # of habits
    lead: float = 0.0
    practice: float = 0.0
    pace: float = 0.0
    staff_added: float = 0.0
    operational_share: float = 0.0
    members_trust: float = 0.0
    # filled in by World
    language_share: float = 0.0
    poor_share: float = 0.0
    row: int = -1
    families: list["Family"] = field(default_factory=list, repr=False)
    forum: Forum = field(default_factory=Forum, repr=False)


@dataclass
class Professional:
    """A front-line worker."""

    commissioner: "Commissioner"
    discipline: int
    facilitation: float
    bravery: float
    energy: float
    load: float
    capacity: float
    caution: float = 0.0
    families_word: float = 0.0
    left: bool = False
    # filled in by World
    row: int = -1
    cases: list["Edge"] = field(default_factory=list, repr=False)
    neighbours: list["Professional"] = field(default_factory=list, repr=False)


@dataclass
class Family:
    """Those who care for a young person."""

    commissioner: "Commissioner"
    need: list[float]
    usual_need: list[float]
    plan: list[float]
    parent_bias: list[float]
    progress: float
    confidence: float
    energy: float
    resources: float
    ability: float
    language: bool
    poor: bool
    standing: bool
    appetite: float
    power: float
    commissioner_power: float
    expected_say: float
    council_trust: float
    reputation: float
    felt_trust: float
    delivery: float
    lived_fit: float
    engaged: float
    months_since_review: float
    gossip: float
    hearing: float = 1.0
    order_months: int = 0
    voice: float = 0.0
    heard: float = 0.0
    asked: bool = False
    led: bool = False
    key_worker: bool = False
    late: bool = False
    reviewed: bool = False
    in_dispute: bool = False
    decided_error: list[float] = field(default_factory=lambda: [0.0] * 4)
    unspoken_error: list[float] = field(default_factory=lambda: [0.0] * 4)
    moved: float = 0.0
    family_view_error: float = 0.0  # of the parents' own view
    staff_view_error: float = 0.0  # outside the own disciplines
    staff_field_error: float = 0.0  # in the own disciplines
    payer_view_error: float = 0.0
    own_effort: float = 0.0
    lived_plan_fit: float = 0.0
    ledger: list[float] = field(default_factory=lambda: [0.0] * len(CAUSES))
    coming: list[float] = field(default_factory=lambda: [0.0] * len(CAUSES))  # what the next ledger will tell
    # filled in by World
    row: int = -1
    team: list["Edge"] = field(default_factory=list, repr=False)
    peers: list[tuple["Family", float]] = field(default_factory=list, repr=False)
    young_person: YoungPerson = field(init=False, repr=False)
    path: Path | None = field(default=None, repr=False)  # none in a place without the pathway

    @property
    def own_part(self) -> float:
        """The weight of own experience in a reputation: all of it without peers."""
        return 1 - self.gossip if sum(weight for _, weight in self.peers) > 0 else 1.0

    def note_cause(self, cause: str, amount: float) -> None:
        """Note for the next ledger of felt trust what a cause did to it."""
        self.coming[CAUSES.index(cause)] += amount


@dataclass
class Edge:
    """A casework relationship."""

    family: "Family"
    professional: "Professional"
    family_trust: float
    professional_trust: float
    power: float
    knowledge: float
    listening: float = 0.0


@dataclass
class Meeting:
    """What a review meeting came to, before anything is changed by it."""

    led: bool
    power: float  # what the family holds in this decision
    team_power: list[float]
    feedback: float
    hearing: float
    able: float
    invited: bool
    asked: float  # 1 or 0, times timing
    young: OwnPart
    parents_view: list[float]
    family_view: list[float]
    professional_views: list[list[float]]
    commissioner_view: list[float]
    listening: list[float]
    decision: list[float]
    unspoken: list[float]  # what would have been decided had nobody of the family spoken
    decides: float
    heard: float
    say: float  # of the young person
    weights: list[float]
    """Of the own views of: parents, young person, each professional, the commissioner; then of the standard offer."""

    @property
    def moved(self) -> float:
        """How far the decision moved toward what the family said, of the way from what it would have been."""
        now, without = (math.dist(one, self.family_view) for one in (self.decision, self.unspoken))
        return (without - now) / without if without > 0 else 0.0

    @property
    def voice(self) -> float:
        """What the family decides, and where it is heard; not what the key person hears of the young person directly."""
        return self.decides + self.heard


@dataclass
class Label:
    """What a promise comes to at one review: how far the label goes beyond what may be had, and what is missing."""

    broken: float
    kept: float
    credible: float
    shortfall: float


LINKS = {"row", "families", "forum", "cases", "neighbours", "team", "peers", "young_person", "home", "path"}


def records(table: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Turn a dictionary of columns into a list of rows."""
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def own_lists(record: dict[str, Any]) -> dict[str, Any]:
    """Copy the lists of a row, so that the place never writes into what it was started from."""
    return {name: list(value) if isinstance(value, list | tuple) else value for name, value in record.items()}


class World:
    """All agents of a place, and what one month does to them."""

    def __init__(self, seed: int, par: dict[str, float]):
        """An empty place."""
        self.seed = seed
        self.par = par
        self.commissioners: list[Commissioner] = []
        self.professionals: list[Professional] = []
        self.families: list[Family] = []
        self.young_people: list[YoungPerson] = []
        self.pathways: list[Path] = []
        self.edges: list[Edge] = []

    @classmethod
    def from_start(cls, start: dict[str, Any], par: dict[str, float]) -> "World":
        """Build a place from plain lists.

        start = {
          "seed": int,
          "commissioners": {lever or field: [one value per commissioner]},
          "professionals": {"commissioner": [row...], "discipline": ..., ...},
          "families": {"commissioner": [row...], "need": [[4 numbers]...], ...},   # "gossip" may be left out
          "young_people": {"wish": [[4 numbers]...], "age": ..., ...},             # one in each family
          "pathways": {"stage": [row...], ...},                                    # of each family, or left out
          "edges": {"family": [row...], "professional": [row...], "family_trust": ..., ...},
          "peers": per family, a list of rows or of (row, weight)     (may be left out),
          "practice": per professional, a list of rows without itself  (may be left out),
        }
        """
        world = cls(start["seed"], par)
        for record in records(start["commissioners"]):
            world.commissioners.append(Commissioner(**own_lists(record)))
        for record in records(start["professionals"]):
            record["commissioner"] = world.commissioners[record["commissioner"]]
            world.professionals.append(Professional(**record))
        for record in records(start["families"]):
            record["commissioner"] = world.commissioners[record["commissioner"]]
            world.families.append(Family(**{"gossip": par["gossip"]} | own_lists(record)))
        for record in records(start["young_people"]):
            world.young_people.append(YoungPerson(**own_lists(record)))
        for record in records(start.get("pathways", {})):
            world.pathways.append(Path(**record))
        for record in records(start["edges"]):
            record["family"] = world.families[record["family"]]
            record["professional"] = world.professionals[record["professional"]]
            world.edges.append(Edge(**record))
        world.link()
        if "peers" in start:
            world.link_peers(start["peers"])
        if "practice" in start:
            for professional, rows in zip(world.professionals, start["practice"], strict=True):
                professional.neighbours = [world.professionals[row] for row in rows]
        return world

    def link(self) -> None:
        """Tell agents their rows, families and professionals their casework, and commissioners their families."""
        everybody: list[list[Any]] = [self.commissioners, self.professionals, self.families]
        for agents in everybody:
            for row, agent in enumerate(agents):
                agent.row = row
        for edge in self.edges:
            edge.family.team.append(edge)
            edge.professional.cases.append(edge)
        for family in self.families:
            family.commissioner.families.append(family)
            if not family.team:
                raise ValueError(f"family {family.row} has no team")
        for family, young in zip(self.families, self.young_people, strict=True):
            family.young_person, young.home = young, family
        if self.pathways:
            for family, path in zip(self.families, self.pathways, strict=True):
                family.path = path
        self.count_who_needs()

    def count_who_needs(self) -> None:
        """Count for each commissioner the shares of families who need an interpreter, and who have least (section 8), as last month left them."""
        for commissioner in self.commissioners:
            if commissioner.families:
                commissioner.language_share = mean([family.language for family in commissioner.families])
                commissioner.poor_share = mean([family.poor for family in commissioner.families])

    def link_peers(self, peers: list[list[Any]]) -> None:
        """Tell families their peers; a tie given as a row alone weighs 1."""
        for family, ties in zip(self.families, peers, strict=True):
            for tie in ties:
                other, weight = tie if isinstance(tie, tuple | list) else (tie, 1.0)
                family.peers.append((self.families[other], float(weight)))

    def state(self) -> dict[str, dict[str, list[Any]]]:
        """All state as plain lists, in the shape of `start`."""
        rows = {"commissioner", "family", "professional"}
        out: dict[str, dict[str, list[Any]]] = {}
        for name in ("commissioners", "professionals", "families", "young_people", "pathways", "edges"):
            agents = getattr(self, name)
            columns = [f.name for f in fields(agents[0]) if f.name not in LINKS] if agents else []
            out[name] = {}
            for column in columns:
                values = [getattr(agent, column) for agent in agents]
                if column in rows:
                    values = [value.row for value in values]
                out[name][column] = [list(value) if isinstance(value, list) else value for value in values]
        return out

    def new_promise(self, value: float, commissioner: Commissioner | None = None) -> None:
        """Make a public promise (section 4, promises), by one commissioner or by all."""
        for promising in self.commissioners if commissioner is None else [commissioner]:
            promising.promise = value
            for family in promising.families:
                given = family.power + family.heard
                lifted = given + family.reputation * max(0.0, value - given)
                family.expected_say = max(family.expected_say, lifted)

    def hire(self, amount: float) -> None:
        """Add staff time everywhere, or take it away (section 8)."""
        for commissioner in self.commissioners:
            commissioner.staff_added = (1 + commissioner.staff_added) * (1 + amount) - 1
        for professional in self.professionals:
            professional.capacity *= 1 + amount

    def month_zero(self) -> None:
        """Set what follows from the rest before the first month (section 10), from the needs, ties and trusts that are there."""
        par = self.par
        for commissioner in self.commissioners:
            if commissioner.families:
                needs = [family.need for family in commissioner.families]
                commissioner.standard_offer = [mean([need[a] for need in needs]) for a in AREAS]
        for family in self.families:
            # Everybody's council_trust is alike, so that number solves the equation of reputation.
            follows_from_need(self.seed, family, 0, par)
            for edge in family.team:
                edge.knowledge = par["start_knowledge"]
            family.hearing = self.hearing(family)
            expects(family, par)
            young_start(self.seed, family.young_person, par)
        if self.pathways:
            pathway_zero(self.seed, self.commissioners, self.professionals, self.families, par)
            self.pathways = [family.path for family in self.families if family.path is not None]
        for family in self.families:
            family.delivery = self.delivered(family)
        self.count_who_needs()

    # One month (section 3).

    def month(self, t: int) -> None:
        """Live through month t; the first month is 1."""
        self.count_who_needs()
        for commissioner in self.commissioners:
            self.read_the_books(commissioner)
            if self.pathways and commissioner.families:
                offices_read(commissioner, t, self.par)
                heads_move(self.seed, commissioner, t, self.par)
        self.professionals_work(t)
        self.families_live(t)
        for young in self.young_people:
            young_month(young, self.par)
        for commissioner in self.commissioners:
            forum_month(self.seed, self.par, commissioner, t)

    # Commissioners (section 8).

    def read_the_books(self, commissioner: Commissioner) -> None:
        """Spending, rationing and pressure; without families "per family" has no meaning and nothing changes."""
        par = self.par
        families = commissioner.families
        if not families:
            return
        disputes = sum(family.in_dispute for family in families) / len(families)
        commissioner.spending = (
            mean(
                [
                    part_of_cost(family, par)
                    * (
                        par["plan_overhead"]
                        + par["provision_cost"] * provision(family)
                        - par["prevention_saving"] * family.progress
                    )
                    for family in families
                ]
            )
            + par["dispute_cost"] * disputes
            + par["training_cost"] * commissioner.training
            + par["reward_cost"] * commissioner.reward
            + par["interpreter_cost"] * commissioner.interpreters * commissioner.language_share
            + par["compensating_cost"] * commissioner.compensating * commissioner.poor_share
            + cost_of_pathway(commissioner, par)
            + par["staff_cost"] * commissioner.staff_added * commissioner.usual_cost
        )
        budget = budget_of(commissioner)
        commissioner.rationing = min(1.0, budget / commissioner.spending)
        overspent = max(0.0, commissioner.spending / budget - 1)
        felt = min(1.0, par["overspend_pressure"] * overspent + par["dispute_pressure"] * disputes)
        commissioner.pressure += par["pressure_rate"] * (felt - commissioner.pressure)

    # Professionals (section 7).

    def professionals_work(self, t: int) -> None:
        """Load, energy, facilitation, turnover, caution."""
        before = [professional.facilitation for professional in self.professionals]
        caution_before = [professional.caution for professional in self.professionals]
        for professional in self.professionals:
            self.work(professional, before, t)
            takes_after(self.seed, professional, caution_before, t, self.par)

    def work(self, j: Professional, facilitation_before: list[float], t: int) -> None:
        """One professional's month; the families are as last month left them."""
        par = self.par
        own = j.commissioner

        needed = 0.0
        for case in j.cases:
            needed += (
                1
                + par["friction"] * (1 - case.family_trust)
                + 2 * par["sharing_time"] * case.family.power * (par["sharing_reach"] - j.facilitation)
                + par["dispute_time"] * case.family.in_dispute
                + par["led_time"] * (case.family.led and case.family.reviewed)
                + par["key_time"] * case.family.key_worker / len(case.family.team)
                + time_needed(case.family, par)
            )
        if j.cases:
            needed += par["seat_time"] * own.operational_share
        trained = par["training_time"] * own.training * (1 - j.facilitation)
        j.load = needed / (j.capacity * max(0.1, 1 - own.monitoring - own.reflection - trained))

        rested = 1 / (1 + par["strain"] * max(0.0, j.load - 1))
        j.energy += par["staff_energy_rate"] * (rested - j.energy)

        before = facilitation_before[j.row]
        colleagues = [facilitation_before[other.row] for other in j.neighbours]
        lead = mean([max(0.0, theirs - before) for theirs in colleagues]) if colleagues else 0.0
        families_count = par["seat_weight"] * own.operational_share
        heard = mean([case.family.hearing for case in j.cases]) if j.cases else 0.0
        j.families_word = families_count * heard
        lead = (1 - families_count) * lead + families_count * max(0.0, par["parent_model"] * heard - before)
        shared = mean([case.family.power for case in j.cases]) if j.cases else 0.0
        learning = own.training + par["reflective_learning"] * own.reflection + par["learning_by_doing"] * shared
        daring = min(1.0, j.bravery + own.staff_bravery)
        j.facilitation = clip(
            before
            + learning * (1 - before) * j.energy * daring
            + par["practice_spread"] * lead
            - par["fade"] / (1 + own.embedding) * (before - par["start_facilitation"])
        )

        chance = par["turnover"] * (1 + par["turnover_strain"] * (1 - j.energy))
        j.left = draws.uniform(self.seed, j.row, 0, t, draws.TURNOVER) < chance
        if j.left:
            j.energy = 1.0
            usual = mean([*colleagues, before])
            u = draws.uniform(self.seed, j.row, 0, t, draws.NEWCOMER)
            j.facilitation = min(1.0, 2 * par["newcomer_skill"] * usual * u)
            for case in j.cases:
                change = 0.5 * (par["newcomer_trust"] - case.family_trust)
                case.family.note_cause("new_worker", par["person_weight"] * change / len(case.family.team))
                case.family_trust += change
                case.professional_trust = par["newcomer_professional_trust"]
                case.knowledge *= par["key_keeps"] * self.has_key_worker(case.family)

    def has_key_worker(self, family: Family) -> bool:
        """Whether somebody stays with this family (section 7)."""
        number = draws.uniform(self.seed, family.row, 0, family.young_person.life, draws.KEY_WORKER)
        return number < family.commissioner.key_workers

    # Families (sections 3 to 6).

    def families_live(self, t: int) -> None:
        """Needs drift, reviews are held, the month is lived; peers are seen as they were at the start."""
        reputation_before = [family.reputation for family in self.families]
        confidence_before = [family.confidence for family in self.families]
        appealed_before = [path.appealed for path in self.pathways]
        for family in self.families:
            self.live_one(family, t, reputation_before, confidence_before, appealed_before)

    def live_one(
        self,
        family: Family,
        t: int,
        reputation_before: list[float],
        confidence_before: list[float],
        appealed_before: Sequence[bool] = (),
    ) -> None:
        """One family's month: another family may come, the need drifts, a step on the pathway, a review if due, the month, and rights."""
        if leaves(family.young_person, self.par) or path_ends(self.seed, family, t, self.par):
            another_family(self.seed, family, self.par)
            family.hearing = self.hearing(family)
        family.key_worker = self.has_key_worker(family)
        own_confidence = family.confidence  # as at the start of the month, of who lives it
        z = draws.normals(self.seed, family.row, 0, t, draws.NEED_DRIFT)
        for a in AREAS:
            family.need[a] += self.par["need_drift"] * z[a] - self.par["need_return"] * (
                family.need[a] - family.usual_need[a]
            )
        if family.path is not None:
            step(self.seed, family, t, appealed_before, self.par)
        self.review_if_due(family, t, confidence_before)
        self.live(family, t, reputation_before, confidence_before, own_confidence)
        if family.path is not None:
            rights_and_appeals(self.seed, family, t, self.par)

    def review_if_due(self, family: Family, t: int, confidence_before: Sequence[float]) -> None:
        """Count the months and hold a review when the team gets round to it."""
        planned = self.par["review_months"]
        family.months_since_review += 1
        load = mean([edge.professional.load for edge in family.team])
        family.reviewed = family.months_since_review >= planned * max(1.0, load)
        if family.reviewed:
            family.late = family.months_since_review > planned
            family.months_since_review = 0
            self.review(family, t, confidence_before)

    def hearing(self, family: Family) -> float:
        """How far a family is heard (section 4), with trust as it is now."""
        par = self.par
        commissioner = family.commissioner
        trust = mean([edge.professional_trust for edge in family.team])
        unheard = par["language_gap"] * family.language * (1 - commissioner.interpreters)
        looked_down_on = par["prejudice"] * family.standing * (1 - par["contact"] * trust)
        unheard += (1 - commissioner.compensating) * (par["poverty_gap"] * family.poor + looked_down_on)
        return math.exp(-unheard)

    def able(self, family: Family, hearing: float) -> float:
        """How much of what a family knows gets across (section 4); never how true it is."""
        facilitation = mean([edge.professional.facilitation for edge in family.team])
        supported = family.confidence + (1 - family.confidence) * self.par["support_gain"] * facilitation
        return supported * family.energy * hearing

    def meeting(self, family: Family, t: int, confidence_before: Sequence[float] = ()) -> Meeting:
        """Views, listening, deciding (section 4); changes nothing."""
        par = self.par
        commissioner = family.commissioner
        led = draws.uniform(self.seed, family.row, 0, t, draws.FAMILY_LED) < commissioner.family_led
        power, team_power, commissioner_power = self.powers(family, led)
        lacking = [family.need[a] - commissioner.standard_offer[a] for a in AREAS]
        team = family.team
        hearing = self.hearing(family)
        able = self.able(family, hearing)

        # Views, as errors; the young person's, and with it the family's, waits for who is asked.
        z = draws.normals(self.seed, family.row, 0, t, draws.FAMILY_VIEW)
        if led:
            company = par["led_company"] * sum(confidence_before[peer.row] for peer, _ in family.peers)
            z = [one / math.sqrt(1 + company) for one in z]
        e_parents = [par["parent_divergence"] * family.parent_bias[a] + par["family_noise"] * z[a] for a in AREAS]

        e_team = [self.professional_view(edge, t) for edge in team]
        e_commissioner = self.commissioner_view(family, t)

        # Agree the agenda: listening.
        invited = led or draws.uniform(self.seed, family.row, 0, t, draws.ASKED) < commissioner.asks
        early = 1.0 if led else commissioner.early_involvement
        timing = par["late_listening"] + (1 - par["late_listening"]) * early
        asked = invited * timing
        listening = [
            0.5
            * asked
            * able
            * family.engaged
            * par["dialogue"]
            / max(1.0, edge.professional.load)
            * math.sqrt(edge.family_trust * edge.professional_trust)
            for edge in team
        ]
        l_mean = mean(listening)

        young = part_in_meeting(self.seed, family, invited, hearing, power, t, par)
        s = young.share
        e_young = young.view or [0.0] * 4
        e_family = [(1 - s) * e_parents[a] + s * e_young[a] for a in AREAS]
        ears = [young.ear] + [0.0] * (len(team) - 1)  # the key person is the first
        informed_team = [
            [(1 - l_ij - m_j) * e_j[a] + l_ij * e_family[a] + m_j * e_young[a] for a in AREAS]
            for l_ij, m_j, e_j in zip(listening, ears, e_team, strict=True)
        ]

        # Set goals: deciding.
        put_in = [
            (1 - s) * put(e_parents[a], able, lacking[a]) + s * put(e_young[a], hearing, lacking[a]) for a in AREAS
        ]
        informed_family = [
            (1 - l_mean) * put_in[a] + mean([l_ij * e_j[a] for l_ij, e_j in zip(listening, e_team, strict=True)])
            for a in AREAS
        ]
        decision = [
            power * informed_family[a]
            + sum(p_j * informed[a] for p_j, informed in zip(team_power, informed_team, strict=True))
            + commissioner_power * e_commissioner[a]
            for a in AREAS
        ]
        unspoken = [
            -power * lacking[a]
            + sum(p_j * e_j[a] for p_j, e_j in zip(team_power, e_team, strict=True))
            + commissioner_power * e_commissioner[a]
            for a in AREAS
        ]
        decides = power * ((1 - s) * able + s * hearing) * (1 - l_mean)
        heard = sum(p_j * l_ij for p_j, l_ij in zip(team_power, listening, strict=True))
        say = s * (power * hearing * (1 - l_mean) + heard) + team_power[0] * young.ear
        weights_team = [
            p_j * (1 - l_ij - m_j) + power * l_ij / len(team)
            for p_j, l_ij, m_j in zip(team_power, listening, ears, strict=True)
        ]
        return Meeting(
            led=led,
            power=power,
            team_power=team_power,
            feedback=max(commissioner.feedback, par["led_answers"]) if led else commissioner.feedback,
            hearing=hearing,
            able=able,
            invited=invited,
            asked=asked,
            young=young,
            parents_view=e_parents,
            family_view=e_family,
            professional_views=e_team,
            commissioner_view=e_commissioner,
            listening=listening,
            decision=decision,
            unspoken=unspoken,
            decides=decides,
            heard=heard,
            say=say,
            weights=[
                (1 - s) * (power * able * (1 - l_mean) + heard),
                say,
                *weights_team,
                commissioner_power,
                power * ((1 - s) * (1 - able) + s * (1 - hearing)) * (1 - l_mean),
            ],
        )

    def powers(self, family: Family, led: bool) -> tuple[float, list[float], float]:
        """The powers of family, team and commissioner in a decision (section 4)."""
        team = [edge.power for edge in family.team]
        power = max(family.power, self.par["led_share"])
        if not led or power == family.power:
            return family.power, team, family.commissioner_power
        left = (1 - power) / (1 - family.power)
        return power, [left * one for one in team], left * family.commissioner_power

    def professional_view(self, edge: Edge, t: int) -> list[float]:
        """What a professional thinks of a child, as an error."""
        par = self.par
        family, j = edge.family, edge.professional
        offer = family.commissioner.standard_offer
        z = draws.normals(self.seed, family.row, j.row, t, draws.PROFESSIONAL_VIEW)
        tired = 1 + par["tired_noise"] * (1 - j.energy)
        routine = min(1.0, par["standardising"] * (1 - par["freed"] * j.facilitation) * j.load)
        e_j = []
        for a in AREAS:
            if a == j.discipline:
                e_j.append(par["own_area_noise"] * tired * z[a])
            else:
                pull = routine * (1 - edge.knowledge) * (family.need[a] - offer[a])
                e_j.append(-pull + par["other_area_noise"] * tired * z[a])
        return e_j

    def commissioner_view(self, family: Family, t: int) -> list[float]:
        """What those who pay think of a child, as an error."""
        par = self.par
        commissioner = family.commissioner
        z = draws.normals(self.seed, family.row, 0, t, draws.COMMISSIONER_VIEW)
        info = min(
            1.0,
            par["paper_information"]
            + par["monitoring_information"] * commissioner.monitoring
            + par["forum_information"] * commissioner.forum_word,
        )
        return [
            -(1 - info) * (family.need[a] - commissioner.standard_offer[a])
            - par["thrift"] * commissioner.pressure
            + par["commissioner_noise"] * z[a]
            for a in AREAS
        ]

    def review(self, family: Family, t: int, confidence_before: Sequence[float] = ()) -> None:
        """Hold the meeting, follow it up (section 4), relocate power (section 5), learn from it (section 6)."""
        par = self.par
        met = self.meeting(family, t, confidence_before)
        if family.order_months == 0:
            for a in AREAS:
                family.plan[a] += par["plan_change"] * (family.need[a] + met.decision[a] - family.plan[a])
        family.decided_error = met.decision
        family.unspoken_error, family.moved = met.unspoken, met.moved
        family.voice = met.voice
        family.heard = met.heard
        family.asked = met.invited
        family.led = met.led
        family.hearing = met.hearing
        young = family.young_person
        young.included, young.share, young.ear, young.say = met.young.included, met.young.share, met.young.ear, met.say
        self.keep_errors(family, met)

        # Power, lived fit, reputation and what was expected are those of before.
        label = self.label(family, met)
        honour = met.asked * label.kept * (0.5 + 0.5 * met.feedback)
        self.judge_institution(family, met, label, honour)
        self.judge_people(family, met, honour)
        family.expected_say += par["expectation_adapts"] * (label.credible - family.expected_say)

        self.relocate(family)

        family.confidence = clip(
            family.confidence
            + par["mastery"] * met.voice * (family.lived_fit - family.confidence)
            - par["helplessness"] * label.shortfall * family.confidence
        )
        if met.led:
            family.energy *= 1 - par["led_tiredness"]

    def keep_errors(self, family: Family, met: Meeting) -> None:
        """Keep how far each view was off (section 4): the mean of squares, of staff inside and outside their disciplines."""
        family.family_view_error = mean([error**2 for error in met.parents_view])
        family.young_person.view_error = mean([error**2 for error in met.young.view]) if met.young.view else 0.0
        family.payer_view_error = mean([error**2 for error in met.commissioner_view])
        inside: list[float] = []
        outside: list[float] = []
        for edge, view in zip(family.team, met.professional_views, strict=True):
            for a in AREAS:
                (inside if a == edge.professional.discipline else outside).append(view[a] ** 2)
        family.staff_field_error, family.staff_view_error = mean(inside), mean(outside)

    def label(self, family: Family, met: Meeting) -> Label:
        """What the promise comes to at this review (section 4, promises)."""
        promise = family.commissioner.promise
        given = met.power + met.heard
        broken = max(0.0, promise - max(self.real_ceiling(family.commissioner), given))
        kept = 1 - broken / promise if promise > 0 else 1.0
        return Label(
            broken=broken,
            kept=kept,
            credible=given + family.reputation * kept * max(0.0, promise - given),
            shortfall=max(0.0, self.counted_on(family) - given),
        )

    def counted_on(self, family: Family) -> float:
        """The say that a family counts on: the forum takes half of what is too much away, as far as it has a word."""
        known = min(family.expected_say, self.real_ceiling(family.commissioner))
        believed = family.commissioner.forum_word / 2
        return (1 - believed) * family.expected_say + believed * known

    def judge_institution(self, family: Family, met: Meeting, label: Label, honour: float) -> None:
        """Follow up: trust in the institution."""
        par = self.par
        commissioner = family.commissioner
        before, pw = family.council_trust, par["process_weight"]
        base, dignity = par["base_process"], par["dignity"]
        equal_say = min(1.0, 2 * met.voice)
        unmeant = label.broken + (1 - met.feedback) * label.shortfall
        undelivered = par["undelivered"] * (1 - commissioner.rationing)
        breach = par["frustration"] * met.asked * unmeant + undelivered
        process = max(0.0, base + dignity * honour + (1 - base - dignity) * equal_say - breach)
        result = (1 - met.power) * family.lived_fit + met.power * before
        experience = pw * process + (1 - pw) * result
        family.council_trust = moved_trust(before, experience, par["trust_gain"], par["trust_loss"])

        rate = par["trust_gain"] if experience > before else par["trust_loss"]
        w = rate * (1 - par["person_weight"]) * family.own_part
        being_asked = base * (1 - before) + dignity * (honour - before)
        having_a_say = (1 - base - dignity) * (equal_say - before)
        family.note_cause("being_asked", w * pw * being_asked)
        family.note_cause("having_a_say", w * pw * having_a_say)
        family.note_cause("undelivered", -w * pw * undelivered)
        family.note_cause("promise_broken", w * pw * (process - before - being_asked - having_a_say + undelivered))
        family.note_cause("results", w * (1 - pw) * (result - before))

    def judge_people(self, family: Family, met: Meeting, honour: float) -> None:
        """Follow up: trust both ways on each edge, and what a professional comes to know of the child."""
        par = self.par
        pw, decency = par["process_weight"], par["decency"]
        right = closeness(met.family_view)
        for edge, p_j, l_ij in zip(family.team, met.team_power, met.listening, strict=True):
            before = edge.family_trust
            care = decency + (1 - decency) * 0.5 * (honour + edge.knowledge)
            result = p_j * family.lived_fit + (1 - p_j) * before
            experience = pw * care + (1 - pw) * result
            edge.family_trust = moved_trust(before, experience, par["trust_gain"], par["trust_loss"])

            rate = par["trust_gain"] if experience > before else par["trust_loss"]
            w = rate * par["person_weight"] / len(family.team)
            being_asked = 0.5 * (1 - decency) * (honour - before)
            family.note_cause("being_asked", w * pw * being_asked)
            family.note_cause("being_known", w * pw * (care - before - being_asked))
            family.note_cause("results", w * (1 - pw) * (result - before))

            edge.professional_trust += (
                par["learning_by_sharing"] * met.voice * family.engaged * (right - edge.professional_trust)
            )
            reflection = edge.professional.commissioner.reflection  # a share of the time of this worker
            learnt = par["child_learning"] * (l_ij + 0.5 * reflection) * (1 - edge.knowledge)
            edge.knowledge = clip(edge.knowledge + learnt - par["child_fade"] * edge.knowledge)
            edge.listening = l_ij

    def real_ceiling(self, commissioner: Commissioner) -> float:
        """What the formal rule comes to under pressure (section 5)."""
        drawn_back = self.par["retreat"] * commissioner.pressure * (1 - commissioner.commissioner_bravery)
        return commissioner.power_ceiling * (1 - drawn_back)

    def relocate(self, family: Family) -> None:
        """Power moves towards what the rule allows and the family is willing to hold (section 5)."""
        par = self.par
        commissioner = family.commissioner
        gap = self.real_ceiling(commissioner) * family.engaged - family.power
        if gap > 0:
            others = 1 - family.power
            released = []
            for edge in family.team:
                j = edge.professional
                bravery = clip(j.bravery + j.commissioner.staff_bravery)
                willingness = (
                    j.facilitation
                    * (bravery + (1 - bravery) * edge.professional_trust)
                    * (1 - par["control_premium"] * edge.power)
                )
                released.append(par["release"] * willingness * gap * edge.power / others)
            willingness = max(commissioner.commissioner_bravery, commissioner.personal_budgets)
            from_commissioner = par["release"] * willingness * gap * family.commissioner_power / others
            for edge, amount in zip(family.team, released, strict=True):
                edge.power -= amount
            family.commissioner_power -= from_commissioner
            family.power += sum(released) + from_commissioner
        elif gap < 0:
            fall = par["release"] * -gap
            family.power -= fall
            for edge in family.team:
                edge.power += par["returned_to_team"] * fall / len(family.team)
            family.commissioner_power += (1 - par["returned_to_team"]) * fall

    def live(
        self,
        family: Family,
        t: int,
        reputation_before: list[float],
        confidence_before: list[float],
        own_confidence: float,
    ) -> None:
        """Live the month (section 6): delivery, lived_fit, progress, trust, confidence, energy, order or dispute, engagement."""
        par = self.par
        commissioner = family.commissioner
        team = family.team
        team_facilitation = mean([edge.professional.facilitation for edge in team])

        family.delivery = self.delivered(family)
        fit = closeness([family.plan[a] - family.need[a] for a in AREAS])
        family.lived_plan_fit = fit
        family.lived_fit += par["lived_fit_rate"] * (fit * family.delivery - family.lived_fit)

        own = (
            family.energy
            * (0.5 + 0.5 * family.resources)
            * (
                par["effort_base"]
                + par["effort_engaged"] * family.engaged
                + par["effort_confidence"] * family.confidence
            )
        )
        young = family.young_person
        lost = par["young_effort"] * young.grown(par) * (1 - young.trust)
        own = max(par["effort_floor"], own * (1 - lost))
        family.own_effort = own
        effort = produced(own, family.delivery, par["home_share"], par["complementarity"])
        family.progress += par["progress_rate"] * (
            par["service_share"] * fit * effort + (1 - par["service_share"]) * family.ability - family.progress
        )

        # Trust, and know-how of peers.
        self.hear_the_forum(family)
        weight = sum(w for _, w in family.peers)
        vicarious = 0.0
        family.reputation = family.council_trust
        if weight > 0:
            word = sum(w * reputation_before[peer.row] for peer, w in family.peers) / weight
            family.reputation = anchored(family.council_trust, word, family.gossip)
            more = sum(w * max(0.0, confidence_before[peer.row] - own_confidence) for peer, w in family.peers) / weight
            vicarious = par["vicarious"] * more
        people = mean([edge.family_trust for edge in team])
        felt_before = family.felt_trust
        family.felt_trust = par["person_weight"] * people + (1 - par["person_weight"]) * family.reputation
        came = family.coming[CAUSES.index("new_family")]  # what stood before is another family's
        family.note_cause("peers_word", family.felt_trust - felt_before - (sum(family.coming) - came))
        family.ledger, family.coming = family.coming, [0.0] * len(CAUSES)

        persuaded = par["persuasion"] * team_facilitation * family.energy * (1 - family.confidence)
        family.confidence = clip(family.confidence + vicarious + persuaded)

        responsibility = (
            family.power
            * (1 + par["appetite_spread"] * (1 - 2 * family.appetite))
            * (1 - par["support_gain"] * team_facilitation)
            * (1 - par["reward_relief"] * commissioner.reward)
        )
        tires = par["unmet_toll"] * (1 - family.lived_fit) + par["waiting_toll"] * family.late + responsibility
        family.energy += par["recovery"] * (1 - family.energy) - par["burden"] * (
            par["burden_reach"] - family.resources
        ) * family.energy * tires * (1 - par["key_relief"] * family.key_worker)

        self.order_or_dispute(family, t)

        pull = (
            0.5 * family.felt_trust
            + family.expected_say
            - par["effort_threshold"]
            - par["engagement_tiredness"] * (1 - family.energy)
        )
        willing = 1 / (1 + math.exp(-par["engagement_slope"] * pull))
        family.engaged += par["engagement_rate"] * (willing - family.engaged)

    def hear_the_forum(self, family: Family) -> None:
        """Who has a seat in the forum, or a peer with one, comes a little nearer to its members in trust."""
        own = family.commissioner
        seated = [id(seat.member) for seat in own.forum.seats if seat.member is not None]
        if any(id(one) in seated for one in [family, *(peer for peer, _ in family.peers)]):
            step = self.par["members_word"] * own.forum_word
            family.council_trust = (1 - step) * family.council_trust + step * own.members_trust

    def delivered(self, family: Family) -> float:
        """What comes of what the plan holds (section 6)."""
        par = self.par
        known = mean(
            [edge.professional.energy * (1 - par["unknown_child"] * (1 - edge.knowledge)) for edge in family.team]
        )
        beyond = max(0.0, family.power - self.able(family, family.hearing))
        paid = family.commissioner.rationing
        if family.path is not None and family.path.without_plan:
            paid *= par["support_part"]
        return max(par["effort_floor"], paid * known * (1 - par["organising"] * beyond))

    def order_or_dispute(self, family: Family, t: int) -> None:
        """A tribunal's order goes on binding, or a dispute may start and end in one (section 6)."""
        par = self.par
        family.in_dispute = False
        if family.order_months > 0:
            family.order_months -= 1
            return
        if family.path is not None:
            return  # who disputes, appeals: rights_and_appeals
        chance = (
            par["appeal_chance"]
            * (1 - family.reputation)
            * (1 - family.lived_fit)
            * family.confidence
            * (par["appeal_base"] + par["appeal_resources"] * family.resources)
        )
        family.in_dispute = draws.uniform(self.seed, family.row, 0, t, draws.DISPUTE) < chance
        if family.in_dispute:
            z = draws.normals(self.seed, family.row, 0, t, draws.TRIBUNAL)
            family.plan = [family.need[a] + par["tribunal_noise"] * z[a] for a in AREAS]
            family.order_months = int(par["order_binds"])
            trusted = par["person_weight"] * mean([edge.family_trust for edge in family.team])
            trusted += (1 - par["person_weight"]) * family.own_part * family.council_trust
            family.note_cause("dispute", -par["dispute_loss"] * trusted)
            for edge in family.team:
                edge.family_trust *= 1 - par["dispute_loss"]
                edge.professional_trust *= 1 - par["dispute_loss"]
            family.council_trust *= 1 - par["dispute_loss"]
            family.energy *= 1 - par["dispute_tiredness"]
