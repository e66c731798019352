"""Sets of assumptions as files: what is written can be read again, and what is wrong is said."""

import json
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.assumptions import ensemble as sets
from coprod_sim.study.assumptions.ensemble import Ensemble, load_ensemble, write_ensemble
from tests.evidence.robustness.conftest import sharing_time_both_ways


def faults_of(text: str, folder: Path) -> tuple[str, ...]:
    """Give the faults that are found in a file of this text."""
    file = folder / "bad.csv"
    file.write_text(text)
    with pytest.raises(ScenarioError) as raised:
        load_ensemble(file)
    return raised.value.faults


def test_what_is_written_can_be_read_again_to_the_last_digit(tmp_path: Path) -> None:
    """Thirds and tenths come back as they were, with names in their order and with how they were made."""
    values = np.array([[1 / 3, 0.1], [2 / 3, 0.7], [0.25, 1e-9]])
    given = Ensemble(("thrift", "start_confidence"), values, {"method": "by hand", "seed": 3})
    again = load_ensemble(write_ensemble(given, tmp_path / "new" / "sets.csv"))

    assert again.names == given.names
    assert again.values.tolist() == values.tolist()
    assert again.about == given.about
    assert again.settings(1) == {"thrift": 2 / 3, "start_confidence": 0.7}
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["sets.csv", "sets.json"]


def test_somebodys_json_beside_sets_is_left_alone(tmp_path: Path) -> None:
    """A JSON file of that name that is no account of sets stays, and no sets are written; one of ours is written anew."""
    given = Ensemble(("thrift",), np.array([[0.5]]), {"method": "by hand"})
    theirs = tmp_path / "sets.json"
    theirs.write_text('{"mine": 1}', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"sets\.json: is there already, and is no account of such sets of ours"):
        write_ensemble(given, tmp_path / "sets.csv")
    assert theirs.read_text(encoding="utf-8") == '{"mine": 1}'
    assert list(tmp_path.iterdir()) == [theirs]

    theirs.unlink()
    for seed in (1, 2):
        write_ensemble(given._replace(about=given.about | {"seed": seed}), tmp_path / "sets.csv")
    assert load_ensemble(tmp_path / "sets.csv").about["seed"] == 2


def test_sets_without_a_word_about_them_can_be_used(tmp_path: Path) -> None:
    """The JSON file may be missing; blanks, a byte order mark and empty lines at the end do no harm."""
    (tmp_path / "sets.csv").write_text("\ufeffthrift , unmet_toll\n 0.5,0.3\r\n0.6, 0.4 \n\n", encoding="utf-8")
    found = load_ensemble(tmp_path / "sets.csv")

    assert (found.names, found.values.tolist(), found.about) == (("thrift", "unmet_toll"), [[0.5, 0.3], [0.6, 0.4]], {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["no names", "coprod-sim calibrate"]),
        ("thrift\n", ["no sets"]),
        ("thrfit\n0.5\n", ["row 1: thrfit: is not the name of a setting", "thrift in [parameters]"]),
        ("training\n0.05\n", ["row 1: training: is no assumption (people choose it)"]),
        ("families\n300\n", ["families: is no assumption (it is the size or shape of the place)"]),
        ("thrift,thrift\n0.5,0.5\n", ["thrift: stands twice"]),
        ("thrift\n0.5\nmuch\n", ['row 3: thrift = "much": must be a number']),
        ("thrift\n0.5\nnan\n", ["row 3: thrift = nan", "finite"]),
        ("thrift\n7\n", ["row 2: thrift = 7", "between 0 and 2", "coprod-sim parameters thrift"]),
        ("thrift,unmet_toll\n0.5,0.1\n0.5\n", ["row 3: 1 values: there must be 2"]),
        ("thrift\n0.5\n\n0.6\n", ["row 3: 0 values: there must be 1"]),
        ("rung_told,rung_asked\n0.2,0.1\n", ["row 2: rung_told = 0.2, rung_asked = 0.1", "must not be above"]),
        ("start_family_power\n0.9\n", ["row 2: start_family_power = 0.9", "at most 1 together"]),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_row(text: str, words: list[str], tmp_path: Path) -> None:
    """The message names the file, the row, what was given and what is allowed."""
    (fault,) = faults_of(text, tmp_path)

    assert fault.startswith(str(tmp_path / "bad.csv"))
    for word in words:
        assert word in fault


def test_all_faults_are_told_at_once_and_very_many_are_counted(tmp_path: Path) -> None:
    """Two faults are two; of thirty, ten are shown."""
    two = faults_of("thrift,unmet_tol\n0.5,0.1\nx,0.1\n", tmp_path)
    thirty = faults_of("thrift\n" + "9\n" * 30, tmp_path)

    assert len(two) == 2
    assert len(thirty) == 11
    assert thirty[-1].endswith("and 20 more faults like these.")


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    """A folder, a missing file, bytes that are no text, and a torn JSON file give one message each."""
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00thrift")
    (tmp_path / "torn.csv").write_text("thrift\n0.5\n")
    (tmp_path / "torn.json").write_text('{"method": ')
    (tmp_path / "list.csv").write_text("thrift\n0.5\n")
    (tmp_path / "list.json").write_text("[1]")
    for name, words in (
        ("", "is read here"),
        ("nowhere.csv", "No such file"),
        ("bytes.csv", "not text in UTF-8"),
        ("torn.csv", "not JSON"),
        ("list.csv", "must be an object"),
    ):
        with pytest.raises(ScenarioError, match=words):
            load_ensemble(tmp_path / name)


def test_without_a_shipped_ensemble_the_way_to_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the command that makes it; once it is there, it is read."""
    monkeypatch.setattr(sets, "SHIPPED", tmp_path / "ensemble.csv")
    with pytest.raises(ScenarioError, match="coprod-sim calibrate"):
        load_ensemble()
    write_ensemble(sharing_time_both_ways(), tmp_path / "ensemble.csv")

    assert load_ensemble().names == sharing_time_both_ways().names


def test_nothing_is_written_that_could_not_be_read_again(tmp_path: Path) -> None:
    """Values out of range, a shape that does not fit, no sets and a wrong ending are refused, and leave no file."""
    good = sharing_time_both_ways()
    for bad, name in (
        (good._replace(values=good.values + 5), "sets.csv"),
        (good._replace(values=good.values[:, :1]), "sets.csv"),
        (good._replace(values=good.values[:0]), "sets.csv"),
        (good, "sets.txt"),
    ):
        with pytest.raises(ScenarioError):
            write_ensemble(bad, tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_the_files_are_what_they_seem(sets_file: Path) -> None:
    """The CSV begins with its names, the JSON says how the sets were made."""
    assert sets_file.read_text().splitlines()[:2] == ["sharing_time,thrift", "0.03,0.4"]
    assert json.loads(sets_file.with_suffix(".json").read_text()) == {"method": "by hand"}
