"""The three places from public documents: the page says what the files say, and runs show what the page says."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun, simulate
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.events_without_effect import event_name, notes
from coprod_sim.scenario.scenario import Scenario, load_scenario
from tests.project.documents import ROOT

PAGE = Path("docs/worked_examples.md")
FILES = sorted(ROOT.joinpath("examples").glob("*.toml"))
SEEDS = (1, 2, 3)
MOVED = ("family_led", "young_person_voice", "compensating")


def example(name: str, settings: str = "") -> Scenario:
    """Load one of the files, with a modifier on top if one is given."""
    return load_scenario(str(ROOT / "examples" / f"{name}.toml") + settings)


def sayings(path: Path) -> Iterator[str]:
    """Say each setting and event of one file as the page does; what it extends says its own."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    for section in ("place", "start", "levers"):
        yield from (f"{name} = {value}" for name, value in document.get(section, {}).items())
    for table in document.get("events", ()):
        event = Event(**table)
        yield event_name(event)
        yield from (f"{name} = {table[name]}" for name in ("attendance", "parent_led") if name in table)


def as_usual() -> Scenario:
    """Give consultation as usual in two councils."""
    return load_scenario("consultation_only", {"commissioners": 2})


@cache
def after(scenario: Scenario, months: int) -> dict[str, float]:
    """Give the means of some measures in the last month, over a few runs."""
    names = ("felt_trust", "progress", "reviews_on_time", "spending", "rationing", "disputes")
    runs = [measure_all(whole_place(simulate(scenario, seed, months)), names) for seed in SEEDS]
    return {name: float(np.mean([run[name][-1] for run in runs])) for name in names}


def without(scenario: Scenario, do: str) -> Scenario:
    """Leave the events of one kind out."""
    return scenario.changed(events=tuple(event for event in scenario.events if event.do != do))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_loads_and_nothing_in_it_is_idle(path: Path) -> None:
    """Each is a scenario without a fault, and each of its events does something."""
    assert notes(load_scenario(path), 60) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_page_says_every_setting_and_event_of_a_file(path: Path) -> None:
    """The page names the file, and whatever stands in it stands there with the same number."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert f"examples/{path.name}" in page
    assert [saying for saying in sayings(path) if f"`{saying}`" not in page] == []


def test_a_charter_that_is_not_kept_costs_more_trust_than_all_the_rest_gains() -> None:
    """The statement lifts trust until the charter, and with it trust falls far below what it would have been with nothing done."""
    before, statement = example("written_statement_before"), example("written_statement")
    assert after(statement, 12)["felt_trust"] > after(before, 12)["felt_trust"]
    assert after(statement, 36)["felt_trust"] < after(before, 36)["felt_trust"] - 0.1
    no_charter = without(statement, "promise")
    assert abs(after(no_charter, 36)["felt_trust"] - after(before, 36)["felt_trust"]) < 0.03


def test_who_hires_has_reviews_in_time_and_the_same_trust() -> None:
    """Reviews and progress gain, trust hardly moves, and of what plans hold less is paid."""
    statement, hiring = (after(example(f"written_statement{name}"), 36) for name in ("", "_hiring"))
    assert hiring["reviews_on_time"] > statement["reviews_on_time"] + 0.1
    assert hiring["progress"] > statement["progress"]
    assert abs(hiring["felt_trust"] - statement["felt_trust"]) < 0.02
    assert hiring["rationing"] < statement["rationing"]


def test_a_charter_that_is_kept_brings_trust_back() -> None:
    """Families who may decide what the charter says trust again."""
    hiring, kept = (after(example(f"written_statement_{name}"), 60) for name in ("hiring", "sharing"))
    assert kept["felt_trust"] > hiring["felt_trust"] + 0.1


def test_good_practice_is_no_shield_from_a_cut_and_staff_that_cost_nothing_lift_trust() -> None:
    """With a quarter less money trust and progress fall; more staff lower trust only because plans pay for them."""
    well = example("well_inspected")
    cut = after(example("well_inspected", "+cuts_in_year_three"), 60)
    assert cut["felt_trust"] < after(well, 60)["felt_trust"] - 0.05
    assert cut["progress"] < after(well, 60)["progress"] - 0.02
    staffed = example("well_inspected", "+more_staff")
    free = staffed.changed({"staff_cost": 0})
    trust = [after(each, 36)["felt_trust"] for each in (staffed, well, free)]
    assert trust == sorted(trust)


def test_one_meeting_leaves_little_and_only_the_first_council_takes_part() -> None:
    """At the round families weigh several times as much; then levers, power and voice are as usual, and trust is no higher; the second council never hears of it."""
    simulation, usual = (begun(scenario, 1) for scenario in (example("family_group_conference"), as_usual()))
    for one in (simulation, usual):
        one.advance(3)
    levers, before = simulation.place.commissioners, usual.place.commissioners
    assert [levers[name][0] > before[name][0] for name in MOVED] == [True] * len(MOVED)
    assert [levers[name][1] for name in MOVED] == [before[name][1] for name in MOVED]
    families, others = simulation.place.families, usual.place.families
    first = families["commissioner"] == 0
    assert families["voice"][first].mean() > 3 * others["voice"][first].mean()
    assert families["voice"][~first].mean() == pytest.approx(others["voice"][~first].mean(), abs=0.01)
    assert families["power"][first].mean() < 0.07
    for one in (simulation, usual):
        one.advance(9)
    assert [levers[name][0] for name in MOVED] == [before[name][0] for name in MOVED]
    assert families["voice"][first].mean() == pytest.approx(others["voice"][first].mean(), abs=0.02)
    assert families["felt_trust"][first].mean() < others["felt_trust"][first].mean()


def test_reviews_that_families_lead_for_good_lift_trust_and_tire_families() -> None:
    """In the first council trust is far higher after four years, and energy lower."""
    ways = [begun(scenario, 1) for scenario in (example("family_led_reviews"), as_usual())]
    for one in ways:
        one.advance(48)
    led, usual = (one.place.families[one.place.families["commissioner"] == 0] for one in ways)
    assert led["felt_trust"].mean() > usual["felt_trust"].mean() + 0.1
    assert led["energy"].mean() < usual["energy"].mean() - 0.02
