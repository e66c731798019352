"""Quantiles of the normal and the Beta distribution of our own: the same bits on every machine (see functions.py).

The normal's are Wichura's rational functions (AS 241, as randomness.py says), right to about 15 digits, by Horner's scheme;
they are plain sums and products, so that randomness.py makes its table of them in arrays, before anything is compiled.
The Beta's come from its distribution function, a continued fraction, by steps of Halley's method.
"""

import math

from coprod_sim.engine.kernel.compiled import loop, rule
from coprod_sim.engine.kernel.functions import exp, log

MIDDLE, MIDDLE_SQUARE = 0.425, 0.180625
FAR_TAIL = 5.0


@rule
def middle_quantile(q):
    """Give the normal quantile of 1/2 + q, for q between -MIDDLE and MIDDLE."""
    r = MIDDLE_SQUARE - q * q
    above = 2509.0809287301226727
    above = above * r + 33430.575583588128105
    above = above * r + 67265.770927008700853
    above = above * r + 45921.953931549871457
    above = above * r + 13731.693765509461125
    above = above * r + 1971.5909503065514427
    above = above * r + 133.14166789178437745
    above = above * r + 3.387132872796366608
    below = 5226.495278852854561
    below = below * r + 28729.085735721942674
    below = below * r + 39307.89580009271061
    below = below * r + 21213.794301586595867
    below = below * r + 5394.1960214247511077
    below = below * r + 687.1870074920579083
    below = below * r + 42.313330701600911252
    below = below * r + 1.0
    return q * above / below


@rule
def tail_quantile(root):
    """Give the normal quantile of 1 - p from root = sqrt(-log(p)), up to FAR_TAIL."""
    r = root - 1.6
    above = 7.7454501427834140764e-4
    above = above * r + 0.0227238449892691845833
    above = above * r + 0.24178072517745061177
    above = above * r + 1.27045825245236838258
    above = above * r + 3.64784832476320460504
    above = above * r + 5.7694972214606914055
    above = above * r + 4.6303378461565452959
    above = above * r + 1.42343711074968357734
    below = 1.05075007164441684324e-9
    below = below * r + 5.475938084995344946e-4
    below = below * r + 0.0151986665636164571966
    below = below * r + 0.14810397642748007459
    below = below * r + 0.68976733498510000455
    below = below * r + 1.6763848301838038494
    below = below * r + 2.05319162663775882187
    below = below * r + 1.0
    return above / below


@rule
def far_tail_quantile(root):
    """Give the normal quantile of 1 - p from root = sqrt(-log(p)), above FAR_TAIL."""
    r = root - FAR_TAIL
    above = 2.01033439929228813265e-7
    above = above * r + 2.71155556874348757815e-5
    above = above * r + 0.0012426609473880784386
    above = above * r + 0.026532189526576123093
    above = above * r + 0.29656057182850489123
    above = above * r + 1.7848265399172913358
    above = above * r + 5.4637849111641143699
    above = above * r + 6.6579046435011037772
    below = 2.04426310338993978564e-15
    below = below * r + 1.4215117583164458887e-7
    below = below * r + 1.8463183175100546818e-5
    below = below * r + 7.868691311456132591e-4
    below = below * r + 0.0148753612908506148525
    below = below * r + 0.13692988092273580531
    below = below * r + 0.59983220655588793769
    below = below * r + 1.0
    return above / below


@rule
def normal_quantile(p):
    """Give the normal number below which a share p of all lies, for p between 0 and 1.

    >>> normal_quantile(0.5), round(normal_quantile(0.975), 12), round(normal_quantile(1e-30), 9)
    (0.0, 1.95996398454, -11.464024688)
    """
    q = p - 0.5
    if -MIDDLE <= q <= MIDDLE:
        return middle_quantile(q)
    root = math.sqrt(-log(p if q < 0 else 1.0 - p))
    value = tail_quantile(root) if root <= FAR_TAIL else far_tail_quantile(root)
    return -value if q < 0 else value


STIRLING_FROM, HALF_LOG_2_PI = 10.0, 0.9189385332046727


@rule
def log_gamma(z):
    """Give the logarithm of the gamma function for z above 0, by Stirling's series from STIRLING_FROM on.

    >>> round(log_gamma(5.0) - log(24.0), 12), round(log_gamma(0.5), 12)
    (0.0, 0.572364942925)
    """
    z, product = float(z), 1.0
    while z < STIRLING_FROM:
        product *= z
        z += 1.0
    w = 1.0 / (z * z)
    series = 1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w / 156)))
    return (z - 0.5) * log(z) - z + HALF_LOG_2_PI + (1 / 12 - w * (1 / 360 - w * series)) / z - log(product)


