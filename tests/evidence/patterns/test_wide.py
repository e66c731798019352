"""Claims over draws of all guesses: how they are counted, and, as a study, that they hold in four of five."""

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.patterns import wide
from coprod_sim.evidence.patterns.patterns import ScenarioRuns
from coprod_sim.evidence.patterns.wide import LEAST_SHARE, Wide, WideClaim, check_wide, wide_table

CLAIMS = (
    WideClaim("P0", "always", (2, 5), lambda runs, year: runs.pairs == 2 and year in {2, 5}),
    WideClaim("P0", "only early", (2, 5), lambda runs, year: runs.months == 60 and year == 2),
)


@pytest.fixture(scope="module")
def few() -> Wide:
    """Three draws of two claims that are true by making."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wide, "WIDE_CLAIMS", CLAIMS)
        return check_wide(3, 2)


def test_draws_are_counted_by_year_and_together(few: Wide) -> None:
    """A claim holds at all its years only in draws in which it holds at each."""
    always, early = few.claims
    assert (always.by_year, always.at_all) == ({2: few.draws, 5: few.draws}, few.draws)
    assert (early.by_year, early.at_all) == ({2: few.draws, 5: 0}, 0)


def test_the_headline_is_that_of_the_runs(few: Wide) -> None:
    """The defaults are run with twenty pairs; each draw with its own settings."""
    expected = ScenarioRuns(20, 60, 1).in_sd("power_sharing", 5).mean()
    assert few.default_headline[5] == pytest.approx(float(expected))
    assert len(few.headline[2]) == few.draws
    assert np.ptp(few.headline[2]) > 0


def test_the_table_and_the_data_say_the_same(few: Wide) -> None:
    """Every claim with its counts, and where the defaults lie."""
    text, data = wide_table(few), few.to_dict()
    assert f"only early: of {few.draws} draws {few.draws} at 2 years, 0 at 5 years; 0 at all" in text
    assert [one["claim"] for one in data["claims"]] == ["always", "only early"]
    assert data["headline"][5]["inside"] == ("inside" in text.splitlines()[-1])


@pytest.mark.parametrize("draws", [0, -1, 10**9])
def test_a_number_of_draws_that_makes_no_sense_is_refused(draws: int) -> None:
    """At least one."""
    with pytest.raises(ScenarioError, match="draws"):
        check_wide(draws)


MISSED = {("P21", 2): 0.7}
"""What is known to hold in fewer draws: in two years so little power has moved that handing over all of it has hardly begun to cost."""


@pytest.mark.study
def test_claims_hold_in_four_of_five_draws() -> None:
    """Two hundred draws of all guesses, at each year for which a claim is made; the headline is inside at five years."""
    found = check_wide()
    few = [
        (one.claim.words, year, count)
        for one in found.claims
        for year, count in one.by_year.items()
        if count < MISSED.get((one.claim.number, year), LEAST_SHARE) * found.draws
    ]
    assert few == []
    assert found.inside(5)
