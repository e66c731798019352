"""Tables of areas as they are published: what is no area is left out or refused, and what is not published is said."""

import warnings
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.engine.areas import Areas
from coprod_sim.errors import ScenarioError
from coprod_sim.place.areas.local_authorities import read_areas
from coprod_sim.place.areas.table import COLUMNS
from coprod_sim.scenario.parameters import DEFAULTS

HEAD = ",".join(COLUMNS)
ROWS = (
    "Northshire,3000,7000,40.0,30.0,22.0",
    "Midshire,2500,6500,55.0,22.0,17.0",
    "Southshire,3500,8500,60.0,20.0,12.0",
)
PLAIN = "\n".join((HEAD, *ROWS))
OFFICIAL = (
    "time_period,time_identifier,geographic_level,country_name,region_name,new_la_code,la_name,breakdown_topic,breakdown,"
    "ehc_plans,sen_support_est,pc_plans_issued_within_20_weeks,request_not_assess_pc,child_poverty_pct"
)


def read(folder: Path, text: str | bytes) -> tuple[Areas, str]:
    """Read a table, and give also what was noted."""
    path = folder / "areas.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        areas = read_areas(path, DEFAULTS)
    noted = [str(one.message) for one in caught]
    assert set(noted) <= set(areas.notes)
    return areas, "\n".join(noted).replace(f"{path}", "areas.csv")


def official(year: str, level: str, name: str, topic: str, part: str, *numbers: object) -> str:
    """Give a row of an official table."""
    region = "North" if level == "Regional" or name in ("Northshire", "Midshire") else ""
    code = {"Northshire": "E99000001", "Midshire": "E99000002"}.get(name, "")
    return ",".join(map(str, (year, "Academic year", level, "England", region, code, name, topic, part, *numbers)))


DOWNLOADED = "\n".join(
    (
        OFFICIAL,
        official("202425", "National", "", "All EHC plans", "All EHC plans", 9000, 22000, 50, 25, 18),
        official("202425", "Regional", "", "All EHC plans", "All EHC plans", 5500, 13500, 45, 27, 20),
        official("202324", "Local authority", "Northshire", "All EHC plans", "All EHC plans", 2700, 6900, 45, 25, 22),
        official("202425", "Local authority", "Northshire", "All EHC plans", "All EHC plans", 3000, 7000, 40, 30, 22),
        official("202425", "Local authority", "Northshire", "Sex", "Female", 900, 2000, 41, 31, 22),
        official("202425", "Local authority", "Midshire", "All EHC plans", "All EHC plans", 2500, 6500, "x", 22, 17),
        official("202425", "Local authority", "Midshire", "Sex", "Female", 800, 1900, "x", 22, 17),
    )
)


def test_a_table_as_downloaded_is_its_local_authorities(tmp_path: Path) -> None:
    """Only rows of local authorities, of all people and of the newest year count, and notes say what is left out."""
    areas, notes = read(tmp_path, DOWNLOADED)
    assert areas.names == ("Northshire", "Midshire")
    assert areas.plans.tolist() == [3000, 2500]
    assert areas.refused.tolist() == [30, 22]
    assert areas.gaps == ("Midshire: within_20_weeks_pct is not published (x); 51.9 is used",)
    for part in (
        "2 rows are left out, for geographic_level says that they are no local authorities: National, Regional.",
        "1 row is left out, for the newest time_period is 202425: 202324.",
        "2 rows are left out, for breakdown_topic says that they are parts of areas: Sex.",
        "within_20_weeks_pct (from pc_plans_issued_within_20_weeks)",
        "; not used: time_identifier.",
    ):
        assert part in notes


def test_missing_columns_lead_to_where_they_are_published(tmp_path: Path) -> None:
    """All missing columns are named, with those that are there, near names, and the document."""
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, "la_name,ehc_plan,within_20_weeks_pct,requests_refused_pct\nNorth,3,4,120\n")
    message = str(caught.value)
    assert "no column 'ehc_plans' and no column 'sen_support_est' and no column 'child_poverty_pct'" in message
    assert "Rename ehc_plan to ehc_plans if that is meant: docs/table_of_areas.md says where" in message
    assert "'120': must be a number from 0 to 100" in message  # all faults at once
    assert (Path(__file__).parents[3] / "docs" / "table_of_areas.md").exists()


