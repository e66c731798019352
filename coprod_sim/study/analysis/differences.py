"""How do scenarios differ?  B minus A with paired intervals: every indicator of two scenarios, or one indicator of many.

Months are those that the plan keeps.  What intervals are about (luck, or the region of the points too) is said by
results.PairedDifference.  Where a whole map or index is wanted, see region_map.py, sensitivity.py and effects.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coprod_sim.errors import ScenarioError
from coprod_sim.study.runner.results import PairedDifference, Results


@dataclass(frozen=True)
class IndicatorDifference:
    """One indicator of one comparison, at each month that was kept."""

    a: str
    b: str
    indicator: str
    by_month: tuple[PairedDifference, ...]


@dataclass(frozen=True)
class Differences:
    """B minus A: a line for each indicator of one pair, or for each scenario against the first.

    months: at which the lines have their differences.
    """

    results: Results
    months: tuple[int, ...]
    lines: tuple[IndicatorDifference, ...]

    @property
    def of_one_pair(self) -> bool:
        """Whether all lines compare the same two scenarios."""
        return len({(line.a, line.b) for line in self.lines}) == 1

    @property
    def provenance(self) -> dict[str, Any]:
        """What the study was made with."""
        return self.results.provenance

    def to_dict(self) -> dict[str, Any]:
        """Give them as plain data, in the indicators' own units: what `differences --json` prints."""
        from coprod_sim.study.compare import json_number

        rows = [
            {"scenario_a": line.a, "scenario_b": line.b, "month": month}
            | {name: value if isinstance(value, str) else json_number(value) for name, value in found._asdict().items()}
            | {"clear": found.clear}
            for line in self.lines
            for month, found in zip(self.months, line.by_month, strict=True)
        ]
        return {"study": self.results.plan.name, "provenance": self.provenance, "differences": rows}


def differences(
    results: Results,
    indicator: str | None = None,
    month: int | None = None,
    between: Sequence[str] | None = None,
) -> Differences:
    """Compare the scenarios of a study.

    between: these two, (A, B), in every indicator, or in one.   Without it: both of a plan with two; of a plan with more,
    each against the first, and then an indicator is needed (the plan's first, unless given).
    month: only this one.   Raises ScenarioError where the study has one scenario, or not what is asked for.
    """
    plan = results.plan
    there = plan.called
    if len(there) < 2:
        raise ScenarioError(f"{plan.name}: has one scenario, {there[0]}: a difference needs two. Add one to the plan.")
    months = plan.at if month is None else (results.kept_month(month),)
    if between is not None or len(there) == 2:
        a, b = (results.called(name) for name in (between or there))
        if a == b:
            raise ScenarioError(f"between = {a}, {b}: these are the same. Name two that differ.")
        names = plan.indicators if indicator is None else (indicator,)
        wanted = [(a, b, name) for name in names]
    else:
        wanted = [(there[0], other, indicator or plan.indicators[0]) for other in there[1:]]
    lines = tuple(
        IndicatorDifference(a, b, name, tuple(results.difference(a, b, name, each) for each in months))
        for a, b, name in wanted
    )
    return Differences(results, tuple(months), lines)
