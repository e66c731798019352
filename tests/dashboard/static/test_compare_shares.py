"""What made the difference: the worker plays the same coalitions with the same luck as Python, and says the same of the shares."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
import pytest

from coprod_sim.dashboard.pages.compare import made_difference
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.parameters import BY_NAME, LEVERS, names
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.coalitions import players_of
from coprod_sim.study.compare import settings_that_differ
from coprod_sim.study.explain import explain, planned
from coprod_sim.study.many import Job
from coprod_sim.study.shapley import couples
from tests.dashboard.static.compare_cases import READ, plain, plain_scenario
from tests.dashboard.static.node import in_node, usual_or_study

UNEVEN: Final = 0.06180339887498949
"""So that no share lies just between two printed numbers, where the last bit of a sum would decide."""
HEAD: Final = f"""{READ}
const {{ explain }} = await part('explain');
const {{ payloadOfShares, plan }} = await part('made_difference');
const told = (made) => {{
  let step = made.next();
  let last = null;
  for (; !step.done; step = made.next()) last = step.value;
  return {{ last, found: step.value, payload: payloadOfShares(step.value) }};
}};
const answers = [];
"""
FAKE: Final = f"""{HEAD}
for (const [a, b, months, seconds] of calls) {{
  const run = ({{ values, events }}, seed) => {{
    let total = seed / 7;
    Object.keys(values).sort().forEach((name, at) => {{ total += values[name] * ((at % 11) + 1); }});
    for (const event of events) total += event.month / 16;
    return Object.fromEntries(tables.telling.measures.map((name, at) => [name, Float64Array.from({{ length: months + 1 }}, (_, month) => {{
      const value = (total + month / 8) * (at + 1) * {UNEVEN};
      return value - Math.floor(value);
    }})]));
  }};
  answers.push({{ ...told(explain(a, b, months, run)), plan: plan(a, b, seconds) }});
}}
process.stdout.write(JSON.stringify(answers));"""
"""Shares of runs that are only arithmetic: what a run gives depends on every setting, on events, seed and month."""
KNOWN: Final = f"""{HEAD}
for (const [a, b, months, seconds, differing, runs] of calls) {{
  const run = ({{ values, events }}, seed) => runs[[...differing.map((name) => values[name]), events.length, seed].join(' ')];
  answers.push({{ ...told(explain(a, b, months, run)), plan: plan(a, b, seconds) }});
}}
process.stdout.write(JSON.stringify(answers));"""
"""Shares of real runs, which Python has made."""
SIZES: Final = frozenset(names("place"))
TIED: Final = ("start_family_power", "start_commissioner_power", "base_process", "dignity")
RUNGS: Final = ("rung_told", "rung_asked", "rung_heard", "rung_led")
TOWN: Final = {"families": 40, "professionals": 6, "commissioners": 2}
CLOSE: Final = 1e-12
COUNTS: Final = (1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 8, 9, 10, 12, 14, 26, 40)
"""In so many settings the scenarios differ."""
ALWAYS: Final = (0, 2, 3, 4, 14, 19, 23)
"""These are tried in every check: few settings and many, any settings, tied ones, events, all orders and drawn ones."""
ALL: Final = tuple(range(len(COUNTS)))


def random_event(luck: random.Random) -> Event:
    """Draw an event."""
    who = luck.choice(["all", 1, 2])
    return Event(luck.randint(1, 20), "set", who=who, lever="training", to=luck.choice([0.0, 0.01, 0.02]))  # type: ignore[arg-type]


def other_than(a: Scenario, wanted: Iterable[str], luck: random.Random, events: bool) -> Scenario:
    """Give a scenario in which some settings are drawn anew; all of it is drawn again until it is right."""
    wanted = list(wanted)
    while True:
        try:
            drawn = {name: luck.choice([BY_NAME[name].low, BY_NAME[name].high, between(name, luck)]) for name in wanted}
            b = a.changed(drawn, (*a.events, random_event(luck)) if events else None)
        except ScenarioError:
            continue
        if players_of(a, b):
            return b


def between(name: str, luck: random.Random) -> float:
    """Draw a value of a setting within its plausible range."""
    value = luck.uniform(*BY_NAME[name].explore)
    return round(value) if BY_NAME[name].whole else value


def pair(number: int, count: int) -> tuple[Scenario, Scenario]:
    """Give two scenarios that differ in so many settings, levers most of all, and some in their events."""
    luck = random.Random(number)
    a = load_scenario(luck.choice(["consultation_only", "power_sharing"]), TOWN)
    others = [name for name in BY_NAME if name not in SIZES]
    pool = others if number % 4 == 3 or count > len(LEVERS) else [lever.name for lever in LEVERS]
    wanted = luck.sample(pool, count)
    if number % 5 == 4:
        wanted = [*wanted[:-2], *luck.sample(TIED[:2], 2)]
    return a, other_than(a, wanted, luck, events=number % 3 == 2)


def fake_series(job: Job, wanted: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Do in the place of a run the arithmetic of the script."""
    values = job.scenario.values()
    total = job.seed / 7
    for at, name in enumerate(sorted(values)):
        total += values[name] * (at % 11 + 1)
    for event in job.scenario.events:
        total += event.month / 16
    numbers = (total + np.arange(job.months + 1) / 8)[:, None] * np.arange(1, len(PAGE_MEASURES) + 1) * UNEVEN
    return dict(zip(wanted or (), (numbers - np.floor(numbers)).T.copy(), strict=True))


