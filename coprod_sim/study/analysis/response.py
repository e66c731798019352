"""What an analysis looks at: one indicator of one scenario, or its difference B minus A, at every point of a study.

Results are means over replicates.  An analysis that needs every point (Sobol, Morris) asks for `complete`, which
refuses a study with failed runs, and leaves out the replicates that an unfinished study has not yet run everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.parameters import close_name
from coprod_sim.study.certainty_text import PLAIN_NAMES, Unit, unit_of
from coprod_sim.study.runner.made_with import made_of

if TYPE_CHECKING:
    import pandas as pd

    from coprod_sim.study.plan.plan import Plan

NAMED: int = 5
"""So many failed points are named in a message; the rest are counted."""


class StudyResults(Protocol):
    """What an analysis reads of a study (results.py); an object in memory with these names serves as well.

    runs: run, scenario, point, replicate, status ("done" or "failed"), error.   settings: one row a point, in order.
    values: shape (points, replicates), nan where a run is missing or failed, or where there is nothing to measure.
    """

    @property
    def plan(self) -> "Plan":
        """What was asked."""

    @property
    def runs(self) -> "pd.DataFrame":
        """One row for each run that was made."""

    @property
    def settings(self) -> "pd.DataFrame":
        """The values of what was varied, a column each."""

    def values(self, indicator: str, month: int | None = None, scenario: str | None = None) -> "pd.DataFrame":
        """One indicator of one scenario, of shape (points, replicates)."""


@dataclass(frozen=True)
class Response:
    """One indicator at one month, in the indicator's own unit, of shape (points, replicates); nan where it is not known.

    a, b: the scenarios of the difference B minus A; a is None where one scenario, b, is looked at alone.
    settings: what was varied, shape (points, names).
    """

    results: StudyResults
    indicator: str
    month: int
    a: str | None
    b: str
    values: Reals
    values_a: Reals | None
    values_b: Reals
    settings: Reals

    @property
    def names(self) -> tuple[str, ...]:
        """What was varied."""
        return tuple(varied.name for varied in self.results.plan.varied)

    @property
    def unit(self) -> Unit:
        """How its numbers are shown."""
        return unit_of(self.indicator)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Which scenarios are looked at."""
        return (self.b,) if self.a is None else (self.a, self.b)

    @property
    def subject(self) -> str:
        """What is looked at, in plain words."""
        where = f"in {self.b}" if self.a is None else f"({self.b} minus {self.a})"
        return f"{PLAIN_NAMES.get(self.indicator, INDICATORS[self.indicator].title.lower())} {where}"

    def asked(self) -> dict[str, Any]:
        """Give what is looked at as plain data: how the JSON of every analysis begins."""
        return {
            "study": self.results.plan.name,
            "indicator": self.indicator,
            "month": self.month,
            "scenario_a": self.a,
            "scenario_b": self.b,
            "provenance": self.provenance,
        }

    @property
    def provenance(self) -> dict[str, Any]:
        """What the study was made with; results in memory know their plan only."""
        found: dict[str, Any] | None = getattr(self.results, "provenance", None)
        return found or made_of(self.results.plan, None, ())

    def range_of(self, name: str) -> tuple[float, float]:
        """Give the lowest and the highest value that the plan explores of a setting."""
        varied = self.results.plan.varied[self.names.index(name)]
        return varied.low, varied.high

    def means(self) -> Reals:
        """Give the mean over the replicates that are known, by point; nan where there is none."""
        known = np.isfinite(self.values)
        count = known.sum(axis=1)
        sums = np.where(known, self.values, 0.0).sum(axis=1)
        return np.where(count > 0, sums / np.maximum(count, 1), np.nan)

    def complete(self, method: str) -> Reals:
        """Give the values of the replicates that are known at every point; raises ScenarioError where one failed."""
        refuse_failed(self, method)
        whole = np.isfinite(self.values).all(axis=0)
        if not whole.any():
            done = int(np.isfinite(self.values).sum())
            raise ScenarioError(
                f"{self.results.plan.name}: {done:,} of {self.values.size:,} results are there: {method} needs at least "
                "one replicate of every point. Finish the study: coprod-sim sweep with --resume."
            )
        return self.values[:, whole]


