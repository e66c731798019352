"""The reviews of the NumPy port: they work on the families that are due, largest team first, so that sums over teams are
sums of slices (`Seats`).  All state changes in place.
"""

import numpy as np

from benchmarks.peers.numpy_place import AREAS, NumPyPlace
from benchmarks.peers.start import Array


def fit_of(errors: Array) -> Array:
    """Give how well plans, or views, fit the need, from errors of shape (areas, n), which are lost."""
    np.square(errors, out=errors)
    fit: Array = errors.sum(axis=0)
    fit *= -0.5 / AREAS
    np.exp(fit, out=fit)
    return fit


class Seats:
    """The professionals' seats at the reviews of some families, who stand in the order of team size, largest first.

    All first seats come first, then all second seats, and so on: as the families with a second seat are the first
    of all, whatever goes over seats is done by plain slices, without an index and without empty seats.
    """

    def __init__(self, place: NumPyPlace, due: Array) -> None:
        self.due = due
        self.size = place.team_size[due]
        largest = int(self.size[0])
        self.counts = np.cumsum(np.bincount(self.size, minlength=largest + 1)[:0:-1])[::-1].tolist()
        first = place.team_start[due]
        self.tie = np.concatenate([first[:count] + seat for seat, count in enumerate(self.counts)])
        self.who = place.tie_professional[self.tie]
        self.tie_power = place.tie_power[self.tie]

    def spread(self, values: Array) -> Array:
        """Give each seat its family's value."""
        return np.concatenate([values[:count] for count in self.counts])

    def add(self, values: Array) -> Array:
        """Add the seats of each family up; areas may come first."""
        end = self.counts[0]
        total = values[..., :end].copy()
        for count in self.counts[1:]:
            total[..., :count] += values[..., end : end + count]
            end += count
        return total


