"""Are differences between the scenarios of a study those of its runs, for two scenarios and for more?"""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from coprod_sim.cli.commands import differences as cli_differences
from coprod_sim.cli.errors import Commands
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.differences import differences
from coprod_sim.study.figures.comparison import difference_rows, note_of, write_differences
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.runner import results
from coprod_sim.study.runner.results import Results
from coprod_sim.study.runner.runner import run_plan

SMALL = {"families": 30, "professionals": 4}
THREE_SCENARIOS = ["consultation_only", "mine.toml", "power_sharing"]


def made(folder: Path, scenarios: list[str], **more: object) -> Results:
    """Run a small study; mine.toml is a scenario in a file of its own."""
    (folder / "mine.toml").write_text(
        'title = "Mine"\nsummary = "Mine."\nextends = "consultation_only"\n[levers]\ntraining = 0.05\n'
    )
    tables = {
        "title": "Small",
        "scenarios": scenarios,
        "months": 12,
        "at": [6, 12],
        "replicates": 6,
        "indicators": ["progress", "voice", "disputes"],
        "settings": SMALL,
    } | more
    (folder / "plan.toml").write_text(Plan.from_dict(tables, "small", folder).to_toml())
    run_plan(load_plan(folder / "plan.toml"), folder / "results")
    return results.open(folder / "results")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A study of three scenarios."""
    return made(tmp_path_factory.mktemp("three"), THREE_SCENARIOS)


def test_two_scenarios_are_compared_in_every_indicator_and_month(tmp_path: Path) -> None:
    """A line each, with what results.difference gives; a scenario from a file goes by its name."""
    study = made(tmp_path, ["consultation_only", "mine.toml"])

    found = differences(study)

    assert [line.indicator for line in found.lines] == ["progress", "voice", "disputes"]
    assert found.of_one_pair
    assert (found.lines[0].a, found.lines[0].b) == ("consultation_only", "mine")
    assert found.lines[1].by_month[0] == study.difference("consultation_only", "mine", "voice", 6)


def test_more_scenarios_are_each_held_against_the_first(three: Results) -> None:
    """One indicator, a line each; between two of them, all indicators again."""
    found = differences(three, "voice")

    assert [(line.a, line.b) for line in found.lines] == [
        ("consultation_only", "mine"),
        ("consultation_only", "power_sharing"),
    ]
    assert len(differences(three, between=("mine.toml", "power_sharing")).lines) == 3
    assert differences(three, month=6).months == (6,)
    assert {row["clear"] for row in differences(three).to_dict()["differences"]} <= {True, False}


def test_the_table_of_a_figure_holds_its_numbers(three: Results, tmp_path: Path) -> None:
    """In the unit that is drawn, for both kinds of figure."""
    found = differences(three, "voice")
    row = difference_rows(found)[-1]

    assert row["difference"] == pytest.approx(100 * found.lines[-1].by_month[-1].difference)
    for name, each in (("lines", found), ("pair", differences(three, between=("consultation_only", "mine")))):
        paths = write_differences(each, tmp_path / name)
        assert all(path.stat().st_size > 100 for path in paths)


def test_what_is_not_there_is_said(three: Results, tmp_path: Path) -> None:
    """A scenario, month or indicator that the study does not have, the same one twice, and a study of one scenario."""
    alone = made(tmp_path, ["power_sharing"])
    asked: dict[str, Callable[[], object]] = {
        "scenario power: is not in this study": lambda: differences(three, between=("mine", "power")),
        "these are the same": lambda: differences(three, between=("mine", "mine.toml")),
        "month = 7": lambda: differences(three, month=7),
        "indicator trust: is not in this study": lambda: differences(three, "trust"),
        "has one scenario": lambda: differences(alone),
    }
    for words, ask in asked.items():
        with pytest.raises(ScenarioError, match=words):
            ask()


def test_the_command_shows_whole_names_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a narrow terminal the unit is folded, and no name is cut; pairs that are not there are counted."""
    names = ["professional_trust", "authenticity_gap", "turnover_a_year", "spending"]
    study = made(tmp_path, ["consultation_only", "power_sharing"], indicators=names, at=[4, 8, 12], chunk=4)
    (tmp_path / "results" / "runs" / "part-000001.parquet").unlink()
    monkeypatch.setenv("COLUMNS", "80")
    app = typer.Typer(cls=Commands)
    app.command("differences")(cli_differences.differences)
    app.command("effects")(cli_differences.effects)

    printed = CliRunner().invoke(app, ["differences", str(tmp_path / "results")])

    assert printed.exit_code == 0, printed.stderr
    assert all(f" {name} " in printed.stdout for name in names)
    assert "4 pairs of runs (2 failed or missing)" in printed.stdout
    assert "Spending: a basic plan costs 100." in printed.stdout
    assert note_of(differences(study)).endswith("Spending: a basic plan costs 100.")
