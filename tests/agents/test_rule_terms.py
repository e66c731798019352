"""Terms of single rules that their examples leave open: limits, and numbers that are often 1, which hide a factor."""

import inspect
import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from coprod_sim.engine.kernel.compiled import SOURCES
from coprod_sim.engine.state import default_parameters
from coprod_sim.place.initial_state import TABLE_STEPS

Case = tuple[str, tuple[float, ...], dict[str, float], float]

FAIR = {"base_process": 0.4, "young_dignity": 0.25, "young_fair": 0.3, "young_outcome": 0.35}
UNHEARD = {"language_gap": 0.5, "poverty_gap": 0.3, "prejudice": 0.25, "contact": 0.5}

LIMITS: list[Case] = [
    # A team with time to spare holds its reviews as planned, not earlier.
    ("review_is_due", (2, 0.5), {}, False),
    # Everything was promised, nothing given, and the plan is of no use: both losses together would go below 0.
    ("confidence_by_review", (0.5, 1.0, 0.0, 1.0), {"mastery": 1.0, "helplessness": 1.0}, 0.0),
    # Peers and encouragement would each lift confidence by one.
    ("confidence_by_month", (0.0, 1.0, 1.0, 1.0), {"vicarious": 1.0, "persuasion": 1.0}, 1.0),
    # Papers, reports and a forum that is heard would together tell more than there is.
    (
        "commissioner_information",
        (1.0, 1.0),
        {"paper_information": 0.5, "monitoring_information": 0.4, "forum_information": 0.3},
        1.0,
    ),
    # What is no longer true is twice what was known.
    ("knowledge_after", (0.5, 0.0, 0.0), {"child_learning": 1.0, "child_fade": 2.0}, 0.0),
    # Fading takes twice what is beyond the usual.
    ("facilitation_after", (0.5, 1.0, 0.0, 0.0, 0.0, 0.0), {"fade": 2.0, "start_facilitation": 0.1}, 0.0),
    # What there is to learn and what colleagues have would together give more than all.
    ("facilitation_after", (0.5, 1.0, 1.0, 0.5, 1.0, 0.0), {"practice_spread": 1.0, "fade": 0.0}, 1.0),
]

FACTORS: list[Case] = [
    # By hand: 0.1 + 0.4 * 0.5 * (0.6 - 0.1); who has more than was promised counts on what it has.
    ("credible_say", (0.6, 0.5, 0.4, 0.1), {}, 0.2),
    ("credible_say", (0.2, 0.5, 0.4, 0.3), {}, 0.3),
    # By hand: 0.8 + 2 * 0.01 + 0.5 * 0.2 + 0.1 * 0.4 + 0.01
    (
        "spending_now",
        (0.8, 0.01, 0.2, 0.4, 0.01),
        {"dispute_cost": 2.0, "training_cost": 0.5, "reward_cost": 0.1},
        0.97,
    ),
    # By hand: 0.2 * -0.5 * 0.6; what is taken is saved.
    ("staff_spending", (-0.5, 0.6), {"staff_cost": 0.2}, -0.06),
    # By hand: 1 - 0.6 - 0.3 - 0.5 * 0.2 would be no time at all; a tenth of ten is one.
    ("load_now", (9.0, 10.0, 0.6, 0.3, 0.2, 0.0), {"training_time": 0.5}, 9.0),
    # By hand: 0.6 + 0.2 * (1 / (1 + 2 * 0.5) - 0.6)
    ("staff_energy_after", (0.6, 1.5), {"strain": 2.0, "staff_energy_rate": 0.2}, 0.58),
    # By hand: 0.5 * (1 + 1.5 * 0.2) * 2 - 0.5 * (1 - 0.25) * 0.4
    (
        "professional_error",
        (1.0, 0.6, 0.5, 0.25, 0.8, False, 2.0),
        {"other_area_noise": 0.5, "tired_noise": 1.5},
        1.15,
    ),
    # By hand: 0.2 * (1 + 1.5 * 0.2) * 2; what is on offer does not matter in the own discipline.
    (
        "professional_error",
        (1.0, 0.6, 0.5, 0.25, 0.8, True, 2.0),
        {"own_area_noise": 0.2, "tired_noise": 1.5},
        0.52,
    ),
]

