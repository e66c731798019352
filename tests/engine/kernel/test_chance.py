"""Draws: right in distribution, keyed, and as exact as they claim."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import beta, kstest, uniform

from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.randomness import key_of, normal
from coprod_sim.place.initial_state import make_place
from coprod_sim.place.small_town import default_structure
from coprod_sim.scenario.parameters import DEFAULTS


def test_normal_numbers_are_exact_quantiles() -> None:
    """The table of normal numbers agrees with the quantile function to 1e-12 over the whole range of words."""
    words = np.concatenate((np.arange(3000), 2**32 - 1 - np.arange(3000), np.linspace(3000, 2**32 - 3001, 20_000)))
    words = words.astype(np.uint64)
    found = np.array([normal(word) for word in words])
    np.testing.assert_allclose(found, ndtri((words + 0.5) / 2.0**32), rtol=0, atol=1e-12)


def test_draws_of_a_decision_are_normal_and_uncorrelated() -> None:
    """Four normals of 20,000 people pass a Kolmogorov-Smirnov test (error rate 0.1 %) and do not hang together."""
    key = key_of(12)
    draws = np.array([randomness.four_normals(key, who, 0, 3, randomness.NEED_DRIFT) for who in range(20_000)])
    for area in range(4):
        assert kstest(draws[:, area], "norm").pvalue > 0.001
    assert np.abs(np.corrcoef(draws.T) - np.eye(4)).max() < 0.03


@pytest.mark.parametrize("change", [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)])
def test_every_part_of_the_key_counts(change: tuple[int, int, int, int]) -> None:
    """Another person, other, month or decision gives another draw."""
    start = (5, 6, 7, 8)
    other = [here + step for here, step in zip(start, change, strict=True)]
    key = key_of(1)
    assert randomness.chance(key, *start) == randomness.chance(key, *start)
    assert randomness.chance(key, *start) != randomness.chance(key, *other)
    assert randomness.chance(key_of(2**32 + 1), *start) != randomness.chance(key, *start)


def test_decisions_have_numbers_of_their_own() -> None:
    """No two decisions share a number."""
    decisions = [
        getattr(randomness, name)
        for name in [
            "NEED_DRIFT",
            "ASKED",
            "FAMILY_VIEW",
            "PROFESSIONAL_VIEW",
            "COMMISSIONER_VIEW",
            "DISPUTE",
            "TRIBUNAL",
            "TURNOVER",
            "NEWCOMER",
            "STAFF_LEAVE",
            "START_FAMILY",
            "START_NEED",
            "START_BIAS",
            "START_MAIN_NEED",
            "START_TEAM",
            "START_TRUST",
            "START_PROFESSIONAL",
            "START_PEER",
        ]
    ]
    assert len(set(decisions)) == len(decisions)


STARTS = {
    "start_resources_evenness": 6,
    "start_family_trust": 0.45,
    "start_professional_trust": 0.4,
    "start_trust_evenness": 10,
    "start_facilitation": 1 / 3,
    "start_facilitation_evenness": 9,
    "start_bravery": 0.25,
    "start_bravery_evenness": 8,
    "start_confidence": 0.15,
    "start_main_need": 1.2,
    "start_confidence_resources": 0.4,
    "start_confidence_spread": 0.08,
    "start_language": 0.2,
    "start_poor": 0.2,
    "start_standing": 0.2,
    "start_knowledge": 0.3,
    "start_council_trust": 0.45,
    "start_plan": 0.3,
    "start_capacity": 1.25,
    "start_capacity_spread": 0.12,
    "start_progress": 0.2,
    "review_months": 3,
}


def test_the_default_place_starts_as_described() -> None:
    """Starting values follow the distributions of the specification (Kolmogorov-Smirnov, error rate 0.1 %)."""
    values = DEFAULTS | STARTS | {"families": 6000, "professionals": 600}
    place = make_place(default_structure(values, 7), values, 7)
    families, staff, ties = place.families, place.professionals, place.casework
    assert kstest(families["resources"], beta(3, 3).cdf).pvalue > 0.001
    assert kstest(ties["family_trust"], beta(4.5, 5.5).cdf).pvalue > 0.001
    assert kstest(ties["professional_trust"], beta(4, 6).cdf).pvalue > 0.001
    assert kstest(staff["facilitation"], beta(3, 6).cdf).pvalue > 0.001
    assert kstest(staff["bravery"], beta(2, 6).cdf).pvalue > 0.001
    assert kstest(families["appetite"], uniform().cdf).pvalue > 0.001
    for name in ("language", "poor", "standing"):
        assert families[name].mean() == pytest.approx(0.2, abs=0.02)  # binomial: four standard deviations of 6,000
    poor, less_heard = families["poor"] > 0, (families["poor"] > 0) | (families["language"] > 0)
    assert families["resources"][poor].max() <= families["resources"][~poor].min()
    twice = families["standing"][less_heard].mean() / families["standing"][~less_heard].mean()
    assert twice == pytest.approx(2, rel=0.2)
    ages, wishes = place.young_people["age"], place.young_people["wish"]
    groups = np.histogram(ages, bins=(0, 60, 132, 192, 240, 300))[0] / len(ages)
    assert groups.tolist() == pytest.approx([0.05, 0.32, 0.35, 0.2, 0.08], abs=0.025)
    assert kstest(wishes.ravel(), "norm").pvalue > 0.001
    assert (ties["knowledge"] == 0.3).all()
    assert (families["council_trust"] == 0.45).all()
    assert (families["usual_need"] == families["need"]).all()
    assert (families["plan"] == 0.3 * families["need"]).all()
    confidence = families["confidence"] - 0.15 - 0.4 * families["resources"]
    assert confidence.std() == pytest.approx(0.08, rel=0.05)
    assert families["need"].mean() == pytest.approx(1.2 / 4, abs=0.03)
    assert np.bincount(families["months_since_review"]).tolist() == pytest.approx([2000] * 3, rel=0.1)
    assert np.bincount(np.diff(place.team_start))[1:].tolist() == pytest.approx([2000] * 3, rel=0.1)
    assert np.log(staff["capacity"] / (1.25 * np.diff(place.case_start))).std() == pytest.approx(0.12, rel=0.1)
    assert np.bincount(staff["discipline"]).tolist() == [150] * 4
    assert (families["progress"] == 0.5 * families["ability"] + 0.2).all()


def test_the_peer_network_is_a_small_world() -> None:
    """Six peers on average, ties both ways, no tie twice, and about a tenth of them lead far away."""
    values = DEFAULTS | {"families": 3000}
    structure = default_structure(values, 7)
    pairs = set(zip(structure.peer_of.tolist(), structure.peer.tolist(), strict=True))
    assert len(pairs) == len(structure.peer_of)
    assert all((other, one) in pairs and one != other for one, other in pairs)
    assert len(pairs) / 3000 == pytest.approx(6, abs=0.01)
    distance = np.abs(structure.peer_of - structure.peer)
    far = np.minimum(distance, 3000 - distance) > 3
    assert far.mean() == pytest.approx(0.1, abs=0.015)


def test_teams_are_drawn_within_the_commissioners_own_staff() -> None:
    """No family has a professional of another commissioner, or one twice."""
    structure = default_structure(DEFAULTS, 7)
    area = np.repeat(np.arange(3), np.diff(structure.area_start))
    assert (area[structure.tie_family] == structure.professional_commissioner[structure.tie_professional]).all()
    pairs = set(zip(structure.tie_family.tolist(), structure.tie_professional.tolist(), strict=True))
    assert len(pairs) == len(structure.tie_family)
