"""A result says what made it: settings, hashes, scale, gaps, versions and commit, in the same words everywhere."""

import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from coprod_sim import RunResult
from coprod_sim.cli.app import app
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.model import CoproductionModel
from coprod_sim.place.origin import hash_of_files
from coprod_sim.report.story.story import story
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.explain import explain
from coprod_sim.study.provenance import PACKAGES, check_side_file, commit, commit_of, side_file, write_side_file
from coprod_sim.study.run import run

SMALL: dict[str, Any] = {"families": 30, "professionals": 6}
BOTH = ("consultation_only", "power_sharing")
AREAS = """la_name,ehc_plans,sen_support_est,within_20_weeks_pct,requests_refused_pct,child_poverty_pct
North,20,30,,25,30
South,10,15,60,20,20
"""
GAP = "North: within_20_weeks_pct is not published; 51.9 is used"
COUNTRY: dict[str, Any] = {"families": 100, "professionals": 60, "commissioners": 2, "school_families": 20}


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    """A table of two areas, in which a cell is empty."""
    file = tmp_path / "areas.csv"
    file.write_text(AREAS)
    return file


def printed(*words: object) -> Any:
    """Type a command in a small place, and give what it prints as JSON."""
    small = [word for name, value in SMALL.items() for word in ("--set", f"{name}={value}")]
    done = CliRunner().invoke(app, [*map(str, words), *small, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_two_runs_are_told_apart_by_their_heads() -> None:
    """What was changed on top of a named scenario is there, and the hash of what was run; what equals it is not."""
    names = ("run", "power_sharing+broken_trust", "--months", 2)
    plain, changed = printed(*names), printed(*names, "--set", "training=0.2", "--set", "start_family_trust=0.2")
    (before,), (after,) = (found["provenance"]["scenarios"] for found in (plain, changed))

    assert list(changed).index("provenance") < list(changed).index("indicators")
    assert before["settings"] == SMALL
    assert after["settings"] == {**SMALL, "training": 0.2}
    assert after["name"] == "power_sharing+broken_trust"
    assert after["modifiers"] == ["broken_trust"]
    assert after["hash"] == load_scenario("power_sharing+broken_trust", {**SMALL, "training": 0.2}).hash
    assert after["hash"] != before["hash"]


def test_versions_name_all_that_calculates() -> None:
    """Python, the platform, coprod_sim and each package, with the versions that are imported."""
    found = run(months=1, **SMALL).provenance()["versions"]
    assert list(found) == ["coprod_sim", "python", "platform", *PACKAGES]
    assert (found["coprod_sim"], found["python"]) == (VERSION, platform.python_version())
    assert found["numpy"] == np.__version__


def test_a_commit_is_named_in_a_checkout_only(tmp_path: Path) -> None:
    """The hash is that of git; an edited rule makes it dirty, an edited document does not, and elsewhere there is none."""

    def git(*words: str) -> str:
        own = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return subprocess.run(
            ["git", "-C", str(tmp_path), *own, *words], capture_output=True, encoding="utf-8", check=True
        ).stdout.strip()

    assert commit_of(tmp_path) is None
    commit_of.cache_clear()
    git("init", "-q")
    (tmp_path / "coprod_sim").mkdir()
    for name in ("coprod_sim/rule.py", "README.md"):
        (tmp_path / name).write_text("1\n")
    git("add", ".")
    git("commit", "-q", "-m", "Begin")
    (tmp_path / "README.md").write_text("2\n")
    assert commit_of(tmp_path) == (git("rev-parse", "HEAD"), False)
    commit_of.cache_clear()
    (tmp_path / "coprod_sim" / "rule.py").write_text("2\n")
    assert commit_of(tmp_path) == (git("rev-parse", "HEAD"), True)


def test_every_answer_about_a_place_says_scale_and_gaps(areas: Path) -> None:
    """A run, a comparison, an explanation and a story name the table, what it leaves out, and how large the place is."""
    own: dict[str, Any] = {"areas": areas, "scale": 0.5, **COUNTRY}
    one = run("england", months=1, **own)
    both = compare("england", "england", months=1, pairs=2, **own)
    shares = explain("england", load_scenario("england", {"training": 0.2}), months=1, pairs=2, runs=1, **own)
    life = story("england", 0, months=1, **own)

    expected = {"name": str(areas), "sha256": hash_of_files(areas)}
    for found in (one.provenance(), *(each.to_dict()["provenance"] for each in (both, shares, life))):
        assert (found["areas"], found["scale"], found["gaps"]) == (expected, 0.5, [GAP])
    np.testing.assert_array_equal(both.series_a["progress"][0], one.series["progress"])
    assert one.manifest()["provenance"] == one.provenance()


def test_tables_of_a_run_hold_it(tmp_path: Path) -> None:
    """A Parquet file that left its folder still says what made it."""
    result = run("power_sharing", months=1, training=0.2, **SMALL)
    result.save(tmp_path)
    for name in ("indicators", "ledger"):
        words = pq.read_schema(tmp_path / f"{name}.parquet").metadata
        assert json.loads(words[b"provenance"]) == result.provenance()


def test_a_model_of_mesa_says_it_too() -> None:
    """A result taken from a model names the settings that were given to it."""
    model = CoproductionModel("power_sharing", seed=1, training=0.2, **SMALL)
    assert RunResult.of(model).provenance()["scenarios"][0]["settings"] == {**SMALL, "training": 0.2}


def test_beside_a_table_lies_what_made_it(tmp_path: Path) -> None:
    """A CSV file keeps its columns, and a JSON file of its name says the rest."""
    file = tmp_path / "numbers.csv"
    data = printed("compare", *BOTH, "--pairs", 2, "--months", 1, "--csv", file)
    beside = json.loads(side_file(file).read_text())

    assert file.read_text().startswith("scenario,seed,month,outcome,value\nA,1,0,")
    assert side_file(file).name == "numbers.csv.json"
    assert beside["provenance"] == data["provenance"]
    assert (beside["pairs"], beside["seed"], beside["months"]) == (2, 1, 1)


def test_what_is_not_ours_stays_beside_a_table(tmp_path: Path) -> None:
    """A file of that name that somebody else made is refused before anything is run; our own is written anew."""
    file = tmp_path / "numbers.csv"
    side_file(file).write_text('{"mine": 1}')
    with pytest.raises(ScenarioError, match=r"is there already, and is no account of what made .* of ours"):
        check_side_file(file)
    words = ["compare", *BOTH, "--pairs", "2", "--months", "1", "--csv", str(file)]
    assert CliRunner().invoke(app, words).exit_code == 2
    assert not file.exists()
    assert side_file(file).read_text() == '{"mine": 1}'
    side_file(file).unlink()
    assert write_side_file(file, {"provenance": {}}) == write_side_file(file, {"provenance": {}}) == side_file(file)


def test_a_pipe_has_nothing_beside_it(tmp_path: Path) -> None:
    """What is no file that stays is left alone."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert write_side_file(pipe, {"provenance": {}}) is None
    assert not side_file(pipe).exists()


def test_this_checkout_has_a_commit() -> None:
    """Whatever runs from a checkout names one; an installed package names none."""
    found = commit()
    root = Path(__file__).parent.parent.parent
    assert (found is not None) == (root / ".git").exists()
