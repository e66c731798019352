"""Claims held against other assumptions: in how many sets of them does what is told still hold, at the month for which it is told?

A set gives other values to what nobody has measured: one of the fitted ensemble, or a draw of all guesses over their ranges.
In each set a claim is asked over a few pairs of runs with the same luck, by their mean alone: which way it goes,
and how far it goes if the text says far (`way` and `told` of criteria.py).
Beside the claims stand the built-in ways of working, each against each in every month, for what /present tells of any two.
Each run is made once for each set, whichever claims ask for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.claims import CLAIMS, TAUGHT_SETTINGS, Claim, Runs
from coprod_sim.evidence.claims.runs import END, WhichWay
from coprod_sim.evidence.claims.shares.shares import SHARE_MEASURES, AssumptionSource, Held, Spoken
from coprod_sim.evidence.robustness.unmeasured_assumptions import over_their_ranges
from coprod_sim.indicators import YEAR
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets
from coprod_sim.scenario.usual import USUAL_SEED
from coprod_sim.study.assumptions.ensemble import Ensemble, load_ensemble
from coprod_sim.study.compare import checked_question
from coprod_sim.study.many import THREADS, Progress, Steps, on_threads

Set = Mapping[str, float]

SOURCES: Final = ("ensemble", "ranges")
DRAWS: Final = 200
MOST_DRAWS: Final = 10_000
DRAW_PAIRS: Final = 4
"""Pairs of runs for each set: the ways of the claims differ by far more than the luck that four pairs leave."""
PRESETS: Final = tuple(preset.key for preset in all_presets())
ALONE: Final = {key: TwoWays(Way(key), Way(key)) for key in PRESETS}
"""Each built-in way of working, as settings of which only A is looked at."""


class SetOutcome(NamedTuple):
    """What one set of assumptions makes of claims, and of the built-in ways: means over pairs (ways, measures, months + 1)."""

    claims: dict[str, Spoken]
    ways: Reals | None


def checked_assumptions(assumptions: str, draws: int | None, pairs: int, seed: int) -> tuple[Ensemble, int, int]:
    """Give the sets of assumptions that are asked for, with pairs and seed, or say all that is wrong with what was given."""
    if assumptions not in SOURCES:
        raise ScenarioError(f"assumptions = {assumptions}: must be one of {', '.join(SOURCES)}. Choose one of them.")
    if draws is not None and assumptions != "ranges":
        raise ScenarioError(f"draws = {draws}: the ensemble has its own sets. Leave it out, or ask for ranges.")
    draws = checked_whole("draws", DRAWS if draws is None else draws, 1, MOST_DRAWS, f"{DRAWS} are enough.")
    pairs, _, seed = checked_question(pairs, END, seed)
    ensemble = load_ensemble() if assumptions == "ensemble" else over_their_ranges(draws, seed)[1]
    return ensemble, pairs, seed


def hold_claims(
    assumptions: str,
    draws: int | None = None,
    pairs: int = DRAW_PAIRS,
    seed: int = USUAL_SEED,
    progress: Progress | None = None,
    claims: Iterable[Claim] = CLAIMS,
    ways: bool = True,
) -> Held:
    """Hold claims against every set of assumptions, and the built-in ways of working against each other if `ways`.

    assumptions: "ensemble", or "ranges" for so many draws of all guesses.  Pair k has seed + k in every set.
    `progress` is called with sets done and sets in all.  Raises ScenarioError where something given is not allowed.
    """
    ensemble, pairs, seed = checked_assumptions(assumptions, draws, pairs, seed)
    wanted, sets = tuple(claims), [ensemble.settings(number) for number in range(len(ensemble.values))]
    steps = Steps(len(sets), progress)
    outcomes = on_threads(
        lambda one: outcome_of_set(one, wanted, pairs, seed, ways), sets, threads=THREADS, on_done=steps
    )
    source = AssumptionSource(assumptions, len(sets), pairs, seed)
    by_key = {claim.key: summed([outcome.claims[claim.key] for outcome in outcomes]) for claim in wanted}
    series = np.array([outcome.ways for outcome in outcomes]) if ways else None
    return Held(source, by_key, {} if series is None else dict(counted(series)))


def summed(of_sets: list[Spoken]) -> Spoken:
    """Count the sets in which a claim holds."""
    return Spoken(sum(one.holds for one in of_sets), sum(one.as_large for one in of_sets))


def outcome_of_set(one: Set, claims: tuple[Claim, ...], pairs: int, seed: int, ways: bool) -> SetOutcome:
    """Hold claims, and the built-in ways of working, against one set of assumptions."""
    runs = SetRuns(one, pairs, seed)
    found = {}
    for claim in claims:
        findings = list(claim.check(runs))
        large = all(each.mean_holds for each in findings)
        found[claim.key] = Spoken(large if claim.sized else all(each.right_way for each in findings), large)
    if not ways:
        return SetOutcome(found, None)
    series = [[runs.of(measure, key, "A").mean(axis=0) for measure in SHARE_MEASURES] for key in PRESETS]
    return SetOutcome(found, np.array(series))


class SetRuns(Runs):
    """Runs under one set of assumptions; what a way of working says itself stays as it says."""

    threads = 1  # others have other sets

    def __init__(self, one: Set, pairs: int, seed: int) -> None:
        super().__init__({**TAUGHT_SETTINGS, **ALONE}, pairs, seed)
        self.one = one
        self.made: dict[tuple[str, WhichWay], tuple[Scenario, int]] = {}

    def scenario(self, setting: str, side: WhichWay) -> tuple[Scenario, int]:
        """Give the scenario of one side of a setting under this set, and its months."""
        if (setting, side) not in self.made:
            plain, months = super().scenario(setting, side)
            free = {name: value for name, value in self.one.items() if name not in plain.settings}
            self.made[setting, side] = load_scenario(plain, free), months
        return self.made[setting, side]


def counted(series: Reals) -> Iterator[tuple[tuple[str, str, str, str], list[int]]]:
    """Count by month the sets in which one way is higher than another, and in which a way rose or fell in a year.

    series: (sets, ways, measures, months + 1).  Gives (a, b, measure, what) with the counts: what is "A" or "B" for the higher
    one, or "same"; for one way alone, with an empty b, "rose" or "fell", against a year before or the start.
    """
    for (one, a), (other, b) in combinations(enumerate(PRESETS), 2):
        for index, measure in enumerate(SHARE_MEASURES):
            gaps = series[:, other, index] - series[:, one, index]
            for what, true in (("A", gaps < 0), ("B", gaps > 0), ("same", gaps == 0)):
                yield (a, b, measure, what), [int(count) for count in true.sum(axis=0)]
    before = np.maximum(np.arange(END + 1) - YEAR, 0)
    for one, a in enumerate(PRESETS):
        for index, measure in enumerate(SHARE_MEASURES):
            moved = series[:, one, index] - series[:, one, index][:, before]
            for what, true in (("rose", moved > 0), ("fell", moved < 0)):
                yield (a, "", measure, what), [int(count) for count in true.sum(axis=0)]
