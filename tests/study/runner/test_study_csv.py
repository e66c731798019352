"""A study as one table: the same numbers as its files, with where they come from, and from the command line too."""

import csv
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.study.plan.plan import plan_of_text
from coprod_sim.study.runner import results
from coprod_sim.study.runner.csv import study_csv, write_study_csv
from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import RUNS, failing_plan, small_plan
from tests.study.runner.test_sweep_command import typed


def test_every_number_is_there_with_all_its_digits(tmp_path: Path) -> None:
    """A line for each run, month and outcome, with seed, settings, version and plan."""
    plan = small_plan()
    found = results.open(run_plan(plan, tmp_path).folder)
    text = study_csv(found)
    lines = list(csv.DictReader(text.splitlines()))
    values = np.array([float(line["value"] or "nan") for line in lines])

    head = "run,scenario,point,replicate,seed,gossip,peers,month,outcome,value,coprod_sim,plan"
    assert text.startswith(f"{head}\n0,consultation_only,0,0,")
    assert len(lines) == RUNS * len(plan.at) * len(plan.indicators)
    np.testing.assert_array_equal(values, found.indicators["value"].to_numpy())
    assert {int(line["seed"]) for line in lines} == set(found.runs["seed"])
    assert {(line["coprod_sim"], line["plan"]) for line in lines} == {(VERSION, plan.hash)}
    assert (lines[-1]["gossip"], lines[-1]["peers"]) == ("0.2", "4")


def test_runs_that_failed_have_no_lines(tmp_path: Path) -> None:
    """What was not made is not there."""
    text = study_csv(results.open(run_plan(failing_plan(), tmp_path).folder))
    assert ",7," not in "".join(line.split(",", 6)[5] for line in text.splitlines())
    assert len({line.split(",")[0] for line in text.splitlines()[1:]}) == 6


def test_sweep_writes_it(tmp_path: Path) -> None:
    """The option gives the same text."""
    (tmp_path / "plan.toml").write_text(small_plan().to_toml())
    answer = typed(tmp_path / "plan.toml", "--csv", tmp_path / "numbers.csv")

    assert answer.exit_code == 0, answer.output
    assert (tmp_path / "numbers.csv").read_text() == study_csv(results.open(tmp_path / "results"))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where, and what to do."""
    folder = run_plan(small_plan(replicates=1), tmp_path / "results").folder
    with pytest.raises(ScenarioError, match="Choose another file"):
        write_study_csv(folder, tmp_path / "none" / "numbers.csv")


def test_the_text_of_a_plan_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that came from anybody is read with its lines, and names built-in scenarios only."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text('title = "Mine"\nextends = "power_sharing"\n')
    assert plan_of_text(small_plan().to_toml()).hash == small_plan().hash
    with pytest.raises(ScenarioError, match=r"plan\.toml line 2 scenarios"):
        plan_of_text('title = "A"\nscenarios = ["mine.toml"]\n')
    with pytest.raises(ScenarioError, match=r"line 1 .*: not TOML"):
        plan_of_text("title = \n")


class StopError(Exception):
    """What a watcher raises."""


def test_who_watches_may_stop_a_study(tmp_path: Path) -> None:
    """What progress raises comes out, and what was finished is kept."""

    def step(done: int, _total: int) -> None:
        if done:
            raise StopError

    with pytest.raises(StopError):
        run_plan(small_plan(), tmp_path, progress=step)
    found = results.open(tmp_path)
    assert not found.complete
    assert len(found.runs)
    assert run_plan(small_plan(), tmp_path).made == RUNS - len(found.runs)
