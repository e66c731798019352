"""What made the difference between two scenarios: how much of it belongs to each setting in which they differ.

The settings in which A and B differ are the players of a game; events that differ are one player together.
A coalition is scenario A in which its players are as in B, and what it is worth is an indicator in the last month
(for rates of rare events, such as disputes, the mean of the last 12 months, as everywhere that people read).
A player's share is its Shapley value: what it adds when it joins, averaged over all orders in which players can join.
So settings that only work together divide what they do in equal parts, and the shares add up to the difference.
All coalitions meet the same people with the same luck, pair by pair, as in compare.py.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coprod_sim.compare import (
    Comparison,
    Difference,
    Progress,
    checked_pairs,
    paired_interval,
    plain,
    settings_that_differ,
)
from coprod_sim.custom_rules import load_rules
from coprod_sim.engine import Walks
from coprod_sim.errors import ScenarioError
from coprod_sim.findings import RATES, YEAR
from coprod_sim.indicators import INDICATORS, measure_all, whole_place
from coprod_sim.network import load_network
from coprod_sim.parameters import close_name
from coprod_sim.run import checked_months
from coprod_sim.scenario import Scenario, load_scenario
from coprod_sim.scenario_checks import relation_faults
from coprod_sim.simulation import LARGEST_SEED, checked_seed, simulate
from coprod_sim.state import Reals
from coprod_sim.version import VERSION

if TYPE_CHECKING:
    import networkx as nx

    from coprod_sim.network import Network

MOST_RUNS = 5120
"""Enough to count all orders of eight players over twenty pairs; above that, orders are drawn."""
DRAWN_RUNS = 2000
"""Enough, where orders are drawn, for a standard error of about a hundredth of the largest share."""
FEWEST_COUPLES = 2
EVENTS = "events"


class Player(NamedTuple):
    """What can be as in A or as in B: one setting, or several that can only change together; events are "events"."""

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The player in words."""
        return " and ".join(self.names)


class Share(NamedTuple):
    """A player's part of the difference, its 95 % interval over pairs, and the standard error from drawing orders.

    The interval holds both luck and the drawing of orders; the standard error is 0 where all orders were counted.
    """

    player: Player
    share: float
    ci_low: float
    ci_high: float
    standard_error: float


@dataclass(frozen=True)
class Explanation:
    """What made the difference: for each indicator, the difference in the last month and the shares, largest first."""

    scenario_a: Scenario
    scenario_b: Scenario
    pairs: int
    months: int
    seed: int
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
            "scenario_a": self.scenario_a.name,
            "scenario_b": self.scenario_b.name,
            "pairs": self.pairs,
            "months": self.months,
            "seed": self.seed,
            "version": VERSION,
            "runs": self.runs,
            "exact": self.exact,
            "indicators": {name: self.plain_indicator(name) for name in self.differences},
        }

    def plain_indicator(self, name: str) -> dict[str, Any]:
        """Give one indicator as plain data."""
        whole = self.differences[name]
        shares = [
            {"settings": list(share.player.names), **{key: plain(getattr(share, key)) for key in Share._fields[1:]}}
            for share in self.shares[name]
        ]
        fields = ("a", "b", "difference", "ci_low", "ci_high")
        return {**{key: plain(getattr(whole, key)) for key in fields}, "shares": shares}


# The players.


def players_of(a: Scenario, b: Scenario) -> tuple[Player, ...]:
    """Find what differs between two scenarios; settings of which half would make no valid scenario stay together."""
    values_a, values_b = a.values(), b.values()
    names = [name for name, _, _ in settings_that_differ(a, b)]
    groups = [{name} for name in names]
    if a.events != b.events:
        groups.append({EVENTS})
    for name in names:
        mixed = (values_a | {name: values_b[name]}, values_b | {name: values_a[name]})
        faults = [fault for values in mixed for fault in relation_faults(values, (), str)]
        tied = {other for other in names for fault in faults if re.search(rf"\b{other} = ", fault)} | {name}
        if name == "commissioners" and any(event.who != "all" for event in (*a.events, *b.events)):
            tied.add(EVENTS)
        together = [group for group in groups if group & tied]
        first = groups.index(together[0])
        groups = [group for group in groups if not group & tied]
        groups.insert(first, set().union(*together))
    order = [*names, EVENTS]
    return tuple(Player(tuple(sorted(group, key=order.index))) for group in groups)


