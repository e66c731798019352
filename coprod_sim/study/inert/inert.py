"""What moves nothing that people would see: everything is taken out in turn, with the same people and the same luck.

A removal *moves* something if a headline changes by more than luck and by as much as anybody would see (`SIZES`).
More than luck: the interval of the paired difference leaves zero out, in one of the many places where it is looked for;
so that looking often finds nothing by itself, the interval is one that is 95 % sure of all places of a removal together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.special import stdtrit

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.indicators import INDICATORS, YEAR, value_at
from coprod_sim.scenario.parameters import close_name
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import USUAL_SEED
from coprod_sim.study.certainty_text import unit_of
from coprod_sim.study.compare import checked_question
from coprod_sim.study.inert.removals import Removal, all_removals
from coprod_sim.study.interval import CERTAINTY
from coprod_sim.study.many import THREADS, Job, Progress, Steps, many

OUTCOMES: Final = (
    *("progress", "felt_trust", "fit", "family_energy", "engaged", "confidence"),
    *("spending", "staff_energy", "disputes", "facilitation"),
)
"""The headlines that are looked at: what families, staff and those who pay live with.

Left out are those that a setting moves because they repeat it (the promise, the power that a rule allows, pressure),
and time and turnover of staff, which count here by what they do to people.
"""
MONTHS: Final = (24, 60)
"""When they are looked at: after two years, and after five."""
INERT_PAIRS: Final = 12
SIZE: Final = 0.005
"""What somebody would see: half of one in a hundred.

Pages, reports and lessons show whole numbers of 100: a smaller change mostly leaves what they show as it is.
It was chosen before any figure was looked at, once for everything: half a point of progress, trust, fit, energy, taking part,
confidence or skill, half a hundredth of what a plan costs, and disputes of five in a thousand families a year.
"""
SIZES: Final = {"per 1,000 families a year": 1000 * SIZE}
"""The same by unit, where an indicator is no share."""


class RemovalEffect(NamedTuple):
    """What a removal does where it does most: B minus A, A being the scenario as it is, with the interval for all places.

    settings: what was set to take it out.   moves: whether it is more than luck, and enough to be seen.
    """

    name: str
    kind: str
    indicator: str
    scenario: str
    month: int
    settings: Mapping[str, float]
    difference: float
    ci_low: float
    ci_high: float
    moves: bool


@dataclass(frozen=True)
class RemovalEffects:
    """What all removals do, in their order."""

    effects: tuple[RemovalEffect, ...]
    pairs: int
    seed: int

    @property
    def inert(self) -> tuple[RemovalEffect, ...]:
        """Those that move nothing."""
        return tuple(effect for effect in self.effects if not effect.moves)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data: what `inert --json` prints."""
        return {
            "pairs": self.pairs,
            "seed": self.seed,
            "months": list(MONTHS),
            "size": SIZE,
            "version": VERSION,
            "inert": [[effect.name, effect.kind] for effect in self.inert],
            "effects": [{**effect._asdict(), "settings": dict(effect.settings)} for effect in self.effects],
        }


def size_of(indicator: str) -> float:
    """Give the change of an indicator that somebody would see.

    >>> size_of("progress"), size_of("disputes")
    (0.005, 5.0)
    """
    return SIZES.get(INDICATORS[indicator].unit, SIZE)


def outcomes(job: Job) -> Reals:
    """Make a run: every outcome at every month of `MONTHS`, shape (months, outcomes)."""
    series = job.series(OUTCOMES)
    return np.array([[value_at(series[name], name, month) for name in OUTCOMES] for month in MONTHS])


def sure_half_width(differences: Reals, looks: int) -> Reals:
    """Give half the width of intervals over pairs (the first axis) that are 95 % sure of `looks` looks together (Bonferroni).

    With one look it is the interval of every comparison (study/interval.py).
    >>> float(sure_half_width(np.array([1.0, 2.0, 3.0]), 1).round(3)), float(sure_half_width(np.array([1.0, 2.0, 3.0]), 10).round(3))
    (2.484, 8.134)
    """
    pairs = len(differences)
    quantile = stdtrit(pairs - 1, 1 - (1 - CERTAINTY) / 2 / looks)
    return np.asarray(quantile * differences.std(axis=0, ddof=1) / np.sqrt(pairs))


class Asked(NamedTuple):
    """One scenario of a removal, with one way to take it out."""

    scenario: Scenario
    settings: Mapping[str, float]

    def both(self) -> tuple[Scenario, Scenario]:
        """The scenario as it is, and without what is taken out."""
        return self.scenario, self.scenario.changed(self.settings)


