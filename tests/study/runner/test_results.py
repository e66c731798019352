"""What a study gave is right: the numbers of single runs, tidy tables, honest intervals, and files that others can read."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.assumptions.robust import at_the_end
from coprod_sim.study.plan.sampling import design, seed_of
from coprod_sim.study.run import run
from coprod_sim.study.runner import results
from coprod_sim.study.runner.chunks import cut_plan
from coprod_sim.study.runner.results import Results, interval
from coprod_sim.study.runner.run_chunk import StoppedError, run_chunk
from coprod_sim.study.runner.runner import estimate, run_plan
from tests.study.runner.small import CHUNKS, RUNS, small_plan

EFFECT = 0.3
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study, with month 0 kept too."""
    place = tmp_path_factory.mktemp("study")
    run_plan(small_plan(at=[0, 14]), place)
    return place


def test_a_study_gives_what_single_runs_give(folder: Path) -> None:
    """Point 2, replicate 1: the same settings and seed, run alone, give the same bits; rates are means of 12 months."""
    found, plan = results.open(folder), small_plan(at=[0, 14])
    settings = dict(zip(("gossip", "peers"), design(plan)[2], strict=True))
    alone = run("power_sharing", months=14, seed=seed_of(plan, 2, 1), families=30, professionals=6, **settings)
    for name, value in at_the_end(alone.series, 14).items():
        if name in plan.indicators:
            assert found.values(name, scenario="power_sharing").loc[2, 1] == value, name
    start = found.values("progress", 0, "power_sharing").loc[2, 1]
    assert start == alone.series["progress"][0]


def test_what_cannot_be_measured_is_nan_and_never_zero(folder: Path) -> None:
    """A rate of events has no value before the first month; it is nan in the file, in tables and in differences."""
    found = results.open(folder)
    rows = found.indicators[(found.indicators["month"] == 0) & (found.indicators["indicator"] == "disputes")]
    stored = ds.dataset(folder / "indicators").to_table().column("value")

    assert len(rows) == RUNS
    assert rows["value"].isna().all()
    assert stored.null_count == 0
    assert np.isnan(stored.to_numpy()).sum() == 2 * RUNS  # disputes and turnover in month 0
    assert found.paired("consultation_only", "power_sharing", "disputes", 0)["difference"].isna().all()
    difference = found.difference("consultation_only", "power_sharing", "disputes", 0)
    assert (difference.pairs, difference.left_out) == (0, 12)
    assert np.isnan(difference.difference)


def test_runs_are_numbered_replicate_first_with_the_same_luck_in_both_scenarios(folder: Path) -> None:
    """A study that is stopped early has made every point equally often."""
    runs = results.open(folder).runs

    assert runs["replicate"].to_list() == [0] * 8 + [1] * 8 + [2] * 8
    assert runs["point"].to_list() == [0, 0, 1, 1, 2, 2, 3, 3] * 3
    assert runs.groupby(["point", "replicate"])["seed"].nunique().eq(1).all()
    assert runs["seed"].nunique() == RUNS / 2
    assert set(runs["status"]) == {"done"}


