"""Key workers for some families: who has one, what it changes, and what it costs."""

import numpy as np
import pytest

from coprod_sim.engine.simulation import Simulation
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run

PLACE: dict[str, float] = {"families": 400, "professionals": 60}


def lived(months: int, **settings: float) -> Simulation:
    """Live some months under consultation as usual, with many who leave their posts."""
    simulation = begun(load_scenario("consultation_only", PLACE | {"turnover": 0.05, **settings}), 5)
    simulation.advance(months)
    return simulation


def test_without_the_lever_nothing_of_it_counts() -> None:
    """Where nobody has a key worker, all that is assumed of them may be otherwise, and every number is the same to the bit."""
    small: dict[str, float] = {"families": 60, "professionals": 12}
    other = {"key_keeps": 0.9, "key_relief": 0.9, "key_time": 2.0}
    one, two = (simulate(load_scenario("power_sharing", small | more), 3, 24) for more in ({}, other))
    assert one.tobytes() == two.tobytes()
    some = simulate(load_scenario("power_sharing", small | {"key_workers": 0.1}), 3, 24)
    assert some.tobytes() != one.tobytes()


def test_raising_the_lever_only_adds_families() -> None:
    """About as many families have one as the lever says, whatever their means, and nobody loses one when it rises."""
    few, many = (lived(1, key_workers=share).place.families for share in (0.3, 0.6))
    for families, share in ((few, 0.3), (many, 0.6)):
        assert families["key_worker"].mean() == pytest.approx(share, abs=0.06)
        by_means = [families["key_worker"][families["quarter"] == quarter].mean() for quarter in (0, 3)]
        assert by_means == pytest.approx([share, share], abs=0.15)
    assert many["key_worker"][few["key_worker"] > 0].all()


def test_who_has_one_keeps_it_and_another_family_draws_anew() -> None:
    """It is the same families' in every month, until another family comes into the row."""
    simulation = lived(1, key_workers=0.5)
    first = simulation.place.families["key_worker"].copy()
    simulation.advance(36)
    same = simulation.place.young_people["life"] == 0
    now = simulation.place.families["key_worker"]
    assert (now[same] == first[same]).all()
    assert (now[~same] != first[~same]).any()


def test_what_was_known_is_passed_on_and_families_tire_less() -> None:
    """Among families with a key worker more is known of the young person, and energy is higher; among all others hardly anything changes."""
    without, some = lived(36, key_time=0.0).place, lived(36, key_workers=0.5, key_time=0.0).place
    having = some.families["key_worker"] > 0
    team = np.diff(some.team_start)
    known = [np.add.reduceat(place.casework["knowledge"], place.team_start[:-1]) / team for place in (without, some)]
    assert known[1][having].mean() > known[0][having].mean() + 0.02
    assert abs(known[1][~having].mean() - known[0][~having].mean()) < 0.01
    gain = some.families["energy"] - without.families["energy"]
    assert gain[having].mean() > 0.01
    assert abs(gain[~having].mean()) < 0.005


def test_it_costs_the_time_of_staff() -> None:
    """Key workers for all raise load by about their time; where staff have none to spare fewer reviews are on time, and more time makes it worse."""
    found = [
        run(load_scenario("consultation_only", {"key_workers": share, "key_time": time}), months=24, seed=5).series
        for share, time in ((0.0, 0.25), (1.0, 0.25), (1.0, 1.0))
    ]
    assert [one["staff_load"][-1] for one in found] == sorted(one["staff_load"][-1] for one in found)
    assert found[2]["reviews_on_time"][-1] < found[1]["reviews_on_time"][-1] < found[0]["reviews_on_time"][-1]
    assert found[2]["felt_trust"][-1] < found[0]["felt_trust"][-1]
