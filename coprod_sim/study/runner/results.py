"""What a study gave, as tidy tables: open its folder, look at values by point and replicate, and compare scenarios in pairs.

    from coprod_sim.study.runner import results
    found = results.open("experiments/train_first/results")
    found.difference("consultation_only", "power_sharing", "progress")

The same tables open without us, in pandas, polars, DuckDB and R: see store.py for the files.
A study that is still at work, or was stopped, can be opened too: what is finished is there, and `missing` says what is not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from coprod_sim.engine.checkpoint.file_format import DamagedError
from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import close_name
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.runner.chunks import Cut
from coprod_sim.study.runner.made_with import begun_with, made_of, run_versions, warn_if_mixed
from coprod_sim.study.runner.parquet_parts import RUNS, VALUES
from coprod_sim.study.runner.store import PLAN, Store, check_same, read_manifest, read_points, with_chunk

if TYPE_CHECKING:
    import pandas as pd

Over = Literal["replicates", "points"]
SAMPLED: Final = ("latin_hypercube", "sobol", "morris")
"""Methods whose points are a sample of a region; those of the others are the points that were meant."""
MOST_NAMED: Final = 5


class PairedDifference(NamedTuple):
    """One indicator in one month: means of A and B, and B minus A with its 95 % interval (Student's t).

    over: what the interval is about: luck at the points as they are ("replicates"), or the region of the points too.
    units: how many of these there are.   pairs: runs compared.   left_out: pairs with a failed or missing value.
    """

    indicator: str
    a: float
    b: float
    difference: float
    ci_low: float
    ci_high: float
    over: Over
    units: int
    pairs: int
    left_out: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.ci_low > 0 or self.ci_high < 0


@dataclass(frozen=True)
class Results:
    """What a study gave.

    runs: one row a run, in the order of their numbers.   settings: one row a point.
    indicators: run, scenario, point, replicate, month, indicator, value; failed runs have no rows.
    missing: chunks that are not finished.   manifest: what the folder says of itself, if there is one.
    """

    plan: Plan
    runs: "pd.DataFrame"
    settings: "pd.DataFrame"
    indicators: "pd.DataFrame"
    missing: tuple[int, ...] = ()
    manifest: Mapping[str, Any] | None = None

    @property
    def provenance(self) -> dict[str, Any]:
        """What this rests on: scenarios, files, versions of the runs and of what reads them (made_with.py)."""
        return made_of(self.plan, self.manifest, notes_of(self.runs))

    @property
    def complete(self) -> bool:
        """Whether all chunks are there."""
        return not self.missing

    @property
    def failed(self) -> "pd.DataFrame":
        """The runs that failed, with seed and error."""
        return self.runs[self.runs["status"] == "failed"]

    def values(self, indicator: str, month: int | None = None, scenario: str | None = None) -> "pd.DataFrame":
        """Give one indicator, shape (points, replicates), in one month (the last that was kept, unless given).

        What failed, is missing or could not be measured is nan.
        """
        checked_name("indicator", indicator, self.plan.indicators)
        scenario = self.called(scenario)
        table = self.indicators
        rows = table[
            (table["indicator"] == indicator)
            & (table["month"] == self.kept_month(month))
            & (table["scenario"] == scenario)
        ]
        wide = rows.pivot_table("value", "point", "replicate", aggfunc="first", dropna=False, observed=True)
        return wide.reindex(index=self.settings["point"].to_list(), columns=range(self.plan.replicates)).rename_axis(
            index="point", columns="replicate"
        )

    def called(self, scenario: str | None) -> str:
        """Give what a scenario is called in the tables; it may be given as the plan writes it, or left out if alone."""
        names = self.plan.called
        if scenario is None:
            if len(names) > 1:
                raise ScenarioError(f"scenario: is not given: this study has {', '.join(names)}. Name one of them.")
            return names[0]
        name = self.plan.known_as(scenario)
        checked_name("scenario", name, names)
        return name

    def kept_month(self, month: int | None) -> int:
        """Give a month that was kept; the last, where none is asked for."""
        if month is None:
            return max(self.plan.at)
        if month not in self.plan.at:
            kept = ", ".join(str(each) for each in self.plan.at)
            raise ScenarioError(
                f"month = {month}: must be one that the study kept: {kept}. Add it to `at` in the plan."
            )
        return month

    def paired(self, a: str, b: str, indicator: str, month: int | None = None) -> "pd.DataFrame":
        """Give B minus A for each pair of runs with the same luck: point, replicate, difference; nan where one failed."""
        difference = self.values(indicator, month, b) - self.values(indicator, month, a)
        long = difference.reset_index().melt("point", var_name="replicate", value_name="difference")
        return long.astype({"point": int, "replicate": int})

    def difference(self, a: str, b: str, indicator: str, month: int | None = None) -> PairedDifference:
        """Compare two scenarios over everything: B minus A with its 95 % paired interval.

        Where the points are a sample of a region, each point's mean over replicates is one unit, so the interval is about
        the region and luck.  Otherwise, and where all points share their luck, each replicate's mean over points is one.
        The points of sobol and morris depend on each other: their intervals are too narrow; ask for indices instead.
        """
        one, other = (self.values(indicator, month, name).to_numpy() for name in (a, b))
        pairs = other - one
        over, there = self.units_of(pairs.shape), np.isfinite(pairs)
        mean_a, mean_b = (interval(np.where(there, side, np.nan), over)[0] for side in (one, other))
        return PairedDifference(
            indicator,
            mean_a,
            mean_b,
            *interval(pairs, over),
            over,
            units=len(means(pairs, over)),
            pairs=int(there.sum()),
            left_out=int(pairs.size - there.sum()),
        )

    def units_of(self, shape: tuple[int, int]) -> Over:
        """Say what is independent of each other: points, or replicates."""
        points, replicates = shape
        if points == 1:
            return "replicates"
        if replicates == 1:
            return "points"
        return "points" if self.plan.method in SAMPLED and self.plan.seeds == "paired" else "replicates"


def interval(values: Reals, over: Over) -> tuple[float, float, float]:
    """Give the mean of values, shape (points, replicates), and its 95 % interval; nan is left out.

    over: what the interval is about: each point, or each replicate, gives one mean, and these are independent.
    The interval is nan where there are fewer than two of them.
    """
    units = means(values, over)
    if len(units) > 1:
        mean, low, high = (float(value) for value in paired_interval(units))
        return mean, low, high
    return (float(units[0]) if len(units) else np.nan), np.nan, np.nan


def means(values: Reals, over: Over) -> Reals:
    """Give the mean of each point over replicates, or of each replicate over points; those without a value are left out."""
    axis, there = 1 if over == "points" else 0, np.isfinite(values)
    count = there.sum(axis=axis)
    total = np.where(there, values, 0.0).sum(axis=axis)
    result: Reals = total[count > 0] / count[count > 0]
    return result


def checked_name(what: str, name: str, known: tuple[str, ...]) -> None:
    """See that a study has an indicator or a scenario; raises ScenarioError that names the nearest."""
    if name not in known:
        near = close_name(name, known)
        advice = f"Did you mean {near}?" if near else "Choose one of them."
        raise ScenarioError(f"{what} {name}: is not in this study, which has {', '.join(known)}. {advice}")


# From the folder.


def open(folder: str | Path, *others: str | Path) -> Results:  # noqa: A001 (results.open reads as what it does)
    """Open the folder of a study; and those of its other shards, where they wrote to folders of their own.

    Raises ScenarioError where a folder is not that of a study, holds another study, or has damaged parts, which it names.
    """
    stores = list(opened_results(Path(folder), *(Path(other) for other in others)))
    first = stores[0]
    tables: list[tuple[Any, Any]] = []
    damaged: list[str] = []
    missing: list[int] = []
    for chunk in range(first.cut.chunks):
        found = first_found(stores, chunk, damaged)
        if found:
            tables.append(found)
        else:
            missing.append(chunk)
    if damaged:
        named = ", ".join(damaged[:MOST_NAMED]) + (" ..." if len(damaged) > MOST_NAMED else "")
        raise ScenarioError(
            f"{folder}: {len(damaged)} damaged: {named}: every part must be as it was written. "
            "Give the command coprod-sim sweep again with this folder: it runs them anew and nothing else."
        )
    runs, values = (as_table([pair[part] for pair in tables], schema) for part, schema in enumerate((RUNS, VALUES)))
    manifests = [read_manifest(store.folder) for store in stores]
    warn_if_mixed(folder, [*map(begun_with, manifests), *run_versions(notes_of(runs))])
    return Results(first.cut.plan, runs, read_points(first.folder), values, tuple(missing), manifests[0])


def notes_of(runs: "pd.DataFrame") -> list[str]:
    """Give what runs note of their versions, each text once."""
    return [str(text) for text in runs["made_with"].unique()] if "made_with" in runs else []


def opened_results(*folders: Path) -> Iterator[Store]:
    """Check that each folder holds the same study."""
    manifest = read_manifest(folders[0])
    plan = load_plan(folders[0] / PLAN)
    # The points are read, not drawn: another version of a library may draw others.
    points = read_points(folders[0]).drop(columns="point").to_numpy()
    whole = with_chunk(Cut(plan, points, plan.loaded), manifest["chunk"])
    for folder in folders:
        kept = read_manifest(folder)
        check_same(folder, kept, whole, same_model=False)
        same_points = np.array_equal(read_points(folder).drop(columns="point").to_numpy(), points)
        if kept["model"] != manifest["model"] or kept["chunk"] != manifest["chunk"] or not same_points:
            raise ScenarioError(
                f"{folder}: was made with other rules, points or chunks than {folders[0]}: shards of one study agree "
                "in all three. Run it again with the same versions and plan."
            )
        yield Store(folder, whole)


def first_found(stores: list[Store], chunk: int, damaged: list[str]) -> tuple[Any, Any] | None:
    """Give the tables of a chunk from the first folder that has it; damage is noted where no folder has it whole."""
    faults = []
    for store in stores:
        try:
            found = store.read(chunk)
        except DamagedError as error:
            faults.append(str(error))
            continue
        if found:
            return found
    damaged += faults
    return None


def as_table(parts: list[Any], schema: Any) -> "pd.DataFrame":
    """Put the parts of a table together; words that come often are kept once."""
    import pyarrow as pa

    whole = pa.concat_tables([part.replace_schema_metadata() for part in parts]) if parts else schema.empty_table()
    often = [
        name for name in ("scenario", "indicator", "status", "host", "version", "made_with") if name in schema.names
    ]
    table: pd.DataFrame = whole.to_pandas(categories=often, use_threads=False)
    return table
