"""What an event will not do is told: after the end, on a value that is there already, in place of another, over --set."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coprod_sim.cli.app import app
from coprod_sim.errors import ScenarioError
from coprod_sim.report.story.story import story
from coprod_sim.scenario.events_without_effect import notes, overridden
from coprod_sim.scenario.scenario import Event, Scenario, list_scenarios, load_scenario
from coprod_sim.scenario.setup.file_and_link import from_link, to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.plan.notes import plan_notes
from coprod_sim.study.plan.plan import Plan

LATE = '[[events]]\nmonth = 72\ndo = "set"\nlever = "power_ceiling"\nto = 0.5\n'


def with_events(*events: Event, **settings: float) -> Scenario:
    """Consultation as usual with some events."""
    return load_scenario("consultation_only", settings).changed(events=events)


def command(*words: str) -> Result:
    """Type a command."""
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done


def file_of(folder: Path, text: str, name: str = "mine") -> Path:
    """A scenario file on top of consultation as usual."""
    path = folder / f"{name}.toml"
    path.write_text(f'title = "Mine"\nsummary = "A test."\nextends = "consultation_only"\n{text}')
    return path


def test_built_in_scenarios_do_what_they_say() -> None:
    """No event of a built-in scenario is idle, ends another, or comes after five years."""
    assert [note for scenario in list_scenarios() for note in notes(scenario, 60)] == []


@pytest.mark.parametrize(
    ("events", "months", "words"),
    [
        ([Event(72, "budget_cut", amount=0.1)], 60, ["budget_cut of 10 % in month 72: never happens", "month 60"]),
        ([Event(40, "ramp", lever="asks", to=0, until=72)], 60, ["months 40 to 72: does not get there"]),
        (
            [Event(6, "ramp", lever="asks", to=0, until=30), Event(12, "set", lever="asks", to=1)],
            60,
            ["ramp of asks to 0, months 6 to 30: ends in month 12", "set asks to 1 in month 12 takes its place"],
        ),
        (
            [Event(6, "ramp", lever="promise", to=0.9, until=30), Event(12, "promise", to=0.3, who=2)],
            None,
            ["ends in month 12, where promise to 0.3 in month 12 for commissioner 2"],
        ),
        ([Event(6, "set", lever="asks", to=1)], None, ["changes nothing, for asks is 1 then already"]),
        ([Event(6, "recentralise", to=0.1)], None, ["changes nothing, for power_ceiling is 0.1"]),
        ([Event(6, "budget_cut", amount=0)], None, ["changes nothing, for it is of nobody"]),
        ([Event(6, "staff_leave", amount=0.01)], None, ["nobody of 30 professionals"]),
    ],
)
def test_what_an_event_will_not_do(events: list[Event], months: int | None, words: list[str]) -> None:
    """Each gets one sentence that names the event, and the other one where there is one."""
    found = notes(with_events(*events), months)
    assert len(found) == 1, found
    assert [word for word in words if word not in found[0]] == [], found


def test_events_that_act_get_no_note() -> None:
    """A set that brings another value back, one for the others only, and a cut upon a cut are as they look."""
    acting = (
        Event(2, "set", lever="asks", to=0.5),
        Event(4, "set", lever="asks", to=1, who=1),
        Event(6, "set", lever="asks", to=1),
        Event(8, "budget_cut", amount=0.1),
        Event(8, "budget_cut", amount=0.2),
        Event(9, "set", lever="training", to=0.02),
        Event(9, "ramp", lever="training", to=0.05, until=12),
    )
    assert notes(with_events(*acting), 12) == []


def test_two_events_of_one_month_of_which_one_leaves_nothing_of_the_other_are_refused(tmp_path: Path) -> None:
    """Both are named with their places; only one can be meant."""
    first = '[[events]]\nmonth = 12\ndo = "set"\nlever = "training"\nto = 0.05\n'
    second = '[[events]]\nmonth = 12\ndo = "set"\nlever = "training"\nto = 0.0\n'
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file_of(tmp_path, first + second))
    (fault,) = caught.value.faults
    assert "line 9 [[events]] number 2 set training to 0 in month 12: takes away what set training to 0.05" in fault
    assert "line 4 [[events]] number 1" in fault


def test_a_joined_file_that_replaces_an_event_says_so(tmp_path: Path) -> None:
    """Its own event holds, the other one is gone, the file that is written of both can be read, and a note says all that."""
    own = file_of(tmp_path, "", "own")
    own.write_text(
        'title = "T"\nextends = "broken_promise"\n'
        '[[events]]\nmonth = 36\ndo = "set"\nlever = "power_ceiling"\nto = 0.2\n'
    )
    scenario = load_scenario(own)
    assert [event.to for event in scenario.events] == [0.2]
    assert Scenario.from_dict(scenario.to_dict()) == scenario
    (note,) = notes(load_scenario(scenario, {"training": 0.1}))
    assert "set power_ceiling to 0.05 in month 36: is replaced by set power_ceiling to 0.2 in month 36" in note


def test_a_setting_that_an_event_takes_away_is_told() -> None:
    """Given with --set or varied in a plan, it holds until the month before the event; a cut takes its part of it only."""
    later = load_scenario("train_first_share_later")
    (note,) = overridden(later, ["power_ceiling", "training"], "given with --set")
    assert "power_ceiling, given with --set, holds until month 11 only" in note
    assert "set power_ceiling to 0.5 in month 12" in note
    assert overridden(later, ["power_ceiling"], "given with --set", months=11) == []
    assert overridden(with_events(Event(3, "budget_cut", amount=0.5)), ["budget"], "given with --set") == []
    assert "never holds" in overridden(with_events(Event(1, "promise", to=0.5)), ["promise"], "as it is set")[0]
    plan = Plan.from_dict(
        {
            "title": "T",
            "scenarios": ["consultation_only", "train_first_share_later"],
            "settings": {"promise": 0.3},
            "sampling": {"method": "grid"},
            "vary": {"power_ceiling": {"values": [0.2, 0.9]}},
        }
    )
    found = plan_notes(plan)
    assert [("varies" in text, "[settings]" in text) for text in found] == [(True, False), (False, True)]


def test_commands_say_it(tmp_path: Path) -> None:
    """check, run, compare, explain, story, sweep and effects say it beside their results, and JSON stays JSON."""
    late = str(file_of(tmp_path, LATE))
    quick = ("--months", "2", "--set", "families=20", "--set", "professionals=3", "--set", "commissioners=1")
    asked: list[tuple[str, ...]] = [
        ("run", late, *quick, "--json"),
        ("compare", "not_asked", late, "--pairs", "2", *quick, "--json"),
        ("explain", "not_asked", late, "--pairs", "2", *quick, "--json"),
        ("story", late, "--family", "1", *quick, "--json"),
    ]
    for words in asked:
        done = command(*words)
        assert "set power_ceiling to 0.5 in month 72: never happens" in done.stderr, done.stderr
        json.loads(done.stdout)
    plan = tmp_path / "plan.toml"
    plan.write_text(
        'title = "T"\nscenarios = ["mine.toml"]\nmonths = 80\nreplicates = 2\n[settings]\nfamilies = 20\nprofessionals = 3\n'
        'commissioners = 1\n[sampling]\nmethod = "grid"\n[vary]\npower_ceiling = { values = [0.2, 0.9] }\n'
    )
    for words in (("sweep", str(plan)), ("effects", str(plan)), ("effects", str(tmp_path / "results"))):
        done = command(*words)
        assert "power_ceiling, which the plan varies, holds until month 71 only" in done.stderr, done.stderr
    ramp = file_of(tmp_path, LATE.replace("set", "ramp") + "until = 80\n" + LATE.replace("72", "75"), "ramp")
    assert "ends in month 75" in command("scenarios", "check", str(ramp)).stderr


def test_the_page_says_it() -> None:
    """A way of working whose event comes after the months that are shown gets a note, and so does a setting that it loses."""
    two = TwoWays(Way("broken_promise", {"power_ceiling": 0.9}), months=24)
    _, notes_read = from_link(to_link(two))
    assert notes_read == ["In A, set power_ceiling to 0.05 in month 36 never happens: the months end with 24."]
    _, notes_read = from_link(to_link(TwoWays(Way("broken_promise", {"power_ceiling": 0.9}), months=48)))
    assert len(notes_read) == 1
    assert "power_ceiling, as it is set, holds until month 35 only" in notes_read[0]


def test_a_story_does_not_promise_a_ramp_that_ends_early() -> None:
    """Its month says where another event takes its place."""
    events = (Event(2, "ramp", lever="training", to=0.1, until=9), Event(4, "set", lever="training", to=0.0))
    life = story(with_events(*events, families=20, professionals=3, commissioners=1), 1, months=6)
    texts = " ".join(event.text for event in life.events)
    assert "by month 9, but only until month 4, where another event takes its place" in texts
