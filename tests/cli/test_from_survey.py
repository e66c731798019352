"""The command that begins a scenario from a survey: what it writes, what it says, and what it leaves alone."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.survey.starting import start_from_survey
from coprod_sim.study.survey.trial import tried

SURVEY = """Family,Were you asked?,listened to,Trust (1-10),Plan reviewed in last year,Satisfied,Comments
1,yes,fully,3,yes,dissatisfied,
2,yes,partly,2,no,no,
3,no,no,1,prefer not to say,neither,"late, again"
4,partly,partly,2,yes,,
5,perhaps,n/a,99,yes,agree,
"""


@pytest.fixture
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A survey in a folder of its own, where the command is typed."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "ours.csv"
    file.write_text(SURVEY, encoding="utf-8")
    return file


def typed(*arguments: str, code: int = 0, given: str | None = None) -> str:
    """Type the command, which ends with a code, and give what it wrote on standard output, or its faults."""
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["scenarios", "from-survey", *arguments], input=given)
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.stderr


def test_the_file_is_a_scenario_that_runs_as_was_said(survey: Path) -> None:
    """What is written loads, extends its base, passes the check, and is the scenario that was tried out."""
    typed("ours.csv")
    made = load_scenario(survey.with_suffix(".toml"))
    base = load_scenario("consultation_only")
    assert made.hash == start_from_survey(survey, base).scenario.hash
    assert made.changed({"asks": 1, "start_family_trust": 0.85, "start_council_trust": 0.45}).hash == base.hash
    checked = CliRunner().invoke(app, ["scenarios", "check", "ours.toml"])
    assert "all right" in checked.output


def test_trust_that_was_made_to_last_is_in_the_file(survey: Path) -> None:
    """With --make-it-last the file has the assumptions that were moved, so that its runs are those that were told of."""
    data = json.loads(typed("ours.csv", "--make-it-last", "--json"))
    made = load_scenario(survey.with_suffix(".toml"))
    assert {move["name"]: move["after"] for move in data["moved"]} == {
        name: made.value(name) for name in ("decency", "base_process", "trust_gain")
    }
    expected = tried(start_from_survey(survey, load_scenario("consultation_only")), make_it_last=True)
    assert made.hash == expected.scenario.hash
    assert data["trust_with_moves"][0]["later"]["12"] == expected.stays[0].later[12]


def test_lines_that_are_offered_can_be_switched_on(survey: Path) -> None:
    """Each setting behind a # is one that the file may have: all of them together load."""
    typed("ours.csv")
    lines = survey.with_suffix(".toml").read_text(encoding="utf-8").splitlines()
    offered = [line for line in lines if line.startswith("#") and not line.startswith("# ")]
    assert len(offered) >= 2
    Path("on.toml").write_text("\n".join(line[1:] if line in offered else line for line in lines), encoding="utf-8")
    names = [line[1:].split(" = ")[0] for line in offered]
    before, after = load_scenario("ours.toml"), load_scenario("on.toml")
    assert all(before.value(name) != after.value(name) for name in names)


def test_what_was_used_and_what_not_is_in_words(survey: Path) -> None:
    """The screen and the file say who answered, what was not understood and where, what is not put in, and that trust rises."""
    screen = " ".join(typed("ours.csv", "--sent", "50").split())
    file = survey.with_suffix(".toml").read_text(encoding="utf-8")
    for sentence in (
        'line 6 "99" (Trust (1-10)); line 6 "perhaps" (Were you asked?)',
        "Who answers a survey is not everybody",
        "5 of the 50 families to whom it went have answered: 10 of 100.",
        "No answer, for it is blank, or says 'prefer not to say', 'don't know' or 'n/a': listened to 1, plan reviewed 1, satisfied 1.",
        "the rules of consultation_only make more trust than your families report.",
        "is still within the likely range of your survey",
        "Listened to: yes 25, partly 50, no 25 of 100",
        "That is not the same",
    ):
        assert sentence in screen
        assert sentence in file
    assert "Columns that are not used Family, Comments" in screen


def test_a_file_that_is_there_is_left_alone(survey: Path) -> None:
    """Nothing is written over without --force, and nothing is written where another fault is found."""
    there = survey.with_suffix(".toml")
    there.write_text("mine", encoding="utf-8")
    assert "is there already" in typed("ours.csv", code=2)
    assert there.read_text(encoding="utf-8") == "mine"
    typed("ours.csv", "--force")
    assert tomllib.loads(there.read_text(encoding="utf-8"))["extends"] == "consultation_only"
    typed("ours.csv", "--out", "other", "--base", "power_sharin", code=2)
    typed("ours.csv", "--out", "other", "--sent", "2", code=2)
    typed("ours.csv", "--out", "other.csv", code=2)
    typed("ours.csv", "--out", "no/such/other", code=2)
    assert {path.name for path in survey.parent.iterdir()} == {"ours.csv", "ours.toml"}


def test_a_survey_can_come_from_another_program(survey: Path) -> None:
    """For - the survey is read from standard input, and needs a name; one's own scenario can be its base."""
    assert "Add --out NAME.toml" in typed("-", code=2, given=SURVEY)
    Path("ours_before.toml").write_text('extends = "power_sharing"\n[levers]\nfeedback = 0.9\n', encoding="utf-8")
    typed("-", "--out", "piped", "--base", "ours_before.toml", given=SURVEY)
    assert load_scenario("piped.toml").value("feedback") == 0.9
    assert (
        load_scenario("piped.toml").value("asks")
        == start_from_survey(survey, load_scenario("power_sharing")).taken[0].value
    )


def test_a_survey_that_sets_nothing_says_so(survey: Path) -> None:
    """A survey without being asked and trust makes a file that changes nothing, in as many words."""
    survey.write_text("satisfied\nyes\nno\n", encoding="utf-8")
    assert "Nothing: no column asks what a run could begin with" in " ".join(typed("ours.csv").split())
    assert load_scenario("ours.toml").hash == load_scenario("consultation_only").hash
