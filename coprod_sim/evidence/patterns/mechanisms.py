"""How the model must work inside: K knowledge, G the gain, H honesty, F what fails, D families differ, N ties, T trust.

The patterns (patterns.py) say what the world is like; these say which way it must come about, so that the model says what it claims.
They are the targets that the defaults were fitted to: green shows that they can be met together, and is no test.
One function each, as for patterns: it takes the runs and yields its parts.  What only single families show is in histories.py.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coprod_sim.engine.state import Reals
from coprod_sim.evidence.patterns.histories import History, ViewErrors, lived, view_errors
from coprod_sim.evidence.patterns.patterns import (
    YEARS,
    Changes,
    Declared,
    Part,
    PatternFunction,
    ScenarioRuns,
    at_year_end,
    over_years,
    part,
)
from coprod_sim.indicators import INDICATORS, YEAR
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import BASELINE
from coprod_sim.study.channels import shares_of_pair, watched
from coprod_sim.study.many import Job, many

SHARING: Final = "power_sharing"
SINCERE: Final = "sincere_consultation"
MOST_WATCHED: Final = 8
"""So many seeds are watched family by family; the other figures use all pairs."""
NOTHING: Final[dict[str, float]] = {}
BIASED: Final = {"parent_divergence": 0.6, "young_person_voice": 0.0}
FAR_BIASED: Final = {"parent_divergence": 0.8, "start_bias": 2.0, "young_person_voice": 0.0}
"""Parents whose wishes are as far from the need, on average, as needs are from one another: a region, looked for and found, where
sharing loses for that reason."""
MECHANISMS: list[Declared] = []


def declared_in(declared: list[Declared]) -> Callable[[str, str], Callable[[PatternFunction], PatternFunction]]:
    """Give what declares a function as a mechanism of a list: its number and what it claims."""

    def mechanism_of(number: str, claim: str) -> Callable[[PatternFunction], PatternFunction]:
        def declare(parts: PatternFunction) -> PatternFunction:
            declared.append(Declared(number, claim, "", parts, {}))
            return parts

        return declare

    return mechanism_of


mechanism = declared_in(MECHANISMS)


@lru_cache(maxsize=3 * MOST_WATCHED)  # each keeps a whole place: as many as one judgement asks for
def history(scenario: str, seed: int, months: int, changes: tuple[tuple[str, float], ...]) -> History:
    """Watch a run once."""
    return lived(scenario, seed, months, dict(changes))


def seeds_watched(runs: ScenarioRuns) -> range:
    """Give the seeds that are watched family by family."""
    return range(runs.seed, runs.seed + min(runs.pairs, MOST_WATCHED))


def histories(runs: ScenarioRuns, scenario: str, months: int = YEARS * YEAR) -> list[History]:
    """Watch a scenario with each seed."""
    changes = tuple(runs.settings.items())
    return [history(scenario, seed, months, changes) for seed in seeds_watched(runs)]


def errors_after_a_year(runs: ScenarioRuns) -> list[ViewErrors]:
    """Give the expected errors of views in consultation, at the end of its first year."""
    return [view_errors(each.place) for each in histories(runs, BASELINE, YEAR)]


def values_of(numbers: Iterator[float] | list[float]) -> Reals:
    """Give numbers as values by pair."""
    return np.array(list(numbers), float)


def hundredths(runs: ScenarioRuns, scenario: str, year: int, changes: Changes, against: Changes = NOTHING) -> Reals:
    """Give what changed settings do to a scenario's progress, of 100, by pair."""
    changed, unchanged = (runs.of("progress", scenario, each) for each in (changes, against))
    return 100 * at_year_end(changed - unchanged, year)


def gain(
    runs: ScenarioRuns, year: int, changes: Changes = NOTHING, scenario: str = SHARING, both: bool = True
) -> Reals:
    """Give the gain of a scenario in SD of the baseline as it is, by pair, with settings changed in both or in it alone."""
    spread = float(at_year_end(runs.of("progress_sd"), year).mean())
    usual = runs.of("progress", BASELINE, changes if both else NOTHING)
    return at_year_end(runs.of("progress", scenario, changes) - usual, year) / spread


# K: who knows what.


