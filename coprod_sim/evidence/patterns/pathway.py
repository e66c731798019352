"""What the model must show of the statutory pathway (S), of who succeeds on it (Q), of habits (A), and of the forum and peers there (L).

The sizes were written down before any figure was seen; those of S1 are published for England, 2024 [dfela2025] [moj2024].
All are shown in a place like one local authority (the modifier `authority`); how areas differ is judged where there is a table of them.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np

from coprod_sim.agents.pathway import CONCEDED, WON
from coprod_sim.engine.state import Place, Reals
from coprod_sim.evidence.patterns.mechanisms import MOST_WATCHED, NOTHING, declared_in, values_of
from coprod_sim.evidence.patterns.patterns import Changes, Declared, Part, ScenarioRuns, part
from coprod_sim.indicators import YEAR
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.usual import BASELINE

AUTHORITY: Final = f"{BASELINE}+authority"
ON_THE_PATH: Final[list[Declared]] = []
PAIRS: Final = 8
"""So many runs of a whole authority tell what more would: each has thousands of families."""
AFTER: Final = 6
"""Months after which it is asked whether an order has lasted."""
COUNTRY: Final = {
    "commissioners": 20,
    "families": 6_000,
    "professionals": 400,
    "boards": 0,
    "school_families": 95,
    "pathway": 1,
    "habits": 1,
}
"""Twenty areas of three hundred families, in which habits can be followed."""
ON_ITS_OWN: Final = {"hired_alike": 0.0, "conform": 0.0}
on_the_path = declared_in(ON_THE_PATH)


class Years:
    """What happened on the pathway in each year of some runs: sums of shape (runs, years)."""

    def __init__(self, runs: ScenarioRuns, changes: Changes = NOTHING) -> None:
        months = runs.sums(AUTHORITY, changes)[:PAIRS, 1:]
        self.years = months.shape[1] // YEAR
        self.months = months[:, : self.years * YEAR]

    def sum(self, *names: str) -> Reals:
        """Add up sums of the pathway over the months of each year."""
        total = sum(self.months[f"path_{name}"] for name in names)
        return np.asarray(np.reshape(total, (-1, self.years, YEAR)).sum(axis=2))

    def share(self, part_of: str, *whole: str) -> Reals:
        """Give a share of all that happened in each year."""
        return self.sum(part_of) / self.sum(*whole)

    @property
    def appeals(self) -> Reals:
        """Appeals lodged in each year."""
        return self.sum("appeals_refusal", "appeals_no_plan", "appeals_content")

    @property
    def in_time(self) -> Reals:
        """Share of assessments that ended within 20 weeks, in each year."""
        return self.share("in_time", "new_plans", "no_plan")

    @property
    def refused(self) -> Reals:
        """Share of requests that were refused, in each year."""
        return self.share("refused", "refused", "accepted")

    @property
    def know_how(self) -> Reals:
        """Mean know-how in each year."""
        return self.share("know_how", "families")

    @property
    def gap(self) -> Reals:
        """How much more of their requests the better-off half has accepted, in each year."""
        return self.share("better_off_accepted", "better_off_decided") - self.share(
            "worse_off_accepted", "worse_off_decided"
        )

    @property
    def appeals_by_means(self) -> Reals:
        """Appeals of the better-off half to those of the other, over all years, shape (runs,)."""
        return np.asarray(self.sum("better_off_appeals").sum(axis=1) / self.sum("worse_off_appeals").sum(axis=1))


@on_the_path("S1", "An authority refuses, assesses, waits and is appealed against as England does")
def national_totals(runs: ScenarioRuns) -> Iterator[Part]:
    """In the first year of the baseline."""
    years = Years(runs)
    yield part("requests refused", years.refused[:, 0], 0.22, 0.28)
    yield part("assessments that bring a plan", years.share("new_plans", "new_plans", "no_plan")[:, 0], 0.92, 0.96)
    yield part("within 20 weeks", years.in_time[:, 0], 0.41, 0.51)
    yield part("longer than a year", years.share("over_year", "new_plans", "no_plan")[:, 0], 0.04, 0.10, way=(0, 0.10))
    decisions = years.sum("refused", "no_plan") + years.sum("plans") / YEAR
    yield part("appeals for each decision that can be appealed", (years.appeals / decisions)[:, 0], 0.028, 0.036)
    plans = years.sum("plans") / YEAR
    yield part("appeals for each 1,000 plans", (1000 * years.appeals / plans)[:, 0], 30, 40)
    noes = years.sum("refused", "no_plan")
    yield part("noes that go to mediation", (years.sum("mediations") / noes)[:, 0], 0.22, 0.32)
    yield part("of these, on to a tribunal", years.share("mediated_on", "mediations")[:, 0], 0.13, 0.23)
    yield part("refusals appealed against", years.share("appeals_refusal", "refused")[:, 0], 0.11, 0.19)
    yield part("won, of appeals that are heard", years.share("won", "won", "lost")[:, 0], 0.965, 1.0)
    yield part(
        "heard, of appeals that end",
        (years.sum("won", "lost") / years.sum("won", "lost", "conceded"))[:, 0],
        0.62,
        0.72,
    )


@cache
def fit_after_orders(seed: int, months: int) -> float:
    """Run an authority, and give how well plans fit that a tribunal, or an authority that gave in, set six months before."""
    simulation = begun(load_scenario(AUTHORITY), seed)
    place, fits = simulation.place, list[Reals]()
    set_in: list[np.ndarray] = []
    for _ in range(months):
        simulation.advance(1)
        set_in.append(
            np.flatnonzero(np.isin(place.pathways["move"], (WON, CONCEDED)) & (place.families["order_months"] > 0))
        )
        if len(set_in) > AFTER:
            rows = set_in[-1 - AFTER]
            fits.append(fits_of(place, rows[place.families["order_months"][rows] > 0]))
    return float(np.mean(np.concatenate(fits)))


def fits_of(place: Place, rows: np.ndarray) -> Reals:
    """Give how well the plans of some families fit their needs now."""
    gaps = place.families["plan"][rows] - place.families["need"][rows]
    return np.asarray(np.exp(-0.5 * (gaps**2).mean(axis=1)))


@on_the_path("S2", "What a tribunal orders lasts")
def orders_last(runs: ScenarioRuns) -> Iterator[Part]:
    """Fit of plans six months after they were ordered or given in to, in the first two years."""
    fits = [fit_after_orders(seed, 2 * YEAR) for seed in range(runs.seed, runs.seed + min(runs.pairs, 3))]
    yield part("fit six months after an order", values_of(fits), low=0.85, way=(0.75, 1))


@on_the_path("S3", "Most appeals are about what a plan holds, a quarter about a refusal")
def grounds(runs: ScenarioRuns) -> Iterator[Part]:
    """In the first two years of the baseline."""
    years = Years(runs)
    for name, low, high in (("refusal", 0.20, 0.27), ("no_plan", 0.05, 0.12), ("content", 0.59, 0.70)):
        about = years.sum(f"appeals_{name}")[:, :2].sum(axis=1) / years.appeals[:, :2].sum(axis=1)
        yield part(f"appeals about {name.replace('_', ' ')}", about, low, high)


@on_the_path("S4", "Where there are fewer assessors families wait longer, and no more are refused")
def fewer_assessors(runs: ScenarioRuns) -> Iterator[Part]:
    """A fifth fewer assessors, against the baseline, in the third year."""
    usual, fewer = Years(runs), Years(runs, {"assessing": 0.8})
    yield part("within 20 weeks", (fewer.in_time - usual.in_time)[:, 2], -0.30, -0.10, way=(-1, 0))
    yield part("requests refused", (fewer.refused - usual.refused)[:, 2], -0.02, 0.02)


@on_the_path("S5", "A local offer that tells rights doubles know-how: more appeal, and means count for less")
def information(runs: ScenarioRuns) -> Iterator[Part]:
    """All families are told their rights, against the baseline, over five years."""
    usual, informed = Years(runs), Years(runs, {"information": 1.0})
    yield part("know-how, ratio", (informed.know_how / usual.know_how)[:, 1], 1.8, 2.2, way=(1.2, 2.5))
    yield part("appeals, ratio", informed.appeals.sum(axis=1) / usual.appeals.sum(axis=1), low=1.1, way=(1, math.inf))
    yield part("appeals of the better off to others", informed.appeals_by_means - usual.appeals_by_means, high=0)


@on_the_path("Q2", "Better-off families succeed more often at the gate; support for the others halves that")
def success_gap(runs: ScenarioRuns) -> Iterator[Part]:
    """Requests accepted, better-off half minus the other, over five years."""
    usual, supported = (Years(runs, changes).gap.mean(axis=1) for changes in (NOTHING, {"compensating": 1.0}))
    yield part("gap in requests accepted", usual, 0.06, 0.10, way=(0, 0.2))
    yield part("the same with support for those who have least, ratio of means", supported / usual.mean(), high=0.5)


@on_the_path("Q4", "Better-off families appeal more often")
def appeals_by_means(runs: ScenarioRuns) -> Iterator[Part]:
    """Appeals of the better-off half to those of the other, over five years of the baseline."""
    yield part("appeals, better-off half to the other", Years(runs).appeals_by_means, 1.3, 1.7, way=(1, 3))


@cache
def spread_of_habits(seed: int, on_its_own: bool) -> float:
    """Follow twenty areas for five years, and give how far their staff differ in caution then, against the start.

    on_its_own: heads have no weight, nobody hires their like and nobody fits in.
    """
    changes = {**COUNTRY, **(ON_ITS_OWN if on_its_own else {})}
    simulation = begun(load_scenario(BASELINE, changes), seed)
    place = simulation.place
    if on_its_own:
        place.commissioners["lead"] = 0.0
        place.parameters["habit_spread"] = 0.0
    before = between_areas(place)
    simulation.advance(5 * YEAR)
    return between_areas(place) / before


def between_areas(place: Place) -> float:
    """Give the standard deviation between areas of their staff's mean caution."""
    owner = place.professionals["commissioner"]
    return float(
        np.std([place.professionals["caution"][owner == row].mean() for row in range(len(place.commissioners))])
    )


