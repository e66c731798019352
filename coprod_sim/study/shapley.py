"""Shapley values: what each player of a game adds when it joins, averaged over all orders in which players can join.

Plain arithmetic: it knows coalitions and what they are worth, and nothing of scenarios or runs (coalitions.py).
A coalition of n players is a whole number below 2**n whose bits say who is in it.
"""

from collections.abc import Callable, Sequence
from math import comb

import numpy as np

from coprod_sim.engine.state import Reals


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
