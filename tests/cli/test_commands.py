"""What the commands print, called in this process."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.engine.custom_rules import rule_names
from coprod_sim.evidence.patterns.people import INSIDE
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.scenario.parameters import BY_NAME, DECLARED
from coprod_sim.scenario.scenario import list_scenarios, load_scenario
from coprod_sim.study.compare import compare
from tests.cli.command import SMALL, small

SHORT = (*SMALL, "--months", "6")


def printed(*arguments: str, code: int = 0) -> str:
    """Run a command that ends with a code, and give what it wrote on both streams."""
    done = CliRunner(env={"COLUMNS": "100"}).invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def test_run_shows_every_headline() -> None:
    """The table of a run has a row for each headline, and columns for months 0, 12 and the last."""
    text = printed("run", "power_sharing", "--months", "18", *SMALL)
    assert all(INDICATORS[name].title in text for name in HEADLINES)
    assert re.search(r"Month +0 +12 +18", text)


def test_compare_shows_what_was_found() -> None:
    """The row of an indicator shows A, B, the difference, its interval and the pairs in which B is higher."""
    text = printed("compare", "not_asked", "power_sharing", "--pairs", "4", *SHORT)
    both = compare(small("not_asked"), small("power_sharing"), pairs=4, months=6)
    found = both.difference("voice")
    figures = f"{100 * found.a:.1f} +{100 * found.b:.1f} +\\+{100 * found.difference:.1f} "
    ends = f"{100 * found.ci_low:+.1f} to {100 * found.ci_high:+.1f}"
    row = next(line for line in text.splitlines() if line.startswith(" Voice"))
    assert re.search(figures, row)
    assert ends in row
    assert f"{found.pairs_b_higher} of 4" in row


def test_compare_tells_what_narrate_tells() -> None:
    """The sentences under the table are those of narrate.summary, in their order."""
    from coprod_sim.report.comparison.text import comparison_summary

    text = " ".join(printed("compare", "not_asked", "power_sharing", "--pairs", "4", *SHORT).split())
    both = compare(small("not_asked"), small("power_sharing"), pairs=4, months=6)
    places = [text.find(" ".join(sentence.split())) for sentence in comparison_summary(both)]
    assert min(places) >= 0
    assert places == sorted(places)


def test_explain_prints_shares_that_add_up() -> None:
    """The shares in the JSON of explain add up to the difference."""
    text = printed("explain", "consultation_only", "share_first_no_training", "--pairs", "2", "--json", *SHORT)
    found = json.loads(text)["indicators"]["progress"]
    assert sum(share["share"] for share in found["shares"]) == pytest.approx(found["difference"], abs=1e-9)


def test_explain_names_each_setting() -> None:
    """The table of explain has a row for each setting in which the two differ, with both values."""
    text = printed("explain", "consultation_only", "share_first_no_training", "--pairs", "2", *SHORT)
    assert re.search(r"power_ceiling +0\.1 +0\.5", text)
    assert "32 runs. All orders were counted" in text  # 2 to the power of 4 settings, times 2 pairs


def test_story_in_both_worlds() -> None:
    """A story beside another one names both scenarios and the same family."""
    text = printed("story", "not_asked", "--against", "power_sharing", "--family", "3", *SHORT)
    assert "Family Willow (family 3, seed 1)" in text
    assert "(not_asked)" in text
    assert "(power_sharing)" in text


def test_story_needs_a_family() -> None:
    """A story without a family, or with two ways to choose one, is refused."""
    assert "--family N" in printed("story", "not_asked", code=2)
    assert "--family N" in printed("story", "not_asked", "--family", "1", "--pick", "changed", code=2)


def test_story_as_json() -> None:
    """The JSON of a story holds the events with their months, kinds, texts and numbers."""
    family_story = json.loads(printed("story", "not_asked", "--family", "3", "--json", *SHORT))
    assert family_story["name"] == "Family Willow"
    assert set(family_story["events"][0]) == {"month", "kind", "text", "numbers"}


@pytest.mark.parametrize("arguments", [("scenarios",), ("scenarios", "list")])
def test_all_scenarios_are_listed(arguments: tuple[str, ...]) -> None:
    """The list of scenarios names every built-in one, modifiers included."""
    text = printed(*arguments)
    assert all(f" {scenario.name} " in text for scenario in list_scenarios())


def test_a_scenario_is_shown_with_its_events() -> None:
    """A scenario is shown with the settings that are not as usual, and with its events."""
    text = printed("scenarios", "show", "broken_promise")
    assert re.search(r"power_ceiling +0\.5 +0\.1", text)
    assert "Month 36: set power_ceiling to 0.05" in text


def test_a_scenario_as_toml_is_the_same_scenario(tmp_path: Path) -> None:
    """What `show --toml` prints is a file of the same scenario."""
    file = tmp_path / "copy.toml"
    file.write_text(printed("scenarios", "show", "power_sharing+broken_trust", "--toml"), encoding="utf-8")
    assert load_scenario(file).hash == load_scenario("power_sharing+broken_trust").hash


def test_a_new_scenario_is_right_and_extends(tmp_path: Path) -> None:
    """A new file passes the check, does what the scenario that it extends does, and is never written over."""
    file = tmp_path / "mine"
    printed("scenarios", "new", str(file), "--extends", "power_sharing")
    made = tmp_path / "mine.toml"
    assert tomllib.loads(made.read_text(encoding="utf-8"))["extends"] == "power_sharing"
    assert load_scenario(made).hash == load_scenario("power_sharing").hash
    assert "all right" in printed("scenarios", "check", str(made))
    assert "is there already" in printed("scenarios", "new", str(file), code=2)


@pytest.mark.parametrize("extends", ["power_sharin", "broken_trust", "power_sharing+broken_trust"])
def test_a_new_scenario_cannot_extend_anything(extends: str, tmp_path: Path) -> None:
    """A new file that could not extend what was named is not written."""
    printed("scenarios", "new", str(tmp_path / "mine.toml"), "--extends", extends, code=2)
    assert not list(tmp_path.iterdir())


def test_a_new_scenario_cannot_extend_what_it_may_not_open(tmp_path: Path) -> None:
    """A new file that would have to look outside its folder is not written: no command could read it."""
    printed("scenarios", "new", str(tmp_path / "other"))
    (tmp_path / "below").mkdir()
    text = printed("scenarios", "new", str(tmp_path / "below" / "mine"), "--extends", "../other.toml", code=2)
    assert "leaves the folder" in text
    assert not list((tmp_path / "below").iterdir())


def test_check_tells_the_faults_of_all_files(tmp_path: Path) -> None:
    """Checking several files tells the faults of each, and which are right."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('title = "Wrong"\nsummary = "Two faults."\n[levers]\ntraining = 7\npromis = 0\n', encoding="utf-8")
    text = printed("scenarios", "check", "power_sharing", str(wrong), str(wrong), code=2)
    assert "power_sharing: all right" in text
    assert text.count("training = 7") == 2
    assert text.count("Did you mean promise in [levers]?") == 2


