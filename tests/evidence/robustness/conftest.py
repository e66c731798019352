"""A comparison under several sets of assumptions, in a small place, that several tests look at."""

from pathlib import Path

import numpy as np
import pytest

from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.assumptions.ensemble import Ensemble, write_ensemble
from coprod_sim.study.compare import Comparison, compare

SETS = 20
PAIRS = 12


def quick(name: str) -> Scenario:
    """Give a scenario in a place of half the size."""
    return load_scenario(name, {"families": 150, "professionals": 16})


LISTENS, SHARES = quick("consultation_only"), quick("power_sharing")


def sharing_time_both_ways() -> Ensemble:
    """Sharing a decision costs hardly any time in half of the sets, and so much in the others that staff load goes up."""
    values = np.column_stack((np.repeat([0.03, 0.3], SETS // 2), np.linspace(0.4, 0.6, SETS)))
    return Ensemble(("sharing_time", "thrift"), values, {"method": "by hand"})


@pytest.fixture(scope="session")
def sets_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those sets as a file."""
    return write_ensemble(sharing_time_both_ways(), tmp_path_factory.mktemp("sets") / "sets.csv")


@pytest.fixture(scope="session")
def varied(sets_file: Path) -> Comparison:
    """Consultation beside power-sharing: as many pairs as tell staff load from luck, and two pairs with each set."""
    return compare(LISTENS, SHARES, pairs=PAIRS, assumptions=sets_file, assumption_pairs=2)
