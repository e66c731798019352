"""Commissioners and professionals as mesa-frames agent sets, and what all agent sets use."""

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers.start import Array

mf: Any = import_module("mesa_frames")
pl: Any = import_module("polars")
AREAS = range(4)
EACH = ("need", "plan", "parent_bias", "standard_offer")


def frame_of(records: Array, first_id: int) -> Any:
    """Make a frame of records: a column for each field, four for each field of the four areas, and ids."""
    columns: dict[str, Any] = {"unique_id": np.arange(first_id, first_id + len(records), dtype=np.int64)}
    for name in records.dtype.names or ():
        values = records[name]
        if name in EACH:
            columns |= {f"{name}{area}": np.ascontiguousarray(values[:, area]) for area in AREAS}
        elif values.ndim == 1:
            is_row = name in ("commissioner", "family", "professional", "discipline")
            columns[name] = values.astype(np.uint32 if is_row else float)
    return pl.DataFrame(columns)


def fit_of(name: str) -> Any:
    """Express how well errors in the four areas fit, from columns of that name and an area."""
    return (-0.125 * pl.sum_horizontal(pl.col(f"{name}{area}") ** 2 for area in AREAS)).exp()


def at_least(low: float, value: Any) -> Any:
    """Express a value that is not below a bound."""
    return pl.max_horizontal(pl.lit(low), value)


def at_most(high: float, value: Any) -> Any:
    """Express a value that is not above a bound."""
    return pl.min_horizontal(pl.lit(high), value)


class Commissioners(mf.AgentSetPolars):  # type: ignore[misc]
    """All commissioners."""

    agents: Any

    def __init__(self, model: Any, frame: Any) -> None:
        super().__init__(model)
        self += frame

    def step(self) -> None:
        """Read last month's books; see how far the staff facilitate."""
        par, col = self.model.par, pl.col
        books = self.model.families.agents.group_by("commissioner", maintain_order=True).agg(
            col("in_dispute").mean().alias("disputes"), col("progress").mean()
        )
        staff = self.model.professionals.agents.group_by("commissioner", maintain_order=True).agg(
            col("facilitation").mean()
        )
        plans = 1 - par.prevention_saving * books["progress"]
        frame = self.agents.with_columns(
            books["disputes"],
            staff["facilitation"].alias("staff_facilitation"),
            (plans + par.training_cost * col("training") + par.reward_cost * col("reward")).alias("spending"),
        ).with_columns(col("spending") + par.dispute_cost * col("disputes"))
        over = par.overspend_pressure * at_least(0.0, col("spending") / col("budget") - 1)
        push = at_most(1.0, over + par.dispute_pressure * col("disputes"))
        self.agents = frame.with_columns(
            at_most(1.0, col("budget") / col("spending")).alias("rationing"),
            col("pressure") + par.pressure_rate * (push - col("pressure")),
        )


class Professionals(mf.AgentSetPolars):  # type: ignore[misc]
    """All professionals."""

    agents: Any

    def __init__(self, model: Any, frame: Any) -> None:
        super().__init__(model)
        self += frame

    def step(self) -> None:
        """Do the casework: load, energy, facilitation, turnover."""
        par, col, model = self.model.par, pl.col, self.model
        cases = (
            model.ties.select(
                "professional",
                "family_trust",
                *(model.families.agents[name].gather(model.ties["family"]) for name in ("power", "in_dispute")),
            )
            .group_by("professional")
            .agg(pl.len().alias("cases"), pl.all().sum())
        )
        row = self.agents.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("professional"))
        cases = row.join(cases, on="professional", how="left", maintain_order="left").fill_null(0)
        policy = model.commissioners.agents.select(
            "monitoring", "reflection", "training", "embedding", "staff_facilitation"
        )[self.agents["commissioner"]]
        frame = self.agents.with_columns(*cases.drop("professional", "power"), *policy, cases["power"].alias("shared"))
        sharing = 2 * par.sharing_time * (par.sharing_reach - col("facilitation")) * col("shared")
        needed = (1 + par.friction) * col("cases") - par.friction * col("family_trust") + sharing
        needed += par.dispute_time * col("in_dispute")
        load = needed / (col("capacity") * (1 - col("monitoring") - col("reflection")))
        frame = frame.with_columns(pl.when(col("cases") > 0).then(load).otherwise(col("load")).alias("load"))
        rested = 1 / (1 + par.strain * at_least(0.0, col("load") - 1))
        frame = frame.with_columns(col("energy") + par.staff_energy_rate * (rested - col("energy")))
        learning = col("training") + par.reflective_learning * col("reflection")
        learning += par.learning_by_doing * col("shared") / at_least(1, col("cases"))
        facilitation = (
            col("facilitation")
            + learning * (1 - col("facilitation")) * col("energy")
            + par.practice_spread * (col("staff_facilitation") - col("facilitation"))
            - par.fade / (1 + col("embedding")) * col("facilitation")
        ).clip(0.0, 1.0)
        draws, talent = (pl.Series(self.random.random(len(frame))) for _ in range(2))
        leaves = draws < par.turnover * (1 + par.turnover_strain * (1 - col("energy")))
        frame = frame.with_columns(facilitation, leaves.alias("newcomer"))
        self.agents = frame.with_columns(
            pl.when("newcomer").then(1.0).otherwise(col("energy")).alias("energy"),
            pl.when("newcomer")
            .then(par.newcomer_facilitation * talent)
            .otherwise(col("facilitation"))
            .alias("facilitation"),
        ).select(self.agents.columns)
        self.welcome(frame["newcomer"])

    def welcome(self, newcomer: Any) -> None:
        """Let trust start again where a new worker has come."""
        par, col, ties = self.model.par, pl.col, self.model.ties
        if newcomer.any():
            new, half_way = newcomer.gather(ties["professional"]), 0.5 * (col("family_trust") + par.newcomer_trust)
            self.model.ties = ties.with_columns(
                pl.when(new).then(half_way).otherwise(col("family_trust")).alias("family_trust"),
                pl.when(new)
                .then(pl.lit(par.newcomer_professional_trust))
                .otherwise(col("professional_trust"))
                .alias("professional_trust"),
            )
