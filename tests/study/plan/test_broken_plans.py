"""Every broken plan gets one clear message for each fault, with its line, what is allowed and what to do."""

import tomllib
from pathlib import Path

import jsonschema
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.plan.schema import plan_schema

FOLDER = Path(__file__).parent / "broken"
HEAD = 'title = "Broken"\nscenarios = ["power_sharing"]\n'

# File, and for each of its faults in order the key words of the message.
BROKEN: dict[str, list[list[str]]] = {
    "at_after_the_end": [["line 5 at = 36", "between 0 and 24"]],
    "at_is_a_number": [["line 4 at = 60", "must be a list of months", "[24, 60]"]],
    "at_twice": [["line 4 at: month 12 is named twice", "Delete one"]],
    "big_grid": [["22,000,000 runs (1,000,000 points, 11 replicates, 2 scenarios)", "at most 10,000,000", "Lower"]],
    "choice_of_seeds": [['line 4 seeds = "pared"', "one of paired, common", "Did you mean paired?"]],
    "chunk_too_large": [["line 4 chunk = 10001", "between 1 and 10000 (runs)"]],
    "decimal_comma": [["line 6", "training = 0,03", "not TOML", "a point for decimals, not a comma"]],
    "empty_range": [["line 10 [vary] training = [0.05, 0.05]", "from a low number to a higher one"]],
    "grid_of_guesses": [["line 4 vary", "a grid needs values", "Use latin_hypercube"]],
    "grid_value_twice": [["line 9 [vary] training: the value 0.05 stands twice", "Delete one"]],
    "grid_without_steps": [["line 9 [vary] training", "values = [...]", "add steps in [sampling]"]],
    "guesses_in_the_table": [["line 10 [vary] guesses", 'Write vary = "guesses" above the first [table]']],
    "guesses_misspelt": [['line 4 vary = "gueses"', "must be a table", "Did you mean guesses?"]],
    "in_settings_and_vary": [["line 13 [vary] training: stands in [settings] too", "Take one of the two out"]],
    "infinite_range": [["line 10 [vary] trust_gain = inf", "between 0 and 1", "finite"]],
    "levels_for_a_grid": [["line 7 [sampling] levels: means nothing to the method grid", "Take it out"]],
    "list_of_a_range": [["line 9 [vary] training: a list needs values", "as many as the other settings"]],
    "list_of_other_lengths": [["line 10 [vary] promise: 3 values", "must be 2, as many as training has"]],
    "many_faults": [
        ["line 1 titel: is not known here", "Did you mean title?"],
        ["line 4 families: stands outside its table", "[settings]", "[vary]"],
        ["title: is missing", 'Add title = "..."'],
        ["line 3 months = 0", "between 1 and 12000 (months)"],
        ['line 2: scenario "power_sharin"', "Did you mean power_sharing?"],
        ["line 7 [settings] trainin: is not the name of a setting", "Did you mean training in [levers]?"],
        ["line 11 [sampling] points = 100", "must be a power of 2", "Use 64 or 128"],
        ["line 14 [vary] promise = 1.4", "between 0 and 1 (share)"],
        ['line 15 [vary] reward = "low"', "not text"],
        ['line 15 [vary] reward = "high"', "not text"],
    ],
    "many_runs": [["20,000,000 runs", "at most 10,000,000"]],
    "months_too_many": [["line 4 months = 12001", "between 1 and 12000"]],
    "no_method": [["method: is missing", "none, list, grid", "Add it in [sampling]"], ["line 7 [vary] promise = 1.4"]],
    "no_points": [["line 5 points: is missing", "morris needs it"]],
    "no_scenarios": [["scenarios: is missing", "a list of names or files", "consultation_only"]],
    "no_title": [["title: is missing", 'Add title = "..."']],
    "not_power_of_two": [["line 7 [sampling] points = 100", "must be a power of 2", "Use 64 or 128"]],
    "nothing_varies": [["vary: is missing", "latin_hypercube needs settings that vary"]],
    "odd_levels": [["line 8 [sampling] levels = 5", "an even number", "Use 4 or 6"]],
    "out_of_range": [["line 10 [vary] training = 1.4", "between 0 and 0.2 (share per month)", "parameters training"]],
    "range_of_three": [["line 10 [vary] training: 3 numbers", "a low and a high", "{ values = [...] }"]],
    "range_turned_round": [["line 10 [vary] training = [0.05, 0]", "from a low number to a higher one"]],
    "scenario_absolute": [["line 2", '"/etc/passwd.toml"', "not an absolute path"]],
    "scenario_is_a_number": [["line 2 scenarios 7", "must be a name or a file"]],
    "scenario_missing": [["line 2", '"inner/nowhere.toml"', "there is no such file"]],
    "scenario_outside": [["line 2", "leaves the folder", "same folder or below"]],
    "scenario_twice": [["line 2", "a second scenario called power_sharing", "Delete one"]],
    "scenario_unknown": [["line 2", '"power_sharin"', "Did you mean power_sharing?"]],
    "scenario_with_faults": [["line 2", "faulty.toml line 5 [levers] promise = 7"]],
    "scenarios_is_text": [['line 2 scenarios = "power_sharing"', "must be a list"]],
    "seed_is_negative": [["line 4 seed = -1", "between 0 and 2**64 - 1"]],
    "seed_is_text": [['line 4 seed = "7"', "a whole number"]],
    "setting_out_of_range": [["line 6 [settings] promise = 7", "between 0 and 1 (share)"]],
    "settings_do_not_fit": [["line 6 [settings] families = 5", "peers = 6 (the default)", "Set peers to 4"]],
    "steps_of_one": [["line 9 [vary] training steps = 1", "between 2 and 10000"]],
    "steps_with_values": [["line 9 [vary] training", "without steps"]],
    "top_key_in_settings": [["line 6 [settings] months: does not belong in [settings]", "above the first [table]"]],
    "unknown_in_sampling": [["line 7 [sampling] point:", "Did you mean points?"], ["points: is missing"]],
    "unknown_in_vary": [["line 10 [vary] trainin: is not the name of a setting", "Did you mean training"]],
    "unknown_indicator": [
        ["line 4 indicators: progres is not the name", "Did you mean progress?"],
        ["felt_trust is named twice", "Delete one"],
    ],
    "unknown_key": [["line 4 replicate: is not known here", "Did you mean replicates?"]],
    "unknown_method": [['line 6 [sampling] method = "latin_hypercub"', "Did you mean latin_hypercube?"]],
    "unknown_way_to_vary": [
        ["line 9 [vary] training value: is not known here", "must be values, or range and steps"],
        ["line 10 [vary] promise = 0.5", "a range such as [0.1, 0.5]"],
    ],
    "values_for_a_sampler": [["line 10 [vary] training", "latin_hypercube draws from a range", "[low, high]"]],
    "vary_without_a_method": [["line 8 vary: the method is none", "Name a method in [sampling]"]],
    "whole_number": [["line 9 [vary] families = 300.5", "a whole number"]],
}
# What only the reader knows: what holds between the parts of a plan, what is in other files, and what is not TOML.
BEYOND_THE_SCHEMA = {
    "at_after_the_end", "big_grid", "decimal_comma", "empty_range", "grid_of_guesses", "grid_value_twice",
    "grid_without_steps", "in_settings_and_vary", "infinite_range", "list_of_a_range", "list_of_other_lengths",
    "many_runs", "not_power_of_two", "nothing_varies", "odd_levels", "range_turned_round", "scenario_absolute",
    "scenario_missing", "scenario_outside", "scenario_unknown", "scenario_with_faults", "settings_do_not_fit",
    "values_for_a_sampler", "vary_without_a_method",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_of_a_plan_is_told(name: str) -> None:
    """A broken plan raises one ScenarioError with all its faults, in the words that help."""
    with pytest.raises(ScenarioError) as caught:
        load_plan(FOLDER / f"{name}.toml")

    faults = caught.value.faults
    assert len(faults) == len(BROKEN[name]), "\n".join(faults)
    for fault, words in zip(faults, BROKEN[name], strict=True):
        assert f"{name}.toml" in fault
        assert [word for word in words if word not in fault] == [], fault


def test_every_broken_plan_is_listed() -> None:
    """No broken plan lies about without its message being checked."""
    assert sorted(BROKEN) == sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", sorted(set(BROKEN) - BEYOND_THE_SCHEMA))
def test_the_plan_schema_refuses_what_the_reader_refuses(name: str) -> None:
    """An editor that knows the schema marks these plans as wrong, as we do."""
    tables = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

    assert not jsonschema.Draft202012Validator(plan_schema()).is_valid(tables)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.encode("utf-16"), ["line 1", "not UTF-8"]),
        (HEAD.encode() + b"# long\n" * 200_000, ["larger than 1 MB"]),
        (HEAD.encode() + b"at = " + b"[" * 50_000, ["too many brackets"]),
        (HEAD.encode() + b"at = [" + b"1," * 90_000 + b"]", ["line 3 at: month 1 is named twice"]),
        (HEAD.encode() + b'at = ["1", true, 1.5, nan]', ['line 3 at = "1"', "a whole number"]),
        (HEAD.encode() + b'"\\u001b[31m" = 1', ["\\u001b", "is not known here"]),
        (b'title = "a\\u0007b"\nscenarios = ["power_sharing"]', ["line 1 title", "cannot be seen"]),
        (b'title = "a"\nscenarios = ["a\\u0000b.toml"]', ["line 2", "Check the path"]),
        (HEAD.encode() + b"settings = 3\nsampling = 4\nvary = 5", ["settings = 3", "must be a table"]),
        (
            HEAD.encode() + b'vary = "guesses"\n[sampling]\nmethod = "grid"\nsteps = 10000',
            ["a very large number runs", "at most 10,000,000"],
        ),
        (
            HEAD.encode() + b'vary = "guesses"\n[sampling]\nmethod = "latin_hypercube"\npoints = 10000000',
            ["10,000,000 points of", "settings", "Lower points"],
        ),
        (b"", ["title: is missing"]),
    ],
    ids=["utf16", "large", "deep", "twice", "at", "escape", "bell", "nul", "tables", "grid", "memory", "empty"],
)
def test_hostile_plans(tmp_path: Path, content: bytes, words: list[str]) -> None:
    """Plans that are no text, too large or twisted get a message and take no time."""
    path = tmp_path / "hostile.toml"
    path.write_bytes(content)

    with pytest.raises(ScenarioError) as caught:
        load_plan(path)

    fault = caught.value.faults[0]
    assert "hostile.toml" in fault
    assert [word for word in words if word not in fault] == [], fault


