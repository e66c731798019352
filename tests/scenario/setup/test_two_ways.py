"""Two ways of working give the scenarios that they should, and a hash that stands for what is run."""

import copy
import pickle
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME, LEVERS, Parameter
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.changes import Change, new_change
from coprod_sim.scenario.setup.setup import PRESETS, TwoWays, Way, all_presets
from tests.scenario.setup.any_two import ANY_TWO, CHANGE_LISTS, FEWER


def test_the_usual_start() -> None:
    """Asking beside sharing, five years, the first luck."""
    two = TwoWays()
    assert two.scenarios() == (load_scenario("consultation_only"), load_scenario("power_sharing"))
    assert (two.seed, two.months) == (1, 60)


def test_presets_are_there_and_numbered() -> None:
    """The seven for teaching come first, then every other whole scenario; each can be run, and each is another one."""
    numbers = [preset.number for preset in all_presets()]
    assert all_presets()[:7] == PRESETS
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({TwoWays(a=Way(preset.key)).hash for preset in all_presets()}) == len(numbers)


def test_who_gets_what() -> None:
    """The town is for both, below the settings of each; modifiers are for both, changes for those whom they name."""
    two = TwoWays(
        b=Way("power_sharing", {"reward": 0.9}),
        town={"families": 60, "reward": 0.1},
        modifiers=("cuts_in_year_three",),
        changes=(new_change("A", "staff_leave", 3), new_change("both", "day_together", 5)),
    )
    a, b = two.scenarios()
    assert (a.value("reward"), b.value("reward"), a.value("families"), b.value("families")) == (0.1, 0.9, 60, 60)
    assert [event.do for event in a.events] == ["staff_leave", "conference", "budget_cut"]
    assert [event.do for event in b.events] == ["conference", "budget_cut"]


def test_a_modifier_counts_once() -> None:
    """A modifier of both that a preset has already is not put on top of itself."""
    two = TwoWays(b=Way("power_sharing+cuts_in_year_three"), modifiers=("cuts_in_year_three",))
    assert len(two.scenarios()[1].events) == 1


@FEWER
@given(ANY_TWO, st.randoms(use_true_random=False))
def test_what_does_not_count_does_not_change_the_hash(two: TwoWays, luck: random.Random) -> None:
    """Titles, views, unknown things, the order of settings and changes, and defaults written out do not count."""
    shuffled = list(two.changes)
    luck.shuffle(shuffled)
    settings = reversed(list(two.scenarios()[0].settings.items()))
    written_out = {name: value for name, value in settings if BY_NAME[name].role == "lever"}
    other = replace(two, a=Way(two.a.preset, written_out), changes=tuple(shuffled), title="T", view={}, extra={})
    assert other.hash == two.hash
    assert len(two.hash) == 16


@FEWER
@given(ANY_TWO, st.sampled_from(LEVERS), st.floats(0, 1))
def test_any_lever_gives_another_hash(two: TwoWays, lever: Parameter, part: float) -> None:
    """A lever that has another value, in A or in B, is another run."""
    value = lever.low + part * (lever.high - lever.low)
    a, b = (Way(way.preset, {**way.settings, lever.name: value}) for way in (two.a, two.b))
    old_a, old_b = (scenario.value(lever.name) for scenario in two.scenarios())
    assert (replace(two, a=a).hash == two.hash) == (value == old_a)
    assert (replace(two, b=b).hash == two.hash) == (value == old_b)


def test_luck_and_months_and_sides_count() -> None:
    """Other luck, other months and other sides are other runs."""
    two = TwoWays()
    others = [replace(two, seed=2), replace(two, months=61), replace(two, a=two.b, b=two.a)]
    assert len({one.hash for one in [two, *others]}) == 4


def test_what_comes_after_the_end_does_not_count() -> None:
    """A change that ends after the last month is one that stays."""
    ends = [TwoWays(changes=(Change("A", "train_staff", 50, length, 0.1),)).hash for length in (None, 11, 99, 10)]
    assert ends[0] == ends[1] == ends[2] != ends[3]


@FEWER
@given(CHANGE_LISTS)
def test_for_both_is_for_each(changes: list[Change]) -> None:
    """A change for both is the same as one for A and one for B."""
    both = [replace(change, who="both") for change in changes]
    each = [replace(change, who=who) for change in changes for who in ("A", "B")]
    assert TwoWays(changes=tuple(both)).hash == TwoWays(changes=tuple(each)).hash


def test_it_can_be_copied_and_kept() -> None:
    """A page copies what it shows, and workers get it sent."""
    two = TwoWays(town={"families": 60}, changes=(new_change("B", "train_staff", 3),), view={"month": [1]})
    assert copy.deepcopy(two) == two == pickle.loads(pickle.dumps(two))
    assert hash(copy.deepcopy(two)) == hash(two)


@pytest.mark.parametrize(
    "preset", ["scenarios/power_sharing.toml", "/etc/passwd", "power_sharing+../x.toml", "nothing"]
)
def test_no_file_can_be_named(preset: str) -> None:
    """Only built-in names are ways of working."""
    with pytest.raises(ScenarioError, match="must be a built-in name, for a link or a file can name no other file"):
        Way(preset)


def test_all_faults_at_once() -> None:
    """Months, luck, title, modifiers, sizes and unknown settings are told together; so are late changes."""
    with pytest.raises(ScenarioError) as error:
        TwoWays(Way("not_asked", {"families": 9}), months=0, seed=0, title="\0", modifiers=("x",), town={"y": 1})
    assert len(error.value.faults) == 6
    with pytest.raises(ScenarioError, match="between 1 and 12, the last month"):
        TwoWays(months=12, changes=(new_change("A", "budget_cut", 13),))
    with pytest.raises(ScenarioError, match="families = 1923228 in A and 300 in B: must be the same"):
        TwoWays(Way("power_sharing+england"))
    with pytest.raises(ScenarioError, match="only modifiers go on top"):
        Way("power_sharing+not_asked")
