"""Workshop 3, "Invited, not deciding": an empty promise (A) beside a town whose trust was broken before (B); and cuts."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, NAMES, change, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, SAME, Finding, above, below, equal, within
from coprod_sim.evidence.claims.runs import END, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays, Way

ALL_COME: Final = 1.0
DAY: Final = 12
PAY: Final = 0.5

DECLARED_SETTINGS["w3"] = TwoWays(way(3), way(6), title="Invited, not deciding")
DECLARED_SETTINGS["w3.sharing"] = TwoWays(way(3), way(2), title="Invited, or deciding together")
DECLARED_SETTINGS["w3.pay"] = TwoWays(
    way(3), way(3), (change("B", "thank_and_pay", 1, PAY),), title="Families are thanked and paid"
)
DECLARED_SETTINGS["w3.day"] = TwoWays(
    way(3), way(3), (change("B", "day_together", DAY, ALL_COME),), title="All meet for a day"
)
DECLARED_SETTINGS["w3.better"] = TwoWays(
    way(6), Way("sincere_consultation+broken_trust"), title="From broken trust, ask better"
)
DECLARED_SETTINGS["w3.share"] = TwoWays(way(6), way(2, "broken_trust"), title="From broken trust, decide together")
DECLARED_SETTINGS["w3.cuts"] = TwoWays(way(2), way(7), title="Decide together, without and with cuts")


@claim("w3.asked", "In A all families are asked. Yet no choices are made together.")
def asked(runs: Runs) -> Iterator[Finding]:
    """No decision in A stands on the rung where nobody was asked, and hardly any on those where families decide."""
    for month in (6, END):
        yield equal(f"not asked in month {month}", runs.of("decisions_not_asked", "w3", "A")[:, month])
        for rung in ("together", "led"):
            found = runs.of(f"decisions_{rung}", "w3", "A")[:, month]
            yield within(f"decisions on the rung {rung} in month {month}", found, 0, SAME)


@claim("w3.say_flat", "Say in A stays below 10 of 100.")
def say_flat(runs: Runs) -> Iterator[Finding]:
    """The highest month."""
    yield within("highest say in A", runs.of("voice", "w3", "A").max(axis=1), 0, FAR)


@claim("w3.fewer_come", "Fewer and fewer families in A take part.")
def fewer_come(runs: Runs) -> Iterator[Finding]:
    """Taking part: months 12 and 36 against the start."""
    part = runs.of("engaged", "w3", "A")
    yield below("taking part in month 12 against the start", part[:, YEAR] - part[:, 0], FAR)
    yield below("taking part in month 36 against month 12", part[:, 36] - part[:, YEAR], LARGE)


@claim("w3.pay", "Thank and pay families, and more take part. Say stays flat.", "w3.pay")
def pay(runs: Runs) -> Iterator[Finding]:
    """Taking part and say at the end, B minus A."""
    yield above("taking part at the end", runs.gap("engaged", "w3.pay"), PLAIN_DIFFERENCE)
    yield within("say at the end", runs.gap("voice", "w3.pay"))


@claim("w3.falls_at_once", "The empty promise lifts nothing. Trust in A falls from the first month.")
def falls_at_once(runs: Runs) -> Iterator[Finding]:
    """A: its highest month after the start, and the end, against the start."""
    trust = runs.of("felt_trust", "w3", "A")
    yield below(
        "highest trust in A after month 0, against the start", trust[:, 1:].max(axis=1) - trust[:, 0], PLAIN_DIFFERENCE
    )
    yield below("trust in A at the end against the start", trust[:, END] - trust[:, 0], FAR)


@claim("w3.day", "A day together lifts trust at once. A year later, most of that is gone.", "w3.day")
def day(runs: Runs) -> Iterator[Finding]:
    """The lift in its month, and a year later: less than a quarter is left, and trust is far below the start."""
    lift, later = (runs.gap("felt_trust", "w3.day", month) for month in (DAY, DAY + YEAR))
    trust = runs.of("felt_trust", "w3.day", "B")
    yield above("lift in the month of the day", lift, PLAIN_DIFFERENCE)
    yield above("a quarter of it, minus what is left a year later", lift / 4 - later, 0)
    yield below("trust in B at the end against the start", trust[:, END] - trust[:, 0], FAR)


@claim("w3.overtakes", "B began with far less trust. It made no empty promise, and ends higher.")
def overtakes(runs: Runs) -> Iterator[Finding]:
    """B minus A at the start and at the end."""
    yield below("trust in month 0", runs.gap("felt_trust", "w3", 0), FAR)
    yield above("trust at the end", runs.gap("felt_trust", "w3"), FAR)


@claim("w3.heals", "Even in B, where staff ask and then decide, trust slowly comes back.")
def heals(runs: Runs) -> Iterator[Finding]:
    """B in months 12 and 60 against its start."""
    trust = runs.of("felt_trust", "w3", "B")
    for month in (YEAR, END):
        yield above(f"trust in B in month {month} against the start", trust[:, month] - trust[:, 0], FAR)


@claim("w3.ask_better", "From broken trust, asking better lifts trust a little. Say hardly moves.", "w3.better")
def ask_better(runs: Runs) -> Iterator[Finding]:
    """B minus A at the end: trust less than 10 of 100, say less than 2."""
    yield above("trust at the end", runs.gap("felt_trust", "w3.better"), PLAIN_DIFFERENCE)
    yield within("the same, which is at most 10 of 100", runs.gap("felt_trust", "w3.better"), 0, FAR)
    yield within("say at the end", runs.gap("voice", "w3.better"), 0, PLAIN_DIFFERENCE)


@claim("w3.share_more", "Sharing choices moves both far more.", "w3.share", "w3.better")
def share_more(runs: Runs) -> Iterator[Finding]:
    """Deciding together from broken trust against asking better, at the end: what each moves."""
    for indicator in ("felt_trust", "voice"):
        more = runs.gap(indicator, "w3.share") - runs.gap(indicator, "w3.better")
        yield above(f"{NAMES[indicator]} at the end, more than by asking better", more, FAR)


@claim("w3.sharing", "With shared choices, say and trust end far higher than with the empty promise.", "w3.sharing")
def sharing(runs: Runs) -> Iterator[Finding]:
    """Deciding together minus the empty promise, at the end."""
    for indicator in ("felt_trust", "voice"):
        yield above(f"{NAMES[indicator]} at the end", runs.gap(indicator, "w3.sharing"), FAR)


@claim("w3.cuts", "Cuts in year 3 pull down trust, say and how young people get on.", "w3.cuts")
def cuts(runs: Runs) -> Iterator[Finding]:
    """Deciding together with cuts minus without, at the end."""
    for indicator in ("felt_trust", "voice", "progress"):
        yield below(f"{NAMES[indicator]} at the end", runs.gap(indicator, "w3.cuts"), PLAIN_DIFFERENCE)
