"""docs/facilitator_guide.md: it is what the words of the page /guide make."""

import doctest
import re

import pytest

from coprod_sim.dashboard.pages.guide import content
from coprod_sim.dashboard.pages.shared.words import texts
from coprod_sim.scenario.setup.change_kinds import CHANGES
from scripts import make_guide

PAGE_ONLY = {"key", "href", "kind", "example", "amount", "room", "version", "bring", "sets"}
"""Parts of the guide that only the page needs."""
TEXT = make_guide.DOCUMENT.read_text(encoding="utf-8")


def test_the_document_is_what_the_script_makes() -> None:
    """Whoever changes the words runs scripts/make_guide.py."""
    advice = "docs/facilitator_guide.md is out of date. Run: .venv/bin/python scripts/make_guide.py"
    assert make_guide.document() == TEXT, advice


def test_everything_that_is_said_is_in_it() -> None:
    """Each text of the guide stands in the document, whatever the lines are broken into."""
    whole = " ".join(TEXT.split())
    made = content.guide()
    for sheet in made["sheets"]:
        if "first" in sheet:
            sheet["lines"] = [sheet["first"], *sheet["lines"][1:]]  # a workshop's own line stands for the general one
    sentences = [(place, text) for place, text in texts(made) if not PAGE_ONLY & set(place.split("."))]
    sentences = [(place, text) for place, text in sentences if not re.search(r"sheets\.\d+\.workshops", place)]
    assert len(sentences) > 300
    assert [place for place, text in sentences if " ".join(text.split()) not in whole] == []


def test_a_change_of_words_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another argument, or another moment, makes the document out of date."""
    first = CHANGES[0]._replace(argument_for="It is fun.")
    monkeypatch.setattr(content, "CHANGES", (first, *CHANGES[1:]))
    assert "It is fun." in make_guide.document()
    monkeypatch.setitem(content.MOMENTS, "w1_pause", content.MOMENTS["w1_pause"]._replace(month=25))
    assert "Ways 1 and 2, month 25: both towns" in make_guide.document()


def test_the_example_of_the_script_is_right() -> None:
    """What its docstring shows is what it gives."""
    found = doctest.testmod(make_guide)
    assert (found.attempted, found.failed) == (1, 0)
