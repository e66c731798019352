"""The numbers behind the page /compare: those of `compare` and `explain`, families beside their twins, and work that is shared."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest

from coprod_sim.dashboard.pages.compare import differences, made_difference, page
from coprod_sim.dashboard.pages.compare import work as work_module
from coprod_sim.dashboard.pages.compare.differences import PairDifferences, whole_shares
from coprod_sim.dashboard.pages.compare.twins import ALIKE, GROUPINGS, OUTCOMES, columns, twins
from coprod_sim.dashboard.pages.compare.work import Board, Work
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.indicators import INDICATORS, ON_PATH
from coprod_sim.place.simulate import begun
from coprod_sim.report.svg import signed
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.file_and_link import from_link, to_file
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.analysis.worse_off import TOLERANCE
from coprod_sim.study.certainty_text import averaged, unit_of
from coprod_sim.study.compare import compare, settings_that_differ
from coprod_sim.study.explain import explain, planned
from tests.cli.command import coprod_sim

SMALL = TwoWays(months=18, town={"families": 40, "professionals": 6})
PAIRS = 6
SOON = 20.0


def found(two: TwoWays = SMALL, pairs: int = PAIRS) -> PairDifferences:
    """Run pairs."""
    return page.run_pairs(two, pairs)


@pytest.fixture(scope="module")
def some() -> PairDifferences:
    """A few pairs of a small town."""
    return found()


def answers(question: dict[str, Any], two: TwoWays = SMALL) -> dict[str, Any]:
    """Ask the page until it has an answer."""
    reply: dict[str, Any] = {}
    page.more(question, two, reply.update)
    return reply


def until(there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + SOON
    while not there():
        assert monotonic() < end, "it never came"
        sleep(0.01)


# Rows, dots and tables.


def test_every_number_is_that_of_compare(some: PairDifferences) -> None:
    """The rows of any month are what `compare` finds over the same seeds, as printed in shown units; rates are of the year to it, and month 0 has none."""
    both = compare(*SMALL.scenarios(), pairs=PAIRS, months=SMALL.months, seed=1)
    for month in (0, 7, SMALL.months):
        payload = differences.payload(some, month)
        assert sorted(row["name"] for row in payload["rows"]) == sorted(
            name for name in INDICATORS if not name.startswith(ON_PATH)
        )
        for row in payload["rows"]:
            rare = row["name"] in {"disputes", "turnover_a_year"}
            if rare and not month:
                assert row["difference"] is None
                continue
            expected = averaged(both, row["name"], max(1, month - 11) if rare else month, month)
            assert (row["higher"], row["equal"]) == (expected.pairs_b_higher, expected.pairs_equal)
            if np.isfinite(expected.difference):
                assert row["difference"] == pytest.approx(expected.difference * unit_of(row["name"]).factor, abs=1e-5)
            else:
                assert row["difference"] is None


def test_there_is_a_dot_for_each_pair(some: PairDifferences) -> None:
    """Dots of the measures of the charts, and of one more, are B minus A; their mean is the difference of the row."""
    payload = differences.payload(some, SMALL.months, "disputes")
    rows = {row["name"]: row for row in payload["rows"]}
    assert set(payload["dots"]) == {*PAGE_MEASURES, "disputes"}
    for name, values in payload["dots"].items():
        assert len(values) == PAIRS
        assert np.mean(values) == pytest.approx(rows[name]["difference"], abs=1e-5)


def test_what_is_not_of_100_keeps_its_digits(some: PairDifferences) -> None:
    """A spread of a tenth is not printed as 0.1 beside 0.1."""
    rows = {row["name"]: row for row in differences.payload(some, SMALL.months)["rows"]}
    spread = averaged(some.comparison, "progress_sd", SMALL.months, SMALL.months)
    assert rows["progress_sd"]["gap"] == signed(spread.difference, 4)


def test_the_same_ways_differ_in_nothing() -> None:
    """With A = B, all dots are zero, every measured row is the same, twins are alike, and there is nothing to explain."""
    same = found(TwoWays(a=Way("power_sharing"), months=12, town={"families": 40, "professionals": 6}), 3)
    payload = differences.payload(same, 12)
    assert {value for values in payload["dots"].values() for value in values} == {0.0}
    assert {row["sure"] for row in payload["rows"] if row["difference"] is not None} == {"same"}
    assert [one["same"] for one in payload["groupings"]["all"][0]["outcomes"].values()] == [100, 100, 100]
    assert made_difference.plan(same.a, same.b, 1.0)["rules"] == 0


# Families beside their twins.


def plain_ends(seed: int, month: int) -> tuple[Any, Any]:
    """Give the families of both towns at a month, by the plainest way there is."""
    towns = [begun(scenario, seed) for scenario in SMALL.scenarios()]
    for town in towns:
        town.advance(month)
    return towns[0].place.families, towns[1].place.families


@pytest.mark.parametrize("month", [5, 18])
def test_who_ends_better_agrees_with_two_plain_runs(month: int) -> None:
    """For each outcome, those better and worse off in B are those whose own number moved by more than what is alike."""
    pair = twins(*SMALL.scenarios(), 3, SMALL.months)
    a, b = plain_ends(3, month)
    for place, name in enumerate(OUTCOMES):
        gap = b[name] - a[name]
        assert pair.better[place, month, 0] == (gap > ALIKE[name]).sum()
        assert pair.worse[place, month, 0] == (gap < -ALIKE[name]).sum()
        assert pair.means[0, place, month, 0] == pytest.approx(a[name].mean())


def test_shares_of_families_sum_to_100(some: PairDifferences) -> None:
    """In every group, better, same and worse sum to 100; and all families are what a plain count over the pairs gives."""
    groupings = differences.groupings(some, SMALL.months)
    for groups in groupings.values():
        for group in groups:
            for one in group["outcomes"].values():
                assert one["better"] + one["same"] + one["worse"] == 100
    ends = [plain_ends(seed, SMALL.months) for seed in range(1, PAIRS + 1)]
    gaps = np.concatenate([b["progress"] - a["progress"] for a, b in ends])
    parts = [int(each.sum()) for each in (gaps > TOLERANCE, abs(gaps) <= TOLERANCE, gaps < -TOLERANCE)]
    progress = groupings["all"][0]["outcomes"]["progress"]
    assert [progress["better"], progress["same"], progress["worse"]] == whole_shares(parts)


def test_every_family_is_in_one_group_of_each_kind(some: PairDifferences) -> None:
    """Groups of each kind hold all families together, but a family may be less heard for two reasons; quarters are those of the indicators."""
    pair = some.twins[0]
    for name in GROUPINGS:
        assert pair.sizes[columns(name)].sum() == 40 or name == "hearing"
    assert pair.sizes[columns("hearing")].sum() > 40
    for outcome, name in ((0, "progress"), (1, "felt_trust"), (2, "family_energy")):
        for quarter, column in enumerate(range(*columns("resources").indices(18)), start=1):
            for side, series in enumerate((pair.a, pair.b)):
                assert pair.means[side, outcome, :, column] == pytest.approx(series[f"{name}_q{quarter}"], abs=1e-12)


def test_an_empty_group_is_no_fault() -> None:
    """Where a town is so small that nobody is in a group, its cells are empty."""
    tiny = found(TwoWays(months=6, town={"families": 20, "professionals": 3}), 2)
    groups = differences.groupings(tiny, 6)
    empty = tiny.twins[0]._replace(sizes=tiny.twins[0].sizes * 0)
    nobody = PairDifferences(tiny.a, tiny.b, 6, (empty,) * 2, 0.0)
    assert differences.twin_shares(nobody, 0, 6, 0) == {"better": None, "same": None, "worse": None}
    assert sum(group["families"] for group in groups["need"]) == 20


# What made the difference.


def test_shares_are_those_of_explain() -> None:
    """The page divides a difference as `explain` does, over the seeds 1 to 20, and says what it will take."""
    two = TwoWays(b=Way("train_first_share_later"), months=6, town={"families": 30, "professionals": 4})
    a, b = two.scenarios()
    payload = made_difference.payload(made_difference.divided(a, b, 6, lambda _done, _of: None))
    expected = explain(a, b, pairs=20, months=6, seed=1, indicators=["voice"])
    voice = payload["measures"]["voice"]
    assert [row["share"] for row in voice["rows"]] == pytest.approx(
        [100 * share.share for share in expected.shares["voice"]], abs=1e-5
    )
    assert sum(row["share"] for row in voice["rows"]) == pytest.approx(
        100 * expected.differences["voice"].difference, abs=1e-5
    )
    plan = made_difference.plan(a, b, 0.1)
    assert (plan["runs"], plan["rules"]) == (expected.runs, len(expected.shares["voice"]))
    assert plan["seconds"] == pytest.approx(expected.runs * 0.1, abs=10)


def test_a_plan_of_drawn_orders_is_a_bound() -> None:
    """With so many rules, orders are drawn; no more runs are made than the plan says."""
    two = TwoWays(months=1, town={"families": 20, "professionals": 3})
    rules = len(list(settings_that_differ(*two.scenarios())))
    done = explain(*two.scenarios(), pairs=2, months=1, runs=100)
    plan = planned(rules, 2, 100)
    assert rules > 10
    assert not plan.exact
    assert not done.exact
    assert done.runs <= plan.runs <= 100


def test_explain_takes_a_file_of_the_page(tmp_path: Path) -> None:
    """`explain` of a saved file says what it says of both names; a change after the month makes no difference."""
    later = Change("B", "train_staff", 9, None, 0.1)
    two = TwoWays(b=Way("invited_not_deciding"), months=12, town={"families": 30, "professionals": 4}, changes=(later,))
    file = tmp_path / "scenario.json"
    file.write_text(to_file(two), encoding="utf-8")
    options = ["--pairs", "3", "--months", "6", "--indicator", "voice", "--json"]
    town = ["--set", "families=30", "--set", "professionals=4"]
    by_file, by_name = (
        json.loads(coprod_sim("explain", *what, *options).stdout)["indicators"]["voice"]
        for what in ([str(file)], ["consultation_only", "invited_not_deciding", *town])
    )
    assert by_file["difference"] == by_name["difference"]
    shares = {tuple(share["settings"]): share["share"] for share in by_file["shares"]}
    assert shares.pop(("events",)) == 0
    assert list(shares.values()) == pytest.approx([share["share"] for share in by_name["shares"]])


def test_explain_of_one_name_says_what_is_missing() -> None:
    """A single scenario is refused in the words of `explain`."""
    process = coprod_sim("explain", "power_sharing")
    assert process.returncode != 0
    assert "explain power_sharing: B is missing" in " ".join(process.stderr.split())


# Questions of the page.


def test_pairs_are_told_when_they_are_there() -> None:
    """Asked again and again, the page tells how far it is, and then all; each pair has a link with its luck."""
    reply: dict[str, Any] = {}

    def there() -> bool:
        reply.update(answers({"kind": "pairs", "pairs": 7, "who": "one"}))
        return "rows" in reply["pairs"]

    until(there)
    assert reply["pairs"]["pairs"] == 7
    assert reply["pairs"]["key"] == SMALL.hash
    assert [from_link(link)[0].seed for link in reply["pairs"]["links"]] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("month", [-1, 99, "x", None])
def test_a_month_that_is_none_is_the_last(month: object) -> None:
    """What stands in an address is never a reason to fail."""
    assert page.checked_month(month, SMALL) == SMALL.months


def test_csv_of_the_table_has_all_digits(some: PairDifferences) -> None:
    """Each line of the table is what `compare` gives, in the units of the model."""
    lines = "".join(differences.table_csv(some.comparison, 18)).splitlines()
    assert len(lines) == 1 + len([name for name in INDICATORS if not name.startswith(ON_PATH)])
    line = next(line.split(",") for line in lines if line.startswith("voice,"))
    expected = some.comparison.difference("voice", 18)
    assert [float(cell) for cell in line[3:8]] == list(expected[1:6])


# Work that is shared.


def test_work_is_done_once_for_all_who_ask() -> None:
    """Two visitors who ask for the same share one piece of work."""
    board, calls = Board[int](at_once=1, kept=2), []

    def do(work: Work[int]) -> int:
        calls.append(work)
        return 5

    one = board.ask("key", "Ann", do)
    other = board.ask("key", "Bob", do)
    until(lambda: one.result == 5)
    assert one is other
    assert len(calls) == 1


def test_work_stops_when_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on while one visitor waits, and is given up when the last one leaves, or asks no more."""
    monkeypatch.setattr(work_module, "PATIENCE", 10 * SOON)  # so that only leaving can end it
    board, go, steps = Board[int](at_once=1, kept=2), Event(), []

    def do(work: Work[int]) -> int:
        for step in range(1_000_000):
            steps.append(step)
            go.wait(0.01)
            work.step(step, 1_000_000)
        return 1

    work = board.ask("key", "Ann", do)
    board.ask("key", "Bob", do)
    board.leave("key", "Ann")
    until(lambda: len(steps) > 3)
    assert not work.given_up
    board.leave("key", "Bob")
    until(lambda: work.given_up)
    steps.clear()
    again = board.ask("key", "Ann", do)
    until(lambda: len(steps) > 3)
    monkeypatch.setattr(work_module, "PATIENCE", -1.0)
    until(lambda: again.given_up)
    assert again is not work


def test_work_that_fails_is_told_once_and_tried_again() -> None:
    """Its fault is for who asks next, however soon it failed; after that it begins anew."""
    board, results = Board[int](at_once=1, kept=2), iter([0, 4])

    def do(_work: Work[int]) -> int:
        return 8 // next(results)

    first = board.ask("key", "Ann", do)
    until(lambda: first.fault is not None)
    with pytest.raises(ZeroDivisionError):
        board.ask("key", "Ann", do)
    second = board.ask("key", "Ann", do)
    until(lambda: second.result == 2)


def test_only_so_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound, a question is answered with work that has not begun, and nothing piles up; few results are kept."""
    monkeypatch.setattr(work_module, "MOST_WAITING", 2)
    board, go = Board[int](at_once=1, kept=1), Event()

    def do(_work: Work[int]) -> int:
        go.wait(SOON)
        return 1

    works = [board.ask(key, "Ann", do) for key in "abc"]
    assert len(board.works) == 2
    assert not works[2].begun
    go.set()
    until(lambda: works[1].result == 1)
    until(lambda: board.ask("c", "Ann", do).result == 1)
    assert len(board.works) <= 2
