"""Did they listen: what was decided, beside what would have been decided had the family not spoken."""

import numpy as np
import pytest

from coprod_sim.agents.rules.listened import moved
from coprod_sim.evidence.docking.draws import FAMILY_VIEW, normals
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run

PLACE: dict[str, float] = {"families": 60, "professionals": 12}
SILENT = {
    "young_say": 0.0,
    "ear_base": 0.0,
    "ear_skill": 0.0,
    "ear_voice": 0.0,
    "review_months": 1,
    "start_capacity": 5.0,
}


def listened(scenario: str, **settings: float) -> float:
    """Give the share of families who were listened to at their last review, after three years."""
    return float(run(load_scenario(scenario, PLACE | settings), months=36, seed=5).series["listened"][-1])


def test_who_holds_all_and_can_say_all_is_followed_to_the_letter() -> None:
    """A family that decides alone, and whose view gets across in full, moves the decision all the way."""
    alone = {"start_family_power": 1.0, "start_commissioner_power": 0.0, "asks": 0.0, "power_ceiling": 1.0}
    able = {
        "start_confidence": 1.0,
        "start_confidence_spread": 0.0,
        "start_confidence_resources": 0.0,
        "start_energy": 1.0,
    }
    heard = dict.fromkeys(("start_language", "start_poor", "start_standing"), 0.0)
    simulation = begun(load_scenario("consultation_only", {**PLACE, **SILENT, **alone, **able, **heard}), 5)
    families = simulation.place.families
    families["confidence"] = families["energy"] = 1.0
    simulation.advance(1)
    met = families["reviewed"] > 0
    assert met.any()
    np.testing.assert_allclose(families["moved"][met], 1.0, atol=1e-9)


def test_of_who_says_nothing_nothing_moves() -> None:
    """Where nothing of what a family knows gets across, the decision is what it would have been without it, and nobody was listened to."""
    simulation = begun(load_scenario("power_sharing", {**PLACE, **SILENT}), 5)
    families = simulation.place.families
    families["energy"] = 0.0
    simulation.advance(1)
    met = families["reviewed"] > 0
    assert met.any()
    np.testing.assert_allclose(families["decided_error"][met], families["unspoken_error"][met], atol=1e-12)
    np.testing.assert_allclose(families["moved"][met], 0.0, atol=1e-12)


def test_moved_is_the_part_of_the_way() -> None:
    """It is one minus the distance of the decision from the parents' view over that of what would have been decided."""
    simulation = begun(load_scenario("power_sharing", {**PLACE, **SILENT}), 5)
    simulation.advance(1)
    families, par = simulation.place.families, simulation.place.parameters[0]
    for row in np.flatnonzero(families["reviewed"])[:5].tolist():
        me = families[row]
        view = par.parent_divergence * me["parent_bias"] + par.family_noise * np.array(
            normals(5, row, 0, 1, FAMILY_VIEW)
        )
        now, without = (np.linalg.norm(me[name] - view) for name in ("decided_error", "unspoken_error"))
        assert me["moved"] == pytest.approx(1 - now / without, abs=1e-9)
        assert me["moved"] == pytest.approx(moved(now**2, without**2), abs=1e-9)


def test_sharing_listens_more_than_asking_and_asking_more_than_not_asking() -> None:
    """Shares of families who were listened to follow from what is done; where meetings are family-led they are highest."""
    found = [
        listened("not_asked"),
        listened("consultation_only"),
        listened("power_sharing"),
        listened("power_sharing", family_led=1.0),
    ]
    assert found == sorted(found)
    assert found[0] < 0.1
    assert found[2] > found[1] + 0.3


def test_where_it_begins_moves_nothing_else() -> None:
    """With another listened_from only the indicator is another."""
    few, many = (
        run(load_scenario("power_sharing", PLACE | {"listened_from": part}), months=12, seed=5).series
        for part in (0.4, 0.05)
    )
    assert few["listened"][-1] < many["listened"][-1]
    for name in few:
        if name not in ("month", "listened"):
            np.testing.assert_array_equal(few[name], many[name])
