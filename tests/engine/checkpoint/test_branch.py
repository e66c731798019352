"""One town, two futures: a run goes on from a saved state, under the same scenario to the same bits, or under another."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from coprod_sim import RunResult
from coprod_sim.cli.app import app
from coprod_sim.engine.checkpoint.branch import BranchWarning, branched, fitted, read_saved
from coprod_sim.errors import ScenarioError
from coprod_sim.model import CoproductionModel
from coprod_sim.place.origin import hash_of_files
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.run import run
from tests.engine.checkpoint.runs import RUNS, Run, assert_same_state, assert_same_tallies

SMALL: dict[str, Any] = {"families": 30, "professionals": 6}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small town after six months of consultation."""
    run("consultation_only", months=6, seed=7, checkpoint=tmp_path / "town", every=6, **SMALL)
    return tmp_path / "town"


@pytest.mark.parametrize(
    # Own rules are compiled anew for this, which takes a minute.
    "kind",
    [pytest.param(kind, marks=pytest.mark.study if kind == "rules" else ()) for kind in RUNS],
)
@pytest.mark.parametrize("month", [4, 8])
def test_the_same_scenario_goes_on_to_the_same_bits(tmp_path: Path, kind: str, month: int) -> None:
    """In the midst of ramps, after cuts, in areas, in a network and with own rules: as if nobody had stopped it."""
    one: Run = RUNS[kind]()
    one.saved(tmp_path, month)
    saved = read_saved(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error", BranchWarning)
        scenario = fitted(saved, one.scenario)
    went_on = branched(saved, scenario, one.walks)
    whole = one.begin()
    whole.advance(month)
    assert scenario.hash == one.scenario.hash
    assert_same_state(went_on, whole)
    assert_same_tallies(went_on.advance(16 - month), whole.advance(16 - month))
    assert_same_state(went_on, whole)


def test_a_run_from_a_saved_state_is_the_whole_run(town: Path) -> None:
    """`run` counts months from the beginning, keeps the seed, and gives the past with the rest."""
    whole = run("consultation_only", months=12, seed=7, **SMALL)
    found = run("consultation_only", months=12, start=town)
    assert_same_tallies(found.tallies, whole.tallies)
    assert (found.seed, found.scenario.hash) == (7, whole.scenario.hash)


def test_another_scenario_is_another_future_of_the_same_town(town: Path) -> None:
    """Until then it is the same to the bit; from then on the levers, parameters and events are those of the new scenario."""
    past = run("consultation_only", months=12, seed=7, **SMALL)
    other = run("power_sharing", months=12, start=town, training=0.2, trust_gain=0.3)
    assert_same_tallies(other.tallies[:7], past.tallies[:7])
    assert other.series["felt_trust"][-1] != past.series["felt_trust"][-1]
    saved = read_saved(town)
    scenario = load_scenario("power_sharing", {"training": 0.2, "trust_gain": 0.3})
    place = branched(saved, fitted(saved, scenario)).place
    assert place.commissioners["training"].tolist() == [0.2] * len(place.commissioners)
    assert place.commissioners["promise"][0] == scenario.value("promise")
    assert place.parameters["trust_gain"][0] == 0.3
    assert not np.array_equal(place.families["expected_say"], read_saved(town).state.place.families["expected_say"])


def test_what_a_scenario_had_begun_is_under_way(town: Path) -> None:
    """A ramp from month 3 to 9 stands half-way in month 6 and goes on; staff who would have left in month 2 have not."""
    events: list[Any] = [
        {"month": 3, "do": "ramp", "lever": "training", "to": 0.06, "until": 9},
        {"month": 2, "do": "staff_leave", "amount": 1.0},
    ]
    scenario = load_scenario("consultation_only")
    scenario = type(scenario).from_dict(scenario.to_dict() | {"events": events})
    saved = read_saved(town)
    simulation = branched(saved, fitted(saved, scenario))
    assert simulation.place.commissioners["training"][0] == pytest.approx(0.03)
    assert not simulation.place.professionals["must_leave"].any()
    simulation.advance(3)
    assert simulation.place.commissioners["training"][0] == 0.06


def test_a_result_says_what_it_was_branched_from(town: Path, tmp_path: Path) -> None:
    """The file and its hash, the month, and the scenario, settings and seed of the past: as JSON and in the manifest."""
    words = ["run", "power_sharing", "--months", "8", "--from", str(town), "--json", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["provenance"]["branched_from"]
    file = town / "month-00006.npz"
    named = (found["file"], found["sha256"], found["month"], found["scenario"], found["seed"])
    assert named == (str(file), hash_of_files(file), 6, "consultation_only", 7)
    assert found["settings"].items() >= SMALL.items()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["provenance"]["branched_from"] == found
    printed = CliRunner().invoke(app, [*words[:6]])
    assert f"Until month 6 it was consultation_only: branched from {file}" in printed.stdout.replace("\n", "")


def test_a_model_goes_on_from_a_saved_state(town: Path) -> None:
    """A Mesa model has the past in its collector, and steps on to what `run` gives, with agents too."""
    expected = run("power_sharing", months=8, start=town)
    model = CoproductionModel.from_state(town, "power_sharing", months=8, activation="agents")
    assert (model.steps, model.seed) == (6, 7)
    while model.running:
        model.step()
    assert_same_tallies(RunResult.of(model).tallies, expected.tallies)
    assert len(model.datacollector.get_model_vars_dataframe()) == 9
    assert RunResult.of(model).provenance() == expected.provenance()


def test_what_comes_too_late_is_told(town: Path) -> None:
    """How things start, and sizes, are those of the town: a scenario that says otherwise is told so."""
    with pytest.warns(BranchWarning, match=r"start_family_trust = 0\.2.*not used"):
        found = run("power_sharing+broken_trust", months=8, start=town)
    assert found.scenario.value("families") == 30


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"months": 6}, "months = 6: the saved run is at month 6: must be more"),
        ({"seed": 3}, "seed = 3: the saved run has seed 7, and its luck goes on"),
        ({"scale": 0.5}, "scale: a saved state says itself"),
        ({"areas": "a.csv"}, "areas: a saved state says itself"),
        ({"network": "a.graphml"}, "network: a saved state says itself"),
        ({"checkpoint": "again"}, "checkpoint: a saved state says itself"),
    ],
)
def test_what_does_not_go_with_a_saved_state_is_refused(town: Path, asked: dict[str, Any], words: str) -> None:
    """Nothing that was asked for is left out without a word."""
    with pytest.raises(ScenarioError, match=words):
        run("power_sharing", **dict[str, Any]({"months": 12, "start": town} | asked))