def read_response(
    results: StudyResults,
    indicator: str | None = None,
    month: int | None = None,
    scenario: str | None = None,
    between: Sequence[str] | None = None,
) -> Response:
    """Choose what to look at.

    indicator: the first of the plan, if not given.   month: the last that was kept, if not given.
    scenario: look at this one alone.   between: look at B minus A of these two, (A, B); both of a plan with two.
    Raises ScenarioError where the study does not have what is asked for, or where a choice is needed.
    """
    plan = results.plan
    indicator = one_of(plan.indicators[0] if indicator is None else indicator, plan.indicators, "indicator")
    kept = tuple(plan.at) or (plan.months,)
    month = max(kept) if month is None else month
    if month not in kept:
        raise ScenarioError(f"month = {month}: this study kept {numbers(kept)}. Choose one of these.")
    a, b = chosen(plan, scenario, between)
    values_b = np.asarray(results.values(indicator, month, b), dtype=float)
    values_a = None if a is None else np.asarray(results.values(indicator, month, a), dtype=float)
    values = values_b if values_a is None else values_b - values_a
    settings = np.asarray(results.settings[[varied.name for varied in plan.varied]], dtype=float)
    return Response(results, indicator, month, a, b, values, values_a, values_b, settings)


def chosen(plan: "Plan", scenario: str | None, between: Sequence[str] | None) -> tuple[str | None, str]:
    """Say which scenario to look at alone (None, B), or which two to compare (A, B), as they are called in the results."""
    there = plan.called
    if scenario is not None and between is not None:
        raise ScenarioError("scenario, between: only one can be looked at. Leave one out.")
    if scenario is not None:
        return None, one_of(plan.known_as(scenario), there, "scenario")
    if between is not None:
        a, b = (one_of(plan.known_as(name), there, "between") for name in between)
        if a == b:
            raise ScenarioError(f"between = {a}, {b}: these are the same. Name two that differ.")
        return a, b
    if len(there) == 1:
        return None, there[0]
    if len(there) == 2:
        return there[0], there[1]
    raise ScenarioError(
        f"{plan.name}: has {len(there)} scenarios ({', '.join(there)}): two can be compared. "
        "Choose with --between A B, or one alone with --scenario."
    )


def one_of(name: str, known: Sequence[str], what: str) -> str:
    """Give a name that a study has, or say which it has."""
    if name in known:
        return name
    near = close_name(name, known)
    advice = f"Did you mean {near}?" if near else "Choose one of these."
    raise ScenarioError(f"{what} = {name}: this study has {', '.join(known)}. {advice}")


def refuse_failed(response: Response, method: str) -> None:
    """Raise ScenarioError where runs failed, or gave nothing that can be measured: indices would be silently wrong."""
    runs, plan = response.results.runs, response.results.plan
    looked_at = runs[runs["scenario"].isin(response.scenarios)]
    failed = looked_at[looked_at["status"] == "failed"]
    if len(failed):
        first = failed.iloc[0]
        raise ScenarioError(
            f"{plan.name}: {len(failed):,} runs failed, at {points_named(failed['point'])}; the first with: {first['error']}: "
            f"{method} needs every point. Mend what made them fail and sweep again, or narrow the range in the plan."
        )
    empty = ~np.isfinite(response.values)
    done = np.zeros_like(empty, dtype=int)
    np.add.at(done, (looked_at["point"].to_numpy(int), looked_at["replicate"].to_numpy(int)), 1)
    empty &= done == len(response.scenarios)
    if empty.any():
        raise ScenarioError(
            f"{plan.name}: {response.indicator} could not be measured at {points_named(np.nonzero(empty)[0])}: "
            f"{method} needs every point. Choose another indicator, or narrow the range in the plan."
        )


def points_named(points: "Sequence[int] | np.ndarray | pd.Series[int]") -> str:
    """Name a few points, and count the rest.

    >>> points_named([3, 3, 9]), points_named(range(8))
    ('points 3, 9', 'points 0, 1, 2, 3, 4 and 3 more')
    """
    found = sorted({int(point) for point in points})
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return f"point{'s' if len(found) > 1 else ''} {', '.join(map(str, found[:NAMED]))}{more}"


def numbers(months: Sequence[int]) -> str:
    """Name the months that were kept."""
    return f"month{'s' if len(months) > 1 else ''} {', '.join(map(str, months))}"
