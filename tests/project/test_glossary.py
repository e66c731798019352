"""docs/glossary.md: every name of code in it exists, and no word stands there twice."""

import re

import pytest

import coprod_sim
from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.young_person import YOUNG_PERSON
from coprod_sim.dashboard.pages.shared.words import texts, words
from coprod_sim.engine.kernel import randomness
from coprod_sim.evidence.references import compiled_functions
from coprod_sim.indicators import INDICATORS
from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import DECLARED, LEVERS
from coprod_sim.scenario.scenario import list_scenarios
from coprod_sim.scenario.setup.change_kinds import CHANGES
from tests.project.documents import ROOT

TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| Word |")
]


def known() -> set[str]:
    """Give every name that a reader can look up: settings, state, indicators, rules, events, scenarios, words of the page."""
    return {
        *(each.name for each in DECLARED),
        *(field.name for fields in (FAMILY, YOUNG_PERSON, CASEWORK, PROFESSIONAL, COMMISSIONER) for field in fields),
        *INDICATORS,
        *compiled_functions(),
        *(kind.do for kind in EVENT_KINDS),
        *(change.key for change in CHANGES),
        *(each.name for each in list_scenarios()),
        *(name for name in vars(randomness) if name.isupper()),
        *coprod_sim.__all__,
        *(place for place, _ in texts(words())),
    }


def test_every_row_has_a_word_a_meaning_and_a_place() -> None:
    """Three cells a row, none of them empty, and no word twice."""
    assert len(ROWS) > 80
    assert [row for row in ROWS if len(row) != 3 or not all(row)] == []
    listed = [word for row in ROWS for word in row[0].split(", ")]
    assert sorted(listed) == sorted(set(listed))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_names_of_a_row_exist(row: tuple[str, str, str]) -> None:
    """What a row says is in the code, is in the code."""
    names = re.findall(r"`([^`]+)`", row[2])
    assert set(names) - known() == set()
    assert names or row[2].startswith("nothing")


def test_every_lever_has_a_word() -> None:
    """What commissioners can do is what people talk about, so each lever is in the table."""
    named = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row[2])}
    assert {lever.name for lever in LEVERS} - named == set()
