"""Areas on the statutory pathway beside areas of England: where appeals are made, how that lasts and how far areas differ.

Each area gets its plans, requests, refusals, timeliness and child poverty from the official table; nothing else is read, and no appeal.
What is not known of an area is drawn, and drawn the other way round in a second run of each pair: the prediction is the log mean
over all runs, of the first year, since what is published of refusals is a year's and fades.
How long rates last and how far they lie apart is counted in single runs over years, where chance and habits must count.
"""

from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.validation import area_lines
from coprod_sim.evidence.validation import statistics as stats
from coprod_sim.evidence.validation.area_lines import (
    JUDGED,
    WANTED_PERSISTENCE,
    WANTED_REFUSALS,
    WANTED_TIMELINESS,
    WANTED_TOTAL,
    gradient_line,
    relation_line,
    words_of,
)
from coprod_sim.evidence.validation.areas import LEAST_PLANS, Official, Prediction, read_official
from coprod_sim.evidence.validation.report_lines import (
    LineVerdict,
    ReportLine,
    Section,
    not_run,
    number_words,
    span_words,
)
from coprod_sim.indicators import YEAR, share_of
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.usual import BASELINE
from coprod_sim.study.run import RunResult, run

COUNTRY: Final = f"{BASELINE}+england+statutory"
LEAST_CORRELATION, LEAST_OF_INTERVAL = 0.40, 0.25
WANTED_SPREAD: Final = (3.2, 4.6)
YEARS: Final = 8
TWO: Final = 2
"""Threads of each run."""
HARDLY: Final = 1e-4
"""Where nobody appealed in a year the rate counts as this, so that it has a logarithm."""
NOT_GIVEN: Final = (
    "not given: the table of local authorities is no part of this package. Give it with --areas TABLE.csv"
)


class OnPathway(NamedTuple):
    """What the model says: appeals for each decision that can be appealed, and how many of either there were.

    first: the log mean over mirrored runs of the first year, shape (areas,); total: appeals over decisions in these runs;
    years: the rates of a single run, shape (years, areas).
    """

    first: Reals
    total: float
    years: Reals


def appeals_and_decisions(result: RunResult) -> tuple[Reals, Reals]:
    """Count appeals lodged, and decisions that can be appealed (refusals, assessments without a plan, plans), each of shape (years, areas)."""
    assert result.areas is not None
    years, areas = result.months // YEAR, len(result.areas.names)
    tallies = result.tallies[1 : 1 + years * YEAR, :areas]

    def of_year(*names: str) -> Reals:
        total = sum(tallies[f"path_{name}"] for name in names)
        return np.asarray(np.reshape(total, (years, YEAR, areas)).sum(axis=1))

    appeals = of_year("appeals_refusal", "appeals_no_plan", "appeals_content")
    return appeals, of_year("refused", "no_plan") + of_year("plans") / YEAR


def predict_on_pathway(path: str | Path, scale: float, pairs: range, years: int = YEARS) -> OnPathway:
    """Run the place of the table twice with each seed, once mirrored, for a year; and once over years."""
    logs, totals = [], []
    for seed in pairs:
        for mirror in (1, -1):
            scenario = load_scenario(COUNTRY, {"mirror": mirror})
            appeals, decisions = appeals_and_decisions(
                run(scenario, areas=path, scale=scale, months=YEAR, seed=seed, threads=TWO)
            )
            logs.append(np.log(np.maximum(share_of(appeals[0], decisions[0]), HARDLY)))
            totals.append(float(appeals.sum() / decisions.sum()))
    single = run(load_scenario(COUNTRY), areas=path, scale=scale, months=years * YEAR, seed=pairs.start, threads=TWO)
    return OnPathway(np.exp(np.mean(logs, axis=0)), float(np.mean(totals)), share_of(*appeals_and_decisions(single)))


def on_pathway(path: str | Path | None, scale: float, pairs: range) -> Section:
    """Compare areas on the pathway with areas of the table; without a table the section says so.  The table has been looked at before."""
    if path is None:
        return section((not_run("Areas on the statutory pathway", NOT_GIVEN),))
    official = read_official(path)
    made = predict_on_pathway(path, scale, pairs)
    # The lines of areas beside areas take rates for 1,000, by run, year and area.
    as_rates = Prediction(1000 * made.first[None, None, :], official.families * scale, scale)
    lines = (
        level_line(official, made),
        relation_line(official, as_rates, "refused", "the share of requests refused", WANTED_REFUSALS),
        relation_line(official, as_rates, "timeliness", "the share of plans made in time", WANTED_TIMELINESS),
        gradient_line(official, as_rates),
        spread_line(official, made),
        persistence_line(official, made),
        total_line(official, made),
    )
    place = "the full place" if scale == 1 else f"a place {scale:g} times as large as the real one"
    notes = (
        f"Run: {COUNTRY} on {place}; {len(pairs)} mirrored pairs of one year, and one run of {YEARS} years.",
        f"Compared: {int(official.compared.sum())} areas with more than {LEAST_PLANS} plans and a published appeal rate.",
    )
    return section(lines, notes)


