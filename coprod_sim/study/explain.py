"""What made the difference between two scenarios: how much of it belongs to each setting in which they differ.

The settings in which A and B differ are the players of a game (coalitions.py).
A player's share is its Shapley value: what it adds when it joins, averaged over all orders in which players can join.
So settings that only work together divide what they do in equal parts, and the shares add up to the difference.
The arithmetic of shares stands in shapley.py; here the runs are made that it needs, all orders or some.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import INDICATORS
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import Origin, origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.scenario.parameters import close_name
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.coalitions import EVENTS, Game, Player, players_of
from coprod_sim.study.compare import Comparison, Difference, Paired, checked_question, json_number, sized_pair
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import THREADS, Progress
from coprod_sim.study.run import areas_from, gaps_of
from coprod_sim.study.shapley import coalitions_on_the_way, couple_shares, couples, exact_shares

if TYPE_CHECKING:
    import networkx as nx

MOST_RUNS = 5120
"""Enough to count all orders of eight players over twenty pairs; above that, orders are drawn."""
DRAWN_RUNS = 2000
"""Enough, where orders are drawn, for a standard error of about a hundredth of the largest share."""
FEWEST_COUPLES = 2


class Share(NamedTuple):
    """A player's part of the difference, its 95 % interval over pairs, and the standard error from drawing orders.

    The interval holds both luck and the drawing of orders; the standard error is 0 where all orders were counted.
    """

    player: Player
    share: float
    ci_low: float
    ci_high: float
    standard_error: float


class Plan(NamedTuple):
    """What it takes to divide a difference: whether all orders are counted, how many runs at most, and couples of orders.

    Drawn orders meet some mixtures twice, and so a few runs fewer are made.
    """

    exact: bool
    runs: int
    couples: int


@dataclass(frozen=True)
class Explanation(Paired):
    """What made the difference: for each indicator, the difference in the last month and the shares, largest first."""

    runs: int
    exact: bool
    differences: Mapping[str, Difference]
    shares: Mapping[str, tuple[Share, ...]]

    def values(self, player: Player) -> dict[str, tuple[float, float]]:
        """The settings of a player, each as in A and in B; events have none."""
        return {
            name: (self.scenario_a.value(name), self.scenario_b.value(name)) for name in player.names if name != EVENTS
        }

    def to_dict(self) -> dict[str, Any]:
        """Give the explanation as plain data: what `explain --json` prints."""
        return {
            **self.asked(),
            "runs": self.runs,
            "exact": self.exact,
            "indicators": {name: self.plain_indicator(name) for name in self.differences},
        }

    def plain_indicator(self, name: str) -> dict[str, Any]:
        """Give one indicator as plain data."""
        whole = self.differences[name]
        shares = [
            {
                "settings": list(share.player.names),
                **{key: json_number(getattr(share, key)) for key in Share._fields[1:]},
            }
            for share in self.shares[name]
        ]
        fields = ("a", "b", "difference", "ci_low", "ci_high")
        return {**{key: json_number(getattr(whole, key)) for key in fields}, "shares": shares}


# The shares.


def shares_of_all_orders(game: Game, pairs: int, workers: int, progress: Progress | None) -> tuple[Reals, Reals]:
    """Play every coalition: the shares by pair, shape (pairs, n, indicators), and standard errors of 0."""
    coalitions = range(2 ** len(game.players))
    game.play(((coalition, pair) for pair in range(pairs) for coalition in coalitions), workers, progress)
    worth = np.array([[game.known[coalition, pair] for pair in range(pairs)] for coalition in coalitions])
    shares = np.moveaxis(exact_shares(worth), 0, 1)
    return shares, np.zeros(shares.shape[1:])


def shares_of_some_orders(
    game: Game, pairs: int, count: int, workers: int, progress: Progress | None
) -> tuple[Reals, Reals]:
    """Draw `count` couples of orders for each pair: the shares by pair, and the standard errors from drawing orders."""
    drawn = [couples(len(game.players), count, np.random.default_rng([game.seed, pair])) for pair in range(pairs)]
    wanted = (
        (coalition, pair)
        for pair, of_pair in enumerate(drawn)
        for couple in of_pair
        for order in couple
        for coalition in coalitions_on_the_way(order)
    )
    game.play(wanted, workers, progress)
    shares = np.array(
        [[couple_shares(couple, game.worth_in(pair)) for couple in of_pair] for pair, of_pair in enumerate(drawn)]
    )
    variances = shares.var(axis=1, ddof=1) / count
    return shares.mean(axis=1), np.sqrt(variances.sum(axis=0)) / pairs


def checked_indicators(indicators: Iterable[str]) -> tuple[str, ...]:
    """Give the names of indicators, or say which is not one."""
    names = tuple(dict.fromkeys(indicators))
    faults = []
    for name in names:
        if name not in INDICATORS:
            near = close_name(name, INDICATORS)
            advice = f"Did you mean {near}?" if near else "See: coprod-sim indicators"
            faults.append(f"indicator {name}: is not the name of an indicator. {advice}")
    if not names:
        faults.append("indicators: none is given: must be at least one. See: coprod-sim indicators")
    if faults:
        raise ScenarioError(*faults)
    return names


def planned(players: int, pairs: int, runs: int | None = None) -> Plan:
    """Say what it takes to divide a difference among so many players, with at most `runs` runs, or as many as are usual.

    >>> planned(4, 20)
    Plan(exact=True, runs=320, couples=0)
    >>> planned(1, 2, runs=1)
    Plan(exact=True, runs=4, couples=0)
    >>> planned(11, 20)
    Plan(exact=False, runs=1640, couples=4)
    """
    everything = 2**players * pairs
    if players == 1 or everything <= (MOST_RUNS if runs is None else runs):
        return Plan(True, everything, 0)
    steps = 2 * (players - 1)
    count = max(FEWEST_COUPLES, ((DRAWN_RUNS if runs is None else runs) // pairs - 2) // steps)
    return Plan(False, (2 + count * steps) * pairs, count)


def explain(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    *,
    pairs: int = USUAL_PAIRS,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    indicators: Iterable[str] = ("progress", "felt_trust"),
    runs: int | None = None,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    mechanism: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    workers: int = THREADS,
    progress: Progress | None = None,
    **settings: float,
) -> Explanation:
    """Divide the difference between two scenarios among the settings in which they differ.

    All orders are counted where that takes no more than `runs` runs; else as many are drawn as `runs` allows.
    Without `runs`, up to MOST_RUNS are spent on all orders, or about DRAWN_RUNS on drawn ones.
    `progress` is called with runs done and runs in all.   Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    both, tables = sized_pair(a, b, settings, network, areas, scale)
    pairs, months, seed = checked_question(pairs, months, seed)
    wanted, players = checked_indicators(indicators), players_of(*both)
    if not players:
        fault = "they do not differ in any setting or event: there is nothing to explain. Name two that differ."
        raise ScenarioError(f"{both[0].name} and {both[1].name}: {fault}")
    places = [load_network(network, scenario) for scenario in both]
    game = Game(*both, players, seed, months, wanted, places[0], load_rules(rules, mechanism), areas_from(areas, scale))
    origin = origin_of(network, places[0], rules, areas, mechanism)
    plan = planned(len(players), pairs, runs)
    if plan.exact:
        shares, errors = shares_of_all_orders(game, pairs, workers, progress)
    else:
        shares, errors = shares_of_some_orders(game, pairs, plan.couples, workers, progress)
    found = explanation(game, pairs, plan.exact, shares, errors, origin)
    return replace(found, scale=scale, gaps=gaps_of(tables))


def explanation(game: Game, pairs: int, exact: bool, shares: Reals, errors: Reals, origin: Origin) -> Explanation:
    """Put the shares by pair, shape (pairs, n, indicators), into order, largest first."""
    ends = [np.array([game.known[end, pair] for pair in range(pairs)]) for end in (0, 2 ** len(game.players) - 1)]
    series = [{name: end[:, [column]] for column, name in enumerate(game.indicators)} for end in ends]
    both = Comparison(game.a, game.b, pairs, game.months, game.seed, *series)
    means, lows, highs = paired_interval(shares)
    ranked = {}
    for column, name in enumerate(game.indicators):
        rows = [
            Share(player, *(float(part[row, column]) for part in (means, lows, highs, errors)))
            for row, player in enumerate(game.players)
        ]
        ranked[name] = tuple(sorted(rows, key=lambda share: -abs(share.share)))
    differences = {name: both.difference(name, month=0) for name in game.indicators}
    asked = (game.a, game.b, pairs, game.months, game.seed)
    return Explanation(*asked, len(game.known), exact, differences, ranked, origin=origin)
