"""Comparisons that several tests look at, and a way to make one say what a test needs."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import Comparison, compare

PAIRS = 20
Made = Callable[[Mapping[str, np.ndarray]], Comparison]


@pytest.fixture(scope="session")
def shared_power() -> Comparison:
    """Consultation beside supported power-sharing: five years, twenty pairs."""
    return compare("consultation_only", "power_sharing", pairs=PAIRS, months=60)


@pytest.fixture(scope="session")
def alike() -> Comparison:
    """A scenario beside itself."""
    return compare("consultation_only", "consultation_only", pairs=3, months=14)


@pytest.fixture(scope="session")
def tiny() -> Comparison:
    """The least that can be compared: two pairs, one month, three families, so that one quarter is empty."""
    sizes = {"families": 3, "professionals": 2, "commissioners": 1, "peers": 0}
    a, b = (load_scenario(name, sizes) for name in ("consultation_only+broken_trust", "consultation_only"))
    return compare(a, b, pairs=2, months=1)


@pytest.fixture
def made(shared_power: Comparison) -> Made:
    """Make a comparison in which B differs from A by given amounts for each pair, in all months, else not at all."""

    def make(differences: Mapping[str, np.ndarray]) -> Comparison:
        a = shared_power.series_a
        b = {name: values + differences.get(name, np.zeros(PAIRS))[:, None] for name, values in a.items()}
        return replace(shared_power, series_b=b)

    return make
