"""Do sensitivity, map and discover work from a plan to figures, with real runs of the model?"""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from coprod_sim.cli.commands.study import discover, map_, sensitivity
from coprod_sim.cli.errors import Commands
from coprod_sim.study.plan.plan import Plan, Varied
from tests.study.analysis.planted import THREE, plan_of

SMALL = {"families": 30, "professionals": 4}


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    """The three commands, as the command line has them."""
    made = typer.Typer(cls=Commands)
    made.command()(sensitivity)
    made.command("map")(map_)
    made.command()(discover)
    return made


def plan_file(folder: Path, method: str, points: int, **more: Any) -> Path:
    """Write a plan of small and short runs."""
    asked: dict[str, Any] = {"settings": SMALL, "months": 6, "at": (3, 6), "indicators": ("progress", "felt_trust")}
    plan = plan_of(method, THREE, points, **(asked | more))
    path = folder / "plan.toml"
    path.write_text(plan.to_toml(), encoding="utf-8")
    return path


def asked(app: typer.Typer, *words: object) -> Any:
    """Give the JSON that a command prints."""
    result = CliRunner().invoke(app, [*map(str, words), "--json"])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_sensitivity_goes_from_a_plan_to_a_figure(app: typer.Typer, tmp_path: Path, method: str) -> None:
    """The plan is run, its results are opened again, and the figure stands where it was asked for."""
    plan = plan_file(tmp_path, method, 4, replicates=2)
    first = CliRunner().invoke(app, ["sensitivity", str(plan), "--out", str(tmp_path / "figures")])

    assert first.exit_code == 0, first.stderr
    assert (tmp_path / "results" / "manifest.json").exists()
    assert {path.name for path in (tmp_path / "figures").iterdir()} == {
        f"sensitivity_progress.{kind}" for kind in ("png", "svg", "csv", "csv.json")
    }
    assert all(name in first.stdout for name in THREE)
    again = asked(app, "sensitivity", tmp_path / "results", "--indicator", "felt_trust", "--month", 3)
    assert (again["indicator"], again["month"], again["replicates"]) == ("felt_trust", 3, 2)
    assert {row["setting"] for row in again["settings"]} == set(THREE)
    assert asked(app, "sensitivity", plan, "--scenario", "power_sharing")["scenario_a"] is None


def test_map_shows_the_cells_of_a_grid(app: typer.Typer, tmp_path: Path) -> None:
    """A two by three grid with six replicates."""
    varied = (Varied(THREE[0], 0.2, 0.6, (0.2, 0.6)), Varied(THREE[1], 0.1, 0.9, (0.1, 0.5, 0.9)))
    plan = plan_file(tmp_path, "grid", 0, varied=varied, replicates=6)

    printed = CliRunner().invoke(app, ["map", str(plan), "--out", str(tmp_path)])
    found = asked(app, "map", plan, "--between", "power_sharing", "consultation_only")

    assert printed.exit_code == 0, printed.stderr
    assert "B minus A, of 100. In brackets: no clear difference" in printed.stdout
    assert (found["scenario_a"], found["scenario_b"]) == ("power_sharing", "consultation_only")
    assert [cell["pairs"] for cell in found["cells"]] == [6] * 6
    assert (tmp_path / "map_progress.svg").exists()


def test_discover_searches_a_latin_hypercube(app: typer.Typer, tmp_path: Path) -> None:
    """Forty points: both sides together are all points, and what is shown is counted."""
    plan = plan_file(tmp_path, "latin_hypercube", 40)

    lower, higher = (asked(app, "discover", plan, "--side", side) for side in ("lower", "higher"))
    printed = CliRunner().invoke(app, ["discover", str(plan), "--density", "0.6", "--out", str(tmp_path)])

    assert lower["points"] == 40
    assert lower["cases"] + higher["cases"] == 40
    assert printed.exit_code == 0, printed.stderr
    assert f"B minus A is below zero at {lower['cases']} of 40 points." in printed.stdout
    assert (tmp_path / "discover_progress_lower.csv").exists()
    less = asked(app, "discover", plan, "--threshold", 1000)
    assert (less["threshold"], less["cases"]) == (10.0, 40)  # shown of 100, kept as a share


def test_a_study_that_does_not_suit_the_question_is_wrong_use(app: typer.Typer, tmp_path: Path) -> None:
    """Exit code 2 and one message, no traceback."""
    plan = plan_file(tmp_path, "latin_hypercube", 40)

    result = CliRunner().invoke(app, ["sensitivity", str(plan)])

    assert result.exit_code == 2
    assert 'indices need a plan with the method "morris" or "sobol"' in result.stderr
    assert result.stdout == ""


def test_a_study_that_is_not_there_is_wrong_use(app: typer.Typer, tmp_path: Path) -> None:
    """The message names what was given."""
    result = CliRunner().invoke(app, ["map", str(tmp_path / "nothing")])

    assert result.exit_code == 2
    assert "nothing" in result.stderr


def test_a_scenario_from_a_file_goes_by_its_name(app: typer.Typer, tmp_path: Path) -> None:
    """Beside the plan or not, as the plan writes it or by its name."""
    (tmp_path / "mine.toml").write_text(
        'title = "M"\nsummary = "M."\nextends = "consultation_only"\n', encoding="utf-8"
    )
    plan = Plan.from_dict(
        plan_of("morris", THREE, 4, settings=SMALL, months=6, at=(6,)).to_dict()
        | {"scenarios": ["mine.toml", "power_sharing"]},
        folder=tmp_path,
    )
    (tmp_path / "plan.toml").write_text(plan.to_toml(), encoding="utf-8")

    both = asked(app, "sensitivity", tmp_path)
    assert (both["scenario_a"], both["scenario_b"]) == ("mine", "power_sharing")
    assert asked(app, "sensitivity", tmp_path, "--scenario", "mine.toml")["scenario_b"] == "mine"
    assert asked(app, "sensitivity", tmp_path, "--between", "power_sharing", "mine")["scenario_b"] == "mine"
