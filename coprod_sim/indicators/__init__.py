"""What we observe: one function for each indicator, from the month's sums, with its unit and definition.

A function gets the sums of a month (totals.py) as arrays of any shape and gives an array of that shape;
so the same definition serves one commissioner, the whole place, and all months at once.
To add an indicator, write one function with the decorator.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

import numpy as np

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.counts.groups import HEARD_GROUPS, OTHERS, quantile_of_cells
from coprod_sim.engine.state import Reals, Records
from coprod_sim.engine.totals import FIFTHS, QUARTERS, RUNGS, as_numbers

YEAR: Final = 12
RATES: Final = ("disputes", "turnover_a_year", "path_requests", "path_new_plans", "path_appeals")
"""Events so rare that one month of one place says little: they are told as the mean over the last 12 months."""
ON_PATH: Final = "path_"
"""So begin the names of indicators of the statutory pathway (pathway.py): without one there is nothing to measure."""
OF_DECISIONS: Final = (
    "path_refused",
    "path_no_plan",
    "path_in_time",
    "path_over_year",
    "path_wait",
    "path_success_gap",
)
"""Shares of what was decided in a month; told as the mean over those of the last 12 months in which anything was."""
Better = Literal["higher", "lower", "neither"]


class Indicator(NamedTuple):
    """One thing that is observed: its name, title, unit, definition, which way is better, and its function."""

    name: str
    title: str
    unit: str
    definition: str
    better: Better
    measure: Callable[[Records], Reals]


INDICATORS: dict[str, Indicator] = {}
OWN_SUMS: dict[str, str] = {}
"""Indicators of mechanisms of one's own, each with the name that is among its sums (place/own_mechanism.py)."""


def indicator(
    title: str, unit: str, better: Better = "neither"
) -> Callable[[Callable[[Records], Reals]], Callable[[Records], Reals]]:
    """Declare a function as an indicator; the first line of its docstring is the definition."""

    def declare(measure: Callable[[Records], Reals]) -> Callable[[Records], Reals]:
        name = measure.__name__
        definition = (measure.__doc__ or "").strip().splitlines()[0]
        INDICATORS[name] = Indicator(name, title, unit, definition, better, measure)
        return measure

    return declare


def share_of(part: Reals | np.float64, whole: Reals | np.float64) -> Reals:
    """Divide, giving nan where there is nothing to divide by."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Reals = np.where(whole > 0, np.divide(part, whole), np.nan)
    return found


@indicator("Progress", "share", "higher")
def progress(sums: Records) -> Reals:
    """Mean progress of the young people: the outcome."""
    return share_of(sums["progress"], sums["families"])


@indicator("Spread of progress", "standard deviation")
def progress_sd(sums: Records) -> Reals:
    """Standard deviation of progress between families."""
    mean = progress(sums)
    return np.sqrt(np.maximum(share_of(sums["progress_squared"], sums["families"]) - mean * mean, 0.0))


@indicator("Gap in progress", "share", "lower")
def progress_gap(sums: Records) -> Reals:
    """Mean progress of the quarter of families with most resources, minus that of the quarter with least."""
    quarters = share_of(sums["quarter_progress"], sums["quarter_families"])
    return np.asarray(quarters[..., QUARTERS - 1] - quarters[..., 0])


@indicator("Felt trust", "share", "higher")
def felt_trust(sums: Records) -> Reals:
    """Mean trust of families in the service, from own experience and peers' word."""
    return share_of(sums["felt_trust"], sums["families"])


@indicator("Trust in people", "share", "higher")
def people_trust(sums: Records) -> Reals:
    """Mean trust of families in the professionals of their team."""
    return share_of(sums["people_trust"], sums["families"])


@indicator("Trust in the institution", "share", "higher")
def council_trust(sums: Records) -> Reals:
    """Mean trust of families in the institution, from own experience."""
    return share_of(sums["council_trust"], sums["families"])


@indicator("Professionals' trust", "share", "higher")
def professional_trust(sums: Records) -> Reals:
    """Mean trust of professionals in the families they work with."""
    return share_of(sums["professional_trust"], sums["families"])


