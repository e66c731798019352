"""Studies whose results are planted, so that the right analysis is known: a real plan and design, made-up results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from coprod_sim.engine.state import Reals
from coprod_sim.study.plan.plan import Plan, Varied
from coprod_sim.study.plan.sampling import design

THREE = ("support_gain", "dialogue", "release")


def plan_of(method: str, names: tuple[str, ...], points: int, **more: Any) -> Plan:
    """Make a plan that varies some settings from 0 to 1; A and B are two shipped scenarios."""
    asked: dict[str, Any] = {
        "name": "planted",
        "title": "Planted results",
        "question": "Does the analysis find what was planted?",
        "scenarios": ("consultation_only", "power_sharing"),
        "settings": {},
        "varied": tuple(Varied(name, 0.0, 1.0) for name in names),
        "method": method,
        "points": points,
        "levels": 4,
        "replicates": 1,
        "seed": 7,
        "months": 60,
        "at": (60,),
        "indicators": ("progress",),
        "chunk": 50,
        "seeds": "paired",
    }
    return Plan(**(asked | more))


@dataclass
class Planted:
    """Results in memory: B minus A is what was planted, A is a half everywhere.

    plant: gives the difference, shape (points, replicates), from the design, shape (points, settings).
    """

    plan: Plan
    plant: Callable[[Reals], Reals]
    failed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    missing: frozenset[tuple[int, int]] = frozenset()
    points: Reals = field(init=False)
    differences: Reals = field(init=False)

    def __post_init__(self) -> None:
        """Make the design and the results."""
        self.points = design(self.plan)
        planted = np.asarray(self.plant(self.points), dtype=float)
        self.differences = planted.reshape(len(self.points), -1) * np.ones((1, self.plan.replicates))

    @property
    def settings(self) -> pd.DataFrame:
        """What was varied."""
        return pd.DataFrame(self.points, columns=[varied.name for varied in self.plan.varied])

    @property
    def runs(self) -> pd.DataFrame:
        """One row for each run that was made; failures are B's."""
        rows = []
        for point, replicate in np.ndindex(self.differences.shape):
            if (point, replicate) in self.missing:
                continue
            for scenario in self.plan.scenarios:
                error = self.failed.get((point, replicate), "") if scenario == self.plan.scenarios[-1] else ""
                status = "failed" if error else "done"
                rows.append((scenario, point, replicate, status, error))
        return pd.DataFrame(rows, columns=["scenario", "point", "replicate", "status", "error"])

    def values(self, indicator: str, month: int | None = None, scenario: str | None = None) -> pd.DataFrame:
        """A is a half; B adds the difference."""
        assert indicator in self.plan.indicators
        assert month in self.plan.at
        known = 0.5 + self.differences * (scenario == self.plan.scenarios[-1])
        for point, replicate in (*self.failed, *self.missing):
            known[point, replicate] = np.nan
        return pd.DataFrame(known)
