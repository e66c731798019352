"""Verdicts: each is green, amber and red where it should be, and what was not looked at is never green."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.evidence.calibration.targets import Target
from coprod_sim.evidence.patterns.patterns import PATTERNS, Runs
from coprod_sim.evidence.robustness.unmeasured_assumptions import Guess, Interval, Joint, TurningPoint
from coprod_sim.evidence.validation.exact_cases import (
    CASES,
    NEEDS,
    Outcome,
    Results,
    docked,
    every_scenario,
    exact_cases,
    run_tests,
)
from coprod_sim.evidence.validation.figures import figure_line, verdict_of
from coprod_sim.evidence.validation.guesses import joint_line, one_by_one, turning_line
from coprod_sim.evidence.validation.patterns import in_ensemble
from coprod_sim.scenario.scenario import list_scenarios
from coprod_sim.study.assumptions.ensemble import Ensemble

NOTHING = "def test_{}() -> None:\n    {}\n\n\n"
LAWS = "tests/agents/test_exact_cases.py"


def passed(*numbers: int, result: str = "passed") -> Results:
    """Give outcomes for some exact cases."""
    return Results(tuple(Outcome(LAWS, f"test_case_{number}_something", result) for number in numbers))


# Tests.


def test_tests_are_run_and_read(tmp_path: Path) -> None:
    """Of three tests in a folder one passes, one fails and one is skipped, and a file that cannot be read is a failure."""
    (tmp_path / "test_docking_three.py").write_text(
        "import pytest\n\n\n"
        + NOTHING.format("good", "assert True")
        + NOTHING.format("bad", "assert False")
        + NOTHING.format("left", "pytest.skip()"),
        encoding="utf-8",
    )
    (tmp_path / "test_docking_broken.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    found = run_tests(tmp_path, ["."]).outcomes

    assert {one.name: one.result for one in found} == {
        "test_good": "passed",
        "test_bad": "failed",
        "test_left": "skipped",
        "test_docking_broken": "failed",
    }


def test_when_pytest_itself_fails_every_case_is_red(tmp_path: Path) -> None:
    """A folder that is not there makes pytest give up; nothing is green then."""
    tested = run_tests(tmp_path, ["no/such/folder"])
    found = exact_cases(tested)

    assert tested.outcomes == ()
    assert {line.verdict for line in found.lines} == {"red"}


@pytest.mark.parametrize("result", ["failed", "skipped"])
def test_a_case_is_red_if_a_test_of_it_does_not_pass(result: str) -> None:
    """One test that fails or is skipped outweighs those that pass, and is named."""
    outcomes = (*passed(2).outcomes, *passed(2, result=result).outcomes)
    line = exact_cases(Results(outcomes)).lines[1]

    assert line.verdict == "red"
    assert line.found == "1 of 2 tests pass"
    assert f"test_case_2_something: {result}" in line.note


def test_a_case_without_a_test_is_red() -> None:
    """Case 3 is there, so it is green; case 4 has no test, so it is red, not left out."""
    verdicts = {line.name[:7]: line.verdict for line in exact_cases(passed(3)).lines}

    assert verdicts["Case 3."] == "green"
    assert verdicts["Case 4."] == "red"
    assert len(verdicts) == len(CASES)


def test_without_a_checkout_no_test_is_green() -> None:
    """An installed package has no tests, and says so for each case and for the docking."""
    for section in (exact_cases(None), docked(None, None)):
        assert {line.verdict for line in section.lines} == {"not run"}
        assert {line.found for line in section.lines} == {NEEDS}


def test_a_scenario_that_was_not_docked_is_named() -> None:
    """All built-in scenarios are wanted: with one left out the line is red, with all it is green."""
    start = "test_engine_follows_the_specification"
    names = [scenario.name for scenario in list_scenarios()]
    outcomes = [Outcome("tests/engine/docking/test_docking.py", f"{start}[{name}]", "passed") for name in names]

    assert every_scenario(outcomes).verdict == "green"
    assert every_scenario(outcomes[1:]).verdict == "red"
    assert names[0] in every_scenario(outcomes[1:]).note


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
    line = figure_line(target, Runs(4, 60, 1))

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
