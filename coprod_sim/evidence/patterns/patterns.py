"""The patterns that the model must show, P1 to P21: one function each, which says what is looked at and what is wanted.

A pattern is a claim about the real world, with a size, that the default settings are held against.
It is no proof: the defaults were chosen with the patterns in view.  What it catches is a change that loses one.
A pattern function takes the runs (patterns.py judges what it gives) and yields its parts, in the order of the claim.
Unless a claim says otherwise: levels are taken at the end of a year, rates over whole years, differences within pairs,
and "SD" is the baseline's spread of progress between families in the same month.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals, Records
from coprod_sim.indicators import INDICATORS, YEAR, share_of
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario, list_scenarios, load_scenario
from coprod_sim.scenario.usual import BASELINE
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import Job, many

YEARS = 5
Span = tuple[float, float]
Changes = Mapping[str, float]


class ScenarioRuns:
    """Runs of scenarios on the same people with the same luck; each scenario is run once, when first asked for."""

    def __init__(self, pairs: int, months: int, seed: int, settings: Changes | None = None) -> None:
        self.pairs, self.months, self.seed = pairs, months, seed
        self.settings = dict(settings or {})
        self.loaded: dict[tuple[str, tuple[tuple[str, float], ...]], Scenario] = {}
        self.kept: dict[Job, Records] = {}

    def sums(self, scenario: str, changes: Changes) -> Records:
        """Give the monthly sums of a scenario, shape (pairs, months + 1)."""
        key = scenario, tuple(changes.items())
        if key not in self.loaded:
            self.loaded[key] = load_scenario(scenario, {**self.settings, **changes})
        seeds = range(self.seed, self.seed + self.pairs)
        found = many((Job(self.loaded[key], seed, self.months) for seed in seeds), Job.sums, kept=self.kept)
        return np.stack(found)

    def of(self, indicator: str, scenario: str = BASELINE, changes: Changes | None = None) -> Reals:
        """Give one indicator of a scenario by pair and month, shape (pairs, months + 1)."""
        return INDICATORS[indicator].measure(self.sums(scenario, changes or {}))

    def change(self, indicator: str, scenario: str, against: str = BASELINE) -> Reals:
        """Give the differences within pairs: a scenario minus the one it is held against."""
        return self.of(indicator, scenario) - self.of(indicator, against)

    def in_sd(self, scenario: str, year: int, against: str = BASELINE, changes: Changes | None = None) -> Reals:
        """Give the difference in progress at the end of a year, in SD, by pair; changes are those of the scenario alone."""
        spread = at_year_end(self.of("progress_sd"), year).mean()
        gain = self.of("progress", scenario, changes) - self.of("progress", against)
        return share_of(at_year_end(gain, year), spread)

    def usual_promise(self) -> dict[str, float]:
        """Give the promise of the baseline, as settings for another scenario."""
        return {"promise": load_scenario(BASELINE, self.settings).value("promise")}


class Part(NamedTuple):
    """One part of a claim: what was found (mean over pairs, half of its 95 % interval) and what is wanted."""

    name: str
    value: float
    half_width: float
    low: float
    high: float
    right_way: bool

    @property
    def holds(self) -> bool:
        """Whether the value lies between low and high."""
        return self.low < self.value < self.high


PatternFunction = Callable[[ScenarioRuns], Iterator[Part]]


class Declared(NamedTuple):
    """One pattern as it is declared below."""

    number: str
    claim: str
    source: str
    parts: PatternFunction
    carries: Mapping[str, str]
    """What each of its sources carries, in words of direction_or_size.py."""


PATTERNS: list[Declared] = []


def pattern(number: int, claim: str, **sources: str) -> Callable[[PatternFunction], PatternFunction]:
    """Declare a function as a pattern: its number, what it claims, and its sources in references.bib with what each carries."""

    def declare(parts: PatternFunction) -> PatternFunction:
        PATTERNS.append(Declared(f"P{number}", claim, " ".join(sources), parts, sources))
        return parts

    return declare


def part(name: str, values: Reals, low: float = -math.inf, high: float = math.inf, way: Span | None = None) -> Part:
    """Hold values by pair against a wanted span; `way` is the wider span in which at least the direction is right.

    >>> part("gain", np.array([0.1, 0.3]), 0.3, 0.4, way=(0, math.inf)).right_way
    True
    """
    mean, _, top = (float(number) for number in paired_interval(values))
    least, most = way or (low, high)
    return Part(name, mean, top - mean, low, high, min(least, low) < mean < max(most, high))


def level(name: str, values: Reals, low: float, high: float) -> Part:
    """Hold a level against a wanted span; a level that misses it by less than its width is still about right."""
    return part(name, values, low, high, way=(2 * low - high, 2 * high - low))


def at_year_end(series: Reals, year: int) -> Reals:
    """Give the values at the end of a year (0: the start), by pair."""
    return np.asarray(series[:, YEAR * year])


def over_years(series: Reals, first: int, last: int) -> Reals:
    """Give the means over whole years, by pair."""
    return np.asarray(series[:, YEAR * (first - 1) + 1 : YEAR * last + 1].mean(axis=1))


def year_ends(name: str, series: Reals, low: float, high: float) -> Iterator[Part]:
    """Hold the lowest and the highest of five year ends against a wanted span."""
    ends = sorted((at_year_end(series, year) for year in range(1, YEARS + 1)), key=np.mean)
    yield level(f"{name}, lowest year end", ends[0], low, high)
    yield level(f"{name}, highest year end", ends[-1], low, high)


def ratio(above: Reals, below: Reals) -> Reals:
    """Give the ratio of two means as values by pair, whose mean is the ratio and whose spread is its sampling error.

    >>> ratio(np.array([1.0, 3.0]), np.array([4.0, 4.0])).tolist()
    [0.25, 0.75]
    """
    whole = share_of(above.mean(), below.mean())
    return whole + share_of(above - whole * below, below.mean())


@pattern(1, "The baseline is imperfect, not dystopian, and steady", ipsos2022="size")
def steady_baseline(runs: ScenarioRuns) -> Iterator[Part]:
    """Felt trust and taking part at every year end; progress from the start to the end of year 5."""
    yield from year_ends("felt trust", runs.of("felt_trust"), 0.5, 0.65)
    progress = runs.of("progress")
    yield level("drift of progress in 5 years", at_year_end(progress, YEARS) - at_year_end(progress, 0), -0.02, 0.02)
    yield from year_ends("taking part", runs.of("engaged"), 0.5, 0.68)


@pattern(2, "There are about as many disputes in the baseline as in England", moj2024="size")
def baseline_disputes(runs: ScenarioRuns) -> Iterator[Part]:
    """England in 2024: 35 appeals for 1,000 plans."""
    yield level("disputes per 1,000 families a year", over_years(runs.of("disputes"), 1, YEARS), 25, 40)


@pattern(3, "About half of the reviews in the baseline are late", nao2024="size")
def late_reviews(runs: ScenarioRuns) -> Iterator[Part]:
    """England: about half of plans are on time."""
    yield level("share of reviews late", over_years(1 - runs.of("reviews_on_time"), 1, YEARS), 0.35, 0.60)


@pattern(4, "Staff leave at the rate of England's children's services", dfe2025="size")
def staff_turnover(runs: ScenarioRuns) -> Iterator[Part]:
    """A mean over five years; England's children's social workers: 0.118 in 2025, and more in the years before."""
    yield level("share of staff leaving in a year", over_years(runs.of("turnover_a_year"), 1, YEARS), 0.09, 0.15)


@pattern(5, "Real power in consultation is small", arnstein1969="direction")
def little_power(runs: ScenarioRuns) -> Iterator[Part]:
    """Voice and power at every year end."""
    for name, indicator, most in (("voice", "voice", 0.2), ("family power", "family_power", 0.12)):
        yield list(year_ends(name, runs.of(indicator), 0.0, most))[-1]


@pattern(6, "Supported power-sharing helps, modestly, and late", smith2019="direction", realpe2010="direction")
def modest_and_late(runs: ScenarioRuns) -> Iterator[Part]:
    """Costs come first: staff load in year 1 as a whole, and less of it in the years after.  Progress at 1, 2 and 5 years."""
    early, later = runs.in_sd("power_sharing", 1), runs.in_sd("power_sharing", 2)
    yield part("progress at 1 year [SD]", early, high=0.1, way=(-math.inf, float(later.mean())))
    yield part("progress at 2 years [SD]", later, 0.2, 0.4, way=(0, math.inf))
    yield part("progress at 5 years [SD]", runs.in_sd("power_sharing", YEARS), 0.2, 0.5, way=(0, math.inf))
    load = runs.change("staff_load", "power_sharing")
    first = over_years(load, 1, 1)
    yield part("staff load, year 1", first, low=0)
    yield part("staff load, years 2 to 5, against year 1", over_years(load, 2, YEARS) - first, high=0)


@pattern(
    7, "Trust moves more, and process measures more, than progress", vanryzin2011="direction", smith2019="direction"
)
def trust_before_progress(runs: ScenarioRuns) -> Iterator[Part]:
    """At 3 years, all as shares; voice and family power are the measures of process."""
    moved = {
        name: at_year_end(runs.change(name, "power_sharing"), 3) for name in ("felt_trust", "voice", "family_power")
    }
    progress = at_year_end(runs.change("progress", "power_sharing"), 3)
    yield part("felt trust at 3 years", moved["felt_trust"], low=0.12, way=(0, math.inf))
    for name, values in moved.items():
        yield part(f"{INDICATORS[name].title.lower()} minus progress, at 3 years", values - progress, low=0)


@pattern(8, "Sharing without training or support does not pay", ibsen2008="direction", fledderus2015="direction")
def unsupported_sharing(runs: ScenarioRuns) -> Iterator[Part]:
    """Progress at 2 and 5 years: against the baseline, also with the baseline's promise, and against supported sharing."""
    for year in (2, YEARS):
        yield part(f"progress at {year} years [SD]", runs.in_sd("share_first_no_training", year), high=0.1)
        same = runs.in_sd("share_first_no_training", year, changes=runs.usual_promise())
        yield part(f"the same with the baseline's promise, at {year} years [SD]", same, high=0.1)
        apart = runs.in_sd("share_first_no_training", year, against="power_sharing")
        yield part(f"progress at {year} years, against supported sharing [SD]", apart, high=-0.1, way=(-math.inf, 0))


