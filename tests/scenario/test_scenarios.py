"""The built-in scenarios hold what MODEL.md says, and loading, changing, hashing and writing keep it."""

import copy
import json
import pickle
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.scenario.parameters import DEFAULTS, LEVERS
from coprod_sim.scenario.scenario import Event, Scenario, list_scenarios, load_scenario, parse_setting
from coprod_sim.study.assumptions.ensemble import SHIPPED

HEAD = 'title = "Mine"\nsummary = "A test."\n'
SHARING = {
    "power_ceiling": 0.5,
    "promise": 0.5,
    "feedback": 0.5,
    "commissioner_bravery": 0.6,
    "staff_bravery": 0.3,
    "training": 0.03,
    "reflection": 0.04,
    "monitoring": 0.06,
    "reward": 0.5,
    "young_person_voice": 0.5,
    "open_recruitment": 0.8,
    "early_involvement": 1,
}
ALIKE: dict[str, float] = {
    **dict.fromkeys(("appetite_spread", "practice_spread", "peers", "start_capacity_spread"), 0),
    **dict.fromkeys(("start_language", "start_poor", "start_standing"), 0),
    **dict.fromkeys((f"start_{name}_spread" for name in ("confidence", "ability", "need", "bias")), 0),
    **dict.fromkeys((f"start_{name}_evenness" for name in ("trust", "resources", "facilitation", "bravery")), 200),
}
LOW_TRUST = {"start_family_trust": 0.2, "start_council_trust": 0.2, "start_professional_trust": 0.2}

PROPOSAL = json.loads(SHIPPED.with_suffix(".json").read_text(encoding="utf-8"))["result"]["proposal"]

# What differs from consultation as usual (MODEL.md, section 8).
PRESETS: dict[str, dict[str, float]] = {
    "consultation_only": {},
    "sincere_consultation": {
        "feedback": 0.6,
        "reflection": 0.05,
        "training": 0.03,
        "monitoring": 0.05,
        "early_involvement": 1,
    },
    "not_asked": {"asks": 0, "promise": 0},
    "invited_not_deciding": {"promise": 0.6},
    "power_sharing": SHARING,
    "young_people_too": SHARING | {"young_person_voice": 1},
    "family_led": SHARING | {"family_led": 0.25},
    "heard_alike": SHARING | {"interpreters": 0.8, "compensating": 0.8},
    "parents_in_charge": {
        "power_ceiling": 0.9,
        "promise": 0.9,
        "commissioner_bravery": 0.6,
        "staff_bravery": 0.3,
    },
    "share_first_no_training": {
        "power_ceiling": 0.5,
        "promise": 0.5,
        "commissioner_bravery": 0.6,
        "staff_bravery": 0.3,
    },
    "train_first_share_later": {"training": 0.03, "reflection": 0.04},
    "handed_over": {"power_ceiling": 1, "promise": 0.8, "commissioner_bravery": 0.9, "personal_budgets": 0.9},
    "co_responsibility": {**SHARING, "reward": 0.8, "embedding": 1, "forum_share": 0.5},
    "training_only": {"training": 0.03},
    "weighing_the_pig": {"monitoring": 0.3},
    "broken_promise": SHARING,
    "working_together": {},
    "challenging_landscape": {"budget": 0.65},
    "broken_trust": LOW_TRUST,
    "cuts_in_year_three": {},
    "once_a_year": {"review_months": 12},
    "more_staff": {},
    "everybody_alike": ALIKE,
    "england": {
        "families": 1_923_228,
        "professionals": 40_400,
        "commissioners": 153,
        "boards": 42,
        "school_families": 95,
    },
    "school": {"pathway": 1, "families": 100, "professionals": 3, "commissioners": 1},
    "authority": {
        "pathway": 1,
        "families": 9_700,
        "professionals": 204,
        "commissioners": 1,
        "school_families": 95,
        "capacity_by_timeliness": 0,
        "control_by_refusals": 0,
        **dict.fromkeys(("poverty_low", "poverty_high"), 18.5),
        **dict.fromkeys(("timeliness_low", "timeliness_middle", "timeliness_high"), 46.4),
        **dict.fromkeys(("refused_low", "refused_middle", "refused_high"), 25.2),
    },
    "statutory": {"pathway": 1, "habits": 1, "capacity_by_timeliness": 0, "control_by_refusals": 0},
    "calibrated": {name: both["proposed"] for name, both in PROPOSAL.items() if both["proposed"] != DEFAULTS[name]},
}
MODIFIERS = {
    "challenging_landscape",
    "broken_trust",
    "cuts_in_year_three",
    "once_a_year",
    "more_staff",
    "everybody_alike",
    "england",
    "school",
    "authority",
    "statutory",
    "calibrated",
}


