"""Commissioners and professionals as mesa-frames agent sets, and what all agent sets use."""

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.peers.start import Array

mf: Any = import_module("mesa_frames")
pl: Any = import_module("polars")
AREAS = range(4)
EACH = ("need", "usual_need", "plan", "parent_bias", "standard_offer")


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
        provided = pl.mean_horizontal(at_least(0.0, col(f"plan{area}")) for area in AREAS)
        books = self.model.families.agents.group_by("commissioner", maintain_order=True).agg(
            col("in_dispute").mean().alias("disputes"), col("progress").mean(), provided.mean().alias("provision")
        )
        staff = self.model.professionals.agents.group_by("commissioner", maintain_order=True).agg(
            col("facilitation").mean()
        )
        plans = par.plan_overhead + par.provision_cost * books["provision"] - par.prevention_saving * books["progress"]
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
        frame = self.agents.with_columns(
            *cases.drop("professional", "power"), *policy, self.colleagues_lead(), cases["power"].alias("shared")
        )
        sharing = 2 * par.sharing_time * (par.sharing_reach - col("facilitation")) * col("shared")
        needed = (1 + par.friction) * col("cases") - par.friction * col("family_trust") + sharing
        needed += par.dispute_time * col("in_dispute")
        learning = par.training_time * col("training") * (1 - col("facilitation"))
        load = needed / (col("capacity") * at_least(0.1, 1 - col("monitoring") - col("reflection") - learning))
        frame = frame.with_columns(pl.when(col("cases") > 0).then(load).otherwise(col("load")).alias("load"))
        rested = 1 / (1 + par.strain * at_least(0.0, col("load") - 1))
        frame = frame.with_columns(col("energy") + par.staff_energy_rate * (rested - col("energy")))
        learning = col("training") + par.reflective_learning * col("reflection")
        learning += par.learning_by_doing * col("shared") / at_least(1, col("cases"))
        facilitation = (
            col("facilitation")
            + learning * (1 - col("facilitation")) * col("energy") * col("total_bravery")
            + par.practice_spread * col("colleagues_lead")
            - par.fade / (1 + col("embedding")) * (col("facilitation") - par.start_facilitation)
        ).clip(0.0, 1.0)
        self.leave(frame.with_columns(facilitation))

    def colleagues_lead(self) -> Any:
        """Give how far colleagues are ahead of each professional, on average: from the best down, only those before it are."""
        own, ours = pl.col("facilitation"), "commissioner"
        ahead = own.cum_sum().over(ours) - own - pl.int_range(pl.len()).over(ours) * own
        return (
            self.agents.select("unique_id", ours, "facilitation")
            .sort("facilitation", descending=True)
            .select("unique_id", (ahead / at_least(1, pl.len().over(ours) - 1)).alias("colleagues_lead"))
            .sort("unique_id")["colleagues_lead"]
        )

    def leave(self, frame: Any) -> None:
        """Let professionals leave by chance, and newcomers take their posts, who do a part of what is usual there."""
        par, col = self.model.par, pl.col
        draws, talent = (pl.Series(self.random.random(len(frame))) for _ in range(2))
        leaves = draws < par.turnover * (1 + par.turnover_strain * (1 - col("energy")))
        skill = at_most(1.0, 2 * par.newcomer_skill * col("staff_facilitation") * talent)
        frame = frame.with_columns(leaves.alias("newcomer"))
        self.agents = frame.with_columns(
            pl.when("newcomer").then(1.0).otherwise(col("energy")).alias("energy"),
            pl.when("newcomer").then(skill).otherwise(col("facilitation")).alias("facilitation"),
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
                pl.when(new).then(0.0).otherwise(col("knowledge")).alias("knowledge"),
            )
