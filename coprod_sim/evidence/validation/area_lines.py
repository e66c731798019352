"""What is said of areas beside areas: one function for each line of the section, with the span that is wanted and the verdict.

Spans are those of English authorities over 2016 to 2024; where the table allows it, its own value stands in the remark.
"""

from math import inf
from typing import Final

import numpy as np

from coprod_sim.evidence.validation import statistics as stats
from coprod_sim.evidence.validation.areas import Official, Prediction
from coprod_sim.evidence.validation.report_lines import LineVerdict, ReportLine, found_words, number_words, span_words
from coprod_sim.evidence.validation.statistics import AreaEstimate
from coprod_sim.study.certainty_text import capital

WANTED_GRADIENT: Final = (1.2, 1.7)
WANTED_REFUSALS: Final = (0.20, 0.40)
WANTED_TIMELINESS: Final = (-0.15, 0.10)
WANTED_PERSISTENCE: Final = (0.75, 0.88)
WANTED_TOTAL: Final = (0.8, 1.25)
JUDGED: Final = (
    "Green: the model's value lies in the wanted span. Amber: it does not, but its 95 % interval over areas reaches into the span, "
    "and the sign is right. Red: anything else."
)


def verdict_of(found: AreaEstimate, low: float, high: float, right_sign: bool) -> LineVerdict:
    """Judge a statistic against a wanted span.

    >>> verdict_of(AreaEstimate(0.1, -0.1, 0.3, 150), 0.2, 0.4, True), verdict_of(AreaEstimate(-0.1, -0.3, 0.1, 150), 0.2, 0.4, False)
    ('amber', 'red')
    """
    if found.holds(low, high):
        return "green"
    return "amber" if found.reaches(low, high) and right_sign else "red"


def edge_words(found: AreaEstimate, low: float, high: float) -> str:
    """Say that other areas might give another verdict, where the interval reaches over an edge of the span.

    >>> edge_words(AreaEstimate(0.3, 0.1, 0.5, 150), 0.2, 0.6), edge_words(AreaEstimate(0.3, 0.25, 0.5, 150), 0.2, 0.6)
    (' Near an edge: its interval reaches over it.', '')
    """
    near = any(found.low < edge < found.high for edge in (low, high))
    return " Near an edge: its interval reaches over it." if near else ""


def words_of(found: AreaEstimate) -> str:
    """Write a statistic with its interval."""
    return found_words(found.value, found.low, found.high)


def numbers_of(found: AreaEstimate, low: float, high: float, published: float = float("nan")) -> dict[str, float]:
    """Give the numbers behind a line."""
    span = {"wanted_low": low, "wanted_high": high, "published": published}
    return {"value": found.value, "low": found.low, "high": found.high, "areas": float(found.areas), **span}


# The lines.


def level_lines(official: Official, made: Prediction) -> list[ReportLine]:
    """Judge whether areas with a higher published rate have a higher predicted one, and whether that beats a plain guess."""
    keep = official.compared
    published, predicted = official.appeal_rate[keep], made.mean[keep]
    found = stats.rank_correlation(predicted, published)
    by_poverty = stats.rank_correlation(-official.poverty[keep], published)
    others = {
        "appeals per 1,000 plans": official.appeals / np.where(official.plans > 0, official.plans, np.nan),
        "appeals per 1,000 families": official.appeals / np.where(official.families > 0, official.families, np.nan),
    }
    more = [
        f"with {name} {number_words(stats.rank_correlation(predicted, column[keep]).value)}"
        for name, column in others.items()
    ]
    top, most = stats.ceiling(made.rates.mean(axis=1)[:, keep]), len(made.rates)
    reachable = stats.reachable(top, most)
    verdict: LineVerdict = "green" if found.low > 0 else "amber" if found.value > 0 else "red"
    better: LineVerdict = (
        "green" if found.value > by_poverty.value else "amber" if found.high > by_poverty.value > 0 else "red"
    )
    return [
        ReportLine(
            "Rank correlation of predicted disputes with the published appeal rate",
            words_of(found),
            "above 0, interval and all",
            verdict,
            f"{capital('; '.join(more))}. Noise: the rates of two seeds agree to {number_words(top)}; "
            f"so the mean of {most} can agree with anything by no more than about {number_words(reachable)} at this size.",
            "",
            {**numbers_of(found, 0.0, inf), "two_seeds": top, "reachable": reachable},
        ),
        ReportLine(
            "Knowing more about published appeals than child poverty alone does (rank correlation)",
            words_of(found),
            span_words(by_poverty.value, inf),
            better,
            "A ruler without any model: rank areas by poverty, the least poor first. A model that adds something beats it.",
            "",
            numbers_of(found, by_poverty.value, inf, by_poverty.value),
        ),
    ]


