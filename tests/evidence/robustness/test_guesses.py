"""Which guesses decide the headline: facts found by running, the statistics behind them, and the words."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.robustness import unmeasured_assumptions
from coprod_sim.evidence.robustness.unmeasured_assumptions import (
    Joint,
    assumed,
    interval,
    joint,
    partial_rank_correlations,
    turning_points,
)
from coprod_sim.evidence.robustness.unmeasured_text import joint_data, joint_words, turning_data, turning_words
from coprod_sim.scenario.parameters import BY_NAME
from tests.evidence.robustness.conftest import LISTENS, SHARES

DRAWN = 200
FEW = ("sharing_reach", "friction", "rung_heard", "provision_cost")
MANY_PAIRS = 20
"""So many pairs tell small differences in staff load from luck."""


@pytest.fixture(autouse=True)
def few_guesses(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at a few guesses only, but where a test is about all of them."""
    if "all_guesses" not in request.fixturenames:
        monkeypatch.setattr(unmeasured_assumptions, "assumed", lambda: FEW)


@pytest.fixture
def all_guesses() -> tuple[str, ...]:
    """All guesses."""
    return assumed()


@pytest.fixture(scope="module")
def drawn() -> Joint:
    """A joint sample for staff load."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unmeasured_assumptions, "assumed", lambda: FEW)
        return joint(LISTENS, SHARES, "staff_load", sets=DRAWN, months=60)


def test_guesses_are_what_nobody_has_measured(all_guesses: tuple[str, ...]) -> None:
    """They are parameters with the status assumed: not levers, and not what is estimated from figures."""
    assert {"sharing_time", "thrift", "parent_divergence"} <= set(all_guesses)
    assert not {"training", "appeal_chance", "newcomer_trust", "families"} & set(all_guesses)
    assert {BY_NAME[name].status for name in all_guesses} == {"assumed"}


def test_easy_sharing_turns_staff_load_round_alone() -> None:
    """By default sharing raises staff load a little; where skill makes it as quick as deciding alone, it lowers it."""
    points = turning_points(LISTENS, SHARES, "staff_load", pairs=MANY_PAIRS, months=60)
    found = {point.name: point for point in points}
    reach, rung = found["sharing_reach"], found["rung_heard"]

    assert points[0] is reach
    assert (reach.low, reach.high) == BY_NAME["sharing_reach"].explore
    assert reach.turns
    assert reach.at_low.high < 0 < reach.default.low
    assert not rung.turns
    assert rung.moves == 0
    assert rung.at_low == rung.at_high == rung.default
    assert [point.moves for point in points] == sorted((point.moves for point in points), reverse=True)


def test_an_end_at_the_default_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the low end of a range is the default, the difference there is the default's own."""
    declared = BY_NAME["sharing_reach"]
    from_default = replace(declared, explore=(declared.default, declared.explore[1]))
    monkeypatch.setattr(unmeasured_assumptions, "BY_NAME", BY_NAME | {"sharing_reach": from_default})
    (point,) = (one for one in turning_points(LISTENS, SHARES, pairs=2, months=6) if one.name == "sharing_reach")

    assert point.at_low == point.default != point.at_high


def test_words_tell_what_turns_and_what_moves() -> None:
    """Staff load turns with sharing_reach; progress with none of these guesses."""
    load = turning_words(turning_points(LISTENS, SHARES, "staff_load", pairs=MANY_PAIRS), "staff_load")
    progress = turning_words(turning_points(LISTENS, SHARES))
    nothing = turning_words(turning_points(LISTENS, LISTENS, pairs=2, months=2))

    assert load[0].startswith("Alone, 1 of 4 guesses turns the answer round: sharing_reach at 1 (")
    assert progress[0].startswith("No guess turns the answer round alone")
    assert "Young people's progress stays clearly higher in B at every end." in progress
    assert any(sentence.startswith("B minus A moves most with provision_cost (from") for sentence in progress)
    assert nothing[0].startswith("With the defaults there is no clear difference")


def test_a_joint_sample_covers_every_range_evenly(drawn: Joint) -> None:
    """A Latin hypercube has one value of each guess in each of as many equal parts of its range."""
    for name, values in zip(drawn.ensemble.names, drawn.ensemble.values.T, strict=True):
        low, high = BY_NAME[name].explore
        assert sorted(np.floor(DRAWN * (values - low) / (high - low)).astype(int)) == list(range(DRAWN)), name


