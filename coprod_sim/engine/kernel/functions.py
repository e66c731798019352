"""Exponential, logarithm and power of our own: the same bits on every machine, compiled or not.

A C library's exp, log and pow differ in their last digit from one library, and from one processor, to another.
Here stand only sums, differences, products, quotients, square roots, comparisons and the bits of a number,
which the standard for numbers (IEEE 754) settles to the last digit; and the compiler fuses none of them (compiled.py).
So rules call these functions, never those of `math`, and never `**`.  Their error is below 2 units in the last place.
"""

import math
from collections.abc import Callable
from decimal import Context, Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coprod_sim.engine.kernel.compiled import loop, rule

INFINITE, NO_NUMBER = math.inf, math.nan
FRACTION_BITS = 52
ONE = 1023 << 52
"""The bits of 1.0; the exponent of a number stands above its 52 bits of fraction."""
WHOLE = 1.5 * 2.0**52
"""Added to a number and taken away again, it rounds it to a whole one, which its last bits then hold."""
WHOLE_BITS = 0x4338000000000000
UPPER_HALF = -(2**27)
"""Leaves of a number its first 26 bits: the product of two such numbers is exact."""
LOG2_E = 1.4426950408889634
LN2, LN2_HIGH, LN2_LOW = 0.6931471805599453, 0.6931471803691238, 1.9082149292705877e-10
"""ln 2, and in two numbers; the first has 32 bits, so that its products with an exponent are exact."""
LEAST, MOST = -746.0, 710.0
"""e to the power of less is 0, of more infinite."""
USUAL = 1000
"""A result between 2^-USUAL and 2^USUAL is neither very small nor very large."""
SMALLEST_NORMAL, LIFT, LIFTED = 2.0**-1022, 2.0**54, 54
LARGEST_EXPONENT = 2.0**65
"""Whatever is not 1, raised to this power, is 0 or infinite."""


@rule
def bits_of(number):
    """Give the 64 bits of a number as a whole number.

    >>> hex(bits_of(1.0))
    '0x3ff0000000000000'
    """
    return int(np.float64(number).view(np.int64))


@rule
def number_of(bits):
    """Give the number that has these 64 bits.

    >>> number_of(bits_of(-0.3))
    -0.3
    """
    return float(np.int64(bits).view(np.float64))


@rule
def exp_of_sum(high, low):
    """Give e^(high + low), where low is far less than high, and high between LEAST and MOST.

    e^x = 2^k * e^r with |r| <= ln(2) / 2, and e^r by its series up to r^13, in parts that need not wait for one another.
    Where the result is very small or very large, there may be no such number as 2^k, and two factors stand for it.
    """
    shifted = high * LOG2_E + WHOLE
    k = shifted - WHOLE
    exponent = bits_of(shifted) - WHOLE_BITS
    r = (high - k * LN2_HIGH) + (low - k * LN2_LOW)
    r2 = r * r
    r4 = r2 * r2
    p0 = (1 / 2 + 1 / 6 * r) + (1 / 24 + 1 / 120 * r) * r2
    p4 = (1 / 720 + 1 / 5040 * r) + (1 / 40320 + 1 / 362880 * r) * r2
    p8 = (1 / 3628800 + 1 / 39916800 * r) + (1 / 479001600 + 1 / 6227020800 * r) * r2
    series = (p0 + r4 * p4) + (r4 * r4) * p8
    if -USUAL <= exponent <= USUAL:
        scale = number_of(ONE + (exponent << FRACTION_BITS))
        return (scale + scale * r) + (scale * r2) * series
    half = exponent >> 1
    value = ((1.0 + r) + r2 * series) * number_of(ONE + (half << FRACTION_BITS))
    return value * number_of(ONE + ((exponent - half) << FRACTION_BITS))


@rule
def exp(x):
    """Give e^x, the exponential.

    >>> exp(0), round(exp(1), 12), exp(-800.0), exp(800.0)
    (1.0, 2.718281828459, 0.0, inf)
    """
    x = float(x)
    if LEAST <= x <= MOST:
        return exp_of_sum(x, 0.0)
    if x < 0.0:
        return 0.0
    return INFINITE if x > 0.0 else NO_NUMBER


# The logarithm: x = 2^k * m with m from about sqrt(1/2) to sqrt(2), and m = (1 + r) / c with c from a table, a multiple of 1/128 near 1/m.
# So r is less than 1/100, and exact; log(x) = k * ln(2) - log(c) + log(1 + r).
CELLS, CELL_BITS = 128, 45
FIRST = 0x3FE6A00000000000
"""The bits of the smallest m."""
EXACT = 2.0**42
"""The first parts of ln 2 and of -log(c) are multiples of 1/EXACT: their sums with k up to 1,100 are exact."""


DIGITS = Context(prec=40)


def decimal_log(number: float) -> Decimal:
    """Give the natural logarithm to 40 digits, which takes long.

    >>> str(decimal_log(2.0))
    '0.6931471805599453094172321214581765680755'
    """
    return Decimal(number).ln(DIGITS)


def in_two(number: Decimal) -> tuple[float, float]:
    """Split a number of many digits into a multiple of 1/EXACT and the rest."""
    first = round(DIGITS.multiply(number, Decimal(EXACT))) / EXACT
    return first, float(DIGITS.subtract(number, Decimal(first)))


