"""The worker tells rules, events and marks of any scenario as Python does, also where no random pair of runs comes by."""

import hashlib
import random
from functools import cache
from typing import Any, Final

import numpy as np
import pytest
from scipy.special import stdtrit

from coprod_sim.dashboard.pair.event_list import happenings
from coprod_sim.dashboard.pair.lever_table import lever_rows, lever_value_text, turns
from coprod_sim.dashboard.pair.marks import end_marks
from coprod_sim.dashboard.pair.month_sentences import pair_sentences
from coprod_sim.dashboard.pair.runs import seed_band
from coprod_sim.dashboard.pair.show import whole_band, worlds_of
from coprod_sim.dashboard.pair.stories import family_names
from coprod_sim.dashboard.static.tables.difference import MOST_PAIRS
from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.claims.shares.shares import ENOUGH, SHARE_MEASURES, way_share
from coprod_sim.scenario.events import EVENT_KINDS, Event
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.setup.changes import started_change, value_then
from coprod_sim.scenario.setup.setup import all_presets
from coprod_sim.study.certainty_text import certainty, pairs_that_must_agree
from coprod_sim.study.compare import Comparison
from tests.dashboard.static.node import in_node, usual_or_study
from tests.dashboard.static.told_pairs import (
    PLAIN,
    as_json,
    ask,
    change_in_js,
    comparison_in_js,
    random_change,
    scenario_in_js,
    town_pairs,
    worlds_in_js,
)

MONTHS: Final = 40
SCENARIOS: Final = (80, 300)


def random_event(rng: random.Random) -> Event:
    """Give an event of any kind, for all or for one commissioner."""
    kind, lever = rng.choice(EVENT_KINDS), rng.choice(LEVERS)
    month = rng.randint(1, MONTHS)
    fields: dict[str, Any] = {"who": rng.choice(("all", "all", "all", 1, 2))}
    for name in kind.required + tuple(rng.sample(kind.optional, rng.randint(0, len(kind.optional)))):
        if name == "lever":
            fields[name] = lever.name
        elif name == "until":
            fields[name] = month + rng.randint(1, 12)
        else:
            number = kind.number(name, lever.name)
            assert number is not None
            fields[name] = min(
                number.high, max(number.low, round(rng.uniform(number.low, number.high), rng.randint(0, 4)))
            )
    return Event(month, kind.do, **fields)


def random_scenario(rng: random.Random) -> Scenario:
    """Give a scenario with up to ten events, some of which move the same levers."""
    few = rng.sample(LEVERS, 3)
    events = [random_event(rng) for _ in range(rng.randint(0, 10))]
    events += [Event(rng.randint(1, MONTHS), "set", lever=one.name, to=one.low) for one in few if rng.random() < 0.3]
    plain = load_scenario(rng.choice(PLAIN))
    try:
        return plain.changed({few[0].name: few[0].high}, (*plain.events, *events))
    except ScenarioError:
        return random_scenario(rng)


@cache
def random_scenarios(count: int) -> tuple[Scenario, ...]:
    """Give random scenarios, the same in every test."""
    rng = random.Random(5)
    return tuple(random_scenario(rng) for _ in range(count))


@pytest.fixture(params=usual_or_study(*SCENARIOS))
def scenarios(request: pytest.FixtureRequest) -> tuple[Scenario, ...]:
    """Give some of them, or many."""
    count: int = request.param
    return random_scenarios(count)


def test_tells_rules_of_any_scenario(scenarios: tuple[Scenario, ...]) -> None:
    """Rules of scenarios with events of every kind are told in the same words."""
    some = [*scenarios]
    pairs = list(zip(some, [*some[1:], some[0]], strict=True))
    calls = [[scenario_in_js(a), scenario_in_js(b)] for a, b in pairs]

    assert in_node("telling/lever_table.js", "leverRows", calls) == [lever_rows(a, b) for a, b in pairs]
    assert {event.do for one in some for event in one.events} == {kind.do for kind in EVENT_KINDS}


