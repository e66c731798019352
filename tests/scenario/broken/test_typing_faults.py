"""TOML as people type it who have never heard of it: each fault gets advice that is true, and all of a file come at once."""

from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.toml_syntax_faults import faults_of
from coprod_sim.study.plan.plan import load_plan, plan_of_text

LONG = "a" * 3_000
# What stands in [levers], and what the advice must say.
LINES = {
    "training = .05": "Write 0.05.",
    "training = -.05": "Write -0.05.",
    "training = 5.": "Write 5.0.",
    "training = 0,05": "a point for decimals, not a comma: 0.05",
    "training = 1,000": "nothing between thousands",
    "training = 1 000": "Write 1000.",
    "training = 5%": "Write 0.05 for 5%.",
    "training = 12.5 %": "Write 0.125 for 12.5 %.",
    "training = 05": "Write 5.",
    "training = 1/20": "Write its result, 0.05.",
    "training = 0.05 per month": "the number alone, 0.05",
    "training = \u00a35": "the number alone, 5",
    "training: 0.05": "a colon stands where = is needed. Write training = 0.05.",
    "training 0.05": "Write training = 0.05.",
    "training = 0.05;": "Write training = 0.05.",
    "training == 0.05": "Write one: training = 0.05.",
    "training =": "nothing stands after the = sign",
    "training = 0.05 promise = 1": "Write each on a line of its own.",
    "power ceiling = 0.5": "a name has no spaces. Write power_ceiling = 0.5.",
    "training = \u20130.05": "a long dash. Write a plain minus sign",
    "training =\u00a00.05": "a space that is none (U+00A0)",
    "tr\u0430ining = 0.05": "(U+0430) cannot stand in a name",
    "training = True": "Write true.",
    "training = yes": "Write true.",
    "training = None": "no empty value",
    "training = high": 'text needs quotation marks. Write training = "high".',
    "training = \u201c0.05\u201d": "Write straight ones",
    "training = \u2018high\u2019": "Write straight ones",
    'training = "C:\\Users\\me"': "single quotation marks, 'C:\\Users', or double each",
    'training = "C:\\data"': "single quotation marks",
    'training = "high': "the missing quotation mark",
    'training = "say "high""': "ends at its second",
    "training = 'it's high'": "ends at its second",
    "training = [0.1 0.2]": "a comma between them",
    "training = [0.1, .5]": "Write 0.5.",
    "training = [0.1, 0.2": "the missing ] or }",
    "[start": "Write [start], alone on its line.",
    "[start]]": "Write [start], alone on its line.",
    "start]": "Write [start], alone on its line.",
    "[events]]": "Write [[events]], alone on its line.",
    "[start] start_energy = 0.9": "Write [start], and below it start_energy = 0.9.",
    "// training": "a remark begins with #",
    "- training": "a point of a list",
    "{ 'training': 0.05 }": "looks like JSON",
    "[levers]": "this table stands twice",
    "asks = 1\nasks = 0.5": "asks is given twice",
}


@pytest.mark.parametrize("line", LINES)
def test_a_typing_fault_gets_true_advice(line: str, tmp_path: Path) -> None:
    """One fault, with the file, the line and what to write; a plan is told the same."""
    text = f'title = "T"\n[levers]\n{line}\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.toml")
    (fault,) = caught.value.faults
    assert LINES[line] in fault
    assert f"mine.toml line {4 if line.startswith('asks') else 3} `" in fault
    with pytest.raises(ScenarioError) as caught:
        plan_of_text(text.replace("[levers]", "[settings]"))
    assert LINES[line] in caught.value.faults[0] or line == "[levers]"


