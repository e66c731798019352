"""Which starting values the next month undoes: the list is held against the model, and whoever sets one is told."""

import numpy as np
import pytest
from typer.testing import CliRunner

from coprod_sim.cli import app
from coprod_sim.errors import ScenarioError
from coprod_sim.fleeting_starts import FLEETING, Fleeting, start_notes
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.parameters import BY_NAME, names
from coprod_sim.scenario import list_scenarios, load_scenario
from coprod_sim.simulation import simulate
from coprod_sim.state import Reals
from coprod_sim.study.plan import Plan
from coprod_sim.study.plan_notes import plan_notes

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


def test_the_list_is_what_the_model_does() -> None:
    """Of all starting values at both of their ends, only those of the list are back after one month."""
    usual = measured()
    undone = {
        name
        for name in names("start")
        for value in (BY_NAME[name].low, BY_NAME[name].high)
        if any(abs(moved[1]) < BACK * abs(moved[0]) for moved in moves(usual, name, value))
    }
    assert undone == {one.name for one in FLEETING}


@pytest.mark.parametrize("one", FLEETING, ids=[one.name for one in FLEETING])
def test_the_setting_that_is_named_lasts(one: Fleeting) -> None:
    """The measure of the fleeting start is still far from the usual after three months where the lasting one is at its low."""
    usual, low = measured(), measured(**{one.lasting: BY_NAME[one.lasting].low})
    measure = one.name.removeprefix("start_")
    assert abs(low[measure][3] - usual[measure][3]) > 0.15


@pytest.mark.skipif(not FLEETING, reason="nothing is undone by the next month")
def test_who_sets_it_is_told() -> None:
    """By check, run, the card and for a plan; not where it is near to what lasts, as in all that is built in."""
    (told,) = start_notes(load_scenario("not_asked"), {"start_felt_trust": 0.1})
    assert "start_felt_trust = 0.1: it holds in month 0 only" in told
    assert "set start_family_trust" in told
    assert [text for scenario in list_scenarios() for text in start_notes(scenario)] == []
    assert start_notes(load_scenario("not_asked", {"start_felt_trust": 0.2, "start_family_trust": 0.2})) == []
    tables = {"title": "T", "scenarios": ["not_asked"], "sampling": {"method": "latin_hypercube", "points": 4}}
    assert "start_felt_trust varies" in plan_notes(Plan.from_dict(tables | {"vary": {"start_felt_trust": [0, 1]}}))[0]
    card = CliRunner().invoke(app, ["parameters", "start_felt_trust"])
    assert "it holds in month 0 only" in " ".join(card.stdout.split())
    done = CliRunner().invoke(app, ["run", "not_asked", "--months", "1", "--set", "start_felt_trust=0.1"])
    assert "it holds in month 0 only" in done.stderr