def test_all_parameters_are_shown() -> None:
    """The tables of parameters hold every declared setting."""
    text = printed("parameters")
    assert all(re.search(rf"^ {declared.name} ", text, re.MULTILINE) for declared in DECLARED)


@pytest.mark.parametrize("name", list(BY_NAME))
def test_every_parameter_has_a_card(name: str) -> None:
    """The card of a setting shows its default, its unit, and what uses it."""
    text = printed("parameters", name)
    assert BY_NAME[name].unit in text
    assert "Used by" in text


def test_a_card_names_source_and_rules() -> None:
    """The card of a parameter gives the source in full and the rules that read it."""
    text = " ".join(printed("parameters", "trust_gain").split())
    assert "Slovic, P. (1993). Perceived Risk, Trust, and Democracy." in text
    assert "Used by trust_rate" in text


def test_all_rules_are_listed() -> None:
    """The list of rules holds every rule that a file can replace."""
    text = printed("rules")
    assert all(re.search(rf"^ {name} ", text, re.MULTILINE) for name in rule_names())


def test_a_rule_is_printed_as_it_stands() -> None:
    """One rule is printed with its docstring and its code."""
    text = printed("rules", "trust_rate")
    assert text.startswith("@rule\ndef trust_rate(experienced, trust, par):")
    assert "return par.trust_gain if experienced > trust else par.trust_loss" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("parameters", "trust_gian"), "Did you mean trust_gain in [parameters]?"),
        (("rules", "trust_rat"), "Did you mean trust_rate?"),
        (("cite", "power_sharin"), "Did you mean power_sharing?"),
        (("scenarios", "show", "power_sharin"), "Did you mean power_sharing?"),
    ],
)
def test_misspelt_names(arguments: tuple[str, ...], words: str) -> None:
    """A misspelt name is answered with the nearest one, and exit code 2."""
    assert words in printed(*arguments, code=2)