@mechanism("K1", "Families know their child best, then staff outside their own field, then those who pay")
def knowledge_order(runs: ScenarioRuns) -> Iterator[Part]:
    """Expected squared error of each party's own view, in consultation at the end of year 1: the share of families in this order."""
    found = errors_after_a_year(runs)
    held = [((each.family < each.staff_outside) & (each.staff_outside < each.payer)).mean() for each in found]
    yield part("share of families in this order", values_of(held), low=0.6, way=(0.5, math.inf))


@mechanism("K2", "In their own field, staff know best")
def staff_in_their_field(runs: ScenarioRuns) -> Iterator[Part]:
    """As K1: the share of families whose staff are nearest in their own field."""
    found = errors_after_a_year(runs)
    best = [
        (each.staff_field < np.minimum(each.family, np.minimum(each.staff_outside, each.payer))).mean()
        for each in found
    ]
    yield part("share of families", values_of(best), low=0.9, way=(0.5, math.inf))


@mechanism("K3", "What is decided together is nearer than each view alone")
def pooled(runs: ScenarioRuns) -> Iterator[Part]:
    """Squared error of the decision against the best view alone, in supported sharing at 5 years, as drawn."""
    views = ("family_view_error", "staff_view_error", "payer_view_error")
    best = min(float(at_year_end(runs.of(name, SHARING), YEARS).mean()) for name in views)
    yield part(
        "error, ratio to the best alone", at_year_end(runs.of("decision_error", SHARING), YEARS) / best, high=0.95
    )


@mechanism("K4", "Without dialogue, plans in sincere consultation fit worse")
def dialogue_serves(runs: ScenarioRuns) -> Iterator[Part]:
    """Fit at 5 years, with dialogue 0 against as it is."""
    without, with_it = (at_year_end(runs.of("fit", SINCERE, each), YEARS) for each in ({"dialogue": 0.0}, NOTHING))
    yield part("fit without dialogue", without - with_it, high=-0.02, way=(-math.inf, 0))


@mechanism("K5", "A review raises the fit of most plans")
def reviews_raise_fit(runs: ScenarioRuns) -> Iterator[Part]:
    """Plans that are free to change, before and after a review, from year 2 on; and the first plans against those of year 5."""
    for scenario, least in ((BASELINE, 0.6), (SHARING, 0.7)):
        found = histories(runs, scenario)
        yield part(
            f"share of reviews, {scenario}", values_of([each.raised for each in found]), low=least, way=(0.5, math.inf)
        )
    fit = runs.of("fit")
    yield part("fit, year 5 against the start", at_year_end(fit, YEARS) - at_year_end(fit, 0), low=0)


@mechanism("K6", "A tribunal's order still holds half a year later")
def orders_hold(runs: ScenarioRuns) -> Iterator[Part]:
    """Fit of plans six months after an order, in consultation and in sharing, of all orders of a seed."""
    both = zip(*(histories(runs, scenario) for scenario in (BASELINE, SHARING)), strict=True)
    after = [np.concatenate([each.fit_after_orders for each in pair]) for pair in both]
    yield part("fit", values_of([each.mean() for each in after if len(each)]), low=0.85, way=(0.8, math.inf))


@mechanism("K7", "Sharing teaches staff to trust families")
def staff_learn_trust(runs: ScenarioRuns) -> Iterator[Part]:
    """Staff's trust in families at 3 years, against the baseline."""
    yield part("trust of staff", at_year_end(runs.change("professional_trust", SHARING), 3), low=0.1, way=(0, math.inf))


# G and H: the gain, and what a promise does to it.


@mechanism("G1", "The gain of supported sharing comes to an end")
def gain_flattens(runs: ScenarioRuns) -> Iterator[Part]:
    """In SD: years 7 to 10, in runs of ten years; the size at 1, 2 and 5 years is P6."""
    long = ScenarioRuns(runs.pairs, 10 * YEAR, runs.seed, runs.settings)
    yield part("gain at 10 years against 7 [SD]", long.in_sd(SHARING, 10) - long.in_sd(SHARING, 7), -0.05, 0.05)


