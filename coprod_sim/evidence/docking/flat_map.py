"""Case 8 of MODEL.md, section 13: what identical agents without noise do, as a map of single numbers.

Written a second time from sections 4 to 9, without agents, edges or parameters by name.
It holds for the defaults of section 10 with all noise, drift, turnover and disputes at 0, supported power-sharing with
embedding 1 and early_involvement 0.25, teams of 2 in equal parts, 6 cases and 5.5 case-months for each professional,
the same need in all four areas, and parents' wishes of 1.
"""

import math
from dataclasses import dataclass


@dataclass
class FlatMap:
    """One family, one of its two professionals and their commissioner stand for all."""

    need: float = 0.9
    plan: float = 0.3
    progress: float = 0.45
    confidence: float = 0.35
    energy: float = 0.9
    power: float = 0.05
    commissioner_power: float = 0.45
    team_power: float = 0.25  # of each of the two
    voice: float = 0.0
    expected_voice: float = 0.2
    felt_trust: float = 0.45
    lived_fit: float = 0.6
    engaged: float = 0.7
    since: int = 0
    late: bool = False
    trust: float = 0.45
    belief: float = 0.4
    facilitation: float = 1 / 3
    staff_energy: float = 0.85
    load: float = 1.0
    pressure: float = 0.0
    rationing: float = 1.0
    offer: float = 0.0
    months: int = 0

    def month(self) -> None:
        """Live through one month."""
        peers_confidence = self.confidence
        self.offices()
        self.since += 1
        if self.since >= 3 * max(1, self.load):
            self.late = self.since > 3
            self.since = 0
            self.review()
        self.homes(peers_confidence)
        self.months += 1
        if self.months % 12 == 0:
            self.offer += (0.3 + 0.6 * 0.06) * (self.need - self.offer)

    def offices(self) -> None:
        """Sections 8 and 7."""
        spending = 1 - 0.3 * self.progress + 1.0 * 0.03 + 0.04 * 0.5
        self.rationing = min(1, 0.88 / spending)
        self.pressure += 0.1 * (min(1, 3 * max(0, spending / 0.88 - 1)) - self.pressure)
        f = self.facilitation
        case = 1 + 0.2 * (1 - self.trust) + 2 * 0.03 * self.power * (1.5 - f)
        self.load = 6 * case / (5.5 * (1 - 0.06 - 0.04))
        self.staff_energy += 0.2 * (1 / (1 + 1.0 * max(0, self.load - 1)) - self.staff_energy)
        learning = 0.03 + 0.15 * 0.04 + 0.02 * self.power
        self.facilitation = f + learning * (1 - f) * self.staff_energy - 0.01 / 2 * f

    def review(self) -> None:
        """Sections 4 and 5, and the part of confidence in section 6 that belongs to a review."""
        held, team, above, g = self.power, self.team_power, self.commissioner_power, self.engaged
        f, c, q = self.facilitation, self.confidence, self.need
        able = c + (1 - c) * 0.4 * f
        e_f = 0.2 * 0.5
        e_j = -0.95 * (1 - f) * (q - self.offer)
        e_c = -(1 - (0.3 + 0.6 * 0.06)) * (q - self.offer) - 0.5 * self.pressure * q
        lis = 0.5 * (0.6 + 0.4 * 0.25) * 0.8 / max(1, self.load) * self.trust * self.belief * g
        d = held * ((1 - lis) * e_f + lis * e_j) + 2 * team * ((1 - lis) * e_j + lis * e_f) + above * e_c
        self.plan = q + d
        self.voice = held * (1 - lis) + 2 * team * lis

        short = max(0, self.expected_voice - self.voice)
        process = max(0, 0.25 + 0.25 + 0.5 * min(1, 2 * self.voice) - 1.2 * (1 - 0.5) * short)
        lesson = 0.75 * process + 0.25 * ((1 - held) * self.lived_fit + held * self.trust)
        self.trust += (0.2 if lesson > self.trust else 0.55) * (lesson - self.trust)
        self.belief += 0.6 * self.voice * g * (math.exp(-0.5 * e_f**2) - self.belief)
        self.expected_voice += 0.03 * (self.voice - self.expected_voice)

        gap = min(0.5 * (1 - 0.6 * self.pressure * (1 - 0.6)), able) * g - held
        if gap > 0:
            brave = 0.25 + 0.3
            willing = f * (brave + (1 - brave) * self.belief) * (1 - 0.2 * team)
            from_each = 0.5 * willing * gap * team / (1 - held)
            from_above = 0.5 * 0.6 * gap * above / (1 - held)
        else:
            from_each = 0.5 * gap * 0.7 / 2
            from_above = 0.5 * gap * 0.3
        self.power += 2 * from_each + from_above
        self.team_power -= from_each
        self.commissioner_power -= from_above
        self.confidence = c + 0.17 * self.power * (math.exp(-0.5 * d**2) - c) - 0.1 * short * c

    def homes(self, peers_confidence: float) -> None:
        """The rest of section 6; resources and ability are one half, and peers are as they began the month."""
        f, c, e = self.facilitation, self.confidence, self.energy
        now = math.exp(-0.5 * (self.plan - self.need) ** 2)
        self.lived_fit += 0.3 * (now - self.lived_fit)
        own = self.engaged * e * 0.75 * (0.4 + 0.3 * c + 0.3 * min(1, 2 * self.voice))
        service = self.staff_energy * self.rationing
        effort = (0.32 * max(0.02, own) ** -0.3 + 0.68 * max(0.02, service) ** -0.3) ** (1 / -0.3)
        self.progress += 0.11 * (0.5 * now * effort + 0.5 * 0.5 - self.progress)
        self.felt_trust = 0.88 * self.trust + 0.12 * self.felt_trust
        self.confidence = c + 0.015 * (peers_confidence - c) + 0.008 * f * e * (1 - c)
        self.energy = e + 0.1 * (1 - e) - 0.14 * (0.1 + self.power) * 1.0 * (1 - 0.4 * f) * 0.5 * e
        pull = 0.5 * self.felt_trust + self.voice - 0.2 - 0.3 * (1 - self.energy)
        self.engaged += 0.1 * (1 / (1 + math.exp(-6 * pull)) - self.engaged)