def test_pyarrow_reads_the_folder_without_us(folder: Path) -> None:
    """The parts are one data set, and join by point with the settings."""
    found = results.open(folder)
    values = ds.dataset(folder / "indicators").to_table().to_pandas()
    settings = pd.read_parquet(folder / "settings.parquet")

    assert list(values.columns) == ["run", "scenario", "point", "replicate", "month", "indicator", "value"]
    assert len(values) == RUNS * 2 * 4
    joined = values.merge(settings, on="point")
    assert joined.loc[joined["point"] == 3, ["gossip", "peers"]].drop_duplicates().to_numpy().tolist() == [[0.2, 4.0]]
    at_end = values[(values["month"] == 14) & (values["indicator"] == "progress")]
    ours = found.values("progress", scenario="power_sharing").to_numpy()
    assert at_end[at_end["scenario"] == "power_sharing"].sort_values(["point", "replicate"])["value"].to_list() == list(
        ours.ravel()
    )


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted as Linux shows them")
def test_reading_a_study_starts_no_threads_that_could_abort_the_end(folder: Path) -> None:
    """Arrow's threads abort about one short program in thirty as it ends; a program that opens a study has none of them."""
    count = "len(os.listdir('/proc/self/task'))"
    program = (
        "import os, pandas, pyarrow.parquet; from coprod_sim.study.runner import results; "
        f"before = {count}; results.open({str(folder)!r}); print({count} - before)"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "0\n"


def test_duckdb_reads_the_folder_without_us(folder: Path) -> None:
    """A query over the files counts runs and keeps nan apart."""
    import duckdb

    runs, values = folder / "runs" / "*.parquet", folder / "indicators" / "*.parquet"
    query = f"select count(distinct run), sum(isnan(value)::int) from '{values}' join '{runs}' using (run)"

    found = duckdb.sql(query)
    assert found is not None
    assert found.fetchall() == [(RUNS, 2 * RUNS)]


def planted(differences: Any, method: Any = "none", seeds: Any = "paired") -> Results:
    """Give results in which B minus A is what we say, shape (points, replicates)."""
    points, replicates = differences.shape
    plan = replace(small_plan(), method=method, replicates=replicates, at=(14,), seeds=seeds)
    point, replicate = (axis.ravel() for axis in np.indices(differences.shape))
    sides = [
        pd.DataFrame(
            {
                "scenario": scenario,
                "point": point,
                "replicate": replicate,
                "month": 14,
                "indicator": "progress",
                "value": values.ravel(),
            }
        )
        for scenario, values in (("consultation_only", np.zeros_like(differences)), ("power_sharing", differences))
    ]
    settings = pd.DataFrame({"point": range(points)})
    return Results(plan, pd.DataFrame(), settings, pd.concat(sides, ignore_index=True))


def test_a_difference_worked_by_hand() -> None:
    """Three pairs of one point, differences 1, 2 and 3: mean 2, and t(2) = 4.303 times 1 / sqrt(3) on each side."""
    found = planted(np.array([[1.0, 2.0, 3.0]])).difference("consultation_only", "power_sharing", "progress")

    assert (found.a, found.b, found.difference) == (0, 2, 2)
    assert (round(found.ci_low, 3), round(found.ci_high, 3)) == (-0.484, 4.484)
    assert (found.over, found.units, found.pairs, found.left_out, found.clear) == ("replicates", 3, 3, 0, False)


@pytest.mark.parametrize(
    ("method", "seeds", "over"),
    [
        ("latin_hypercube", "paired", "points"),
        ("grid", "paired", "replicates"),
        ("latin_hypercube", "common", "replicates"),
    ],
)
def test_what_is_independent_is_the_unit_of_the_interval(method: str, seeds: str, over: str) -> None:
    """Replicates at one sampled point are not independent of each other, nor are points that share their luck."""
    found = planted(np.arange(12.0).reshape(4, 3), method, seeds).difference(
        "consultation_only", "power_sharing", "progress"
    )

    assert (found.over, found.units) == (over, 4 if over == "points" else 3)
    assert found.difference == 5.5


@pytest.mark.parametrize(
    ("method", "seeds", "of_point", "of_seed"),
    [("latin_hypercube", "paired", 1.0, 0.0), ("grid", "paired", 0.0, 0.0), ("grid", "common", 0.0, 1.0)],
)
def test_paired_intervals_hold_the_truth_as_often_as_they_say(
    method: str, seeds: str, of_point: float, of_seed: float
) -> None:
    """Of 2,000 studies of 6 points and 5 replicates, 95 % hold the true difference, within 3 Monte Carlo errors (1.5 %)."""
    judge = planted(np.zeros((6, 5)), method, seeds)
    rng, held, studies = np.random.default_rng(8), 0, 2000
    for _ in range(studies):
        points, common = rng.normal(0, 1, (6, 1)) * of_point, rng.normal(0, 1, (1, 5)) * of_seed
        wide = EFFECT + points + common + rng.normal(0, 1, (6, 5))
        _, low, high = interval(wide, judge.units_of(wide.shape))
        held += bool(low <= EFFECT <= high)

    assert abs(held / studies - 0.95) < 3 * np.sqrt(0.95 * 0.05 / studies)


def test_names_and_months_that_are_not_there_are_refused(folder: Path) -> None:
    """The message names what there is, and the nearest."""
    found = results.open(folder)

    with pytest.raises(ScenarioError, match=r"indicator progres: is not in this study.*Did you mean progress\?"):
        found.values("progres", scenario="power_sharing")
    with pytest.raises(ScenarioError, match=r"scenario power: is not in this study, which has consultation_only"):
        found.values("progress", scenario="power")
    with pytest.raises(ScenarioError, match=r"scenario: is not given: this study has consultation_only, power_sharing"):
        found.values("progress")
    with pytest.raises(ScenarioError, match=r"month = 7: must be one that the study kept: 0, 14"):
        found.values("progress", 7, "power_sharing")


def test_an_estimate_counts_what_is_left_and_writes_nothing(tmp_path: Path) -> None:
    """Before a study all chunks are left; after one shard of two, half of them; after all, none."""
    before = estimate(small_plan(), tmp_path, 2)
    assert not list(tmp_path.iterdir())
    run_plan(small_plan(), tmp_path, shard=(1, 2))
    between = estimate(small_plan(), tmp_path, 2)
    run_plan(small_plan(), tmp_path)

    assert (before.runs, before.chunks) == (RUNS, CHUNKS)
    assert (between.runs, between.chunks) == (RUNS / 2, CHUNKS / 2)
    assert estimate(small_plan(), tmp_path, 2).runs == 0
    size = sum(path.stat().st_size for path in tmp_path.rglob("part-*.parquet"))
    assert before.bytes == pytest.approx(size, rel=0.1)


def test_a_chunk_stops_between_two_runs_when_told() -> None:
    """A stopped chunk gives nothing, so nothing half-done can be kept."""
    asked = []

    def after_two() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(StoppedError):
        run_chunk(cut_plan(small_plan()).chunk(0), after_two)
    assert len(asked) == 3
