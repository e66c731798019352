"""The words of the dashboard: read once, filled in, and every {name} is one that somebody fills in."""

import re
from pathlib import Path

import pytest

from coprod_sim.dashboard.pages.shared import words as module
from coprod_sim.dashboard.pages.shared.words import fill, names_in, texts, words

ROOT = Path(module.__file__).parents[2]
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in [*ROOT.rglob("*.py"), *ROOT.rglob("*.js"), *ROOT.rglob("*.vue")]
)
TEXTS = dict(texts(words()))
KNOWN = {
    "telling": {
        "m",
        "s",
        "title",
        "sentence",
        "n",
        "rest",
        "equal",
        "runs",
        "start",
        "much",
        "a",
        "b",
        "x",
        "y",
        "cause",
        "did",
        "A",
        "B",
        "of",
    },
    "story": {
        "name",
        "s",
        "m",
        "who",
        "k",
        "x",
        "y",
        "felt_trust",
        "felt_trust_before",
        "people_trust",
        "council_trust",
        "energy",
        "progress",
        "voice",
        "young_say",
        "left_at",
        "age",
        "late",
        "order",
        "delivery",
        "waited",
        "hearing_in",
    },
    "predict": {"when", "y", "m", "s", "measure", "answer", "n", "shape", "x", "of", "rest", "equal"},
}


def test_the_file_is_read_once() -> None:
    """Everybody gets the same table."""
    assert words() is words()


def test_every_name_in_a_text_is_known_where_it_is_used() -> None:
    """Of our three tables the names are listed; of all others each appears in the code as something that is filled in."""
    for place, text in TEXTS.items():
        table = place.partition(".")[0]
        for name in names_in(text):
            if table in KNOWN:
                assert name in KNOWN[table], (place, name)
            else:
                assert re.search(rf"\b{name}\b", CODE), (place, name)


def test_every_name_that_is_known_is_used() -> None:
    """The lists above hold nothing that no text uses."""
    for table, known in KNOWN.items():
        used = {name for place, text in TEXTS.items() if place.startswith(f"{table}.") for name in names_in(text)}
        assert known == used, table


def test_braces_are_names() -> None:
    """A brace that is no {name} would be read out to people."""
    for place, text in TEXTS.items():
        assert not set("{}") & set(re.sub(r"\{\w+\}", "", text)), place


def test_a_name_without_a_value_is_a_fault() -> None:
    """A template is never shown half filled in."""
    with pytest.raises(KeyError):
        fill("In month {m}, {who} met.", m=3)
