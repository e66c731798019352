"""What is shipped: the ensemble and the calibrated default belong together, and hold what is said of them."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from coprod_sim.evidence.calibration.default import default_text
from coprod_sim.evidence.patterns.check import check_patterns, counted
from coprod_sim.evidence.validation.patterns import LEAST_GREEN, LEAST_SHARE, calibrated_settings
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.toml_reader import scenarios_folder
from coprod_sim.study.assumptions.ensemble import SHIPPED, load_ensemble


def test_the_calibrated_default_is_the_one_that_the_ensemble_proposes() -> None:
    """scenarios/calibrated.toml is what `calibrate --default` wrote when the ensemble was made, byte for byte."""
    result = json.loads(SHIPPED.with_suffix(".json").read_text(encoding="utf-8"))["result"]
    proposed = {name: both["proposed"] for name, both in result["proposal"].items()}
    assert (scenarios_folder() / "calibrated.toml").read_text(encoding="utf-8") == default_text(proposed)
    assert calibrated_settings() == {name: value for name, value in proposed.items() if value != DEFAULTS[name]}
    assert set(proposed) == set(load_ensemble().names)


def test_the_ensemble_says_how_it_was_made() -> None:
    """The shipped sets are many and different, and their file says with which seed, criteria and luck they were found."""
    shipped = load_ensemble()
    assert len({tuple(row) for row in shipped.values.tolist()}) >= 50
    assert {"seed", "sets", "waves", "pairs", "criteria", "targets", "prior", "tolerance"} <= set(shipped.about)
    assert not any(name in shipped.names for name in load_scenario("broken_trust").settings)


@pytest.mark.study
def test_patterns_hold_under_the_calibrated_default() -> None:
    """At least 17 patterns are green under the calibrated default, with luck that it was not fitted to."""
    found = check_patterns(20, seed=900_000, settings=calibrated_settings())
    assert counted(found)["green"] >= LEAST_GREEN, [one.number for one in found if one.verdict != "green"]


@pytest.mark.study
def test_patterns_hold_in_most_of_the_ensemble() -> None:
    """At least 17 patterns are green in at least 80 % of the sets, with luck that they were not fitted to."""
    shipped = load_ensemble()

    def green(number: int) -> int:
        return counted(check_patterns(20, seed=900_000, settings=shipped.settings(number)))["green"]

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(green, range(len(shipped.values))))
    assert sum(count >= LEAST_GREEN for count in counts) >= LEAST_SHARE * len(counts), sorted(counts)
