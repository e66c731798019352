"""Families as a mesa-frames agent set: whole columns are set by expressions; reviews stand in mesa_frames_reviews.py."""

from importlib import import_module
from typing import Any

from benchmarks.peers.mesa_frames_reviews import FamilyReviews
from benchmarks.peers.mesa_frames_staff import AREAS, at_least, fit_of

pl: Any = import_module("polars")


class Families(FamilyReviews):
    """All families."""

    def step(self) -> None:
        """Let needs move, hold the reviews that are due, and live the month."""
        par, col, frame = self.model.par, pl.col, self.agents
        staff, ties = self.model.professionals.agents, self.model.ties
        frame = frame.with_columns(
            col(f"need{area}") + par.need_drift * z - par.need_return * (col(f"need{area}") - col(f"usual_need{area}"))
            for area, z in enumerate(self.normals("z", len(frame)))
        )
        team = ties.select(
            "family",
            *(staff[name].gather(ties["professional"]).alias(f"team_{name}") for name in ("facilitation", "load")),
        )
        means = (each.group_by("family", maintain_order=True).mean().drop("family") for each in (team, self.word()))
        policy = self.model.commissioners.agents.select("pressure", "rationing")[frame["commissioner"]]
        frame = pl.concat([frame, *means, policy], how="horizontal").with_columns(col("months_since_review") + 1)
        due = frame.filter(col("months_since_review") >= par.review_months * at_least(1.0, col("team_load")))
        if len(due):
            frame = self.review(frame, due)
        self.agents = self.live(frame).select(self.agents.columns)

    def word(self) -> Any:
        """Give what each family hears from each peer: its trust in the institution, and how far it is ahead in confidence."""
        frame, peers = self.agents, self.model.peers
        ahead = frame["confidence"].gather(peers["peer"]) - frame["confidence"].gather(peers["family"])
        return peers.select(
            "family",
            frame["reputation"].gather(peers["peer"]).alias("peers_reputation"),
            ahead.clip(lower_bound=0.0).alias("peers_lead"),
        )

    def live(self, frame: Any) -> Any:
        """Live the month: delivery, fit, progress, trust, confidence, energy, dispute, engagement."""
        par, col = self.model.par, pl.col
        frame = self.deliver(frame)
        will = par.effort_base + par.effort_engaged * col("engaged") + par.effort_confidence * col("confidence")
        own = at_least(par.effort_floor, col("energy") * (0.5 + 0.5 * col("resources")) * will)
        mixed = par.home_share * (own / col("delivery")).pow(par.complementarity) + 1 - par.home_share
        effort = col("delivery") * mixed.pow(1 / par.complementarity)
        reached = par.service_share * col("fit") * effort + (1 - par.service_share) * col("ability")
        persuasion = par.persuasion * col("team_facilitation") * col("energy") * (1 - col("confidence"))
        reputation = (1 - col("gossip")) * col("council_trust") + col("gossip") * col("peers_reputation")
        frame = frame.with_columns(
            col("progress") + par.progress_rate * (reached - col("progress")),
            reputation.alias("reputation"),
            (par.person_weight * col("own_trust") + (1 - par.person_weight) * reputation).alias("felt_trust"),
            (col("confidence") + par.vicarious * col("peers_lead") + persuasion).clip(0.0, 1.0),
            self.energy_after().alias("energy"),
        )
        frame = self.dispute(frame)
        tired = par.engagement_tiredness * (1 - col("energy"))
        pull = 0.5 * col("felt_trust") + col("expected_say") - par.effort_threshold - tired
        drawn = 1 / (1 + (-par.engagement_slope * pull).exp())
        return frame.with_columns(col("engaged") + par.engagement_rate * (drawn - col("engaged")))

    def deliver(self, frame: Any) -> Any:
        """Let what is paid for, done by people who know the child and seen through come; lived fit follows."""
        par, col, ties = self.model.par, pl.col, self.model.ties
        energy = self.model.professionals.agents["energy"].gather(ties["professional"])
        work = (1 - par.unknown_child * (1 - ties["knowledge"])) * energy
        team = ties.select("family", col("family_trust").alias("own_trust"), work.alias("work"))
        means = team.group_by("family", maintain_order=True).mean().drop("family")
        seen_through = 1 - par.organising * at_least(0.0, col("power") - self.able())
        delivery = at_least(par.effort_floor, col("rationing") * col("work") * seen_through)
        gaps = ((col(f"plan{area}") - col(f"need{area}")).alias(f"gap{area}") for area in AREAS)
        return (
            pl.concat([frame, means], how="horizontal")
            .with_columns(delivery.alias("delivery"), *gaps)
            .with_columns(fit_of("gap").alias("fit"))
            .with_columns(
                col("lived_fit") + par.lived_fit_rate * (col("fit") * col("delivery") - col("lived_fit")),
            )
        )

    def energy_after(self) -> Any:
        """Express the energy after the month: it recovers; unmet need, waiting and responsibility take their toll."""
        par, col = self.model.par, pl.col
        weight = col("power") * (1 + par.appetite_spread * (1 - 2 * col("appetite")))
        weight *= (1 - par.support_gain * col("team_facilitation")) * (1 - par.reward_relief * col("reward"))
        toll = par.unmet_toll * (1 - col("lived_fit")) + par.waiting_toll * col("late") + weight
        burden = par.burden * (par.burden_reach - col("resources"))
        return col("energy") + par.recovery * (1 - col("energy")) - burden * col("energy") * toll

    def dispute(self, frame: Any) -> Any:
        """Let disputes start by chance where no order binds: a tribunal sets the plan, and trust and energy suffer."""
        par, col = self.model.par, pl.col
        means = par.appeal_base + par.appeal_resources * col("resources")
        chance = par.appeal_chance * (1 - col("reputation")) * (1 - col("lived_fit")) * col("confidence") * means
        draws = pl.Series(self.random.random(len(frame)))
        starts = (draws < chance) & (col("order_months") == 0)
        frame = frame.with_columns(
            starts.cast(pl.Float64).alias("in_dispute"), at_least(0.0, col("order_months") - 1).alias("order_months")
        )
        rows = frame.filter(col("in_dispute") > 0)
        if not len(rows):
            return frame
        errors = [(par.tribunal_noise * z).alias(f"gap{area}") for area, z in enumerate(self.normals("z", len(rows)))]
        plans = [f"plan{area}" for area in AREAS]
        rows = rows.with_columns(
            *errors,
            *((col(f"need{area}") + error).alias(plans[area]) for area, error in enumerate(errors)),
            col("council_trust") * (1 - par.dispute_loss),
            col("energy") * (1 - par.dispute_tiredness),
            pl.lit(float(int(par.order_binds))).alias("order_months"),
        ).with_columns(fit_of("gap").alias("fit"))
        in_dispute = frame["in_dispute"].gather(self.model.ties["family"]) > 0
        hurt = pl.when(in_dispute).then(1 - par.dispute_loss).otherwise(1.0)
        self.model.ties = self.model.ties.with_columns(col("family_trust") * hurt, col("professional_trust") * hurt)
        changed = ("council_trust", "energy", "order_months", "fit", *plans)
        return frame.update(rows.select("unique_id", *changed), on="unique_id")