def test_a_joint_sample_finds_what_decides_staff_load(drawn: Joint) -> None:
    """Load rises steadily with sharing_reach, falls with friction; the rung's border does nothing beyond chance."""
    found = {guess.name: guess for guess in drawn.guesses}

    assert drawn.guesses[0].name == "sharing_reach"
    assert found["sharing_reach"].correlation > 0.9
    assert found["friction"].correlation < -0.5
    assert found["sharing_reach"].clear
    assert not found["rung_heard"].clear
    assert found["sharing_reach"].where_lower < 0.5
    assert 0 < drawn.lower < drawn.sets
    assert drawn.share_lower == (drawn.differences.mean(axis=1) < 0).mean()


def test_words_tell_where_b_is_lower(drawn: Joint) -> None:
    """The count of sets, what the difference goes with, and what the sets have in common in which B is lower."""
    words = joint_words(drawn)

    assert words[0] == (
        f"With all 4 guesses drawn at once, staff workload is lower in B in {drawn.lower} of {DRAWN} sets."
    )
    assert any(sentence.startswith("B minus A rises most steadily with sharing_reach") for sentence in words)
    assert any(sentence.startswith("B minus A falls most steadily with friction") for sentence in words)
    assert words[-1] == "B tends to be lower where friction is high, and sharing_reach is low."


def test_the_same_seed_gives_the_same_sample() -> None:
    """Once more the same; another seed gives other sets."""
    one, again, other = (joint(SHARES, LISTENS, sets=8, months=2, seed=seed) for seed in (5, 5, 6))

    assert one.ensemble.values.tolist() == again.ensemble.values.tolist() != other.ensemble.values.tolist()
    assert one.differences.tolist() == again.differences.tolist()
    assert one.guesses == again.guesses


def test_partial_ranks_see_through_a_shared_cause() -> None:
    """Two causes go together, and only the first acts: plain ranks blame both, partial ranks the first alone."""
    draws = np.random.default_rng(1)
    first = draws.normal(size=2_000)
    second = first + draws.normal(size=2_000)
    effect = np.exp(first) + 0.1 * draws.normal(size=2_000)
    plain = spearmanr(second, effect).statistic
    found = partial_rank_correlations(np.column_stack((first, second)), effect)

    assert plain > 0.6
    assert found[0] > 0.9
    assert abs(found[1]) < 0.1


def test_what_never_varies_goes_with_nothing() -> None:
    """Two equal scenarios: all correlations are zero, none is clear, and B is lower nowhere."""
    found = joint(LISTENS, LISTENS, sets=8, months=1)

    assert [guess.correlation for guess in found.guesses] == [0.0] * len(FEW)
    assert not any(guess.clear for guess in found.guesses)
    assert found.lower == 0
    assert joint_data(found)["guesses"][0]["where_lower"] is None


def test_an_interval_has_a_sign_only_beside_zero() -> None:
    """All above zero is plus, all below is minus, and what holds zero has none."""
    assert [interval(np.array(pairs)).sign for pairs in ([2.0, 2.1, 2.2], [-2.0, -2.1, -2.2], [-1.0, 2.0, 0.5])] == [
        1,
        -1,
        0,
    ]


def test_guesses_are_plain_data_too(drawn: Joint) -> None:
    """Both can be written as JSON without a number that JSON does not know."""
    points = turning_data(turning_points(LISTENS, SHARES, pairs=2, months=2))
    data = json.loads(json.dumps([points, joint_data(drawn)], allow_nan=False))

    assert {point["name"] for point in data[0]} == set(FEW)
    assert (data[1]["sets"], data[1]["sets_b_lower"]) == (DRAWN, drawn.lower)


def test_progress_counts_the_runs_of_guesses() -> None:
    """Two runs for each pair at each end, and at the default."""
    steps: list[tuple[int, int]] = []
    turning_points(LISTENS, SHARES, pairs=2, months=1, progress=lambda done, of: steps.append((done, of)))
    runs = 2 * 2 * (1 + 2 * len(FEW))

    assert steps == [(done, runs) for done in range(1, runs + 1)]


def test_questions_about_guesses_that_cannot_be_answered_are_refused() -> None:
    """An unknown indicator, too few sets to tell guesses apart, and one pair."""
    with pytest.raises(ScenarioError, match="progres: is not measured"):
        turning_points(indicator="progres")
    with pytest.raises(ScenarioError, match="sets = 6: must be a whole number between 7"):
        joint(sets=6)
    with pytest.raises(ScenarioError, match="sets = True"):
        joint(sets=True)
    with pytest.raises(ScenarioError, match="pairs = 1"):
        joint(pairs=1)
