"""The first answer, before anything is compiled: from rules compiled ahead of time, with the same numbers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

from coprod_sim.engine.kernel import code_cache, functions, prebuilt
from coprod_sim.engine.kernel.compiled import source_hash
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.scenario import load_scenario

COMPARE: Final = ("compare", "consultation_only", "power_sharing", "--pairs", "3", "--months", "12", "--json")
SMALL: Final = {"families": 40, "professionals": 6, "pathway": 1, "habits": 1}


def answered(cache: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a folder for compiled code; nobody else begins to compile, for somebody seems to."""
    cache.mkdir(exist_ok=True)
    (cache / "compiling.txt").write_text("now", encoding="utf-8")
    environment = {"COPROD_SIM_CACHE": str(cache), prebuilt.SWITCH: "1", **more}
    return subprocess.run(
        [sys.executable, "-m", "coprod_sim", *command],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )


def plain(text: str) -> Any:
    """Read what a command has printed."""
    return json.loads(text)["indicators"]


def test_the_first_answer_needs_no_compiler_and_has_the_same_numbers(tmp_path: Path) -> None:
    """In a fresh folder a comparison compiles nothing, says so, and gives what compiled rules give."""
    first = answered(tmp_path / "fresh", *COMPARE)
    assert "compiled ahead of time" in first.stderr
    assert not list((tmp_path / "fresh").rglob("*.nbc"))
    compiled = answered(code_cache.root_folder(), *COMPARE, **{prebuilt.SWITCH: "0"})
    assert plain(first.stdout) == plain(compiled.stdout)


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the module stand for the compiler."""
    monkeypatch.setattr(prebuilt.Prebuilt, "allowed", True)


def test_every_step_of_a_town_is_in_the_module(allowed: None) -> None:
    """A town with a pathway, a forum and a conference has the same bits from month 0 on."""
    del allowed
    for preset in ("working_together", "power_sharing"):
        scenario = load_scenario(preset, SMALL | {"forum_seats": 4})
        prebuilt.Prebuilt.allowed = False
        right = simulate(scenario, 5, 12)
        prebuilt.Prebuilt.allowed = True
        assert np.array_equal(simulate(scenario, 5, 12).view(np.uint8), right.view(np.uint8))


def test_what_does_not_fit_is_left_to_the_compiler(allowed: None) -> None:
    """Other numbers of arguments, other types, several threads and unknown names are not answered."""
    del allowed
    row = np.zeros(3)
    assert prebuilt.answer("log", (2.0,)) == (True, functions.log(2.0))
    assert prebuilt.answer("log", (2.0, 1.0)) == (False, None)
    assert prebuilt.answer("log", (row,)) == (False, None)
    assert prebuilt.answer("fill_beta_table", (1.0, 2.0, np.zeros(3, np.int32))) == (False, None)
    assert prebuilt.answer("no_such_rule", ()) == (False, None)
    assert not prebuilt.is_at_hand("another hash")
    assert prebuilt.is_at_hand(source_hash()) or os.environ.get(prebuilt.SWITCH) == "0"