PATHWAY: list[Case] = [
    # Where all need the same nobody needs more than others.
    ("severity", (1.4,), {"start_main_need": 1.2, "start_need_spread": 0.0}, 0.0),
    # By hand: b = 1 / (1 + exp(-(0.6 - 0.5))) = 0.52498, b' = b + (1 - b) * 0.4 * 0.5, then b' + (1 - b') * (1 - exp(-0.5))
    (
        "know_how",
        (1.2, 0, 0.1, 0.5),
        {"know_base": -0.5, "know_means": 0.5, "know_reach": 5.0, "know_informed": 0.4},
        0.7695082505634963,
    ),
    # By hand: 1 / (1 + exp(-(0.5 - 0.2 * 0.5 * 2 - 0.3 * 1.5)))
    ("no_at_gate", (0.5, 2.0, 1.5, 0.5), {"gate_means": 0.2, "gate_need": 0.3}, 0.46257015465625045),
    ("pressed_bar", (0.25,), {"bar_pressure": 0.5}, 0.125),
    # None is due; two are, and assessors could finish three.
    ("finishing", (0.0, 20.0, 10.0), {"assess_stretch": 0.5}, 1.0),
    ("finishing", (2.0, 20.0, 10.0), {"assess_stretch": 0.5}, 1.0),
    # By hand: 0.5 * 0.9 * 4 would be more than certain.
    ("lodging", (2, 4.0), {"appeal_no_plan": 0.9}, 1.0),
    # By hand: 0.5 * 3 / 100 + 0.02 * 0.5
    ("path_spending", (3.0, 100, 0.5), {"assessment_cost": 0.5, "information_cost": 0.02}, 0.025),
]

PEOPLE: list[Case] = [
    # Grown up, as many as at 16; at two years half of what the lever could do, by hand: 0.28 + 0.72 * 0.8 * 0.5 * 0.5
    ("included_chance", (240, 0.0), {"include_low": 0.28, "include_high": 0.72}, 0.72),
    ("included_chance", (24, 0.5), {"include_low": 0.28, "include_reach": 0.8}, 0.424),
    # By hand: 0.3 * 2 + 0.6 * (1 + 1.5 * 0.25) * 0.5
    ("young_error", (2.0, 0.75, 0.5), {"young_wish": 0.3, "young_noise": 0.6, "young_learning": 1.5}, 1.0125),
    # Who holds so much leaves no room, and not less than none: 0.6 * 0.75 * 0.25
    ("young_share", (0.75, 0.25, 0.7), {"young_say": 0.6, "young_base": 0.08, "crowding": 2.0}, 0.1125),
    # By hand: 0.75 * 2 + 0.25 * 0.5
    ("both_views", (2.0, 0.5, 0.25), {}, 1.625),
    # By hand: 0.5 * 0.8 * (0.12 + 0.22 * 0.5 + 0.2 * 0.5); and a key person who would listen wholly.
    ("own_ear", (0.5, 0.8, 0.5, 0.5), {"ear_base": 0.12, "ear_skill": 0.22, "ear_voice": 0.2}, 0.132),
    ("own_ear", (1.0, 1.0, 0.5, 0.5), {"ear_base": 1.0}, 0.5),
    # By hand: 0.65 * 0.4 + 0.35 * 0.6; who was not there met no dignity, and was not fairly treated.
    ("young_experience", (0.0, 0.25, 0.6), FAIR, 0.47),
    # By hand: 0.65 * (0.4 + 0.25 + 0.3) + 0.35 * 0.6; more than an equal say is no fairer.
    ("young_experience", (1.0, 0.8, 0.6), FAIR, 0.8275),
    # By hand: 0.65 * 1 + 0.35 * 0.6; more than fair is fair.
    ("young_experience", (1.0, 0.5, 0.6), {**FAIR, "base_process": 0.7}, 0.86),
    # Nothing stands in the way; an interpreter half of the time; prejudice alone, worn down by trust.
    ("hearing", (0.0, 0.0, 0.0, 0.0, 0.0, 0.5), UNHEARD, 1.0),
    ("hearing", (1.0, 0.0, 0.0, 0.5, 0.0, 0.5), UNHEARD, math.exp(-0.25)),
    ("hearing", (0.0, 0.0, 1.0, 0.0, 0.2, 0.5), UNHEARD, math.exp(-0.8 * 0.25 * 0.75)),
    # By hand: 0.25 / 1.28 * 2; poverty alone is enough.
    (
        "start_standing_chance",
        (0.0, 1.0),
        {"start_standing": 0.25, "start_language": 0.1, "start_poor": 0.2},
        0.390625,
    ),
    # By hand: 0.5 / sqrt(1 + 3)
    ("narrowed", (0.5, 3.0), {}, 0.25),
    # By hand: 1 - sqrt(0.5 / 2)
    ("moved", (0.5, 2.0), {}, 0.5),
]

