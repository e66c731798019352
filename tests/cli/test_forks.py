"""A fork shows what a process of its own shows; where it could not, a command begins anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import forks
from tests.cli.command import PATIENCE, ROOT, SMALL

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")

COMMAND = str(forks.BIN / "coprod-sim")
PROGRAM = "import os, sys\nprint(sys.argv, __name__, os.getcwd(), os.environ['COLUMNS'], os.environ.get('PATH'))\nsys.exit('the end')\n"


@pytest.mark.parametrize(
    "words",
    [
        (COMMAND, "run", "power_sharing", "--months", "2", *SMALL),
        (COMMAND, "run", "power_sharing", "--set", "training=2"),
        (sys.executable, "-m", "coprod_sim", "run", "nowhere.toml"),
        (sys.executable, "program.py", "one", "two"),
    ],
    ids=lambda words: words[-1],
)
def test_a_fork_is_like_a_process(words: tuple[str, ...], tmp_path: Path) -> None:
    """Folder, arguments, environment, both streams and the exit code are the same."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    settings = {name: value for name, value in os.environ.items() if name != "PATH"}
    settings |= {"COLUMNS": "77", "PYTHONSAFEPATH": "1"}
    assert forks.is_ours(words, tmp_path, settings)
    fork = forks.command(words, tmp_path, settings, PATIENCE)
    alone = subprocess.run(words, cwd=tmp_path, env=settings, capture_output=True, encoding="utf-8", check=False)
    assert (fork.returncode, fork.stdout, fork.stderr) == (alone.returncode, alone.stdout, alone.stderr)


@pytest.mark.parametrize(
    ("words", "settings"),
    [
        ((COMMAND, "--version"), {"NUMBA_DISABLE_JIT": "1"}),
        ((COMMAND, "--version"), {"PYTHONIOENCODING": "ascii"}),
        ((sys.executable, "-c", "pass"), {}),
        ((sys.executable, "-m", "pytest", "--version"), {}),
        (("/usr/bin/coprod-sim", "--version"), {}),
        (("sh", "-c", COMMAND), {}),
    ],
)
def test_what_a_fork_cannot_show_begins_anew(words: tuple[str, ...], settings: dict[str, str]) -> None:
    """Settings of Python and of the compiler, other programs and other places are not for forks."""
    assert not forks.is_ours(words, ROOT, os.environ | settings)


def test_another_copy_of_the_package_begins_anew(tmp_path: Path) -> None:
    """Where Python would take the package from the folder, a fork would take the wrong one."""
    (tmp_path / "coprod_sim").mkdir()
    unsafe = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    for words in ((sys.executable, "-m", "coprod_sim"), (sys.executable, "program.py")):
        assert not forks.is_ours(words, tmp_path, unsafe)
        assert forks.is_ours(words, tmp_path, unsafe | {"PYTHONSAFEPATH": "1"})


def test_a_command_that_takes_too_long_is_stopped_with_all_it_began(tmp_path: Path) -> None:
    """A shell that is stopped leaves nothing behind that goes on computing beside later tests."""
    holds = f"exec 3<>{tmp_path / 'pipe'}; sleep 600 >/dev/null 2>&1 & wait"
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(subprocess.TimeoutExpired):
        forks.command(("sh", "-c", holds), tmp_path, os.environ, 0.5)
    with pytest.raises(OSError, match="No such device"):
        os.open(tmp_path / "pipe", os.O_WRONLY | os.O_NONBLOCK)