WRONG: dict[str, tuple[str, str]] = {
    "the country": (f"{PLAIN}\nEngland,9000,22000,50,25,18", "row 5, column la_name: 'England' is no area but the sum"),
    "a total": (f"{PLAIN}\nTotal,9000,22000,,,", "'Total' is no area but the sum or mean"),
    "a region": (f"{PLAIN}\nSouth West,3500,8500,60,20,12", "'South West' is no area"),
    "a region by its column": (
        PLAIN.replace(HEAD, f"{HEAD},region").replace(".0\n", ".0,Our North\n") + ",\nOur North,4100,9100,50,25,18,",
        "row 5, column la_name: 'Our North' is no area but the sum or mean",
    ),
    "the sum by another name": (f"{PLAIN}\nOur land,9000,22000,50,25,18", "row 5: 'Our land' has the sum of the plans"),
    "the sum of plans alone": (f"{PLAIN}\nOur land,9000,,50,25,18", "'Our land' has the sum of the plans"),
    "shares": (
        f"{HEAD}\nA,30,70,0.40,30,22\nB,25,65,0.55,22,17",
        r"within_20_weeks_pct: no percentage .* \(the largest is 0.55\)",
    ),
    "one share of each": (f"{HEAD}\nA,30,70,0.40,0.3,0.22", "child_poverty_pct: no percentage is above 1"),
    "names twice": (f"{PLAIN}\n{ROWS[0]}", "'Northshire' is here twice: each area needs its own name. Correct"),
    "names twice in other letters": (f"{PLAIN}\n{ROWS[0].upper()}", "'NORTHSHIRE' is here twice"),
    "codes twice": (
        "la_code," + PLAIN.replace("\nN", "\nE1,N").replace("\nM", "\nE1,M").replace("\nS", "\nE2,S"),
        r"column la_code: 'E1' is here twice \(Northshire and Midshire\): each area needs its own code",
    ),
    "new codes twice": (
        "new_la_code," + PLAIN.replace("\nN", "\nE1,N").replace("\nM", "\nE2,M").replace("\nS", "\nE2,S"),
        r"row 4, column new_la_code: 'E2' is here twice \(Midshire and Southshire\)",
    ),
    "a column twice": (PLAIN.replace(HEAD, f"{HEAD},ehc_plans"), "column ehc_plans is here twice: must be once"),
    "parts only": (
        PLAIN.replace(HEAD, f"{HEAD},breakdown").replace(".0\n", ".0,Female\n") + ",Female",
        r"column breakdown: no row is of all people \(there are Female\)",
    ),
    "regions only": (
        PLAIN.replace(HEAD, f"{HEAD},geographic_level").replace(".0\n", ".0,Regional\n") + ",Regional",
        r"no row has geographic_level Local authority \(there are regional\)",
    ),
    "rows of one area": (
        PLAIN.replace(HEAD, f"{HEAD},term").replace(".0\n", ".0,spring\n") + f",spring\n{ROWS[0]},autumn",
        "Keep one row for each area: these differ in term",
    ),
    "thousands unquoted": (
        f"{PLAIN}\nWest,3,000,7000,40,30,22",
        "row 5: 7 cells: must be 6, as in the header. Put numbers",
    ),
    "thousands by points": (
        PLAIN.replace(",", ";").replace("3000", "3.000"),
        "'3.000': must be .* Write it without sep",
    ),
    "a workbook": ("PK\x03\x04", "this is an Excel or LibreOffice workbook"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_would_count_wrongly_is_refused(name: str, tmp_path: Path) -> None:
    """Rows that are no areas, shares, and numbers that can be read in two ways are told, with what to do."""
    text, message = WRONG[name]
    with pytest.raises(ScenarioError, match=message):
        read(tmp_path, text)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Cells of several rows and columns, names and totals are told together, and very many are counted."""
    with pytest.raises(ScenarioError) as caught:
        read(tmp_path, f"{PLAIN}\nEast,many,-3,400,x,5\nEngland,9,9,9,9,9\n,1,1,5,5,5")
    assert len(caught.value.faults) == 5
    rows = "\n".join(f"Area {number},many,5,5,5,5" for number in range(60))
    with pytest.raises(ScenarioError, match="40 more faults: must have none") as caught:
        read(tmp_path, f"{HEAD}\n{rows}")
    assert len(caught.value.faults) == 21


SAME: dict[str, str | bytes] = {
    "semicolons": PLAIN.replace(",", ";"),
    "semicolons and decimal commas": PLAIN.replace(",", ";").replace(".0", ",0"),
    "tabs in UTF-16": PLAIN.replace(",", "\t").encode("utf-16"),
    "a line of Excel": f"sep=;\n{PLAIN.replace(',', ';')}",
    "thousands": PLAIN.replace("3000", '"3,000"').replace("2500", "2 500").replace("8500", "8\u00a0500"),
    "signs of percent": PLAIN.replace(".0\n", ".0%\n").replace("40.0", "40.0 %"),
    "capitals in the header": PLAIN.replace(HEAD, HEAD.upper()),
    "names by another name": PLAIN.replace("la_name", "Local authority"),
    "a title": f"Table 3: plans by authority,,,,,\n\n{PLAIN}",
    "a source": f"{PLAIN}\nSource: a yearly return,,,,,",
    "a source with commas": f"{PLAIN}\nSource: a yearly return, 2025, revised",
    "notes without commas": f"{PLAIN}\n\nNotes\n1. Figures are rounded.\nThis sentence stands below the table and is no area.",
}


@pytest.mark.parametrize("name", SAME)
def test_a_table_may_be_written_in_other_ways(name: str, tmp_path: Path) -> None:
    """Separators, encodings, thousands and words around the table make no other areas."""
    areas, _ = read(tmp_path, SAME[name])
    plain, notes = read(tmp_path, PLAIN)
    assert notes == ""
    for column in ("names", "families", "plans", "poverty", "timeliness", "refused"):
        np.testing.assert_array_equal(getattr(areas, column), getattr(plain, column))


@pytest.mark.parametrize("code", ["x", "c", "z", ":", "low", "..", "-", "[x]", "NA", "NaN", "", "\u2026", "n/a"])
def test_codes_mean_that_nothing_is_published(code: str, tmp_path: Path) -> None:
    """What official tables write where there is no figure is filled in like an empty cell, and said for its area."""
    areas, _ = read(tmp_path, PLAIN.replace("55.0", code))
    assert areas.timeliness.tolist() == [40, DEFAULTS["timeliness_middle"], 60]
    given = f" ({code})" if code else ""
    assert areas.gaps == (f"Midshire: within_20_weeks_pct is not published{given}; 51.9 is used",)


def test_an_area_of_which_nothing_is_published_is_noted(tmp_path: Path) -> None:
    """An area without plans and support stays, without families, and a note says so."""
    areas, notes = read(tmp_path, f"{PLAIN}\nThe Isles,,,,,")
    assert areas.families[3] == 0
    assert "nobody lives in The Isles: neither plans nor support are published" in notes


def test_an_area_that_has_no_row_of_the_newest_year_is_named(tmp_path: Path) -> None:
    """Areas that are lost with their rows are named."""
    text = "year," + PLAIN.replace("\n", "\n2024/25,").replace("2024/25,South", "2023/24,South")
    areas, notes = read(tmp_path, f"{text}\n2023/24,{ROWS[0]}")
    assert areas.names == ("Northshire", "Midshire")
    assert "left out, and no other row is of them: Southshire" in notes
    _, notes = read(tmp_path, text)
    assert "rows are of several years (year 2023/24, 2024/25)" in notes


def test_codes_that_are_not_published_are_no_codes_twice(tmp_path: Path) -> None:
    """Two areas whose codes are not published (x), or empty, are two areas."""
    for code in ("x", ":", ""):
        areas, _ = read(tmp_path, "la_code," + PLAIN.replace("\n", f"\n{code},"))
        assert areas.names == ("Northshire", "Midshire", "Southshire")


def test_a_single_small_percentage_may_be_true(tmp_path: Path) -> None:
    """One area may refuse 0.8 % of requests, where its other percentages are no shares."""
    areas, _ = read(tmp_path, f"{HEAD}\nNorthshire,3000,7000,40.0,0.8,22.0")
    assert areas.refused.tolist() == [0.8]


def test_columns_that_are_used_can_be_asked_for(tmp_path: Path) -> None:
    """Which columns were used is said also where there is nothing to warn of."""
    areas, notes = read(tmp_path, PLAIN)
    assert notes == ""
    (note,) = areas.notes
    assert note.startswith(f"{tmp_path / 'areas.csv'}: columns used: {', '.join(COLUMNS)}; not there, for the")


def test_what_the_pathway_uses_may_be_there_or_not(tmp_path: Path) -> None:
    """Requests and new plans are read where they are there, and where they are not it is said what is assumed."""
    with_both = "\n".join(
        f"{line},{more}"
        for line, more in zip(PLAIN.splitlines(), ("requests,new_plans", "500,300", "x,250", "700,"), strict=True)
    )
    areas, _ = read(tmp_path, with_both)
    assert areas.requests.tolist() == pytest.approx([500, np.nan, 700], nan_ok=True)
    assert areas.new_plans.tolist() == pytest.approx([300, 250, np.nan], nan_ok=True)
    assert "requests, new_plans" in areas.notes[0]
    without, _ = read(tmp_path, PLAIN)
    assert np.isnan(without.requests).all()
    assert "not there, for the statutory pathway: requests (families ask for a plan as often" in without.notes[0]
