"""The site of the documents is built without a warning, leads nowhere that is not there, and asks no other host."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.project.documents import ROOT, documents

OUTER = re.compile(r"(https?:)?//")
ASKED_BY_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]+)")


class Leads(HTMLParser):
    """What a page leads to: `links` are for people to follow, `parts` are asked for by the browser; `ids` are its anchors."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element leads."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src", "srcset", "data", "action") and value is not None:
                (self.links if tag == "a" else self.parts).append(value)


def build(folder: Path, config: Path = ROOT / "mkdocs.yml") -> subprocess.CompletedProcess[str]:
    """Build the site as `make docs` does, into a folder; what is said about the build comes with it."""
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(config),
        "--site-dir",
        str(folder),
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"WARNING|ERROR", done.stderr), done.stderr
    return folder


def pages(site: Path) -> dict[Path, Leads]:
    """Give what each page of the site leads to; the page of a server for what it does not find is none of them."""
    return {page: Leads(page) for page in sorted(site.rglob("*.html")) if page != site / "404.html"}


def test_every_document_is_on_the_site_and_in_its_navigation(site: Path) -> None:
    """From the first page each document of the project can be reached by the menu, and nothing else is there."""
    wanted = {path.as_posix().removeprefix("docs/") for path in documents() if path.suffix == ".md"}
    expected = {re.sub(r"README\.md$", "index.md", path).removesuffix(".md") + ".html" for path in wanted}
    assert {page.relative_to(site).as_posix() for page in pages(site)} == expected
    assert expected <= set(Leads(site / "index.html").links)


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    """Each link and each part of a page is a file of the site, and each anchor is on its page."""
    found = pages(site)
    lost = []
    for page, leads in found.items():
        for link in leads.links + leads.parts:
            where = urlsplit(link)
            if OUTER.match(link) or where.scheme in ("data", "mailto"):
                continue
            target = (page.parent / unquote(where.path)).resolve() if where.path else page
            if not target.is_file() or (where.fragment and where.fragment not in found[target].ids):
                lost.append(f"{page.relative_to(site)}: {link}")
    assert lost == []


def test_make_docs_builds_it_in_the_same_way() -> None:
    """`make docs` is strict, and not quiet: told to be quiet, mkdocs counts no warning."""
    lines = re.findall(r"mkdocs build.*", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert lines == ["mkdocs build --strict"]


def test_documents_that_name_each_other_are_linked(site: Path) -> None:
    """A name in a sentence leads to the document: from another folder, from the root, and to a notebook."""
    links = Leads(site / "tutorials" / "run_a_study.html").links
    assert {"../experiments/index.html", "first_run.html"} <= set(links)
    assert "../notebooks/first_run.ipynb" in Leads(site / "tutorials" / "index.html").links
    assert "limits.html" in Leads(site / "index.html").links


def test_the_site_asks_no_other_host(site: Path) -> None:
    """No page and no style has a part that would come from elsewhere; links for people may lead there."""
    asked = [f"{page.name}: {part}" for page, leads in pages(site).items() for part in leads.parts if OUTER.match(part)]
    styles = "\n".join(path.read_text(encoding="utf-8") for path in [*site.rglob("*.css"), *site.rglob("*.html")])
    assert asked + ASKED_BY_STYLE.findall(styles) == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("[Gone](gone.md)", "gone.md"),
        ("[Gone](README.md#gone)", "no such anchor"),
        ("[Gone](/README.md)", "absolute link"),
    ],
)
def test_a_wrong_link_stops_the_build(text: str, warning: str, tmp_path: Path) -> None:
    """With the settings of the project, a link to a page or an anchor that is not there is a failure."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    validation = settings[settings.index("validation:") :]
    (tmp_path / "mkdocs.yml").write_text(f"site_name: wrong\nplugins: []\n{validation}", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "README.md").write_text(f"# Page\n\n{text}\n", encoding="utf-8")
    done = build(tmp_path / "site", tmp_path / "mkdocs.yml")
    assert done.returncode != 0
    assert warning in done.stderr
