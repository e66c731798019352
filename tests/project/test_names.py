"""Names in the package keep to the glossary in CONTRIBUTING.md, and the check of it finds what breaks it."""

import shutil
from pathlib import Path

import pytest

from scripts import check_names
from tests.project.documents import ROOT

FREE = {"rung_told"}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a small package beside the glossary: one file without a fault."""
    monkeypatch.setattr(check_names, "declared_names", lambda: FREE)
    (tmp_path / "coprod_sim" / "study").mkdir(parents=True)
    (tmp_path / "coprod_sim" / "study" / "good.py").write_text("rung_told = mean_trust = None\n", "utf-8")
    shutil.copy(ROOT / "CONTRIBUTING.md", tmp_path)
    return tmp_path


def test_one_word_for_one_thing(capsys: pytest.CaptureFixture[str]) -> None:
    """No name in the package uses a retired word, or means two things."""
    assert (check_names.main(ROOT), capsys.readouterr().out) == (0, "Names: one word for one thing.\n")


def test_names_of_the_model_are_free() -> None:
    """Settings, indicators and rungs of the ladder are the model's own words."""
    assert {"rung_told", "trust_gain", "progress", "TOLD"} <= check_names.declared_names()


def test_a_setting_keeps_its_name(copy: Path) -> None:
    """Names of settings are the model's own, and no fault."""
    assert check_names.main(copy) == 0


@pytest.mark.parametrize("name", ["told_areas", "Telling", "LUCK", "_written"])
def test_a_retired_word_is_found(copy: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable, a class, a constant or a private name with a retired word is found, with its line and its row of the glossary."""
    (copy / "coprod_sim" / "study" / "bad.py").write_text(f"\n{name} = None\n", "utf-8")
    assert check_names.main(copy) == 1
    found = capsys.readouterr().out
    assert f"bad.py:2: {name}: " in found
    assert "in the glossary" in found


def test_a_name_with_two_homes_is_found(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that files import from two places is found, with both places."""
    for number in (1, 2):
        (copy / "coprod_sim" / "study" / f"home_{number}.py").write_text("def outcome() -> None: ...\n", "utf-8")
        user = copy / "coprod_sim" / "study" / f"user_{number}.py"
        user.write_text(f"from coprod_sim.study.home_{number} import outcome\n", "utf-8")
    assert check_names.main(copy) == 1
    assert "outcome: other files import it from coprod_sim.study.home_1 and from coprod_sim.study.home_2" in (
        capsys.readouterr().out
    )