def log_table() -> np.ndarray:
    """Make the table of the logarithm, shape (CELLS, 3): c, and -log(c) in two parts.  Exact decimals, so the same everywhere."""
    table = np.zeros((CELLS, 3))
    for cell in range(CELLS):
        middle = np.int64(FIRST + ((2 * cell + 1) << (CELL_BITS - 1))).view(np.float64)
        c = round(CELLS / float(middle)) / CELLS
        table[cell] = c, *in_two(-decimal_log(c))
    return table


LOG_TABLE = log_table()
LN2_FIRST, LN2_REST = in_two(decimal_log(2.0))


@rule
def log_in_two(x):
    """Give the natural logarithm of a number above 0 as a sum of two, right to 65 bits."""
    tiny = x < SMALLEST_NORMAL
    bits = bits_of(x * LIFT if tiny else x)
    above = bits - FIRST
    cell = (above >> CELL_BITS) & (CELLS - 1)
    exponent = above >> FRACTION_BITS
    bits -= exponent << FRACTION_BITS
    k = float(exponent - LIFTED if tiny else exponent)
    c = float(LOG_TABLE[cell, 0])
    m = number_of(bits)
    m_high = number_of((bits >> 32) << 32)
    r = (m_high * c - 1.0) + (m - m_high) * c
    # log(1 + r) = r - r^2/2 + r^3/3 - ...; the square in two parts, the rest as one series.
    r_high = number_of(bits_of(r) & UPPER_HALF)
    square_high, square_low = 0.5 * r_high * r_high, 0.5 * (r - r_high) * (r + r_high)
    r2 = r * r
    p0 = (1 / 3 - 1 / 4 * r) + (1 / 5 - 1 / 6 * r) * r2
    p4 = (1 / 7 - 1 / 8 * r) + (1 / 9 - 1 / 10 * r) * r2
    series = r * r2 * (p0 + r2 * r2 * p4)
    # Each sum keeps what its rounding lost.
    whole = k * LN2_FIRST + float(LOG_TABLE[cell, 1])
    first = whole + r
    second = first - square_high
    lost = ((whole - first) + r) + ((first - second) - square_high)
    rest = ((k * LN2_REST + float(LOG_TABLE[cell, 2])) + lost) + (series - square_low)
    return second, rest


@rule
def log(x):
    """Give the natural logarithm; of 0 it is -infinity, of less no number.

    >>> log(1), round(log(10), 12), log(0.0), log(-1.0)
    (0.0, 2.302585092994, -inf, nan)
    """
    x = float(x)
    if 0.0 < x < INFINITE:
        high, low = log_in_two(x)
        return high + low
    if x == 0.0:
        return -INFINITE
    return x if x > 0.0 else NO_NUMBER


@rule
def power(x, y):
    """Give x^y = e^(y log x), for x from 0 on; of less it is no number, also where y is whole.

    >>> power(2, 10), round(power(2, 0.5), 12), power(0.0, 0.5), power(0.0, -1.0), power(0.0, 0), power(-2.0, 2.0)
    (1024.0, 1.414213562373, 0.0, inf, 1.0, nan)
    """
    x, y = float(x), float(y)
    if not 0.0 < x < INFINITE:
        return power_at_the_ends(x, y)
    y = min(y, LARGEST_EXPONENT)
    y = max(y, -LARGEST_EXPONENT)
    log_high, log_low = log_in_two(x)
    y_first = number_of(bits_of(y) & UPPER_HALF)
    log_first = number_of(bits_of(log_high) & UPPER_HALF)
    high = y_first * log_first
    low = (y_first * (log_high - log_first) + (y - y_first) * log_high) + y * log_low
    if LEAST <= high <= MOST:
        return exp_of_sum(high, low)
    if high < 0.0:
        return 0.0
    return INFINITE if high > 0.0 else NO_NUMBER


@rule
def power_at_the_ends(x, y):
    """Give x^y where x is 0, infinite, less than 0 or no number.

    >>> power_at_the_ends(math.inf, -1.0), power_at_the_ends(math.inf, 2.0), power_at_the_ends(math.nan, 0.0)
    (0.0, inf, nan)
    """
    if not x >= 0.0 or math.isnan(y):
        return NO_NUMBER
    if y == 0.0:
        return 1.0
    return 0.0 if (x == 0.0) == (y > 0.0) else INFINITE


@loop
def fill_exp(values, found):
    """Write the exponentials of some numbers into found, both of shape (n,)."""
    for row in range(len(values)):
        found[row] = exp(values[row])


@loop
def fill_log(values, found):
    """Write the natural logarithms of some numbers into found, both of shape (n,)."""
    for row in range(len(values)):
        found[row] = log(values[row])


def filled(fill: Callable[..., None], values: ArrayLike) -> NDArray[np.float64]:
    """Let a compiled loop make a number of each of some numbers, shape (n,)."""
    given = np.ascontiguousarray(values, np.float64)
    found = np.empty_like(given)
    fill(given, found)
    return found


def exps(values: ArrayLike) -> NDArray[np.float64]:
    """Give the exponentials of some numbers, shape (n,).

    >>> exps([0, 1]).round(6).tolist()
    [1.0, 2.718282]
    """
    return filled(fill_exp, values)


def logs(values: ArrayLike) -> NDArray[np.float64]:
    """Give the natural logarithms of some numbers, shape (n,).

    >>> logs([1, 10]).round(6).tolist()
    [0.0, 2.302585]
    """
    return filled(fill_log, values)
