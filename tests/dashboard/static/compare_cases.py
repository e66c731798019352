"""Comparisons for the tests of public/worker/compare: made of random numbers, and of real runs of a small town."""

from typing import Any, Final

import numpy as np

from coprod_sim.dashboard.pages.compare.differences import PairDifferences
from coprod_sim.dashboard.pages.compare.twins import GROUPINGS, OUTCOMES, Twins
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.engine.state import Reals
from coprod_sim.indicators import HEADLINES, INDICATORS, measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.scenario.usual import BASELINE

READ: Final = """
import { readFileSync } from 'node:fs';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'), (_, value) => (value === 'nan' ? NaN : value));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const part = async (name) => import(`file://${worker}/compare/${name}.js`);
const [{ comparePayload, pairDifferences, tableCsv }, { tidyCsv }, { twinsOf }] = (
  await Promise.all(['differences', 'comparison_csv', 'twins'].map(part)));
const shown = (twins, months, month, other) => {
  const found = pairDifferences(null, null, months, twins, 1);
  return { payload: comparePayload(found, month, other), table: tableCsv(found.comparison, month), tidy: tidyCsv(found.comparison) };
};
"""
"""The beginning of a script that reads comparisons, in which "nan" is no number."""
GROUPS: Final = sum(GROUPINGS.values())
START: Final = ("quarter", "language", "poor", "standing", "need")
MOST_OTHERS: Final = 12
PAIRS: Final = (*[2, 3, 5, 6, 7, 8, 9, 13] * 2, 20, 137, 200)
"""Pairs of random comparisons, in turn."""
KINDS: Final = ("plain", "same", "some the same", "one gap", "tiny", "gaps in it", "nothing", "sixteenths", "large")


def plain(value: Any) -> Any:
    """Give arrays and tuples as lists, and what is no number as "nan"."""
    if isinstance(value, np.ndarray):
        return plain(value.ravel().tolist())
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return "nan" if isinstance(value, float) and np.isnan(value) else value


def plain_twins(one: Twins) -> dict[str, Any]:
    """Give twins as the worker has them."""
    found: dict[str, Any] = plain({**one._asdict(), "means": list(one.means)})
    return found


def plain_scenario(scenario: Scenario) -> dict[str, Any]:
    """Give a scenario as the worker has it."""
    events = [{**event.to_dict(), "who": event.who} for event in scenario.events]
    return {"title": scenario.title, "hash": scenario.hash, "values": scenario.values(), "events": events}


def random_series(luck: np.random.Generator, pairs: int, months: int) -> tuple[Reals, Reals]:
    """Give one indicator in A and in B, each of shape (pairs, months + 1), of one of several kinds."""
    shape = (pairs, months + 1)
    a, gap = luck.random(shape), luck.normal(luck.choice([0, 0.1]), 0.1, shape)
    match luck.choice(KINDS, p=[0.3, 0.05, 0.15, 0.1, 0.1, 0.05, 0.05, 0.1, 0.1]):
        case "same":
            gap[:] = 0
        case "some the same":
            gap[luck.random(pairs) < luck.random()] = 0
        case "one gap":
            gap[:] = gap[0, 0]
        case "tiny":
            gap *= 1e-5
        case "gaps in it":
            a[luck.random(shape) < 0.05] = np.nan
        case "nothing":
            a[:] = np.nan
        case "sixteenths":
            a, gap = np.floor(a * 16) / 16, np.floor(gap * 16) / 16
        case "large":
            a, gap = a * 12_345, gap * 12_345
    return a, a + gap


def random_twins(luck: np.random.Generator, months: int) -> tuple[Any, ...]:
    """Give what twins say of groups of families: sizes, means, and how many are better and worse off."""
    sizes = luck.integers(0, luck.choice([2, 40]), GROUPS).astype(float)
    shape = (len(OUTCOMES), months + 1, GROUPS)
    better = np.floor(luck.random(shape) * (sizes + 1))
    worse = np.floor(luck.random(shape) * (sizes - better + 1))
    means = luck.random((2, *shape))
    if luck.random() < 0.3:
        means[1] = means[0]
    means[..., sizes == 0] = np.nan
    return sizes, means, better, worse


def random_comparison(number: int) -> PairDifferences:
    """Make one comparison of random numbers."""
    luck = np.random.default_rng([7, number])
    pairs = PAIRS[number % len(PAIRS)]
    months = int(luck.integers(1, 20 if pairs < 100 else 3))
    wanted = {*PAGE_MEASURES, *HEADLINES, *luck.choice(list(INDICATORS), MOST_OTHERS)}
    names = [name for name in INDICATORS if name in wanted]
    series = {name: random_series(luck, pairs, months) for name in names}
    twins = tuple(
        Twins(
            {name: a[pair] for name, (a, _) in series.items()},
            {name: b[pair] for name, (_, b) in series.items()},
            *random_twins(luck, months),
        )
        for pair in range(pairs)
    )
    scenario = load_scenario(BASELINE)
    return PairDifferences(scenario, scenario, months, twins, 1.0)


def family_record(scenario: Scenario, seed: int, months: int) -> dict[str, Any]:
    """Run one town, and give what the worker reads of it (the head of twins.js)."""
    simulation = begun(scenario, seed)
    families, ties = simulation.place.families, simulation.place.casework
    start = {name: families[name].copy() for name in START}
    start |= {name: ties[name].copy() for name in ("family", "family_trust")}
    tallies = [simulation.count()]
    ends = [{name: families[name].copy() for name in OUTCOMES}]
    for _ in range(months):
        tallies.append(simulation.advance(1))
        ends.append({name: simulation.place.families[name].copy() for name in OUTCOMES})
    outcomes = {name: np.concatenate([end[name] for end in ends]) for name in OUTCOMES}
    measures = measure_all(whole_place(np.concatenate(tallies)))
    found: dict[str, Any] = plain({"start": start, "outcomes": outcomes, "measures": measures})
    return found
