"""Plans: what a file says is what the plan holds, and no two studies share a hash."""

import math
import pickle
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as some

from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, PARAMETERS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.plan.plan import Plan, Varied, load_plan
from coprod_sim.study.plan.sampling import design, run_count
from coprod_sim.study.plan.schema import plan_schema, plan_schema_text

EXPERIMENTS = Path(__file__).parents[3] / "experiments"
PLANS = sorted(path for path in EXPERIMENTS.glob("*/*.toml") if "scenarios = [" in path.read_text(encoding="utf-8"))
SMALL: dict[str, Any] = {
    "title": "Small",
    "scenarios": ["consultation_only", "power_sharing"],
    "months": 24,
    "settings": {"families": 30},
    "sampling": {"method": "latin_hypercube", "points": 8},
    "vary": {"training": [0.0, 0.05], "trust_gain": "range"},
}
SCENARIO = 'title = "Mine"\nsummary = "A scenario."\nextends = "power_sharing"\n[levers]\npromise = 0.7\n'

numbers = some.sampled_from(DECLARED)
words = some.text("abc äß'\"\\é…", min_size=1).filter(lambda text: bool(text.strip()))


@some.composite
def ranges(draw: some.DrawFn, name: str) -> tuple[float, float]:
    """A low and a higher number within what is allowed for a setting."""
    declared = BY_NAME[name]
    if declared.whole:
        inside = some.integers(int(declared.low), int(declared.high)).map(float)
    else:
        inside = some.floats(declared.low, declared.high)
    low, high = sorted(draw(some.lists(inside, min_size=2, max_size=2, unique=True)))
    return low, high


@some.composite
def plans(draw: some.DrawFn) -> Plan:
    """A right plan of any method, with any settings that vary."""
    method = draw(some.sampled_from(("none", "list", "grid", "latin_hypercube", "sobol", "morris")))
    names = [] if method == "none" else draw(some.lists(numbers, min_size=1, max_size=4, unique=True))
    vary: dict[str, object] = {}
    for declared in names:
        low, high = draw(ranges(declared.name))
        middle = math.floor((low + high) / 2) if declared.whole else low / 2 + high / 2
        vary[declared.name] = {"values": [low, high] if middle in (low, high) else [high, middle, low]}
        if method in ("latin_hypercube", "sobol", "morris"):
            vary[declared.name] = [low, high]
    lengths = {len(entry["values"]) for entry in vary.values() if isinstance(entry, dict)}
    if method == "list" and len(lengths) > 1:
        vary = dict([next(iter(vary.items()))])
    months = draw(some.integers(1, 12_000))
    tables: dict[str, object] = {
        "title": draw(words)[:60].strip() or "A",
        "scenarios": draw(some.permutations(["consultation_only", "power_sharing", "not_asked+broken_trust"])),
        "months": months,
        "replicates": draw(some.integers(1, 1000)),
        "seed": draw(some.integers(0, 2**64 - 1)),
        "seeds": draw(some.sampled_from(("paired", "common"))),
        "indicators": draw(some.lists(some.sampled_from(sorted(INDICATORS)), min_size=1, unique=True)),
        "at": draw(some.lists(some.integers(0, months), min_size=1, max_size=5, unique=True)),
        "chunk": draw(some.integers(1, 10_000)),
        "sampling": {"method": method},
    }
    if method in ("latin_hypercube", "sobol", "morris"):
        tables["sampling"] = {"method": method, "points": draw(some.sampled_from((2, 4, 16)))}
    return Plan.from_dict(tables | ({"vary": vary} if vary else {}))


@given(plans())
def test_a_plan_written_and_read_again_is_the_same_plan(plan: Plan) -> None:
    """to_toml loses nothing: not a digit of a number, not a letter of a title, and the hash stays."""
    again = Plan.from_dict(tomllib.loads(plan.to_toml()))

    assert replace(again, name=plan.name) == plan
    assert again.hash == plan.hash
    assert again.to_toml() == plan.to_toml()


@given(plans())
def test_the_plan_schema_accepts_every_right_plan(plan: Plan) -> None:
    """What the reader accepts, an editor that knows the schema accepts too."""
    validator = jsonschema.Draft202012Validator(plan_schema())

    assert [error.message for error in validator.iter_errors(tomllib.loads(plan.to_toml()))] == []


