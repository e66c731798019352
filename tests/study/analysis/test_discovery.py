"""Does scenario discovery find a planted box, and only that?"""

import builtins
import sys
from typing import Any

import numpy as np
import pytest

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.discovery import Discovery, discover
from coprod_sim.study.analysis.response import read_response
from coprod_sim.study.plan.plan import Varied
from tests.study.analysis.planted import THREE, Planted, plan_of

GAIN, LOSS, OTHER = THREE
POINTS = 400


def corner(points: Reals) -> Reals:
    """B is lower where the first setting is below 0.4 and the second above 0.5: a fifth of the space."""
    return np.where((points[:, 0] < 0.4) & (points[:, 1] > 0.5), -0.1, 0.1)


@pytest.fixture(scope="module")
def study() -> Planted:
    """A Latin hypercube with a box in which B is lower."""
    return Planted(plan_of("latin_hypercube", THREE, POINTS), corner)


@pytest.fixture(scope="module")
def found(study: Planted) -> Discovery:
    """What is discovered."""
    return discover(read_response(study), halves=4)


def test_a_planted_box_is_found_where_it_lies(found: Discovery) -> None:
    """Its ends lie within a slice of the planted ones, and the third setting is not listed."""
    limits = {limit.setting: limit for limit in found.boxes[0].limits}

    assert set(limits) == {GAIN, LOSS}
    assert limits[GAIN].high == pytest.approx(0.4, abs=0.06)
    assert limits[LOSS].low == pytest.approx(0.5, abs=0.06)
    assert limits[GAIN].low == 0.0  # not restricted: the end of what was explored
    assert np.isnan(limits[GAIN].p_low)
    assert limits[GAIN].p_high < 0.001


def test_density_and_coverage_are_those_of_the_points_in_the_box(study: Planted, found: Discovery) -> None:
    """Counted again from the limits and the points."""
    box = found.boxes[0]
    inside = np.ones(POINTS, dtype=bool)
    for limit in box.limits:
        column = study.points[:, THREE.index(limit.setting)]
        inside &= (column >= limit.low) & (column <= limit.high)
    cases = study.differences[:, 0] < 0

    assert (box.points, box.cases) == (int(inside.sum()), int((inside & cases).sum()))
    assert box.density == pytest.approx(cases[inside].mean())
    assert box.coverage == pytest.approx((inside & cases).sum() / cases.sum())
    assert box.density >= 0.8
    assert box.coverage > 0.9


def test_searches_on_half_of_the_points_find_it_again(found: Discovery) -> None:
    """Both settings come back in every half, and the box holds on points that its search did not see."""
    assert [limit.found_again for limit in found.boxes[0].limits] == pytest.approx([1.0, 1.0])
    assert found.other_half[0] > 0.7
    assert found.other_half[1] > 0.8


def test_the_other_side_is_found_when_asked_for(study: Planted) -> None:
    """B is higher outside of the corner: most points."""
    found = discover(read_response(study), "higher", halves=0)

    assert found.cases.sum() == (study.differences > 0).sum()
    assert found.boxes[0].density >= 0.8


def test_another_threshold_than_zero_can_be_asked_for() -> None:
    """Where B gains less than five of 100: the planted half."""
    study = Planted(plan_of("latin_hypercube", THREE, POINTS), lambda points: points[:, 0] / 10)

    found = discover(read_response(study), threshold=0.05, halves=0)

    (limit,) = found.boxes[0].limits
    assert limit.high == pytest.approx(0.5, abs=0.03)
    assert found.where == "below 5 of 100"


def test_pure_luck_gives_no_box_that_holds_on_other_points() -> None:
    """Where cases are thrown by a coin, no box is dense enough, or none of it is left on the points not seen."""
    coin = np.random.default_rng(3).random(POINTS) < 0.3
    study = Planted(plan_of("latin_hypercube", THREE, POINTS), lambda _: np.where(coin, -1.0, 1.0))

    found = discover(read_response(study), halves=4)

    assert not found.boxes


