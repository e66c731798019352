"""The people as plain Python objects: the rules of a month in floats and short lists, which is the faster idiom.

The Mesa and AgentPy ports make agents of these classes; each gives them `self.model`, with `random` and `par`.
No NumPy number comes near them: `random.Random` and `math` are several times as fast on single numbers.
Here are those who pay, staff and ties; families stand in plain_family.py.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.start import Start

FAMILY_STATE = (
    "need", "usual_need", "plan", "parent_bias", "progress", "confidence", "energy", "resources", "ability",
    "appetite", "power", "commissioner_power", "voice", "expected_say", "council_trust", "reputation", "felt_trust",
    "lived_fit", "engaged", "gossip", "order_months", "months_since_review", "late", "in_dispute",
)  # fmt: skip
STAFF_STATE = ("facilitation", "bravery", "energy", "load", "capacity", "discipline")
COMMISSIONER_STATE = (
    "power_ceiling", "promise", "asks", "feedback", "commissioner_bravery", "staff_bravery", "training", "reflection",
    "monitoring", "reward", "personal_budgets", "budget", "embedding", "early_involvement",
    "pressure", "rationing", "standard_offer",
)  # fmt: skip
TIE_STATE = ("family_trust", "professional_trust", "power", "knowledge")


class Tie:
    """A casework tie between a family and a professional."""

    __slots__ = ("family", "family_trust", "knowledge", "listening", "power", "professional", "professional_trust")

    def __init__(self, family: Any, professional: Any, state: Sequence[float]) -> None:
        self.family, self.professional = family, professional
        self.family_trust, self.professional_trust, self.power, self.knowledge = state
        self.listening = 0.0


class CommissionerLife:
    """What a commissioner does in a month."""

    model: Any
    families: list[Any]
    staff: list[Any]

    def step(self: Any) -> None:
        """Read last month's books, and let staff see how far their colleagues facilitate at the start of the month."""
        par, families = self.model.par, self.families
        disputes = sum([family.in_dispute for family in families]) / len(families)
        progress = sum([family.progress for family in families]) / len(families)
        provision = sum([area for family in families for area in family.plan if area > 0]) / (4 * len(families))
        spending = par.plan_overhead + par.provision_cost * provision - par.prevention_saving * progress
        spending += par.dispute_cost * disputes + par.training_cost * self.training + par.reward_cost * self.reward
        self.rationing = min(1.0, self.budget / spending)
        push = par.overspend_pressure * max(0.0, spending / self.budget - 1) + par.dispute_pressure * disputes
        self.pressure += par.pressure_rate * (min(1.0, push) - self.pressure)
        self.compare_staff()

    def compare_staff(self: Any) -> None:
        """Tell each of the staff how far its colleagues are ahead: from the best down, only those before it are."""
        others, ahead = max(1, len(self.staff) - 1), 0.0
        for above, worker in enumerate(sorted(self.staff, key=lambda each: each.facilitation, reverse=True)):
            worker.colleagues_lead = (ahead - above * worker.facilitation) / others
            ahead += worker.facilitation
        self.staff_facilitation = ahead / len(self.staff) if self.staff else 0.0


class ProfessionalLife:
    """What a professional does in a month."""

    model: Any

    def step(self: Any) -> None:
        """Do the casework: load, energy, facilitation, and perhaps a new face in the post."""
        par, policy, chance = self.model.par, self.commissioner, self.model.random.random
        shared = self.see_cases()
        rested = 1 / (1 + par.strain * max(0.0, self.load - 1))
        self.energy += par.staff_energy_rate * (rested - self.energy)
        facilitation = self.facilitation
        learning = policy.training + par.reflective_learning * policy.reflection + par.learning_by_doing * shared
        daring = min(1.0, self.bravery + policy.staff_bravery)
        facilitation += (
            learning * (1 - facilitation) * self.energy * daring
            + par.practice_spread * self.colleagues_lead
            - par.fade / (1 + policy.embedding) * (facilitation - par.start_facilitation)
        )
        self.facilitation = min(1.0, max(0.0, facilitation))
        if chance() < par.turnover * (1 + par.turnover_strain * (1 - self.energy)):
            self.energy = 1.0
            self.facilitation = min(1.0, 2 * par.newcomer_skill * policy.staff_facilitation * chance())
            for tie in self.cases:
                tie.family_trust += 0.5 * (par.newcomer_trust - tie.family_trust)
                tie.professional_trust = par.newcomer_professional_trust
                tie.knowledge = 0.0

    def see_cases(self: Any) -> float:
        """Let the load follow from the cases as last month left them; give the mean power of their families."""
        par, policy, cases = self.model.par, self.commissioner, self.cases
        if not cases:
            return 0.0
        sharing = 2 * par.sharing_time * (par.sharing_reach - self.facilitation)
        friction, dispute_time = par.friction, par.dispute_time
        needed = shared = 0.0
        for tie in cases:
            family = tie.family
            power = family.power
            needed += 1 + friction * (1 - tie.family_trust) + sharing * power
            if family.in_dispute:
                needed += dispute_time
            shared += power
        learning = par.training_time * policy.training * (1 - self.facilitation)
        self.load = needed / (self.capacity * max(0.1, 1 - policy.monitoring - policy.reflection - learning))
        return shared / len(cases)


def fill(start: Start, commissioners: Sequence[Any], professionals: Sequence[Any], families: Sequence[Any]) -> None:
    """Give agents their state at month 0, as plain Python numbers and lists, and tie them to each other."""
    for agents, records, names in (
        (commissioners, start.commissioners, COMMISSIONER_STATE),
        (professionals, start.professionals, STAFF_STATE),
        (families, start.families, FAMILY_STATE),
    ):
        for agent, *values in zip(agents, *(records[name].tolist() for name in names), strict=True):
            for name, value in zip(names, values, strict=True):
                setattr(agent, name, value)
    for commissioner in commissioners:
        commissioner.families, commissioner.staff = [], []
    for professional, row in zip(professionals, start.professionals["commissioner"].tolist(), strict=True):
        professional.commissioner, professional.cases = commissioners[row], []
        commissioners[row].staff.append(professional)
    peer_start, peers = start.peer_start.tolist(), start.peers.tolist()
    for row, (family, owner) in enumerate(zip(families, start.families["commissioner"].tolist(), strict=True)):
        family.commissioner, family.team = commissioners[owner], []
        commissioners[owner].families.append(family)
        family.peers = [families[peer] for peer in peers[peer_start[row] : peer_start[row + 1]]]
    fields = ("family", "professional", *TIE_STATE)
    for family, professional, *state in zip(*(start.casework[name].tolist() for name in fields), strict=True):
        tie = Tie(families[family], professionals[professional], state)
        tie.family.team.append(tie)
        tie.professional.cases.append(tie)