@dataclass
class Game:
    """Two scenarios and what lies between them: runs each coalition with each seed once, when it is asked for.

    A coalition is a whole number whose bits say which players are as in B.
    """

    a: Scenario
    b: Scenario
    players: tuple[Player, ...]
    seed: int
    months: int
    indicators: tuple[str, ...]
    network: "Network | None"
    walks: Walks
    known: dict[tuple[int, int], Reals] = field(default_factory=dict)  # by coalition and pair: shape (indicators,)
    mixtures: dict[int, Scenario] = field(default_factory=dict)

    def mixture(self, coalition: int) -> Scenario:
        """Give the scenario of a coalition."""
        if coalition not in self.mixtures:
            names = [name for bit, player in enumerate(self.players) if coalition >> bit & 1 for name in player.names]
            settings = {name: self.b.value(name) for name in names if name != EVENTS}
            self.mixtures[coalition] = self.a.changed(settings, self.b.events if EVENTS in names else self.a.events)
        return self.mixtures[coalition]

    def worth_in(self, pair: int) -> Callable[[int], Reals]:
        """Give what coalitions that were played are worth in one pair."""
        return lambda coalition: self.known[coalition, pair]

    def play(self, wanted: Iterable[tuple[int, int]], workers: int, progress: Progress | None) -> None:
        """Run all wanted coalitions and pairs that are not known yet."""
        jobs = [job for job in dict.fromkeys(wanted) if job not in self.known]
        scenarios = {coalition: self.mixture(coalition) for coalition, _ in jobs}

        def worth(job: tuple[int, int]) -> Reals:
            coalition, pair = job
            tallies = simulate(scenarios[coalition], self.seed + pair, self.months, self.network, self.walks)
            last = measure_all(whole_place(tallies[1:][-YEAR:]), self.indicators)
            return np.array([series.mean() if name in RATES else series[-1] for name, series in last.items()])

        with ThreadPoolExecutor(workers) as pool:
            for done, (job, value) in enumerate(zip(jobs, pool.map(worth, jobs), strict=True), start=1):
                self.known[job] = value
                if progress:
                    progress(done, len(jobs))


# The shares.


def exact_shares(worth: Reals) -> Reals:
    """Shapley values, shape (n, ...), of a game whose coalitions are worth `worth`, shape (2**n, ...).

        share = sum over coalitions S without the player of
                |S|! (n - |S| - 1)! / n! * (worth of S with the player - worth of S)

    Example: the first two own a right glove each, the third the only left one, and a pair is worth 1.
    >>> exact_shares(np.array([0.0, 0, 0, 0, 0, 1, 1, 1])).round(4).tolist()
    [0.1667, 0.1667, 0.6667]
    """
    players = len(worth).bit_length() - 1
    coalitions = np.arange(len(worth))
    shares = np.zeros((players, *worth.shape[1:]))
    for player in range(players):
        without = coalitions[coalitions >> player & 1 == 0]
        weights = np.array([1 / (players * comb(players - 1, size)) for size in np.bitwise_count(without).tolist()])
        shares[player] = np.tensordot(weights, worth[without | 1 << player] - worth[without], axes=(0, 0))
    return shares


def couples(players: int, count: int, stream: np.random.Generator) -> list[list[list[int]]]:
    """Draw couples of orders: one at random, and its reverse, which balances who comes early and who comes late."""
    orders = [stream.permutation(players).tolist() for _ in range(count)]
    return [[order, order[::-1]] for order in orders]


