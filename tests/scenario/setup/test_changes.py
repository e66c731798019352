"""Changes on a timeline become the events that they should, and say in short words what they are."""

import re

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import KIND_BY_NAME
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario
from coprod_sim.scenario.setup.change_kinds import CORNERSTONES
from coprod_sim.scenario.setup.changes import CHANGES, Change, ChangeKind, all_events, events, new_change, value_then

ASK, LATER = load_scenario("consultation_only"), load_scenario("train_first_share_later")
LONGEST_SENTENCE = 15


def sets(month: int, lever: str, to: float) -> Event:
    """A lever that is set."""
    return Event(month, "set", lever=lever, to=to)


EXPECTED = {
    "train_staff": (sets(6, "training", 0.03), sets(30, "training", 0)),
    "share_decisions": (sets(6, "power_ceiling", 0.5), Event(6, "promise", to=0.5)),
    "you_said_we_did": (sets(6, "feedback", 0.5),),
    "forum_funding": (
        sets(6, "forum_share", 0.5),
        sets(6, "open_recruitment", 0.8),
        sets(30, "forum_share", 0),
        sets(30, "open_recruitment", 0.2),
    ),
    "time_to_think": (sets(6, "reflection", 0.04), sets(30, "reflection", 0)),
    "thank_and_pay": (sets(6, "reward", 0.5), sets(30, "reward", 0)),
    "day_together": (Event(6, "conference", attendance=0.33, parent_led=0.5),),
    "promise_more_say": (Event(6, "promise", to=0.6),),
    "take_power_back": (Event(6, "recentralise", to=0.05),),
    "budget_cut": (Event(6, "budget_cut", amount=0.25),),
    "staff_leave": (Event(6, "staff_leave", amount=0.3),),
}


@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.key)
def test_each_kind_becomes_its_events(kind: ChangeKind) -> None:
    """With the usual length and amount, over consultation as usual."""
    assert events(new_change("B", kind.key, 6), ASK) == EXPECTED[kind.key]


@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.key)
def test_words_are_short(kind: ChangeKind) -> None:
    """What people read has whole sentences of at most 15 words, and a cornerstone unless it is done to everybody."""
    for text in (kind.meaning, kind.argument_for, kind.argument_against):
        assert text.endswith(".")
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=\.) ", text)) <= LONGEST_SENTENCE
        assert max(len(word) for word in re.findall(r"\w+", text)) <= 9
    assert (kind.cornerstone in CORNERSTONES) != (kind.key in ("budget_cut", "staff_leave"))
    assert len(kind.title.split()) <= 5


@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.key)
def test_ranges_are_declared_elsewhere(kind: ChangeKind) -> None:
    """An amount may be what its lever, or its event, may be, and its default is one of these."""
    amount_of = [name for name, value in kind.levers.items() if value is None]
    declared = (
        BY_NAME[amount_of[0]]
        if amount_of and kind.event != "recentralise"
        else KIND_BY_NAME[kind.event].number(kind.takes)
    )
    assert declared is not None
    assert (kind.amount.low, kind.amount.high, kind.amount.unit) == (declared.low, declared.high, declared.unit)
    assert kind.amount.fault(kind.amount.default) is None
    assert kind.has_length or kind.default_length is None


def test_usual_amounts_are_those_of_built_in_scenarios() -> None:
    """What the built-in scenarios do is what a change does unless it is told otherwise."""
    usual = {kind.key: kind.amount.default for kind in CHANGES}
    sharing = load_scenario("power_sharing")
    assert usual["train_staff"] == sharing.value("training")
    assert usual["share_decisions"] == sharing.value("power_ceiling")
    assert usual["you_said_we_did"] == sharing.value("feedback")
    assert usual["time_to_think"] == sharing.value("reflection")
    assert usual["thank_and_pay"] == sharing.value("reward")
    assert usual["forum_funding"] == load_scenario("co_responsibility").value("forum_share")
    assert usual["promise_more_say"] == load_scenario("invited_not_deciding").value("promise")
    assert usual["budget_cut"] == load_scenario("cuts_in_year_three").events[0].amount
    day = load_scenario("working_together").events[0]
    assert events(new_change("A", "day_together", day.month), ASK) == (day,)


