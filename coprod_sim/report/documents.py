"""The documents that travel with the package, so that what a page shows and what a document says is one text.

They are written in docs/ of the repository, where people look for them; a wheel carries them inside the package.
"""

from functools import cache
from pathlib import Path
from typing import Final

from coprod_sim.errors import ModelError
from coprod_sim.files import shipped_folder

NAMES: Final = ("limits", "evidence", "from_essay_to_model", "odd")
"""Those that travel; pyproject.toml puts the same into the wheel."""


@cache
def documents_folder() -> Path:
    """Give the folder of the documents: in the installed package, else beside it in the repository."""
    return shipped_folder("docs", "the documents")


def document(name: str) -> str:
    """Give the text of a document in Markdown; `name` is one of NAMES."""
    if name not in NAMES:
        raise ModelError(f"document {name!r}: must be one of {', '.join(NAMES)}. Choose one of them.")
    return (documents_folder() / f"{name}.md").read_text(encoding="utf-8")
