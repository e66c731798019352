"""The command line compares what a file of the page holds, and writes the table that the page writes."""

import json
from math import isnan
from pathlib import Path

import pytest

from coprod_sim.indicators import HEADLINES
from coprod_sim.scenario.setup.changes import new_change
from coprod_sim.scenario.setup.file_and_link import to_file
from coprod_sim.scenario.setup.setup import TwoWays
from coprod_sim.study.compare import Comparison, compare
from coprod_sim.study.comparison_csv import tidy_csv
from tests.cli.command import coprod_sim

CHANGES = (new_change("B", "take_power_back", 4), new_change("A", "train_staff", 2))
MINE = TwoWays(town={"families": 30, "professionals": 6}, months=8, seed=7, changes=CHANGES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the page."""
    path = tmp_path / "mine.json"
    path.write_text(to_file(MINE), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def mine() -> Comparison:
    """What the file should give."""
    return compare(*MINE.scenarios(), pairs=3, months=8)


def test_a_file_is_compared(file: Path, mine: Comparison) -> None:
    """Scenarios and months are those of the file, the first seed is 1, and the hash is that of the page."""
    done = coprod_sim("compare", str(file), "--pairs", "3", "--json")
    assert json.loads(done.stdout) == mine.to_dict() | {"hash": MINE.hash}
    assert done.stderr.splitlines()[-1] == f"hash {MINE.hash}"


def test_the_table_holds_what_was_compared(file: Path, mine: Comparison, tmp_path: Path) -> None:
    """Every number of every run and month, to the last digit, and nothing else."""
    table = tmp_path / "table.csv"
    done = coprod_sim("compare", str(file), "--pairs", "3", "--csv", str(table))
    lines = table.read_text(encoding="utf-8").splitlines()
    assert f"Written to {table}: coprod-sim 0" in done.stderr
    assert f"hash {MINE.hash}" in done.stderr
    assert lines[0] == "scenario,seed,month,outcome,value"
    assert len(lines) - 1 == 2 * 3 * 9 * len(HEADLINES)
    for line in lines[1:]:
        scenario, seed, month, outcome, value = line.split(",")
        series = {"A": mine.series_a, "B": mine.series_b}[scenario]
        number = series[outcome][int(seed) - 1, int(month)]
        assert value == ("" if isnan(number) else repr(float(number)))
    assert list(tidy_csv(mine)) == [f"{line}\n" for line in lines]


def test_options_change_what_is_compared_and_its_hash(file: Path) -> None:
    """Months and settings that are typed win over the file, and the hash is that of what was run."""
    options = ("--months", "6", "--set", "reward=0.3", "--pairs", "2", "--seed", "5")
    done = coprod_sim("compare", str(file), *options, "--json")
    found = json.loads(done.stdout)
    both = [scenario.changed({"reward": 0.3}) for scenario in MINE.scenarios()]
    assert found["hash"] != MINE.hash
    assert found == compare(*both, pairs=2, months=6, seed=5).to_dict() | {"hash": found["hash"]}


def test_any_comparison_can_be_written_as_a_table(tmp_path: Path) -> None:
    """Also that of two names, whose JSON is as it was."""
    table = tmp_path / "table.csv"
    small = ("--set", "families=30", "--pairs", "2", "--months", "3", "--json")
    done = coprod_sim("compare", "not_asked", "power_sharing", *small, "--csv", str(table))
    assert "hash" not in json.loads(done.stdout)
    assert "hash" in done.stderr
    assert len(table.read_text(encoding="utf-8").splitlines()) == 1 + 2 * 2 * 4 * len(HEADLINES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "power_sharing"), "B is missing: must be two scenarios, or a .json file. Add B."),
        (("compare", "mine.json", "power_sharing"), "must stand alone. Take out power_sharing."),
        (("compare", "nowhere.json"), "nowhere.json: there is no such file"),
        (("compare", "not_asked", "power_sharing", "--csv", "nowhere/table.csv"), "there is no folder"),
        (("compare",), "A"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    """Wrong use ends with code 2 and says what to do."""
    done = coprod_sim(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_file_is_told_in_full(tmp_path: Path) -> None:
    """Every fault has a line of its own, with the name of the file; what is only not known is a note."""
    wrong, odd = tmp_path / "wrong.json", tmp_path / "odd.json"
    tables = json.loads(to_file(MINE))
    wrong.write_text(json.dumps(tables | {"luck": 0, "A": {"preset": "mine.toml"}, "town": {"familes": 3}}))
    odd.write_text(json.dumps(tables | {"colour": "blue"}))
    done, noted = coprod_sim("compare", str(wrong)), coprod_sim("compare", str(odd), "--pairs", "2", "--json")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 3)
    assert done.stderr.count(str(wrong)) == 3
    assert (noted.returncode, json.loads(noted.stdout)["hash"]) == (0, MINE.hash)
    assert f"{odd}: colour is not known here." in noted.stderr
    assert coprod_sim("compare", str(make_folder(tmp_path))).returncode == 2


def make_folder(tmp_path: Path) -> Path:
    """A folder that is named like a file."""
    folder = tmp_path / "folder.json"
    folder.mkdir()
    return folder
