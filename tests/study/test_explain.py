"""What made the difference: the properties that make a Shapley value, on toy games and on the model."""

import numpy as np
import pytest

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario
from coprod_sim.study.coalitions import EVENTS, players_of
from coprod_sim.study.compare import compare
from coprod_sim.study.explain import MOST_RUNS, Explanation, explain
from coprod_sim.study.shapley import coalitions_on_the_way, couple_shares, couples, exact_shares

PLACE = {"families": 24, "professionals": 6}
FEWER = {"training": 0, "reflection": 0, "reward": 0, "open_recruitment": 0.2, "early_involvement": 0.5}
"""With these, power_sharing differs in seven settings from consultation_only."""
BOTH_WAYS = pytest.mark.parametrize("runs", [MOST_RUNS, 1])


def small(name: str, **changes: float) -> Scenario:
    """Give a scenario in a small place."""
    return load_scenario(name, {**PLACE, **changes})


def short(a: Scenario, b: Scenario, runs: int | None = None, *indicators: str) -> Explanation:
    """Explain a difference after half a year, by few pairs."""
    return explain(a, b, pairs=3, months=6, runs=runs, indicators=indicators or ("progress", "felt_trust"))


def random_game(players: int) -> Reals:
    """Make a game in which coalitions are worth anything."""
    return np.random.default_rng(7).normal(size=(2**players, 2))


def test_toy_shares_add_up() -> None:
    """The shares of any game add up to what all are worth together, less what nobody is worth."""
    worth = random_game(5)
    assert exact_shares(worth).sum(axis=0) == pytest.approx(worth[-1] - worth[0], abs=1e-12)


def test_toy_null_player() -> None:
    """A player who changes nothing in any coalition has exactly no share."""
    worth = np.concatenate([random_game(3), random_game(3)])  # the last player makes no difference
    assert exact_shares(worth)[3].tolist() == [0.0, 0.0]


def test_toy_symmetric_players() -> None:
    """Two players who add the same to every coalition have the same share: here, 0.7 that only both bring is halved."""
    worth = np.array([0.0, 0.1, 0.1, 0.9])
    assert exact_shares(worth).tolist() == pytest.approx([0.45, 0.45])


def test_toy_gloves() -> None:
    """One left and two right gloves, a pair worth 1: Shapley values 2/3, 1/6, 1/6, as textbooks have it."""
    worth = np.array([float(bool(coalition & 1) and bool(coalition & 6)) for coalition in range(8)])
    assert exact_shares(worth) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_toy_all_orders_are_the_exact_value() -> None:
    """The mean over couples of orders comes to the exact value: three players, all six orders in couples."""
    worth = random_game(3)
    orders = ([0, 1, 2], [0, 2, 1], [1, 0, 2])
    means = [couple_shares([order, order[::-1]], worth.__getitem__) for order in orders]
    assert np.mean(means, axis=0) == pytest.approx(exact_shares(worth))


def test_couples_are_orders_and_their_reverse() -> None:
    """Each couple holds an order of all players and its reverse; the same stream draws the same couples."""
    drawn = couples(5, 3, np.random.default_rng(1))
    assert all(sorted(one) == [0, 1, 2, 3, 4] and other == one[::-1] for one, other in drawn)
    assert drawn == couples(5, 3, np.random.default_rng(1))
    assert coalitions_on_the_way([2, 0, 1]) == [0, 4, 5, 7]


@BOTH_WAYS
def test_shares_add_up_to_the_difference(runs: int) -> None:
    """All orders or some: the shares add up to the difference, and the difference is that of compare."""
    a, b = small("consultation_only"), small("power_sharing", **FEWER)
    found = short(a, b, runs)
    both = compare(a, b, pairs=3, months=6)
    assert found.exact is (runs > 1)
    for name, shares in found.shares.items():
        assert sum(share.share for share in shares) == pytest.approx(found.differences[name].difference, abs=1e-9)
        assert found.differences[name][1:] == pytest.approx(both.difference(name)[1:])


