"""Calibration: sets of assumptions that fit the patterns and the published figures, instead of one best set.

Approximate Bayesian computation: draws of the prior (priors.py) whose distance (criteria.py) is below a tolerance,
which falls from wave to wave (sequential_abc.py).  What comes out are draws of the prior, given that the model fits so well.
All sets are judged with the same luck, so the distance is a function of the assumptions alone; early waves use few pairs
of runs, later ones more.  In the end every set is judged anew with luck that it was not fitted to, and that is what is told.
"""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from coprod_sim.engine.simulation import checked_seed
from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.calibration.criteria import Score, all_scores, criteria_names, distance_of
from coprod_sim.evidence.calibration.priors import Prior, allowed, default_prior
from coprod_sim.evidence.calibration.result import Calibration
from coprod_sim.evidence.calibration.sequential_abc import (
    KEEP,
    Population,
    first_wave,
    measured,
    next_wave,
    prior_draws,
)
from coprod_sim.evidence.calibration.targets import TARGETS
from coprod_sim.files import VERSION, write_whole
from coprod_sim.scenario.setting_checks import checked_whole
from coprod_sim.scenario.usual import USUAL_SEED
from coprod_sim.study.assumptions.ensemble import Ensemble
from coprod_sim.study.compare import checked_pairs
from coprod_sim.study.many import OnDone, Progress, Steps, on_threads

EARLY_PAIRS: Final = 2
FEWEST_SETS: Final = 4
MOST_SETS: Final = 10_000
MOST_WAVES: Final = 200
FITTED_SEED: Final = 1_000_000
JUDGING_SEED: Final = 2_000_000
"""How far the seeds of the runs lie from the seed given: those that sets are fitted to, and those that they are judged with."""
LARGEST_SEED_HERE: Final = 2**32


def check_sizes(sets: object, waves: object, pairs: object, seed: object) -> None:
    """Raise all that is wrong with the sizes and the seed of a calibration, together."""
    faults: list[str] = []
    checks: tuple[Callable[[], int], ...] = (
        lambda: checked_whole("sets", sets, FEWEST_SETS, MOST_SETS, f"Give one such as {FEWEST_SETS}."),
        lambda: checked_whole("waves", waves, 1, MOST_WAVES, "Give one such as 1."),
        lambda: checked_pairs(pairs),
        lambda: checked_whole("seed", checked_seed(seed), 0, LARGEST_SEED_HERE, "Other seeds are made of it."),
    )
    for check in checks:
        try:
            check()
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(*faults)


def early_waves(waves: int) -> int:
    """Say how many waves use few pairs: the first two thirds."""
    return 2 * waves // 3


def point_distance(prior: Prior, pairs: int, seed: int, point: Reals, limit: float) -> float:
    """Give the distance of a point of the prior; one whose numbers do not fit beside one another is infinitely far."""
    settings = prior.settings(point)
    return distance_of(settings, pairs, seed, limit) if allowed(settings) else math.inf