@indicator("Family power", "share")
def family_power(sums: Records) -> Reals:
    """Mean share of families in the decision about the plan."""
    return share_of(sums["power"], sums["families"])


@indicator("Voice", "share", "higher")
def voice(sums: Records) -> Reals:
    """Mean weight of the family's own view in the plan at the last review."""
    return share_of(sums["voice"], sums["families"])


@indicator("Voice by deciding", "share")
def voice_decides(sums: Records) -> Reals:
    """The part of voice that comes from the family's own power."""
    return share_of(sums["voice"] - sums["heard"], sums["families"])


@indicator("Voice by being heard", "share")
def voice_heard(sums: Records) -> Reals:
    """The part of voice that comes from professionals who listen."""
    return share_of(sums["heard"], sums["families"])


@indicator("Promise minus voice", "share", "lower")
def authenticity_gap(sums: Records) -> Reals:
    """The say that families are told they have, minus the say they have."""
    return share_of(sums["promise"] - sums["voice"], sums["families"])


@indicator("Knowing the child", "share", "higher")
def knowledge(sums: Records) -> Reals:
    """Mean of what professionals know of each young person they work with."""
    return share_of(sums["knowledge"], sums["families"])


@indicator("Error of parents' views", "standard need units", "lower")
def family_view_error(sums: Records) -> Reals:
    """How far parents' own views of the need were off at their last review, root of the mean square over areas."""
    return np.sqrt(share_of(sums["family_view_error"], sums["reviewed"]))


@indicator("Error of young people's views", "standard need units", "lower")
def young_view_error(sums: Records) -> Reals:
    """How far the own views of young people who were included were off the need, root of the mean square over areas."""
    return np.sqrt(share_of(sums["young_view_error"], sums["young_included"]))


@indicator("Error of staff's views", "standard need units", "lower")
def staff_view_error(sums: Records) -> Reals:
    """How far professionals' own views outside their discipline were off at the last review, root of the mean square over areas."""
    return np.sqrt(share_of(sums["staff_view_error"], sums["reviewed"]))


@indicator("Error of staff's views in their field", "standard need units", "lower")
def staff_field_error(sums: Records) -> Reals:
    """How far professionals' own views in their own discipline were off at the last review, root of the mean square."""
    return np.sqrt(share_of(sums["staff_field_error"], sums["reviewed"]))


@indicator("Error of payers' views", "standard need units", "lower")
def payer_view_error(sums: Records) -> Reals:
    """How far the commissioners' own views of the need were off at the last review, root of the mean square over areas."""
    return np.sqrt(share_of(sums["payer_view_error"], sums["reviewed"]))


@indicator("Error of decisions", "standard need units", "lower")
def decision_error(sums: Records) -> Reals:
    """How far what the last review decided was off the need, root of the mean square over areas."""
    return np.sqrt(share_of(sums["decision_error"], sums["reviewed"]))


@indicator("Families listened to", "share", "higher")
def listened(sums: Records) -> Reals:
    """Share of families whose last review moved toward what they said: at least a tenth of the way (listened_from) from what it would have decided without them."""
    return share_of(sums["listened"], sums["reviewed"])


@indicator("Delivery", "share", "higher")
def delivery(sums: Records) -> Reals:
    """The part of what plans hold that came this month, mean over families."""
    return share_of(sums["delivery"], sums["families"])


@indicator("What families put in", "share", "higher")
def own_effort(sums: Records) -> Reals:
    """Mean effort of families this month."""
    return share_of(sums["own_effort"], sums["families"])


@indicator("Lived fit", "share", "higher")
def lived_fit(sums: Records) -> Reals:
    """How well what came has fitted daily life of late, mean over families."""
    return share_of(sums["lived_fit"], sums["families"])


@indicator("Fit of plans", "share", "higher")
def fit(sums: Records) -> Reals:
    """Mean fit of the plan to the young person's need now."""
    return share_of(sums["fit"], sums["families"])


@indicator("Confidence", "share", "higher")
def confidence(sums: Records) -> Reals:
    """Mean confidence of families that they can bring things about."""
    return share_of(sums["confidence"], sums["families"])


