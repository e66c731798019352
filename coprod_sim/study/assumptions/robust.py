"""Which conclusions survive other assumptions: a comparison made again with every set of an ensemble (ensemble.py).

A difference over sets varies for two reasons: the assumptions differ, and each set has luck of its own.
All sets share their seeds, so part of the luck is common to all; what is left of it in the spread is estimated and told.
A set counts as higher or lower by its mean alone; how many means lie within noise is told beside it.
What a scenario or the user sets is what the question is about, so no set of assumptions changes it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np
from scipy.special import stdtrit

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES, value_at
from coprod_sim.place.origin import FileOrigin
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.assumptions.ensemble import Ensemble, checked_ensemble, csv_text, load_ensemble
from coprod_sim.study.certainty_text import certainty, headline
from coprod_sim.study.interval import CERTAINTY

if TYPE_CHECKING:
    from coprod_sim.study.compare import Comparison, Difference

Survival = Literal[
    "survives", "mostly", "depends on assumptions", "too small to tell", "no conclusion", "same", "not measured"
]
Both = tuple[Scenario, Scenario]

SHIPPED_NAME: Final = "ensemble"
"""What stands for the shipped ensemble, where a path may stand too."""
SETS_IN_MEMORY: Final = "sets in memory"
PAIRS_A_SET: Final = 4
FEWEST_SETS: Final = 20
"""Of fewer sets than this, one alone is more than the 5 in 100 that a surviving conclusion may lose."""
SURVIVES: Final = 0.95
MOSTLY: Final = 0.80
MOST_WITHIN_NOISE: Final = 0.5
QUANTILES: Final = (0.05, 0.5, 0.95)
JSON_KEYS: Final = {
    "standard_error": "luck",
    "within_noise": "within_luck",
    "spread_without_noise": "spread_without_luck",
}
"""What the JSON of a comparison calls some fields of Across."""


class Across(NamedTuple):
    """One headline over sets of assumptions: B minus A at the end, in the indicator's own unit.

    default: the comparison's own difference.   median, low, high: over sets, low and high leave out 5 % at each end.
    sets: those in which it could be measured; higher, lower: in how many of them B is higher, or lower, by the mean.
    agree: in how many the sign is that of the conclusion (or of the median, where there is no conclusion).
    standard_error: of the difference in one set, from its pairs.   within_noise: sets nearer to zero than noise reaches.
    spread: standard deviation between sets.   spread_without_noise: what is left of it without the sets' own noise.
    """

    indicator: str
    default: float
    median: float
    low: float
    high: float
    sets: int
    higher: int
    lower: int
    agree: int
    within_noise: int
    standard_error: float
    spread: float
    spread_without_noise: float
    verdict: Survival


NOTHING: Final = math.nan
NOT_MEASURED: Final = Across(
    "", NOTHING, NOTHING, NOTHING, NOTHING, 0, 0, 0, 0, 0, NOTHING, NOTHING, NOTHING, "not measured"
)


class Noise(NamedTuple):
    """What luck does to the difference in one set: its standard error, and the half-width of its 95 % interval around zero.

    own: the part of that error which sets do not share, since they have the same seeds; nan with a single set.
    """

    standard_error: float
    half_width: float
    own: float


@dataclass(frozen=True)
class Robust:
    """What the sets of assumptions gave.

    source: the file of the sets or SETS_IN_MEMORY, and the hash of their values.   names: what they vary.
    held: of these, what a scenario or the user gives, and so is not varied there.
    differences: for each headline B minus A at the end, shape (sets, pairs); pair k has seed + k in every set.
    """

    source: FileOrigin
    names: tuple[str, ...]
    held: tuple[str, ...]
    pairs: int
    differences: dict[str, Reals]

    @property
    def sets(self) -> int:
        """How many sets of assumptions there are."""
        return len(next(iter(self.differences.values())))

    @property
    def in_memory(self) -> bool:
        """Whether the sets were given as they are, so that there is no file to be named again."""
        return self.source.name == SETS_IN_MEMORY


# Before the runs.


class Varied(NamedTuple):
    """What is to be run: both scenarios under each set of assumptions."""

    source: FileOrigin
    names: tuple[str, ...]
    held: tuple[str, ...]
    pairs: int
    members: tuple[Both, ...]

    def gathered(self, ends: list[dict[str, float]]) -> Robust:
        """Put together what the runs gave at their end, in the order of sets, pairs and sides."""
        shape = len(self.members), self.pairs, 2
        differences = {}
        for name in HEADLINES:
            values = np.array([end[name] for end in ends]).reshape(shape)
            differences[name] = values[..., 1] - values[..., 0]
        return Robust(self.source, self.names, self.held, self.pairs, differences)


def varied(assumptions: str | Path | Ensemble, both: Both, pairs: int) -> Varied:
    """Put every set of assumptions under both scenarios; raises ScenarioError where that cannot be done."""
    if both[0].hash == both[1].hash:
        fault = "A and B are the same, so no assumption can make a difference"
        raise ScenarioError(f"assumptions: {fault}: two scenarios that differ are needed. Name another one.")
    ensemble, source = found_ensemble(assumptions)
    free = [{name for name in ensemble.names if name not in scenario.settings} for scenario in both]
    if not free[0] | free[1]:
        fault = "the scenarios or --set give a value to everything that these sets vary"
        raise ScenarioError(f"assumptions {source.name}: {fault}: some must be left free. Leave out a setting.")
    held = tuple(name for name in ensemble.names if not (name in free[0] and name in free[1]))
    members = tuple(members_of(ensemble, both, source.name))
    return Varied(source, ensemble.names, held, pairs, members)


def found_ensemble(assumptions: str | Path | Ensemble) -> tuple[Ensemble, FileOrigin]:
    """Give the ensemble of a name, a path or itself, and where it came from."""
    if isinstance(assumptions, Ensemble):
        ensemble, name = checked_ensemble(assumptions), SETS_IN_MEMORY
    else:
        name = str(assumptions)
        ensemble = load_ensemble(None if name == SHIPPED_NAME else name)
    return ensemble, FileOrigin(name, sha256(csv_text(ensemble).encode()).hexdigest())


def members_of(ensemble: Ensemble, both: Both, where: str) -> Iterator[Both]:
    """Give both scenarios under each set; what a scenario says itself stays as it says."""
    for number in range(len(ensemble.values)):
        member = ensemble.settings(number)
        try:
            a, b = (
                load_scenario(one, {name: value for name, value in member.items() if name not in one.settings})
                for one in both
            )
        except ScenarioError as error:
            raise ScenarioError(*(f"{where} row {number + 2}: {fault}" for fault in error.faults)) from error
        yield a, b


# After each run.


def at_the_end(series: dict[str, Reals], months: int) -> dict[str, float]:
    """Give indicators of one run at its end.   series: by month, each of shape (months + 1,)."""
    return {name: float(value_at(values, name, months)) for name, values in series.items()}


# After all runs.


def across(comparison: "Comparison", indicator: str) -> Across:
    """Say what sets of assumptions make of one headline; the comparison must have been made with some."""
    robust, default = comparison.assumptions, headline(comparison, indicator)
    assert robust is not None
    pairs = robust.differences[indicator]
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    if not len(pairs) or not np.isfinite(default.difference):
        return NOT_MEASURED._replace(indicator=indicator)
    means, noise = pairs.mean(axis=1), noise_of(pairs)
    low, median, high = (float(value) for value in np.quantile(means, QUANTILES))
    spread = float(means.std(ddof=1)) if len(means) > 1 else math.nan
    higher, lower = int((means > 0).sum()), int((means < 0).sum())
    sign = concluded(default, comparison.pairs) or float(np.sign(median))
    found = Across(
        indicator,
        default.difference,
        median,
        low,
        high,
        sets=len(means),
        higher=higher,
        lower=lower,
        agree=higher if sign > 0 else lower if sign < 0 else len(means) - higher - lower,
        within_noise=int((np.abs(means) <= noise.half_width).sum()),
        standard_error=noise.standard_error,
        spread=spread,
        spread_without_noise=float(np.sqrt(max(0.0, spread**2 - noise.own**2))) if len(means) > 1 else math.nan,
        verdict="not measured",
    )
    return found._replace(verdict=survival(found, certainty(default, comparison.pairs)))


def concluded(default: "Difference", pairs: int) -> float:
    """Give the sign of what the comparison itself concludes; 0 where it is not clear."""
    return {"higher": 1.0, "lower": -1.0}.get(certainty(default, pairs), 0.0)


def noise_of(differences: Reals) -> Noise:
    """Estimate what luck does to the mean of one set, from differences of shape (sets, pairs), two pairs or more.

    Sets have their seeds in common.  So a seed's own effect moves all sets alike, and only the rest spreads them:
    the residuals of an additive table of sets and seeds.  Variances are pooled over sets.

    >>> noise = noise_of(np.array([[1.0, 3.0], [5.0, 7.0]]))  # the seeds move both sets alike
    >>> round(noise.standard_error, 3), noise.own
    (1.0, 0.0)
    """
    sets, pairs = differences.shape
    standard_error = float(np.sqrt(differences.var(axis=1, ddof=1).mean() / pairs))
    half_width = standard_error * float(stdtrit(sets * (pairs - 1), 0.5 + CERTAINTY / 2))
    if sets == 1:
        return Noise(standard_error, half_width, math.nan)
    means, seeds = differences.mean(axis=1, keepdims=True), differences.mean(axis=0, keepdims=True)
    rest = differences - means - seeds + differences.mean()
    return Noise(standard_error, half_width, float(np.sqrt((rest**2).sum() / ((sets - 1) * (pairs - 1)) / pairs)))


def survival(found: Across, sure: str) -> Survival:
    """Judge a conclusion by the share of sets with its sign; without a clear difference there is none to judge."""
    if sure not in {"higher", "lower"}:
        return "same" if sure == "same" and found.higher + found.lower == 0 else "no conclusion"
    if found.agree >= SURVIVES * found.sets:
        return "survives"
    if found.agree >= MOSTLY * found.sets:
        return "mostly"
    return "too small to tell" if found.within_noise > MOST_WITHIN_NOISE * found.sets else "depends on assumptions"


def robust_to_dict(comparison: "Comparison") -> dict[str, Any]:
    """Give what the sets of assumptions made of each headline as plain data.  Values that do not exist are None."""
    from coprod_sim.study.compare import json_number

    robust = comparison.assumptions
    assert robust is not None
    indicators = {}
    for name in HEADLINES:
        fields = across(comparison, name)._asdict()
        fields.pop("indicator")
        words = fields.pop("verdict")
        numbers = {JSON_KEYS.get(field, field): json_number(value) for field, value in fields.items()}
        indicators[name] = numbers | {"verdict": words}
    return {
        **robust.source._asdict(),
        "sets": robust.sets,
        "pairs": robust.pairs,
        "varied": list(robust.names),
        "held": list(robust.held),
        "indicators": indicators,
    }