def calibrate(
    sets: int = 100,
    waves: int = 30,
    pairs: int = 4,
    seed: int = USUAL_SEED,
    *,
    progress: Progress | None = None,
    keep_in: str | Path | None = None,
    prior: Prior | None = None,
) -> Calibration:
    """Find sets of assumptions that fit.

    sets: how many to keep; waves: how often the tolerance falls; pairs: of runs in the last third of the waves, and,
    doubled, in the judgement at the end.   progress: is told how many walks and judgements are done, and of how many.
    keep_in: a file where every wave is written; a calibration that was stopped goes on from there.
    prior: what is believed before (priors.py), if not the default.
    The same arguments give the same numbers.  Raises ScenarioError where something given is not allowed.
    """
    check_sizes(sets, waves, pairs, seed)
    prior = prior or default_prior()
    asked: dict[str, Any] = {"version": VERSION, "names": list(prior.names), "criteria": criteria_names()}
    asked |= {
        "prior": [part.tolist() for part in prior[1:]],
        "sets": sets,
        "waves": waves,
        "pairs": pairs,
        "seed": seed,
    }
    asked |= {"targets": [[each.name, each.low, each.high, each.tolerance] for each in TARGETS]}
    kept = Kept(keep_in, asked)
    steps = Steps(sets * 4 + waves * round(sets * (1 - KEEP)), progress)
    trace = kept.waves
    distance = partial(point_distance, prior, EARLY_PAIRS, seed + FITTED_SEED)
    now = kept.population or kept.add(first_wave(distance, len(prior.names), sets, seed, steps))
    while now.wave < waves:
        if now.wave >= early_waves(waves):
            distance = partial(point_distance, prior, pairs, seed + FITTED_SEED)
            if now.wave == early_waves(waves):
                now = measured(distance, now, steps)
        now = kept.add(next_wave(distance, now, seed, on_done=steps))
    values, judging_seed = prior.values(now.points), seed + JUDGING_SEED
    draws = [row for row in prior.values(prior_draws(len(prior.names), sets, seed)) if allowed(prior.named(row))]
    about = asked | {
        "method": "sequential approximate Bayesian computation; every set counts the same",
        "tolerance": now.tolerance,
        "distinct": now.distinct,
        "judged_with_pairs": 2 * pairs,
    }
    found = Calibration(
        Ensemble(prior.names, values, about),
        prior,
        now.points,
        tuple(judge(prior, values, 2 * pairs, judging_seed, steps)),
        tuple(judge(prior, np.array(draws), EARLY_PAIRS, judging_seed, steps)),
        tuple(trace),
    )
    return replace(found, proposed=all_scores(found.proposal(), 2 * pairs, judging_seed))


def judge(prior: Prior, values: Reals, pairs: int, seed: int, on_done: OnDone) -> list[dict[str, Score]]:
    """Score sets of assumptions, values of shape (sets, names), on every criterion; copies are judged once."""
    different, inverse = np.unique(values, axis=0, return_inverse=True)
    found = on_threads(lambda row: all_scores(prior.named(row), pairs, seed), different, on_done=on_done)
    return [found[index] for index in inverse.ravel()]


class Kept:
    """The waves of a calibration, and the file where they are written as they come."""

    def __init__(self, file: str | Path | None, asked: dict[str, Any]) -> None:
        self.file, self.asked = Path(file) if file else None, asked
        self.waves: list[dict[str, float]] = []
        self.population: Population | None = None
        if self.file and self.file.exists():
            self.read(self.file)

    def read(self, file: Path) -> None:
        """Read the last wave, or say why it does not belong to this calibration."""
        advice = "Delete it to begin again, or choose another file for the result."
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            same = found["asked"] == self.asked
            last = {**found["last"], "points": np.array(found["last"]["points"])}
            last["step_size"] = last.pop("reach")
            population = Population(**last | {"distances": np.array(last["distances"])})
            waves = list(found["waves"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ScenarioError(
                f"{file}: cannot be read as a calibration that was stopped ({error}). {advice}"
            ) from error
        if not same:
            raise ScenarioError(f"{file}: is of a calibration with other sizes, seed or version. {advice}")
        self.waves, self.population = waves, population

    def add(self, population: Population) -> Population:
        """Note a wave, and write it down."""
        finite = population.distances[np.isfinite(population.distances)]
        self.waves.append(
            {
                "wave": population.wave,
                "tolerance": float(finite.max()) if len(finite) else math.inf,
                "median_distance": float(np.median(population.distances)),
                "taken": population.taken,
                "reach": population.step_size,
                "distinct": population.distinct,
            }
        )
        if self.file:
            last = population._asdict() | {
                "points": population.points.tolist(),
                "distances": population.distances.tolist(),
            }
            last["reach"] = last.pop("step_size")
            text = json.dumps({"asked": self.asked, "waves": self.waves, "last": last})
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(self.file, text.encode())
            except OSError as error:
                raise ScenarioError(
                    f"{self.file}: {error.strerror}: waves are written here. Choose another file."
                ) from error
        return population