@pattern(9, "Responsibility handed over without support harms", ibsen2008="direction", steen2018="direction")
def handed_over(runs: ScenarioRuns) -> Iterator[Part]:
    """Progress, also with the baseline's promise, energy and the gap by resources, at 2 years and at 5 years."""
    for year in (2, YEARS):
        energy = at_year_end(runs.change("family_energy", "handed_over"), year)
        gap = at_year_end(runs.change("progress_gap", "handed_over"), year)
        progress = runs.in_sd("handed_over", year)
        yield part(f"progress at {year} years [SD]", progress, -0.4, -0.1, way=(-math.inf, 0))
        same = runs.in_sd("handed_over", year, changes=runs.usual_promise())
        yield part(f"the same with the baseline's promise, at {year} years [SD]", same, high=0)
        yield part(f"family energy at {year} years", energy, high=-0.08, way=(-math.inf, 0))
        yield part(f"gap in progress by resources, at {year} years", gap, low=0)


@pattern(
    10,
    "The label without power is worse than not being asked, and that is worse than sincere asking",
    folger1977="direction",
    devries2012="direction",
    lind1990="direction",
)
def empty_label(runs: ScenarioRuns) -> Iterator[Part]:
    """Felt trust at 2 and 5 years, from the highest to the lowest."""
    order = ("sincere_consultation", BASELINE, "not_asked", "invited_not_deciding")
    for year in (2, YEARS):
        for higher, lower in pairwise(order):
            name = f"felt trust at {year} years, {higher} minus {lower}"
            yield part(name, at_year_end(runs.change("felt_trust", higher, against=lower), year), low=0)


