"""The people as plain Python objects: the rules of a month in floats and short lists, which is the faster idiom.

The Mesa and AgentPy ports make agents of these classes; each gives them `self.model`, with `random` and `par`.
No NumPy number comes near them: `random.Random` and `math` are several times as fast on single numbers.
Where it saves work, the algebra is done by hand: voice is the weight of the family's own view, so it is computed first.
"""

from collections.abc import Sequence
from math import exp
from typing import Any

from benchmarks.peers.start import Start

FAMILY_STATE = (
    "need", "plan", "parent_bias", "progress", "confidence", "energy", "resources", "ability", "power",
    "commissioner_power", "voice", "expected_voice", "felt_trust", "lived_fit", "engaged", "gossip",
    "months_since_review", "late", "in_dispute",
)  # fmt: skip
STAFF_STATE = ("facilitation", "bravery", "energy", "load", "capacity", "discipline")
COMMISSIONER_STATE = (
    "power_ceiling", "asks", "feedback", "commissioner_bravery", "staff_bravery", "training", "reflection", "monitoring",
    "reward", "young_person_voice", "personal_budgets", "budget", "embedding", "early_involvement", "pressure",
    "rationing", "standard_offer",
)  # fmt: skip


class Tie:
    """A casework tie between a family and a professional."""

    __slots__ = ("family", "family_trust", "listening", "power", "professional", "professional_trust")

    def __init__(self, family: Any, professional: Any, family_trust: float, professional_trust: float, power: float):
        self.family, self.professional = family, professional
        self.family_trust, self.professional_trust, self.power = family_trust, professional_trust, power
        self.listening = 0.0


class CommissionerLife:
    """What a commissioner does in a month."""

    model: Any
    families: list[Any]
    staff: list[Any]

    def step(self: Any) -> None:
        """Read last month's books; see how far the staff facilitate at the start of the month."""
        par, families = self.model.par, self.families
        disputes = sum([family.in_dispute for family in families]) / len(families)
        plans = 1 - par.prevention_saving * sum([family.progress for family in families]) / len(families)
        spending = (
            plans + par.dispute_cost * disputes + par.training_cost * self.training + par.reward_cost * self.reward
        )
        self.rationing = min(1.0, self.budget / spending)
        push = par.overspend_pressure * max(0.0, spending / self.budget - 1) + par.dispute_pressure * disputes
        self.pressure += par.pressure_rate * (min(1.0, push) - self.pressure)
        self.staff_facilitation = sum([worker.facilitation for worker in self.staff]) / len(self.staff)


class ProfessionalLife:
    """What a professional does in a month."""

    model: Any

    def step(self: Any) -> None:
        """Do the casework: load, energy, facilitation, and perhaps a new face in the post."""
        par, policy, cases, chance = self.model.par, self.commissioner, self.cases, self.model.random.random
        if cases:
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
            self.load = needed / (self.capacity * (1 - policy.monitoring - policy.reflection))
            shared /= len(cases)
        else:
            shared = 0.0
        rested = 1 / (1 + par.strain * max(0.0, self.load - 1))
        self.energy += par.staff_energy_rate * (rested - self.energy)
        facilitation = self.facilitation
        learning = policy.training + par.reflective_learning * policy.reflection + par.learning_by_doing * shared
        facilitation += (
            learning * (1 - facilitation) * self.energy
            + par.practice_spread * (policy.staff_facilitation - facilitation)
            - par.fade / (1 + policy.embedding) * facilitation
        )
        self.facilitation = min(1.0, max(0.0, facilitation))
        if chance() < par.turnover * (1 + par.turnover_strain * (1 - self.energy)):
            self.energy = 1.0
            self.facilitation = par.newcomer_facilitation * chance()
            for tie in cases:
                tie.family_trust += 0.5 * (par.newcomer_trust - tie.family_trust)
                tie.professional_trust = par.newcomer_professional_trust


