"""The documents as pages show them: Markdown to HTML, with headings below those of the page, and names that lead somewhere.

Only documents of the project come here, never what a visitor wrote.
"""

import html
import re
from itertools import count
from typing import Any, Final, NamedTuple

from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.evidence.references import references
from coprod_sim.scenario.parameters import BY_NAME

TITLE: Final = re.compile(r"\A# .*\n")
MARK: Final = re.compile(r"^<!-- .*? -->\n?", re.MULTILINE)
NAME: Final = re.compile(r"<code>(\w+)</code>")
KEY: Final = re.compile(r"\[([a-z]+\d{4}[a-z]?)\]")
PART: Final = re.compile(r'<h\d id="[^"]*">(.*?)</h\d>|<table>.*?</table>', re.DOTALL)
ADDRESS: Final = re.compile(r"(?<![\">])https://[^\s<>)\"]*[^\s<>)\".,;:]")
TAG: Final = re.compile(r"<[^>]+>")


class HtmlDocument(NamedTuple):
    """A document as HTML, and its chapters: those headings that stand highest in it, with their ids."""

    html: str
    chapters: list[dict[str, str]]


def document_html(text: str, name: str, order: int = 3) -> HtmlDocument:
    """Turn a document into HTML whose chapters are headings of this order; its title and its marks are left out.

    name: what the ids of its headings begin with, so that several documents can stand on one page.
    """

    def named(value: str, separator: str) -> str:
        return f"{name}-{slugify(value, separator)}"

    reader = Markdown(
        extensions=["tables", "fenced_code", "sane_lists", TocExtension(baselevel=order - 1, slugify=named)]
    )
    made = reader.convert(MARK.sub("", TITLE.sub("", text)))
    tokens: list[dict[str, Any]] = getattr(reader, "toc_tokens")  # noqa: B009  the extension adds it
    chapters = [{"id": str(token["id"]), "title": html.unescape(str(token["name"]))} for token in tokens]
    return HtmlDocument(linked(boxed(made)), chapters)


def boxed(made: str) -> str:
    """Put every table into a box that can be scrolled alone, named after the heading above it."""
    template, numbers = words("model")["model"]["table_name"], count(1)
    heading = ""

    def box(found: re.Match[str]) -> str:
        nonlocal heading
        if found[1] is not None:
            heading = TAG.sub("", found[1])
            return found[0]
        label = fill(template, heading=heading, n=next(numbers))
        wide = found[0].count("<th")
        table = found[0].replace("<th>", '<th scope="col">')
        return f'<div class="table-box" data-columns="{wide}" role="group" aria-label="{label}">{table}</div>'

    return PART.sub(box, made)


def linked(made: str) -> str:
    """Let names of settings lead to their table, keys of sources to the list of sources, and addresses outside."""

    def setting(found: re.Match[str]) -> str:
        return f'<a href="#setting-{found[1]}">{found[0]}</a>' if found[1] in BY_NAME else found[0]

    def source(found: re.Match[str]) -> str:
        return f'<a href="#source-{found[1]}">{found[0]}</a>' if found[1] in references() else found[0]

    named = KEY.sub(source, NAME.sub(setting, made))
    return ADDRESS.sub(lambda found: f'<a href="{found[0]}" rel="noreferrer">{found[0]}</a>', named)
