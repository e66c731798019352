"""Case 8 of section 13: what identical agents without noise do, as a map of single numbers.

Written a second time from sections 4 to 9, without agents, edges or parameters by name.
It holds for the settings of MAPPED, which are typed into it, with all noise, drift, turnover and disputes at 0, supported power-sharing with embedding 1 and
early_involvement 0.25, interpreters 0.9 and compensating 0.75, teams of 2 in equal parts, 6 cases and 6.5 case-months for each
professional, the same need in all four areas, and parents' wishes of 1.
Everybody needs an interpreter, has least and meets prejudice.
Young people are of one age and one wish, the same in all areas, all are included whenever there is a review, and none is ever old enough to leave.
All professionals have one discipline, so each plan has an area of its own (the discipline of its team), and three that are alike.
"""

import math
from dataclasses import dataclass

MAPPED = {
    "family_noise": 0.48, "other_area_noise": 0.5, "own_area_noise": 0.3, "commissioner_noise": 0.35,
    "paper_information": 0.05, "monitoring_information": 0.2, "group_information": 0.5, "standardising": 0.95,
    "freed": 0.8, "plan_change": 0.5, "child_learning": 3.8, "child_fade": 0.23, "tired_noise": 1,
    "parent_divergence": 0.22, "thrift": 0.5, "dialogue": 0.8, "support_gain": 0.95, "release": 0.5,
    "control_premium": 0.2, "retreat": 0.6, "base_process": 0.49, "dignity": 0.25, "frustration": 1.3,
    "undelivered": 0.7, "person_weight": 0.48, "process_weight": 0.75, "trust_gain": 0.2,
    "trust_loss": 0.55, "learning_by_sharing": 0.6, "expectation_adapts": 0.2, "need_drift": 0.15, "need_return": 0.05,
    "review_months": 3, "effort_base": 0.5, "effort_confidence": 0.31, "effort_engaged": 0.14, "unknown_child": 0.47,
    "organising": 0.35, "home_share": 0.36, "complementarity": -0.3, "service_share": 0.5, "progress_rate": 0.105,
    "gossip": 0.12, "mastery": 0.27, "persuasion": 0.008, "helplessness": 0.1, "burden": 0.2,
    "unmet_toll": 0.4, "waiting_toll": 0.05, "reward_relief": 0.5, "recovery": 0.12, "effort_threshold": 0.23,
    "engagement_slope": 6, "appeal_chance": 0.027, "tribunal_noise": 0.4, "order_binds": 12, "dispute_loss": 0.15,
    "friction": 0.1, "sharing_time": 0.15, "sharing_reach": 1.1, "dispute_time": 1.5, "strain": 1.0,
    "learning_by_doing": 0.02, "reflective_learning": 0.4, "training_time": 0.5, "fade": 0.007, "turnover": 0.009,
    "newcomer_skill": 0.7, "newcomer_trust": 0.7, "prevention_saving": 0.2, "plan_overhead": 0.4,
    "provision_cost": 1.3, "reward_cost": 0.03, "training_cost": 1.0, "dispute_cost": 6,
    "forum_information": 0.7, "decency": 0.75, "vicarious": 0.06, "practice_spread": 0.05, "appetite_spread": 0.7,
    "language_gap": 2, "poverty_gap": 0.4, "prejudice": 0.7, "contact": 0.6, "interpreter_cost": 0.02,
    "compensating_cost": 0.06,
    "grown_half": 12, "grown_width": 4, "include_low": 1, "include_high": 1, "include_reach": 0.7, "young_wish": 0.4,
    "young_noise": 0.6, "young_learning": 1.2, "young_say": 0.7, "young_base": 0.15, "crowding": 0.6, "ear_base": 0.1,
    "ear_skill": 0.3, "ear_voice": 0.15, "young_outcome": 0.45, "young_dignity": 0.2, "young_fair": 0.25,
    "young_effort": 0.4,
    "late_listening": 0.6, "returned_to_team": 0.7, "lived_fit_rate": 0.3, "effort_floor": 0.02, "burden_reach": 1.5,
    "engagement_rate": 0.1, "engagement_tiredness": 0.3, "appeal_base": 0.8, "appeal_resources": 0.4,
    "dispute_tiredness": 0.2, "staff_energy_rate": 0.2, "turnover_strain": 3, "newcomer_professional_trust": 0.4,
    "pressure_rate": 0.1, "overspend_pressure": 3, "dispute_pressure": 20,
    "start_facilitation": 1 / 3, "start_young_trust": 0.7, "leave_age": 1000,
    "forum_seats": 8, "forum_term": 24, "capture": 0.02, "offer_months": 12, "offer_sample": 12,
    "conference_facilitation": 0.1, "conference_confidence": 0.05, "conference_trust": 0.1,
}  # fmt: skip
"""The parameters whose values stand in the map as numbers, with those values: it is of them and not of the defaults."""


def fit_of(own: float, other: float) -> float:
    """The fit of one error in the discipline of the team and another in the other three areas."""
    return math.exp(-0.5 * (own**2 + 3 * other**2) / 4)


