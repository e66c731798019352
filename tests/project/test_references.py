"""The bibliography: whatever is cited has an entry, and every entry is cited."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import coprod_sim
from coprod_sim.cli.app import app
from coprod_sim.dashboard.pages.model.about import setting_row
from coprod_sim.evidence.direction_or_size import MEANING, RULES, carried, carries_size
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.evidence.references import keys_in, reference, references
from coprod_sim.report.odd_protocol import NoRuns
from coprod_sim.scenario.parameters import BY_NAME, DECLARED

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


def docstring_uses() -> set[tuple[str, str]]:
    """Give each use of a source in a docstring: the function, class or file that cites, and the key."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, WITH_DOCSTRING):
                name = str(getattr(node, "name", path.stem))
                found |= {(name, key) for key in keys_in(EXAMPLE.sub("", ast.get_docstring(node) or ""))}
    return found


def uses_in_tables() -> dict[str, tuple[str, str]]:
    """Give what each source of a setting or a pattern carries, by setting, or by pattern and key, with its key."""
    settings = {each.name: (each.source, each.carries) for each in DECLARED if each.source}
    patterns = {f"{each.number} {key}": (key, each.carries[key]) for each in PATTERNS for key in each.source.split()}
    return settings | patterns


def test_every_citation_says_what_it_carries() -> None:
    """Beside each use of a source, in a docstring, of a setting or of a pattern, there stands what it carries, in known words."""
    assert docstring_uses() == set(RULES)
    every = [*RULES.values(), *(carries for _, carries in uses_in_tables().values())]
    assert [carries for carries in every if not carries or not set(carries.split()) <= set(MEANING)] == []
    assert [each.name for each in DECLARED if each.carries and not each.source] == []


def test_no_setting_is_measured_by_a_source_without_a_size() -> None:
    """What is marked measured has a source, and that source carries the size."""
    measured = [each for each in DECLARED if each.status == "measured"]
    assert measured
    assert [each.name for each in measured if not carries_size(each.carries)] == []


@pytest.mark.parametrize(
    "key", ["smith2019", "honingh2020", "lipsky1980", "hirschman1970", "arnstein1969", "ibsen2008", "ahn2013"]
)
def test_a_source_that_measured_no_such_thing_carries_no_size(key: str) -> None:
    """Reviews of other outcomes, books and slides give a direction or a form, wherever they are cited."""
    found = [carries for (_, one), carries in RULES.items() if one == key]
    found += [carries for one, carries in uses_in_tables().values() if one == key]
    assert found
    assert not any(map(carries_size, found))


def test_nobody_measured_how_accurate_views_are() -> None:
    """The errors of views have no source; and pressure that takes power back is not what aghion1997 holds."""
    errors = (
        "family_noise",
        "other_area_noise",
        "own_area_noise",
        "commissioner_noise",
        "paper_information",
        "group_information",
        "retreat",
    )
    assert [name for name in errors if BY_NAME[name].source] == []
    assert RULES["real_ceiling", "aghion1997"] == "opposite"


def test_the_counts_in_the_document_are_those_of_the_declarations() -> None:
    """docs/evidence.md says of how many settings a source carries the size."""
    sourced = [each for each in DECLARED if each.source]
    sized = [each for each in sourced if carries_size(each.carries)]
    areas = [each for each in sized if each.source == "dfela2025"]
    sentence = (
        f"Of the {len(sourced)} settings with a source it carries the size for {len(sized)}, of which {len(areas)} are"
    )
    assert sentence in (PACKAGE.parent / "docs" / "evidence.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["turnover", "trust_gain"])
def test_the_command_and_the_page_show_it(name: str) -> None:
    """A card, the list of references and the row of a table all say what the source carries."""
    declared = BY_NAME[name]
    carries = carried(declared.carries)
    card = CliRunner().invoke(app, ["parameters", name])
    assert f"It carries {carries}" in " ".join(card.output.split())
    assert setting_row(declared)["carries"] == carries
    assert f"({carries})" in " ".join(CliRunner().invoke(app, ["cite", "power_sharing"]).output.split())


def test_a_published_figure_lies_in_the_span_of_its_pattern() -> None:
    """Of England's children's social workers 11.8 % left in 2025: P4 cites that, and wants a span that holds it."""
    (wanted,) = next(each for each in PATTERNS if each.number == "P4").parts(NoRuns(pairs=2, months=72, seed=0))
    assert wanted.low <= 0.118 <= wanted.high


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
    assert "review.py" in found["slovic1993"]
    assert "small_town.py" in found["watts1998"]
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
    text = (PACKAGE / "evidence" / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{(\w+)", text, re.MULTILINE)
    assert list(references()) == keys == sorted(set(keys))


@pytest.mark.parametrize("key", [key for key, source in references().items() if "year" in source.fields])
def test_the_year_of_a_key_is_that_of_its_entry(key: str) -> None:
    """The year in a key is the year of the source, or of its first appearance, which the note tells."""
    fields = reference(key).fields
    assert key[-4:] in fields["year"] + fields.get("note", "")
