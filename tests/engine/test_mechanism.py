"""Mechanisms of one's own: the two examples in every way of running, and what is said about files that cannot be."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from coprod_sim.cli.app import app
from coprod_sim.engine.checkpoint.resume import Identity, go_on
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.engine.kernel.randomness import own_chance
from coprod_sim.engine.mechanism import read_mechanism
from coprod_sim.engine.mechanism.arrays import with_state
from coprod_sim.engine.mechanism.hooks import checked_hooks, hook_faults, linked_hooks
from coprod_sim.errors import RuleError, ScenarioError
from coprod_sim.model import Activation, CoproductionModel
from coprod_sim.place.origin import origin_of
from coprod_sim.place.own_mechanism import admit, forget
from coprod_sim.place.simulate import begun, place_of, simulate_with_checkpoints
from coprod_sim.report.story.story import story
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.explain import explain
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.result_folder import MANIFEST
from coprod_sim.study.run import run
from coprod_sim.study.runner import results
from coprod_sim.study.runner.runner import run_plan
from tests.cli.command import ROOT, SMALL, coprod_sim, small
from tests.study.runner.small import data_hash

ADVOCATE = ROOT / "examples" / "advocate.py"
WAITING = ROOT / "examples" / "waiting_list.py"
HALF: dict[str, Any] = {"advocates": 0.5}
PLAN = """title = "With an advocate"
scenarios = ["consultation_only", "power_sharing"]
months = 12
replicates = 2
chunk = 1
indicators = ["advocated", "confidence"]

[place]
mechanism = "advocate.py"

[settings]
families = 30
professionals = 6

[vary]
advocates = { values = [0.0, 0.5] }

[sampling]
method = "grid"
"""


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Let other tests find the names of the model alone."""
    for file in (ADVOCATE, WAITING):
        admit(file)
    yield
    for file in (ADVOCATE, WAITING):
        forget(read_mechanism(file))


def assert_same(one: Any, other: Any) -> None:
    """Compare all state of two models, and all that was counted, to the bit."""
    for name in one.place._fields:
        assert getattr(one.place, name).tobytes() == getattr(other.place, name).tobytes(), name
    assert np.concatenate(one.tallies).tobytes() == np.concatenate(other.tallies).tobytes()


def with_events() -> Scenario:
    """Half of all reviews have an advocate; then a lever rises step by step, and advocates leave."""
    events = (Event(3, "ramp", lever="advocates", to=0.9, until=7), Event(9, "advocates_leave", amount=0.5, who=2))
    return load_scenario("power_sharing", HALF).changed(events=events)


def typed(*words: object) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.mark.study  # compiles each verb alone
def test_agents_agree_with_the_loop() -> None:
    """With a mechanism and its events, Mesa agents in order and shuffled give the bits of the compiled loop."""
    whole = CoproductionModel(with_events(), seed=3, mechanism=ADVOCATE).run(14)
    activations: tuple[Activation, Activation] = ("agents", "shuffled")
    for activation in activations:
        assert_same(whole, CoproductionModel(with_events(), seed=3, mechanism=ADVOCATE, activation=activation).run(14))


def test_threads_and_cuts_agree() -> None:
    """With a mechanism and its events, one thread and two, and cut runs give the same bits; agents see its state."""
    whole: Any = CoproductionModel(with_events(), seed=3, mechanism=ADVOCATE).run(14)
    assert_same(whole, CoproductionModel(with_events(), seed=3, mechanism=ADVOCATE, threads=2).run(14))
    assert_same(whole, CoproductionModel(with_events(), seed=3, mechanism=ADVOCATE).run(5).run(9))
    assert whole.place.own_commissioners["advocates"].tolist() == pytest.approx([0.9, 0.45, 0.9])
    assert whole.family(0).own.reviews_with_advocate == whole.place.own_families["reviews_with_advocate"][0] > 0


def test_a_lever_at_rest_changes_nothing() -> None:
    """Without advocates, a run with the mechanism gives the bits of one without, and its indicators beside."""
    plain = run("power_sharing", months=12, seed=3)
    rest = run("power_sharing", months=12, seed=3, mechanism=ADVOCATE)
    for name in plain.series:
        assert rest.series[name].tobytes() == plain.series[name].tobytes(), name
    assert set(rest.series) - set(plain.series) == {"advocated"}
    assert rest.provenance()["mechanism"] == origin_of(None, None, None, None, ADVOCATE).mechanism._asdict()  # type: ignore[union-attr]
    assert "mechanism" not in plain.provenance()


