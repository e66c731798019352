"""Verdicts: each is green, amber and red where it should be, and what was not looked at is never green."""

from collections.abc import Sequence

import numpy as np
import pytest

from coprod_sim.evidence.calibration.targets import Target
from coprod_sim.evidence.docking.dock import AGREE, StateDifference, docked, docked_scenario
from coprod_sim.evidence.docking.plain_reading import World
from coprod_sim.evidence.patterns.patterns import PATTERNS, ScenarioRuns
from coprod_sim.evidence.robustness.unmeasured_assumptions import Guess, Interval, Joint, TurningPoint
from coprod_sim.evidence.validation import docking_section
from coprod_sim.evidence.validation.exact import cases as exact_cases
from coprod_sim.evidence.validation.exact.cases import CASES, judged
from coprod_sim.evidence.validation.exact.check import Check
from coprod_sim.evidence.validation.figures import figure_line, verdict_of
from coprod_sim.evidence.validation.guesses import joint_line, one_by_one, turning_line
from coprod_sim.evidence.validation.patterns import in_ensemble
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.assumptions.ensemble import Ensemble

# Exact cases and docking.


def test_a_case_is_red_if_something_does_not_hold() -> None:
    """One number that is too far off outweighs those that are right, and is named; what is no number is too far off."""
    right, wrong = Check("weight", 1.0, 1.0, 1e-12), Check("spread", 0.25, 0.2, 0.01)
    line = judged("Case", [right, wrong])

    assert (line.verdict, line.found) == ("red", "1 of 2 hold")
    assert line.note == "spread: 0.25, not 0.2 (to 0.01)"
    assert judged("Case", [right]).verdict == "green"
    assert judged("Case", [right._replace(found=float("nan"))]).verdict == "red"


def test_a_case_that_looks_at_nothing_is_red() -> None:
    """Nothing that holds is no reason to believe anything."""
    assert judged("Case", []).verdict == "red"
    assert docking_section.judged("Docking", {}).verdict == "red"


def test_every_case_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twenty-three cases stand in the section in their order, whether they hold or not."""
    names = list(CASES)
    monkeypatch.setattr(exact_cases, "CASES", dict.fromkeys(names, lambda: iter([Check("a", 0, 1)])))
    section = exact_cases.exact_cases()

    assert [line.name for line in section.lines] == names
    assert [name.partition(" ")[2].partition(".")[0] for name in names] == [str(number) for number in range(1, 24)]


@pytest.mark.parametrize(("size", "verdict"), [(1e-10, "green"), (1e-8, "red"), (float("nan"), "red")])
def test_a_scenario_that_does_not_agree_is_named(size: float, verdict: str) -> None:
    """Both readings may differ by 1e-9; the scenario, the month and the number that do by more are said."""
    found = {"fine": StateDifference(0.0), "other": StateDifference(size, "month 3: trust of edges")}
    line = docking_section.judged("Docking", found)

    assert line.verdict == verdict
    assert ("other, month 3: trust of edges" in line.note) == (verdict == "red")


def test_a_difference_between_both_readings_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain reading that forgets what a month brings differs at once from the engine; as it stands it does not."""
    scenario = docked_scenario(load_scenario("consultation_only"))
    assert docked(scenario, 11, months=2).size <= AGREE

    monkeypatch.setattr(World, "families_live", lambda *_: None)
    found = docked(scenario, 11, months=2)
    assert found.size > AGREE
    assert found.where.startswith("month ")


# Patterns, figures and guesses.


def test_patterns_are_counted_over_members_of_an_ensemble() -> None:
    """In one of two members nobody can dispute, so the pattern about disputes is green in half of them at most, and not green."""
    ensemble = Ensemble(("appeal_chance",), np.array([[0.0], [0.05]]), {})
    found = in_ensemble(ensemble, 2, 2, 1)
    by_number = {line.name.partition(".")[0]: line for line in found.lines}

    assert len(found.lines) == len(PATTERNS) + 2
    assert by_number["P2"].numbers["green"] <= 0.5
    assert by_number["P2"].verdict != "green"
    assert by_number["P5"].numbers["green"] == 1


def test_without_an_ensemble_nothing_is_green() -> None:
    """The section says that there is none."""
    assert [line.verdict for line in in_ensemble(None, 2, 2, 1).lines] == ["not run"]


def figure(low: float, high: float, tolerance: float) -> Target:
    """Make a target whose measure is always 10 or 12."""
    measure = lambda runs: np.array([10.0, 12.0] * (runs.pairs // 2))
    return Target("made_up", "Made up", "things", "11", low, high, tolerance, "moj2024", False, "A note.", measure)


@pytest.mark.parametrize(("span", "verdict"), [((10, 12), "green"), ((11.5, 13), "amber"), ((13, 14), "red")])
def test_a_figure_is_judged_by_its_span_and_tolerance(span: tuple[float, float], verdict: str) -> None:
    """A mean of 11 is in its span, beside it by no more than the tolerance of 1, or further off."""
    target = figure(*span, 1.0)
    line = figure_line(target, ScenarioRuns(4, 60, 1))

    assert line.verdict == verdict == verdict_of(11, target)
    assert line.numbers["value"] == 11
    assert "Not fitted" in line.note


def point(name: str, low: Sequence[float], high: Sequence[float], turns: bool) -> TurningPoint:
    """Make a guess with intervals at both ends; with the defaults the difference is 0.02 and clear."""
    return TurningPoint(name, 0, 1, Interval(*low), Interval(*high), Interval(0.02, 0.01, 0.03), turns)


STAYS = point("stays", (0.02, 0.01, 0.03), (0.03, 0.02, 0.04), turns=False)
BLURS = point("blurs", (0.01, -0.01, 0.03), (0.03, 0.02, 0.04), turns=False)
TURNS = point("turns", (-0.02, -0.03, -0.01), (0.03, 0.02, 0.04), turns=True)


@pytest.mark.parametrize(
    ("points", "verdict"), [([STAYS], "green"), ([STAYS, BLURS], "amber"), ([BLURS, TURNS], "red")]
)
def test_a_guess_that_turns_the_headline_is_red(points: list[TurningPoint], verdict: str) -> None:
    """One that turns the sign is red, one that only blurs it is amber, and one that does neither has no line."""
    lines = one_by_one(points)

    assert turning_line(points).verdict == verdict
    assert [line.name.split()[0] for line in lines] == [one.name for one in points if one is not STAYS]
    assert [line.verdict for line in lines] == [
        "red" if one is TURNS else "amber" for one in points if one is not STAYS
    ]


@pytest.mark.parametrize(("lost", "verdict"), [(5, "green"), (20, "amber"), (21, "red")])
def test_the_headline_over_all_guesses_is_judged_by_how_often_it_is_lost(lost: int, verdict: str) -> None:
    """Of 100 sets: lost in 5 it survives, in 20 mostly, in 21 it depends on the guesses."""
    differences = np.where(np.arange(100) < lost, -1.0, 1.0)[:, None] * np.ones((1, 2))
    drawn = Joint("progress", Ensemble((), np.zeros((100, 0)), {}), differences, (Guess("thrift", 0.5, True, 0.2),))

    assert joint_line(drawn).verdict == verdict
    assert joint_line(drawn).numbers["share_lower"] == lost / 100