def test_paths_that_lead_to_no_plan(tmp_path: Path) -> None:
    """Missing files, folders without a plan and other endings are told apart."""
    (tmp_path / "notes.txt").write_text(HEAD)

    with pytest.raises(ScenarioError, match=r"nowhere\.toml.*there is no such file.*the path of a plan"):
        load_plan(tmp_path / "nowhere.toml")
    with pytest.raises(ScenarioError, match="this is a folder"):
        load_plan(tmp_path)
    with pytest.raises(ScenarioError, match=r"notes\.txt: must be a file whose name ends in \.toml"):
        load_plan(tmp_path / "notes.txt")


def test_tables_of_a_program_can_open_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that came from no file names built-in scenarios only, whatever stands in the folder."""
    (tmp_path / "mine.toml").write_text('title = "Mine"\nsummary = "A scenario."\n')
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ScenarioError, match=r"scenarios \"mine\.toml\": must be a built-in scenario"):
        Plan.from_dict({"title": "A", "scenarios": ["mine.toml"]})


def test_a_link_out_of_the_folder_of_a_plan_is_refused(tmp_path: Path) -> None:
    """A symbolic link inside the folder does not open a file outside it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.toml").write_text('title = "Mine"\nsummary = "A scenario."\n')
    (inside / "link.toml").symlink_to(tmp_path / "secret.toml")
    (inside / "plan.toml").write_text('title = "A"\nscenarios = ["link.toml"]\n')

    with pytest.raises(ScenarioError, match="leaves the folder"):
        load_plan(inside)


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({3: 4}, ["3: is not a name: must be text"]),
        ({"settings": {3: 4}}, ["[settings] 3: is not a name"]),
        ({"sampling": {"method": "grid", 3: 4}, "vary": {"reward": {"values": [0]}}}, ["[sampling] 3: is not a name"]),
        ({"sampling": {"method": "grid"}, "vary": {3: 4, "reward": {"values": [0]}}}, ["[vary] 3: is not a name"]),
        ({"sampling": {"method": "grid"}, "vary": {"reward": {"values": []}}}, ["values = a list", "list of numbers"]),
        ({"sampling": {"method": "grid"}, "vary": {"reward": {"range": {"a": 1}}}}, ["range: must be two numbers"]),
        ({"sampling": {"method": "grid"}, "vary": {"reward": {}}}, ["must have values or range"]),
        ({"sampling": {"method": 7}}, ["method = 7", "must be one of none"]),
        ({"scenarios": ["a\nb"]}, ["must be a built-in name"]),
        ({"scenarios": ["power_sharing+"]}, ["must be a built-in name"]),
        ({"indicators": [["progress"]]}, ["a list is not the name of an indicator"]),
        ({"months": 24.5}, ["months = 24.5", "a whole number"]),
        ({"replicates": float("inf")}, ["replicates = inf", "finite"]),
    ],
    ids=str,
)
def test_strange_tables_of_a_program(tables: dict[object, object], words: list[str]) -> None:
    """Tables that no file could hold, or that a program made carelessly, get one message and no crash."""
    with pytest.raises(ScenarioError) as caught:
        Plan.from_dict({"title": "T", "scenarios": ["power_sharing"], **tables})  # type: ignore[dict-item]

    assert len(caught.value.faults) == 1, caught.value
    assert [word for word in words if word not in str(caught.value)] == [], caught.value
