"""The rules in NumPy, as a skilled user would write them for speed: one array for each field, whole-place operations.

Disputes work on the families that are in dispute.  All state changes in place.  The arrays and matrices are made in
numpy_place.py, reviews are held in numpy_reviews.py.
"""

import numpy as np

from benchmarks.peers.numpy_place import AREAS
from benchmarks.peers.numpy_reviews import NumPyReviews, fit_of
from benchmarks.peers.start import Array, Start

YEARLY_FOR_1000 = 12_000


class NumPyPort(NumPyReviews):
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
        drift += self.returning
        self.need *= 1 - par.need_return
        self.need += drift
        word, lead = self.peer_mean @ self.reputation, self.peers_lead()
        facilitation = self.team_mean @ self.facilitation
        threshold = self.team_mean @ self.load
        np.maximum(threshold, 1.0, out=threshold)
        threshold *= par.review_months
        self.months_since_review += 1
        is_due = self.months_since_review >= threshold
        due = self.largest_first[is_due[self.largest_first]]
        if len(due):
            self.review(facilitation, due)
        self.live(facilitation, word, lead)

    def peers_lead(self) -> Array:
        """Give how far peers are ahead in confidence, on average."""
        ahead = self.confidence[self.peers]
        ahead -= self.confidence[self.hearer]
        np.maximum(ahead, 0.0, out=ahead)
        lead: Array = self.word_mean @ ahead
        return lead

    def live(self, facilitation: Array, word: Array, lead: Array) -> None:
        """Live the month: delivery, fit, progress, trust, confidence, energy, dispute, engagement; what is given is lost."""
        par = self.par
        fit = self.fit = fit_of(self.plan - self.need)
        delivery = self.deliver(self.able(facilitation))
        self.lived_fit += par.lived_fit_rate * (fit * delivery - self.lived_fit)
        self.grow(delivery)
        self.trust(word)
        persuasion = par.persuasion * facilitation
        persuasion *= self.energy
        persuasion *= 1 - self.confidence
        lead *= par.vicarious
        self.confidence += lead
        self.confidence += persuasion
        np.clip(self.confidence, 0.0, 1.0, out=self.confidence)
        self.tire(facilitation)
        self.dispute()
        self.take_part()

    def deliver(self, able: Array) -> Array:
        """Give how much of the plans comes: what is paid for, done by people who know the child, and seen through; `able` is lost."""
        par = self.par
        work = par.unknown_child * self.knowledge
        work += 1 - par.unknown_child
        work *= self.staff_energy[self.tie_professional]
        delivery: Array = self.tie_mean @ work
        delivery *= np.repeat(self.policy.rationing, self.area_size)
        np.subtract(self.power, able, out=able)
        np.maximum(able, 0.0, out=able)
        able *= -par.organising
        able += 1
        delivery *= able
        np.maximum(delivery, par.effort_floor, out=delivery)
        return delivery

    def grow(self, delivery: Array) -> None:
        """Let progress follow from the plan, and from what family and service put in; `delivery` is lost."""
        par = self.par
        own = par.effort_engaged * self.engaged
        own += par.effort_base
        own += par.effort_confidence * self.confidence
        own *= self.energy
        own *= self.means
        np.maximum(own, par.effort_floor, out=own)
        own /= delivery
        np.power(own, par.complementarity, out=own)
        own *= par.home_share
        own += 1 - par.home_share
        np.power(own, 1 / par.complementarity, out=own)
        own *= delivery
        own *= self.fit
        own *= par.progress_rate * par.service_share
        self.progress *= 1 - par.progress_rate
        self.progress += own
        self.progress += self.own_growth

    def trust(self, word: Array) -> None:
        """Let trust follow from own experience and peers' word, which is lost."""
        par = self.par
        word *= self.gossip
        word += self.own_word * self.council_trust
        self.reputation = word
        self.felt_trust = self.tie_mean @ self.family_trust
        self.felt_trust *= par.person_weight
        self.felt_trust += (1 - par.person_weight) * word

    def tire(self, facilitation: Array) -> None:
        """Let energy recover, and unmet need, waiting and responsibility take their toll; `facilitation` is lost."""
        par = self.par
        facilitation *= -par.support_gain
        facilitation += 1
        facilitation *= self.power
        facilitation *= self.weight
        toll = -par.unmet_toll * self.lived_fit
        toll += par.unmet_toll
        toll += par.waiting_toll * self.late
        toll += facilitation
        toll *= self.burden
        toll += par.recovery
        np.subtract(1, toll, out=toll)
        self.energy *= toll
        self.energy += par.recovery

    def dispute(self) -> None:
        """Let disputes start by chance where no order binds: a tribunal sets the plan, and trust and energy suffer."""
        par = self.par
        chance = 1 - self.reputation
        chance *= 1 - self.lived_fit
        chance *= self.confidence
        chance *= self.appeal
        bound = self.order_months > 0
        self.in_dispute = self.random.random(len(chance)) < chance
        self.in_dispute &= ~bound
        self.order_months -= bound
        rows = np.flatnonzero(self.in_dispute)
        if len(rows):
            error = par.tribunal_noise * self.random.standard_normal((AREAS, len(rows)))
            self.plan[:, rows] = self.need[:, rows] + error
            self.fit[rows] = fit_of(error)
            self.order_months[rows] = int(par.order_binds)
            size = self.team_size[rows]
            ties = np.arange(size.sum()) + np.repeat(self.team_start[rows] - np.cumsum(size) + size, size)
            self.family_trust[ties] *= 1 - par.dispute_loss
            self.professional_trust[ties] *= 1 - par.dispute_loss
            self.council_trust[rows] *= 1 - par.dispute_loss
            self.energy[rows] *= 1 - par.dispute_tiredness

    def take_part(self) -> None:
        """Let engagement follow trust, expected say and energy."""
        par = self.par
        pull = 0.5 * self.felt_trust
        pull += self.expected_say
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
