"""docs/from_essay_to_model.md: every name in it exists, and no idea of the three lists is left out."""

import re
import tomllib

import pytest

from coprod_sim.report.documents import document
from coprod_sim.scenario.parameters import LEVERS
from tests.project.documents import ROOT
from tests.project.test_glossary import known

TEXT = document("from_essay_to_model")
TABLES = {
    heading: [
        [cell.strip() for cell in line.strip("| ").split(" | ")] for line in re.findall(r"^\| .*$", part, re.MULTILINE)
    ]
    for heading, part in re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
}
NUMBERED = {"Three enablers": 3, "Five values": 5, "Seven steps": 7}


def rows(start: str) -> list[list[str]]:
    """Give the rows of the table below the heading that begins so, without its head."""
    (table,) = (table for heading, table in TABLES.items() if heading.startswith(start))
    return table[1:]


def names(text: str) -> list[str]:
    """Give the names of code in a text; a path is none."""
    return [name for name in re.findall(r"`([^`]+)`", text) if "/" not in name and name != "this type"]


def test_every_name_exists() -> None:
    """What the document names is a setting, a rule, an indicator, an event, a scenario or a piece of state."""
    assert len(names(TEXT)) > 80
    assert set(names(TEXT)) - known() == set()


@pytest.mark.parametrize(("start", "count"), NUMBERED.items())
def test_a_list_is_whole_and_in_order(start: str, count: int) -> None:
    """Three enablers, five values and seven steps, each with its number."""
    assert [row[0].partition(". ")[0] for row in rows(start)] == [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("start", ["The essay", *NUMBERED])
def test_every_row_says_what_is_in_and_what_is_left_out(start: str) -> None:
    """Three cells; the second names something of the model, and the third says something."""
    assert [row[0] for row in rows(start) if len(row) != 3 or not names(row[1]) or not row[2]] == []


def test_each_step_has_the_lever_that_the_experiment_moves() -> None:
    """experiments/seven_steps/plan.toml moves one lever for each step, and the row of that step names it, and no other lever of these."""
    moved = set(tomllib.loads((ROOT / "experiments/seven_steps/plan.toml").read_text(encoding="utf-8"))["vary"])
    assert moved <= {lever.name for lever in LEVERS}
    found = [moved & set(names(row[1])) for row in rows("Seven steps")]
    assert [len(each) for each in found] == [1] * 7
    assert set().union(*found) == moved


def test_prose_is_one_sentence_a_line() -> None:
    """Outside of tables no line holds the end of one sentence and the start of another."""
    prose = [line for line in TEXT.splitlines() if not line.startswith("|")]
    assert [line for line in prose if re.search(r"[a-z)\]]\. [A-Z]", line)] == []
