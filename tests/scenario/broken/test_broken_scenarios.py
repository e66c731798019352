"""Every broken scenario file gets one clear message for each fault, with its line, what is allowed and what to do."""

import os
from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.scenario import load_scenario

FOLDER = Path(__file__).parent / "scenarios"
HEAD = 'title = "Broken"\nsummary = "On purpose."\n'

# File, and for each of its faults in order the key words of the message.
BROKEN: dict[str, list[list[str]]] = {
    "boolean_value": [["line 5 [levers] asks = true", "a number between 0 and 1", "not true or false"]],
    "date_value": [["line 5 [levers] promise = 2024-01-01", "must be a number"]],
    "decimal_comma": [["line 5", "training = 0,03", "not TOML", "a point for decimals, not a comma"]],
    "duplicate_key": [["line 7", "training is given twice", "Delete one"]],
    "duplicate_table": [["line 7", "[levers]", "stands twice"]],
    "event_amount": [["line 7 [[events]] number 1 amount = 30", "between 0 and 1 (share of professionals)"]],
    "event_changes_parameter": [['lever = "trust_gain"', "must be a lever", "trust_gain in [parameters]"]],
    "event_ends_too_early": [["line 9 [[events]] number 1 until = 12", "after month = 24"]],
    "event_extra_field": [["line 7 [[events]] number 1 amont", "Did you mean amount?"]],
    "event_missing_field": [["line 4 [[events]] number 1", "to is missing"], ["line 4", "until is missing"]],
    "event_month_zero": [["line 5 [[events]] number 1 month = 0", "a whole number between 1 and 12000"]],
    "event_out_of_range": [["line 8", "to = 0.5", "between 0 and 0.2", "coprod-sim parameters training"]],
    "event_single_brackets": [["line 4 [events]", "must be a list", "Write [[events]]"]],
    "event_unknown_kind": [["line 6", 'do = "budget_cuts"', "must be one of ramp, set", "Did you mean budget_cut?"]],
    "event_unknown_lever": [["line 7", 'lever = "trainings"', "name of a lever", "Did you mean training?"]],
    "event_who_text": [["line 8", 'who = "everybody"', 'must be "all" or the number of a commissioner']],
    "event_who_too_high": [["line 9 [[events]] number 2 who = 4", "from 1 to 3", "raise commissioners in [place]"]],
    "event_without_kind": [["line 4 [[events]] number 1 do: is missing", "must be one of ramp"]],
    "extends_absolute": [['line 3 extends = "/etc/passwd.toml"', "not an absolute path", "same folder or below"]],
    "extends_broken": [["extends_broken.toml line 6", "promise = 7"], ["base.toml line 5", "training = 1.4"]],
    "extends_circle": [["line 3", "goes round in a circle", "extends_circle extends extends_circle_too"]],
    "extends_circle_too": [["line 3", "goes round in a circle"]],
    "extends_drive": [["line 3", "not an absolute path"]],
    "extends_forgot_suffix": [['Write "out_of_range.toml" for the file beside this one']],
    "extends_missing": [['extends = "inner/nowhere.toml"', "there is no such file"]],
    "extends_modifier": [['extends = "broken_trust"', "a modifier", "scenario+broken_trust"]],
    "extends_number": [["line 3 extends = 3", "must be the name of a scenario"]],
    "extends_outside": [["line 3", "leaves the folder", "same folder or below"]],
    "extends_unknown": [["line 3", '"power_sharin"', "Did you mean power_sharing?"]],
    "extends_unreadable": [["line 6 [levers] promise = 7"], ["decimal_comma.toml line 5", "not TOML"]],
    "few_families": [["line 5 [place] families = 5", "peers = 6 (the default)", "Set peers to 4, or raise families"]],
    "few_professionals": [["commissioners = 3 (the default)", "professionals = 2", "must not be above professionals"]],
    "huge_value": [["families = a very large number", "a whole number"]],
    "infinite_value": [["families = inf", "finite"]],
    "list_value": [["promise = a list", "must be a number"]],
    "longest_value": [["families = a very large number", "a whole number"]],
    "many_commissioners": [["line 5 [place] commissioners = 20, families = 10", "must not be above families"]],
    "many_faults": [
        ["line 1 titel: is not known here", "Did you mean title?"],
        ["line 5 [levers] training = 1.4"],
        ['line 6 [levers] promise = "high"', "not text"],
        ["line 7 [levers] trainin: is not the name of a setting", "Did you mean training in [levers]?"],
        ["line 10 [start] families: belongs in another table", "families in [place]"],
        ["line 19 [[events]] number 1 to = 3", "between 0 and 0.2"],
        ["line 22 [[events]] number 2 month = 1.5", "a whole number"],
        ["line 24 [[events]] number 2 amount = 2"],
    ],
    "modifier_extends": [["line 3 extends", "Take out extends or modifier"]],
    "modifier_text": [['line 3 modifier = "yes"', "must be true or false"]],
    "nan_value": [["line 5 [parameters] trust_gain = nan", "between 0 and 1", "finite"]],
    "not_whole": [["line 5 [place] families = 300.5", "a whole number"]],
    "odd_peers": [["line 5 [place] peers = 5", "an even number", "Use 4 or 6"]],
    "one_family": [["families = 1", "Set peers to 0"]],
    "out_of_range": [
        [
            "out_of_range.toml line 5 [levers] training = 1.4: must be a number between 0 and 0.2 (share per month).",
            "See: coprod-sim parameters training",
        ]
    ],
    "outside_table": [["line 3 families: stands outside its table", "families in [place]"]],
    "rungs_out_of_order": [["rung_asked = 0.4", "rung_heard = 0.3 (the default)", "each rung"]],
    "table_is_a_number": [["line 3 levers = 3", "must be a table", "[levers]"]],
    "text_value": [['promise = "0.4"', "not text", "without quotation marks"]],
    "title_is_a_number": [["line 1 title = 7", "must be text"], ["line 2 summary", "must have 1 to"]],
    "title_of_two_lines": [["line 1 title", "must be one line"]],
    "too_much_power": [["start_family_power = 0.6, start_commissioner_power = 0.5", "at most 1 together, not 1.1"]],
    "unclosed_text": [["line 3", "Write the missing quotation mark"]],
    "unknown_key": [["line 3 author: is not known here", "[levers]", "Take it out"]],
    "unknown_nonsense": [["line 5 [parameters] qqqqqqqq: is not the name of a setting", "coprod-sim parameters"]],
    "unknown_setting": [
        ["line 5 [levers] trainning: is not the name of a setting", "Did you mean training in [levers]?"]
    ],
    "unknown_table": [["line 4 lever: is not known here", "Did you mean [levers]?"]],
    "wrong_table": [["line 5 [levers] families: belongs in another table", "families in [place]"]],
}


