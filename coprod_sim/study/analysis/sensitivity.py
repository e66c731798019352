"""Which settings matter: sensitivity indices of a study whose plan has the method morris or sobol, through SALib.

Morris, mu*: how much the response changes, on average and whatever the sign, when one setting goes through its whole range.
Sobol, first order: the share of the response's variance that a setting explains alone; total: with all its interactions.
Luck moves responses too, so a setting without any effect does not come out at zero: `noise` says where it would come out.
Sources: Campolongo, Cariboni and Saltelli 2007 (doi:10.1016/j.envsoft.2006.10.004) for mu*; Saltelli and others 2010
(doi:10.1016/j.cpc.2009.09.018) for the estimators of Sobol's indices.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.response import Response
from coprod_sim.study.interval import CERTAINTY

RESAMPLES = 500
MEAN_OF_FOLDED_NORMAL = float(np.sqrt(2 / np.pi))
"""Mean absolute value of a normal number with standard deviation 1."""


class Index(NamedTuple):
    """What one setting does.  Half-widths are those of the 95 % bootstrap interval over trajectories or base samples.

    main: mu* (Morris, in the unit of the indicator) or total index (Sobol, share of variance), which order the settings.
    other: the mean effect with its sign (Morris), or the first-order index (Sobol).   other_half_width: nan for Morris.
    spread: standard deviation of the effect between places of the range (Morris): interactions and bends; nan for Sobol.
    noise: what `main` would be without any effect, by luck alone; nan with one replicate, which cannot tell.
    """

    setting: str
    main: float
    main_half_width: float
    other: float
    other_half_width: float
    spread: float
    noise: float

    @property
    def clear(self) -> bool:
        """Whether it stands out from luck: its interval lies above what luck alone would give; unknown luck counts as none."""
        return self.main - self.main_half_width > (self.noise if np.isfinite(self.noise) else 0.0)


@dataclass(frozen=True)
class Indices:
    """Indices of all settings, those that matter most first.

    replicates: over how many the response is a mean.   variance: of the response over the points (0: nothing matters).
    """

    method: Literal["morris", "sobol"]
    response: Response
    replicates: int
    variance: float
    found: tuple[Index, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give them as plain data, in the indicator's own unit: what `sensitivity --json` prints."""
        from coprod_sim.study.compare import json_number

        main, other = ("mu_star", "mu") if self.method == "morris" else ("total", "first")
        names = {
            "main": main,
            "main_half_width": f"{main}_reach",
            "other": other,
            "other_half_width": f"{other}_reach",
            "noise": "luck",
        }
        rows = [
            {names.get(field, field): value if isinstance(value, str) else json_number(value) for field, value in row}
            | {"clear": index.clear}
            for index in self.found
            for row in [index._asdict().items()]
        ]
        return {
            **self.response.asked(),
            "method": self.method,
            "points": len(self.response.settings),
            "replicates": self.replicates,
            "variance": json_number(self.variance),
            "settings": rows,
        }


def indices(response: Response) -> Indices:
    """Give the indices of a study's response; the design must be the plan's own.

    Raises ScenarioError where the plan has another method, where runs failed, and where no replicate is complete.
    """
    plan = response.results.plan
    if plan.method not in {"morris", "sobol"}:
        raise ScenarioError(
            f'{plan.name}: method = "{plan.method}": indices need a plan with the method "morris" or "sobol". '
            "Change the plan and sweep again."
        )
    values = response.complete(plan.method)
    found = morris(response, values) if plan.method == "morris" else sobol(response, values)
    ordered = tuple(sorted(found, key=lambda index: -index.main))
    return Indices(
        "morris" if plan.method == "morris" else "sobol",
        response,
        values.shape[1],
        float(values.mean(axis=1).var()),
        ordered,
    )


def salib_seed(response: Response) -> int:
    """Give a seed for the bootstrap; SALib takes 0 for no seed at all."""
    return response.results.plan.seed % 2**31 + 1


# Morris.


