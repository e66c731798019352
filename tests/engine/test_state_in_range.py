"""State that leaves its range ends the run, and says where it began."""

from pathlib import Path

import numpy as np
import pytest

from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.engine.kernel.state_field import REAL, Field
from coprod_sim.engine.month_loop import STANDARD, Walks
from coprod_sim.engine.range_check import is_in_range, writers
from coprod_sim.engine.rule_run_faults import OwnRules
from coprod_sim.engine.state import strays_of
from coprod_sim.errors import ModelError, RuleError, ScenarioError
from coprod_sim.model import ACTIVATIONS, CoproductionModel
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.parameters import DECLARED
from coprod_sim.scenario.scenario import load_scenario

SMALL = load_scenario("power_sharing", {"families": 24, "professionals": 4, "commissioners": 2})
OWN = OwnRules(Path("wild.py"), b"", {"trust_rate": 4, "plan_spending": 9})


def spoiling(rows: str, field: str, value: float, at: int, own: OwnRules | None = None) -> Walks:
    """Give walks in which a value goes wrong in a month."""

    def months(place, blocks, month, count, tallies, numbers, board, threads):  # type: ignore[no-untyped-def]
        for step in range(count):
            STANDARD.months(place, blocks, month + step, 1, tallies[step:], numbers[step:], board, threads)
            board[:] = 0
            if month + step >= at:
                getattr(place, rows)[field][1] = value

    return STANDARD._replace(months=months, own=own)


@pytest.mark.parametrize(
    ("rows", "fields"),
    [("families", FAMILY), ("casework", CASEWORK), ("professionals", PROFESSIONAL), ("commissioners", COMMISSIONER)],
)
def test_every_real_number_is_looked_at(rows: str, fields: tuple[Field, ...]) -> None:
    """Not a number, infinite, too low or too high: the quick look finds it in every field, as the slow one does, and nothing else."""
    place = begun(SMALL, 1).place
    assert is_in_range(place)
    for field in fields:
        if field.type == REAL:
            for wrong in {np.nan, np.inf, -np.inf, field.low - 0.1, field.high + 0.1}:
                before = getattr(place, rows)[field.name][1].copy()
                getattr(place, rows)[field.name][1] = wrong
                assert not is_in_range(place), (field.name, wrong)
                assert [stray.field for stray in strays_of(place)] == [field.name]
                getattr(place, rows)[field.name][1] = before
    assert is_in_range(place)


def test_the_first_month_the_row_the_value_and_the_rule_are_named() -> None:
    """A run of three years whose trust is lost in month 5 ends, and says whose it was, and which rule of the user writes it."""
    begun(SMALL, 1).advance(1)  # the compiler's time is no silence of these rules
    simulation = begun(SMALL, 1, walks=spoiling("casework", "family_trust", np.nan, 5, OWN))
    with pytest.raises(RuleError) as ended:
        simulation.advance(36)
    tie = simulation.place.casework[1]
    whose = f"casework 1 (family {tie.family}, professional {tie.professional})"
    assert f"wild.py line 4: month 5: {whose}: family_trust is nan, declared from 0 to 1 (share)" in str(ended.value)
    assert "your rule trust_rate in wild.py writes family_trust" in str(ended.value)


def test_without_rules_of_ones_own_it_is_our_fault() -> None:
    """Where the model itself goes wrong, in one go, told month by month, or step by step, it asks for a report."""
    months: list[int] = []
    for on_month in (None, months.append):
        with pytest.raises(ModelError, match=r"month 3: family 1: energy is 1\.5, declared from 0 to 1 .*report"):
            begun(SMALL, 1, walks=spoiling("families", "energy", 1.5, 3)).advance(8, on_month)
    for activation in ACTIVATIONS:
        model = CoproductionModel(SMALL, seed=1, activation=activation)  # type: ignore[arg-type]
        model.step()
        model.place.professionals["bravery"][2] = np.nan
        with pytest.raises(ModelError, match=r"month 2: .*nan"):
            model.step()


def miscounting(at: int) -> Walks:
    """Give walks in which the state stays right, and a sum over a commissioner's families is no number from a month on."""

    def months(place, blocks, month, count, tallies, numbers, board, threads):  # type: ignore[no-untyped-def]
        STANDARD.months(place, blocks, month, count, tallies, numbers, board, threads)
        tallies["rungs"][max(0, at - month) :, 1, 2] = np.nan

    return STANDARD._replace(months=months)


def test_a_sum_that_is_no_number_ends_the_run() -> None:
    """Also where all people are in range, what is counted of them is looked at: the month and whose sum it is are named."""
    simulation = begun(SMALL, 1, walks=miscounting(5))
    with pytest.raises(ModelError, match=r"month 5: count of commissioner 1: rungs\[2\] is nan"):
        simulation.advance(12)
    assert is_in_range(simulation.place)


def test_what_is_written_is_known_by_its_rules() -> None:
    """The acts themselves tell which rules stand behind a field, also by way of variables and of rules within rules."""
    assert {"trust_rate", "experience", "trust_after"} <= writers()["family_trust"]
    assert "plan_spending" in writers()["spending"]
    assert "own_effort" in writers()["progress"]
    assert "trust_rate" not in writers()["spending"] | writers()["need"]


def test_plausible_settings_stay_in_range() -> None:
    """With levers, parameters and starting values at random within what is plausible, no state leaves its range."""
    rng, tried = np.random.default_rng(5), 0
    while tried < 40:
        chosen = [one for one in DECLARED if one.role != "place" and not one.whole and rng.uniform() < 0.5]
        settings = {one.name: float(rng.choice((*one.explore, rng.uniform(*one.explore)))) for one in chosen}
        try:
            scenario = SMALL.changed(settings)
        except ScenarioError:
            continue
        tried += 1
        begun(scenario, tried).advance(24)
