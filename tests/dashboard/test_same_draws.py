"""What the numbers promise: the same people and luck on both sides, nothing before its time, the same for everybody."""

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coprod_sim.dashboard.pair.show import address
from coprod_sim.scenario.setup.file_and_link import from_file
from coprod_sim.scenario.setup.setup import TwoWays, Way
from coprod_sim.study.compare import compare
from coprod_sim.study.interval import paired_interval
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import COMMAND, Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]


def numbers(visitor: Visit) -> pd.DataFrame:
    """Give the CSV of the page as a table."""
    return pd.read_csv(io.BytesIO(visitor.downloaded("csv")[1]))


def sides(table: pd.DataFrame) -> tuple[Any, Any]:
    """Give the values of A and B in the same order."""
    wide = table.pivot_table(index=["outcome", "seed", "month"], columns="scenario", values="value")
    return wide["A"], wide["B"]


def test_the_same_way_of_working_gives_the_same_numbers(visit: Visitor) -> None:
    """With one way of working on both sides, every outcome of every luck is equal to the last digit."""
    visitor = visit(address(TwoWays(b=Way("consultation_only"))))
    visitor.skip()
    a, b = sides(numbers(visitor))

    assert len(a) > 0
    assert (a == b).all()
    for seed in range(2, 6):
        visitor.press("n")
        visitor.until("luck", str(seed))
        assert visitor.store(
            "JSON.stringify(store.run.series.felt_trust[0]) === JSON.stringify(store.run.series.felt_trust[1])"
        )


def test_nothing_differs_before_a_change(visit: Visitor) -> None:
    """A lever that is moved in month 12 in B alone leaves months 0 to 11 as in A, and shows by month 24."""
    visitor = visit(address(TwoWays(b=Way("consultation_only"))))
    visitor.add_change("share_decisions", "B", 12)
    visitor.skip()
    table = numbers(visitor)

    a, b = sides(table[table.month < 12])
    assert (a == b).all()
    a, b = sides(table[table.month == 24])
    assert (a != b).mean() > 0.5


def test_a_link_gives_the_same_to_everybody_and_to_the_command_line(visit: Visitor, tmp_path: Path) -> None:
    """Two visitors with one link see the same numbers, and the scenario file gives its hash and numbers in a terminal."""
    first = visit()
    first.add_change("train_staff", "both", 6)
    first.press("n")
    first.until("luck", "2")
    link = first.page.url.removeprefix(first.address)
    second, third = visit(link), visit(link)
    third.skip()
    marks = [[visitor.state(name) for name in ("hash", "results", "luck")] for visitor in (first, second, third)]
    assert marks[0] == marks[1] == marks[2]

    _, content = second.downloaded("json")
    file, table = tmp_path / "scenario.json", tmp_path / "table.csv"
    file.write_bytes(content)
    done = subprocess.run(
        [COMMAND, "compare", str(file), "--csv", str(table), "--json"], capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout)["hash"] == marks[0][0]
    assert table.read_bytes() == third.downloaded("csv")[1]


def test_looking_changes_nothing(visit: Visitor) -> None:
    """Views, stories, the ladder and a replay leave hash and numbers as they are."""
    visitor = visit()
    visitor.skip()
    visitor.add_change("budget_cut", "B", 12)
    before = [visitor.state(name) for name in ("hash", "results")] + [visitor.store("store.run.results")]
    for key in ("1", "3", "2", "p", "p", "r"):
        visitor.press(key)
        visitor.page.wait_for_timeout(100)
    visitor.page.wait_for_timeout(6000)
    visitor.at("open-story").click()
    visitor.at("story-drawer").wait_for()
    visitor.page.keyboard.press("Escape")
    visitor.at("open-ladder").click()
    visitor.page.keyboard.press("Escape")

    after = [visitor.state(name) for name in ("hash", "results")] + [visitor.store("store.run.results")]
    assert after == before


@pytest.mark.editions("server only")
def test_luck_changes_both_sides_and_leaves_the_town(visit: Visitor) -> None:
    """New luck gives other numbers on both sides at once; everybody stays where they stand."""
    visitor = visit()
    read = """(async () => {
        const { store } = await import('/static/public/shared/store.js');
        const { placeTown } = await import('/static/public/shared/town/town.js');
        const { series, people } = store.run;
        return JSON.stringify([placeTown(people, 412, 226), series.voice]);
    })()"""
    before = json.loads(visitor.page.evaluate(read))
    visitor.press("n")
    visitor.until("luck", "2")
    after = json.loads(visitor.page.evaluate(read))

    assert before[0] == after[0]
    assert all(before[1][side] != after[1][side] for side in (0, 1))


@pytest.mark.editions("both")
def test_the_band_and_counts_are_those_of_the_runs(visit: Visitor) -> None:
    """The 20 thin lines are the runs of the CSV, and what is said of them is counted there; so is the interval of `compare`."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    visitor.at("open-view").click()
    visitor.at("switch-lines").check()
    visitor.at("view-close").click()
    visitor.at("scrub").fill("60")
    lines = visitor.at("chart-felt_trust").locator(".chart-run-line").count()
    table = numbers(visitor)
    ends = table[(table.outcome == "felt_trust") & (table.month == 60)].pivot_table(
        index="seed", columns="scenario", values="value"
    )
    drawn = visitor.store("store.band.series.felt_trust.map(side => side.map(run => run[60]))")

    assert lines == 40
    assert drawn[0] == pytest.approx(100 * ends["A"].to_numpy(), abs=1e-4)
    assert drawn[1] == pytest.approx(100 * ends["B"].to_numpy(), abs=1e-4)
    both = compare("consultation_only", "power_sharing", pairs=20, months=60)
    found = both.difference("felt_trust")
    mean, low, high = paired_interval((ends["B"] - ends["A"]).to_numpy())
    assert [round(float(value), 3) for value in (mean, low, high)] == [
        round(value, 3) for value in (found.difference, found.ci_low, found.ci_high)
    ]
    assert found.pairs_b_higher == int((ends["B"] > ends["A"]).sum())


@pytest.mark.editions("both")
def test_a_file_that_is_opened_gives_the_run_that_was_saved(visit: Visitor, tmp_path: Path) -> None:
    """A scenario file goes out and comes in again with the same hash, and names the version it was made with."""
    visitor = visit()
    visitor.add_change("staff_leave", "A", 20)
    name, content = visitor.downloaded("json")
    saved = visitor.state("hash")
    file = tmp_path / name
    file.write_bytes(content)
    other = visit()
    assert other.state("hash") != saved

    other.at("open-share").click()
    other.at("open-file").set_input_files(str(file))
    other.until("hash", saved)

    two, notes = from_file(content.decode(), strict=True)
    assert two.hash == saved
    assert notes == []
    assert "coprod_sim" in json.loads(content)["made_with"]
    assert name.endswith(f"-scenario-{saved}.json")
