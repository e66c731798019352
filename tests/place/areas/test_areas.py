"""Areas, as the official table says them or as they are drawn by its spreads."""

from pathlib import Path

import numpy as np
import pytest

from coprod_sim import run
from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.country import capacity_factor, commissioner_power, resources_shift
from coprod_sim.place.areas.local_authorities import SUPPORT_IN_ALL_SCHOOLS, drawn_areas, read_areas
from coprod_sim.place.areas.table import COLUMNS
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario

HEAD = ",".join(COLUMNS)
ROWS = ("North,900,1500,20.0,10.0,30.0", "South,1200,2100,,40.0,12.0", "City,26,,,0.0,6.9")


def table(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    """Write a table of areas."""
    path = folder / "areas.csv"
    path.write_text("\n".join((head, *rows)), encoding=encoding)
    return path


def test_a_run_has_the_areas_of_its_table(tmp_path: Path) -> None:
    """Names and plans are those of the table; families are plans and SEN support; the sum is kept."""
    result = run("england", months=1, areas=table(tmp_path, *ROWS), scale=0.1)
    found = result.by_area
    assert found["area"].tolist() == ["North", "South", "City"]
    assert found["plans"].tolist() == [90, 120, 3]
    exact = 0.1 * np.array([900 + SUPPORT_IN_ALL_SCHOOLS * 1500, 1200 + SUPPORT_IN_ALL_SCHOOLS * 2100, 26])
    assert (abs(found["families"] - exact) < 1).all()
    assert found["families"].sum() == round(exact.sum())
    assert found["families"].sum() == result.tallies[0]["families"].sum()


def test_missing_cells_are_reported(tmp_path: Path) -> None:
    """What is not published is replaced by something stated, and named area by area."""
    areas = read_areas(table(tmp_path, *ROWS), DEFAULTS)
    assert areas.timeliness.tolist() == [20.0, DEFAULTS["timeliness_middle"], DEFAULTS["timeliness_middle"]]
    assert areas.gaps == (
        "City: sen_support_est is not published; 0 is used",
        "South: within_20_weeks_pct is not published; 51.9 is used",
        "City: within_20_weeks_pct is not published; 51.9 is used",
    )


def test_an_area_without_families_breaks_nothing(tmp_path: Path) -> None:
    """At a small scale the City has no families: it has no figures, and the others run on."""
    rows = ("North,9000,15000,20.0,10.0,30.0", "South,12000,21000,,40.0,12.0", ROWS[2])
    result = run("england", months=13, areas=table(tmp_path, *rows), scale=0.01)
    city = result.by_area.iloc[2]
    assert city["families"] == 0
    assert np.isnan(city["progress"])
    assert np.isfinite(result.by_area["progress"][:2]).all()
    assert np.isfinite(result.series["progress"]).all()


def test_published_facts_move_what_they_should(tmp_path: Path) -> None:
    """Poverty lowers resources, late plans mean less time of staff, refusals mean more power of the commissioner."""
    values = load_scenario("england").values()
    areas = read_areas(table(tmp_path, "A,9,9,10,8.0,30", "B,9,9,90,40,10"), values)
    assert resources_shift(areas, values)[0] < 0 < resources_shift(areas, values)[1]
    assert capacity_factor(areas, values)[0] < 1 < capacity_factor(areas, values)[1]
    assert (
        commissioner_power(areas, values)[0] < values["start_commissioner_power"] < commissioner_power(areas, values)[1]
    )


def test_drawn_areas_have_the_published_tenths() -> None:
    """Over many areas the tenths of what is drawn are the declared ones, and families add up."""
    values = DEFAULTS | {"commissioners": 4000, "families": 40_000_000}
    areas = drawn_areas(values, 3)
    for name in ("poverty", "timeliness", "refused"):
        tenths = np.quantile(getattr(areas, name), (0.1, 0.5, 0.9))
        declared = [values[f"{name}_{part}"] for part in ("low", "middle", "high")]
        np.testing.assert_allclose(tenths, declared, rtol=0.08)
    sizes = np.quantile(areas.families / np.median(areas.families), (0.1, 0.9))
    np.testing.assert_allclose(sizes, (values["area_families_low"], values["area_families_high"]), rtol=0.08)
    assert areas.families.sum() == 40_000_000


BROKEN = {
    "no column 'ehc_plans'": (("North,1",), "la_name,plans"),
    "no areas": ((), HEAD),
    "'many': must be a number": (("North,many,5,5,5,5",), HEAD),
    "'-3': must be a number": (("North,-3,5,5,5,5",), HEAD),
    "'120': must be a number from 0 to 100": (("North,3,5,120,5,5",), HEAD),
    "'inf': must be a number": (("North,inf,5,5,5,5",), HEAD),
    "'1e400': must be a number": (("North,1e400,5,5,5,5",), HEAD),
    "'North' is here twice": (("North,3,5,5,5,5", "North,3,5,5,5,5"), HEAD),
    "no name": ((",3,5,5,5,5",), HEAD),
    "no families in any area": (("North,0,0,5,5,5",), HEAD),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_table_is_refused(message: str, tmp_path: Path) -> None:
    """Each fault of a table has its own message, with the place and what to do."""
    rows, head = BROKEN[message]
    with pytest.raises(ScenarioError, match=message):
        read_areas(table(tmp_path, *rows, head=head), DEFAULTS)


def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A file that is missing, or no UTF-8, says so."""
    with pytest.raises(ScenarioError, match="No such file"):
        read_areas(tmp_path / "none.csv", DEFAULTS)
    with pytest.raises(ScenarioError, match="line 2: not UTF-8 text: must be UTF-8"):
        read_areas(table(tmp_path, "N\u00f8rth,3,5,5,5,5", encoding="latin-1"), DEFAULTS)


def test_a_table_needs_a_place_with_schools(tmp_path: Path) -> None:
    """A table goes with england, and not with a network."""
    with pytest.raises(ScenarioError, match="needs a place with schools"):
        run("consultation_only", months=1, areas=table(tmp_path, *ROWS))
    with pytest.raises(ScenarioError, match="Leave out areas"):
        run("england", months=1, areas=table(tmp_path, *ROWS), network="any.graphml")
    with pytest.raises(ScenarioError, match="scale = 0"):
        run("england", months=1, scale=0)
