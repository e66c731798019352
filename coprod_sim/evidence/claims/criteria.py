"""The rules by which a claim holds or not, over pairs of runs with the same luck, and their thresholds.

Numbers are "of 100": shares times 100, as the page shows them.  Values have one entry for each pair.
A rule gives a Finding: what was found, with its 95 % interval over pairs and the share of pairs that agree, and a verdict.
With other assumptions (shares/draws.py) there are few pairs for each set of them; there the mean alone is asked (`told`).
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from coprod_sim.engine.state import Reals
from coprod_sim.study.certainty_text import middle
from coprod_sim.study.interval import CERTAINTY, paired_interval

Truths = NDArray[np.bool_]

AGREE: Final = 0.95
"""So many pairs must agree: whoever opens the page sees one of them, and should see what the text says."""
SEEN_DIFFERENCE: Final = 0.5
"""A difference smaller than this, of 100, is less than a line is wide on the page: nobody could see it."""
PLAIN_DIFFERENCE: Final = 2.0
"""A difference that is plain to see: on the page its lines stand apart by more than they are wide."""
LARGE: Final = 5.0
"""A difference that a room sees at once: five families' worth in a hundred."""
FAR: Final = 10.0
"""What a text calls far, or much: a tenth of the whole scale."""
SAME: Final = 1.0
""""No clear difference": the interval lies within this, of 100, on both sides of zero.  The page rounds to whole ones."""
SPLIT: Final = (0.25, 0.75)
"""A draw: with 20 pairs and even chances, 5 to 15 have B higher in 99 of 100 cases; a share outside is no draw."""

FEWEST: Final = 2
"""Of so few pairs none can be left out to see how sure a ratio of variances is."""

RESAMPLES: Final = 400
"""So many times pairs are drawn anew for the interval of a band: enough for its second digit."""


class Finding(NamedTuple):
    """One number that a claim rests on.

    value: the mean over pairs.   low, high: its 95 % interval.   agree: the share of pairs that go the claimed way.
    wanted: the rule, in words.   holds: whether the rule is kept.
    mean_holds: whether the mean alone keeps the rule, size and all; for few pairs, whose interval says nothing.
    right_way: whether it at least goes the way that is told, however little.
    """

    name: str
    value: float
    low: float
    high: float
    agree: float
    wanted: str
    holds: bool
    mean_holds: bool = False
    right_way: bool = False


def interval(values: Reals) -> tuple[float, float, float]:
    """Give the mean of values by pair, and its 95 % interval."""
    mean, low, high = (float(number) for number in paired_interval(values))
    return mean, low, high


def above(name: str, values: Reals, least: float = SEEN_DIFFERENCE) -> Finding:
    """The mean and its whole interval lie above `least`, and 95 of 100 pairs are above zero.

    >>> above("gain", np.array([2.0, 2.1, 1.9])).holds, above("gain", np.array([0.2, 0.2, 0.2])).holds
    (True, False)
    """
    mean, low, high = interval(values)
    agree = float((values > 0).mean())
    wanted = f"interval above {least:g}, and {AGREE:.0%} of pairs above 0"
    return Finding(name, mean, low, high, agree, wanted, low > least and agree >= AGREE, mean > least, mean > 0)


def below(name: str, values: Reals, least: float = SEEN_DIFFERENCE) -> Finding:
    """The mean and its whole interval lie below minus `least`, and 95 of 100 pairs are below zero.

    >>> below("loss", np.array([-2.0, -2.1, -1.9])).holds, below("loss", np.array([2.0, 2.1, 1.9])).holds
    (True, False)
    """
    mean, low, high = interval(values)
    agree = float((values < 0).mean())
    wanted = f"interval below {-least:g}, and {AGREE:.0%} of pairs below 0"
    return Finding(name, mean, low, high, agree, wanted, high < -least and agree >= AGREE, mean < -least, mean < 0)


def within(name: str, values: Reals, least: float = -SAME, most: float = SAME) -> Finding:
    """The whole interval lies between `least` and `most`, and so do 95 of 100 pairs.

    >>> within("change", np.array([0.2, -0.1, 0.1])).holds, within("change", np.array([3.2, 2.9, 3.1])).holds
    (True, False)
    """
    mean, low, high = interval(values)
    agree = float(((values >= least) & (values <= most)).mean())
    wanted = f"interval from {least:g} to {most:g}, and {AGREE:.0%} of pairs"
    inside = least <= mean <= most
    return Finding(
        name, mean, low, high, agree, wanted, least <= low and high <= most and agree >= AGREE, inside, inside
    )


def equal(name: str, values: Reals) -> Finding:
    """Every pair is zero, to the last bit.

    >>> equal("before", np.zeros(3)).holds, equal("before", np.array([0.0, 1e-12, 0.0])).holds
    (True, False)
    """
    agree = float((values == 0).mean())
    same = agree == 1
    return Finding(name, *interval(values), agree, "exactly 0 in all pairs", same, same, same)