@pytest.mark.parametrize(("difference", "boxes"), [(-0.1, 1), (0.1, 0)])
def test_everywhere_and_nowhere_are_answers(difference: float, boxes: int) -> None:
    """If B is lower at all points, the box has no limits; if at none, there is no box."""
    study = Planted(plan_of("latin_hypercube", THREE, POINTS), lambda points: np.full(len(points), difference))

    found = discover(read_response(study))

    assert [(box.limits, box.density, box.coverage) for box in found.boxes] == [((), 1.0, 1.0)] * boxes


def test_two_planted_boxes_are_both_found() -> None:
    """The second is searched among the points that the first leaves."""

    def either(points: Reals) -> Reals:
        slab = points[:, 2] > 0.8
        return np.where(slab | ((points[:, 0] < 0.4) & (points[:, 1] < 0.4)), -0.1, 0.1)

    found = discover(read_response(Planted(plan_of("latin_hypercube", THREE, 600), either)), halves=0)

    restricted = [{limit.setting for limit in box.limits} for box in found.boxes[:2]]
    assert {OTHER} in restricted
    assert {GAIN, LOSS} in restricted
    assert sum(box.coverage for box in found.boxes) > 0.9
    assert all(np.isnan(limit.found_again) for limit in found.boxes[1].limits)  # halves speak of the first box alone


def test_points_without_results_are_left_out_and_counted() -> None:
    """A failed point is neither a case nor not one."""
    failed = {(point, 0): "ModelError" for point in range(5)}
    found = discover(read_response(Planted(plan_of("latin_hypercube", THREE, POINTS), corner, failed)), halves=0)

    assert (found.left_out, found.points) == (5, POINTS - 5)
    assert not found.cases[:5].any()


def test_limits_of_whole_number_settings_are_whole() -> None:
    """A setting that counts something gets the whole numbers inside."""
    varied = (Varied("families", 100, 500), Varied(LOSS, 0, 1))
    plan = plan_of("latin_hypercube", ("families", LOSS), POINTS, varied=varied)
    found = discover(read_response(Planted(plan, lambda points: np.where(points[:, 0] < 200, -1.0, 1.0))), halves=0)

    (limit,) = found.boxes[0].limits
    assert (limit.setting, limit.low % 1, limit.high % 1) == ("families", 0, 0)
    assert 185 <= limit.high <= 210


def test_too_few_points_are_refused() -> None:
    """Ten points cannot tell where."""
    with pytest.raises(ScenarioError, match="10 points have results: at least 40 are needed"):
        discover(read_response(Planted(plan_of("latin_hypercube", THREE, 10), corner)))


def test_one_scenario_alone_is_refused(study: Planted) -> None:
    """The question is where B is lower than A."""
    with pytest.raises(ScenarioError, match="where B is lower than A"):
        discover(read_response(study, scenario="power_sharing"))


def test_without_ema_workbench_the_message_says_how_to_get_it(study: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is optional; its absence is a clear error."""
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name.startswith("ema_workbench"):
            raise ImportError(f"No module named {name!r}")
        return real(name, *more, **named)

    for loaded in [name for name in sys.modules if name.startswith("ema_workbench")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(ScenarioError, match=r"ema_workbench is not installed .*coprod_sim\[explore\]"):
        discover(read_response(study))


def test_a_box_of_sure_limits_may_be_less_dense_than_asked() -> None:
    """Where half of the points in a corner are cases by a coin, the corner is given as it is, and no limit of luck."""
    coin = np.random.default_rng(5).random(POINTS) < 0.5

    def half(points: Reals) -> Reals:
        return np.where((points[:, 0] < 0.3) & coin, -0.1, 0.1)

    found = discover(read_response(Planted(plan_of("latin_hypercube", THREE, POINTS), half)), density=0.8, halves=0)

    assert found.short
    (box,) = found.boxes
    assert {limit.setting for limit in box.limits} == {GAIN}
    assert 0.4 < box.density < 0.8
    assert all(np.nanmin([limit.p_low, limit.p_high]) < 0.05 for limit in box.limits)
