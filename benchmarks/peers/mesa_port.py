"""The rules in Mesa 3: agent classes, a month in phases over `agents_by_type`, and a DataCollector."""

from statistics import fmean
from typing import Any

import mesa

from benchmarks.peers.plain_family import FamilyLife
from benchmarks.peers.plain_people import CommissionerLife, ProfessionalLife, fill
from benchmarks.peers.start import Start

YEARLY_FOR_1000 = 12_000


class Commissioner(CommissionerLife, mesa.Agent):  # type: ignore[misc]
    """A commissioner as a Mesa agent."""


class Professional(ProfessionalLife, mesa.Agent):  # type: ignore[misc]
    """A professional as a Mesa agent."""


class Family(FamilyLife, mesa.Agent):  # type: ignore[misc]
    """A family as a Mesa agent."""


class MesaPort(mesa.Model):  # type: ignore[misc]
    """The place as a Mesa model."""

    def __init__(self, start: Start, seed: int) -> None:
        super().__init__(seed=seed)
        self.par = start.par()
        people = (
            list(kind.create_agents(self, len(records)))
            for kind, records in (
                (Commissioner, start.commissioners),
                (Professional, start.professionals),
                (Family, start.families),
            )
        )
        fill(start, *people)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "progress": lambda model: model.agents_by_type[Family].agg("progress", fmean),
                "felt_trust": lambda model: model.agents_by_type[Family].agg("felt_trust", fmean),
                "voice": lambda model: model.agents_by_type[Family].agg("voice", fmean),
                "family_power": lambda model: model.agents_by_type[Family].agg("power", fmean),
                "family_energy": lambda model: model.agents_by_type[Family].agg("energy", fmean),
                "disputes": lambda model: YEARLY_FOR_1000 * model.agents_by_type[Family].agg("in_dispute", fmean),
                "staff_load": lambda model: model.agents_by_type[Professional].agg("load", fmean),
                "staff_energy": lambda model: model.agents_by_type[Professional].agg("energy", fmean),
                "facilitation": lambda model: model.agents_by_type[Professional].agg("facilitation", fmean),
                "professional_trust": lambda model: model.agents_by_type[Family].agg("professional_trust", fmean),
                "fit": lambda model: model.agents_by_type[Family].agg("fit", fmean),
            }
        )

    def step(self) -> None:
        """Live one month, phase by phase."""
        self.agents_by_type[Commissioner].do("step")
        self.agents_by_type[Professional].do("step")
        self.agents_by_type[Family].do("remember")
        self.agents_by_type[Family].do("step")
        self.datacollector.collect(self)

    def advance(self, months: int) -> None:
        """Live through some months."""
        for _ in range(months):
            self.step()

    @property
    def history(self) -> dict[str, list[float]]:
        """The indicators of each month so far."""
        measured: dict[str, Any] = self.datacollector.model_vars
        return measured


def build(start: Start, seed: int) -> MesaPort:
    """Make the contender."""
    return MesaPort(start, seed)
