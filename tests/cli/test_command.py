"""The command as a shell sees it: what goes where, exit codes, and files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_sim import __version__
from coprod_sim.study.compare import compare
from coprod_sim.study.run import run
from tests.cli.command import ROOT, SMALL, coprod_sim, small

SHORT = (*SMALL, "--months", "6")


def test_version() -> None:
    """The command tells the version of the package."""
    done = coprod_sim("--version")
    assert (done.returncode, done.stdout) == (0, f"coprod-sim {__version__}\n")


def test_help_needs_nothing_heavy() -> None:
    """Help answers without the compiler, NumPy, Mesa, pandas or Rich's progress bars being loaded."""
    program = (
        "import sys\n"
        "from coprod_sim.cli.app import main\n"
        "sys.argv = ['coprod-sim', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numba', 'numpy', 'mesa', 'pandas', 'scipy', 'networkx', 'matplotlib', 'solara', 'rich.progress'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "compare" in done.stdout
    assert done.stdout.endswith("HEAVY []\n")


def test_comparing_needs_no_tables_or_graphs() -> None:
    """A comparison loads neither pandas nor Mesa nor networkx nor matplotlib, which would make everybody wait."""
    arguments = ["compare", "consultation_only", "power_sharing", "--pairs", "2", *SHORT]
    program = (
        "import sys\n"
        "from coprod_sim.cli.app import main\n"
        f"sys.argv = ['coprod-sim', *{arguments}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('HEAVY', sorted({'mesa', 'pandas', 'networkx', 'matplotlib'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "Felt trust" in done.stdout
    assert done.stdout.endswith("HEAVY []\n")


def test_compare_json_is_what_python_gives() -> None:
    """With --json, standard output holds Comparison.to_dict() and nothing else."""
    done = coprod_sim("compare", "consultation_only", "power_sharing", "--pairs", "3", "--seed", "5", "--json", *SHORT)
    both = compare(small("consultation_only"), small("power_sharing"), pairs=3, seed=5, months=6)
    assert done.returncode == 0
    assert json.loads(done.stdout) == both.to_dict()


def test_run_writes_its_files(tmp_path: Path) -> None:
    """A run leaves indicators, the ledger and a manifest in the folder, and its JSON is what Python gives."""
    done = coprod_sim("run", "power_sharing", "--out", str(tmp_path / "new"), "--json", *SHORT)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "indicators.parquet",
        "ledger.parquet",
        "manifest.json",
    ]
    result = run(small("power_sharing"), months=6)
    assert json.loads(done.stdout)["indicators"]["felt_trust"] == result.series["felt_trust"].tolist()
    assert "Written to" in done.stderr


def test_report_is_written(tmp_path: Path) -> None:
    """A comparison writes its report where it is told to, and says so on standard output."""
    file = tmp_path / "report.html"
    done = coprod_sim("compare", "consultation_only", "power_sharing", "--pairs", "2", "--report", str(file), *SHORT)
    assert done.returncode == 0
    assert "</html>" in file.read_text(encoding="utf-8")
    assert f"The report is {file}\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "consultation_only", "power_sharin"), "Did you mean power_sharing?"),
        (("run", "power_sharing", "--months", "0"), "between 1 and 12000"),
        (("run", "power_sharing", "--threads", "0"), "at least 1"),
        (("run", "power_sharing", "--set", "training=2"), "between 0 and 0.2"),
        (("run", "power_sharing", "--network", "nowhere.csv"), "nowhere.csv"),
        (("compare", "consultation_only", "power_sharing", "--pairs", "1"), "between 2 and"),
        (("compare", "not_asked", "power_sharing", "--report", "nowhere/report.html"), "there is no folder"),
        (("story", "power_sharing", "--family", "300"), "between 0 and 299"),
        (("explain", "not_asked", "not_asked"), "nothing to explain"),
        (("explain", "not_asked", "power_sharing", "--indicator", "progres"), "Did you mean progress?"),
        (("frobnicate",), "frobnicate"),
        (("run",), "SCENARIO"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    """Wrong use ends with code 2 and a message on standard error, without a traceback and without output."""
    done = coprod_sim(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_all_faults_at_once() -> None:
    """Every wrong setting is told, one on a line."""
    done = coprod_sim("run", "power_sharing", "--set", "training=2", "--set", "trust_gian=1", "--set", "x")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 3


def test_failing_to_write(tmp_path: Path) -> None:
    """A place where nothing can be written ends the program with a message, not a traceback."""
    (tmp_path / "file").write_text("in the way")
    done = coprod_sim("run", "power_sharing", "--out", str(tmp_path / "file" / "results"), *SHORT)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr


def test_reader_that_goes_away() -> None:
    """A reader such as head may stop reading: nothing is said about it."""
    command = f"{sys.executable} -m coprod_sim.cli.app parameters | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.startswith("[levers]")
    assert done.stderr == ""


def test_plain_terminals_get_plain_letters() -> None:
    """Where only ASCII can be shown, tables, quotation marks and names are written in ASCII."""
    done = coprod_sim("compare", "not_asked", "power_sharing", "--pairs", "2", *SHORT, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert 'A is "Families are not asked"' in done.stdout


def test_no_colours_in_a_pipe() -> None:
    """Output that does not go to a terminal holds no codes for colours, and fits into 80 columns."""
    done = coprod_sim("compare", "not_asked", "power_sharing", "--pairs", "2", *SHORT)
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
