"""E1, read the picture: one town that asks and then decides, month by month; A and B are the same."""

from collections.abc import Iterator

import numpy as np

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, Finding, above, below, mostly, within
from coprod_sim.evidence.claims.runs import END, PEOPLE_MONTHS, STAFF_TRUST, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays

DECLARED_SETTINGS["e1"] = TwoWays(way(1), way(1), title="Read the picture")

HALF_A_YEAR = 6


@claim("e1.say_starts", "Say starts at 0. Most of it is there within half a year.")
def say_starts(runs: Runs) -> Iterator[Finding]:
    """From 0 to month 6, and more than half of what it is at the end by then."""
    say = runs.of("voice", "e1", "A")
    yield within("say in month 0", say[:, 0], 0, 0)
    yield above("say in month 6", say[:, HALF_A_YEAR], PLAIN_DIFFERENCE)
    yield above("say in month 6 minus half of that at the end", say[:, HALF_A_YEAR] - say[:, END] / 2)


@claim("e1.say_is_low", "Circles stay small. No family has more than 20 of 100 in say.")
def say_is_low(runs: Runs) -> Iterator[Finding]:
    """The family with most say, in months 12 and 60."""
    for month in PEOPLE_MONTHS:
        most = runs.people("voice", "e1", "A", month).max(axis=1)
        yield within(f"most say of a family in month {month}", most, 0, 20)


@claim("e1.say_is_uneven", "After a year, one family in ten has hardly any say. The chart does not show it.")
def say_is_uneven(runs: Runs) -> Iterator[Finding]:
    """In month 12 a tenth of the families have at most 2 of 100, and those in the middle plainly more, then and at the end."""
    for month in PEOPLE_MONTHS:
        least, middle = np.percentile(runs.people("voice", "e1", "A", month), (10, 50), axis=1)
        if month == YEAR:
            yield within(f"say of the tenth with least, month {month}", least, 0, PLAIN_DIFFERENCE)
        yield above(f"say in the middle minus that, month {month}", middle - least)


@claim("e1.say_and_trust", "Families with more say tend to have more trust.")
def say_and_trust(runs: Runs) -> Iterator[Finding]:
    """Correlation between families, within each town."""
    say, trust = (runs.people(field, "e1", "A", END) for field in ("voice", "felt_trust"))
    yield above("correlation of say and trust", correlations(say, trust), 0.3)


@claim("e1.trust_falls", "Trust falls a little in the first half year. In the next one it falls less.")
def trust_falls(runs: Runs) -> Iterator[Finding]:
    """From the start to month 6, and from there to month 12."""
    trust = runs.of("felt_trust", "e1", "A")
    first, second = trust[:, HALF_A_YEAR] - trust[:, 0], trust[:, YEAR] - trust[:, HALF_A_YEAR]
    yield below("trust in month 6 against the start", first)
    yield within("the same, which is at most 5 of 100", first, -LARGE, 0)
    yield above("from month 6 to 12, against the first half year", second - first)


@claim("e1.people_and_service", "All staff are trusted more than the chart shows. It counts the council, too.")
def people_and_service(runs: Runs) -> Iterator[Finding]:
    """The least trusted member of staff against trust of all families, which holds trust in the institution as well."""
    for month in PEOPLE_MONTHS:
        least = runs.people(STAFF_TRUST, "e1", "A", month).min(axis=1)
        felt = runs.people("felt_trust", "e1", "A", month).mean(axis=1)
        yield above(f"least trusted member of staff minus trust of families, month {month}", least - felt, LARGE)


@claim("e1.most_trusted", "In month 12, some staff are more trusted than others, but not by far.")
def most_trusted(runs: Runs) -> Iterator[Finding]:
    """The mean trust of the families that each works with: the highest minus the lowest."""
    trust = runs.people(STAFF_TRUST, "e1", "A", YEAR)
    yield within("most minus least trusted member of staff", np.ptp(trust, axis=1), PLAIN_DIFFERENCE, FAR)


@claim("e1.most_trusted_changes", "Who is most trusted often changes over the years. So read the table again.")
def most_trusted_changes(runs: Runs) -> Iterator[Finding]:
    """The most trusted member of staff in month 12 is another than in month 60."""
    first, last = (runs.people(STAFF_TRUST, "e1", "A", month).argmax(axis=1) for month in PEOPLE_MONTHS)
    yield mostly("another is most trusted in month 60 than in month 12", first != last, 0.5)


def correlations(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Give the correlation of two fields over people, by pair."""
    return np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(one, other, strict=True)])
