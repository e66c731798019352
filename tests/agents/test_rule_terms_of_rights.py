"""Terms of rights and appeals: each chance is held from both sides, by a number a little too low and one a little too high for its draw."""

import math
from typing import NamedTuple

import pytest

from coprod_sim.agents.pathway import (
    ASSESSED,
    CONTENT,
    LODGED,
    LODGED_AFTER_MEDIATION,
    MEDIATED,
    NO_GROUND,
    NO_MOVE,
    PLAN,
    REFUSAL,
    REQUESTED,
    RIGHT,
    SUPPORT,
    TURNED,
    WITHOUT_PLAN,
    path_time,
    use_right,
)
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.state import Place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

PLACE = {"pathway": 1, "families": 10, "professionals": 2, "commissioners": 1, "peers": 2}
ROW, MONTH = 3, 5
LITTLE = 1e-9
BY_GROUND = {REFUSAL: "appeal_refusal", WITHOUT_PLAN: "appeal_no_plan", CONTENT: "appeal_content"}


def with_right(ground: int, right_months: int, age: int = 200) -> tuple[Place, list[float]]:
    """Give a place in which a family has a right to appeal, and the four draws of what comes of it."""
    place = begun(load_scenario("consultation_only", PLACE), 3).place
    me, family, young = place.pathways[ROW], place.families[ROW], place.young_people[ROW]
    me.ground, me.right_months, me.know_how, me.means = ground, right_months, 0.6, 0.5
    me.stage, me.move, me.hearing_in, me.appealed = SUPPORT, NO_MOVE, 0, 0
    family.reputation, family.lived_fit, family.energy, family.in_dispute = 0.4, 0.3, 0.8, 0
    young.trust, young.share, young.age = 0.8, 0.5, age
    place.commissioners["usual_know_how"] = 0.5
    place.parameters["appeal_means"], place.parameters["appeal_wait"] = 0.2, 7
    words = randomness.four_words(place.key, ROW, 0, MONTH, randomness.RIGHTS)
    return place, [randomness.uniform(word) for word in words]


class Wish(NamedTuple):
    """Who may appeal, about what, and how much more readily than a usual family."""

    ground: int
    right_months: int
    age: int
    caution: float
    wish: float


# By hand: 4 * (1 - trust) * (1 - fit) * 0.6 / 0.5 * exp(0.2 * 0.5); trust is 0.4, or 0.6 from 16 years on, and fit 0.5 or 0.3.
USUAL = 4 * 0.6 / 0.5 * math.exp(0.1)
WISHES = {
    "a refusal": Wish(REFUSAL, 1, 200, 0.0, USUAL * 0.4 * 0.5),
    "no plan, by parents": Wish(WITHOUT_PLAN, 1, 100, 0.0, USUAL * 0.6 * 0.5),
    "what a plan holds": Wish(CONTENT, RIGHT, 200, 0.0, USUAL * 0.4 * 0.7),
    "to cautious staff": Wish(REFUSAL, 1, 200, 0.2, USUAL * 0.4 * 0.5 * math.exp(0.2)),
    "to staff who always say no": Wish(REFUSAL, 1, 200, 9.0, 4.0),
}


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("name", WISHES)
def test_a_family_appeals_as_readily_as_it_wishes(name: str, above: bool) -> None:
    """Half of the usual chance times the wish is what the draw is held against; without an appeal a month of the right goes by."""
    case = WISHES[name]
    place, draws = with_right(case.ground, case.right_months, case.age)
    # Staff are cautious in any case, which only counts where there are habits.
    place.commissioners["habits"], place.commissioners["practice"] = case.caution > 0, 0.0
    place.professionals["caution"] = case.caution or 0.7
    par, me, family = place.parameters, place.pathways[ROW], place.families[ROW]
    par["mediates"] = 99.0  # who is not offered mediation does not go there, whatever the chance
    for ground, parameter in BY_GROUND.items():
        usual = 2 * draws[2] / case.wish * (1 + (LITTLE if above else -LITTLE))
        par[parameter] = usual if ground == case.ground else 0.0
    use_right(place, ROW, MONTH)
    left = 0 if above else case.right_months - 1
    assert (me.move, me.appealed, family.in_dispute, me.right_months) == (LODGED * above, above, above, left)
    assert me.hearing_in == (6 + int(3 * draws[3]) if above else 0)
    assert me.ground == (case.ground if above or left else NO_GROUND)
    assert me.know_how == (1.0 if above else 0.6)
    tired = math.sqrt(1 - par["dispute_tiredness"][0]) if above else 1.0
    assert family.energy == pytest.approx(0.8 * tired, abs=1e-12)


@pytest.mark.parametrize("ground", [REFUSAL, WITHOUT_PLAN])
@pytest.mark.parametrize("ended", [MEDIATED, TURNED, LODGED_AFTER_MEDIATION, NO_MOVE])
def test_mediation_comes_to_what_its_draw_says(ended: int, ground: int) -> None:
    """Of a new no some go to mediation, of these a part goes on to an appeal, and of the others a part is told yes."""
    place, draws = with_right(ground, RIGHT)
    par, me = place.parameters, place.pathways[ROW]
    place.commissioners["mediation_offer"] = 0.5
    # By hand: 1.2 times as much know-how as usual, and half as many more by the offer.
    par["mediates"] = draws[0] / (1.2 * 1.5) * (1 - LITTLE if ended == NO_MOVE else 1 + LITTLE)
    goes_on = draws[1] * (1 + LITTLE) if ended == LODGED_AFTER_MEDIATION else draws[1] / 2
    par["mediation_goes_on"] = goes_on
    par["mediation_turns"] = (draws[1] - goes_on) / (1 - goes_on) * (1 + LITTLE if ended == TURNED else 1 - LITTLE)
    for parameter in BY_GROUND.values():
        par[parameter] = 0.0
    use_right(place, ROW, MONTH)
    stage, left_ground, right = {
        MEDIATED: (SUPPORT, NO_GROUND, 0),
        TURNED: (ASSESSED if ground == REFUSAL else PLAN, NO_GROUND, 0),
        LODGED_AFTER_MEDIATION: (SUPPORT, ground, 0),
        NO_MOVE: (SUPPORT, ground, RIGHT - 1),
    }[ended]
    assert (me.move, me.stage, me.ground, me.right_months) == (ended, stage, left_ground, right)
    assert (me.hearing_in > 0) == (ended == LODGED_AFTER_MEDIATION)


@pytest.mark.parametrize(
    ("stage", "waited", "hearing_in", "time"),
    [
        (SUPPORT, 0, 0, 0.0),
        (REQUESTED, 1, 0, 1.0),
        (ASSESSED, 4, 0, 2.0),
        (ASSESSED, 5, 0, 0.0),
        (PLAN, 3, 0, 0.0),
        (SUPPORT, 0, 2, 4.0),
        (PLAN, 12, 2, 4.0),
    ],
)
def test_the_pathway_takes_time_of_the_team(stage: int, waited: int, hearing_in: int, time: float) -> None:
    """A request takes time, an assessment up to its fourth month, and an appeal until it is heard."""
    place = begun(load_scenario("consultation_only", PLACE), 3).place
    me = place.pathways[ROW]
    me.stage, me.waited, me.hearing_in = stage, waited, hearing_in
    for number, value in (("request_time", 1.0), ("assessment_time", 2.0), ("appeal_time", 4.0)):
        place.parameters[number] = value
    assert path_time(place, ROW) == pytest.approx(time, abs=1e-12)