def assert_faults(faults: tuple[str, ...], expected: list[list[str]]) -> None:
    """Compare faults with their key words, one by one."""
    assert len(faults) == len(expected), "\n".join(faults)
    for fault, words in zip(faults, expected, strict=True):
        assert [word for word in words if word not in fault] == [], fault


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_of_a_file_is_told(name: str) -> None:
    """A broken file raises one ScenarioError with all its faults, one per line."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(FOLDER / f"{name}.toml")

    assert_faults(caught.value.faults, BROKEN[name])
    assert str(caught.value) == "\n".join(caught.value.faults)


def test_every_broken_file_is_listed() -> None:
    """No broken file lies about without its message being checked."""
    assert sorted(BROKEN) == sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.encode("utf-16"), ["line 1", "not UTF-8"]),
        (HEAD.encode() + b"# caf\xe9", ["line 3", "not UTF-8", "Save the file again"]),
        (HEAD.encode() + b"# long\n" * 200_000, ["larger than 1 MB"]),
        (HEAD.encode() + b"a = " + b"[" * 50_000, ["too many brackets"]),
        (HEAD.encode() + b"a = " + b"9" * 5_000, ["line 3", "not TOML"]),
        (HEAD.encode() + b".".join([b"a"] * 5_000) + b" = 1", ["line 3 a: is not known here"]),
        (HEAD.encode() + b"[place]\nfamilies = [\n" + b"1,\n" * 90_000 + b"]", ["families = a list"]),
        (HEAD.encode() + b'"\\u001b[31m" = 1', ["\\u001b", "is not known here"]),
        (b'title = "a\\u0007b"\nsummary = "x"', ["line 1 title", "cannot be seen"]),
        (b"# nothing\n", ["hostile.toml: is empty"]),
    ],
    ids=["utf16", "latin1", "large", "deep", "digits", "dots", "long_list", "escape", "bell", "empty"],
)
def test_hostile_files(tmp_path: Path, content: bytes, words: list[str]) -> None:
    """Files that are no text, too large or twisted get a message and take no time."""
    path = tmp_path / "hostile.toml"
    path.write_bytes(content)

    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)

    fault = caught.value.faults[0]
    assert "hostile.toml" in fault
    assert [word for word in words if word not in fault] == [], fault


def test_not_a_file(tmp_path: Path) -> None:
    """Folders, other endings and paths that lead nowhere are told apart."""
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "notes.txt").write_text(HEAD)

    with pytest.raises(ScenarioError, match=r"folder\.toml: this is a folder"):
        load_scenario(tmp_path / "folder.toml")
    with pytest.raises(ScenarioError, match=r"notes\.txt: must be a file whose name ends in \.toml"):
        load_scenario(tmp_path / "notes.txt")
    with pytest.raises(ScenarioError, match=r"there is no such file.*Did you mean power_sharing"):
        load_scenario(tmp_path / "power_sharin.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe named like a scenario is refused at once."""
    os.mkfifo(tmp_path / "pipe.toml")

    with pytest.raises(ScenarioError, match=r"pipe\.toml: this is a device or a pipe"):
        load_scenario(tmp_path / "pipe.toml")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link inside the folder does not open a file outside it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.toml").write_text(HEAD)
    (inside / "link.toml").symlink_to(tmp_path / "secret.toml")
    (inside / "mine.toml").write_text(HEAD + 'extends = "link.toml"')

    with pytest.raises(ScenarioError, match="leaves the folder"):
        load_scenario(inside / "mine.toml")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("power_sharin", "Did you mean power_sharing"),
        ("nothing like it", "Built in are: .*consultation_only"),
        ("", "must be a built-in name"),
        ("a\0b", "must be a built-in name"),
        ("x" * 5_000, "must be a built-in name"),
        ("broken_trust+power_sharing", "power_sharing is a whole scenario"),
        ("power_sharing+handed_over", "handed_over is a whole scenario"),
        ("power_sharing+broken_trus", "Did you mean broken_trust"),
    ],
)
def test_names_that_lead_nowhere(name: str, words: str) -> None:
    """A wrong name suggests the nearest built-in one, or lists them all."""
    with pytest.raises(ScenarioError, match=words):
        load_scenario(name)
