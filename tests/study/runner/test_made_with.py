"""A study says what made it, and says so where its runs were made with more than one version of something."""

import json
import warnings
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from coprod_sim.files import VERSION
from coprod_sim.study import provenance
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.runner import results
from coprod_sim.study.runner.made_with import MixedVersionsWarning
from coprod_sim.study.runner.parquet_parts import OLD_RUNS, parquet_bytes
from coprod_sim.study.runner.runner import run_plan
from tests.study.runner.small import data_hash, small_plan
from tests.study.runner.test_sweep_command import typed


def manifest(folder: Path) -> Any:
    """Read what a folder says of itself."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def with_python(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that this is another version of Python."""
    now = dict(provenance.installed()) | {"python": version}
    monkeypatch.setattr(provenance, "installed", lambda: tuple(now.items()))


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """Half of a study."""
    return run_plan(small_plan(), tmp_path / "results", shard=(1, 2)).folder


def test_a_manifest_says_what_made_a_study(half: Path) -> None:
    """Scenarios, settings of all runs, versions and commit, as the manifest of one run says them."""
    found = manifest(half)["provenance"]
    assert [one["name"] for one in found["scenarios"]] == ["consultation_only", "power_sharing"]
    assert found["settings"] == {"families": 30, "professionals": 6}
    assert found["versions"] == provenance.versions()
    assert found["commit"] == provenance.commit()
    assert found["plan_hash"] == small_plan().hash


def test_a_study_of_one_make_says_nothing(half: Path) -> None:
    """With the same versions throughout there is no warning, and nothing is mixed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", MixedVersionsWarning)
        run_plan(small_plan(), half)
        found = results.open(half)
    assert found.provenance["mixed"] == {}
    assert "went_on_with" not in manifest(half)


def test_going_on_with_another_version_is_told(half: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who goes on is warned, the manifest and the tables keep it, whoever reads it is warned, and the numbers stay."""
    with_python("3.99.0", monkeypatch)
    with pytest.warns(MixedVersionsWarning, match=r"python .* and 3\.99\.0.*another folder"):
        run_plan(small_plan(), half)
    assert [each["python"] for each in manifest(half)["went_on_with"]] == ["3.99.0"]
    with pytest.warns(MixedVersionsWarning, match="made with more than one version: python"):
        found = results.open(half)
    assert found.provenance["mixed"]["python"][-1] == "3.99.0"
    assert {json.loads(text)["python"] for text in found.runs["made_with"]} == set(found.provenance["mixed"]["python"])
    whole = run_plan(small_plan(), half.parent / "whole").folder
    assert data_hash(whole, small_plan()) == data_hash(half, small_plan())


def test_the_command_tells_it(half: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`sweep --resume` warns, which the command line shows as a note."""
    (half.parent / "plan.toml").write_text(small_plan().to_toml())
    with_python("3.99.0", monkeypatch)
    with pytest.warns(MixedVersionsWarning):
        answer = typed(half.parent / "plan.toml", "--resume")
    assert answer.exit_code == 0, answer.output


def test_a_study_of_before_is_read(half: Path) -> None:
    """A table of runs without that column, and a manifest without provenance, open as ever, and are gone on with."""
    for part in (half / "runs").glob("*.parquet"):
        table = pq.read_table(part).select(OLD_RUNS.names)
        part.write_bytes(parquet_bytes(table))
    old = manifest(half)
    del old["provenance"]
    (half / MANIFEST).write_text(json.dumps(old))

    with warnings.catch_warnings():
        warnings.simplefilter("error", MixedVersionsWarning)
        run_plan(small_plan(), half)
        found = results.open(half)
    assert found.complete
    assert found.provenance["mixed"] == {}
    assert found.provenance["runs_made_with"][0] == {"coprod_sim": VERSION}


def test_beside_the_table_of_a_study_lies_what_made_it(tmp_path: Path) -> None:
    """`sweep --csv` keeps the columns of its table, and says the rest beside it."""
    plan = small_plan(replicates=1)
    (tmp_path / "plan.toml").write_text(plan.to_toml())
    assert typed(tmp_path / "plan.toml", "--csv", tmp_path / "all.csv").exit_code == 0
    beside = json.loads((tmp_path / "all.csv.json").read_text())
    assert beside["provenance"]["plan_hash"] == plan.hash
    assert beside["provenance"]["runs_made_with"][0]["python"] == provenance.versions()["python"]
