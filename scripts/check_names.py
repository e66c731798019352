"""Holds the names of the package to the glossary in CONTRIBUTING.md: one word for one thing, and one thing for one word.

    python scripts/check_names.py [FOLDER]

Two rules, over every Python file of the package:
1. No identifier has a retired word among its words (`told_areas` has `told`); names of settings and indicators are free,
   for they are the model's own.
2. A name that other files import comes from one file only.  The exceptions stand in the glossary, each with its reason.
"""

import ast
import re
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
GLOSSARY: Final = "## One word for one thing"
BACKTICKED: Final = re.compile(r"`([A-Za-z_]+)`")
WORDS: Final = re.compile(r"_|(?<=[a-z0-9])(?=[A-Z])")


def glossary(text: str) -> tuple[dict[str, str], set[str]]:
    r"""Read the retired words with the row that retires each, and the names that may come from several files.

    >>> glossary("## One word for one thing\n| rule | an equation | `telling` |\n\n| Name | Why |\n| `KIND` | one each |\n")
    ({'telling': 'rule'}, {'KIND'})
    """
    chapter = text.partition(GLOSSARY)[2].partition("\n## ")[0]
    retired, shared = {}, set()
    for line in chapter.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3:
            retired |= dict.fromkeys(BACKTICKED.findall(cells[2]), cells[0])
        elif line.startswith("|") and len(cells) == 2:
            shared |= set(BACKTICKED.findall(cells[0]))
    return retired, shared


def declared_names() -> set[str]:
    """Give the names of all settings, indicators and rungs of the ladder: the model's words, which readers of its specification know."""
    from coprod_sim.engine.totals import RUNGS
    from coprod_sim.indicators import INDICATORS
    from coprod_sim.scenario.parameters import BY_NAME

    return {*BY_NAME, *INDICATORS, *(rung.upper() for rung in RUNGS)}


def retired_words(path: Path, retired: dict[str, str], free: set[str]) -> Iterator[str]:
    """Say where a file uses a retired word in a name."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type != tokenize.NAME or token.string in free:
                continue
            for word in WORDS.split(token.string):
                if word.lower() in retired:
                    row = retired[word.lower()]
                    yield f"{path}:{token.start[0]}: {token.string}: `{word.lower()}` is retired. See {row!r} in the glossary."


def defined(tree: ast.Module) -> Iterator[str]:
    """Give the names that a file defines at its top."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def two_meanings(package: Path, shared: set[str]) -> Iterator[str]:
    """Say which names are imported from more than one file that defines them."""
    homes: dict[str, set[str]] = defaultdict(set)
    taken: dict[str, set[str]] = defaultdict(set)
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        module = ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
        for name in defined(tree):
            homes[name].add(module)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    taken[alias.name].add(node.module)
    for name, modules in sorted(homes.items()):
        both = sorted(modules & taken[name])
        if len(both) > 1 and name not in shared:
            yield f"{name}: other files import it from {' and from '.join(both)}: call them differently."


def main(root: Path = ROOT) -> int:
    """Print every fault, and give the exit code."""
    retired, shared = glossary((root / "CONTRIBUTING.md").read_text("utf-8"))
    assert retired, "CONTRIBUTING.md has no glossary"
    package, free = root / "coprod_sim", declared_names()
    faults = [fault for path in sorted(package.rglob("*.py")) for fault in retired_words(path, retired, free)]
    faults += two_meanings(package, shared)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "Names: one word for one thing.\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
