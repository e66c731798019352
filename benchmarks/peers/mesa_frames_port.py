"""The rules in mesa-frames: agent sets that are polars data frames, and ties that are frames too.

Whole columns are set by polars expressions, which is several times as fast as the agent sets' own `set`;
what belongs to a row is gathered by its number, sums over teams are grouped, and reviews are joined back by id.
mesa-frames is no requirement of this project, and asks for an older NumPy than ours: see README.md.
"""

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers.mesa_frames_families import Families
from benchmarks.peers.mesa_frames_staff import AREAS, Commissioners, Professionals, at_most, frame_of
from benchmarks.peers.plain_people import FAMILY_STATE
from benchmarks.peers.start import Start

mf: Any = import_module("mesa_frames")
pl: Any = import_module("polars")
YEARLY_FOR_1000 = 12_000
LEVERS_OF_FAMILIES = (
    "asks", "feedback", "early_involvement", "personal_budgets", "reward", "power_ceiling",
    "commissioner_bravery", "monitoring", "promise",
)  # fmt: skip


class MesaFramesPort(mf.ModelDF):  # type: ignore[misc]
    """The place as a mesa-frames model."""

    def __init__(self, start: Start, seed: int) -> None:
        super().__init__(seed)
        self.par = start.par()
        n, m = len(start.families), len(start.professionals)
        areas = frame_of(start.commissioners, n + m)
        staff, people = frame_of(start.professionals, n), frame_of(start.families[[*FAMILY_STATE, "commissioner"]], 0)
        backing = areas["staff_bravery"].gather(staff["commissioner"])
        staff = staff.with_columns(
            at_most(1.0, pl.col("bravery") + backing).alias("total_bravery"),
            areas["reflection"].gather(staff["commissioner"]).alias("time_to_think"),
        )
        offers = [f"standard_offer{area}" for area in AREAS]
        levers = areas.select(*LEVERS_OF_FAMILIES, *offers)[people["commissioner"]]
        people = pl.concat([people, levers], how="horizontal").with_columns(pl.lit(1.0).alias("fit"))
        self.commissioners, self.professionals = Commissioners(self, areas), Professionals(self, staff)
        self.families = Families(self, people)
        for each in (self.commissioners, self.professionals, self.families):
            self.agents += each
        self.ties = frame_of(start.casework, 0).rename({"unique_id": "tie"}).drop("listening")
        hears = np.repeat(np.arange(n, dtype=np.uint32), np.diff(start.peer_start))
        self.peers = pl.DataFrame({"family": hears, "peer": start.peers.astype(np.uint32)})
        self.history: dict[str, list[float]] = {}

    def step(self) -> None:
        """Live one month, phase by phase, and keep its indicators."""
        self.commissioners.step()
        self.professionals.step()
        self.families.step()
        people, staff = self.families.agents, self.professionals.agents
        belief = self.ties.group_by("family", maintain_order=True).agg(pl.col("professional_trust").mean())
        measured = {
            "progress": people["progress"],
            "felt_trust": people["felt_trust"],
            "voice": people["voice"],
            "family_power": people["power"],
            "family_energy": people["energy"],
            "disputes": YEARLY_FOR_1000 * people["in_dispute"],
            "staff_load": staff["load"],
            "staff_energy": staff["energy"],
            "facilitation": staff["facilitation"],
            "professional_trust": belief["professional_trust"],
            "fit": people["fit"],
        }
        for name, values in measured.items():
            self.history.setdefault(name, []).append(float(values.mean()))

    def advance(self, months: int) -> None:
        """Live through some months."""
        for _ in range(months):
            self.step()


def build(start: Start, seed: int) -> MesaFramesPort:
    """Make the contender."""
    return MesaFramesPort(start, seed)