@indicator("Family energy", "share", "higher")
def family_energy(sums: Records) -> Reals:
    """Mean energy of families: what the work of taking part leaves."""
    return share_of(sums["energy"], sums["families"])


@indicator("Young people's trust", "share", "higher")
def young_trust(sums: Records) -> Reals:
    """Mean trust of young people in their key person."""
    return share_of(sums["young_trust"], sums["families"])


@indicator("Fit as they see it", "share", "higher")
def young_seen(sums: Records) -> Reals:
    """How well what came has fitted of late, as young people see it: by need and by wish."""
    return share_of(sums["young_seen"], sums["families"])


@indicator("Young people's say", "share", "higher")
def young_say(sums: Records) -> Reals:
    """Mean weight of young people's own view in the plan at the last review."""
    return share_of(sums["young_say"], sums["reviewed"])


@indicator("Young people's say, from 16 years on", "share", "higher")
def older_say(sums: Records) -> Reals:
    """Mean weight of young people's own view in the plan at the last review; those of 16 years and more."""
    return share_of(sums["older_say"], sums["older_reviewed"])


@indicator("Young people included", "share", "higher")
def young_included(sums: Records) -> Reals:
    """Share of young people who were included in their last review."""
    return share_of(sums["young_included"], sums["reviewed"])


@indicator("Young people included, below 5 years", "share", "higher")
def small_included(sums: Records) -> Reals:
    """Share of young people who were included in their last review; those below 5 years."""
    return share_of(sums["small_included"], sums["small_reviewed"])


@indicator("Young people included, from 16 years on", "share", "higher")
def older_included(sums: Records) -> Reals:
    """Share of young people who were included in their last review; those of 16 years and more."""
    return share_of(sums["older_included"], sums["older_reviewed"])


@indicator("Parents' say minus young people's", "share")
def parents_lead(sums: Records) -> Reals:
    """Mean weight of parents' view in the plan, minus that of young people's own, at the last review."""
    return share_of(sums["voice"] - sums["young_share"] - sums["young_say"], sums["reviewed"])


@indicator("Taking part", "share", "higher")
def engaged(sums: Records) -> Reals:
    """Mean engagement of families."""
    return share_of(sums["engaged"], sums["families"])


@indicator("Staff load", "ratio", "lower")
def staff_load(sums: Records) -> Reals:
    """Mean of needed time over available time of professionals."""
    return share_of(sums["load"], sums["professionals"])


@indicator("Staff energy", "share", "higher")
def staff_energy(sums: Records) -> Reals:
    """Mean energy of professionals."""
    return share_of(sums["staff_energy"], sums["professionals"])


@indicator("Facilitation", "share")
def facilitation(sums: Records) -> Reals:
    """Mean place of professionals between fixer (0) and facilitator (1)."""
    return share_of(sums["facilitation"], sums["professionals"])


@indicator("Reviews on time", "share", "higher")
def reviews_on_time(sums: Records) -> Reals:
    """Share of families whose last review was not late."""
    return 1 - share_of(sums["late"], sums["families"])


@indicator("Disputes", "per 1,000 families a year", "lower")
def disputes(sums: Records) -> Reals:
    """Disputes that started this month, as a yearly rate for 1,000 families."""
    return 1000 * YEAR * share_of(sums["disputes"], sums["families"])


@indicator("Staff turnover", "share a year", "lower")
def turnover_a_year(sums: Records) -> Reals:
    """Professionals who left this month, as a yearly share."""
    return YEAR * share_of(sums["newcomers"], sums["professionals"])


@indicator("Spending", "baseline plans per family per month", "lower")
def spending(sums: Records) -> Reals:
    """Spending for each family, as commissioners read it this month."""
    return share_of(sums["spending"], sums["families"])


@indicator("Rationing", "share", "higher")
def rationing(sums: Records) -> Reals:
    """The part of what families need that is paid for."""
    return share_of(sums["rationing"], sums["families"])


@indicator("Pressure", "share", "lower")
def pressure(sums: Records) -> Reals:
    """Pressure on commissioners from money and disputes."""
    return share_of(sums["pressure"], sums["families"])