class NumPyReviews(NumPyPlace):
    """The place, with the reviews of its families."""

    def able(self, facilitation: Array) -> Array:
        """Give how much of what families know gets across; facilitation: means of their teams."""
        able = 1 - self.confidence
        able *= facilitation
        able *= self.par.support_gain
        able += self.confidence
        able *= self.energy
        return able

    def review(self, facilitation: Array, due: Array) -> None:
        """Hold the reviews of some families: listen, decide, follow up, let go."""
        par, policy, seats, owner = self.par, self.policy, Seats(self, due), self.owner[due]
        engaged, power = self.engaged[due], self.power[due]
        timing = par.late_listening + (1 - par.late_listening) * policy.early_involvement
        asked = (self.random.random(len(due)) < policy.asks[owner]) * timing[owner]
        able = self.able(facilitation)[due]

        trust, belief, tie_power = self.family_trust[seats.tie], self.professional_trust[seats.tie], seats.tie_power
        listening = trust * belief
        np.sqrt(listening, out=listening)
        listening *= (1 / np.maximum(1.0, self.load))[seats.who]
        listening *= seats.spread(0.5 * par.dialogue * asked * able * engaged)
        heard_power = tie_power * listening
        heard = seats.add(heard_power)
        own_part = power - power * seats.add(listening) / seats.size
        self.voice[due] = voice = own_part * able + heard
        weight = seats.spread(power / seats.size)
        weight *= listening
        weight += tie_power
        weight -= heard_power
        family_fit = self.decide(seats, voice, own_part * (1 - able), weight)

        ceiling = self.ceiling()[owner]
        honour, shortfall = self.judge_institution(due, asked, power + heard, ceiling)
        self.judge_people(seats, trust, listening, honour)
        learning = par.learning_by_sharing * voice * engaged
        belief *= seats.spread(1 - learning)
        belief += seats.spread(learning * family_fit)
        self.professional_trust[seats.tie] = belief
        self.relocate(seats, power, ceiling * engaged - power, belief)
        confidence = self.confidence[due]
        mastery = par.mastery * voice * (self.lived_fit[due] - confidence)
        confidence += mastery - par.helplessness * shortfall * confidence
        self.confidence[due] = np.clip(confidence, 0.0, 1.0)
        self.late[due] = self.months_since_review[due] > par.review_months
        self.months_since_review[due] = 0

    def ceiling(self) -> Array:
        """Give the largest share of power that a family of each commissioner may really hold."""
        retreat = self.par.retreat * self.policy.pressure * (1 - self.policy.commissioner_bravery)
        ceiling: Array = self.policy.power_ceiling * (1 - retreat)
        return ceiling

    def decide(self, seats: Seats, voice: Array, pull: Array, weight: Array) -> Array:
        """Decide from all views by their weights; give the fits of families' own views.

        Plans move there unless an order binds them.  pull: of the standard offer, for what families do not get across.
        """
        par, policy, due, normal = self.par, self.policy, seats.due, self.random.standard_normal
        owner, who = self.owner[due], seats.who
        need = np.take(self.need, due, axis=1)
        unmet = need - np.take(policy.standard_offer, owner, axis=1)
        own = normal(need.shape)
        own *= par.family_noise
        own += np.take(self.wish, due, axis=1)

        # Each party's pull to the standard offer is its weight; the views' fixed parts are gathered before areas are touched.
        expert = normal((AREAS, len(who)))
        expert *= np.take(self.noise * (1 + par.tired_noise * (1 - self.staff_energy)), who, axis=1)
        expert *= weight
        routine = np.minimum(1.0, par.standardising * (1 - par.freed * self.facilitation) * self.load)[who]
        routine *= 1 - self.knowledge[seats.tie]
        routine *= weight
        usual = np.take(self.outside, who, axis=1)
        usual *= routine
        share = self.commissioner_power[due]
        information = np.minimum(1.0, par.paper_information + par.monitoring_information * policy.monitoring)
        pull += (1 - information)[owner] * share

        error = normal(need.shape)
        error *= par.commissioner_noise * share
        error += seats.add(expert)
        pulls = seats.add(usual)
        pulls += pull
        pulls *= unmet
        error -= pulls
        error -= (par.thrift * policy.pressure)[owner] * share
        error += voice * own
        error += need
        plan = np.take(self.plan, due, axis=1)
        error -= plan
        error *= par.plan_change * (self.order_months[due] == 0)
        plan += error
        self.plan[:, due] = plan
        return fit_of(own)

    def judge_institution(self, due: Array, asked: Array, given: Array, ceiling: Array) -> tuple[Array, Array]:
        """Let trust in the institution and expected say move; give what being asked was worth, and the say that did not come."""
        par, policy, owner = self.par, self.policy, self.owner[due]
        promise, feedback, expected, power = (
            policy.promise[owner],
            policy.feedback[owner],
            self.expected_say,
            self.power[due],
        )
        broken = np.maximum(0.0, promise - np.maximum(ceiling, given))
        kept = np.divide(promise - broken, promise, out=np.ones_like(given), where=promise > 0)
        shortfall = np.maximum(0.0, expected[due] - given)
        honour = asked * kept * (0.5 + 0.5 * feedback)
        say = (1 - par.base_process - par.dignity) * np.minimum(1.0, 2 * self.voice[due])
        lost = par.frustration * asked * (broken + (1 - feedback) * shortfall)
        lost += (par.undelivered * (1 - policy.rationing))[owner]
        process = np.maximum(0.0, par.base_process + par.dignity * honour + say - lost)
        trust = self.council_trust[due]
        result = self.lived_fit[due] + power * (trust - self.lived_fit[due])
        surprise = par.process_weight * process + (1 - par.process_weight) * result - trust
        trust += np.where(surprise > 0, par.trust_gain, par.trust_loss) * surprise
        self.council_trust[due] = trust
        credible = given + self.reputation[due] * kept * np.maximum(0.0, promise - given)
        expected[due] += par.expectation_adapts * (credible - expected[due])
        return honour, shortfall

    def judge_people(self, seats: Seats, trust: Array, listening: Array, honour: Array) -> None:
        """Let families' trust in the people of their teams follow, and professionals get to know the child; `trust` is lost."""
        par, knowledge = self.par, self.knowledge[seats.tie]
        beyond = par.process_weight * (1 - par.decency) * 0.5
        # The result is lived_fit as far as that professional decided, and trust for the rest.
        surprise = seats.spread(self.lived_fit[seats.due])
        surprise -= trust
        surprise *= seats.tie_power
        surprise *= 1 - par.process_weight
        surprise += seats.spread(par.process_weight * par.decency + beyond * honour)
        surprise += beyond * knowledge
        surprise -= par.process_weight * trust
        trust += np.where(surprise > 0, par.trust_gain, par.trust_loss) * surprise
        self.family_trust[seats.tie] = trust
        learnt = (0.5 * self.policy.reflection)[self.employer][seats.who]
        learnt += listening
        learnt *= par.child_learning
        learnt *= 1 - knowledge
        knowledge *= 1 - par.child_fade
        knowledge += learnt
        self.knowledge[seats.tie] = np.clip(knowledge, 0.0, 1.0)

    def relocate(self, seats: Seats, power: Array, gap: Array, belief: Array) -> None:
        """Let power move toward what families may have and take up."""
        par, policy, owner = self.par, self.policy, self.owner[seats.due]
        commissioner, tie_power = self.commissioner_power[seats.due], seats.tie_power
        pace = par.release * np.maximum(gap, 0.0) / np.where(gap > 0, 1 - power, 1.0)
        lost = par.release * np.maximum(-gap, 0.0)
        given = pace * np.maximum(policy.commissioner_bravery, policy.personal_budgets)[owner] * commissioner
        flow = ((1 - self.daring) * self.facilitation)[seats.who]
        flow *= belief
        flow += (self.daring * self.facilitation)[seats.who]
        flow *= seats.spread(pace)
        flow *= tie_power
        flow *= 1 - par.control_premium * tie_power
        tie_power = tie_power - flow
        tie_power += seats.spread(par.returned_to_team * lost / seats.size)
        self.tie_power[seats.tie] = tie_power
        self.commissioner_power[seats.due] = commissioner - given + (1 - par.returned_to_team) * lost
        self.power[seats.due] = power + given + seats.add(flow) - lost
