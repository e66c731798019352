"""Do the effects of a factorial study come out as they were planted?"""

from typing import Any

import numpy as np
import pytest

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.effects import Effects, effects
from coprod_sim.study.analysis.response import read_response
from coprod_sim.study.plan.plan import Varied
from tests.study.analysis.planted import THREE, Planted, plan_of

ONE, OTHER, IDLE = THREE
TWO_AND_THREE = (
    Varied(ONE, 0.2, 0.6, (0.2, 0.6)),
    Varied(OTHER, 0.0, 1.0, (0.0, 0.5, 1.0)),
    Varied(IDLE, 0.0, 1.0, (0.0, 1.0)),
)
REPLICATES = 5


def bent(points: Reals) -> Reals:
    """One adds half of itself, the other a tenth of its square, and together a fifth of their product; luck is common."""
    one, other = points[:, 0], points[:, 1]
    noise = np.random.default_rng(2).normal(0, 0.05, REPLICATES)
    return (0.5 * one + 0.1 * other**2 + 0.2 * one * other)[:, None] + noise


def grid(varied: tuple[Varied, ...] = TWO_AND_THREE, **more: Any) -> Planted:
    """A grid study with these results."""
    return Planted(plan_of("grid", THREE, 0, **({"varied": varied, "replicates": REPLICATES} | more)), bent)


@pytest.fixture(scope="module")
def found() -> Effects:
    """The effects of the planted study."""
    return effects(read_response(grid()))


def test_an_effect_is_what_was_planted_alone_on_top_and_on_average(found: Effects) -> None:
    """One goes from 0.2 to 0.6: half of that, and a fifth of it times the other at 0, at 1, and at a half on average."""
    by_name = {each.setting: each for each in found.effects}
    one, other = by_name[ONE], by_name[OTHER]

    assert [each.mean for each in (one.alone, one.on_top, one.average)] == pytest.approx([0.20, 0.28, 0.24])
    assert [each.mean for each in (other.alone, other.on_top, other.average)] == pytest.approx([0.14, 0.22, 0.18])
    assert (one.first, one.last) == (0.2, 0.6)


def test_what_two_do_together_beyond_their_sum_is_planted_for_one_pair(found: Effects) -> None:
    """A fifth of 0.4 times 1 for that pair, nothing for the others; the strongest stands first."""
    assert {found.pairs[0].one, found.pairs[0].other} == {ONE, OTHER}
    assert [pair.more.mean for pair in found.pairs] == pytest.approx([0.08, 0, 0], abs=1e-12)


def test_all_together_is_the_last_corner_minus_the_first(found: Effects) -> None:
    """Half of 0.4, a tenth, and a fifth of 0.6."""
    assert found.everything.mean == pytest.approx(0.2 + 0.1 + 0.12)
    assert found.all_last.mean - found.base.mean == pytest.approx(found.everything.mean)


def test_common_luck_does_not_blur_effects_but_blurs_levels(found: Effects) -> None:
    """All points of a replicate have the same luck, so effects have no spread; what stands at the corner has."""
    assert all(each.average.high - each.average.low < 1e-12 for each in found.effects)
    assert found.base.high - found.base.low > 0.01


def test_a_setting_that_does_nothing_is_not_clear() -> None:
    """With luck of its own in every run, the idle setting's interval holds zero, and the others' do not."""
    own = np.random.default_rng(7).normal(0, 0.02, (12, REPLICATES))
    study = Planted(plan_of("grid", THREE, 0, varied=TWO_AND_THREE, replicates=REPLICATES), lambda at: bent(at) + own)

    clear = {each.setting: each.average.clear for each in effects(read_response(study)).effects}

    assert clear == {ONE: True, OTHER: True, IDLE: False}


def test_the_order_of_the_plan_says_what_first_and_last_are() -> None:
    """A setting whose values fall has an effect with the other sign."""
    falling = (Varied(ONE, 0.2, 0.6, (0.6, 0.2)), *TWO_AND_THREE[1:])

    assert effects(read_response(grid(falling))).effects[0].alone.mean == pytest.approx(-0.20)


def test_to_dict_says_it_all(found: Effects) -> None:
    """Every setting and every pair, with what is clear."""
    plain = found.to_dict()

    assert [each["setting"] for each in plain["effects"]] == list(THREE)
    assert len(plain["pairs"]) == 3
    assert plain["everything"]["clear"]


@pytest.mark.parametrize(
    ("study", "words"),
    [
        (
            Planted(plan_of("latin_hypercube", THREE, 40), lambda points: points[:, 0]),
            'needs? a plan with the method "grid"',
        ),
        (grid(replicates=1), "1 replicate: effects need at least 2"),
        (Planted(grid().plan, bent, {(3, 1): "ModelError: too little"}), "1 runs failed, at point 3"),
    ],
)
def test_what_has_no_effects_is_refused(study: Planted, words: str) -> None:
    """No grid, no way to tell luck, or a corner that failed."""
    if study.plan.replicates == 1 and study.plan.method == "grid":
        study.differences = study.differences[:, :1]
    with pytest.raises(ScenarioError, match=words):
        effects(read_response(study))