def test_finds_levers_and_turns_of_any_scenario(scenarios: tuple[Scenario, ...]) -> None:
    """Levers stand where Python finds them in any month, and turn in the same months."""
    rng = random.Random(6)
    asked = [(one, lever.name, rng.randint(0, MONTHS)) for one in scenarios for lever in rng.sample(LEVERS, 5)]
    calls = [[scenario_in_js(one), lever, month] for one, lever, month in asked]
    found = in_node("setup/changes.js", "valueThen", calls)
    turned = in_node("telling/lever_table.js", "turns", [[lever, one] for one, lever, _ in calls])

    assert found == [value_then(*one) for one in asked]
    wanted = [[dict(zip(("month", "value", "climbed"), one, strict=True)) for one in turns(n, s)] for s, n, _ in asked]
    assert turned == wanted


def test_says_any_value_of_a_lever() -> None:
    """Any value of a lever is said in the same words."""
    rng = random.Random(7)
    values = [
        (one.name, value) for one in LEVERS for value in (one.low, one.high, 1.0, rng.random(), rng.random() / 100)
    ]

    found = in_node("telling/lever_table.js", "leverValueText", values)

    assert found == [lever_value_text(*one) for one in values]


def test_lists_what_happens_in_any_scenario_with_changes_on_the_rail(scenarios: tuple[Scenario, ...]) -> None:
    """What happened is the same list, with changes and events in one month."""
    rng, calls, wanted = random.Random(8), [], []
    for first in scenarios:
        changes = tuple(random_change(rng, MONTHS) for _ in range(rng.randint(0, 6)))
        both = [first, rng.choice((first, load_scenario("train_first_share_later")))]
        both = [one.changed(events=(*one.events, *(e for c in changes for e in started_change(c)))) for one in both]
        calls.append([[scenario_in_js(one) for one in both], [change_in_js(one) for one in changes], MONTHS])
        wanted.append([one._asdict() | {"sides": [*one.sides]} for one in happenings(both, changes, MONTHS)])

    assert in_node("telling/event_list.js", "happenings", calls) == wanted


@pytest.mark.parametrize("town", usual_or_study(0, 3))
def test_marks_what_is_told_of_built_in_ways_as_the_shares_say(town: int) -> None:
    """What is told hangs on the runs, its marks on the two ways: so runs of one small town serve for any two of them."""
    two = next(one for one in town_pairs(town, 10) if not one.changes)
    worlds, band = worlds_of(two), whole_band(two)
    ways = [load_scenario(preset.key) for preset in all_presets()]
    rng = random.Random(9)
    pairs = [(a, b) for a in ways for b in rng.sample(ways, 1)]
    named = [[scenario_in_js(one) for one in pair] for pair in pairs]
    given = {"pairs": named, "worlds": worlds_in_js([two]), "bands": {"0": comparison_in_js(band, [*band.series_a])}}
    keys = list(given["worlds"])
    asked = """
const both = given.keys.map((key) => worlds[key]);
const found = given.pairs.map((two) => [null, bands[0]].map((band) => part.pairSentences(both, two, [], band)));
"""

    found = ask("telling/month_sentences.js", asked, given | {"keys": [keys[0], keys[-1]]})

    wanted = [[pair_sentences(worlds, pair, (), some)._asdict() for some in (None, band)] for pair in pairs]
    for each in (each for both in wanted for each in both):
        each["telling"] = each.pop("months")
    assert found == as_json(wanted)
    marks = [one["mark"] for _, each in wanted for month in each["telling"] for one in month]
    assert len(set(marks)) == 2


def test_marks_the_end_of_any_two_built_in_ways() -> None:
    """The reveal has the same marks for any two built-in ways in early, late and unknown months."""
    ways = [load_scenario(preset.key) for preset in all_presets()]
    asked = [((a, b), month) for a in ways for b in ways for month in (0, 1, 13, 60, 61)]
    calls = [[[scenario_in_js(one) for one in both], month] for both, month in asked]

    found = in_node("telling/marks.js", "endMarks", calls)

    assert found == [end_marks(*one) for one in asked]


def test_knows_where_enough_assumptions_have_it_so() -> None:
    """Shares are large enough in the same months for the same ways, measures and directions."""
    keys = [preset.key for preset in all_presets()]
    rng = random.Random(10)
    asked: list[tuple[str, str, str, str, int]] = [
        (a, rng.choice([*keys, "", a]), measure, what, rng.randint(0, 63))
        for a in [*keys, "", "nobody"]
        for measure in (*SHARE_MEASURES, "family_power")
        for what in ("A", "B", "same", "rose", "fell")
        for _ in range(8)
    ]

    found = in_node("telling/shares.js", "holdsInEnough", asked)

    assert found == [way_share(*one) >= ENOUGH for one in asked]
    assert len(set(found)) == 2


