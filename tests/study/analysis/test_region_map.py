"""Does the map show a planted plane, with what is not clear shown as such?"""

import numpy as np
import pytest

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.region_map import RegionMap, region_map
from coprod_sim.study.analysis.response import read_response
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.plan.plan import Varied
from tests.study.analysis.planted import Planted, plan_of

X, Y = "support_gain", "dialogue"
X_VALUES, Y_VALUES = (0.1, 0.2, 0.3), (0.2, 0.6)
PAIRS = 8


def plane(points: Reals) -> Reals:
    """Give the planted difference: it rises with x and falls with y."""
    return points[:, 0] - points[:, 1] / 2


def grid(plant: object = plane, replicates: int = PAIRS, **more: object) -> Planted:
    """Make a grid study with a planted difference and a little luck, which agrees in size but not in sign."""
    varied = (Varied(X, 0.1, 0.3, X_VALUES), Varied(Y, 0.2, 0.6, Y_VALUES))
    plan = plan_of("grid", (X, Y), 0, varied=varied, replicates=replicates, **more)
    noise = np.linspace(-0.01, 0.01, replicates)
    return Planted(plan, lambda points: plant(points)[:, None] + noise)  # type: ignore[operator]


@pytest.fixture(scope="module")
def found() -> RegionMap:
    """The map of the plane."""
    return region_map(read_response(grid()))


def test_each_cell_holds_the_planted_difference(found: RegionMap) -> None:
    """Rows are y values, columns are x values, both rising."""
    expected = [[x - y / 2 for x in X_VALUES] for y in Y_VALUES]

    assert found.x_values == X_VALUES
    assert found.y_values == Y_VALUES
    assert found.matrix("difference") == pytest.approx(np.array(expected), abs=1e-12)
    assert (found.x, found.y) == (X, Y)


def test_intervals_of_cells_are_paired_intervals(found: RegionMap) -> None:
    """Each cell has the interval that compare would give."""
    mean, low, high = paired_interval(0.1 - 0.2 / 2 + np.linspace(-0.01, 0.01, PAIRS))
    cell = found.cells[0]

    assert (cell.difference, cell.low, cell.high) == pytest.approx((mean, low, high), abs=1e-12)
    assert (cell.a, cell.b, cell.pairs) == pytest.approx((0.5, 0.5, PAIRS))


def test_cells_without_a_clear_difference_are_called_unclear(found: RegionMap) -> None:
    """On the line where the plane is zero there is no clear difference; on either side there is."""
    assert found.verdicts() == [["unclear", "higher", "higher"], ["lower", "lower", "unclear"]]
    assert found.counted() == {"higher": 2, "lower": 2, "unclear": 2}


def test_a_difference_of_exactly_zero_is_the_same() -> None:
    """Where no pair differs, both ways of working are the same."""
    study = Planted(grid().plan, lambda points: np.zeros((len(points), PAIRS)))

    assert set(region_map(read_response(study)).counted()) == {"same"}


def test_too_few_pairs_leave_every_cell_unclear_and_the_map_says_so() -> None:
    """With five pairs no cell can be clear, however large the difference."""
    found = region_map(read_response(grid(replicates=5)))

    assert set(found.counted()) == {"unclear"}
    assert "With 5 pairs of runs a cell, none can be clear" in next(found.notes())


def test_a_cell_whose_runs_failed_is_not_known() -> None:
    """Failed runs leave a hole, which is told; the other cells stay."""
    study = grid()
    study.failed = {(0, replicate): "ModelError" for replicate in range(PAIRS)} | {(1, 0): "ModelError"}

    found = region_map(read_response(study))

    holes = [cell for cell in found.cells if cell.verdict is None]
    assert [(cell.pairs, bool(np.isnan(cell.difference))) for cell in holes] == [(0, True)]
    assert list(found.notes()) == ["2 of 6 cells have fewer than 8 pairs: runs failed or are not there yet."]


def test_two_of_three_scenarios_are_chosen() -> None:
    """With three scenarios two must be named; turned round, the map changes its sign."""
    scenarios = ("consultation_only", "invited_not_deciding", "power_sharing")
    study = grid(scenarios=scenarios)

    with pytest.raises(ScenarioError, match=r"has 3 scenarios .*--between A B"):
        read_response(study)
    there = region_map(read_response(study, between=scenarios[::2])).matrix("difference")
    back = region_map(read_response(study, between=scenarios[::-2])).matrix("difference")

    assert there[0, 2] == pytest.approx(0.2)
    assert back == pytest.approx(-there)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"indicator": "felt_trusst"}, "indicator = felt_trusst: this study has progress"),
        ({"month": 12}, "month = 12: this study kept month 60"),
        ({"scenario": "power_sharin"}, "Did you mean power_sharing"),
        ({"between": ("power_sharing", "power_sharing")}, "these are the same"),
        ({"scenario": "power_sharing", "between": ("consultation_only", "power_sharing")}, "only one can be looked at"),
    ],
)
def test_what_a_study_does_not_have_is_refused(asked: dict[str, object], message: str) -> None:
    """The message says what there is."""
    with pytest.raises(ScenarioError, match=message):
        read_response(grid(), **asked)  # type: ignore[arg-type]


def test_a_map_needs_a_grid_of_two_settings_and_two_scenarios() -> None:
    """Other studies are refused with what to do."""
    with pytest.raises(ScenarioError, match='needs the method "grid" over exactly two'):
        region_map(read_response(Planted(plan_of("latin_hypercube", (X, Y), 50), plane)))
    with pytest.raises(ScenarioError, match="only power_sharing is looked at"):
        region_map(read_response(grid(), scenario="power_sharing"))