@mechanism("G2", "The gain comes by better plans, by own effort and by better delivery")
def gain_by_channel(runs: ScenarioRuns) -> Iterator[Part]:
    """Shapley shares of the gain in progress at 5 years (explain --by-channel)."""
    both = [load_scenario(name, runs.settings) for name in (BASELINE, SHARING)]
    shares = [
        shares_of_pair(*(watched(scenario, seed, YEARS * YEAR) for scenario in both))[0] for seed in seeds_watched(runs)
    ]
    whole = float(np.sum(shares, axis=1).mean())
    for at, words in enumerate(("better plans", "own effort", "better delivery")):
        found = values_of([share[at] / whole for share in shares])
        yield part(f"{words}, share of the gain", found, low=0.2, way=(0, math.inf))


@mechanism("H1", "An honest promise costs nothing")
def honest_promise(runs: ScenarioRuns) -> Iterator[Part]:
    """Progress of 100 in supported sharing, with a promise that says the ceiling against none, at 2 and 5 years."""
    for year in (2, YEARS):
        found = hundredths(runs, SHARING, year, NOTHING, {"promise": 0.0})
        yield part(f"progress at {year} years", found, -0.5, 0.5)


@mechanism("H2", "It does not matter whether a promise stands from the start or is made in the first month")
def promise_by_event(runs: ScenarioRuns) -> Iterator[Part]:
    """The bigger promise of the empty label from the start, and by an event in month 1: felt trust at the year ends, at most."""
    base = load_scenario(BASELINE, runs.settings)
    promise = load_scenario("invited_not_deciding").value("promise")
    event = {"name": "by_event", "extends": BASELINE, "events": [{"month": 1, "do": "promise", "to": promise}]}
    announced = base.changed(events=Scenario.from_dict(event).events, name="by_event")
    jobs = (partial(Job, scenario, months=runs.months) for scenario in (base.changed({"promise": promise}), announced))
    seeds = range(runs.seed, runs.seed + runs.pairs)
    start, event_run = (
        INDICATORS["felt_trust"].measure(np.stack(many((job(seed=seed) for seed in seeds), Job.sums))) for job in jobs
    )
    gaps = [np.abs(at_year_end(start - event_run, year)) for year in range(1, YEARS + 1)]
    yield part("largest gap in felt trust", np.max(gaps, axis=0), -math.inf, 0.005)


# F: what must be able to fail.


@mechanism("F1", "Nothing delivered is felt")
def undelivered_is_felt(runs: ScenarioRuns) -> Iterator[Part]:
    """Felt trust in consultation with a fifth of the budget."""
    for year in (2, YEARS):
        found = at_year_end(runs.of("felt_trust", BASELINE, {"budget": 0.2}), year)
        yield part(f"felt trust at {year} years", found, 0.0, 0.35, way=(0, 0.4))


@mechanism("F2", "Twice the need costs more")
def need_costs(runs: ScenarioRuns) -> Iterator[Part]:
    """Spending in consultation with the need and its spread doubled, against as it is."""
    doubled = {name: 2 * runs.settings.get(name, DEFAULTS[name]) for name in ("start_main_need", "start_need_spread")}
    for year in (1, YEARS):
        more, usual = (at_year_end(runs.of("spending", BASELINE, each), year) for each in (doubled, NOTHING))
        yield part(f"more spending at {year} years, as a share", more / usual - 1, low=0.4, way=(0, math.inf))


@mechanism("F3", "Where parents wish for more than is needed, sharing gains less, and may lose")
def bias_costs(runs: ScenarioRuns) -> Iterator[Part]:
    """The gain at 5 years with nobody to speak for young people: parents far from the need, and very far."""
    voiceless = {"young_person_voice": 0.0}
    usual = gain(runs, YEARS, voiceless)
    lost = (usual - gain(runs, YEARS, BIASED)) / usual.mean()
    yield part("part of the gain that is lost", lost, low=0.3, way=(0, math.inf))
    yield part("gain with parents very far from the need [SD]", gain(runs, YEARS, FAR_BIASED), high=0)


@mechanism("F4", "When staff come and go, children pay")
def turnover_costs(runs: ScenarioRuns) -> Iterator[Part]:
    """Progress of 100 at 5 years, with three times the turnover."""
    often = {"turnover": 3 * runs.settings.get("turnover", DEFAULTS["turnover"])}
    for scenario in (BASELINE, SHARING):
        yield part(f"progress, {scenario}", hundredths(runs, scenario, YEARS, often), high=-1, way=(-math.inf, 0))


