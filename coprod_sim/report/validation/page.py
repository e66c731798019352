"""The page of a validation as one HTML file: how it stands, the reds first, then every line, and what a reviewer would ask.

Nothing is fetched from anywhere.  The words of the reviewer's part are in the template, the picture in validation/charts.py.
"""

from datetime import date
from pathlib import Path
from typing import Any, Final

from coprod_sim.evidence.validation.report_lines import MISSING, VERDICTS, Section, number_words
from coprod_sim.evidence.validation.validate import Validation, summary
from coprod_sim.report.page import filled, write_page
from coprod_sim.report.validation.charts import scatter

WORDS: Final = {"green": "Green", "amber": "Amber", "red": "Red", "not run": "Not run"}
PUT_IN_COLUMNS: Final = ("published", "gradient", "refusals", "timeliness")


def write_validation(validation: Validation, path: str | Path, today: date | None = None) -> Path:
    """Write the page to a file, whole or not at all; the date is today's unless it is given.

    The same validation and date give the same bytes.  Raises ScenarioError where the file cannot be written.
    """
    return write_page(validation_text(validation, today), path, "page")


def validation_text(validation: Validation, today: date | None = None) -> str:
    """Give the page as text."""
    return filled("validation.html", content(validation), today)


def content(validation: Validation) -> dict[str, Any]:
    """Everything that the template shows."""
    by_key = {section.key: section for section in validation.sections}
    areas = by_key.get("areas")
    return {
        "validation": validation,
        "summary": summary(validation),
        "verdicts": [(verdict, WORDS[verdict], validation.counts[verdict]) for verdict in VERDICTS],
        "words": WORDS,
        "style_of": {verdict: verdict.replace(" ", "-") for verdict in VERDICTS},
        "reds": validation.with_verdict("red"),
        "unknown": validation.with_verdict("not run"),
        "picture": scatter(areas.data["dots"]) if areas and areas.data.get("dots") else None,
        "put_in": put_in_rows(areas),
        "not_expressed": by_key["figures"].data.get("not_expressed", {}) if "figures" in by_key else {},
    }


def put_in_rows(areas: Section | None) -> list[tuple[str, list[str]]]:
    """Print how much was put in by hand: what was left on, and its statistics."""
    rows = areas.data.get("put_in", []) if areas else []
    return [
        (row["on"], [MISSING if row[name] is None else number_words(row[name]) for name in PUT_IN_COLUMNS])
        for row in rows
    ]
