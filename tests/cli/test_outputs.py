"""What commands write, and what they leave alone: asked before anything is run."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from tests.cli.command import SMALL

SHORT = (*SMALL, "--months", "1")
PAIR = ("compare", "consultation_only", "power_sharing", "--pairs", "2", *SHORT)


def printed(*arguments: str, code: int = 0) -> str:
    """Run a command that ends with a code, and give what it wrote on both streams, on one line."""
    done = CliRunner(env={"COLUMNS": "300"}).invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*PAIR, "--report", "report.pdf"), "--report report.pdf: is written as .html"),
        ((*PAIR, "--csv", "table.xlsx"), "--csv table.xlsx: is written as .csv"),
        (("run", "power_sharing", *SHORT, "--page", "areas.png"), "--page areas.png: is written as .html"),
        (("validate", "--quick", "--out", "validation.pdf"), "--out validation.pdf: is written as .html"),
        (("sweep", "plan.toml", "--csv", "table.parquet"), "--csv table.parquet: is written as .csv"),
        (("scenarios", "new", "town.json"), "town.json: is written as .toml"),
    ],
)
def test_an_ending_that_promises_another_format_is_refused_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    """It is said before anything is run, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert words in printed(*arguments, code=2)
    assert not list(tmp_path.iterdir())


def test_csv_goes_through_a_link(tmp_path: Path) -> None:
    """The link is still one, and the file behind it holds the table."""
    shared, link = tmp_path / "shared.csv", tmp_path / "link.csv"
    shared.write_text("old", encoding="utf-8")
    link.symlink_to(shared)
    printed(*PAIR, "--csv", str(link))
    assert link.is_symlink()
    assert shared.read_text(encoding="utf-8") != "old"


def test_run_leaves_another_runs_folder_alone(tmp_path: Path) -> None:
    """The refusal comes first, says whose the folder is, and --force is the way round."""
    out = ("--out", str(tmp_path))
    printed("run", "power_sharing", *SHORT, *out)
    printed("run", "power_sharing", *SHORT, *out)
    output = printed("run", "power_sharing", *SHORT, "--seed", "2", *out, code=2)
    assert "holds the results of another run: power_sharing, seed 1, 1 months" in output
    printed("run", "power_sharing", *SHORT, "--seed", "2", *out, "--force")


def test_the_command_to_go_on_with_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a blank is quoted as the shell wants it."""
    monkeypatch.chdir(tmp_path)
    output = printed("scenarios", "new", "My Town")
    command = output[output.index("coprod-sim run") :]
    assert shlex.split(command) == ["coprod-sim", "run", "My Town.toml"]
    assert (tmp_path / "My Town.toml").exists()


def test_a_missing_study_is_told_before_libraries_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """`discover` looks for its study before it loads what searches it."""
    monkeypatch.setattr("coprod_sim.study.analysis.prim.prim_module", lambda: pytest.fail("loaded too early"))
    assert "nowhere: there is no such file or folder" in printed("discover", "nowhere", code=2)


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_bring_no_traceback(tmp_path: Path, closed: str) -> None:
    """Where standard streams are closed, files are written as usual, and nothing else is written into them."""
    command = [sys.executable, "-m", "coprod_sim.cli.app", *PAIR, "--csv", "table.csv"]
    line = f"{shlex.join(command)} {closed}"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "table.csv").read_text(encoding="utf-8").startswith("scenario,seed,month,outcome,value\nA,1,0,")