@on_the_path(
    "A2", "Areas keep their habits because people hire and fit in; without that they forget as posts are renewed"
)
def habits_last(runs: ScenarioRuns) -> Iterator[Part]:
    """How far areas differ in caution after five years, against the start; and what three times the turnover does to facilitation."""
    seeds = range(runs.seed, runs.seed + min(runs.pairs, MOST_WATCHED))
    for on_its_own, name, low, high in (
        (False, "with the defaults", 0.9, 1.1),
        (True, "without hiring and fitting in", 0.4, 0.6),
    ):
        spreads = values_of([spread_of_habits(seed, on_its_own) for seed in seeds])
        yield part(
            f"difference between areas, ratio, {name}",
            spreads,
            low,
            high,
            way=(0.6, 1.5) if not on_its_own else (0, 0.9),
        )
    turnover = load_scenario(BASELINE).value("turnover")
    usual, more = (
        runs.of("facilitation", AUTHORITY, changes)[:PAIRS, -1] for changes in (NOTHING, {"turnover": 3 * turnover})
    )
    yield part("facilitation, three times the turnover", more - usual, high=0)


def moved(runs: ScenarioRuns, changes: Changes) -> tuple[Reals, Reals]:
    """Give how far felt trust moves by the end, and by which part appeals change, against the baseline."""
    trust = (runs.of("felt_trust", AUTHORITY, changes) - runs.of("felt_trust", AUTHORITY))[:PAIRS, -1]
    usual, other = (Years(runs, each).appeals.sum(axis=1) for each in (NOTHING, changes))
    return np.abs(trust), np.abs(other / usual - 1)