def test_a_lever_is_set_back_to_what_the_scenario_has_then() -> None:
    """Over train_first_share_later, sharing that ends before month 12 ends at 0.1, and after it at 0.5."""
    assert events(Change("B", "share_decisions", 3, 6, 0.3), LATER)[-1] == sets(9, "power_ceiling", 0.1)
    assert events(Change("B", "share_decisions", 3, 9, 0.3), LATER)[-1] == sets(12, "power_ceiling", 0.5)
    assert events(Change("B", "thank_and_pay", 3, 20, 0.9), LATER)[-1] == sets(23, "reward", 0.5)
    assert events(Change("B", "train_staff", 3, 20, 0.1), LATER)[-1] == sets(23, "training", 0.03)


def test_the_promise_stays_made() -> None:
    """When sharing ends, the ceiling goes back and the promise does not."""
    found = events(Change("A", "share_decisions", 6, 12, 0.4), ASK)
    assert found == (sets(6, "power_ceiling", 0.4), Event(6, "promise", to=0.4), sets(18, "power_ceiling", 0.1))


def test_changes_on_the_same_lever_take_turns() -> None:
    """The later one wins while it lasts; then the earlier one comes back, and at its end the scenario."""
    outer, inner = Change("A", "train_staff", 1, 36, 0.03), Change("A", "train_staff", 12, 12, 0.1)
    values = {event.month: event.to for event in all_events([inner, outer], ASK)}
    assert values == {1: 0.03, 12: 0.1, 24: 0.03, 37: 0}


def test_one_change_after_the_other() -> None:
    """A change that begins in the month in which another ends is not undone, whichever is named first."""
    first, second = Change("A", "train_staff", 1, 11, 0.03), Change("A", "train_staff", 12, None, 0.1)
    for order in ([first, second], [second, first]):
        found = ASK.changed(events=all_events(order, ASK))
        assert (value_then(found, "training", 11), value_then(found, "training", 12)) == (0.03, 0.1)


def test_power_that_was_taken_back_stays_back() -> None:
    """Sharing that ends after power was taken back does not give it again."""
    found = all_events([Change("A", "share_decisions", 1, 24, 0.5), new_change("A", "take_power_back", 12)], ASK)
    assert found[2] == sets(25, "power_ceiling", 0.05)


def test_a_lever_is_followed_through_every_kind_of_event() -> None:
    """Sets, ramps, promises, cuts and power taken back count; a set ends a ramp; events of one commissioner do not."""
    scheduled = (
        sets(2, "reward", 0.2),
        Event(4, "ramp", lever="reward", to=1.0, until=8),
        sets(6, "reward", 0.0),
        Event(5, "budget_cut", amount=0.5),
        Event(5, "recentralise"),
        Event(7, "promise", to=0.9),
        Event(3, "set", who=1, lever="reward", to=0.9),
    )
    scenario = Scenario("mine", "T", "S", {"personal_budgets": 0.4}, scheduled)
    assert [round(value_then(scenario, "reward", month), 6) for month in (1, 3, 4, 6, 8, 99)] == [
        0,
        0.2,
        0.2,
        0,
        0,
        0,
    ]
    assert [value_then(scenario, "budget", month) for month in (4, 5)] == [0.88, 0.44]
    assert [value_then(scenario, "personal_budgets", month) for month in (4, 5)] == [0.4, 0]
    assert [value_then(scenario, "power_ceiling", month) for month in (4, 5)] == [0.1, 0.05]
    assert [value_then(scenario, "promise", month) for month in (6, 7)] == [0.2, 0.9]


def test_month_zero_means_month_one() -> None:
    """A chip that sits at the very start acts in the first month."""
    assert new_change("A", "budget_cut", 0) == new_change("A", "budget_cut", 1)


def test_all_faults_of_a_change_at_once() -> None:
    """Each wrong field is told, with what is allowed."""
    with pytest.raises(ScenarioError) as error:
        Change("C", "train_staff", -1, 0, 0.3)  # type: ignore[arg-type]  # that this is refused is what we test
    assert len(error.value.faults) == 4
    assert "amount = 0.3: must be a number between 0 and 0.2" in str(error.value)
    with pytest.raises(ScenarioError, match="Did you mean train_staff"):
        new_change("A", "train_stuff", 3)
    with pytest.raises(ScenarioError, match="must have no length"):
        Change("A", "budget_cut", 3, 4, 0.2)
