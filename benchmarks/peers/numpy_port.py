"""The rules in NumPy, as a skilled user would write them for speed: one array for each field, whole-place operations.

Reviews work on the families that are due, largest team first, so that sums over teams are sums of slices (`Seats`);
disputes work on those in dispute.  All state changes in place.  The arrays and matrices are made in numpy_place.py.
"""

import numpy as np

from benchmarks.peers.numpy_place import AREAS, NumPyPlace, Seats
from benchmarks.peers.start import Array, Start

YEARLY_FOR_1000 = 12_000


def fit_of(errors: Array) -> Array:
    """Give how well plans, or views, fit the need, from errors of shape (areas, n), which are lost."""
    np.square(errors, out=errors)
    fit: Array = errors.sum(axis=0)
    fit *= -0.5 / AREAS
    np.exp(fit, out=fit)
    return fit


class NumPyPort(NumPyPlace):
    """The families of the place, and the month as a whole."""

    def __init__(self, start: Start, seed: int) -> None:
        super().__init__(start, seed)
        self.history: dict[str, list[float]] = {}

    def advance(self, months: int) -> None:
        """Live through some months."""
        for _ in range(months):
            self.commissioners_month()
            self.professionals_month()
            self.families_month()
            self.count()

    def families_month(self) -> None:
        """Let needs move, hold the reviews that are due, and live the month."""
        par = self.par
        drift = self.random.standard_normal(self.need.shape)
        drift *= par.need_drift
        self.need *= 1 - 0.5 * par.need_drift**2
        self.need += drift
        peers_trust, peers_confidence = self.peer_mean @ self.felt_trust, self.peer_mean @ self.confidence
        facilitation, energy = self.team_mean @ self.facilitation, self.team_mean @ self.staff_energy
        threshold = self.team_mean @ self.load
        np.maximum(threshold, 1.0, out=threshold)
        threshold *= par.review_months
        self.months_since_review += 1
        is_due = self.months_since_review >= threshold
        due = self.largest_first[is_due[self.largest_first]]
        if len(due):
            self.review(facilitation, due)
        self.live(facilitation, energy, peers_trust, peers_confidence)

    def review(self, facilitation: Array, due: Array) -> None:
        """Hold the reviews of some families: listen, decide, follow up, let go."""
        par, policy, seats = self.par, self.policy, Seats(self, due)
        self.late[due] = self.months_since_review[due] > par.review_months
        self.months_since_review[due] = 0
        owner = self.owner[due]
        engaged, power, confidence = self.engaged[due], self.power[due], self.confidence[due]
        asked = (self.random.random(len(due)) < policy.asks[owner]).astype(float)
        able = confidence + (1 - confidence) * (par.support_gain * facilitation[due])

        timing = par.late_listening + (1 - par.late_listening) * policy.early_involvement
        contact = (0.5 * par.dialogue * timing)[owner] * asked * engaged
        trust, belief, tie_power = self.family_trust[seats.tie], self.professional_trust[seats.tie], seats.tie_power
        listening = trust * belief
        listening *= (1 / np.maximum(1.0, self.load))[seats.who]
        listening *= seats.spread(contact)
        heard_power = tie_power * listening
        voice = power - power * seats.add(listening) / seats.size + seats.add(heard_power)
        weight = seats.spread(power / seats.size)
        weight *= listening
        weight += tie_power
        weight -= heard_power
        family_fit, plan_fit = self.decide(seats, able, voice, weight)

        shortfall = np.maximum(0.0, self.expected_voice[due] - voice)
        say = (1 - par.base_process - par.dignity) * np.minimum(1.0, 2 * voice)
        broken = (par.frustration * (1 - policy.feedback))[owner] * asked * shortfall
        fairness = par.process_weight * np.maximum(0.0, par.base_process + par.dignity * asked + say - broken)
        fairness += (1 - par.process_weight) * (1 - power) * self.lived_fit[due]
        surprise = seats.spread((1 - par.process_weight) * power - 1)
        surprise *= trust
        surprise += seats.spread(fairness)
        trust += np.where(surprise > 0, par.trust_gain, par.trust_loss) * surprise
        self.family_trust[seats.tie] = trust
        learning = par.learning_by_sharing * voice * engaged
        belief *= seats.spread(1 - learning)
        belief += seats.spread(learning * family_fit)
        self.professional_trust[seats.tie] = belief
        self.voice[due] = voice
        self.expected_voice[due] += par.expectation_adapts * (voice - self.expected_voice[due])

        power = self.relocate(seats, power, np.minimum(self.ceiling()[owner], able) * engaged - power, belief)
        confidence += par.mastery * power * (plan_fit - confidence) - par.helplessness * shortfall * confidence
        self.confidence[due] = np.clip(confidence, 0.0, 1.0)

    def ceiling(self) -> Array:
        """Give the largest share of power that a family of each commissioner may really hold."""
        retreat = self.par.retreat * self.policy.pressure * (1 - self.policy.commissioner_bravery)
        ceiling: Array = self.policy.power_ceiling * (1 - retreat)
        return ceiling

    def decide(self, seats: Seats, able: Array, voice: Array, weight: Array) -> tuple[Array, Array]:
        """Set the plans from all views by their weights; give the fits of families' own views and of the plans."""
        par, policy, due, normal = self.par, self.policy, seats.due, self.random.standard_normal
        owner = self.owner[due]
        need = np.take(self.need, due, axis=1)
        unmet = need - np.take(policy.standard_offer, owner, axis=1)
        own = normal(need.shape)
        own *= par.family_noise * (1 + par.unsupported_noise * (1 - able))
        own += np.take(self.wish, due, axis=1)

        # Each party's pull on the plan is its weight; the views' fixed parts are gathered before areas are touched.
        expert = normal((AREAS, len(seats.who)))
        expert *= np.take(self.noise * (1 + par.tired_noise * (1 - self.staff_energy)), seats.who, axis=1)
        expert *= weight
        pull = (par.standardising * (1 - self.facilitation))[seats.who]
        pull *= weight
        share = self.commissioner_power[due]
        information = np.minimum(1.0, par.paper_information + par.monitoring_information * policy.monitoring)

        error = normal(need.shape)
        error *= par.commissioner_noise * share
        error += seats.add(expert)
        unmet *= seats.add(pull) + (1 - information)[owner] * share
        error -= unmet
        error -= ((par.thrift * policy.pressure)[owner] * share) * need
        error += voice * own
        need += error
        self.plan[:, due] = need
        return fit_of(own), fit_of(error)

    def relocate(self, seats: Seats, power: Array, gap: Array, belief: Array) -> Array:
        """Let power move toward what the families want and may have; give what they have then."""
        par, policy, owner = self.par, self.policy, self.owner[seats.due]
        commissioner, tie_power = self.commissioner_power[seats.due], seats.tie_power
        pace = par.release * np.maximum(gap, 0.0) / np.where(gap > 0, 1 - power, 1.0)
        lost = par.release * np.maximum(-gap, 0.0)
        given = pace * np.maximum(policy.commissioner_bravery, policy.personal_budgets)[owner] * commissioner
        bravery = np.minimum(1.0, self.bravery + policy.staff_bravery[self.employer])
        flow = ((1 - bravery) * self.facilitation)[seats.who]
        flow *= belief
        flow += (bravery * self.facilitation)[seats.who]
        flow *= seats.spread(pace)
        flow *= tie_power
        flow *= 1 - par.control_premium * tie_power
        tie_power = tie_power - flow
        tie_power += seats.spread(par.returned_to_team * lost / seats.size)
        self.tie_power[seats.tie] = tie_power
        self.commissioner_power[seats.due] = commissioner - given + (1 - par.returned_to_team) * lost
        power += given
        power += seats.add(flow)
        power -= lost
        self.power[seats.due] = power
        return power

    def live(self, facilitation: Array, team_energy: Array, peers_trust: Array, peers_confidence: Array) -> None:
        """Live the month: progress, felt trust, confidence, energy, dispute, engagement."""
        par = self.par
        self.grow(team_energy)
        self.felt_trust = self.tie_mean @ self.family_trust
        self.felt_trust *= self.own_word
        peers_trust *= self.gossip
        self.felt_trust += peers_trust
        persuasion = par.persuasion * facilitation
        persuasion *= self.energy
        persuasion *= 1 - self.confidence
        peers_confidence -= self.confidence
        peers_confidence *= par.vicarious
        self.confidence += peers_confidence
        self.confidence += persuasion
        np.clip(self.confidence, 0.0, 1.0, out=self.confidence)

        toll = par.duty + self.power
        toll *= self.toll
        facilitation *= -par.support_gain
        facilitation += 1
        toll *= facilitation
        toll += par.recovery
        np.subtract(1, toll, out=toll)
        self.energy *= toll
        self.energy += par.recovery
        self.dispute()
        self.take_part()

    def grow(self, service: Array) -> None:
        """Let lived fit and progress follow from the plan, and from what family and service put in; `service` is lost."""
        par = self.par
        fit = self.fit = fit_of(self.plan - self.need)
        self.lived_fit += par.lived_fit_rate * (fit - self.lived_fit)
        own = par.effort_voice * np.minimum(1.0, 2 * self.voice)
        own += par.effort_base
        own += par.effort_confidence * self.confidence
        own *= self.engaged
        own *= self.energy
        own *= self.means
        np.maximum(own, par.effort_floor, out=own)
        service *= np.repeat(self.policy.rationing, self.area_size)
        np.maximum(service, par.effort_floor, out=service)
        own /= service
        np.power(own, par.complementarity, out=own)
        own *= par.home_share
        own += 1 - par.home_share
        np.power(own, 1 / par.complementarity, out=own)
        own *= service
        own *= fit
        own *= par.progress_rate * par.service_share
        self.progress *= 1 - par.progress_rate
        self.progress += own
        self.progress += self.own_growth

    def dispute(self) -> None:
        """Let disputes start by chance: a tribunal sets the plan, and trust and energy suffer."""
        par = self.par
        chance = 1 - self.felt_trust
        chance *= 1 - self.lived_fit
        chance *= self.confidence
        chance *= self.appeal
        self.in_dispute = self.random.random(len(chance)) < chance
        rows = np.flatnonzero(self.in_dispute)
        if len(rows):
            error = par.tribunal_noise * self.random.standard_normal((AREAS, len(rows)))
            self.plan[:, rows] = self.need[:, rows] + error
            self.fit[rows] = fit_of(error)
            size = self.team_size[rows]
            ties = np.arange(size.sum()) + np.repeat(self.team_start[rows] - np.cumsum(size) + size, size)
            self.family_trust[ties] *= 1 - par.dispute_loss
            self.professional_trust[ties] *= 1 - par.dispute_loss
            self.energy[rows] *= 1 - par.dispute_tiredness

    def take_part(self) -> None:
        """Let engagement follow trust, voice and energy."""
        par = self.par
        pull = 0.5 * self.felt_trust
        pull += self.voice
        pull += par.engagement_tiredness * self.energy
        pull -= par.effort_threshold + par.engagement_tiredness
        pull *= -par.engagement_slope
        np.exp(pull, out=pull)
        pull += 1
        np.divide(par.engagement_rate, pull, out=pull)
        self.engaged *= 1 - par.engagement_rate
        self.engaged += pull

    def count(self) -> None:
        """Keep the month's indicators."""
        measured = {
            "progress": self.progress.mean(),
            "felt_trust": self.felt_trust.mean(),
            "voice": self.voice.mean(),
            "family_power": self.power.mean(),
            "family_energy": self.energy.mean(),
            "disputes": YEARLY_FOR_1000 * np.count_nonzero(self.in_dispute) / len(self.in_dispute),
            "staff_load": self.load.mean(),
            "staff_energy": self.staff_energy.mean(),
            "facilitation": self.facilitation.mean(),
            "professional_trust": self.tie_mean.data @ self.professional_trust / len(self.power),
            "fit": self.fit.mean(),
        }
        for name, value in measured.items():
            self.history.setdefault(name, []).append(float(value))


def build(start: Start, seed: int) -> NumPyPort:
    """Make the contender."""
    return NumPyPort(start, seed)
