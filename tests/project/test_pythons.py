"""The programs that find a Python and install into it say what they do, and refuse what they cannot do."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.documents import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make and these programs need a POSIX shell")

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def sh(
    script: str, *arguments: str, folder: Path = ROOT, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of the programs."""
    return subprocess.run(
        ["sh", f"scripts/{script}", *arguments],
        cwd=folder,
        env=os.environ | (settings or {}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def program(path: Path, text: str) -> Path:
    """Write a small program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_python_is_found_on_the_path_past_a_name_that_leads_nowhere(tmp_path: Path) -> None:
    """The first python3.11 of the PATH fails, as a name that pyenv put there may; the second is given."""
    program(tmp_path / "first" / "python3.11", "exit 127")
    good = program(tmp_path / "second" / "python3.11", f'exec {sys.executable} "$@"')
    path = os.pathsep.join([str(tmp_path / "first"), str(good.parent), "/usr/bin", "/bin"])

    assert sh("find_python.sh", "python3.11", settings={"PATH": path}).stdout == f"{good}\n"


def test_a_python_is_found_that_only_pyenv_has(tmp_path: Path) -> None:
    """Without a name on the PATH, the folder of pyenv is searched; without pyenv, nothing breaks."""
    good = program(tmp_path / "versions" / "3.99.1" / "bin" / "python", f'exec {sys.executable} "$@"')
    settings = {"PATH": "/usr/bin:/bin", "PYENV_ROOT": str(tmp_path)}

    assert sh("find_python.sh", "3.99", settings=settings).stdout == f"{good}\n"
    lost = sh("find_python.sh", "3.98", settings=settings)
    assert (lost.returncode, lost.stdout) == (1, "")
    assert "PYTHON=3.98: neither the PATH nor pyenv has it" in lost.stderr


def test_make_test_says_which_python_it_tests_and_which_others_there_are(tmp_path: Path) -> None:
    """The one in the folder is named exactly; each other supported one is found, or said to be missing."""
    other = "3.12" if VERSION != "3.12" else "3.13"
    program(tmp_path / f"python{other}", f'exec {sys.executable} "$@"')
    settings = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYENV_ROOT": str(tmp_path)}

    output = sh("find_python.sh", "--tell", sys.prefix, settings=settings).stdout

    assert f"Python: {platform.python_version()} in {sys.prefix} is what is tested now." in output
    assert f"{other} ({tmp_path}/python{other})" in output
    named = {path.stem.removeprefix("python-") for path in ROOT.glob("locks/*.txt")}
    assert {version for version in named if f" {version}" in output} == named
    assert "find_python.sh --tell $(VENV) $(PYTHON)" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_folder_with_another_python_is_not_taken_for_the_one_asked_for() -> None:
    """PYTHON without VENV would test what .venv holds: that is refused, with what to do."""
    done = sh("find_python.sh", "--tell", sys.prefix, "python3.99")

    assert (done.returncode, done.stdout) == (1, "")
    assert f"holds Python {platform.python_version()} already" in done.stderr
    assert "VENV=.venv399" in done.stderr


@pytest.mark.parametrize("locked", [True, False])
def test_the_lock_is_used_and_a_missing_one_is_said(locked: bool, tmp_path: Path) -> None:
    """The lock that pip gets is that of its Python; without one, a line says so, and the ranges alone hold."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "locks").mkdir()
    if locked:
        (tmp_path / "locks" / "python-3.99.txt").touch()
    program(tmp_path / "own" / "bin" / "python", 'case $1 in -c) echo 3.99 ;; *) echo "$@" ;; esac')

    done = sh("install.sh", "own", ".[dev]", folder=tmp_path)

    assert done.returncode == 0
    assert ("--constraint locks/python-3.99.txt" in done.stdout) == locked
    assert done.stdout.rstrip().endswith("--editable .[dev]")
    assert ("There is no lock for Python 3.99" in done.stderr) == (not locked)
