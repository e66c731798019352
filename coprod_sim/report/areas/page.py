"""The page of areas as one HTML file: how the areas of a place differ at the end of a run, in words, pictures and a table.

Nothing is fetched from anywhere.  The words are in areas/text.py, the pictures in areas/charts.py.
"""

from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import INDICATORS, RATES
from coprod_sim.report.areas.charts import cloud, ranked_chart
from coprod_sim.report.areas.text import (
    FACT_TITLES,
    areas_answer,
    facts,
    gaps,
    last_year,
    place_words,
    when,
    whose_words,
)
from coprod_sim.report.page import filled, write_page
from coprod_sim.report.svg import svg_number
from coprod_sim.study.area_statistics import AREA_MEASURES, FACTS, FEW, Figure, areas_in_words, at_end, spread
from coprod_sim.study.certainty_text import unit_of

if TYPE_CHECKING:
    from coprod_sim.study.run import RunResult

CLOUDS: Final = ("progress", "felt_trust")
"""The indicators that are set beside each fact about areas."""


class AreaRow(NamedTuple):
    """One area as the table prints it: its facts, and its figures, or none where nobody lives."""

    name: str
    families: str
    plans: str
    facts: list[str]
    figures: list[str]
    few: bool


class SpreadRow(NamedTuple):
    """One indicator as the summary prints it: the lowest, middle and highest area with their figures, and the mean."""

    title: str
    unit: str
    ends: list[tuple[str, str]]
    mean: str


def write_area_page(result: "RunResult", path: str | Path, today: date | None = None) -> Path:
    """Write the page of areas to a file, whole or not at all; the date is today's unless it is given.

    The same run and date give the same bytes.
    Raises ScenarioError where the place has no areas, or the file cannot be written.
    """
    return write_page(area_text(result, today), path, "page")


def area_text(result: "RunResult", today: date | None = None) -> str:
    """Give the page of areas as text."""
    if result.areas is None:
        raise ScenarioError(
            f"{result.scenario.name}: this place has no areas, so there is nothing to show by area. Run the scenario england."
        )
    return filled("areas.html", content(result), today)


def content(result: "RunResult") -> dict[str, Any]:
    """Everything that the template shows."""
    table, source = result.by_area, result.origin.areas if result.origin else None
    return {
        "result": result,
        "place": place_words(result),
        "source": source,
        "made_up": result.origin is not None and source is None,
        "answer": areas_answer(result),
        "who_is_told": whose_words(result),
        "when": when(result.months),
        "summary": summary_rows(result),
        "facts": facts(result),
        "ranked": [(*heading(name), definition(result, name), ranked_chart(result, name)) for name in AREA_MEASURES],
        "clouds": [(*heading(name), FACT_TITLES[fact], cloud(result, name, fact)) for name in CLOUDS for fact in FACTS],
        "columns": [(INDICATORS[name].title, unit_of(name).words) for name in AREA_MEASURES],
        "rows": area_rows(result),
        "any_few": bool(((table["families"] > 0) & (table["families"] < FEW)).any()),
        "few": FEW,
        "gaps": gaps(result),
    }


def heading(name: str) -> tuple[str, str]:
    """Give the title and unit of an indicator."""
    return INDICATORS[name].title, unit_of(name).full


def definition(result: "RunResult", name: str) -> str:
    """Give the definition of an indicator; one that counts rare events is not about one month here."""
    found = INDICATORS[name].definition
    return found.replace("this month", f"in {last_year(result.months)}") if name in RATES else found


def indicator_figure(value: float, name: str) -> str:
    """Print an indicator's figure in shown units."""
    return svg_number(value * unit_of(name).factor, 1) if isfinite(value) else MISSING


def summary_rows(result: "RunResult") -> list[SpreadRow]:
    """Print the lowest, middle and highest area for each shown indicator."""
    areas, rows = areas_in_words(result.by_area), []
    for name in AREA_MEASURES:
        found = spread(areas, name)
        ends: list[Figure] = [] if found is None else [found.lowest, found.middle, found.highest]
        printed = [(indicator_figure(end.value, name), end.area) for end in ends]
        if len(areas) < 3 and printed:
            printed[1] = (MISSING, "")
        title, unit = heading(name)
        rows.append(SpreadRow(title, unit, printed, indicator_figure(at_end(result, name), name)))
    return rows


def area_rows(result: "RunResult") -> list[AreaRow]:
    """Print every area, in the order of the table that it was read from."""
    return [
        AreaRow(
            str(row["area"]),
            svg_number(row["families"]),
            svg_number(row["plans"]),
            [svg_number(row[fact], 1) for fact in FACTS],
            [indicator_figure(row[name], name) for name in AREA_MEASURES] if row["families"] else [],
            0 < row["families"] < FEW,
        )
        for row in result.by_area.to_dict("records")
    ]