def morris(response: Response, values: Reals) -> list[Index]:
    """Give mu*, mu and sigma of each setting from values of shape (points, replicates), in the order of the design."""
    from SALib.analyze import morris as analysis

    from coprod_sim.study.plan.sampling import in_ranges, problem, unit_points

    plan = response.results.plan
    points, steps = unit_points(plan), len(response.names) + 1
    checked_size(plan.name, len(values), len(points))
    if not np.allclose(in_ranges(points, plan), response.settings):
        raise ScenarioError(
            f"{plan.name}: its points are not those that this version of SALib draws: indices need both alike. "
            "Install the version that the study was made with, or sweep again into another folder."
        )
    means = values.mean(axis=1)
    found = analysis.analyze(
        problem(plan),
        points,
        means,
        num_resamples=RESAMPLES,
        conf_level=CERTAINTY,
        num_levels=plan.levels,
        seed=salib_seed(response),
    )
    delta = plan.levels / (2 * (plan.levels - 1))
    noise = noise_in_effects(points, values, steps) / delta
    columns = zip(found["mu_star"], found["mu_star_conf"], found["mu"], found["sigma"], noise, strict=True)
    return [
        Index(name, float(star), float(half_width), float(mu), np.nan, float(sigma), float(noise_alone))
        for name, (star, half_width, mu, sigma, noise_alone) in zip(response.names, columns, strict=True)
    ]


def noise_in_effects(points: Reals, values: Reals, steps: int) -> Reals:
    """Give the mean absolute change that luck alone makes in one step of a trajectory, by setting; nan with one replicate.

    points: the design, in trajectories of `steps` points, of which neighbours differ in one setting.
    The error of a step is estimated from its replicates, so luck that all points share is left out.
    """
    replicates, settings = values.shape[1], points.shape[1]
    if replicates == 1:
        return np.full(settings, np.nan)
    moved = np.abs(np.diff(points.reshape(-1, steps, settings), axis=1)).argmax(axis=2)
    changes = np.diff(values.reshape(-1, steps, replicates), axis=1)
    errors = changes.var(axis=2, ddof=1) / replicates
    squared = np.array([errors[moved == setting].mean() for setting in range(settings)])
    return np.asarray(MEAN_OF_FOLDED_NORMAL * np.sqrt(squared))


# Sobol.


def sobol(response: Response, values: Reals) -> list[Index]:
    """Give first-order and total indices of each setting from values of shape (points, replicates), in design order."""
    from SALib.analyze import sobol as analysis

    from coprod_sim.study.plan.sampling import problem

    plan, settings = response.results.plan, len(response.names)
    blocks = without_second_order(plan.name, values, plan.points, settings)
    means = blocks.mean(axis=2)
    if np.ptp(means) <= np.finfo(float).eps * np.abs(means).max():
        return [Index(name, 0.0, 0.0, 0.0, 0.0, np.nan, 0.0) for name in response.names]
    found = analysis.analyze(
        problem(plan),
        means.ravel(),
        calc_second_order=False,
        num_resamples=RESAMPLES,
        conf_level=CERTAINTY,
        seed=salib_seed(response),
    )
    noise = noise_in_totals(blocks, settings)
    columns = zip(found["ST"], found["ST_conf"], found["S1"], found["S1_conf"], noise, strict=True)
    return [
        Index(name, float(total), float(half_width), float(first), float(first_half_width), np.nan, float(noise_alone))
        for name, (total, half_width, first, first_half_width, noise_alone) in zip(response.names, columns, strict=True)
    ]


def without_second_order(name: str, values: Reals, samples: int, settings: int) -> Reals:
    """Give the rows that first-order and total indices need, as blocks of shape (samples, settings + 2, replicates).

    A design for second-order indices has a block of 2 settings + 2 rows: A, A with each setting from B, B with each from A, B.
    """
    short, long = settings + 2, 2 * settings + 2
    block = long if len(values) == samples * long else short
    checked_size(name, len(values), samples * block)
    blocks = values.reshape(samples, block, -1)
    return blocks[:, [*range(settings + 1), block - 1]]


def noise_in_totals(blocks: Reals, settings: int) -> Reals:
    """Give the total index that luck alone makes, by setting; nan with one replicate.

    blocks: values of shape (base samples, rows of a block, replicates); row 0 is A, row 1 + j is A with setting j from B.
    The total index is half of the mean squared change from A, over the variance; luck adds the squared error of that change.
    """
    replicates = blocks.shape[2]
    if replicates == 1:
        return np.full(settings, np.nan)
    changes = blocks[:, 1 : settings + 1] - blocks[:, :1]
    errors = changes.var(axis=2, ddof=1) / replicates
    variance = blocks[:, [0, -1]].mean(axis=2).var()
    return np.asarray(0.5 * errors.mean(axis=0) / variance)


def checked_size(name: str, found: int, wanted: int) -> None:
    """Refuse results that do not have as many points as their plan."""
    if found != wanted:
        raise ScenarioError(
            f"{name}: has {found:,} points: its plan makes {wanted:,}. The plan was changed: sweep again."
        )
