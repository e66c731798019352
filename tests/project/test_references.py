"""The bibliography: whatever is cited has an entry, and every entry is cited."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coprod_sim
from coprod_sim.cite import keys_in, reference, references
from coprod_sim.parameters import DECLARED
from coprod_sim.pattern_list import PATTERNS

PACKAGE = Path(coprod_sim.__file__).parent
WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef)
EXAMPLE = re.compile(r"^\s*(>>>|\.\.\.).*\n?.*$", re.MULTILINE)


def keys_in_docstrings(text: str) -> Iterator[str]:
    """Give the keys in all docstrings of a file; an example that shows how keys are found cites nothing."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, WITH_DOCSTRING):
            yield from keys_in(EXAMPLE.sub("", ast.get_docstring(node) or ""))


def cited() -> dict[str, set[str]]:
    """Give every key that the package cites, with the files, settings and patterns that cite it."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for key in keys_in_docstrings(path.read_text(encoding="utf-8")):
            found.setdefault(key, set()).add(path.name)
    for declared in DECLARED:
        if declared.source:
            found.setdefault(declared.source, set()).add(declared.name)
    for pattern in PATTERNS:
        for key in pattern.source.split():
            found.setdefault(key, set()).add(pattern.number)
    return found


def test_keys_are_found_in_all_docstrings_but_not_in_examples() -> None:
    """The file, a class and a function cite; code, comments and examples do not."""
    text = '''"""A file. [one1901]"""
OTHER = "[code1902]"  # [comment1903]
class Thing:
    """A thing. [two1904, p. 3]"""
    def act(self):
        """Do.  Source: [three1905].

        >>> keys("[shown1906]")
        ['shown1906', '[answer1907]']
        """
'''
    assert list(keys_in_docstrings(text)) == ["one1901", "two1904", "three1905"]


def test_the_citations_of_the_package_are_found() -> None:
    """A rule, a file, a lever and a pattern, checked by hand."""
    found = cited()
    assert "meeting.py" in found["slovic1993"]
    assert "default_place.py" in found["watts1998"]
    assert "promise" in found["boddison2021"]
    assert "P13" in found["lipsky1980"]


def test_whatever_is_cited_has_an_entry() -> None:
    """Every key in a docstring, of a setting or of a pattern leads to references.bib."""
    missing = {key: users for key, users in cited().items() if key not in references()}
    assert missing == {}


def test_every_entry_is_cited() -> None:
    """No source is listed that nothing rests on."""
    assert set(references()) - set(cited()) == set()


def test_no_entry_is_lost_in_reading() -> None:
    """The file is read entry by entry, in the order of keys, each key once."""
    text = (PACKAGE / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{(\w+)", text, re.MULTILINE)
    assert list(references()) == keys == sorted(set(keys))


@pytest.mark.parametrize("key", [key for key, source in references().items() if "year" in source.fields])
def test_the_year_of_a_key_is_that_of_its_entry(key: str) -> None:
    """The year in a key is the year of the source, or of its first appearance, which the note tells."""
    fields = reference(key).fields
    assert key[-4:] in fields["year"] + fields.get("note", "")
