"""The browser's half as code: where files lie, what `make check` finds in them, and types that are true to the server.

No browser is needed; ESLint and TypeScript are where `make setup` puts them.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from coprod_sim.dashboard.pages.shared.words import DASHBOARD as HOME
from coprod_sim.dashboard.pair import runs, show
from coprod_sim.dashboard.pair.payload import band_payload
from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.scenario.setup.changes import new_change
from coprod_sim.scenario.setup.setup import TwoWays
from tests.project.documents import ROOT

PUBLIC: Final = HOME / "public"
SCRIPTS: Final = sorted(HOME.rglob("*.js"))
NODE: Final = Path(sys.executable).with_name("node")
TOOLS: Final = Path(sys.prefix) / "browser/node_modules"
MOST_FILES: Final = 16
NO_PAGES: Final = {"shared", "still", "worker"}
"""Folders of public/ that are no page: what pages share, and two for the edition without a server."""
PAIR: Final = TwoWays(
    months=12, seed=7, town={"families": 40, "professionals": 6}, changes=(new_change("A", "train_staff", 6),)
)
FAULTS: Final = {
    "import { fill } from '../explore/values.js'; fill();": "A page imports no other page",
    "store.month = 3;": "Only functions of shared/store.js",
    "store.run.luck += 1;": "Only functions of shared/store.js",
    "store['big'] = true;": "Only functions of shared/store.js",
    "this.store.month += 1;": "Only functions of shared/store.js",
    "store.month++;": "Only functions of shared/store.js",
    "Object.assign(store, { month: 3 });": "Only functions of shared/store.js",
    'fill(`<button @click="store.big = !store.big">`);': "Only functions of shared/store.js",
    'fill(`<input v-model="store[name]">`);': "Only functions of shared/store.js",
    "document.title = moths;": "'moths' is not defined",
    "let month = 1;": "'month' is assigned a value but never used",
}
"""Lines of a page, and what ESLint says of each."""


def tool(name: str, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run one of the two tools at the root of the project."""
    assert (TOOLS / name).exists(), f"{TOOLS}: there is no {name}. Run make setup."
    return subprocess.run(
        [NODE, TOOLS / name, *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


def test_a_page_is_found_by_its_name() -> None:
    """Each folder of public/ is a page of the server, with script and words, or is known to be none; none holds too many files."""
    folders = {path.name for path in PUBLIC.iterdir() if path.is_dir()} - NO_PAGES
    assert folders == {path.parent.name for path in HOME.glob("pages/*/words.toml")}
    assert all((PUBLIC / name / "page.js").exists() for name in folders)
    everywhere = [PUBLIC, *(path for path in PUBLIC.rglob("*") if path.is_dir())]
    assert {path: n for path in everywhere if (n := sum(one.is_file() for one in path.iterdir())) > MOST_FILES} == {}


def test_every_style_sheet_is_loaded() -> None:
    """The style sheets that custom.js names are those that there are, but for what stands in for Solara's own (one_file.py)."""
    named = re.findall(r"'((?:\w+/)+\w+)'", (HOME / "assets/custom.js").read_text(encoding="utf-8"))
    there = {path.relative_to(PUBLIC).with_suffix("").as_posix() for path in PUBLIC.rglob("*.css")}
    assert set(named) == there - {"still/base"}


def test_nothing_is_exported_in_vain() -> None:
    """What a module exports is imported by another, or by a test, a measurement or the frame of all pages."""
    users = [HOME / "pages/shared/page.vue", *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    texts = {path: path.read_text(encoding="utf-8") for path in [*SCRIPTS, *users]}
    used_by = Counter(word for text in texts.values() for word in set(re.findall(r"\w+", text)))
    exported = re.compile(r"^export (?:async )?(?:const|function\*?|class) (\w+)", re.MULTILINE)
    vain = [f"{path.name}: {name}" for path in SCRIPTS for name in exported.findall(texts[path]) if used_by[name] == 1]
    assert vain == []


def test_the_lock_of_the_tools_is_exact() -> None:
    """Each tool has one version and the mark of its bytes, and the lock names no place to install from."""
    asked = json.loads((ROOT / "scripts/browser/package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads((ROOT / "scripts/browser/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages.pop("")["devDependencies"] == asked
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in packages.values())


def test_the_linter_finds_each_fault() -> None:
    """ESLint says of each planted line what is wrong with it."""
    code = "import { fill } from '../shared/fill.js';\nimport { store } from '../shared/store.js';\n\n"
    lines = list(FAULTS)
    done = tool(
        "eslint/bin/eslint.js",
        *("--config", "scripts/browser/eslint.config.js", "--format", "json"),
        *("--stdin", "--stdin-filename", "coprod_sim/dashboard/public/present/planted.js"),
        input=code.replace("import { fill } from '../shared/fill.js';", "") + "\n".join(lines),
    )
    found = json.loads(done.stdout)[0]["messages"]
    messages = {line: [one["message"] for one in found if one["line"] == at] for at, line in enumerate(lines, start=4)}
    assert [line for line, message in FAULTS.items() if not any(message in one for one in messages[line])] == []
    assert done.returncode == 1


@pytest.fixture(scope="module")
def sent() -> dict[str, Any]:
    """What the server sends for a small pair with a change, by the name of its type."""
    *_, whole = runs.seed_band(*PAIR.scenarios(), PAIR.months)
    *_, band = show.bands_of(PAIR)
    assert band.keys() > band_payload(whole, runs.BAND).keys()
    return {"PackedRun": show.run_of(PAIR), "PackedBand": band, "Fixed": choices()}


def checked(folder: Path, sent: dict[str, Any], more: str = "") -> list[str]:
    """Let TypeScript hold what was sent against the types of payloads.js, and give what it says."""
    lines = [f"/** @import {{ {', '.join(sent)} }} from '{(PUBLIC / 'shared/payloads.js').as_posix()}' */"]
    lines += [
        f"/** @type {{{name}}} */\nexport const a{name} = {json.dumps(value, indent=0)};"
        for name, value in sent.items()
    ]
    lines += [
        f"import {{ setMonth, store }} from '{(PUBLIC / 'shared/store.js').as_posix()}';",
        "setMonth(store.month);",
    ]
    (folder / "sent.js").write_text("\n".join([*lines, more]), encoding="utf-8")
    config = {
        "extends": (ROOT / "scripts/browser/tsconfig.json").as_posix(),
        "compilerOptions": {"strictNullChecks": True},
        "files": ["sent.js", (ROOT / "scripts/browser/globals.d.ts").as_posix()],
        "include": [],
    }
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = tool("typescript/bin/tsc", "--project", str(folder), "--pretty", "false")
    return [line for line in done.stdout.splitlines() if "sent.js" in line]


def test_the_types_are_true_to_what_is_sent(sent: dict[str, Any], tmp_path: Path) -> None:
    """A run, a band and the choices as the server sends them have exactly the fields of their types, and of those kinds."""
    assert checked(tmp_path, sent) == []


def test_a_payload_that_differs_is_noticed(sent: dict[str, Any], tmp_path: Path) -> None:
    """A field that is missing, one too many, and one of another kind are each told; so is a write to the store."""
    run = {name: value for name, value in sent["PackedRun"].items() if name != "luck"}
    band = {**sent["PackedBand"], "pairs": 20}
    fixed = {**sent["Fixed"], "version": 1}
    messages = checked(tmp_path, {"PackedRun": run, "PackedBand": band, "Fixed": fixed}, "store.month = 3;")
    for word in (
        "'luck' is missing",
        "'\"pairs\"' does not exist",
        "'number' is not assignable",
        "'month' because it is a read-only",
    ):
        assert any(word in line for line in messages), messages
