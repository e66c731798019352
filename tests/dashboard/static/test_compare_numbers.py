"""What the worker says of many pairs on the page /compare is what Python says: rows, dots, families beside their twins, and tables."""

import random
from typing import Any, Final

import numpy as np
import pytest

from coprod_sim.dashboard.pages.compare import differences, made_difference, page
from coprod_sim.dashboard.pages.compare.differences import PairDifferences
from coprod_sim.dashboard.pages.compare.twins import GROUPINGS, Twins, columns, twins
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.indicators import INDICATORS, ON_PATH
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.comparison_csv import tidy_csv
from tests.dashboard.static.compare_cases import (
    READ,
    family_record,
    plain,
    plain_scenario,
    plain_twins,
    random_comparison,
)
from tests.dashboard.static.node import in_node

SHOWN: Final = f"{READ} process.stdout.write(JSON.stringify(calls.map((given) => shown(...given))));"
WHOLE: Final = f"""{READ}
const {{ pairsReply }} = await part('page');
const made = calls.map(([a, b, records, months, asked]) => {{
  const found = records.map(([one, other]) => twinsOf(one, other));
  const reply = pairsReply(pairDifferences(a, b, months, found, 0.03), null, 'fit');
  return {{ found, reply, shown: asked.map((month) => shown(found, months, month, null)) }};
}});
const texts = (_, value) => (Number.isNaN(value) ? 'nan' : ArrayBuffer.isView(value) ? Array.from(value, (one) => (Number.isNaN(one) ? 'nan' : one)) : value);
process.stdout.write(JSON.stringify(made, texts));"""
COMPARISONS: Final = 228
AT_ONCE: Final = 19
PAIRS, MONTHS = 4, 24
TOWN: Final = {"families": 40.0, "professionals": 6.0}
WAYS: Final[tuple[tuple[str, str, dict[str, float]], ...]] = (
    ("consultation_only", "power_sharing", {}),
    ("power_sharing+broken_trust", "train_first_share_later", {"feedback": 0.5}),
    ("invited_not_deciding", "invited_not_deciding", {"training": 0.04}),
    ("power_sharing", "power_sharing", {}),
)


def expected_of(found: PairDifferences, month: int, other: str | None) -> dict[str, Any]:
    """Give what Python says."""
    table = "".join(differences.table_csv(found.comparison, month))
    tidy = "".join(tidy_csv(found.comparison))
    return {"payload": differences.payload(found, month, other), "table": table, "tidy": tidy}


@pytest.mark.parametrize(
    "first",
    [at if at < AT_ONCE else pytest.param(at, marks=pytest.mark.study) for at in range(0, COMPARISONS, AT_ONCE)],
)
def test_says_of_random_numbers_what_python_says(first: int) -> None:
    """Series of many kinds, with gaps, ties and large numbers: what the page is sent, and both tables, are equal to the last digit."""
    calls, expected = [], []
    for number in range(first, first + AT_ONCE):
        found = random_comparison(number)
        luck = random.Random(number)
        month, other = luck.randint(0, found.months), luck.choice([None, "fit", "spending", "none", "voice"])
        with np.errstate(invalid="ignore"):
            expected.append(expected_of(found, month, other))
        calls.append([[plain_twins(one) for one in found.twins], found.months, month, other])
    assert in_node("", "", calls, SHOWN) == expected


def two_ways(number: int) -> TwoWays:
    """Give two ways of working in a small town."""
    a, b, more = WAYS[number]
    return TwoWays(Way(a), Way(b, more), months=MONTHS, town=TOWN)


def as_arrays(found: dict[str, Any], like: Twins) -> Twins:
    """Give twins of the worker in the shapes of Python's."""
    both = [np.array(found[name], float).reshape(getattr(like, name).shape) for name in Twins._fields[2:]]
    return Twins({}, {}, *both)


@pytest.mark.parametrize("number", range(len(WAYS)))
def test_says_of_real_runs_what_python_says(number: int) -> None:
    """From what is read of real runs come the same twins, and the page is sent the same of several months."""
    a, b = two_ways(number).scenarios()
    made = [twins(a, b, seed, MONTHS) for seed in range(1, PAIRS + 1)]
    records = [[family_record(one, seed, MONTHS) for one in (a, b)] for seed in range(1, PAIRS + 1)]
    asked = [0, 1, 7, 12, MONTHS]
    (found,) = in_node("", "", [[plain_scenario(a), plain_scenario(b), records, MONTHS, asked]], WHOLE)
    for mine, theirs in zip(found["found"], made, strict=True):
        for name, value in as_arrays(mine, theirs)._asdict().items():
            if name not in {"a", "b"}:
                np.testing.assert_allclose(value, getattr(theirs, name), rtol=1e-12, err_msg=name)
    whole = PairDifferences(a, b, MONTHS, tuple(made), 1.0)
    for month, shown in zip(asked, found["shown"], strict=True):
        assert shown == plain(expected_of(whole, month, None))
    reply = differences.payload(whole, MONTHS, "fit") | {"plan": made_difference.plan(a, b, 0.03)}
    assert found["reply"] == plain(reply)


def test_knows_groups_and_choices() -> None:
    """Groups have the same columns, and the page starts with the same choices and takes the same months."""
    found = in_node("compare/twins.js", "columns", [[name] for name in GROUPINGS])
    total = sum(GROUPINGS.values())
    assert found == [list(range(*columns(name).indices(total))) for name in GROUPINGS]
    (fixed,) = in_node("compare/page.js", "fixed", [[]])
    others = [name for name in INDICATORS if name not in PAGE_MEASURES and not name.startswith(ON_PATH)]
    assert fixed["others"] == [{"name": name, "title": INDICATORS[name].title} for name in others]
    assert fixed["pairs"] == list(page.CHOICES)
    assert in_node("compare/page.js", "pairsAsked", [[2], [200], [500]]) == [2, 200, 200]
    months: list[list[Any]] = [[5, 24], [0, 24], [0, 24, 1], [25, 24], [2.5, 24], [None, 24], ["7", 24]]
    two = two_ways(0)
    expected = [page.checked_month(month, two, *rest) for month, _, *rest in months]
    assert in_node("compare/page.js", "checkedMonth", months) == expected