@pattern(11, "Families tire of consultation that promises more than it gives", ahn2013="form", bovaird2012="direction")
def fatigue(runs: ScenarioRuns) -> Iterator[Part]:
    """Taking part falls from year to year, and against the baseline, which falls a little too."""
    change = at_year_end(runs.change("engaged", "invited_not_deciding"), YEARS)
    yield part("taking part at 5 years, against the baseline", change, high=-0.1, way=(-math.inf, 0))
    series = runs.of("engaged", "invited_not_deciding")
    fall = at_year_end(series, YEARS) - at_year_end(series, 0)
    yield part("taking part at 5 years, against the start", fall, high=-0.1, way=(-math.inf, 0))


@pattern(12, "Training alone helps a little", honingh2020="direction")
def training_alone(runs: ScenarioRuns) -> Iterator[Part]:
    """Progress at 4 years."""
    yield part("progress at 4 years [SD]", runs.in_sd("training_only", 4), 0.05, 0.25, way=(0, math.inf))


@pattern(13, "Weighing the pig: more monitoring lowers progress and drains staff", lipsky1980="direction")
def weighing_the_pig(runs: ScenarioRuns) -> Iterator[Part]:
    """Both at 4 years."""
    yield part("progress at 4 years [SD]", runs.in_sd("weighing_the_pig", 4), high=-0.1, way=(-math.inf, 0))
    yield part("staff energy at 4 years", at_year_end(runs.change("staff_energy", "weighing_the_pig"), 4), high=0)