@on_the_path("L1", "A forum that has a part in the criteria moves trust or appeals; one that is captured hardly does")
def forum_matters(runs: ScenarioRuns) -> Iterator[Part]:
    """Half a part for the forum, with open seats or captured, against the baseline, over five years: the larger of both shares of what is asked for."""
    opened = {"forum_share": 0.5, "open_recruitment": 1.0}
    caught = {"forum_share": 0.5, "open_recruitment": 0.0, "capture": 0.1}
    strength = [
        np.maximum(trust / 0.01, appeals / 0.03) for trust, appeals in (moved(runs, opened), moved(runs, caught))
    ]
    yield part("open: trust by 1 of 100, or appeals by 3 of 100", strength[0], low=1, way=(0, math.inf))
    yield part("captured, ratio to the mean of open", strength[1] / strength[0].mean(), high=1 / 3, way=(0, 1))


@on_the_path("L2", "Know-how of rights passes between peers, and appeals with it")
def peers_teach(runs: ScenarioRuns) -> Iterator[Part]:
    """Families without peers, against the baseline, in the third year."""
    usual, alone = Years(runs), Years(runs, {"peers": 0})
    yield part("know-how, part that is lost", (1 - alone.know_how / usual.know_how)[:, 2], low=0.1, way=(0, 1))
    yield part(
        "appeals, part that is lost", 1 - alone.appeals.sum(axis=1) / usual.appeals.sum(axis=1), low=0.1, way=(0, 1)
    )
