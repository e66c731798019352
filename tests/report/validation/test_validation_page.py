"""The page, the JSON and the command: they say the same, and reds stay in sight."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from coprod_sim.cli.commands.validation.validate_command import validate as command
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.validation import validate
from coprod_sim.evidence.validation.validate import run_validation, summary, write_json
from coprod_sim.report.validation.page import validation_text, write_validation
from tests.evidence.validation.made_up import EVIL, validation

TODAY = date(2026, 11, 24)
ROW = re.compile(r'<tr class="[a-z-]+" data-line="([a-z]+)-(\d+)">(.*?)</tr>')
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>")


def rows_of(text: str) -> list[tuple[str, str, str, str, str]]:
    """Read every line of the page: section, name, verdict, found and wanted."""
    rows = []
    for key, _, row in ROW.findall(text):
        name, light, found, wanted, _ = (unescape(re.sub(r"<[^>]+>", "", cell)) for cell in CELL.findall(row))
        rows.append((key, name, light.lower(), found, wanted))
    return rows


def test_the_page_and_the_json_say_the_same() -> None:
    """Each line stands on the page with the name, verdict and figures that the JSON gives, in the same order."""
    made = validation()
    data = json.loads(json.dumps(made.to_dict(), allow_nan=False))
    expected = [
        (section["key"], line["name"], line["verdict"], line["found"], line["wanted"])
        for section in data["sections"]
        for line in section["lines"]
    ]

    assert len(expected) == 7
    assert rows_of(validation_text(made, TODAY)) == expected


def test_reds_stand_first_and_are_named() -> None:
    """Both red lines are listed above all sections, with what was found and wanted, in the page, the summary and the JSON."""
    made = validation()
    top = validation_text(made, TODAY).partition("<nav")[0]

    assert made.counts == {"green": 2, "amber": 2, "red": 2, "not run": 1}
    assert top.count("<strong>A red thing.</strong>") == 2
    assert "Wanted: 0.20 to 0.40" in top
    assert made.to_dict()["red"] == ["English figures: A red thing", "Areas beside areas: A red thing"]
    assert "2 red" in summary(made)
    assert "Red: English figures (1); Areas beside areas (1)." in summary(made)


def test_what_was_not_run_is_said_and_not_counted_as_green() -> None:
    """The one line that was not run stands at the top, too."""
    made = validation()
    top = validation_text(made, TODAY).partition("<nav")[0]

    assert "1 was not run: about them nothing is known" in summary(made)
    assert "<strong>Case 1.</strong> not run here: needs a checkout." in top


def test_a_page_without_reds_says_so() -> None:
    """With the red lines taken out nothing claims that something is red."""
    made = validation()
    kept = [replace(part, lines=tuple(line for line in part.lines if line.verdict != "red")) for part in made.sections]
    text = validation_text(replace(made, sections=tuple(kept)), TODAY)

    assert "Nothing is red." in text
    assert 'class="light red">Red</span><strong>0</strong>' in text


def test_names_cannot_break_the_page() -> None:
    """A name with markup stands on the page as text."""
    text = validation_text(validation(), TODAY)

    assert EVIL not in text
    assert EVIL in {name for _, name, *_ in rows_of(text)}
    assert "<script" not in text


def test_the_same_validation_gives_the_same_bytes(tmp_path: Path) -> None:
    """Page and JSON depend on the validation and the date alone."""
    one, other = (write_validation(validation(), tmp_path / f"{name}.html", TODAY) for name in "ab")

    assert one.read_bytes() == other.read_bytes()
    assert (
        write_json(validation(), tmp_path / "a.json").read_bytes()
        == write_json(validation(), tmp_path / "b.json").read_bytes()
    )


def test_files_that_cannot_be_used_are_refused_before_anything_runs(tmp_path: Path) -> None:
    """A missing table, a missing ensemble, a scale of 0: each is said at once, and no part is begun."""
    begun: list[str] = []
    with pytest.raises(ScenarioError, match="No such file"):
        run_validation(tmp_path / "none.csv", on_section=begun.append)
    with pytest.raises(ScenarioError):
        run_validation(ensemble=tmp_path / "none.csv", on_section=begun.append)
    with pytest.raises(ScenarioError, match="scale = 0"):
        run_validation(scale=0, on_section=begun.append)

    assert begun == []


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """The command with a validation that was made by hand."""
    monkeypatch.setattr(validate, "run_validation", lambda *_, **__: validation())
    made = typer.Typer()
    made.command()(command)
    return made


def test_the_command_writes_the_page_and_the_json_beside_it(app: typer.Typer, tmp_path: Path) -> None:
    """The page and the JSON hold what was found; on the terminal the reds are named at the end."""
    out = tmp_path / "validation.html"
    result = CliRunner().invoke(app, ["--quick", "--out", str(out)])

    assert result.exit_code == 0
    assert json.loads(out.with_suffix(".json").read_text(encoding="utf-8")) == validation().to_dict()
    assert "A red thing" in out.read_text(encoding="utf-8")
    assert "red: Areas beside areas: A red thing" in result.stdout


def test_somebodys_json_beside_the_page_is_left_alone(app: typer.Typer, tmp_path: Path) -> None:
    """A JSON file of that name that is no validation stays, and no page is written; one of ours is written anew."""
    out, theirs = tmp_path / "validation.html", tmp_path / "validation.json"
    theirs.write_text('{"mine": 1}', encoding="utf-8")
    result = CliRunner().invoke(app, ["--out", str(out)])
    assert isinstance(result.exception, ScenarioError)
    assert "is there already, and is no validation of ours" in str(result.exception)
    assert theirs.read_text(encoding="utf-8") == '{"mine": 1}'
    assert not out.exists()

    theirs.unlink()
    for _ in range(2):
        assert CliRunner().invoke(app, ["--out", str(out)]).exit_code == 0


def test_with_json_the_command_prints_json_and_nothing_else(app: typer.Typer) -> None:
    """Standard output can be read as JSON."""
    result = CliRunner().invoke(app, ["--json"])

    assert json.loads(result.stdout) == validation().to_dict()


def test_the_page_cannot_take_the_name_of_the_json(app: typer.Typer, tmp_path: Path) -> None:
    """A page called .json would be overwritten by the JSON, or the other way round."""
    result = CliRunner().invoke(app, ["--out", str(tmp_path / "validation.json")])

    assert isinstance(result.exception, ScenarioError)
    assert "Give a .html file" in str(result.exception)
