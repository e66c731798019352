"""Runs functions of the browser's worker in node, so that what they give can be held beside what Python gives."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from coprod_sim.dashboard.static.tables import part_names, part_tables

ROOT: Final = Path(__file__).parents[3]
WORKER: Final = ROOT / "coprod_sim" / "dashboard" / "public" / "worker"
MADE_OF_RUNS: Final = "model"
"""The part that takes seconds to make; only pages to read, files of public/worker/reading, ask for it."""
SCRIPT: Final = """
import { readFileSync } from 'node:fs';
const { worker, file, name, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const found = (await import(`file://${worker}/${file}`))[name];
process.stdout.write(JSON.stringify(calls.map((given) => found(...given) ?? null)));
"""


def usual_or_study(usual: Any, study: Any) -> list[Any]:
    """Give two sizes of one test: the usual one, and a larger one that `make study` takes."""
    return [usual, pytest.param(study, marks=pytest.mark.study)]


def node() -> str:
    """Give the node that comes with the project's tools, or the one on the PATH."""
    own = Path(os.environ.get("VIRTUAL_ENV", "")) / "bin" / "node"
    beside = Path(os.sys.executable).with_name("node")  # type: ignore[attr-defined]
    found = next((str(one) for one in (beside, own) if one.is_file()), shutil.which("node"))
    assert found, "node is missing: make setup installs it"
    return found


@cache
def part(name: str) -> dict[str, Any]:
    """Give the tables of one part, made once."""
    return part_tables(name)


def known_tables() -> dict[str, Any]:
    """Give all that the worker knows."""
    return {name: part(name) for name in part_names()}


@cache
def tables_text(reading: bool) -> str:
    """Give the tables as JSON, with or without those that only pages to read ask for."""
    return json.dumps({name: part(name) for name in part_names() if reading or name != MADE_OF_RUNS})


def in_node(file: str, name: str, calls: Sequence[Sequence[Any]], script: str = SCRIPT) -> list[Any]:
    """Call a function of a file of public/worker with each of some lists of arguments, all of them JSON; gives the results."""
    work = json.dumps({"worker": str(WORKER), "file": file, "name": name, "calls": calls})
    done = subprocess.run(
        [node(), "--input-type=module", "--eval", script],
        input=f'{work[:-1]}, "tables": {tables_text(file.startswith("reading/"))}}}',
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found