def test_an_advocate_comes_by_keyed_luck_and_lifts_confidence() -> None:
    """Advocates come to the reviews that their draw says, as often as the lever says, and confidence is higher."""
    with_some = CoproductionModel(seed=4, mechanism=ADVOCATE, **HALF).run(1)
    reviewed = np.flatnonzero(with_some.place.families["months_since_review"] == 0)
    drawn = [own_chance(with_some.place.key, int(row), 0, 1, 0) < 0.5 for row in reviewed]
    assert len(reviewed) > 10
    assert with_some.place.own_families["with_advocate"][reviewed].tolist() == drawn  # type: ignore[attr-defined]
    both = compare(*(["consultation_only"] * 2), pairs=2, months=12, mechanism=ADVOCATE)
    more = compare("consultation_only", "consultation_only", pairs=2, months=12, mechanism=ADVOCATE, **HALF)
    assert (more.series_a["confidence"][:, -1] > both.series_a["confidence"][:, -1]).all()
    assert more.table().loc["advocated", "a"] == pytest.approx(0.5, abs=0.15)


def test_explain_and_story_tell_of_it() -> None:
    """Explain gives the lever its share, and a story tells of the mechanism's event and lever in words."""
    some = load_scenario("consultation_only", HALF)
    found = explain("consultation_only", some, pairs=2, months=6, indicators=["advocated"], mechanism=ADVOCATE)
    assert [share.player.name for share in found.shares["advocated"]] == ["advocates"]
    life = story(with_events(), 0, months=10, mechanism=ADVOCATE)
    words = " ".join(event.text for event in life.events)
    assert "advocates goes to 0.9 by month 7" in words
    ours = story(
        with_events().changed(events=(Event(9, "advocates_leave", amount=0.5),)), 0, months=10, mechanism=ADVOCATE
    )
    assert any("advocates leave, 0.5" in event.text for event in ours.events)


def with_advocate(folder: Path) -> Plan:
    """Give a plan that names a mechanism and varies its lever."""
    (folder / "plan.toml").write_text(PLAN)
    (folder / "advocate.py").write_bytes(ADVOCATE.read_bytes())
    return load_plan(folder / "plan.toml")


@pytest.mark.study  # waits for processes that are started anew
def test_a_study_is_the_same_on_threads_and_processes(tmp_path: Path) -> None:
    """A plan that names a mechanism and varies its lever gives the same bytes on threads and processes."""
    plan = with_advocate(tmp_path)
    folders = [run_plan(plan, tmp_path / kind, executor=kind, workers=2).folder for kind in ("threads", "processes")]
    assert data_hash(folders[0], plan) == data_hash(folders[1], plan)


def test_a_study_varies_its_lever_and_keeps_its_file(tmp_path: Path) -> None:
    """The indicator follows the lever, and the folder of results opens alone, where nobody knows the mechanism yet."""
    plan = with_advocate(tmp_path)
    assert plan.to_dict()["place"] == {"mechanism": "advocate.py"}
    folder = run_plan(plan, tmp_path / "threads", workers=2).folder
    forget(read_mechanism(ADVOCATE))
    assert load_plan(folder).hash == plan.hash
    found = results.open(folder).values("advocated", scenario="power_sharing")
    at_rest, some = found.to_numpy()
    assert (at_rest == 0).all()
    assert ((some > 0.2) & (some < 0.9)).all()
    assert (folder / "place" / "mechanism" / "advocate.py").read_bytes() == ADVOCATE.read_bytes()
    assert '"mechanism"' in (folder / MANIFEST).read_text()


