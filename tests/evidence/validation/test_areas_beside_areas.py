"""Areas beside areas: what is read, what is never read, and how it is judged."""

from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.validation.area_lines import (
    gradient_line,
    level_lines,
    persistence_line,
    relation_line,
    spread_line,
    total_line,
)
from coprod_sim.evidence.validation.area_section import between_areas
from coprod_sim.evidence.validation.areas import Prediction, predict, read_official
from coprod_sim.evidence.validation.report_lines import Section
from tests.evidence.validation.made_up import AREAS, rates, table

SCALE = 0.05


@pytest.fixture(scope="module")
def section(tmp_path_factory: pytest.TempPathFactory) -> Section:
    """The section of a small made-up table."""
    return between_areas(table(tmp_path_factory.mktemp("areas")), SCALE, 24, range(1, 3))


def test_published_appeals_never_reach_the_model(tmp_path: Path) -> None:
    """Turned round, the published appeals change no prediction; the rank correlation with them turns round."""
    rising, falling = table(tmp_path), table(tmp_path, rate_rises=False)
    one, other = (predict(path, SCALE, 12, range(1, 2)) for path in (rising, falling))
    up, down = (level_lines(read_official(path), one)[0].numbers["value"] for path in (rising, falling))

    np.testing.assert_array_equal(one.rates, other.rates)
    assert up == pytest.approx(-down)
    assert up != 0


def test_without_a_table_nothing_is_green() -> None:
    """The section says that no table was given, and counts as not run."""
    found = between_areas(None, 0.1, 60, range(1, 2))

    assert [line.verdict for line in found.lines] == ["not run"]
    assert "--areas" in found.lines[0].found


def test_a_table_without_appeals_is_refused(tmp_path: Path) -> None:
    """The run would need no such column, but the comparison does."""
    with pytest.raises(ScenarioError, match="no column 'appeal_rate_pct'"):
        read_official(table(tmp_path, without="appeal_rate_pct"))


def test_too_few_areas_are_refused(tmp_path: Path) -> None:
    """Nine areas are too few to compare, and the message says how many are needed."""
    with pytest.raises(ScenarioError, match=r"9 areas .* at least 10 are needed"):
        between_areas(table(tmp_path, areas=9), SCALE, 12, range(1, 2))


def test_disputes_are_counted_by_year_and_area(tmp_path: Path) -> None:
    """Two years and a half give two whole years of rates for each area, and each seed has its own luck."""
    made = predict(table(tmp_path), SCALE, 30, range(1, 3))

    assert made.rates.shape == (2, 2, AREAS)
    assert (made.rates >= 0).all()
    assert made.rates[0].tolist() != made.rates[1].tolist()
    # A count for each area and year: the rate is a whole number of disputes over the area's families.
    disputes = made.rates * made.families / 1000
    np.testing.assert_allclose(disputes, np.rint(disputes), atol=1e-9)


def test_a_model_that_knows_all_is_green(tmp_path: Path) -> None:
    """Rates that rise with the published ones are green where they should be, and persist; the gradient then falls short."""
    official = read_official(table(tmp_path))
    made = Prediction(rates(), np.full(AREAS, 1000.0), 1.0)
    level, better = level_lines(official, made)
    persistent = persistence_line(official, made)

    assert level.verdict == better.verdict == "green"
    assert level.numbers["value"] > 0.95
    # Steadier than any English area is a miss, too.
    assert persistent.numbers["value"] > 0.88
    assert persistent.verdict == "red"
    # Here the poorest areas have the most appeals, so the gradient is below 1 and cannot be green.
    assert gradient_line(official, made).numbers["value"] < 1
    assert gradient_line(official, made).verdict == "red"


def test_a_model_that_has_it_the_wrong_way_round_is_red(tmp_path: Path) -> None:
    """Rates that fall where the published ones rise are red, and so is knowing less than poverty alone."""
    official = read_official(table(tmp_path))
    made = Prediction(60 - rates(), np.full(AREAS, 1000.0), 1.0)

    assert level_lines(official, made)[0].verdict == "red"
    assert gradient_line(official, made).numbers["value"] > 1


def test_a_relation_of_the_wrong_sign_is_red(tmp_path: Path) -> None:
    """Disputes that fall with refusals are red; a relation within the wanted span is green."""
    official = read_official(table(tmp_path))
    against = Prediction(np.broadcast_to(100 - official.refused, (1, 2, AREAS)), np.full(AREAS, 1000.0), 1.0)
    line = relation_line(official, against, "refused", "refusals", (0.2, 0.4))
    perfect = relation_line(official, against, "refused", "refusals", (-1.0, -0.9))

    assert line.numbers["value"] == pytest.approx(-1)
    assert (line.verdict, perfect.verdict) == ("red", "green")


def test_areas_all_alike_do_not_spread_as_real_ones(tmp_path: Path) -> None:
    """A model without differences has a spread of 1, which is red beside areas that differ."""
    official = read_official(table(tmp_path))
    made = Prediction(np.full((1, 2, AREAS), 30.0), np.full(AREAS, 1000.0), 1.0)

    assert spread_line(official, made).numbers["value"] == 1
    assert spread_line(official, made).verdict == "red"


def test_the_section_has_a_dot_for_each_area_and_says_how_much_was_put_in(section: Section) -> None:
    """Every compared area is in the picture; the slopes are left on one by one, and then none."""
    assert len(section.data["dots"]) == AREAS
    assert [row["on"] for row in section.data["put_in"]] == [
        "all three, as shipped",
        "poverty alone",
        "timeliness alone",
        "refusals alone",
        "none of the three",
    ]
    assert len({row["published"] for row in section.data["put_in"]}) > 1
    assert any("never used for fitting" in note for note in section.notes)


def test_all_disputes_are_held_against_all_appeals(tmp_path: Path) -> None:
    """A tenth of the place with 10 disputes for 1,000 families, 1,000 families in each area: 100 disputes each at full size."""
    official = read_official(table(tmp_path))
    made = Prediction(np.full((1, 2, AREAS), 10.0), np.full(AREAS, 1000.0), 0.1)
    line = total_line(official, made)

    assert line.numbers["disputes"] == pytest.approx(100 * AREAS)
    assert line.numbers["with_plan"] == pytest.approx(6 * AREAS)
    assert line.numbers["value"] == pytest.approx(100 * AREAS / official.appeals.sum())
    assert line.verdict == "red"
