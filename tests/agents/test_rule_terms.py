"""Terms of single rules that their examples leave open: limits, and numbers that are often 1, which hide a factor."""

import inspect
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from coprod_sim.engine.kernel.compiled import SOURCES
from coprod_sim.engine.state import default_parameters
from coprod_sim.place.initial_state import TABLE_STEPS

Case = tuple[str, tuple[float, ...], dict[str, float], float]

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


def compiled(name: str) -> Callable[..., Any]:
    """Find a rule by its name, which is unique, wherever it stands."""
    found: Callable[..., Any] = getattr(sys.modules[SOURCES[name][1].__module__], name)
    return found


@pytest.mark.parametrize(("rule", "arguments", "changes", "expected"), LIMITS + FACTORS)
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
