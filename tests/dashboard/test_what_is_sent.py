"""What the server sends to the browser is what the model says, packed small."""

import base64
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.pair.lever_table import lever_rows
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, size_of
from coprod_sim.dashboard.pair.runs import BAND, WorldHistory, seed_band, shades, world
from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.engine.totals import RUNGS
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.change_kinds import CHANGES
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.file_and_link import from_link, to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets
from coprod_sim.study.compare import compare
from coprod_sim.study.run import run

MONTHS = 12
SMALL = TwoWays(months=MONTHS, seed=7, town={"families": 40, "professionals": 6})
LARGEST_MESSAGE = 400_000


@pytest.fixture(scope="module")
def worlds() -> tuple[WorldHistory, WorldHistory]:
    """The two worlds of a small pair."""
    return show.worlds_of(SMALL)


def unpacked(text: str, kind: type[np.generic], months: int = MONTHS) -> Any:
    """Unpack as public/shared/decode.js does: one row a month."""
    return np.frombuffer(base64.b64decode(text), kind).reshape(months + 1, -1)


def test_a_world_is_the_run_month_by_month(worlds: tuple[WorldHistory, WorldHistory]) -> None:
    """What is drawn of a month is the state of the model after it, in steps of 1/255."""
    scenario = SMALL.scenarios()[1]
    simulation = begun(scenario, SMALL.seed)
    for month in range(MONTHS + 1):
        if month:
            simulation.advance(1)
        place = simulation.place
        assert (worlds[1].say[month] == shades(place.families["voice"])).all()
        assert (worlds[1].trust[month] == shades(place.families["felt_trust"])).all()
        assert (worlds[1].council[month] == shades(place.families["council_trust"])).all()
        assert (worlds[1].link[month] == shades(place.casework["family_trust"])).all()
        assert (worlds[1].skill[month] == shades(place.professionals["facilitation"])).all()
    table = run(scenario, months=MONTHS, seed=SMALL.seed).indicators
    wanted = table[(table.indicator == "felt_trust") & (table.place == "all")].value.to_numpy()
    assert (worlds[1].measures["felt_trust"] == wanted).all()


def test_both_worlds_have_the_same_people(worlds: tuple[WorldHistory, WorldHistory]) -> None:
    """Who is there, and who works with whom, is the same in A and B."""
    for one, other in zip(worlds[0].people, worlds[1].people, strict=True):
        assert np.array_equal(np.asarray(one), np.asarray(other))


def test_what_is_packed_can_be_unpacked(worlds: tuple[WorldHistory, WorldHistory]) -> None:
    """The browser gets every number back: shares in bytes, series of 100, rungs that add up."""
    sent = show.run_of(SMALL)
    for side, one in enumerate(worlds):
        assert (unpacked(sent["worlds"][side]["say"], np.uint8) == one.say).all()
        assert (unpacked(sent["worlds"][side]["link"], np.uint8) == one.link).all()
        for name in PAGE_MEASURES:
            measured = [None if np.isnan(value) else round(100 * value, 4) for value in one.measures[name]]
            assert sent["series"][name][side] == measured
        for row in sent["worlds"][side]["ladder"][3:]:
            assert len(row) == len(RUNGS)
            assert sum(row) == pytest.approx(100, abs=0.1)
    assert sent["people"]["families"] == 40
    assert sent["hash"] == SMALL.hash


def test_the_band_is_what_compare_gives() -> None:
    """Twenty lucks of the page are pairs 1 to 20 of the command line, to the bit."""
    *_, whole = seed_band(*SMALL.scenarios(), MONTHS)
    both = compare(*SMALL.scenarios(), pairs=BAND, months=MONTHS)
    for name in PAGE_MEASURES:
        assert np.array_equal(whole.series_a[name], both.series_a[name], equal_nan=True)
        assert np.array_equal(whole.series_b[name], both.series_b[name], equal_nan=True)
    *_, last = show.bands_of(SMALL)
    assert last["done"] == last["of"] == BAND
    sent = unpacked(last["series"]["voice"][1], np.float32, BAND - 1)
    assert sent == pytest.approx(100 * both.series_b["voice"], abs=1e-4)


def test_a_message_of_the_usual_town_is_small() -> None:
    """A pair of 300 families over 60 months is within the budget, and so is its band."""
    *_, last = show.bands_of(TwoWays())

    assert size_of(show.run_of(TwoWays())) <= LARGEST_MESSAGE
    assert size_of(last) <= LARGEST_MESSAGE


def test_a_world_is_made_once_for_everybody() -> None:
    """Who looks at the same run shares it."""
    assert world(*args_of(SMALL)) is world(*args_of(replace(SMALL, title="another title")))


def args_of(two: TwoWays) -> tuple[Any, int, int]:
    """What names the world of A."""
    return two.scenarios()[0], two.seed, two.months