def gradient_line(official: Official, made: Prediction) -> ReportLine:
    """Judge the poverty gradient: the mean rate in the least poor fifth of areas over that in the poorest."""
    keep = official.compared
    found = stats.bootstrapped(stats.gradient, made.mean[keep], official.poverty[keep])
    published = stats.bootstrapped(stats.gradient, official.appeal_rate[keep], official.poverty[keep])
    low, high = WANTED_GRADIENT
    return ReportLine(
        "Poverty gradient: rate in the least poor fifth of areas, over that in the poorest",
        words_of(found),
        span_words(low, high),
        verdict_of(found, low, high, found.value > 1),
        f"This table: {words_of(published)}. Published: 1.41.{edge_words(found, low, high)}",
        "marsh2022 dfela2025",
        numbers_of(found, low, high, published.value),
    )


def relation_line(official: Official, made: Prediction, fact: str, words: str, span: tuple[float, float]) -> ReportLine:
    """Judge the rank correlation of predicted disputes with one published fact about areas."""
    keep, (low, high) = official.compared, span
    column = getattr(official, fact)[keep]
    found = stats.rank_correlation(made.mean[keep], column)
    published = stats.rank_correlation(official.appeal_rate[keep], column)
    by_year = [stats.rank_correlation(rates[keep], column).value for rates in made.rates.mean(axis=0)]
    yearly = ", ".join(number_words(value) for value in by_year)
    sign_free = low < 0 < high
    return ReportLine(
        f"Rank correlation of disputes with {words}",
        words_of(found),
        span_words(low, high),
        verdict_of(found, low, high, sign_free or found.value * (low + high) > 0),
        f"This table: {words_of(published)}. The model, year by year: {yearly}.{edge_words(found, low, high)}",
        "dfela2025",
        numbers_of(found, low, high, published.value),
    )


def persistence_line(official: Official, made: Prediction) -> ReportLine:
    """Judge how far an area's rate stays what it was: rank correlation of one year with the next, mean of years and seeds."""
    keep, (low, high) = official.compared, WANTED_PERSISTENCE
    found = [stats.persistence(rates[:, keep]) for rates in made.rates]
    value, least, most = float(np.mean(found)), float(np.min(found)), float(np.max(found))
    noise_share = float(
        np.mean([stats.counting_noise_share(rates[:, keep], made.families[keep]) for rates in made.rates])
    )
    counted = float(np.median(made.mean[keep] * made.families[keep] / 1000))
    published = float(np.nanmedian(official.appeals[keep]))
    reaches = least <= high and most >= low
    verdict: LineVerdict = "green" if low <= value <= high else "amber" if reaches and value > 0 else "red"
    return ReportLine(
        "Persistence: rank correlation of an area's rate with its rate in the year after",
        f"{number_words(value)} (seeds: {number_words(least)} to {number_words(most)})",
        span_words(low, high),
        verdict,
        f"Counting luck makes {number_words(100 * noise_share, 0)} % of the variance between areas in one year: the middle area has "
        f"{number_words(counted, 0)} disputes a year here, and {number_words(published, 0)} appeals in the table. "
        "The table has one year only, so the wanted span is the published one.",
        "dfela2025",
        {
            **numbers_of(AreaEstimate(value, least, most, int(keep.sum())), low, high),
            "luck": noise_share,
            "disputes": counted,
        },
    )


def total_line(official: Official, made: Prediction) -> ReportLine:
    """Judge whether all areas together have as many disputes as there were appeals; the span is ours, a quarter either way."""
    keep = official.compared & np.isfinite(official.appeals) & np.isfinite(made.mean)
    appeals = float(official.appeals[keep].sum())
    disputes = float((made.mean * made.families)[keep].sum() / 1000 / made.scale)
    with_plan = float((made.mean * official.plans)[keep].sum() / 1000)
    ratio, (low, high) = disputes / appeals, WANTED_TOTAL
    return ReportLine(
        "Disputes in a year in all areas, over appeals published",
        f"{number_words(ratio)}: {number_words(disputes, 0)} disputes, {number_words(appeals, 0)} appeals",
        span_words(low, high),
        "green" if low <= ratio <= high else "red",
        "In the model every family can dispute, with a plan or without; the rate was set by appeals per 1,000 plans. "
        f"Families with a plan alone would make {number_words(with_plan, 0)} disputes.",
        "dfela2025",
        {"value": ratio, "disputes": disputes, "with_plan": with_plan, "published": appeals},
    )


def spread_line(official: Official, made: Prediction) -> ReportLine:
    """Judge how far areas differ: the rate below which nine tenths of areas lie, over that below which a tenth lies."""
    keep = official.compared
    found = stats.bootstrapped(stats.rate_spread, made.mean[keep])
    published = stats.bootstrapped(stats.rate_spread, official.appeal_rate[keep])
    return ReportLine(
        "Spread: rate at nine tenths of areas, over rate at one tenth",
        words_of(found),
        span_words(published.low, published.high),
        verdict_of(found, published.low, published.high, found.value > 1),
        f"This table: {words_of(published)}; the span is its interval. In a small place luck widens it.",
        "",
        numbers_of(found, published.low, published.high, published.value),
    )
