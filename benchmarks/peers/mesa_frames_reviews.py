"""The reviews of a mesa-frames agent set: worked out on the rows that are due, and joined back by id."""

from importlib import import_module
from typing import Any

from benchmarks.peers.mesa_frames_staff import AREAS, at_least, at_most, fit_of

mf: Any = import_module("mesa_frames")
pl: Any = import_module("polars")
KEPT = (
    "power", "commissioner_power", "voice", "expected_say", "council_trust", "confidence", "late", "months_since_review",
    *(f"plan{area}" for area in AREAS),
)  # fmt: skip
"""What a review changes of a family."""


class FamilyReviews(mf.AgentSetPolars):  # type: ignore[misc]
    """All families, as they go through reviews."""

    agents: Any

    def __init__(self, model: Any, frame: Any) -> None:
        super().__init__(model)
        self += frame

    def normals(self, name: str, count: int) -> list[Any]:
        """Draw normal numbers for the four areas, as columns."""
        return [pl.Series(f"{name}{area}", self.random.standard_normal(count)) for area in AREAS]

    def able(self) -> Any:
        """Express how much of what a family knows gets across."""
        col = pl.col
        supported = (1 - col("confidence")) * self.model.par.support_gain * col("team_facilitation")
        return (col("confidence") + supported) * col("energy")

    def review(self, frame: Any, due: Any) -> Any:
        """Hold the reviews of some families; give the frame of all with what came of them."""
        par, col = self.model.par, pl.col
        draws = pl.Series(self.random.random(len(due)))
        timing = par.late_listening + (1 - par.late_listening) * col("early_involvement")
        due = due.with_columns(
            (col("months_since_review") > par.review_months).cast(pl.Float64).alias("late"),
            pl.lit(0.0).alias("months_since_review"),
            ((draws < col("asks")).cast(pl.Float64) * timing).alias("asked"),
            self.able().alias("able"),
        ).with_columns((0.5 * par.dialogue * col("asked") * col("able") * col("engaged")).alias("contact"))
        seats = self.seats(due)
        due = self.follow_up(self.decide(due, seats))
        seats = self.judge_people(due, seats)
        due = self.relocate(due, seats)
        mastery = par.mastery * col("voice") * (col("lived_fit") - col("confidence"))
        lost = par.helplessness * col("shortfall") * col("confidence")
        due = due.with_columns((col("confidence") + mastery - lost).clip(0.0, 1.0))
        trusts = seats.select(
            "tie",
            "family_trust",
            "professional_trust",
            "knowledge",
            (col("power") - col("flow") + col("back")).alias("power"),
        )
        self.model.ties = self.model.ties.update(trusts, on="tie")
        return frame.update(due.select("unique_id", *KEPT), on="unique_id")

    def seats(self, due: Any) -> Any:
        """Give the casework ties of the families with a review, how far views mix on each, and what each view weighs."""
        par, col, staff = self.model.par, pl.col, self.model.professionals.agents
        own = due.select(
            col("unique_id").cast(pl.UInt32).alias("family"), "contact", col("power").alias("family_power"), "lived_fit"
        )
        seats = self.model.ties.join(own, on="family", how="inner", maintain_order="left")
        who = staff.select("facilitation", "energy", "load", "total_bravery", "time_to_think", "discipline")
        trust = (col("family_trust") * col("professional_trust")).sqrt()
        routine = par.standardising * (1 - par.freed * col("facilitation")) * col("load")
        weight = col("family_power") * col("listening") / col("size") + col("power") * (1 - col("listening"))
        return (
            pl.concat([seats, who[seats["professional"]]], how="horizontal")
            .with_columns(
                (col("contact") / at_least(1.0, col("load")) * trust).alias("listening"),
                (at_most(1.0, routine) * (1 - col("knowledge"))).alias("usual"),
                pl.len().over("family").cast(pl.Float64).alias("size"),
            )
            .with_columns(weight.alias("weight"))
        )

    def decide(self, due: Any, seats: Any) -> Any:
        """Decide from all views by their weights; plans move there unless an order binds them."""
        par, col = self.model.par, pl.col
        due = pl.concat([due, self.team_views(seats)], how="horizontal")
        own_part = col("power") * (1 - col("listening"))
        information = at_most(1.0, par.paper_information + par.monitoring_information * col("monitoring"))
        pull = own_part * (1 - col("able")) + (1 - information) * col("commissioner_power")
        wish = par.parent_divergence
        due = due.with_columns(
            (own_part * col("able") + col("heard")).alias("voice"),
            pull.alias("pull"),
            *(
                (wish * col(f"parent_bias{area}") + par.family_noise * z).alias(f"own{area}")
                for area, z in enumerate(self.normals("own", len(due)))
            ),
        )
        moves = par.plan_change * (col("order_months") == 0).cast(pl.Float64)
        paid = self.normals("paid", len(due))
        return due.with_columns(
            fit_of("own").alias("family_fit"),
            *(
                col(f"plan{area}")
                + moves
                * (
                    col(f"need{area}")
                    + col("voice") * col(f"own{area}")
                    + col("commissioner_power") * (par.commissioner_noise * z - par.thrift * col("pressure"))
                    + col(f"experts{area}")
                    - (col("pull") + col(f"pull{area}")) * (col(f"need{area}") - col(f"standard_offer{area}"))
                    - col(f"plan{area}")
                )
                for area, z in enumerate(paid)
            ),
        )

    def team_views(self, seats: Any) -> Any:
        """Add up what the teams bring to the decisions: their views, their pulls to what is usual, and where families are heard."""
        par, col = self.model.par, pl.col
        tired = (1 + par.tired_noise * (1 - col("energy"))) * col("weight")
        views, pulls = [], []
        for area, z in enumerate(self.normals("z", len(seats))):
            in_field = col("discipline") == area
            noise = pl.when(in_field).then(par.own_area_noise).otherwise(par.other_area_noise)
            views.append((noise * tired * z).alias(f"experts{area}"))
            pulls.append(pl.when(in_field).then(0.0).otherwise(col("usual") * col("weight")).alias(f"pull{area}"))
        heard = (col("power") * col("listening")).alias("heard")
        return (
            seats.select("family", "listening", heard, *views, *pulls)
            .group_by("family", maintain_order=True)
            .agg(pl.col("listening").mean(), pl.all().exclude("listening").sum())
            .drop("family")
        )

    def follow_up(self, due: Any) -> Any:
        """Let trust in the institution and expected say move, by what families were promised and what they were given."""
        par, col = self.model.par, pl.col
        ceiling = col("power_ceiling") * (1 - par.retreat * col("pressure") * (1 - col("commissioner_bravery")))
        due = due.with_columns(ceiling.alias("ceiling"), (col("power") + col("heard")).alias("given"))
        broken = at_least(0.0, col("promise") - pl.max_horizontal("ceiling", "given"))
        due = due.with_columns(
            broken.alias("broken"),
            at_least(0.0, col("expected_say") - col("given")).alias("shortfall"),
            pl.when(col("promise") > 0).then(1 - broken / col("promise")).otherwise(1.0).alias("kept"),
        ).with_columns((col("asked") * col("kept") * (0.5 + 0.5 * col("feedback"))).alias("honour"))
        say = (1 - par.base_process - par.dignity) * at_most(1.0, 2 * col("voice"))
        lost = par.frustration * col("asked") * (col("broken") + (1 - col("feedback")) * col("shortfall"))
        lost += par.undelivered * (1 - col("rationing"))
        process = at_least(0.0, par.base_process + par.dignity * col("honour") + say - lost)
        result = (1 - col("power")) * col("lived_fit") + col("power") * col("council_trust")
        credible = col("given") + col("reputation") * col("kept") * at_least(0.0, col("promise") - col("given"))
        return due.with_columns(
            self.follow(col("council_trust"), par.process_weight * process + (1 - par.process_weight) * result),
            col("expected_say") + par.expectation_adapts * (credible - col("expected_say")),
        )

    def follow(self, trust: Any, experience: Any) -> Any:
        """Express a trust that follows an experience: slowly up, quickly down."""
        par, surprise = self.model.par, experience - trust
        return trust + pl.when(surprise > 0).then(par.trust_gain).otherwise(par.trust_loss) * surprise

    def judge_people(self, due: Any, seats: Any) -> Any:
        """Let trust move on both sides of each tie, and professionals get to know the child; give what power they let go of."""
        par, col = self.model.par, pl.col
        meant = due.select(
            col("unique_id").cast(pl.UInt32).alias("family"),
            "honour",
            (par.learning_by_sharing * col("voice") * col("engaged")).alias("learning"),
            "family_fit",
            (col("ceiling") * col("engaged") - col("power")).alias("gap"),
        )
        care = par.decency + (1 - par.decency) * 0.5 * (col("honour") + col("knowledge"))
        result = col("power") * col("lived_fit") + (1 - col("power")) * col("family_trust")
        learnt = par.child_learning * (col("listening") + 0.5 * col("time_to_think")) * (1 - col("knowledge"))
        seats = seats.join(meant, on="family", how="inner", maintain_order="left").with_columns(
            self.follow(col("family_trust"), par.process_weight * care + (1 - par.process_weight) * result),
            col("professional_trust") + col("learning") * (col("family_fit") - col("professional_trust")),
            (col("knowledge") + learnt - par.child_fade * col("knowledge")).clip(0.0, 1.0),
        )
        faith = col("total_bravery") + (1 - col("total_bravery")) * col("professional_trust")
        pace = par.release * at_least(0.0, col("gap")) / (1 - col("family_power"))
        willingness = col("facilitation") * faith * (1 - par.control_premium * col("power"))
        return seats.with_columns(
            (pace * willingness * col("power")).alias("flow"),
            (par.returned_to_team * par.release * at_least(0.0, -col("gap")) / col("size")).alias("back"),
        )

    def relocate(self, due: Any, seats: Any) -> Any:
        """Let power move toward what families may have and take up."""
        par, col = self.model.par, pl.col
        flow = seats.group_by("family", maintain_order=True).agg(col("flow").sum(), col("gap").first()).drop("family")
        pace = par.release * at_least(0.0, col("gap")) / (1 - col("power"))
        willing = pl.max_horizontal("commissioner_bravery", "personal_budgets")
        due = pl.concat([due, flow], how="horizontal").with_columns(
            (pace * willing * col("commissioner_power")).alias("moved"),
            (par.release * at_least(0.0, -col("gap"))).alias("lost"),
        )
        return due.with_columns(
            col("power") + col("moved") + col("flow") - col("lost"),
            col("commissioner_power") - col("moved") + (1 - par.returned_to_team) * col("lost"),
        )