def level_line(official: Official, made: OnPathway) -> ReportLine:
    """Judge whether areas with a higher published rate have a higher predicted one."""
    keep = official.compared
    found = stats.rank_correlation(made.first[keep], official.appeal_rate[keep])
    by_poverty = stats.rank_correlation(-official.poverty[keep], official.appeal_rate[keep])
    met = found.value >= LEAST_CORRELATION and found.low > LEAST_OF_INTERVAL
    verdict: LineVerdict = "green" if met else "amber" if found.low > 0 else "red"
    return ReportLine(
        "Rank correlation of predicted appeals with the published appeal rate",
        words_of(found),
        f"{LEAST_CORRELATION:.2f} or more, its interval above {LEAST_OF_INTERVAL:.2f}",
        verdict,
        f"Ranking areas by child poverty alone, the least poor first, gives {number_words(by_poverty.value)}.",
        "dfela2025",
        area_lines.numbers_of(found, LEAST_CORRELATION, inf),
    )


def spread_line(official: Official, made: OnPathway) -> ReportLine:
    """Judge how far areas differ in one year: the rate at nine tenths of areas over that at one tenth, mean over years."""
    rates = made.years[:, official.compared]
    found = [float(np.quantile(year, 0.9) / np.quantile(year, 0.1)) for year in rates]
    value, (low, high) = float(np.mean(found)), WANTED_SPREAD
    verdict: LineVerdict = (
        "green" if low <= value <= high else "amber" if max(found) >= low and min(found) <= high else "red"
    )
    published = stats.rate_spread(official.appeal_rate[official.compared])
    return ReportLine(
        "Spread: rate at nine tenths of areas, over rate at one tenth, mean of the years of one run",
        f"{number_words(value)} (years: {number_words(min(found))} to {number_words(max(found))})",
        span_words(low, high),
        verdict,
        f"This table: {number_words(published)}. How far habits lie apart (`habit_spread`) was set by this line, and by nothing else of published appeals.",
        "dfela2025",
        {"value": value, "low": min(found), "high": max(found), "published": published},
    )


def persistence_line(official: Official, made: OnPathway) -> ReportLine:
    """Judge how far an area's rate stays what it was, from year to year, in one run."""
    rates, (low, high) = made.years[:, official.compared], WANTED_PERSISTENCE
    found = [stats.rank_correlation(one, other).value for one, other in pairwise(rates)]
    value = float(np.mean(found))
    verdict: LineVerdict = "green" if low <= value <= high else "amber" if value > 0 and max(found) >= low else "red"
    return ReportLine(
        "Persistence: rank correlation of an area's rate with its rate in the year after, mean of the years of one run",
        f"{number_words(value)} (years: {number_words(min(found))} to {number_words(max(found))})",
        span_words(low, high),
        verdict,
        "In a small place chance lowers it.",
        "dfela2025",
        {"value": value, "low": min(found), "high": max(found)},
    )


def total_line(official: Official, made: OnPathway) -> ReportLine:
    """Judge the appeal rate of all areas together; the span is ours, a quarter either way."""
    keep = official.compared & np.isfinite(official.appeals)
    published = float(official.appeals[keep].sum() / (official.appeals[keep] / official.appeal_rate[keep]).sum() / 100)
    ratio, (low, high) = made.total / published, WANTED_TOTAL
    return ReportLine(
        "Appeals for each decision that can be appealed, over what was published",
        f"{number_words(ratio)}: {number_words(100 * made.total)} of 100, published {number_words(100 * published)}",
        span_words(low, high),
        "green" if low <= ratio <= high else "red",
        "Set by national totals: the chances of an appeal by ground.",
        "moj2024",
        {"value": ratio, "published": published},
    )


def section(lines: tuple[ReportLine, ...], notes: tuple[str, ...] = ()) -> Section:
    """Put the section together."""
    return Section(
        "areas_on_pathway",
        "Areas on the statutory pathway",
        "Told plans, requests, refusals, timeliness and poverty of each local authority, does the model know where appeals are made?",
        lines,
        JUDGED,
        (
            *notes,
            "Published appeals are not read by the model. docs/evidence.md counts how often somebody has looked at this comparison.",
        ),
    )
