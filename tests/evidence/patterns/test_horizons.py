"""Differences year by year: what holds, what turns round, and how it is put into words."""

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.patterns.horizons import HORIZONS, LAST_YEAR, Horizon, check_horizons, sentence
from coprod_sim.evidence.patterns.patterns import PATTERNS, ScenarioRuns
from coprod_sim.indicators import YEAR


def made(values: list[float], above: bool = True, years: tuple[int, int] = (2, 5), bound: float = 0.0) -> Horizon:
    """Make a difference that has these values at the ends of ten years, nearly the same in each pair."""
    ends = np.repeat(np.array(values), YEAR)
    series = np.concatenate([[values[0]], ends])

    def of(runs: ScenarioRuns) -> np.ndarray:
        return np.stack([series + 0.001 * pair for pair in range(runs.pairs)])

    return Horizon("P0", "made up", "share", of, above, years, bound)


def found(horizon: Horizon):
    """Look at one made-up difference."""
    (one,) = check_horizons(2, wanted=[horizon])
    return one


def test_a_difference_holds_where_it_is_claimed() -> None:
    """Before and after, it may do what it likes; where it turns round is said."""
    one = found(made([-0.2, 0.1, 0.2, 0.2, 0.1, -0.1, -0.3, -0.3, -0.3, -0.3]))
    assert one.holds
    assert one.reversals == (1, 6, 7, 8, 9, 10)
    assert sentence(one) == "above 0 in years 2 to 5; turned round, beyond doubt, in years 1 and 6 to 10"


def test_one_wrong_year_is_enough_not_to_hold() -> None:
    """Year 4 of 2 to 5 is on the other side."""
    assert not found(made([0.1, 0.1, 0.1, -0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).holds


def test_a_bound_other_than_zero_counts() -> None:
    """Below .1 is claimed, so .05 is right and .2 has turned round."""
    one = found(made([0.05] * 5 + [0.2] * 5, above=False, bound=0.1))
    assert one.holds
    assert one.reversals == (6, 7, 8, 9, 10)
    assert sentence(one).startswith("below 0.1 in years 1 to 5;")


def test_luck_is_not_a_reversal() -> None:
    """A mean on the other side whose interval holds the bound has not turned round."""
    one = found(made([-0.001] * LAST_YEAR))
    assert not one.holds
    assert one.reversals == ()


def test_every_difference_belongs_to_a_pattern_and_has_years() -> None:
    """Known numbers, years from 1 to 10 in order, words of their own."""
    assert {each.number for each in HORIZONS} <= {each.number for each in PATTERNS}
    assert all(1 <= each.years[0] <= each.years[1] <= LAST_YEAR for each in HORIZONS)
    assert len({each.words for each in HORIZONS}) == len(HORIZONS)


def test_one_pair_is_refused() -> None:
    """An interval needs two."""
    with pytest.raises(ScenarioError, match="two pairs"):
        check_horizons(1)


@pytest.mark.study
def test_every_difference_holds_in_the_years_for_which_it_is_claimed() -> None:
    """Twenty pairs over ten years."""
    assert [each.horizon.words for each in check_horizons(20) if not each.holds] == []