@pytest.mark.study  # own rules are compiled anew for this, which takes a minute
def test_rules_that_are_left_behind_are_told(tmp_path: Path) -> None:
    """A run that had rules of its own goes on with ours only after a word."""
    one = RUNS["rules"]()
    one.saved(tmp_path, 2)
    saved = read_saved(tmp_path)
    with pytest.warns(BranchWarning, match="its rules were those of a file"):
        branched(saved, fitted(saved, one.scenario))


def test_a_commissioner_who_is_not_there_is_told(town: Path) -> None:
    """An event for the ninth of three is refused."""
    event = {"month": 8, "do": "set", "lever": "training", "to": 0.1, "who": 9}
    tables = load_scenario("consultation_only").to_dict() | {"events": [event], "place": {"commissioners": 9}}
    with (
        pytest.raises(ScenarioError, match=r"month 8 who = 9: must be \"all\" or a commissioner from 1 to"),
        pytest.warns(BranchWarning),
    ):
        run(
            type(load_scenario("consultation_only")).from_dict(
                tables | {"place": {"professionals": 20, "commissioners": 9}}
            ),
            months=9,
            start=town,
        )


def test_what_is_no_saved_state_is_told(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, a file of something else, one that is not whole, and one of other rules."""
    with pytest.raises(ScenarioError, match="has no saved state"):
        read_saved(tmp_path)
    (tmp_path / "other.npz").write_text("something else")
    with pytest.raises(ScenarioError, match="is not a saved state that is whole"):
        read_saved(tmp_path / "other.npz")
    file = town / "month-00006.npz"
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(ScenarioError, match="is not a saved state that is whole"):
        read_saved(town)
    file.write_bytes(content)
    monkeypatch.setattr("coprod_sim.engine.kernel.compiled.source_hash", lambda: "other")
    with pytest.raises(ScenarioError, match=r"was saved by coprod_sim .* with other rules"):
        read_saved(town)
