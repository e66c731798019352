"""The rules in AgentPy: the same plain people as in the Mesa port, in agent lists that are stepped and recorded.

Parameters are read from a plain namespace: AgentPy's own `self.p` looks each one up in Python code, which costs more.
AgentPy is no requirement of this project; importing this file needs it.
"""

from importlib import import_module
from statistics import fmean
from typing import Any

from benchmarks.peers.plain_family import FamilyLife
from benchmarks.peers.plain_people import CommissionerLife, ProfessionalLife, fill
from benchmarks.peers.start import Start

ap: Any = import_module("agentpy")
YEARLY_FOR_1000 = 12_000


class Commissioner(CommissionerLife, ap.Agent):  # type: ignore[misc]
    """A commissioner as an AgentPy agent."""


class Professional(ProfessionalLife, ap.Agent):  # type: ignore[misc]
    """A professional as an AgentPy agent."""


class Family(FamilyLife, ap.Agent):  # type: ignore[misc]
    """A family as an AgentPy agent."""


class AgentPyPort(ap.Model):  # type: ignore[misc]
    """The place as an AgentPy model."""

    def setup(self) -> None:
        """Make all agents."""
        start: Start = self.p.start
        self.par = start.par()
        self.commissioners = ap.AgentList(self, len(start.commissioners), Commissioner)
        self.professionals = ap.AgentList(self, len(start.professionals), Professional)
        self.families = ap.AgentList(self, len(start.families), Family)
        fill(start, self.commissioners, self.professionals, self.families)

    def step(self) -> None:
        """Live one month, phase by phase."""
        self.commissioners.step()
        self.professionals.step()
        self.families.remember()
        self.families.step()

    def update(self) -> None:
        """Record the month."""
        if self.t == 0:
            return
        self.record("progress", fmean(self.families.progress))
        self.record("felt_trust", fmean(self.families.felt_trust))
        self.record("voice", fmean(self.families.voice))
        self.record("family_power", fmean(self.families.power))
        self.record("family_energy", fmean(self.families.energy))
        self.record("disputes", YEARLY_FOR_1000 * fmean(self.families.in_dispute))
        self.record("staff_load", fmean(self.professionals.load))
        self.record("staff_energy", fmean(self.professionals.energy))
        self.record("facilitation", fmean(self.professionals.facilitation))
        self.record("professional_trust", fmean(self.families.professional_trust))
        self.record("fit", fmean(self.families.fit))

    def advance(self, months: int) -> None:
        """Live through some months."""
        for _ in range(months):
            self.sim_step()

    @property
    def history(self) -> dict[str, list[float]]:
        """The indicators of each month so far."""
        measured: dict[str, list[float]] = self.log
        return measured


def build(start: Start, seed: int) -> AgentPyPort:
    """Make the contender."""
    model = AgentPyPort({"start": start})
    model.sim_setup(seed=seed)
    return model
