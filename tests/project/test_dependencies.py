"""What is installed: ranges, locks, licences and the list of parts."""

import doctest
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import licences, lock
from tests.project.documents import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = [
    Requirement(text)
    for texts in (PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values())
    for text in texts
]
LOCKS = sorted((ROOT / "locks").iterdir())


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_every_range_has_two_ends(asked: Requirement) -> None:
    """A library is allowed from some version on, and below another; or it is one version exactly."""
    ends = {one.operator for one in asked.specifier}

    assert ends == {"=="} or (">=" in ends and "<" in ends)


def test_each_supported_python_has_a_lock() -> None:
    """The classifiers name the same Pythons as the files in locks/."""
    named = {f"python-3.{minor}.txt" for minor in lock.minors((ROOT / "pyproject.toml").read_text(encoding="utf-8"))}

    assert {path.name for path in LOCKS} == named


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_holds_what_is_asked_for(path: Path) -> None:
    """Each library of pyproject.toml has one version, inside its range; no line names a place to install from."""
    text = path.read_text(encoding="utf-8")
    versions = lock.versions(text)

    assert [
        str(one) for one in ASKED if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"))
    ] == []
    for line in text.splitlines()[1:]:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [\w .'<>=!]+)?", line), line


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_fits_every_system(path: Path) -> None:
    """What only some systems need has a marker: Windows gets colours, and no library for its missing terminals."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (colours,) = (Requirement(line) for line in lines if line.startswith("colorama=="))
    (terminals,) = (Requirement(line) for line in lines if line.startswith("pexpect=="))
    assert colours.marker
    assert terminals.marker

    windows, linux = {"sys_platform": "win32"}, {"sys_platform": "linux"}
    assert (colours.marker.evaluate(windows), colours.marker.evaluate(linux)) == (True, False)
    assert (terminals.marker.evaluate(windows), terminals.marker.evaluate(linux)) == (False, True)


def test_nothing_is_imported_that_is_not_asked_for() -> None:
    """Each library that the package imports is among those of pyproject.toml, not only brought by another."""
    word = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)
    imported = {
        found
        for path in (ROOT / "coprod_sim").rglob("*.py")
        for found in word.findall(path.read_text(encoding="utf-8"))
    }
    outside = imported - set(sys.stdlib_module_names) - {"coprod_sim"}
    brought = {canonicalize_name(one.name).replace("-", "_") for one in ASKED} | {"SALib"}

    assert outside & {"numpy", "solara", "mesa"} == {"numpy", "solara", "mesa"}
    assert {name for name in outside if name not in brought and name.lower() not in brought} <= {"dask_jobqueue"}


@pytest.mark.parametrize("program", [lock, licences])
def test_examples_of_the_programs_hold(program: ModuleType) -> None:
    """What the docstrings of the two programs show is what comes out."""
    done = doctest.testmod(program)

    assert (done.failed, done.attempted > 1) == (0, True)


def test_every_licence_was_looked_at() -> None:
    """Of all that is installed here, what is not permissive has its line."""
    here = [(package.metadata["Name"], licences.licence(package)) for package in distributions()]
    lines, unknown = licences.report(here)

    assert unknown == []
    assert licences.report([("new-thing", "GPL-3.0-only")])[1] == ["new-thing"]
    assert any("hypothesis" in line for line in lines)


@pytest.mark.study  # asks the registry for the writer
def test_the_list_of_parts_is_written(tmp_path: Path) -> None:
    """The command of `make sbom` gives CycloneDX, with every library of the project and its version."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (line,) = re.findall(r"-m (uv tool run .*)$", makefile, re.MULTILINE)
    (writer,) = re.findall(r"^SBOM_WRITER = (.*)$", makefile, re.MULTILINE)
    words = line.replace("$(SBOM_WRITER)", writer).replace("$(BIN)/python", sys.executable).split()
    words[words.index("sbom.json")] = str(tmp_path / "sbom.json")
    subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=True, capture_output=True)
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))

    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "coprod_sim"
    listed = {canonicalize_name(part["name"]): part["version"] for part in bill["components"]}
    installed = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    asked = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    assert {name: listed.get(name) for name in asked} == {name: installed[name] for name in asked}
