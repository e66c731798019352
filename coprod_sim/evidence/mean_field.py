"""Is an agent model needed?  The town beside its mean-field twin, in which everybody is alike and nobody hears from anybody.

The twin is made by settings alone (scenarios/everybody_alike.toml): the same rules, the same luck, no spreads, no ties.
Both are asked the same: what each way of working changes against consultation as usual, after two and after five years.
What the twin cannot show is what differs between families; that is looked at here family by family.
docs/is_an_agent_model_needed.md is made of this, by scripts/make_mean_field.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.indicators import measure_all, value_at, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.usual import BASELINE, USUAL_SEED
from coprod_sim.study.compare import checked_question
from coprod_sim.study.interval import paired_interval
from coprod_sim.study.many import THREADS, Progress, Steps, on_threads

ALIKE: Final = "everybody_alike"
"""The modifier that makes the twin."""
WAYS: Final = ("power_sharing", "co_responsibility", "share_first_no_training", "handed_over", "invited_not_deciding")
ASKED: Final = ("progress", "felt_trust")
MEAN_FIELD_MONTHS: Final = (24, 60)
MEAN_FIELD_PAIRS: Final = 40
SEEN: Final = 0.005
"""Gains that lie no further apart than half of one in a hundred look the same on every page (study/inert/ says why)."""
QUARTER: Final = 0.25
"""A twin that is off by no more than a quarter of the town's gain has its size right; chosen before any figure was seen."""
WORSE_BY: Final = 0.02
"""A family is worse off if its young person's progress is lower by more than this, as on the page /compare."""
WORSE_OFF: Final = "worse off"
HALF: Final = 0.5
TAIL: Final = 10
"""The tenth of families with the least, and with the most."""

Verdict = Literal[
    "right", "right way, wrong size", "wrong way", "misses it", "sees what is not there", "neither sees any"
]


class Interval(NamedTuple):
    """A mean over pairs of runs, with its 95 % interval."""

    mean: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether it leaves zero out."""
        return self.low > 0 or self.high < 0

    @classmethod
    def of(cls, values: Reals) -> "Interval":
        """Make it of one value for each pair."""
        return cls(*(float(part) for part in paired_interval(values)))


class Gain(NamedTuple):
    """What a way of working changes against the baseline, in the town and in its twin, and the twin's gain less the town's."""

    way: str
    indicator: str
    month: int
    town: Interval
    alike: Interval
    off: Interval

    @property
    def verdict(self) -> Verdict:
        """Whether the twin gets it right."""
        if not self.town.clear or not self.alike.clear:
            if self.town.clear:
                return "misses it"
            return "sees what is not there" if self.alike.clear else "neither sees any"
        if (self.town.mean > 0) != (self.alike.mean > 0):
            return "wrong way"
        allowed = max(SEEN, QUARTER * abs(self.town.mean))
        return "right way, wrong size" if self.off.clear and abs(self.off.mean) > allowed else "right"


class Spread(NamedTuple):
    """Something that differs between families, in the town and in its twin, in the last month of a way of working."""

    name: str
    way: str
    town: Interval
    alike: Interval

    @property
    def amounts(self) -> tuple[float, float]:
        """How much it parts families, in the town and in its twin; of a share that is the smaller side: nobody or everybody is no difference."""
        if self.name != WORSE_OFF:
            return self.town.mean, self.alike.mean
        one, other = (min(part.mean, 1 - part.mean) for part in (self.town, self.alike))
        return one, other

    @property
    def lost(self) -> bool:
        """Whether the twin has less than half of it."""
        return self.amounts[1] < HALF * self.amounts[0]


@dataclass(frozen=True)
class MeanField:
    """What was found: gains by way, indicator and month; spreads; and how often the twin puts two ways in the town's order."""

    pairs: int
    seed: int
    gains: tuple[Gain, ...]
    spreads: tuple[Spread, ...]

    def order(self, indicator: str, month: int) -> tuple[int, int]:
        """Count the pairs of ways that the town tells apart, and those of them that the twin puts in the same order.

        Ways are told apart where their mean gains differ by more than `SEEN`.
        """
        gains = [gain for gain in self.gains if (gain.indicator, gain.month) == (indicator, month)]
        apart = [two for two in combinations(gains, 2) if abs(two[0].town.mean - two[1].town.mean) > SEEN]
        same = [two for two in apart if np.sign(difference(two, "town")) == np.sign(difference(two, "alike"))]
        return len(apart), len(same)


