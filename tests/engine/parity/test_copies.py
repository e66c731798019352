"""A copy of a model, made in the midst of its run, goes on as the original does."""

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.month_loop import STANDARD
from coprod_sim.model import CoproductionModel
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import load_scenario

EXAMPLE = Path(__file__).parents[3] / "examples" / "my_rules.py"
SCENARIO = load_scenario("consultation_only").changed(events=(Event(3, "ramp", lever="training", to=0.06, until=9),))
WAYS: list[dict[str, Any]] = [{}, {"threads": 2}, {"activation": "agents"}, {"activation": "shuffled"}]
COPY: list[Callable[[CoproductionModel], CoproductionModel]] = [
    copy.deepcopy,
    lambda model: pickle.loads(pickle.dumps(model)),
]


def small_network() -> "nx.Graph[int]":
    """Give a network of one's own."""
    return CoproductionModel("consultation_only", seed=3, families=24, professionals=4).graph


def assert_go_on_alike(model: CoproductionModel, other: CoproductionModel) -> None:
    """Let both live on, and compare all that they hold."""
    for one in (model, other):
        one.run(7)
        one.step()
    assert np.concatenate(model.tallies).tobytes() == np.concatenate(other.tallies).tobytes()
    places: tuple[list[Any], list[Any]] = list(model.place), list(other.place)
    for mine, theirs in zip(*places, strict=True):
        assert mine is not theirs
        for name in mine.dtype.names or ():
            np.testing.assert_array_equal(mine[name], theirs[name])
        if not mine.dtype.names:
            np.testing.assert_array_equal(mine, theirs)
    assert model.datacollector.get_model_vars_dataframe().equals(other.datacollector.get_model_vars_dataframe())


@pytest.mark.parametrize("copied", COPY, ids=["deepcopy", "pickle"])
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_copy_gives_the_same_numbers(
    copied: Callable[[CoproductionModel], CoproductionModel], way: dict[str, Any]
) -> None:
    """Copied in its sixth month, in the midst of a ramp, with a network of its own, a model goes on to the same bits."""
    model = CoproductionModel(SCENARIO, seed=2, network=small_network(), **way)
    model.run(6)
    assert_go_on_alike(model, copied(model))


def test_a_copy_needs_no_compiler() -> None:
    """Compiled functions are shared by copies, not compiled anew, also where a copy has travelled."""
    model = CoproductionModel("power_sharing", seed=1, families=24, professionals=4).run(1)
    before = len(vars(vars(STANDARD.months)["for_python"])["overloads"])
    for copied in COPY:
        other = copied(model)
        other.run(1)
        assert other.engine.walks is STANDARD
    assert len(vars(vars(STANDARD.months)["for_python"])["overloads"]) == before


def test_rules_of_ones_own_travel_by_their_file(tmp_path: Path) -> None:
    """Walks with rules of one's own are found again by the text of their file, which may be gone, and not compiled anew."""
    file = tmp_path / "my_rules.py"
    file.write_bytes(EXAMPLE.read_bytes())
    walks = load_rules(file)
    file.unlink()
    assert walks.own is not None
    packed = pickle.dumps(walks)
    assert b"numba" not in packed
    for copied in (copy.deepcopy(walks), pickle.loads(packed)):
        assert copied.own == walks.own
        assert copied.months is walks.months is not STANDARD.months


def test_a_copy_leaves_the_original_alone() -> None:
    """What is changed in a copy does not change the original."""
    model = CoproductionModel("power_sharing", seed=1, families=24, professionals=4).run(3)
    other = copy.deepcopy(model)
    other.commissioner(0).training = 0.1
    other.run(3)
    assert model.place.commissioners["training"][0] != 0.1
    assert model.steps == 3