def random_comparison(rng: np.random.Generator, pairs: int) -> Comparison:
    """Give a comparison of one made-up measure, in which some pairs are equal and some lie far apart."""
    a = rng.random((pairs, 1))
    b = a + rng.choice([0.0, 1.0], (pairs, 1), p=[0.3, 0.7]) * rng.normal(rng.choice([0.0, 0.5]), 0.5, (pairs, 1))
    some = load_scenario("consultation_only")
    return Comparison(some, some, pairs, 0, 1, {"voice": a}, {"voice": b})


def test_compares_any_number_of_pairs() -> None:
    """Differences and how sure they are agree to the last bit for 2 to 200 pairs."""
    rng = np.random.default_rng(11)
    compared = [random_comparison(rng, pairs) for pairs in (*range(2, MOST_PAIRS + 1), *([20] * 300))]
    calls = [["voice", *(side["voice"][:, 0].tolist() for side in (one.series_a, one.series_b))] for one in compared]
    wanted = [one.difference("voice", 0) for one in compared]

    found = in_node("numbers/difference.js", "differenceOf", calls)

    assert [tuple(one.values()) for one in found] == [tuple(one) for one in wanted]
    asked = [[one, each.pairs] for one, each in zip(found, compared, strict=True)]
    sure = in_node("numbers/difference.js", "certainty", asked)
    assert sure == [certainty(one, each.pairs) for one, each in zip(wanted, compared, strict=True)]
    assert {*sure} >= {"higher", "unclear"}


def test_knows_quantiles_and_counts_of_pairs() -> None:
    """Intervals are as wide as the t distribution says, and as many pairs must agree."""
    numbers = [*range(2, MOST_PAIRS + 1)]
    found = in_node("numbers/difference.js", "pairedInterval", [[[0.0] * (pairs - 1) + [1.0]] for pairs in numbers])
    for pairs, (mean, low, _) in zip(numbers, found, strict=True):
        spread = np.std([0.0] * (pairs - 1) + [1.0], ddof=1) / np.sqrt(pairs)
        assert (mean - low) / spread == pytest.approx(stdtrit(pairs - 1, 0.975), rel=1e-12)

    agree = in_node("numbers/difference.js", "pairsThatMustAgree", [[pairs] for pairs in [0, 1, *numbers]])

    assert agree == [pairs_that_must_agree(pairs) for pairs in [0, 1, *numbers]]


def test_names_families_and_digests_bytes() -> None:
    """Families have the same names, and bytes the same digest."""
    rng = random.Random(12)
    some = [rng.randbytes(size) for size in (*range(200), 5000)]

    assert in_node("telling/family_names.js", "familyNames", [[130]]) == [family_names(130)]
    found = in_node("sha256.js", "sha256", [[[*each]] for each in some])
    assert found == [hashlib.sha256(each).hexdigest() for each in some]
    texts = ["", "abc", "é家" * 40]
    assert in_node("sha256.js", "sha256", [[each] for each in texts]) == [
        hashlib.sha256(each.encode()).hexdigest() for each in texts
    ]


def test_no_pair_is_sure_before_all_runs_are_there() -> None:
    """A band that is not complete says nothing of how sure it is."""
    two = town_pairs(0, 1)[0]
    early = next(iter(seed_band(*two.scenarios(), two.months)))
    given = {"worlds": worlds_in_js([two]), "bands": {"0": comparison_in_js(early, [*early.series_a])}}
    keys, both = list(given["worlds"]), [scenario_in_js(one) for one in two.scenarios()]
    asked = "const some = given.keys.map((key) => worlds[key]);\nconst found = part.pairSentences(some, given.both, [], bands[0]);"

    found = ask("telling/month_sentences.js", asked, given | {"keys": [keys[0], keys[-1]], "both": both})

    wanted = pair_sentences(worlds_of(two), two.scenarios(), (), early)
    assert found == as_json({"telling": wanted.months, "voted": wanted.voted})
