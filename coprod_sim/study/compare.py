"""Two ways of working, compared on the same people with the same luck, over many pairs of runs.

Pair k runs both scenarios with seed + k, so what differs within a pair is policy alone.
Intervals are for the mean difference over pairs (Student's t); they speak of luck, not of how true the assumptions are.
What other assumptions would say is asked with `assumptions` (robust.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coprod_sim.engine.areas import Areas
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.simulation import LARGEST_SEED, checked_seed
from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.indicators import HEADLINES, INDICATORS, headlines, measure_all
from coprod_sim.indicators.levels import LEVEL_INDICATORS, level_words
from coprod_sim.place.network.load import load_network
from coprod_sim.place.origin import NOTHING_OWN, Origin, origin_of
from coprod_sim.place.own_mechanism import admit
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_PAIRS, USUAL_SEED
from coprod_sim.study.analysis.worse_off import PairedEnds, WorseOff
from coprod_sim.study.assumptions.ensemble import Ensemble
from coprod_sim.study.assumptions.robust import PAIRS_A_SET, Both, Robust, at_the_end, robust_to_dict, varied
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import THREADS, Job, Progress, Steps, many, on_threads
from coprod_sim.study.provenance import provenance
from coprod_sim.study.run import check_place, checked_months, gaps_of, sized

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

MOST_PAIRS = 100_000


class Difference(NamedTuple):
    """One indicator in one month: means of A and B, B minus A with its interval, and in how many pairs B is higher."""

    indicator: str
    a: float
    b: float
    difference: float
    ci_low: float
    ci_high: float
    pairs_b_higher: int
    pairs_equal: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.ci_low > 0 or self.ci_high < 0


@dataclass(frozen=True)
class Paired:
    """What was asked of pairs of runs: the two scenarios, how many pairs, how many months, the first seed, and the origin.

    scale: how large the place is beside what scenarios or a table of areas describe.   gaps: what that table leaves out.
    """

    scenario_a: Scenario
    scenario_b: Scenario
    pairs: int
    months: int
    seed: int
    _: KW_ONLY
    origin: Origin = NOTHING_OWN
    scale: float = 1.0
    gaps: tuple[str, ...] = ()

    def provenance(self) -> dict[str, Any]:
        """What made this (provenance.py)."""
        return provenance((self.scenario_a, self.scenario_b), self.origin, scale=self.scale, gaps=self.gaps)

    def asked(self) -> dict[str, Any]:
        """Give what was asked as plain data: how the JSON of every answer begins."""
        return {
            "scenario_a": self.scenario_a.name,
            "scenario_b": self.scenario_b.name,
            "pairs": self.pairs,
            "months": self.months,
            "seed": self.seed,
            "version": VERSION,
            **self.origin.to_dict(),
            "provenance": self.provenance(),
        }


@dataclass(frozen=True)
class Comparison(Paired):
    """What a comparison gave: every indicator of every run, by pair and month; and what other assumptions say, if asked.

    worse_off: how families end in B beside themselves in A; None where only indicators were kept.
    """

    series_a: dict[str, Reals]  # each of shape (pairs, months + 1)
    series_b: dict[str, Reals]
    worse_off: WorseOff | None = field(default=None, kw_only=True)
    assumptions: Robust | None = field(default=None, kw_only=True)

    def difference(self, indicator: str, month: int | None = None) -> Difference:
        """Compare one indicator in one month (the last, if none is given)."""
        at = self.months if month is None else month
        a, b = self.series_a[indicator][:, at], self.series_b[indicator][:, at]
        mean, low, high = paired_interval(b - a)
        return Difference(
            indicator,
            float(a.mean()),
            float(b.mean()),
            float(mean),
            float(low),
            float(high),
            int((b > a).sum()),
            int((b == a).sum()),
        )

    @cached_property
    def differences(self) -> dict[str, Difference]:
        """Every indicator in the last month."""
        return {name: self.difference(name) for name in self.series_a}

    def table(self, month: int | None = None, indicators: tuple[str, ...] = ()) -> "pd.DataFrame":
        """Tabulate indicators: A, B, difference, 95 % paired interval, pairs in which B is higher, unit."""
        import pandas as pd  # late, because the command line rarely needs it and it is slow to load

        indicators = indicators or headlines(self.series_a)
        rows = [self.difference(name, month)._asdict() for name in indicators]
        table = pd.DataFrame(rows).set_index("indicator")
        table["unit"] = [INDICATORS[name].unit for name in indicators]
        return table

    def to_dict(self) -> dict[str, Any]:
        """Give the comparison as plain data: what `compare --json` prints.  Values that do not exist are None."""
        fields = ("a", "b", "difference", "ci_low", "ci_high", "pairs_b_higher")
        indicators = {
            name: {field: json_number(getattr(difference, field)) for field in fields}
            for name, difference in self.differences.items()
        }
        other = {"assumptions": robust_to_dict(self)} if self.assumptions else {}
        who = {"worse_off": self.worse_off.to_dict()} if self.worse_off else {}
        return {**self.asked(), **self.levels(), **who, "indicators": indicators, **other}

    def levels(self) -> dict[str, Any]:
        """Give the word of each level of co-production for A and B; nothing where its indicators were not kept."""
        found = self.differences
        if not found.keys() >= LEVEL_INDICATORS:
            return {}
        a, b = level_words(lambda name: found[name].a), level_words(lambda name: found[name].b)
        return {"levels": {"a": a, "b": b}}


def json_number(value: float) -> float | int | None:
    """Give a number for JSON, which knows no nan."""
    return value if isinstance(value, int) or np.isfinite(value) else None


def checked_pairs(pairs: object) -> int:
    """Give a number of pairs as a whole number, or say what is wrong with it."""
    return checked_whole("pairs", pairs, 2, MOST_PAIRS, "Twenty are enough for most questions.")


def checked_question(pairs: object, months: object, seed: object) -> tuple[int, int, int]:
    """Give pairs, months and the first seed as whole numbers, or say what is wrong with one of them."""
    months, pairs, seed = checked_months(months), checked_pairs(pairs), checked_seed(seed)
    if seed > LARGEST_SEED - pairs:
        raise ScenarioError(f"seed = {seed}: leaves no room for {pairs} pairs. Give a smaller one.")
    return pairs, months, seed


def compare(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    *,
    pairs: int = USUAL_PAIRS,
    months: int = USUAL_MONTHS,
    seed: int = USUAL_SEED,
    network: "nx.Graph[Any] | str | Path | None" = None,
    rules: str | Path | None = None,
    mechanism: str | Path | None = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
    assumptions: str | Path | Ensemble | None = None,
    assumption_pairs: int = PAIRS_A_SET,
    workers: int = THREADS,
    progress: Progress | None = None,
    **settings: float,
) -> Comparison:
    """Compare two scenarios over pairs of runs with the same people and the same luck.

    Settings apply to both, and so do network, rules, mechanism, areas and scale (see run).  Pair k has seed + k.
    `progress` is called with runs done and runs in all.
    assumptions: "ensemble" (the shipped sets of assumptions), a CSV file or an Ensemble; the comparison is made again
    with every set, over `assumption_pairs` pairs each, beside the settings of the scenarios and those given here.
    Raises ScenarioError where something given is not allowed.
    """
    admit(mechanism)
    both, tables = sized_pair(a, b, settings, network, areas, scale)
    pairs, months, seed = checked_question(pairs, months, seed)
    others = None
    if assumptions is not None:
        few, _, _ = checked_question(assumption_pairs, months, seed)
        others = varied(assumptions, both, few)
    walks = load_rules(rules, mechanism)
    networks = [load_network(network, scenario) for scenario in both]
    origin = origin_of(network, networks[0], rules, areas, mechanism)

    def job(member: Both, pair: int, side: int) -> Job:
        return Job(member[side], seed + pair, months, networks[side], walks, tables[side])

    jobs = [job(both, pair, side) for pair in range(pairs) for side in (0, 1)]
    members, few = (others.members, others.pairs) if others else ((), 0)
    more = [job(member, pair, side) for member in members for pair in range(few) for side in (0, 1)]
    steps = Steps(len(jobs) + len(more), progress)
    ends = PairedEnds(pairs)
    results = on_threads(partial(lived, ends), jobs, range(len(jobs)), threads=workers, on_done=steps)
    others_end = many(more, lambda one: at_the_end(one.series(HEADLINES), months), threads=workers, on_done=steps)
    series = stacked(results[0::2]), stacked(results[1::2])
    return Comparison(
        *both,
        pairs,
        months,
        seed,
        *series,
        origin=origin,
        scale=scale,
        gaps=gaps_of(tables),
        worse_off=ends.found(),
        assumptions=others and others.gathered(others_end),
    )


def lived(ends: PairedEnds, job: Job, number: int) -> dict[str, Reals]:
    """Make one run of a comparison, whose jobs are A and B of each pair in turn: its indicators; how its families end goes to `ends`."""
    sums, place = job.ended()
    ends.add(number // 2, number % 2, place)
    return measure_all(sums)


def sized_pair(
    a: str | Path | Scenario,
    b: str | Path | Scenario,
    settings: Mapping[str, object],
    network: object = None,
    areas: str | Path | None = None,
    scale: float = 1.0,
) -> tuple[tuple[Scenario, Scenario], tuple[Areas | None, Areas | None]]:
    """Give two scenarios with their settings and sizes, and the areas of each where a table says them."""
    check_place(network, areas, scale)
    (one, its), (other, theirs) = (sized(load_scenario(which, settings), areas, scale) for which in (a, b))
    return (one, other), (its, theirs)


def stacked(results: list[dict[str, Reals]]) -> dict[str, Reals]:
    """Stack the indicators of runs: each of shape (runs, months + 1)."""
    return {name: np.stack([result[name] for result in results]) for name in results[0]}


def settings_that_differ(a: Scenario, b: Scenario) -> Iterator[tuple[str, float, float]]:
    """Name each setting in which two scenarios differ, with both values."""
    for name in {**a.values(), **b.values()}:
        if a.value(name) != b.value(name):
            yield name, a.value(name), b.value(name)