class FamilyLife:
    """What a family does in a month."""

    model: Any

    @property
    def professional_trust(self: Any) -> float:
        """The team's trust in the family, on average."""
        total = 0.0
        for tie in self.team:
            total += tie.professional_trust
        return total / len(self.team)

    def remember(self: Any) -> None:
        """Keep what peers will hear this month."""
        self.trust_before = self.felt_trust
        self.confidence_before = self.confidence

    def step(self: Any) -> None:
        """Live one month: needs move, a review if it is due, and daily life."""
        par, gauss, team = self.model.par, self.model.random.gauss, self.team
        drift = par.need_drift
        kept = 1 - 0.5 * drift * drift
        self.need = [kept * need + drift * gauss(0.0, 1.0) for need in self.need]
        facilitation = energy = load = 0.0
        for tie in team:
            worker = tie.professional
            facilitation += worker.facilitation
            energy += worker.energy
            load += worker.load
        size = len(team)
        facilitation /= size
        self.months_since_review += 1
        if self.months_since_review >= par.review_months * max(1.0, load / size):
            self.late = self.months_since_review > par.review_months
            self.months_since_review = 0
            self.review(facilitation)
        self.live(facilitation, energy / size)

    def review(self: Any, facilitation: float) -> None:
        """Hold a review: listen, decide, follow up, let go."""
        par, policy, random, team = self.model.par, self.commissioner, self.model.random, self.team
        asked = 1.0 if random.random() < policy.asks else 0.0
        able = self.confidence + (1 - self.confidence) * par.support_gain * facilitation
        timing = par.late_listening + (1 - par.late_listening) * policy.early_involvement
        contact = 0.5 * asked * timing * par.dialogue * self.engaged
        listened = heard = 0.0
        for tie in team:
            load = tie.professional.load
            tie.listening = contact * tie.family_trust * tie.professional_trust / max(1.0, load)
            listened += tie.listening
            heard += tie.power * tie.listening
        self.voice = voice = self.power * (1 - listened / len(team)) + heard
        family_fit, plan_fit = self.decide(able)
        shortfall = max(0.0, self.expected_voice - voice)
        self.follow_up(asked, shortfall, family_fit)
        self.expected_voice += par.expectation_adapts * (voice - self.expected_voice)
        self.relocate_power(able)
        confidence = self.confidence
        confidence += par.mastery * self.power * (plan_fit - confidence) - par.helplessness * shortfall * confidence
        self.confidence = min(1.0, max(0.0, confidence))

    def decide(self: Any, able: float) -> tuple[float, float]:
        """Set the plan from all views by their weights; give the fits of the family's own view and of the plan."""
        par, policy, gauss = self.model.par, self.commissioner, self.model.random.gauss
        need, voice = self.need, self.voice
        wish = par.parent_divergence * (1 - policy.young_person_voice)
        noise = par.family_noise * (1 + par.unsupported_noise * (1 - able))
        own = [wish * bias + noise * gauss(0.0, 1.0) for bias in self.parent_bias]
        family_fit = exp(-0.125 * (own[0] * own[0] + own[1] * own[1] + own[2] * own[2] + own[3] * own[3]))
        unmet = [wanted - offered for wanted, offered in zip(need, policy.standard_offer, strict=True)]
        unknown = 1 - min(1.0, par.paper_information + par.monitoring_information * policy.monitoring)
        thrift, weight = par.thrift * policy.pressure, self.commissioner_power
        spread = par.commissioner_noise
        error = [
            voice * mine + weight * (spread * gauss(0.0, 1.0) - unknown * gap - thrift * wanted)
            for mine, gap, wanted in zip(own, unmet, need, strict=True)
        ]
        family_power = self.power / len(self.team)
        for tie in self.team:
            worker = tie.professional
            weight = family_power * tie.listening + tie.power * (1 - tie.listening)
            pull = par.standardising * (1 - worker.facilitation) * weight
            tired = (1 + par.tired_noise * (1 - worker.energy)) * weight
            spreads = [par.other_area_noise * tired] * 4
            spreads[worker.discipline] = par.own_area_noise * tired
            error = [
                so_far + spread * gauss(0.0, 1.0) - pull * gap
                for so_far, spread, gap in zip(error, spreads, unmet, strict=True)
            ]
        self.plan = [wanted + off for wanted, off in zip(need, error, strict=True)]
        squares = error[0] * error[0] + error[1] * error[1] + error[2] * error[2] + error[3] * error[3]
        return family_fit, exp(-0.125 * squares)

    def follow_up(self: Any, asked: float, shortfall: float, family_fit: float) -> None:
        """Let trust move on both sides of each casework tie."""
        par, power = self.model.par, self.power
        say = (1 - par.base_process - par.dignity) * min(1.0, 2 * self.voice)
        broken = par.frustration * (1 - self.commissioner.feedback) * asked * shortfall
        fairness = par.process_weight * max(0.0, par.base_process + par.dignity * asked + say - broken)
        fairness += (1 - par.process_weight) * (1 - power) * self.lived_fit
        own_part = (1 - par.process_weight) * power
        learning = par.learning_by_sharing * self.voice * self.engaged
        for tie in self.team:
            trust = tie.family_trust
            experience = fairness + own_part * trust
            tie.family_trust += (par.trust_gain if experience > trust else par.trust_loss) * (experience - trust)
            tie.professional_trust += learning * (family_fit - tie.professional_trust)

    def relocate_power(self: Any, able: float) -> None:
        """Move power toward what the family wants and may have."""
        par, policy, team, power = self.model.par, self.commissioner, self.team, self.power
        ceiling = policy.power_ceiling * (1 - par.retreat * policy.pressure * (1 - policy.commissioner_bravery))
        gap = min(ceiling, able) * self.engaged - power
        if gap > 0:
            pace = par.release * gap / (1 - power)
            willingness = max(policy.commissioner_bravery, policy.personal_budgets)
            moved = pace * willingness * self.commissioner_power
            self.commissioner_power -= moved
            for tie in team:
                worker = tie.professional
                bravery = min(1.0, worker.bravery + worker.commissioner.staff_bravery)
                faith = bravery + (1 - bravery) * tie.professional_trust
                flow = pace * worker.facilitation * faith * (1 - par.control_premium * tie.power) * tie.power
                tie.power -= flow
                moved += flow
            self.power = power + moved
        elif gap < 0:
            lost = -par.release * gap
            self.power = power - lost
            self.commissioner_power += (1 - par.returned_to_team) * lost
            share = par.returned_to_team * lost / len(team)
            for tie in team:
                tie.power += share

    def live(self: Any, facilitation: float, team_energy: float) -> None:
        """Live the month: fit, progress, felt trust, confidence, energy, dispute, engagement."""
        par, policy, team, random = self.model.par, self.commissioner, self.team, self.model.random
        squares = 0.0
        for planned, wanted in zip(self.plan, self.need, strict=True):
            squares += (planned - wanted) * (planned - wanted)
        fit = exp(-0.125 * squares)
        self.fit = fit
        self.lived_fit += par.lived_fit_rate * (fit - self.lived_fit)
        will = par.effort_base + par.effort_confidence * self.confidence + par.effort_voice * min(1.0, 2 * self.voice)
        own = max(par.effort_floor, self.engaged * self.energy * (0.5 + 0.5 * self.resources) * will)
        service = max(par.effort_floor, team_energy * policy.rationing)
        rho = par.complementarity
        effort = service * (par.home_share * (own / service) ** rho + 1 - par.home_share) ** (1 / rho)
        reached = par.service_share * fit * effort + (1 - par.service_share) * self.ability
        self.progress += par.progress_rate * (reached - self.progress)

        own_trust = 0.0
        for tie in team:
            own_trust += tie.family_trust
        peers_trust = peers_confidence = 0.0
        for peer in self.peers:
            peers_trust += peer.trust_before
            peers_confidence += peer.confidence_before
        heads = len(self.peers)
        self.felt_trust = (1 - self.gossip) * own_trust / len(team) + self.gossip * peers_trust / heads
        confidence = self.confidence
        confidence += par.vicarious * (peers_confidence / heads - confidence) + (
            par.persuasion * facilitation * self.energy * (1 - confidence)
        )
        self.confidence = confidence = min(1.0, max(0.0, confidence))

        toll = par.burden * (par.duty + self.power) * (par.burden_reach - self.resources)
        relief = (1 - par.support_gain * facilitation) * (1 - policy.reward)
        self.energy += par.recovery * (1 - self.energy) - toll * relief * self.energy
        means = par.appeal_base + par.appeal_resources * self.resources
        chance = par.appeal_chance * (1 - self.felt_trust) * (1 - self.lived_fit) * confidence * means
        self.in_dispute = random.random() < chance
        if self.in_dispute:
            self.go_to_tribunal()
        pull = 0.5 * self.felt_trust + self.voice - par.effort_threshold - par.engagement_tiredness * (1 - self.energy)
        self.engaged += par.engagement_rate * (1 / (1 + exp(-par.engagement_slope * pull)) - self.engaged)

    def go_to_tribunal(self: Any) -> None:
        """Have the plan set anew; trust and energy suffer."""
        par, gauss = self.model.par, self.model.random.gauss
        error = [par.tribunal_noise * gauss(0.0, 1.0) for _ in self.need]
        self.plan = [wanted + off for wanted, off in zip(self.need, error, strict=True)]
        self.fit = exp(-0.125 * sum([off * off for off in error]))
        for tie in self.team:
            tie.family_trust *= 1 - par.dispute_loss
            tie.professional_trust *= 1 - par.dispute_loss
        self.energy *= 1 - par.dispute_tiredness


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
    fields = ("family", "professional", "family_trust", "professional_trust", "power")
    for family, professional, *values in zip(*(start.casework[name].tolist() for name in fields), strict=True):
        tie = Tie(families[family], professionals[professional], *values)
        tie.family.team.append(tie)
        tie.professional.cases.append(tie)
