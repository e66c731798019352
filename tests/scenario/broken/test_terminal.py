"""Names and values of files are shown at a terminal, and never obeyed by it."""

import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.cli.console import PlainConsole, note, table
from coprod_sim.errors import ModelError, ScenarioError, printable

ESCAPE = "\x1b]0;mine\x07\x1b[31m"
SHOWN = r"\x1b]0;mine\x07\x1b[31m"


def test_control_characters_are_shown() -> None:
    """Also those of eight bits, and marks that turn the order of letters; tabs, lines and letters of any script stay."""
    assert printable("a\x00b\x7f\x9b\r\u202e\u2066\ud800") == r"a\x00b\x7f\x9b\r\u202e\u2066\ud800"
    assert printable("a\tb\n\N{LATIN SMALL LETTER E WITH ACUTE}\N{CJK UNIFIED IDEOGRAPH-4E00}") == "a\tb\n\u00e9\u4e00"


def test_a_fault_is_one_line_that_no_terminal_obeys() -> None:
    """Whatever was given, nothing of it becomes a line or a command of its own."""
    error = ScenarioError(f"x: {ESCAPE}\nAll is well.", "y: z")
    assert error.faults == (rf"x: {SHOWN}\nAll is well.", "y: z")
    assert str(error) == rf"x: {SHOWN}\nAll is well." + "\ny: z"
    assert str(ModelError(ESCAPE)) == SHOWN


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("key.toml", 'title = "x"\n"{}" = 1\n'),
        ("value.toml", 'title = "x"\nextends = "{}"\n'),
        ("table.toml", 'title = "x"\n["{}"]\na = 1\n'),
    ],
)
def test_a_scenario_file_sends_nothing_to_the_terminal(tmp_path: Path, name: str, text: str) -> None:
    """Neither by its keys nor by its values, in the message that refuses it."""
    file = tmp_path / name
    file.write_text(text.format(r"\u001b]0;mine\u0007\u001b[31m"), encoding="utf-8")
    came = CliRunner().invoke(app, ["scenarios", "check", str(file)])
    assert came.exit_code == 2
    assert "mine" in came.output
    assert "\x1b" not in came.output
    assert "\x07" not in came.output


def test_titles_in_tables_are_shown_too(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed as a result or a note holds only the colours that we gave it."""
    out = io.StringIO()
    sheet = table("title")
    sheet.add_row(f"a {ESCAPE}")
    console = PlainConsole(file=out, width=200, markup=False, highlight=False)
    console.print(sheet)
    console.print(f"b {ESCAPE}")
    note(f"c {ESCAPE}")
    assert out.getvalue().count(SHOWN) == 2
    assert "\x1b" not in out.getvalue()
    assert capsys.readouterr().err == f"c {SHOWN}\n"
