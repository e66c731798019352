"""Are the figures whole, the same each time, without anything from the net, and do their tables hold what they show?"""

import csv
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.analysis.discovery import discover
from coprod_sim.study.analysis.region_map import region_map
from coprod_sim.study.analysis.response import read_response
from coprod_sim.study.analysis.sensitivity import indices
from coprod_sim.study.certainty_text import MADE_UP
from coprod_sim.study.figures.files import new_figure
from coprod_sim.study.figures.study import write_discovery, write_indices, write_map
from coprod_sim.study.plan.plan import Varied
from tests.study.analysis.planted import THREE, Planted, plan_of

Write = Callable[[Path], list[Path]]
PNG = b"\x89PNG\r\n\x1a\n"


def noise_of(points: int, replicates: int) -> np.ndarray:
    """Normal luck."""
    return np.random.default_rng(4).normal(0, 0.02, size=(points, replicates))


def of_method(method: str, **more: object) -> Planted:
    """A study with a little luck in a linear function."""
    plan = plan_of(method, THREE, 16, replicates=3, **more)
    return Planted(plan, lambda points: (points @ np.array([0.2, -0.1, 0.0]))[:, None] + noise_of(len(points), 3))


def morris_figure(stem: Path) -> list[Path]:
    """Write the figure of a Morris study."""
    return write_indices(indices(read_response(of_method("morris"))), stem)


def sobol_figure(stem: Path) -> list[Path]:
    """Write the figure of a Sobol study."""
    return write_indices(indices(read_response(of_method("sobol"))), stem)


def map_of_six(stem: Path) -> list[Path]:
    """Write a map of six cells, one of which has no results."""
    varied = (Varied(THREE[0], 0.1, 0.3, (0.1, 0.2, 0.3)), Varied(THREE[1], 0.2, 0.6, (0.2, 0.6)))
    plan = plan_of("grid", THREE[:2], 0, varied=varied, replicates=8)
    failed = {(5, replicate): "ModelError" for replicate in range(8)}
    study = Planted(plan, lambda points: (points[:, 0] - points[:, 1] / 2)[:, None] + noise_of(6, 8), failed)
    return write_map(region_map(read_response(study)), stem)


def box_figure(stem: Path) -> list[Path]:
    """Write the figure of a planted box."""
    plan = plan_of("latin_hypercube", THREE, 200)
    study = Planted(plan, lambda points: np.where((points[:, 0] < 0.4) & (points[:, 1] > 0.5), -1.0, 1.0))
    return write_discovery(discover(read_response(study), halves=2), stem)


def nowhere_figure(stem: Path) -> list[Path]:
    """Write the figure of a search that finds nothing."""
    study = Planted(plan_of("latin_hypercube", THREE, 60), lambda points: np.ones(len(points)))
    return write_discovery(discover(read_response(study)), stem)


FIGURES = (morris_figure, sobol_figure, map_of_six, box_figure, nowhere_figure)


@pytest.mark.parametrize("write", FIGURES)
def test_a_figure_is_a_picture_a_drawing_and_a_table(write: Write, tmp_path: Path) -> None:
    """The PNG is one, the SVG can be parsed and names nothing on the net, nothing else is left in the folder."""
    paths = write(tmp_path / "deeper" / "figure")

    assert [path.suffix for path in paths] == [".png", ".svg", ".csv", ".json"]  # the last: what made the table
    assert sorted(tmp_path.glob("deeper/*")) == sorted(paths)
    assert paths[0].read_bytes().startswith(PNG)
    drawing = paths[1].read_text()
    ET.fromstring(drawing)
    for reference in ('href="http', "url(http", "@import", "font-family"):
        assert reference not in drawing


@pytest.mark.parametrize("write", [morris_figure, map_of_six, box_figure])
def test_a_figure_is_the_same_each_time(write: Write, tmp_path: Path) -> None:
    """Byte for byte, so that a repeated study changes no file."""
    one, other = (write(tmp_path / name / "figure") for name in ("one", "other"))

    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a table."""
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_of_indices_is_in_the_unit_of_the_figure(tmp_path: Path) -> None:
    """Progress is shown of 100; the steepest setting comes first, with all that the figure shows of it."""
    rows = rows_of(morris_figure(tmp_path / "figure")[2])
    found = indices(read_response(of_method("morris"))).found

    assert [row["setting"] for row in rows] == [index.setting for index in found]
    assert float(rows[0]["mu_star"]) == pytest.approx(100 * found[0].main)
    assert float(rows[0]["luck_alone"]) == pytest.approx(100 * found[0].noise)
    assert rows[0]["unit"] == "of 100"
    assert (rows[0]["scenario_a"], rows[0]["scenario_b"]) == ("consultation_only", "power_sharing")


def test_the_table_of_a_map_says_what_is_not_known(tmp_path: Path) -> None:
    """A cell without results has empty numbers, and says so in words."""
    rows = rows_of(map_of_six(tmp_path / "figure")[2])

    holes = [row for row in rows if row["verdict"] == "not known"]
    assert [(row["difference"], row["pairs"]) for row in holes] == [("", "0")]
    assert {row["verdict"] for row in rows} <= {"B higher", "B lower", "no clear difference", "not known"}


def test_the_table_of_boxes_lists_restricted_settings_only(tmp_path: Path) -> None:
    """A row for each limit, in the unit of the setting."""
    rows = rows_of(box_figure(tmp_path / "figure")[2])

    assert {row["setting"] for row in rows} == set(THREE[:2])
    assert {row["box"] for row in rows} == {"1"}


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")

    with pytest.raises(ScenarioError, match="figures are written here"):
        nowhere_figure(tmp_path / "taken" / "figure")


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_somebodys_picture_is_left_alone(ending: str, tmp_path: Path) -> None:
    """A picture of that name that we did not draw stays as it is, and nothing is written beside it; ours are drawn anew."""
    theirs = tmp_path / f"figure.{ending}"
    theirs.write_bytes(PNG + b"a holiday")

    with pytest.raises(ScenarioError, match=rf"figure\.{ending}: is there already, and is no figure of ours"):
        nowhere_figure(tmp_path / "figure")
    assert theirs.read_bytes() == PNG + b"a holiday"
    assert list(tmp_path.iterdir()) == [theirs]

    ours = nowhere_figure(tmp_path / "ours")
    assert nowhere_figure(tmp_path / "ours") == ours


def test_every_figure_says_that_it_is_made_up(tmp_path: Path) -> None:
    """It stands below the figure, and in what the files say of themselves."""
    made = {path.suffix: path.read_bytes() for path in morris_figure(tmp_path / "figure")}

    assert new_figure(2, "title", "note")[0].get_supxlabel() == f"note\n{MADE_UP}"
    assert all(MADE_UP.encode() in made[kind] for kind in (".png", ".svg"))
