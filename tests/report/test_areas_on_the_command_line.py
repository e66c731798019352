"""Areas on the command line: the table fits, its figures are those of the run, and the JSON is plain."""

import json

import pytest

from coprod_sim import run
from coprod_sim.cli.commands.run import figure
from coprod_sim.cli.run_areas import area_data, show_areas
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.study.run import RunResult
from tests.report.areas import EMPTY, EVIL, LONG, ODD, run_of


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Areas that make trouble, among them one without families and one with few."""
    return run_of(ODD, tmp_path_factory.mktemp("odd"))


def printed(result: RunResult, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int) -> str:
    """Give what is shown on a screen of so many columns."""
    monkeypatch.setenv("COLUMNS", str(width))
    show_areas(result)
    return capsys.readouterr().out


def test_the_table_tells_each_headline(
    odd: RunResult, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each headline has one line with the lowest, the middle and the highest of the areas with enough families."""
    text = printed(odd, monkeypatch, capsys, 80)
    large = odd.by_area[odd.by_area["families"] >= 100]

    for name in HEADLINES:
        line = next(line for line in text.splitlines() if line.strip().startswith(f"{INDICATORS[name].title} "))
        ordered = large.sort_values(name, kind="stable")
        for row, value in ((0, ordered[name].iloc[0]), (1, ordered[name].iloc[1]), (3, ordered[name].iloc[3])):
            assert f" {figure(value, name)} " in f"{line} ", (name, row)
        assert ordered["area"].iloc[0][:9] in line
        assert ordered["area"].iloc[3][:9] in line


def test_the_table_fits_80_columns(
    odd: RunResult, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line for each headline, however long names are; a wide screen shows more of a name."""
    narrow, wide = (printed(odd, monkeypatch, capsys, width) for width in (80, 140))

    assert max(map(len, narrow.splitlines())) <= 80
    assert narrow.count("…") > 0
    assert LONG[:25] not in narrow
    assert LONG[:25] in wide
    assert "Left out are 1 area with fewer than 100 families" in wide
    assert "No families live in 1 area." in wide


def test_a_place_without_areas_shows_none(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed, and there are no rows."""
    result = run(months=1, families=30, professionals=6)

    assert printed(result, monkeypatch, capsys, 80) == ""
    assert area_data(result) == []


def test_rows_are_plain_data(odd: RunResult) -> None:
    """JSON takes the rows as they are; what does not exist is null, and every figure is that of the run."""
    rows = json.loads(json.dumps(area_data(odd), allow_nan=False))
    by_name = {row["area"]: row for row in rows}

    assert [row["area"] for row in rows] == list(odd.by_area["area"])
    assert by_name[EMPTY]["progress"] is None
    assert by_name[EMPTY]["families"] == 0
    first = odd.by_area.iloc[0]
    known = {name: first[name] for name in odd.by_area.columns if first[name] == first[name]}
    assert by_name[EVIL] == dict.fromkeys(odd.by_area.columns) | known