@indicator("Standard offer off the mark", "standard need units", "lower")
def offer_gap(sums: Records) -> Reals:
    """How far the standard offer is from the mean need of families, over the four areas."""
    return share_of(sums["offer_gap"], sums["families"])


@indicator("Hearing", "share", "higher")
def hearing(sums: Records) -> Reals:
    """What language, poverty and prejudice leave of being heard, mean over families."""
    return share_of(sums["hearing"], sums["families"])


@indicator("Spread of voice", "share", "lower")
def voice_spread(sums: Records) -> Reals:
    """The voice that a tenth of families have more than, minus that which a tenth have less than, each told within 0.02."""
    most, least = (quantile_of_cells(sums["voice_cells"], share) for share in (0.9, 0.1))
    return np.asarray(most - least)


@indicator("Formal minus real power", "share", "lower")
def unheard_power(sums: Records) -> Reals:
    """The share of families in the decision, minus the weight that their own view got through it at their last review."""
    return share_of(sums["formal_power"] - sums["voice"] + sums["heard"], sums["reviewed"])


QUARTER_OUTCOMES: dict[str, Better] = {
    "progress": "higher",
    "felt_trust": "higher",
    "voice": "higher",
    "family_power": "neither",
    "family_energy": "higher",
}
QUARTER_SUMS = {"family_power": "power", "family_energy": "energy"}
GROUP_WORDS = {
    "interpreter": ("families who need an interpreter", ""),
    "poor": ("families who have least", ""),
    "prejudice": ("families who meet prejudice", ""),
    "less_heard": ("families who are less heard", ": who need an interpreter, have least or meet prejudice"),
    "others": ("all other families", ": who need no interpreter, do not have least and meet no prejudice"),
}
"""The title of each group of families, by who is heard, and what the definition adds."""


def ladder_share(number: int) -> Callable[[Records], Reals]:
    """Make the indicator of one rung."""
    return lambda sums: share_of(sums["rungs"][..., number], sums["rungs"].sum(axis=-1))


def quarter_mean(outcome: str, quarter: int) -> Callable[[Records], Reals]:
    """Make the indicator of one outcome in one quarter of families by resources."""
    name = f"quarter_{QUARTER_SUMS.get(outcome, outcome)}"
    return lambda sums: share_of(sums[name][..., quarter], sums["quarter_families"][..., quarter])


def group_mean(outcome: str, group: str) -> Callable[[Records], Reals]:
    """Make the indicator of one outcome among families who are heard alike; those who are less heard are all but the others."""
    name = QUARTER_SUMS.get(outcome, outcome)
    if group in HEARD_GROUPS:
        at = HEARD_GROUPS.index(group)
        return lambda sums: share_of(sums[f"group_{name}"][..., at], sums["group_families"][..., at])
    return lambda sums: share_of(
        sums[name] - sums[f"group_{name}"][..., OTHERS], sums["families"] - sums["group_families"][..., OTHERS]
    )


def fifth_disputes(fifth: int) -> Callable[[Records], Reals]:
    """Make the indicator of disputes in one fifth of families by resources."""
    yearly = 1000 * YEAR
    return lambda sums: yearly * share_of(sums["fifth_disputes"][..., fifth], sums["fifth_families"][..., fifth])


def ledger_part(number: int) -> Callable[[Records], Reals]:
    """Make the indicator of one cause in the ledger of trust."""
    return lambda sums: share_of(sums["ledger"][..., number], sums["families"])


