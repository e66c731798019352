"""Workshop 3, "Invited, not deciding": an empty promise (A) beside a town whose trust was broken before (B); and cuts."""

from collections.abc import Iterator
from typing import Final

from coprod_sim.evidence.claims.claim import DECLARED_SETTINGS, NAMES, change, claim, way
from coprod_sim.evidence.claims.criteria import FAR, LARGE, PLAIN_DIFFERENCE, SAME, Finding, above, below, equal, within
from coprod_sim.evidence.claims.runs import END, OF, Runs
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.setup.setup import TwoWays, Way

ALL_COME: Final = 1.0
DAY: Final = 12
PAY: Final = 0.5

DECLARED_SETTINGS["w3"] = TwoWays(way(3), way(6), title="Invited, not deciding")
DECLARED_SETTINGS["w3.label"] = TwoWays(way(1), way(3), title="Without and with the empty promise")
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


@claim("w3.asked", "In A, families are told or asked. No choices are made together.")
def asked(runs: Runs) -> Iterator[Finding]:
    """No decision in A stands on the rung where nobody was asked, hardly any where families decide; the rest are told or asked."""
    lower = [runs.of(f"decisions_{rung}", "w3", "A") for rung in ("told", "asked")]
    for month in (6, END):
        yield equal(f"not asked in month {month}", runs.of("decisions_not_asked", "w3", "A")[:, month])
        for rung in ("together", "led"):
            found = runs.of(f"decisions_{rung}", "w3", "A")[:, month]
            yield within(f"decisions on the rung {rung} in month {month}", found, 0, SAME)
        rest = lower[0][:, month] + lower[1][:, month] - (OF - SAME)
        yield above(f"decisions on the rungs told and asked in month {month}, minus {OF - SAME:g}", rest, 0)


@claim("w3.say_flat", "Say in A stays below 10 of 100.")
def say_flat(runs: Runs) -> Iterator[Finding]:
    """The highest month."""
    yield within("highest say in A", runs.of("voice", "w3", "A").max(axis=1), 0, FAR)


@claim("w3.come_then_go", "At first, the promise brings more families in. From year 2 on, fewer and fewer come.")
def come_then_go(runs: Runs) -> Iterator[Finding]:
    """Taking part in A: month 3 against the start, then months 24 and 36 against a year before; month 36 against the start."""
    part = runs.of("engaged", "w3", "A")
    yield above("taking part in month 3 against the start", part[:, 3] - part[:, 0], PLAIN_DIFFERENCE)
    yield below("taking part in month 24 against month 12", part[:, 24] - part[:, YEAR], LARGE)
    yield below("taking part in month 36 against month 24", part[:, 36] - part[:, 24], LARGE)
    yield below("taking part in month 36 against the start", part[:, 36] - part[:, 0], LARGE)


@claim("w3.falls_at_once", "Trust in A falls from the first month. Most of the fall comes in year 1.")
def falls_at_once(runs: Runs) -> Iterator[Finding]:
    """A against its start: its highest month after it, month 12, and how much more that is than half of what is lost by the end."""
    trust = runs.of("felt_trust", "w3", "A")
    change = trust - trust[:, :1]
    yield below("highest trust in A after month 0, against the start", change[:, 1:].max(axis=1))
    yield below("trust in A at the end against the start", change[:, END], FAR)
    yield below("change by month 12, minus half of that", change[:, YEAR] - change[:, END] / 2, PLAIN_DIFFERENCE)


@claim("w3.two_trusts", "In A, it is the council that loses trust. Trust in the people falls far less.")
def two_trusts(runs: Runs) -> Iterator[Finding]:
    """A at the end against the start: trust in the council, and how much less trust in the people has fallen."""
    council, people = (runs.of(indicator, "w3", "A") for indicator in ("council_trust", "people_trust"))
    lost = council[:, END] - council[:, 0]
    yield below("trust in the council at the end against the start", lost, FAR)
    yield above("the same of trust in the people, minus that", people[:, END] - people[:, 0] - lost, FAR)


@claim("w3.label", "The same town without the promise keeps more trust, and more families take part.", "w3.label")
def label(runs: Runs) -> Iterator[Finding]:
    """With the promise (B) minus without, at the end."""
    yield below("trust at the end", runs.gap("felt_trust", "w3.label"), FAR)
    yield below("taking part at the end", runs.gap("engaged", "w3.label"), FAR)