@pattern(
    14,
    "A challenging landscape lowers progress under every model, and sharing retreats under pressure",
)
def challenging_landscape(runs: ScenarioRuns) -> Iterator[Part]:
    """Every scenario with and without the modifier: progress at 2 and 5 years, for the one that it harms least."""
    names = [scenario.name for scenario in list_scenarios() if not scenario.modifier]
    for year in (2, 5):
        changes = {name: runs.in_sd(f"{name}+challenging_landscape", year, against=name) for name in names}
        least = max(names, key=lambda name: float(changes[name].mean()))
        yield part(f"progress at {year} years [SD], {least} (harmed least of {len(names)})", changes[least], high=0)
    power = runs.change("family_power", "power_sharing+challenging_landscape", against="power_sharing")
    yield part("family power at 5 years, power_sharing", at_year_end(power, YEARS), high=0)


@pattern(15, "A broken promise costs more than never having promised", slovic1993="direction")
def broken_promise(runs: ScenarioRuns) -> Iterator[Part]:
    """Felt trust against the baseline, two years after power was taken back in month 36."""
    trust = runs.change("felt_trust", "broken_promise")
    yield part("felt trust 24 months after the breach", at_year_end(trust, YEARS), high=0)


@pattern(16, "There are fewer disputes under supported sharing", hirschman1970="direction")
def fewer_disputes(runs: ScenarioRuns) -> Iterator[Part]:
    """The ratio of mean rates over all months after year 4."""
    last = runs.months // YEAR
    shared, usual = (over_years(runs.of("disputes", name), YEARS, last) for name in ("power_sharing", BASELINE))
    yield part("disputes after year 4, ratio to the baseline", ratio(shared, usual), high=0.65, way=(-math.inf, 1))


@pattern(17, "Disputes come from better-resourced families", marsh2022="direction", oregan2025="direction size")
def who_disputes(runs: ScenarioRuns) -> Iterator[Part]:
    """The better-off half against the other, the middle fifth counted to both; England: 22 and 15 of 100 parents succeeded there."""
    rates = [over_years(runs.of(f"disputes_fifth{fifth}"), 1, YEARS) for fifth in range(1, 6)]
    worse_off, better_off = (2 * (one + two) + rates[2] for one, two in (rates[:2], rates[3:]))
    yield part("disputes, better-off half to the other", ratio(better_off, worse_off), 1.3, 1.7, way=(1, math.inf))


