"""Names in the package keep to the glossary in CONTRIBUTING.md, and the check of it finds what breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.documents import ROOT

CHECK = ROOT / "scripts" / "check_names.py"


def checked(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the check over a copy of the project."""
    return subprocess.run(
        [sys.executable, str(CHECK), str(root)], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the package and of its glossary."""
    shutil.copytree(ROOT / "coprod_sim", tmp_path / "coprod_sim", ignore=shutil.ignore_patterns("__pycache__", "*.js"))
    shutil.copy(ROOT / "CONTRIBUTING.md", tmp_path)
    return tmp_path


def test_one_word_for_one_thing() -> None:
    """No name in the package uses a retired word, or means two things."""
    found = checked(ROOT)
    assert (found.returncode, found.stdout) == (0, "Names: one word for one thing.\n")


@pytest.mark.parametrize("name", ["told_areas", "Telling", "LUCK", "_written"])
def test_a_retired_word_is_found(copy: Path, name: str) -> None:
    """A variable, a class, a constant or a private name with a retired word is found, with its line and its row of the glossary."""
    file = copy / "coprod_sim" / "indicators.py"
    file.write_text(f"{file.read_text('utf-8')}\n{name} = None\n", "utf-8")
    found = checked(copy)
    assert found.returncode == 1
    line = len(file.read_text("utf-8").splitlines())
    assert f"indicators.py:{line}: {name}: " in found.stdout
    assert "in the glossary" in found.stdout


def test_a_name_with_two_homes_is_found(copy: Path) -> None:
    """A name that files import from two places is found, with both places."""
    for number in (1, 2):
        (copy / "coprod_sim" / "study" / f"home_{number}.py").write_text("def outcome() -> None: ...\n", "utf-8")
        user = copy / "coprod_sim" / "report" / f"user_{number}.py"
        user.write_text(f"from coprod_sim.study.home_{number} import outcome\n", "utf-8")
    found = checked(copy)
    assert found.returncode == 1
    assert (
        "outcome: other files import it from coprod_sim.study.home_1 and from coprod_sim.study.home_2" in found.stdout
    )


def test_a_setting_keeps_its_name(copy: Path) -> None:
    """Names of settings are the model's own: rung_told is no fault."""
    file = copy / "coprod_sim" / "indicators.py"
    file.write_text(f"{file.read_text('utf-8')}\nrung_told = None\n", "utf-8")
    assert "rung_told" not in checked(copy).stdout
