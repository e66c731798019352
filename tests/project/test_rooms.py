"""The house: ten rooms with few files each, and imports that point down, wherever somebody plants one that does not."""

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

import grimp
import pytest
from importlinter.contracts.layers import LayersContract

from tests.project.documents import ROOT

PACKAGE: Final = ROOT / "coprod_sim"
ROOMS: Final = (
    "agents",
    "cli",
    "dashboard",
    "engine",
    "evidence",
    "indicators",
    "place",
    "report",
    "scenario",
    "study",
)
FILES: Final = ("__init__.py", "__main__.py", "errors.py", "files.py", "model.py", "py.typed")
MOST_FILES: Final = 16
UP: Final = (
    ("errors", "files"),
    ("files", "scenario.parameters"),
    ("scenario.extends", "agents.family"),
    ("agents.rules.power", "engine.totals"),
    ("engine.month_loop", "indicators"),
    ("indicators", "place.simulate"),
    ("place.origin", "model"),
    ("model", "study.run"),
    ("study.run", "evidence.references"),
    ("evidence.claims.check", "report.svg"),
    ("report.svg", "cli.console"),
    ("report.story.text", "dashboard.pair.stories"),
)
"""An import that points up from each room and from each file beside them: who imports, and what."""


@cache
def graph() -> grimp.ImportGraph:
    """Read who imports whom."""
    return grimp.build_graph("coprod_sim", include_external_packages=True, exclude_type_checking_imports=False)


def folders_in(folder: Path) -> list[Path]:
    """Give the folders within one that hold files; what Python keeps compiled does not count."""
    return [
        path
        for path in folder.iterdir()
        if path.is_dir() and path.name != "__pycache__" and any(one.suffix != ".pyc" for one in path.rglob("*.*"))
    ]


def layers() -> LayersContract:
    """Read the contract of layers from pyproject.toml."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (options,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    # The reader of pyproject.toml gives import-linter words, as its own INI files would.
    ini_options = {key: str(value) if isinstance(value, bool) else value for key, value in options.items()}
    return LayersContract(options["name"], {"root_packages": ["coprod_sim"]}, ini_options)


def test_imports_point_down() -> None:
    """As the files stand, the one contract of layers is kept, and it counts every room and file."""
    assert layers().check(deepcopy(graph()), verbose=False).kept


@pytest.mark.parametrize(("importer", "imported"), UP)
def test_an_import_that_points_up_is_seen(importer: str, imported: str) -> None:
    """Wherever one is planted, the contract is broken."""
    planted = deepcopy(graph())
    planted.add_import(importer=f"coprod_sim.{importer}", imported=f"coprod_sim.{imported}")

    assert not layers().check(planted, verbose=False).kept


def test_the_package_is_ten_rooms() -> None:
    """At its top there are the ten rooms and a few files."""
    assert sorted(path.name for path in folders_in(PACKAGE)) == sorted(ROOMS)
    assert sorted(path.name for path in PACKAGE.iterdir() if path.is_file()) == sorted(FILES)


@pytest.mark.parametrize(
    "folder",
    [PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_room_is_crowded(folder: Path) -> None:
    """No folder has more than sixteen files at its top, and each with Python in it says what it is for."""
    files = [path for path in folder.iterdir() if path.is_file()]

    assert len(files) <= MOST_FILES
    python = [path for path in files if path.suffix == ".py"]
    assert not python or (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')


def test_tests_have_the_same_rooms() -> None:
    """Each folder of tests is named after a room, or looks at the project as a whole."""
    beside = {"project", "model", "fuzz", "files"}
    folders = {path.name for path in folders_in(ROOT / "tests")}

    assert folders - beside <= set(ROOMS)
