"""How figures of studies look, and how they are written: PNG and SVG, with the numbers they show as CSV beside them.

Letters are drawn as shapes, so that no font is needed to see them; the same figure is the same bytes each time.
"""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coprod_sim.errors import ScenarioError
from coprod_sim.files import leave_alone, write_whole
from coprod_sim.study.certainty_text import MADE_UP
from coprod_sim.study.provenance import write_side_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GREY, INK = "#8C8C8C", "#222222"
DOTS_PER_INCH: Final = 150
WIDE: Final = 7.2
"""Inches: the width of a page's text."""
STYLE: Final[Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "coprod_sim",
    "hatch.linewidth": 0.6,
    "hatch.color": GREY,
}
MARK: Final = b"coprod_sim"
"""What each of our pictures holds: the program that made it."""
TableRows = list[dict[str, Any]]


def write(draw: "Callable[[Any], Figure]", found: Any, rows: TableRows, stem: Path) -> list[Path]:
    """Draw a figure and write it and its table, each put in place when it is whole; beside the table, what made it."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with mpl.rc_context(STYLE):
        made_by = getattr(found, "response", found).provenance
        figure = draw(found)
        FigureCanvasAgg(figure)
        words = {"Title": figure.get_suptitle(), "Description": MADE_UP}
        made = {
            "png": picture(figure, "png", {**words, "Software": "coprod_sim"}),
            "svg": picture(figure, "svg", {**words, "Creator": "coprod_sim", "Date": None}),
            "csv": table_text(rows).encode(),
        }
    for ending in ("png", "svg"):
        there = stem.with_name(f"{stem.name}.{ending}")
        leave_alone(there, is_ours(there), "figure")
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        for ending, content in made.items():
            write_whole(stem.with_name(f"{stem.name}.{ending}"), content)
        beside = write_side_file(stem.with_name(f"{stem.name}.csv"), {"provenance": made_by})
    except OSError as error:
        raise ScenarioError(f"{stem}: {error.strerror}: figures are written here. Choose another folder.") from error
    return [*(stem.with_name(f"{stem.name}.{ending}") for ending in made), *([beside] if beside else [])]


def is_ours(path: Path) -> bool:
    """Tell whether a picture says that we drew it, as those do that `picture` makes."""
    return path.is_file() and MARK in path.read_bytes()


def picture(figure: "Figure", kind: str, words: dict[str, Any]) -> bytes:
    """Give a figure as the content of a file."""
    content = io.BytesIO()
    figure.savefig(content, format=kind, dpi=DOTS_PER_INCH, metadata=words)
    return content.getvalue()


def table_text(rows: TableRows) -> str:
    """Give rows as CSV; what is not known is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: "" if value != value or value is None else value for name, value in row.items()})  # noqa: PLR0124  nan
    return text.getvalue()


def new_figure(height: float, title: str, note: str, columns: Sequence[float] = (1,)) -> "tuple[Figure, list[Axes]]":
    """Begin a figure with a title above, and below it a note that ends by saying that all is made up."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDE, height), layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, wrap=True)
    figure.supxlabel(f"{note}\n{MADE_UP}", x=0.01, ha="left", fontsize=8, color=INK, wrap=True)
    plots = figure.subplots(1, len(columns), squeeze=False, width_ratios=list(columns))
    return figure, list(plots[0])