def test_commands_on_studies_take_it(tmp_path: Path) -> None:
    """`effects` runs a plan with a mechanism that is given beside it, and every such command refuses one beside results."""
    (tmp_path / "plan.toml").write_text(PLAN.replace('\n[place]\nmechanism = "advocate.py"\n', "").replace("12", "2"))
    given = ("--mechanism", ADVOCATE)
    done = typed(
        "effects", tmp_path / "plan.toml", *given, "--indicator", "advocated", "--scenario", "power_sharing", "--json"
    )
    assert done.exit_code == 0, done.output
    (effect,) = json.loads(done.stdout)["effects"]
    assert effect["setting"] == "advocates"
    assert 0.1 < effect["alone"]["mean"] < 0.9
    for command in ("differences", "effects", "sensitivity", "map", "discover"):
        done = typed(command, tmp_path / "results", *given)
        assert "--mechanism says how to run a plan. Give the plan, or leave the options out." in " ".join(
            done.stderr.split()
        )


def test_checkpoints_count_it(tmp_path: Path) -> None:
    """A run with a mechanism goes on from its checkpoint to the same bits, and from none of another mechanism's run."""
    scenario, walks = load_scenario("power_sharing", HALF), load_rules(None, ADVOCATE)
    whole, tallies = begun(scenario, 5, walks=walks), begun(scenario, 5, walks=walks).advance(12)
    whole.advance(12)
    origin = origin_of(None, None, None, None, ADVOCATE)
    about: dict[str, Any] = {"every": 6, "origin": origin, "walks": walks}
    simulate_with_checkpoints(scenario, 5, 6, tmp_path, **about)
    simulation, there = simulate_with_checkpoints(scenario, 5, 12, tmp_path, **about)
    assert there[1:].tobytes() == tallies.tobytes()
    assert simulation.place.own_families.tobytes() == whole.place.own_families.tobytes()  # type: ignore[attr-defined]
    with pytest.raises(ScenarioError, match=r"mechanism of one's own is [0-9a-f]+\.\.\. there and none here"):
        go_on(lambda: whole, Identity(scenario, 5, {"mechanism": None}), 12, tmp_path)
    with pytest.raises(ScenarioError, match="was saved by a run with a mechanism"):
        CoproductionModel.from_state(tmp_path, "power_sharing")


@pytest.mark.study  # waits for processes that are started anew
def test_on_the_command_line(tmp_path: Path) -> None:
    """`run --mechanism` shows the mechanism's indicator, sets its lever, and a scenario file may name it."""
    file = tmp_path / "more.toml"
    file.write_text('extends = "consultation_only"\n[levers]\nadvocates = 1.0\n')
    done = coprod_sim("run", str(file), "--months", "3", *SMALL, "--mechanism", str(ADVOCATE))
    assert done.returncode == 0, done.stderr
    assert "With an advocate" in done.stdout
    without = coprod_sim("run", str(file), "--months", "3", *SMALL)
    assert without.returncode == 2
    assert "advocates" in without.stderr
    assert "Traceback" not in without.stderr


def test_what_it_declares_travels_and_is_refused_without_it() -> None:
    """A scenario with a mechanism's lever and event can be pickled, and a run without the mechanism refuses both."""
    events = (Event(2, "advocates_leave", amount=0.5), Event(2, "staff_leave", amount=0.1))
    leaving = load_scenario("power_sharing").changed(events=events)
    packed = pickle.dumps(load_scenario("power_sharing", HALF)), pickle.dumps(leaving)
    forget(read_mechanism(ADVOCATE))
    assert pickle.loads(packed[0]).value("advocates") == 0.5
    forget(read_mechanism(ADVOCATE))
    assert pickle.loads(packed[1]).events == events
    admit(ADVOCATE)
    with pytest.raises(ScenarioError, match="advocates, advocates_leave: of a mechanism that this run has not"):
        run(with_events().changed({"advocates": 0.2}), months=2)


def hooks_of(file: Path, scenario: Scenario, seed: int) -> tuple[Any, dict[str, Any]]:
    """Give a place with a mechanism's state, and its hooks as plain Python."""
    mechanism = read_mechanism(file)
    functions = checked_hooks(mechanism)
    linked_hooks(mechanism, functions, "test")
    return with_state(place_of(scenario, seed)[0], mechanism, scenario), functions


