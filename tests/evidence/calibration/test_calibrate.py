"""A tiny calibration of the real model, what is told of it, and what is refused."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from coprod_sim.cli.commands.calibrate import calibrate as command
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.calibration import criteria, result
from coprod_sim.evidence.calibration.calibrate import calibrate, early_waves
from coprod_sim.evidence.calibration.criteria import Score, criteria_names, distance_from
from coprod_sim.evidence.calibration.priors import default_prior
from coprod_sim.evidence.calibration.result import Calibration, conflicts_among
from coprod_sim.evidence.calibration.targets import TARGETS
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.assumptions.ensemble import Ensemble, load_ensemble, write_ensemble

SETS, WAVES = 4, 1
FEW = PATTERNS[:8]


@pytest.fixture(scope="module", autouse=True)
def few_patterns() -> Iterator[None]:
    """Leave most patterns out, for they take their time: here it matters that patterns are judged, not which."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(criteria, "PATTERNS", FEW)
        patch.setattr(result, "PATTERNS", FEW)
        yield


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Calibration, Path, list[tuple[int, int]]]:
    """The smallest calibration there is, the file of its waves, and what it told on the way."""
    file, steps = tmp_path_factory.mktemp("waves") / "tiny.waves.json", []
    found = calibrate(SETS, WAVES, 2, 1, progress=lambda done, total: steps.append((done, total)), keep_in=file)
    return found, file, steps


def test_a_calibration_gives_sets_within_their_ranges(tiny: tuple[Calibration, Path, list[tuple[int, int]]]) -> None:
    """As many as asked for, each within the range of its prior, each of them scored on everything."""
    found = tiny[0]
    prior = default_prior()
    assert found.ensemble.values.shape == (SETS, len(prior.names))
    assert ((found.ensemble.values >= prior.lows) & (found.ensemble.values <= prior.highs)).all()
    assert len(found.judged) == SETS
    assert {len(scores) for scores in found.judged} == {len(FEW) + len(TARGETS)}
    assert [wave["wave"] for wave in found.waves] == [0, 1]
    assert found.waves[1]["tolerance"] < found.waves[0]["tolerance"]


def test_progress_is_told_from_one_to_all(tiny: tuple[Calibration, Path, list[tuple[int, int]]]) -> None:
    """Each step is told once, and never more than there are."""
    steps = tiny[2]
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[0][0] == 1
    assert all(done <= total for done, total in steps)


def test_a_calibration_that_was_stopped_gives_the_same_sets(
    tiny: tuple[Calibration, Path, list[tuple[int, int]]],
) -> None:
    """It goes on from the file of its waves: nothing is sampled again, and the numbers are the same to the last bit."""
    found, file, _ = tiny
    again = calibrate(SETS, WAVES, 2, 1, keep_in=file)
    np.testing.assert_array_equal(again.ensemble.values, found.ensemble.values)
    assert again.to_dict() == found.to_dict()


def test_the_same_seed_gives_the_same_calibration(tiny: tuple[Calibration, Path, list[tuple[int, int]]]) -> None:
    """Sampled again from the start, on threads that take turns as they like, the sets are the same to the last bit."""
    again = calibrate(SETS, WAVES, 2, 1)
    np.testing.assert_array_equal(again.points, tiny[0].points)
    assert again.to_dict() == tiny[0].to_dict()


def test_waves_of_another_calibration_are_refused(tiny: tuple[Calibration, Path, list[tuple[int, int]]]) -> None:
    """Another seed cannot go on from there, and the message says what to do."""
    with pytest.raises(ScenarioError, match=r"other sizes, seed or version.*Delete it"):
        calibrate(SETS, WAVES, 2, 2, keep_in=tiny[1])


def test_a_file_that_holds_no_waves_is_refused(tmp_path: Path) -> None:
    """Whatever else it is, it is not overwritten."""
    file = tmp_path / "notes.json"
    file.write_text('{"mine": 1}', encoding="utf-8")
    with pytest.raises(ScenarioError, match="cannot be read as a calibration"):
        calibrate(SETS, WAVES, 2, 1, keep_in=file)
    assert file.read_text(encoding="utf-8") == '{"mine": 1}'


def test_all_faults_of_the_sizes_are_told_together() -> None:
    """Too few sets, no waves, one pair and a seed below zero: four faults, each with what is allowed."""
    with pytest.raises(ScenarioError) as caught:
        calibrate(3, 0, 1, -1)
    assert len(caught.value.faults) == 4
    for words in ("sets = 3", "waves = 0", "pairs = 1", "seed = -1"):
        assert words in str(caught.value)


def test_the_last_third_of_the_waves_uses_more_pairs() -> None:
    """Two thirds of them are early, rounded down."""
    assert [early_waves(waves) for waves in (1, 3, 12, 14)] == [0, 2, 8, 9]


def test_the_ensemble_can_be_written_and_read(
    tiny: tuple[Calibration, Path, list[tuple[int, int]]], tmp_path: Path
) -> None:
    """To the last bit, with how it was made beside it."""
    found = tiny[0]
    read = load_ensemble(write_ensemble(found.ensemble, tmp_path / "tiny.csv"))
    np.testing.assert_array_equal(read.values, found.ensemble.values)
    assert read.about["seed"] == 1
    assert "approximate Bayesian" in read.about["method"]


def test_what_is_told_is_plain_data(tiny: tuple[Calibration, Path, list[tuple[int, int]]]) -> None:
    """It can be written as JSON without numbers that JSON does not know; the proposal has three digits and is in range."""
    data = json.loads(json.dumps(tiny[0].to_dict(), allow_nan=False))
    assert len(data["targets"]) == len(TARGETS)
    assert data["proposal_distance"] == distance_from(tiny[0].proposed)
    assert len(tiny[0].drawn) == SETS
    for name, value in tiny[0].proposal().items():
        assert BY_NAME[name].fault(value) is None
        assert value == float(f"{value:.3g}")


