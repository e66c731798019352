"""What mkdocs needs besides mkdocs.yml: documents outside docs/, links where a document names another, frames for tables.

Documents name each other as code (`docs/limits.md`), which reads well everywhere; on the site such a name leads there.
"""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[1]
OUTSIDE: Final = (
    "*.md",
    "scenarios/README.md",
    "experiments/**/*.md",
    "experiments/**/figures/**/*.png",
    "benchmarks/**/*.md",
    "tests/**/*.md",
)
"""What the site shows besides docs/, from the root."""

BLOCK_OR_NAME: Final = re.compile(r"^```.*?^```|(?<!\[)`([\w./-]+)`", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Let in what stands outside docs/, under the path that it has from the root."""
    for pattern in OUTSIDE:
        for path in sorted(ROOT.glob(pattern)):
            files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    return files


def place_of(name: str, page: str, files: Files) -> str | None:
    """Give the place on the site of a file or folder that a page names, or nothing: by the page's folder, or the root."""
    name = f"{name}README.md" if name.endswith("/") else name
    for path in (normpath(PurePosixPath(page).parent / name), name, name.removeprefix("docs/")):
        if path.endswith((".md", ".ipynb")) and files.get_file_from_path(path):
            return path
    return None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  mkdocs gives it
    """Make a link of each name of a document that the site holds; blocks stay as they are."""
    here = page.file.src_uri

    def linked(found: re.Match[str]) -> str:
        place = place_of(found[1], here, files) if found[1] else None
        return f"[{found[0]}]({relpath(place, PurePosixPath(here).parent)})" if place and place != here else found[0]

    return BLOCK_OR_NAME.sub(linked, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  mkdocs gives them
    """Put each table into a frame that can be moved sideways, by the keyboard too."""
    return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")
