"""The place of the NumPy port: its arrays and matrices, and the months of commissioners and professionals.

Where people meet, SciPy's sparse matrices take means over teams, peers and cases: several times as fast as
`np.add.reduceat` here.  What never changes (wishes, means to appeal, what burdens) is worked out once.
Reviews stand in numpy_reviews.py, the families' month in numpy_port.py.
"""

from types import SimpleNamespace

import numpy as np
from scipy.sparse import csr_array

from benchmarks.peers.start import Array, Start

AREAS = 4
FAMILY_STATE = (
    "progress", "confidence", "energy", "power", "commissioner_power", "voice", "expected_say", "council_trust",
    "reputation", "felt_trust", "lived_fit", "engaged",
)  # fmt: skip


class NumPyPlace:
    """The place as arrays of shape (n,) for families, (m,) for professionals, (c,) for commissioners and (e,) for ties."""

    progress: Array
    confidence: Array
    energy: Array
    power: Array
    commissioner_power: Array
    voice: Array
    expected_say: Array
    council_trust: Array
    reputation: Array
    felt_trust: Array
    lived_fit: Array
    engaged: Array

    def __init__(self, start: Start, seed: int) -> None:
        self.par = start.par()
        self.random = np.random.Generator(np.random.SFC64(seed))
        self.policy = SimpleNamespace(
            **{name: start.commissioners[name].astype(float) for name in start.commissioners.dtype.names or ()}
        )
        self.policy.standard_offer = np.ascontiguousarray(self.policy.standard_offer.T)
        self.hire(start)
        self.settle(start)
        self.tie(start)

    def hire(self, start: Start) -> None:
        """Make the arrays of professionals."""
        staff = start.professionals
        self.facilitation, self.bravery, self.staff_energy, self.load, self.capacity = (
            staff[name].astype(float) for name in ("facilitation", "bravery", "energy", "load", "capacity")
        )
        self.employer = staff["commissioner"].astype(np.intp)
        self.headcount = np.bincount(self.employer, minlength=len(start.commissioners))
        self.first_of_staff = (np.cumsum(self.headcount) - self.headcount)[np.sort(self.employer)]
        self.rank = np.arange(len(staff)) - self.first_of_staff
        self.daring = np.minimum(1.0, self.bravery + self.policy.staff_bravery[self.employer])
        self.outside = np.ones((AREAS, len(staff)))
        self.outside[staff["discipline"], np.arange(len(staff))] = 0.0
        self.noise = np.where(self.outside > 0, self.par.other_area_noise, self.par.own_area_noise)

    def settle(self, start: Start) -> None:
        """Make the arrays of families."""
        par, people = self.par, start.families
        for name in FAMILY_STATE:
            setattr(self, name, people[name].astype(float))
        self.need, self.plan = (np.ascontiguousarray(people[name].T) for name in ("need", "plan"))
        self.returning = par.need_return * np.ascontiguousarray(people["usual_need"].T)
        self.months_since_review = people["months_since_review"].astype(float)
        self.order_months = people["order_months"].astype(np.int32)
        self.late, self.in_dispute = people["late"].astype(bool), people["in_dispute"].astype(bool)
        self.owner = people["commissioner"].astype(np.intp)
        self.area_start = start.area_start[:-1].astype(np.intp)
        self.area_size = np.diff(start.area_start)
        resources, gossip = people["resources"], people["gossip"]
        self.wish = par.parent_divergence * np.ascontiguousarray(people["parent_bias"].T)
        self.means = 0.5 + 0.5 * resources
        self.appeal = par.appeal_chance * (par.appeal_base + par.appeal_resources * resources)
        self.burden = par.burden * (par.burden_reach - resources)
        self.weight = 1 + par.appetite_spread * (1 - 2 * people["appetite"])
        self.weight *= 1 - par.reward_relief * self.policy.reward[self.owner]
        self.own_growth = par.progress_rate * (1 - par.service_share) * people["ability"]
        self.own_word, self.gossip = 1 - gossip, gossip.astype(float)

    def tie(self, start: Start) -> None:
        """Make the ties and the matrices that take means along them."""
        n, m, e = len(start.families), len(start.professionals), len(start.casework)
        self.team_start = start.team_start.astype(np.intp)
        self.team_size = np.diff(self.team_start)
        self.largest_first = np.argsort(-self.team_size, kind="stable")
        self.tie_professional = start.casework["professional"].astype(np.intp)
        self.family_trust, self.professional_trust, self.tie_power, self.knowledge = (
            start.casework[name].astype(float) for name in ("family_trust", "professional_trust", "power", "knowledge")
        )
        # Short indices: these matrices are read from end to end each month, and half the bytes take half the time.
        share = np.repeat(1.0 / self.team_size, self.team_size)
        self.team_mean = csr_array((share, start.casework["professional"].astype(np.int32), start.team_start), (n, m))
        self.tie_mean = csr_array((share, np.arange(e, dtype=np.int32), start.team_start), (n, e))
        one = np.ones(e)
        self.case_sum = csr_array(
            (one, start.casework["family"][start.cases].astype(np.int32), start.case_start), (m, n)
        )
        self.case_ties = csr_array((one, start.cases, start.case_start), (m, e))
        heads, self.peers = np.diff(start.peer_start), start.peers.astype(np.intp)
        self.hearer, share = np.repeat(np.arange(n), heads), np.repeat(1.0 / heads, heads)
        self.peer_mean = csr_array((share, start.peers, start.peer_start), (n, n))
        self.word_mean = csr_array((share, np.arange(len(share), dtype=np.int32), start.peer_start), (n, len(share)))
        self.n_cases = np.diff(start.case_start)

    def commissioners_month(self) -> None:
        """Read last month's books: pressure and rationing follow."""
        par, policy = self.par, self.policy
        disputes = np.add.reduceat(self.in_dispute, self.area_start, dtype=float) / self.area_size
        progress = np.add.reduceat(self.progress, self.area_start) / self.area_size
        provided = np.maximum(self.plan, 0.0).sum(axis=0)
        provision = np.add.reduceat(provided, self.area_start) / (AREAS * self.area_size)
        spending = par.plan_overhead + par.provision_cost * provision - par.prevention_saving * progress
        spending += par.dispute_cost * disputes + par.training_cost * policy.training + par.reward_cost * policy.reward
        policy.rationing = np.minimum(1.0, policy.budget / spending)
        push = par.overspend_pressure * np.maximum(0.0, spending / policy.budget - 1) + par.dispute_pressure * disputes
        policy.pressure += par.pressure_rate * (np.minimum(1.0, push) - policy.pressure)

    def colleagues_lead(self) -> Array:
        """Give how far colleagues are ahead of each professional, on average: from the best down, only those before it are."""
        best_first = np.lexsort((-self.facilitation, self.employer))
        own = self.facilitation[best_first]
        before = np.cumsum(own)
        before -= own
        ahead = before - before[self.first_of_staff] - self.rank * own
        lead = np.empty_like(own)
        lead[best_first] = ahead / np.maximum(1, self.headcount - 1)[self.employer[best_first]]
        return lead

    def professionals_month(self) -> None:
        """Do the casework: load, energy, facilitation, turnover."""
        par, policy, employer = self.par, self.policy, self.employer
        shared = self.case_sum @ self.power
        needed = (1 + par.friction) * self.n_cases - par.friction * (self.case_ties @ self.family_trust)
        needed += 2 * par.sharing_time * (par.sharing_reach - self.facilitation) * shared
        needed += par.dispute_time * (self.case_sum @ self.in_dispute.astype(float))
        with_cases = self.n_cases > 0
        learning = (par.training_time * policy.training)[employer] * (1 - self.facilitation)
        available = self.capacity * np.maximum(0.1, (1 - policy.monitoring - policy.reflection)[employer] - learning)
        np.divide(needed, available, out=self.load, where=with_cases)
        rested = 1 / (1 + par.strain * np.maximum(0.0, self.load - 1))
        self.staff_energy += par.staff_energy_rate * (rested - self.staff_energy)
        usual = np.bincount(employer, self.facilitation, len(self.headcount)) / np.maximum(1, self.headcount)
        learning = (policy.training + par.reflective_learning * policy.reflection)[employer]
        learning += par.learning_by_doing * shared / np.maximum(1, self.n_cases)
        self.facilitation += (
            learning * (1 - self.facilitation) * self.staff_energy * self.daring
            + par.practice_spread * self.colleagues_lead()
            - (par.fade / (1 + policy.embedding))[employer] * (self.facilitation - par.start_facilitation)
        )
        np.clip(self.facilitation, 0.0, 1.0, out=self.facilitation)
        self.replace_leavers(usual)

    def replace_leavers(self, usual: Array) -> None:
        """Let professionals leave by chance, and newcomers take their posts, who do a part of what is usual there."""
        par = self.par
        chance = par.turnover * (1 + par.turnover_strain * (1 - self.staff_energy))
        newcomer = self.random.random(len(chance)) < chance
        rows = np.flatnonzero(newcomer)
        if len(rows):
            skill = 2 * par.newcomer_skill * usual[self.employer[rows]] * self.random.random(len(rows))
            self.facilitation[rows] = np.minimum(1.0, skill)
            self.staff_energy[rows] = 1.0
            ties = np.flatnonzero(newcomer[self.tie_professional])
            self.family_trust[ties] = 0.5 * (self.family_trust[ties] + par.newcomer_trust)
            self.professional_trust[ties] = par.newcomer_professional_trust
            self.knowledge[ties] = 0.0
