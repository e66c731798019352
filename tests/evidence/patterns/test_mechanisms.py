"""The mechanisms: what is measured in single families, that each can fail, and, as a study, that all of them hold."""

import numpy as np
import pytest

from coprod_sim.evidence.patterns.check import check_patterns, judged
from coprod_sim.evidence.patterns.histories import History, fits, lived
from coprod_sim.evidence.patterns.mechanisms import MECHANISMS
from coprod_sim.evidence.patterns.patterns import Declared, ScenarioRuns
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

FEW = 3
BY_NUMBER = {each.number: each for each in MECHANISMS}
TABLE = [
    "K1",
    "K2",
    "K3",
    "K4",
    "K5",
    "K6",
    "K7",
    "G1",
    "G2",
    "H1",
    "H2",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "D1",
    "D2",
    "N1",
    "T1",
]


@pytest.fixture(scope="module")
def shared() -> History:
    """Two years of supported sharing, watched."""
    return lived("power_sharing", 3, 24, {})


def verdict(number: str, **settings: float) -> str:
    """Judge one mechanism over a few pairs under other settings."""
    declared: Declared = BY_NUMBER[number]
    return judged(declared, ScenarioRuns(FEW, 60, 1, settings)).verdict


def test_the_table_of_targets_is_all_there() -> None:
    """Every target that is not a pattern, a study of draws or the list of what is inert, once and in order."""
    assert [each.number for each in MECHANISMS] == TABLE
    assert len({each.claim for each in MECHANISMS}) == len(MECHANISMS)
    assert all(each.parts.__doc__ for each in MECHANISMS)


@pytest.mark.parametrize(
    ("number", "settings"),
    [
        ("K1", {"family_noise": 1.2}),
        ("K2", {"own_area_noise": 1.0}),
        ("K4", {"dialogue": 0.0}),
        ("K5", {"plan_change": 0.0}),
        ("K6", {"tribunal_noise": 1.0}),
        ("K7", {"learning_by_sharing": 0.0}),
        ("H1", {"helplessness": 1.0, "frustration": 9.0, "power_ceiling": 0.1}),
        ("F1", {"undelivered": 0.0}),
        ("F2", {"provision_cost": 0.0}),
        (
            "F4",
            {"unknown_child": 0.0, "newcomer_skill": 1.0, "newcomer_trust": 1.0, "newcomer_professional_trust": 1.0},
        ),
        ("T1", {"start_family_trust": 0.5}),
    ],
)
def test_a_mechanism_fails_where_it_is_taken_away(number: str, settings: dict[str, float]) -> None:
    """Green as the model is, and not green without what it rests on: otherwise it would say nothing."""
    assert verdict(number, **settings) != "green"


def test_fit_is_that_of_the_engine(shared: History) -> None:
    """How well plans fit, worked out from outside, is what families lived with in the last month."""
    families = shared.place.families
    free = families["in_dispute"] == 0
    np.testing.assert_allclose(fits(shared.place)[free], families["lived_plan_fit"][free], rtol=0, atol=1e-12)


def test_a_history_is_the_run_that_anybody_gets(shared: History) -> None:
    """Watching changes nothing: the same run without it ends alike."""
    simulation = begun(load_scenario("power_sharing"), 3)
    simulation.advance(24)
    assert np.array_equal(shared.progress, simulation.place.families["progress"])
    assert np.array_equal(fits(shared.place), fits(simulation.place))
    assert 0 < shared.raised < 1


@pytest.mark.study
def test_all_mechanisms_hold() -> None:
    """Twenty pairs; the seeds are fixed, so this fails only when the model changes."""
    found = {each.number: each.verdict for each in check_patterns(20, wanted=MECHANISMS)}
    assert [number for number, each in found.items() if each != "green"] == []
