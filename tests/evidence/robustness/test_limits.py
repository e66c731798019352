"""docs/limits.md: what it says of the guesses that matter most is what comes out when it is asked again."""

import re

import pytest

from coprod_sim.evidence.robustness.unmeasured_assumptions import assumed, joint, turning_points
from coprod_sim.report.documents import document
from coprod_sim.scenario.parameters import PARAMETERS

TEXT = document("limits").replace("\N{MINUS SIGN}", "-")
ASKED = {"Young people's progress": "progress", "Families' trust": "felt_trust", "Families' energy": "family_energy"}
ROWS = {
    row[0]: row[1:]
    for line in TEXT.splitlines()
    if line.startswith("| ")
    for row in [[cell.strip() for cell in line.strip("| ").split("|")]]
    if row[0] in ASKED
}


def of_100(value: float) -> str:
    """Write a share as the table does, of 100."""
    return f"{100 * value:.1f}"


def test_the_guesses_are_counted() -> None:
    """The document has a row for each question, and says how many guesses there are."""
    assert set(ROWS) == set(ASKED)
    assert f"Of the {len(PARAMETERS)} assumptions about how people change, {len(assumed())} are guesses." in TEXT


@pytest.mark.study
@pytest.mark.parametrize("question", ASKED)
def test_the_numbers_of_a_row_come_out_again(question: str) -> None:
    """Default, the guess that moves most, those that turn the answer round, and the draws in which it is lower."""
    points, drawn = turning_points(indicator=ASKED[question]), joint(indicator=ASKED[question])
    first = points[0]
    default, moves, turned, lower = ROWS[question]

    assert default == of_100(first.default.difference)
    assert moves == f"`{first.name}`: {of_100(first.at_low.difference)} to {of_100(first.at_high.difference)}"
    assert re.findall(r"`(\w+)`", turned) == [point.name for point in points if point.turns]
    assert (int(lower), drawn.sets) == (drawn.lower, 500)
