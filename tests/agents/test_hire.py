"""Staff time that is added or taken: who has how much of it, what follows for load, and what it costs."""

import numpy as np
import pytest

from coprod_sim.engine.simulation import Simulation
from coprod_sim.errors import ScenarioError
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario

SMALL = {"families": 60, "professionals": 12, "commissioners": 2}
COST = DEFAULTS["staff_cost"]


def after(months: int, *events: Event, **settings: float) -> Simulation:
    """Run a small place for some months, with events."""
    simulation = begun(load_scenario("consultation_only", {**SMALL, **settings}).changed(events=events), 3)
    simulation.advance(months)
    return simulation


def test_the_same_people_have_more_time_and_less_load_at_once() -> None:
    """A quarter more time is a quarter more for each professional, and a load of four fifths in that very month."""
    without, hired = after(5), after(5, Event(5, "hire", amount=0.25))
    for name, factor in (("capacity", 1.25), ("load", 1 / 1.25)):
        before, now = (each.place.professionals[name] for each in (without, hired))
        assert before.min() > 0
        np.testing.assert_allclose(now, before * factor, rtol=1e-12)
    assert (hired.place.professionals["newcomer"] == without.place.professionals["newcomer"]).all()


def test_added_time_costs_its_share_of_usual_spending() -> None:
    """In the month itself nothing else has changed, so spending is higher by staff_cost times what is added, and rationing is harder."""
    tight = {"budget": 0.6}
    without, hired = after(5, **tight), after(5, Event(5, "hire", amount=0.4), **tight)
    more = hired.place.commissioners["spending"] - without.place.commissioners["spending"]
    np.testing.assert_allclose(more, 0.4 * COST, rtol=0, atol=1e-12)
    assert (hired.place.commissioners["rationing"] < without.place.commissioners["rationing"]).all()


def test_on_the_way_to_a_plan_time_costs_its_share_of_what_plans_and_support_cost() -> None:
    """Where most families are on support, usual spending is lower, and so is what a tenth of staff time costs."""
    way = {"pathway": 1}
    without, hired = after(3, **way), after(3, Event(3, "hire", amount=0.1), **way)
    usual = without.place.commissioners["usual_cost"]
    assert usual.max() < 0.9
    more = hired.place.commissioners["spending"] - without.place.commissioners["spending"]
    np.testing.assert_allclose(more, 0.1 * COST * usual, rtol=0, atol=1e-12)


def test_time_that_is_added_and_taken_is_counted_from_month_0() -> None:
    """A half more, then a half less, leaves three quarters of the time, and a quarter less to pay for."""
    events = (Event(2, "hire", amount=0.5), Event(4, "hire", amount=-0.5))
    at_start = begun(load_scenario("consultation_only", SMALL), 3).place.professionals["capacity"]
    simulation = after(4, *events)
    np.testing.assert_allclose(simulation.place.commissioners["staff_added"], -0.25)
    np.testing.assert_allclose(simulation.place.professionals["capacity"], 0.75 * at_start)
    less = simulation.place.commissioners["spending"] - after(4, events[0]).place.commissioners["spending"]
    np.testing.assert_allclose(less, -0.75 * COST, rtol=0, atol=1e-12)


def test_who_does_not_hire_has_neither_the_time_nor_the_bill() -> None:
    """An event of commissioner 2 leaves the staff and the books of commissioner 1 as they were."""
    without, hired = after(3), after(3, Event(3, "hire", amount=0.5, who=2))
    place = hired.place
    assert place.commissioners["staff_added"].tolist() == [0.0, 0.5]
    theirs = place.professionals["commissioner"] == 1
    factor = place.professionals["capacity"] / without.place.professionals["capacity"]
    np.testing.assert_allclose(factor, np.where(theirs, 1.5, 1.0))
    assert place.commissioners["spending"][0] == without.place.commissioners["spending"][0]


def test_without_the_event_all_is_as_it_was_to_the_bit() -> None:
    """What staff time costs is nowhere felt where none is added; added, it is."""
    plain = load_scenario("power_sharing", SMALL)
    dear, cheap = ({"staff_cost": cost} for cost in (0.3, 0.02))
    assert simulate(plain.changed(dear), 2, 18).tobytes() == simulate(plain.changed(cheap), 2, 18).tobytes()
    hired = plain.changed(events=(Event(6, "hire", amount=0.3),))
    assert simulate(hired.changed(dear), 2, 18).tobytes() != simulate(hired.changed(cheap), 2, 18).tobytes()


@pytest.mark.parametrize("amount", [-1, -0.95, 5.5])
def test_no_more_than_nine_tenths_can_be_taken(amount: float) -> None:
    """With no staff at all nothing here has a meaning; the fault names the field and what is allowed."""
    with pytest.raises(ScenarioError, match=r"amount.*between -0\.9 and 5"):
        Event(3, "hire", amount=amount)