def test_every_part_of_a_plan_file_is_read(tmp_path: Path) -> None:
    """Each key of a file arrives where it belongs."""
    (tmp_path / "mine.toml").write_text(SCENARIO)
    (tmp_path / "plan.toml").write_text(
        'title = "T"\nquestion = """\nWhat\nthen?"""\nscenarios = ["consultation_only", "mine.toml+broken_trust"]\n'
        'months = 36\nreplicates = 3\nseed = 9\nseeds = "common"\nindicators = ["fit"]\nat = [36, 12]\nchunk = 7\n'
        '[settings]\nfamilies = 40\n[sampling]\nmethod = "morris"\npoints = 5\nlevels = 6\n'
        '[vary]\npeers = [2, 8]\ntrust_gain = "range"\n'
    )
    plan = load_plan(tmp_path)

    assert (plan.name, plan.title, plan.question) == (tmp_path.name, "T", "What then?")
    assert plan.scenarios == ("consultation_only", "mine.toml+broken_trust")
    assert [scenario.name for scenario in plan.loaded] == ["consultation_only", "mine+broken_trust"]
    assert plan.loaded[1].value("promise") == 0.7
    assert (plan.months, plan.replicates, plan.seed, plan.seeds, plan.chunk) == (36, 3, 9, "common", 7)
    assert (plan.indicators, plan.at, dict(plan.settings)) == (("fit",), (12, 36), {"families": 40})
    assert (plan.method, plan.points, plan.levels) == ("morris", 5, 6)
    assert plan.varied == (Varied("peers", 2, 8), Varied("trust_gain", *BY_NAME["trust_gain"].explore))


def test_what_a_plan_leaves_out_has_its_default() -> None:
    """Title and scenarios are enough: five years, once, the headlines of the last month."""
    plan = Plan.from_dict({"title": "T", "scenarios": ["power_sharing"]})

    assert (plan.months, plan.at, plan.replicates, plan.seeds) == (60, (60,), 1, "paired")
    assert (plan.indicators, plan.varied, plan.method, run_count(plan)) == (HEADLINES, (), "none", 1)


def test_a_grid_takes_values_ranges_and_steps() -> None:
    """Values stand as they are; a range is cut into the steps of its own, else into those of all; whole stays whole."""
    vary = {
        "promise": {"values": [0.5, 0.1]},
        "training": {"range": [0.0, 0.1], "steps": 3},
        "reward": [0.0, 1.0],
        "peers": [2, 4],
    }
    plan = Plan.from_dict(SMALL | {"sampling": {"method": "grid", "steps": 5}, "vary": vary})

    assert [one.values for one in plan.varied] == [
        (0.5, 0.1),
        (0.0, 0.05, 0.1),
        (0.0, 0.25, 0.5, 0.75, 1.0),
        (2.0, 3.0, 4.0),
    ]
    assert (plan.varied[0].low, plan.varied[0].high) == (0.1, 0.5)


def test_guesses_are_the_assumptions_that_nobody_has_measured() -> None:
    """The shorthand takes each assumed parameter over its explored range, but for those that [settings] holds."""
    tables = SMALL | {"settings": {"trust_gain": 0.2}}
    guesses = Plan.from_dict(tables | {"vary": "guesses"}).varied
    everything = Plan.from_dict(tables | {"vary": "parameters"}).varied

    expected = [one for one in PARAMETERS if one.status == "assumed" and one.name != "trust_gain"]
    assert guesses == tuple(Varied(one.name, *one.explore) for one in expected)
    assert [one.name for one in everything] == [one.name for one in PARAMETERS if one.name != "trust_gain"]
    assert len(guesses) < len(everything)


@pytest.mark.parametrize(
    "change",
    [
        {"scenarios": ["power_sharing", "consultation_only"]},
        {"months": 25, "at": [24]},
        {"at": [12]},
        {"settings": {"families": 31}},
        {"settings": {}},
        {"sampling": {"method": "latin_hypercube", "points": 9}},
        {"sampling": {"method": "sobol", "points": 8}},
        {"vary": {"trust_gain": "range", "training": [0.0, 0.05]}},
        {"vary": {"training": [0.0, 0.06], "trust_gain": "range"}},
        {"replicates": 2},
        {"seed": 2},
        {"seeds": "common"},
        {"indicators": ["progress"]},
    ],
    ids=str,
)
def test_what_changes_results_changes_the_hash(change: dict[str, object]) -> None:
    """Each part of a plan that decides a number stands behind its hash."""
    assert Plan.from_dict(SMALL | change).hash != Plan.from_dict(SMALL).hash


def test_what_changes_no_result_leaves_the_hash() -> None:
    """Words, the size of chunks, names, and defaults written out do not count."""
    plain = Plan.from_dict(SMALL)
    other = Plan.from_dict(SMALL | {"title": "U", "question": "Q", "chunk": 3, "seed": 1, "at": [24]}, "another")

    assert other != plain
    assert other.hash == plain.hash
    assert len(plain.hash) == 16
    assert hash(int(plain.hash, 16)) == hash(plain)


