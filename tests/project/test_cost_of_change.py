"""What a change costs: a parameter, a lever, a kind of event, an indicator and a scenario, in the files that CONTRIBUTING names.

They are added to a copy of the package without a word beyond their declarations, and everything that tells of the model is opened.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command import PATIENCE, ROOT

PARAMETER = """\
    parameter("key_worker_cost", default=0.2, explore=(0.1, 0.5), unit="baseline plans per key worker",
      meaning="what a key worker costs for each family"),
"""
LEVER = """\
    lever("key_worker", default=0.0, bounds=(0, 1), unit="share of families with one",
      meaning="how many families keep one person whom they know"),
"""
EVENT = '''\
"""An open day: families come and go home with new energy."""

from typing import Any

from coprod_sim.scenario.event_kind import EventKind, event_number


def welcome(there: Any, event: Any) -> None:
    """Give some families a part of the energy that they lack."""
    rows = there.families
    come = rows[there.draws(rows) < event.welcomed]
    energy = there.place.families["energy"]
    energy[come] += event.warmth * (1 - energy[come])


KIND = EventKind(
    do="open_day",
    meaning="families visit an open day, and come home with more energy",
    required=("welcomed", "warmth"),
    numbers=(
        event_number("welcomed", 0, 1, "share of families", "how many come"),
        event_number("warmth", 0, 1, "share of what is missing", "how much energy it gives"),
    ),
    happens=welcome,
)
'''
INDICATOR = '''

@indicator("Steadiness of families", "steps", "higher")
def steadiness(sums: Records) -> Reals:
    """Energy and engagement of families taken together."""
    return share_of(sums["steadiness"], sums["families"])


QUARTER_OUTCOMES'''
SCENARIO = """\
title = "Key workers"
summary = "Families keep one person whom they know, and there is an open day."
extends = "consultation_only"

[levers]
key_worker = 0.5

[[events]]
month = 3
do = "open_day"
welcomed = 0.5
warmth = 0.4

[[events]]
month = 5
do = "ramp"
lever = "key_worker"
to = 1.0
until = 9
"""
EDITS = {
    # The rule that reads them, and one declaration for each.
    "agents/rules/commissioner.py": (
        ("def spending_now(plans, disputes, training, reward, on_hearing, par)", "def spending_now(plans, disputes, training, reward, on_hearing, key_worker, par)"),
        ("spending_now(0.85, 0.01, 0.03, 0.5, 0.005, par)", "spending_now(0.85, 0.01, 0.03, 0.5, 0.005, 0.0, par)"),
        ("par.reward_cost * reward + on_hearing\n\n", "par.reward_cost * reward + on_hearing + par.key_worker_cost * key_worker\n\n"),
    ),
    # Who composes the rule hands it the lever.
    "agents/commissioner.py": (("me.reward, on_hearing, par)", "me.reward, on_hearing, me.key_worker, par)"),),
    "scenario/parameters/services.py": (("SERVICES = (\n", f"SERVICES = (\n{PARAMETER}"),),
    "scenario/parameters/levers.py": (("LEVERS = (\n", f"LEVERS = (\n{LEVER}"),),
    # One declaration, and the sum it needs.
    "indicators/__init__.py": (("\n\nQUARTER_OUTCOMES", INDICATOR),),
    "engine/totals.py": (
        ('    "engaged",\n    "late",', '    "engaged",\n    "steadiness",\n    "late",'),
        ("    tally.late += me.late\n", "    tally.late += me.late\n    tally.steadiness += 0.5 * (me.energy + me.engaged)\n"),
    ),
}  # fmt: skip
NEW = {"scenario/events/open_day.py": EVENT, "../scenarios/key_workers.toml": SCENARIO}
EXPECTED_TEXTS = {
    "present": ("Key worker", "in month 3", "families visit an open day"),
    "family story": ("Families visit an open day",),
    "explore": (
        "Key worker",
        "How many families keep one person whom they know.",
        "Key worker cost",
        "What a key worker costs for each family.",
        "baseline plans per key worker",
        "More assumptions",
    ),
    "compare": ("Steadiness of families", "Energy and engagement of families"),
    "what made the difference": ("Key worker",),
    "guide": (),
    "lessons": (),
    "model": ("key_worker_cost", "key_worker"),
    "batch": ("key_worker_cost", "Key workers", "Steadiness of families"),
    "story": ("families visit an open day", "key worker goes from 0.5 to 1"),
    "report": ("key_worker", "families visit an open day"),
    "verdict": (),
    "unit": ("steps",),
    "explain": ("key_worker",),
    "description": ("key_worker_cost", "key_worker", "open_day", "steadiness", "key_workers"),
    "schema": ("key_worker_cost", "open_day", "welcomed"),
    "new scenario": ("#key_worker = 0", "open_day"),
    "notes": ("open_day in month 3", "ramp of key_worker to 1"),
    "sources": (),
}


def changed_copy(folder: Path) -> Path:
    """Copy the package, its scenarios and documents, and make the five changes in the copy."""
    without = shutil.ignore_patterns("__pycache__", "*.nbi", "*.nbc", "notebooks")
    for part in ("coprod_sim", "scenarios", "docs"):
        shutil.copytree(ROOT / part, folder / part, ignore=without)
    package = folder / "coprod_sim"
    for name, edits in EDITS.items():
        text = (package / name).read_text(encoding="utf-8")
        for before, after in edits:
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        (package / name).write_text(text, encoding="utf-8")
    for name, text in NEW.items():
        (package / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Open everything in the changed copy, and give what was said, by the name of what said it."""
    copy = changed_copy(tmp_path_factory.mktemp("changed"))
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "project" / "open_everything.py"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "NUMBA_DISABLE_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer = json.loads(done.stdout)
    assert Path(answer["from"]).is_relative_to(copy)
    found: dict[str, str] = answer["told"]
    return found


def test_everything_is_opened(texts: Mapping[str, str]) -> None:
    """The list below says for each page and text what must be shown there."""
    assert set(texts) == set(EXPECTED_TEXTS)


@pytest.mark.parametrize("place", EXPECTED_TEXTS)
def test_what_is_declared_is_shown_without_further_words(texts: Mapping[str, str], place: str) -> None:
    """Nothing breaks, and the new names and meanings stand where people look for them."""
    assert texts[place][:1] in '[{"', texts[place]
    assert [name for name in EXPECTED_TEXTS[place] if name not in texts[place]] == []