def asked_of(removal: Removal, changes: Mapping[str, float]) -> list[Asked]:
    """Give all that is asked of a removal: every way in every scenario, with settings changed for both."""
    return [Asked(load_scenario(name, changes), way) for name in removal.scenarios for way in removal.ways]


def effect_of(removal: Removal, asked: Iterable[Asked], differences: Reals) -> RemovalEffect:
    """Give what a removal does where it does most.   differences: shape (asked, pairs, months, outcomes).

    What is more than luck comes before what may be luck, and then what is largest beside what somebody would see.
    """
    by_look = np.moveaxis(differences, 1, 0)
    means, widths = by_look.mean(axis=0), sure_half_width(by_look, by_look[0].size)
    sizes = np.array([size_of(name) for name in OUTCOMES])
    seen = np.abs(means) / sizes
    clear = np.abs(means) > widths
    at, month, outcome = np.unravel_index(
        np.argmax(np.where(clear, seen, 0)) if clear.any() else seen.argmax(), seen.shape
    )
    mean, width = float(means[at, month, outcome]), float(widths[at, month, outcome])
    chosen = list(asked)[at]
    return RemovalEffect(
        removal.name,
        removal.kind,
        OUTCOMES[outcome],
        chosen.scenario.name,
        MONTHS[month],
        chosen.settings,
        mean,
        mean - width,
        mean + width,
        bool(clear[at, month, outcome] and seen[at, month, outcome] >= 1),
    )


def chosen_removals(wanted: Iterable[str]) -> list[Removal]:
    """Give the removals of these names, or all of them; raises ScenarioError with every name that is none."""
    removals, wanted = list(all_removals()), tuple(wanted)
    known = {removal.name for removal in removals}
    faults = []
    for name in wanted:
        if name not in known:
            near = close_name(name, known)
            advice = f"Did you mean {near}?" if near else "Leave it out for all of them."
            faults.append(f"{name}: is nothing that can be taken out: must be a lever, a tie or a parameter. {advice}")
    if faults:
        raise ScenarioError(*faults)
    return [removal for removal in removals if removal.name in wanted or not wanted]


def find_inert(
    wanted: Iterable[str] = (),
    *,
    pairs: int = INERT_PAIRS,
    seed: int = USUAL_SEED,
    workers: int = THREADS,
    progress: Progress | None = None,
    **settings: float,
) -> RemovalEffects:
    """Take out every lever, tie, number and term in turn (or the wanted ones), and say what each does where it does most.

    settings: changed in every scenario, for a smaller place.   `progress` is called with runs done and runs in all.
    Raises ScenarioError where something given is not allowed.
    """
    removals = chosen_removals(wanted)
    pairs, months, seed = checked_question(pairs, max(MONTHS), seed)
    asked = [asked_of(removal, settings) for removal in removals]

    def jobs(one: Asked) -> Iterator[Job]:
        yield from (Job(which, seed + pair, months) for pair in range(pairs) for which in one.both())

    wanted_jobs = [job for each in asked for one in each for job in jobs(one)]
    steps = Steps(len(set(wanted_jobs)), progress)
    found = np.array(many(wanted_jobs, outcomes, threads=workers, on_done=steps, kept={}))
    found = found.reshape(-1, pairs, 2, len(MONTHS), len(OUTCOMES))
    differences, first, effects = found[:, :, 1] - found[:, :, 0], 0, []
    for removal, each in zip(removals, asked, strict=True):
        effects.append(effect_of(removal, each, differences[first : first + len(each)]))
        first += len(each)
    return RemovalEffects(tuple(effects), pairs, seed)


# Words.


def effect_text(effect: RemovalEffect) -> str:
    """Say what a removal does where it does most."""
    unit = unit_of(effect.indicator)
    size, low, high = (f"{unit.factor * value:+.2f}" for value in (effect.difference, effect.ci_low, effect.ci_high))
    year = effect.month // YEAR
    title = INDICATORS[effect.indicator].title
    return f"{title} {size} {unit.words} ({low} to {high}) after {year} years in {effect.scenario}"


def inert_summary(found: RemovalEffects) -> Iterator[str]:
    """Say how much was taken out, how much of it moves nothing, and what that means."""
    count = len(found.inert)
    yield f"{len(found.effects)} things were taken out, each over {found.pairs} pairs of runs with the same luck; {count} move nothing."
    yield (
        f"To move something is to change one of {len(OUTCOMES)} headlines by {unit_of('progress').factor * SIZE:g} of 100 or more "
        "(disputes: 5 a year for every 1,000 families), after 2 or 5 years, by more than luck: "
        "each interval is wide enough to be 95 % sure of all places together in which that was looked for."
    )
