"""Every starting value lasts beyond month 0, or it would be no setting."""

import numpy as np

from coprod_sim.engine.state import Reals
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import simulate
from coprod_sim.scenario.parameters import BY_NAME, names
from coprod_sim.scenario.scenario import load_scenario

PLACE = {"families": 120.0, "professionals": 12.0}
SEEN, BACK = 0.02, 0.25
"""A start is seen where it moves a measure by so much, and undone where a month leaves no more than this part of that."""


def measured(**settings: float) -> dict[str, Reals]:
    """Every measure of months 0 to 3."""
    return measure_all(whole_place(simulate(load_scenario("consultation_only", PLACE | settings), 1, 3)))


def moves(usual: dict[str, Reals], name: str, value: float) -> list[Reals]:
    """How far a start moves each measure that shows it at once, by month, shape (4,) each."""
    try:
        other = measured(**{name: value})
    except ScenarioError:
        return []  # it does not go with the others
    each = (other[measure] - usual[measure] for measure in usual)
    return [moved for moved in each if np.isfinite(moved).all() and abs(moved[0]) > SEEN]


def test_no_start_is_undone_by_the_next_month() -> None:
    """Of all starting values at both of their ends, none is back after one month: each is a choice that people can see."""
    usual = measured()
    undone = {
        name
        for name in names("start")
        for value in (BY_NAME[name].low, BY_NAME[name].high)
        if any(abs(moved[1]) < BACK * abs(moved[0]) for moved in moves(usual, name, value))
    }
    assert undone == set()
