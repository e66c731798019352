"""The published figures that the model can be held against: each declared once, with what is measured for it and its source.

They are figures of England and sizes from the literature; the patterns (patterns/patterns.py) are claims of more parts.
Fitted targets steer the calibration; the others are only shown beside what the model gives, for the reason in their note.
Spans are the published figure with its tolerance, or the lowest and highest of several figures.
What cannot be expressed in the model at all stands in NOT_EXPRESSED, with the reason: it is missing, not met.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.patterns.patterns import YEARS, ScenarioRuns, over_years, ratio
from coprod_sim.indicators import share_of

Measure = Callable[[ScenarioRuns], Reals]


class Target(NamedTuple):
    """One figure: what is wanted (low to high), how far beside it still is near, its sources, and its measure by pair.

    published: the figure itself, as it was published.   tolerance: in the same unit; a miss is counted in tolerances.
    source: keys of references.bib.   fitted: whether it steers the calibration.   note: what the reader should know.
    """

    name: str
    claim: str
    unit: str
    published: str
    low: float
    high: float
    tolerance: float
    source: str
    fitted: bool
    note: str
    measure: Measure


TARGETS: list[Target] = []


def target(
    claim: str,
    unit: str,
    published: str,
    wanted: tuple[float, float],
    tolerance: float,
    source: str,
    fitted: bool = True,
    note: str = "",
) -> Callable[[Measure], Measure]:
    """Declare a function as a target under its own name; it gives values by pair, of shape (pairs,)."""

    def declare(measure: Measure) -> Measure:
        low, high = wanted
        name = measure.__name__
        TARGETS.append(Target(name, claim, unit, published, low, high, tolerance, source, fitted, note, measure))
        return measure

    return declare


@target(
    "Disputes in the baseline",
    "per 1,000 families a year",
    "35 appeals for 1,000 plans in England in 2024; 28 in the median local authority",
    (28, 40),
    5,
    "moj2024",
    note="Families of the model stand for families with a plan.",
)
def disputes_a_year(runs: ScenarioRuns) -> Reals:
    """Disputes over five years of the baseline."""
    return over_years(runs.of("disputes"), 1, YEARS)


@target(
    "Decisions after a review that are late in the baseline",
    "share",
    "54 % of plans not within 20 weeks, 56 % of decisions not within four weeks of the review, 2024",
    (0.48, 0.62),
    0.06,
    "dfela2025",
    note="The model counts reviews held late, which England does not publish; both figures are of late decisions.",
)
def late_decisions(runs: ScenarioRuns) -> Reals:
    """Reviews late, over five years of the baseline."""
    return over_years(1 - runs.of("reviews_on_time"), 1, YEARS)


@target(
    "Input that is visible in the plan, among families who were asked",
    "share",
    "83 % could share their views, 62 % saw them in the final plan: 0.75 of those asked",
    (0.67, 0.83),
    0.08,
    "hpcn2020",
    note="Visible is read as a voice above that of a family that was merely told (rung_told, itself a guess). "
    "That 83 % are asked cannot be fitted: it is a lever (asks), and all are asked in the baseline.",
)
def visible_input(runs: ScenarioRuns) -> Reals:
    """Decisions on the rung "asked" or higher, as a share of those with the family asked, over five years of the baseline.

    Source: [hpcn2020].
    """
    informed = over_years(runs.of("decisions_told"), 1, YEARS)
    asked = 1 - over_years(runs.of("decisions_not_asked"), 1, YEARS)
    return share_of(asked - informed, asked)


@target(
    "Families listened to fully in the baseline",
    "share",
    "22 % without a plan, 44 % of all, 54 % with a plan, in a well-inspected city",
    (0.22, 0.54),
    0.08,
    "portsmouth2021",
    fitted=False,
    note="Fully is read as the rung heard, or higher: where it begins is a definition. "
    "The voice of families in the baseline differs little, so nearly all of them stand on one rung.",
)
def fully_listened_to(runs: ScenarioRuns) -> Reals:
    """Decisions on the rung "heard" or higher, over five years of the baseline.   Source: [portsmouth2021]."""
    rungs = ("decisions_heard", "decisions_together", "decisions_led")
    return np.asarray(sum(over_years(runs.of(name), 1, YEARS) for name in rungs))


@target(
    "Families satisfied with the process",
    "share",
    "66 % were satisfied with the process of getting a plan, of plans made in 2015",
    (0.60, 0.72),
    0.06,
    "adams2017",
    fitted=False,
    note="Felt trust is a mean degree, not a share of satisfied families, and pattern P1 wants 0.5 to 0.65 of it: "
    "trust has fallen since 2015, but nobody has measured by how much.",
)
def satisfied_with_process(runs: ScenarioRuns) -> Reals:
    """Felt trust over five years of the baseline, the nearest that the model has."""
    return over_years(runs.of("felt_trust"), 1, YEARS)


@target(
    "Disputes, top to bottom fifth by resources",
    "ratio",
    "1.41 between the local authorities with least and most child poverty",
    (1.2, 1.7),
    0.25,
    "marsh2022 dfela2025",
    fitted=False,
    note="Pattern P17 holds it already, so it would count twice. The published ratio is between areas, not families.",
)
def gradient_of_disputes(runs: ScenarioRuns) -> Reals:
    """The rate of the fifth of families with most resources over that of the fifth with least, over five years."""
    most, least = (over_years(runs.of(f"disputes_fifth{fifth}"), 1, YEARS) for fifth in (5, 1))
    return ratio(most, least)


@target(
    "Staff who leave in a year in the baseline",
    "share",
    "11.8 % of children's social workers in 2025; 7 % of SENCOs a year mean to leave",
    (0.09, 0.15),
    0.03,
    "dfe2025",
    note="Social workers stand in for SEND staff, who are not counted; pattern P4 wants the same.",
)
def staff_leaving(runs: ScenarioRuns) -> Reals:
    """Turnover over five years of the baseline."""
    return over_years(runs.of("turnover_a_year"), 1, YEARS)


@target(
    "Gain in progress from supported power-sharing at 5 years",
    "SD",
    "partnership of families and schools: 0.25 to 0.34 over four outcomes, in trials far shorter than five years",
    (0.2, 0.5),
    0.1,
    "smith2019",
    note="Effects are modest and not above 0.5; a longer and deeper change may do more than a trial, not less, "
    "so the upper end lies above what trials found. Gains that go on growing would go beyond the literature.",
)
def gain_in_the_long_run(runs: ScenarioRuns) -> Reals:
    """Progress under power_sharing minus the baseline at the end of year 5.   Source: [smith2019]."""
    return runs.in_sd("power_sharing", YEARS)


NOT_EXPRESSED: Final[dict[str, str]] = {
    "T1, T2 requests refused, plans issued": "Families of the model have a plan from the start: nobody asks for one.",
    "T3, T4 plans within 20 weeks, over one year": "No plan is made for the first time; late reviews stand in for T3 and T5.",
    "T6 appeals for each appealable decision": "Decisions are not counted one by one: disputes are counted for families (T7).",
    "T8, T9 mediation, refusals appealed": "A dispute has no stages, and there are no refusals.",
    "T10 appeals decided for the family": "A tribunal makes a plan of its own; nobody wins or loses.",
    "T11 families asked": "A lever (asks), so it is chosen, not fitted; what becomes of their input is fitted.",
    "T13 needs met": "Fit of plans and progress are degrees; no survey's answer belongs to a value of them.",
    "T14 level of support from education, health, social care": "Professionals have disciplines, not services.",
    "T15 trust in teachers, nurses, councils": "Inputs: where trust starts; there is one trust, in the people met.",
    "T16 ease of support by income": "How hard it was to get support is not modelled; gaps in progress are.",
    "T18 growth of plans, requests, appeals": "The number of families does not change, nor does the world around them.",
    "T19, T20 persistence and relations between areas": "One place is fitted here; areas are for validation, unfitted.",
    "T21 staff's time, caseloads": "Time is counted in case-months for each case; hours and cases are not.",
}
"""Figures of England that nothing in the model stands for, and why."""
