"""The documents of the project, and the commands that they tell the reader to type."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from scripts.make_notebooks import FENCE, SHELLS, STEP

ROOT = Path(__file__).parents[2]
FOLDERS_OF_TOOLS = (".venv*", ".git", "node_modules")
"""Patterns of names: each Python has a folder of its own."""

INLINE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(coprod-sim|make|python -m|pip|sh|\.venv/bin/\S+)( |$)")
INDENTED = re.compile(r"^ {4}(coprod-sim .*)$", re.MULTILINE)
TUTORIALS = Path("docs/tutorials")


def documents() -> list[Path]:
    """Every Markdown file, and every example in Python, by its path from the root."""
    found = [*ROOT.rglob("*.md"), *ROOT.joinpath("examples").rglob("*.py")]
    paths = sorted(path.relative_to(ROOT) for path in found)
    return [
        path
        for path in paths
        if not any(fnmatch(part, name) for part in path.parts for name in (*FOLDERS_OF_TOOLS, "*_cache*"))
    ]


def commands(text: str) -> Iterator[str]:
    """Give the commands of a document, without their comments: blocks of a shell first, then those within sentences."""
    for language, block in FENCE.findall(text):
        if language in SHELLS:
            for line in block.splitlines():
                command = line.partition(" #")[0].strip()
                if command:
                    yield command
    yield from (code for code in INLINE.findall(FENCE.sub("", text)) if COMMAND.match(code) and code != "coprod-sim")


def blocks(document: Path, language: str) -> list[str]:
    """Give the blocks of one language in a document, from the root."""
    if document.suffix != ".md":
        return []
    text = (ROOT / document).read_text(encoding="utf-8")
    return [block for spoken, block in FENCE.findall(text) if spoken == language]


def commands_of(document: Path) -> list[str]:
    """Give what a document tells the reader to type, each command once, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return list(dict.fromkeys(INDENTED.findall(text) if document.suffix == ".py" else commands(text)))


def steps(document: Path) -> list[tuple[str, str, str]]:
    """Give the blocks of a document in order: the file that it is to be saved as, or nothing; its language; its text."""
    return STEP.findall((ROOT / document).read_text(encoding="utf-8"))