# A calibration made by hand.


def scores_of(**missed: float) -> dict[str, Score]:
    """Make scores that meet everything but what is named, with its miss."""
    names = [*criteria_names(), *(wanted.name for wanted in TARGETS if not wanted.fitted)]
    return {name: Score(name, 0.3, missed.get(name, 0.0), name not in missed) for name in names}


@pytest.fixture
def made() -> Calibration:
    """Sixteen sets: P1 and P2 are each met by half of them and never together; P3 is never met; P4 and P5 go together."""
    judged = []
    for number in range(16):
        missed = {"P1": 0.5} if number % 2 else {"P2": 0.5}
        missed |= {"P3": 1.0} | ({"P4": 0.3, "P5": 0.3} if number >= 8 else {})
        judged.append(scores_of(**missed))
    prior = default_prior()
    points = np.zeros((16, len(prior.names)))
    points[:, 0] = np.arange(16) / 10
    drawn = tuple(scores_of(**({"P6": 1.0} if number % 2 else {"P7": 1.0})) for number in range(16))
    ensemble = Ensemble(prior.names, prior.values(points), {})
    return Calibration(ensemble, prior, points, tuple(judged), drawn, ())


def test_targets_that_cannot_be_met_together_are_found(made: Calibration) -> None:
    """P1 with P2 among the sets and P6 with P7 among the draws; not P4 with P5; and P3, which no set meets, stands alone."""
    assert [(each.among, each.one, each.other) for each in made.conflicts()] == [
        ("sets", "P1", "P2"),
        ("draws", "P6", "P7"),
    ]
    conflict = made.conflicts()[0]
    assert (conflict.share_one, conflict.share_other, conflict.share_both) == (0.5, 0.5, 0.0)
    assert conflict.correlation == pytest.approx(-1)
    assert made.never_met() == ["P3"]


def test_few_sets_show_no_conflict(made: Calibration) -> None:
    """Among the first six sets P1 and P2 might miss each other by chance (one in twenty)."""
    assert list(conflicts_among("sets", made.judged[:6])) == []


def test_patterns_that_hold_are_counted_for_each_set(made: Calibration) -> None:
    """Two are missed by the first half of the sets, four by the others."""
    count = len(FEW)
    assert made.green.tolist() == [count - 2] * 8 + [count - 4] * 8
    assert made.share_with_green(count - 2) == 0.5
    assert made.distances[0] == pytest.approx(1.5 / len(criteria_names()))
    assert made.distances[0] == distance_from(made.judged[0])


def test_the_proposal_is_the_set_in_which_most_patterns_hold(made: Calibration) -> None:
    """Sets 0 to 7 miss two patterns and the others four; of them those that miss the least by far come first."""
    assert made.best() == 0
    first = made.prior.names[0]
    assert made.proposal()[first] == float(f"{made.ensemble.values[0, 0]:.3g}")
    worse = {**made.judged[0], "P3": Score("P3", 0.3, 2.0, False)}
    other = replace(made, judged=(worse, *made.judged[1:]))
    assert other.best() == 1


def test_numbers_that_moved_come_first(made: Calibration) -> None:
    """Only the first number differs from the prior's middle: its mean is 0.75 prior standard deviations."""
    moved = made.moved()[0]
    assert moved.name == made.prior.names[0]
    assert moved.shift == pytest.approx(0.75)


# The command.


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    """The command on its own."""
    made = typer.Typer()
    made.command()(command)
    return made


def test_the_command_writes_the_sets_and_clears_its_waves_away(
    app: typer.Typer,
    tiny: tuple[Calibration, Path, list[tuple[int, int]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It passes its options on, shows targets, conflicts and proposed defaults, and leaves the sets and how they were made.

    The calibration itself is not made again here: the tiny one stands in for it.
    """
    asked: list[object] = []

    def stand_in(*sizes: int, keep_in: Path, progress: object) -> Calibration:
        asked.extend((*sizes, keep_in.name, progress))
        keep_in.write_text("waves", encoding="utf-8")
        return tiny[0]

    monkeypatch.setattr("coprod_sim.evidence.calibration.calibrate.calibrate", stand_in)
    out = tmp_path / "sets.csv"
    answer = CliRunner().invoke(
        app,
        [
            "--sets",
            "4",
            "--waves",
            "1",
            "--pairs",
            "2",
            "--seed",
            "9",
            "--out",
            str(out),
            "--default",
            str(tmp_path / "mine.toml"),
        ],
    )
    assert answer.exit_code == 0, answer.output
    assert asked == [4, 1, 2, 9, "sets.waves.json", None]
    for words in ("Median", "Patterns that hold", "Proposed", "Written"):
        assert words in answer.output
    assert len(load_ensemble(out).values) == SETS
    assert load_ensemble(out).about["result"]["patterns"] == len(FEW)
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["mine.toml", "sets.csv", "sets.json"]
    on_top = load_scenario(f"power_sharing+{tmp_path / 'mine.toml'}")
    assert on_top.value("power_ceiling") == 0.5
    assert {name: on_top.value(name) for name in tiny[0].proposal()} == tiny[0].proposal()


def test_the_command_refuses_a_name_that_is_no_csv(app: typer.Typer) -> None:
    """Before anything is run."""
    answer = CliRunner().invoke(app, ["--out", "sets.txt"])
    assert answer.exit_code == 2
    assert "must end in .csv" in answer.output
    answer = CliRunner().invoke(app, ["--default", "mine.csv"])
    assert answer.exit_code == 2
    assert "must end in .toml" in answer.output