def unusual(scenario: Scenario) -> dict[str, float]:
    """The values of a scenario that are not the defaults."""
    return {name: value for name, value in scenario.values().items() if value != DEFAULTS[name]}


def file_of(folder: Path, name: str, text: str) -> Path:
    """A scenario file with a title and this text."""
    path = folder / f"{name}.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_the_list_is_complete() -> None:
    """Every preset is listed once, the baseline first and the modifiers flagged and last."""
    listed = list_scenarios()

    assert sorted(PRESETS) == sorted(scenario.name for scenario in listed)
    assert listed[0].name == "consultation_only"
    assert {scenario.name for scenario in listed if scenario.modifier} == MODIFIERS
    assert [scenario.modifier for scenario in listed] == sorted(scenario.modifier for scenario in listed)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_have_their_values(name: str) -> None:
    """Each preset differs from the defaults exactly where MODEL.md says so."""
    assert unusual(load_scenario(name)) == PRESETS[name]


def test_the_baseline_spells_out_its_levers() -> None:
    """consultation_only sets every lever itself, to its default."""
    baseline = load_scenario("consultation_only")

    assert dict(baseline.settings) == {lever.name: lever.default for lever in LEVERS}


def test_training_comes_first_and_the_rest_in_month_12() -> None:
    """After month 12, train_first_share_later is power_sharing; the promise is made in public."""
    first, sharing = load_scenario("train_first_share_later"), load_scenario("power_sharing")
    after = {event.lever or "promise": event.to for event in first.events}

    assert {event.month for event in first.events} == {12}
    assert {event.do for event in first.events} == {"set", "promise"}
    assert {**first.values(), **after} == sharing.values()


def test_the_promise_is_broken_in_month_36() -> None:
    """broken_promise is power_sharing whose ceiling falls; the promise stays."""
    events = load_scenario("broken_promise").events

    assert events == (Event(36, "set", lever="power_ceiling", to=0.05),)


def test_the_money_is_cut_in_year_three() -> None:
    """cuts_in_year_three takes a quarter of the budget in month 25, on top of what any scenario does."""
    cut = Event(25, "budget_cut", amount=0.25)

    assert load_scenario("cuts_in_year_three").events == (cut,)
    assert load_scenario("broken_promise+cuts_in_year_three").events == (cut, *load_scenario("broken_promise").events)


def test_a_conference_is_held_every_year() -> None:
    """working_together is consultation with a conference in months 6, 18 and 30."""
    events = load_scenario("working_together").events

    assert events == tuple(Event(month, "conference", attendance=0.33, parent_led=0.5) for month in (6, 18, 30))


@pytest.mark.parametrize("scenario", list_scenarios(), ids=lambda scenario: scenario.name)
def test_presets_say_what_they_are(scenario: Scenario) -> None:
    """Titles are short, and summaries are whole sentences that a twelve-year-old can read."""
    sentences = re.findall(r"[^.:]+[.:]", scenario.summary)

    assert len(scenario.title) <= 40
    assert scenario.summary.endswith(".")
    assert max(len(sentence.split()) for sentence in sentences) <= 22
    assert scenario.source == "built in"


