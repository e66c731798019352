"""How workers divide the tests: long ones first, and each by itself where it shares nothing."""

from pathlib import Path

import pytest

from tests.conftest import LONG, place_in_line, unit

ROOT = Path(__file__).parents[2]
README = "tests/project/test_documents.py::test_commands_of_a_document_work[README.md]"


@pytest.mark.parametrize("name", LONG)
def test_a_long_test_is_there(name: str) -> None:
    """No file or function of the list has gone."""
    file, _, function = name.partition("::")
    assert not function or f"def {function.partition('[')[0]}(" in (ROOT / file).read_text(encoding="utf-8")
    assert (ROOT / file).exists()


def test_tests_of_a_file_stay_together_but_for_long_ones() -> None:
    """Fixtures of a file are made once; commands of a document share none, and are anybody's, before what is short."""
    assert (
        unit("tests/project/test_documents.py::test_make_alone_lists_every_command")
        == "tests/project/test_documents.py"
    )
    assert unit("tests/agents/test_exact_cases.py::test_one[a]") == "tests/agents/test_exact_cases.py"
    assert unit("tests/files/test_files.py::test_one") == "tests/files/test_files.py"
    assert unit(README) == README
    assert (
        place_in_line("tests/project/test_wheel.py::test_one")
        < place_in_line(README)
        < place_in_line("tests/files/test_files.py")
    )
