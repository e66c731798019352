"""The report of a comparison as one HTML file: words, charts and tables, and nothing fetched from anywhere."""

from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from markupsafe import Markup

from coprod_sim.evidence.validation.report_lines import MISSING
from coprod_sim.indicators import INDICATORS
from coprod_sim.report.comparison import assumptions, bars, charts, repeat, tables, worse_off
from coprod_sim.report.comparison.text import answer, other_parts
from coprod_sim.report.page import filled, write_page
from coprod_sim.study.certainty_text import pairs_that_must_agree
from coprod_sim.study.compare import Comparison


def write_report(comparison: Comparison, path: str | Path, today: date | None = None) -> Path:
    """Write the report to a file, whole or not at all; the date is today's unless it is given.

    The same comparison and date give the same bytes.  Raises ScenarioError where the file cannot be written.
    """
    return write_page(report_text(comparison, today), path, "report")


def report_text(comparison: Comparison, today: date | None = None) -> str:
    """Give the report as text."""
    return filled("report.html", content(comparison), today)


def content(comparison: Comparison) -> dict[str, Any]:
    """Everything that the template shows."""
    words, files_needed = repeat.command(comparison)
    a, b = comparison.scenario_a, comparison.scenario_b
    return {
        "comparison": comparison,
        "ways": [("A", "a", a, repeat.events(a)), ("B", "b", b, repeat.events(b))],
        "answer": answer(comparison),
        "told": other_parts(comparison),
        "worse_off": worse_off.who_is_worse_off(comparison),
        "worse_off_rows": worse_off.rows(comparison),
        "tiles": tables.tiles(comparison),
        "families": figures(comparison, charts.FAMILIES),
        "costs": figures(comparison, charts.COST_CHARTS),
        "ledger_chart": bars.ledger_chart(comparison),
        "ladder_chart": bars.ladder_chart(comparison),
        "ladder_rows": ladder_rows(comparison),
        "headlines": tables.headline_rows(comparison),
        "quarters": tables.quarter_rows(comparison),
        "quarter_columns": [INDICATORS[name] for name in tables.QUARTER_COLUMNS],
        "periods": list(tables.periods(comparison.months)),
        "cost_rows": tables.cost_rows(comparison),
        "assumption_rows": assumptions.rows(comparison),
        "assumption_chart": assumptions.chart(comparison),
        "must_agree": pairs_that_must_agree(comparison.pairs),
        "differing": repeat.differing(comparison),
        "shared": repeat.shared(comparison),
        "statuses": repeat.statuses(),
        "command": words,
        "files_needed": files_needed,
        "origin": comparison.origin,
        "saved_network": repeat.SAVED_NETWORK,
        "saved_assumptions": repeat.SAVED_ASSUMPTIONS,
    }


def figures(comparison: Comparison, wanted: tuple[charts.Chart, ...]) -> list[tuple[charts.Chart, tables.Row, Markup]]:
    """Draw some charts, each with its title, unit and definition."""
    return [(chart, tables.row(chart.name, []), charts.line_chart(comparison, chart)) for chart in wanted]


def ladder_rows(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """Print the ladder, the highest rung first: name, meaning, and shares of A and B."""
    return [
        (bars.RUNG_WORDS[rung], bars.RUNG_MEANINGS[rung], share_words(a), share_words(b))
        for rung, (a, b) in reversed(bars.rungs(comparison).items())
    ]


def share_words(share: float) -> str:
    """Print a share of 100, or that there is none."""
    return f"{share:.0f}" if isfinite(share) else MISSING