def test_the_longest_waiting_come_first() -> None:
    """Free places of therapy go to who waits longest, of equals to the first, and no more than there are."""
    place, hooks = hooks_of(
        WAITING, load_scenario(small("consultation_only"), {"commissioners": 1, "therapy_places": 10}), 1
    )
    own = place.own_families
    own["waiting"][[3, 8, 9, 20, 21]] = 1
    own["months_waiting"][[3, 8, 9, 20, 21]] = [2, 7, 7, 9, 1]
    own["therapy_left"][29] = 4
    hooks["before_month"](place, 0, 1)
    assert np.flatnonzero(own["therapy_left"]).tolist() == [8, 20, 29]
    assert (own["waiting"][[8, 20]].tolist(), own["months_waiting"][8]) == ([0, 0], 0)
    assert place.own_commissioners["places_free"][0] == 0


def test_therapy_lessens_the_need_and_who_has_none_waits() -> None:
    """A month of therapy takes its part of the need; who needs it joins the list, and a month later has waited one."""
    place, hooks = hooks_of(WAITING, load_scenario(small("consultation_only"), {"commissioners": 1}), 1)
    own, need = place.own_families, place.families["need"]
    own["therapy_left"][0], need[0, 0], need[1, 0], need[2, 0] = 1, 2.0, 1.5, 0.5
    for month in (1, 2):
        for row in range(3):
            hooks["after_month"](place, row, month)
        assert (need[0, 0], own["therapy_left"][0]) == (pytest.approx(0.95 * 2.0), 0)
    assert own["waiting"][:3].tolist() == [1, 1, 0]
    assert own["months_waiting"][:3].tolist() == [0, 1, 0]


@pytest.mark.study  # compiles all rules once more
def test_a_waiting_list_shrinks_with_more_places() -> None:
    """With more places fewer families wait, on agents and in the loop to the same bits, and all need is served in the end."""
    few, many = (CoproductionModel(seed=2, mechanism=WAITING, therapy_places=places).run(24) for places in (1.0, 30.0))
    agents = CoproductionModel(seed=2, mechanism=WAITING, therapy_places=1.0, activation="shuffled").run(24)
    assert_same(few, agents)
    assert few.now["on_waiting_list"] > 0.1 > many.now["on_waiting_list"]
    assert few.now["months_on_list"] > 6


HEAD = "from coprod_sim.engine.mechanism import event, indicator, lever, own_chance, parameter, state\n"
HOOK = "def after_review(place, row, month):\n    pass\n"
BROKEN = {
    "STATE = [state('family', 'x', '', '')]\n": r"line 2: STATE: must be a tuple. Write STATE = \(state\(...\),\)",
    "STATE = (state('child', 'x', '', ''),)\n": 'state: kind = "child": must be one of family, professional, commissioner',
    "STATE = (Field('x'),)\n": r"STATE: Field\('x'\): must be state\(...\)",
    "N = 3\nSTATE = (state('family', 'x', '', '', 0, N),)\n": "line 3: STATE: state: must have plain numbers and texts",
    "STATE = (state('family', 'power_ceiling', '', ''),)\n": "power_ceiling: is a name of the model",
    "STATE = (state('family', 'a b', '', ''),)\n": "'a b': must be a name as Python has them",
    "STATE = (state('family', 'x', '', ''), state('professional', 'x', '', ''))\n": "x: is declared twice",
    "STATE = (state('family', 'waits', '', ''),)\nINDICATORS = (indicator('i', '', '', '', of='wait'),)\n": (
        'indicator i: "wait": must be a state of this file. Did you mean "waits"?'
    ),
    "PARAMETERS = (lever('x', default=2.0, bounds=(0.0, 1.0), unit='share', meaning=''),)\n": "x = 2.0: the default must be a number between 0 and 1",
    "INDICATORS = (\n": r"line 2: '\(' was never closed",
}


@pytest.mark.parametrize("text", BROKEN)
def test_faults_in_what_a_file_declares(tmp_path: Path, text: str) -> None:
    """What a mechanism declares wrongly is said with its file and what to do, before anything of it is run."""
    file = tmp_path / "broken.py"
    file.write_text(HEAD + text + "1 / 0\n")
    with pytest.raises(ScenarioError, match=BROKEN[text]):
        read_mechanism(file)


