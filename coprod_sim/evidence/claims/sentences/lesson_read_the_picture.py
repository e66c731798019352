"""E1, read the picture: one town that asks and then decides, month by month; A and B are the same."""

from collections.abc import Iterator

import numpy as np

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, mostly, within
from coprod_sim.evidence.claims.runs import END, STAFF_TRUST, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

DECLARED_SETTINGS["e1"] = TwoWays(way(1), way(1), title="Read the picture")

HALF_A_YEAR = 6
FIRST_REVIEWS = 4
"""By this month every family has had its first review or is late for it."""


@claim("e1.say_starts", "Say starts at 0. It is in place by month 4, and then hardly moves.")
def say_starts(runs: Runs) -> Iterator[Finding]:
    """From 0 to month 4, and from there to the end."""
    say = runs.of("voice", "e1", "A")
    yield within("say in month 0", say[:, 0], 0, 0)
    yield above("say in month 4", say[:, FIRST_REVIEWS], LARGE)
    yield within("say from month 4 to the end", say[:, END] - say[:, FIRST_REVIEWS])


@claim("e1.say_is_low", "Circles stay small. No family has more than 15 of 100 in say.")
def say_is_low(runs: Runs) -> Iterator[Finding]:
    """The family with most say, in months 12 and 60."""
    for month in (YEAR, END):
        most = runs.people("voice", "e1", "A", month).max(axis=1)
        yield within(f"most say of a family in month {month}", most, 0, 15)


@claim("e1.say_is_uneven", "Say is not the same for all. Some circles are larger than others.")
def say_is_uneven(runs: Runs) -> Iterator[Finding]:
    """The tenth of families with most say has at least a fifth more than the tenth with least."""
    say = np.sort(runs.people("voice", "e1", "A", END), axis=1)
    tenth = say.shape[1] // 10
    ratio = say[:, -tenth:].mean(axis=1) / say[:, :tenth].mean(axis=1)
    yield above("most to least say, tenths of families, minus 1.2", ratio - 1.2, 0)


@claim("e1.say_and_trust", "Families with more say tend to have more trust.")
def say_and_trust(runs: Runs) -> Iterator[Finding]:
    """Correlation between families, within each town."""
    say, trust = (runs.people(field, "e1", "A", END) for field in ("voice", "felt_trust"))
    yield above("correlation of say and trust", correlations(say, trust), 0.3)


@claim("e1.trust_differs", "Some families trust more than others. In say, they differ less.")
def trust_differs(runs: Runs) -> Iterator[Finding]:
    """The middle eight tenths of families span more of 100 in trust than in say."""
    say, trust = (spans(runs.people(field, "e1", "A", END)) for field in ("voice", "felt_trust"))
    yield above("span of trust minus span of say", trust - say, PLAIN_DIFFERENCE)


@claim("e1.trust_rises", "Trust hardly moves in the first half year. Then it rises slowly.")
def trust_rises(runs: Runs) -> Iterator[Finding]:
    """Against the start: in months 1 to 6, and at the end."""
    trust = runs.of("felt_trust", "e1", "A")
    for month in range(1, HALF_A_YEAR + 1):
        yield within(
            f"trust in month {month} against the start",
            trust[:, month] - trust[:, 0],
            -PLAIN_DIFFERENCE,
            PLAIN_DIFFERENCE,
        )
    yield above("trust at the end against the start", trust[:, END] - trust[:, 0], LARGE)


@claim("e1.most_trusted", "Some staff are more trusted than others, but not by far.")
def most_trusted(runs: Runs) -> Iterator[Finding]:
    """The mean trust of the families that each works with: the highest minus the lowest."""
    trust = runs.people(STAFF_TRUST, "e1", "A", END)
    yield within("most minus least trusted member of staff", np.ptp(trust, axis=1), PLAIN_DIFFERENCE, FAR)


@claim("e1.most_trusted_changes", "Who is most trusted changes over the years. So read the table again.")
def most_trusted_changes(runs: Runs) -> Iterator[Finding]:
    """The most trusted member of staff in month 12 is another than in month 60."""
    first, last = (runs.people(STAFF_TRUST, "e1", "A", month).argmax(axis=1) for month in (YEAR, END))
    yield mostly("another is most trusted in month 60 than in month 12", first != last, 0.75)


def correlations(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Give the correlation of two fields over people, by pair."""
    return np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(one, other, strict=True)])


def spans(values: np.ndarray) -> np.ndarray:
    """Give the distance from the tenth to the ninetieth of 100 people, by pair."""
    low, high = np.percentile(values, (10, 90), axis=1)
    return np.asarray(high - low)
