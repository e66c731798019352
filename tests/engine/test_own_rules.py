"""Rules of one's own on the command line and in Python."""

import inspect
import json
import os
import re
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.engine.custom_rules import checked_rules
from coprod_sim.engine.kernel.code_cache import DAY, KEPT, MARKED, MARKER, remove_stale
from coprod_sim.engine.kernel.compiled import SOURCES
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.run import RunResult, run
from tests.cli.command import ROOT, SMALL, coprod_sim, small

EXAMPLE = ROOT / "examples" / "my_rules.py"


def small_run(rules: Path | None = None) -> RunResult:
    """Run a small place for a year."""
    return run(small("power_sharing"), months=12, rules=rules)


@pytest.mark.study  # compiles all rules twice
def test_same_rule_same_bits_and_edited_rule_other_results(tmp_path: Path) -> None:
    """A copy of a rule gives the same bits as ours; the same file, edited, gives others without any cache cleared."""
    file = tmp_path / "rules.py"
    text = inspect.getsource(SOURCES["trust_rate"][1]).removeprefix("@rule\n")
    assert text.startswith("def trust_rate(")
    file.write_text(text, encoding="utf-8")
    ours = small_run()
    assert small_run(file).tallies.tobytes() == ours.tallies.tobytes()
    file.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    edited = small_run(file)
    assert edited.tallies.tobytes() != ours.tallies.tobytes()
    assert small_run(EXAMPLE).tallies.tobytes() == edited.tallies.tobytes()


def test_a_rule_as_it_is_printed_can_be_ones_own(tmp_path: Path) -> None:
    """A rule that uses exp, log and power needs no import in a file of one's own, and gives the same bits there."""
    names = ("joint_effort", "engaged_after", "known_habit")
    text = "".join(inspect.getsource(SOURCES[name][1]).removeprefix("@rule\n") for name in names).encode()
    own = checked_rules(tmp_path / "rules.py", text)
    par = load_scenario("consultation_only").values()
    record = SimpleNamespace(**par)
    given = {"joint_effort": (0.3, 0.7), "engaged_after": (0.5, 0.4, 0.3, 0.6), "known_habit": (0.5, 0.3)}
    for name, arguments in given.items():
        assert own[name](*arguments, record) == SOURCES[name][1](*arguments, record)


def test_rules_on_the_command_line() -> None:
    """`compare --rules` gives what Python gives with these rules, also where an earlier process compiled them."""
    arguments = ("compare", "consultation_only", "power_sharing", "--pairs", "2", "--months", "12", "--json")
    both = small("consultation_only"), small("power_sharing")
    expected = compare(*both, pairs=2, months=12, rules=EXAMPLE).to_dict()
    for _ in range(2):
        done = coprod_sim(*arguments, *SMALL, "--rules", str(EXAMPLE))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == expected
    without = compare(*both, pairs=2, months=12).to_dict()
    assert without["indicators"]["felt_trust"] != expected["indicators"]["felt_trust"]


def test_compiled_code_is_kept_as_long_as_it_is_used(tmp_path: Path) -> None:
    """The sets that were used last stay; broken rules, which leave empty folders, push none of them out."""
    now = time.time()
    for age in range(KEPT + 2):
        full, empty = tmp_path / f"compiled-full{age}", tmp_path / f"compiled-empty{age}"
        (full / "rules").mkdir(parents=True)
        (full / "rules" / "rule.nbi").touch()
        empty.mkdir()
        for folder in (full, empty):
            (folder / MARKER).write_text(MARKED, encoding="utf-8")
        os.utime(full, (now - age * DAY, now - age * DAY))
        os.utime(empty, (now - age, now - age))
    os.utime(tmp_path / "compiled-empty0", (now - 2 * DAY, now - 2 * DAY))
    remove_stale(tmp_path)

    assert {folder.name for folder in tmp_path.iterdir()} == {
        *(f"compiled-full{age}" for age in range(KEPT)),
        *(f"compiled-empty{age}" for age in range(1, KEPT + 2)),
    }


