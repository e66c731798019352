"""Family-led meetings: what they change, what they leave as it is, and that they can fail."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.agents.rules.family_led import company, left_to_others, narrowed, share_held
from coprod_sim.engine.simulation import Simulation
from coprod_sim.engine.state import parameter_record
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run

PLACE = {"families": 60, "professionals": 12}
ROUNDED = 1e-12
shares = st.floats(0, 1)


def lived(months: int, scenario: str = "consultation_only", **settings: float) -> Simulation:
    """Live some months in a small place."""
    simulation = begun(load_scenario(scenario, {**PLACE, **settings}), 5)
    simulation.advance(months)
    return simulation


@given(shares, shares, st.lists(st.floats(0.01, 1), min_size=1, max_size=5))
def test_all_weights_in_a_family_led_meeting_add_up_to_one(power: float, least: float, others: list[float]) -> None:
    """Whatever a family holds, and however the rest is held, its share and the shares of all others are 1 together."""
    rest = [(1 - power) * one / sum(others) for one in others]
    held = share_held(power, 1.0, parameter_record({**DEFAULTS, "led_share": least})[0])
    left = left_to_others(power, held)
    assert held >= max(power, least)
    assert held + sum(left * one for one in rest) == pytest.approx(1, abs=ROUNDED)


@given(st.floats(-6, 6), st.floats(0, 5), st.floats(0.01, 5))
def test_the_more_a_family_brings_the_nearer_its_view(draw: float, confidence: float, more: float) -> None:
    """With more peers, or peers who are more confident, the chance part of the parents' view is never larger, and smaller where there is any."""
    par = parameter_record(DEFAULTS)[0]
    few, many = (narrowed(draw, company(one, 1.0, par)) for one in (confidence, confidence + more))
    assert abs(many) < abs(few) or draw == 0 or abs(draw) < ROUNDED
    assert narrowed(draw, company(confidence, 0.0, par)) == draw


def test_without_the_lever_nothing_of_it_counts() -> None:
    """Where no review is family-led, all that is assumed of such meetings may be otherwise, and every number is the same to the bit."""
    other = {"led_share": 0.9, "led_company": 0.5, "led_answers": 1.0, "led_time": 2.0, "led_tiredness": 0.5}
    one, two = (simulate(load_scenario("power_sharing", {**PLACE, **more}), 3, 24) for more in ({}, other))
    assert one.tobytes() == two.tobytes()
    led = simulate(load_scenario("power_sharing", {**PLACE, **other, "family_led": 0.1}), 3, 24)
    assert led.tobytes() != one.tobytes()


def test_a_family_led_meeting_counts_once_and_leaves_formal_power_as_it_was() -> None:
    """With one round of them all weights of that round are of a plan that families made; a year later formal power is as usual."""
    events = (Event(1, "set", lever="family_led", to=1), Event(4, "set", lever="family_led", to=0))
    usual = load_scenario("consultation_only", PLACE)
    once = begun(usual.changed(events=events), 5)
    never = begun(usual, 5)
    for simulation in (once, never):
        simulation.advance(3)
    families, others = once.place.families, never.place.families
    assert families["reviewed"].mean() > 0.7
    assert (families["led"] == families["reviewed"]).all()
    assert not others["led"].any()
    assert families["voice"].mean() > 3 * others["voice"].mean()
    assert np.abs(families["power"] - others["power"]).max() < 0.03
    once.advance(12)
    never.advance(12)
    assert not once.place.families["led"].any()
    assert np.abs(families["power"] - others["power"]).max() < 0.03


def test_the_chance_is_that_of_a_review() -> None:
    """About as many reviews are family-led as the lever says, and the same families' when it rises: raising it only adds."""
    met = [lived(2, families=400, professionals=60, family_led=chance).place.families for chance in (0.3, 0.6)]
    for families, chance in zip(met, (0.3, 0.6), strict=True):
        assert families["led"][families["reviewed"] > 0].mean() == pytest.approx(chance, abs=0.1)
    assert met[1]["led"][met[0]["led"] > 0].all()


def test_a_family_that_led_stands_on_the_rung_of_its_voice() -> None:
    """A decision in which a family weighed enough is deciding together, or family-led, whatever it formally holds."""
    series = run(load_scenario("consultation_only", {**PLACE, "family_led": 1}), months=24, seed=5).series
    assert series["family_power"][-1] < 0.15
    assert series["decisions_together"][-1] + series["decisions_led"][-1] > 0.3
    assert series["decisions_not_asked"][-1] == 0


def test_staff_pay_with_time_and_families_with_energy() -> None:
    """Load is higher by led_time in the month after a meeting, and families have less energy."""
    usual, led = (lived(4, review_months=3, family_led=chance) for chance in (0.0, 1.0))
    assert led.place.professionals["load"].mean() > 1.1 * usual.place.professionals["load"].mean()
    assert led.place.families["energy"].mean() < usual.place.families["energy"].mean() - 0.02


FAILS = {
    "start_energy": 0.4,
    "recovery": 0.04,
    "start_facilitation": 0.1,
    "peers": 0,
    "start_confidence": 0.05,
    "led_tiredness": 0.15,
    "led_time": 1.0,
}


def test_it_can_fail() -> None:
    """With tired families, no peers and staff who cannot help them, meetings that families lead make plans and progress worse."""
    usual, led = (
        run(load_scenario("consultation_only", {**FAILS, "family_led": chance}), months=36, seed=5).series
        for chance in (0.0, 1.0)
    )
    for name in ("progress", "fit", "family_energy"):
        assert led[name][-1] < usual[name][-1] - 0.01, name


def test_whether_young_people_gain_hangs_on_what_the_meetings_cost() -> None:
    """Where staff decide young people gain; where decisions are shared already they gain if meetings cost nothing, and lose as they are."""
    free = {"led_time": 0.0, "led_tiredness": 0.0}
    gains = {}
    for way in ("consultation_only", "power_sharing"):
        usual, led, costless = (
            run(load_scenario(way, settings), months=48, seed=2).series["progress"][-1]
            for settings in ({}, {"family_led": 1}, {"family_led": 1, **free})
        )
        gains[way] = (led - usual, costless - usual)
    assert min(*gains["consultation_only"], gains["power_sharing"][1]) > 0
    assert gains["power_sharing"][0] < 0
