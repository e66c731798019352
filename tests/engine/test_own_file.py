"""A file that is no file of rules, and no mechanism, is refused in one sentence before anything in it is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.mechanism import read_mechanism
from coprod_sim.engine.own_file import LARGEST_FILE
from coprod_sim.errors import ScenarioError


@pytest.mark.parametrize("read", [load_rules, read_mechanism])
@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("nowhere.py", None, "nowhere.py: No such file or directory: a Python file"),
        ("large.py", LARGEST_FILE + 1, "large.py: 1,000,001 bytes: at most 1,000,000 bytes"),
        ("notes.txt", 1, "notes.txt: not a Python file: must end in .py"),
    ],
)
def test_what_is_no_file_of_ones_own_is_refused(
    read: Callable[[Path], object], name: str, size: int | None, words: str, tmp_path: Path
) -> None:
    """A file that is missing, too large or of another kind: the message says which, what is allowed, and what to do."""
    if size is not None:
        (tmp_path / name).write_text("#" * size, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        read(tmp_path / name)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")
