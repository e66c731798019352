"""The wheel holds all that a run needs: it is built, installed into an empty folder, and used from another."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_sim.dashboard.static.one_file import one_file
from coprod_sim.report.documents import NAMES

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds: a new place means that the rules are compiled anew
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
TINY = ("families=12", "professionals=3", "commissioners=1", "peers=2")

Python = Callable[..., str]


def python(*arguments: str, folder: Path, **environment: str) -> str:
    """Run Python in a folder; it must end well.  Gives what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as its wheel brings it, and nothing else."""
    built, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(built))
    python("-m", "pip", "wheel", *options, str(ROOT), folder=built, **OFFLINE)
    (wheel,) = built.glob("*.whl")
    options = ("--quiet", "--no-deps", "--no-compile", "--target", str(target))
    python("-m", "pip", "install", *options, str(wheel), folder=built, **OFFLINE)
    return target


@pytest.fixture(scope="module")
def from_wheel(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Python:
    """Run Python with the installed package and its dependencies, in an empty folder, with compiled code of its own."""
    folder, compiled = tmp_path_factory.mktemp("elsewhere"), tmp_path_factory.mktemp("compiled")

    def run(*arguments: str) -> str:
        return python(*arguments, folder=folder, PYTHONPATH=str(installed), COPROD_SIM_CACHE=str(compiled))

    return run


def test_package_and_scenarios_come_from_the_wheel(installed: Path, from_wheel: Python) -> None:
    """Not the source tree but the installed folder is what runs, and the scenarios inside are those of the root."""
    code = "import coprod_sim, coprod_sim.scenario.toml_reader as s; print(coprod_sim.__file__, s.scenarios_folder(), sep='\\n')"
    package, scenarios = map(Path, from_wheel("-c", code).split())

    assert package == installed / "coprod_sim" / "__init__.py"
    assert scenarios == installed / "coprod_sim" / "scenarios"
    assert {path.name: path.read_bytes() for path in scenarios.iterdir()} == {
        path.name: path.read_bytes() for path in (ROOT / "scenarios").iterdir()
    }


def test_the_wheel_holds_every_file_of_the_package(installed: Path) -> None:
    """Templates, references and the mark of types travel too; nothing else is put beside the package."""
    inside, outside = installed / "coprod_sim", ROOT / "coprod_sim"
    wanted = {path.relative_to(outside) for path in outside.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    brought = {path.relative_to(inside) for path in inside.rglob("*") if path.is_file() and path.suffix != ".pyc"}

    assert {path for path in brought if path.parts[0] not in ("scenarios", "docs")} == wanted
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"coprod_sim", "bin"}


def test_the_documents_of_the_dashboard_come_from_the_wheel(installed: Path, from_wheel: Python) -> None:
    """Each that a page shows is inside, as it stands in docs/; and the ODD description is made there as it is here."""
    brought = {path.stem: path.read_bytes() for path in (installed / "coprod_sim" / "docs").iterdir()}
    code = (
        "from coprod_sim.report import documents, odd_protocol as odd\n"
        "print(documents.documents_folder(), odd.description() == documents.document('odd'), sep='\\n')"
    )

    assert brought == {name: (ROOT / "docs" / f"{name}.md").read_bytes() for name in NAMES}
    assert from_wheel("-c", code).split() == [str(installed / "coprod_sim" / "docs"), "True"]


def test_the_wheel_writes_the_pages_without_a_server(from_wheel: Python) -> None:
    """Scripts, words, rules and Vue travel: the one file is the same there as it is here."""
    code = "import hashlib; from coprod_sim.dashboard.static.one_file import one_file; print(hashlib.sha256(one_file().encode()).hexdigest())"

    assert from_wheel("-c", code).strip() == hashlib.sha256(one_file().encode()).hexdigest()


def test_the_wheel_lists_its_scenarios(from_wheel: Python) -> None:
    """Every scenario of the root is listed."""
    listed = from_wheel("-m", "coprod_sim.cli.app", "scenarios", "list")

    assert [path.stem for path in (ROOT / "scenarios").glob("*.toml") if path.stem not in listed] == []


def test_the_wheel_compares(from_wheel: Python) -> None:
    """A tiny comparison runs to its end, and writes its report from the templates of the wheel."""
    sizes = [part for size in TINY for part in ("--set", size)]
    options = ("--pairs", "2", "--months", "13", *sizes, "--report", "report.html")
    printed = from_wheel("-m", "coprod_sim.cli.app", "compare", "consultation_only", "power_sharing", *options)

    assert "progress" in printed
    assert "</html>" in from_wheel("-c", "print(open('report.html', encoding='utf-8').read())")
