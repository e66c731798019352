"""Targets, criteria and priors: declared with their sources, and counted as they say."""

import math

import numpy as np
import pytest

from coprod_sim.evidence.calibration import criteria
from coprod_sim.evidence.calibration.criteria import (
    LEAST_MISS,
    MOST_MISS,
    all_scores,
    criteria_names,
    distance_from,
    distance_of,
    miss_of,
    part_miss,
)
from coprod_sim.evidence.calibration.priors import FREE_STARTS, NOT_FREE, allowed, default_prior
from coprod_sim.evidence.calibration.targets import NOT_EXPRESSED, TARGETS
from coprod_sim.evidence.patterns.patterns import PATTERNS, Part, ScenarioRuns
from coprod_sim.evidence.references import references
from coprod_sim.scenario.parameters import BY_NAME, DEFAULTS, PARAMETERS


def test_every_target_is_declared_with_all_that_is_needed() -> None:
    """Names differ; spans, tolerances and words are there; what is not fitted says why."""
    assert len({wanted.name for wanted in TARGETS}) == len(TARGETS)
    for wanted in TARGETS:
        assert wanted.low < wanted.high, wanted.name
        assert wanted.tolerance > 0, wanted.name
        assert wanted.claim, wanted.name
        assert wanted.unit, wanted.name
        assert wanted.published, wanted.name
        assert wanted.note, wanted.name


def test_every_source_of_a_target_has_an_entry() -> None:
    """Each key leads to references.bib, and no target is without one."""
    for wanted in TARGETS:
        keys = wanted.source.split()
        assert keys, wanted.name
        assert [key for key in keys if key not in references()] == [], wanted.name


def test_what_cannot_be_expressed_has_a_reason_and_no_figure_is_forgotten() -> None:
    """Every number from T1 to T21 of the published list is a target, or stands with a reason."""
    reasons = " ".join(NOT_EXPRESSED)
    expressed = {5, 7, 11, 12, 13, 17, 21}
    missing = [
        number
        for number in range(1, 22)
        if f"T{number} " not in f"{reasons} ".replace(",", " ") and number not in expressed
    ]
    assert missing == []
    assert all(reason.endswith(".") for reason in NOT_EXPRESSED.values())


def test_targets_measure_a_value_for_each_pair() -> None:
    """Shape (pairs,), finite with the default settings."""
    runs = ScenarioRuns(2, 60, 1)
    for wanted in TARGETS:
        values = wanted.measure(runs)
        assert values.shape == (2,), wanted.name
        assert np.isfinite(values).all(), wanted.name


@pytest.mark.parametrize(
    ("value", "miss"),
    [(0.3, 0.0), (0.2, LEAST_MISS + 0.1), (0.1, LEAST_MISS + 1.1), (0.5, LEAST_MISS + 1.1), (9.0, MOST_MISS)],
)
def test_a_miss_is_counted_in_tolerances_from_just_inside_the_span(value: float, miss: float) -> None:
    """A span from 0.2 to 0.4, of which a twentieth at each end is margin, and a tolerance of 0.1."""
    assert miss_of(value, 0.0, 0.2, 0.4, 0.1) == pytest.approx(miss)


def test_luck_makes_a_miss_smaller_and_nothing_measured_is_the_largest_miss() -> None:
    """The standard error adds to the tolerance at right angles: 0.3 and 0.4 make 0.5."""
    assert miss_of(1.0, 0.4, -math.inf, 0.0, 0.3) == pytest.approx(LEAST_MISS + 2)
    assert miss_of(math.nan, 0.0, 0.0, 1.0, 1.0) == MOST_MISS


def test_a_part_that_does_not_hold_is_never_a_hit() -> None:
    """No difference at all, where a difference is wanted, misses by the least that a miss can be."""
    assert part_miss(Part("none", 0.0, 0.1, 0.0, math.inf, False), 4) == LEAST_MISS
    assert part_miss(Part("some", 0.1, 0.1, 0.0, math.inf, True), 4) == 0


def test_the_distance_is_the_mean_miss_and_stops_above_its_limit() -> None:
    """All patterns and all fitted targets count once; a limit just below the distance gives infinity."""
    names = criteria_names()
    assert len(names) == len(PATTERNS) + sum(wanted.fitted for wanted in TARGETS)
    scores = all_scores({}, 2, 1)
    assert set(scores) == {declared.number for declared in PATTERNS} | {wanted.name for wanted in TARGETS}
    far = distance_of({}, 2, 1)
    assert far == pytest.approx(distance_from(scores))
    assert far == pytest.approx(np.mean([scores[name].miss for name in names]))
    assert distance_of({}, 2, 1, far * 1.0001) == far
    assert distance_of({}, 2, 1, far * 0.9999) == math.inf


def test_judging_stops_before_it_runs_what_is_no_longer_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a limit that the first figures exceed, hardly any scenario is run."""
    made: list[ScenarioRuns] = []

    class Noted(ScenarioRuns):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(criteria, "ScenarioRuns", Noted)
    assert distance_of({"turnover": 0.2}, 2, 1, 0.0) == math.inf
    assert len(made[0].kept) <= 2 * 2


def test_the_prior_covers_the_guesses_around_their_defaults() -> None:
    """Every unmeasured parameter is free, but for those with a reason; its centre is the default, within the range."""
    prior = default_prior()
    guesses = {each.name for each in PARAMETERS if each.status != "measured" and each.explore[0] < each.explore[1]}
    assert set(prior.names) == (guesses - set(NOT_FREE)) | set(FREE_STARTS)
    for name, centre, low, high in zip(prior.names, prior.centres, prior.lows, prior.highs, strict=True):
        assert BY_NAME[name].low <= low <= centre <= high <= BY_NAME[name].high, name
        assert centre == DEFAULTS[name] or not low <= DEFAULTS[name] <= high, name


def test_draws_of_the_prior_are_cut_off_normals() -> None:
    """Within the range, with median and spread of the truncated normal: scipy's own distribution says so."""
    from scipy.stats import truncnorm

    prior = default_prior()
    points = np.random.default_rng(2).standard_normal((4000, len(prior.names)))
    values = prior.values(points)
    assert (values >= prior.lows).all()
    assert (values <= prior.highs).all()
    ends = (prior.lows - prior.centres) / prior.spreads, (prior.highs - prior.centres) / prior.spreads
    known = truncnorm(*ends, loc=prior.centres, scale=prior.spreads)
    np.testing.assert_allclose(values.mean(axis=0), known.mean(), atol=5 * (known.std() / 4000**0.5).max())
    np.testing.assert_allclose(values.std(axis=0) / known.std(), 1, atol=0.06)


def test_values_that_do_not_fit_beside_each_other_are_known() -> None:
    """The rungs of the ladder must stand in order."""
    assert allowed({})
    assert not allowed({"rung_told": 0.3, "rung_asked": 0.2})
