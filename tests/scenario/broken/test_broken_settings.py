"""Settings, events and share links that come from no file are refused as clearly as files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario, parse_setting


def test_overrides_are_checked_together() -> None:
    """Wrong overrides are told all at once, unknown names with their nearest."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario("power_sharing", {"training": 1.4, "familys": 3000, "asks": "1", "reward": True})

    expected = ["training = 1.4: must be", "families in [place]", 'asks = "1"', "reward = true"]
    assert len(caught.value.faults) == len(expected)
    for fault, words in zip(caught.value.faults, expected, strict=True):
        assert fault.startswith("setting ")
        assert words in fault


def test_overrides_are_checked_beside_each_other() -> None:
    """An override that does not fit a default says which setting to give too."""
    with pytest.raises(ScenarioError, match=r"families = 5, peers = 6 \(the default\).*Set peers to 4"):
        load_scenario("power_sharing", {"families": 5})
    with pytest.raises(ScenarioError, match=r"month 1 who = 3.*from 1 to 2"):
        load_scenario("not_asked").changed({"commissioners": 2}, events=[Event(1, "budget_cut", who=3, amount=0.5)])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("training", "must be name=value"),
        ("=3", "must be name=value"),
        ("training=", "must be name=value"),
        ("trainin=0.1", "Did you mean training"),
        ("training=0,1", "a point for decimals"),
        ("asks=50%", "Write 0.5 for 50 %"),
        ("training=lots", "must be a number"),
        ("training=nan", "finite"),
        ("families=2.5", "a whole number"),
        ("training=1", "between 0 and 0.2"),
    ],
)
def test_typed_settings_that_are_wrong(text: str, words: str) -> None:
    """What is typed on a command line is checked like a file."""
    with pytest.raises(ScenarioError, match=words):
        parse_setting(text)


def test_events_made_by_a_program_are_checked() -> None:
    """An Event that exists is right, wherever it came from."""
    with pytest.raises(ScenarioError, match=r"event to = 2: must be a number between 0 and 1"):
        Event(12, "promise", to=2)
    with pytest.raises(ScenarioError, match=r"lever is missing"):
        Event(12, "set", to=0.5)
    with pytest.raises(ScenarioError, match=r"until: is not a field"):
        Event(12, "promise", to=0.5, until=24)


def test_unknown_values_are_asked_for() -> None:
    """Asking a scenario for a setting that does not exist suggests the nearest."""
    with pytest.raises(ScenarioError, match="Did you mean training"):
        load_scenario("not_asked").value("trainin")


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"title": "T", "summary": "S", "extends": "mine.toml"}, "only a file can extend a file"),
        ({"title": "T", "summary": "S", "extends": "../power_sharing"}, "only a file can extend a file"),
        ({"title": "T", "summary": "S", "name": 3}, "name = 3: must be text"),
        ({"title": "T", "summary": "S", "name": "a\nb"}, "must be text on one line"),
        ({"title": "T", "summary": "S", "modifiers": [3]}, "must be a list of names"),
        ({"title": "T", "summary": "S", "events": [3]}, "must be a table with month and do"),
        ({"title": "T", "summary": "S", 3: 4}, "3: is not a name"),
        ({"title": "T", "summary": "S", "levers": {3: 4}}, "3: is not a name"),
    ],
)
def test_links_that_are_wrong(tables: dict[str, object], words: str) -> None:
    """Tables from elsewhere can open no file and are checked like one."""
    with pytest.raises(ScenarioError, match=words):
        Scenario.from_dict(tables)


KEYS = st.sampled_from(["title", "summary", "levers", "place", "events", "month", "do", "to", "lever", "training", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["set", "training", "all", "", "é\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


WORDS = st.sampled_from(["T", "S", "", 3])
EVENTS = st.lists(st.dictionaries(KEYS, VALUES, max_size=5) | st.just({"month": 2, "do": "recentralise"}), max_size=2)
TABLES = st.dictionaries(
    st.sampled_from(["training", "families", "peers", "x"]), VALUES | st.integers(0, 9), max_size=3
)
LINKS = st.fixed_dictionaries(
    {"title": WORDS, "summary": WORDS},
    optional={"levers": TABLES | VALUES, "place": TABLES, "events": EVENTS, "x": VALUES},
)


@given(LINKS)
def test_no_link_brings_a_traceback(tables: dict[str, object]) -> None:
    """Whatever a share link holds, it gives a scenario or a ScenarioError that says something."""
    faults: tuple[str, ...] = ("no fault",)
    scenario = None
    try:
        scenario = Scenario.from_dict(tables)
    except ScenarioError as error:
        faults = error.faults

    assert faults
    assert all(faults)
    assert scenario is None or Scenario.from_dict(scenario.to_dict()) == scenario
