"""Makes the locks: for each Python, the exact versions that `make` installs; prints what has changed.

    .venv/bin/python scripts/lock.py                 (or: make lock)
    .venv/bin/python scripts/lock.py mesa            only these packages may change

A lock holds all extras of pyproject.toml, for every system: markers say which packages only some of them need.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ROOT / "locks"
CLASSIFIER: Final = re.compile(r"Programming Language :: Python :: 3\.(\d+)")
PYTHON_MARKER: Final = re.compile(r" ; python_full_version (?:<|>=) '3\.\d+'(?: and python_full_version < '3\.\d+')?$")
PYTHON_FIRST: Final = re.compile(
    r" ; python_full_version (?:<|>=) '3\.\d+'(?: and python_full_version < '3\.\d+')? and "
)
HEAD: Final = "# What is installed under Python 3.{minor}: made by scripts/lock.py (make lock) from the ranges of pyproject.toml.\n"


def minors(project: str) -> list[int]:
    r"""Give the supported versions of Python 3, as the classifiers of pyproject.toml list them.

    >>> minors('[project]\nclassifiers = ["Programming Language :: Python :: 3.11", "Typing :: Typed"]')
    [11]
    """
    listed = (CLASSIFIER.fullmatch(line) for line in tomllib.loads(project)["project"]["classifiers"])
    return [int(found[1]) for found in listed if found]


def without_python(line: str) -> str:
    """Leave out the condition that a lock for one Python fulfils anyway.

    >>> without_python("numpy==2.4.6 ; python_full_version < '3.12'")
    'numpy==2.4.6'
    >>> without_python("colorama==0.4.6 ; python_full_version < '3.12' and sys_platform == 'win32'")
    "colorama==0.4.6 ; sys_platform == 'win32'"
    >>> without_python("a==1 ; python_full_version < '3.11.5'")
    "a==1 ; python_full_version < '3.11.5'"
    """
    return PYTHON_FIRST.sub(" ; ", PYTHON_MARKER.sub("", line))


def resolved(project: str, minor: int, old: str, only: list[str]) -> str:
    """Choose the versions for one Python; with `only`, all other packages stay as they are in the old lock."""
    bounds = f"python_full_version >= '3.{minor}' and python_full_version < '3.{minor + 1}'"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # uv reads for which Pythons to resolve from the project only, and ours is for all of them.
        text = f'{project}\n[tool.uv]\nenvironments = ["{bounds}"]\n'
        (folder / "pyproject.toml").write_text(text, encoding="utf-8")
        lock = folder / "lock.txt"
        if only:
            lock.write_text(old, encoding="utf-8")
        options = ("--quiet", "--universal", "--all-extras", "--no-annotate", "--no-header", "--no-emit-index-url")
        upgrade = [part for package in only for part in ("--upgrade-package", package)]
        command = [sys.executable, "-m", "uv", "pip", "compile", *options, "--python-version", f"3.{minor}", *upgrade]
        subprocess.run([*command, "--output-file", "lock.txt", "pyproject.toml"], cwd=folder, check=True)
        lines = lock.read_text(encoding="utf-8").splitlines()
    return HEAD.format(minor=minor) + "".join(f"{without_python(line)}\n" for line in lines)


def versions(lock: str) -> dict[str, str]:
    r"""Give the versions of a lock by package; one that depends on the system counts as it stands.

    >>> versions("# head\nmesa==3.3.1\na==1 ; sys_platform == 'win32'\na==2 ; sys_platform != 'win32'\n")
    {'mesa': '3.3.1', 'a': '1, 2'}
    """
    found: dict[str, list[str]] = {}
    for line in lock.splitlines():
        name, equals, version = line.partition(" ;")[0].partition("==")
        if equals:
            found.setdefault(name.strip(), []).append(version.strip())
    return {name: ", ".join(each) for name, each in found.items()}


def changes(old: str, new: str) -> list[str]:
    r"""Say what a new lock changes, a line each: the package, its old version, its new one.

    >>> changes("a==1\nb==1\n", "b==2\nc==3\n")
    ['a 1 -> gone', 'b 1 -> 2', 'c new -> 3']
    """
    before, after = versions(old), versions(new)
    return [
        f"{name} {before.get(name, 'new')} -> {after.get(name, 'gone')}"
        for name in sorted(before | after)
        if before.get(name) != after.get(name)
    ]


def main(only: list[str]) -> None:
    """Make all locks anew."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    LOCKS.mkdir(exist_ok=True)
    for minor in minors(project):
        file = LOCKS / f"python-3.{minor}.txt"
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        new = resolved(project, minor, old, only)
        file.write_text(new, encoding="utf-8", newline="\n")
        changed = changes(old, new)
        sys.stdout.write(f"{file.relative_to(ROOT)}: {len(changed) or 'nothing'} changed\n")
        sys.stdout.writelines(f"  {line}\n" for line in changed)


if __name__ == "__main__":
    if any(word.startswith("-") for word in sys.argv[1:]):
        sys.stdout.write(__doc__ or "")
    else:
        main(sys.argv[1:])