HABITS: list[Case] = [
    # By hand: k = 0.5^(1/12) = 0.94387, then 0.2 + k * 0.8 + sqrt(1 - k^2) * 0.4 * 0.5
    ("carried_on", (1.0, 0.2, 0.5, 0.4, 0.5), {}, 1.0211604164899857),
    # By hand: 0.2 - 0.5 * 0.1 * 0.2; who says no less than is usual is not worn down.
    ("caution_after", (0.2, 0.2, 0.2, 0.1, 0.0), {"caution_training": 0.5}, 0.19),
    ("caution_after", (-0.4, -0.4, -0.4, 0.1, 0.0), {"caution_training": 0.5}, -0.4),
    # By hand: 0.2 + 0.4 * (0.6 - 0.2) + 0.3 / 3 * 0.5
    (
        "commissioner_estimate",
        (0.2, 0.6, 0.5),
        {"group_information": 0.4, "commissioner_noise": 0.3, "offer_sample": 9},
        0.41,
    ),
    # By hand: 1 + (1 - 0.5^2) * (0.4 - 1)
    ("member_estimate", (1.0, 0.4, 2), {"capture": 0.5}, 0.55),
]


def compiled(name: str) -> Callable[..., Any]:
    """Find a rule by its name, which is unique, wherever it stands."""
    found: Callable[..., Any] = getattr(sys.modules[SOURCES[name][1].__module__], name)
    return found


@pytest.mark.parametrize(("rule", "arguments", "changes", "expected"), LIMITS + FACTORS + PATHWAY + PEOPLE + HABITS)
def test_hand_worked_terms(rule: str, arguments: tuple[float, ...], changes: dict[str, float], expected: float) -> None:
    """A rule gives what its equation gives by hand, with the parameters changed as said."""
    par = default_parameters()
    for name, value in changes.items():
        setattr(par, name, value)
    takes_parameters = "par" in inspect.signature(SOURCES[rule][1]).parameters
    assert compiled(rule)(*arguments, *([par] if takes_parameters else [])) == pytest.approx(expected, abs=1e-12)


def test_starting_values_are_read_between_two_steps_of_a_table() -> None:
    """Between two steps the table of a distribution is a straight line, and values below a range are lifted to it."""
    table = np.linspace(0.0, 2.0, TABLE_STEPS + 1) ** 2
    between = compiled("read_table")(table, 1000.25 / TABLE_STEPS)
    assert between == pytest.approx(0.75 * table[1000] + 0.25 * table[1001], rel=1e-12)
    assert compiled("clipped")(-0.2, 0.0, 1.0) == 0.0
