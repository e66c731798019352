"""Areas on the statutory pathway: what is counted, what is never read, and how it is judged."""

from pathlib import Path

import numpy as np

from coprod_sim.evidence.validation.areas import read_official
from coprod_sim.evidence.validation.areas_on_pathway import (
    OnPathway,
    level_line,
    on_pathway,
    persistence_line,
    predict_on_pathway,
    spread_line,
    total_line,
)
from tests.evidence.validation.made_up import AREAS, table

SCALE = 0.1


def test_published_appeals_never_reach_the_pathway(tmp_path: Path) -> None:
    """Turned round, the published appeals change no prediction, and the rank correlation with them turns round."""
    rising, falling = table(tmp_path), table(tmp_path, rate_rises=False)
    one, other = (predict_on_pathway(path, SCALE, range(1, 2), years=1) for path in (rising, falling))
    up, down = (level_line(read_official(path), one).numbers["value"] for path in (rising, falling))

    np.testing.assert_array_equal(one.first, other.first)
    np.testing.assert_array_equal(one.years, other.years)
    assert up == -down != 0


def test_a_model_that_knows_where_appeals_are_is_green(tmp_path: Path) -> None:
    """Rates as published, which last and lie as far apart as is wanted, are green; rates turned round are red."""
    official = read_official(table(tmp_path))
    first = official.appeal_rate / 100
    apart = np.geomspace(0.01, 0.01 * 5, AREAS)
    made = OnPathway(first, float(first.mean()), np.tile(apart, (3, 1)))
    wrong = OnPathway(first[::-1], 3 * float(first.mean()), np.ones((3, AREAS)))

    assert level_line(official, made).verdict == "green"
    assert level_line(official, wrong).verdict == "red"
    assert spread_line(official, made).verdict == "green"
    assert spread_line(official, wrong).verdict == "red"
    assert total_line(official, wrong).verdict == "red"
    # Rates that never change last too well.
    assert persistence_line(official, made).verdict == "amber"


def test_without_a_table_no_pathway_is_judged() -> None:
    """The section says that no table was given, and counts as not run."""
    found = on_pathway(None, SCALE, range(1, 2))

    assert [line.verdict for line in found.lines] == ["not run"]
    assert "--areas" in found.lines[0].found
