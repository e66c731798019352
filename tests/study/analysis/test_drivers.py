"""Can the tools that people know drive the model as they would any other?  Small and short, but real runs."""

import inspect
import warnings
from typing import Any

import mesa
import numpy as np
import pytest

from coprod_sim import CoproductionModel, run

SMALL: dict[str, Any] = {"families": 30, "professionals": 4}
MONTHS = 3


def progress_of(seed: int, **settings: Any) -> float:
    """Give progress at the end of a short run."""
    return float(run("power_sharing", months=MONTHS, seed=seed, **SMALL, **settings).series["progress"][-1])


def test_mesas_batch_run_drives_the_model() -> None:
    """A grid of settings and seeds, collected every month; the figures are those of our own runs."""
    varied: dict[str, Any] = {"preset": "power_sharing", "release": [0.1, 0.5], **SMALL}
    # Newer Mesa takes seeds beside the parameters, and overwrites a seed among them.
    newer = "rng" in inspect.signature(mesa.batch_run).parameters
    seeds = {"rng": [1, 2]} if newer else {}
    rows = mesa.batch_run(
        CoproductionModel,
        varied if newer else varied | {"seed": [1, 2]},
        **seeds,
        max_steps=MONTHS,
        data_collection_period=1,
        display_progress=False,
    )

    assert len(rows) == 4 * (MONTHS + 1)
    for row in rows:
        own = run("power_sharing", months=MONTHS, seed=row["seed"], release=row["release"], **SMALL)
        assert row["progress"] == own.series["progress"][int(row["Step"])]


def test_salib_drives_the_model() -> None:
    """Its own sample, our run, its own analysis."""
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sample

    problem: dict[str, Any] = {"num_vars": 2, "names": ["release", "support_gain"], "bounds": [[0.0, 1.0], [0.0, 0.5]]}
    points = sample.sample(problem, 4, seed=1)
    values = np.array([progress_of(1, **dict(zip(problem["names"], map(float, row), strict=True))) for row in points])

    found = analysis.analyze(problem, points, values, seed=1)

    assert np.isfinite(found["mu_star"].astype(float)).all()
    assert max(found["mu_star"]) > 0


def test_ema_workbench_drives_the_model() -> None:
    """A Model function with an uncertainty, a lever and an outcome; the figures are those of our own runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it lacks parts that we do not use
        import ema_workbench as ema

        def simulate(release: float, training: float) -> dict[str, float]:
            return {"study_driver_progress": progress_of(1, release=release, training=training)}

        model = ema.Model("coproduction", function=simulate)
        model.uncertainties = [ema.RealParameter("release", 0.0, 1.0)]
        model.levers = [ema.RealParameter("training", 0.0, 0.2)]
        model.outcomes = [ema.ScalarOutcome("study_driver_progress")]
        experiments, outcomes = ema.perform_experiments(model, scenarios=3, policies=2)

    rows = zip(experiments["release"], experiments["training"], strict=True)
    expected = [progress_of(1, release=float(release), training=float(lever)) for release, lever in rows]
    assert list(outcomes["study_driver_progress"]) == expected
    assert len(expected) == 6


@pytest.mark.parametrize("how", ["threading", "loky"])
def test_joblib_drives_the_model(how: Any) -> None:
    """Threads and processes give what one run after another gives."""
    import joblib

    seeds = range(1, 4)

    found = joblib.Parallel(n_jobs=2, backend=how)(joblib.delayed(progress_of)(seed) for seed in seeds)

    assert found == [progress_of(seed) for seed in seeds]
