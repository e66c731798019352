"""Exponential, logarithm, power and quantiles of our own: how exact they are, at the edges too, and that plain Python gives their bits."""

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Context, Decimal
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from scipy.special import betainc, betaincinv, ndtri

from coprod_sim.engine.kernel import functions, quantiles
from coprod_sim.engine.kernel.compiled import SOURCES

EXACT = Context(prec=50, traps=[])
MOST_ERROR = 2.0
"""Units in the last place."""
INF, NAN = math.inf, math.nan
SUBNORMAL, NORMAL, LARGEST = math.ulp(0.0), sys.float_info.min, sys.float_info.max
NEAR_ONE = [1.0, math.nextafter(1, 0), math.nextafter(1, 2), 1 - 2**-30, 1 + 2**-30, 0.9921875, 1.0078125]
POSITIVE = [
    *NEAR_ONE,
    SUBNORMAL,
    3 * SUBNORMAL,
    NORMAL / 3,
    math.nextafter(NORMAL, 0),
    NORMAL,
    0.5,
    2.0,
    1e300,
    LARGEST,
]
EXPONENTS = [
    -746.0,
    -745.2,
    -745.13,
    -744.5,
    -708.5,
    -708.3,
    -1.0,
    -SUBNORMAL,
    0.0,
    SUBNORMAL,
    1e-17,
    0.5,
    1.0,
    709.7,
    709.78,
]
POWERS = [*EXPONENTS, 1e5, -1e5, 1e15, -1e15, 1e300, -1e300, 2.0, -2.0, 1 / 3, 1 / 12, NORMAL]


def error(found: float, exact: Decimal) -> float:
    """How far a number lies from the exact one [units in the last place]; nothing, where both are too large for a number."""
    if exact >= 2 * Decimal(2.0**1023):
        return 0.0 if found == INF else INF
    return float(abs(Decimal(found) - exact) / Decimal(math.ulp(float(exact))))


def exact_power(x: float, y: float) -> Decimal:
    """Give x^y to 40 digits, sooner than a power of decimals would."""
    return EXACT.exp(EXACT.multiply(Decimal(y), EXACT.ln(Decimal(x))))


CASES: dict[str, tuple[Callable[..., Any], Callable[..., Decimal]]] = {
    "exp": (functions.exp, lambda x: EXACT.exp(Decimal(x))),
    "log": (functions.log, lambda x: EXACT.ln(Decimal(x))),
    "power": (functions.power, exact_power),
}
EDGES: dict[str, list[tuple[float, ...]]] = {
    "exp": [(x,) for x in EXPONENTS],
    "log": [(x,) for x in POSITIVE],
    "power": [(x, y) for x in POSITIVE for y in POWERS],
}


def points(name: str, count: int, seed: int) -> Iterator[tuple[float, ...]]:
    """Draw arguments: a third of all from the whole range, the rest from where the model's lie."""
    luck = np.random.default_rng(seed)
    third = count // 3
    if name == "exp":
        yield from zip(
            np.concatenate(
                [luck.uniform(-745, 709.7, third), luck.uniform(-1, 1, third), luck.uniform(-30, 30, third)]
            ).tolist()
        )
        return
    far, near = np.exp(luck.uniform(-744, 709, third)), luck.uniform(0.02, 5, third)
    close = 1 + np.ldexp(luck.uniform(0.25, 0.5, third), -luck.integers(0, 50, third))
    x = np.concatenate([far, near, close]).tolist()
    if name == "log":
        yield from zip(x)
        return
    y = np.concatenate(
        [luck.uniform(-2, 2, third), luck.uniform(-12, 12, third), luck.uniform(-740, 709, third) / np.log(close)]
    )
    yield from zip(x, y.tolist(), strict=True)


def worst(name: str, arguments: Iterable[tuple[float, ...]]) -> tuple[float, tuple[float, ...]]:
    """Give the largest error of a function, and where it is made."""
    ours, exact = CASES[name]
    return max((error(ours(*each), exact(*each)), each) for each in arguments)


@pytest.mark.parametrize("name", CASES)
def test_errors_are_below_two_units_in_the_last_place(name: str) -> None:
    """At every edge and at thousands of points a function is as good as the exact one, but for its last digit."""
    found = worst(name, [*EDGES[name], *points(name, 3_000, 1)])
    assert found[0] < MOST_ERROR, found


@pytest.mark.study  # three million numbers of 40 digits
@pytest.mark.parametrize("name", CASES)
def test_errors_are_small_at_a_million_points(name: str) -> None:
    """Nowhere among a million points is an error as large as 1.5 units in the last place."""
    found = worst(name, points(name, 1_000_000, 2))
    assert found[0] < 1.5, found


