"""The frame of the project says what is true."""

import re
from pathlib import Path

import coprod_sim

ROOT = Path(__file__).parents[2]


def test_the_version_is_the_same_everywhere() -> None:
    """The version of the package is that of the citation file."""
    assert f"version: {coprod_sim.__version__}" in (ROOT / "CITATION.cff").read_text().replace('"', "")


def test_the_python_of_the_readme_runs() -> None:
    """The Python block of the README runs as it stands, and its model has lived five years."""
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(block, "README.md", "exec"), names)
    assert getattr(names["model"], "steps", None) == 60
