"""Numbers of a study come out as they were meant: steps in decimals, and seeds that every program gives back whole."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.plan.sampling import design, seed_of
from coprod_sim.study.runner import results
from coprod_sim.study.runner.csv import study_csv
from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import small_plan

EXPERIMENTS = Path(__file__).parents[3] / "experiments"


def grid(low: float, high: float, steps: int, name: str = "training") -> list[float]:
    """The values of a range in steps."""
    tables = {"title": "T", "scenarios": ["consultation_only"], "sampling": {"method": "grid"}}
    plan = Plan.from_dict(tables | {"vary": {name: {"range": [low, high], "steps": steps}}})
    return [float(value) for value in design(plan)[:, 0]]


def test_steps_are_the_decimals_that_people_write() -> None:
    """0.1 to 0.2 in five steps has 0.15, to the last bit, and so has every other range in decimals."""
    assert grid(0.1, 0.2, 5) == [0.1, 0.125, 0.15, 0.175, 0.2]
    assert grid(0.0, 0.2, 21) == [round(step / 100, 2) for step in range(21)]
    assert grid(0.1, 0.7, 7, "promise") == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    assert grid(2, 4, 5, "peers") == [2, 3, 4]


def test_seeds_survive_being_read_as_a_double_and_as_fifteen_digits() -> None:
    """Spreadsheets keep fifteen digits, R and JavaScript a double: a seed of a study is the same number after both."""
    plan = small_plan(replicates=50)
    seeds = [seed_of(plan, point, replicate) for point in range(20) for replicate in range(50)]
    assert len(set(seeds)) == 1000
    assert [int(float(f"{seed:.15g}")) for seed in seeds] == seeds


def test_seeds_of_the_table_make_the_run_again(tmp_path: Path) -> None:
    """Each seed of the CSV, read as a double, is the seed of its run."""
    found = results.open(run_plan(small_plan(replicates=1), tmp_path).folder)
    lines = list(csv.DictReader(io.StringIO(study_csv(found))))
    seeds = dict(zip(found.runs["run"], found.runs["seed"], strict=True))
    assert {int(line["run"]): int(float(line["seed"])) for line in lines} == seeds


def test_a_plan_can_have_the_seeds_of_before() -> None:
    """With seed_bits = 64 seeds and hash are what they were when no plan said so; the experiments that are kept say so."""
    old, new = (
        Plan.from_dict({"title": "T", "scenarios": ["consultation_only"], "seed_bits": bits}) for bits in (64, 49)
    )
    assert seed_of(old, 0, 0) == int(np.random.SeedSequence((1, 0, 0)).generate_state(1, np.uint64)[0])
    assert seed_of(old, 0, 0) == 7434755675892716031
    assert (old.hash, new.hash) == ("b4afdff81ef11092", "2aae0d6730c78838")
    kept = [path for path in EXPERIMENTS.glob("*/*.toml") if "scenarios = [" in path.read_text(encoding="utf-8")]
    assert {path.name for path in kept} == {"plan.toml", "map.toml", "sobol.toml"}
    assert {load_plan(path).seed_bits for path in kept} == {64}
    with pytest.raises(ScenarioError, match="seed_bits = 53: must be 49, or 64 for a study that was begun"):
        Plan.from_dict({"title": "T", "scenarios": ["power_sharing"], "seed_bits": 53})


def as_begun_before(folder: Path) -> None:
    """Take out of a study's folder what was not said before."""
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["plan"]["seed_bits"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    plan = (folder / "plan.toml").read_text()
    (folder / "plan.toml").write_text("".join(line for line in plan.splitlines(True) if "seed_bits" not in line))


def test_a_study_that_was_begun_before_is_understood(tmp_path: Path) -> None:
    """Its folder opens with its own seeds and hash; a plan without them is refused and told what differs; with them it goes on."""
    old = small_plan(replicates=1, seed_bits=64)
    folder = run_plan(old, tmp_path / "results").folder
    as_begun_before(folder)
    found = results.open(folder)
    assert (found.plan.hash, found.plan.seed_bits) == (old.hash, 64)
    assert found.runs["seed"].max() > 2**49
    with pytest.raises(ScenarioError, match="seed_bits is 64 there and 49 in this plan"):
        run_plan(small_plan(replicates=1), folder)
    assert run_plan(old, folder).made == 0