def test_all_indicators_are_listed() -> None:
    """The list of indicators holds every one."""
    text = printed("indicators")
    assert all(re.search(rf"^ {name} ", text, re.MULTILINE) for name in INDICATORS)


def test_cite_prints_references_and_bibtex() -> None:
    """Sources are printed as references with what they are for, or as BibTeX entries."""
    text = " ".join(printed("cite", "power_sharing").split())
    assert "Arnstein, S. R. (1969). A Ladder of Citizen Participation." in text
    assert "For: trust_rate, trust_gain, trust_loss" in text
    entries = re.findall(r"^@\w+\{(\w+),$", printed("cite", "power_sharing", "--bibtex"), re.MULTILINE)
    assert "slovic1993" in entries
    assert len(entries) == len(set(entries))


def test_schema_is_the_committed_one() -> None:
    """The schema that is printed is the one beside the scenarios."""
    committed = Path(__file__).parent.parent.parent / "scenarios" / "schema.json"
    assert printed("schema") == committed.read_text(encoding="utf-8")


def test_patterns_are_shown_with_verdicts() -> None:
    """Every pattern is printed with its verdict, and a pattern that is missed is no failure of the program."""
    text = printed("patterns", "--pairs", "2")
    verdicts = re.findall(r"^P(\d+) +(green|amber|red) ", text, re.MULTILINE)
    assert [int(number) for number, _ in verdicts] == list(range(1, len(verdicts) + 1))
    assert len(verdicts) >= 18


def test_mechanisms_are_shown_in_the_same_way() -> None:
    """With --mechanisms, what is shown is how patterns come about, each once."""
    text = printed("patterns", "--mechanisms", "--pairs", "2")
    numbers = re.findall(r"^([A-Z]\d) +(?:green|amber|red) ", text, re.MULTILINE)
    assert numbers == [each.number for each in INSIDE]


def test_patterns_as_json() -> None:
    """The patterns' JSON has the claim, what was found, what was wanted, and the verdict."""
    first = json.loads(printed("patterns", "--pairs", "2", "--json"))["patterns"][0]
    assert first["number"] == "P1"
    assert {"claim", "figure", "target", "verdict"} <= set(first)


def test_dashboard_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its libraries, the dashboard says what to install."""
    monkeypatch.setattr("coprod_sim.cli.commands.dashboard.find_spec", lambda _: None)
    assert 'pip install "coprod_sim[dashboard]"' in printed("dashboard", code=2)


def test_dashboard_on_a_port_in_use() -> None:
    """A port where something answers already is refused."""
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert "is in use already" in printed("dashboard", "--port", str(port), "--no-browser", code=2)


def test_stopping_says_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the program with code 130 and a word."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coprod_sim.cli.commands.lookup.show_parameters", interrupted)
    assert printed("parameters", code=130) == "Stopped.\n"


def test_our_own_faults_have_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ModelError ends the program with code 1 and its message."""
    from coprod_sim.errors import ModelError

    def failing(_: object) -> None:
        raise ModelError("month 3: something is out of range.")

    monkeypatch.setattr("coprod_sim.cli.commands.lookup.show_parameters", failing)
    assert printed("parameters", code=1) == "month 3: something is out of range.\n"