def test_all_typing_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    """Each line that is no TOML is told, in its order, and a wrong table does not spoil the lines below it."""
    lines = ("title = My town", "[levers", "training = .05", "asks: 1", "[start]", "start_energy = 90 %", "[place]")
    (tmp_path / "mine.toml").write_text("\n".join(lines))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.toml")
    assert [fault.split("`")[0] for fault in caught.value.faults] == [
        f"{caught.value.faults[0].split(' line')[0]} line {number} " for number in (1, 2, 3, 4, 6)
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_of_notepad_in_utf_16_is_told_so(encoding: str, tmp_path: Path) -> None:
    """With a byte order mark or without one."""
    (tmp_path / "mine.toml").write_bytes('title = "T"\n[levers]\ntraining = 0.1\n'.encode(encoding))
    with pytest.raises(ScenarioError, match=r"UTF-16, which Notepad calls Unicode.*encoding UTF-8"):
        load_scenario(tmp_path / "mine.toml")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(ends: str, tmp_path: Path) -> None:
    """Lines are counted alike, too."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ends.join(['title = "T"', "[levers]", "\ttraining\t=\t0.1", ""]).encode())
    assert load_scenario(path).value("training") == 0.1
    path.write_bytes(ends.join(['title = "T"', "[levers]", "training = 7", ""]).encode())
    with pytest.raises(ScenarioError, match=r"line 3 \[levers\] training = 7"):
        load_scenario(path)


def test_endings_in_capitals_are_accepted(tmp_path: Path) -> None:
    """Scenarios, what they extend, and plans."""
    (tmp_path / "BASE.TOML").write_text("[levers]\ntraining = 0.1\n")
    (tmp_path / "MINE.TOML").write_text('extends = "BASE.TOML"\n[levers]\nasks = 0.5\n')
    (tmp_path / "PLAN.Toml").write_text('title = "T"\nscenarios = ["MINE.TOML"]\n')
    mine = load_scenario(str(tmp_path / "MINE.TOML"))
    assert (mine.name, mine.value("training"), mine.value("asks")) == ("MINE", 0.1, 0.5)
    assert load_plan(tmp_path / "PLAN.Toml").loaded[0] == mine


def test_a_plus_in_a_path_is_no_joint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders and files with + are read, alone, with modifiers, and from a plan; one that is missing is named whole."""
    folder = tmp_path / "a+b"
    folder.mkdir()
    path = folder / "more+less.toml"
    path.write_text("[levers]\ntraining = 0.1\n")
    joined = load_scenario(f"{path}+broken_trust + cuts_in_year_three")
    assert (load_scenario(str(path)).value("training"), joined.value("training")) == (0.1, 0.1)
    assert joined.modifiers == ("broken_trust", "cuts_in_year_three")
    (folder / "plan.toml").write_text('title = "T"\nscenarios = ["more+less.toml", "more+less.toml+broken_trust"]\n')
    assert [one.value("start_family_trust") for one in load_plan(folder).loaded] == [
        DEFAULTS["start_family_trust"],
        0.2,
    ]
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"a\+b/none\.toml.*there is no such file"):
        load_scenario("a+b/none.toml+broken_trust")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[levers]\nTraining = 0.1\n", "Did you mean training in [levers]?"),
        ("[levers]\nPOWER-CEILING = 0.1\n", "Did you mean power_ceiling in [levers]?"),
        ("[levers]\npower-ceiling = 0.1\n", "Did you mean power_ceiling in [levers]?"),
        ("[levers]\ntrust_gian = 0.1\n", "Did you mean trust_gain in [parameters]?"),
        ("[levers]\nfamilies = 100\n", "Write families in [place]"),
        ("[start]\ntraining = 0.1\n", "Write training in [levers]"),
        ("trainin = 0.1\n", "Did you mean training in [levers]?"),
        ("training = 0.1\n", "Write training in [levers]"),
        ("[LEVERS]\ntraining = 0.1\n", "Did you mean [levers]?"),
        ("[[events]]\nMonth = 3\ndo = 'recentralise'\n", "Did you mean month?"),
        ("[[events]]\nmonth = 3\ndo = 'Budget-Cut'\namount = 0.1\n", "Did you mean budget_cut?"),
        ("[[events]]\nmonth = 3\ndo = 'set'\nlever = 'Power ceiling'\nto = 0.1\n", "Did you mean power_ceiling?"),
        ("extends = 'Power-Sharing'\n", "Did you mean power_sharing?"),
        ('[levers]\ntraining = "0.05"\n', "Write the number without quotation marks"),
        ("[levers]\ntraining = true\n", "not true or false"),
        ("[levers]\ntraining = [0.05]\n", "Write one number, without brackets"),
        ('extends = "inner\\base.toml"\n', "Write /, or put it in single quotation marks"),
    ],
)
def test_a_name_that_is_nearly_right_is_told_with_its_table(text: str, words: str, tmp_path: Path) -> None:
    """Capital letters, hyphens, other tables: as --set does."""
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.toml")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[settings]\nPower-Ceiling = 0.1\n", "Did you mean power_ceiling in [levers]?"),
        ("powr_ceiling = 0.1\n", "Did you mean power_ceiling, in [settings] or in [vary]?"),
        ("Replicates = 3\n", "Did you mean replicates?"),
        ("[sampling]\nMethod = 'grid'\n", "Did you mean method?"),
        ("[sampling]\nmethod = 'Latin-Hypercube'\npoints = 4\n", "Did you mean latin_hypercube?"),
        ("indicators = ['Felt trust']\n", "Did you mean felt_trust?"),
    ],
)
def test_a_plan_is_told_so_too(text: str, words: str) -> None:
    """Settings, keys, methods and indicators."""
    with pytest.raises(ScenarioError) as caught:
        plan_of_text(f'title = "T"\nscenarios = ["power_sharing"]\n{text}')
    assert words in str(caught.value)


def test_a_file_of_ones_own_may_say_nothing_about_itself(tmp_path: Path) -> None:
    """It goes by its name then, and survives being written and read again."""
    path = tmp_path / "our_town.toml"
    path.write_text("[levers]\ntraining = 0.1\n")
    scenario = load_scenario(path)
    assert (scenario.title, scenario.summary) == ("our town", "Nothing is said about it.")
    path.write_text(scenario.to_toml())
    assert load_scenario(path) == scenario


@pytest.mark.parametrize(
    "line",
    [
        "[" + LONG,
        f"[{LONG}] x",
        f"{LONG} b = 1",
        f"{LONG} = = 1",
        f"{LONG} == 1",
        f"{LONG}: 1",
        f"{LONG} =",
        f'a = "{LONG}',
    ],
    ids=lambda line: line.replace(LONG, "..."),
)
def test_what_is_told_of_a_long_line_is_short(line: str) -> None:
    """Neither the line nor the advice is as long as what somebody pasted into a file."""
    found = faults_of(f"{line}\n")
    assert found
    assert all(len(shown) + len(advice) < 400 for _, shown, advice in found), found
