"""Scenario files: their schema, the commented file to begin with, their lines and their encodings."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from coprod_sim.scenario import extends
from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import DEFAULTS, LEVERS
from coprod_sim.scenario.scenario import Event, list_scenarios, load_scenario
from coprod_sim.scenario.schema import scenario_schema, schema_text
from coprod_sim.scenario.toml_reader import line_numbers, scenarios_folder
from coprod_sim.scenario.toml_writer import new_scenario_text

HEAD = 'title = "Mine"\nsummary = "A test."\n'
BROKEN_FOLDER = Path(__file__).parent / "broken" / "scenarios"


def test_the_schema_file_is_up_to_date() -> None:
    """scenarios/schema.json is what the declarations say: coprod-sim schema > scenarios/schema.json."""
    assert schema_text() == (scenarios_folder() / "schema.json").read_text(encoding="utf-8")


def test_the_schema_accepts_every_preset() -> None:
    """The schema is a schema, and every built-in file is valid by it."""
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    validator = jsonschema.Draft202012Validator(scenario_schema())
    files = sorted(scenarios_folder().glob("*.toml"))

    assert len(files) == len(list_scenarios())
    for path in files:
        assert [error.message for error in validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "name",
    [
        "out_of_range",
        "unknown_setting",
        "unknown_table",
        "wrong_table",
        "boolean_value",
        "text_value",
        "not_whole",
        "event_out_of_range",
        "event_unknown_kind",
        "event_extra_field",
        "event_missing_field",
        "event_amount",
        "modifier_extends",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    """An editor that knows the schema marks these files as wrong, as we do."""
    tables = tomllib.loads((BROKEN_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

    assert not jsonschema.Draft202012Validator(scenario_schema()).is_valid(tables)


def test_a_new_file_loads_as_it_is_and_with_every_line_switched_on(tmp_path: Path) -> None:
    """The commented file is a scenario; with each # taken away it sets every lever and has one event."""
    text = new_scenario_text("ask_less")
    (tmp_path / "plain.toml").write_text(text)
    (tmp_path / "all_on.toml").write_text(re.sub(r"(?m)^#(?! )", "", text))
    plain, all_on = load_scenario(tmp_path / "plain.toml"), load_scenario(tmp_path / "all_on.toml")

    assert (plain.title, dict(plain.settings), plain.events) == ("Ask less", {}, ())
    assert {lever.name for lever in LEVERS} < set(all_on.settings)
    assert all_on.values() == DEFAULTS
    assert all_on.events == (Event(12, "set", lever="training", to=0.03),)
    assert [kind.do for kind in EVENT_KINDS if f"#   {kind.do} " not in text] == []


def test_lines_are_found_in_every_spelling() -> None:
    """Tables, dotted keys, quoted keys, values over several lines and repeated tables keep their lines."""
    settings = 'a = """\n[no]\n"""\n\n[levers] # x\n"training" = 1\n'
    text = settings + "[[events]]\nto = [\n1,\n]\n\n[[events]]\n\nto = 2\n[x.y]\nz.w = 1"

    assert line_numbers(text) == {
        ("a",): 1,
        ("levers",): 5,
        ("levers", "training"): 6,
        ("events",): 7,
        ("events", 0): 7,
        ("events", 0, "to"): 8,
        ("events", 1): 12,
        ("events", 1, "to"): 14,
        ("x",): 15,
        ("x", "y"): 15,
        ("x", "y", "z"): 16,
        ("x", "y", "z", "w"): 16,
    }


def test_windows_files_load(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends are no fault."""
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "[levers]\ntraining = 0.1\n").replace("\n", "\r\n").encode())

    assert load_scenario(path).value("training") == 0.1


def test_loading_is_light() -> None:
    """Scenarios load without any heavy library, so that the command line answers at once."""
    code = "import sys, coprod_sim.scenario.scenario as s; s.load_scenario('power_sharing'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"numpy", "numba", "pandas", "mesa", "networkx", "pydantic"} & set(done.stdout.split()) == set()


def test_a_built_in_file_that_changes_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built-in scenarios are read once, but an edit is seen, also in a file that the asked one extends."""
    copied = tmp_path / "scenarios"
    shutil.copytree(scenarios_folder(), copied)
    monkeypatch.setattr(extends, "scenarios_folder", lambda: copied)
    assert load_scenario("power_sharing") is load_scenario("power_sharing")
    assert load_scenario("co_responsibility+broken_trust").value("training") == 0.03
    sharing = copied / "power_sharing.toml"
    sharing.write_text(
        sharing.read_text(encoding="utf-8").replace("training = 0.03", "training = 0.045"), encoding="utf-8"
    )
    assert load_scenario("power_sharing").value("training") == 0.045
    assert load_scenario("co_responsibility+broken_trust").value("training") == 0.045
