"""A place of areas and schools: who works with whom."""

import numpy as np
import pytest

from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import check_range
from coprod_sim.errors import ScenarioError
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

SIZES = {"families": 6_000, "professionals": 150, "commissioners": 5, "boards": 2, "school_families": 90}


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    """Give a part of England of five areas and two boards."""
    return begun(load_scenario("england", SIZES), 4)


def test_everybody_is_there(simulation: Simulation) -> None:
    """There are as many families, professionals and commissioners as asked for, and all families have an area."""
    place = simulation.place
    assert len(place.families) == 6_000
    assert len(place.professionals) == 150
    assert len(place.commissioners) == 5 + 2
    assert np.diff(place.area_start).tolist()[5:] == [0, 0]
    assert simulation.names == ("Area 1", "Area 2", "Area 3", "Area 4", "Area 5", "Board 1", "Board 2")
    check_range(place, 0)


def test_teams_are_a_senco_and_others_of_the_area(simulation: Simulation) -> None:
    """Each family has its school's SENCO, nobody twice, and at most largest_team; boards' staff work in one area each."""
    place = simulation.place
    sizes = np.diff(place.team_start)
    assert set(sizes.tolist()) == {1, 2, 3}
    first = place.casework["professional"][place.team_start[:-1]]
    assert (np.diff(first) >= 0).all()  # SENCOs follow the order of schools
    pairs = np.stack((place.casework["family"], place.casework["professional"]), axis=1)
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    area_of_family = place.families["commissioner"][place.casework["family"]]
    areas_served = [set(area_of_family[place.casework["professional"] == row]) for row in range(150)]
    assert all(len(served) == 1 for served in areas_served)
    own = place.professionals["commissioner"]
    assert set(own) == set(range(7))
    assert all(own[row] >= 5 or served == {own[row]} for row, served in enumerate(areas_served))


def test_schools_are_neighbourhoods(simulation: Simulation) -> None:
    """Most peers share a school, all share an area, ties are mutual and single, and nobody is their own peer."""
    place = simulation.place
    hears = np.repeat(np.arange(6_000), np.diff(place.peer_start))
    senco = place.casework["professional"][place.team_start[:-1]]
    same_school = senco[hears] == senco[place.peers]
    assert 0.85 < same_school.mean() < 0.95  # a tenth is rewired
    assert (place.families["commissioner"][hears] == place.families["commissioner"][place.peers]).all()
    ties = set(zip(hears.tolist(), place.peers.tolist(), strict=True))
    assert len(ties) == len(hears)
    assert all((other, one) in ties and one != other for one, other in ties)


def test_small_schools_have_peers_without_repetition() -> None:
    """In schools of one, two and three families the ring closes on itself, and still each pair is tied once."""
    settings = {**SIZES, "families": 60, "professionals": 80, "school_families": 1.0, "commissioners": 2}
    place = begun(load_scenario("england", settings | {"school_families": 2, "school_spread": 1.0}), 2).place
    hears = np.repeat(np.arange(60), np.diff(place.peer_start))
    pairs = np.stack((hears, place.peers), axis=1)
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    assert (hears != place.peers).all()


def test_each_school_needs_a_senco() -> None:
    """Too few professionals are refused with what to do."""
    with pytest.raises(ScenarioError, match="needs a SENCO"):
        begun(load_scenario("england", {**SIZES, "professionals": 20}), 1)


def test_any_size_can_be_lived_in() -> None:
    """A place of areas lives through two years within the range of its state, on two threads as on one."""
    one, two = (begun(load_scenario("power_sharing+england", SIZES), 4, threads=threads) for threads in (1, 2))
    assert one.advance(24).tobytes() == two.advance(24).tobytes()
    check_range(one.place, 24)
    assert one.place.families.tobytes() == two.place.families.tobytes()