@claim("w3.label_costs", "Without the promise, young people end up getting on a bit better, too.", "w3.label")
def label_costs(runs: Runs) -> Iterator[Finding]:
    """Progress at the end, with the promise (B) minus without: less, and no large difference."""
    yield below("progress at the end", runs.gap("progress", "w3.label"))
    yield within("the same, which is a bit", runs.gap("progress", "w3.label"), -LARGE, 0)


@claim("w3.pay", "Thanks and pay do not mend an empty promise. Trust and taking part stay the same.", "w3.pay")
def pay(runs: Runs) -> Iterator[Finding]:
    """Trust and taking part at the end, B minus A."""
    for indicator, name in (("felt_trust", "trust"), ("engaged", "taking part")):
        yield within(f"{name} at the end", runs.gap(indicator, "w3.pay"))


@claim("w3.day", "A day together lifts trust at once. Two years later, most of that is gone.", "w3.day")
def day(runs: Runs) -> Iterator[Finding]:
    """The lift in its month, and two years later: less than half is left, and trust is far below the start."""
    lift, later = (runs.gap("felt_trust", "w3.day", month) for month in (DAY, DAY + 2 * YEAR))
    trust = runs.of("felt_trust", "w3.day", "B")
    yield above("lift in the month of the day", lift, PLAIN_DIFFERENCE)
    yield above("half of it, minus what is left two years later", lift / 2 - later)
    yield below("trust in B at the end against the start", trust[:, END] - trust[:, 0], FAR)


@claim("w3.overtakes", "B began with less trust. It made no empty promise, and ends with more.")
def overtakes(runs: Runs) -> Iterator[Finding]:
    """B minus A at the start and at the end."""
    yield below("trust in month 0", runs.gap("felt_trust", "w3", 0), FAR)
    yield above("trust at the end", runs.gap("felt_trust", "w3"), FAR)


@claim("w3.heals", "Even in B, where staff ask and then decide, trust comes back year by year.")
def heals(runs: Runs) -> Iterator[Finding]:
    """B year by year: each gains, the first far more than can be missed."""
    trust = runs.of("felt_trust", "w3", "B")
    yield above("trust in B in month 12 against the start", trust[:, YEAR] - trust[:, 0], FAR)
    for year in range(2, END // YEAR + 1):
        gained = trust[:, year * YEAR] - trust[:, (year - 1) * YEAR]
        yield above(f"trust in B in month {year * YEAR} against a year before", gained)


@claim("w3.people_first", "In B, trust in the people comes back first. Trust in the council takes longer.")
def people_first(runs: Runs) -> Iterator[Finding]:
    """What each gained in B by month 12 and by the end, people minus council."""
    people, council = (runs.of(indicator, "w3", "B") for indicator in ("people_trust", "council_trust"))
    for month in (YEAR, END):
        gained = (trust[:, month] - trust[:, 0] for trust in (people, council))
        yield above(f"gained by month {month}, people minus council", next(gained) - next(gained), FAR)


@claim("w3.cost_of_distrust", "Where trust in people was broken, young people get on less well in year 2.")
def cost_of_distrust(runs: Runs) -> Iterator[Finding]:
    """Trust in the people, and progress, in month 24, B minus A."""
    yield below("trust in the people in month 24", runs.gap("people_trust", "w3", 24), LARGE)
    yield below("progress in month 24", runs.gap("progress", "w3", 24))


@claim("w3.ask_better", "From broken trust, asking better lifts trust. Say moves only a little.", "w3.better")
def ask_better(runs: Runs) -> Iterator[Finding]:
    """B minus A at the end: trust, and say, which is less than 5 of 100."""
    yield above("trust at the end", runs.gap("felt_trust", "w3.better"), PLAIN_DIFFERENCE)
    yield above("say at the end", runs.gap("voice", "w3.better"))
    yield within("the same, which is a little", runs.gap("voice", "w3.better"), 0, LARGE)


@claim("w3.share_more", "Sharing choices moves both more than twice as much.", "w3.share", "w3.better")
def share_more(runs: Runs) -> Iterator[Finding]:
    """Deciding together from broken trust, minus twice what asking better moves, at the end."""
    for indicator in ("felt_trust", "voice"):
        more = runs.gap(indicator, "w3.share") - 2 * runs.gap(indicator, "w3.better")
        yield above(f"{NAMES[indicator]} at the end, minus twice that of asking better", more, PLAIN_DIFFERENCE)


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
