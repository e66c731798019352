"""Make a notebook of each tutorial, docs/notebooks/*.ipynb, and run it, so that a reader sees what comes out.

    .venv/bin/python scripts/make_notebooks.py

A tutorial is written once, in Markdown; do not edit a notebook: run this after any change of a tutorial, or of results.
Prose becomes cells of Markdown; what is typed into a shell, programs, and files to be saved become cells that run.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT: Final = Path(__file__).resolve().parents[1]
TUTORIALS: Final = ROOT / "docs" / "tutorials"
NOTEBOOKS: Final = ROOT / "docs" / "notebooks"
PATIENCE: Final = 600  # seconds for one cell: the first run of all compiles the rules

FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
STEP: Final = re.compile(r"(?:^Save [^\n]*as `([^`\n]+)`[^\n]*\n+)?" + FENCE.pattern, FENCE.flags)
SHELLS: Final = ("", "sh", "bash", "console", "shell")

HEAD: Final = """*Made from `docs/tutorials/{name}` by `scripts/make_notebooks.py`; change that page, not this notebook.*

To run it, open it with any Jupyter, or an editor that shows notebooks, and choose the Python in the project's `.venv`: `make setup` puts there what a notebook needs.
To run it a second time, first delete the files and folders that begin with `my_`."""

BEGIN: Final = """# All commands are typed in the folder of the project, into a window of 80 columns.
import os
from pathlib import Path

os.chdir(next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / ".venv").is_dir()))
os.environ["COLUMNS"] = "80"
for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):  # a notebook asks for colours and moving bars; plain text reads better
    os.environ.pop(name, None)"""


def lessons() -> list[Path]:
    """Give the tutorials that are made into notebooks."""
    return sorted(path for path in TUTORIALS.glob("*.md") if path.name != "README.md")


def code_of(name: str, language: str, block: str) -> str | None:
    """Give the code of a cell for a block of a tutorial, or nothing where a block is only to be read.

    `make` installs, which a notebook that already runs does not need; a command that ends in `# refused` must be.
    """
    block = block.rstrip("\n")
    if name:
        return f"%%writefile {name}\n{block}"
    if language == "python":
        return block
    if language not in SHELLS or block.startswith("make "):
        return None
    return f"%%bash {'--no-raise-error' if '# refused' in block else '-e'}\n{block}"


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Cut a tutorial into its cells, in order: "markdown" or "code", and the text."""
    prose = ""
    end = 0
    for found in STEP.finditer(text):
        code = code_of(found[1] or "", found[2], found[3])
        if code is None:
            continue
        # The sentence that says under which name to save a block stays; the block itself becomes code.
        prose = text[end : found.start()] + found[0][: found[0].index("```")]
        if prose.strip():
            yield "markdown", prose.strip()
        yield "code", code
        end = found.end()
    if text[end:].strip():
        yield "markdown", text[end:].strip()


def notebook(tutorial: Path) -> NotebookNode:
    """Make the notebook of a tutorial, not yet run."""
    cells = [("markdown", HEAD.format(name=tutorial.name)), ("code", BEGIN)]
    cells += parts(tutorial.read_text(encoding="utf-8"))
    made: dict[str, Callable[..., NotebookNode]] = {"markdown": new_markdown_cell, "code": new_code_cell}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book: NotebookNode = new_notebook(
        cells=[made[kind](text, id=f"{tutorial.stem}-{number}") for number, (kind, text) in enumerate(cells)],
        metadata={"kernelspec": kernel, "language_info": {"name": "python"}},
    )
    return book


def run(book: NotebookNode, folder: Path) -> NotebookNode:
    """Run a notebook to its end in a folder that holds the .venv, and put its outputs in order; an error is raised."""
    settings: dict[str, Any] = {"metadata": {"path": str(folder)}}
    NotebookClient(book, timeout=PATIENCE, kernel_name="python3", resources=settings, record_timing=False).execute()
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = [*joined(cell.outputs, folder)]
    book.metadata.language_info = {"name": "python"}  # without the version of the Python that happened to run it
    return book


def joined(outputs: list[NotebookNode], folder: Path) -> Iterator[NotebookNode]:
    """Give what a cell printed as one output, then its messages as one, for they come in any order; no path of ours."""
    for stream in ("stdout", "stderr"):
        text = "".join(output.text for output in outputs if output.get("name") == stream)
        text = text.replace(f"{folder.resolve()}/", "")
        if text:
            yield nbformat.v4.new_output("stream", name=stream, text=text)
    yield from (output for output in outputs if output.output_type != "stream")


def fresh(tutorial: Path) -> NotebookNode:
    """Make the notebook of a tutorial and run it, in a folder of its own."""
    with TemporaryDirectory() as folder:
        (Path(folder) / ".venv").symlink_to(sys.prefix)
        return run(notebook(tutorial), Path(folder))


def main() -> None:
    """Write every notebook, or those of the tutorials that are named."""
    NOTEBOOKS.mkdir(exist_ok=True)
    chosen = [path for path in lessons() if path.stem in sys.argv[1:] or len(sys.argv) == 1]
    for tutorial in chosen:
        nbformat.write(fresh(tutorial), NOTEBOOKS / f"{tutorial.stem}.ipynb")


if __name__ == "__main__":
    main()
