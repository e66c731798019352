"""The page of areas in plain words: what differs most, how much is luck, and what goes with what in this model.

Every number in a sentence is in the result's table of areas.  The words name no cause but those that were put in.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from coprod_sim.indicators import YEAR
from coprod_sim.report.svg import signed, svg_number
from coprod_sim.study.area_statistics import (
    FEW,
    LEAST_FOR_LINKS,
    MOSTLY_NOISE,
    Correlation,
    Spread,
    areas_in_words,
    at_end,
    by_difference,
    links,
    noise_share_in_disputes,
    with_families,
)
from coprod_sim.study.certainty_text import PLAIN_NAMES, amount, capital, listed, unit_of

if TYPE_CHECKING:
    from coprod_sim.study.run import RunResult

FACT_TITLES: Final = {"poverty": "Child poverty", "timeliness": "Plans made in time", "refused": "Requests refused"}
WHERE_MORE: Final = {
    "poverty": "where more children are poor",
    "timeliness": "where more plans are made within 20 weeks",
    "refused": "where more requests for an assessment are refused",
}
PUT_IN: Final = {
    "poverty": "the more children are poor, the less families have to draw on when they begin",
    "timeliness": "the more plans are made within 20 weeks, the more time staff have",
    "refused": "the more requests are refused, the more of the decision lies with the commissioner when they begin",
}
STRENGTH_OF_FACT: Final = {
    "poverty": "resources_by_poverty",
    "timeliness": "capacity_by_timeliness",
    "refused": "control_by_refusals",
}
COLUMN_WORDS: Final = {
    "ehc_plans": "the number of plans",
    "sen_support_est": "the number of children on SEN support",
    "within_20_weeks_pct": "the share of plans made within 20 weeks",
    "requests_refused_pct": "the share of requests refused",
    "child_poverty_pct": "the share of children in poor households",
}


class FactCard(NamedTuple):
    """What was put in by a fact about areas, and what goes with it in this run: where there is more of it, what is found."""

    title: str
    put_in: str
    where: str
    found: list[str]
    unclear: str


def areas_answer(result: "RunResult") -> list[str]:
    """Tell in a few sentences which indicator differs most between areas, which least, and what is luck."""
    ordered = by_difference(result)
    if not ordered:
        return ["Nothing could be measured in any area."]
    if len(areas_in_words(result.by_area)) == 1:
        return ["Only one area has families, so there is nothing to lay beside it."]
    sentences = [
        f"Of the measures below, {PLAIN_NAMES[ordered[0].indicator]} differs most between areas: {spread_text(ordered[0])}."
    ]
    if len(ordered) > 1:
        sentences.append(f"{capital(PLAIN_NAMES[ordered[-1].indicator])} differs least: {spread_text(ordered[-1])}.")
    return [*sentences, *families_and_areas(result), *disputes_and_chance(result)]


def spread_text(found: Spread) -> str:
    """Tell the lowest, middle and highest area by name, with their figures."""
    unit = unit_of(found.indicator)
    low, middle, high = (amount(one.value * unit.factor, 1) for one in (found.lowest, found.middle, found.highest))
    between = {found.lowest.area, found.highest.area}
    centre = f", {middle} in the middle ({found.middle.area})" if found.middle.area not in between else ""
    return f"{low} {unit.words} in {found.lowest.area}{centre}, {high} in {found.highest.area}"


def families_and_areas(result: "RunResult") -> list[str]:
    """Set the spread of progress between areas beside its spread between families."""
    table = areas_in_words(result.by_area)
    areas, families = 100 * float(np.std(table["progress"])), 100 * at_end(result, "progress_sd")
    if not areas or areas >= families:
        return []
    return [
        f"Families differ far more than areas: typically {amount(families)} points of progress lie between a family and the mean, "
        f"but only {amount(areas, 1)} between an area and the mean."
        if areas < families / 3
        else f"Progress differs by {amount(areas, 1)} points between areas and by {amount(families)} between families (standard deviations)."
    ]


def disputes_and_chance(result: "RunResult") -> list[str]:
    """Say how far the differences in disputes are luck."""
    noise_share = noise_share_in_disputes(result)
    if not np.isfinite(noise_share):
        return []
    if noise_share < MOSTLY_NOISE:
        return [
            f"Of the differences in disputes, about {amount(100 * noise_share)} % (of their variance) is what luck alone would make."
        ]
    return [
        "Disputes are rare, so their number in an area is mostly luck: areas that are all alike would differ "
        + ("as much." if noise_share > 0.9 else f"nearly as much ({amount(100 * noise_share)} % of the variance).")
    ]


def whose_words(result: "RunResult") -> str:
    """Say which areas the words and rankings are about, and whether these have few families, too."""
    areas, known = areas_in_words(result.by_area), with_families(result.by_area)
    others = len(known) - len(areas)
    if others:
        return (
            f"The words are about the {len(areas)} areas with {FEW} families or more; "
            f"{'the other one is' if others == 1 else f'the other {others} are'} drawn pale, "
            "because the figures of so few families are luck for the most part."
        )
    small = int((areas["families"] < FEW).sum())
    caution = (
        f" {small} of them have fewer than {FEW} families, so their figures are luck for the most part."
        if small
        else ""
    )
    return f"The words are about the {len(known)} areas with families.{caution}"


def facts(result: "RunResult") -> list[FactCard]:
    """Tell, for each fact about areas, what was put in and what goes with it."""
    cards = []
    for fact, title in FACT_TITLES.items():
        strength = result.scenario.value(STRENGTH_OF_FACT[fact])
        put_in = f"Put in by us: {PUT_IN[fact]}." if strength else "Switched off in this run: it changes nothing here."
        found = links(result.by_area, fact)
        unclear = [PLAIN_NAMES[link.indicator] for link in found if not link.strength]
        if not found:
            words = f"Fewer than {LEAST_FOR_LINKS} areas are too few to say what goes with what."
        else:
            words = f"No clear link: {listed(unclear)}." if unclear else ""
        seen = [correlation_text(link) for link in found if link.strength]
        cards.append(FactCard(title, put_in, capital(WHERE_MORE[fact]), seen, words))
    return cards


def correlation_text(link: Correlation) -> str:
    """Tell one link with its rank correlation."""
    direction = "higher" if link.correlation > 0 else "lower"
    return (
        f"{PLAIN_NAMES[link.indicator]} tends to be {direction}: a {link.strength} link ({signed(link.correlation, 2)})"
    )


def gaps(result: "RunResult") -> list[str]:
    """List what the table of areas does not say, in words."""
    found = []
    for gap in result.areas.gaps if result.areas else ():
        column = next((name for name in COLUMN_WORDS if f": {name} is not published" in gap), None)
        found.append(gap.replace(f": {column} is", f": {COLUMN_WORDS[column]} is") if column else gap)
    return found


def place_words(result: "RunResult") -> str:
    """Say in one sentence what place this is."""
    values = result.scenario.values()
    table, boards = result.by_area, int(values["boards"])
    parts = [f"{svg_number(table['families'].sum())} families in {len(table)} areas"]
    parts.append(f"{svg_number(values['professionals'])} professionals")
    if boards:
        parts.append("one integrated care board" if boards == 1 else f"{boards} integrated care boards")
    full = (
        ""
        if result.scale == 1
        else f" Scale {result.scale:g}: one family here for {svg_number(1 / result.scale)} in the full place."
    )
    months = "one month" if result.months == 1 else f"{result.months} months"
    return f"{capital(listed(parts))}; {months} of one run, seed {result.seed}.{full}"


def when(months: int) -> str:
    """Say of which time the figures are."""
    return f"Figures are those of month {months}; disputes are those of {last_year(months)}, as a yearly rate."


def last_year(months: int) -> str:
    """Name the months over which rare events are counted."""
    return f"the last {YEAR} months" if months > YEAR else "the whole run"
