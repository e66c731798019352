"""The text of a Python file of somebody's own, of rules or of a mechanism: read whole, and never run here."""

from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError

LARGEST_FILE: Final = 1_000_000
"""Bytes; a file of rules or a mechanism is far smaller."""


def python_text(path: str | Path, needed: str, wanted: str) -> tuple[Path, bytes]:
    """Read a Python file: its absolute path and its text; `needed` and `wanted` name in messages what it should be.

    Raises ScenarioError where it cannot be read, is too large or is no Python file.
    """
    file = Path(path)
    try:
        text = file.read_bytes()
    except OSError as error:
        raise ScenarioError(f"{file}: {error.strerror}: {needed} is needed. Check the path.") from error
    if len(text) > LARGEST_FILE:
        raise ScenarioError(f"{file}: {len(text):,} bytes: at most {LARGEST_FILE:,} bytes. Give {wanted} only.")
    if file.suffix.lower() != ".py":
        raise ScenarioError(f"{file}: not a Python file: must end in .py. Rename it, or give another file.")
    return file.resolve(), text