def test_a_changed_scenario_file_changes_the_hash(tmp_path: Path) -> None:
    """What a scenario says counts, so a study cannot go on with another scenario of the same name."""
    (tmp_path / "mine.toml").write_text(SCENARIO)
    (tmp_path / "plan.toml").write_text('title = "T"\nscenarios = ["mine.toml"]\n')
    before = load_plan(tmp_path / "plan.toml")
    (tmp_path / "mine.toml").write_text(SCENARIO.replace("0.7", "0.6"))

    assert load_plan(tmp_path).hash != before.hash
    assert before.loaded[0].value("promise") == 0.7


def test_a_plan_travels_with_its_own_scenarios(tmp_path: Path) -> None:
    """The files of a plan are all that is needed in another folder, and the hash stays."""
    home, away = tmp_path / "home", tmp_path / "away"
    home.mkdir()
    (home / "mine.toml").write_text(SCENARIO)
    (home / "plan.toml").write_text(
        'title = "T"\nscenarios = ["mine.toml+broken_trust", "mine.toml", "power_sharing"]\n'
    )
    plan = load_plan(home)
    for name, text in plan.files().items():
        (away / name).parent.mkdir(parents=True, exist_ok=True)
        (away / name).write_text(text, encoding="utf-8")
    there = load_plan(away)

    assert sorted(plan.files()) == ["plan.toml", "scenarios/mine+broken_trust.toml", "scenarios/mine.toml"]
    assert [scenario.name for scenario in there.loaded] == ["mine+broken_trust", "mine", "power_sharing"]
    assert there.hash == plan.hash
    assert load_plan(away).files() == there.files()


def test_a_plan_travels_to_another_process(tmp_path: Path) -> None:
    """A plan can be pickled, with its read-only settings."""
    plan = Plan.from_dict(SMALL)
    (tmp_path / "plan.toml").write_text(plan.to_toml())
    for one in (plan, load_plan(tmp_path)):
        there = pickle.loads(pickle.dumps(one))

        assert there == one
        assert (there.hash, there.folder) == (one.hash, one.folder)


def test_settings_that_only_some_points_refuse_are_no_fault_of_the_plan() -> None:
    """Commissioners above professionals are refused where both are fixed, and left to the runs where one varies."""
    fixed = SMALL | {"settings": {"professionals": 2}}
    with pytest.raises(
        ScenarioError, match=r"commissioners = 3 \(the default\), professionals = 2: commissioners must"
    ):
        Plan.from_dict(fixed)
    plan = Plan.from_dict(fixed | {"vary": {"commissioners": [1, 3]}})

    runnable = [load_scenario("power_sharing", {**plan.settings, "commissioners": count}) for count in (1.0, 2.0)]
    assert [scenario.value("professionals") for scenario in runnable] == [2, 2]
    with pytest.raises(ScenarioError):
        load_scenario("power_sharing", {**plan.settings, "commissioners": 3.0})


def test_the_plan_schema_beside_the_experiments_is_up_to_date() -> None:
    """It is what the declarations say: coprod-sim schema --plan > experiments/schema.json."""
    assert plan_schema_text() == (EXPERIMENTS / "schema.json").read_text(encoding="utf-8")


def test_the_plan_schema_is_a_schema() -> None:
    """The schema of plans is valid by its own dialect, and its text is its JSON."""
    jsonschema.Draft202012Validator.check_schema(plan_schema())

    assert plan_schema_text().startswith('{\n  "$schema"')


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_experiment_has_a_right_plan(path: Path) -> None:
    """Each plan of experiments/ loads, fits the schema, asks a question, and has a design of its size."""
    plan = load_plan(path)
    validator = jsonschema.Draft202012Validator(plan_schema())
    tables = tomllib.loads(path.read_text(encoding="utf-8"))

    assert [error.message for error in validator.iter_errors(tables)] == []
    assert plan.question.endswith("?")
    assert plan.name == (path.parent.name if path.name == "plan.toml" else path.stem)
    assert len(design(plan)) * plan.replicates * len(plan.scenarios) == run_count(plan)


def test_there_are_experiments() -> None:
    """The test above has something to check."""
    assert {path.parent.name for path in PLANS} >= {"consultation_vs_power_sharing", "seven_steps"}


def test_no_experiment_varies_what_does_nothing() -> None:
    """Open recruitment counts only where there is a forum, so the seven steps are tried out where there is one."""
    plan = load_plan(EXPERIMENTS / "seven_steps")

    assert len(plan.varied) == 7
    assert plan.settings["forum_share"] == load_scenario("co_responsibility").value("forum_share") > 0
    for one in plan.varied:
        taken = load_scenario("co_responsibility").value(one.name)
        not_taken = load_scenario("consultation_only").value(one.name)
        assert one.values == (not_taken, taken)
