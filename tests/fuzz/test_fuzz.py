"""Whatever stands in a file, it is read, or refused with a message: never a traceback, and never long."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from coprod_sim.cli.commands.scenarios import check_files
from coprod_sim.scenario.events_without_effect import notes
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.plan.notes import plan_notes
from coprod_sim.study.plan.plan import load_plan, plan_of_text
from tests.fuzz.mutants import PLANS, SCENARIOS, is_read, mutant


def read_scenario(path: Path) -> None:
    """Read a scenario in each of the ways in which it is read, and write it again."""
    scenario = load_scenario(path)
    assert Scenario.from_dict(scenario.to_dict()) == scenario
    assert all(text.endswith(".") for text in notes(scenario, 60))
    check_files([str(path)])


def read_plan(path: Path) -> None:
    """Read a plan as a file, and as a text from anybody, and write it again."""
    plan = load_plan(path)
    assert all(text.endswith(".") for text in plan_notes(plan))
    assert plan_of_text(plan.files()["plan.toml"]).to_toml() if not any("/" in one for one in plan.scenarios) else True


def tried(folder: Path, files: tuple[Path, ...], count: int, seed: int, reads: Callable[[Path], None]) -> int:
    """Read so many mutants of files, and give how many were right all the same; a traceback names the mutant's number."""
    luck, right = random.Random(seed), 0
    (folder / "inner").mkdir()
    for number in range(count):
        path = folder / f"mutant_{seed}_{number}.toml"
        path.write_bytes(mutant(luck.choice(files).read_bytes(), luck))
        right += is_read(partial(reads, path))
        path.unlink()
    return right


def test_some_mutants_of_scenarios(tmp_path: Path) -> None:
    """A hundred: some are right all the same, and some are not, or nothing would have been tried."""
    assert 0 < tried(tmp_path, SCENARIOS, 100, 1, read_scenario) < 100


def test_some_mutants_of_plans(tmp_path: Path) -> None:
    """A hundred plans."""
    assert 0 < tried(tmp_path, PLANS, 100, 1, read_plan) < 100


@pytest.mark.study
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_mutants_of_scenarios(seed: int, tmp_path: Path) -> None:
    """Ten times a thousand."""
    assert 0 < tried(tmp_path, SCENARIOS, 1000, seed, read_scenario) < 1000


@pytest.mark.study
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_mutants_of_plans(seed: int, tmp_path: Path) -> None:
    """Ten times five hundred."""
    assert 0 < tried(tmp_path, PLANS, 500, seed, read_plan) < 500