def declare_parts() -> None:
    """Declare the indicators that come in sets: rungs of the ladder, quarters and fifths by resources, who is heard, causes of trust."""
    for number, name in enumerate(RUNGS):
        title = "Decisions: " + name.replace("_", " ").replace("together", "deciding together").replace(
            "led", "family-led"
        )
        definition = "Share of families whose last decision stood on this rung of the ladder of participation."
        measure = ladder_share(number)
        INDICATORS[f"decisions_{name}"] = Indicator(f"decisions_{name}", title, "share", definition, "neither", measure)
    for outcome, better in QUARTER_OUTCOMES.items():
        for quarter in range(QUARTERS):
            name = f"{outcome}_q{quarter + 1}"
            title = f"{INDICATORS[outcome].title}, quarter {quarter + 1} by resources"
            definition = (
                f"{INDICATORS[outcome].definition[:-1]}; quarter {quarter + 1} of families by resources, 1 has least."
            )
            INDICATORS[name] = Indicator(name, title, "share", definition, better, quarter_mean(outcome, quarter))
    for outcome, better in QUARTER_OUTCOMES.items():
        for group, (title, more) in GROUP_WORDS.items() if outcome != "family_power" else ():
            name, whole = f"{outcome}_{group}", INDICATORS[outcome]
            definition = f"{whole.definition[:-1]}; {title}{more}."
            measure = group_mean(outcome, group)
            INDICATORS[name] = Indicator(name, f"{whole.title}, {title}", "share", definition, better, measure)
    for fifth in range(FIFTHS):
        name = f"disputes_fifth{fifth + 1}"
        definition = f"Disputes as a yearly rate for 1,000 families; fifth {fifth + 1} by resources, 1 has least."
        INDICATORS[name] = Indicator(
            name,
            f"Disputes, fifth {fifth + 1} by resources",
            "per 1,000 families a year",
            definition,
            "lower",
            fifth_disputes(fifth),
        )
    for number, cause in enumerate(CAUSES):
        definition = "Part of this month's change of felt trust that has this cause; the parts add up to the change."
        title = "Trust from " + cause.replace("_", " ")
        INDICATORS[f"trust_from_{cause}"] = Indicator(
            f"trust_from_{cause}", title, "share per month", definition, "neither", ledger_part(number)
        )


declare_parts()
HEADLINES = (
    "progress",
    "progress_gap",
    "felt_trust",
    "professional_trust",
    "family_power",
    "voice",
    "authenticity_gap",
    "fit",
    "confidence",
    "family_energy",
    "engaged",
    "staff_load",
    "staff_energy",
    "facilitation",
    "reviews_on_time",
    "disputes",
    "turnover_a_year",
    "spending",
    "rationing",
    "pressure",
)
"""The indicators that summaries show, in this order."""


def whole_place(tallies: Records) -> Records:
    """Add the tallies of all commissioners up: shape (months, c) becomes (months,)."""
    total: Records = np.ascontiguousarray(as_numbers(tallies).sum(axis=-2)).view(tallies.dtype)[..., 0]
    return total


def measure_all(tallies: Records, wanted: tuple[str, ...] | None = None) -> dict[str, Reals]:
    """Measure indicators (all that there is something of, or the wanted ones) on tallies of any shape; each array has that shape."""
    there = tallies.dtype.names or ()
    if wanted is None:
        on_path = bool(np.any(tallies["path_families"]))
        wanted = tuple(
            name
            for name in INDICATORS
            if OWN_SUMS.get(name, "families") in there and (on_path or not name.startswith(ON_PATH))
        )
    return {name: INDICATORS[name].measure(tallies) for name in wanted}


def headlines(measured: Mapping[str, object]) -> tuple[str, ...]:
    """Name the indicators that summaries show, with those of a mechanism at their end, of what was measured."""
    return (*HEADLINES, *(name for name in measured if name in OWN_SUMS))


def value_at(series: Reals, name: str, month: int) -> Reals:
    """Give an indicator at a month; of a rate of rare events, the mean of the 12 months up to it, or of those since month 1.

    series: months along the last axis, from month 0 on.   Month 0 comes before any event, so a rate is nan there.

    >>> value_at(np.arange(15.0), "voice", 14).item(), value_at(np.arange(15.0), "disputes", 14).item()
    (14.0, 8.5)
    """
    if name not in RATES and name not in OF_DECISIONS:
        return np.asarray(series[..., month])
    year = series[..., max(1, month - YEAR + 1) : month + 1]
    if name in OF_DECISIONS:
        counted = np.isfinite(year)
        return share_of(np.where(counted, year, 0.0).sum(axis=-1), counted.sum(axis=-1))
    return year.mean(axis=-1) if month else np.full(series.shape[:-1], np.nan)


# The indicators of the three levels and of the pathway are declared by being read.
from coprod_sim.indicators import levels, pathway  # noqa: E402, F401
