"""A plain reading of the model: habits of areas (section 14).

It belongs to plain_reading.py, and like it was written from the text alone; it imports nothing else of coprod_sim.
Boards have no families and so no month of habits: their lead stays, and nobody meets their practice.
"""

import math
from collections.abc import Sequence
from typing import Any

from coprod_sim.evidence.docking import draws

YEAR = 12
HABITS_SPECIFIED = {
    "habit_year": 0.90, "habit_spread": 0.48, "habit_within": 0.3, "year_luck": 0.15, "gate_year": 0.65,
    "gate_spread": 0.75, "pace_year": 0.63, "pace_spread": 0.40, "spill": 0.5, "gate_culture": 0.5, "conform": 0.05,
    "caution_training": 1.0, "hired_alike": 0.67, "conference_calm": 0.1,
}  # fmt: skip
"""Typed from the table of defaults."""


def has_habits(par: dict[str, float]) -> bool:
    """Whether a place has areas that keep their ways."""
    return par["pathway"] == 1 and par["habits"] == 1


def walked(value: float, usual: float, kept_in_year: float, spread: float, z: float) -> float:
    """One month of a walk about what is usual."""
    k = kept_in_year ** (1 / YEAR)
    return float(usual + k * (value - usual) + math.sqrt(1 - k * k) * spread * z)


def heads_move(seed: int, commissioner: Any, t: int, par: dict[str, float]) -> None:
    """Lead, bar and pace walk in month t, after the commissioner's other acts; the practice is a year's."""
    if not has_habits(par):
        return
    z1, z2, z3, _ = (par["mirror"] * z for z in draws.normals(seed, commissioner.row, 0, t, draws.LEAD))
    refused = par["request_refused"]
    usual_bar = math.log(refused / (1 - refused))
    commissioner.lead = walked(commissioner.lead, 0.0, par["habit_year"], par["habit_spread"], z1)
    commissioner.request_bar = walked(commissioner.request_bar, usual_bar, par["gate_year"], par["gate_spread"], z2)
    commissioner.pace = walked(commissioner.pace, 0.0, par["pace_year"], par["pace_spread"], z3)
    if t % YEAR == 1:
        years = t // YEAR
        z = draws.normals(seed, commissioner.row, 0, years, draws.YEAR_PRACTICE)[0]
        commissioner.practice = par["year_luck"] * par["mirror"] * z


def takes_after(seed: int, worker: Any, caution_before: Sequence[float], t: int, par: dict[str, float]) -> None:
    """Caution of who stays, and of who comes, at the end of a professional's step in month t."""
    if not has_habits(par):
        return
    lead = worker.commissioner.lead
    around = [caution_before[other.row] for other in worker.neighbours] + [caution_before[worker.row]]
    colleagues = sum(around) / len(around)
    if worker.left:
        alike = par["hired_alike"]
        z = draws.normals(seed, worker.row, 0, t, draws.HIRED)[0]
        worker.caution = alike * colleagues + 0.5 * (1 - alike) * lead + par["habit_within"] * z
        return
    before = worker.caution
    worn = par["caution_training"] * worker.commissioner.training * max(0.0, before)
    worn += par["operational_calm"] * par["seat_weight"] * worker.commissioner.operational_share
    worker.caution = before + par["conform"] * (0.5 * lead + 0.5 * colleagues - before) - worn


def caution_met(family: Any) -> float:
    """The caution that a family meets: the mean of its team's, and the practice of the year."""
    team = [edge.professional.caution for edge in family.team]
    return float(sum(team) / len(team) + family.commissioner.practice)


def habits_zero(seed: int, commissioners: list[Any], staff: list[Any], par: dict[str, float]) -> None:
    """Habits at month 0, in a place without a table of areas; bars and assessors stand already."""
    if not has_habits(par):
        return
    for commissioner in commissioners:
        z = draws.normals(seed, commissioner.row, 0, 0, draws.START_LEAD)[0]
        commissioner.lead = par["habit_spread"] * par["mirror"] * z
        commissioner.practice = 0.0
        # Every area is as much in time as is usual here, so its pace is the usual one.
        commissioner.pace = par["assess_stretch"] * math.log(par["start_in_time"] / par["start_in_time"])
        commissioner.request_bar -= par["gate_culture"] * commissioner.lead
    for worker in staff:
        z = draws.normals(seed, worker.row, 0, 0, draws.START_CAUTION)[0]
        worker.caution = worker.commissioner.lead + par["habit_within"] * z