def test_modifiers_go_on_top() -> None:
    """power_sharing+broken_trust has the levers of one and the start of the other."""
    both = load_scenario("power_sharing+broken_trust")
    three = load_scenario("power_sharing + broken_trust + challenging_landscape")

    assert unusual(both) == {**SHARING, **LOW_TRUST}
    assert (both.name, both.modifiers, both.modifier) == ("power_sharing+broken_trust", ("broken_trust",), False)
    assert unusual(three) == {**SHARING, **LOW_TRUST, "budget": 0.65}
    assert three.modifiers == ("broken_trust", "challenging_landscape")


def test_a_modifier_alone_stands_on_consultation() -> None:
    """A modifier alone, or two of them, change consultation_only."""
    alone = load_scenario("broken_trust")

    assert alone.hash == load_scenario("consultation_only+broken_trust").hash
    assert (alone.name, alone.modifier, alone.modifiers) == ("broken_trust", True, ("broken_trust",))
    assert unusual(load_scenario("broken_trust+challenging_landscape")) == {**LOW_TRUST, "budget": 0.65}


def test_a_file_extends_files_and_presets(tmp_path: Path) -> None:
    """What a file sets wins over what it extends, and the events of all happen, in the order of their months."""
    (tmp_path / "inner").mkdir()
    cut = '[[events]]\nmonth = 48\ndo = "budget_cut"\namount = 0.1\n'
    file_of(tmp_path / "inner", "base", f'extends = "broken_promise"\n[levers]\nreward = 0.9\ntraining = 0.1\n{cut}')
    mine = '[levers]\ntraining = 0.2\n[[events]]\nmonth = 6\ndo = "recentralise"\nwho = 2\n'
    scenario = load_scenario(file_of(tmp_path, "mine", f'extends = "inner/base.toml"\n{mine}'))

    assert unusual(scenario) == {**SHARING, "reward": 0.9, "training": 0.2}
    assert [(event.month, event.do, event.who, event.to) for event in scenario.events] == [
        (6, "recentralise", 2, 0.05),
        (36, "set", "all", 0.05),
        (48, "budget_cut", "all", None),
    ]
    assert (scenario.name, Path(scenario.source).name) == ("mine", "mine.toml")


def test_a_path_as_text_can_take_a_modifier(tmp_path: Path) -> None:
    """Paths and built-in names can be joined."""
    path = file_of(tmp_path, "mine", "[levers]\ntraining = 0.2\n")

    assert unusual(load_scenario(f"{path}+broken_trust")) == {"training": 0.2, **LOW_TRUST}


def test_overrides_win_and_leave_the_rest() -> None:
    """Overrides take any setting by its flat name and make a new scenario."""
    sharing = load_scenario("power_sharing")
    changed = load_scenario(sharing, {"training": 0.05, "families": 3000})

    assert unusual(changed) == {**SHARING, "training": 0.05, "families": 3000}
    assert unusual(sharing) == SHARING
    assert changed == sharing.changed({"families": 3000, "training": 0.05})
    assert changed.value("families") == 3000
    assert changed.value("peers") == 6


def test_numbers_of_numpy_count_as_numbers() -> None:
    """Samplers hand over NumPy's numbers, whole or not."""
    numpy = pytest.importorskip("numpy")
    scenario = load_scenario("not_asked", {"families": numpy.int64(50), "training": numpy.float32(0.125)})

    assert (scenario.value("families"), scenario.value("training")) == (50, 0.125)
    assert {type(value) for value in scenario.values().values() if value in (50, 0.125)} == {float}


def test_a_small_place_is_possible() -> None:
    """One family, one professional and one commissioner make a place without peers."""
    small = load_scenario("not_asked", {"families": 1, "professionals": 1, "commissioners": 1, "peers": 0})

    assert small.value("families") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("training=0.05", ("training", 0.05)), (" families = 3000 ", ("families", 3000)), ("asks=1e-2", ("asks", 0.01))],
)
def test_settings_are_parsed(text: str, expected: tuple[str, float]) -> None:
    """A setting typed as name=value becomes a name and a number."""
    assert parse_setting(text) == expected