@BOTH_WAYS
def test_null_setting_has_no_share(runs: int) -> None:
    """A setting that only counts decisions, such as a rung of the ladder, has exactly no share of progress."""
    a, b = small("consultation_only"), small("share_first_no_training", rung_told=0.06)
    shares = {share.player.name: share.share for share in short(a, b, runs).shares["progress"]}
    assert shares["rung_told"] == 0
    assert shares["power_ceiling"] != 0


def test_some_orders_come_near_the_exact_shares() -> None:
    """Drawn orders miss the exact shares by no more than a few of their standard errors (4: once in 15,000)."""
    a, b = small("consultation_only"), small("power_sharing", **FEWER)
    exact = {share.player: share.share for share in short(a, b, MOST_RUNS).shares["felt_trust"]}
    drawn = short(a, b, 200).shares["felt_trust"]
    assert len(drawn) == 7
    for share in drawn:
        assert share.share == pytest.approx(exact[share.player], abs=4 * share.standard_error + 1e-12)


def test_each_mixture_is_run_once() -> None:
    """Four settings have 16 mixtures, so three pairs take 48 runs; the last call says that all is done."""
    seen: list[tuple[int, int]] = []
    found = explain(
        small("consultation_only"),
        small("share_first_no_training"),
        pairs=3,
        months=2,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert found.runs == 48
    assert seen[-1] == (48, 48)


def test_events_are_one_player() -> None:
    """All events that differ change together; what is the same in both is no player."""
    names = [
        player.name for player in players_of(load_scenario("training_only"), load_scenario("train_first_share_later"))
    ]
    assert names == ["reflection", EVENTS]


def test_settings_that_bind_each_other_stay_together() -> None:
    """Where half of two settings would make no valid scenario, they are one player: here rungs, and not shares of staff time."""
    a = load_scenario("consultation_only", {"monitoring": 0.4, "reflection": 0.3})
    b = load_scenario("consultation_only", {"monitoring": 0.1, "reflection": 0.3, "training": 0.1})
    c = a.changed({"monitoring": 0.35, "reflection": 0.1, "rung_told": 0.2, "rung_asked": 0.25})
    assert [player.name for player in players_of(a, b)] == ["training", "monitoring"]
    assert [player.name for player in players_of(c, b)] == [
        "training",
        "reflection",
        "monitoring",
        "rung_told and rung_asked",
    ]
    d = b.changed({"monitoring": 0.4, "reflection": 0.1})
    e = b.changed({"monitoring": 0.4, "reflection": 0.3})
    assert [player.name for player in players_of(d, e)] == ["reflection"]


def test_commissioners_stay_with_the_events_that_name_them() -> None:
    """An event for the fourth of four commissioners cannot happen where there are three: both change together."""
    a = load_scenario("consultation_only")
    b = a.changed({"commissioners": 4}, [Event(2, "budget_cut", who=4, amount=0.5)])
    assert [player.name for player in players_of(a, b)] == ["commissioners and events"]
    assert short(a.changed(PLACE), b.changed(PLACE)).runs == 6


def test_nothing_to_explain() -> None:
    """Two scenarios that do not differ are refused, and so is an indicator that nobody knows."""
    with pytest.raises(ScenarioError, match="nothing to explain"):
        short(small("not_asked"), small("not_asked"))
    with pytest.raises(ScenarioError, match="Did you mean progress"):
        short(small("not_asked"), small("power_sharing"), None, "progres")


def test_rates_are_taken_over_a_year() -> None:
    """Disputes are too rare for one month: their difference is that of the mean of the last 12 months."""
    a, b = small("not_asked", appeal_chance=0.5), small("power_sharing", appeal_chance=0.5, training=0, reflection=0)
    found = explain(a, b, pairs=2, months=14, runs=1, indicators=("disputes",))
    both = compare(a, b, pairs=2, months=14)
    expected = (both.series_b["disputes"] - both.series_a["disputes"])[:, 3:].mean()
    assert found.differences["disputes"].difference == pytest.approx(expected)
    assert expected != 0