@rule
def log_beta(a, b):
    """Give the logarithm of the beta function.

    >>> round(log_beta(2.0, 3.0) + log(12.0), 12)
    0.0
    """
    return log_gamma(a) + log_gamma(b) - log_gamma(a + b)


SMALL, CLOSE, MOST_TERMS = 1e-300, 1e-16, 1_000


@rule
def beta_fraction(a, b, x):
    """Give the continued fraction of the Beta distribution at x below (a + 1) / (a + b + 2), by Lentz's method (DLMF 8.17.22)."""
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > SMALL else SMALL)
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1.0 + even * d, 1.0 + even / c
        d, c = 1.0 / (d if abs(d) > SMALL else SMALL), (c if abs(c) > SMALL else SMALL)
        value *= c * d
        d, c = 1.0 + odd * d, 1.0 + odd / c
        d, c = 1.0 / (d if abs(d) > SMALL else SMALL), (c if abs(c) > SMALL else SMALL)
        value *= c * d
        if abs(c * d - 1.0) < 2 * CLOSE:
            break
    return value


@rule
def beta_mass(a, b, log_of_beta, x):
    """Give x^a (1 - x)^b / beta(a, b): the density of a Beta distribution, times x (1 - x).

    >>> round(beta_mass(2.0, 2.0, log_beta(2.0, 2.0), 0.5), 12)
    0.375
    """
    return exp(a * log(x) + b * log(1.0 - x) - log_of_beta)


@rule
def beta_share(a, b, mass, x):
    """Give the share of a Beta distribution that lies below x, for x between 0 and 1.  mass: beta_mass there.

    >>> round(beta_share(2.0, 2.0, beta_mass(2.0, 2.0, log_beta(2.0, 2.0), 0.25), 0.25), 12)
    0.15625
    """
    if x < (a + 1.0) / (a + b + 2.0):
        return mass * beta_fraction(a, b, x) / a
    return 1.0 - mass * beta_fraction(b, a, 1.0 - x) / b


MOST_STEPS, NEAR, BELOW_ONE = 200, 1e-7, 1.0 - 2.0**-53
"""A step as small as NEAR, of what lies beside it, is the last: Halley's method leaves of an error its third power."""


@rule
def beta_quantile(a, b, log_of_beta, p, guess):
    """Give the number below which a share p of a Beta distribution lies, for p and the guess between 0 and 1.

    Steps of Halley's method; where one would leave the bounds that are known so far, they are halved instead.
    >>> round(beta_quantile(2.0, 2.0, log_beta(2.0, 2.0), 0.15625, 0.5), 12)
    0.25
    """
    low, high, x = 0.0, 1.0, guess
    for _ in range(MOST_STEPS):
        mass = beta_mass(a, b, log_of_beta, x)
        gap = beta_share(a, b, mass, x) - p
        if gap > 0:
            high = x
        else:
            low = x
        step = gap * x * (1.0 - x) / mass if mass > 0 else 1.0
        bend = step * ((a - 1) / x - (b - 1) / (1.0 - x))
        step /= 1.0 - 0.5 * min(1.0, max(-1.0, bend))
        after = x - step
        near = abs(step) <= NEAR * min(x, 1.0 - x)
        if not low < after < high:
            after = 0.5 * (low + high) if not near else x
        x = after
        if near or not low < x < high:
            break
    return x


@loop
def fill_beta_table(a, b, table):
    """Write the quantiles of Beta(a, b) at equal steps from 0 to 1 into a table, from its middle outwards.

    The guess for each is where the two before it point to, but at most half of what is left.
    """
    log_of_beta, steps = log_beta(a, b), len(table) - 1
    table[0], table[steps] = 0.0, 1.0
    middle = steps // 2
    before = here = a / (a + b)
    for step in range(middle, steps):
        table[step] = beta_quantile(
            a, b, log_of_beta, step / steps, min(2.0 * here - before, 0.5 + 0.5 * here, BELOW_ONE)
        )
        before, here = here if step > middle else table[step], table[step]
    before = here = table[middle]
    for step in range(middle - 1, 0, -1):
        table[step] = beta_quantile(a, b, log_of_beta, step / steps, max(2.0 * here - before, 0.5 * here))
        before, here = here, table[step]


@loop
def fill_normal_scores(a, values, extreme, scores):
    """Write into scores, shape (n,), the normal numbers that stand where values stand in Beta(a, a), but for the most extreme."""
    log_of_beta = log_beta(a, a)
    for row in range(len(values)):
        x = values[row]
        share = 1.0 if x >= 0.5 else 0.0
        if 0.0 < x < 1.0:
            share = beta_share(a, a, beta_mass(a, a, log_of_beta, x), x)
        scores[row] = normal_quantile(min(1.0 - extreme, max(extreme, share)))