def coalitions_on_the_way(order: Sequence[int]) -> list[int]:
    """Give the coalitions that form when players join in an order, from none to all.

    >>> coalitions_on_the_way([1, 0, 2])
    [0, 2, 3, 7]
    """
    coalitions = [0]
    for player in order:
        coalitions.append(coalitions[-1] | 1 << player)
    return coalitions


def couple_shares(couple: Sequence[Sequence[int]], worth: Callable[[int], Reals]) -> Reals:
    """Give what each player adds, as the mean over the orders of a couple, shape (n, ...)."""
    shares = np.zeros((len(couple[0]), *worth(0).shape))
    for order in couple:
        values = [worth(coalition) for coalition in coalitions_on_the_way(order)]
        for player, before, after in zip(order, values, values[1:], strict=False):
            shares[player] += (after - before) / len(couple)
    return shares


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


def explain(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    *,
    pairs: int = 20,
    months: int = 60,
    seed: int = 1,
    indicators: Iterable[str] = ("progress", "felt_trust"),
    runs: int | None = None,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    workers: int = 2,
    progress: Progress | None = None,
    **settings: float,
) -> Explanation:
    """Divide the difference between two scenarios among the settings in which they differ.

    All orders are counted where that takes no more than `runs` runs; else as many are drawn as `runs` allows.
    Without `runs`, up to MOST_RUNS are spent on all orders, or about DRAWN_RUNS on drawn ones.
    `progress` is called with runs done and runs in all.   Raises ScenarioError where something given is not allowed.
    """
    both = (load_scenario(a, settings), load_scenario(b, settings))
    months, pairs, seed = checked_months(months), checked_pairs(pairs), checked_seed(seed)
    if seed > LARGEST_SEED - pairs:
        raise ScenarioError(f"seed = {seed}: leaves no room for {pairs} pairs. Give a smaller one.")
    wanted, players = checked_indicators(indicators), players_of(*both)
    if not players:
        fault = "they do not differ in any setting or event: there is nothing to explain. Name two that differ."
        raise ScenarioError(f"{both[0].name} and {both[1].name}: {fault}")
    places = [load_network(network, scenario) for scenario in both]
    game = Game(*both, players, seed, months, wanted, places[0], load_rules(rules))
    n = len(players)
    exact = 2**n * pairs <= (MOST_RUNS if runs is None else runs)
    if exact:
        shares, errors = shares_of_all_orders(game, pairs, workers, progress)
    else:
        count = max(FEWEST_COUPLES, ((DRAWN_RUNS if runs is None else runs) // pairs - 2) // (2 * (n - 1)))
        shares, errors = shares_of_some_orders(game, pairs, count, workers, progress)
    return explanation(game, pairs, exact, shares, errors)


def explanation(game: Game, pairs: int, exact: bool, shares: Reals, errors: Reals) -> Explanation:
    """Put the shares by pair, shape (pairs, n, indicators), into order, largest first."""
    ends = [np.array([game.known[end, pair] for pair in range(pairs)]) for end in (0, 2 ** len(game.players) - 1)]
    series = [{name: end[:, [place]] for place, name in enumerate(game.indicators)} for end in ends]
    both = Comparison(game.a, game.b, pairs, game.months, game.seed, *series)
    means, lows, highs = paired_interval(shares)
    ranked = {}
    for place, name in enumerate(game.indicators):
        rows = [
            Share(player, *(float(part[row, place]) for part in (means, lows, highs, errors)))
            for row, player in enumerate(game.players)
        ]
        ranked[name] = tuple(sorted(rows, key=lambda share: -abs(share.share)))
    differences = {name: both.difference(name, month=0) for name in game.indicators}
    return Explanation(game.a, game.b, pairs, game.months, game.seed, len(game.known), exact, differences, ranked)