SPECIAL: list[tuple[str, tuple[float, ...], float]] = [
    ("exp", (INF,), INF),
    ("exp", (-INF,), 0.0),
    ("exp", (NAN,), NAN),
    ("exp", (710.0,), INF),
    ("exp", (-1e300,), 0.0),
    ("exp", (-0.0,), 1.0),
    ("log", (0.0,), -INF),
    ("log", (-0.0,), -INF),
    ("log", (-SUBNORMAL,), NAN),
    ("log", (-INF,), NAN),
    ("log", (INF,), INF),
    ("log", (NAN,), NAN),
    ("log", (1.0,), 0.0),
    ("power", (0.0, 2.0), 0.0),
    ("power", (0.0, -2.0), INF),
    ("power", (0.0, 0.0), 1.0),
    ("power", (0.0, INF), 0.0),
    ("power", (INF, 0.5), INF),
    ("power", (INF, -0.5), 0.0),
    ("power", (INF, 0.0), 1.0),
    ("power", (1.0, INF), 1.0),
    ("power", (1.0, 1e308), 1.0),
    ("power", (0.5, INF), 0.0),
    ("power", (0.5, -INF), INF),
    ("power", (2.0, INF), INF),
    ("power", (2.0, -INF), 0.0),
    ("power", (2.0, 1024.0), INF),
    ("power", (2.0, -1074.0), SUBNORMAL),
    ("power", (2.0, -1076.0), 0.0),
    ("power", (SUBNORMAL, 1.0), SUBNORMAL),
    ("power", (SUBNORMAL, -1.0), INF),
    ("power", (LARGEST, 1.0), LARGEST),
    ("power", (-1.0, 2.0), NAN),
    ("power", (-INF, 2.0), NAN),
    ("power", (NAN, 1.0), NAN),
    ("power", (NAN, 0.0), NAN),
    ("power", (2.0, NAN), NAN),
    ("power", (0.0, NAN), NAN),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), SPECIAL, ids=str)
def test_what_is_no_number_or_none_to_speak_of(name: str, arguments: tuple[float, ...], expected: float) -> None:
    """Zero, infinity, numbers below 0 and what is no number give what they must, to the bit."""
    found = CASES[name][0](*arguments)
    assert found == expected or (math.isnan(found) and math.isnan(expected)), found


def plain(name: str) -> Callable[..., Any]:
    """Give one of our functions as plain Python, which calls nothing compiled."""
    home = {"functions": functions, "quantiles": quantiles}
    space: dict[str, Any] = {}
    for module in home.values():
        space |= vars(module)
    for each, (_, function) in SOURCES.items():
        if function.__module__.rpartition(".")[2] in home:
            space[each] = FunctionType(function.__code__, space)
    found: Callable[..., Any] = space[name]
    return found


@pytest.mark.parametrize("name", CASES)
def test_plain_python_gives_the_same_bits(name: str) -> None:
    """Compiled and as plain Python, a function gives the same bits, at the edges, special numbers and hundreds of points."""
    ours, by_hand = CASES[name][0], plain(name)
    special = [arguments for each, arguments, _ in SPECIAL if each == name]
    for each in [*EDGES[name], *special, *points(name, 600, 3)]:
        assert np.float64(ours(*each)).tobytes() == np.float64(by_hand(*each)).tobytes(), each


@pytest.mark.parametrize(("a", "b"), [(0.8, 2.2), (0.04, 1.96), (1.96, 0.04), (100.0, 100.0)])
def test_plain_python_makes_the_same_tables(a: float, b: float) -> None:
    """Compiled and as plain Python, quantiles of a Beta distribution and normal scores have the same bits."""
    tables, scores = np.zeros((2, 65)), np.zeros((2, 65))
    quantiles.fill_beta_table(a, b, tables[0])
    plain("fill_beta_table")(a, b, tables[1])
    assert tables[0].tobytes() == tables[1].tobytes()
    assert (np.diff(tables[0]) >= 0).all()
    quantiles.fill_normal_scores(a, tables[0], 1e-6, scores[0])
    plain("fill_normal_scores")(a, tables[0], 1e-6, scores[1])
    assert scores[0].tobytes() == scores[1].tobytes()


@pytest.mark.parametrize(("mean", "evenness"), [(0.5, 6.0), (0.02, 2.0), (0.98, 2.0), (0.98, 200.0), (0.3, 10.0)])
def test_beta_quantiles_are_exact(mean: float, evenness: float) -> None:
    """A table of Beta quantiles agrees with another library's to the thirteenth digit."""
    table = np.zeros(513)
    quantiles.fill_beta_table(mean * evenness, (1 - mean) * evenness, table)
    expected = betaincinv(mean * evenness, (1 - mean) * evenness, np.linspace(0, 1, 513))
    np.testing.assert_allclose(table, expected, rtol=1e-12, atol=1e-13)


def test_normal_scores_are_exact() -> None:
    """Normal scores agree with another library's, and the most extreme are held back."""
    values = np.concatenate(([0.0, 1.0], np.linspace(0.001, 0.999, 500)))
    scores = np.zeros(len(values))
    quantiles.fill_normal_scores(3.0, values, 1e-6, scores)
    np.testing.assert_allclose(scores, ndtri(np.clip(betainc(3, 3, values), 1e-6, 1 - 1e-6)), rtol=0, atol=1e-11)


def test_normal_quantiles_are_exact() -> None:
    """Quantiles of the normal distribution agree with another library's from 1e-300 to 1 - 1e-15."""
    shares = np.concatenate((np.geomspace(1e-300, 0.49, 300), [0.5], 1 - np.geomspace(1e-15, 0.49, 300)))
    found = [quantiles.normal_quantile(share) for share in shares.tolist()]
    np.testing.assert_allclose(found, ndtri(shares), rtol=1e-13, atol=1e-13)
