"""docs/notebooks: each is what its tutorial says, and holds what really came out; `make study` runs them all."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from scripts import make_notebooks
from scripts.make_notebooks import FENCE

OUT_OF_DATE = "is out of date. Run: .venv/bin/python scripts/make_notebooks.py"
OF_TIME = re.compile(r"\d s\b|workers|judged by|one chunk")
"""A line of output that depends on the machine."""

NAMES = [tutorial.stem for tutorial in make_notebooks.lessons()]


def stored(name: str) -> NotebookNode:
    """Give the notebook of a tutorial as it is kept."""
    text = (make_notebooks.NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    book: NotebookNode = nbformat.reads(text, as_version=4)
    return book


def cells_of(book: NotebookNode) -> list[tuple[str, str, str]]:
    """Give the kind, name and text of each cell."""
    return [(cell.cell_type, cell.id, cell.source) for cell in book.cells]


def printed(cell: NotebookNode) -> str:
    """Give all that a cell printed."""
    return "".join(output.get("text", "") for output in cell.outputs)


def assert_quotations_come_out(book: NotebookNode) -> None:
    """Each line that the tutorial quotes stands in what the last cell of code printed."""
    output = ""
    for cell in book.cells:
        if cell.cell_type == "code":
            output = " ".join(printed(cell).split())
            continue
        quoted = [block for language, block in FENCE.findall(cell.source) if language == "text"]
        lines = [line for line in "".join(quoted).splitlines() if line != "..."]
        assert [line for line in lines if " ".join(line.split()) not in output] == []


def steady(book: NotebookNode) -> Iterator[list[str]]:
    """Give the lines that each cell of code printed, but for those that depend on the machine."""
    for cell in book.cells:
        if cell.cell_type == "code":
            yield [line for line in printed(cell).splitlines() if not OF_TIME.search(line)]


def test_each_tutorial_has_a_notebook_and_each_notebook_a_tutorial() -> None:
    """Six of each, by the same names."""
    assert sorted(path.stem for path in make_notebooks.NOTEBOOKS.glob("*.ipynb")) == NAMES
    assert len(NAMES) == 6


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_what_its_tutorial_says(name: str) -> None:
    """Whoever changes a tutorial makes its notebook anew; it is a valid notebook, with nothing of one machine in it."""
    book = stored(name)
    nbformat.validate(book)
    wanted = make_notebooks.notebook(make_notebooks.TUTORIALS / f"{name}.md")
    assert cells_of(book) == cells_of(wanted), f"docs/notebooks/{name}.ipynb {OUT_OF_DATE}"
    assert dict(book.metadata) == dict(wanted.metadata)
    assert not re.search(
        r"/tmp/|/home/|/Users/|\x1b", "".join(printed(cell) for cell in book.cells if "outputs" in cell)
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_holds_what_its_tutorial_quotes(name: str) -> None:
    """The outputs that are kept are those of today's tutorial, without an error."""
    book = stored(name)
    kinds = {output.output_type for cell in book.cells for output in cell.get("outputs", [])}
    assert kinds == {"stream"}
    assert_quotations_come_out(book)


def test_blocks_become_cells_that_run(tmp_path: Path) -> None:
    """A file is saved, typed commands and a program run, `make` is only read, what is refused may fail; all in order."""
    (tmp_path / ".venv").mkdir()
    tutorial = tmp_path / "small.md"
    tutorial.write_text(
        "# Small\n\n```sh\nmake demo\n```\n\nSave this as `my_word.txt`:\n\n```ini\nword = 7\n```\n\n"
        "```sh\ncat my_word.txt\n```\n\n```text\nword = 7\n```\n\n"
        "```sh\nls nowhere   # refused\n```\n\n```python\nprint(2 + 2)\n```\n\nThe end.\n",
        encoding="utf-8",
    )
    book = make_notebooks.run(make_notebooks.notebook(tutorial), tmp_path)
    assert [cell.cell_type for cell in book.cells[2:]] == [
        "markdown",
        "code",
        "code",
        "markdown",
        "code",
        "code",
        "markdown",
    ]
    assert [printed(cell) for cell in book.cells[3:5]] == ["Writing my_word.txt\n", "word = 7\n"]
    assert "nowhere" in printed(book.cells[6])
    assert printed(book.cells[7]) == "4\n"
    assert_quotations_come_out(book)


def test_a_command_that_fails_stops_a_notebook(tmp_path: Path) -> None:
    """Unless it is said to be refused, a command must end well, also where it is not the last of its block."""
    (tmp_path / ".venv").mkdir()
    tutorial = tmp_path / "wrong.md"
    tutorial.write_text("```sh\nls nowhere\necho on\n```\n", encoding="utf-8")
    with pytest.raises(CellExecutionError, match="nowhere"):
        make_notebooks.run(make_notebooks.notebook(tutorial), tmp_path)


@pytest.mark.study
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_to_its_end_with_the_outputs_that_are_kept(name: str) -> None:
    """Run anew, a notebook prints what is kept, but for seconds and workers."""
    book = make_notebooks.fresh(make_notebooks.TUTORIALS / f"{name}.md")
    assert_quotations_come_out(book)
    assert list(steady(book)) == list(steady(stored(name))), f"docs/notebooks/{name}.ipynb {OUT_OF_DATE}"
