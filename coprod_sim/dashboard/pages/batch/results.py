"""What a batch gave, as /batch shows it: means with 95 % intervals for each combination, and lines for a chart.

All numbers come from study/runner/results.py; here they are only chosen, and multiplied as people read them (of 100).
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.scenario import tidy
from coprod_sim.study.certainty_text import Unit, unit_of
from coprod_sim.study.plan.plan import Plan
from coprod_sim.study.runner.results import Results, interval

ResultTable = dict[str, Any]
Chosen = TypeVar("Chosen")
Cell = tuple[float | None, float | None, float | None]

MOST_LINES: Final = 100
"""Lines of the table, and places along the chart; the CSV has all."""


def results_table(found: Results, look: Mapping[str, object]) -> ResultTable:
    """Give the table of one month, and the chart of one outcome along one setting.

    look: month, outcome and along (a setting); the last month, the first outcome and setting unless they are there.
    """
    plan = found.plan
    names = tuple(one.name for one in plan.varied)
    month = chosen(look.get("month"), plan.at, max(plan.at))
    outcome = chosen(look.get("outcome"), plan.indicators, plan.indicators[0])
    along = chosen(look.get("along"), names, (names or ("",))[0])
    values = {
        scenario.name: [(found.values(name, month, scenario.name), unit_of(name)) for name in plan.indicators]
        for scenario in plan.loaded
    }
    lines = [
        {
            "scenario": scenario.title,
            "settings": [str(tidy(name, float(found.settings[name][point]))) for name in names],
            "cells": [cell(table.loc[[point]].to_numpy(), unit) for table, unit in values[scenario.name]],
        }
        for point in found.settings["point"].to_list()[: MOST_LINES // len(plan.loaded) or 1]
        for scenario in plan.loaded
    ]
    failed = found.failed
    return {
        "names": names,
        "outcomes": [outcome_table(name) for name in plan.indicators],
        "months": list(plan.at),
        "month": month,
        "outcome": outcome,
        "along": along,
        "lines": lines,
        "all": len(found.settings) * len(plan.loaded),
        "runs": len(found.runs),
        "failed": len(failed),
        "error": str(failed["error"].iloc[0]) if len(failed) else "",
        "chart": chart(found, outcome, month, along) if along else None,
    }


def chosen(wanted: object, among: Sequence[Chosen], otherwise: Chosen) -> Chosen:
    """Give what is wanted, if it is among these."""
    return next((one for one in among if one == wanted), otherwise)


def outcome_table(name: str) -> ResultTable:
    """Give what people read of an outcome."""
    one = INDICATORS[name]
    return {"key": name, "title": one.title, "unit": unit_of(name).full, "meaning": one.definition}


def cell(values: Any, unit: Unit) -> Cell:
    """Give the mean and the interval of values, shape (points, replicates), as people read them; None where there is none."""
    return tuple(None if math.isnan(each) else each * unit.factor for each in interval(values, "replicates"))  # type: ignore[return-value]


def chart(found: Results, outcome: str, month: int, along: str) -> ResultTable | None:
    """Give a line for each scenario: one outcome at each value of a setting, over all values of the others."""
    places = found.settings.groupby(along)["point"].apply(list)
    if len(places) < 2:
        return None
    lines = []
    for scenario in found.plan.loaded:
        values = found.values(outcome, month, scenario.name)
        points = [cell(values.loc[points].to_numpy(), unit_of(outcome)) for points in places.to_list()[:MOST_LINES]]
        lines.append({"scenario": scenario.title, "points": points})
    others = len(found.plan.varied) > 1
    return {"at": [float(value) for value in places.index[:MOST_LINES]], "lines": lines, "others": others}


def commands(plan: Plan) -> list[tuple[str, str]]:
    """Give what can be asked of the results at the command line: the key of its words, and the command."""
    found = []
    named = plan.called
    many = len(named) > 1
    between = f" --between {named[0]} {named[1]}" if len(named) > 2 else ""
    if many:
        found.append(("differences", f"coprod-sim differences results{between} --out figures"))
    if plan.method == "grid" and plan.replicates > 1 and all(len(one.values) > 1 for one in plan.varied):
        found.append(("effects", f"coprod-sim effects results{between} --out figures"))
    if plan.method == "grid" and len(plan.varied) == 2 and many:
        found.append(("map", f"coprod-sim map results{between} --out figures"))
    return found