@pattern(
    18,
    "Trust is a precondition: where it is low and nobody dares, sharing is slow",
    fehr2013="direction",
    schilke2015="direction",
)
def trust_first(runs: ScenarioRuns) -> Iterator[Part]:
    """Power sharing from broken trust, with every bravery as low as may be, against its own braveries."""
    place = "power_sharing+broken_trust"
    braveries = ("commissioner_bravery", "staff_bravery", "start_bravery")
    timid = runs.of("family_power", place, {name: BY_NAME[name].low for name in braveries})
    slow, quick = at_year_end(timid, YEARS), at_year_end(runs.of("family_power", place), YEARS)
    yield part(
        "family power at 5 years, ratio without to with bravery", ratio(slow, quick), high=0.5, way=(-math.inf, 1)
    )


@pattern(
    19,
    "A forum that is heard brings those who pay nearer to the child; a captured one loses that",
    cahn2000="direction",
)
def heard_forums(runs: ScenarioRuns) -> Iterator[Part]:
    """How far those who pay are from a child's need, and the fit of plans, with half of the offer in the forum's hands; years 2 on."""
    last = runs.months // YEAR

    def seen(indicator: str, **settings: float) -> Reals:
        return over_years(runs.of(indicator, "power_sharing", settings), 2, last)

    none, captured = {"forum_share": 0.0}, {"forum_share": 0.5, "capture": 1.0}
    for indicator, way, name in (("payer_view_error", -1, "those who pay, distance"), ("fit", 1, "fit of plans")):
        heard = seen(indicator, forum_share=0.5)
        low, high = (0.0, math.inf) if way > 0 else (-math.inf, 0.0)
        yield part(f"{name}, against no forum", heard - seen(indicator, **none), low, high)
        yield part(f"{name}, against a captured forum", heard - seen(indicator, **captured), low, high)


@pattern(
    20,
    "A conference lifts trust briefly; without any change of power it fades within 18 months",
    arnstein1969="direction",
)
def conference_fades(runs: ScenarioRuns) -> Iterator[Part]:
    """Trust in people and in the council against the baseline: after the last of three conferences, in month 30, and 18 months on."""
    for indicator, name in (("people_trust", "the people"), ("council_trust", "the council"), ("felt_trust", "both")):
        trust = runs.change(indicator, "working_together")
        lift = trust[:, 31]
        yield part(f"trust in {name} one month after", lift, low=0)
        if indicator == "felt_trust":
            yield part("what is left of it 18 months after", ratio(trust[:, 48], lift), high=0.25, way=(-math.inf, 1))


@pattern(21, "With support, plans fit best where power is shared, not where it is kept or handed over")
def shared_is_best(runs: ScenarioRuns) -> Iterator[Part]:
    """The supports of supported sharing, a promise that says the ceiling, and ceilings from a tenth to all, at 5 years."""
    ceilings = (0.1, 0.5, 0.75, 1.0)
    asked = {ceiling: {"power_ceiling": ceiling, "promise": ceiling} for ceiling in ceilings}
    fit, progress = (
        {ceiling: at_year_end(runs.of(name, "power_sharing", asked[ceiling]), YEARS) for ceiling in ceilings}
        for name in ("fit", "progress")
    )
    best = max(ceilings, key=lambda ceiling: float(fit[ceiling].mean()))
    yield part("fit, ceiling .5 against .1", fit[0.5] - fit[0.1], low=0)
    yield part("fit, best ceiling against 1", fit[best] - fit[1.0], low=0)
    yield part(
        "progress of 100, ceiling .5 against .1", 100 * (progress[0.5] - progress[0.1]), low=0.3, way=(0, math.inf)
    )