def difference(two: tuple[Gain, Gain], place: Literal["town", "alike"]) -> float:
    """Give by how much the gain of one way is above that of another, in the town or in its twin."""
    one, other = (gain.town.mean if place == "town" else gain.alike.mean for gain in two)
    return one - other


class Ended(NamedTuple):
    """One run: what was asked by month, shape (months, asked), and families and disputes at the end."""

    asked: Reals
    progress: Reals  # (n,)
    voice: Reals  # (n,)
    quarter: Reals  # (n,)
    disputes: float


def ended(name: str, seed: int, settings: Mapping[str, float]) -> Ended:
    """Make a run of a scenario, and keep what is looked at."""
    simulation = begun(load_scenario(name, settings), seed)
    tallies = np.concatenate((simulation.count(), simulation.advance(max(MEAN_FIELD_MONTHS))))
    series = measure_all(whole_place(tallies), (*ASKED, "disputes"))
    asked = np.array([[value_at(series[one], one, month) for one in ASKED] for month in MEAN_FIELD_MONTHS])
    families = simulation.place.families
    progress, voice, quarter = (families[field].astype(float) for field in ("progress", "voice", "quarter"))
    disputes = float(value_at(series["disputes"], "disputes", max(MEAN_FIELD_MONTHS)))
    return Ended(asked, progress, voice, quarter, disputes)


def tail_gap(values: Reals) -> float:
    """Give how far the tenth with the most is above the tenth with the least: the 90th less the 10th percentile."""
    low, high = np.percentile(values, [TAIL, 100 - TAIL])
    return float(high - low)


def resource_gap(run: Ended) -> float:
    """Give mean progress of the quarter of families with most resources, less that of the quarter with least."""
    return float(run.progress[run.quarter == run.quarter.max()].mean() - run.progress[run.quarter == 0].mean())


SPREADS: Final[Mapping[str, Callable[[Ended, Ended], float]]] = {
    WORSE_OFF: lambda base, run: float((run.progress - base.progress < -WORSE_BY).mean()),
    "spread of voice": lambda _, run: tail_gap(run.voice),
    "spread of progress": lambda _, run: tail_gap(run.progress),
    "gap by resources": lambda _, run: resource_gap(run),
    "disputes": lambda _, run: run.disputes,
}
"""What differs between families, of the baseline's run and the way's run with the same luck."""


def mean_field(
    pairs: int = MEAN_FIELD_PAIRS, seed: int = USUAL_SEED, progress: Progress | None = None, **settings: float
) -> MeanField:
    """Run the town and its twin in every way of working, and compare.   `progress` is called with runs done and in all."""
    pairs, _, seed = checked_question(pairs, max(MEAN_FIELD_MONTHS), seed)
    names = [name + twin for twin in ("", f"+{ALIKE}") for name in (BASELINE, *WAYS)]
    asked = [(name, seed + pair) for name in names for pair in range(pairs)]
    steps = Steps(len(asked), progress)
    runs = on_threads(lambda one: ended(one[0], one[1], settings), asked, threads=THREADS, on_done=steps)
    by_name = {name: runs[place * pairs : (place + 1) * pairs] for place, name in enumerate(names)}
    gains = tuple(
        gain_of(by_name, way, place, row)
        for place in range(len(ASKED))
        for row in range(len(MEAN_FIELD_MONTHS))
        for way in WAYS
    )
    spreads = tuple(
        Spread(
            name,
            way,
            *(Interval.of(measured(by_name, way + twin, BASELINE + twin, measure)) for twin in ("", f"+{ALIKE}")),
        )
        for name, measure in SPREADS.items()
        for way in WAYS
    )
    return MeanField(pairs, seed, gains, spreads)


def gain_of(by_name: Mapping[str, list[Ended]], way: str, place: int, row: int) -> Gain:
    """Compare one way with the baseline in the town and in its twin, pair by pair."""
    town, alike = (
        np.array(
            [
                run.asked[row, place] - base.asked[row, place]
                for run, base in zip(by_name[way + twin], by_name[BASELINE + twin], strict=True)
            ]
        )
        for twin in ("", f"+{ALIKE}")
    )
    found = (Interval.of(values) for values in (town, alike, alike - town))
    return Gain(way, ASKED[place], MEAN_FIELD_MONTHS[row], *found)


def measured(
    by_name: Mapping[str, list[Ended]], way: str, base: str, measure: Callable[[Ended, Ended], float]
) -> Reals:
    """Give one value for each pair of runs."""
    return np.array([measure(one, run) for one, run in zip(by_name[base], by_name[way], strict=True)])
