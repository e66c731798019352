"""Whose view is nearer, area by area: as the rules have it with their luck, and in step with the indicators."""

import math

import numpy as np
import pytest

from coprod_sim.agents.rules import review
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.state import Place
from coprod_sim.indicators import INDICATORS, measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.view_errors import (
    VIEW_INDICATORS,
    main_need,
    view_errors_by_area,
    view_errors_by_weight,
    view_squares,
)

TOWN = {"families": 120, "professionals": 12}


def town(months: int, **settings: float) -> Place:
    """Give a small town after so many months."""
    simulation = begun(load_scenario("consultation_only", {**TOWN, **settings}), 1)
    simulation.advance(months)
    return simulation.place


def test_each_party_is_an_indicator() -> None:
    """What is told apart by area has a mean over areas that is observed in every run."""
    assert set(VIEW_INDICATORS.values()) <= INDICATORS.keys()
    assert set(view_errors_by_area(town(4))) == set(VIEW_INDICATORS)


def test_without_luck_an_error_is_what_the_rule_says() -> None:
    """With all noise at 0, parents and young people are off by their wishes, staff in their field by nothing, and those who pay by what they do not know."""
    noises = dict.fromkeys(
        ("family_noise", "young_noise", "own_area_noise", "other_area_noise", "commissioner_noise"), 0.0
    )
    place = town(5, **noises)
    par, squares = place.parameters[0], view_squares(place)
    me = place.families[7]
    payer = place.commissioners[me["commissioner"]]
    known = review.commissioner_information(float(payer["monitoring"]), float(payer["forum_word"]), par)
    for area in range(NEED_AREAS):
        wish = par.parent_divergence * me["parent_bias"][area]
        wanted = par.young_wish * place.young_people[7]["wish"][area]
        missed = (1 - known) * (me["need"][area] - payer["standard_offer"][area]) + par.thrift * payer["pressure"]
        assert squares["family"].sums[7, area] == pytest.approx(wish**2)
        assert squares["young"].sums[7, area] == pytest.approx(wanted**2)
        assert squares["payer"].sums[7, area] == pytest.approx(missed**2)
    assert (squares["staff_field"].sums == 0).all()
    assert squares["staff"].sums.sum() > 0


def test_the_expected_square_is_the_mean_over_luck() -> None:
    """Drawing a professional's view many times gives the same mean square, within four standard errors."""
    place = town(5)
    par, me = place.parameters[0], place.families[3]
    ties = place.casework[place.team_start[3] : place.team_start[4]]
    offers = place.commissioners["standard_offer"][me["commissioner"]]
    draws = np.random.default_rng(1).standard_normal(4_000)
    found = view_squares(place)["staff"]
    area = next(area for area in range(NEED_AREAS) if found.views[3, area])
    squares = np.zeros(len(draws))
    for tie in ties:
        worker = place.professionals[tie["professional"]]
        if worker["discipline"] == area:
            continue
        falls_back = review.routine(float(worker["facilitation"]), float(worker["load"]), par)
        known, energy = float(tie["knowledge"]), float(worker["energy"])
        need, offer = float(me["need"][area]), float(offers[area])
        views = [review.professional_error(need, offer, falls_back, known, energy, False, z, par) for z in draws]
        squares += np.square(views)

    assert abs(squares.mean() - found.sums[3, area]) < 4 * squares.std() / math.sqrt(len(draws))


def test_areas_add_up_to_the_indicators() -> None:
    """The mean over areas is near the indicator of the last reviews, which has their luck; that of decisions is the same."""
    simulation = begun(load_scenario("power_sharing", {"families": 1_200, "professionals": 128}), 3)
    measured = measure_all(whole_place(simulation.advance(24)), tuple(VIEW_INDICATORS.values()))
    squares = view_squares(simulation.place)
    for party, name in VIEW_INDICATORS.items():
        mean = math.sqrt(squares[party].sums.sum() / squares[party].views.sum())
        assert mean == pytest.approx(measured[name][-1], rel=1e-9 if party == "decision" else 0.05), party


def test_who_knows_groups_is_furthest_off_where_a_child_is_unlike_the_group() -> None:
    """Where a child needs most, those who pay are further off than in its other areas; a family is not, for it knows daily life."""
    place = town(12, parent_divergence=0.0)
    most = view_errors_by_weight(place)

    assert (main_need(place).sum(axis=1) == 1).all()
    assert most["payer"][0] > most["payer"][1]
    assert most["family"][0] == pytest.approx(most["family"][1])


def test_before_the_first_review_nothing_is_decided() -> None:
    """There are views in month 0, but no decision: that is nan, and nothing in the place is changed."""
    place = begun(load_scenario("consultation_only", TOWN), 1).place
    before = place.families.tobytes(), place.casework.tobytes()
    errors = view_errors_by_area(place)

    assert np.isnan(errors["decision"]).all()
    assert np.isfinite(errors["family"]).all()
    assert (place.families.tobytes(), place.casework.tobytes()) == before