@mechanism("F5", "Time to think, reward and measuring have the sizes that they should have")
def single_levers(runs: ScenarioRuns) -> Iterator[Part]:
    """Each alone: reflection in consultation at 2 years; reward taken from sharing at 5; reviews on time with much measuring."""
    reflection = load_scenario(SHARING).value("reflection")
    yield part("reflection, progress of 100", hundredths(runs, BASELINE, 2, {"reflection": reflection}), 0.0, 0.8)
    whole = gain(runs, YEARS)
    without = gain(runs, YEARS, {"reward": 0.0}, both=False)
    yield part("reward, part of the gain", (whole - without) / whole.mean(), -math.inf, 0.1)
    on_time = over_years(runs.of("reviews_on_time", BASELINE, {"monitoring": 0.3}), 1, YEARS)
    yield part("reviews on time with much measuring", on_time, 0.15, 0.45)


# D, N, T: families differ, ties matter, two trusts.


@mechanism("D1", "Families differ in their say")
def say_differs(runs: ScenarioRuns) -> Iterator[Part]:
    """The tenth of families with most say, from which on, minus that with least, in supported sharing at 5 years."""
    voices = [each.place.families["voice"] for each in histories(runs, SHARING)]
    spread = [float(np.quantile(voice, 0.9) - np.quantile(voice, 0.1)) for voice in voices]
    yield part("voice, 90 of 100 minus 10 of 100", values_of(spread), low=0.2, way=(0.1, math.inf))


def share_in(lost: NDArray[np.bool_], group: NDArray[np.bool_]) -> float:
    """Give which share of a group has lost, both of shape (n,): 0 where nobody is in it.

    >>> share_in(np.array([True, True, False]), np.array([True, False, True]))
    0.5
    """
    return float((lost & group).sum() / max(1, group.sum()))


@mechanism("D2", "Some families are worse off under supported sharing: those who are less heard")
def some_lose(runs: ScenarioRuns) -> Iterator[Part]:
    """The same family with the same luck in both, at 5 years; less heard is who needs an interpreter, has least or meets prejudice."""
    both = list(zip(*(histories(runs, scenario) for scenario in (BASELINE, SHARING)), strict=True))
    worse = [shared.progress < usual.progress for usual, shared in both]
    unheard = [
        np.any([usual.place.families[name] > 0 for name in ("language", "poor", "standing")], axis=0)
        for usual, _ in both
    ]
    yield part(
        "share of families worse off", values_of([float(lost.mean()) for lost in worse]), 0.03, 0.15, way=(0, 0.3)
    )
    apart = [share_in(lost, meets) - share_in(lost, ~meets) for lost, meets in zip(worse, unheard, strict=True)]
    yield part("share of those who are less heard, minus that of the others", values_of(apart), low=0)


@mechanism("N1", "Peers, colleagues and a forum that is not captured each change the gain")
def ties_matter(runs: ScenarioRuns) -> Iterator[Part]:
    """By how much of the gain at 5 years, with each taken away from both; for the forum, that of shared responsibility."""
    for name, scenario, away in (
        ("without peers", SHARING, {"peers": 0.0}),
        ("without learning from colleagues", SHARING, {"practice_spread": 0.0}),
        ("with a captured forum", "co_responsibility", {"capture": 1.0}),
    ):
        whole = gain(runs, YEARS, scenario=scenario)
        changed = (gain(runs, YEARS, away, scenario) - whole) / whole.mean()
        sign = math.copysign(1.0, float(changed.mean()))
        yield part(f"{name}, change as a share of the gain", sign * changed, low=0.1, way=(0, math.inf))


@mechanism("T1", "Families trust the people more than the institution, and keep that trust")
def two_trusts(runs: ScenarioRuns) -> Iterator[Part]:
    """In the baseline at the start, and what is lost of the trust in people in the first year."""
    people, council = (runs.of(name) for name in ("people_trust", "council_trust"))
    yield part("trust in people at the start", at_year_end(people, 0), 0.8, 0.9)
    yield part("trust in the institution at the start", at_year_end(council, 0), 0.4, 0.5)
    yield part("trust in people lost in the first year", at_year_end(people, 0) - at_year_end(people, 1), high=0.05)
