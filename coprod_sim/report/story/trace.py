"""Watching one family: the same run again, month by month, with the rows of that family and of those around it kept.

What is kept is a Life; story/text.py puts it into sentences.
"""

from typing import Any, NamedTuple

import numpy as np

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import (
    CASEWORK_TYPE,
    COMMISSIONER_TYPE,
    FAMILY_TYPE,
    PATHWAY_TYPE,
    YOUNG_PERSON_TYPE,
    Reals,
    Records,
)

TRACED_OF_PATHWAY = ("stage", "waited", "know_how", "ground", "right_months", "hearing_in", "step", "move")
"""What of the statutory pathway has a column in a trace."""


class Life(NamedTuple):
    """The rows of a family, and of whoever came in its place, by month, from month 0 on; t: months + 1, k: the size of its team."""

    family: Records  # (t,)
    casework: Records  # (t, k)
    newcomers: Reals  # (t, k), 1 where somebody new took that post of its team in this month
    commissioner: Records  # (t,)
    young_person: Records  # (t,)
    pathway: Records  # (t,), or (0,) in a place without the statutory pathway

    @property
    def new_workers(self) -> Reals:
        """How many of its team came in each month: (t,)."""
        return np.asarray(self.newcomers.sum(axis=1))

    def came(self, month: int) -> bool:
        """Whether another family took the place in a month."""
        return bool(month) and bool(self.young_person["life"][month] > self.young_person["life"][month - 1])

    @property
    def last_came(self) -> int:
        """The month in which the family that is there at the end came; 0 for the first."""
        return next((month for month in range(len(self.family) - 1, 0, -1) if self.came(month)), 0)


def watch(simulation: Simulation, family: int, months: int) -> Life:
    """Run a simulation month by month and keep the rows of one family, its young person, its casework and its commissioner."""
    place = simulation.place
    team = slice(place.team_start[family], place.team_start[family + 1])
    staff = place.casework["professional"][team]
    commissioner = place.families["commissioner"][family]
    life = Life(
        np.zeros(months + 1, FAMILY_TYPE),
        np.zeros((months + 1, len(staff)), CASEWORK_TYPE),
        np.zeros((months + 1, len(staff))),
        np.zeros(months + 1, COMMISSIONER_TYPE),
        np.zeros(months + 1, YOUNG_PERSON_TYPE),
        np.zeros(months + 1 if len(place.pathways) else 0, PATHWAY_TYPE),
    )
    for month in range(months + 1):
        if month:
            simulation.advance(1)
        life.family[month] = place.families[family]
        life.casework[month] = place.casework[team]
        life.newcomers[month] = place.professionals["newcomer"][staff] if month else 0
        life.commissioner[month] = place.commissioners[commissioner]
        life.young_person[month] = place.young_people[family]
        if len(place.pathways):
            life.pathway[month] = place.pathways[family]
    return life


def trace_columns(life: Life) -> dict[str, Any]:
    """Name the columns of a trace, each of shape (t,)."""
    family, casework = life.family, life.casework
    errors = family["plan"] - family["need"]
    columns: dict[str, Any] = {"month": np.arange(len(family))}
    columns |= {f"need_{area + 1}": family["need"][:, area] for area in range(NEED_AREAS)}
    columns |= {f"plan_error_{area + 1}": errors[:, area] for area in range(NEED_AREAS)}
    columns["fit"] = np.exp(-0.5 * (errors * errors).mean(axis=1))
    columns |= {"power": family["power"], "commissioner_power": family["commissioner_power"]}
    columns["team_power"] = casework["power"].sum(axis=1)
    columns |= {
        name: family[name] for name in ("voice", "heard", "expected_say", "council_trust", "reputation", "felt_trust")
    }
    columns["family_trust"] = casework["family_trust"].mean(axis=1)
    columns["knowledge"] = casework["knowledge"].mean(axis=1)
    columns["professional_trust"] = casework["professional_trust"].mean(axis=1)
    columns |= {name: family[name] for name in ("delivery", "lived_fit", "progress", "confidence", "energy", "engaged")}
    columns |= {
        "asked": family["asked"],
        "late": family["late"],
        "in_dispute": family["in_dispute"],
        "order_months": family["order_months"],
    }
    columns |= {f"young_{name}": life.young_person[name] for name in ("age", "included", "say", "trust", "seen")}
    columns["review"] = (family["months_since_review"] == 0) & (columns["month"] > 0)
    columns["new_workers"] = life.new_workers
    if len(life.pathway):
        columns |= {f"path_{name}": life.pathway[name] for name in TRACED_OF_PATHWAY}
    return columns | {f"trust_from_{cause}": family["ledger"][:, index] for index, cause in enumerate(CAUSES)}