def test_rules_name_all_in_which_the_two_differ() -> None:
    """There is a rule for each lever that differs, with both values in words, and the month of a change."""
    two = TwoWays(a=Way("power_sharing"), b=Way("power_sharing"), changes=(Change("B", "train_staff", 12, 6, 0.1),))
    (rule,) = show.run_of(replace(two, months=24))["rules"]

    assert (rule["name"], rule["a"]) == ("training", "3 of 100")
    assert rule["b"] == "3 of 100, 10 of 100 from month 12, 3 of 100 from month 18"
    for preset in all_presets():
        differing = show.run_of(TwoWays(b=Way(preset.key), months=12))["rules"]
        a, b = TwoWays(b=Way(preset.key)).scenarios()
        assert {lever.name for lever in LEVERS if a.value(lever.name) != b.value(lever.name)} <= {
            rule["name"] for rule in differing
        }


@pytest.mark.parametrize(
    ("do", "amount", "row"),
    [
        ("budget_cut", 0.25, ("budget", "88 of 100", "88 of 100, 66 of 100 from month 12")),
        ("staff_leave", 0.3, ("staff_leave", "none", "30 of 100 in month 12")),
        ("caseload_rise", 0.2, ("caseload_rise", "none", "20 more for each 100 from month 12")),
    ],
)
def test_rules_name_what_befalls_one_of_the_two(do: str, amount: float, row: tuple[str, str, str]) -> None:
    """Cuts, leavers and more cases are rules of the one whom they befall."""
    plain = load_scenario("consultation_only")
    befallen = plain.changed(events=(*plain.events, Event(month=12, do=do, amount=amount)))
    (rule,) = lever_rows(plain, befallen)

    assert (rule["name"], rule["a"], rule["b"]) == row
    assert lever_rows(befallen, befallen) == []


def test_a_lever_that_climbs_is_told_with_the_month_in_which_it_is_there() -> None:
    """A ramp says its end and the value there; what takes power back also ends budgets of families."""
    plain, climbing = load_scenario("consultation_only"), load_scenario("power_sharing")
    ramp = Event(month=12, do="ramp", lever="feedback", to=0.5, until=24)
    (rule,) = lever_rows(plain, plain.changed(events=(ramp,)))
    assert rule["b"].endswith(", 50 of 100 by month 24")

    back = climbing.changed({"personal_budgets": 0.2}, (Event(month=30, do="recentralise", to=0.05),))
    rules = {rule["name"]: rule["b"] for rule in lever_rows(plain, back)}
    assert rules["personal_budgets"] == "20 of 100, none from month 30"
    assert rules["power_ceiling"].endswith(", up to 5 of 100 from month 30")


def test_every_lever_has_words() -> None:
    """A lever that is declared can be told as a rule."""
    assert {lever.name for lever in LEVERS} <= set(words()["rules"])


def test_what_can_be_chosen_is_what_the_model_allows() -> None:
    """Presets, changes and sizes come from the declarations, with their ranges."""
    offered = choices()

    assert [preset["key"] for preset in offered["presets"]] == [preset.key for preset in all_presets()]
    assert [kind["key"] for kind in offered["kinds"]] == [kind.key for kind in CHANGES]
    for kind, declared in zip(offered["kinds"], CHANGES, strict=True):
        assert (kind["amount"]["low"], kind["amount"]["high"]) == (declared.amount.low, declared.amount.high)
        assert kind["amount"]["low"] <= kind["amount"]["default"] <= kind["amount"]["high"]
    for size in offered["sizes"]:
        assert size["low"] < size["high"]
    for one in offered["modifiers"]:
        assert from_link(to_link(TwoWays(modifiers=(one["key"],))))[1] == [], f"{one['key']} is offered, and refused"


def test_what_a_scenario_does_by_itself_stands_on_the_rail() -> None:
    """Events of the scenario are marks; changes of the room are not told twice."""
    two = TwoWays(b=Way("train_first_share_later"), changes=(Change("B", "budget_cut", 30, None, 0.2),))
    sent = show.run_of(two)

    assert [(event["who"], event["start"]) for event in sent["events"]] == [("B", 12)]
    assert [(change["who"], change["start"]) for change in sent["changes"]] == [("B", 30)]


@pytest.mark.parametrize("search", [None, "", "v=1", "v=1&s="])
def test_an_address_without_a_scenario_shows_the_usual_start(search: str | None) -> None:
    """No query, no note."""
    assert show.ways_of_address(search) == (TwoWays(), [])


def test_an_address_leads_back_to_what_it_shows() -> None:
    """What is written into the address is read out of it."""
    two, notes = show.ways_of_address(show.address(SMALL).partition("?")[2])

    assert two.hash == SMALL.hash
    assert notes == []
