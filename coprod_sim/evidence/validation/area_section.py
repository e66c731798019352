"""Areas beside areas as a section of the validation: the lines, every dot of the picture, and how much was put in by hand."""

from math import isfinite
from pathlib import Path
from typing import Any, Final

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.validation import statistics as stats
from coprod_sim.evidence.validation.area_lines import (
    JUDGED,
    WANTED_REFUSALS,
    WANTED_TIMELINESS,
    gradient_line,
    level_lines,
    persistence_line,
    relation_line,
    spread_line,
    total_line,
)
from coprod_sim.evidence.validation.areas import LEAST_PLANS, Official, Prediction, predict, read_official
from coprod_sim.evidence.validation.report_lines import ReportLine, Section, not_run
from coprod_sim.indicators import YEAR
from coprod_sim.study.compare import json_number

SLOPES: Final = {
    "resources_by_poverty": "poverty alone",
    "capacity_by_timeliness": "timeliness alone",
    "control_by_refusals": "refusals alone",
}
"""The three guesses that turn published facts into differences between areas, and what is left on with one of them."""
APART_SCALE: Final = 0.1
"""What was put in is looked at in a place no larger than this."""
NOT_GIVEN: Final = (
    "not given: the table of local authorities is no part of this package. Give it with --areas TABLE.csv"
)


def between_areas(path: str | Path | None, scale: float, months: int, seeds: range) -> Section:
    """Compare areas of the model with areas of the table; without a table the section says so.

    Raises ScenarioError where the table cannot be used, or has too few areas to compare.
    """
    if path is None:
        return section((not_run("Areas beside areas", NOT_GIVEN),))
    official = read_official(path)
    count = int(official.compared.sum())
    if count < stats.LEAST_AREAS:
        raise ScenarioError(
            f"{path}: {count} areas with more than {LEAST_PLANS} plans and a published appeal rate: "
            f"at least {stats.LEAST_AREAS} are needed to compare areas. Give the full table, or leave --areas out."
        )
    made = predict(path, scale, months, seeds)
    lines = (
        *level_lines(official, made),
        gradient_line(official, made),
        relation_line(official, made, "refused", "the share of requests refused", WANTED_REFUSALS),
        relation_line(official, made, "timeliness", "the share of plans made in time", WANTED_TIMELINESS),
        persistence_line(official, made),
        spread_line(official, made),
        total_line(official, made),
    )
    data = {
        "table": Path(path).name,
        "areas": count,
        "scale": scale,
        "months": months,
        "seeds": list(seeds),
        "dots": dots(official, made),
        "put_in_scale": min(scale, APART_SCALE),
        "put_in": put_in(path, official, made, months, seeds),
    }
    return section(lines, notes_of(official, scale, months, seeds), data)


def dots(official: Official, made: Prediction) -> list[dict[str, Any]]:
    """Give each compared area as plain data: its name, families in the run, predicted and published rate."""
    return [
        {
            "area": official.names[row],
            "families": int(made.families[row]),
            "predicted": float(made.mean[row]),
            "published": float(official.appeal_rate[row]),
        }
        for row in np.flatnonzero(official.compared & np.isfinite(made.mean)).tolist()
    ]


def put_in(path: str | Path, official: Official, made: Prediction, months: int, seeds: range) -> list[dict[str, Any]]:
    """Run again with each of the three slopes alone, and with none: how much of each relation was put in by hand.

    Gives rows of plain data: what was left on, and the same statistics as the lines have.
    """
    scale = min(made.scale, APART_SCALE)
    whole = made if scale == made.scale else predict(path, scale, months, seeds)
    rows = [put_in_row("all three, as shipped", official, whole.mean)]
    for left_on in (*SLOPES, None):
        off = {slope: 0.0 for slope in SLOPES if slope != left_on}
        rate = predict(path, scale, months, seeds, off).mean
        rows.append(put_in_row(SLOPES[left_on] if left_on else "none of the three", official, rate))
    return rows


def put_in_row(words: str, official: Official, rate: Reals) -> dict[str, Any]:
    """Give one row: the statistics of a predicted rate, shape (areas,)."""
    keep = official.compared & np.isfinite(rate)
    columns = {"published": official.appeal_rate, "refusals": official.refused, "timeliness": official.timeliness}
    found = {
        name: json_number(stats.rank_correlation(rate[keep], column[keep]).value) for name, column in columns.items()
    }
    rates, poverty = stats.known(rate[keep], official.poverty[keep])
    return {"on": words, **found, "gradient": json_number(stats.gradient(rates, poverty))}


def notes_of(official: Official, scale: float, months: int, seeds: range) -> tuple[str, ...]:
    """Say what was run, and of which areas."""
    kept = int(official.compared.sum())
    few = int((official.plans <= LEAST_PLANS).sum())
    silent = sum(not isfinite(rate) for rate in official.appeal_rate)
    place = "the full place" if scale == 1 else f"a place {scale:g} times as large as the real one"
    count = "1 seed" if len(seeds) == 1 else f"{len(seeds)} seeds"
    run = f"england on {place}, {months // YEAR} years, {count}; a rate is the mean over all years and seeds."
    areas = (
        f"Compared: {kept} areas with more than {LEAST_PLANS} plans and a published appeal rate, as in the published relations. "
        f"Of the others, {few} have fewer plans, and {silent} no published rate."
    )
    unit = (
        "The model counts disputes for 1,000 families, the published rate is of decisions that can be appealed: "
        "so areas are compared by rank. This rate is the main measure because the published relations are about it; "
        "appeals per 1,000 plans and per 1,000 families stand in the remark of the first line."
    )
    return (f"Run: {run}", areas, unit)


def section(lines: tuple[ReportLine, ...], notes: tuple[str, ...] = (), data: dict[str, Any] | None = None) -> Section:
    """Put the section together."""
    unread = "Published appeal rates are never used for fitting, nor read by the model: they are the examination paper."
    return Section(
        "areas",
        "Areas beside areas",
        "Told three published facts about each local authority, does the model know where there are more appeals?",
        lines,
        JUDGED,
        (*notes, unread),
        data or {},
    )