def draw(name: str, values: Reals) -> Finding:
    """No clear difference, and some pairs go each way: the share above zero lies between a quarter and three quarters.

    >>> draw("dots", np.array([0.3, -0.2, 0.1, -0.3])).holds, draw("dots", np.array([0.3, 0.2, 0.1, 0.3])).holds
    (True, False)
    """
    mean, low, high = interval(values)
    agree = float((values > 0).mean())
    few, many = SPLIT
    wanted = f"interval from {-SAME:g} to {SAME:g}, and {few:.0%} to {many:.0%} of pairs above 0"
    mean_holds = abs(mean) <= SAME and 0 < agree < 1
    return Finding(
        name,
        mean,
        low,
        high,
        agree,
        wanted,
        low >= -SAME and high <= SAME and few <= agree <= many,
        mean_holds,
        mean_holds,
    )


def times_more_runs(a: Reals, b: Reals) -> float:
    """How many times as many runs it takes to see B minus A as exactly with towns that share nothing.

    The standard error over n pairs is the root of var(b - a) / n; over n towns each, of (var(a) + var(b)) / n.
    >>> times_more_runs(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 5.0]))
    5.0
    """
    paired = float((b - a).var(ddof=1))
    return float(a.var(ddof=1) + b.var(ddof=1)) / paired if paired else math.inf


def unpaired(name: str, a: Reals, b: Reals, least: float, most: float = math.inf) -> Finding:
    """The times as many runs that unpaired towns need lie between `least` and `most`, in the whole interval.

    The interval is that of leaving out one pair in turn (the jackknife); there is no share of pairs, so `agree` is nan.
    """
    pairs, times = len(a), times_more_runs(a, b)
    error = 0.0 if pairs > FEWEST else math.nan
    if math.isfinite(times) and pairs > FEWEST:
        each = np.array([times_more_runs(np.delete(a, out), np.delete(b, out)) for out in range(pairs)])
        error = math.sqrt((pairs - 1) / pairs * float(((each - each.mean()) ** 2).sum()))
    low, high = times - 2 * error, times + 2 * error
    wanted = f"interval above {least:g}" if math.isinf(most) else f"interval from {least:g} to {most:g}"
    mean_holds = least <= times <= most
    return Finding(name, times, low, high, math.nan, wanted, least <= low and high <= most, mean_holds, mean_holds)


def mostly(name: str, truths: Truths, least: float) -> Finding:
    """Something is true in more than `least` of the pairs, with the whole interval of that share (Wilson's).

    >>> mostly("rare", np.array([True] * 50), 0.9).holds, mostly("rare", np.array([True, False] * 25), 0.9).holds
    (True, False)
    """
    pairs, share = len(truths), float(truths.mean())
    z = float(ndtri(0.5 + CERTAINTY / 2))
    middle = (share + z * z / (2 * pairs)) / (1 + z * z / pairs)
    half_width = z / (1 + z * z / pairs) * math.sqrt(share * (1 - share) / pairs + z * z / (4 * pairs * pairs))
    low, high = middle - half_width, middle + half_width
    wanted = f"interval above {100 * least:g} of 100 pairs"
    mean_holds = share > least
    return Finding(name, 100 * share, 100 * low, 100 * high, share, wanted, low > least, mean_holds, mean_holds)


def room(lower: Reals, upper: Reals) -> float:
    """How far the band of `upper` lies above that of `lower`; below zero, they lie over each other.

    A band is the middle 80 % of the pairs, as on the page.
    """
    return float(middle(upper)[0] - middle(lower)[1])


def bootstrapped(lower: Reals, upper: Reals) -> tuple[float, float]:
    """Give the 95 % interval of the room between two bands, from pairs drawn anew with the same luck each time."""
    draws = np.random.default_rng(1)
    rows = draws.integers(0, len(lower), (RESAMPLES, len(lower)))
    found = middle(upper[rows].T)[0] - middle(lower[rows].T)[1]
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)


def apart(name: str, lower: Reals, upper: Reals) -> Finding:
    """The band of `upper` lies above that of `lower`, and so does the whole interval.

    >>> low, high = np.array([1.0, 1.1, 1.2]), np.array([3.0, 3.1, 3.2])
    >>> apart("bands", low, high).holds, apart("bands", high, low).holds
    (True, False)
    """
    low, high = bootstrapped(lower, upper)
    agree = float((upper > lower).mean())
    mean_holds = room(lower, upper) > 0
    return Finding(
        name, room(lower, upper), low, high, agree, "room between the bands above 0", low > 0, mean_holds, mean_holds
    )


def overlap(name: str, one: Reals, other: Reals) -> Finding:
    """Two bands lie over each other: neither is wholly above the other, nor is it in the whole interval.

    >>> band = np.linspace(1, 2, 20)
    >>> overlap("bands", band, band + 0.1).holds, overlap("bands", band, band + 1).holds
    (True, False)
    """
    lower, upper = (one, other) if one.mean() <= other.mean() else (other, one)
    low, high = bootstrapped(lower, upper)
    mean_holds = room(lower, upper) < 0
    return Finding(
        name,
        room(lower, upper),
        low,
        high,
        math.nan,
        "room between the bands below 0",
        high < 0,
        mean_holds,
        mean_holds,
    )
