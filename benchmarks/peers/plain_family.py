"""A family as a plain Python object: needs, reviews and daily life in floats and short lists (see plain_people.py).

Where it saves work, the algebra is done by hand: voice is the weight of the family's own view, and all that falls back on
the standard offer is one pull towards it, so both are added up before areas are touched.
"""

from math import exp, sqrt
from typing import Any


def fit_of(errors: list[float]) -> float:
    """Give how well a plan, or a view, fits the need, from its errors in the four areas."""
    a, b, c, d = errors
    return exp(-0.125 * (a * a + b * b + c * c + d * d))


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
        """Keep what peers will hear and see this month."""
        self.reputation_before = self.reputation
        self.confidence_before = self.confidence

    def step(self: Any) -> None:
        """Live one month: needs move, a review if it is due, and daily life."""
        par, gauss, team = self.model.par, self.model.random.gauss, self.team
        drift, back = par.need_drift, par.need_return
        self.need = [
            need + drift * gauss(0.0, 1.0) - back * (need - usual)
            for need, usual in zip(self.need, self.usual_need, strict=True)
        ]
        facilitation = load = 0.0
        for tie in team:
            worker = tie.professional
            facilitation += worker.facilitation
            load += worker.load
        size = len(team)
        facilitation /= size
        self.months_since_review += 1
        if self.months_since_review >= par.review_months * max(1.0, load / size):
            self.review(facilitation)
        self.live(facilitation)

    def able(self: Any, facilitation: float) -> float:
        """Give how much of what the family knows gets across."""
        confidence = self.confidence
        supported = confidence + (1 - confidence) * self.model.par.support_gain * facilitation
        able: float = supported * self.energy
        return able

    def review(self: Any, facilitation: float) -> None:
        """Hold a review: listen, decide, follow up, let go."""
        par, policy, random, team, power = self.model.par, self.commissioner, self.model.random, self.team, self.power
        able = self.able(facilitation)
        asked = 0.0
        if random.random() < policy.asks:
            asked = par.late_listening + (1 - par.late_listening) * policy.early_involvement
        contact = 0.5 * asked * able * self.engaged * par.dialogue
        listened = heard = 0.0
        for tie in team:
            load = tie.professional.load
            tie.listening = contact / max(1.0, load) * sqrt(tie.family_trust * tie.professional_trust)
            listened += tie.listening
            heard += tie.power * tie.listening
        own_part = power * (1 - listened / len(team))
        self.voice = voice = own_part * able + heard
        family_fit = self.decide(voice, own_part * (1 - able))

        ceiling = policy.power_ceiling * (1 - par.retreat * policy.pressure * (1 - policy.commissioner_bravery))
        given, promise = power + heard, policy.promise
        broken = max(0.0, promise - max(ceiling, given))
        kept = 1 - broken / promise if promise > 0 else 1.0
        shortfall = max(0.0, self.expected_say - given)
        honour = asked * kept * (0.5 + 0.5 * policy.feedback)
        self.judge_institution(honour, par.frustration * asked * (broken + (1 - policy.feedback) * shortfall))
        self.judge_people(honour, family_fit)
        credible = given + self.reputation * kept * max(0.0, promise - given)
        self.expected_say += par.expectation_adapts * (credible - self.expected_say)
        self.relocate_power(ceiling * self.engaged - power)
        confidence = self.confidence
        confidence += par.mastery * voice * (self.lived_fit - confidence) - par.helplessness * shortfall * confidence
        self.confidence = min(1.0, max(0.0, confidence))
        self.late = self.months_since_review > par.review_months
        self.months_since_review = 0

    def decide(self: Any, voice: float, pull: float) -> float:
        """Decide from all views by their weights; give how well the family's own view fits.

        The plan moves there unless an order binds it.  pull: of the standard offer, for what the family does not get across.
        """
        par, policy, gauss, need = self.model.par, self.commissioner, self.model.random.gauss, self.need
        wish, noise = par.parent_divergence, par.family_noise
        own = [wish * bias + noise * gauss(0.0, 1.0) for bias in self.parent_bias]
        unmet = [wanted - offered for wanted, offered in zip(need, policy.standard_offer, strict=True)]
        weight, spread = self.commissioner_power, par.commissioner_noise
        pull += weight * (1 - min(1.0, par.paper_information + par.monitoring_information * policy.monitoring))
        thrift = par.thrift * policy.pressure
        error = [voice * mine + weight * (spread * gauss(0.0, 1.0) - thrift) for mine in own]
        family_power = self.power / len(self.team)
        for tie in self.team:
            worker = tie.professional
            weight = family_power * tie.listening + tie.power * (1 - tie.listening)
            routine = min(1.0, par.standardising * (1 - par.freed * worker.facilitation) * worker.load)
            usual = routine * (1 - tie.knowledge) * weight
            pull += usual
            tired = (1 + par.tired_noise * (1 - worker.energy)) * weight
            other = par.other_area_noise * tired
            field = worker.discipline
            expert = [other * gauss(0.0, 1.0), other * gauss(0.0, 1.0), other * gauss(0.0, 1.0)]
            # In the own discipline nothing is pulled to what is usual.
            expert.insert(field, par.own_area_noise * tired * gauss(0.0, 1.0) + usual * unmet[field])
            error = [so_far + view for so_far, view in zip(error, expert, strict=True)]
        if self.order_months == 0:
            change = par.plan_change
            self.plan = [
                planned + change * (wanted + off - pull * gap - planned)
                for planned, wanted, off, gap in zip(self.plan, need, error, unmet, strict=True)
            ]
        return fit_of(own)

    def judge_institution(self: Any, honour: float, breach: float) -> None:
        """Let trust in the institution follow how fair the process was, and what came of it."""
        par, trust, power = self.model.par, self.council_trust, self.power
        say = (1 - par.base_process - par.dignity) * min(1.0, 2 * self.voice)
        lost = breach + par.undelivered * (1 - self.commissioner.rationing)
        process = max(0.0, par.base_process + par.dignity * honour + say - lost)
        result = (1 - power) * self.lived_fit + power * trust
        experience = par.process_weight * process + (1 - par.process_weight) * result
        self.council_trust += (par.trust_gain if experience > trust else par.trust_loss) * (experience - trust)

    def judge_people(self: Any, honour: float, family_fit: float) -> None:
        """Let trust move on both sides of each casework tie, and professionals get to know the child."""
        par, lived_fit = self.model.par, self.lived_fit
        beyond, outcome = par.process_weight * (1 - par.decency) * 0.5, 1 - par.process_weight
        decent = par.process_weight * par.decency + beyond * honour
        learning = par.learning_by_sharing * self.voice * self.engaged
        for tie in self.team:
            trust, knowledge = tie.family_trust, tie.knowledge
            result = tie.power * lived_fit + (1 - tie.power) * trust
            experience = decent + beyond * knowledge + outcome * result
            tie.family_trust += (par.trust_gain if experience > trust else par.trust_loss) * (experience - trust)
            tie.professional_trust += learning * (family_fit - tie.professional_trust)
            learnt = par.child_learning * (tie.listening + 0.5 * tie.professional.commissioner.reflection)
            knowledge += learnt * (1 - knowledge) - par.child_fade * knowledge
            tie.knowledge = min(1.0, max(0.0, knowledge))

    def relocate_power(self: Any, gap: float) -> None:
        """Move power toward what the family may have and takes up; gap: what that is, minus what it has."""
        par, policy, team, power = self.model.par, self.commissioner, self.team, self.power
        if gap > 0:
            pace = par.release * gap / (1 - power)
            moved = pace * max(policy.commissioner_bravery, policy.personal_budgets) * self.commissioner_power
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

    def live(self: Any, facilitation: float) -> None:
        """Live the month: delivery, fit, progress, trust, confidence, energy, dispute, engagement."""
        par = self.model.par
        self.fit = fit = fit_of([planned - wanted for planned, wanted in zip(self.plan, self.need, strict=True)])
        delivery = self.deliver(self.able(facilitation))
        self.lived_fit += par.lived_fit_rate * (fit * delivery - self.lived_fit)
        will = par.effort_base + par.effort_engaged * self.engaged + par.effort_confidence * self.confidence
        own = max(par.effort_floor, self.energy * (0.5 + 0.5 * self.resources) * will)
        rho = par.complementarity
        effort = delivery * (par.home_share * (own / delivery) ** rho + 1 - par.home_share) ** (1 / rho)
        reached = par.service_share * fit * effort + (1 - par.service_share) * self.ability
        self.progress += par.progress_rate * (reached - self.progress)
        self.hear_peers(facilitation)

        weight = self.power * (1 + par.appetite_spread * (1 - 2 * self.appetite))
        weight *= (1 - par.support_gain * facilitation) * (1 - par.reward_relief * self.commissioner.reward)
        toll = par.unmet_toll * (1 - self.lived_fit) + par.waiting_toll * self.late + weight
        burden = par.burden * (par.burden_reach - self.resources)
        self.energy += par.recovery * (1 - self.energy) - burden * self.energy * toll
        self.dispute()
        pull = 0.5 * self.felt_trust + self.expected_say - par.effort_threshold
        pull -= par.engagement_tiredness * (1 - self.energy)
        self.engaged += par.engagement_rate * (1 / (1 + exp(-par.engagement_slope * pull)) - self.engaged)

    def deliver(self: Any, able: float) -> float:
        """Give how much of the plan comes: what is paid for, done by people who know the child, and seen through."""
        par, work = self.model.par, 0.0
        for tie in self.team:
            work += tie.professional.energy * (1 - par.unknown_child * (1 - tie.knowledge))
        seen_through = 1 - par.organising * max(0.0, self.power - able)
        delivery: float = max(par.effort_floor, self.commissioner.rationing * work / len(self.team) * seen_through)
        return delivery

    def hear_peers(self: Any, facilitation: float) -> None:
        """Let trust and confidence follow from own experience and from peers."""
        par, team, peers, seen = self.model.par, self.team, self.peers, self.confidence_before
        own_trust = 0.0
        for tie in team:
            own_trust += tie.family_trust
        word = lead = 0.0
        for peer in peers:
            word += peer.reputation_before
            if peer.confidence_before > seen:
                lead += peer.confidence_before - seen
        self.reputation = (1 - self.gossip) * self.council_trust + self.gossip * word / len(peers)
        self.felt_trust = par.person_weight * own_trust / len(team) + (1 - par.person_weight) * self.reputation
        confidence = self.confidence
        confidence += par.vicarious * lead / len(peers) + par.persuasion * facilitation * self.energy * (1 - confidence)
        self.confidence = min(1.0, max(0.0, confidence))

    def dispute(self: Any) -> None:
        """Take the service to a tribunal, by chance, unless its order still binds: it sets the plan; trust and energy suffer."""
        par, random = self.model.par, self.model.random
        self.in_dispute = False
        if self.order_months > 0:
            self.order_months -= 1
            return
        means = par.appeal_base + par.appeal_resources * self.resources
        chance = par.appeal_chance * (1 - self.reputation) * (1 - self.lived_fit) * self.confidence * means
        if random.random() >= chance:
            return
        self.in_dispute = True
        error = [par.tribunal_noise * random.gauss(0.0, 1.0) for _ in self.need]
        self.plan = [wanted + off for wanted, off in zip(self.need, error, strict=True)]
        self.fit = fit_of(error)
        self.order_months = int(par.order_binds)
        for tie in self.team:
            tie.family_trust *= 1 - par.dispute_loss
            tie.professional_trust *= 1 - par.dispute_loss
        self.council_trust *= 1 - par.dispute_loss
        self.energy *= 1 - par.dispute_tiredness