def test_a_folder_of_somebody_else_is_never_deleted(tmp_path: Path) -> None:
    """A folder without our marker stays, however old it is and whatever it is called; so does what a link leads to."""
    now, elsewhere = time.time(), tmp_path / "elsewhere"
    names = [f"compiled-thesis{number}" for number in range(KEPT + 2)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "rule.nbi").touch()
        os.utime(tmp_path / name, (now - 90 * DAY, now - 90 * DAY))
    elsewhere.mkdir()
    (elsewhere / MARKER).write_text(MARKED, encoding="utf-8")
    os.utime(elsewhere, (now - 90 * DAY, now - 90 * DAY))
    (tmp_path / "compiled-link").symlink_to(elsewhere)
    remove_stale(tmp_path)
    assert {folder.name for folder in tmp_path.iterdir()} == {*names, "elsewhere", "compiled-link"}
    assert (elsewhere / MARKER).exists()


HEAD = "def trust_rate(experienced, trust, par):\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD.replace("trust_rate", "trust_rat") + "    return 0.5\n", "line 1: trust_rat: .*Did you mean .trust_rate"),
        (HEAD.replace("experienced", "seen") + "    return 0.5\n", r"must take \(experienced, trust, par\)"),
        (HEAD.replace(":", "") + "    return 0.5\n", "line 1: SyntaxError"),
        ("rate = 1 / 0\n" + HEAD + "    return rate\n", "line 1: ZeroDivisionError"),
        ("import nowhere_at_all\n" + HEAD + "    return 0.5\n", "line 1: ModuleNotFoundError"),
        ("rate = 0.5\n", "no function"),
        (HEAD + "    return par.trust_gian\n", r"line 2: trust_rate: .*Did you mean par\.trust_gain\?"),
        (HEAD + "    return par.trust_gain * rate\n", "trust_rate: does not compile: .*'rate' is not defined"),
        (HEAD + "    return sum([par.trust_gain, 0.5])\n", "line 2: trust_rate: does not compile: it makes a list"),
        (HEAD + "    with open('x') as file:\n        return 0.5\n", "trust_rate: does not compile: .*with"),
        (HEAD + "    return 'fast'\n", "trust_rate: gives text: must give a number"),
        (HEAD + "    par.trust_gain\n", "trust_rate: gives nothing: is a return missing?"),
        (HEAD + "    return par.trust_gain, par.trust_loss\n", "trust_rate: gives several values: must give a number"),
    ],
)
def test_broken_rules(text: str, words: str, tmp_path: Path) -> None:
    """A broken file of rules is told by name, rule and reason, with exit code 2 and without a traceback."""
    file = tmp_path / "broken_rules.py"
    file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["run", "power_sharing", "--months", "2", "--rules", str(file)])
    assert done.exit_code == 2
    assert str(file) in done.stderr
    assert re.search(words, done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_gives_no_number_ends_the_run(tmp_path: Path) -> None:
    """A rule that gives nan ends the command with exit code 1, the month, the value and the rule; here without the compiler's time."""
    file = tmp_path / "no_number.py"
    file.write_text(HEAD + "    return float('nan')\n", encoding="utf-8")
    done = coprod_sim("run", "power_sharing", "--months", "2", *SMALL, "--rules", str(file), NUMBA_DISABLE_JIT="1")
    assert done.returncode == 1, done.stdout
    assert f"{file} line 1: month 1: " in done.stderr
    assert "family_trust is nan, declared from 0 to 1" in done.stderr
    assert "your rule trust_rate in no_number.py writes family_trust" in done.stderr


def test_rules_that_are_not_there() -> None:
    """A missing file of rules is named."""
    done = CliRunner().invoke(app, ["run", "power_sharing", "--rules", "nowhere.py"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "nowhere.py: No such file" in done.stderr
