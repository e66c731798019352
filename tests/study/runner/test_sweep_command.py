"""The command `sweep`: what it prints, how it ends, and what stays behind."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from coprod_sim.cli.commands.sweep import lines, sweep
from coprod_sim.cli.errors import Commands
from coprod_sim.study.runner import results
from tests.study.runner.small import CHUNKS, RUNS, small_plan

app = typer.Typer(cls=Commands)
app.command()(sweep)


@app.callback()
def group() -> None:
    """Make the one command a member of a group, as it is in the real command line."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write the small study as a file."""
    file = tmp_path / "plan.toml"
    file.write_text(small_plan().to_toml())
    return file


def typed(*arguments: object) -> Result:
    """Type the command."""
    return CliRunner().invoke(app, ["sweep", *map(str, arguments)])


def test_a_study_is_run_beside_its_plan_and_run_again_does_nothing(plan: Path) -> None:
    """The folder `results` beside the plan holds everything, and it says how many runs were new."""
    first, again = typed(plan), typed(plan, "--resume")

    assert (first.exit_code, again.exit_code) == (0, 0), first.output + again.output
    assert f"{RUNS} of {RUNS} runs are there, {RUNS} of them new" in first.stdout
    assert f"{RUNS} of {RUNS} runs are there, 0 of them new" in again.stdout
    assert results.open(plan.parent / "results").complete


def test_json_is_all_that_is_printed(plan: Path) -> None:
    """A program can read what came of it."""
    answer = json.loads(typed(plan, "--json", "--shard", "1/2").stdout)

    assert (answer["finished"], answer["planned"], answer["failed"]) == (RUNS / 2, RUNS / 2, 0)


def test_a_dry_run_says_how_much_and_writes_nothing(plan: Path) -> None:
    """Runs, chunks, time and disk; the folder does not come into being."""
    words, answer = typed(plan, "--dry-run"), typed(plan, "--dry-run", "--json")

    assert f"{RUNS} runs in {CHUNKS} chunks: about 1 s with" in words.stdout
    assert json.loads(answer.stdout)["runs"] == RUNS
    assert [plan] == list(plan.parent.iterdir())


def test_to_go_on_there_must_be_something(plan: Path) -> None:
    """--resume alone does not begin a study."""
    answer = typed(plan, "--resume")

    assert answer.exit_code == 2
    assert "holds no study that could go on" in answer.stderr


def test_the_folder_of_the_plan_is_not_written_over(plan: Path) -> None:
    """A plan with a comment of its own stays as it was."""
    plan.write_text("# Mine.\n" + plan.read_text())
    answer = typed(plan, "--out", plan.parent)

    assert answer.exit_code == 2
    assert "Choose another folder" in answer.stderr
    assert plan.read_text().startswith("# Mine.")


def test_ctrl_c_ends_with_130_and_says_how_to_go_on(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished is kept."""

    @contextmanager
    def interrupted(_: str) -> Iterator[Any]:
        def step(done: int, _: int) -> None:
            if done >= 4:
                raise KeyboardInterrupt

        yield step

    monkeypatch.setattr("coprod_sim.cli.commands.sweep.sweep_progress", interrupted)
    answer = typed(plan)

    assert answer.exit_code == 130
    assert "To go on, give the same command again" in answer.stderr
    assert len(results.open(plan.parent / "results").runs) == 4


def test_without_a_terminal_progress_is_a_line_from_time_to_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a minute: 600 runs, of which 100 were there before, are 500 in 60 seconds; 400 more take 48."""
    clock = iter([0.0, 0.0, 60.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    step = lines()
    step(100, 1000)
    step(600, 1000)

    assert capsys.readouterr().err == "600 of 1,000 runs, 8 a second, 48 s left\n"