def assert_same(found: dict[str, Any], a: Scenario, b: Scenario, months: int, seconds: float) -> None:
    """What the worker found is what Python finds: texts are equal, and so are numbers, to rounding."""
    steps: list[tuple[int, int]] = []
    expected = explain(
        a, b, months=months, indicators=PAGE_MEASURES, progress=lambda done, of: steps.append((done, of))
    )
    assert found["payload"] == plain(made_difference.payload(expected))
    assert found["plan"] == made_difference.plan(a, b, seconds)
    assert (found["last"]["done"], found["last"]["of"]) == steps[-1]
    for name in PAGE_MEASURES:
        mine, theirs = found["found"]["shares"][name], expected.shares[name]
        assert [tuple(share["player"]) for share in mine] == [share.player.names for share in theirs]
        for keys in (("share", "share"), ("ciLow", "ci_low"), ("ciHigh", "ci_high")):
            numbers = [share[keys[0]] for share in mine]
            np.testing.assert_allclose(numbers, [getattr(share, keys[1]) for share in theirs], rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("some", usual_or_study(ALWAYS, ALL), ids=("some", "all"))
def test_divides_made_up_runs_as_python(some: Sequence[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Few settings and many, tied ones and events: all orders, or those that are drawn, give the same shares in the same order."""
    monkeypatch.setattr(Job, "series", fake_series)
    asked = [(*pair(number, COUNTS[number]), 5 + 4 * number, 0.0137 * (number + 1)) for number in some]
    calls = [[plain_scenario(a), plain_scenario(b), months, seconds] for a, b, months, seconds in asked]
    for found, each in zip(in_node("", "", calls, FAKE), asked, strict=True):
        assert_same(found, *each)


REAL: Final[tuple[tuple[dict[str, float], bool], ...]] = (
    ({"training": 0.04, "power_ceiling": 0.5, "information": 0.3, "criteria": 0.4}, False),
    ({"feedback": 0.8, "power_ceiling": 0.6}, True),
)
"""Settings that differ, and whether events do; information and criteria do nothing without the pathway, so their shares are alike."""


@pytest.mark.parametrize(("settings", "events"), REAL)
def test_divides_real_runs_as_python(settings: dict[str, float], events: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a small town, as the worker would make them, are divided into the same shares."""
    a = load_scenario("consultation_only", TOWN)
    b = a.changed(settings, (*a.events, Event(3, "budget_cut", amount=0.2)) if events else None)
    differing = [name for name, _, _ in settings_that_differ(a, b)]
    runs: dict[str, Any] = {}
    monkeypatch.setattr(Job, "series", remembered(Job.series, differing, runs))
    explain(a, b, months=12, indicators=PAGE_MEASURES)
    call = [plain_scenario(a), plain_scenario(b), 12, 0.02, differing, runs]
    (found,) = in_node("", "", [call], KNOWN)
    assert_same(found, a, b, 12, 0.02)


def remembered(
    series: Callable[..., dict[str, Any]], differing: list[str], runs: dict[str, Any]
) -> Callable[..., dict[str, Any]]:
    """Give a way to run that keeps what it gives, by the settings that differ, the number of events and the seed."""

    def run(job: Job, wanted: tuple[str, ...] | None = None) -> dict[str, Any]:
        found = series(job, wanted)
        key = [number_text(job.scenario.value(name)) for name in differing]
        runs[" ".join([*key, str(len(job.scenario.events)), str(job.seed)])] = plain(found)
        return found

    return run


def number_text(value: float) -> str:
    """Write a number as JavaScript does."""
    return json.dumps(int(value) if value == int(value) else value)


@pytest.mark.parametrize("count", usual_or_study(8, 60))
def test_finds_the_same_players(count: int) -> None:
    """Settings that depend on each other change together in both."""
    luck = random.Random(11)
    pairs = []
    for number in range(count):
        a = load_scenario("power_sharing", {**TOWN, "peers": 4.0})
        a = other_than(a, luck.sample([*TIED, *RUNGS], 4), luck, events=number % 2 == 0)
        wanted = [
            *luck.sample([*TIED, *RUNGS], 5),
            *luck.sample(["families", "peers", "commissioners", "professionals"], 2),
        ]
        pairs.append((a, other_than(a, dict.fromkeys(wanted), luck, events=number % 4 == 0)))
    calls = [[plain_scenario(one) for one in both] for both in pairs]
    expected = [[list(player.names) for player in players_of(*both)] for both in pairs]
    assert in_node("compare/coalitions.js", "playersOf", calls) == expected
    assert any(len(names) > 1 for players in expected for names in players)


def test_plans_and_draws_as_python() -> None:
    """The same runs are planned for any number of players, and the same orders are drawn."""
    counts = [[players, 20] for players in range(1, 60)]
    expected = [planned(*each)._asdict() for each in counts]
    assert in_node("compare/explain.js", "planned", counts) == expected
    draws = [
        [players, 5, [seed, pair]]
        for players in (2, 3, 9, 17, 33, 64, 300)
        for seed in (0, 1, 77)
        for pair in (0, 1, 19)
    ]
    drawn = [couples(players, count, np.random.default_rng(seed)) for players, count, seed in draws]  # type: ignore[arg-type]
    assert in_node("compare/shapley.js", "couples", draws) == drawn
