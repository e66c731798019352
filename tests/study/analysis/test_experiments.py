"""Can every experiment be repeated with its one command?  Here with small places and few runs, which find nothing."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXPERIMENTS = Path(__file__).parents[3] / "experiments"
NAMES = sorted(path.parent.name for path in EXPERIMENTS.glob("*/plan.toml"))
LONG = ("seven_steps", "where_sharing_loses", "which_assumptions_matter")
"""What takes up to a minute even when it is made small, so that `make study` runs it."""
SMALLER = {
    r"^months = .*": "months = 6",
    r"^at = .*": "at = [6]",
    r"^replicates = .*": "replicates = 2",
    r"^(method = \"latin_hypercube\"\n)points = .*": r"\1points = 40",
    r"^(method = \"(?:morris|sobol)\"\n)points = .*": r"\1points = 4",
}
PLACE = "[settings]\nfamilies = 20\nprofessionals = 4\ncommissioners = 1\n"


def made_small(plan: Path) -> None:
    """Rewrite a plan so that it has few, short and small runs."""
    text = plan.read_text(encoding="utf-8")
    for pattern, instead in SMALLER.items():
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    text = text.replace("[settings]\n", PLACE) if "[settings]" in text else f"{text}\n{PLACE}"
    plan.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.study] if name in LONG else []) for name in NAMES]
)
def test_the_one_command_of_an_experiment_draws_the_figures_that_are_kept(name: str, tmp_path: Path) -> None:
    """From nothing but its plans and its script, an experiment makes files of the names that stand in its folder."""
    folder = tmp_path / "experiments" / name
    shutil.copytree(EXPERIMENTS / name, folder, ignore=shutil.ignore_patterns("results*", "figures"))
    (tmp_path / ".venv").symlink_to(sys.prefix)
    plans = [path for path in folder.glob("*.toml") if "scenarios = [" in path.read_text(encoding="utf-8")]
    for plan in plans:
        made_small(plan)

    done = subprocess.run(
        ["sh", str(folder / "repeat.sh")], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0, done.stderr[-2000:]
    # What made them lies beside them as JSON, and names this computer.
    drawn, kept = (
        {path.relative_to(place).as_posix() for path in (place / "figures").rglob("*.*") if path.suffix != ".json"}
        for place in (folder, EXPERIMENTS / name)
    )
    assert drawn == kept
    assert len(list(folder.glob("results*"))) == len(plans)


@pytest.mark.parametrize("name", NAMES)
def test_an_experiment_says_its_finding_its_date_and_its_command(name: str) -> None:
    """Each README has a finding in bold, the date and version of its runs, its command, and its figures."""
    text = (EXPERIMENTS / name / "README.md").read_text(encoding="utf-8")

    assert re.search(r"^\*\*.+\*\*$", text, re.MULTILINE)
    assert re.search(r"Run on \d+ \w+ 20\d\d with coprod_sim \d+\.\d+\.\d+", text)
    assert f"`sh experiments/{name}/repeat.sh`" in text
    pictures = re.findall(r"^!\[.+\]\((.+)\)$", text, re.MULTILINE)
    assert pictures
    assert all((EXPERIMENTS / name / path).exists() for path in pictures)
