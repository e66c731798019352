"""Families as a mesa-frames agent set: reviews are worked out on the rows that are due, and joined back by id."""

from importlib import import_module
from typing import Any

from benchmarks.peers.mesa_frames_staff import AREAS, at_least, at_most, fit_of

mf: Any = import_module("mesa_frames")
pl: Any = import_module("polars")


class Families(mf.AgentSetPolars):  # type: ignore[misc]
    """All families."""

    agents: Any

    def __init__(self, model: Any, frame: Any) -> None:
        super().__init__(model)
        self += frame

    def normals(self, name: str, count: int) -> list[Any]:
        """Draw normal numbers for the four areas, as columns."""
        return [pl.Series(f"{name}{area}", self.random.standard_normal(count)) for area in AREAS]

    def step(self) -> None:
        """Let needs move, hold the reviews that are due, and live the month."""
        par, col, frame = self.model.par, pl.col, self.agents
        staff, ties = self.model.professionals.agents, self.model.ties
        frame = frame.with_columns(
            col(f"need{area}") * (1 - 0.5 * par.need_drift**2) + par.need_drift * z
            for area, z in enumerate(self.normals("z", len(frame)))
        )
        team = ties.select(
            "family",
            *(
                staff[name].gather(ties["professional"]).alias(f"team_{name}")
                for name in ("facilitation", "energy", "load")
            ),
        )
        heard = self.model.peers.select(
            "family",
            *(
                frame[name].gather(self.model.peers["peer"]).alias(f"peers_{name}")
                for name in ("felt_trust", "confidence")
            ),
        )
        means = (each.group_by("family", maintain_order=True).mean().drop("family") for each in (team, heard))
        policy = self.model.commissioners.agents.select("pressure", "rationing")[frame["commissioner"]]
        frame = pl.concat([frame, *means, policy], how="horizontal").with_columns(col("months_since_review") + 1)
        due = frame.filter(col("months_since_review") >= par.review_months * at_least(1.0, col("team_load")))
        if len(due):
            frame = self.review(frame, due)
        self.agents = self.live(frame).select(self.agents.columns)

    def review(self, frame: Any, due: Any) -> Any:
        """Hold the reviews of some families; give the frame of all with what came of them."""
        par, col = self.model.par, pl.col
        draws = pl.Series(self.random.random(len(due)))
        timing = par.late_listening + (1 - par.late_listening) * col("early_involvement")
        due = due.with_columns(
            (col("months_since_review") > par.review_months).cast(pl.Float64).alias("late"),
            pl.lit(0.0).alias("months_since_review"),
            (draws < col("asks")).cast(pl.Float64).alias("asked"),
            (col("confidence") + (1 - col("confidence")) * par.support_gain * col("team_facilitation")).alias("able"),
        ).with_columns((0.5 * par.dialogue * timing * col("asked") * col("engaged")).alias("contact"))
        seats = self.seats(due)
        due = self.decide(due, seats)
        seats = self.follow_up(due, seats)
        due = self.relocate(due, seats)
        due = due.with_columns(
            (
                col("confidence")
                + par.mastery * col("power") * (col("plan_fit") - col("confidence"))
                - par.helplessness * col("shortfall") * col("confidence")
            ).clip(0.0, 1.0)
        )
        kept = ("power", "commissioner_power", "voice", "expected_voice", "confidence", "late", "months_since_review")
        changed = due.select("unique_id", *kept, *(f"plan{area}" for area in AREAS))
        trusts = seats.select(
            "tie", "family_trust", "professional_trust", (col("power") - col("flow") + col("back")).alias("power")
        )
        self.model.ties = self.model.ties.update(trusts, on="tie")
        return frame.update(changed, on="unique_id")

    def seats(self, due: Any) -> Any:
        """Give the casework ties of the families with a review, and how far views mix on each."""
        col, staff = pl.col, self.model.professionals.agents
        own = due.select(
            col("unique_id").cast(pl.UInt32).alias("family"), "contact", col("power").alias("family_power"), "lived_fit"
        )
        seats = self.model.ties.join(own, on="family", how="inner", maintain_order="left")
        who = staff.select("facilitation", "energy", "load", "total_bravery", "discipline")[seats["professional"]]
        listening = col("contact") * col("family_trust") * col("professional_trust") / at_least(1.0, col("load"))
        return (
            pl.concat([seats, who], how="horizontal")
            .with_columns(listening.alias("listening"), pl.len().over("family").cast(pl.Float64).alias("size"))
            .with_columns(
                (col("family_power") * col("listening") / col("size") + col("power") * (1 - col("listening"))).alias(
                    "weight"
                )
            )
        )

    def decide(self, due: Any, seats: Any) -> Any:
        """Set the plans from all views by their weights."""
        par, col = self.model.par, pl.col
        tired = (1 + par.tired_noise * (1 - col("energy"))) * col("weight")
        views = [
            pl.when(col("discipline") == area).then(par.own_area_noise).otherwise(par.other_area_noise) * tired * z
            for area, z in enumerate(self.normals("z", len(seats)))
        ]
        team = (
            seats.select(
                "family",
                "size",
                "listening",
                (col("power") * col("listening")).alias("told"),
                (par.standardising * (1 - col("facilitation")) * col("weight")).alias("pull"),
                *(view.alias(f"experts{area}") for area, view in enumerate(views)),
            )
            .group_by("family", maintain_order=True)
            .agg(pl.col("size").first(), pl.col("listening").mean(), pl.all().exclude("size", "listening").sum())
            .drop("family")
        )
        noise = par.family_noise * (1 + par.unsupported_noise * (1 - col("able")))
        wish = par.parent_divergence * (1 - col("young_person_voice"))
        information = at_most(1.0, par.paper_information + par.monitoring_information * col("monitoring"))
        own = self.normals("own", len(due))
        offered = self.normals("offered", len(due))
        due = pl.concat([due, team], how="horizontal").with_columns(
            (col("power") * (1 - col("listening")) + col("told")).alias("voice"),
            (col("pull") + (1 - information) * col("commissioner_power")).alias("pull"),
        )
        due = due.with_columns(
            (wish * col(f"parent_bias{area}") + noise * z).alias(f"own{area}") for area, z in enumerate(own)
        )
        due = due.with_columns(
            (
                col("voice") * col(f"own{area}")
                + col("commissioner_power")
                * (par.commissioner_noise * z - par.thrift * col("pressure") * col(f"need{area}"))
                + col(f"experts{area}")
                - col("pull") * (col(f"need{area}") - col(f"standard_offer{area}"))
            ).alias(f"error{area}")
            for area, z in enumerate(offered)
        )
        return due.with_columns(
            fit_of("own").alias("family_fit"),
            fit_of("error").alias("plan_fit"),
            *((col(f"need{area}") + col(f"error{area}")).alias(f"plan{area}") for area in AREAS),
            at_least(0.0, col("expected_voice") - col("voice")).alias("shortfall"),
            (col("expected_voice") + par.expectation_adapts * (col("voice") - col("expected_voice"))),
        )

    def follow_up(self, due: Any, seats: Any) -> Any:
        """Let trust move on both sides of each tie."""
        par, col = self.model.par, pl.col
        say = (1 - par.base_process - par.dignity) * at_most(1.0, 2 * col("voice"))
        broken = par.frustration * (1 - col("feedback")) * col("asked") * col("shortfall")
        meant = due.select(
            col("unique_id").cast(pl.UInt32).alias("family"),
            at_least(0.0, par.base_process + par.dignity * col("asked") + say - broken).alias("fairness"),
            (par.learning_by_sharing * col("voice") * col("engaged")).alias("learning"),
            "family_fit",
            (wanted_power(par) - col("power")).alias("gap"),
        )
        result = (1 - col("family_power")) * col("lived_fit") + col("family_power") * col("family_trust")
        surprise = par.process_weight * col("fairness") + (1 - par.process_weight) * result - col("family_trust")
        rate = pl.when(surprise > 0).then(par.trust_gain).otherwise(par.trust_loss)
        seats = seats.join(meant, on="family", how="inner", maintain_order="left").with_columns(
            col("family_trust") + rate * surprise,
            col("professional_trust") + col("learning") * (col("family_fit") - col("professional_trust")),
        )
        faith = col("total_bravery") + (1 - col("total_bravery")) * col("professional_trust")
        pace = par.release * at_least(0.0, col("gap")) / (1 - col("family_power"))
        willingness = col("facilitation") * faith * (1 - par.control_premium * col("power"))
        return seats.with_columns(
            (pace * willingness * col("power")).alias("flow"),
            (par.returned_to_team * par.release * at_least(0.0, -col("gap")) / col("size")).alias("back"),
        )

    def relocate(self, due: Any, seats: Any) -> Any:
        """Let power move toward what the families want and may have."""
        par, col = self.model.par, pl.col
        flow = seats.group_by("family", maintain_order=True).agg(col("flow").sum(), col("gap").first()).drop("family")
        pace = par.release * at_least(0.0, col("gap")) / (1 - col("power"))
        willing = pl.max_horizontal("commissioner_bravery", "personal_budgets")
        due = pl.concat([due, flow], how="horizontal").with_columns(
            (pace * willing * col("commissioner_power")).alias("given"),
            (par.release * at_least(0.0, -col("gap"))).alias("lost"),
        )
        return due.with_columns(
            col("power") + col("given") + col("flow") - col("lost"),
            col("commissioner_power") - col("given") + (1 - par.returned_to_team) * col("lost"),
        )

    def live(self, frame: Any) -> Any:
        """Live the month: fit, progress, felt trust, confidence, energy, dispute, engagement."""
        par, col, rho = self.model.par, pl.col, self.model.par.complementarity
        trust = self.model.ties.group_by("family", maintain_order=True).agg(col("family_trust").mean())
        frame = frame.with_columns(
            trust["family_trust"].alias("own_trust"),
            *((col(f"plan{area}") - col(f"need{area}")).alias(f"gap{area}") for area in AREAS),
        ).with_columns(fit_of("gap").alias("fit"))
        will = (
            par.effort_base
            + par.effort_confidence * col("confidence")
            + par.effort_voice * at_most(1.0, 2 * col("voice"))
        )
        own = at_least(par.effort_floor, col("engaged") * col("energy") * (0.5 + 0.5 * col("resources")) * will)
        service = at_least(par.effort_floor, col("team_energy") * col("rationing"))
        frame = frame.with_columns(own.alias("own"), service.alias("service"))
        mixed = par.home_share * (col("own") / col("service")).pow(rho) + 1 - par.home_share
        effort = col("service") * mixed.pow(1 / rho)
        reached = par.service_share * col("fit") * effort + (1 - par.service_share) * col("ability")
        persuasion = par.persuasion * col("team_facilitation") * col("energy") * (1 - col("confidence"))
        vicarious = par.vicarious * (col("peers_confidence") - col("confidence"))
        toll = par.burden * (par.duty + col("power")) * (par.burden_reach - col("resources"))
        relief = (1 - par.support_gain * col("team_facilitation")) * (1 - col("reward"))
        frame = frame.with_columns(
            col("lived_fit") + par.lived_fit_rate * (col("fit") - col("lived_fit")),
            col("progress") + par.progress_rate * (reached - col("progress")),
            ((1 - col("gossip")) * col("own_trust") + col("gossip") * col("peers_felt_trust")).alias("felt_trust"),
            (col("confidence") + vicarious + persuasion).clip(0.0, 1.0),
            col("energy") + par.recovery * (1 - col("energy")) - toll * relief * col("energy"),
        )
        frame = self.dispute(frame)
        pull = (
            0.5 * col("felt_trust")
            + col("voice")
            - par.effort_threshold
            - par.engagement_tiredness * (1 - col("energy"))
        )
        drawn = 1 / (1 + (-par.engagement_slope * pull).exp())
        return frame.with_columns(col("engaged") + par.engagement_rate * (drawn - col("engaged")))

    def dispute(self, frame: Any) -> Any:
        """Let disputes start by chance: a tribunal sets the plan, and trust and energy suffer."""
        par, col = self.model.par, pl.col
        means = par.appeal_base + par.appeal_resources * col("resources")
        chance = par.appeal_chance * (1 - col("felt_trust")) * (1 - col("lived_fit")) * col("confidence") * means
        draws = pl.Series(self.random.random(len(frame)))
        frame = frame.with_columns((draws < chance).cast(pl.Float64).alias("in_dispute"))
        rows = frame.filter(col("in_dispute") > 0)
        if not len(rows):
            return frame
        errors = [(par.tribunal_noise * z).alias(f"gap{area}") for area, z in enumerate(self.normals("z", len(rows)))]
        rows = rows.with_columns(
            *errors,
            *((col(f"need{area}") + error).alias(f"plan{area}") for area, error in enumerate(errors)),
            col("energy") * (1 - par.dispute_tiredness),
        ).with_columns(fit_of("gap").alias("fit"))
        hurt = (
            pl.when(frame["in_dispute"].gather(self.model.ties["family"]) > 0).then(1 - par.dispute_loss).otherwise(1.0)
        )
        self.model.ties = self.model.ties.with_columns(col("family_trust") * hurt, col("professional_trust") * hurt)
        return frame.update(
            rows.select("unique_id", "energy", "fit", *(f"plan{area}" for area in AREAS)), on="unique_id"
        )


def wanted_power(par: Any) -> Any:
    """Express the share of power that a family wants and may have."""
    col = pl.col
    ceiling = col("power_ceiling") * (1 - par.retreat * col("pressure") * (1 - col("commissioner_bravery")))
    return pl.min_horizontal(ceiling, "able") * col("engaged")