def test_the_hash_does_not_see_the_layout(tmp_path: Path) -> None:
    """Order, dots, comments, names, and defaults written out do not change the hash; values and events do."""
    plain = '[levers]\ntraining = 0.1\npromise = 0.4\n[[events]]\nmonth = 6\ndo = "recentralise"\n'
    other = (
        "levers.promise = 0.40 # a remark\nlevers.training = 1e-1\nplace = {families = 300.0}\n"
        'events = [{do = "recentralise", month = 6, to = 0.05, who = "all"}]\n'
    )
    one, two = load_scenario(file_of(tmp_path, "one", plain)), load_scenario(file_of(tmp_path, "two", other))

    assert one.hash == two.hash
    assert re.fullmatch("[0-9a-f]{16}", one.hash)
    assert one.changed({"training": 0.1001}).hash != one.hash
    assert one.changed(events=[]).hash != one.hash
    assert load_scenario("consultation_only", {"reward": -0.0}).hash == load_scenario("consultation_only").hash


def test_hashes_of_the_presets_are_all_different() -> None:
    """No two presets are the same simulation."""
    hashes = [scenario.hash for scenario in list_scenarios()]

    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize("name", [*PRESETS, "broken_promise+broken_trust"])
def test_round_trips(name: str) -> None:
    """A scenario survives a dictionary, JSON, TOML, pickle and copy."""
    scenario = load_scenario(name)

    assert Scenario.from_dict(scenario.to_dict()) == scenario
    assert Scenario.from_dict(json.loads(json.dumps(scenario.to_dict()))) == scenario
    again = Scenario.from_dict(tomllib.loads(scenario.to_toml()))
    assert (again.title, again.summary, again.settings, again.events) == (
        scenario.title,
        scenario.summary,
        scenario.settings,
        scenario.events,
    )
    assert again.hash == scenario.hash
    assert pickle.loads(pickle.dumps(scenario)) == copy.deepcopy(scenario) == scenario
    assert hash(copy.deepcopy(scenario)) == hash(scenario)


RANGES = {lever.name: st.floats(lever.low, lever.high) for lever in LEVERS}
CUTS = st.builds(
    Event, st.integers(1, 60), st.just("budget_cut"), st.just("all") | st.integers(1, 3), amount=st.floats(0, 1)
)


@given(st.fixed_dictionaries({}, optional=RANGES), st.lists(CUTS, max_size=3))
def test_any_scenario_survives_toml(levers: dict[str, float], cuts: list[Event]) -> None:
    """Whatever levers and events a scenario has, its TOML text says the same to the last digit."""
    scenario = Scenario("mine", "T", "S", levers, tuple(cuts))
    again = Scenario.from_dict(tomllib.loads(scenario.to_toml()))

    assert (again.settings, again.events) == (scenario.settings, scenario.events)
    assert again.hash == scenario.hash


def test_difficult_words_survive_toml() -> None:
    """Quotation marks, backslashes and other scripts in a title come back as they were."""
    title = 'Say "yes" \\ no: ätsch 家族 👩‍👧'
    scenario = Scenario("mine", title, "S.", {"training": 0.1})

    assert tomllib.loads(scenario.to_toml())["title"] == title


def test_a_link_may_extend_a_preset() -> None:
    """A short dictionary names a built-in scenario and what differs."""
    link = Scenario.from_dict({"title": "T", "summary": "S", "extends": "power_sharing", "levers": {"reward": 0.9}})

    assert unusual(link) == {**SHARING, "reward": 0.9}


def test_nothing_can_be_changed_in_place() -> None:
    """Settings are read-only."""
    settings = load_scenario("power_sharing").settings

    with pytest.raises(TypeError):
        settings["training"] = 1.0  # type: ignore[index]  # that this is refused is what we test