WRONG = {
    HOOK.replace("month", "time"): r"line 2: after_review\(place, row, time\): must take \(place, row, month\)",
    HOOK + "def after_revew(place, row, month):\n    pass\n": 'after_revew: is no hook: .*Did you mean "after_review"?',
    "def other(x):\n    return x\n": "no hook: must define at least one of before_month",
    HOOK
    + "EVENTS = (event('strike', 'they strike', 1, 'share', 'how many'),)\n": "strike: an event needs a function of its name",
    "import random\n" + HOOK: "import of random: gives other numbers each time",
    HOOK + "def after_month(place, row, month):\n    place.own_families[row + 1].x = 1\n": (
        r"after_month: place.own_families\[row \+ 1\]: must be \[row\]"
    ),
    "def after_month(place, row, month):\n    peer = place.peers[0]\n    place.families[peer].energy = 1\n": (
        r"line 4: after_month: place.families\[peer\]: must be \[row\]"
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_faults_in_what_a_file_does(tmp_path: Path, text: str) -> None:
    """Hooks with other arguments or names, luck of their own, or a look at other rows of their kind are refused with the line."""
    file = tmp_path / "wrong.py"
    file.write_text(HEAD + text)
    with pytest.raises(ScenarioError, match=WRONG[text]):
        checked_hooks(read_mechanism(file))


def test_a_hook_that_does_not_compile(tmp_path: Path) -> None:
    """What the compiler cannot make of a hook is said in seconds, with the line."""
    file = tmp_path / "typo.py"
    file.write_text(HEAD + "def after_review(place, row, month):\n    place.families[row].enrgy = 1.0\n")
    mechanism = read_mechanism(file)
    (fault,) = hook_faults(mechanism, checked_hooks(mechanism))
    assert fault.startswith(f"{file} line 2: after_review: does not compile: there is no field enrgy.")


def test_state_out_of_its_range_is_refused() -> None:
    """A state that leaves its declared range ends the run with the month, the row and the file."""
    model = CoproductionModel(seed=1, mechanism=ADVOCATE)
    model.place.own_families["reviews_with_advocate"][7] = -3  # type: ignore[attr-defined]
    with pytest.raises(
        RuleError, match=r"advocate.py.*own_families 7: reviews_with_advocate is -3, declared from 0 to"
    ):
        model.run(1)


COUNTS = """
\"\"\"Count how often each hook is called.\"\"\"

from coprod_sim.engine.mechanism import state

STATE = (
    state("family", "begun", "reviews", "reviews before which it was called", 0, 1000),
    state("family", "held", "reviews", "reviews after which it was called", 0, 1000),
    state("family", "lived", "months", "months after which it was called", 0, 1000),
    state("professional", "worked", "months", "months after which it was called", 0, 1000),
    state("commissioner", "begun_months", "months", "months at whose beginning it was called", 0, 1000),
)


def before_month(place, row, month):
    place.own_commissioners[row].begun_months += month


def after_work(place, row, month):
    place.own_professionals[row].worked += month


def before_review(place, row, month):
    place.own_families[row].begun += place.families[row].months_since_review > 0


def after_review(place, row, month):
    place.own_families[row].held += place.families[row].months_since_review == 0


def after_month(place, row, month):
    place.own_families[row].lived += month
"""
COUNTED = """
from coprod_sim.model import CoproductionModel
model = CoproductionModel(seed=1, families=12, professionals=4, commissioners=1, peers=2, review_months=2, mechanism="counts.py")
reviews = 0
for _ in range(6):
    model.step()
    reviews += int((model.place.families["months_since_review"] == 0).sum())
place = model.place
own = place.own_families
print(reviews, own["begun"].sum(), own["held"].sum(), set(own["lived"].tolist()))
print(set(place.own_professionals["worked"].tolist()), set(place.own_commissioners["begun_months"].tolist()))
"""


def test_every_hook_is_called_in_its_turn(tmp_path: Path) -> None:
    """Each is called once a month, or before and after each review, for its own row; here without the compiler's time."""
    (tmp_path / "counts.py").write_text(COUNTS, encoding="utf-8")
    settings = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", COUNTED], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (reviews, begun, held, lived), months = done.stdout.splitlines()[0].split(), done.stdout.splitlines()[1]
    assert int(reviews) >= 12
    assert float(begun) == float(held) == int(reviews)
    assert (lived, months) == ("{21.0}", "{21.0} {21.0}")