@dataclass
class FlatMap:
    """One family, one of its two professionals and their commissioner stand for all."""

    need: float = 0.9
    plan: float = 0.3  # in the discipline of the team
    other_plan: float = 0.3  # in each other area
    progress: float = 0.45
    confidence: float = 0.35
    energy: float = 0.9
    hearing: float = 0.9
    appetite: float = 0.3
    power: float = 0.05
    commissioner_power: float = 0.45
    team_power: float = 0.25  # of each of the two
    voice: float = 0.0
    expected_say: float = 0.3
    council_trust: float = 0.45
    reputation: float = 0.45
    felt_trust: float = 0.6
    delivery: float = 0.6
    lived_fit: float = 0.6
    engaged: float = 0.7
    since: int = 0
    late: bool = False
    age: int = 140
    wish: float = 1.2
    young_trust: float = 0.55
    seen: float = 0.4
    share: float = 0.0
    ear: float = 0.0
    say: float = 0.0
    reviewed: bool = False
    trust: float = 0.85
    belief: float = 0.4
    knowledge: float = 0.3
    facilitation: float = 1 / 3
    staff_energy: float = 0.85
    load: float = 1.0
    pressure: float = 0.0
    rationing: float = 1.0
    offer: float = 0.0
    months: int = 0

    def month(self) -> None:
        """Live through one month."""
        self.offices()
        self.since += 1
        self.reviewed = self.since >= 3 * max(1, self.load)
        if self.reviewed:
            self.late = self.since > 3
            self.since = 0
            self.review()
        self.homes()
        self.young_people()
        self.months += 1
        if self.months % 12 == 0:
            self.offer += 0.5 * (self.need - self.offer)

    def offices(self) -> None:
        """Sections 8 and 7."""
        held = (max(0, self.plan) + 3 * max(0, self.other_plan)) / 4
        spending = 0.4 + 1.3 * held - 0.2 * self.progress + 1.0 * 0.03 + 0.03 * 0.5
        spending += 0.02 * 0.9 + 0.06 * 0.75
        self.rationing = min(1, 0.88 / spending)
        self.pressure += 0.1 * (min(1, 3 * max(0, spending / 0.88 - 1)) - self.pressure)
        f = self.facilitation
        case = 1 + 0.1 * (1 - self.trust) + 2 * 0.15 * self.power * (1.1 - f)
        self.load = 6 * case / (6.5 * (1 - 0.06 - 0.04 - 0.5 * 0.03 * (1 - f)))
        self.staff_energy += 0.2 * (1 / (1 + 1.0 * max(0, self.load - 1)) - self.staff_energy)
        learning = 0.03 + 0.4 * 0.04 + 0.02 * self.power
        daring = 0.45 + 0.3
        self.facilitation = f + learning * (1 - f) * self.staff_energy * daring - 0.007 / 2 * (f - 1 / 3)

    def able(self) -> float:
        """What gets across."""
        return (self.confidence + (1 - self.confidence) * 0.95 * self.facilitation) * self.energy * self.hearing

    def grown(self) -> float:
        """How far young people can speak and act for themselves."""
        return 1 / (1 + math.exp(-(self.age / 12 - 12) / 4))

    def young_part(self) -> tuple[float, float]:
        """The young person's share of the say, and the ear of the key person."""
        share = 0.7 * self.grown() * (0.5 + 0.5 * 0.15 * max(0, 1 - 0.6 * self.power))
        ear = self.grown() * self.hearing * (0.1 + 0.3 * self.facilitation + 0.15 * 0.5)
        return share, min(0.5, ear)

    def review(self) -> None:
        """Sections 4 and 5, and the part of confidence in section 6 that belongs to a review."""
        held, team, above, g = self.power, self.team_power, self.commissioner_power, self.engaged
        self.hearing = math.exp(-(2 * (1 - 0.9) + (1 - 0.75) * (0.4 + 0.7 * (1 - 0.6 * self.belief))))
        a, lacks, k, h = self.able(), self.need - self.offer, self.knowledge, self.hearing
        e_p, e_y = 0.22, 0.4 * self.wish
        e_other = -min(1, 0.95 * (1 - 0.8 * self.facilitation) * self.load) * (1 - k) * lacks
        e_c = -(1 - (0.05 + 0.2 * 0.06)) * lacks - 0.5 * self.pressure
        asked = 0.6 + 0.4 * 0.25
        lis = 0.5 * asked * a * g * 0.8 / max(1, self.load) * math.sqrt(self.trust * self.belief)
        s, m = self.young_part()
        e_f = (1 - s) * e_p + s * e_y
        across = (1 - s) * a + s * h
        put_in = (1 - s) * a * e_p + s * h * e_y - (1 - across) * lacks
        shared = held * (1 - lis) * put_in + 2 * team * lis * e_f + team * m * e_y + above * e_c
        own_d = shared  # in the own discipline a professional without noise makes no error
        other_d = shared + (held * lis + 2 * team * (1 - lis) - team * m) * e_other
        self.plan += 0.5 * (self.need + own_d - self.plan)
        self.other_plan += 0.5 * (self.need + other_d - self.other_plan)
        heard = 2 * team * lis
        self.voice = held * across * (1 - lis) + heard
        self.share, self.ear, self.say = s, m, s * (held * h * (1 - lis) + heard) + team * m

        given = held + heard
        ceiling = 0.5 * (1 - 0.6 * self.pressure * (1 - 0.6))
        broken = max(0, 0.5 - max(ceiling, given))
        kept = 1 - broken / 0.5
        credible = given + self.reputation * kept * max(0, 0.5 - given)
        short = max(0, self.expected_say - given)
        honour = asked * kept * (0.5 + 0.5 * 0.5)
        breach = 1.3 * asked * (broken + (1 - 0.5) * short) + 0.7 * (1 - self.rationing)
        process = max(0, 0.49 + 0.25 * honour + (1 - 0.49 - 0.25) * min(1, 2 * self.voice) - breach)
        lesson = 0.75 * process + 0.25 * ((1 - held) * self.lived_fit + held * self.council_trust)
        self.council_trust += (0.2 if lesson > self.council_trust else 0.55) * (lesson - self.council_trust)
        care = 0.75 + 0.25 * 0.5 * (honour + k)
        lesson = 0.75 * care + 0.25 * (team * self.lived_fit + (1 - team) * self.trust)
        self.trust += (0.2 if lesson > self.trust else 0.55) * (lesson - self.trust)
        self.belief += 0.6 * self.voice * g * (math.exp(-0.5 * e_f**2) - self.belief)
        self.knowledge = min(1, max(0, k + 3.8 * (lis + 0.5 * 0.04) * (1 - k) - 0.23 * k))
        self.expected_say += 0.2 * (credible - self.expected_say)
        self.relocate(ceiling)
        self.confidence += 0.27 * self.voice * (self.lived_fit - self.confidence) - 0.1 * short * self.confidence

    def relocate(self, ceiling: float) -> None:
        """Section 5."""
        held, team, above = self.power, self.team_power, self.commissioner_power
        gap = ceiling * self.engaged - held
        if gap > 0:
            brave = 0.45 + 0.3
            willing = self.facilitation * (brave + (1 - brave) * self.belief) * (1 - 0.2 * team)
            from_each = 0.5 * willing * gap * team / (1 - held)
            from_above = 0.5 * 0.6 * gap * above / (1 - held)
        else:
            from_each = 0.5 * gap * 0.7 / 2
            from_above = 0.5 * gap * 0.3
        self.power += 2 * from_each + from_above
        self.team_power -= from_each
        self.commissioner_power -= from_above

    def homes(self) -> None:
        """The rest of section 6; resources and ability are one half, and peers are no further than oneself."""
        f, c, e = self.facilitation, self.confidence, self.energy
        known = self.staff_energy * (1 - 0.47 * (1 - self.knowledge))
        self.delivery = max(0.02, self.rationing * known * (1 - 0.35 * max(0, self.power - self.able())))
        now = fit_of(self.plan - self.need, self.other_plan - self.need)
        self.lived_fit += 0.3 * (now * self.delivery - self.lived_fit)
        own = e * 0.75 * (0.5 + 0.14 * self.engaged + 0.31 * c)
        own = max(0.02, own * (1 - 0.4 * self.grown() * (1 - self.young_trust)))
        effort = (0.36 * own**-0.3 + 0.64 * self.delivery**-0.3) ** (1 / -0.3)
        self.progress += 0.105 * (0.5 * now * effort + 0.5 * 0.5 - self.progress)
        self.reputation = 0.88 * self.council_trust + 0.12 * self.reputation
        self.felt_trust = 0.48 * self.trust + 0.52 * self.reputation
        self.confidence = c + 0.008 * f * e * (1 - c)
        weight = self.power * (1 + 0.7 * (1 - 2 * self.appetite)) * (1 - 0.95 * f) * (1 - 0.5 * 0.5)
        toll = 0.4 * (1 - self.lived_fit) + 0.05 * self.late + weight
        self.energy = e + 0.12 * (1 - e) - 0.2 * 1.0 * e * toll
        pull = 0.5 * self.felt_trust + self.expected_say - 0.23 - 0.3 * (1 - self.energy)
        self.engaged += 0.1 * (1 / (1 + math.exp(-6 * pull)) - self.engaged)

    def young_people(self) -> None:
        """Their own month."""
        self.age += 1
        e_y = 0.4 * self.wish
        now = fit_of(self.plan - self.need - e_y, self.other_plan - self.need - e_y)
        self.seen += 0.3 * (now * self.delivery - self.seen)
        if self.reviewed:
            lesson = 0.55 * min(1, 0.49 + 0.2 + 0.25 * min(1, 2 * self.say)) + 0.45 * self.seen
            self.young_trust += (0.2 if lesson > self.young_trust else 0.55) * (lesson - self.young_trust)
